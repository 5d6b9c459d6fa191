import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parseConfig } from '../../../daemon/config/load-config.js'
import { initCluster, joinCluster, loadEnrolment, loadIssuer, loadOperator, makeGrant, makeTicket } from '../../../daemon/platform/enrolment.js'
import { openSecurity } from '../../../daemon/security.js'
import type { Role } from '../../../protocols/auth/rights.js'
import { ClusterMismatchError, ConfigError, InvalidArgumentError } from '../../../protocols/errors.js'
import type { Config } from '../../../daemon/config/table.js'
import { NO_METER, SILENT } from '../../fixtures/network.js'

const work = mkdtempSync(join(tmpdir(), 'p2pkv-enrolment-'))
after(() => { rmSync(work, { recursive: true }) })
let next = 0
const directory = (): string => join(work, String(next++))
const components = { log: SILENT, meter: NO_METER }

function configOf (data: string, flags: Partial<Record<'cluster' | 'listen' | 'bootstrap', string>> = {}): Config {
  return parseConfig({ flags: { data, ...flags }, environment: {}, homeDirectory: work }).config
}

async function ticketOf (data: string, role: Role = 'peer'): Promise<string> {
  return (await makeTicket(data, { role, rules: [], notAfter: undefined, uses: 1, redeemBy: Date.now() + 60_000, addresses: [] })).ticket
}

test('a new cluster has three keys, for their owner only, and a directory begins one once', async () => {
  const data = directory()
  const { genesis } = await initCluster(data, 'prod')
  for (const key of ['root', 'admin', 'identity']) assert.equal(statSync(join(data, `${key}.key`)).mode & 0o777, 0o600)
  assert.equal((await loadEnrolment(data))?.genesis.cluster, genesis.cluster)
  await assert.rejects(initCluster(data, 'other'), ConfigError)
  chmodSync(join(data, 'admin.key'), 0o644)
  await assert.rejects(loadIssuer(data), /can be read by others/)
})

test('who joined operates its own peer and cannot invite; an invited admin can', async () => {
  const [one, two] = [directory(), directory()]
  await initCluster(one, 'prod')
  await joinCluster(two, await ticketOf(one))
  const operator = await loadOperator(two)
  assert.equal(operator?.paper, undefined)
  assert.notEqual(operator?.identity.peerId, operator?.enrolment.grant?.chain.subject)
  await assert.rejects(makeTicket(two, { role: 'peer', rules: [], notAfter: undefined, uses: 1, redeemBy: Date.now() + 60_000, addresses: [] }), ConfigError)
  await joinCluster(two, await ticketOf(one, 'admin'))
  await joinCluster(directory(), await ticketOf(two))
})

test('a ticket of another cluster, a client in the directory of a peer, and a grant for another key are refused', async () => {
  const [one, other, client] = [directory(), directory(), directory()]
  await initCluster(one, 'prod')
  await initCluster(other, 'prod')
  await assert.rejects(joinCluster(one, await ticketOf(other)), ConfigError)
  await assert.rejects(joinCluster(one, await ticketOf(one, 'client')), ConfigError)
  const admin = (await loadOperator(other))?.identity.peerId
  assert.ok(admin !== undefined)
  const { grant } = await makeGrant(one, { subject: admin, role: 'client', rules: [], notAfter: undefined }, [])
  await assert.rejects(joinCluster(client, grant), InvalidArgumentError)
  await assert.rejects(joinCluster(client, 'p2pkv1_nonsense'), InvalidArgumentError)
})

test('a daemon begins a cluster on an empty directory, and opens what it finds on another', async () => {
  const data = directory()
  const { cluster, access } = await openSecurity(configOf(data, { cluster: 'prod' }), {}, components)
  assert.match(cluster, /^prod-/)
  assert.ok(access !== undefined)
  assert.equal((await openSecurity(configOf(data), {}, components)).cluster, cluster)
  await assert.rejects(openSecurity(configOf(data, { cluster: 'staging' }), {}, components), ClusterMismatchError)
  const joiner = directory()
  await assert.rejects(openSecurity(configOf(joiner, { bootstrap: '/ip4/10.0.0.1/tcp/4400' }), {}, components), /p2pkv invite/)
  await joinCluster(joiner, await ticketOf(data))
  assert.equal((await openSecurity(configOf(joiner), {}, components)).cluster, cluster)
})

test('no daemon runs for a client, nor on a directory from before there were rights', async () => {
  const [one, client, old] = [directory(), directory(), directory()]
  await initCluster(one, 'prod')
  await joinCluster(client, await ticketOf(one, 'client'))
  await assert.rejects(openSecurity(configOf(client), {}, components), ConfigError)
  mkdirSync(join(old, 'store'), { recursive: true })
  writeFileSync(join(old, 'store', 'store.json'), '{}')
  await assert.rejects(openSecurity(configOf(old), {}, components), /--insecure-dev/)
  assert.equal((await openSecurity(configOf(old), { insecure: true }, components)).access, undefined)
})

test('without rights a daemon listens on loopback only, and never on the directory of a cluster', async () => {
  const data = directory()
  for (const listen of ['/ip4/0.0.0.0/tcp/4400', '/ip4/10.0.0.1/tcp/4400', '/dns4/localhost.example.com/tcp/4400', '/ip6/::/tcp/4400']) {
    await assert.rejects(openSecurity(configOf(data, { listen }), { insecure: true }, components), /loopback only/, listen)
  }
  await initCluster(data, 'prod')
  await assert.rejects(openSecurity(configOf(data), { insecure: true }, components), ConfigError)
})

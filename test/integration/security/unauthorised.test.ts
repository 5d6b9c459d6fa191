/**
 * Data operations by keys that may not do them, many at a time over streams that stay open, against a real daemon:
 * none is done. P2PKV_FORGERIES=100000 tries more.
 */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Access } from '../../../daemon/core/auth/access.js'
import { parseConfig } from '../../../daemon/config/load-config.js'
import { startDaemon, type Daemon } from '../../../daemon/daemon.js'
import { ensureKey, loadEnrolment, loadIssuer, makeGrant } from '../../../daemon/platform/enrolment.js'
import { AUTH_TELL } from '../../../protocols/auth/auth-admin.js'
import { revoke } from '../../../protocols/auth/revocation.js'
import { OPS_ALL, type Role } from '../../../protocols/auth/rights.js'
import { parsePaper } from '../../../protocols/auth/ticket.js'
import { P2pkvError } from '../../../protocols/errors.js'
import { GET } from '../../../protocols/get/get.js'
import { createNode, type KvLibp2p } from '../../../protocols/libp2p/create-node.js'
import { verifyEd25519 } from '../../../protocols/libp2p/ed25519-signer.js'
import { Greeting } from '../../../protocols/libp2p/greeting.js'
import { PeerRequests } from '../../../protocols/libp2p/peer-requests.js'
import { PUT } from '../../../protocols/put/put.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { REPLICA_READ, REPLICA_STORE, REPLICA_STORES, REPLICA_VERSIONS } from '../../../protocols/replicate/replicate.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import { SCAN } from '../../../protocols/scan/scan.js'
import { SYNC_FETCH, SYNC_ROOTS } from '../../../protocols/sync/sync.js'
import { TRANSFER_PAGE } from '../../../protocols/transfer/transfer.js'
import { SILENT } from '../../fixtures/network.js'
import { patch } from '../../fixtures/patch.js'

const TRIES = Math.ceil(Number(process.env.P2PKV_FORGERIES ?? 2_000) / 4)
const IN_FLIGHT = 250
const NONE = new Uint8Array(0)
const SECRET = utf8Bytes('secret/1')
const RULES = [{ bucket: '', prefix: utf8Bytes('app/'), ops: OPS_ALL }]

type AnyRpc = Rpc<unknown, unknown>
type Try = readonly [rpc: AnyRpc, body: unknown]
interface Who { readonly node: KvLibp2p, readonly requests: PeerRequests, readonly peerId: NodeId }

const aTry = <Q, R>(rpc: Rpc<Q, R>, body: Q): Try => [rpc as unknown as AnyRpc, body]
const put = { bucket: 'default', key: SECRET, value: utf8Bytes('mine'), strict: false, context: NONE, ttlMs: 0, condition: 0, requestId: NONE, forwarded: false, durability: 0, returnPrevious: false, neverExpires: false }
const key = { bucket: 'default', key: SECRET }

/** Every way to the data: what clients ask, … */
const BY_CLIENTS: readonly Try[] = [
  aTry(GET, { ...key, strict: false, notBefore: NONE }),
  aTry(PUT, put),
  aTry(PUT, { ...put, value: undefined }),
  aTry(PUT, { ...put, key: utf8Bytes('ap'), returnPrevious: true }),
  aTry(PUT, { ...put, forwarded: true }),
  aTry(SCAN, { bucket: 'default', prefix: NONE, after: NONE, limit: 10, bytesMax: 0, form: 2, scanId: NONE }),
]
/** … and what peers do. */
const BY_PEERS: readonly Try[] = [
  aTry(REPLICA_READ, { ...key, view: undefined }),
  aTry(REPLICA_VERSIONS, { keys: [key], view: undefined }),
  aTry(REPLICA_STORE, { ...key, record: new Uint8Array(60), view: undefined, durability: 0, hintFor: '' }),
  aTry(REPLICA_STORES, { items: [{ ...key, record: new Uint8Array(60) }], view: undefined, durability: 0 }),
  aTry(SYNC_ROOTS, { partitions: [0], roots: new Uint8Array(16), storeWanted: false }),
  aTry(SYNC_FETCH, { names: [] }),
  aTry(TRANSFER_PAGE, { partition: 0, after: undefined, bytesMax: 1_000 }),
]
const EVERY = [...BY_CLIENTS, ...BY_PEERS]

const data = mkdtempSync(join(tmpdir(), 'p2pkv-unauthorised-'))
const ends: Array<() => Promise<void>> = []
let daemon: Daemon
let owner: Who

async function someone (name: string, role?: Role): Promise<Who> {
  const { privateKey, peerId } = await ensureKey(join(data, name), 'identity')
  const home = join(data, 'daemon')
  const cluster = (await loadEnrolment(home))?.genesis.cluster ?? ''
  const credentials = role === undefined
    ? NONE
    : parsePaper((await makeGrant(home, { subject: peerId, role, rules: role === 'client' ? RULES : [], notAfter: undefined }, [])).grant, verifyEd25519).chain.bytes
  const node = await createNode({ privateKey, listen: [] })
  await node.start()
  const requests = new PeerRequests(node, { cluster, ...(role !== undefined && { greeting: new Greeting({ credentials: () => credentials, accept: () => {} }) }) })
  requests.learnAddresses(daemon.peerId, daemon.addresses)
  ends.push(async () => {
    await requests.close()
    await node.stop()
  })
  return { node, requests, peerId }
}

before(async () => {
  const { config } = parseConfig({
    flags: { data: join(data, 'daemon'), listen: ['/ip4/127.0.0.1/tcp/0'], partitions: 8, diskFreeBytesMin: 'off', diskFreePercentMin: 'off' }, environment: {}, homeDirectory: data,
  })
  const log = { ...SILENT, child: () => ({ ...SILENT, child: () => log }), recent: () => [], levels: { all: () => [], set: () => {} } }
  daemon = await startDaemon(config, log)
  owner = await someone('owner', 'admin')
  await owner.requests.request(daemon.peerId, PUT, { ...put, value: utf8Bytes('ours') }, { deadline: performance.now() + 30_000 })
})

after(async () => {
  for (const end of ends) await end()
  await daemon.stop()
  rmSync(data, { recursive: true, force: true })
})

/** @returns how many of `count` were done, refused by an answer, or found no connection */
async function attempt ({ requests }: Who, tries: readonly Try[], count: number): Promise<{ done: number, refused: number, cutOff: number }> {
  const result = { done: 0, refused: 0, cutOff: 0 }
  assert.ok(tries.length > 0)
  for (let from = 0; from < count; from += IN_FLIGHT) {
    await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, count - from) }, async (_, index) => {
      const [rpc, body] = tries[(from + index) % tries.length] as Try
      try {
        await requests.request(daemon.peerId, rpc, body, { deadline: performance.now() + 30_000 })
        result.done++
      } catch (error) {
        assert.ok(error instanceof P2pkvError, String(error))
        assert.notEqual(error.code, 'REMOTE', 'a fault of the daemon')
        // Anything else would mean that somebody had looked at the request.
        if (error.code === 'NOT_AUTHORIZED') result.refused++
        else if (error.code === 'PEER_UNREACHABLE') result.cutOff++
        else assert.fail(`${rpc.name}: ${error.code} ${error.message}`)
      }
    }))
  }
  return result
}

/** What anybody could have changed: all keys there are, and what is in them. */
async function untouched (): Promise<void> {
  const deadline = { deadline: performance.now() + 30_000 }
  const { entries } = await owner.requests.request(daemon.peerId, SCAN, { bucket: 'default', prefix: NONE, after: NONE, limit: 1_000, bytesMax: 0, form: 0, scanId: NONE }, deadline)
  assert.deepEqual(entries.map(({ at }) => Buffer.from(at.subarray(1)).toString()), ['defaultsecret/1'])
  const { versions } = await owner.requests.request(daemon.peerId, GET, { ...key, strict: false, notBefore: NONE }, deadline)
  assert.deepEqual(versions.map(({ value }) => Buffer.from(value ?? NONE).toString()), ['ours'])
}

test(`a stranger: ${TRIES} tries, none is done`, async context => {
  const stranger = await someone('stranger')
  const { done, refused, cutOff } = await attempt(stranger, EVERY, TRIES)
  assert.equal(done, 0)
  assert.ok(refused > 0)
  assert.equal(refused + cutOff, TRIES)
  context.diagnostic(`${refused} refused by an answer, ${cutOff} on connections that were cut off`)
  await untouched()
})

test(`a client beyond its rules: ${TRIES * 2} tries, none is done`, async () => {
  const client = await someone('client', 'client')
  const { done, refused } = await attempt(client, EVERY, TRIES * 2)
  assert.deepEqual({ done, refused }, { done: 0, refused: TRIES * 2 })
  // It does what it may all the same.
  await client.requests.request(daemon.peerId, GET, { ...key, key: utf8Bytes('app/x'), strict: false, notBefore: NONE }, { deadline: performance.now() + 30_000 })
  await untouched()
})

test(`a key that is revoked while it asks: ${TRIES} tries after that, none is done`, async () => {
  const gone = await someone('gone', 'client')
  const may = [aTry(GET, { ...key, key: utf8Bytes('app/x'), strict: false, notBefore: NONE }), aTry(PUT, { ...put, key: utf8Bytes('app/x') })]
  assert.equal((await attempt(gone, may.slice(0, 1), 10)).done, 10)
  const { genesis, key: admin, chain } = await loadIssuer(join(data, 'daemon'))
  const { signed } = revoke(genesis, admin, chain, { key: gone.peerId }, Date.now())
  await owner.requests.request(daemon.peerId, AUTH_TELL, { fact: { revocation: signed, redeemed: NONE } }, { deadline: performance.now() + 30_000 })
  const { done, cutOff } = await attempt(gone, may, TRIES)
  assert.deepEqual({ done, cutOff }, { done: 0, cutOff: TRIES })
  await untouched()
})

test('these tests would see it: with the check of requests out of the way, tries are done', async () => {
  const client = await someone('tester', 'client')
  const unpatch = patch(Access.prototype, 'serve', { value: async (_from: unknown, _rpc: unknown, _body: unknown, run: () => Promise<unknown>) => await run() })
  try {
    assert.equal((await attempt(client, BY_CLIENTS.slice(0, 1), 10)).done, 10)
  } finally { unpatch() }
})

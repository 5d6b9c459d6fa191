/** The README's two machines, and what happens to those whose rights are taken away: the real program throughout. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { connect } from '../../client/index.js'
import { operatorOf } from '../../cli/operator.js'
import { P2pkvError } from '../../protocols/errors.js'
import { eventually, runCommand, TestCluster, type CommandResult } from './harness.js'
import { openClient, waitUntilAgreed } from './open-client.js'

const README = fileURLToPath(new URL('../../../README.md', import.meta.url))

/** Runs a command that must succeed. */
async function ok (data: string, ...args: string[]): Promise<CommandResult> {
  const result = await runCommand(data, args)
  assert.equal(result.status, 0, `p2pkv ${args.join(' ')}: ${result.stderr}`)
  return result
}

const line = ({ stdout }: CommandResult): string => stdout.trim()

test('two machines, a client with a prefix, and a stolen key: the commands of the README', async context => {
  const cluster = new TestCluster(context)
  const [one, two] = [cluster.add(), cluster.add()]
  const reader = join(two.data, '..', 'reader')
  await ok(one.data, 'init', '--cluster', 'prod', '--name', 'par-1')
  await one.start([])
  const ticket = line(await ok(one.data, 'invite'))
  await ok(two.data, 'join', ticket)
  await two.start([])
  await waitUntilAgreed(cluster)

  await ok(one.data, 'put', 'app/x', 'hello', '-w', 'all')
  assert.equal((await ok(two.data, 'get', 'app/x')).stdout, 'hello')

  const key = line(await ok(reader, 'init', '--client'))
  const grant = line(await ok(one.data, 'grant', key, '--prefix', 'app/', '--ops', 'r'))
  await ok(reader, 'join', grant)
  assert.equal((await ok(reader, 'get', 'app/x')).stdout, 'hello')
  for (const args of [['put', 'app/x', 'mine'], ['get', 'other/x'], ['del', 'app/x'], ['scan', 'app/'], ['status'], ['member', 'remove', key, '--yes']]) {
    assert.equal((await runCommand(reader, args)).status, 9, args.join(' '))
  }
  // Nobody at all.
  const stranger = await runCommand(join(two.data, '..', 'nobody'), ['get', 'app/x', '-p', one.file.addresses[0] ?? ''])
  assert.equal(stranger.status, 9, stranger.stderr)

  await ok(one.data, 'revoke', key, '--yes')
  for (const daemon of [one, two]) {
    await eventually(`${daemon.name} refuses the revoked client`, async () => {
      const { status } = await runCommand(reader, ['get', 'app/x', '-p', daemon.file.addresses[0] ?? ''])
      return status === 9 || status === 8 ? true : undefined
    })
  }
  assert.match(line(await ok(one.data, 'auth', 'log')), new RegExp(`revoked .* ${key} `))
  assert.equal((await ok(two.data, 'get', 'app/x')).stdout, 'hello')

  // The README shows these very commands.
  const readme = readFileSync(README, 'utf8')
  for (const command of ['p2pkv init --cluster prod', 'p2pkv invite', 'p2pkv join p2pkv1_', 'p2pkv init --client', 'p2pkv grant 12D3', '--prefix app/ --ops r', 'p2pkv join p2pkvg1_', 'p2pkv revoke 12D3']) {
    assert.ok(readme.includes(command), `README shows ${command}`)
  }
})

test('an invite is good for one peer, and a second user suspends both', async context => {
  const cluster = new TestCluster(context)
  const [one] = [cluster.add()]
  await one.start([])
  const ticket = line(await ok(one.data, 'invite', '--role', 'client'))
  const [first, second] = ['first', 'second'].map(name => join(one.data, '..', name)) as [string, string]
  await ok(first, 'join', ticket)
  await ok(first, 'put', 'k', 'v')
  await runCommand(second, ['join', ticket])
  for (const data of [first, second]) assert.equal((await runCommand(data, ['get', 'k'])).status, 9)
  assert.match(line(await ok(one.data, 'auth', 'log')), /! invite [0-9a-f]{32} was used by too many keys/)
})

test('a revoked peer is cut off everywhere, its place in the ring goes to others, and it stays out', async context => {
  const cluster = new TestCluster(context, ['--partitions', '64'])
  await cluster.grow(4)
  await waitUntilAgreed(cluster)
  const [one, , , gone] = cluster.daemons
  assert.ok(one !== undefined && gone !== undefined)
  const { peerId } = gone.file
  await ok(one.data, 'put', 'before', 'kept', '-w', 'all')
  await ok(one.data, 'revoke', peerId, '--yes')
  for (const daemon of cluster.daemons.slice(0, 3)) {
    const client = await openClient(daemon)
    try {
      await eventually(`${daemon.name} has a ring without the revoked peer`, async () => {
        const ring = await client.ring()
        if (ring.members.length === 3 && !ring.members.some(member => member.peerId === peerId) && ring.live.length === 1) return true
        throw new Error(JSON.stringify({ members: ring.members.length, live: ring.live, waiting: ring.waiting }))
      })
    } finally { await client.close() }
  }
  assert.equal((await ok(one.data, 'get', 'before', '-r', 'all', '--strict')).stdout, 'kept')
  // It runs on, and reaches nobody; started again, neither.
  await gone.kill()
  await gone.start(cluster.daemons.slice(0, 3).flatMap(({ file }) => file.addresses.slice(0, 1)))
  const client = await openClient(one)
  try {
    await client.put('after', 'kept', { w: 'all' })
    const status = await client.status()
    assert.notEqual(status.members.find(member => member.peerId === peerId)?.state, 'up')
    assert.equal((await client.ring()).members.length, 3)
  } finally { await client.close() }
  // Its own daemon does not know what the others know, and answers nothing that needs them.
  const own = await connect({ ...await operatorOf(gone.data), peers: gone.file.addresses.slice(0, 1), cluster: gone.file.cluster, learnMembers: false, timeoutMs: 3_000 })
  try {
    await assert.rejects(own.get('after', { r: 'all', strict: true }), P2pkvError)
  } finally { await own.close() }
})

/** The README's two machines, and what happens to those whose rights are taken away: the real program throughout. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { connect, type KvClient, type RingStatus } from '../../client/index.js'
import { operatorOf } from '../../cli/operator.js'
import { P2pkvError } from '../../protocols/errors.js'
import { eventually, runCommand, TestCluster, type CommandResult, type DaemonProcess } from './harness.js'
import { openClient, waitUntilAgreed } from './open-client.js'

const README = fileURLToPath(new URL('../../../README.md', import.meta.url))

/** Runs a command that must succeed. */
async function ok (data: string, ...args: string[]): Promise<CommandResult> {
  const result = await runCommand(data, args)
  assert.equal(result.status, 0, `p2pkv ${args.join(' ')}: ${result.stderr}`)
  return result
}

/** Whole milliseconds since it was made; printed only. */
function stopwatch (): () => number {
  const begun = process.hrtime.bigint()
  return () => Number((process.hrtime.bigint() - begun) / 1_000_000n)
}

/** Whoever a data directory belongs to, at one peer. */
async function openReader (data: string, { file }: DaemonProcess): Promise<KvClient> {
  return await connect({ ...await operatorOf(data), peers: file.addresses.slice(0, 1), cluster: file.cluster, learnMembers: false })
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
  // One command shows the exit code; a connection asks the rest, for each command takes longer to start than to be refused.
  assert.equal((await runCommand(reader, ['put', 'app/x', 'mine'])).status, 9)
  const refused = (error: unknown): boolean => error instanceof P2pkvError && error.code === 'NOT_AUTHORIZED'
  const readers = await Promise.all([one, two].map(async daemon => await openReader(reader, daemon)))
  context.after(async () => { await Promise.all(readers.map(client => client.close())) })
  for (const client of readers) {
    assert.equal((await client.get('app/x')).siblings.length, 1)
    const attempts: ReadonlyArray<() => Promise<unknown>> = [
      async () => await client.put('app/x', 'mine'), async () => await client.get('other/x'), async () => await client.delete('app/x'),
      async () => await client.scan({ prefix: 'app/' }).next(), async () => await client.status(), async () => await client.ring(),
    ]
    for (const attempt of attempts) await assert.rejects(attempt, refused, String(attempt))
  }
  // Nobody at all.
  const stranger = await runCommand(join(two.data, '..', 'nobody'), ['get', 'app/x', '-p', one.file.addresses[0] ?? ''])
  assert.equal(stranger.status, 9, stranger.stderr)

  const since = stopwatch()
  await ok(one.data, 'revoke', key, '--yes')
  const toldMs = since()
  await Promise.all(readers.map(async (client, index) => {
    await eventually(`peer-${index + 1} refuses the revoked client`, async () => await client.get('app/x', { timeoutMs: 2_000 }).then(() => undefined, () => true))
    context.diagnostic(`peer-${index + 1} has cut off a revoked client ${since() - toldMs} ms after the command that did it (goal 5000)`)
  }))
  const { status, stderr } = await runCommand(reader, ['get', 'app/x'])
  assert.ok(status === 9 || status === 8, String(status))
  assert.match(stderr, /revoked/)
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
  const clients = await Promise.all(cluster.daemons.slice(0, 3).map(async daemon => await openClient(daemon)))
  context.after(async () => { await Promise.all(clients.map(client => client.close())) })
  const since = stopwatch()
  await ok(one.data, 'revoke', peerId, '--yes')
  const toldMs = since()
  await Promise.all(clients.map(async (client, index) => {
    const name = `peer-${index + 1}`
    const seenBy = async (what: string, isSo: (ring: RingStatus) => boolean): Promise<void> => {
      await eventually(`${name} ${what}`, async () => {
        const ring = await client.ring()
        if (isSo(ring)) return true
        throw new Error(JSON.stringify({ members: ring.members.length, live: ring.live, waiting: ring.waiting }))
      })
      context.diagnostic(`${name} ${what} ${since() - toldMs} ms after the command that revoked it (goal 5000)`)
    }
    const isOut = (ring: RingStatus): boolean => ring.members.length === 3 && !ring.members.some(member => member.peerId === peerId)
    await seenBy('has a ring without the revoked peer', isOut)
    await seenBy('knows that others hold all that it held', ring => isOut(ring) && ring.live.length === 1)
  }))
  assert.equal((await ok(one.data, 'get', 'before', '-r', 'all', '--strict')).stdout, 'kept')
  // It runs on, and reaches nobody; started again, neither.
  await gone.kill()
  await gone.start(cluster.daemons.slice(0, 3).flatMap(({ file }) => file.addresses.slice(0, 1)))
  const [client] = clients
  assert.ok(client !== undefined)
  await client.put('after', 'kept', { w: 'all' })
  const status = await client.status()
  assert.notEqual(status.members.find(member => member.peerId === peerId)?.state, 'up')
  assert.equal((await client.ring()).members.length, 3)
  // Its own daemon does not know what the others know, and answers nothing that needs them.
  const own = await connect({ ...await operatorOf(gone.data), peers: gone.file.addresses.slice(0, 1), cluster: gone.file.cluster, learnMembers: false, timeoutMs: 3_000 })
  try {
    await assert.rejects(own.get('after', { r: 'all', strict: true }), P2pkvError)
  } finally { await own.close() }
})

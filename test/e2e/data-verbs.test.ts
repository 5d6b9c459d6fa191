/** Every data verb and flag through the real program, against real daemons. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Bucket, GetResult, KvClient, PutResult } from '../../client/index.js'
import { InvalidArgumentError, InvalidContextError, TooManySiblingsError } from '../../protocols/errors.js'
import { eventually, runCommand, TestCluster } from './harness.js'
import type { CommandResult } from './harness.js'
import { forEachParallel, openClient, waitUntilAgreed } from './open-client.js'

const SIBLINGS_MAX = 128

interface Session {
  readonly cluster: TestCluster
  readonly run: (...args: string[]) => Promise<CommandResult>
  readonly json: <T>(...args: string[]) => Promise<T & { exit: number | null }>
  readonly client: KvClient
}

async function open (context: TestContext): Promise<Session> {
  const cluster = new TestCluster(context)
  await cluster.grow(3)
  await waitUntilAgreed(cluster)
  const [first] = cluster.daemons
  assert.ok(first !== undefined)
  const run = async (...args: string[]): Promise<CommandResult> => await runCommand(first.data, args)
  const client = await openClient(first)
  context.after(async () => { await client.close() })
  return {
    cluster, run, client,
    json: async <T>(...args: string[]) => {
      const { status, stdout } = await run(...args, '-o', 'json')
      return { ...JSON.parse(stdout) as T, exit: status }
    },
  }
}

/** Makes a bucket that every daemon knows when this resolves. */
async function makeBucket ({ run }: Session, name: string, ...properties: string[]): Promise<void> {
  const made = await run('bucket', 'create', name, ...properties)
  assert.equal(made.status, 0, made.stderr)
  assert.equal(made.stderr, 'known to 3 of 3 members\n')
}

test('buckets: created once, listed, changed, kept over a restart of all, refused when wrong', async context => {
  const session = await open(context)
  const { cluster, run, json } = session
  await makeBucket(session, 'carts', 'n=2', 'r=one', 'w=all', 'conflict=siblings', 'ttl=30d')
  assert.equal((await run('bucket', 'create', 'carts')).status, 4)
  assert.equal((await run('bucket', 'create', 'default')).status, 4)
  assert.equal((await run('bucket', 'set', 'nothing', 'n=1')).status, 4)
  const { bucket } = await json<{ bucket: Bucket }>('bucket', 'set', 'carts', 'ttl=none', 'n=3')
  const { setBy, setAt: _setAt, ...properties } = bucket
  assert.deepEqual(properties, { name: 'carts', version: 2, n: 3, r: 'one', w: 'all', conflict: 'siblings', ttlMs: null })
  assert.equal(setBy, cluster.daemons[0]?.file.peerId)
  for (const [property, expected] of [
    ['conflict=maybe', /conflict must be lww or siblings/], ['n=0', /n must be a whole number from 1 to 7/], ['n=8', /n must be/], ['r=4', /at most n/], ['ttl=-1', /ttl must be/], ['size=3', /no property/],
  ] as const) {
    const { status, stderr } = await run('bucket', 'set', 'carts', property)
    assert.equal(status, 2, property)
    assert.match(stderr, expected)
  }
  for (const name of ['UPPER', 'a b', 'x'.repeat(65)]) assert.equal((await run('bucket', 'create', name)).status, 2)

  for (const daemon of cluster.daemons) await daemon.kill()
  for (const daemon of cluster.daemons) await cluster.start(daemon)
  await waitUntilAgreed(cluster)
  const { buckets } = await json<{ buckets: Bucket[] }>('bucket', 'ls')
  assert.deepEqual(buckets.map(({ name, version, n }) => [name, version, n]), [['carts', 2, 3], ['default', 0, 3]])
})

test('the same key in two buckets is two keys, to every verb', async context => {
  const { run, json } = await open(context)
  await run('put', 'k', 'ours')
  // A bucket that nobody made takes puts, with the defaults.
  assert.equal((await run('put', 'k', 'theirs', '--bucket', 'b')).status, 0)
  assert.deepEqual([(await run('get', 'k')).stdout, (await run('get', 'k', '--bucket', 'b')).stdout], ['ours', 'theirs'])
  const located = await json<{ owners: Array<{ state: string }> }>('locate', 'k', '--bucket', 'b')
  assert.ok(located.owners.filter(({ state }) => state === 'present').length >= 2)
  assert.equal((await run('del', 'k', '--bucket', 'b')).status, 0)
  assert.deepEqual([(await run('exists', 'k')).status, (await run('exists', 'k', '--bucket', 'b')).status], [0, 3])
  for (const verb of [['get', 'k'], ['put', 'k', 'v'], ['del', 'k'], ['exists', 'k'], ['ttl', 'k'], ['locate', 'k'], ['conflicts', 'ls', 'k'], ['conflicts', 'resolve', 'k', '--pick', '1']]) {
    const { status, stderr } = await run(...verb, '--bucket', 'No bucket')
    assert.equal(status, 2, verb.join(' '))
    assert.match(stderr, /a bucket name is 1 to 64 characters/)
  }
})

test('concurrent versions: shown, told, listed, resolved; in an lww bucket there are none', async context => {
  const session = await open(context)
  const { cluster, run, json } = session
  await makeBucket(session, 'carts', 'conflict=siblings')
  const at = cluster.daemons.map(({ file }) => file.addresses[0] ?? '')
  const writeBoth = async (bucket: string): Promise<void> => {
    await Promise.all(['one', 'two'].map((value, index) => run('put', 'k', value, '--bucket', bucket, '-w', 'all', '-p', at[index] ?? '')))
  }
  await writeBoth('carts')
  await writeBoth('default')
  const conflict = await run('get', 'k', '--bucket', 'carts')
  assert.deepEqual([conflict.status, conflict.stdout], [5, ''])
  assert.match(conflict.stderr, /next: see them: p2pkv conflicts ls KEY --bucket carts/)
  const { siblings, context: token } = await json<GetResult>('get', 'k', '--bucket', 'carts', '--siblings')
  assert.deepEqual(siblings.map(({ value }) => (value as unknown as { utf8: string }).utf8).sort(), ['one', 'two'])
  assert.deepEqual((await run('get', 'k', '--bucket', 'carts', '--siblings')).stdout.trimEnd().split('\n').sort(), ['one', 'two'])
  const listed = await json<{ conflicts: Array<{ context: string }> }>('conflicts', 'ls', 'k', 'absent', '--bucket', 'carts')
  assert.deepEqual(listed.conflicts.map(item => item.context), [token])

  const shown = await Promise.all(at.map(async address => (await run('get', 'k', '-p', address, '-r', 'one')).stdout))
  assert.equal(new Set(shown).size, 1)
  assert.match(shown[0] ?? '', /^(one|two)$/)
  assert.match((await run('conflicts', 'ls', 'k')).stderr, /no conflicts/)
  assert.equal((await run('conflicts', 'resolve', 'k', '--value', 'x')).status, 4)

  const resolved = await run('conflicts', 'resolve', 'k', '--bucket', 'carts', '--pick', siblings[1]?.version ?? '', '-w', 'all')
  assert.equal(resolved.status, 0, resolved.stderr)
  const kept = (siblings[1]?.value as unknown as { utf8: string }).utf8
  for (const address of at) assert.equal((await run('get', 'k', '--bucket', 'carts', '-p', address, '-r', 'one')).stdout, kept)
  // What a stale context does not cover stays, next to what was written with it.
  const beside = await json<PutResult>('put', 'k', 'beside', '--bucket', 'carts', '--context', token)
  assert.deepEqual([beside.exit, beside.siblings], [0, 2])
  assert.equal((await run('conflicts', 'resolve', 'k', '--bucket', 'carts', '--value', 'at last')).status, 0)
  assert.equal((await run('get', 'k', '--bucket', 'carts')).stdout, 'at last')
})

test('put: conditions, contexts, the previous value, and what get --meta tells', async context => {
  const session = await open(context)
  const { run, json, client } = session
  const first = await json<PutResult>('put', 'lock', 'one', '--if-absent')
  assert.equal(first.exit, 0)
  assert.equal((await run('put', 'lock', 'two', '--if-absent')).status, 4)
  assert.equal((await run('put', 'lock', 'two', '--if-match', first.context)).status, 0)
  assert.equal((await run('put', 'lock', 'three', '--if-match', first.context)).status, 4)
  assert.equal((await run('put', 'lock', 'x', '--if-absent', '--context', first.context)).status, 2)
  const previous = await run('put', 'lock', 'three', '--previous')
  assert.deepEqual([previous.status, previous.stdout], [0, 'two'])
  assert.match((await run('put', 'fresh', 'x', '--previous')).stderr, /there was no value before/)
  const json3 = await json<{ previous: Array<{ value: { utf8: string } }> }>('put', 'lock', 'four', '--previous')
  assert.deepEqual(json3.previous.map(({ value }) => value.utf8), ['three'])
  const meta = await run('get', 'lock', '--meta')
  assert.equal(meta.stdout, 'four')
  assert.match(meta.stderr, /^version {3}\S+:\d+\nwritten {3}20\S+Z\nexpires {3}never\nsiblings {2}1\ncontext {3}\S+\n$/)

  const { context: token } = await client.get('lock')
  const altered = `${token.slice(0, 10)}${token[10] === 'A' ? 'B' : 'A'}${token.slice(11)}`
  const other = (await client.put('another', 'x')).context
  const elsewhere = (await client.put('lock', 'x', { bucket: 'nowhere' })).context
  for (const [what, wrong] of [['truncated', token.slice(0, -4)], ['altered', altered], ['of another key', other], ['of another bucket', elsewhere], ['noise', '!!']] as const) {
    for (const flag of ['--context', '--if-match']) {
      if (flag === '--if-match' && what !== 'altered') continue
      const { status, stderr } = await run('put', 'lock', 'x', flag, wrong)
      assert.equal(status, 2, `${what}: ${stderr}`)
    }
    await assert.rejects(client.delete('lock', { context: wrong }), InvalidContextError, what)
  }
  assert.equal((await run('get', 'lock')).stdout, 'four')
  assert.equal((await run('get', 'lock', '--bucket', 'No')).status, 2)
})

test('ttl: of a put, of a bucket, shown, set and cleared; what is no time is refused', async context => {
  const session = await open(context)
  const { run, json, client } = session
  await makeBucket(session, 'short', 'ttl=1h')
  const put = await json<PutResult>('put', 'k', 'v', '--ttl', '10m')
  const shown = await json<{ ttlMs: number, expiresAt: number }>('ttl', 'k')
  assert.equal(shown.expiresAt, put.expiresAt)
  assert.ok(shown.ttlMs > 0 && shown.ttlMs <= 600_000)
  assert.match((await run('ttl', 'k')).stdout, /^\d+(s|m)\n$/)
  assert.equal((await run('ttl', 'k', '--clear')).status, 0)
  assert.equal((await run('ttl', 'k')).stdout, 'none\n')
  const set = await json<PutResult>('ttl', 'k', '--set', '1d')
  assert.ok((set.expiresAt ?? 0) > (put.expiresAt ?? 0))
  assert.equal((await run('get', 'k')).stdout, 'v')
  assert.equal((await run('ttl', 'absent')).status, 3)
  assert.notEqual((await client.put('a', 'v', { bucket: 'short' })).expiresAt, undefined)
  assert.equal((await json<PutResult>('put', 'b', 'v', '--bucket', 'short', '--ttl', 'none')).expiresAt, undefined)

  assert.equal((await run('put', 'gone', 'v', '--ttl', '1ms')).status, 0)
  await eventually('it has expired', async () => (await run('get', 'gone')).status === 3 ? true : undefined)
  assert.equal((await run('put', 'gone', 'again', '--if-absent')).status, 0)

  for (const ttl of ['0', '0s', '-1', 'NaN', '9007199254740993ms']) assert.equal((await run('put', 'k', 'x', `--ttl=${ttl}`)).status, 2, ttl)
  for (const ttl of [0, -1, NaN, 2 ** 53 + 2, 1.5, Infinity, 'soon']) await assert.rejects(client.put('k', 'x', { ttl }), InvalidArgumentError, String(ttl))
  assert.equal((await run('ttl', 'k', '--set', '1h', '--clear')).status, 2)
  assert.equal((await run('get', 'k')).stdout, 'v')
})

test('the 129th concurrent version is refused with what to do, and resolving makes room', async context => {
  const session = await open(context)
  const { run, client } = session
  await makeBucket(session, 'carts', 'conflict=siblings')
  await forEachParallel(Array.from({ length: SIBLINGS_MAX }, (_, index) => index), 8, async index => { await client.put('k', `v${index}`, { bucket: 'carts', w: 'all' }) })
  assert.equal((await client.get('k', { bucket: 'carts' })).siblings.length, SIBLINGS_MAX)
  const refused = await run('put', 'k', 'one too many', '--bucket', 'carts')
  assert.equal(refused.status, 12)
  assert.match(refused.stderr, /128 concurrent versions.*\n {2}next: merge them: p2pkv conflicts ls KEY/)
  await assert.rejects(client.put('k', 'one too many', { bucket: 'carts' }), TooManySiblingsError)
  assert.equal((await run('conflicts', 'resolve', 'k', '--bucket', 'carts', '--pick', '128')).status, 0)
  assert.equal((await client.get('k', { bucket: 'carts' })).siblings.length, 1)
})

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { formatTtl } from '../../../cli/format-versions.js'
import type { Bucket, BucketChange, GetResult, KvClient, PutResult } from '../../../client/index.js'
import { PreconditionFailedError } from '../../../protocols/errors.js'
import { run } from './fake-io.js'

const work = mkdtempSync(join(tmpdir(), 'p2pkv-verbs-'))
after(() => { rmSync(work, { recursive: true }) })

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const YEAR_MS = 366 * 86_400_000
/** Far enough away for what is left of it to be told without a clock of the test's own. */
const LATER = Date.now() + YEAR_MS

function got (values: readonly string[], expiresAt?: number): GetResult {
  const siblings = values.map((value, index) => ({ value: bytes(value), version: `3f2a.0:${index + 7}`, writtenAt: 1_700_000_000_000, ...(expiresAt !== undefined && { expiresAt }) }))
  const only = siblings.length === 1 ? siblings[0] : undefined
  return { found: values.length > 0, ...(only !== undefined && { value: only.value }), siblings, context: 'AQI', replicas: { asked: 3, answered: 2, fallbacks: 0, agreed: true, stale: 0, repaired: 0 }, elapsedMs: 1.5, coordinator: '12D3a' }
}

const PUT: PutResult = { version: '3f2a.0:9', context: 'AQM', acks: { primary: 3, hinted: 0, synced: 3 }, primaries: 3, need: 2, hintedFor: [], siblings: 1, elapsedMs: 11, coordinator: '12D3a' }
const BUCKET: Bucket = { name: 'carts', version: 2, n: 3, r: 'quorum', w: 2, conflict: 'siblings', ttlMs: 86_400_000 * 30, setBy: '12D3KooWaaaa', setAt: 1_700_000_000_000 }

interface Put { readonly key: string, readonly value: string, readonly options: Record<string, unknown> }

/** A client that finds `found` and remembers what was put. */
function clientOf (found: GetResult, puts: Put[] = []): Partial<KvClient> {
  return {
    get: async () => found,
    put: async (key, value, options = {}) => {
      const { signal: _signal, ...rest } = options
      puts.push({ key: Buffer.from(key).toString(), value: Buffer.from(value).toString(), options: rest })
      return PUT
    },
  }
}

test('get --meta says when, until when, how many and the context, on stderr', async () => {
  const { stdout, stderr } = await run(['get', 'k', '--meta'], { client: clientOf(got(['v'])) })
  assert.equal(stdout, 'v')
  assert.equal(stderr, 'version   3f2a.0:7\nwritten   2023-11-14T22:13:20.000Z\nexpires   never\nsiblings  1\ncontext   AQI\n')
  const expiring = await run(['get', 'k', '--meta'], { client: clientOf(got(['v'], LATER)) })
  assert.ok(expiring.stderr.includes(`expires   ${new Date(LATER).toISOString()} (in `))
})

test('a conflict in text mode is exit 5 and names what to run next', async () => {
  const { exit, stdout, stderr } = await run(['get', 'k'], { client: clientOf(got(['one', 'two'])) })
  assert.deepEqual([exit, stdout], [5, ''])
  assert.match(stderr, /2 concurrent versions of k\n {2}next: .*p2pkv conflicts ls KEY.*p2pkv conflicts resolve KEY --pick N/)
  assert.equal((await run(['ttl', 'k'], { client: clientOf(got(['one', 'two'])) })).exit, 5)
})

test('put --previous prints the value that was replaced, and nothing when there was none', async () => {
  const previous = got(['old']).siblings
  const client = { put: async (_key: unknown, _value: unknown, options?: object) => { assert.ok(options !== undefined && 'returnPrevious' in options); return { ...PUT, previous } } }
  const text = await run(['put', 'k', 'new', '--previous'], { client })
  assert.equal(text.stdout, 'old')
  assert.match(text.stderr, /^ok /)
  const json = JSON.parse((await run(['put', 'k', 'new', '--previous', '-o', 'json'], { client })).stdout) as { previous: Array<{ value: unknown }> }
  assert.deepEqual(json.previous.map(({ value }) => value), [{ utf8: 'old' }])
  const none = await run(['put', 'k', 'new', '--previous'], { client: { put: async () => ({ ...PUT, previous: [] }) } })
  assert.deepEqual([none.stdout, none.stderr.includes('there was no value before')], ['', true])
})

test('put takes a ttl, none for never, and refuses what is no time', async () => {
  const puts: Put[] = []
  for (const ttl of ['10m', 'none', '1ms']) await run(['put', 'k', 'v', '--ttl', ttl], { client: clientOf(got([]), puts) })
  assert.deepEqual(puts.map(({ options }) => options.ttl), [600_000, 'none', 1])
  for (const ttl of ['0', '0s', '-1', '-1s', 'NaN', '9007199254740993', '9007199254740993ms', '11000d', '1.5h', '', 'never']) {
    const { exit, stderr } = await run(['put', 'k', 'v', `--ttl=${ttl}`], { client: clientOf(got([]), puts) })
    assert.equal(exit, 2, ttl)
    assert.match(stderr, /--ttl must be|a TTL is/)
  }
  assert.equal(puts.length, 3)
})

test('ttl prints what is left, none for what stays, and exit 3 for what is not there', async () => {
  assert.deepEqual((await run(['ttl', 'k'], { client: clientOf(got(['v'])) })).stdout, 'none\n')
  assert.match((await run(['ttl', 'k'], { client: clientOf(got(['v'], LATER)) })).stdout, /^[0-9]+[smhd]\n$/)
  const json = JSON.parse((await run(['ttl', 'k', '-o', 'json'], { client: clientOf(got(['v'], LATER)) })).stdout) as { ttlMs: number, expiresAt: number }
  assert.ok(json.ttlMs > YEAR_MS / 2 && json.ttlMs <= YEAR_MS && json.expiresAt === LATER)
  assert.equal((await run(['ttl', 'k'], { client: clientOf(got([])) })).exit, 3)
})

test('ttl --set and --clear write the same value again, only in place of what was read', async () => {
  const puts: Put[] = []
  await run(['ttl', 'k', '--set', '10m', '-w', 'all'], { client: clientOf(got(['v']), puts) })
  await run(['ttl', 'k', '--clear', '--bucket', 'b'], { client: clientOf(got(['v']), puts) })
  assert.deepEqual(puts, [
    { key: 'k', value: 'v', options: { bucket: 'default', w: 'all', ttl: 600_000, ifMatch: 'AQI' } },
    { key: 'k', value: 'v', options: { bucket: 'b', w: undefined, ttl: 'none', ifMatch: 'AQI' } },
  ])
  assert.equal((await run(['ttl', 'k', '--set', '1s', '--clear'], { client: clientOf(got(['v']), puts) })).exit, 2)
  assert.equal((await run(['ttl', 'k', '--set', '0'], { client: clientOf(got(['v']), puts) })).exit, 2)
  const lost = { ...clientOf(got(['v'])), put: async () => { throw new PreconditionFailedError('changed') } }
  assert.equal((await run(['ttl', 'k', '--clear'], { client: lost })).exit, 4)
  assert.equal(puts.length, 2)
})

test('conflicts ls shows the versions of keys that have several', async () => {
  const client = { get: async (key: string | Uint8Array) => got(Buffer.from(key).toString() === 'both' ? ['one', 'x\u001b'] : ['v']) }
  const text = await run(['conflicts', 'ls', 'alone', 'both'], { client })
  assert.equal(text.stdout, `KEY   #  VERSION   WRITTEN                   VALUE
both  1  3f2a.0:7  2023-11-14T22:13:20.000Z  one
both  2  3f2a.0:8  2023-11-14T22:13:20.000Z  x\\x1b
`)
  const { conflicts } = JSON.parse((await run(['conflicts', 'ls', 'alone', 'both', '-o', 'json'], { client })).stdout) as { conflicts: Array<{ key: unknown, context: string, siblings: unknown[] }> }
  assert.deepEqual(conflicts.map(({ key, context, siblings }) => [key, context, siblings.length]), [[{ utf8: 'both' }, 'AQI', 2]])
  assert.deepEqual((await run(['conflicts', 'ls', 'alone'], { client })).stderr, 'no conflicts\n')
})

test('conflicts ls shows the beginning of a long text as text, and a short one whole', async () => {
  const shown = async (...values: string[]): Promise<string> => (await run(['conflicts', 'ls', 'k'], {
    client: { get: async () => ({ found: true, siblings: values.map((value, index) => ({ value: new TextEncoder().encode(value), version: `s:${index}`, writtenAt: 0 })), context: 'c' }) as unknown as GetResult },
  })).stdout
  const [, first, second] = (await shown('a' + 'ж'.repeat(40), 'ж'.repeat(20))).split('\n')
  assert.match(first ?? '', / {2}aж{29}… \(81 bytes\)$/)
  assert.match(second ?? '', / {2}ж{20}$/)
})

test('conflicts resolve writes a value, a file or a version that it picks, in place of what it read', async () => {
  const puts: Put[] = []
  const client = clientOf(got(['one', 'two']), puts)
  const file = join(work, 'value')
  writeFileSync(file, 'from a file')
  for (const how of [['--value', 'both'], ['--value', ''], ['-f', file], ['--pick', '2'], ['--pick', '3f2a.0:7']]) {
    assert.equal((await run(['conflicts', 'resolve', 'k', ...how], { client })).exit, 0)
  }
  assert.deepEqual(puts.map(({ value }) => value), ['both', '', 'from a file', 'two', 'one'])
  assert.deepEqual(puts[0]?.options, { bucket: 'default', w: undefined, context: 'AQI' })
  assert.deepEqual(puts[3]?.options, { bucket: 'default', w: undefined, context: 'AQI', ttl: 'none' })
  await run(['conflicts', 'resolve', 'k', '--pick', '1'], { client: clientOf(got(['one', 'two'], LATER), puts) })
  const ttl = puts.at(-1)?.options.ttl
  assert.ok(typeof ttl === 'number' && ttl > YEAR_MS / 2 && ttl <= YEAR_MS)
})

test('conflicts resolve refuses what it cannot mean', async () => {
  const puts: Put[] = []
  const client = clientOf(got(['one', 'two']), puts)
  for (const how of [[], ['--value', 'a', '--pick', '1'], ['--pick', '0'], ['--pick', '3'], ['--pick', 'x'], ['-f', join(work, 'none')]]) {
    assert.equal((await run(['conflicts', 'resolve', 'k', ...how], { client })).exit, 2, how.join(' '))
  }
  assert.equal((await run(['conflicts', 'resolve', 'k', '--pick', '1'], { client: clientOf(got(['v']), puts) })).exit, 4)
  assert.equal((await run(['conflicts', 'resolve', 'k', '--pick', '1'], { client: clientOf(got([]), puts) })).exit, 3)
  assert.deepEqual(puts, [])
})

test('bucket ls is a table, and JSON what the client answered', async () => {
  const { n, r, w } = BUCKET
  const client = { buckets: async () => [BUCKET, { name: 'default', version: 0, n, r, w, conflict: 'lww' as const, ttlMs: null }] }
  assert.equal((await run(['bucket', 'ls'], { client })).stdout, `NAME     N  R       W  CONFLICT  TTL   VERSION  SET BY     SET AT
carts    3  quorum  2  siblings  30d   2        12D3…aaaa  2023-11-14T22:13:20.000Z
default  3  quorum  2  lww       none  0        -          -
`)
  const { buckets } = JSON.parse((await run(['bucket', 'ls', '-o', 'json'], { client })).stdout) as { buckets: Bucket[] }
  assert.deepEqual([buckets.length, buckets[0]], [2, BUCKET])
})

test('bucket create and set hand on the properties that were given, and only those', async () => {
  const calls: unknown[] = []
  const client = { setBucket: async (name: string, change: BucketChange, options?: { only?: string }) => { calls.push([name, change, options?.only]); return { ...BUCKET, knownBy: 3, members: 3 } } }
  await run(['bucket', 'create', 'carts', 'n=2', 'r=one', 'w=2', 'conflict=siblings', 'ttl=30d'], { client })
  await run(['bucket', 'create', 'plain'], { client })
  await run(['bucket', 'set', 'carts', 'ttl=none'], { client })
  assert.deepEqual(calls, [
    ['carts', { n: 2, r: 'one', w: 2, conflict: 'siblings', ttl: 30 * 86_400_000 }, 'new'],
    ['plain', {}, 'new'],
    ['carts', { ttl: 'none' }, 'known'],
  ])
})

test('bucket set refuses what is no property, and says which there are', async () => {
  const client = { setBucket: async () => ({ ...BUCKET, knownBy: 2, members: 3 }) }
  for (const [property, expected] of [
    ['conflict=maybe', /conflict must be lww or siblings; it is maybe/], ['n=x', /n must be/], ['n=', /n must be/], ['n=-1', /n must be/], ['r=two', /r must be one, quorum, all/],
    ['w=0', /w must be/], ['ttl=0s', /ttl must be/], ['ttl=soon', /ttl must be/], ['color=red', /color=red is no property; properties are n=3/], ['n', /n is no property/], ['toString=1', /no property/],
  ] as const) {
    const { exit, stderr } = await run(['bucket', 'set', 'carts', property], { client })
    assert.equal(exit, 2, property)
    assert.match(stderr, expected)
  }
  assert.match((await run(['bucket', 'set', 'carts', 'n=1', 'n=2'], { client })).stderr, /n is given twice/)
  assert.match((await run(['bucket', 'set', 'carts', 'n=1'], { client })).stderr, /^known to 2 of 3 members; the others follow/)
  assert.equal((await run(['bucket', 'set', 'carts'], { client })).exit, 2)
})

test('a bucket that exists, or does not, is exit 4 with the other command', async () => {
  const client = { setBucket: async () => { throw new PreconditionFailedError('the bucket carts exists already') } }
  const create = await run(['bucket', 'create', 'carts'], { client })
  assert.equal(create.exit, 4)
  assert.equal(create.stderr, 'p2pkv: the bucket carts exists already\n  next: change it: p2pkv bucket set carts n=3\n')
  assert.match((await run(['bucket', 'set', 'carts', 'n=1'], { client })).stderr, /p2pkv bucket create carts/)
})

test('a ttl is printed as --ttl takes it', () => {
  for (const [ms, text] of [[null, 'none'], [1, '1ms'], [1_500, '1500ms'], [90_000, '90s'], [600_000, '10m'], [86_400_000, '1d'], [90_000_000, '25h']] as const) assert.equal(formatTtl(ms), text)
})

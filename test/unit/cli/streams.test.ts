import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Bucket, KvClient } from '../../../client/index.js'
import { BackupWriter, verifyBackup, type BackupHeader } from '../../../cli/backup-file.js'
import { IN_WORK_BYTES_MAX, inOrder, splitLines } from '../../../cli/in-order.js'
import { Progress } from '../../../cli/progress.js'
import { InvalidArgumentError, PreconditionFailedError, QuorumNotMetError } from '../../../protocols/errors.js'
import { run } from './fake-io.js'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const GOT = { found: true, value: bytes('hello'), siblings: [{ value: bytes('hello'), version: 's:1', writtenAt: 1 }], context: 'AQ', replicas: { asked: 3, answered: 2, fallbacks: 0, agreed: true, stale: 0, repaired: 0 }, elapsedMs: 1, coordinator: 'x' }
const PUT = { version: 's:1', context: 'AQ', acks: { primary: 2, hinted: 0, synced: 2 }, primaries: 3, need: 2, hintedFor: [], siblings: 1, elapsedMs: 1, coordinator: 'x' }

async function collect<T> (items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

async function * feed<T> (...items: readonly T[]): AsyncGenerator<T> { yield * items }

test('results come in the order of the items, at most so many in work', async () => {
  let inWork = 0
  let most = 0
  const release: Array<() => void> = []
  const results = collect(inOrder(feed(1, 2, 3, 4, 5), 2, async item => {
    most = Math.max(most, ++inWork)
    await new Promise<void>(resolve => { release.push(resolve) })
    inWork--
    return item
  }))
  for (let done = 0; done < 5; done++) {
    while (release.length === 0) await new Promise(resolve => { setImmediate(resolve) })
    // The youngest first: order is not by who is done first.
    release.pop()?.()
  }
  assert.deepEqual(await results, [1, 2, 3, 4, 5])
  assert.equal(most, 2)
})

test('lines in work are bounded by their bytes too: large ones go one after the other, and each goes', async () => {
  const value = 'x'.repeat(IN_WORK_BYTES_MAX / 4)
  let inWork = 0
  let most = 0
  const client: Partial<KvClient> = {
    put: async () => {
      most = Math.max(most, ++inWork)
      await new Promise(setImmediate)
      inWork--
      return PUT
    },
  }
  const lines = (count: number): string => Array.from({ length: count }, (_, index) => `${JSON.stringify({ op: 'put', key: `k${index}`, value })}\n`).join('')
  assert.equal((await run(['pipe'], { client, stdin: lines(8) })).stdout.split('"ok":true').length - 1, 8)
  assert.ok(most <= 4, `pipe: ${most}`)
  most = 0
  assert.match((await run(['import', '-', '-o', 'json'], { client, stdin: lines(8).replaceAll('"op":"put",', '') })).stdout, /"put":8/)
  assert.ok(most <= 4, `import: ${most}`)
  assert.equal((await run(['pipe'], { client, stdin: `${JSON.stringify({ op: 'put', key: 'k', value: value.repeat(5) })}\n` })).stdout.split('"ok":true').length - 1, 1)
})

test('results that wait for their turn are bounded by their bytes: what there is no room for is dropped and made again', async () => {
  const asked = new Map<string, number>()
  let inWork = 0
  let most = 0
  let release = (): void => {}
  const released = new Promise<void>(resolve => { release = resolve })
  const names = (name: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${name}-${index}`)
  const ordered = async (all: readonly string[]): Promise<string[]> => await collect(inOrder(feed(...all), 32, async name => {
    asked.set(name, (asked.get(name) ?? 0) + 1)
    most = Math.max(most, ++inWork)
    await new Promise(setImmediate)
    // All others wait for the first of the large ones.
    if (name === 'large-0') await released
    inWork--
    return name
  }, { result: name => name.startsWith('large') ? IN_WORK_BYTES_MAX / 4 : 1 }))
  // Small ones make room for many at a time.
  const mixed = [...names('small', 150), ...names('large', 64)]
  const results = ordered(mixed)
  for (let turn = 0; turn < 300; turn++) await new Promise(setImmediate)
  assert.equal(most, 32)
  const begun = [...asked.keys()].filter(name => name.startsWith('large'))
  assert.ok(begun.length > 8, `${begun.length}`)
  release()
  assert.deepEqual(await results, mixed)
  // The first of them and as many as there is room for.
  assert.ok(begun.filter(name => asked.get(name) === 1).length <= 5, `${begun.filter(name => asked.get(name) === 1).length} of ${begun.length} were held at a time`)
  // Of those that are known to be large no more are made than there is room for.
  most = 0
  asked.clear()
  const large = names('large', 32)
  assert.deepEqual(await ordered(large), large)
  assert.ok(most <= 5, `${most} at a time`)
  assert.equal([...asked.values()].filter(times => times > 1).length, 0)
})

test('pipe bounds the values that it gets by their bytes, too', async () => {
  const value = new Uint8Array(IN_WORK_BYTES_MAX / 16).fill(97)
  let inWork = 0
  let most = 0
  const client: Partial<KvClient> = {
    get: async () => {
      most = Math.max(most, ++inWork)
      await new Promise(setImmediate)
      inWork--
      return { ...GOT, value, siblings: [{ value, version: 's:1', writtenAt: 1 }] }
    },
  }
  const { stdout } = await run(['pipe'], { client, stdin: '{"op":"get","key":"k"}\n'.repeat(12) })
  assert.equal(stdout.split('"ok":true').length - 1, 12)
  assert.ok(most <= 8, `${most} at a time`)
})

test('an answer does not wait for the next request', async () => {
  let next: (() => void) | undefined
  const requests = async function * (): AsyncGenerator<string> {
    yield 'one'
    await new Promise<void>(resolve => { next = resolve })
    yield 'two'
  }
  const answers = inOrder(requests(), 8, async text => text)
  assert.deepEqual(await answers.next(), { done: false, value: 'one' })
  while (next === undefined) await new Promise(resolve => { setImmediate(resolve) })
  next()
  assert.deepEqual(await answers.next(), { done: false, value: 'two' })
  assert.equal((await answers.next()).done, true)
})

test('what was begun is answered before it is said that reading failed', async () => {
  const requests = async function * (): AsyncGenerator<string> {
    yield * ['one', 'two']
    throw new InvalidArgumentError('line 3 is too long')
  }
  const answers: string[] = []
  const failed = (async () => { for await (const answer of inOrder(requests(), 8, async text => { await new Promise(setImmediate); return text })) answers.push(answer) })()
  await assert.rejects(failed, InvalidArgumentError)
  assert.deepEqual(answers, ['one', 'two'])
})

test('lines may be cut anywhere, empty ones are left out, too long ones refused', async () => {
  const lines = await collect(splitLines(feed(bytes('o'), bytes('ne\n\ntw'), bytes('o\n'), bytes('é')), 100))
  assert.deepEqual(lines.map(({ number, text }) => [number, text]), [[1, 'one'], [3, 'two'], [4, 'é']])
  await assert.rejects(collect(splitLines(feed(bytes('12345678901')), 10)), InvalidArgumentError)
})

test('pipe answers each line in order; one that fails ends nothing', async () => {
  const asked: unknown[] = []
  const client: Partial<KvClient> = {
    get: async (key, options) => { asked.push([key, options]); return GOT },
    put: async () => { throw new QuorumNotMetError(2, 1, [], { outcome: 'unknown' }) },
    delete: async () => PUT,
  }
  const lines = [
    { op: 'get', key: 'greeting', id: 'a', r: 'all', bucket: 'b' }, { op: 'put', key: { base64: 'AP8=' }, value: 'x' }, { op: 'del', key: { utf8: 'k' } },
    { op: 'exists', key: 'k' }, { op: 'jump', key: 'k' }, { op: 'get', key: 7 }, { op: 'get', key: 'k', colour: 1 }, { op: 'get', key: 'k', bucket: 7 },
  ].map(line => JSON.stringify(line))
  const { signal } = new AbortController()
  const { stdout, exit } = await run(['pipe'], { client, signal, stdin: `${lines.join('\n')}\nnot json\n` })
  assert.equal(exit, 0)
  const answers = stdout.trimEnd().split('\n').map(line => JSON.parse(line) as { id: unknown, ok: boolean, value?: unknown, exists?: boolean, error?: { code: string, exit: number } })
  assert.deepEqual(answers.map(({ id, ok }) => [id, ok]), [['a', true], [2, false], [3, true], [4, true], [5, false], [6, false], [7, false], [8, false], [9, false]])
  assert.deepEqual(answers[0]?.value, { utf8: 'hello' })
  assert.deepEqual([answers[1]?.error?.code, answers[1]?.error?.exit], ['QUORUM_NOT_MET', 7])
  assert.equal(answers[3]?.exists, true)
  assert.deepEqual(asked[0], ['greeting', { bucket: 'b', strict: undefined, signal, r: 'all' }])
})

test('scan prints keys, values as lines, or JSON with a cursor where it was cut off', async () => {
  const items = ['a', 'b\n'].map(key => ({ key: bytes(key), value: bytes('v\t1'), siblings: [{ value: bytes('v\t1'), version: 's:1', writtenAt: 1 }], cursor: `c${key.charCodeAt(0)}` }))
  const given: unknown[] = []
  const client: Partial<KvClient> = { scanPages: async function * (options) { given.push(options); yield items } }
  assert.equal((await run(['scan', 'a', '--values'], { client })).stdout, 'a\tv\\t1\nb\\n\tv\\t1\n')
  const cut = await run(['scan', '--limit', '2', '-o', 'json'], { client })
  assert.deepEqual(JSON.parse(cut.stdout), { v: 1, ok: true, keys: [{ key: { utf8: 'a' } }, { key: { utf8: 'b\n' } }], cursor: 'c98' })
  assert.match((await run(['scan', '--limit', '2'], { client })).stderr, /--cursor c98/)
  const lines = (await run(['scan', '-o', 'ndjson', '--values', '--cursor', 'x', '-r', 'quorum'], { client })).stdout.trimEnd().split('\n')
  assert.deepEqual((JSON.parse(lines[0] ?? '') as { value: unknown }).value, { utf8: 'v\t1' })
  assert.deepEqual((given.at(-1) as { cursor: string, r: string }).r, 'quorum')
  assert.equal((await run(['scan', '--limit', '0'], { client })).exit, 2)
})

test('what export prints is what import takes; failed lines are named and the others put', async () => {
  const item = { key: bytes('a'), siblings: [{ value: Uint8Array.of(255), version: 's:1', writtenAt: 1, expiresAt: Date.now() + 1e9 }], cursor: '' }
  const exported = await run(['export'], { client: { scanPages: async function * () { yield [item] } } })
  assert.equal(exported.exit, 0)
  const puts: Array<[unknown, unknown, { ttl?: unknown, ifAbsent?: unknown }]> = []
  const client: Partial<KvClient> = {
    put: async (key, value, options = {}) => {
      puts.push([key, value, options])
      if (key === 'there') throw new PreconditionFailedError('x')
      if (key === 'bad') throw new QuorumNotMetError(2, 1, [], { outcome: 'unknown' })
      return PUT
    },
  }
  const stdin = `${exported.stdout}{"key":"there","value":"v"}\n{"key":"bad","value":"v"}\nnonsense\n{"key":"old","value":"v","expiresAt":1}\n`
  const { stdout, stderr, exit } = await run(['import', '-', '--if-absent', '-o', 'json'], { client, stdin })
  assert.equal(exit, 7)
  assert.deepEqual(JSON.parse(stdout), { v: 1, ok: true, put: 1, kept: 1, expired: 1, failed: 2 })
  assert.match(stderr, /! line 3: quorum not met/)
  assert.match(stderr, /! line 4: the line is no JSON/)
  const [key, value, options] = puts[0] ?? []
  assert.deepEqual([key, value, typeof options?.ttl, options?.ifAbsent], ['a', Buffer.from([255]), 'number', true])
  assert.equal((await run(['import', '/nonexistent/file'], { client })).exit, 2)
})

test('what lives for ever in a bucket whose values expire lives for ever where it is imported', async () => {
  const item = { key: bytes('a'), siblings: [{ value: bytes('v'), version: 's:1', writtenAt: 1 }], cursor: '' }
  const exportFrom = async (ttlMs: number | null): Promise<string> => (await run(['export', '--bucket', 'carts'], {
    client: { scanPages: async function * () { yield [item] }, buckets: async () => [{ name: 'carts', ttlMs }] as unknown as Bucket[] },
  })).stdout
  const ttls: unknown[] = []
  const client: Partial<KvClient> = { put: async (_key, _value, { ttl } = {}) => { ttls.push(ttl); return PUT } }
  await run(['import', '-', '--bucket', 'carts'], { client, stdin: await exportFrom(60_000) + await exportFrom(null) })
  assert.deepEqual(ttls, ['none', undefined])
})

test('an import that is interrupted says so, in JSON too', async () => {
  const interrupt = new AbortController()
  const client: Partial<KvClient> = { put: async () => { interrupt.abort(); return PUT } }
  const { exit, stdout } = await run(['import', '-', '-o', 'json'], { client, stdin: '{"key":"a","value":"v"}\n', signal: interrupt.signal })
  assert.equal(exit, 130)
  assert.deepEqual(JSON.parse(stdout), { v: 1, ok: false, error: { code: 'INTERRUPTED', exit: 130, message: 'interrupted', outcome: 'unknown', hint: 'see whether it was applied: p2pkv get KEY' } })
})

test('import and pipe that are interrupted do not wait for what they have asked for', async () => {
  let interrupt = new AbortController()
  for (const words of [['import', '-'], ['pipe']]) {
    const asked = async (signal: AbortSignal | undefined): Promise<never> => {
      setImmediate(() => { interrupt.abort() })
      return await new Promise((_resolve, reject) => { signal?.addEventListener('abort', () => { reject(new Error('aborted')) }) })
    }
    const client: Partial<KvClient> = { put: async (_key, _value, options) => await asked(options?.signal), get: async (_key, options) => await asked(options?.signal), delete: async (_key, options) => await asked(options?.signal) }
    const line = { key: 'a', value: 'v' }
    for (const op of words[0] === 'import' ? [line] : [{ op: 'put', ...line }, { op: 'get', key: 'a' }, { op: 'del', key: 'a' }]) {
      interrupt = new AbortController()
      assert.equal((await run(words, { client, stdin: JSON.stringify(op), signal: interrupt.signal })).exit, 130)
    }
  }
})

test('a line of progress on a terminal, one every few seconds elsewhere', () => {
  for (const terminal of [true, false]) {
    let text = ''
    let now = 0
    const progress = new Progress({ stderr: more => { text += more }, stderrIsTerminal: terminal }, { unit: 'keys', bytesTotal: 1000, now: () => now })
    for (let step = 0; step < 100; step++) {
      now += 100
      progress.add(1, 10)
    }
    progress.end('done')
    assert.equal(text.split(terminal ? '\r' : '\n').length - 1, terminal ? 51 : 3, text)
    assert.match(text, terminal ? /\[#{12} {12}\] 50 % {2}50 keys/ : /^50 % {2}50 keys/)
    assert.match(text, /done 100 keys/)
  }
})

const HEADER: BackupHeader = { v: 1, cluster: 'c', origin: 'ab', ringEpoch: 4, startedAt: 5, version: '0' }

test('a backup is written, checked and restored; damage and a cut are found, and nothing is restored from it', async context => {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-backup-'))
  context.after(() => { rmSync(directory, { recursive: true }) })
  const file = join(directory, 'b')
  const pages = [[{ at: bytes('1'), record: bytes('one') }], [{ at: bytes('2'), record: new Uint8Array(100_000) }], []]
  const sent: Array<[number, unknown]> = []
  let origin = 'ab'
  let failAt = Infinity
  const client: Partial<KvClient> = {
    lineage: async () => ({ cluster: 'c', origin, ringEpoch: 4 }),
    backupPages: async function * () { yield * pages },
    restoreRecords: async (records, options) => {
      if (sent.length >= failAt) throw new QuorumNotMetError(2, 1, [], { outcome: 'unknown' })
      sent.push([records[0]?.at[0] ?? 0, options?.unknown])
      return { restored: 1, unchanged: 0, unknown: 2 }
    },
  }
  assert.equal((await run(['backup', file], { client })).exit, 0)
  assert.deepEqual(await verifyBackup(file).then(({ header, records }) => [header.cluster, records]), ['c', 2])
  assert.equal((await run(['verify', file])).exit, 0)
  const restored = await run(['restore', file], { client })
  assert.deepEqual([restored.exit, sent], [0, [[0x31, false], [0x32, false]]])
  assert.match(restored.stderr, /4 records have versions that no replica knows of.*--lost/)
  // Another cluster knows none of them, and takes all.
  origin = 'cd'
  sent.length = 0
  assert.equal((await run(['restore', file], { client })).exit, 0)
  assert.deepEqual(sent, [[0x31, true], [0x32, true]])
  // One that stops says where to go on.
  sent.length = 0
  failAt = 1
  const stopped = await run(['restore', file], { client })
  assert.equal(stopped.exit, 7)
  const [, at] = /--resume-at (\d+)/.exec(stopped.stderr) ?? []
  failAt = Infinity
  assert.equal((await run(['restore', file, '--resume-at', at ?? ''], { client })).exit, 0)
  assert.deepEqual(sent.map(([first]) => first), [0x31, 0x32])

  const whole = readFileSync(file)
  sent.length = 0
  for (const damage of [
    () => { whole.copy(whole); const copy = Buffer.from(whole); copy[copy.length - 60_000] = 7; writeFileSync(file, copy) },
    () => { writeFileSync(file, whole); truncateSync(file, whole.length - 3) },
    () => { writeFileSync(file, whole); appendFileSync(file, 'x') },
  ]) {
    damage()
    assert.equal((await run(['verify', file])).exit, 10)
    assert.equal((await run(['restore', file], { client })).exit, 10)
  }
  writeFileSync(file, 'something else')
  assert.equal((await run(['verify', file])).exit, 13)
  assert.equal(sent.length, 0)
})

test('a backup that fails leaves what was there', async context => {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-backup-'))
  context.after(() => { rmSync(directory, { recursive: true }) })
  const file = join(directory, 'b')
  writeFileSync(file, 'the one of yesterday')
  const client: Partial<KvClient> = {
    lineage: async () => ({ cluster: 'c', origin: 'ab', ringEpoch: 1 }),
    backupPages: async function * () { yield []; throw new QuorumNotMetError(2, 1, [], {}) },
  }
  assert.equal((await run(['backup', file], { client })).exit, 6)
  assert.equal(readFileSync(file, 'utf8'), 'the one of yesterday')
  const writer = await BackupWriter.create(file, HEADER)
  await writer.abandon()
  assert.equal(readFileSync(file, 'utf8'), 'the one of yesterday')
})

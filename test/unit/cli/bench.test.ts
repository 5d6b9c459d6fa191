import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { DISTRIBUTIONS, keyChooser } from '../../../cli/bench/key-chooser.js'
import { runLoad } from '../../../cli/bench/run-load.js'
import type { Bucket, ClusterStatus, GetResult, KvClient, PutResult } from '../../../client/index.js'
import { RecentLines } from '../../../daemon/platform/recent-lines.js'
import { OverloadedError, PeerUnreachableError } from '../../../protocols/errors.js'
import { run } from './fake-io.js'

function randomFrom (seed: number): () => number {
  let state = seed >>> 0
  return () => (state = Math.imul(state, 1_664_525) + 1_013_904_223 >>> 0) / 2 ** 32
}

test('every distribution gives indexes of keys that there are', () => {
  fc.assert(fc.property(fc.constantFrom(...DISTRIBUTIONS), fc.integer({ min: 1, max: 10_000_000 }), fc.integer(), (distribution, keys, seed) => {
    const choose = keyChooser(distribution, Math.min(keys, keys % 7 === 0 ? 3 : 50_000), randomFrom(seed))
    for (let i = 0; i < 20; i++) {
      const index = choose()
      assert.ok(Number.isInteger(index) && index >= 0 && index < keys)
    }
  }), { numRuns: 100 })
})

test('uniform is even, a hotspot has its share, and Zipf has the shares of its law', () => {
  const keys = 1_000
  const draws = 100_000
  const counts = (distribution: typeof DISTRIBUTIONS[number]): number[] => {
    const choose = keyChooser(distribution, keys, randomFrom(7))
    const counts = new Array<number>(keys).fill(0)
    for (let i = 0; i < draws; i++) { const key = choose(); counts[key] = (counts[key] ?? 0) + 1 }
    return counts
  }
  assert.ok(Math.max(...counts('uniform')) < 160)
  const hot = counts('hotspot').slice(0, 200).reduce((sum, count) => sum + count, 0)
  assert.ok(Math.abs(hot / draws - 0.8) < 0.01)
  const zipf = counts('zipf').sort((a, b) => b - a)
  const law = Array.from({ length: keys }, (_, rank) => (rank + 1) ** -0.99)
  const sum = law.reduce((total, part) => total + part, 0)
  // The two most popular keys are exact; the method only comes near for the others together.
  for (const rank of [0, 1]) assert.ok(Math.abs((zipf[rank] ?? 0) / draws - (law[rank] ?? 0) / sum) < 0.01)
  assert.equal(counts('zipf').filter(count => count > 0).length > 900, true)
})

/** Time that passes only while somebody sleeps. */
class FakeTime {
  nowMs = 0
  readonly #sleepers: Array<{ readonly atMs: number, readonly wake: () => void }> = []
  readonly now = (): number => this.nowMs
  readonly sleep = async (delayMs: number): Promise<void> => { await new Promise<void>(resolve => { this.#sleepers.push({ atMs: this.nowMs + delayMs, wake: resolve }) }) }

  async run (until: Promise<unknown>): Promise<void> {
    let ended = false
    void until.finally(() => { ended = true })
    while (!ended) {
      await new Promise(resolve => { setImmediate(resolve) })
      this.#sleepers.sort((a, b) => a.atMs - b.atMs)
      const first = this.#sleepers.shift()
      if (first === undefined) continue
      this.nowMs = Math.max(this.nowMs, first.atMs)
      first.wake()
    }
  }
}

async function load (serviceMs: (index: number) => number, init: { inFlight: number, perSecond?: number, durationMs: number }) {
  const time = new FakeTime()
  let index = 0
  const done = runLoad(() => ({ operation: 'get', send: async () => { await time.sleep(serviceMs(index++)) } }), { ...init, ...time, now: time.now, sleep: time.sleep, signal: new AbortController().signal, onEnd: () => {} })
  await time.run(done)
  const [report] = await done
  assert.ok(report !== undefined)
  return report
}

test('a closed loop sends when it is answered; an open loop counts how late a request is', async () => {
  const closed = await load(() => 10, { inFlight: 4, durationMs: 1_000 })
  assert.deepEqual([closed.requests, Math.round(closed.latencyMs.max)], [400, 10])
  const open = await load(() => 10, { inFlight: 4, perSecond: 100, durationMs: 1_000 })
  assert.deepEqual([open.requests, Math.round(open.latencyMs.p99)], [100, 10])
  // One request of half a second: those behind it were due meanwhile, and an open loop says so.
  const stall = (index: number): number => index === 10 ? 500 : 1
  const late = await load(stall, { inFlight: 1, perSecond: 100, durationMs: 1_000 })
  assert.ok(late.latencyMs.p90 > 300, `${late.latencyMs.p90}`)
  const blind = await load(stall, { inFlight: 1, durationMs: 1_000 })
  assert.ok(blind.latencyMs.p90 < 2, `${blind.latencyMs.p90}`)
})

const members = ['a', 'b'].map(name => ({ peerId: `12D3${name}`, name, state: 'up', addresses: [`/ip4/127.0.0.1/tcp/${name.charCodeAt(0)}`] }))
const status = { self: '12D3a', cluster: 'c', members } as unknown as ClusterStatus

test('bench fills its keys, sends what was asked for, and reports failures with exit 10', async () => {
  const keys = new Set<string>()
  let gets = 0
  const client: Partial<KvClient> = {
    status: async () => status,
    put: async key => { keys.add(String(key)); return {} as PutResult },
    get: async key => { assert.ok(keys.has(String(key))); if (++gets === 1) throw new OverloadedError('x', 1); return {} as GetResult },
  }
  const args = ['bench', '--keys', '20', '--value-bytes', '10', '--duration', '20ms', '--warm-up', '0', '--in-flight', '2']
  const { exit, stdout } = await run([...args, '--workload', 'c', '-o', 'json'], { client })
  const report = JSON.parse(stdout) as { clients: number, operations: Array<{ operation: string, requests: number, failed: number, failures: object }> }
  assert.deepEqual([exit, keys.size, report.clients, report.operations.length], [10, 20, 2, 1])
  assert.deepEqual(report.operations.map(({ operation, requests, failed, failures }) => [operation, requests, failed, failures]), [['get', gets, 1, { 'OVERLOADED/none': 1 }]])
  assert.ok([...keys].every(key => key.startsWith('p2pkv-bench/')))
  const text = await run([...args, '--workload', 'put', '--no-fill'], { client })
  assert.equal(text.exit, 0)
  assert.match(text.stdout, /^OPERATION .*\nput +\d+ /)
  for (const wrong of [['--keys', '0'], ['--in-flight', '5000'], ['--value-bytes', '9000000'], ['--rate', 'x']]) assert.equal((await run(['bench', ...wrong], { client })).exit, 2)
})

test('debug bundle has what each peer tells, marks who does not, and only its owner can read it', async context => {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-bundle-'))
  context.after(() => { rmSync(directory, { recursive: true, force: true }) })
  const file = join(directory, 'fault.json')
  const client: Partial<KvClient> = {
    status: async () => status, ring: async () => { throw new PeerUnreachableError('gone', { outcome: 'none' }) }, buckets: async () => [{ name: 'größe' } as unknown as Bucket], ringHistory: async () => [],
    diagnostics: async () => ({ version: '1', facts: { node: '20' }, settings: { n: '3' }, metrics: 'p2pkv_keys 1', logLines: ['{}'] }),
  }
  for (const name of ['workers', 'transfers', 'tombstones', 'hints', 'repair', 'logLevels'] as const) Object.assign(client, { [name]: async () => ({ of: name, bytes: new Uint8Array([255]), big: 1n }) })
  const { exit, stdout } = await run(['debug', 'bundle', file, '-o', 'json'], { client })
  assert.equal(exit, 0)
  assert.deepEqual({ ...JSON.parse(stdout) as object, bytes: 0 }, { v: 1, ok: true, file, bytes: 0, peers: 2, silent: 0 })
  const bundle = JSON.parse(readFileSync(file, 'utf8')) as { peers: Record<string, Record<string, unknown>> }
  const own = bundle.peers['12D3a']
  assert.deepEqual([own?.ring, own?.hints], [{ error: 'PEER_UNREACHABLE' }, { of: 'hints', bytes: { base64: '/w==' }, big: '1' }])
  assert.equal(statSync(file).mode & 0o077, 0)
  assert.equal((JSON.parse(stdout) as { bytes: number }).bytes, statSync(file).size)
  assert.equal((await run(['debug', 'bundle', join(directory, 'no/such/folder')], { client })).exit, 2)
  // What another writes there at the same time is left alone, and nothing stays of what could not be put in its place.
  writeFileSync(`${file}.part`, 'of another')
  mkdirSync(join(directory, 'taken'))
  assert.equal((await run(['debug', 'bundle', file], { client })).exit, 0)
  assert.equal((await run(['debug', 'bundle', join(directory, 'taken')], { client })).exit, 2)
  assert.equal(readFileSync(`${file}.part`, 'utf8'), 'of another')
  assert.deepEqual(readdirSync(directory).sort(), ['fault.json', 'fault.json.part', 'taken'])
})

test('the newest lines of a log are kept, whole numbers of them, each cut', () => {
  const lines = new RecentLines()
  for (let i = 0; i < 2_500; i++) lines.add(`${i}\n`)
  lines.add('x'.repeat(10_000))
  const all = lines.all()
  assert.deepEqual([all.length, all[0], all.at(-2), all.at(-1)?.length], [1_000, '1501', '2499', 2_001])
})

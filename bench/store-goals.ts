/**
 * The three goals of the store, each within one run: synced merges against the raw group-commit rate,
 * reads of a warm store with 64 in flight, and memory with all records (docs/adr/0018-store-memory.md).
 *
 *   npx tsc -b && node dist/bench/store-goals.js [records, default 1,000,000] [directory]
 *
 * Medians of seven rounds, those compared taken in turn. On a machine with other work the processor
 * time of an operation, all threads together, says more than its rate.
 */
import '../protocols/libp2p/polyfill.js'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { makeActor } from '../protocols/record/actor.js'
import { addEvent, EMPTY_RECORD } from '../protocols/record/dvv-set.js'
import { hlcAt } from '../protocols/record/hlc.js'
import { partitionOf } from '../protocols/record/key.js'
import { ClassicStore } from '../storage/classic.js'
import { openEnvelope, sealEnvelope } from '../storage/envelope.js'
import { recordStorageKey } from '../storage/keyspace.js'
import { RecordStore } from '../storage/record-store.js'
import type { RecordKey } from '../protocols/record/record.js'
import type { StoreOp } from '../storage/store.js'

const VALUE_BYTES = 1024
const ROUNDS = 7
const IN_FLIGHT = 64
/** Two of LevelDB's memory tables, so that no way of writing always pays for the compactions of another. */
const MERGES = 16_384
const READS = 100_000
/** Keys that are written again and again: all fit in the memory for hot records. */
const HOT_KEYS = 8_192
/** Rounds of reads before those that count, until one writes less than a table. */
const WARM_ROUNDS_MAX = 20
const TABLE_BYTES = 2 * 1024 * 1024
const PARTITIONS = 1_024
const identity = { peerId: 'bench', clusterId: 'bench' }
const records = Number(process.argv[2] ?? 1_000_000)
const directory = await mkdtemp(join(process.argv[3] ?? tmpdir(), 'p2pkv-bench-'))

interface Cost { readonly perSecond: number, readonly cpuMicroseconds: number }

async function round (count: number, work: () => Promise<void>): Promise<Cost> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const elapsedMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { perSecond: count / elapsedMs * 1_000, cpuMicroseconds: (user + system) / count }
}

function median (numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? 0
}

async function closedLoop (count: number, width: number, one: () => Promise<unknown>): Promise<void> {
  let left = count
  await Promise.all(Array.from({ length: width }, async () => { while (left-- > 0) await one() }))
}

/** Runs each of `ways` once a round, in turn; the third of it comes before and is not measured. */
async function compare (count: number, ways: ReadonlyArray<readonly [string, () => Promise<void>, (() => Promise<void>)?]>): Promise<void> {
  const costs: Cost[][] = ways.map(() => [])
  for (let i = 0; i < ROUNDS; i++) {
    for (const [way, [, work, before]] of ways.entries()) {
      await before?.()
      costs[way]?.push(await round(count, work))
    }
  }
  const shares = (way: number, of: number): number[] => (costs[way] ?? []).map(({ perSecond }, i) => perSecond / (costs[of]?.[i]?.perSecond ?? NaN))
  for (const [way, [name]] of ways.entries()) {
    const rates = (costs[way] ?? []).map(({ perSecond }) => perSecond)
    console.log(`${name.padEnd(52)} ${Math.round(median(rates))}/s (${Math.round(Math.min(...rates))} to ${Math.round(Math.max(...rates))}), ` +
      `${median((costs[way] ?? []).map(({ cpuMicroseconds }) => cpuMicroseconds)).toFixed(1)} us of processor, ${median(shares(way, 0)).toFixed(2)} of the first, ${median(shares(way, 1)).toFixed(2)} of the second`)
  }
}

/** By this process so far. */
function writtenBytes (): number { return Number(/^wchar: (\d+)/m.exec(readFileSync('/proc/self/io', 'latin1'))?.[1]) }

function memory (): string {
  const status = readFileSync('/proc/self/status', 'latin1')
  return ['VmRSS', 'RssAnon', 'RssFile'].map(name => `${name} ${Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024)} MiB`).join(', ')
}

try {
  console.log(`load ${loadavg()[0]?.toFixed(1)}; before: ${memory()}`)

  const raw = new ClassicLevel<Uint8Array, Uint8Array>(join(directory, 'raw'), { keyEncoding: 'view', valueEncoding: 'view' })
  await raw.open()
  const small = await ClassicStore.open(join(directory, 'puts'), { identity })
  const merged = await ClassicStore.open(join(directory, 'merges'), { identity })
  const recordStore = await RecordStore.open({ store: merged, clock: { realtime: () => Date.now() }, random: length => new Uint8Array(randomBytes(length)) }, { partitions: PARTITIONS })
  const actor = makeActor(new Uint8Array(16).fill(7), 1)
  let made = 0
  let events = 0
  const mergedKeys: RecordKey[] = []
  const value = new Uint8Array(randomBytes(VALUE_BYTES))
  const keyOf = (n: number): RecordKey => ({ bucket: 'default', key: Buffer.from(`key ${n}`) })
  const nextKey = (): RecordKey => keyOf(made++)
  // As records are spread, so that all ways give LevelDB the same to compact.
  const putOf = (key: RecordKey): StoreOp => ({ type: 'put', key: recordStorageKey(partitionOf(key, PARTITIONS), key), value })
  const merge = async (key: RecordKey): Promise<void> => {
    const record = addEvent(EMPTY_RECORD, undefined, { dot: { actor, counter: ++events }, hlc: hlcAt(1_700_000_000_000), value })
    await (await recordStore.merge(key, record, 'synced')).committed
  }
  const mergeNew = async (): Promise<void> => {
    const key = nextKey()
    mergedKeys.push(key)
    await merge(key)
  }
  const hotKeys = Array.from({ length: HOT_KEYS }, nextKey)
  const eachHotKey = (): (() => Promise<void>) => {
    let next = 0
    return async () => { await merge(hotKeys[next++ % HOT_KEYS] ?? nextKey()) }
  }
  /** A newer version of a key that is there: replaces it. */
  const mergeAgain = async (): Promise<void> => { await merge(mergedKeys[events * 7_919 % mergedKeys.length] ?? nextKey()) }
  /** Numbers of the keys that the raw way wrote, to be written again. */
  const rawMade: number[] = []
  const rawPut = (): StoreOp => {
    rawMade.push(made)
    return putOf(nextKey())
  }
  let rewritten = 0
  const rawPutAgain = (): StoreOp => putOf(keyOf(rawMade[rewritten++ * 7_919 % rawMade.length] ?? 0))
  const rawBatches = async (nextOp: () => StoreOp): Promise<void> => {
    for (let i = 0; i < MERGES / IN_FLIGHT; i++) await raw.batch(Array.from({ length: IN_FLIGHT }, nextOp), { sync: true })
  }
  await compare(MERGES, [
    [`store, synced puts, ${IN_FLIGHT} in flight`, () => closedLoop(MERGES, IN_FLIGHT, () => small.batch([putOf(nextKey())], 'synced'))],
    [`LevelDB, synced batches of ${IN_FLIGHT}`, () => rawBatches(rawPut)],
    [`synced merges of new keys, ${IN_FLIGHT} in flight`, () => closedLoop(MERGES, IN_FLIGHT, mergeNew)],
    [`synced merges of new keys, ${4 * IN_FLIGHT} in flight`, () => closedLoop(MERGES, 4 * IN_FLIGHT, mergeNew)],
    [`synced merges of ${HOT_KEYS} hot keys, ${IN_FLIGHT} in flight`, () => closedLoop(MERGES, IN_FLIGHT, eachHotKey()), () => closedLoop(HOT_KEYS, IN_FLIGHT, eachHotKey())],
    [`synced merges of any key that is there, ${IN_FLIGHT} in flight`, () => closedLoop(MERGES, IN_FLIGHT, mergeAgain)],
    [`LevelDB, synced batches of ${IN_FLIGHT} keys that are there`, () => rawBatches(rawPutAgain)],
  ])
  await recordStore.close()
  await merged.close()
  await small.close()
  await raw.close()

  const key = (n: number): Uint8Array => Buffer.from(`default/${String(n).padStart(12, '0')}`)
  const anyKey = (): Uint8Array => key(Math.floor(Math.random() * records))
  const location = join(directory, 'reads')
  const filling = await ClassicStore.open(location, { identity })
  for (let i = 0; i < records; i += 256) {
    await filling.batch(Array.from({ length: Math.min(256, records - i) }, (_, j) => {
      const own = key((i + j) * 7_919 % records)
      return { type: 'put' as const, key: own, value: sealEnvelope(own, randomBytes(VALUE_BYTES)) }
    }), 'buffered')
  }
  console.log(`\n${records} records written: ${memory()}`)
  await filling.close()
  const store = await ClassicStore.open(location, { identity })
  let found = 0
  const readOne = async (): Promise<void> => {
    const own = anyKey()
    const sealed = await store.get(own)
    if (sealed !== undefined) found += openEnvelope(own, sealed).length
  }
  // Warm: for some time after a fill reads set off compactions, and pay for them.
  let warming = 0
  for (let before = -Infinity; warming < WARM_ROUNDS_MAX && writtenBytes() - before >= TABLE_BYTES; warming++) {
    before = writtenBytes()
    const { perSecond, cpuMicroseconds } = await round(READS, () => closedLoop(READS, IN_FLIGHT, readOne))
    console.log(`${`store, verified reads, ${IN_FLIGHT} in flight, warming up`.padEnd(48)} ${Math.round(perSecond)}/s, ${cpuMicroseconds.toFixed(1)} us of processor`)
  }
  await compare(READS, [
    [`store, verified reads, ${IN_FLIGHT} in flight`, () => closedLoop(READS, IN_FLIGHT, readOne)],
    [`store, verified reads, ${4 * IN_FLIGHT} in flight`, () => closedLoop(READS, 4 * IN_FLIGHT, readOne)],
  ])
  if (found !== READS * (warming + 2 * ROUNDS) * VALUE_BYTES) throw new Error('a record was not found')
  console.log(`after reading: ${memory()}; load ${loadavg()[0]?.toFixed(1)}`)
  await store.close()
} finally {
  await rm(directory, { recursive: true, force: true })
}

/**
 * How near the store comes to what the disk gives, as ratios within one run.
 *
 *   npx tsc -b && node dist/bench/storage.js [directory] [records]
 *
 * The reference for writes is LevelDB itself with synced batches of 64; for reads, getMany of 64.
 */
import '../protocols/libp2p/polyfill.js'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { ClassicStore } from '../storage/classic.js'
import { openEnvelope, sealEnvelope } from '../storage/envelope.js'

const VALUE_BYTES = 1024
const RUNS = 3
const parent = process.argv[2] ?? tmpdir()
const records = Number(process.argv[3] ?? 100_000)
const directory = await mkdtemp(join(parent, 'p2pkv-bench-'))
const value = randomBytes(VALUE_BYTES)
let made = 0
const key = (i: number): Uint8Array => Buffer.from(`r/default/${String((i * 7919) % records).padStart(12, '0')}`)
const anyKey = (): Uint8Array => key(Math.floor(Math.random() * records))

async function rate (count: number, work: () => Promise<void>): Promise<number> {
  const rates: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    await work()
    rates.push(count / (performance.now() - start) * 1_000)
  }
  return rates.sort((a, b) => a - b)[RUNS >> 1] ?? 0
}

/** `width` callers, each with one operation in flight, until `count` are done. */
async function closedLoop (count: number, width: number, one: () => Promise<unknown>): Promise<void> {
  let left = count
  await Promise.all(Array.from({ length: width }, async () => { while (left-- > 0) await one() }))
}

function report (name: string, perSecond: number, reference?: number): void {
  console.log(`${name.padEnd(44)} ${Math.round(perSecond).toString().padStart(8)}/s` +
    (reference === undefined ? '' : `  ${(perSecond / reference).toFixed(2)} of the reference`))
}

const raw = new ClassicLevel<Uint8Array, Uint8Array>(join(directory, 'raw'), { keyEncoding: 'view', valueEncoding: 'view' })
await raw.open()
const store = await ClassicStore.open(join(directory, 'store'), { identity: { peerId: 'bench', clusterId: 'bench' } })
try {
  for (let i = 0; i < records; i += 256) {
    const ops = Array.from({ length: Math.min(256, records - i) }, (_, j) => ({ type: 'put' as const, key: key(i + j), value: sealEnvelope(key(i + j), randomBytes(VALUE_BYTES)) }))
    await Promise.all([store.batch(ops, 'buffered'), raw.batch(ops)])
  }
  console.log(`${records} records of ${VALUE_BYTES} bytes in ${directory}; median of ${RUNS} runs\n`)

  const put = (): Promise<void> => store.batch([{ type: 'put', key: key(made++), value }], 'synced')
  const reference = await rate(12_800, async () => {
    for (let i = 0; i < 200; i++) await raw.batch(Array.from({ length: 64 }, () => ({ type: 'put' as const, key: key(made++), value })), { sync: true })
  })
  report('LevelDB, synced batches of 64 (reference)', reference)
  report('LevelDB, 64 single synced puts in flight', await rate(2_000, () => closedLoop(2_000, 64, () => raw.put(key(made++), value, { sync: true }))), reference)
  for (const width of [1, 16, 64, 256]) {
    const count = width === 1 ? 500 : 12_800
    report(`store, synced puts, ${width} in flight`, await rate(count, () => closedLoop(count, width, put)), reference)
  }

  const reads = await rate(64_000, async () => {
    for (let i = 0; i < 1_000; i++) await raw.getMany(Array.from({ length: 64 }, anyKey))
  })
  report('\nLevelDB, getMany of 64 (reference)'.slice(1), reads)
  report('LevelDB, getSync', await rate(64_000, async () => { for (let i = 0; i < 64_000; i++) raw.getSync(anyKey()) }), reads)
  report('LevelDB, 64 single gets in flight', await rate(64_000, () => closedLoop(64_000, 64, () => raw.get(anyKey()))), reads)
  report('store, 1 get in flight', await rate(5_000, () => closedLoop(5_000, 1, () => store.get(anyKey()))), reads)
  report('store, 64 gets in flight', await rate(64_000, () => closedLoop(64_000, 64, () => store.get(anyKey()))), reads)
  report('seal and open an envelope', await rate(100_000, async () => {
    const under = anyKey()
    for (let i = 0; i < 100_000; i++) openEnvelope(under, sealEnvelope(under, value))
  }))
  console.log(`memory ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`)
} finally {
  await raw.close()
  await store.close()
  await rm(directory, { recursive: true, force: true })
}

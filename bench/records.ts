/**
 * What versions cost on the hot path: microseconds for one record of 1 KiB with one sibling.
 *
 *   npx tsc -b && node dist/bench/records.js
 *
 * Each line is the median of seven rounds after one to warm up. The store is one in memory.
 */
import { makeActor } from '../protocols/record/actor.js'
import { decodeContext, encodeContext } from '../protocols/record/context.js'
import { addEvent, EMPTY_RECORD, mergeRecords } from '../protocols/record/dvv-set.js'
import { hlcAt } from '../protocols/record/hlc.js'
import { partitionOf } from '../protocols/record/key.js'
import { decodeRecord, encodeRecord } from '../protocols/record/record-codec.js'
import { MemoryStore } from '../storage/memory.js'
import { RecordStore } from '../storage/record-store.js'

const ROUNDS = 8
const KEYS = 256

async function measure (name: string, runs: number, fn: (i: number) => unknown): Promise<void> {
  const costs: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint()
    for (let i = 0; i < runs; i++) {
      const result = fn(i)
      if (result instanceof Promise) await result
    }
    if (round > 0) costs.push(Number(process.hrtime.bigint() - start) / 1_000 / runs)
  }
  console.log(`${name.padEnd(48)} ${(costs.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0).toFixed(2)} us`)
}

const value = new Uint8Array(1_024).fill(7)
const key = { bucket: 'default', key: new Uint8Array(16).fill(1) }
const actor = makeActor(new Uint8Array(16).fill(0xab), 1_234_567)
const base = addEvent(EMPTY_RECORD, undefined, { dot: { actor, counter: 1 }, hlc: hlcAt(1_700_000_000_000), value })
const newer = encodeRecord(addEvent(base, base.vv, { dot: { actor, counter: 2 }, hlc: hlcAt(1_700_000_000_001), value }))
const older = encodeRecord(base)
const scope = { cluster: 'bench', secret: new Uint8Array(32) }
const context = encodeContext(base.vv, scope, key)

await measure('decode', 50_000, () => decodeRecord(older))
await measure('encode', 50_000, () => encodeRecord(base))
await measure('decode both, merge, encode', 50_000, () => encodeRecord(mergeRecords(decodeRecord(older), decodeRecord(newer))))
await measure('partition of a key', 50_000, () => partitionOf(key, 1_024))
await measure('encode a context', 20_000, () => encodeContext(base.vv, scope, key))
await measure('decode a context', 20_000, () => decodeContext(context, scope, key))

const records = await RecordStore.open({
  store: new MemoryStore(),
  clock: { realtime: () => Date.now() },
  random: length => new Uint8Array(length).fill(3),
}, { partitions: 1_024 })
const keys = Array.from({ length: KEYS }, (_, i) => ({ bucket: 'default', key: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, i) }))
const keyAt = (i: number): typeof key => keys[i % KEYS] ?? key
await measure('RecordStore.write, lww, and committed', 20_000, async i => { await (await records.write(keyAt(i), { value, policy: 'lww' }, 'synced')).committed })
await measure('RecordStore.read', 20_000, i => records.read(keyAt(i)))
await measure('RecordStore.readEncoded', 20_000, i => records.readEncoded(keyAt(i)))
const incoming = decodeRecord(older)
await measure('RecordStore.merge, nothing new', 20_000, async i => { await (await records.merge(keyAt(i), incoming, 'synced')).committed })

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { OverloadedError, StoreFencedError } from '../../../protocols/errors.js'
import { hlcAt } from '../../../protocols/record/hlc.js'
import type { KvRecord, RecordKey } from '../../../protocols/record/record.js'
import { MemoryStore } from '../../../storage/memory.js'
import { RecordStore, type RecordStoreInit } from '../../../storage/record-store.js'
import type { Durability, StoreOp } from '../../../storage/store.js'

const NOW_MS = 1_700_000_000_000
const KEYS = 12
let actors = 0

interface IncomingRecord { readonly key: RecordKey, readonly record: KvRecord }

/** Counts batches and their operations; the next one fails when it is told to. */
class CountingStore extends MemoryStore {
  readonly batches: Array<readonly StoreOp[]> = []
  gets = 0
  failNext = false

  override async batch (ops: readonly StoreOp[], durability: Durability): Promise<void> {
    this.batches.push(ops)
    if (this.failNext) {
      this.failNext = false
      throw new StoreFencedError('by the test')
    }
    await super.batch(ops, durability)
  }

  override async get (key: Uint8Array): Promise<Uint8Array | undefined> {
    this.gets++
    return await super.get(key)
  }
}

async function boot (init: Partial<RecordStoreInit> = {}): Promise<{ store: CountingStore, records: RecordStore }> {
  const store = new CountingStore()
  const records = await RecordStore.open({ store, clock: { realtime: () => NOW_MS }, random: length => new Uint8Array(length).fill(7) }, { partitions: 1, ...init })
  await records.indexes.known.gathered()
  store.batches.length = 0
  store.gets = 0
  return { store, records }
}

function keyOf (n: number): RecordKey { return { bucket: 'default', key: Uint8Array.of(n) } }

/** An event of another peer, never the same twice. */
function foreign (aheadMs = 0): KvRecord {
  const actor = `${'ab'.repeat(16)}.${(++actors).toString(36)}`
  return { vv: new Map([[actor, 1]]), siblings: [{ dot: { actor, counter: 1 }, hlc: hlcAt(NOW_MS + aheadMs), value: Uint8Array.of(2) }] }
}

async function contents (records: RecordStore): Promise<unknown[]> {
  return await Promise.all(Array.from({ length: KEYS }, async (_, n) => await records.read(keyOf(n))))
}

test('many records merged at once give what each merged by itself gives, whatever was there before', async () => {
  const step = fc.record({ key: fc.nat(KEYS - 1), future: fc.integer({ min: 0, max: 9 }).map(n => n === 0) })
  await fc.assert(fc.asyncProperty(fc.array(fc.nat(KEYS - 1)), fc.array(step, { maxLength: 2 * KEYS }), async (before, steps) => {
    const [one, all] = [await boot(), await boot()]
    for (const n of before) {
      const record = foreign()
      for (const { records } of [one, all]) await (await records.merge(keyOf(n), record, 'synced')).committed
    }
    const incoming: IncomingRecord[] = steps.map(({ key, future }) => ({ key: keyOf(key), record: foreign(future ? 3_600_000 : 0) }))
    for (const { key, record } of incoming) await (await one.records.merge(key, record, 'synced')).committed
    const { left, committed } = await all.records.mergeAll(incoming, 'synced')
    await committed
    for (const index of left) {
      const { key, record } = incoming[index] as IncomingRecord
      await (await all.records.merge(key, record, 'synced')).committed
    }
    assert.deepEqual(await contents(all.records), await contents(one.records))
    assert.deepEqual(all.records.partitionRoot(0), one.records.partitionRoot(0))
    assert.deepEqual([all.records.keys, all.records.quarantined], [one.records.keys, one.records.quarantined])
  }), { numRuns: 100 })
})

test('it is one batch with each leaf once, and no read of a key that is not there', async () => {
  const { store, records } = await boot()
  const incoming = Array.from({ length: 200 }, (_, n) => ({ key: keyOf(n), record: foreign() }))
  await (await records.mergeAll(incoming, 'synced')).committed
  assert.equal(store.batches.length, 1)
  const ops = store.batches[0] ?? []
  assert.equal(new Set(ops.map(({ key }) => Buffer.from(key).toString('hex'))).size, ops.length)
  assert.ok(ops.length <= 200 + 64)
  assert.equal(store.gets, 0)
  const again = await records.mergeAll(incoming, 'synced')
  await again.committed
  assert.deepEqual([again.changed, store.batches.length], [0, 1])
})

test('what comes in bulk does not drive out what is hot, and leaves nothing old there', async () => {
  const { store, records } = await boot()
  await (await records.write(keyOf(0), { value: Uint8Array.of(9), policy: 'siblings' }, 'synced')).committed
  const merge = async (): Promise<void> => { await (await records.mergeAll(Array.from({ length: KEYS }, (_, n) => ({ key: keyOf(n), record: foreign() })), 'synced')).committed }
  await merge()
  assert.equal((await records.read(keyOf(0)))?.siblings.length, 2)
  assert.equal(store.gets, 0)
  assert.equal((await records.read(keyOf(1)))?.siblings.length, 1)
  assert.equal(store.gets, 1)
  // Twice while the first is on its way.
  await Promise.all([merge(), merge()])
  assert.deepEqual([(await records.read(keyOf(0)))?.siblings.length, (await records.read(keyOf(1)))?.siblings.length], [4, 3])
})

test('writes of clients meet it: neither loses the other', async () => {
  const { records } = await boot()
  const write = async (n: number): Promise<void> => { await (await records.write(keyOf(n), { value: Uint8Array.of(9), policy: 'siblings' }, 'synced')).committed }
  const merge = async (): Promise<void> => { await (await records.mergeAll(Array.from({ length: KEYS }, (_, n) => ({ key: keyOf(n), record: foreign() })), 'synced')).committed }
  await Promise.all([write(0), merge(), write(1), merge(), write(0)])
  assert.equal((await records.read(keyOf(0)))?.siblings.length, 4)
  assert.equal((await records.read(keyOf(1)))?.siblings.length, 3)
  assert.equal((await records.read(keyOf(2)))?.siblings.length, 2)
})

test('a batch that fails leaves nothing behind, in memory or in the trees', async () => {
  const { store, records } = await boot()
  const before = records.partitionRoot(0)
  store.failNext = true
  const { committed } = await records.mergeAll([{ key: keyOf(1), record: foreign() }, { key: keyOf(2), record: foreign() }], 'synced')
  await assert.rejects(committed, StoreFencedError)
  assert.equal(await records.read(keyOf(1)), undefined)
  await records.indexes.recounted()
  assert.deepEqual(records.partitionRoot(0), before)
})

test('keys in flight are bounded, and free again when it was refused', async () => {
  const { records } = await boot({ inFlightKeysMax: 3 })
  const incoming = (count: number): IncomingRecord[] => Array.from({ length: count }, (_, n) => ({ key: keyOf(n), record: foreign() }))
  await assert.rejects(records.mergeAll(incoming(4), 'synced'), OverloadedError)
  await (await records.mergeAll(incoming(3), 'synced')).committed
  assert.equal(records.keys, 3)
})

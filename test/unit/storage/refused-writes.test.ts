/** The store refuses batches while its queue is full: each of them is not written, and nothing else is the matter. */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OverloadedError } from '../../../protocols/errors.js'
import { PREFIX, recordStorageKey } from '../../../storage/keyspace.js'
import { leafOf } from '../../../storage/merkle-trees.js'
import { RecordStore, type RecordStoreInit } from '../../../storage/record-store.js'
import { Disk, FaultyStore } from '../../fixtures/faulty-store.js'
import { treeProblems } from '../../fixtures/tree-recount.js'
import type { KvRecord, RecordKey } from '../../../protocols/record/record.js'
import type { Durability, ScanRange, StoreEntry, StoreOp } from '../../../storage/store.js'

const KEY = { bucket: 'default', key: Uint8Array.of(1, 2, 3) }

/** Refuses batches of records, and lets scans wait, as the test says. */
class FullStore extends FaultyStore {
  isFull = false
  /** So many batches with records are refused, and then no more. */
  recordsRefused = 0
  /** So many batches of nothing but leaves are refused. */
  leavesRefused = 0
  scans = 0
  scanning = Promise.resolve()
  /** When what is before an empty batch has been written. */
  written = Promise.resolve()

  override batch (ops: readonly StoreOp[], durability: Durability, onRefused?: () => void): Promise<void> {
    if (ops.length === 0) return this.written
    if (this.leavesRefused > 0 && ops.every(({ key }) => key[0] === PREFIX.tree) && this.leavesRefused-- > 0) return Promise.reject(new OverloadedError('queueOpsMax', 50))
    if (!ops.some(({ key }) => key[0] === PREFIX.record)) return super.batch(ops, durability)
    if (!this.isFull && this.recordsRefused-- <= 0) return super.batch(ops, durability)
    onRefused?.()
    return Promise.reject(new OverloadedError('queueBytesMax', 50))
  }

  override async * scan (range: ScanRange): AsyncGenerator<StoreEntry> {
    this.scans++
    await this.scanning
    yield * super.scan(range)
  }
}

async function boot (init: Partial<RecordStoreInit> = {}, disk = new Disk()): Promise<{ store: FullStore, records: RecordStore }> {
  const store = new FullStore(disk)
  const records = await RecordStore.open({ store, clock: { realtime: () => 1_700_000_000_000 }, random: length => new Uint8Array(length).fill(7) }, { partitions: 1, ...init })
  await records.indexes.known.gathered()
  return { store, records }
}

function foreign (counter: number, bytes = 1): KvRecord { return record(counter, new Uint8Array(bytes)) }

function record (counter: number, value: Uint8Array | null): KvRecord {
  const dot = { actor: `${'ab'.repeat(16)}.1`, counter }
  return { vv: new Map([[dot.actor, counter]]), siblings: [{ dot, hlc: BigInt(counter), value }] }
}

async function turns (holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => { setImmediate(resolve) })
}

test('a write that is refused while its leaf is being counted again does not count', async () => {
  const { store, records } = await boot()
  await (await records.merge(KEY, foreign(1), 'synced')).committed
  const before = records.partitionRoot(0)
  const { promise, resolve: scan } = Promise.withResolvers<void>()
  store.scanning = promise
  store.isFull = true
  const { scans } = store
  await assert.rejects((await records.merge(KEY, foreign(2), 'synced')).committed, OverloadedError)
  await turns(() => store.scans > scans)
  // The other replica tries again, too soon.
  await assert.rejects((await records.merge(KEY, foreign(3), 'synced')).committed, OverloadedError)
  scan()
  await records.indexes.recounted()
  assert.deepEqual(records.partitionRoot(0), before)
  store.isFull = false
  assert.deepEqual(await treeProblems(store, records.indexes), [])
})

test('records that are merged at one time take no more of the queue than they may, though each waits for what is held', async () => {
  const { store, records } = await boot({ inFlightBytesMax: 4_000, hotRecordsBytesMax: 0, knownVersionsBytesMax: 0 })
  const keys = Array.from({ length: 20 }, (_, n): RecordKey => ({ bucket: 'default', key: Uint8Array.of(n) }))
  for (const key of keys) await (await records.merge(key, foreign(1), 'synced')).committed
  store.held = true
  const one = keys.slice(0, 10).map(async key => await records.merge(key, foreign(2, 1_000), 'synced'))
  const many = keys.slice(10).map(async key => await records.mergeAll([{ key, record: foreign(2, 1_000) }], 'synced'))
  const came = await Promise.allSettled([...one, ...many])
  assert.equal(store.waiting, 4)
  for (const result of came) if (result.status === 'rejected') assert.equal((result.reason as OverloadedError).what, 'inFlightBytesMax')
  store.flush()
  store.held = false
  assert.deepEqual(await treeProblems(store, records.indexes), [])
})

test('leaves whose recount cannot be stored at once do not stay unsure', async () => {
  const { store, records } = await boot()
  const keys = Array.from({ length: 5 }, (_, n): RecordKey => ({ bucket: 'default', key: Uint8Array.of(n) }))
  for (const key of keys) await (await records.merge(key, foreign(1), 'synced')).committed
  store.isFull = true
  store.leavesRefused = 2
  for (const key of keys) await assert.rejects((await records.merge(key, foreign(2), 'synced')).committed, OverloadedError)
  assert.notDeepEqual(records.indexes.trees.unsure, [])
  store.isFull = false
  await records.indexes.recounted()
  assert.equal(store.leavesRefused, 0)
  assert.deepEqual(records.indexes.trees.unsure, [])
  assert.deepEqual(await treeProblems(store, records.indexes), [])
})

test('a key that is made again by two writes at once, of which the first is refused, is no longer listed as deleted', async () => {
  const { store, records } = await boot()
  await (await records.merge(KEY, record(1, null), 'synced')).committed
  store.recordsRefused = 1
  const [refused, taken] = await Promise.all([records.merge(KEY, foreign(2), 'synced'), records.merge(KEY, foreign(3), 'synced')])
  await assert.rejects(refused.committed, OverloadedError)
  await taken.committed
  assert.deepEqual((await records.read(KEY))?.vv, foreign(3).vv)
  assert.deepEqual(await treeProblems(store, records.indexes), [])
})

test('a leaf whose recount cannot be stored is counted again when what fills the queue is written, not all the time until then', async () => {
  const { store, records } = await boot()
  await (await records.merge(KEY, foreign(1), 'synced')).committed
  const { scans } = store
  const { promise, resolve } = Promise.withResolvers<void>()
  store.written = promise
  store.isFull = true
  store.leavesRefused = 1_000
  await assert.rejects((await records.merge(KEY, foreign(2), 'synced')).committed, OverloadedError)
  await turns(() => store.leavesRefused < 1_000)
  await new Promise(setImmediate)
  // The first is void: a refusal is told of at once, and once more when its caller hears of it.
  assert.equal(store.scans - scans, 2)
  store.isFull = false
  store.leavesRefused = 0
  resolve()
  await records.indexes.recounted()
  assert.deepEqual(records.indexes.trees.unsure, [])
  assert.deepEqual(await treeProblems(store, records.indexes), [])
})

test('a process that is killed just after a write was refused beside another has trees that are what its records say', async () => {
  const { store, records } = await boot()
  const leaf = (key: RecordKey): number => leafOf(recordStorageKey(0, key))
  const others = Array.from({ length: 255 }, (_, n): RecordKey => ({ bucket: 'default', key: Uint8Array.of(n, n) }))
  const beside = others.find(key => leaf(key) === leaf(KEY))
  assert.ok(beside !== undefined)
  store.isFull = true
  const refused = records.merge(KEY, foreign(1), 'synced')
  store.isFull = false
  // In the same turn: nobody has heard of the refusal yet.
  const taken = records.merge(beside, foreign(1), 'synced')
  const disk = new Disk()
  disk.entries = new Map(store.disk.entries)
  disk.opening = { clean: false, lostBatches: false }
  await assert.rejects((await refused).committed, OverloadedError)
  await (await taken).committed
  const again = await boot({}, disk)
  assert.equal(again.records.keys, 1)
  assert.deepEqual(await treeProblems(again.store, again.records.indexes), [])
  assert.deepEqual(await treeProblems(store, records.indexes), [])
})

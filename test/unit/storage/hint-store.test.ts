import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidArgumentError, InvalidKeyError, NotReadyError, OverloadedError, StoreFencedError } from '../../../protocols/errors.js'
import { makeActor } from '../../../protocols/record/actor.js'
import { hlcAt } from '../../../protocols/record/hlc.js'
import { partitionOf } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { KvRecord, RecordKey } from '../../../protocols/record/record.js'
import { hintStorageKey, isDirtyKey, orderRange, orderStorageKey, parseOrderKey } from '../../../storage/hint-keys.js'
import { HintStore, type HintStoreInit } from '../../../storage/hint-store.js'
import type { Durability, ScanRange, StoreOp } from '../../../storage/store.js'
import { Disk, FaultyStore } from '../../fixtures/faulty-store.js'
import { patch } from '../../fixtures/patch.js'

const PARTITIONS = 16
const START_MS = 1_700_000_000_000
const A = `12D3KooW${'A'.repeat(44)}` as NodeId
const B = `12D3KooW${'B'.repeat(44)}` as NodeId
const KEY = key(1)

function key (n: number): RecordKey { return { bucket: 'default', key: Uint8Array.of(n) } }

/** One version by an actor of its own. */
function record (n: number, bytes = 1): KvRecord {
  const actor = makeActor(new Uint8Array(16).fill(n), 1)
  return { vv: new Map([[actor, 1]]), siblings: [{ dot: { actor, counter: 1 }, hlc: hlcAt(START_MS) + BigInt(n), value: new Uint8Array(bytes).fill(n) }] }
}

function values (held: KvRecord | undefined): number[] { return (held?.siblings ?? []).map(({ value }) => value?.[0] ?? -1) }

async function boot (disk = new Disk(), init: Partial<HintStoreInit> = {}, clock = { nowMs: START_MS }) {
  const store = new FaultyStore(disk)
  const hints = await HintStore.open({ store, clock: { realtime: () => clock.nowMs } }, { partitions: PARTITIONS, ...init })
  return { store, hints, clock, disk }
}

async function all (hints: HintStore, target: NodeId): Promise<number[]> {
  const found: number[] = []
  for (const entry of await hints.page(target)) found.push(entry.key.key[0] ?? -1)
  return found
}

/** Bytes of what is stored for hints and their order. */
function storedBytes (disk: Disk): number {
  return [...disk.entries.values()].filter(entry => entry.key[0] === 3 && entry.key[1] !== 2).reduce((sum, entry) => sum + entry.key.length + entry.value.length, 0)
}

test('a hint is read back under its key, whoever it is for', async () => {
  const { hints } = await boot()
  assert.equal(await hints.read(KEY), undefined)
  await hints.add(A, KEY, record(1))
  await hints.add(B, KEY, record(2))
  assert.deepEqual(values(await hints.read(KEY)), [1, 2])
  assert.equal(await hints.read(key(2)), undefined)
  assert.deepEqual(hints.targets, [A, B])
})

test('hints of one key for one target become one, and it is as old as the first', async () => {
  const { hints, clock } = await boot()
  await hints.add(A, KEY, record(1))
  clock.nowMs += 500
  await hints.add(A, KEY, record(2))
  const [entry, ...more] = await hints.page(A)
  assert.ok(entry !== undefined && more.length === 0)
  assert.equal(entry.keptAtMs, START_MS)
  assert.deepEqual(values((await hints.load(entry))?.record), [1, 2])
  assert.equal(hints.totals().hints, 1)
})

test('a hint that was kept elsewhere before is as old as there', async () => {
  const { hints } = await boot()
  await hints.add(A, KEY, record(1))
  await hints.add(A, KEY, record(2), START_MS - 1_000)
  assert.deepEqual((await hints.page(A)).map(({ keptAtMs }) => keptAtMs), [START_MS - 1_000])
})

test('writes of one key that come while the disk is busy share a batch', async () => {
  const { hints, store } = await boot()
  store.held = true
  const writes = [1, 2, 3, 4].map(async n => { await hints.add(A, KEY, record(n)) })
  while (store.waiting === 0) await Promise.resolve()
  store.held = false
  store.flush()
  await Promise.all(writes)
  assert.deepEqual(values(await hints.read(KEY)), [1, 2, 3, 4])
  assert.ok(store.batches <= 2, `${store.batches} batches`)
})

test('hints are listed oldest first, in pages, bounded by bytes', async () => {
  const { hints, clock } = await boot()
  for (const n of [5, 3, 9, 1]) {
    await hints.add(A, key(n), record(n, 100))
    clock.nowMs++
  }
  assert.deepEqual(await all(hints, A), [5, 3, 9, 1])
  const first = await hints.page(A, undefined, { hintsMax: 3, bytesMax: 1 })
  assert.deepEqual(first.map(entry => entry.key.key[0]), [5])
  const next = await hints.page(A, first[0]?.cursor, { hintsMax: 2, bytesMax: Infinity })
  assert.deepEqual(next.map(entry => entry.key.key[0]), [3, 9])
})

test('a hint is removed only as it was read', async () => {
  const { hints, disk } = await boot()
  await hints.add(A, KEY, record(1))
  const [entry] = await hints.page(A)
  const hint = entry && await hints.load(entry)
  assert.ok(hint !== undefined)
  await hints.add(A, KEY, record(2))
  assert.equal(await hints.remove(hint), false)
  assert.deepEqual(values(await hints.read(KEY)), [1, 2])
  const again = await hints.load(hint)
  assert.ok(again !== undefined)
  assert.equal(await hints.remove(again), true)
  assert.equal(await hints.remove(again), false)
  assert.deepEqual(hints.totals(), { hints: 0, bytes: 0 })
  assert.equal(storedBytes(disk), 0)
  assert.deepEqual(hints.dirty(), [])
})

test('counts are those of the disk, after a restart too', async () => {
  const { hints, disk } = await boot()
  for (const n of [1, 2, 3]) await hints.add(n === 3 ? B : A, key(n), record(n, 10 * n))
  await hints.add(A, key(1), record(7, 30))
  const counted = hints.totals()
  assert.deepEqual(counted, { hints: 3, bytes: storedBytes(disk) })
  const again = await boot(disk)
  assert.deepEqual(again.hints.totals(), counted)
  assert.deepEqual(again.hints.of(B), hints.of(B))
  assert.deepEqual(values(await again.hints.read(key(1))), [1, 7])
})

test('what was acknowledged survives a power cut, and so does its removal', async () => {
  const { hints, store } = await boot()
  await hints.add(A, KEY, record(1))
  await hints.add(A, key(2), record(2))
  const [entry] = await hints.page(A)
  const hint = entry && await hints.load(entry)
  assert.ok(hint !== undefined)
  await hints.remove(hint)
  const again = await boot(store.powerCut(0, Infinity))
  assert.equal(again.hints.totals().hints, 1)
  assert.equal(await again.hints.read(hint.key), undefined)
})

test('too old hints are dropped, with a mark in the same batch, and are not read', async () => {
  const { hints, clock, store } = await boot(new Disk(), { hintAgeMaxMs: 1_000 })
  await hints.add(A, key(1), record(1))
  clock.nowMs += 600
  await hints.add(A, key(2), record(2))
  clock.nowMs += 400
  assert.equal(await hints.read(key(1)), undefined)
  assert.deepEqual(values(await hints.read(key(2))), [2])
  const before = store.batches
  const dropped = await hints.dropExpired()
  assert.deepEqual([dropped.hints, dropped.partitions, store.batches - before], [1, 1, 1])
  assert.deepEqual(await all(hints, A), [2])
  assert.equal(hints.isDirty(A, partitionOf(key(1), PARTITIONS)), true)
  assert.equal(hints.dropped, 1)
})

test('a write that joins a too old hint does not join its age', async () => {
  const { hints, clock, disk } = await boot(new Disk(), { hintAgeMaxMs: 1_000 })
  await hints.add(A, KEY, record(1))
  clock.nowMs += 1_000
  await hints.add(A, KEY, record(2))
  assert.deepEqual((await hints.page(A)).map(({ keptAtMs }) => keptAtMs), [clock.nowMs])
  assert.deepEqual(values(await hints.read(KEY)), [2])
  assert.equal(hints.isDirty(A, partitionOf(KEY, PARTITIONS)), true)
  assert.deepEqual(hints.totals(), { hints: 1, bytes: storedBytes(disk) })
})

test('dropping all hints of a target leaves the others, and says what was lost', async () => {
  const { hints } = await boot()
  for (const n of [1, 2, 3]) await hints.add(A, key(n), record(n))
  await hints.add(B, KEY, record(4))
  const { bytes } = hints.of(A)
  const dropped = await hints.dropAll(A)
  assert.deepEqual(dropped, { hints: 3, bytes, partitions: new Set([1, 2, 3].map(n => partitionOf(key(n), PARTITIONS))).size })
  assert.deepEqual(hints.targets, [B])
})

test('a mark outlives a restart, and goes when an exchange that began after the loss has ended', async () => {
  const { hints, disk } = await boot()
  await hints.add(A, KEY, record(1))
  await hints.dropAll(A)
  const { hints: again } = await boot(disk)
  const partition = partitionOf(KEY, PARTITIONS)
  const [seen] = again.dirty()
  assert.ok(seen !== undefined && seen.target === A && seen.partition === partition)
  assert.equal(again.holdsBack(partition), true)
  await again.add(A, KEY, record(2))
  await again.dropAll(A)
  assert.equal(await again.clearDirty(A, partition, seen.mark), false)
  assert.equal(await again.clearDirty(A, partition, again.dirty()[0]?.mark), true)
  assert.equal(again.holdsBack(partition), false)
  assert.deepEqual((await boot(disk)).hints.dirty(), [])
})

test('a mark that the store refused outlives a restart when hints are dropped with it', async () => {
  const { hints, store, disk } = await boot(new Disk(), { partitions: 1 })
  for (const n of [1, 2]) await hints.add(A, key(n), record(n))
  let batches = 0
  const restore = patch(store, 'batch', {
    value: (ops: readonly StoreOp[], durability: Durability) => batches++ === 0 ? Promise.reject(new OverloadedError('queueOpsMax', 50)) : FaultyStore.prototype.batch.call(store, ops, durability),
  })
  await assert.rejects(hints.dropAll(A), OverloadedError)
  restore()
  const before = (await boot(disk, { partitions: 1 })).hints
  assert.deepEqual([before.totals().hints, before.isDirty(A, 0)], [1, true])
})

test('a mark that was cleared before it was on the disk is made anew when another hint is dropped before that is', async () => {
  const init = { partitions: 1, hintAgeMaxMs: 1_000 }
  const { hints, clock, store, disk } = await boot(new Disk(), init)
  const written = async (count: number): Promise<void> => { while (store.waiting < count) await new Promise(setImmediate) }
  await hints.add(A, key(1), record(1))
  clock.nowMs += 500
  await hints.add(A, key(2), record(2))
  clock.nowMs += 500
  store.held = true
  const first = hints.dropExpired(A)
  await written(1)
  const cleared = hints.clearDirty(A, 0)
  await written(2)
  store.flush(1)
  assert.equal((await first).hints, 1)
  clock.nowMs += 500
  const second = hints.dropExpired(A)
  await written(2)
  store.flush()
  assert.deepEqual([await cleared, (await second).hints], [true, 1])
  assert.deepEqual([hints, (await boot(disk, init)).hints].map(each => each.isDirty(A, 0)), [true, true])
})

test('a mark whose removal the store refused is there until it can be removed', async () => {
  const { hints, store, disk } = await boot(new Disk(), { partitions: 1 })
  await hints.add(A, KEY, record(1))
  await hints.dropAll(A)
  const restore = patch(store, 'batch', { value: () => Promise.reject(new OverloadedError('queueOpsMax', 50)) })
  await assert.rejects(hints.clearDirty(A, 0), OverloadedError)
  restore()
  assert.equal(hints.isDirty(A, 0), true)
  assert.equal(await hints.clearDirty(A, 0, hints.dirty()[0]?.mark), true)
  assert.deepEqual((await boot(disk, { partitions: 1 })).hints.dirty(), [])
})

test('a full target is refused and marked, others are not', async () => {
  const { hints } = await boot(new Disk(), { hintBytesMax: 1_000 })
  await hints.add(A, key(1), record(1, 500))
  await assert.rejects(hints.add(A, key(2), record(2, 500)), (error: unknown) => error instanceof OverloadedError && error.what === 'hintBytesMax')
  assert.equal(hints.isDirty(A, partitionOf(key(2), PARTITIONS)), true)
  assert.equal(hints.totals().hints, 1)
  await hints.add(B, key(2), record(2, 500))
})

test('all targets together have a limit, and so do their number and what waits for the disk', async () => {
  const total = await boot(new Disk(), { hintBytesTotalMax: 1_000 })
  await total.hints.add(A, key(1), record(1, 500))
  await assert.rejects(total.hints.add(B, key(2), record(2, 500)), { what: 'hintBytesTotalMax' })
  const targets = await boot(new Disk(), { hintTargetsMax: 1 })
  await targets.hints.add(A, key(1), record(1))
  await assert.rejects(targets.hints.add(B, key(2), record(2)), { what: 'hintTargetsMax' })
  await targets.hints.add(A, key(2), record(2))
  const busy = await boot(new Disk(), { hintInFlightBytesMax: 100 })
  busy.store.held = true
  const first = busy.hints.add(A, key(1), record(1, 100))
  while (busy.store.waiting === 0) await Promise.resolve()
  await assert.rejects(busy.hints.add(A, key(2), record(2)), { what: 'hintInFlightBytesMax' })
  busy.store.flush()
  await first
})

test('what is no key or no peer is refused', async () => {
  const { hints } = await boot()
  await assert.rejects(hints.add('nobody' as NodeId, KEY, record(1)), InvalidArgumentError)
  await assert.rejects(hints.add(A, { bucket: 'default', key: new Uint8Array() }, record(1)), InvalidKeyError)
})

test('an unreadable hint is counted, marked, and not in the way', async () => {
  const { hints, store, disk } = await boot()
  await hints.add(A, KEY, record(1))
  store.rot(hintStorageKey(A, partitionOf(KEY, PARTITIONS), KEY))
  assert.equal(await hints.read(KEY), undefined)
  const [entry] = await hints.page(A)
  assert.ok(entry !== undefined)
  assert.equal(await hints.load(entry), undefined)
  assert.equal(hints.corrupt, 1)
  assert.equal(hints.isDirty(A, partitionOf(KEY, PARTITIONS)), true)
  assert.deepEqual(hints.totals(), { hints: 0, bytes: 0 })
  assert.equal(storedBytes(disk), 0)
})

test('a write over an unreadable hint is kept, and what is left of the old one goes with the next replay', async () => {
  const { hints, store, disk, clock } = await boot()
  await hints.add(A, KEY, record(1))
  store.rot(hintStorageKey(A, partitionOf(KEY, PARTITIONS), KEY))
  clock.nowMs++
  await hints.add(A, KEY, record(2))
  assert.equal(hints.isDirty(A, partitionOf(KEY, PARTITIONS)), true)
  const loaded = []
  for (const entry of await hints.page(A)) loaded.push(await hints.load(entry))
  assert.deepEqual(loaded.map(hint => values(hint?.record)), [[], [2]])
  assert.deepEqual(hints.totals(), { hints: 1, bytes: storedBytes(disk) })
})

test('an unreadable entry of the order does not hide its hint', async () => {
  const { store, disk, hints } = await boot()
  await hints.add(A, KEY, record(1))
  store.rot(orderStorageKey(A, START_MS, partitionOf(KEY, PARTITIONS), KEY))
  const { hints: again } = await boot(disk)
  const [entry] = await again.page(A)
  const hint = entry && await again.load(entry)
  assert.deepEqual(values(hint?.record), [1])
  assert.equal(hint && await again.remove(hint), true)
  assert.deepEqual(again.totals(), { hints: 0, bytes: 0 })
})

test('a fenced store takes no hints; open again, it counts what became of the last one', async () => {
  const { hints, store, disk } = await boot()
  await hints.add(A, key(1), record(1))
  store.held = true
  const lost = hints.add(A, key(2), record(2))
  while (store.waiting === 0) await Promise.resolve()
  store.fence()
  await assert.rejects(lost, StoreFencedError)
  await assert.rejects(hints.add(A, key(3), record(3)), StoreFencedError)
  store.held = false
  store.reopen()
  await hints.add(A, key(4), record(4))
  assert.deepEqual(hints.totals(), { hints: 2, bytes: storedBytes(disk) })
  await store.close()
  await assert.rejects(hints.add(A, key(5), record(5)), NotReadyError)
})

/** The store has opened again, and hints are being counted: the marks have been read. @returns ends the count */
async function whileCounting (store: FaultyStore): Promise<() => void> {
  const { promise: read, resolve: marksRead } = Promise.withResolvers<void>()
  const { promise: counted, resolve: count } = Promise.withResolvers<void>()
  const restore = patch(store, 'scan', {
    value: async function * (range: ScanRange) {
      yield * FaultyStore.prototype.scan.call(store, range)
      if (!isDirtyKey(range.gte)) return
      marksRead()
      await counted
    },
  })
  store.fence()
  store.reopen()
  await read
  restore()
  return count
}

async function turns (): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise(resolve => { setImmediate(resolve) })
}

test('a mark that is made while hints are counted again counts', async () => {
  const { hints, store } = await boot(new Disk(), { partitions: 1, hintBytesMax: 1_000 })
  await hints.add(A, key(1), record(1, 500))
  const count = await whileCounting(store)
  const full = assert.rejects(hints.add(A, key(2), record(2, 500)), OverloadedError)
  await turns()
  count()
  await full
  await hints.add(B, key(3), record(3))
  assert.equal(hints.isDirty(A, 0), true)
})

test('a mark that was cleared while hints were counted again is made anew when hints are dropped', async () => {
  const { hints, store, disk } = await boot(new Disk(), { partitions: 1 })
  await hints.add(A, key(1), record(1))
  await hints.dropAll(A)
  const count = await whileCounting(store)
  const cleared = hints.clearDirty(A, 0)
  await turns()
  count()
  assert.equal(await cleared, true)
  await hints.add(A, key(1), record(1))
  await hints.dropAll(A)
  assert.equal((await boot(disk, { partitions: 1 })).hints.isDirty(A, 0), true)
})

test('the order of hints says what they are', () => {
  const location = { bucket: 'carts', key: Uint8Array.of(0, 255, 7) }
  assert.deepEqual(parseOrderKey(orderStorageKey(A, START_MS, 65_535, location)), { target: A, keptAtMs: START_MS, partition: 65_535, key: location })
  assert.ok(Buffer.compare(orderStorageKey(A, START_MS, 1, location), orderRange(A).gte) > 0)
})

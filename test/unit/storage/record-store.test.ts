import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CorruptRecordError, DiskFullError, InvalidArgumentError, InvalidKeyError, NotReadyError, OverloadedError, PreconditionFailedError, StoreFencedError,
  TooManySiblingsError, ValueTooLargeError,
} from '../../../protocols/errors.js'
import { hlcAt, hlcMs } from '../../../protocols/record/hlc.js'
import { partitionOf } from '../../../protocols/record/key.js'
import { decodeRecord } from '../../../protocols/record/record-codec.js'
import { visible } from '../../../protocols/record/visible.js'
import { metaStorageKey, recordStorageKey } from '../../../storage/keyspace.js'
import { RecordStore, SIBLINGS_MAX_DEFAULT } from '../../../storage/record-store.js'
import { REQUEST_ID_MS } from '../../../storage/write-checks.js'
import { Disk, FaultyStore } from '../../fixtures/faulty-store.js'
import { patch } from '../../fixtures/patch.js'
import type { KvRecord } from '../../../protocols/record/record.js'
import type { RecordStoreInit, ScannedRecord, WriteIntent } from '../../../storage/record-store.js'

const KEY = { bucket: 'default', key: Uint8Array.of(1, 2, 3) }
const PARTITIONS = 64
const STORAGE_KEY = recordStorageKey(partitionOf(KEY, PARTITIONS), KEY)
const START_MS = 1_700_000_000_000

let stores = 0

async function boot (disk = new Disk(), init: Partial<RecordStoreInit> = {}, clock = { nowMs: START_MS }) {
  const store = new FaultyStore(disk)
  const random = (length: number): Uint8Array => { const bytes = new Uint8Array(length); new DataView(bytes.buffer).setUint32(0, ++stores); return bytes }
  const records = await RecordStore.open({ store, clock: { realtime: () => clock.nowMs }, random }, { partitions: PARTITIONS, hotRecordsBytesMax: 0, knownVersionsBytesMax: 0, ...init })
  return { store, records, clock, disk }
}

function value (n: number): Uint8Array { return Uint8Array.of(n) }

async function put (records: RecordStore, n: number, more: Partial<WriteIntent> = {}) {
  const write = await records.write(KEY, { value: value(n), policy: 'siblings', ...more }, 'synced')
  await write.committed
  return write
}

function valuesOf (record: KvRecord | undefined): Array<number | undefined> {
  return (record?.siblings ?? []).map(sibling => sibling.value?.[0]).sort((a = 0, b = 0) => a - b)
}

test('a written record is read back, as a record and as its bytes', async () => {
  const { records } = await boot()
  assert.equal(await records.read(KEY), undefined)
  const write = await put(records, 7)
  assert.deepEqual(await records.read(KEY), write.record)
  assert.deepEqual(await records.readEncoded(KEY), write.encoded)
  assert.deepEqual(decodeRecord(write.encoded), write.record)
  assert.equal(records.keys, 1)
})

test('a merge of bytes that are at hand stores what one without them does', async () => {
  const writer = await boot()
  const first = await put(writer.records, 1)
  const second = await put(writer.records, 2, { context: first.record.vv })
  for (const knownVersionsBytesMax of [0, 2 ** 20]) {
    const [given, made] = [await boot(new Disk(), { knownVersionsBytesMax }), await boot(new Disk(), { knownVersionsBytesMax })]
    for (const { record, encoded } of [first, second]) {
      await (await given.records.merge(KEY, record, 'synced', encoded)).committed
      await (await made.records.merge(KEY, decodeRecord(encoded), 'synced')).committed
    }
    assert.deepEqual(await given.store.get(STORAGE_KEY), await made.store.get(STORAGE_KEY))
    assert.deepEqual(await given.records.readEncoded(KEY), second.encoded)
  }
  // What is held stays in part: then the bytes are not what is stored.
  const { records } = await boot()
  await put(records, 9)
  const merged = await records.merge(KEY, first.record, 'synced', first.encoded)
  assert.deepEqual(valuesOf(merged.record), [1, 9])
  assert.deepEqual(valuesOf(decodeRecord(merged.encoded)), [1, 9])
})

test('a put with a context removes exactly what the context covers', async () => {
  const { records } = await boot()
  const first = await put(records, 1)
  await put(records, 2)
  await put(records, 3, { context: first.record.vv })
  assert.deepEqual(valuesOf(await records.read(KEY)), [2, 3])
})

test('lww: a put without context supersedes all that is held, with a greater stamp', async () => {
  const { records } = await boot()
  const first = await put(records, 1)
  const second = await put(records, 2, { policy: 'lww' })
  assert.deepEqual(valuesOf(second.record), [2])
  assert.ok(second.hlc > first.hlc)
  assert.deepEqual(second.previous, first.record)
})

test('kv679 (a): a store that lost the record does not count on where it was', async () => {
  const { records, disk } = await boot()
  const lost = await put(records, 1)
  disk.entries.delete(String.fromCharCode(...STORAGE_KEY))
  const again = await put(records, 2)
  assert.notEqual(again.dot.actor, lost.dot.actor)
  await (await records.merge(KEY, lost.record, 'synced')).committed
  assert.deepEqual(valuesOf(await records.read(KEY)), [1, 2])
})

test('kv679 (a): an unreadable record counts as lost, and is never absent to a reader', async () => {
  const { records, store } = await boot()
  const lost = await put(records, 1)
  store.rot(STORAGE_KEY)
  await assert.rejects(records.read(KEY), CorruptRecordError)
  await assert.rejects(records.readEncoded(KEY), CorruptRecordError)
  await assert.rejects(put(records, 2, { condition: 'if-absent' }), CorruptRecordError)
  const again = await put(records, 2)
  assert.notEqual(again.dot.actor, lost.dot.actor)
  const merged = await records.merge(KEY, lost.record, 'synced')
  assert.deepEqual(valuesOf(merged.record), [1, 2])
})

test('kv679 (b): a context that knows more of us than we do makes us take a fresh epoch', async () => {
  const { records } = await boot()
  const first = await put(records, 1)
  const second = await put(records, 2, { context: new Map([[first.dot.actor, 5]]) })
  assert.notEqual(second.dot.actor, first.dot.actor)
  assert.deepEqual(valuesOf(second.record), [2])
})

test('kv679 (b): so does a merged record', async () => {
  const { records } = await boot()
  const first = await put(records, 1)
  const { actor } = first.dot
  const incoming: KvRecord = { vv: new Map([[actor, 2]]), siblings: [{ dot: { actor, counter: 2 }, hlc: first.hlc + 1n, value: value(9) }] }
  await (await records.merge(KEY, incoming, 'synced')).committed
  const next = await put(records, 3)
  assert.notEqual(next.dot.actor, actor)
  assert.deepEqual(valuesOf(next.record), [3, 9])
})

test('kv679 (c): a record that comes back from another replica is not extended', async () => {
  const { records, disk } = await boot()
  const first = await put(records, 1)
  const second = await put(records, 2, { context: first.record.vv })
  assert.equal(second.dot.actor, first.dot.actor)
  disk.entries.delete(String.fromCharCode(...STORAGE_KEY))
  await (await records.merge(KEY, first.record, 'synced')).committed
  const third = await put(records, 3)
  assert.notEqual(third.dot.actor, first.dot.actor)
})

test('after an unclean stop no earlier epoch is extended; after a clean one it is', async () => {
  const disk = new Disk()
  let { records, store } = await boot(disk)
  const first = await put(records, 1);
  ({ records, store } = await boot(store.powerCut(0, 0)))
  const second = await put(records, 2)
  assert.notEqual(second.dot.actor, first.dot.actor)
  await records.close()
  await store.close();
  ({ records } = await boot(disk))
  assert.deepEqual((await put(records, 3)).dot, { actor: second.dot.actor, counter: 2 })
})

test('a store that was closed without its records being closed is not trusted', async () => {
  const { records, store, disk } = await boot()
  const first = await put(records, 1)
  await store.close()
  const { records: reopened } = await boot(disk)
  assert.notEqual((await put(reopened, 2)).dot.actor, first.dot.actor)
  await records.close().catch(() => {})
})

test('after a fencing what was not stored is gone, and its dot is not given again', async () => {
  const { records, store } = await boot()
  const first = await put(records, 1)
  store.held = true
  const second = await records.write(KEY, { value: value(2), policy: 'siblings' }, 'synced')
  assert.deepEqual(valuesOf(await records.read(KEY)), [1, 2])
  store.fence()
  await assert.rejects(second.committed, StoreFencedError)
  assert.deepEqual(valuesOf(await records.read(KEY)), [1])
  await assert.rejects(put(records, 3), StoreFencedError)
  store.held = false
  store.reopen()
  const third = await put(records, 3)
  assert.notEqual(third.dot.actor, first.dot.actor)
  assert.deepEqual(valuesOf((await records.merge(KEY, second.record, 'synced')).record), [1, 2, 3])
})

test('concurrent writes of a key build on each other before the disk has any', async () => {
  const { records, store } = await boot()
  store.held = true
  const writes = await Promise.all([1, 2, 3].map(n => records.write(KEY, { value: value(n), policy: 'siblings' }, 'synced')))
  assert.equal(store.waiting, 3)
  assert.deepEqual(new Set(writes.map(({ dot }) => dot.counter)), new Set([1, 2, 3]))
  assert.deepEqual(valuesOf(await records.read(KEY)), [1, 2, 3])
  store.flush()
  await Promise.all(writes.map(({ committed }) => committed))
  assert.deepEqual(valuesOf(await records.read(KEY)), [1, 2, 3])
})

test('reads of one key at one time are one read of the disk', async () => {
  const { records, store } = await boot()
  await put(records, 1)
  const before = store.gets
  await Promise.all(Array.from({ length: 50 }, () => records.read(KEY)))
  assert.equal(store.gets - before, 1)
})

test('a new store id: empty directory, lease record missing or rotten, batches lost', async () => {
  const ids = new Set<string>()
  const note = ({ storeId }: RecordStore): void => { ids.add(storeId.join()) }
  const { records, store, disk } = await boot()
  note(records)
  await records.close()
  await store.close()
  note((await boot(disk)).records)
  assert.equal(ids.size, 1)
  store.rot(metaStorageKey('leases'))
  note((await boot(disk)).records)
  assert.equal(ids.size, 2)
  disk.entries.delete(String.fromCharCode(...metaStorageKey('leases')))
  note((await boot(disk)).records)
  assert.equal(ids.size, 3)
  disk.opening = { clean: false, lostBatches: true }
  note((await boot(disk)).records)
  assert.equal(ids.size, 4)
})

test('a restart with the clock set back issues no stamp again', async () => {
  const { records, store } = await boot()
  const first = await put(records, 1)
  const { records: reopened } = await boot(store.powerCut(0, 0), {}, { nowMs: START_MS - 2_000 })
  const second = await put(reopened, 2)
  assert.ok(second.hlc > first.hlc)
})

test('many quick restarts do not carry the clock away', async () => {
  let { records, store } = await boot()
  for (let i = 0; i < 20; i++) {
    await put(records, i);
    ({ records, store } = await boot(store.powerCut(0, 0)))
  }
  assert.ok(hlcMs((await put(records, 99)).hlc) < START_MS + 3_000)
})

test('a clock far behind the stamps it must exceed refuses writes', async () => {
  const { records, clock } = await boot()
  await put(records, 1)
  clock.nowMs -= 3_600_000
  await assert.rejects(put(records, 2), NotReadyError)
})

/** One client writes at one replica, and then, having that stamp, at another whose clock is behind, and which has not heard of the first write. */
async function laterOfTwo (): Promise<Array<number | undefined>> {
  const [first, second] = [await boot(), await boot(new Disk(), {}, { nowMs: START_MS - 1_000 })]
  const { hlc, record } = await put(first.records, 1, { policy: 'lww' })
  await put(second.records, 2, { policy: 'lww', after: hlc })
  await (await second.records.merge(KEY, record, 'synced')).committed
  return visible(await second.records.read(KEY), 'lww', START_MS).map(({ value }) => value?.[0])
}

test("lww: one client's writes follow each other, whichever clocks stamp them", async () => {
  assert.deepEqual(await laterOfTwo(), [2])
})

test('planted bug: a stamp that the client has seen is ignored: caught', async () => {
  const mend = patch(RecordStore.prototype as unknown as { stampAfter: unknown }, 'stampAfter', { value: (own: bigint) => own })
  try {
    assert.deepEqual(await laterOfTwo(), [1])
  } finally { mend() }
})

test('a stamp that a client says it has seen does not move the clock, and one of the far future is refused', async () => {
  const { records } = await boot()
  const ahead = hlcAt(START_MS + 4_000)
  assert.equal((await put(records, 1, { after: ahead })).hlc, ahead + 1n)
  const other = { bucket: 'default', key: Uint8Array.of(9) }
  assert.ok((await records.write(other, { value: value(1), policy: 'lww' }, 'synced')).hlc < ahead)
  await assert.rejects(put(records, 2, { after: hlcAt(START_MS + 6_000) }), NotReadyError)
})

test('the same request id is the same write for ten minutes', async () => {
  const { records, clock } = await boot()
  const requestId = new Uint8Array(16).fill(5)
  const first = await put(records, 1, { requestId })
  clock.nowMs += REQUEST_ID_MS
  const again = await put(records, 1, { requestId })
  assert.deepEqual([again.dot, again.hlc, valuesOf(again.record)], [first.dot, first.hlc, [1]])
  clock.nowMs += 1
  assert.notDeepEqual((await put(records, 1, { requestId })).dot, first.dot)
})

test('if-absent and if-match are checked', async () => {
  const { records, clock } = await boot()
  const first = await put(records, 1, { condition: 'if-absent', ttlMs: 10 })
  assert.equal(first.expiresAt, START_MS + 10)
  await assert.rejects(put(records, 2, { condition: 'if-absent' }), PreconditionFailedError)
  const second = await put(records, 2, { condition: 'if-match', context: first.record.vv })
  await assert.rejects(put(records, 3, { condition: 'if-match', context: first.record.vv }), PreconditionFailedError)
  await put(records, 3, { value: null, context: second.record.vv })
  clock.nowMs += 10
  await put(records, 4, { condition: 'if-absent' })
})

test('the 129th sibling is refused and none is dropped', async () => {
  const { records } = await boot()
  for (let n = 0; n < SIBLINGS_MAX_DEFAULT; n++) await put(records, n)
  await assert.rejects(put(records, 200), TooManySiblingsError)
  const held = await records.read(KEY)
  assert.equal(held?.siblings.length, 128)
  await put(records, 200, { context: held?.vv ?? new Map() })
  assert.deepEqual(valuesOf(await records.read(KEY)), [200])
})

test('a version from the future is kept aside, does not move the clock, and joins when its time comes', async () => {
  const { records, clock } = await boot()
  const actor = `${'ab'.repeat(16)}.1`
  const future: KvRecord = { vv: new Map([[actor, 1]]), siblings: [{ dot: { actor, counter: 1 }, hlc: hlcAt(START_MS + 5_001), value: value(9) }] }
  const merged = await records.merge(KEY, future, 'synced')
  assert.deepEqual([merged.quarantined, merged.changed, records.quarantined, records.keys], [true, false, 1, 0])
  assert.equal(await records.read(KEY), undefined)
  assert.ok(hlcMs((await put(records, 1)).hlc) <= START_MS)
  assert.equal(await records.releaseQuarantine(), 0)
  clock.nowMs += 1
  assert.equal(await records.releaseQuarantine(), 1)
  assert.deepEqual([valuesOf(await records.read(KEY)), records.quarantined], [[1, 9], 0])
})

test('what is kept aside is bounded', async () => {
  const { records } = await boot(new Disk(), { quarantineKeysMax: 0 })
  const actor = `${'ab'.repeat(16)}.1`
  const future: KvRecord = { vv: new Map([[actor, 1]]), siblings: [{ dot: { actor, counter: 1 }, hlc: hlcAt(START_MS + 60_000), value: value(9) }] }
  await assert.rejects(records.merge(KEY, future, 'synced'), OverloadedError)
})

test('keys and bytes in flight are bounded', async () => {
  const { records, store } = await boot(new Disk(), { inFlightKeysMax: 2, inFlightBytesMax: 100 })
  store.held = true
  const other = (n: number) => ({ bucket: 'default', key: Uint8Array.of(n) })
  const intent = { value: new Uint8Array(1), policy: 'lww' } as const
  await records.write(other(1), intent, 'synced')
  await records.write(other(2), intent, 'synced')
  await assert.rejects(records.read(other(3)), { name: 'OverloadedError', what: 'inFlightKeysMax' })
  await assert.rejects(records.write(other(1), intent, 'synced'), { name: 'OverloadedError', what: 'inFlightBytesMax' })
  store.flush()
})

test('writes of one key in flight are bounded', async () => {
  const { records, store } = await boot(new Disk(), { inFlightWritesMax: 1 })
  store.held = true
  await records.write(KEY, { value: value(1), policy: 'lww' }, 'synced')
  await assert.rejects(records.write(KEY, { value: value(2), policy: 'lww' }, 'synced'), { name: 'OverloadedError', what: 'inFlightWritesMax' })
  store.flush()
})

test('an almost full disk takes deletes and repairs, but no values', async () => {
  const { records, store } = await boot()
  const first = await put(records, 1)
  store.clientWritesRefused = 'almost full'
  await assert.rejects(put(records, 2), DiskFullError)
  await records.merge(KEY, first.record, 'synced')
  assert.deepEqual(valuesOf((await put(records, 0, { value: null, policy: 'lww' })).record), [undefined])
})

test('after a fencing the leases on the disk are renewed at once', async () => {
  const { records, store, disk } = await boot()
  await put(records, 1)
  const key = String.fromCharCode(...metaStorageKey('leases'))
  const before = disk.entries.get(key)?.value
  store.fence()
  store.reopen()
  assert.notDeepEqual(disk.entries.get(key)?.value, before)
})

test('what is outside the limits is refused', async () => {
  const { records } = await boot(new Disk(), { valueBytesMax: 4 })
  const intent = { value: value(1), policy: 'lww' } as const
  await assert.rejects(records.write({ bucket: 'Big', key: value(1) }, intent, 'synced'), InvalidArgumentError)
  await assert.rejects(records.write({ bucket: 'b', key: new Uint8Array(0) }, intent, 'synced'), InvalidKeyError)
  await assert.rejects(put(records, 1, { value: new Uint8Array(5) }), ValueTooLargeError)
  for (const ttlMs of [0, -1, 1.5, NaN, 2 ** 53 + 1, 400_000_000_000]) await assert.rejects(put(records, 1, { ttlMs }), InvalidArgumentError)
  await assert.rejects(put(records, 1, { requestId: new Uint8Array(3) }), InvalidArgumentError)
})

test('a merge that adds nothing writes nothing, but syncs what was only buffered', async () => {
  const { records, store } = await boot()
  const write = await put(records, 1)
  const before = store.batches
  assert.equal((await records.merge(KEY, write.record, 'synced')).changed, false)
  assert.equal(store.batches, before)
  const buffered = await records.write(KEY, { value: value(2), policy: 'lww' }, 'buffered')
  await (await records.merge(KEY, buffered.record, 'synced')).committed
  assert.equal(store.disk.unsynced.length, 0)
})

test('after a buffered write nothing is synced once more but what it wrote', async () => {
  const { records, store } = await boot()
  const write = await put(records, 1)
  const other = { bucket: 'default', key: Uint8Array.of(9) }
  const { committed, encoded } = await records.write(other, { value: value(2), policy: 'lww' }, 'buffered')
  await committed
  await records.remove(other, encoded, 'buffered')
  const before = store.batches
  await (await records.merge(KEY, write.record, 'synced')).committed
  await (await records.mergeAll([{ key: KEY, record: write.record }], 'synced')).committed
  assert.equal(store.batches, before)
})

test('a record is removed only if it is unchanged', async () => {
  const { records } = await boot()
  const first = await put(records, 1)
  const second = await put(records, 2)
  assert.equal(await records.remove(KEY, first.encoded, 'synced'), false)
  assert.equal(await records.remove(KEY, second.encoded, 'synced'), true)
  assert.equal(await records.read(KEY), undefined)
  assert.equal(records.keys, 0)
  assert.notEqual((await put(records, 3)).dot.actor, first.dot.actor)
})

test('of many records those go in one batch that are unchanged, and the trees are what a recount gives', async () => {
  const { records, store } = await boot()
  const keys = [1, 2, 3, 4].map(n => ({ bucket: 'default', key: Uint8Array.of(n) }))
  const written = await Promise.all(keys.map(async key => await records.write(key, { value: value(1), policy: 'lww' }, 'synced')))
  await Promise.all(written.map(({ committed }) => committed))
  const expected = keys.map((key, index) => ({ key, encoded: written[index]?.encoded ?? new Uint8Array(0) }))
  const [changed = KEY] = keys
  await (await records.write(changed, { value: value(2), policy: 'lww' }, 'synced')).committed
  const before = store.batches
  assert.equal(await records.removeAll([...expected, { key: KEY, encoded: value(1) }], 'buffered'), 3)
  assert.equal(store.batches, before + 1)
  assert.deepEqual(await Promise.all(keys.map(async key => await records.read(key) !== undefined)), [true, false, false, false])
  assert.equal(records.keys, 1)
  assert.equal(await records.removeAll(expected, 'buffered'), 0)
  assert.equal(store.batches, before + 1)
})

test('a partition is scanned in key order, from a key on, past a rotten record', async () => {
  const { records, store } = await boot(new Disk(), { partitions: 1 })
  const keys = [1, 2, 3, 4].map(n => ({ bucket: 'default', key: Uint8Array.of(n) }))
  for (const key of keys) await (await records.write(key, { value: value(1), policy: 'lww' }, 'synced')).committed
  store.rot(recordStorageKey(0, keys[2] ?? KEY))
  const found: ScannedRecord[] = []
  for await (const scanned of records.scanPartition(0, keys[1])) found.push(scanned)
  assert.deepEqual(found.map(({ key }) => key.key[0]), [2, 3, 4])
  assert.deepEqual(found.map(({ encoded }) => encoded instanceof CorruptRecordError), [false, true, false])
})

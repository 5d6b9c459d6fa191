import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CorruptRecordError } from '../../../protocols/errors.js'
import { partitionOf } from '../../../protocols/record/key.js'
import { HOT_RECORD_BYTES_MAX, HotRecords } from '../../../storage/hot-records.js'
import { recordStorageKey } from '../../../storage/keyspace.js'
import { TREE_LEAVES } from '../../../storage/merkle-trees.js'
import { RecordStore } from '../../../storage/record-store.js'
import { Disk, FaultyStore } from '../../fixtures/faulty-store.js'
import { patch } from '../../fixtures/patch.js'
import { SimPrng } from '../../sim/sim-prng.js'
import type { RecordKey } from '../../../protocols/record/record.js'

const keyBytes = (n: number): Uint8Array => Uint8Array.of(2, 0, 0, n >> 8, n)
const stored = (n: number, length: number): Uint8Array => new Uint8Array(length).fill(n)

test('what it knows of a key is what was put in last, whatever comes and goes', () => {
  const step = fc.record({ key: fc.nat(30), length: fc.nat(200), what: fc.constantFrom('put', 'put', 'put', 'get', 'get', 'delete', 'clear') })
  const lengths = fc.constantFrom((length: number) => length, (length: number) => length % 3)
  fc.assert(fc.property(fc.nat(3_000), fc.boolean(), lengths, fc.array(step, { maxLength: 300 }), (bytesMax, isInPlace, lengthOf, steps) => {
    const hot = new HotRecords({ bytesMax, isInPlace, bytesPerPlace: isInPlace ? 16 : 128 })
    const model = new Map<number, Uint8Array>()
    for (const [number, { key, length: drawn, what }] of steps.entries()) {
      const length = lengthOf(drawn)
      if (what === 'put') {
        hot.put(keyBytes(key), stored(number, length))
        model.set(key, stored(number, length))
      } else if (what === 'delete') {
        hot.delete(keyBytes(key))
        model.delete(key)
      } else if (what === 'clear') {
        hot.clear()
        model.clear()
      } else {
        const known = hot.get(keyBytes(key))
        if (known !== undefined) assert.deepEqual(known, model.get(key))
      }
    }
  }), { numRuns: 300 })
})

test('it keeps what came last, as much as its memory holds', () => {
  const bytesMax = 600_000
  const hot = new HotRecords({ bytesMax })
  for (let n = 0; n < 2_000; n++) hot.put(keyBytes(n), stored(n, 1_000))
  const kept = Array.from({ length: 2_000 }, (_, n) => n).filter(n => hot.get(keyBytes(n)) !== undefined)
  assert.ok(kept.every(n => n >= 2_000 - bytesMax / 1_000), `${kept[0]}`)
  assert.ok(kept.length > 0.95 * bytesMax / 1_020, `${kept.length} kept`)
})

test('what is put in again in its place drives out nothing', () => {
  const hot = new HotRecords({ bytesMax: 100_000, bytesPerPlace: 16, isInPlace: true })
  for (let round = 0; round < 10; round++) for (let n = 0; n < 1_000; n++) hot.put(keyBytes(n), stored(round, 60))
  const kept = Array.from({ length: 1_000 }, (_, n) => hot.get(keyBytes(n)))
  assert.ok(kept.every(each => each?.length === 60 && each[0] === 9))
})

test('a record that is too long is not kept, nor what was there before it', () => {
  const hot = new HotRecords({ bytesMax: 2 ** 20 })
  hot.put(keyBytes(1), stored(1, 10))
  hot.put(keyBytes(1), stored(1, HOT_RECORD_BYTES_MAX))
  assert.equal(hot.get(keyBytes(1)), undefined)
  const none = new HotRecords({ bytesMax: 0 })
  none.put(keyBytes(1), stored(1, 10))
  none.delete(keyBytes(1))
  assert.equal(none.get(keyBytes(1)), undefined)
})

const PARTITIONS = 4
const key: RecordKey = { bucket: 'default', key: Uint8Array.of(7) }

async function boot (disk = new Disk()): Promise<{ store: FaultyStore, records: RecordStore }> {
  const store = new FaultyStore(disk)
  const prng = new SimPrng(5)
  return { store, records: await RecordStore.open({ store, clock: { realtime: () => 1_700_000_000_000 }, random: length => prng.bytes(length) }, { partitions: PARTITIONS, hotRecordsBytesMax: 65_536 }) }
}

const put = async (records: RecordStore, value: number): Promise<void> => {
  await (await records.write(key, { value: Uint8Array.of(value), policy: 'lww' }, 'synced')).committed
}
const valueOf = async (records: RecordStore): Promise<number | undefined> => (await records.read(key))?.siblings[0]?.value?.[0]

async function checkWhatIsRead (): Promise<void> {
  const { records, store } = await boot()
  await put(records, 1)
  const gets = store.gets
  for (let n = 2; n <= 20; n++) {
    await put(records, n)
    assert.equal(await valueOf(records), n)
  }
  assert.equal(store.gets, gets, 'and none was read from the disk')
  assert.equal((await records.read(key))?.vv.size, 1, 'nor an epoch begun')
  const encoded = await records.readEncoded(key)
  assert.ok(encoded !== undefined && await records.remove(key, encoded, 'synced'))
  assert.equal(await records.read(key), undefined)
}

test('a hot record is written over, read and removed without a read of the disk', checkWhatIsRead)

test('planted bug, what was removed stays hot: caught', async () => {
  const mend = patch(HotRecords.prototype, 'delete', { value: () => {} })
  try {
    await assert.rejects(checkWhatIsRead, { name: 'AssertionError' })
  } finally { mend() }
})

/** What is read after a write failed in the middle, and is on the disk all the same. */
async function checkAfterFailure (): Promise<void> {
  const { records, store } = await boot()
  await put(records, 1)
  store.held = true
  const writing = put(records, 2)
  while (store.waiting === 0) await new Promise(setImmediate)
  store.fence(true)
  await assert.rejects(writing)
  store.held = false
  store.reopen()
  assert.equal(await valueOf(records), 2)
}

test('after a failed write nothing is hot: what is read is what the disk holds', checkAfterFailure)

test('planted bug, hot records outlive a failed write: caught', async () => {
  const mend = patch(HotRecords.prototype, 'clear', { value: () => {} })
  try {
    await assert.rejects(checkAfterFailure)
  } finally { mend() }
})

test('planted bug, a write does not renew what is hot: caught', async () => {
  const right = Object.getOwnPropertyDescriptor(HotRecords.prototype, 'put')?.value as HotRecords['put']
  const mend = patch(HotRecords.prototype, 'put', { value: function (this: HotRecords, storageKey: Uint8Array, bytes: Uint8Array) { if (this.get(storageKey) === undefined) right.call(this, storageKey, bytes) } })
  try {
    await assert.rejects(checkWhatIsRead, { name: 'AssertionError' })
  } finally { mend() }
})

/** A record rots that is hot; then a comparison of trees comes by. */
async function checkRot (): Promise<void> {
  const { records, store } = await boot()
  await put(records, 1)
  const partition = partitionOf(key, PARTITIONS)
  store.rot(recordStorageKey(partition, key))
  const { entries } = await records.leafEntries(partition, new Set(Array.from({ length: TREE_LEAVES }, (_, leaf) => leaf)), { limit: 10 })
  assert.deepEqual(entries.map(({ hash }) => hash.length), [0])
  await assert.rejects(records.read(key), CorruptRecordError, 'else what another peer sends would change nothing')
}

test('what the disk no longer has is not hot once that was seen, so that it is brought back', checkRot)

test('planted bug, a hot record hides that the disk has rotted: caught', async () => {
  const mend = patch(RecordStore.prototype, 'doubt', { value: () => {} })
  try {
    await assert.rejects(checkRot, { name: 'AssertionError' })
  } finally { mend() }
})

/** Blocks of the database that cannot be read, in what is listed at the start and by workers. */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import { partitionOf } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import { HintStore } from '../../../storage/hint-store.js'
import { metaStorageKey, PREFIX } from '../../../storage/keyspace.js'
import { MemoryStore } from '../../../storage/memory.js'
import { RecordStore } from '../../../storage/record-store.js'
import { TransferMarks } from '../../../storage/transfer-marks.js'
import { makeGap } from '../../fixtures/gap.js'

const PARTITIONS = 4
const NOW_MS = 1_700_000_000_000
const DAY_MS = 24 * 3_600_000
const A = `12D3KooW${'A'.repeat(44)}` as NodeId
const B = `12D3KooW${'B'.repeat(44)}` as NodeId

const keyOf = (n: number): RecordKey => ({ bucket: 'default', key: utf8Bytes(`key ${n}`) })

async function open (store: MemoryStore): Promise<RecordStore> {
  return await RecordStore.open({ store, clock: { realtime: () => NOW_MS }, random: length => new Uint8Array(length).fill(1) }, { partitions: PARTITIONS })
}

/** With ten keys, of which half are deleted. */
async function filled (store: MemoryStore): Promise<RecordStore> {
  const records = await open(store)
  for (let n = 0; n < 10; n++) await (await records.write(keyOf(n), { value: n % 2 === 0 ? null : Uint8Array.of(n), policy: 'lww' }, 'synced')).committed
  return records
}

const roots = (records: RecordStore): unknown[] => Array.from({ length: PARTITIONS }, (_, partition) => records.partitionRoot(partition))

test('trees that cannot be listed are counted again at the start', async () => {
  const store = new MemoryStore()
  const before = await filled(store)
  const expected = roots(before)
  await before.close()
  makeGap(store, key => key[0] === PREFIX.tree && key[2] === 1)
  assert.deepEqual(roots(await open(store)), expected)
})

test('versions that were kept aside and cannot be listed do not keep a peer from its start', async () => {
  const store = new MemoryStore()
  const before = await filled(store)
  const { record } = await before.write(keyOf(1), { value: Uint8Array.of(1), policy: 'lww' }, 'synced')
  const [version] = record.siblings
  assert.ok(version !== undefined)
  const ahead = { ...record, siblings: [{ ...version, hlc: BigInt(NOW_MS + DAY_MS) << 16n }] }
  assert.equal((await before.merge(keyOf(1), ahead, 'synced')).quarantined, true)
  await before.close()
  makeGap(store, key => key[0] === PREFIX.quarantine)
  const records = await open(store)
  assert.equal(await records.releaseQuarantine(), 0)
})

test('marks of transfers that cannot be listed do not keep a peer from its start', async () => {
  const store = new MemoryStore()
  const marks = await TransferMarks.load({ store })
  await marks.set(1, 'whole')
  await marks.set(2, 'whole')
  const prefix = metaStorageKey('transfer/00001')
  makeGap(store, key => Buffer.from(key).equals(prefix))
  const loaded = await TransferMarks.load({ store })
  assert.deepEqual([loaded.get(1), loaded.get(2)], [undefined, 'whole'])
})

test('deleted keys that cannot be listed do not hold back the others', async () => {
  const store = new MemoryStore()
  const records = await filled(store)
  const partition = partitionOf(keyOf(0), PARTITIONS)
  const [first, ...others] = await records.indexes.deleted(partition)
  assert.ok(first !== undefined && others.length > 0)
  const unlisted = Buffer.from(first.storageKey.subarray(1))
  makeGap(store, key => key[0] === PREFIX.deleted && unlisted.equals(key.subarray(1)))
  assert.deepEqual(await records.indexes.deleted(partition), others)
})

test('hints that cannot be listed hold back neither those of other targets nor their replay, and are not counted', async () => {
  const store = new MemoryStore()
  const { record } = await (await filled(store)).write(keyOf(1), { value: Uint8Array.of(1), policy: 'lww' }, 'synced')
  const hints = await HintStore.open({ store, clock: { realtime: () => NOW_MS } }, { partitions: PARTITIONS })
  for (const target of [A, B]) for (let n = 0; n < 3; n++) await hints.add(target, keyOf(n), record)
  let unlisted = 0
  // One of the first target's order.
  makeGap(store, key => key[0] === PREFIX.hint && key[1] === 1 && Buffer.from(key).includes(A) && Buffer.from(key).toString('latin1').endsWith('key 1') && ++unlisted > 0)
  assert.deepEqual((await hints.page(A)).map(({ key }) => Buffer.from(key.key).toString()).sort(), ['key 0', 'key 2'])
  assert.ok(unlisted > 0)
  assert.equal((await hints.page(B)).length, 3)
  await hints.dropExpired()
  // What waits for the count that began then.
  await hints.add(B, keyOf(4), record)
  assert.deepEqual([hints.of(A).hints, hints.of(B).hints], [2, 4])
})

test('a dirty mark that cannot be listed does not make a peer forget its hints', async () => {
  const store = new MemoryStore()
  const { record } = await (await filled(store)).write(keyOf(1), { value: Uint8Array.of(1), policy: 'lww' }, 'synced')
  const before = await HintStore.open({ store, clock: { realtime: () => NOW_MS } }, { partitions: PARTITIONS })
  await before.add(A, keyOf(1), record)
  await before.add(B, keyOf(1), record)
  await before.dropAll(B)
  makeGap(store, key => key[0] === PREFIX.hint && key[1] === 2)
  const hints = await HintStore.open({ store, clock: { realtime: () => NOW_MS } }, { partitions: PARTITIONS })
  assert.equal(hints.of(A).hints, 1)
})

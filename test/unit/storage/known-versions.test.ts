import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeActor } from '../../../protocols/record/actor.js'
import { mergeRecords } from '../../../protocols/record/dvv-set.js'
import { hlcAt } from '../../../protocols/record/hlc.js'
import { partitionOf } from '../../../protocols/record/key.js'
import { versionsOnly } from '../../../protocols/record/versions-only.js'
import { recordStorageKey } from '../../../storage/keyspace.js'
import { anyStays, KnownVersions } from '../../../storage/known-versions.js'
import { LocalRecord } from '../../../storage/local-record.js'
import { leafOf } from '../../../storage/merkle-trees.js'
import { RecordStore } from '../../../storage/record-store.js'
import { FaultyStore } from '../../fixtures/faulty-store.js'
import { patch } from '../../fixtures/patch.js'
import { treeProblems } from '../../fixtures/tree-recount.js'
import { SimPrng } from '../../sim/sim-prng.js'
import type { KvRecord, RecordKey, Sibling } from '../../../protocols/record/record.js'

const NOW_MS = 1_700_000_000_000
const PARTITIONS = 4
const key: RecordKey = { bucket: 'default', key: Uint8Array.of(7) }
const storageKey = recordStorageKey(partitionOf(key, PARTITIONS), key)
const storeId = (n: number): Uint8Array => Uint8Array.of(n >> 8, n, ...new Uint8Array(14).fill(9))

const big = fc.maxSafeNat().map(n => n + 1)
const sibling = fc.record({
  hlc: fc.bigInt(0n, 2n ** 64n - 1n),
  value: fc.option(fc.uint8Array({ maxLength: 40 }), { nil: null }),
  expiresAt: fc.option(fc.integer({ min: 1, max: 2 ** 45 }), { nil: undefined }),
  requestId: fc.option(fc.uint8Array({ minLength: 16, maxLength: 16 }), { nil: undefined }),
})
const record: fc.Arbitrary<KvRecord> = fc.record({
  actors: fc.uniqueArray(fc.record({ store: fc.nat(5), epoch: fc.oneof(fc.nat(300), fc.maxSafeNat()), counter: fc.oneof(fc.integer({ min: 1, max: 300 }), big) }), { minLength: 1, maxLength: 18, selector: ({ store, epoch }) => `${store}.${epoch}` }),
  dot: fc.nat(17),
  siblings: fc.array(sibling, { maxLength: 2 }),
}).map(({ actors, dot, siblings }) => {
  const vv = new Map(actors.map(({ store, epoch, counter }) => [makeActor(storeId(store), epoch), Math.min(counter, Number.MAX_SAFE_INTEGER)]))
  const versions = siblings.slice(0, vv.size).map(({ hlc, value, expiresAt, requestId }, index): Sibling => {
    const [actor, counter] = [...vv][(dot + index) % vv.size] as [string, number]
    return { dot: { actor, counter }, hlc, value, ...(expiresAt === undefined ? {} : { expiresAt }), ...(requestId === undefined ? {} : { requestId }) }
  })
  return { vv, siblings: versions.sort((a, b) => a.hlc < b.hlc ? -1 : 1) }
})

test('what it knows of a key is the version set that was put in last, and nothing of what it cannot hold', () => {
  const step = fc.record({ key: fc.nat(8), record, ownEpoch: fc.oneof(fc.nat(200), fc.maxSafeNat()), what: fc.constantFrom('put', 'put', 'put', 'delete', 'clear') })
  fc.assert(fc.property(fc.constantFrom(0, 400, 100_000), fc.array(step, { maxLength: 40 }), (bytesMax, steps) => {
    const known = new KnownVersions({ bytesMax })
    const model = new Map<number, LocalRecord>()
    for (const { key: n, record, ownEpoch, what } of steps) {
      const under = recordStorageKey(0, { bucket: 'b', key: Uint8Array.of(n) })
      if (what === 'put') {
        const local = LocalRecord.of(record, ownEpoch)
        known.put(under, local)
        if (record.siblings.length === 1 && record.vv.size <= 16) model.set(n, local)
        else model.delete(n)
      } else if (what === 'delete') {
        known.delete(under)
        model.delete(n)
      } else {
        known.clear()
        model.clear()
      }
      for (let each = 0; each <= 8; each++) {
        const storageKey = recordStorageKey(0, { bucket: 'b', key: Uint8Array.of(each) })
        const held = known.get(storageKey)
        const local = model.get(each)
        if (held === undefined) assert.ok(local === undefined || bytesMax < 100_000, 'it had the room')
        else {
          assert.ok(local !== undefined)
          assert.deepEqual([held.record.vv, held.ownEpoch, held.entryHash(storageKey)], [local.record.vv, local.ownEpoch, local.entryHash(storageKey)])
          assert.deepEqual(held.record.siblings, versionsOnly(local.record).siblings)
        }
      }
    }
  }), { numRuns: 200 })
})

test('it keeps the ids of some thousand stores, and nothing of records that name others', () => {
  const known = new KnownVersions({ bytesMax: 2 ** 20 })
  const recordOf = (n: number): LocalRecord => {
    const dot = { actor: makeActor(storeId(n), 1), counter: 1 }
    return LocalRecord.of({ vv: new Map([[dot.actor, 1]]), siblings: [{ dot, hlc: 1n, value: null }] }, 0)
  }
  for (let n = 0; n < 4_096; n++) known.put(Uint8Array.of(1, 0, 0, n >> 8, n), recordOf(n))
  known.put(Uint8Array.of(1, 0, 0, 0, 1), recordOf(4_096))
  assert.equal(known.get(Uint8Array.of(1, 0, 0, 0, 1)), undefined, 'nor what was there before it')
  known.put(Uint8Array.of(1, 0, 0, 0, 1), recordOf(4_095))
  assert.equal(known.get(Uint8Array.of(1, 0, 0, 0, 1))?.record.siblings[0]?.dot.actor, makeActor(storeId(4_095), 1))
})

async function boot (): Promise<{ store: FaultyStore, records: RecordStore }> {
  const store = new FaultyStore()
  const prng = new SimPrng(5)
  return { store, records: await RecordStore.open({ store, clock: { realtime: () => NOW_MS }, random: length => prng.bytes(length) }, { partitions: PARTITIONS, hotRecordsBytesMax: 0, knownVersionsBytesMax: 65_536 }) }
}

const other = makeActor(storeId(1), 1)
const third = makeActor(storeId(2), 1)

/** The `counter`-th version of an actor, which has seen `seen`. */
function versionOf (actor: string, counter: number, seen: ReadonlyArray<readonly [string, number]> = []): KvRecord {
  return { vv: new Map([...seen, [actor, counter]]), siblings: [{ dot: { actor, counter }, hlc: hlcAt(NOW_MS) + BigInt(counter), value: Uint8Array.of(counter, 77) }] }
}

const merge = async (records: RecordStore, incoming: KvRecord): Promise<void> => { await (await records.merge(key, incoming, 'synced')).committed }
const valuesOf = async (records: RecordStore): Promise<number[]> => ((await records.read(key))?.siblings ?? []).map(({ value }) => value?.[0] ?? -1)

async function checkMerges (): Promise<void> {
  const { records, store } = await boot()
  await merge(records, versionOf(other, 1))
  const { gets } = store
  for (let counter = 2; counter <= 10; counter++) await merge(records, versionOf(other, counter))
  assert.equal(store.gets, gets, 'what is replaced was not read')
  await merge(records, versionOf(third, 1))
  assert.deepEqual(await valuesOf(records), [1, 10], 'what stays was read')
  await merge(records, versionOf(other, 11, [[third, 1]]))
  assert.deepEqual(await valuesOf(records), [11])
  const encoded = await records.readEncoded(key)
  assert.ok(encoded !== undefined && await records.remove(key, encoded, 'synced'))
  await merge(records, versionOf(other, 20))
  assert.deepEqual(await valuesOf(records), [20])
  // Seen, and replaced, by what is held: nothing of it may come.
  await merge(records, versionOf(other, 19))
  assert.deepEqual(await valuesOf(records), [20])
  assert.deepEqual(await treeProblems(store, records.indexes), [])
}

test('a merge that replaces a known version does not read it, one that leaves it does', checkMerges)

async function isCaught (check: () => Promise<void>, mend: () => void): Promise<void> {
  try {
    await assert.rejects(check, { name: 'AssertionError' })
  } finally { mend() }
}

test('planted bug, what was removed stays known: caught', async () => {
  await isCaught(checkMerges, patch(KnownVersions.prototype, 'delete', { value: () => {} }))
})

test('planted bug, a write does not renew what is known: caught', async () => {
  const right = Object.getOwnPropertyDescriptor(KnownVersions.prototype, 'put')?.value as KnownVersions['put']
  await isCaught(checkMerges, patch(KnownVersions.prototype, 'put', { value: function (this: KnownVersions, under: Uint8Array, local: LocalRecord) { if (this.get(under) === undefined) right.call(this, under, local) } }))
})

test('planted bug, what is said of a key is said of another: caught', async () => {
  const { get, put } = KnownVersions.prototype
  const mendGet = patch(KnownVersions.prototype, 'get', { value: function (this: KnownVersions) { return get.call(this, Uint8Array.of(1)) } })
  const mendPut = patch(KnownVersions.prototype, 'put', { value: function (this: KnownVersions, _: Uint8Array, local: LocalRecord) { put.call(this, Uint8Array.of(1), local) } })
  const check = async (): Promise<void> => {
    const { records, store } = await boot()
    await merge(records, versionOf(other, 1))
    await (await records.merge({ bucket: 'default', key: Uint8Array.of(8) }, versionOf(other, 2), 'synced')).committed
    assert.deepEqual(await treeProblems(store, records.indexes), [])
  }
  await isCaught(check, () => { mendGet(); mendPut() })
  await check()
})

test('a version stays when its dot is among those that follow', () => {
  const one = versionOf(other, 1)
  assert.equal(anyStays(one, mergeRecords(one, versionOf(third, 1))), true)
  assert.equal(anyStays(one, mergeRecords(one, versionOf(other, 2))), false)
  assert.equal(anyStays(one, { vv: one.vv, siblings: [] }), false)
})

/** What is there after a write failed in the middle, and is on the disk all the same. */
async function checkAfterFailure (): Promise<void> {
  const { records, store } = await boot()
  await merge(records, versionOf(other, 1))
  store.held = true
  const failing = merge(records, versionOf(third, 1))
  while (store.waiting === 0) await new Promise(setImmediate)
  store.fence(true)
  await assert.rejects(failing)
  store.held = false
  store.reopen()
  // Of another key: after it the trees have been read again.
  await records.read({ bucket: 'default', key: Uint8Array.of(99) })
  await merge(records, versionOf(other, 2))
  assert.deepEqual(await valuesOf(records), [1, 2], 'what is on the disk is not written over')
  assert.deepEqual(await treeProblems(store, records.indexes), [])
}

test('after a failed write nothing is known: what is merged with is what the disk holds', checkAfterFailure)

test('planted bug, known versions outlive a failed write: caught', async () => {
  await isCaught(checkAfterFailure, patch(KnownVersions.prototype, 'clear', { value: () => {} }))
})

/** A record rots, its leaf is counted without it, and then it is replaced. */
async function checkRot (): Promise<void> {
  const { records, store } = await boot()
  await merge(records, versionOf(other, 1))
  store.rot(storageKey)
  records.indexes.recount(partitionOf(key, PARTITIONS), leafOf(storageKey))
  await records.indexes.recounted()
  await merge(records, versionOf(other, 2))
  assert.deepEqual(await treeProblems(store, records.indexes), [])
  assert.deepEqual(await valuesOf(records), [2])
}

test('what a recount could not read is not known', checkRot)

test('planted bug, it is known all the same: caught', async () => {
  await isCaught(checkRot, patch(KnownVersions.prototype, 'delete', { value: () => {} }))
})

const write = async (records: RecordStore, value: number, more: object = {}): ReturnType<RecordStore['write']> => {
  const written = await records.write(key, { value: Uint8Array.of(value), policy: 'lww', withoutPrevious: true, ...more }, 'synced')
  await written.committed
  return written
}

test('a write that nobody asks for what was there before does not read it, and is as if it had', async () => {
  const { records, store } = await boot()
  const first = await write(records, 1)
  const { gets } = store
  const next = await write(records, 2)
  assert.equal(store.gets, gets)
  assert.deepEqual([next.dot, next.previous], [{ actor: first.dot.actor, counter: 2 }, undefined], 'no epoch was begun')
  assert.ok(next.hlc > first.hlc)
  assert.deepEqual(await valuesOf(records), [2])
  const asked = await write(records, 3, { withoutPrevious: false })
  assert.deepEqual(asked.previous?.siblings.map(({ value }) => value), [Uint8Array.of(2)])
  await assert.rejects(write(records, 4, { condition: 'if-absent' }), { name: 'PreconditionFailedError' })
  await write(records, 5, { policy: 'siblings' })
  assert.deepEqual(await valuesOf(records), [3, 5], 'what stays was read')
  assert.deepEqual(await treeProblems(store, records.indexes), [])
})

test('a write that is repeated is the same write, though the first was not read', async () => {
  const { records } = await boot()
  await write(records, 1)
  const requestId = new Uint8Array(16).fill(3)
  const first = await write(records, 2, { requestId })
  const again = await write(records, 2, { requestId })
  assert.deepEqual([again.dot, again.hlc, again.encoded], [first.dot, first.hlc, first.encoded])
})

test('a delete that was not read for is listed as one, and no longer when it is replaced', async () => {
  const { records, store } = await boot()
  await write(records, 1)
  await (await records.write(key, { value: null, policy: 'lww', withoutPrevious: true }, 'synced')).committed
  assert.deepEqual(await treeProblems(store, records.indexes), [])
  assert.equal((await records.indexes.deleted(partitionOf(key, PARTITIONS))).length, 1)
  await write(records, 3)
  assert.equal((await records.indexes.deleted(partitionOf(key, PARTITIONS))).length, 0)
  await write(records, 4, { ttlMs: 1_000 })
  await write(records, 5)
  assert.deepEqual(await treeProblems(store, records.indexes), [])
})

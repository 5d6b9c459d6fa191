import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Caller, Network, RequestOptions } from '../../daemon/core/env.js'
import { Replica } from '../../daemon/core/replica.js'
import { CorruptRecordError, InvalidArgumentError, OverloadedError } from '../../protocols/errors.js'
import { makeActor } from '../../protocols/record/actor.js'
import { mergeRecords } from '../../protocols/record/dvv-set.js'
import { hlcAt } from '../../protocols/record/hlc.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { encodeRecord } from '../../protocols/record/record-codec.js'
import type { KvRecord, RecordKey } from '../../protocols/record/record.js'
import { writeVarint } from '../../protocols/record/record-writer.js'
import { versionsOnly } from '../../protocols/record/versions-only.js'
import { REPLICA_READ, REPLICA_STORE, REPLICA_STORES, REPLICA_VERSIONS, STORES_MAX, VALUES_BYTES_MAX, VERSIONS_BYTES_MAX, VERSIONS_KEYS_MAX, type StoreRequest, type StoreResponse, type StoresResponse, type VersionsResponse } from '../../protocols/replicate/replicate.js'
import { toStatus } from '../../protocols/rpc/status.js'
import { HintStore, type HintStoreInit } from '../../storage/hint-store.js'
import { MemoryStore } from '../../storage/memory.js'
import { RecordStore } from '../../storage/record-store.js'
import { peerIdOf } from '../fixtures/ring.js'

const PARTITIONS = 16
const NOW_MS = 1_700_000_000_000
const [SELF, TARGET, SENDER] = [1, 2, 3].map(peerIdOf) as [NodeId, NodeId, NodeId]
const KEY = { bucket: 'default', key: Uint8Array.of(7) }

function record (n: number, atMs = NOW_MS): KvRecord {
  const actor = makeActor(new Uint8Array(16).fill(n), 1)
  return { vv: new Map([[actor, 1]]), siblings: [{ dot: { actor, counter: 1 }, hlc: hlcAt(atMs), value: Uint8Array.of(n) }] }
}

async function boot (init: Partial<HintStoreInit> = {}) {
  const store = new MemoryStore()
  const clock = { realtime: () => NOW_MS, monotonic: () => 0, after: () => ({ cancel: () => {} }) }
  const records = await RecordStore.open({ store, clock, random: length => new Uint8Array(length).fill(9) }, { partitions: PARTITIONS })
  const hints = await HintStore.open({ store, clock }, { partitions: PARTITIONS, ...init })
  const handlers = new Map<unknown, (from: Caller, body: never, options: RequestOptions) => Promise<unknown>>()
  const network = { self: SELF, handle: (rpc: unknown, fn: (from: Caller, body: never, options: RequestOptions) => Promise<unknown>) => { handlers.set(rpc, fn) } } as unknown as Network
  let asked = 0
  const replica = new Replica({ clock, network, fault: { hit: () => {} }, records, hints, viewId: () => undefined, heardView: () => {}, asked: () => { asked++ } })
  const ask = async (rpc: unknown, body: object): Promise<unknown> => await handlers.get(rpc)?.({ id: SENDER }, body as never, { deadline: 1_000 })
  return {
    records, hints, replica,
    asked: () => asked,
    store: async (hintFor: string, held: KvRecord, more: Partial<StoreRequest> = {}) => await ask(REPLICA_STORE, { ...KEY, record: encodeRecord(held), view: undefined, durability: 1, hintFor, ...more }) as StoreResponse,
    read: async () => (await ask(REPLICA_READ, { ...KEY, view: undefined }) as { record: Uint8Array | undefined }).record,
    stores: async (items: ReadonlyArray<RecordKey & { readonly record: Uint8Array }>, durability = 0) => await ask(REPLICA_STORES, { items, view: undefined, durability }) as StoresResponse,
    versions: async (keys: readonly RecordKey[]) => (await ask(REPLICA_VERSIONS, { keys, view: undefined }) as VersionsResponse).answers,
  }
}

test('a write for another peer is kept as a hint, synced whatever was asked, and is no record', async () => {
  const { store, records, hints } = await boot()
  const { durability, storeId } = await store(TARGET, record(1))
  assert.deepEqual([durability, storeId], [0, records.storeId])
  assert.equal(await records.read(KEY), undefined)
  assert.equal(hints.of(TARGET).hints, 1)
})

test('a hint that another peer had kept before stays as old', async () => {
  const { store, hints } = await boot()
  await store(TARGET, record(1), { hintAgeMs: 5_000 })
  await store(peerIdOf(4), record(1), { hintAgeMs: Number.MAX_SAFE_INTEGER })
  assert.deepEqual([(await hints.page(TARGET))[0]?.keptAtMs, (await hints.page(peerIdOf(4)))[0]?.keptAtMs], [NOW_MS - 5_000, 0])
})

test('a record that is not written as we write it is stored as we do: equal replicas hold equal bytes', async () => {
  const { store, read } = await boot()
  const first = encodeRecord(record(1))
  // A field that nobody knows.
  await store('', record(1), { record: Uint8Array.of(...first, 0x78, 1) })
  assert.deepEqual(await read(), first)
  const second = encodeRecord(mergeRecords(record(1), record(2)))
  await store('', record(1), { record: Uint8Array.of(...second, 0x78, 1) })
  assert.deepEqual(await read(), second)
})

test('reads and writes that a client waits for are noticed, hints that are handed on are not', async () => {
  const { store, read, asked } = await boot()
  await store('', record(1))
  await store(TARGET, record(1))
  await read()
  assert.equal(asked(), 3)
  await store('', record(2), { hintAgeMs: 5_000 })
  assert.equal(asked(), 3)
})

test('versions are read of many keys at once: short records whole, of others the versions, and what cannot be read fails alone', async () => {
  const { records, replica, store, versions, asked } = await boot()
  const [short, long, hinted, none] = [1, 2, 3, 4].map(n => ({ bucket: 'default', key: Uint8Array.of(n) })) as [RecordKey, RecordKey, RecordKey, RecordKey]
  const large = record(2)
  const value = new Uint8Array(VALUES_BYTES_MAX).fill(7)
  const valued = { vv: large.vv, siblings: large.siblings.map(sibling => ({ ...sibling, value })) }
  await replica.store(short, record(1), 'synced')
  await replica.store(long, valued, 'synced')
  await replica.storeFor(TARGET, hinted, record(3))
  await store('', record(5))
  const readEncoded = records.readEncoded.bind(records)
  records.readEncoded = async key => {
    if (key.key[0] === KEY.key[0]) throw new CorruptRecordError('damaged')
    return await readEncoded(key)
  }
  const before = asked()
  const answers = await versions([short, KEY, long, { bucket: 'NO', key: short.key }, hinted, none])
  assert.equal(asked(), before + 1)
  assert.deepEqual(answers.map(({ record: held, versionsOnly: only, status }) => [held, only, status]), [
    [encodeRecord(record(1)), false, 0], [undefined, false, toStatus(new CorruptRecordError('')).status], [encodeRecord(versionsOnly(valued)), true, 0],
    [undefined, false, toStatus(new InvalidArgumentError('')).status], [encodeRecord(record(3)), false, 0], [undefined, false, 0],
  ])
})

test('an answer holds VERSIONS_BYTES_MAX of records, and one request is for VERSIONS_KEYS_MAX keys', async () => {
  const { records, versions } = await boot()
  // A vector alone, with as many entries as may be.
  const held = new Uint8Array(VERSIONS_BYTES_MAX / 2)
  held[0] = 0x0a
  writeVarint(held, 1, held.length - 5)
  records.readEncoded = async () => held
  const full = toStatus(new OverloadedError('', 0)).status
  assert.deepEqual((await versions([KEY, KEY, KEY])).map(({ record: sent, status }) => [sent !== undefined, status]), [[true, 0], [true, 0], [false, full]])
  records.readEncoded = async () => undefined
  assert.equal((await versions(Array.from({ length: VERSIONS_KEYS_MAX }, () => KEY))).length, VERSIONS_KEYS_MAX)
  await assert.rejects(versions(Array.from({ length: VERSIONS_KEYS_MAX + 1 }, () => KEY)), InvalidArgumentError)
})

test('records are stored many at once: each that is not says so, with its place, and the others are', async () => {
  const { records, stores, asked } = await boot()
  const keys = Array.from({ length: 6 }, (_, index) => ({ bucket: 'default', key: Uint8Array.of(index) }))
  const encoded = [record(1), record(2, NOW_MS + 60_000), record(3), record(4), record(5), record(6)].map(encodeRecord)
  encoded[3] = Uint8Array.of(1, 2, 3)
  const before = asked()
  const answer = await stores(keys.map((key, index) => ({ ...key, bucket: index === 4 ? 'NO' : 'default', record: encoded[index] ?? new Uint8Array() })))
  assert.equal(asked(), before + 1)
  assert.deepEqual([answer.durability, answer.storeId], [0, records.storeId])
  const statusOf = (error: Error): number => toStatus(error).status
  const failed = new Map(answer.failures.map(({ index, status }) => [index, status]))
  assert.deepEqual([...failed.keys()].sort((a, b) => a - b), [1, 3, 4])
  assert.deepEqual([failed.get(1), failed.get(4)], [statusOf(new OverloadedError('', 0)), statusOf(new InvalidArgumentError(''))])
  assert.deepEqual(await Promise.all(keys.map(async key => (await records.read(key))?.siblings[0]?.value?.[0])), [1, undefined, 3, undefined, undefined, 6])
  assert.equal((await stores([{ ...KEY, record: encodeRecord(record(7)) }], 1)).durability, 1)
})

test('STORES_MAX records are stored at a time, and what fails for no reason that is known fails all', async () => {
  const { records, stores } = await boot()
  const items = (count: number): Array<RecordKey & { record: Uint8Array }> => Array.from({ length: count }, (_, index) => ({ bucket: 'default', key: Uint8Array.of(index), record: encodeRecord(record(1)) }))
  assert.deepEqual((await stores(items(STORES_MAX))).failures, [])
  await assert.rejects(stores(items(STORES_MAX + 1)), InvalidArgumentError)
  records.merge = async () => { throw new TypeError('a bug') }
  await assert.rejects(stores(items(2)), TypeError)
})

test('a hint for this peer itself is a record', async () => {
  const { store, records, hints } = await boot()
  await store(SELF, record(1))
  assert.deepEqual(await records.read(KEY), record(1))
  assert.equal(hints.totals().hints, 0)
})

test('a read answers the record joined with the hints of its key', async () => {
  const { store, replica, read } = await boot()
  assert.equal(await read(), undefined)
  await store(TARGET, record(1))
  assert.deepEqual(await read(), encodeRecord(record(1)))
  await store('', record(2))
  await store(peerIdOf(4), record(3))
  const joined = [record(1), record(2), record(3)].reduce(mergeRecords)
  assert.deepEqual(await read(), encodeRecord(joined))
  assert.deepEqual(await replica.read(KEY), joined)
})

test('a version from the future is kept aside, is no ack and is not read', async () => {
  const { store, records, hints, read } = await boot()
  await assert.rejects(store('', record(1, NOW_MS + 60_000)), OverloadedError)
  assert.deepEqual([records.quarantined, hints.totals().hints, await read()], [1, 0, undefined])
})

test('a stand-in keeps no version from the future, nor aside: in time that would be a record of who does not own it', async () => {
  const { store, records, hints, read } = await boot()
  await assert.rejects(store(TARGET, record(1, NOW_MS + 60_000)), (error: unknown) => error instanceof OverloadedError && error.outcome === 'none')
  assert.deepEqual([records.quarantined, hints.totals().hints, await read()], [0, 0, undefined])
})

test('a peer without room says so, and keeps nothing', async () => {
  const { store, hints, read } = await boot({ hintBytesMax: 100 })
  await assert.rejects(store(TARGET, record(1)), (error: unknown) => error instanceof OverloadedError && error.what === 'hintBytesMax' && error.outcome === 'none')
  assert.deepEqual([hints.totals().hints, await read()], [0, undefined])
})

test('a hint is kept for a peer id only', async () => {
  const { store } = await boot()
  await assert.rejects(store('nobody', record(1)), InvalidArgumentError)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Exchange, type Part } from '../../../daemon/core/repair/exchange.js'
import { SyncServer } from '../../../daemon/core/repair/sync-server.js'
import type { Network } from '../../../daemon/core/env.js'
import { RaisedBuckets } from '../../../daemon/core/raised-buckets.js'
import { NotReadyError, StoreFencedError } from '../../../protocols/errors.js'
import { partitionOf } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import { ENTRIES_MAX } from '../../../protocols/sync/sync.js'
import { MemoryStore } from '../../../storage/memory.js'
import { RecordStore } from '../../../storage/record-store.js'

const PARTITIONS = 8
const RAISED = new RaisedBuckets(3, 3, new Map([['raised', 5]]))
const VIEW = Uint8Array.of(1)
const A = 'a' as NodeId
const B = 'b' as NodeId

/** Two peers whose requests are encoded, counted and served at once. */
class Pair {
  bytes = 0
  messages = 0
  readonly #handlers = new Map<string, (from: { id: NodeId }, body: unknown, options: { deadline: number }) => Promise<unknown>>()

  network (self: NodeId): Network {
    return {
      self,
      handle: (rpc: { name: string }, fn: never) => { this.#handlers.set(`${self} ${rpc.name}`, fn) },
      request: async <Q, R> (to: NodeId, rpc: Rpc<Q, R>, body: Q, options: { deadline: number }): Promise<R> => {
        const request = rpc.request.encode(body)
        const answer = await this.#handlers.get(`${to} ${rpc.name}`)?.({ id: self }, rpc.request.decode(request), options)
        const response = rpc.response.encode(answer as R)
        assert.ok(request.length <= rpc.requestBytesMax && response.length <= rpc.responseBytesMax)
        this.bytes += request.length + response.length
        this.messages++
        return rpc.response.decode(response)
      },
    } as unknown as Network
  }
}

let stores = 0

async function side (pair: Pair, self: NodeId) {
  const store = new MemoryStore()
  const seed = ++stores
  const records = await RecordStore.open({ store, clock: { realtime: () => 1_700_000_000_000 }, random: length => new Uint8Array(length).fill(seed) }, { partitions: PARTITIONS })
  const network = pair.network(self)
  const exchange = new Exchange({ clock: { monotonic: () => 0, realtime: () => 0, after: () => ({ cancel: () => {} }) }, network, fault: { hit: () => {} }, records })
  new SyncServer({ network, records, exchange, isForgotten: () => false, raised: () => RAISED, viewHash: () => VIEW }, { partitions: PARTITIONS })
  return { store, records, exchange }
}

async function both () {
  const pair = new Pair()
  return { pair, a: await side(pair, A), b: await side(pair, B) }
}

const keyOf = (n: number): RecordKey => ({ bucket: 'default', key: Uint8Array.of(n >> 8, n) })
const DEADLINE = { deadline: 1_000 }

async function put (records: RecordStore, n: number): Promise<void> {
  await (await records.write(keyOf(n), { value: new Uint8Array(50).fill(n), policy: 'siblings' }, 'synced')).committed
}

async function copy (from: RecordStore, to: RecordStore, n: number): Promise<void> {
  const record = await from.read(keyOf(n))
  if (record !== undefined) await (await to.merge(keyOf(n), record, 'synced')).committed
}

const ALL = Array.from({ length: PARTITIONS }, (_, partition) => partition)

async function syncAll (from: Exchange, to: NodeId, direction: 'both' | 'pull' | 'push') {
  const results = await Promise.all(ALL.map(async partition => await from.sync(to, partition, { direction, ...DEADLINE })))
  return { equal: results.every(({ equal }) => equal), pulled: results.reduce((sum, { pulled }) => sum + pulled, 0), pushed: results.reduce((sum, { pushed }) => sum + pushed, 0) }
}

test('an exchange makes both sides equal, whichever way they differ', async () => {
  const { a, b } = await both()
  for (let n = 0; n < 300; n++) {
    await put(a.records, n)
    await copy(a.records, b.records, n)
  }
  for (let n = 0; n < 300; n += 7) await put(a.records, n)
  for (let n = 0; n < 300; n += 5) await put(b.records, n)
  for (let n = 300; n < 320; n++) await put(n % 2 === 0 ? a.records : b.records, n)
  const result = await syncAll(a.exchange, B, 'both')
  assert.equal(result.equal, true)
  for (let n = 0; n < 320; n++) assert.deepEqual(await a.records.readEncoded(keyOf(n)), await b.records.readEncoded(keyOf(n)))
  assert.deepEqual(await a.exchange.compareRoots(B, ALL, 1_000), [])
})

test('pull takes and gives nothing, push gives and takes nothing', async () => {
  const { a, b } = await both()
  await put(a.records, 1)
  await put(b.records, 2)
  assert.deepEqual(await syncAll(a.exchange, B, 'pull'), { equal: false, pulled: 1, pushed: 0 })
  assert.equal(await b.records.read(keyOf(1)), undefined)
  const { a: c, b: d } = await both()
  await put(c.records, 1)
  await put(d.records, 2)
  assert.deepEqual(await syncAll(c.exchange, B, 'push'), { equal: false, pulled: 0, pushed: 1 })
  assert.equal(await c.records.read(keyOf(2)), undefined)
})

test('more keys than a page has are exchanged page by page', async () => {
  const { a, b } = await both()
  for (let n = 0; n < 12_000; n++) await put(n % 3 === 0 ? b.records : a.records, n)
  assert.equal((await syncAll(a.exchange, B, 'both')).equal, true)
})

test('equal partitions cost 18 bytes each, and one message for 1,024', async () => {
  const { pair, a, b } = await both()
  for (let n = 0; n < 100; n++) {
    await put(a.records, n)
    await copy(a.records, b.records, n)
  }
  pair.bytes = 0
  assert.deepEqual(await syncAll(a.exchange, B, 'both'), { equal: true, pulled: 0, pushed: 0 })
  assert.ok(pair.bytes < 30 * PARTITIONS)
  pair.messages = 0
  pair.bytes = 0
  assert.deepEqual(await a.exchange.compareRoots(B, ALL, 1_000), [])
  assert.equal(pair.messages, 1)
  assert.ok(pair.bytes < 20 * PARTITIONS)
})

test('a leaf whose sums are wrong over equal entries is counted again', async () => {
  const { a, b } = await both()
  await put(a.records, 1)
  await copy(a.records, b.records, 1)
  const { trees } = a.records.indexes
  const partition = trees.partitions()[0] ?? 0
  trees.settle(partition, 0, [Uint32Array.of(1, 2, 3, 4)])
  await a.exchange.sync(B, partition, { direction: 'both', ...DEADLINE })
  await a.records.indexes.recounted()
  assert.equal((await a.exchange.sync(B, partition, { direction: 'both', ...DEADLINE })).equal, true)
})

test('a pull fails when what was pulled cannot be stored', async () => {
  const { a, b } = await both()
  await put(b.records, 1)
  a.records.mergeAll = async () => { throw new StoreFencedError('by the test') }
  await assert.rejects(syncAll(a.exchange, B, 'pull'), StoreFencedError)
})

const FREE = { isWatched: false, takePull: async () => () => {} }
const part = (partition: number): Part => ({ partition, replicasMin: 4, digest: RAISED.digestIn(VIEW), takes: bucket => bucket === 'raised' })

test('of a part each gets what it lacks, page by page, and what is in no such bucket stays where it is', async () => {
  const { a, b } = await both()
  const raised = (n: number): RecordKey => ({ ...keyOf(n), bucket: 'raised' })
  const write = async (records: RecordStore, key: RecordKey): Promise<void> => { await (await records.write(key, { value: Uint8Array.of(1), policy: 'siblings' }, 'synced')).committed }
  const keys = Array.from({ length: 2 * PARTITIONS * ENTRIES_MAX }, (_, n) => raised(n)).filter(key => partitionOf(key, PARTITIONS) === 0)
  const least = Math.ceil(keys.length / 100)
  assert.ok(keys.length > ENTRIES_MAX + least)
  for (const [index, key] of keys.entries()) await write(index % 100 === 0 ? a.records : b.records, key)
  for (let n = 0; n < 100; n++) await put(n % 2 === 0 ? a.records : b.records, n)
  const done = await a.exchange.syncPart(B, part(0), { ...DEADLINE, pace: FREE })
  assert.deepEqual(done, { found: keys.length, pulled: keys.length - least, pushed: least, isWhole: true, roots: undefined })
  assert.deepEqual([a.records.keys, b.records.keys], [keys.length + 50, keys.length + 50])
  const { found, roots } = await a.exchange.syncPart(B, part(0), { ...DEADLINE, pace: FREE })
  assert.equal(found, 0)
  assert.deepEqual(roots, { own: a.records.partitionRoot(0).hash, theirs: b.records.partitionRoot(0).hash })
  assert.deepEqual(await a.exchange.compareRoots(B, [0], 1_000, { rootOf: () => roots?.theirs ?? new Uint8Array() }), [])
})

for (const who of ['here', 'there'] as const) {
  test(`what is written ${who} while a part is listed is not known to be alike`, async () => {
    const { a, b } = await both()
    const n = Array.from({ length: 100 }, (_, index) => index).find(index => partitionOf(keyOf(index), PARTITIONS) === 0) ?? 0
    const { leafEntries } = a.records
    a.records.leafEntries = async (...args) => {
      await put((who === 'here' ? a : b).records, n)
      return await leafEntries.apply(a.records, args)
    }
    const { found, isWhole, roots } = await a.exchange.syncPart(B, part(0), { ...DEADLINE, pace: FREE })
    assert.deepEqual({ found, isWhole, roots }, { found: 0, isWhole: true, roots: undefined })
  })
}

test('a peer that knows other buckets does not say what it holds of them', async () => {
  const { a } = await both()
  await assert.rejects(a.exchange.syncPart(B, { ...part(0), digest: new Uint8Array(16) }, { ...DEADLINE, pace: FREE }), NotReadyError)
})

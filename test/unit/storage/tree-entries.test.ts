import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import { MemoryStore } from '../../../storage/memory.js'
import { TREE_LEAVES } from '../../../storage/merkle-trees.js'
import { RecordStore } from '../../../storage/record-store.js'
import type { ScanRange, Store } from '../../../storage/store.js'
import { FaultyStore } from '../../fixtures/faulty-store.js'

const LEAVES: ReadonlySet<number> = new Set(Array.from({ length: TREE_LEAVES }, (_, leaf) => leaf))

async function recordsIn (store: Store): Promise<RecordStore> {
  return await RecordStore.open({ store, clock: { realtime: () => 1_700_000_000_000 }, random: length => new Uint8Array(length).fill(1) }, { partitions: 1 })
}

async function put (records: RecordStore, bucket: string, key: string): Promise<{ committed: Promise<void> }> {
  return await records.write({ bucket, key: utf8Bytes(key) }, { value: utf8Bytes(key), policy: 'lww' }, 'synced')
}

const named = (keys: ReadonlyArray<{ readonly key: RecordKey }>): string[] => keys.map(({ key: { bucket, key } }) => `${bucket}/${Buffer.from(key).toString()}`)

test('the entries of some buckets are listed page by page, and others are passed over in one step each', async () => {
  const store = new MemoryStore()
  const records = await recordsIn(store)
  for (const bucket of ['a', 'b', 'c', 'dd']) for (let index = 0; index < 5; index++) await (await put(records, bucket, `k${index}`)).committed
  const { scan } = store
  let entriesRead = 0
  store.scan = async function * (range: ScanRange) {
    for await (const entry of scan.call(store, range)) {
      entriesRead++
      yield entry
    }
  }
  const takes = (bucket: string): boolean => bucket === 'b' || bucket === 'dd'
  const found: string[] = []
  for (let from: RecordKey | undefined, done = false; !done;) {
    const page = await records.leafEntries(0, LEAVES, { from, limit: 3, takes })
    assert.ok(page.entries.length <= 3)
    found.push(...named(page.entries))
    from = page.next
    done = from === undefined
  }
  assert.deepEqual(found, ['b', 'dd'].flatMap(bucket => [0, 1, 2, 3, 4].map(index => `${bucket}/k${index}`)))
  // Ten, the first of each other page again, and one of each bucket that is passed over.
  assert.equal(entriesRead, 10 + 3 + 2)
})

test('with the entries of some buckets comes what is on its way to the disk: the root counts it', async () => {
  const store = new FaultyStore()
  const records = await recordsIn(store)
  store.held = true
  const { committed } = await put(records, 'a', 'k')
  const before = records.partitionRoot(0)
  assert.equal(before.count, 1)
  const listed = records.leafEntries(0, LEAVES, { limit: 10, takes: () => true })
  store.flush()
  await committed
  assert.deepEqual(named((await listed).entries), ['a/k'])
})

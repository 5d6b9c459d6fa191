import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LARGE_PIECES, mergePage, SMALL_PIECES, type EncodedRecord } from '../../../daemon/core/repair/merge-page.js'
import { InvalidKeyError, StoreFencedError } from '../../../protocols/errors.js'
import type { RecordStore } from '../../../storage/record-store.js'
import { PARTITIONS, Rig, storeWith } from './rig.js'

async function page (count: number, bytes: number): Promise<EncodedRecord[]> {
  const { records } = await storeWith(new Rig(), count, bytes)
  const found: EncodedRecord[] = []
  for (let partition = 0; partition < PARTITIONS; partition++) {
    for await (const { key: { bucket, key }, encoded } of records.scanPartition(partition)) {
      if (encoded instanceof Uint8Array) found.push({ bucket, key, record: encoded })
    }
  }
  return found
}

/** The pieces in which a page arrives at a store, by their records and bytes of values. */
function watched (records: RecordStore): Array<{ count: number, bytes: number }> {
  const pieces: Array<{ count: number, bytes: number }> = []
  const mergeAll = records.mergeAll.bind(records)
  records.mergeAll = async (incoming, durability) => {
    pieces.push({ count: incoming.length, bytes: incoming.reduce((sum, { record }) => sum + (record.siblings[0]?.value?.length ?? 0), 0) })
    return await mergeAll(incoming, durability)
  }
  return pieces
}

test('a page is merged in pieces that are not too large, in records and in bytes', async () => {
  for (const limits of [SMALL_PIECES, LARGE_PIECES]) {
    const { recordsMax, bytesMax } = limits
    for (const [count, bytes] of [[2.5 * recordsMax, 10], [20, bytesMax / 4], [3, 2 * bytesMax]] as const) {
      const { records } = await storeWith(new Rig(), 0, 0)
      const pieces = watched(records)
      assert.deepEqual(await mergePage(records, await page(count, bytes), limits), { changed: count, refused: [] })
      assert.ok(pieces.length > 1 && pieces.every(piece => piece.count <= recordsMax && (piece.count === 1 || piece.bytes <= bytesMax)))
      assert.equal(records.keys, count)
    }
  }
})

test('a record whose bytes are canonical is stored as it came, any other as it is written here', async () => {
  const { records } = await storeWith(new Rig(), 0, 0)
  const [first, second] = await page(2, 10) as [EncodedRecord, EncodedRecord]
  // A field that nobody knows: the generated reader passes it over.
  await mergePage(records, [first, { ...second, record: Uint8Array.from([...second.record, 0x78, 0x01]) }])
  assert.deepEqual(await records.readEncoded(first), first.record)
  assert.deepEqual(await records.readEncoded(second), second.record)
})

test('what is no record, or cannot be stored, is refused by its index; the others are taken', async () => {
  const { records } = await storeWith(new Rig(), 0, 0)
  const [first, second, third] = await page(3, 10) as [EncodedRecord, EncodedRecord, EncodedRecord]
  const { changed, refused, failure } = await mergePage(records, [first, { ...second, key: new Uint8Array(0) }, third])
  assert.deepEqual([changed, refused], [2, [1]])
  assert.ok(failure instanceof InvalidKeyError)
  records.mergeAll = async () => { throw new StoreFencedError('by the test') }
  const fenced = await mergePage(records, [first, second, third])
  assert.deepEqual([fenced.changed, fenced.refused, fenced.failure?.code], [0, [0, 1, 2], 'STORE_FENCED'])
})

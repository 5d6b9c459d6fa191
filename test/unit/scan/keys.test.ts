import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CursorOrder } from '../../../daemon/core/scan/cursor-order.js'
import { MergeHeap } from '../../../daemon/core/scan/merge-heap.js'
import { PartitionCursor } from '../../../daemon/core/scan/partition-cursor.js'
import { ProtocolError } from '../../../protocols/errors.js'
import { makeActor } from '../../../protocols/record/actor.js'
import { onlyVersionEndsAt } from '../../../protocols/record/only-version.js'
import type { KvRecord, Sibling } from '../../../protocols/record/record.js'
import { encodeRecord } from '../../../protocols/record/record-codec.js'
import { visible } from '../../../protocols/record/visible.js'
import { keyEntry, packedKeysCodec } from '../../../protocols/scan/packed-keys.js'
import { SCAN, SCAN_PARTITIONS } from '../../../protocols/scan/scan.js'
import { ScanResponse as PageMessage } from '../../../protocols/pb/scan.js'
import { pbCodec } from '../../../protocols/rpc/pb-codec.js'
import { recordStorageKey } from '../../../storage/keyspace.js'
import { LocalRecord } from '../../../storage/local-record.js'
import { MemoryStore } from '../../../storage/memory.js'

const NO_BYTES = new Uint8Array(0)
const positions = fc.uniqueArray(fc.uint8Array({ minLength: 1, maxLength: 40 }), { selector: bytes => Buffer.from(bytes).toString('hex'), maxLength: 60 })

test('what is said of an only version is what decoding says, and of several versions nothing is', () => {
  const actor = makeActor(new Uint8Array(16).fill(7), 0)
  const sibling = fc.record({ hlc: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), value: fc.option(fc.uint8Array({ maxLength: 300 })), expiresAt: fc.option(fc.integer({ min: 1, max: 2 ** 45 })), requestId: fc.option(fc.uint8Array({ minLength: 16, maxLength: 16 })) })
  fc.assert(fc.property(fc.array(sibling, { minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 2 ** 45 }), (parts, nowMs) => {
    const siblings = parts.map(({ hlc, value, expiresAt, requestId }, index): Sibling => ({
      dot: { actor, counter: index + 1 }, hlc, value, ...(expiresAt !== null && { expiresAt }), ...(requestId !== null && { requestId }),
    }))
    const record: KvRecord = { vv: new Map([[actor, parts.length]]), siblings }
    const endsAt = onlyVersionEndsAt(encodeRecord(record))
    if (parts.length > 1) assert.equal(endsAt, undefined)
    else for (const policy of ['lww', 'siblings'] as const) assert.equal(nowMs < (endsAt ?? NaN), visible(record, policy, nowMs).length > 0)
  }), { numRuns: 500 })
})

test('of bytes that are no record nothing is said, whatever they are', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
    const endsAt = onlyVersionEndsAt(bytes)
    assert.ok(endsAt === undefined || endsAt >= 0)
  }), { numRuns: 500 })
  assert.equal(onlyVersionEndsAt(NO_BYTES), undefined)
})

test('keys come over the wire as they were, packed; anything more than a key travels as an entry', () => {
  fc.assert(fc.property(positions, list => {
    const page = { entries: list.map(keyEntry), cursor: NO_BYTES, asked: 3 }
    const bytes = SCAN.response.encode(page)
    assert.deepEqual(SCAN.response.decode(bytes).entries.map(({ at }) => [...at]), list.map(at => [...at]))
    assert.equal(PageMessage.decode(bytes).entries.length, 0)
  }), { numRuns: 100 })
  const unreadable = { ...keyEntry(Uint8Array.of(1, 97, 98)), unreadable: true }
  const mixed = { entries: [keyEntry(Uint8Array.of(1, 97, 97)), unreadable], through: NO_BYTES, done: true, view: undefined }
  assert.deepEqual(SCAN_PARTITIONS.response.decode(SCAN_PARTITIONS.response.encode(mixed)).entries.map(({ unreadable: is }) => is), [false, true])
})

test('packed keys that are cut off are refused', () => {
  const raw = pbCodec('ScanResponse', PageMessage)
  for (const keys of [[0], [0, 0], [0, 3, 1, 97], [0, 1, 97, 0]]) {
    const bytes = raw.encode({ entries: [], cursor: NO_BYTES, asked: 1, keys: Uint8Array.from(keys) })
    assert.throws(() => packedKeysCodec(raw).decode(bytes), ProtocolError, String(keys))
  }
})

test('a heap gives the least again and again, when items come and when the least grows', () => {
  fc.assert(fc.property(fc.array(fc.array(fc.nat(50), { minLength: 1, maxLength: 20 }), { maxLength: 20 }), streams => {
    const heap = new MergeHeap<number[]>((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
    for (const stream of streams) heap.push([...stream].sort((a, b) => a - b))
    const merged: number[] = []
    for (let least = heap.least; least !== undefined; least = heap.least) {
      merged.push(least.shift() ?? NaN)
      if (least.length === 0) heap.pop()
      else heap.sink()
    }
    assert.deepEqual(merged, streams.flat().sort((a, b) => a - b))
  }), { numRuns: 300 })
})

test('partitions merge into the order of bytes, however their keys begin', async () => {
  // Few bytes, so that keys share beginnings of every length.
  const key = fc.array(fc.constantFrom(0, 97, 255), { minLength: 1, maxLength: 6 }).map(bytes => Uint8Array.from(bytes))
  const records = fc.uniqueArray(key, { selector: bytes => bytes.join(), minLength: 1, maxLength: 80 })
  await fc.assert(fc.asyncProperty(records, fc.integer({ min: 1, max: 5 }), async (keys, chunk) => {
    const store = new MemoryStore()
    for (const [index, bytes] of keys.entries()) {
      const storageKey = recordStorageKey(index % 4, { bucket: 'b', key: bytes })
      await store.batch([{ type: 'put', key: storageKey, value: LocalRecord.of({ vv: new Map(), siblings: [] }, 0).seal(storageKey) }], 'synced')
    }
    const cursors = [0, 1, 2, 3].map(partition => new PartitionCursor(store, { partition, after: NO_BYTES, range: { from: NO_BYTES, to: undefined }, keep: () => true, heldBytesMax: 0, chunkBytesMax: 100, records: chunk }))
    const order = new CursorOrder()
    const heap = new MergeHeap<PartitionCursor>((a, b) => order.compare(a, b))
    for (const cursor of cursors) {
      await cursor.fill()
      if (!cursor.done) heap.push(cursor)
    }
    const merged: string[] = []
    order.begin(heap.items)
    for (let least = heap.least; least !== undefined; least = heap.least) {
      if (least.head === undefined) {
        await least.fill()
        order.include(least)
      } else {
        merged.push(Buffer.from(least.head.at).toString('hex'))
        least.advance()
      }
      if (least.done) heap.pop()
      else heap.sink()
    }
    assert.deepEqual(merged, keys.map(bytes => `0162${Buffer.from(bytes).toString('hex')}`).sort())
    await store.close()
  }), { numRuns: 200 })
})

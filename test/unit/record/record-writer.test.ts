import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Record as RecordMessage } from '../../../protocols/pb/record.js'
import { compareActors, epochOf, makeActor, storeIdOf } from '../../../protocols/record/actor.js'
import { encodeRecord, encodeRecordBehind } from '../../../protocols/record/record-codec.js'
import { versionSetBytes } from '../../../protocols/record/version-set.js'
import type { KvRecord, Sibling } from '../../../protocols/record/record.js'

const count = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }))
const bytes = (minLength: number, maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength, maxLength })

/** Numbers of every length, absent and empty fields, more actors than few. */
const records: fc.Arbitrary<KvRecord> = fc.record({
  actors: fc.array(fc.tuple(bytes(16, 16), fc.oneof(fc.constant(0), count), count), { maxLength: 14 }),
  siblings: fc.array(fc.record({
    actor: fc.nat(13), counter: count, hlc: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })), value: fc.option(bytes(0, 300)),
    expiresAt: fc.option(count), requestId: fc.option(bytes(16, 16)),
  }), { maxLength: 12 }),
}).map(({ actors, siblings }) => {
  const vv = new Map(actors.map(([store, epoch, counter]) => [makeActor(store, epoch), counter]))
  const names = [...vv.keys()].sort(compareActors)
  return {
    vv,
    siblings: names.length === 0 ? [] : siblings.map(({ actor, counter, hlc, value, expiresAt, requestId }): Sibling => ({
      dot: { actor: names[actor % names.length] ?? '', counter }, hlc, value, ...(expiresAt === null ? {} : { expiresAt }), ...(requestId === null ? {} : { requestId }),
    })),
  }
})

/** By the code that is generated from record.proto. */
function generated ({ vv, siblings }: KvRecord): Uint8Array {
  const actors = [...vv.keys()].sort(compareActors)
  return RecordMessage.encode({
    vv: actors.map(actor => ({ store: storeIdOf(actor), epoch: epochOf(actor), counter: vv.get(actor) ?? 0 })),
    siblings: siblings.map(({ dot, hlc, value, expiresAt, requestId }) => ({
      actor: actors.indexOf(dot.actor), counter: dot.counter, hlc, ...(value === null ? {} : { value }), expiresAt: expiresAt ?? 0, requestId: requestId ?? new Uint8Array(0),
    })),
  })
}

test('a record is written as the generated code writes it, whatever is in it', () => {
  fc.assert(fc.property(records, record => { assert.deepEqual(encodeRecord(record), new Uint8Array(generated(record))) }), { numRuns: 1_000 })
})

test('room before a record stays free', () => {
  fc.assert(fc.property(records, fc.nat(30), (record, room) => {
    const all = encodeRecordBehind(room, record, length => new Uint8Array(length))
    assert.deepEqual(all.subarray(0, room), new Uint8Array(room))
    assert.deepEqual(all.subarray(room), encodeRecord(record))
  }), { numRuns: 100 })
})

test('a version set names the actor of each version, of few actors and of many', () => {
  fc.assert(fc.property(records, record => {
    const set = versionSetBytes(record)
    const view = new DataView(set.buffer, set.byteOffset, set.byteLength)
    const actors = [...record.vv.keys()].sort(compareActors)
    for (const [i, { dot }] of record.siblings.entries()) assert.equal(view.getUint32(32 * actors.length + 20 * i), actors.indexOf(dot.actor))
  }), { numRuns: 200 })
})

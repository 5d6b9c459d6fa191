import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeActor } from '../../../protocols/record/actor.js'
import { withoutOnlyValue } from '../../../protocols/record/only-version.js'
import { decodeCanonical, decodeRecord, encodeRecord } from '../../../protocols/record/record-codec.js'
import type { KvRecord } from '../../../protocols/record/record.js'
import { versionsOnly } from '../../../protocols/record/versions-only.js'
import { ProtocolError } from '../../../protocols/errors.js'

const count = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }))
const bytes = (minLength: number, maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength, maxLength })

/** Valid records of one version or none. */
const records: fc.Arbitrary<KvRecord> = fc.record({
  actors: fc.array(fc.tuple(bytes(16, 16), fc.oneof(fc.constant(0), count), count), { maxLength: 4 }),
  version: fc.option(fc.record({
    actor: fc.nat(3), back: fc.nat(200), hlc: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })), value: fc.option(bytes(0, 300)),
    expiresAt: fc.option(count), requestId: fc.option(bytes(16, 16)),
  })),
}).map(({ actors, version }) => {
  const vv = new Map(actors.map(([store, epoch, counter]) => [makeActor(store, epoch), counter]))
  const [actor, most] = [...vv][(version?.actor ?? 0) % Math.max(1, vv.size)] ?? []
  if (version === null || actor === undefined || most === undefined) return { vv, siblings: [] }
  const { back, hlc, value, expiresAt, requestId } = version
  return { vv, siblings: [{ dot: { actor, counter: Math.max(1, most - back) }, hlc, value, ...(expiresAt === null ? {} : { expiresAt }), ...(requestId === null ? {} : { requestId }) }] }
})

test('a record of one version is read as it was written', () => {
  fc.assert(fc.property(records, record => {
    const read = decodeCanonical(encodeRecord(record))
    assert.deepEqual(read?.siblings, record.siblings)
    assert.deepEqual(new Map(read.vv), record.vv)
  }), { numRuns: 1_000 })
})

test('without the value of its only version a record is as if it had been decoded, and encoded without its value', () => {
  fc.assert(fc.property(records, record => {
    assert.deepEqual(withoutOnlyValue(encodeRecord(record)), encodeRecord(versionsOnly(record)))
  }), { numRuns: 1_000 })
  const actor = makeActor(new Uint8Array(16), 1)
  const large: KvRecord = { vv: new Map([[actor, 3]]), siblings: [{ dot: { actor, counter: 3 }, hlc: 1n, value: new Uint8Array(100_000) }] }
  assert.deepEqual(withoutOnlyValue(encodeRecord(large)), encodeRecord(versionsOnly(large)))
})

test('of a record of several versions, and of bytes that end too early, no value is taken out', () => {
  const actor = makeActor(new Uint8Array(16), 1)
  const versions = [1, 2].map(counter => ({ dot: { actor, counter }, hlc: BigInt(counter), value: new Uint8Array(5) }))
  assert.equal(withoutOnlyValue(encodeRecord({ vv: new Map([[actor, 2]]), siblings: versions })), undefined)
  const bytes = encodeRecord({ vv: new Map([[actor, 2]]), siblings: versions.slice(1) })
  for (let end = 1; end < bytes.length; end++) if (end !== bytes.indexOf(0x12, 20)) assert.equal(withoutOnlyValue(bytes.subarray(0, end)), undefined, `${end} bytes`)
})

/** Of random damage in the bytes that are not the value. */
const damaged = fc.tuple(records, fc.array(fc.record({ at: fc.nat(120), byte: fc.integer({ min: -1, max: 255 }), insert: fc.boolean() }), { minLength: 1, maxLength: 3 })).map(([record, damages]) => {
  const found = [...encodeRecord(record)]
  for (const { at, byte, insert } of damages) found.splice(at % (found.length + 1), insert ? 0 : 1, ...(byte < 0 ? [] : [byte]))
  return Uint8Array.from(found)
})

test('whatever bytes are taken are those that the record is written as, and the general reader finds the same', () => {
  let taken = 0
  fc.assert(fc.property(damaged, found => {
    const read = decodeCanonical(found)
    if (read === undefined) return
    taken++
    assert.deepEqual(encodeRecord(read), found)
    // Behind an unknown field, which nobody writes: read by the generated code.
    const general = decodeRecord(Uint8Array.from([...found, 0x78, 0x01]))
    assert.deepEqual(general, read)
  }), { numRuns: 2_000 })
  assert.ok(taken > 20, `${taken}`)
})

test('bytes that are right but not canonical are left to the general reader', () => {
  const actor = makeActor(new Uint8Array(16).fill(1), 5)
  const plain = encodeRecord({ vv: new Map([[actor, 1]]), siblings: [{ dot: { actor, counter: 1 }, hlc: 1n, value: Uint8Array.of(7) }] })
  const entry = plain[1] ?? 0
  // The counter before the epoch, and a field that says nothing.
  const turned = Uint8Array.from([...plain.subarray(0, 20), 0x18, 0x01, 0x10, 0x05, ...plain.subarray(2 + entry)])
  const padded = Uint8Array.from([...plain, 0x78, 0x01])
  for (const other of [turned, padded]) {
    assert.equal(decodeCanonical(other), undefined)
    assert.deepEqual(decodeRecord(other), decodeRecord(plain))
  }
  // Cut short anywhere it is no record, or one of less.
  for (let length = 1; length < plain.length; length++) {
    const cut = plain.subarray(0, length)
    if (decodeCanonical(cut) === undefined && length !== 2 + entry) assert.throws(() => decodeRecord(cut), ProtocolError)
  }
})

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { InvalidArgumentError, InvalidContextError, InvalidKeyError, ProtocolError } from '../../../protocols/errors.js'
import { Record as RecordMessage } from '../../../protocols/pb/record.js'
import { compareActors, epochOf, makeActor, storeIdOf } from '../../../protocols/record/actor.js'
import { fromBase64url, toBase64url, toHex, utf8Bytes } from '../../../protocols/record/bytes.js'
import { CONTEXT_BYTES_MAX, decodeContext, encodeContext } from '../../../protocols/record/context.js'
import { hash128 } from '../../../protocols/record/checksum.js'
import { hlcAt, HybridClock } from '../../../protocols/record/hlc.js'
import { checkBucket, checkKey, keyHash, partitionOf } from '../../../protocols/record/key.js'
import { decodeRecord, encodeRecord } from '../../../protocols/record/record-codec.js'
import { checkTtl, TTL_MS_MAX } from '../../../protocols/record/ttl.js'
import { visible } from '../../../protocols/record/visible.js'
import type { KvRecord, Sibling } from '../../../protocols/record/record.js'

const A = makeActor(new Uint8Array(16).fill(0xaa), 35)
const A2 = makeActor(new Uint8Array(16).fill(0xaa), 36)
const B = makeActor(new Uint8Array(16).fill(0xbb), 0)
const KEY = { bucket: 'b', key: Uint8Array.of(107) }
const SCOPE = { cluster: 'c' }

function sibling (actor: string, counter: number, ms: number, more: Partial<Sibling> = {}): Sibling {
  return { dot: { actor, counter }, hlc: hlcAt(ms), value: Uint8Array.of(counter), ...more }
}

const GOLDEN: KvRecord = {
  // Not in canonical order: the codec sorts.
  vv: new Map([[B, 1], [A2, 300], [A, 2]]),
  siblings: [
    sibling(A, 2, 1_000, { expiresAt: 2_000 }),
    { dot: { actor: B, counter: 1 }, hlc: hlcAt(1_001) + 7n, value: null, requestId: new Uint8Array(16).fill(9) },
  ],
}

test('the golden record has these bytes', () => {
  assert.equal(toHex(encodeRecord(GOLDEN)), [
    '0a16', '0a10', 'aa'.repeat(16), '1023', '1802',
    '0a17', '0a10', 'aa'.repeat(16), '1024', '18ac02',
    '0a14', '0a10', 'bb'.repeat(16), '1801',
    '1211', '1002', '190000e80300000000', '220102', '28d00f',
    '121f', '0802', '1001', '190700e90300000000', '3210', '09'.repeat(16),
  ].join(''))
  const decoded = decodeRecord(encodeRecord(GOLDEN))
  assert.deepEqual(decoded.siblings, GOLDEN.siblings)
  assert.deepEqual([...decoded.vv], [[A, 2], [A2, 300], [B, 1]])
})

// Computed apart from this code, by the layout in context.ts.
const GOLDEN_CHECKSUM = '1cb488171e642d70d68b027ab9c22c7c'

test('the golden context has these bytes', () => {
  const bytes = encodeContext(new Map([[B, 1]]), SCOPE, KEY)
  assert.equal(toHex(bytes), '020a140a10' + 'bb'.repeat(16) + '1801' + toHex(bytes.subarray(-16)))
  assert.equal(toHex(bytes.subarray(-16)), GOLDEN_CHECKSUM)
  assert.deepEqual(decodeContext(bytes, SCOPE, KEY), new Map([[B, 1]]))
})

test('a context is good for its own cluster, bucket and key only, and only whole', () => {
  const bytes = encodeContext(GOLDEN.vv, SCOPE, KEY)
  const refused = (context: Uint8Array, scope = SCOPE, key = KEY): void => { assert.throws(() => decodeContext(context, scope, key), InvalidContextError) }
  refused(bytes, { cluster: 'd' })
  refused(bytes, SCOPE, { ...KEY, bucket: 'c' })
  refused(bytes, SCOPE, { ...KEY, key: Uint8Array.of(108) })
  // The same bytes in a row: the end of the bucket is the beginning of the key.
  refused(encodeContext(GOLDEN.vv, SCOPE, { bucket: 'ab', key: Uint8Array.of(99) }), SCOPE, { bucket: 'a', key: Uint8Array.of(98, 99) })
  refused(encodeContext(GOLDEN.vv, { cluster: 'ab' }, KEY), { cluster: 'a' })
  for (let length = 0; length < bytes.length; length++) refused(bytes.subarray(0, length))
  for (let i = 0; i < bytes.length; i++) refused(bytes.map((byte, at) => at === i ? byte ^ 0x10 : byte))
  refused(new Uint8Array(CONTEXT_BYTES_MAX + 1))
})

test('a record is no context, though its checksum is right', () => {
  const body = encodeRecord(GOLDEN)
  const sums = new Uint32Array(4)
  const scope = Uint8Array.from([...utf8Bytes('p2pkv context 2'), 1, 0, 0, 0, 0x63])
  hash128(scope, 0, Uint8Array.from([3, 0, 0, 0, 1, 98, 107, ...body]), sums)
  const context = Uint8Array.from([2, ...body, ...new Uint8Array(sums.buffer)])
  assert.throws(() => decodeContext(context, SCOPE, KEY), /is not one/)
})

test('whichever contexts were made before, one is of its own vector, key and scope', () => {
  const scopes = [SCOPE, { cluster: 'd' }, { cluster: 'a longer name' }]
  const keys = [KEY, { ...KEY, bucket: 'c' }, { ...KEY, key: new Uint8Array(100) }]
  const vectors = [new Map(), new Map([[A, 2]]), new Map([[A, 3]]), new Map([[A, 2], [B, 1]]), new Map(Array.from({ length: 20 }, (_, index) => [`${A.slice(0, -1)}${index}`, 1]))]
  const wishes = fc.record({ scope: fc.constantFrom(...scopes), key: fc.constantFrom(...keys), vector: fc.constantFrom(...vectors) })
  fc.assert(fc.property(fc.array(wishes, { maxLength: 40 }), list => {
    for (const { scope, key, vector } of list) assert.deepEqual(new Map(decodeContext(encodeContext(new Map(vector), { ...scope }, { ...key }), scope, key)), vector)
  }))
})

test('base64url is written as Node writes it, and read only as it is written', () => {
  for (const text of ['A', 'AB', '!', 'AA==']) assert.equal(fromBase64url(text), undefined, text)
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), given => {
    const text = toBase64url(given)
    assert.equal(text, Buffer.from(given).toString('base64url'))
    assert.deepEqual(fromBase64url(text), given)
  }))
})

test('bytes that are not a valid record are a ProtocolError', () => {
  const store = new Uint8Array(16)
  const one = { store, epoch: 1, counter: 1 }
  const bad: Array<Partial<RecordMessage>> = [
    { vv: [{ ...one, store: new Uint8Array(15) }] },
    { vv: [{ ...one, counter: 0 }] },
    { vv: [one, one] },
    { vv: [{ ...one, epoch: 2 }, one] },
    { vv: Array.from({ length: 4_097 }, (_, epoch) => ({ ...one, epoch })) },
    { vv: [one], siblings: [{ actor: 1, counter: 1, hlc: 1n, expiresAt: 0, requestId: new Uint8Array(0) }] },
    { vv: [one], siblings: [{ actor: 0, counter: 2, hlc: 1n, expiresAt: 0, requestId: new Uint8Array(0) }] },
    { vv: [one], siblings: [{ actor: 0, counter: 0, hlc: 1n, expiresAt: 0, requestId: new Uint8Array(0) }] },
    { vv: [one], siblings: [{ actor: 0, counter: 1, hlc: 1n, expiresAt: 0, requestId: new Uint8Array(5) }] },
    { vv: [one], siblings: [1n, 2n].map(hlc => ({ actor: 0, counter: 1, hlc, expiresAt: 0, requestId: new Uint8Array(0) })) },
    { vv: [{ ...one, counter: 2 }], siblings: [2, 1].map(counter => ({ actor: 0, counter, hlc: 1n, expiresAt: 0, requestId: new Uint8Array(0) })) },
  ]
  for (const message of bad) assert.throws(() => decodeRecord(RecordMessage.encode(message)), ProtocolError)
})

test('whatever the bytes, decoding gives a record or a ProtocolError', () => {
  const golden = encodeRecord(GOLDEN)
  const mutated = fc.array(fc.tuple(fc.nat(golden.length - 1), fc.nat(255)), { maxLength: 4 })
    .map(changes => { const bytes = golden.slice(); for (const [at, byte] of changes) bytes[at] = byte; return bytes })
  fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), mutated, fc.nat(golden.length).map(n => golden.subarray(0, n))), bytes => {
    try {
      const record = decodeRecord(bytes)
      assert.deepEqual(decodeRecord(encodeRecord(record)), record)
    } catch (error) {
      assert.ok(error instanceof ProtocolError, String(error))
    }
  }), { numRuns: 2_000 })
})

test('actors sort by store, then by epoch as a number', () => {
  assert.deepEqual([B, A2, A].sort(compareActors), [A, A2, B])
  assert.deepEqual([epochOf(A2), storeIdOf(A2)], [36, new Uint8Array(16).fill(0xaa)])
})

test('the hash and partition of a key are those of the wire reference', () => {
  const key = { bucket: 'default', key: utf8Bytes('héllo') }
  const expected = createHash('sha256').update(Buffer.from([7])).update('defaulthéllo').digest()
  assert.deepEqual(keyHash(key), new Uint8Array(expected))
  assert.equal(partitionOf(key, 1), 0)
  assert.equal(partitionOf(key, 65_536), expected.readUInt16BE(0))
  assert.equal(partitionOf(key, 64), (expected[0] ?? 0) >> 2)
})

test('keys and buckets outside the limits are refused', () => {
  for (const bucket of ['', 'A', 'a b', 'é', 'x'.repeat(65)]) assert.throws(() => { checkBucket(bucket) }, InvalidArgumentError)
  for (const length of [0, 1_025]) assert.throws(() => { checkKey(new Uint8Array(length)) }, InvalidKeyError)
  checkBucket('x'.repeat(64))
  checkKey(new Uint8Array(1_024))
})

test('a TTL is an integer from 1 to ten years', () => {
  for (const ttlMs of [0, -1, NaN, Infinity, 1.5, 2 ** 53 + 1, TTL_MS_MAX + 1]) assert.throws(() => { checkTtl(ttlMs) }, InvalidArgumentError)
  checkTtl(1)
  checkTtl(TTL_MS_MAX)
})

test('the clock only grows, stays within its mark, and exceeds what it is told to', () => {
  let nowMs = 1_000
  const clock = new HybridClock({ realtime: () => nowMs }, { mark: 0n })
  assert.equal(clock.issue(), undefined)
  clock.raiseMark(hlcAt(2_000))
  assert.equal(clock.issue(), hlcAt(1_000))
  nowMs = 500
  assert.equal(clock.issue(), hlcAt(1_000) + 1n)
  assert.equal(clock.issue(hlcAt(1_500)), hlcAt(1_500) + 1n)
  nowMs = 3_000
  assert.equal(clock.issue(), undefined)
  assert.deepEqual([clock.isFuture(hlcAt(8_000)), clock.isFuture(hlcAt(8_001))], [false, true])
})

test('siblings shows every live version, lww the newest or nothing', () => {
  const record = (...siblings: Sibling[]): KvRecord => ({ vv: new Map(siblings.map(({ dot }) => [dot.actor, dot.counter])), siblings })
  const old = sibling(A, 1, 10)
  const expiring = sibling(B, 1, 20, { expiresAt: 100 })
  const tombstone = sibling(B, 1, 20, { value: null })
  assert.deepEqual(visible(undefined, 'lww', 0), [])
  assert.deepEqual(visible(record(old, expiring), 'siblings', 99), [old, expiring])
  assert.deepEqual(visible(record(old, expiring), 'lww', 99), [expiring])
  assert.deepEqual(visible(record(old, expiring), 'lww', 100), [])
  assert.deepEqual(visible(record(old, expiring), 'siblings', 100), [old])
  assert.deepEqual(visible(record(old, tombstone), 'lww', 0), [])
})

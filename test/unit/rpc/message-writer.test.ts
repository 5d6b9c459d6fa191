import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { Uint8ArrayList } from 'uint8arraylist'
import { MemberStatus } from '../../../protocols/pb/admin.js'
import { GetResponse, PutRequest, PutResponse } from '../../../protocols/pb/kv.js'
import { ReadRequest, StoreRequest } from '../../../protocols/pb/replicate.js'
import { MessageWriter } from '../../../protocols/rpc/message-writer.js'
import { pbCodec } from '../../../protocols/rpc/pb-codec.js'

const GENERATED = fileURLToPath(new URL('../../../../protocols/pb', import.meta.url))

const uint32 = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
const count = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 70_000 }), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }))
const hlc = fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }))
const text = fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(127, 128, 2_048, 2_049, 17_000).map(length => 'x'.repeat(length)))
/** Short ones, and those about which lengths grow by a byte, values are no longer copied, or a slab is full. */
const bytes = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(127, 128, 2_000, 2_048, 2_049, 16_384, 40_000).map(length => new Uint8Array(length).fill(length)))

const version = fc.record({ value: bytes, dot: text, hlc, expiresAt: count })
const getResponse = fc.record({
  versions: fc.array(version, { maxLength: 5 }), context: bytes, asked: uint32, answered: uint32, agreed: fc.boolean(), repaired: uint32, elapsedUs: uint32, coordinator: text,
  fallbacks: fc.option(uint32, { nil: undefined }),
  explanation: fc.option(fc.record({ hops: fc.array(fc.record({ peer: text, kind: uint32, startUs: uint32, elapsedUs: uint32, status: uint32 }), { maxLength: 5 }) }), { nil: undefined }),
})
const putRequest = fc.record({
  bucket: text, key: bytes, value: fc.option(bytes, { nil: undefined }), w: fc.option(fc.record({ kind: uint32, count: uint32 }), { nil: undefined }), strict: fc.boolean(), context: bytes,
  ttlMs: count, condition: uint32, requestId: bytes, forwarded: fc.boolean(), durability: uint32, returnPrevious: fc.boolean(), neverExpires: fc.boolean(),
})
const putResponse = fc.record({
  dot: text, hlc, context: bytes, acksPrimary: uint32, acksHinted: uint32, acksSynced: uint32, primaries: uint32, need: uint32, hintedFor: fc.array(text, { maxLength: 3 }), siblings: uint32,
  elapsedUs: uint32, coordinator: text, previous: fc.array(version, { maxLength: 3 }), expiresAt: count,
})
const view = fc.option(fc.record({ epoch: count, hash: bytes }), { nil: undefined })
const storeRequest = fc.record({ bucket: text, key: bytes, record: bytes, view, durability: uint32, hintFor: text })
const readRequest = fc.record({ bucket: text, key: bytes, view })

function sameAs<T> (name: string, message: { encode: (value: T) => Uint8Array } & Parameters<typeof pbCodec<T>>[1], values: fc.Arbitrary<T>): void {
  const codec = pbCodec(name, message)
  fc.assert(fc.property(fc.array(values, { minLength: 1, maxLength: 4 }), several => {
    const all = several.map(value => codec.encode(value))
    const inParts = several.map(value => codec.encodeParts?.(value))
    // Looked at when all are written: none is written over.
    several.forEach((value, index) => {
      const expected = Buffer.from(message.encode(value))
      assert.deepEqual(Buffer.from(all[index] ?? []), expected)
      assert.deepEqual(Buffer.from(inParts[index]?.subarray() ?? []), expected)
    })
  }), { numRuns: 150 })
}

test('messages are written byte for byte as the library writes them', () => {
  sameAs('GetResponse', GetResponse, getResponse)
  sameAs('PutRequest', PutRequest, putRequest)
  sameAs('PutResponse', PutResponse, putResponse)
  sameAs('StoreRequest', StoreRequest, storeRequest)
  sameAs('ReadRequest', ReadRequest, readRequest)
})

test('in parts, a large value is not copied', () => {
  const record = new Uint8Array(5_000)
  const parts = pbCodec('StoreRequest', StoreRequest).encodeParts?.({ bucket: 'b', key: new Uint8Array(3), record, durability: 0, hintFor: '' })
  assert.ok(parts instanceof Uint8ArrayList && [...parts].includes(record))
})

test('signed numbers, too', () => {
  const codec = pbCodec('MemberStatus', MemberStatus)
  for (const clockOffsetMs of [1, -1, 63, -64, -65, 2 ** 40, -(2 ** 40), Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER]) {
    const status = MemberStatus.decode(MemberStatus.encode({ clockOffsetMs }))
    assert.deepEqual(Buffer.from(codec.encode(status)), Buffer.from(MemberStatus.encode(status)), String(clockOffsetMs))
  }
})

test('a message that cannot be written leaves nothing behind in the next one', () => {
  const codec = pbCodec('StoreRequest', StoreRequest)
  const good = { bucket: 'b', key: new Uint8Array(3), record: new Uint8Array(5_000), view: { epoch: 1, hash: new Uint8Array(32) }, durability: 0, hintFor: '' }
  const expected = Buffer.from(StoreRequest.encode(good))
  assert.throws(() => codec.encode({ ...good, view: { epoch: 1, hash: undefined as unknown as Uint8Array }, hintFor: 7 as unknown as string, durability: 7n as unknown as number }))
  assert.deepEqual(Buffer.from(codec.encode(good)), expected)
})

test('there is whatever the generated code asks of its writer', () => {
  const asked = new Set(readdirSync(GENERATED).filter(name => name.endsWith('.ts')).flatMap(name => [...readFileSync(`${GENERATED}/${name}`, 'utf8').matchAll(/\bw\.(\w+)\(/g)].map(([, method]) => method ?? '')))
  assert.ok(asked.size > 5)
  for (const method of asked) assert.equal(typeof (MessageWriter.prototype as unknown as Record<string, unknown>)[method], 'function', method)
})

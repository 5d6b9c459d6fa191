import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { reader as libraryReader, writer as libraryWriter, type Reader, type Writer } from 'protons-runtime'
import { ProtocolError } from '../../../protocols/errors.js'
import { GetResponse } from '../../../protocols/pb/kv.js'
import { StoreRequest } from '../../../protocols/pb/replicate.js'
import { MessageReader } from '../../../protocols/rpc/message-reader.js'
import { pbCodec } from '../../../protocols/rpc/pb-codec.js'

const GENERATED = fileURLToPath(new URL('../../../../protocols/pb', import.meta.url))

const count = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }))
/** Few characters, so that texts that differ little meet where they are remembered. */
const text = fc.oneof(fc.string({ unit: fc.constantFrom('a', 'b', 'é', '€', '😀'), maxLength: 6 }), fc.string({ maxLength: 80 }), fc.string({ unit: 'binary', maxLength: 80 }))
const bytes = fc.uint8Array({ maxLength: 200 })

/** What is written by the library, and read by it and by ours. */
type Field = readonly [method: string, write: (w: Writer) => unknown]
const field: fc.Arbitrary<Field> = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((value): Field => ['uint32', w => w.uint32(value)]),
  // Longer than 32 bits, as a later version may send it.
  fc.integer({ min: -(2 ** 31), max: -1 }).map((value): Field => ['uint32', w => w.int32(value)]),
  count.map((value): Field => ['uint64Number', w => w.uint64Number(value)]),
  fc.integer({ min: -(2 ** 40), max: 2 ** 40 }).map((value): Field => ['sint64Number', w => w.sint64Number(value)]),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value): Field => ['fixed64', w => w.fixed64(value)]),
  fc.boolean().map((value): Field => ['bool', w => w.bool(value)]),
  bytes.map((value): Field => ['bytes', w => w.bytes(value)]),
  text.map((value): Field => ['string', w => w.string(value)]),
)

function read (reader: Reader, fields: readonly Field[]): unknown[] {
  const values = fields.map(([method]) => (reader as unknown as Record<string, () => unknown>)[method]?.())
  assert.equal(reader.pos, reader.len)
  return values
}

const ours = new MessageReader()
function begun (message: Uint8Array): Reader {
  ours.begin(message)
  return ours as unknown as Reader
}

test('everything is read as the library reads it', () => {
  fc.assert(fc.property(fc.array(field, { maxLength: 12 }), fields => {
    const writer = libraryWriter()
    for (const [, write] of fields) write(writer)
    const message = writer.finish()
    assert.deepEqual(read(begun(message), fields), read(libraryReader(message), fields))
  }), { numRuns: 500 })
})

test('so are texts that are no UTF-8, whatever was read before', () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.uint8Array({ minLength: 1, maxLength: 4 }), (before, value) => {
    for (const text of [before, value]) {
      const message = libraryWriter().bytes(text).finish()
      assert.equal(begun(message).string(), libraryReader(message).string())
    }
  }), { numRuns: 2_000 })
})

test('fields of a later version are skipped, and what ends too early is none', () => {
  const skipped = libraryWriter().uint64(2n ** 60n).fixed64(1n).bytes(new Uint8Array(300)).fixed32(1).finish()
  const reader = begun(skipped)
  for (const wireType of [0, 1, 2, 5]) reader.skipType(wireType)
  assert.equal(reader.pos, skipped.length)
  for (const wireType of [3, 4, 6, 7]) assert.throws(() => begun(skipped).skipType(wireType), ProtocolError)
  const shorts: Array<[string, number[]]> = [['uint32', [0x80]], ['uint32', []], ['uint64Number', [0xff, 0xff]], ['sint64Number', [0x80]], ['fixed64', [1, 2, 3, 4, 5, 6, 7]], ['bytes', [2, 1]], ['string', [2, 65]], ['bytes', [0xff, 0xff, 0xff, 0xff, 0x0f, 1]]]
  for (const [method, short] of shorts) assert.throws(() => read(begun(Uint8Array.from(short)), [[method, () => {}]]), ProtocolError, method)
  const endless = new Uint8Array(20).fill(0x80)
  for (const method of ['uint32', 'uint64Number', 'sint64Number']) assert.throws(() => read(begun(endless), [[method, () => {}]]), ProtocolError, method)
  assert.throws(() => begun(Uint8Array.from([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10])).uint64Number(), /53 bits/)
})

test('a text that comes again is the same one, and those that are as long and begin and end alike are kept apart', () => {
  const peer = '12D3KooWQYV9dGMFoRzNStwpXztXaBUjtPqi6aU76ZgUriHhKust'
  const message = (text: string): Uint8Array => libraryWriter().string(text).finish()
  assert.equal(begun(message(peer)).string(), peer)
  for (let at = 0; at < peer.length; at++) {
    const other = `${peer.slice(0, at)}_${peer.slice(at + 1)}`
    assert.equal(begun(message(other)).string(), other)
    assert.equal(begun(message(peer)).string(), peer)
  }
})

test('messages whose bytes are wrong are refused by name, and the next one is read', () => {
  const codec = pbCodec('StoreRequest', StoreRequest)
  const good = { bucket: 'b', key: Uint8Array.of(1, 2, 3), record: new Uint8Array(5_000), view: { epoch: 1, hash: new Uint8Array(32) }, durability: 0, hintFor: '' }
  const encoded = codec.encode(good)
  assert.throws(() => codec.decode(encoded.subarray(0, encoded.length - 1)), (error: unknown) => error instanceof ProtocolError && error.message === 'the bytes are no StoreRequest')
  assert.deepEqual(codec.decode(encoded), good)
  assert.deepEqual(pbCodec('GetResponse', GetResponse).decode(new Uint8Array(0)), GetResponse.decode(new Uint8Array(0)))
})

test('there is whatever the generated code asks of its reader', () => {
  const asked = new Set(readdirSync(GENERATED).filter(name => name.endsWith('.ts')).flatMap(name => [...readFileSync(`${GENERATED}/${name}`, 'utf8').matchAll(/\breader\.(\w+)/g)].map(([, method]) => method ?? '')))
  assert.ok(asked.size > 5)
  for (const name of asked) assert.ok(name in ours, name)
})

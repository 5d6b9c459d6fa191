import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Uint8ArrayList } from 'uint8arraylist'
import { MessageTooLargeError, ProtocolError } from '../../../protocols/errors.js'
import { Frame } from '../../../protocols/pb/frame.js'
import { FrameReader, FrameWriter, LARGE_BODY_BYTES } from '../../../protocols/rpc/frame-codec.js'

interface Fields { id: number, method: number, remainingMs: number, status: number, body: number[] }

const uint32 = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 0xffff_ffff }))
const body = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 400 })
const request = fc.record({ id: uint32, method: uint32, remainingMs: uint32, status: fc.constant(0), body }, { noNullPrototype: true })
const response = fc.record({ id: uint32, method: fc.constant(0), remainingMs: fc.constant(0), status: uint32, body }, { noNullPrototype: true })
const frames = fc.array(fc.oneof(request, response), { minLength: 1, maxLength: 6 })

function varint (value: number): number[] {
  return value < 0x80 ? [value] : [value % 0x80 | 0x80, ...varint(Math.floor(value / 0x80))]
}

/** By the generated code alone. */
function generated (all: readonly Fields[]): Buffer {
  return Buffer.concat(all.map(frame => {
    const bytes = Frame.encode({ ...frame, body: Uint8Array.from(frame.body) })
    return Buffer.concat([Buffer.from(varint(bytes.byteLength)), bytes])
  }))
}

function write (all: readonly Fields[]): Uint8Array {
  const writer = new FrameWriter()
  for (const { id, method, remainingMs, status, body } of all) {
    if (status === 0) writer.request(id, method, remainingMs, Uint8Array.from(body))
    else writer.response(id, status, Uint8Array.from(body))
  }
  return Buffer.concat(writer.take())
}

function read (chunks: Iterable<Uint8Array>, bytesMax = 1024): { frames: Fields[], reader: FrameReader } {
  const got: Fields[] = []
  const reader = new FrameReader(bytesMax, (id, method, remainingMs, status, body) => { got.push({ id, method, remainingMs, status, body: [...body] }) })
  for (const chunk of chunks) reader.push(chunk)
  return { frames: got, reader }
}

/** The bytes in pieces that end at these places. */
function cut (bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map(place => place % (bytes.byteLength + 1)))].sort((a, b) => a - b)
  return [0, ...ends].map((from, index) => bytes.slice(from, ends[index] ?? bytes.byteLength))
}

test('a frame with nothing but its defaults is the id alone, so that no frame is empty', () => {
  assert.deepEqual([...write([{ id: 0, method: 0, remainingMs: 0, status: 0, body: [] }])], [2, 8, 0])
})

test('what is written is what the generated code writes', () => {
  fc.assert(fc.property(frames.map(all => all.map(frame => ({ ...frame, id: frame.id || 1 }))), all => {
    assert.deepEqual(Buffer.from(write(all)), generated(all))
  }))
})

test('a large body is sent as it is, and the frames about it are what they would be', () => {
  const size = fc.constantFrom(0, 10, LARGE_BODY_BYTES - 1, LARGE_BODY_BYTES, 3 * LARGE_BODY_BYTES)
  fc.assert(fc.property(fc.array(size, { maxLength: 5 }), sizes => {
    const writer = new FrameWriter()
    const bodies = sizes.map((length, index) => Uint8Array.from({ length }, (_, at) => at + index))
    bodies.forEach((body, index) => { writer.request(index + 1, 2, 3, body) })
    const pieces = writer.take()
    for (const body of bodies) if (body.byteLength >= LARGE_BODY_BYTES) assert.ok(pieces.includes(body))
    assert.ok(pieces.every(({ byteLength }) => byteLength > 0))
    assert.deepEqual(Buffer.concat(pieces), generated(bodies.map((body, index) => ({ id: index + 1, method: 2, remainingMs: 3, status: 0, body: [...body] }))))
    assert.deepEqual(writer.take(), [])
  }), { numRuns: 20 })
})

test('of a body in parts the large ones are sent as they are', () => {
  const size = fc.constantFrom(0, 10, 5_000, LARGE_BODY_BYTES - 1, LARGE_BODY_BYTES, 2 * LARGE_BODY_BYTES)
  fc.assert(fc.property(fc.array(fc.array(size, { maxLength: 4 }), { maxLength: 3 }), bodies => {
    const writer = new FrameWriter()
    const parts = bodies.map((sizes, index) => sizes.map(length => Uint8Array.from({ length }, (_, at) => at + index)))
    parts.forEach((body, index) => { writer.response(index + 1, 4, new Uint8ArrayList(...body)) })
    assert.equal(writer.byteLength, generated(parts.map((body, index) => ({ id: index + 1, method: 0, remainingMs: 0, status: 4, body: [...Buffer.concat(body)] }))).byteLength)
    const pieces = writer.take()
    for (const part of parts.flat()) if (part.byteLength >= LARGE_BODY_BYTES) assert.ok(pieces.includes(part))
    assert.ok(pieces.every(({ byteLength }) => byteLength > 0))
    assert.deepEqual(Buffer.concat(pieces), generated(parts.map((body, index) => ({ id: index + 1, method: 0, remainingMs: 0, status: 4, body: [...Buffer.concat(body)] }))))
  }), { numRuns: 20 })
})

test('what the generated code writes is read, glued or split anywhere', () => {
  fc.assert(fc.property(frames.map(all => all.map(frame => ({ ...frame, id: frame.id || 1 }))), fc.array(fc.nat()), (all, places) => {
    const { frames: got, reader } = read(cut(generated(all), places))
    assert.deepEqual(got, all)
    assert.equal(reader.pendingBytes, 0)
  }))
})

test('frames come through one byte at a time', () => {
  fc.assert(fc.property(frames, all => {
    const bytes = write(all)
    assert.deepEqual(read(Array.from(bytes, (_, at) => bytes.subarray(at, at + 1))).frames, all)
  }), { numRuns: 30 })
})

test('fields of a later version are skipped, whatever their form', () => {
  const unknown = fc.oneof(
    uint32.map(value => [...varint(9 << 3), ...varint(value)]),
    fc.array(fc.nat(255), { minLength: 8, maxLength: 8 }).map(bytes => [...varint(10 << 3 | 1), ...bytes]),
    body.map(bytes => [...varint(300 << 3 | 2), ...varint(bytes.length), ...bytes]),
    fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }).map(bytes => [...varint(11 << 3 | 5), ...bytes]),
    // Known number, other form.
    body.map(bytes => [1 << 3 | 2, ...varint(bytes.length), ...bytes]),
  )
  fc.assert(fc.property(request, unknown, unknown, (frame, before, after) => {
    const known = Frame.encode({ ...frame, body: Uint8Array.from(frame.body) })
    const bytes = [...before, ...known, ...after]
    assert.deepEqual(read([Uint8Array.from([...varint(bytes.length), ...bytes])], 4096).frames, [frame])
  }))
})

test('of a field that comes twice the last one counts', () => {
  assert.deepEqual(read([Uint8Array.of(7, 8, 1, 8, 2, 0x2a, 1, 9)]).frames, [{ id: 2, method: 0, remainingMs: 0, status: 0, body: [9] }])
})

const MALFORMED: Record<string, number[]> = {
  'no content': [0],
  'a length of 6 bytes': [0x80, 0x80, 0x80, 0x80, 0x80, 1],
  'a number cut off': [2, 8, 0x80],
  'a number of 11 bytes': [12, 8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1],
  'a number of 33 bits': [6, 8, 0x80, 0x80, 0x80, 0x80, 0x10],
  'a body beyond the frame': [3, 0x2a, 5, 1],
  'a group': [2, 0x0b, 0x0c],
  'field number 0': [2, 0, 1],
}
for (const [name, bytes] of Object.entries(MALFORMED)) {
  test(`a frame is refused: ${name}`, () => {
    assert.throws(() => read([Uint8Array.from(bytes)]), ProtocolError)
    assert.throws(() => read(bytes.map(byte => Uint8Array.of(byte))), ProtocolError)
  })
}

test('no bytes at all make it throw anything but its own errors', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 10 }), chunks => {
    try {
      read(chunks, 64)
    } catch (error) {
      assert.ok(error instanceof ProtocolError || error instanceof MessageTooLargeError)
    }
  }))
})

test('the longest frame is taken, and one byte more is refused by its length, before its content', () => {
  const taken = [100, 0x2a, 98, ...new Array<number>(98).fill(1)]
  assert.equal(read([Uint8Array.from(taken)], 100).frames[0]?.body.length, 98)
  assert.throws(() => read([Uint8Array.of(101)], 100), (error: unknown) => error instanceof MessageTooLargeError && error.bytes === 101 && error.bytesMax === 100)
})

test('a frame that is announced and withheld takes memory for what arrived only', () => {
  const { reader } = read([Uint8Array.from([...varint(60 * 1024 * 1024), 1, 2, 3])], 64 * 1024 * 1024)
  assert.equal(reader.pendingBytes, 7)
  assert.ok(reader.pendingNeed > 60 * 1024 * 1024)
})

test('a long frame is read whatever pieces it comes in, and short pieces are held together', () => {
  const long = Uint8Array.from({ length: 300_000 }, (_, index) => index * 31 >>> 3)
  const writer = new FrameWriter()
  writer.request(7, 1, 1_000, long)
  const bytes = Buffer.concat(writer.take())
  for (const lengths of [[1], [100], [5_000], [64_000], [70_000, 1, 1, 3], [3, 5_000]]) {
    const read: Uint8Array[] = []
    const reader = new FrameReader(1_000_000, (_id, _method, _remainingMs, _status, frame) => { read.push(frame) })
    let largePieces = 0
    for (let at = 0, piece = 0; at < bytes.length; piece++) {
      const length = lengths[piece % lengths.length] ?? 1
      reader.push(new Uint8Array(bytes.subarray(at, at + length)))
      at += length
      if (length >= 4_096) largePieces++
      assert.ok(reader.pendingPieces <= 2 * largePieces + 2, `${reader.pendingPieces} pieces of ${lengths.join()}`)
    }
    assert.equal(read.length, 1)
    assert.deepEqual(Buffer.from(read[0] ?? []), Buffer.from(long))
  }
})

test('of a short piece of much memory a copy is held', () => {
  const reader = new FrameReader(1_000_000, () => {})
  const large = new Uint8Array(65_536)
  reader.push(large.fill(0x81, 0, 1).fill(0x80, 1, 2).fill(0x04, 2, 3).subarray(0, 10))
  large.fill(0xff)
  // It still is what arrived: 65,537 bytes are announced.
  assert.equal(reader.pendingNeed, 65_537 + 3)
  assert.equal(reader.pendingBytes, 10)
})

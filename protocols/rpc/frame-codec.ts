/**
 * Frames on a request stream: an unsigned varint length, then the Frame message of pb/frame.proto.
 * Written by hand because it is on the path of every request: many frames go into one buffer, and
 * bodies come out as views of what arrived. A test holds it equal to the generated code.
 */
import { MessageTooLargeError, ProtocolError } from '../errors.js'

const TAG_ID = 0x08
const TAG_METHOD = 0x10
const TAG_REMAINING_MS = 0x18
const TAG_STATUS = 0x20
const TAG_BODY = 0x2a
/** Tags and varints of one frame take at most this, length prefix included. */
export const FRAME_OVERHEAD_MAX = 40
const CAPACITY_MIN = 4 * 1024
const UINT32_MAX = 0xffff_ffff

/** Collects the frames of one tick. */
export class FrameWriter {
  #buffer = new Uint8Array(0)
  #length = 0
  #capacity = CAPACITY_MIN

  get byteLength (): number { return this.#length }

  request (id: number, method: number, remainingMs: number, body: Uint8Array): void {
    this.#frame(id, method, remainingMs, 0, body)
  }

  response (id: number, status: number, body: Uint8Array): void {
    this.#frame(id, 0, 0, status, body)
  }

  /** What was collected; the writer begins anew and does not touch it again. */
  take (): Uint8Array {
    const taken = this.#buffer.subarray(0, this.#length)
    // Room for as much as this time, so that a steady load does not grow a buffer each tick.
    this.#capacity = Math.max(CAPACITY_MIN, Math.min(this.#length, 256 * 1024))
    this.#buffer = new Uint8Array(0)
    this.#length = 0
    return taken
  }

  #frame (id: number, method: number, remainingMs: number, status: number, body: Uint8Array): void {
    const bodyLength = body.byteLength
    const length = 1 + varintLength(id) +
      (method === 0 ? 0 : 1 + varintLength(method)) +
      (remainingMs === 0 ? 0 : 1 + varintLength(remainingMs)) +
      (status === 0 ? 0 : 1 + varintLength(status)) +
      (bodyLength === 0 ? 0 : 1 + varintLength(bodyLength) + bodyLength)
    this.#reserve(length + 5)
    this.#varint(length)
    this.#field(TAG_ID, id)
    if (method !== 0) this.#field(TAG_METHOD, method)
    if (remainingMs !== 0) this.#field(TAG_REMAINING_MS, remainingMs)
    if (status !== 0) this.#field(TAG_STATUS, status)
    if (bodyLength === 0) return
    this.#field(TAG_BODY, bodyLength)
    this.#buffer.set(body, this.#length)
    this.#length += bodyLength
  }

  #field (tag: number, value: number): void {
    this.#buffer[this.#length++] = tag
    this.#varint(value)
  }

  #varint (value: number): void {
    let rest = value
    while (rest > 0x7f) {
      this.#buffer[this.#length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.#buffer[this.#length++] = rest
  }

  #reserve (bytes: number): void {
    const need = this.#length + bytes
    if (need <= this.#buffer.byteLength) return
    const grown = new Uint8Array(Math.max(need, this.#capacity, 2 * this.#buffer.byteLength))
    grown.set(this.#buffer.subarray(0, this.#length))
    this.#buffer = grown
  }
}

function varintLength (value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : value < 0x1000_0000 ? 4 : 5
}

/** Takes one frame; `body` is a view, good as long as the receiver keeps it unmodified. */
export type FrameReceiver = (id: number, method: number, remainingMs: number, status: number, body: Uint8Array) => void

const EMPTY = new Uint8Array(0)

/** Cuts chunks, which may be split anywhere, into frames. After it has thrown it must not be used again. */
export class FrameReader {
  /** Chunks of a frame that is not complete yet. */
  #partial: Uint8Array[] = []
  #partialBytes = 0
  /** Bytes that the partial frame needs in all, its length prefix included; 0: not known yet. */
  #partialNeed = 0

  /** @param bytesMax the longest frame that is taken; a longer one is refused by its length, before it is kept */
  constructor (private readonly bytesMax: number, private readonly receive: FrameReceiver) {}

  /** Bytes of the frame that has begun and is not complete; 0 between frames. */
  get pendingBytes (): number { return this.#partialBytes }

  /** Bytes that the frame which has begun will have, as far as that is known. */
  get pendingNeed (): number { return this.#partialNeed }

  /** @throws MessageTooLargeError, ProtocolError */
  push (chunk: Uint8Array): void {
    let bytes = chunk
    if (this.#partialBytes > 0) {
      this.#partial.push(chunk)
      this.#partialBytes += chunk.byteLength
      if (this.#partialNeed > this.#partialBytes) return
      bytes = concat(this.#partial, this.#partialBytes)
      this.#partial = []
      this.#partialBytes = 0
      this.#partialNeed = 0
    }
    let position = 0
    while (position < bytes.byteLength) {
      const header = this.#readLength(bytes, position)
      if (header === undefined) break
      const end = header.start + header.length
      if (end > bytes.byteLength) {
        this.#partialNeed = end - position
        break
      }
      this.#readFrame(bytes, header.start, end)
      position = end
    }
    if (position < bytes.byteLength) {
      this.#partial.push(bytes.subarray(position))
      this.#partialBytes = bytes.byteLength - position
    }
  }

  /** undefined: the length itself is not complete. */
  #readLength (bytes: Uint8Array, from: number): { start: number, length: number } | undefined {
    let length = 0
    for (let index = 0; index < 5; index++) {
      const byte = bytes[from + index]
      if (byte === undefined) return undefined
      length += (byte & 0x7f) * 2 ** (7 * index)
      if (byte < 0x80) {
        if (length > this.bytesMax) throw new MessageTooLargeError(length, this.bytesMax)
        if (length === 0) throw new ProtocolError('a frame without content')
        return { start: from + index + 1, length }
      }
    }
    throw new ProtocolError('the length of a frame has more than 5 bytes')
  }

  #readFrame (bytes: Uint8Array, start: number, end: number): void {
    let id = 0
    let method = 0
    let remainingMs = 0
    let status = 0
    let body: Uint8Array = EMPTY
    let position = start

    const varint = (): number => {
      let value = 0
      for (let index = 0; index < 10; index++) {
        const byte = position < end ? bytes[position++] : undefined
        if (byte === undefined) throw new ProtocolError('a frame ends within a number')
        if (index < 5) value += (byte & 0x7f) * 2 ** (7 * index)
        if (byte < 0x80) return value
      }
      throw new ProtocolError('a number in a frame has more than 10 bytes')
    }
    const uint32 = (): number => {
      const value = varint()
      if (value > UINT32_MAX) throw new ProtocolError('a number in a frame has more than 32 bits')
      return value
    }
    const skip = (length: number): void => {
      if (position + length > end) throw new ProtocolError('a field reaches beyond its frame')
      position += length
    }

    while (position < end) {
      const tag = varint()
      switch (tag) {
        case TAG_ID: id = uint32(); break
        case TAG_METHOD: method = uint32(); break
        case TAG_REMAINING_MS: remainingMs = uint32(); break
        case TAG_STATUS: status = uint32(); break
        case TAG_BODY: {
          const length = varint()
          skip(length)
          body = bytes.subarray(position - length, position)
          break
        }
        default:
          // A field of a later version.
          switch (tag & 7) {
            case 0: varint(); break
            case 1: skip(8); break
            case 2: skip(varint()); break
            case 5: skip(4); break
            default: throw new ProtocolError('a field of a frame has an unknown form')
          }
      }
    }
    this.receive(id, method, remainingMs, status, body)
  }
}

function concat (parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let position = 0
  for (const part of parts) {
    whole.set(part, position)
    position += part.byteLength
  }
  return whole
}

/**
 * Frames on a request stream: an unsigned varint length, then the Frame message of pb/frame.proto.
 * Written by hand because it is on the path of every request: many frames go into one buffer, and
 * bodies come out as views of what arrived. A test holds it equal to the generated code.
 */
import { MessageTooLargeError, ProtocolError } from '../errors.js'
import type { Body } from './rpc.js'

const TAG_ID = 0x08
const TAG_METHOD = 0x10
const TAG_REMAINING_MS = 0x18
const TAG_STATUS = 0x20
const TAG_BODY = 0x2a
/** Tags and varints of one frame take at most this, length prefix included. */
export const FRAME_OVERHEAD_MAX = 40
const NO_BYTES: Uint8Array = new Uint8Array(0)
const UINT32_MAX = 0xffff_ffff

interface Frame { readonly id: number, readonly method: number, readonly remainingMs: number, readonly status: number, readonly body: Body, readonly length: number }

const newBytes = (length: number): Uint8Array => new Uint8Array(length)

/** A body, or a part of one, from this on is sent as it is: a copy would be one more piece of memory to collect. */
export const LARGE_BODY_BYTES = 32 * 1024

/** Collects the frames of one tick, and writes all of them at once: what is not large is copied, into bytes that are just enough. */
export class FrameWriter {
  #frames: Frame[] = []
  #byteLength = 0
  #largeBytes = 0
  #bytes: Uint8Array = NO_BYTES
  #position = 0
  /** What is to be sent, and from where on the bytes that were written are not among it yet. */
  #pieces: Uint8Array[] = []
  #from = 0

  /** @param allocate gives so many bytes, of any content */
  constructor (private readonly allocate: (length: number) => Uint8Array = newBytes) {}

  get byteLength (): number { return this.#byteLength }

  /** @param body must not change until it is sent */
  request (id: number, method: number, remainingMs: number, body: Body): void {
    this.#add(id, method, remainingMs, 0, body)
  }

  /** @param body must not change until it is sent */
  response (id: number, status: number, body: Body): void {
    this.#add(id, 0, 0, status, body)
  }

  /** What was collected, in order; the writer begins anew and does not touch it again. */
  take (): Uint8Array[] {
    const bytes = this.#bytes = this.allocate(this.#byteLength - this.#largeBytes)
    const pieces: Uint8Array[] = this.#pieces = []
    this.#position = this.#from = 0
    for (const frame of this.#frames) this.#write(frame)
    if (this.#from < this.#position) pieces.push(this.#from === 0 ? bytes : bytes.subarray(this.#from))
    this.#bytes = NO_BYTES
    this.#pieces = []
    this.#frames = []
    this.#byteLength = 0
    this.#largeBytes = 0
    return pieces
  }

  #add (id: number, method: number, remainingMs: number, status: number, body: Body): void {
    const bodyLength = body.byteLength
    const length = 1 + varintLength(id) +
      (method === 0 ? 0 : 1 + varintLength(method)) +
      (remainingMs === 0 ? 0 : 1 + varintLength(remainingMs)) +
      (status === 0 ? 0 : 1 + varintLength(status)) +
      (bodyLength === 0 ? 0 : 1 + varintLength(bodyLength) + bodyLength)
    this.#frames.push({ id, method, remainingMs, status, body, length })
    this.#byteLength += varintLength(length) + length
    if (bodyLength < LARGE_BODY_BYTES) return
    if (body instanceof Uint8Array) this.#largeBytes += bodyLength
    else for (const { byteLength } of body) if (byteLength >= LARGE_BODY_BYTES) this.#largeBytes += byteLength
  }

  #write ({ id, method, remainingMs, status, body, length }: Frame): void {
    this.#varint(length)
    this.#field(TAG_ID, id)
    if (method !== 0) this.#field(TAG_METHOD, method)
    if (remainingMs !== 0) this.#field(TAG_REMAINING_MS, remainingMs)
    if (status !== 0) this.#field(TAG_STATUS, status)
    if (body.byteLength === 0) return
    this.#field(TAG_BODY, body.byteLength)
    if (body instanceof Uint8Array) this.#part(body)
    else for (const part of body) this.#part(part)
  }

  #part (bytes: Uint8Array): void {
    if (bytes.byteLength < LARGE_BODY_BYTES) {
      this.#bytes.set(bytes, this.#position)
      this.#position += bytes.byteLength
      return
    }
    if (this.#from < this.#position) this.#pieces.push(this.#bytes.subarray(this.#from, this.#position))
    this.#pieces.push(bytes)
    this.#from = this.#position
  }

  #field (tag: number, value: number): void {
    this.#bytes[this.#position++] = tag
    this.#varint(value)
  }

  #varint (value: number): void {
    let rest = value
    while (rest > 0x7f) {
      this.#bytes[this.#position++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.#bytes[this.#position++] = rest
  }
}

function varintLength (value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : value < 0x1000_0000 ? 4 : 5
}

/** Takes one frame; `body` is a view, good as long as the receiver keeps it unmodified. */
export type FrameReceiver = (id: number, method: number, remainingMs: number, status: number, body: Uint8Array) => void

/** A piece that is as long, and more than half of its memory, is kept where it is; all others are copied together, or little would hold much. */
const KEPT_BYTES_MIN = 4 * 1024
const COPIED_BYTES_MIN = 256

/** Cuts chunks, which may be split anywhere, into frames. After it has thrown it must not be used again. */
export class FrameReader {
  /** The frame that is not complete yet, in the pieces that it came in: joined once, when it is whole. */
  #partial: Uint8Array[] = []
  /** Its end, as far as that came in short pieces. Grows with what arrives, never with what was announced. */
  #copied = NO_BYTES
  #copiedBytes = 0
  #partialBytes = 0
  /** Bytes that the partial frame needs in all, its length prefix included; 0: not known yet. */
  #partialNeed = 0
  /** The frame being read. */
  #bytes = NO_BYTES
  #position = 0
  #end = 0

  /** @param bytesMax the longest frame that is taken; a longer one is refused by its length, before it is kept */
  constructor (private readonly bytesMax: number, private readonly receive: FrameReceiver) {}

  /** Bytes of the frame that has begun and is not complete; 0 between frames. */
  get pendingBytes (): number { return this.#partialBytes }

  /** In how many pieces they are held. */
  get pendingPieces (): number { return this.#partial.length + (this.#copiedBytes > 0 ? 1 : 0) }

  /** Bytes that the frame which has begun will have, as far as that is known. */
  get pendingNeed (): number { return this.#partialNeed }

  /** @throws MessageTooLargeError, ProtocolError */
  push (chunk: Uint8Array): void {
    let rest = chunk
    // The end of a frame that had begun is copied; whole frames are read where they are.
    while (this.#partialBytes > 0) {
      // Without its length known a frame takes one byte more at a time: the prefix has at most 5.
      const need = this.#partialNeed === 0 ? this.#partialBytes + 1 : this.#partialNeed
      if (rest.byteLength === 0) return
      const taken = Math.min(rest.byteLength, need - this.#partialBytes)
      this.#keep(rest.subarray(0, taken))
      rest = rest.subarray(taken)
      if (this.#partialBytes < need) return
      this.#endCopied()
      const whole = joined(this.#partial, this.#partialBytes)
      if (this.#partialNeed === 0) {
        this.#partial = [whole]
        this.#partialNeed = this.#frameEnd(whole, 0)
        continue
      }
      this.#partial = []
      this.#partialBytes = 0
      this.#partialNeed = 0
      this.#readAll(whole)
    }
    if (rest.byteLength > 0) this.#readAll(rest)
  }

  /** Reads every whole frame of `bytes`, and keeps what remains. */
  #readAll (bytes: Uint8Array): void {
    let position = 0
    while (position < bytes.byteLength) {
      const end = this.#frameEnd(bytes, position)
      if (end === 0 || end > bytes.byteLength) {
        this.#partialNeed = end === 0 ? 0 : end - position
        this.#keep(position === 0 ? bytes : bytes.subarray(position))
        return
      }
      this.#readFrame(bytes, end)
      position = end
    }
  }

  #keep (bytes: Uint8Array): void {
    this.#partialBytes += bytes.byteLength
    if (bytes.byteLength >= KEPT_BYTES_MIN && 2 * bytes.byteLength > bytes.buffer.byteLength) {
      this.#endCopied()
      this.#partial.push(bytes)
      return
    }
    const need = this.#copiedBytes + bytes.byteLength
    if (need > this.#copied.byteLength) {
      const grown = new Uint8Array(Math.max(need, 2 * this.#copied.byteLength, COPIED_BYTES_MIN))
      grown.set(this.#copied.subarray(0, this.#copiedBytes))
      this.#copied = grown
    }
    this.#copied.set(bytes, this.#copiedBytes)
    this.#copiedBytes = need
  }

  #endCopied (): void {
    if (this.#copiedBytes === 0) return
    this.#partial.push(this.#copied.subarray(0, this.#copiedBytes))
    this.#copied = NO_BYTES
    this.#copiedBytes = 0
  }

  /** Where the frame at `from` ends; 0 while its length is not complete. Leaves the position at its content. */
  #frameEnd (bytes: Uint8Array, from: number): number {
    let length = 0
    let scale = 1
    for (let index = from; index < from + 5; index++) {
      const byte = bytes[index]
      if (byte === undefined) return 0
      length += (byte & 0x7f) * scale
      scale *= 128
      if (byte < 0x80) {
        if (length > this.bytesMax) throw new MessageTooLargeError(length, this.bytesMax)
        if (length === 0) throw new ProtocolError('a frame without content')
        this.#position = index + 1
        return index + 1 + length
      }
    }
    throw new ProtocolError('the length of a frame has more than 5 bytes')
  }

  #readFrame (bytes: Uint8Array, end: number): void {
    this.#bytes = bytes
    this.#end = end
    let id = 0
    let method = 0
    let remainingMs = 0
    let status = 0
    let body: Uint8Array = NO_BYTES
    while (this.#position < end) {
      const tag = this.#varint()
      switch (tag) {
        case TAG_ID: id = this.#uint32(); break
        case TAG_METHOD: method = this.#uint32(); break
        case TAG_REMAINING_MS: remainingMs = this.#uint32(); break
        case TAG_STATUS: status = this.#uint32(); break
        case TAG_BODY: {
          const length = this.#varint()
          this.#skip(length)
          body = bytes.subarray(this.#position - length, this.#position)
          break
        }
        default: this.#skipField(tag)
      }
    }
    this.#bytes = NO_BYTES
    this.receive(id, method, remainingMs, status, body)
  }

  /** A field of a later version. */
  #skipField (tag: number): void {
    if (tag > UINT32_MAX || tag < 8) throw new ProtocolError('a field of a frame has an impossible number')
    switch (tag & 7) {
      case 0: this.#varint(); break
      case 1: this.#skip(8); break
      case 2: this.#skip(this.#varint()); break
      case 5: this.#skip(4); break
      default: throw new ProtocolError('a field of a frame has an unknown form')
    }
  }

  #varint (): number {
    const bytes = this.#bytes
    let value = 0
    let scale = 1
    for (let index = 0; index < 10; index++) {
      const byte = this.#position < this.#end ? bytes[this.#position++] : undefined
      if (byte === undefined) throw new ProtocolError('a frame ends within a number')
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 128
    }
    throw new ProtocolError('a number in a frame has more than 10 bytes')
  }

  #uint32 (): number {
    const value = this.#varint()
    if (value > UINT32_MAX) throw new ProtocolError('a number in a frame has more than 32 bits')
    return value
  }

  #skip (length: number): void {
    if (this.#position + length > this.#end) throw new ProtocolError('a field reaches beyond its frame')
    this.#position += length
  }
}

function joined (pieces: readonly Uint8Array[], byteLength: number): Uint8Array {
  const [first] = pieces
  if (first?.byteLength === byteLength) return first
  const whole = new Uint8Array(byteLength)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.byteLength
  }
  return whole
}

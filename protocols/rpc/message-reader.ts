/**
 * What the generated code reads its messages with. The library's own reader makes two lists for each text, and two numbers of an
 * object for each stamp; and most texts of messages are the same few (buckets, peers), which are given again here as they are.
 */
import { reader as libraryReader } from 'protons-runtime'
import { ProtocolError } from '../errors.js'
import { latin1, readWord } from '../record/bytes.js'

const FIXED64_BYTES = 8
const VARINT_BYTES_MAX = 10
/** Longer texts are not remembered, of the others so many: a power of two. */
const REMEMBERED_LENGTH_MAX = 64
const REMEMBERED_MAX = 256

const NOTHING = new Uint8Array(0)
/** To make one large number of two words at once. */
const stamp = new DataView(new ArrayBuffer(FIXED64_BYTES))

/** Of the library's interface what the generated code uses (a test compares). One message at a time. */
export class MessageReader {
  /** Where to read on, and where the bytes end. */
  pos = 0
  len = 0
  #bytes: Uint8Array = NOTHING
  /** Texts of ASCII that were read, each where its length and some of its bytes put it; the last one there. */
  readonly #remembered: string[] = Array.from({ length: REMEMBERED_MAX }, () => '')

  begin (bytes: Uint8Array): void {
    this.#bytes = bytes
    this.pos = 0
    this.len = bytes.length
  }

  /** Nothing of the message is held any more. */
  end (): void { this.begin(NOTHING) }

  /** The lower 32 bits of a varint. */
  uint32 (): number {
    const first = this.#byte()
    if (first < 0x80) return first
    let value = first & 0x7f
    for (let shift = 7; shift < 7 * VARINT_BYTES_MAX; shift += 7) {
      const byte = this.#byte()
      if (shift < 32) value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value >>> 0
    }
    throw new ProtocolError('a number has more than 10 bytes')
  }

  /** @throws ProtocolError when it has more than 53 bits */
  uint64Number (): number {
    let value = 0
    let scale = 1
    for (let count = 0; count < VARINT_BYTES_MAX; count++) {
      const byte = this.#byte()
      value += (byte & 0x7f) * scale
      if (value > Number.MAX_SAFE_INTEGER) break
      if (byte < 0x80) return value
      scale *= 128
    }
    throw new ProtocolError('a number has more than 53 bits')
  }

  sint64Number (): number {
    let value = 0n
    for (let shift = 0n; shift < 7n * BigInt(VARINT_BYTES_MAX); shift += 7n) {
      const byte = this.#byte()
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return Number(value >> 1n ^ -(value & 1n))
    }
    throw new ProtocolError('a number has more than 10 bytes')
  }

  bool (): boolean { return this.uint32() !== 0 }

  fixed64 (): bigint {
    const from = this.#skip(FIXED64_BYTES)
    stamp.setInt32(0, readWord(this.#bytes, from + 4))
    stamp.setInt32(4, readWord(this.#bytes, from))
    return stamp.getBigInt64(0)
  }

  /** A view. */
  bytes (): Uint8Array {
    const length = this.uint32()
    const from = this.#skip(length)
    return length === 0 ? NOTHING : this.#bytes.subarray(from, from + length)
  }

  string (): string {
    const lengthAt = this.pos
    const length = this.uint32()
    const from = this.#skip(length)
    if (length === 0) return ''
    const bytes = this.#bytes
    const place = (length + (bytes[from] as number) * 31 + (bytes[from + (length >> 1)] as number) * 7 + (bytes[from + length - 1] as number) * 3) & (REMEMBERED_MAX - 1)
    const known = this.#remembered[place] as string
    if (known.length === length && this.#isAt(from, known)) return known
    if (!this.#isAscii(from, length)) return libraryReader(bytes.subarray(lengthAt, from + length)).string()
    const text = latin1(bytes.subarray(from, from + length))
    if (length <= REMEMBERED_LENGTH_MAX) this.#remembered[place] = text
    return text
  }

  /** What belongs to a field of a later version. */
  skipType (wireType: number): this {
    switch (wireType) {
      case 0: while (this.#byte() >= 0x80) { /* the next one belongs to it */ } break
      case 1: this.#skip(FIXED64_BYTES); break
      case 2: this.#skip(this.uint32()); break
      case 5: this.#skip(4); break
      default: throw new ProtocolError(`a field has the unknown form ${wireType}`)
    }
    return this
  }

  #byte (): number {
    if (this.pos >= this.len) throw new ProtocolError('a message ends within a number')
    return this.#bytes[this.pos++] as number
  }

  /** @returns where that began */
  #skip (length: number): number {
    const from = this.pos
    if (length > this.len - from) throw new ProtocolError('a message ends within a field')
    this.pos = from + length
    return from
  }

  #isAt (from: number, ascii: string): boolean {
    const bytes = this.#bytes
    for (let i = 0; i < ascii.length; i++) if (bytes[from + i] !== ascii.charCodeAt(i)) return false
    return true
  }

  #isAscii (from: number, length: number): boolean {
    const bytes = this.#bytes
    for (let i = from; i < from + length; i++) if ((bytes[i] as number) >= 0x80) return false
    return true
  }
}

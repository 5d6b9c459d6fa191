/**
 * Where the generated code writes its messages: straight into bytes. The library's own writer notes each number and string as an
 * object, and goes through the list of them at the end, which costs more than all else about a small message.
 */
import { Uint8ArrayList } from 'uint8arraylist'
import { utf8Bytes } from '../record/bytes.js'
import { varintBytes, writeVarint } from '../record/record-writer.js'

/** Memory that messages are cut from: an ArrayBuffer of its own for each would cost more than filling it. */
const SLAB_BYTES = 16_384
/** Longer values are copied once, when their place is known, or not at all. */
const COPIED_BYTES_MAX = 2_048
const FIXED64_BYTES = 8
const VARINT_BYTES_MAX = 10

/** Both count from the beginning of the message, without large values. */
interface Large { at: number, readonly value: Uint8Array }
interface Fork { readonly from: number, readonly largeBytes: number }

/** Of the library's interface what the generated code uses (a test compares). One message at a time. */
export class MessageWriter {
  #slab = new Uint8Array(SLAB_BYTES)
  /** Where the message begins, and where it goes on. */
  #start = 0
  #at = 0
  /** Of the messages in it that are not finished. */
  #forks: Fork[] = []
  /** Values that stand between what has been written. */
  #large: Large[] = []
  #largeBytes = 0

  /** A new message. What another one has left that could not be finished is forgotten. */
  begin (): void {
    this.#at = this.#start
    this.#forks = []
    this.#large = []
    this.#largeBytes = 0
  }

  /** The message. The writer does not touch it again. */
  finish (): Uint8Array {
    if (this.#large.length === 0) return this.#short()
    const all = new Uint8Array(this.#at - this.#start + this.#largeBytes)
    let at = 0
    for (const part of this.#parts(this.#slab.subarray(this.#start, this.#at))) {
      all.set(part, at)
      at += part.length
    }
    return all
  }

  /** The message, in which large values are those that were written, and no copies. The writer does not touch it again. */
  finishParts (): Uint8Array | Uint8ArrayList {
    return this.#large.length === 0 ? this.#short() : new Uint8ArrayList(...this.#parts(this.#short()))
  }

  /** All but the large values; the next message begins behind it. */
  #short (): Uint8Array {
    const short = this.#slab.subarray(this.#start, this.#at)
    this.#start = this.#at
    return short
  }

  uint32 (value: number): this {
    this.#room(VARINT_BYTES_MAX)
    let rest = value >>> 0
    for (; rest > 0x7f; rest >>>= 7) this.#slab[this.#at++] = rest & 0x7f | 0x80
    this.#slab[this.#at++] = rest
    return this
  }

  /** @param value a whole number from 0 to 2^53 - 1 */
  uint64Number (value: number): this {
    this.#room(VARINT_BYTES_MAX)
    this.#at = writeVarint(this.#slab, this.#at, value)
    return this
  }

  /** @param value a whole number of at most 53 bits */
  sint64Number (value: number): this {
    this.#room(VARINT_BYTES_MAX)
    let rest = BigInt.asUintN(64, BigInt(value) << 1n ^ BigInt(value) >> 63n)
    for (; rest > 0x7fn; rest >>= 7n) this.#slab[this.#at++] = Number(rest & 0x7fn) | 0x80
    this.#slab[this.#at++] = Number(rest)
    return this
  }

  /** Little-endian. */
  fixed64 (value: bigint): this {
    this.#room(FIXED64_BYTES)
    this.#word(Number(value & 0xffff_ffffn))
    this.#word(Number(value >> 32n & 0xffff_ffffn))
    return this
  }

  bool (value: boolean): this { return this.uint32(value ? 1 : 0) }

  bytes (value: Uint8Array): this {
    this.uint32(value.length)
    if (value.length > COPIED_BYTES_MAX) {
      this.#large.push({ at: this.#at - this.#start, value })
      this.#largeBytes += value.length
      return this
    }
    this.#room(value.length)
    this.#slab.set(value, this.#at)
    this.#at += value.length
    return this
  }

  string (value: string): this {
    const { length } = value
    if (length > COPIED_BYTES_MAX) return this.bytes(utf8Bytes(value))
    this.#room(VARINT_BYTES_MAX + length)
    const from = this.#at
    let at = writeVarint(this.#slab, from, length)
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i)
      if (code >= 0x80) return this.bytes(utf8Bytes(value))
      this.#slab[at++] = code
    }
    this.#at = at
    return this
  }

  /** Begins a message within the message. */
  fork (): this {
    this.#room(1)
    this.#at++
    this.#forks.push({ from: this.#at - this.#start, largeBytes: this.#largeBytes })
    return this
  }

  /** Ends the one that was begun last: its length goes before it. */
  ldelim (): this {
    const fork = this.#forks.pop()
    if (fork === undefined) return this
    const { from, largeBytes } = fork
    const length = this.#at - this.#start - from + this.#largeBytes - largeBytes
    // There is one byte for it.
    const more = varintBytes(length) - 1
    if (more > 0) {
      this.#room(more)
      const begin = this.#start + from
      this.#slab.copyWithin(begin + more, begin, this.#at)
      this.#at += more
      for (const large of this.#large) if (large.at >= from) large.at += more
    }
    writeVarint(this.#slab, this.#start + from - 1, length)
    return this
  }

  /** Sees to it that so many bytes more have room. */
  #room (bytes: number): void {
    if (this.#at + bytes <= this.#slab.length) return
    const begun = this.#slab.subarray(this.#start, this.#at)
    this.#slab = new Uint8Array(Math.max(SLAB_BYTES, 2 * (begun.length + bytes)))
    this.#slab.set(begun)
    this.#at = begun.length
    this.#start = 0
  }

  /** What was written, with the large values where they belong. */
  * #parts (short: Uint8Array): Generator<Uint8Array> {
    let done = 0
    for (const { at, value } of this.#large) {
      yield short.subarray(done, at)
      yield value
      done = at
    }
    yield short.subarray(done)
  }

  #word (word: number): void {
    this.#slab[this.#at++] = word
    this.#slab[this.#at++] = word >>> 8
    this.#slab[this.#at++] = word >>> 16
    this.#slab[this.#at++] = word >>> 24
  }
}

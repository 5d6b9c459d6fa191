import { CorruptRecordError } from '../../protocols/errors.js'

/** Reads LevelDB's integers and strings from front to back. */
export class ByteReader {
  readonly #bytes: Uint8Array
  offset: number

  constructor (bytes: Uint8Array, offset = 0) {
    this.#bytes = bytes
    this.offset = offset
  }

  get done (): boolean { return this.offset >= this.#bytes.length }

  byte (): number {
    const byte = this.#bytes[this.offset++]
    if (byte === undefined) throw new CorruptRecordError('a LevelDB file ends within a field')
    return byte
  }

  /** @throws CorruptRecordError past the end, or when it is more than 2^53 */
  varint (): number {
    let value = 0
    for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
      const byte = this.byte()
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
    throw new CorruptRecordError('a LevelDB file holds a number too large')
  }

  fixed (width: 2 | 4 | 8): number {
    let value = 0
    for (let i = 0, scale = 1; i < width; i++, scale *= 256) value += this.byte() * scale
    return value
  }

  bytes (length: number): Uint8Array {
    if (this.offset + length > this.#bytes.length) throw new CorruptRecordError('a LevelDB file ends within a field')
    const part = this.#bytes.subarray(this.offset, this.offset + length)
    this.offset += length
    return part
  }
}

import { CorruptRecordError } from '../../protocols/errors.js'
import { ByteReader } from './byte-reader.js'

const BYTES_MAX = 64 * 2 ** 20

/**
 * Uncompresses one Snappy block (google/snappy, format_description.txt).
 *
 * @throws CorruptRecordError when it is not one, or of more than 64 MiB
 */
export function uncompressSnappy (bytes: Uint8Array): Uint8Array {
  const reader = new ByteReader(bytes)
  const length = reader.varint()
  if (length > BYTES_MAX) throw new CorruptRecordError('a compressed block is too large')
  const out = new Uint8Array(length)
  let at = 0
  while (!reader.done) {
    const tag = reader.byte()
    if ((tag & 3) === 0) {
      const short = tag >> 2
      let count = short + 1
      if (short >= 60) {
        count = 1
        for (let i = 0, scale = 1; i < short - 59; i++, scale *= 256) count += reader.byte() * scale
      }
      if (at + count > length) throw new CorruptRecordError('a compressed block overflows')
      out.set(reader.bytes(count), at)
      at += count
      continue
    }
    const count = (tag & 3) === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1
    const distance = (tag & 3) === 1 ? ((tag >> 5) << 8) + reader.byte() : reader.fixed((tag & 3) === 2 ? 2 : 4)
    if (distance === 0 || distance > at || at + count > length) throw new CorruptRecordError('a compressed block refers outside itself')
    // Byte by byte: the copy may overlap itself.
    for (let i = 0; i < count; i++, at++) out[at] = out[at - distance] as number
  }
  if (at !== length) throw new CorruptRecordError('a compressed block is too short')
  return out
}

/**
 * Reads LevelDB's log format (its doc/log_format.md), which its write-ahead log and MANIFEST share.
 *
 * LevelDB itself drops a bad part of its log and goes on without a word. This reader says so.
 */
import { crc32c, unmaskCrc } from './crc32c.js'
import { ByteReader } from './byte-reader.js'

const BLOCK_BYTES = 32_768
const HEADER_BYTES = 7
const FULL = 1
const FIRST = 2
const MIDDLE = 3
const LAST = 4

export interface LogContents {
  readonly records: readonly Uint8Array[]
  /** Something unreadable lies before a readable record: what was there is lost. */
  readonly hole: boolean
  /** The end is unreadable: a write that was cut short, or damage. */
  readonly tornTail: boolean
}

export function readLog (bytes: Uint8Array): LogContents {
  const records: Uint8Array[] = []
  let hole = false
  let bad = false
  let parts: Uint8Array[] | undefined
  let offset = 0
  while (offset < bytes.length) {
    const blockEnd = Math.min(bytes.length, (Math.floor(offset / BLOCK_BYTES) + 1) * BLOCK_BYTES)
    if (offset + HEADER_BYTES > blockEnd) {
      // Fewer than seven bytes in a whole block are filler; at the end of the file they are a torn header.
      if (blockEnd % BLOCK_BYTES !== 0) bad = true
      offset = blockEnd
      continue
    }
    const header = new ByteReader(bytes, offset)
    const crc = unmaskCrc(header.fixed(4))
    const length = header.fixed(2)
    const type = header.byte()
    const start = header.offset
    const end = start + length
    if (type < FULL || type > LAST || end > blockEnd || crc32c(bytes, start - 1, end) !== crc) {
      bad = true
      parts = undefined
      offset = blockEnd
      continue
    }
    offset = end
    const part = bytes.subarray(start, end)
    if (type === FIRST) {
      if (parts !== undefined) bad = true
      parts = [part]
    } else if (type === MIDDLE || type === LAST) {
      if (parts === undefined) { bad = true; continue }
      parts.push(part)
    } else if (parts !== undefined) bad = true
    if (type === FULL || type === LAST) {
      if (bad) hole = true
      bad = false
      records.push(type === FULL ? part : Buffer.concat(parts ?? []))
      parts = undefined
    }
  }
  return { records, hole, tornTail: bad || parts !== undefined }
}

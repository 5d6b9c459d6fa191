import { ProtocolError } from '../errors.js'
import { latin1 } from '../record/bytes.js'
import type { PageResponse as PageMessage } from '../pb/transfer.js'
import type { Codec } from '../rpc/rpc.js'

/** A record as it travels in pages. */
export interface PageRecord {
  readonly bucket: string
  readonly key: Uint8Array
  /** As encodeRecord makes it. */
  readonly record: Uint8Array
}

export interface PageResponse extends Omit<PageMessage, 'records'> {
  readonly records: readonly PageRecord[]
}

const BUCKET_LENGTH_BYTES = 1
const KEY_LENGTH_BYTES = 2
const RECORD_LENGTH_BYTES = 4
const HEADER_BYTES = BUCKET_LENGTH_BYTES + KEY_LENGTH_BYTES + RECORD_LENGTH_BYTES

/** A page's codec that packs its records into one field of bytes: a message for each costs as much as all else that is done with it. */
export function packedRecordsCodec (codec: Codec<PageMessage>): Codec<PageResponse> {
  return {
    encode: page => codec.encode({ ...page, records: packRecords(page.records) }),
    decode: bytes => {
      const page = codec.decode(bytes)
      return { ...page, records: unpackRecords(page.records) }
    },
  }
}

/** Of each record the length of its bucket (1 byte), bucket, length of its key (2 bytes), key, length of the record (4 bytes), record; big-endian. */
function packRecords (records: readonly PageRecord[]): Uint8Array {
  const bytes = new Uint8Array(records.reduce((sum, { bucket, key, record }) => sum + HEADER_BYTES + bucket.length + key.length + record.length, 0))
  let at = 0
  for (const { bucket, key, record } of records) {
    bytes[at++] = bucket.length
    for (let index = 0; index < bucket.length; index++) bytes[at++] = bucket.charCodeAt(index)
    bytes[at++] = key.length >> 8
    bytes[at++] = key.length
    bytes.set(key, at)
    at += key.length
    for (let shift = 24; shift >= 0; shift -= 8) bytes[at++] = record.length >>> shift
    bytes.set(record, at)
    at += record.length
  }
  return bytes
}

/** Keys and records are views of `bytes`. @throws ProtocolError */
function unpackRecords (bytes: Uint8Array): PageRecord[] {
  const records: PageRecord[] = []
  let bucket = ''
  let bucketAt = 0
  for (let at = 0; at < bytes.length;) {
    const keyAt = at + BUCKET_LENGTH_BYTES + (bytes[at] ?? 0) + KEY_LENGTH_BYTES
    const keyEnd = keyAt + numberAt(bytes, keyAt - KEY_LENGTH_BYTES, KEY_LENGTH_BYTES)
    const recordAt = keyEnd + RECORD_LENGTH_BYTES
    const end = recordAt + numberAt(bytes, keyEnd, RECORD_LENGTH_BYTES)
    if (end > bytes.length) throw new ProtocolError('the records of a page do not end where they should')
    // Most are of the same bucket as the one before.
    if (records.length === 0 || !equalRanges(bytes, bucketAt, at, keyAt - KEY_LENGTH_BYTES - at)) {
      bucket = latin1(bytes.subarray(at + BUCKET_LENGTH_BYTES, keyAt - KEY_LENGTH_BYTES))
      bucketAt = at
    }
    records.push({ bucket, key: bytes.subarray(keyAt, keyEnd), record: bytes.subarray(recordAt, end) })
    at = end
  }
  return records
}

function numberAt (bytes: Uint8Array, at: number, length: number): number {
  let value = 0
  for (let index = at; index < at + length; index++) value = value * 256 + (bytes[index] ?? 0)
  return value
}

function equalRanges (bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let index = 0; index < length; index++) if (bytes[a + index] !== bytes[b + index]) return false
  return true
}

/** Every key of the store begins with one of these bytes. On disk: never reuse or renumber one. */
import { latin1 } from '../protocols/record/bytes.js'
import { partitionOf, partitionOfLocation, recordKeyLength, writeRecordKey } from '../protocols/record/key.js'
import type { RecordKey } from '../protocols/record/record.js'
import { allocate } from '../protocols/record/slab.js'
import type { ScanRange } from './store.js'

export const PREFIX = {
  /** Small values of the peer itself, by name. */
  meta: 0x00,
  /** ‖ partition (2 bytes, big-endian) ‖ length of bucket (1 byte) ‖ bucket ‖ key */
  record: 0x01,
  /** Records whose stamps lie in the future; laid out as records are. */
  quarantine: 0x02,
  hint: 0x03,
  /** ‖ partition (2 bytes, big-endian) ‖ leaf (1 byte) */
  tree: 0x04,
  /** Keys that are deleted or expire, and since when; laid out as records are. */
  deleted: 0x05,
} as const

const PARTITION_BYTES = 2
const RECORD_HEADER_BYTES = 1 + PARTITION_BYTES

/** Under which a record is stored, in the partition that its key falls into. @param partitions as partitionOf takes them */
export function storageKeyOf (key: RecordKey, partitions: number): Uint8Array {
  return recordStorageKey(partitionOf(key, partitions), key)
}

/** As storageKeyOf, for many keys that come once: none of them drives out what is remembered of those that are asked for. */
export function bulkStorageKeyOf (key: RecordKey, partitions: number): Uint8Array {
  const bytes = unplaced(PREFIX.record, key)
  return placed(bytes, partitionOfLocation(bytes.subarray(RECORD_HEADER_BYTES), partitions))
}

/** @param partition 0 to 65,535 */
export function recordStorageKey (partition: number, key: RecordKey): Uint8Array {
  return placed(unplaced(PREFIX.record, key), partition)
}

export function quarantineStorageKey (partition: number, key: RecordKey): Uint8Array {
  return placed(unplaced(PREFIX.quarantine, key), partition)
}

/** The key of the same record under another of the prefixes that are laid out as records are. */
export function withPrefix (storageKey: Uint8Array, prefix: number): Uint8Array {
  const other = storageKey.slice()
  other[0] = prefix
  return other
}

export function treeStorageKey (partition: number, leaf: number): Uint8Array {
  const bytes = allocate(1 + PARTITION_BYTES + 1)
  bytes[0] = PREFIX.tree
  bytes[1] = partition >> 8
  bytes[2] = partition
  bytes[3] = leaf
  return bytes
}

export function partitionOfStorageKey (storageKey: Uint8Array): number {
  return (storageKey[1] ?? 0) << 8 | (storageKey[2] ?? 0)
}

/** Where in the storage key of a record that begins which is the same on every peer: all but prefix and partition. */
export const LOCATION_OFFSET = RECORD_HEADER_BYTES

/** All but the partition. */
function unplaced (prefix: number, key: RecordKey): Uint8Array {
  const bytes = allocate(RECORD_HEADER_BYTES + recordKeyLength(key))
  bytes[0] = prefix
  writeRecordKey(key, bytes, RECORD_HEADER_BYTES)
  return bytes
}

function placed (bytes: Uint8Array, partition: number): Uint8Array {
  bytes[1] = partition >> 8
  bytes[2] = partition
  return bytes
}

let lastBucket = ''

/** The bucket whose name stands in `bytes`: most often that which was asked for last, and then no new string. */
function bucketAt (bytes: Uint8Array, from: number, to: number): string {
  let index = to - from === lastBucket.length ? from : to + 1
  while (index < to && bytes[index] === lastBucket.charCodeAt(index - from)) index++
  if (index !== to) lastBucket = latin1(bytes.subarray(from, to))
  return lastBucket
}

/** The inverse of recordStorageKey and quarantineStorageKey; `key` is a copy. */
export function parseRecordStorageKey (bytes: Uint8Array): { partition: number, key: RecordKey } {
  const bucketEnd = RECORD_HEADER_BYTES + 1 + (bytes[RECORD_HEADER_BYTES] ?? 0)
  const bucket = bucketAt(bytes, RECORD_HEADER_BYTES + 1, bucketEnd)
  return { partition: (bytes[1] ?? 0) << 8 | (bytes[2] ?? 0), key: { bucket, key: bytes.slice(bucketEnd) } }
}

/** All records of a partition, or of one bucket in it. */
export function partitionRange (partition: number, bucket?: string): ScanRange {
  const gte = bucket === undefined
    ? Uint8Array.of(PREFIX.record, partition >> 8, partition)
    : recordStorageKey(partition, { bucket, key: new Uint8Array(0) })
  return { gte, lt: after(gte) }
}

/** What is known of the deleted and expiring keys of a partition. */
export function deletedRange (partition: number): ScanRange {
  const gte = Uint8Array.of(PREFIX.deleted, partition >> 8, partition)
  return { gte, lt: after(gte) }
}

export function prefixRange (prefix: number): ScanRange {
  return { gte: Uint8Array.of(prefix), lt: Uint8Array.of(prefix + 1) }
}

export function metaStorageKey (name: string): Uint8Array {
  const key = new Uint8Array(1 + name.length)
  key[0] = PREFIX.meta
  for (let i = 0; i < name.length; i++) key[1 + i] = name.charCodeAt(i)
  return key
}

/** The least key greater than every key that begins with `bytes`. */
export function after (bytes: Uint8Array): Uint8Array {
  const end = bytes.slice()
  for (let i = end.length - 1; i >= 0; i--) {
    const byte = end[i] ?? 0
    if (byte < 0xff) {
      end[i] = byte + 1
      return end.subarray(0, i + 1)
    }
  }
  return Uint8Array.of(0xff)
}

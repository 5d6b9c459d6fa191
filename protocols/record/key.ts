import { sha256 } from '@noble/hashes/sha2.js'
import { InvalidArgumentError, InvalidKeyError } from '../errors.js'
import { latin1 } from './bytes.js'
import type { RecordKey } from './record.js'

export const BUCKET_LENGTH_MAX = 64
export const KEY_BYTES_MAX = 1_024
/** Hashes of short keys that are remembered: one request asks for the same one several times. */
const HASHES_MAX = 1_024
const REMEMBERED_BYTES_MAX = 64

const BUCKET = /^[a-z0-9._-]{1,64}$/

/** @throws InvalidArgumentError unless `bucket` is 1 to 64 characters of `a-z 0-9 . _ -` */
export function checkBucket (bucket: string): void {
  if (!BUCKET.test(bucket)) throw new InvalidArgumentError(`a bucket name is 1 to ${BUCKET_LENGTH_MAX} characters of a-z, 0-9, '.', '_' and '-'`)
}

/** @throws InvalidKeyError unless `key` has 1 to 1,024 bytes */
export function checkKey (key: Uint8Array): void {
  if (key.length < 1 || key.length > KEY_BYTES_MAX) throw new InvalidKeyError(`the key has ${key.length} bytes; 1 to ${KEY_BYTES_MAX} are taken`)
}

/** @throws InvalidArgumentError, InvalidKeyError as checkBucket and checkKey do */
export function checkRecordKey (key: RecordKey): void {
  checkBucket(key.bucket)
  checkKey(key.key)
}

/** uvarint(length of bucket) ‖ bucket ‖ key: unlike for every (bucket, key). The length fits one byte. */
export function recordKeyBytes ({ bucket, key }: RecordKey): Uint8Array {
  const bytes = new Uint8Array(1 + bucket.length + key.length)
  bytes[0] = bucket.length
  for (let i = 0; i < bucket.length; i++) bytes[1 + i] = bucket.charCodeAt(i)
  bytes.set(key, 1 + bucket.length)
  return bytes
}

const hashes = new Map<string, Uint8Array>()

/** The position of a record on the ring: SHA-256 of recordKeyBytes, 32 bytes. Not to be changed by who asks. */
export function keyHash (key: RecordKey): Uint8Array {
  const bytes = recordKeyBytes(key)
  if (bytes.length > REMEMBERED_BYTES_MAX) return sha256(bytes)
  const name = latin1(bytes)
  let hash = hashes.get(name)
  if (hash === undefined) {
    if (hashes.size >= HASHES_MAX) hashes.clear()
    hashes.set(name, hash = sha256(bytes))
  }
  return hash
}

/**
 * The partition of a record: the top bits of the first 4 bytes of its hash, read big-endian.
 *
 * @param partitions how many there are: a power of two, at most 65,536
 */
export function partitionOf (key: RecordKey, partitions: number): number {
  return partitionOfHash(keyHash(key), partitions)
}

// Every write asks: a hash begun for each would allocate half a dozen objects, one of them outside the heap.
const begun = sha256.create()
const work = sha256.create()
const digest = new Uint8Array(sha256.outputLen)

/** As partitionOf, for recordKeyBytes of the key. */
export function partitionOfLocation (location: Uint8Array, partitions: number): number {
  begun._cloneInto(work).update(location).digestInto(digest)
  return partitionOfHash(digest, partitions)
}

/** As partitionOf, for a hash that is already at hand. */
export function partitionOfHash (hash: Uint8Array, partitions: number): number {
  const top = ((hash[0] ?? 0) << 24 | (hash[1] ?? 0) << 16 | (hash[2] ?? 0) << 8 | (hash[3] ?? 0)) >>> 0
  return Math.floor(top / (2 ** 32 / partitions))
}

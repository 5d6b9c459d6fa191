import { sha256 } from '@noble/hashes/sha2.js'
import { InvalidArgumentError, InvalidKeyError } from '../errors.js'
import { latin1 } from './bytes.js'
import type { RecordKey } from './record.js'

export const BUCKET_LENGTH_MAX = 64
export const KEY_BYTES_MAX = 1_024
/** Short keys whose places are remembered, a power of two: one request asks for the same one several times, and so does the next. */
export const PLACES_MAX = 8_192
const REMEMBERED_BYTES_MAX = 64

const BUCKET = /^[a-z0-9._-]{1,64}$/

/** The last that was right: most often the next is the same. */
let lastBucket = 'default'

/** @throws InvalidArgumentError unless `bucket` is 1 to 64 characters of `a-z 0-9 . _ -` */
export function checkBucket (bucket: string): void {
  if (bucket === lastBucket) return
  if (!BUCKET.test(bucket)) throw new InvalidArgumentError(`a bucket name is 1 to ${BUCKET_LENGTH_MAX} characters of a-z, 0-9, '.', '_' and '-'`)
  lastBucket = bucket
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
export function recordKeyBytes (key: RecordKey): Uint8Array {
  const bytes = new Uint8Array(recordKeyLength(key))
  writeRecordKey(key, bytes, 0)
  return bytes
}

/** Of recordKeyBytes. */
export function recordKeyLength ({ bucket, key }: RecordKey): number { return 1 + bucket.length + key.length }

/** As recordKeyBytes, to the end of `bytes` from `at` on. */
export function writeRecordKey ({ bucket, key }: RecordKey, bytes: Uint8Array, at: number): void {
  bytes[at++] = bucket.length
  for (let i = 0; i < bucket.length; i++) bytes[at++] = bucket.charCodeAt(i)
  bytes.set(key, at)
}

/** Where a record lies: recordKeyBytes of its key, that as text, and its SHA-256. */
export interface Place { readonly location: Uint8Array, readonly text: string, readonly hash: Uint8Array }

/** Each key has one slot, which the key that was asked for last of those that share it keeps: nothing grows, and nothing is ever cleared. */
const places: Array<Place | undefined> = Array.from({ length: PLACES_MAX })

/** One request asks for the same one again and again. */
let last: Place | undefined

// A hash begun for each would allocate half a dozen objects, one of them outside the heap.
const begun = sha256.create()
const work = sha256.create()

function sha256Of (location: Uint8Array): Uint8Array {
  const hash = new Uint8Array(sha256.outputLen)
  begun._cloneInto(work).update(location).digestInto(hash)
  return hash
}

// FNV-1a (Fowler, Noll, Vo), of the bytes of the location.
const FNV_START = 0x811c_9dc5
const fnv = (sum: number, byte: number): number => Math.imul(sum ^ byte, 0x0100_0193)
const slotOf = (sum: number): number => (sum ^ sum >>> 15) & (PLACES_MAX - 1)

/** That of a short key, which is remembered; undefined of a long one. Not to be changed by who asks. */
export function shortPlaceOf (key: RecordKey): Place | undefined {
  const { bucket, key: own } = key
  if (last !== undefined && isOf(last.location, key)) return last
  if (1 + bucket.length + own.length > REMEMBERED_BYTES_MAX) return undefined
  let sum = fnv(FNV_START, bucket.length)
  for (let i = 0; i < bucket.length; i++) sum = fnv(sum, bucket.charCodeAt(i) & 0xff)
  for (let i = 0; i < own.length; i++) sum = fnv(sum, own[i] ?? 0)
  const slot = slotOf(sum)
  const known = places[slot]
  if (known !== undefined && isOf(known.location, key)) return last = known
  const location = recordKeyBytes(key)
  return last = places[slot] = { location, text: latin1(location), hash: sha256Of(location) }
}

function isOf (location: Uint8Array, { bucket, key }: RecordKey): boolean {
  if (location[0] !== bucket.length || location.length !== 1 + bucket.length + key.length) return false
  let at = 1
  for (let i = 0; i < bucket.length; i++) if (location[at++] !== (bucket.charCodeAt(i) & 0xff)) return false
  for (let i = 0; i < key.length; i++) if (location[at++] !== key[i]) return false
  return true
}

/** The position of a record on the ring: SHA-256 of recordKeyBytes, 32 bytes. Not to be changed by who asks. */
export function keyHash (key: RecordKey): Uint8Array { return shortPlaceOf(key)?.hash ?? sha256Of(recordKeyBytes(key)) }

/** recordKeyBytes, one character a byte: a map key. */
export function keyText (key: RecordKey): string { return shortPlaceOf(key)?.text ?? latin1(recordKeyBytes(key)) }

/**
 * The partition of a record: the top bits of the first 4 bytes of its hash, read big-endian.
 *
 * @param partitions how many there are: a power of two, at most 65,536
 */
export function partitionOf (key: RecordKey, partitions: number): number { return partitionAt(keyHash(key), partitions) }

const once = new Uint8Array(sha256.outputLen)

/** As partitionOf, by recordKeyBytes of the key; nothing is remembered: for keys that come once, one after the other. */
export function partitionOfLocation (location: Uint8Array, partitions: number): number {
  begun._cloneInto(work).update(location).digestInto(once)
  return partitionAt(once, partitions)
}

function partitionAt (hash: Uint8Array, partitions: number): number {
  const top = ((hash[0] ?? 0) << 24 | (hash[1] ?? 0) << 16 | (hash[2] ?? 0) << 8 | (hash[3] ?? 0)) >>> 0
  return Math.floor(top / (2 ** 32 / partitions))
}

import { sha256 } from '@noble/hashes/sha2.js'
import { InvalidArgumentError, InvalidKeyError } from '../errors.js'
import { latin1 } from './bytes.js'
import type { RecordKey } from './record.js'

export const BUCKET_LENGTH_MAX = 64
export const KEY_BYTES_MAX = 1_024
/** Keys of which is remembered where they are, a power of two: 2 MiB, once that many were used. */
export const PLACES_MAX = 32_768

const BUCKET = /^[a-z0-9._-]{1,64}$/

/** The last that was right: most often the next is the same. */
let lastBucket = 'default'

/** @throws InvalidArgumentError unless `bucket` is 1 to 64 characters of `a-z 0-9 . _ -` */
export function checkBucket (bucket: string): void {
  if (bucket === lastBucket) return
  if (!BUCKET.test(bucket)) throw new InvalidArgumentError(`a bucket name is 1 to ${BUCKET_LENGTH_MAX} characters of a-z, 0-9, '.', '_' and '-'; this one is ${JSON.stringify(String(bucket).slice(0, 80))}`)
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

// A hash begun for each would allocate half a dozen objects, one of them outside the heap.
const begun = sha256.create()
const work = sha256.create()

function writeHash (location: Uint8Array, hash: Uint8Array): Uint8Array {
  begun._cloneInto(work).update(location).digestInto(hash)
  return hash
}

/** The position of a record on the ring: SHA-256 of recordKeyBytes, 32 bytes. */
export function keyHash (key: RecordKey): Uint8Array { return writeHash(recordKeyBytes(key), new Uint8Array(sha256.outputLen)) }

/** recordKeyBytes, one character a byte: a map key. */
export function keyText (key: RecordKey): string { return latin1(recordKeyBytes(key)) }

/**
 * The partition of a record: the top bits of the first 4 bytes of its hash, read big-endian.
 *
 * @param partitions how many there are: a power of two, at most 65,536
 */
export function partitionOf (key: RecordKey, partitions: number): number { return partitionAt(topOf(key), partitions) }

/** As partitionOf, by recordKeyBytes of the key; nothing is remembered: for keys that come once, one after the other. */
export function partitionOfLocation (location: Uint8Array, partitions: number): number { return partitionAt(hashedTop(location), partitions) }

/*
 * The first 4 bytes of the hash are remembered for short keys: one request asks for those of the same key several times, and so
 * does the next. Each key has one place, which the key that was asked for last of those that share it has: nothing grows, and nothing is ever
 * cleared. A place is one line of a processor's cache: the 4 bytes, how long recordKeyBytes are (0: nothing is there), and these.
 */
const PLACE_BYTES = 64
const LENGTH_AT = 4
const LOCATION_AT = 5
const REMEMBERED_BYTES_MAX = PLACE_BYTES - LOCATION_AT
const PLACE_WORDS = PLACE_BYTES / 4
const tops = new Uint32Array(PLACES_MAX * PLACE_WORDS)
const places = new Uint8Array(tops.buffer)
const scratch = new Uint8Array(REMEMBERED_BYTES_MAX)

// FNV-1a (Fowler, Noll, Vo), of the bytes of the location.
const FNV_START = 0x811c_9dc5
const fnv = (sum: number, byte: number): number => Math.imul(sum ^ byte, 0x0100_0193)
const placeOf = (sum: number): number => (sum ^ sum >>> 15) & (PLACES_MAX - 1)

/** The first 4 bytes of keyHash, big-endian. */
function topOf (key: RecordKey): number {
  const { bucket, key: own } = key
  const length = recordKeyLength(key)
  if (length > REMEMBERED_BYTES_MAX) return hashedTop(recordKeyBytes(key))
  let at = 0
  let sum = fnv(FNV_START, scratch[at++] = bucket.length)
  for (let i = 0; i < bucket.length; i++) sum = fnv(sum, scratch[at++] = bucket.charCodeAt(i) & 0xff)
  for (let i = 0; i < own.length; i++) sum = fnv(sum, scratch[at++] = own[i] as number)
  const place = placeOf(sum)
  const first = place * PLACE_BYTES + LOCATION_AT
  let isKnown = places[place * PLACE_BYTES + LENGTH_AT] === length
  for (let i = 0; isKnown && i < length; i++) isKnown = places[first + i] === scratch[i]
  if (isKnown) return tops[place * PLACE_WORDS] as number
  const location = scratch.subarray(0, length)
  places.set(location, first)
  places[place * PLACE_BYTES + LENGTH_AT] = length
  return tops[place * PLACE_WORDS] = hashedTop(location)
}

const hashed = new Uint8Array(sha256.outputLen)

function hashedTop (location: Uint8Array): number {
  writeHash(location, hashed)
  return ((hashed[0] as number) << 24 | (hashed[1] as number) << 16 | (hashed[2] as number) << 8 | (hashed[3] as number)) >>> 0
}

function partitionAt (top: number, partitions: number): number { return Math.floor(top / (2 ** 32 / partitions)) }

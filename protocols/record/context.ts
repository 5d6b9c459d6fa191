/**
 * What a client holds of what it read: a version vector, opaque to it, good for one key only.
 *
 * Layout: version (1 byte), the vector as an encoded Record without siblings, digest (16 bytes): the
 * first half of HMAC-SHA-256 over a domain name, cluster, bucket, key and vector. With a secret of
 * the cluster nobody outside it can make one; without, the digest still catches every context that
 * was truncated, altered or taken from another key.
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { InvalidContextError } from '../errors.js'
import { equalBytes, fromBase64url, toBase64url, utf8Bytes } from './bytes.js'
import { recordKeyBytes, shortPlaceOf, type Place } from './key.js'
import { decodeRecord, encodeRecordBehind } from './record-codec.js'
import type { KvRecord, RecordKey, VersionVector } from './record.js'
import { equalVectors } from './version-vector.js'

const VERSION = 1
const DIGEST_BYTES = 16
const DOMAIN = utf8Bytes('p2pkv context 1')
const NO_SECRET = new Uint8Array(0)
/** A vector of VECTOR_ENTRIES_MAX entries, with room to spare. */
export const CONTEXT_BYTES_MAX = 160 * 1_024

export interface ContextScope {
  /** The cluster's id. */
  readonly cluster: string
  /** Known to the cluster's peers only; absent makes the digest a plain one. */
  readonly secret?: Uint8Array
}

interface Made { readonly scope: ContextScope, readonly place: Place, readonly vector: VersionVector, readonly bytes: Uint8Array }

/** Contexts that are remembered, a power of two, one for each slot: who reads a key again gets the same one, until it is written. */
const MADE_MAX = 4_096
/** Longer ones are not. */
const MADE_BYTES_MAX = 256
const made: Array<Made | undefined> = Array.from({ length: MADE_MAX })

/** The bytes that a client gets for having seen `vector` of `key`. Not to be changed by who asks. */
export function encodeContext (vector: VersionVector, scope: ContextScope, key: RecordKey): Uint8Array {
  const place = shortPlaceOf(key)
  if (place === undefined) return makeContext(vector, scope, key)
  const slot = ((place.hash[4] ?? 0) << 8 | (place.hash[5] ?? 0)) & (MADE_MAX - 1)
  const known = made[slot]
  if (known?.place.text === place.text && known.scope.cluster === scope.cluster && known.scope.secret === scope.secret && equalVectors(known.vector, vector)) return known.bytes
  const bytes = makeContext(vector, scope, key)
  if (bytes.length <= MADE_BYTES_MAX) made[slot] = { scope, place, vector, bytes }
  return bytes
}

function makeContext (vector: VersionVector, scope: ContextScope, key: RecordKey): Uint8Array {
  const bytes = encodeRecordBehind(1, { vv: vector, siblings: [] }, length => new Uint8Array(length + DIGEST_BYTES))
  bytes[0] = VERSION
  const end = bytes.length - DIGEST_BYTES
  bytes.set(digest(bytes.subarray(1, end), scope, key), end)
  return bytes
}

/**
 * The vector of a context that a client sent for `key`.
 *
 * @throws InvalidContextError when it is truncated, altered, too large, of an unknown version, or
 *   was made for another cluster, bucket or key
 */
export function decodeContext (bytes: Uint8Array, scope: ContextScope, key: RecordKey): VersionVector {
  if (bytes.length < 1 + DIGEST_BYTES || bytes.length > CONTEXT_BYTES_MAX) throw new InvalidContextError(`a context has ${1 + DIGEST_BYTES} to ${CONTEXT_BYTES_MAX} bytes, this one ${bytes.length}`)
  if (bytes[0] !== VERSION) throw new InvalidContextError('the context is of a version that this peer does not know')
  const body = bytes.subarray(1, bytes.length - DIGEST_BYTES)
  if (!equalBytes(digest(body, scope, key), bytes.subarray(bytes.length - DIGEST_BYTES))) {
    throw new InvalidContextError('the context is damaged, or was made for another key, bucket or cluster')
  }
  const record = parse(body)
  if (record.siblings.length > 0) throw new InvalidContextError('the context is not one')
  return record.vv
}

/** A context as the command line and logs show it. */
export function contextToText (bytes: Uint8Array): string {
  return toBase64url(bytes)
}

/** @throws InvalidContextError when the text is not base64url */
export function contextFromText (text: string): Uint8Array {
  const bytes = text.length > CONTEXT_BYTES_MAX * 4 / 3 ? undefined : fromBase64url(text)
  if (bytes === undefined) throw new InvalidContextError('a context is base64url text as a get printed it')
  return bytes
}

function digest (body: Uint8Array, { cluster, secret }: ContextScope, key: RecordKey): Uint8Array {
  const name = utf8Bytes(cluster)
  const location = recordKeyBytes(key)
  const lengths = new Uint8Array(8)
  setWord(lengths, 0, name.length)
  setWord(lengths, 4, location.length)
  const { ready, used } = keyed(secret ?? NO_SECRET)
  ready._cloneInto(used)
  used.update(DOMAIN).update(lengths).update(name).update(location).update(body).digestInto(mac)
  return mac.subarray(0, DIGEST_BYTES)
}

/** Big-endian. Not by a DataView: that gives a short array a buffer outside the heap, which costs more than it does. */
function setWord (bytes: Uint8Array, offset: number, word: number): void {
  bytes[offset] = word >>> 24
  bytes[offset + 1] = word >>> 16
  bytes[offset + 2] = word >>> 8
  bytes[offset + 3] = word
}

type Keyed = ReturnType<typeof hmac.create>
/** `ready` has taken in its key, half of the work of a short one; `used` is what it is copied to each time: a new one costs as much as hashing. */
interface KeyedPair { readonly ready: Keyed, readonly used: Keyed }
const keyedBy = new WeakMap<Uint8Array, KeyedPair>()
/** Where digests are made; reused, since nothing here waits. */
const mac = new Uint8Array(32)

function keyed (secret: Uint8Array): KeyedPair {
  let known = keyedBy.get(secret)
  if (known === undefined) {
    const ready = hmac.create(sha256, secret)
    known = { ready, used: ready.clone() as Keyed }
    keyedBy.set(secret, known)
  }
  return known
}

function parse (body: Uint8Array): KvRecord {
  try {
    return decodeRecord(body)
  } catch (cause) {
    throw new InvalidContextError('the context does not hold a version vector', { cause })
  }
}

/**
 * What a client holds of what it read: a version vector, opaque to it, good for one key only.
 *
 * Layout: version (1 byte), the vector as an encoded Record without siblings, checksum (16 bytes, four words, little
 * endian): MurmurHash3 of a domain name, cluster, bucket, key and vector. It catches every context that was truncated, altered or
 * taken from another key. It keeps nobody from making one: what a context says is its client's word
 * (docs/adr/0029-contexts-have-a-checksum.md).
 */
import { InvalidContextError } from '../errors.js'
import { concatBytes, equalBytes, utf8Bytes, writeWord } from './bytes.js'
import { hash128 } from './checksum.js'
import { recordKeyLength, writeRecordKey } from './key.js'
import { decodeRecord, encodeRecordBehind } from './record-codec.js'
import type { KvRecord, RecordKey, VersionVector } from './record.js'
import { allocate } from './slab.js'

const VERSION = 2
const CHECKSUM_BYTES = 16
const DOMAIN = utf8Bytes('p2pkv context 2')
/** A vector of VECTOR_ENTRIES_MAX entries, with room to spare. */
export const CONTEXT_BYTES_MAX = 160 * 1_024

export interface ContextScope {
  /** The cluster's name. */
  readonly cluster: string
}

/** The bytes that a client gets for having seen `vector` of `key`. */
export function encodeContext (vector: VersionVector, scope: ContextScope, key: RecordKey): Uint8Array {
  const bytes = encodeRecordBehind(1, { vv: vector, siblings: [] }, length => allocate(length + CHECKSUM_BYTES))
  bytes[0] = VERSION
  const end = bytes.length - CHECKSUM_BYTES
  writeChecksum(bytes.subarray(1, end), scope, key, bytes, end)
  return bytes
}

/**
 * The vector of a context that a client sent for `key`.
 *
 * @throws InvalidContextError when it is truncated, altered, too large, of an unknown version, or
 *   was made for another cluster, bucket or key
 */
export function decodeContext (bytes: Uint8Array, scope: ContextScope, key: RecordKey): VersionVector {
  if (bytes.length < 1 + CHECKSUM_BYTES || bytes.length > CONTEXT_BYTES_MAX) throw new InvalidContextError(`a context has ${1 + CHECKSUM_BYTES} to ${CONTEXT_BYTES_MAX} bytes, this one ${bytes.length}`)
  if (bytes[0] !== VERSION) throw new InvalidContextError('the context is of a version that this peer does not know')
  const end = bytes.length - CHECKSUM_BYTES
  const body = bytes.subarray(1, end)
  writeChecksum(body, scope, key, expected, 0)
  if (!equalBytes(expected, bytes.subarray(end))) throw new InvalidContextError('the context is damaged, or was made for another key, bucket or cluster')
  const record = parse(body)
  if (record.siblings.length > 0) throw new InvalidContextError('the context is not one')
  return record.vv
}

/** Where checksums are made; reused, since nothing here waits. */
const sums = new Uint32Array(4)
const expected = new Uint8Array(CHECKSUM_BYTES)
/** The domain's name and the cluster's, behind its length: nearly always the same. */
let prefix: { readonly cluster: string, readonly bytes: Uint8Array } | undefined

function prefixOf (cluster: string): Uint8Array {
  if (prefix?.cluster !== cluster) {
    const name = utf8Bytes(cluster)
    const length = new Uint8Array(4)
    writeWord(length, 0, name.length)
    prefix = { cluster, bytes: concatBytes(DOMAIN, length, name) }
  }
  return prefix.bytes
}

/** Of the prefix, and as its continuation of the length of recordKeyBytes, these, and `body`. */
function writeChecksum (body: Uint8Array, { cluster }: ContextScope, key: RecordKey, into: Uint8Array, offset: number): void {
  const length = recordKeyLength(key)
  const bytes = allocate(4 + length + body.length)
  writeWord(bytes, 0, length)
  writeRecordKey(key, bytes, 4)
  bytes.set(body, 4 + length)
  hash128(prefixOf(cluster), 0, bytes, sums)
  for (let i = 0; i < 4; i++) writeWord(into, offset + 4 * i, sums[i] ?? 0)
}

function parse (body: Uint8Array): KvRecord {
  try {
    return decodeRecord(body)
  } catch (cause) {
    throw new InvalidContextError('the context does not hold a version vector', { cause })
  }
}

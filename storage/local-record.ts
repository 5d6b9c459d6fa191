import { CorruptRecordError, ProtocolError } from '../protocols/errors.js'
import { equalBytes } from '../protocols/record/bytes.js'
import { onlyVersionEndsAt } from '../protocols/record/only-version.js'
import { decodeRecord, encodeRecordBehind } from '../protocols/record/record-codec.js'
import { versionSetBytes } from '../protocols/record/version-set.js'
import { hash128 } from '../protocols/record/checksum.js'
import { checkEnvelope, ENVELOPE_HEADER_BYTES, sealInPlace } from './envelope.js'
import { LOCATION_OFFSET } from './keyspace.js'
import { allocate } from '../protocols/record/slab.js'
import type { KvRecord } from '../protocols/record/record.js'

const HEADER_BYTES = 8
const RECORD_AT = ENVELOPE_HEADER_BYTES + HEADER_BYTES

/** What a store knows of a record that it holds, though it may not have its values at hand. */
export interface HeldVersions {
  /** See LocalRecord. */
  readonly ownEpoch: number
  /** @throws CorruptRecordError */
  readonly record: KvRecord
  /** What the key adds to its Merkle tree: the hash of its location and version set, four words. @throws CorruptRecordError */
  readonly entryHash: (storageKey: Uint8Array) => Uint32Array
}

export function entryHashOf (storageKey: Uint8Array, record: KvRecord): Uint32Array {
  const hash = new Uint32Array(4)
  hash128(storageKey, LOCATION_OFFSET, versionSetBytes(record), hash)
  return hash
}

/**
 * A record as this store holds it: the record, and what only this store knows of it.
 *
 * Stored as envelope(own epoch (8 bytes, big-endian) ‖ encoded record).
 */
export class LocalRecord implements HeldVersions {
  #encoded: Uint8Array | undefined
  /**
   * The key epoch whose every dot for this key this very copy has seen made, so that it may make the
   * next one; 0 when there is none. Never derived from the record: others may have sent us dots of ours.
   */
  readonly ownEpoch: number
  /** With the encoded record at its end. */
  readonly #stored: Uint8Array
  #isSealed: boolean
  #record: KvRecord | undefined
  #entryHash: Uint32Array | undefined

  private constructor (stored: Uint8Array, ownEpoch: number, record?: KvRecord) {
    this.ownEpoch = ownEpoch
    this.#stored = stored
    this.#isSealed = record === undefined
    this.#record = record
  }

  static of (record: KvRecord, ownEpoch: number): LocalRecord {
    return LocalRecord.#with(encodeRecordBehind(RECORD_AT, record, allocate), ownEpoch, record)
  }

  /** As of, where what encodeRecord makes of the record is at hand. */
  static ofEncoded (record: KvRecord, encoded: Uint8Array, ownEpoch: number): LocalRecord {
    const stored = allocate(RECORD_AT + encoded.length)
    stored.set(encoded, RECORD_AT)
    return LocalRecord.#with(stored, ownEpoch, record)
  }

  static #with (stored: Uint8Array, ownEpoch: number, record: KvRecord): LocalRecord {
    for (let at = RECORD_AT, rest = ownEpoch; rest > 0; rest = Math.floor(rest / 256)) stored[--at] = rest % 256
    return new LocalRecord(stored, ownEpoch, record)
  }

  /** @throws CorruptRecordError when `sealed` is not what was stored under `storageKey` */
  static open (storageKey: Uint8Array, sealed: Uint8Array): LocalRecord {
    checkEnvelope(storageKey, sealed)
    if (sealed.length < RECORD_AT) throw new CorruptRecordError('a stored record is shorter than its own header')
    return LocalRecord.verified(sealed)
  }

  /** What `seal` gave, or `open` took, and nobody has touched since. */
  static verified (sealed: Uint8Array): LocalRecord {
    return new LocalRecord(sealed, ownEpochOf(sealed))
  }

  /** What to store under `storageKey`: of one record always the same key. */
  seal (storageKey: Uint8Array): Uint8Array {
    if (!this.#isSealed) sealInPlace(storageKey, this.#stored)
    this.#isSealed = true
    return this.#stored
  }

  entryHash (storageKey: Uint8Array): Uint32Array {
    this.#entryHash ??= entryHashOf(storageKey, this.record)
    return this.#entryHash
  }

  /** As encodeRecord made it. */
  get encoded (): Uint8Array {
    this.#encoded ??= this.#stored.subarray(RECORD_AT)
    return this.#encoded
  }

  /** See there. Does not decode the record. */
  get onlyVersionEndsAt (): number | undefined { return onlyVersionEndsAt(this.#stored, RECORD_AT) }

  get isDecoded (): boolean { return this.#record !== undefined }

  /** Decoded on first use. @throws CorruptRecordError */
  get record (): KvRecord {
    this.#record ??= this.#decode()
    return this.#record
  }

  #decode (): KvRecord {
    try {
      return decodeRecord(this.encoded)
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause
      throw new CorruptRecordError('a stored record does not decode', { cause })
    }
  }
}

/** Whether a copy is what it was: the same record, or one that cannot be read still. */
export function isStill (local: LocalRecord | CorruptRecordError | undefined, was: Uint8Array | CorruptRecordError): boolean {
  return was instanceof CorruptRecordError ? local instanceof CorruptRecordError : local instanceof LocalRecord && equalBytes(local.encoded, was)
}

function ownEpochOf (sealed: Uint8Array): number {
  // Not by a DataView: see writeWord.
  let ownEpoch = 0
  for (let at = ENVELOPE_HEADER_BYTES; at < RECORD_AT; at++) ownEpoch = ownEpoch * 256 + (sealed[at] as number)
  return ownEpoch
}

/** What a record store is given and gives: see record-store.ts. */
import type { CorruptRecordError } from '../protocols/errors.js'
import type { Dot, Hlc, KvRecord, RecordKey, VersionVector } from '../protocols/record/record.js'
import type { ConflictPolicy } from '../protocols/record/visible.js'
import type { LeaseInit, Log } from './actor-leases.js'
import { HOT_RECORDS_BYTES_MAX } from './hot-records.js'
import { KNOWN_KEYS_BYTES_MAX } from './known-keys.js'
import { KNOWN_VERSIONS_BYTES_MAX } from './known-versions.js'
import type { Store } from './store.js'

/** A write that would make one more concurrent version than this is refused. */
export const SIBLINGS_MAX_DEFAULT = 128

export interface RecordStoreComponents {
  readonly store: Store
  readonly clock: { readonly realtime: () => number }
  /** Unpredictable bytes. */
  readonly random: (length: number) => Uint8Array
  readonly log?: Log
}

export interface RecordStoreInit extends LeaseInit {
  /** A power of two, at most 65,536. */
  readonly partitions: number
  /** Default 8 MiB. */
  readonly valueBytesMax?: number
  /** All siblings of a key together; default 48 MiB, less than the store's writer can queue. */
  readonly recordBytesMax?: number
  /** Keys that are being read or written at one time; default 16,384. */
  readonly inFlightKeysMax?: number
  /** Writes and their bytes on their way to the disk; default 4,096 of two or three operations and 32 MiB, at most half of what the store's writer queues. */
  readonly inFlightWritesMax?: number
  readonly inFlightBytesMax?: number
  /** Concurrent versions of a key; a write that would make one more is refused. Default 128. */
  readonly siblingsMax?: number
  /** Records kept aside because of their stamps; default 10,000. */
  readonly quarantineKeysMax?: number
  /** Memory to know by which keys are new, so that they need not be looked for; beyond it they are. Default 16 MiB. */
  readonly knownKeysBytesMax?: number
  /** Memory for records that were read or written last, 0 for none; see HotRecords. Default 32 MiB. */
  readonly hotRecordsBytesMax?: number
  /** Memory for the versions of keys that were written last, 0 for none; see KnownVersions. Default 64 MiB. */
  readonly knownVersionsBytesMax?: number
}

export interface WriteIntent {
  /** null deletes. */
  readonly value: Uint8Array | null
  /** What the client has seen; exactly what it covers is replaced. */
  readonly context?: VersionVector
  /** A stamp that the client has seen; that of this write is greater. It does not move this peer's clock. */
  readonly after?: Hlc
  /** An integer from 1 to ten years; absent means never. */
  readonly ttlMs?: number
  readonly policy: ConflictPolicy
  /** `if-match`: the versions held are among those of `context`. Optimistic: checked at this replica only. */
  readonly condition?: 'if-absent' | 'if-match'
  /** 16 bytes. */
  readonly requestId?: Uint8Array
  /** Nobody asks what the key held before: where its version is known, it is not read. */
  readonly withoutPrevious?: boolean
}

export interface LocalWrite {
  /** The key after the write: what the other replicas are sent. */
  readonly record: KvRecord
  readonly encoded: Uint8Array
  readonly dot: Dot
  readonly hlc: Hlc
  /** The key before the write; undefined when there was nothing, or it was not read because nobody asked for it. */
  readonly previous: KvRecord | undefined
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined
  /** Settles when it is on this disk, or is not; see Store.batch. */
  readonly committed: Promise<void>
}

export interface Merged {
  /** The key after the merge. */
  readonly record: KvRecord
  readonly encoded: Uint8Array
  readonly changed: boolean
  /** It bears a stamp from the future and was kept aside: this replica does not hold it. */
  readonly quarantined: boolean
  readonly committed: Promise<void>
}

/** One of many to be merged. */
export interface IncomingRecord {
  readonly key: RecordKey
  readonly record: KvRecord
  /** Exactly what encodeRecord makes of `record`, if it is at hand: it is then not made again. */
  readonly encoded?: Uint8Array | undefined
}

export interface MergedAll {
  readonly changed: number
  /** Of those that were not taken. */
  readonly left: readonly number[]
  /** Of all others. */
  readonly committed: Promise<unknown>
}

export interface ScannedRecord {
  readonly key: RecordKey
  readonly encoded: Uint8Array | CorruptRecordError
}

export const RECORD_STORE_DEFAULTS = {
  valueBytesMax: 8 * 1_024 * 1_024,
  recordBytesMax: 48 * 1_024 * 1_024,
  inFlightKeysMax: 16_384,
  inFlightWritesMax: 4_096,
  inFlightBytesMax: 32 * 1_024 * 1_024,
  quarantineKeysMax: 10_000,
  siblingsMax: SIBLINGS_MAX_DEFAULT,
  knownKeysBytesMax: KNOWN_KEYS_BYTES_MAX,
  hotRecordsBytesMax: HOT_RECORDS_BYTES_MAX,
  knownVersionsBytesMax: KNOWN_VERSIONS_BYTES_MAX,
}

export function limitsOf (init: RecordStoreInit): typeof RECORD_STORE_DEFAULTS {
  return {
    valueBytesMax: init.valueBytesMax ?? RECORD_STORE_DEFAULTS.valueBytesMax,
    recordBytesMax: init.recordBytesMax ?? RECORD_STORE_DEFAULTS.recordBytesMax,
    inFlightKeysMax: init.inFlightKeysMax ?? RECORD_STORE_DEFAULTS.inFlightKeysMax,
    inFlightWritesMax: init.inFlightWritesMax ?? RECORD_STORE_DEFAULTS.inFlightWritesMax,
    inFlightBytesMax: init.inFlightBytesMax ?? RECORD_STORE_DEFAULTS.inFlightBytesMax,
    quarantineKeysMax: init.quarantineKeysMax ?? RECORD_STORE_DEFAULTS.quarantineKeysMax,
    siblingsMax: init.siblingsMax ?? RECORD_STORE_DEFAULTS.siblingsMax,
    knownKeysBytesMax: init.knownKeysBytesMax ?? RECORD_STORE_DEFAULTS.knownKeysBytesMax,
    hotRecordsBytesMax: init.hotRecordsBytesMax ?? RECORD_STORE_DEFAULTS.hotRecordsBytesMax,
    knownVersionsBytesMax: init.knownVersionsBytesMax ?? RECORD_STORE_DEFAULTS.knownVersionsBytesMax,
  }
}

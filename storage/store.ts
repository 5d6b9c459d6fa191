/** The engine under everything that a peer keeps: an ordered map of byte strings with atomic batches. */

/** `synced`: on stable storage. `buffered`: handed to the operating system; survives a killed process, not a power cut. */
export type Durability = 'synced' | 'buffered'

export type StoreOp =
  | { readonly type: 'put', readonly key: Uint8Array, readonly value: Uint8Array }
  | { readonly type: 'del', readonly key: Uint8Array }

export interface ScanRange {
  /** Inclusive. */
  readonly gte: Uint8Array
  /** Exclusive. */
  readonly lt: Uint8Array
  /** At most this many entries; absent means all. */
  readonly limit?: number
  /** Only the keys are wanted: values may be left out, as no bytes. */
  readonly keysOnly?: boolean
  /** About how many bytes whoever asks takes, if it may break off then: more need not be read for it. */
  readonly bytesAhead?: number
  /** Called when something could not be read and was passed over: what stands for it may be an older entry. Absent: the scan fails. */
  readonly passOver?: () => void
}

export interface StoreEntry { readonly key: Uint8Array, readonly value: Uint8Array }

export interface StoreHealth {
  /** `fenced`: a write failed; reads go on, writes answer StoreFencedError until the store has reopened itself. */
  readonly state: 'open' | 'fenced' | 'closed'
  /** Why it is not open, for the operator; absent when open. */
  readonly reason?: string
  /** How long it has not been open, milliseconds. */
  readonly reasonAgeMs?: number
  /** It stays fenced until its process starts again: writes that were acknowledged in this run are lost, and its owner must become another store. */
  readonly needsRestart?: boolean
  /** Why new client writes should be refused though it is open (too little free space); deletes and repairs should not. */
  readonly clientWritesRefused?: string
  /** Free and total bytes of the file system; absent where there is none. */
  readonly disk?: { readonly freeBytes: number, readonly totalBytes: number }
}

/** What opening found, for whoever must distrust what it wrote in an earlier run. */
export interface OpeningReport {
  /** The last run ended with close(). A new, empty store counts as clean. */
  readonly clean: boolean
  /** Batches that had been acknowledged as synced are missing. */
  readonly lostBatches: boolean
}

export interface Store {
  /** Of this run's first opening: a store that loses something later does not open again, see StoreHealth.needsRestart. */
  readonly opening: OpeningReport
  /** The value, or undefined when there is none. The result must not be modified. */
  get: (key: Uint8Array) => Promise<Uint8Array | undefined>
  /**
   * Entries in ascending key order (bytewise), from one consistent snapshot.
   *
   * @throws CorruptRecordError without `passOver`, when something could not be read up to where it ended, or was broken off: after all that can be
   */
  scan: (range: ScanRange) => AsyncIterable<StoreEntry>
  /**
   * Applies all of `ops` or none, in order after every batch submitted before it. Resolves when they
   * have reached `durability`. No batch is too much that is empty: it tells when those before it are written.
   *
   * @param onRefused called before it returns when it is refused: of that nobody else hears in the same turn
   * @throws StoreFencedError `outcome: 'none'` when it was refused, `'unknown'` when the write failed midway
   */
  batch: (ops: readonly StoreOp[], durability: Durability, onRefused?: () => void) => Promise<void>
  health: () => StoreHealth
  /** Calls `fn` on every change of `health().state`, fenced and open again included. */
  onStateChange: (fn: (health: StoreHealth) => void) => void
  close: () => Promise<void>
}

/**
 * What is stored for a key: a dotted version vector set (Almeida, Baquero, Gonçalves, Preguiça,
 * Fonte: "Scalable and accurate causality tracking for eventually consistent stores", 2014).
 */

/** Who made a version: `<storeId, 32 hex digits>.<key epoch, base 36>`. Never reused, see dvv-set.ts. */
export type Actor = string

/** One event: the `counter`-th that `actor` made for this key, counted from 1. */
export interface Dot { readonly actor: Actor, readonly counter: number }

/** For each actor, how many of its events are covered: all of 1 … counter. */
export type VersionVector = ReadonlyMap<Actor, number>

/** Hybrid logical clock stamp: 48 bits of milliseconds since 1970, 16 bits of counter. Order is numeric. */
export type Hlc = bigint

export interface Sibling {
  readonly dot: Dot
  readonly hlc: Hlc
  /** null is a tombstone: the key was deleted by this event. */
  readonly value: Uint8Array | null
  /** Milliseconds since 1970 from which every replica hides this version; absent means never. */
  readonly expiresAt?: number
  /** The client's request id (16 bytes), so that a retry is the same write. */
  readonly requestId?: Uint8Array
}

/** All that a replica knows of a key: the events it has seen (`vv`) and the versions still current. */
export interface KvRecord {
  readonly vv: VersionVector
  /** Concurrent with each other; in ascending order of (hlc, actor, counter). */
  readonly siblings: readonly Sibling[]
}

/** A bucket and a key in it: what a record is stored under. */
export interface RecordKey {
  /** 1 to 64 characters of `a-z 0-9 . _ -`. */
  readonly bucket: string
  /** 1 to 1,024 bytes, any. */
  readonly key: Uint8Array
}

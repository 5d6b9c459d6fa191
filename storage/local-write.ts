/** What a client's write makes of a key. Each object has one shape, written out: V8 makes a new one for each spread, and misses it where it is read. */
import type { Dot, Hlc, KvRecord, Sibling } from '../protocols/record/record.js'
import type { LocalRecord } from './local-record.js'
import type { LocalWrite, WriteIntent } from './record-store-types.js'

/** A write as an event of the key, and what is to be stored for it. */
export interface WriteEvent {
  readonly dot: Dot
  readonly hlc: Hlc
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined
  readonly next: LocalRecord
}

export function localWrite ({ dot, hlc, expiresAt, next }: WriteEvent, previous: KvRecord | undefined, committed: Promise<void>): LocalWrite {
  return { record: next.record, encoded: next.encoded, dot, hlc, previous, expiresAt, committed }
}

export function siblingOf ({ value, requestId }: WriteIntent, dot: Dot, hlc: Hlc, expiresAt: number | undefined): Sibling {
  if (expiresAt === undefined) return requestId === undefined ? { dot, hlc, value } : { dot, hlc, value, requestId }
  return requestId === undefined ? { dot, hlc, value, expiresAt } : { dot, hlc, value, expiresAt, requestId }
}

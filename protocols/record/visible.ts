import { compareSiblings } from './dvv-set.js'
import type { KvRecord, Sibling } from './record.js'

/** What becomes of concurrent versions: `lww` shows one, `siblings` all. A property of the bucket. */
export type ConflictPolicy = 'lww' | 'siblings'

/** A version that holds a value. */
export type LiveSibling = Sibling & { readonly value: Uint8Array }

/** Whether a version is a value at the time `nowMs`: not a tombstone, not expired. */
export function isLive (sibling: Sibling, nowMs: number): sibling is LiveSibling {
  return sibling.value !== null && (sibling.expiresAt === undefined || nowMs < sibling.expiresAt)
}

/**
 * What a client sees of a record at the time `nowMs` (milliseconds since 1970), oldest first.
 *
 * `siblings`: every live version. `lww`: the version with the greatest (hlc, actor), or nothing when
 * that one is a tombstone or expired: an older value must not come back from behind it.
 */
export function visible (record: KvRecord | undefined, policy: ConflictPolicy, nowMs: number): LiveSibling[] {
  if (record === undefined) return []
  if (policy === 'siblings') return record.siblings.filter(sibling => isLive(sibling, nowMs))
  let newest: Sibling | undefined
  for (const sibling of record.siblings) if (newest === undefined || compareSiblings(sibling, newest) > 0) newest = sibling
  return newest !== undefined && isLive(newest, nowMs) ? [newest] : []
}

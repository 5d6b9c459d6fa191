/** What a write is checked for against the record that it meets. */
import { InvalidArgumentError, PreconditionFailedError, ProtocolError, ValueTooLargeError } from '../protocols/errors.js'
import { equalBytes } from '../protocols/record/bytes.js'
import { siblingsBeyond } from '../protocols/record/dvv-set.js'
import { hlcMs } from '../protocols/record/hlc.js'
import { VECTOR_ENTRIES_MAX } from '../protocols/record/record-codec.js'
import { REQUEST_ID_BYTES } from '../protocols/record/record-fields.js'
import { checkTtl } from '../protocols/record/ttl.js'
import { EMPTY_VECTOR } from '../protocols/record/version-vector.js'
import { visible } from '../protocols/record/visible.js'
import type { WriteIntent } from './record-store-types.js'
import type { KvRecord, Sibling, VersionVector } from '../protocols/record/record.js'
import type { ConflictPolicy } from '../protocols/record/visible.js'

/** For how long the same request id means the same write. */
export const REQUEST_ID_MS = 10 * 60_000

export interface Condition {
  readonly condition?: 'if-absent' | 'if-match'
  readonly context?: VersionVector
  readonly policy: ConflictPolicy
}

/** What a write replaces. */
export function contextOf ({ context, policy }: WriteIntent, before: KvRecord): VersionVector {
  return context ?? (policy === 'lww' ? before.vv : EMPTY_VECTOR)
}

/** @throws ValueTooLargeError, InvalidArgumentError */
export function checkIntent ({ value, ttlMs, requestId, condition, context }: WriteIntent, valueBytesMax: number): void {
  if (value !== null && value.length > valueBytesMax) throw new ValueTooLargeError(value.length, valueBytesMax)
  if (ttlMs !== undefined) checkTtl(ttlMs)
  if (ttlMs !== undefined && value === null) throw new InvalidArgumentError('a delete takes no TTL')
  if (requestId !== undefined && requestId.length !== REQUEST_ID_BYTES) throw new InvalidArgumentError(`a request id has ${REQUEST_ID_BYTES} bytes`)
  if (condition === 'if-match' && context === undefined) throw new InvalidArgumentError('if-match needs a context')
}

/** @throws ProtocolError when more actors have written the key than a record may name */
export function checkVector ({ vv }: KvRecord): void {
  if (vv.size > VECTOR_ENTRIES_MAX) throw new ProtocolError(`the key has been written by more than ${VECTOR_ENTRIES_MAX} actors`)
}

/** The version that the request with this id made, if it was less than REQUEST_ID_MS ago. */
export function findRequest (record: KvRecord, requestId: Uint8Array | undefined, nowMs: number): Sibling | undefined {
  if (requestId === undefined) return undefined
  return record.siblings.find(sibling => sibling.requestId !== undefined && equalBytes(sibling.requestId, requestId) &&
    nowMs - hlcMs(sibling.hlc) <= REQUEST_ID_MS)
}

/** @throws PreconditionFailedError when the record is not as `condition` demands */
export function checkCondition (record: KvRecord, { condition, context, policy }: Condition, nowMs: number): void {
  if (condition === 'if-absent' && visible(record, policy, nowMs).length > 0) {
    throw new PreconditionFailedError('the key has a value')
  }
  if (condition === 'if-match') {
    const matches = record.siblings.length > 0 && siblingsBeyond(record, context ?? EMPTY_VECTOR).length === 0
    if (!matches) throw new PreconditionFailedError('the key has changed since the context was read')
  }
}

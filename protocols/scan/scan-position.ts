import { InvalidArgumentError } from '../errors.js'
import { BUCKET_LENGTH_MAX, checkBucket, KEY_BYTES_MAX, recordKeyBytes } from '../record/key.js'
import type { RecordKey } from '../record/record.js'

/** Where a scan begins (exclusive) and ends (exclusive), as recordKeyBytes. */
export interface ScanRange { readonly from: Uint8Array, readonly to: Uint8Array | undefined }

/**
 * The range of a scan of `bucket` ('': every bucket) with `prefix`.
 *
 * @throws InvalidArgumentError
 */
export function scanRange (bucket: string, prefix: Uint8Array): ScanRange {
  if (prefix.length > KEY_BYTES_MAX) throw new InvalidArgumentError(`a prefix has at most ${KEY_BYTES_MAX} bytes`)
  if (bucket === '') {
    if (prefix.length > 0) throw new InvalidArgumentError('a prefix is of the keys of one bucket')
    return { from: new Uint8Array(0), to: undefined }
  }
  checkBucket(bucket)
  const from = recordKeyBytes({ bucket, key: prefix })
  const to = from.slice()
  // No byte of a bucket's name is 0xff, so one can always be raised.
  let last = to.length - 1
  while (to[last] === 0xff) last--
  to[last] = (to[last] ?? 0) + 1
  return { from, to: to.subarray(0, last + 1) }
}

/** @throws InvalidArgumentError unless `after` is empty or a position in a bucket */
export function checkPosition (after: Uint8Array): void {
  if (after.length === 0) return
  const length = after[0] ?? 0
  if (length < 1 || length > BUCKET_LENGTH_MAX || after.length <= 1 + length || after.length > 1 + length + KEY_BYTES_MAX) {
    throw new InvalidArgumentError('a cursor is what an earlier page of the same scan returned')
  }
}

/** The inverse of recordKeyBytes; `key` is a view. */
export function recordKeyAt (at: Uint8Array): RecordKey {
  const end = 1 + (at[0] ?? 0)
  return { bucket: String.fromCharCode(...at.subarray(1, end)), key: at.subarray(end) }
}

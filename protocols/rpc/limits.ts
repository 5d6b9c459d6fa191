/** Limits that every peer of every cluster shares, because the wire's decoders are built on them. */

import { VALUE_BYTES_HARD_MAX } from '../record/record-codec.js'

/** The largest encoded record: all concurrent versions of one key together. */
export const RECORD_BYTES_MAX = VALUE_BYTES_HARD_MAX + 1024 * 1024
/** Everything in a message besides its values: key, context, version vector, names. */
export const ENVELOPE_BYTES_MAX = 256 * 1024
/** The largest answer to get: all versions, and the context. */
export const GET_RESPONSE_BYTES_MAX = RECORD_BYTES_MAX + ENVELOPE_BYTES_MAX
/** A full member table or a page of ring views. */
export const MEMBERSHIP_BYTES_MAX = 4 * 1024 * 1024

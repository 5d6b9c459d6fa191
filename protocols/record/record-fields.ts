/** Fields of record.proto as they stand in the bytes: those who write and read a record by hand all go by these. */

/** Of a Record. */
export const TAG = { vv: 0x0a, siblings: 0x12 } as const
/** Of an entry of its version vector. */
export const ENTRY_TAG = { store: 0x0a, epoch: 0x10, counter: 0x18 } as const
/** Of a sibling. */
export const SIBLING_TAG = { actor: 0x08, counter: 0x10, hlc: 0x19, value: 0x22, expiresAt: 0x28, requestId: 0x32 } as const
export const HLC_BYTES = 8
export const REQUEST_ID_BYTES = 16

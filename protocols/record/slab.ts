/**
 * Memory for the many small byte strings of a request: cut from a common piece, since an ArrayBuffer of its
 * own for each, which all that are longer than 64 bytes have, costs more than filling it.
 */
const SLAB_BYTES = 65_536
/** Longer ones get memory of their own. */
const SLICE_BYTES_MAX = 4_096

let slab = new Uint8Array(SLAB_BYTES)
let used = 0

/** Zeroed bytes that nobody else has. For what lives as long as a request: a slice that is kept keeps its whole slab. */
export function allocate (length: number): Uint8Array {
  // Also of what is no length: it must not spoil the piece for all others.
  if ((length | 0) !== length || length < 0 || length > SLICE_BYTES_MAX) return new Uint8Array(length)
  if (used + length > SLAB_BYTES) {
    slab = new Uint8Array(SLAB_BYTES)
    used = 0
  }
  return slab.subarray(used, used += length)
}

/**
 * Negative, zero or positive as `a` sorts before, equal to or after `b`, byte by byte; a prefix sorts first.
 *
 * @param shared so many bytes are known to be equal
 */
export function compareBytes (a: Uint8Array, b: Uint8Array, shared = 0): number {
  const length = Math.min(a.length, b.length)
  for (let i = shared; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** How many bytes `a` and `b` have in common at their beginning. */
export function commonLength (a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  let i = 0
  while (i < length && a[i] === b[i]) i++
  return i
}

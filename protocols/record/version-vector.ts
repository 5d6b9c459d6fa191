import type { Dot, VersionVector } from './record.js'

export const EMPTY_VECTOR: VersionVector = new Map()

/** Whether `vector` covers the event `dot`. */
export function coversDot (vector: VersionVector, dot: Dot): boolean {
  return (vector.get(dot.actor) ?? 0) >= dot.counter
}

/** Whether `a` covers every event that `b` covers. */
export function covers (a: VersionVector, b: VersionVector): boolean {
  if (a === b) return true
  for (const [actor, counter] of b) if ((a.get(actor) ?? 0) < counter) return false
  return true
}

export function equalVectors (a: VersionVector, b: VersionVector): boolean {
  return a.size === b.size && covers(a, b) && covers(b, a)
}

/** The events that either covers: `a` itself when `b` adds none, `b` itself when `a` does. */
export function joinVectors (a: VersionVector, b: VersionVector): VersionVector {
  if (covers(a, b)) return a
  if (covers(b, a)) return b
  const joined = new Map(a)
  for (const [actor, counter] of b) if ((joined.get(actor) ?? 0) < counter) joined.set(actor, counter)
  return joined
}

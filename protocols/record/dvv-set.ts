/**
 * The dotted version vector set: what replicas keep of a key and how two of them become equal.
 *
 * Almeida, Baquero, Gonçalves, Preguiça, Fonte: "Scalable and accurate causality tracking for
 * eventually consistent stores" (2014), section 5. All of it rests on one promise of whoever makes
 * dots (storage/record-store.ts): a dot is never given to two events, and whoever covers an event
 * of an actor covers all its earlier ones.
 */
import { compareActors } from './actor.js'
import { coversDot, EMPTY_VECTOR, equalVectors, joinVectors } from './version-vector.js'
import type { Dot, KvRecord, Sibling, VersionVector } from './record.js'

/** What is known of a key that nobody wrote. */
export const EMPTY_RECORD: KvRecord = { vv: EMPTY_VECTOR, siblings: [] }

/** Canonical order: (hlc, actor, counter). */
export function compareSiblings (a: Sibling, b: Sibling): number {
  if (a.hlc !== b.hlc) return a.hlc < b.hlc ? -1 : 1
  return compareActors(a.dot.actor, b.dot.actor) || a.dot.counter - b.dot.counter
}

export function equalDots (a: Dot, b: Dot): boolean {
  return a.counter === b.counter && a.actor === b.actor
}

/** Whether both have seen the same events and hold the same versions. */
export function equalRecords (a: KvRecord, b: KvRecord): boolean {
  return a.siblings.length === b.siblings.length &&
    a.siblings.every((sibling, i) => { const other = b.siblings[i]; return other !== undefined && equalDots(sibling.dot, other.dot) }) &&
    equalVectors(a.vv, b.vv)
}

/**
 * The join: a sibling stays if the other side has it too, or has not seen its event. Commutative,
 * associative, idempotent. Returns `a` itself when `b` adds nothing to it, and `b` itself when nothing of `a` stays.
 */
export function mergeRecords (a: KvRecord, b: KvRecord): KvRecord {
  // The common case of a key that is new to one side. Without events there are no versions.
  if (a === b || b.vv.size === 0) return a
  if (a.vv.size === 0) return b
  const vv = joinVectors(a.vv, b.vv)
  const [one] = a.siblings
  const [other] = b.siblings
  // As it is nearly always: both hold the same version.
  if (one !== undefined && other !== undefined && a.siblings.length === 1 && b.siblings.length === 1 && equalDots(one.dot, other.dot)) return vv === a.vv ? a : { vv, siblings: a.siblings }
  const kept = a.siblings.filter(sibling => !coversDot(b.vv, sibling.dot) || has(b, sibling.dot))
  const gained = b.siblings.filter(sibling => !coversDot(a.vv, sibling.dot))
  if (vv === a.vv && gained.length === 0 && kept.length === a.siblings.length) return a
  if (vv === b.vv && kept.length === 0 && gained.length === b.siblings.length) return b
  return { vv, siblings: gained.length === 0 ? kept : [...kept, ...gained].sort(compareSiblings) }
}

function has (record: KvRecord, dot: Dot): boolean {
  return record.siblings.some(sibling => equalDots(sibling.dot, dot))
}

/** The siblings that an event with `context` would leave: those whose events the context does not cover. */
export function siblingsBeyond (record: KvRecord, context: VersionVector): Sibling[] {
  return record.siblings.filter(sibling => !coversDot(context, sibling.dot))
}

/**
 * The record after a new event: `sibling` joins, and exactly what `context` covers goes. Without a
 * context nothing goes. The dot must be new: the counter after the one that the record has for its
 * actor, by an actor that only this replica writes with.
 */
export function addEvent (record: KvRecord, context: VersionVector | undefined, sibling: Sibling): KvRecord {
  const vv = new Map(joinVectors(record.vv, context ?? EMPTY_VECTOR))
  vv.set(sibling.dot.actor, sibling.dot.counter)
  const siblings = siblingsBeyond(record, context ?? EMPTY_VECTOR)
  siblings.push(sibling)
  return { vv, siblings: siblings.sort(compareSiblings) }
}

import { digitOf, fromHex, toHex, writeHex } from './bytes.js'
import type { Actor } from './record.js'

export const STORE_ID_BYTES = 16
const STORE_DIGITS = 2 * STORE_ID_BYTES

/** @param storeId 16 bytes  @param epoch the key epoch, 0 or more */
export function makeActor (storeId: Uint8Array, epoch: number): Actor {
  return `${toHex(storeId)}.${epoch.toString(36)}`
}

/** The 16 bytes of the store that an actor belongs to. */
export function storeIdOf (actor: Actor): Uint8Array {
  return fromHex(actor, STORE_ID_BYTES)
}

/** As storeIdOf, into `bytes` at `offset`. */
export function writeStoreId (actor: Actor, bytes: Uint8Array, offset: number): void {
  writeHex(actor, STORE_ID_BYTES, bytes, offset)
}

export function epochOf (actor: Actor): number {
  let epoch = 0
  // Not by parseInt: that wants a string of its own, and takes four times as long.
  for (let at = STORE_DIGITS + 1; at < actor.length; at++) epoch = epoch * 36 + digitOf(actor.charCodeAt(at))
  return epoch
}

/** The text that all actors of a store begin with. */
export function actorPrefix (storeId: Uint8Array): string {
  return `${toHex(storeId)}.`
}

/** More are found by a map. */
const FEW_ACTORS = 8

/** What finds the index of an actor among `actors`; 0 for one that is not there. */
export function indexOfActor (actors: readonly Actor[]): (actor: Actor) => number {
  if (actors.length <= FEW_ACTORS) return actor => Math.max(0, actors.indexOf(actor))
  const indexes = new Map(actors.map((actor, index) => [actor, index]))
  return actor => indexes.get(actor) ?? 0
}

/** By (store, epoch), the epoch as a number. */
export function compareActors (a: Actor, b: Actor): number {
  if (a === b) return 0
  // Base 36 without leading zeros: of two epochs the one with fewer digits is less.
  if (a.length === b.length) return a < b ? -1 : 1
  const storeA = a.slice(0, STORE_DIGITS)
  const storeB = b.slice(0, STORE_DIGITS)
  if (storeA !== storeB) return storeA < storeB ? -1 : 1
  return a.length - b.length
}

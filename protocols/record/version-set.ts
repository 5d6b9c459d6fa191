import { compareActors, epochOf, indexOfActor, STORE_ID_BYTES, writeStoreId } from './actor.js'
import type { KvRecord } from './record.js'
import { allocate } from './slab.js'

const ACTOR_BYTES = STORE_ID_BYTES + 8 + 8
const SIBLING_BYTES = 4 + 8 + 8

/** A stamp, to be read as two words: arithmetic of large numbers makes an object at each step. */
const stamp = new DataView(new ArrayBuffer(8))

/**
 * Which events a record knows of and which of them are its versions, without the values: equal for
 * two records exactly when they are equal, since a dot is never given to two events.
 *
 * All numbers big-endian. For each actor of the version vector, ascending by (store, epoch): store id
 * (16 bytes), epoch (8), counter (8). Then for each sibling in order: index of its actor (4),
 * counter (8), hlc (8).
 */
export function versionSetBytes ({ vv, siblings }: KvRecord): Uint8Array {
  const actors = [...vv.keys()]
  if (actors.length > 1) actors.sort(compareActors)
  const bytes = allocate(actors.length * ACTOR_BYTES + siblings.length * SIBLING_BYTES)
  const indexOf = indexOfActor(actors)
  let offset = 0
  for (const actor of actors) {
    writeStoreId(actor, bytes, offset)
    setNumber(bytes, offset + STORE_ID_BYTES, epochOf(actor))
    setNumber(bytes, offset + STORE_ID_BYTES + 8, vv.get(actor) ?? 0)
    offset += ACTOR_BYTES
  }
  for (const { dot, hlc } of siblings) {
    setWord(bytes, offset, indexOf(dot.actor))
    setNumber(bytes, offset + 4, dot.counter)
    stamp.setBigUint64(0, hlc)
    setWord(bytes, offset + 12, stamp.getUint32(0))
    setWord(bytes, offset + 16, stamp.getUint32(4))
    offset += SIBLING_BYTES
  }
  return bytes
}

function setNumber (bytes: Uint8Array, offset: number, value: number): void {
  setWord(bytes, offset, Math.floor(value / 2 ** 32))
  setWord(bytes, offset + 4, value >>> 0)
}

/** Not by a DataView: that gives a short array a buffer outside the heap, which costs more than all else here. */
function setWord (bytes: Uint8Array, offset: number, word: number): void {
  bytes[offset] = word >>> 24
  bytes[offset + 1] = word >>> 16
  bytes[offset + 2] = word >>> 8
  bytes[offset + 3] = word
}

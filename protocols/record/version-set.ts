import { compareActors, epochOf, storeIdOf, STORE_ID_BYTES } from './actor.js'
import type { Actor, KvRecord } from './record.js'

const ACTOR_BYTES = STORE_ID_BYTES + 8 + 8
const SIBLING_BYTES = 4 + 8 + 8

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
  const bytes = new Uint8Array(actors.length * ACTOR_BYTES + siblings.length * SIBLING_BYTES)
  const view = new DataView(bytes.buffer)
  const indexes = new Map<Actor, number>()
  let offset = 0
  for (const [index, actor] of actors.entries()) {
    indexes.set(actor, index)
    bytes.set(storeIdOf(actor), offset)
    setNumber(view, offset + STORE_ID_BYTES, epochOf(actor))
    setNumber(view, offset + STORE_ID_BYTES + 8, vv.get(actor) ?? 0)
    offset += ACTOR_BYTES
  }
  for (const { dot, hlc } of siblings) {
    view.setUint32(offset, indexes.get(dot.actor) ?? 0)
    setNumber(view, offset + 4, dot.counter)
    view.setBigUint64(offset + 12, hlc)
    offset += SIBLING_BYTES
  }
  return bytes
}

function setNumber (view: DataView, offset: number, value: number): void {
  view.setUint32(offset, Math.floor(value / 2 ** 32))
  view.setUint32(offset + 4, value >>> 0)
}

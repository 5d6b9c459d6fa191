import type { KvRecord } from './record.js'

const NO_BYTES = new Uint8Array(0)

/** The record without its values: enough to tell who is behind, and which versions there are. A tombstone stays one. */
export function versionsOnly (record: KvRecord): KvRecord {
  return { vv: record.vv, siblings: record.siblings.map(sibling => sibling.value === null ? sibling : { ...sibling, value: NO_BYTES }) }
}

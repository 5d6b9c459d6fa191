/**
 * Reads the Records of record.proto that are as record-writer.ts writes them, byte for byte, and have one version
 * at most: nearly all. The general reader takes several times as long, and does not say whether its bytes
 * were canonical, so that they would have to be made anew to be stored.
 */
import { actorPrefix, compareActors, STORE_ID_BYTES } from './actor.js'
import { ENTRY_TAG, HLC_BYTES, REQUEST_ID_BYTES, SIBLING_TAG, TAG } from './record-fields.js'
import type { Actor, KvRecord, Sibling } from './record.js'

/** More are left to the general reader. */
const ACTORS_MAX = 16

const NOTHING = new Uint8Array(0)

/** What is being read, and where; nothing here waits. */
let source: Uint8Array = NOTHING
let at = 0
/** A part of it was not as we write it. */
let isStrange = false

/**
 * @returns undefined when there is more than one version, or the bytes are not what encodeRecord makes of a valid
 *   record: ask decodeRecord. Otherwise encodeRecord would make these very bytes. The value is a view of them.
 */
export function readRecord (bytes: Uint8Array): KvRecord | undefined {
  source = bytes
  at = 0
  isStrange = false
  const record = read()
  source = NOTHING
  return record
}

function read (): KvRecord | undefined {
  const vv = new Map<Actor, number>()
  const actors: Actor[] = []
  while (source[at] === TAG.vv && actors.length < ACTORS_MAX) {
    const actor = readEntry(vv)
    const last = actors[actors.length - 1]
    if (actor === undefined || (last !== undefined && compareActors(last, actor) >= 0)) return undefined
    actors.push(actor)
  }
  const siblings: Sibling[] = []
  if (source[at] === TAG.siblings) {
    const sibling = readSibling(actors, vv)
    if (sibling === undefined) return undefined
    siblings.push(sibling)
  }
  return at === source.length && !isStrange ? { vv, siblings } : undefined
}

function readEntry (vv: Map<Actor, number>): Actor | undefined {
  const end = readEnd()
  if (source[at] !== ENTRY_TAG.store || source[at + 1] !== STORE_ID_BYTES) return undefined
  const storeAt = at + 2
  at = storeAt + STORE_ID_BYTES
  const epoch = readNumberField(ENTRY_TAG.epoch)
  const counter = readNumberField(ENTRY_TAG.counter)
  if (isStrange || at !== end || counter === 0) return undefined
  const actor = actorAt(storeAt, epoch)
  vv.set(actor, counter)
  return actor
}

/** Of the store that was named last: few stores write most records that are read together. */
let lastStore: Uint8Array = NOTHING
let lastPrefix = ''

/** What actors of the store begin with whose id stands there. */
function prefixAt (from: number): string {
  let index = 0
  while (index < STORE_ID_BYTES && source[from + index] === lastStore[index]) index++
  if (index < STORE_ID_BYTES) {
    lastStore = source.slice(from, from + STORE_ID_BYTES)
    lastPrefix = actorPrefix(lastStore)
  }
  return lastPrefix
}

interface Named { readonly prefix: string, readonly epoch: number, readonly actor: Actor }
/** Actors that are remembered, a power of two, one for each slot: what is the same text every time is hashed once, and soon compared. */
const NAMED_MAX = 1_024
const named: Array<Named | undefined> = Array.from({ length: NAMED_MAX })

function actorAt (storeAt: number, epoch: number): Actor {
  const prefix = prefixAt(storeAt)
  const slot = (epoch ^ (source[storeAt] ?? 0) << 2) & (NAMED_MAX - 1)
  const known = named[slot]
  if (known !== undefined && known.epoch === epoch && known.prefix === prefix) return known.actor
  const actor: Actor = `${prefix}${epoch.toString(36)}`
  named[slot] = { prefix, epoch, actor }
  return actor
}

function readSibling (actors: readonly Actor[], vv: ReadonlyMap<Actor, number>): Sibling | undefined {
  const end = readEnd()
  const actor = actors[readNumberField(SIBLING_TAG.actor)]
  const counter = readNumberField(SIBLING_TAG.counter)
  const hlc = readHlc()
  const value = readBytesField(SIBLING_TAG.value) ?? null
  const expiresAt = readNumberField(SIBLING_TAG.expiresAt)
  const requestId = readBytesField(SIBLING_TAG.requestId)
  if (isStrange || at !== end || actor === undefined || counter === 0 || counter > (vv.get(actor) ?? 0)) return undefined
  if (requestId !== undefined && requestId.length !== REQUEST_ID_BYTES) return undefined
  const sibling: { -readonly [K in keyof Sibling]: Sibling[K] } = { dot: { actor, counter }, hlc, value }
  if (expiresAt !== 0) sibling.expiresAt = expiresAt
  if (requestId !== undefined) sibling.requestId = requestId
  return sibling
}

/** Where the message ends whose tag is next. */
function readEnd (): number {
  at++
  const length = readVarint()
  if (at + length > source.length) isStrange = true
  return at + length
}

/** 0 where it is left out; there must be no 0 otherwise. */
function readNumberField (tag: number): number {
  if (source[at] !== tag) return 0
  at++
  const value = readVarint()
  if (value === 0) isStrange = true
  return value
}

function readBytesField (tag: number): Uint8Array | undefined {
  if (source[at] !== tag) return undefined
  at++
  const length = readVarint()
  const start = at
  at += length
  if (at > source.length) isStrange = true
  return source.subarray(start, at)
}

/** To make one large number of two words at once. */
const stamp = new DataView(new ArrayBuffer(8))

/** fixed64: little-endian. */
function readHlc (): bigint {
  if (source[at] !== SIBLING_TAG.hlc) return 0n
  stamp.setUint32(0, readWord(at + 5))
  stamp.setUint32(4, readWord(at + 1))
  const hlc = stamp.getBigUint64(0)
  at += 1 + HLC_BYTES
  if (hlc === 0n || at > source.length) isStrange = true
  return hlc
}

function readWord (from: number): number {
  return ((source[from] ?? 0) | (source[from + 1] ?? 0) << 8 | (source[from + 2] ?? 0) << 16 | (source[from + 3] ?? 0) << 24) >>> 0
}

/** A whole number that a double holds, in as few bytes as it takes. */
function readVarint (): number {
  let value = 0
  for (let scale = 1; scale <= 2 ** 49; scale *= 0x80) {
    const byte = source[at++]
    if (byte === undefined) break
    value += (byte & 0x7f) * scale
    if (byte < 0x80) {
      if ((byte === 0 && scale > 1) || !Number.isSafeInteger(value)) isStrange = true
      return value
    }
  }
  isStrange = true
  return 0
}

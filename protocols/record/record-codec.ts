import { ProtocolError } from '../errors.js'
import { Record as RecordMessage } from '../pb/record.js'
import { compareActors, makeActor, STORE_ID_BYTES } from './actor.js'
import { compareSiblings } from './dvv-set.js'
import { REQUEST_ID_BYTES } from './record-fields.js'
import { readRecord } from './record-reader.js'
import { writeRecord } from './record-writer.js'
import type { VersionVectorEntry } from '../pb/record.js'
import type { Actor, KvRecord, Sibling } from './record.js'

/** The most actors in one record. One more needs a lost store or an unclean stop between two writes of the key. */
export const VECTOR_ENTRIES_MAX = 4_096
/** The most siblings in one record. Far above what a write may make (record-store.ts): joining what several replicas took must not fail. */
export const SIBLINGS_MAX = 1_024
/** The largest value, bytes: the hard limit behind valueBytesMax. */
export const VALUE_BYTES_HARD_MAX = 64 * 1_024 * 1_024

const LIMITS = { limits: { vv: VECTOR_ENTRIES_MAX, siblings: SIBLINGS_MAX } }

const newBytes = (length: number): Uint8Array => new Uint8Array(length)

/** Canonical: equal records are equal bytes. The record must be valid; nothing is checked here. */
export function encodeRecord (record: KvRecord): Uint8Array {
  return encodeRecordBehind(0, record, newBytes)
}

/** As encodeRecord, behind `room` free bytes, in bytes of zero that `allocate` gives: all of them are returned. */
export function encodeRecordBehind (room: number, record: KvRecord, allocate: (length: number) => Uint8Array): Uint8Array {
  const actors = [...record.vv.keys()]
  if (!ascending(actors, compareActors)) actors.sort(compareActors)
  return writeRecord(record, actors, room, allocate)
}

/**
 * The record of untrusted bytes. Values are views of `bytes`, not copies.
 *
 * @throws ProtocolError when the bytes are not a valid record: sizes, order, indexes, counters, dots
 *   beyond the version vector, more entries than the limits above
 */
export function decodeRecord (bytes: Uint8Array): KvRecord {
  return decodeCanonical(bytes) ?? decodeAny(bytes)
}

/** As decodeRecord, where it can be seen at once that encodeRecord would make these very bytes; undefined where not. */
export function decodeCanonical (bytes: Uint8Array): KvRecord | undefined {
  return bytes.length > VALUE_BYTES_HARD_MAX ? undefined : readRecord(bytes)
}

function decodeAny (bytes: Uint8Array): KvRecord {
  const message = parse(bytes)
  const actors: Actor[] = []
  const vv = new Map<Actor, number>()
  for (const entry of message.vv) {
    const actor = actorOf(entry)
    const last = actors[actors.length - 1]
    if (last !== undefined && compareActors(last, actor) >= 0) throw new ProtocolError('a record\'s actors are not in ascending order')
    actors.push(actor)
    vv.set(actor, entry.counter)
  }
  const siblings: Sibling[] = []
  const dots = new Set<string>()
  for (const item of message.siblings) {
    const actor = actors[item.actor]
    if (actor === undefined) throw new ProtocolError('a sibling names an actor that its record does not have')
    if (!isCount(item.counter) || item.counter > (vv.get(actor) ?? 0)) throw new ProtocolError('a sibling\'s dot lies beyond its record\'s version vector')
    if (item.value !== undefined && item.value.length > VALUE_BYTES_HARD_MAX) throw new ProtocolError(`a sibling's value has more than ${VALUE_BYTES_HARD_MAX} bytes`)
    if (!Number.isSafeInteger(item.expiresAt)) throw new ProtocolError('a sibling\'s expiry is not a time')
    if (item.requestId.length !== 0 && item.requestId.length !== REQUEST_ID_BYTES) throw new ProtocolError(`a request id has ${REQUEST_ID_BYTES} bytes`)
    // Not by spreading: that costs as much as all else here. The generated code reads stamps as signed numbers.
    const sibling: { -readonly [K in keyof Sibling]: Sibling[K] } = { dot: { actor, counter: item.counter }, hlc: BigInt.asUintN(64, item.hlc), value: item.value ?? null }
    if (item.expiresAt !== 0) sibling.expiresAt = item.expiresAt
    if (item.requestId.length !== 0) sibling.requestId = item.requestId
    const last = siblings[siblings.length - 1]
    if (last !== undefined) {
      if (compareSiblings(last, sibling) >= 0) throw new ProtocolError('a record\'s siblings are not in ascending order')
      if (dots.size === 0) dots.add(`${message.siblings[0]?.actor}:${last.dot.counter}`)
      dots.add(`${item.actor}:${item.counter}`)
      if (dots.size === siblings.length) throw new ProtocolError('two siblings have the same dot')
    }
    siblings.push(sibling)
  }
  return { vv, siblings }
}

function parse (bytes: Uint8Array): RecordMessage {
  try {
    return RecordMessage.decode(bytes, LIMITS)
  } catch (cause) {
    throw new ProtocolError('the bytes are not a record', { cause })
  }
}

function actorOf ({ store, epoch, counter }: VersionVectorEntry): Actor {
  if (store.length !== STORE_ID_BYTES) throw new ProtocolError(`a store id has ${STORE_ID_BYTES} bytes`)
  if (!Number.isSafeInteger(epoch) || epoch < 0) throw new ProtocolError('a key epoch is not a number this version can count to')
  if (!isCount(counter)) throw new ProtocolError('a version vector\'s counter is 1 or more')
  return makeActor(store, epoch)
}

function isCount (counter: number): boolean {
  return Number.isSafeInteger(counter) && counter >= 1
}

function ascending<T> (items: readonly T[], compare: (a: T, b: T) => number): boolean {
  return items.every((item, i) => i === 0 || compare(items[i - 1] as T, item) < 0)
}

/**
 * Writes a Record of record.proto, byte for byte as the generated code does (which a test compares), but
 * straight into the bytes that are stored: every write encodes a record, and the general writer's list
 * of steps and its copies cost more than all else a merge does.
 */
import { epochOf, indexOfActor, STORE_ID_BYTES, writeStoreId } from './actor.js'
import { writeWord } from './bytes.js'
import { ENTRY_TAG, HLC_BYTES, SIBLING_TAG, TAG } from './record-fields.js'
import type { Actor, KvRecord, Sibling } from './record.js'

/** Bytes of `value`, an integer from 0 to 2^53 - 1, as a varint. */
export function varintBytes (value: number): number {
  let bytes = 1
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes++
  return bytes
}

/** Of a field with a number, which is left out when it is 0. */
function numberFieldBytes (value: number): number { return value === 0 ? 0 : 1 + varintBytes(value) }

/** Of a field with so many bytes. */
function fieldBytes (length: number): number { return 1 + varintBytes(length) + length }

function entryBytes (epoch: number, counter: number): number {
  return fieldBytes(STORE_ID_BYTES) + numberFieldBytes(epoch) + numberFieldBytes(counter)
}

function siblingBytes ({ dot, hlc, value, expiresAt, requestId }: Sibling, actor: number): number {
  return numberFieldBytes(actor) + numberFieldBytes(dot.counter) + (hlc === 0n ? 0 : 1 + HLC_BYTES) + (value === null ? 0 : fieldBytes(value.length)) +
    numberFieldBytes(expiresAt ?? 0) + (requestId === undefined || requestId.length === 0 ? 0 : fieldBytes(requestId.length))
}

/**
 * @param actors of the version vector, in canonical order
 * @param room bytes left free before the record
 * @param allocate gives so many bytes of zero
 * @returns all of the bytes, the free ones included
 */
export function writeRecord ({ vv, siblings }: KvRecord, actors: readonly Actor[], room: number, allocate: (length: number) => Uint8Array): Uint8Array {
  const indexOf = indexOfActor(actors)
  let length = room
  for (const actor of actors) length += fieldBytes(entryBytes(epochOf(actor), vv.get(actor) ?? 0))
  for (const sibling of siblings) length += fieldBytes(siblingBytes(sibling, indexOf(sibling.dot.actor)))
  const bytes = allocate(length)
  let at = room
  for (const actor of actors) at = writeEntry(bytes, at, actor, vv.get(actor) ?? 0)
  for (const sibling of siblings) at = writeSibling(bytes, at, sibling, indexOf(sibling.dot.actor))
  return bytes
}

function writeEntry (bytes: Uint8Array, from: number, actor: Actor, counter: number): number {
  const epoch = epochOf(actor)
  let at = writeVarint(bytes, writeTag(bytes, from, TAG.vv), entryBytes(epoch, counter))
  at = writeVarint(bytes, writeTag(bytes, at, ENTRY_TAG.store), STORE_ID_BYTES)
  writeStoreId(actor, bytes, at)
  at = writeNumberField(bytes, at + STORE_ID_BYTES, ENTRY_TAG.epoch, epoch)
  return writeNumberField(bytes, at, ENTRY_TAG.counter, counter)
}

function writeSibling (bytes: Uint8Array, from: number, sibling: Sibling, actor: number): number {
  const { dot, hlc, value, expiresAt, requestId } = sibling
  let at = writeVarint(bytes, writeTag(bytes, from, TAG.siblings), siblingBytes(sibling, actor))
  at = writeNumberField(bytes, at, SIBLING_TAG.actor, actor)
  at = writeNumberField(bytes, at, SIBLING_TAG.counter, dot.counter)
  if (hlc !== 0n) at = writeHlc(bytes, writeTag(bytes, at, SIBLING_TAG.hlc), hlc)
  if (value !== null) at = writeBytesField(bytes, at, SIBLING_TAG.value, value)
  at = writeNumberField(bytes, at, SIBLING_TAG.expiresAt, expiresAt ?? 0)
  if (requestId !== undefined && requestId.length > 0) at = writeBytesField(bytes, at, SIBLING_TAG.requestId, requestId)
  return at
}

function writeTag (bytes: Uint8Array, at: number, tag: number): number {
  bytes[at] = tag
  return at + 1
}

/** @returns where it ends */
export function writeVarint (bytes: Uint8Array, from: number, value: number): number {
  let at = from
  let rest = value
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes[at++] = rest % 0x80 | 0x80
  bytes[at++] = rest
  return at
}

function writeNumberField (bytes: Uint8Array, at: number, tag: number, value: number): number {
  return value === 0 ? at : writeVarint(bytes, writeTag(bytes, at, tag), value)
}

function writeBytesField (bytes: Uint8Array, from: number, tag: number, field: Uint8Array): number {
  const at = writeVarint(bytes, writeTag(bytes, from, tag), field.length)
  bytes.set(field, at)
  return at + field.length
}

/** fixed64: little-endian. */
function writeHlc (bytes: Uint8Array, at: number, hlc: bigint): number {
  writeWord(bytes, at, Number(hlc & 0xffff_ffffn))
  writeWord(bytes, at + 4, Number(hlc >> 32n))
  return at + HLC_BYTES
}

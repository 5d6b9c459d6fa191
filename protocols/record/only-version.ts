import { HLC_BYTES, SIBLING_TAG, TAG } from './record-fields.js'
import { varintBytes, writeVarint } from './record-writer.js'
import { allocate } from './slab.js'

/** Its tag, and its length of 0. */
const EMPTY_VALUE_BYTES = 2

/** Where the varint ended that was read last; nothing here waits. */
let next = 0

/**
 * Until when the only version of a record holds a value, without decoding it: a scan asks this of every record
 * that it passes, and of nearly all it is enough.
 *
 * @param bytes with an encoded record at their end
 * @param from where it begins
 * @returns milliseconds since 1970; 0: it is a tombstone; Infinity: it does not expire; undefined: there is more than
 * one version, or these bytes are not as we write them: decode them
 */
export function onlyVersionEndsAt (bytes: Uint8Array, from = 0): number | undefined {
  let ends: number | undefined
  for (let at = from; at < bytes.length;) {
    const tag = bytes[at]
    const length = varintAt(bytes, at + 1)
    const end = next + length
    if (end > bytes.length || (tag !== TAG.vv && tag !== TAG.siblings)) return undefined
    if (tag === TAG.siblings) {
      if (ends !== undefined) return undefined
      ends = siblingEndsAt(bytes, next, end)
      if (ends === undefined) return undefined
    }
    at = end
  }
  return ends
}

/**
 * The record with an empty value in place of that of its only version, without decoding it: reads that compare versions ask
 * this of every record.
 *
 * @param bytes as encodeRecord made them
 * @returns as encodeRecord would make it; undefined when there is more than one version: decode them
 */
export function withoutOnlyValue (bytes: Uint8Array): Uint8Array | undefined {
  let siblingAt = 0
  while (bytes[siblingAt] === TAG.vv) siblingAt = varintAt(bytes, siblingAt + 1) + next
  if (siblingAt === bytes.length) return bytes
  const length = bytes[siblingAt] === TAG.siblings ? varintAt(bytes, siblingAt + 1) : Infinity
  const from = next
  if (from + length !== bytes.length) return undefined
  let at = from
  while (bytes[at] === SIBLING_TAG.actor || bytes[at] === SIBLING_TAG.counter) {
    varintAt(bytes, at + 1)
    at = next
  }
  if (bytes[at] === SIBLING_TAG.hlc) at += 1 + HLC_BYTES
  if (bytes[at] !== SIBLING_TAG.value) return bytes
  const valueBytes = varintAt(bytes, at + 1)
  const behind = next + valueBytes
  if (behind > bytes.length) return undefined
  const left = length - (behind - at) + EMPTY_VALUE_BYTES
  const short = allocate(siblingAt + 1 + varintBytes(left) + left)
  short.set(bytes.subarray(0, siblingAt + 1))
  let to = writeVarint(short, siblingAt + 1, left)
  short.set(bytes.subarray(from, at), to)
  to += at - from
  short[to] = SIBLING_TAG.value
  short.set(bytes.subarray(behind), to + EMPTY_VALUE_BYTES)
  return short
}

function siblingEndsAt (bytes: Uint8Array, from: number, end: number): number | undefined {
  let hasValue = false
  let expiresAt = Infinity
  let at = from
  while (at < end) {
    const tag = bytes[at++]
    if (tag === SIBLING_TAG.hlc) at += HLC_BYTES
    else {
      const value = varintAt(bytes, at)
      at = next
      if (tag === SIBLING_TAG.value || tag === SIBLING_TAG.requestId) at += value
      else if (tag !== SIBLING_TAG.actor && tag !== SIBLING_TAG.counter && tag !== SIBLING_TAG.expiresAt) return undefined
      if (tag === SIBLING_TAG.value) hasValue = true
      if (tag === SIBLING_TAG.expiresAt && value > 0) expiresAt = value
    }
  }
  return at !== end ? undefined : hasValue ? expiresAt : 0
}

/** Infinity where there is none. */
function varintAt (bytes: Uint8Array, from: number): number {
  let value = 0
  let at = from
  for (let scale = 1; scale <= 2 ** 49; scale *= 0x80) {
    const byte = bytes[at++]
    if (byte === undefined) break
    value += (byte & 0x7f) * scale
    if (byte < 0x80) {
      next = at
      return value
    }
  }
  next = at
  return Infinity
}

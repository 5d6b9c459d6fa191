/**
 * Where hints lie, all below PREFIX.hint. On disk: never reuse or renumber a kind.
 *
 *   hint    0 ‖ target ‖ partition ‖ record key            the record, found by one get
 *   order   1 ‖ target ‖ kept at ‖ partition ‖ record key  oldest first, replay is one scan
 *   dirty   2 ‖ target ‖ partition                         a hint for the target was lost
 *
 * target: length (1 byte) ‖ peer id. kept at: milliseconds since 1970, 8 bytes. partition: 2 bytes.
 * Numbers are big-endian.
 */
import { concatBytes, latin1 } from '../protocols/record/bytes.js'
import { recordKeyBytes } from '../protocols/record/key.js'
import type { NodeId } from '../protocols/record/node-id.js'
import type { RecordKey } from '../protocols/record/record.js'
import { after, PREFIX } from './keyspace.js'
import type { ScanRange } from './store.js'

const KIND = { hint: 0, order: 1, dirty: 2 } as const
const TIME_BYTES = 8
const PARTITION_BYTES = 2

export function hintStorageKey (target: NodeId, partition: number, key: RecordKey): Uint8Array {
  return concatBytes(prefix(KIND.hint, target), numberBytes(partition, PARTITION_BYTES), recordKeyBytes(key))
}

/** @param keptAtMs milliseconds since 1970 */
export function orderStorageKey (target: NodeId, keptAtMs: number, partition: number, key: RecordKey): Uint8Array {
  return concatBytes(prefix(KIND.order, target), numberBytes(keptAtMs, TIME_BYTES), numberBytes(partition, PARTITION_BYTES), recordKeyBytes(key))
}

export function dirtyStorageKey (target: NodeId, partition: number): Uint8Array {
  return concatBytes(prefix(KIND.dirty, target), numberBytes(partition, PARTITION_BYTES))
}

/** The order of all hints, or of those for one target, or of what of these comes after a storage key. */
export function orderRange (target?: NodeId, beyond?: Uint8Array): ScanRange {
  const all = target === undefined ? Uint8Array.of(PREFIX.hint, KIND.order) : prefix(KIND.order, target)
  return { gte: beyond === undefined ? all : concatBytes(beyond, Uint8Array.of(0)), lt: after(all) }
}

export function dirtyRange (): ScanRange {
  const gte = Uint8Array.of(PREFIX.hint, KIND.dirty)
  return { gte, lt: after(gte) }
}

export interface OrderKey { readonly target: NodeId, readonly keptAtMs: number, readonly partition: number, readonly key: RecordKey }

/** The inverse of orderStorageKey. */
export function parseOrderKey (bytes: Uint8Array): OrderKey {
  const { target, rest } = parseTarget(bytes)
  const partitionAt = TIME_BYTES
  const bucketAt = partitionAt + PARTITION_BYTES
  const bucketEnd = bucketAt + 1 + (rest[bucketAt] ?? 0)
  return {
    target,
    keptAtMs: readNumber(rest.subarray(0, TIME_BYTES)),
    partition: readNumber(rest.subarray(partitionAt, bucketAt)),
    key: { bucket: latin1(rest.subarray(bucketAt + 1, bucketEnd)), key: rest.slice(bucketEnd) },
  }
}

/** Of a key of hints. */
export function isDirtyKey (bytes: Uint8Array): boolean { return bytes[1] === KIND.dirty }

/** The inverse of dirtyStorageKey. */
export function parseDirtyKey (bytes: Uint8Array): { target: NodeId, partition: number } {
  const { target, rest } = parseTarget(bytes)
  return { target, partition: readNumber(rest.subarray(0, PARTITION_BYTES)) }
}

/** Big-endian; for what must sort as it counts. */
export function numberBytes (value: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let i = length - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256
  return bytes
}

export function readNumber (bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0)
}

function prefix (kind: number, target: NodeId): Uint8Array {
  const bytes = new Uint8Array(3 + target.length)
  bytes.set([PREFIX.hint, kind, target.length])
  for (let i = 0; i < target.length; i++) bytes[3 + i] = target.charCodeAt(i)
  return bytes
}

function parseTarget (bytes: Uint8Array): { target: NodeId, rest: Uint8Array } {
  const end = 3 + (bytes[2] ?? 0)
  return { target: latin1(bytes.subarray(3, end)) as NodeId, rest: bytes.subarray(end) }
}


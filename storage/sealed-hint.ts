/** How hints and their order are stored; where: hint-keys.ts. */
import { CorruptRecordError, ProtocolError } from '../protocols/errors.js'
import { concatBytes } from '../protocols/record/bytes.js'
import type { NodeId } from '../protocols/record/node-id.js'
import { decodeRecord } from '../protocols/record/record-codec.js'
import type { KvRecord, RecordKey } from '../protocols/record/record.js'
import { ENVELOPE_HEADER_BYTES, openEnvelope, sealEnvelope } from './envelope.js'
import { hintStorageKey, numberBytes, orderStorageKey, readNumber } from './hint-keys.js'
import type { StoreOp } from './store.js'

export const NUMBER_BYTES = 8

export interface OpenedHint { readonly keptAtMs: number, readonly encoded: Uint8Array, readonly record: KvRecord }

/** A hint and its entry in the order, as they are stored, and how many bytes that is. */
export function sealedHint (target: NodeId, partition: number, key: RecordKey, keptAtMs: number, encoded: Uint8Array): { readonly ops: StoreOp[], readonly bytes: number } {
  const hintKey = hintStorageKey(target, partition, key)
  const orderKey = orderStorageKey(target, keptAtMs, partition, key)
  const value = sealEnvelope(hintKey, concatBytes(numberBytes(keptAtMs, NUMBER_BYTES), encoded))
  const bytes = hintKey.length + value.length + orderKey.length + ENVELOPE_HEADER_BYTES + NUMBER_BYTES
  return { ops: [{ type: 'put', key: hintKey, value }, { type: 'put', key: orderKey, value: sealEnvelope(orderKey, numberBytes(bytes, NUMBER_BYTES)) }], bytes }
}

/** @throws CorruptRecordError */
export function openHint (hintKey: Uint8Array, sealed: Uint8Array): OpenedHint {
  const body = openEnvelope(hintKey, sealed)
  const encoded = body.subarray(NUMBER_BYTES)
  try {
    return { keptAtMs: readNumber(body.subarray(0, NUMBER_BYTES)), encoded, record: decodeRecord(encoded) }
  } catch (error) {
    if (error instanceof ProtocolError) throw new CorruptRecordError('a stored hint does not decode', { cause: error })
    throw error
  }
}

/** What an entry of the order says its hint takes; 0 when it cannot be read: the hint itself may be well. */
export function orderedBytes (orderKey: Uint8Array, value: Uint8Array): number {
  try {
    return readNumber(openEnvelope(orderKey, value))
  } catch (error) {
    if (error instanceof CorruptRecordError) return 0
    throw error
  }
}

/**
 * What the disk is not trusted with: every stored record carries a checksum of itself and its key.
 *
 * Layout: `p2k` (3 bytes), format version (1 byte), checksum (8 bytes, little endian), body.
 */
import { CorruptRecordError } from '../protocols/errors.js'
import { readWord, writeWord } from '../protocols/record/bytes.js'
import { checksum } from '../protocols/record/checksum.js'
import { allocate } from '../protocols/record/slab.js'

const MAGIC_0 = 0x70
const MAGIC_1 = 0x32
const MAGIC_2 = 0x6b
const VERSION = 1
export const ENVELOPE_HEADER_BYTES = 12

const sum = new Int32Array(2)

/** The bytes to store under `key` for `body`. */
export function sealEnvelope (key: Uint8Array, body: Uint8Array): Uint8Array {
  const sealed = allocate(ENVELOPE_HEADER_BYTES + body.length)
  sealed.set(body, ENVELOPE_HEADER_BYTES)
  sealInPlace(key, sealed)
  return sealed
}

/** Seals, under `key`, the body that stands behind ENVELOPE_HEADER_BYTES free bytes. */
export function sealInPlace (key: Uint8Array, sealed: Uint8Array): void {
  sealed[0] = MAGIC_0
  sealed[1] = MAGIC_1
  sealed[2] = MAGIC_2
  sealed[3] = VERSION
  checksum(key, sealed, ENVELOPE_HEADER_BYTES, sum)
  writeWord(sealed, 4, sum[0] as number)
  writeWord(sealed, 8, sum[1] as number)
}

/**
 * The body that was sealed under `key`: a view of `bytes`, not a copy.
 *
 * @throws CorruptRecordError when these are not the bytes that were sealed under this key
 */
export function openEnvelope (key: Uint8Array, bytes: Uint8Array): Uint8Array {
  checkEnvelope(key, bytes)
  return bytes.subarray(ENVELOPE_HEADER_BYTES)
}

/** The body begins at ENVELOPE_HEADER_BYTES. @throws CorruptRecordError when these are not the bytes that were sealed under this key */
export function checkEnvelope (key: Uint8Array, bytes: Uint8Array): void {
  if (bytes.length < ENVELOPE_HEADER_BYTES) {
    throw new CorruptRecordError(`a stored record of ${bytes.length} bytes is shorter than its header`)
  }
  if (bytes[0] !== MAGIC_0 || bytes[1] !== MAGIC_1 || bytes[2] !== MAGIC_2 || bytes[3] !== VERSION) {
    throw new CorruptRecordError('a stored record does not begin as a record of this format')
  }
  checksum(key, bytes, ENVELOPE_HEADER_BYTES, sum)
  if (readWord(bytes, 4) !== sum[0] || readWord(bytes, 8) !== sum[1]) {
    throw new CorruptRecordError('a stored record does not match its checksum')
  }
}

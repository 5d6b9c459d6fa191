/**
 * One file that holds one large value, and the reference that the database holds in its place. It is written once.
 *
 * File: `p2vf`, length of the key (4 bytes, little endian), key, value. Its name is 16 bytes in hexadecimal: hash of
 * the key (4), run (6, random), number within the run (6). Reference: f6 `p2v`, the name's 16 bytes, length of the value (4).
 */
import { open, type FileHandle } from 'node:fs/promises'
import { readWord, writeWord } from '../../protocols/record/bytes.js'
import { codeOf, isBadSector } from './directory.js'

const REFERENCE_MAGIC = Uint8Array.of(0xf6, 0x70, 0x32, 0x76)
const FILE_MAGIC = Uint8Array.of(0x70, 0x32, 0x76, 0x66)
const NAME_AT = 4
const NAME_BYTES = 16
const HASH_BYTES = 4
export const RUN_BYTES = 6
const LENGTH_AT = NAME_AT + NAME_BYTES
const REFERENCE_BYTES = LENGTH_AT + 4
const HEADER_BYTES = 8
const NAME = /^[0-9a-f]{32}$/

/** @param number less than 2^48, and used once in a run */
export function makeReference (hash: number, run: Uint8Array, number: number, length: number): Uint8Array {
  const reference = new Uint8Array(REFERENCE_BYTES)
  reference.set(REFERENCE_MAGIC)
  const name = Buffer.from(reference.buffer, NAME_AT, NAME_BYTES)
  name.writeUInt32BE(hash)
  name.set(run, HASH_BYTES)
  name.writeUIntBE(number, HASH_BYTES + RUN_BYTES, 6)
  writeWord(reference, LENGTH_AT, length)
  return reference
}

/** Whether what the database holds stands for a value in a file. */
export function isReference (value: Uint8Array): boolean {
  return value.length === REFERENCE_BYTES && beginsAsReference(value)
}

/** A value that does has to get a file, or it would be taken for a reference. */
export function beginsAsReference (value: Uint8Array): boolean {
  return startsWith(value, REFERENCE_MAGIC)
}

/** The name of the file. */
export function nameOf (reference: Uint8Array): string {
  return Buffer.from(reference.buffer, reference.byteOffset + NAME_AT, NAME_BYTES).toString('hex')
}

export function isName (name: string): boolean { return NAME.test(name) }

/** The hash of the key that is in the name of its file. */
export function hashOf (name: string): number { return Number.parseInt(name.slice(0, 2 * HASH_BYTES), 16) }

/** Writes a new file, on stable storage but for its name. @throws the system's error; the file may then be there */
export async function writeValueFile (path: string, key: Uint8Array, value: Uint8Array): Promise<void> {
  const header = new Uint8Array(HEADER_BYTES + key.length)
  header.set(FILE_MAGIC)
  writeWord(header, FILE_MAGIC.length, key.length)
  header.set(key, HEADER_BYTES)
  const file = await open(path, 'wx', 0o600)
  try {
    const { bytesWritten } = await file.writev([header, value])
    // The rest is written, or fails and says why.
    if (bytesWritten < header.length + value.length) await file.writeFile(Buffer.concat([header, value]).subarray(bytesWritten))
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** The value of a file that was written for this key and reference; undefined when it is gone, of another length, or the disk cannot read it. */
export async function readValueFile (path: string, key: Uint8Array, reference: Uint8Array): Promise<Uint8Array | undefined> {
  return await reading(path, async file => {
    const length = readWord(reference, LENGTH_AT) >>> 0
    // Before memory is taken for it: a bit may have changed in the reference, and Node ends the process at a length of 2 GiB.
    if ((await file.stat()).size !== HEADER_BYTES + key.length + length) return undefined
    const buffer = Buffer.allocUnsafeSlow(length)
    for (let filled = 0; filled < length;) {
      const { bytesRead } = await file.read(buffer, filled, length - filled, HEADER_BYTES + key.length + filled)
      if (bytesRead === 0) return undefined
      filled += bytesRead
    }
    return new Uint8Array(buffer.buffer, buffer.byteOffset, length)
  }).catch((error: unknown) => {
    if (isBadSector(error)) return undefined
    throw error
  })
}

/** The key of a file; undefined when it is gone, or was not written to the end of its key. @throws the system's error */
export async function readKeyOfFile (path: string): Promise<Uint8Array | undefined> {
  return await reading(path, async file => {
    const header = Buffer.alloc(HEADER_BYTES)
    if ((await file.read(header)).bytesRead < HEADER_BYTES || !startsWith(header, FILE_MAGIC)) return undefined
    const length = readWord(header, FILE_MAGIC.length) >>> 0
    if (length > (await file.stat()).size) return undefined
    const key = Buffer.alloc(length)
    return (await file.read(key, 0, length, HEADER_BYTES)).bytesRead < length ? undefined : key
  })
}

async function reading<T> (path: string, read: (file: FileHandle) => Promise<T | undefined>): Promise<T | undefined> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
  try {
    return await read(file)
  } finally {
    await file.close()
  }
}

function startsWith (bytes: Uint8Array, start: Uint8Array): boolean {
  if (bytes[0] !== start[0] || bytes.length < start.length) return false
  return start.every((byte, index) => bytes[index] === byte)
}

/**
 * Large values in files of their own beside the database, which holds a reference in their place: LevelDB writes a
 * value to its log, to a table and again with each compaction (docs/adr/0032-large-values.md; Lu et al., "WiscKey",
 * FAST 2016, section 3.2, with one file for each value instead of a log, so that space is given back by deleting it).
 *
 * A file is on stable storage before anything refers to it, and is deleted only when what replaced its reference is.
 * It is never written again, and no name is used twice.
 *
 * File: `p2vf`, length of the key (4 bytes, little endian), key, value. Its name is 16 bytes in hexadecimal: hash of
 * the key (4), run (6, random), number within the run (6). Reference: f6 `p2v`, the name's 16 bytes, length of the value (4).
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { CorruptRecordError, P2pkvError } from '../../protocols/errors.js'
import { hash32 } from '../checksum.js'
import { readWord, writeWord } from '../envelope.js'
import type { StoreOp } from '../store.js'
import { codeOf } from './directory.js'
import type { Level } from './level.js'

/** A value of at least so many bytes gets a file; measured in docs/adr/0032-large-values.md. */
export const VALUE_FILE_BYTES_MIN = 256 * 1024
/** Values that are written to files at one time: the two other threads of Node's pool go on with the database. */
const WRITES_MAX = 2

const REFERENCE_MAGIC = Uint8Array.of(0xf6, 0x70, 0x32, 0x76)
const FILE_MAGIC = Uint8Array.of(0x70, 0x32, 0x76, 0x66)
const NAME_AT = 4
const NAME_BYTES = 16
const RUN_BYTES = 6
const LENGTH_AT = NAME_AT + NAME_BYTES
const REFERENCE_BYTES = LENGTH_AT + 4
const HEADER_BYTES = 8
const NAME = /^[0-9a-f]{32}$/
/** Which keys may have a file: one bit for each hash, so that other writes need not look. */
const FILTER_BITS = 2 ** 23

/** A batch whose large values have been replaced by references, and what has to be done before it is written. */
export interface Detached {
  readonly ops: readonly StoreOp[]
  readonly names: readonly string[]
  /** Of the values, which wait in memory. */
  readonly bytes: number
  /** Writes and syncs the files; to be called once. */
  readonly write: () => Promise<void>
}

export class ValueFiles {
  readonly #directory: string
  readonly #handle: FileHandle
  readonly #bytesMin: number
  readonly #run = randomBytes(RUN_BYTES)
  #number = 0
  /** undefined: there is no file, and never was one since opening. */
  #mayHave: Uint8Array | undefined
  /** Files of batches that are not settled, or that may come back when the database is opened again: no sweep looks at them. */
  readonly #unsettled = new Set<string>()
  readonly #unknown = new Set<string>()
  readonly #writes = new Map<string, Promise<void>>()
  #writing = 0
  #waiting: Array<() => void> = []
  /** Each scan has a number; it may read what was superseded after it began. */
  #scans = new Set<number>()
  #lastScan = 0
  /** A name takes a thousandth of the space that its file takes. */
  #superseded = new Map<string, number>()
  #deleting: Promise<void> | undefined
  #sweeping = Promise.resolve()
  #closed = false

  private constructor (directory: string, handle: FileHandle, bytesMin: number, names: readonly string[]) {
    this.#directory = directory
    this.#handle = handle
    this.#bytesMin = bytesMin
    for (const name of names) this.#note(Number.parseInt(name.slice(0, 8), 16))
  }

  /** Makes `directory`, whose parent exists, when it is new. @throws the system's error */
  static async open (directory: string, bytesMin: number): Promise<ValueFiles> {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const names = (await readdir(directory)).filter(name => NAME.test(name))
    return new ValueFiles(directory, await open(directory, 'r'), bytesMin, names)
  }

  /** Before the database is closed, and after its last write: deletes what can be. Scans that are left fail with the database. */
  async close (): Promise<void> {
    this.#closed = true
    await this.#sweeping
    this.#scans.clear()
    await this.#deleting
    this.#deleteSuperseded()
    await this.#deleting
    await this.#handle.close()
  }

  // --- writing --------------------------------------------------------------------------------------

  /** undefined: none of the values is large. */
  detach (ops: readonly StoreOp[]): Detached | undefined {
    if (!ops.some(op => op.type === 'put' && this.#isLarge(op.value))) return undefined
    const files: Array<{ name: string, key: Uint8Array, value: Uint8Array }> = []
    const referring = ops.map((op): StoreOp => {
      if (op.type === 'del' || !this.#isLarge(op.value)) return op
      const reference = this.#refer(op.key, op.value.length)
      files.push({ name: nameOf(reference), key: op.key, value: op.value })
      return { type: 'put', key: op.key, value: reference }
    })
    const names = files.map(({ name }) => name)
    for (const name of names) this.#unsettled.add(name)
    return {
      ops: referring, names, bytes: files.reduce((sum, { value }) => sum + value.length, 0),
      write: async () => { await Promise.all(files.map(({ name, key, value }) => this.#begin(name, key, value))) },
    }
  }

  /** Settles as `batch`, the write of what was detached. */
  async settle ({ names }: Detached, batch: Promise<void>): Promise<void> {
    try {
      await batch
      for (const name of names) this.#unsettled.delete(name)
    } catch (error) {
      if (error instanceof P2pkvError && error.outcome === 'none') this.#abandon(names)
      else for (const name of names) this.#unknown.add(name)
      throw error
    }
  }

  /**
   * Writes a group, whose files are synced, as `level.writeOps` does. What makes or replaces a reference is always synced:
   * else a power cut could bring back a reference whose file is deleted. One at a time.
   *
   * @returns whether it was synced
   */
  async writeOps (level: Level, ops: readonly StoreOp[], sync: boolean): Promise<boolean> {
    const concerned = this.#mayHave === undefined ? [] : ops.filter(op => this.#has(hash32(op.key, 0)))
    if (concerned.length === 0) {
      await level.writeOps(ops, sync)
      return sync
    }
    const superseded = await this.#supersededBy(concerned, level)
    const refers = concerned.some(op => op.type === 'put' && isReference(op.value))
    if (refers) await this.#handle.sync()
    const synced = sync || refers || superseded.length > 0
    await level.writeOps(ops, synced)
    this.#supersede(superseded)
    return synced
  }

  /** The files that nothing refers to once these are written. */
  async #supersededBy (ops: readonly StoreOp[], level: Level): Promise<string[]> {
    const keys = new Map(ops.map(({ key }) => [Buffer.from(key).toString('latin1'), key]))
    // What cannot be read is replaced all the same; its file, if it has one, is left to a sweep.
    const found = await level.readMany([...keys.values()]).catch(() => [])
    const stored = new Map([...keys.keys()].map((key, index) => [key, found[index]]))
    const superseded: string[] = []
    for (const op of ops) {
      const key = Buffer.from(op.key).toString('latin1')
      const before = stored.get(key)
      if (before !== undefined && isReference(before)) superseded.push(nameOf(before))
      stored.set(key, op.type === 'put' ? op.value : undefined)
    }
    return superseded
  }

  /** Nothing will refer to them; a file that is being written is deleted when it is done. */
  #abandon (names: readonly string[]): void {
    for (const name of names) {
      void (this.#writes.get(name) ?? Promise.resolve()).catch(() => {}).then(() => {
        this.#unsettled.delete(name)
        this.#supersede([name])
      })
    }
  }

  /** Nothing in the database refers to these any more, on stable storage; scans may. */
  #supersede (names: readonly string[]): void {
    for (const name of names) this.#superseded.set(name, this.#lastScan)
    if (names.length > 0) this.#deleteSuperseded()
  }

  async #begin (name: string, key: Uint8Array, value: Uint8Array): Promise<void> {
    const written = this.#write(name, key, value).finally(() => { this.#writes.delete(name) })
    this.#writes.set(name, written)
    await written
  }

  async #write (name: string, key: Uint8Array, value: Uint8Array): Promise<void> {
    if (this.#writing >= WRITES_MAX) await new Promise<void>(resolve => { this.#waiting.push(resolve) })
    else this.#writing++
    try {
      const header = new Uint8Array(HEADER_BYTES + key.length)
      header.set(FILE_MAGIC)
      writeWord(header, FILE_MAGIC.length, key.length)
      header.set(key, HEADER_BYTES)
      const file = await open(this.#path(name), 'wx', 0o600)
      try {
        const { bytesWritten } = await file.writev([header, value])
        // The rest fails, and says why.
        if (bytesWritten < header.length + value.length) await file.writeFile(Buffer.concat([header, value]).subarray(bytesWritten))
        await file.datasync()
      } finally {
        await file.close()
      }
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#writing--
      else next()
    }
  }

  // --- reading --------------------------------------------------------------------------------------

  /** The value that was stored under `key` with this reference; undefined when its file is gone or cut short. */
  async read (key: Uint8Array, reference: Uint8Array): Promise<Uint8Array | undefined> {
    const file = await this.#openToRead(nameOf(reference))
    if (file === undefined) return undefined
    try {
      const buffer = Buffer.allocUnsafeSlow(readWord(reference, LENGTH_AT) >>> 0)
      let filled = 0
      while (filled < buffer.length) {
        const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, HEADER_BYTES + key.length + filled)
        if (bytesRead === 0) return undefined
        filled += bytesRead
      }
      return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
    } finally {
      await file.close()
    }
  }

  /** As `read`, of what a get of `level` found, which may have been replaced since. @throws CorruptRecordError when the file is damaged */
  async follow (level: Level, key: Uint8Array, reference: Uint8Array): Promise<Uint8Array | undefined> {
    for (let from = reference; ;) {
      const value = await this.read(key, from)
      if (value !== undefined) return value
      const now = await level.get(key)
      if (now === undefined || !isReference(now)) return now
      if (nameOf(now) === nameOf(from)) throw new CorruptRecordError(`the file of a large value is missing or too short (${this.#path(nameOf(now))}): repair brings it back from other replicas`)
      from = now
    }
  }

  /** Until `endScan`, what a snapshot taken after this call refers to is not deleted. */
  beginScan (): number {
    this.#scans.add(++this.#lastScan)
    return this.#lastScan
  }

  endScan (scan: number): void {
    this.#scans.delete(scan)
    if (this.#superseded.size > 0) this.#deleteSuperseded()
  }

  // --- giving back space ----------------------------------------------------------------------------

  /** Looks, in a database just opened, for files that nothing refers to, as a crash or a failed write leaves them, and deletes them. */
  sweep (level: Level, onError: (error: unknown) => void): void {
    for (const name of this.#unknown) this.#unsettled.delete(name)
    this.#unknown.clear()
    this.#sweeping = this.#sweeping.then(async () => { await this.#sweep(level) }).catch(onError)
  }

  async #sweep (level: Level): Promise<void> {
    for (const name of await readdir(this.#directory)) {
      if (this.#closed || level.status !== 'open') return
      if (!NAME.test(name) || this.#unsettled.has(name) || this.#superseded.has(name)) continue
      const key = await this.#keyOf(name)
      const stored = key === undefined ? undefined : (await level.readMany([key]))[0]
      if (stored !== undefined && isReference(stored) && nameOf(stored) === name) continue
      this.#supersede([name])
    }
  }

  /** undefined: the file was not written to the end of its key. */
  async #keyOf (name: string): Promise<Uint8Array | undefined> {
    const file = await this.#openToRead(name)
    if (file === undefined) return undefined
    try {
      const header = Buffer.alloc(HEADER_BYTES)
      if ((await file.read(header)).bytesRead < HEADER_BYTES || !startsWith(header, FILE_MAGIC)) return undefined
      const length = readWord(header, FILE_MAGIC.length) >>> 0
      if (length > (await file.stat()).size) return undefined
      const key = Buffer.alloc(length)
      return (await file.read(key, 0, length, HEADER_BYTES)).bytesRead < length ? undefined : key
    } finally {
      await file.close()
    }
  }

  #deleteSuperseded (): void {
    this.#deleting ??= this.#deleteAll().finally(() => { this.#deleting = undefined })
  }

  async #deleteAll (): Promise<void> {
    for (const [name, at] of this.#superseded) {
      if ([...this.#scans].some(scan => scan <= at)) continue
      // What cannot be deleted now is found by the next sweep.
      await rm(this.#path(name), { force: true }).catch(() => {})
      this.#superseded.delete(name)
    }
  }

  // --- names ----------------------------------------------------------------------------------------

  /** What begins as a reference gets a file, too, or it would be taken for one. */
  #isLarge (value: Uint8Array): boolean {
    return value.length >= this.#bytesMin || startsWith(value, REFERENCE_MAGIC)
  }

  #refer (key: Uint8Array, length: number): Uint8Array {
    const reference = new Uint8Array(REFERENCE_BYTES)
    const hash = hash32(key, 0)
    reference.set(REFERENCE_MAGIC)
    const name = new DataView(reference.buffer, NAME_AT, NAME_BYTES)
    name.setUint32(0, hash)
    reference.set(this.#run, NAME_AT + 4)
    const number = this.#number++
    name.setUint16(4 + RUN_BYTES, Math.floor(number / 2 ** 32))
    name.setUint32(4 + RUN_BYTES + 2, number >>> 0)
    writeWord(reference, LENGTH_AT, length)
    this.#note(hash)
    return reference
  }

  #note (hash: number): void {
    this.#mayHave ??= new Uint8Array(FILTER_BITS / 8)
    const bit = hash % FILTER_BITS
    this.#mayHave[bit >> 3] = (this.#mayHave[bit >> 3] as number) | 1 << (bit & 7)
  }

  #has (hash: number): boolean {
    const bit = hash % FILTER_BITS
    return ((this.#mayHave?.[bit >> 3] ?? 0) >> (bit & 7) & 1) === 1
  }

  async #openToRead (name: string): Promise<FileHandle | undefined> {
    return await open(this.#path(name), 'r').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    })
  }

  #path (name: string): string { return join(this.#directory, name) }
}

/** Whether what the database holds stands for a value in a file. */
export function isReference (value: Uint8Array): boolean {
  return value.length === REFERENCE_BYTES && startsWith(value, REFERENCE_MAGIC)
}

function nameOf (reference: Uint8Array): string {
  return Buffer.from(reference.buffer, reference.byteOffset + NAME_AT, NAME_BYTES).toString('hex')
}

function startsWith (bytes: Uint8Array, start: Uint8Array): boolean {
  if (bytes[0] !== start[0] || bytes.length < start.length) return false
  return start.every((byte, index) => bytes[index] === byte)
}

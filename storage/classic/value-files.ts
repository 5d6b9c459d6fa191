/**
 * Large values in files of their own beside the database, which holds a reference in their place: LevelDB writes a
 * value to its log, to a table and again with each compaction (docs/adr/0032-large-values.md; Lu et al., "WiscKey",
 * FAST 2016, section 3.2, with one file for each value instead of a log, so that space is given back by deleting it).
 *
 * A file is on stable storage before anything refers to it, and is deleted only when what replaced its reference is.
 * No name is used twice.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { CorruptRecordError, P2pkvError } from '../../protocols/errors.js'
import { hash32 } from '../../protocols/record/checksum.js'
import type { StoreOp } from '../store.js'
import type { Level } from './level.js'
import { Slots } from './slots.js'
import { beginsAsReference, hashOf, isName, isReference, makeReference, nameOf, readKeyOfFile, readValueFile, RUN_BYTES, writeValueFile } from './value-file.js'

/** A value of at least so many bytes gets a file; measured in docs/adr/0032-large-values.md. */
export const VALUE_FILE_BYTES_MIN = 256 * 1024
/** Values that are written to files at one time: the two other threads of Node's pool go on with the database. */
const WRITES_MAX = 2
/** Values that are read from files at one time: each takes a descriptor, and memory. */
const READS_MAX = 64
/** Which keys may have a file: one bit for each hash, so that other writes need not look. */
const FILTER_BITS = 2 ** 23
/** An empty file that says: there may be files that nothing refers to. */
const UNSWEPT = 'unswept'

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
  /** Those of the unsettled that the database was given, written or not. */
  readonly #given = new Set<string>()
  readonly #writes = new Map<string, Promise<void>>()
  /** Files that are not to be written any more. */
  readonly #abandoned = new Set<string>()
  readonly #writeSlots = new Slots(WRITES_MAX)
  readonly #readSlots = new Slots(READS_MAX)
  /** Each scan has a number; it may read what was superseded after it began. */
  readonly #scans = new Set<number>()
  #lastScan = 0
  /** A name takes a thousandth of the space that its file takes. */
  readonly #superseded = new Map<string, number>()
  #deleting: Promise<void> | undefined
  #sweeping = Promise.resolve()
  #hasLeft = false
  #closed = false
  /** An earlier run has left files that nothing may refer to, and did not come to look through them. */
  readonly isUnswept: boolean

  private constructor (directory: string, handle: FileHandle, bytesMin: number, names: readonly string[]) {
    this.#directory = directory
    this.#handle = handle
    this.#bytesMin = bytesMin
    this.isUnswept = names.includes(UNSWEPT)
    for (const name of names) if (isName(name)) this.#note(hashOf(name))
  }

  /** Makes `directory`, whose parent exists, when it is new. @throws the system's error */
  static async open (directory: string, bytesMin: number): Promise<ValueFiles> {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const names = await readdir(directory)
    return new ValueFiles(directory, await open(directory, 'r'), bytesMin, names)
  }

  /** Before the database is closed, and after its last write: deletes what can be. Scans that are left fail. */
  async close (): Promise<void> {
    this.#closed = true
    // Of batches that have failed: else a file could come after the next run has looked.
    while (this.#writes.size > 0) await Promise.allSettled(this.#writes.values())
    await this.#sweeping
    this.#scans.clear()
    await this.#deleting
    this.#deleteSuperseded()
    await this.#deleting
    try {
      // Before the run counts as ended in order: a power cut could bring deleted files back.
      await this.#handle.sync()
    } finally {
      await this.#handle.close()
    }
  }

  // --- writing --------------------------------------------------------------------------------------

  /** undefined: none of the values is large. */
  detach (ops: readonly StoreOp[]): Detached | undefined {
    if (!ops.some(op => op.type === 'put' && this.#isLarge(op.value))) return undefined
    const files: Array<{ name: string, key: Uint8Array, value: Uint8Array }> = []
    const referring = ops.map((op): StoreOp => {
      if (op.type === 'del' || !this.#isLarge(op.value)) return op
      const hash = hash32(op.key, 0)
      const reference = makeReference(hash, this.#run, this.#number++, op.value.length)
      this.#note(hash)
      files.push({ name: nameOf(reference), key: op.key, value: op.value })
      return { type: 'put', key: op.key, value: reference }
    })
    const names = files.map(({ name }) => name)
    for (const name of names) this.#unsettled.add(name)
    return {
      ops: referring, names, bytes: files.reduce((sum, { value }) => sum + value.length, 0),
      write: async () => { await Promise.all(files.map(({ name, key, value }) => this.#write(name, key, value))) },
    }
  }

  /** Settles as `batch`, the write of what was detached. */
  async settle ({ names }: Detached, batch: Promise<void>): Promise<void> {
    try {
      await batch
      for (const name of names) this.#unsettled.delete(name)
    } catch (error) {
      const isNone = error instanceof P2pkvError && error.outcome === 'none'
      for (const name of names) {
        // What the database was not given cannot come back.
        if (isNone || !this.#given.has(name)) this.#abandon(name)
        else this.#unknown.add(name)
      }
      throw error
    } finally {
      for (const name of names) this.#given.delete(name)
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
    const references = concerned.flatMap(op => op.type === 'put' && isReference(op.value) ? [op.value] : [])
    if (references.length > 0) await this.#handle.sync()
    for (const reference of references) this.#given.add(nameOf(reference))
    const synced = sync || references.length > 0 || superseded.length > 0
    try {
      await level.writeOps(ops, synced)
    } catch (error) {
      for (const name of superseded) {
        this.#unsettled.add(name)
        this.#unknown.add(name)
      }
      throw error
    }
    this.#supersede(superseded)
    return synced
  }

  /** The files that nothing refers to once these are written. */
  async #supersededBy (ops: readonly StoreOp[], level: Level): Promise<string[]> {
    const keys = new Map(ops.map(({ key }) => [Buffer.from(key).toString('latin1'), key]))
    // What cannot be read is replaced all the same.
    const found = await level.readMany([...keys.values()]).catch(async () => { await this.#leave(); return [] })
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

  async #write (name: string, key: Uint8Array, value: Uint8Array): Promise<void> {
    const written = this.#writeSlots.run(async () => {
      if (!this.#abandoned.has(name)) await writeValueFile(this.#path(name), key, value)
    }).finally(() => { this.#writes.delete(name) })
    this.#writes.set(name, written)
    await written
  }

  /** Nothing will refer to it; a file that is being written is deleted when it is done. */
  #abandon (name: string): void {
    this.#abandoned.add(name)
    void (this.#writes.get(name) ?? Promise.resolve()).catch(() => {}).then(() => {
      this.#abandoned.delete(name)
      this.#unsettled.delete(name)
      this.#supersede([name])
    })
  }

  // --- reading --------------------------------------------------------------------------------------

  /** The value that was stored under `key` with this reference; undefined when its file is gone or damaged. */
  async read (key: Uint8Array, reference: Uint8Array): Promise<Uint8Array | undefined> {
    return await this.#readSlots.run(() => readValueFile(this.#path(nameOf(reference)), key, reference))
  }

  /** As `read`, of what a get of `level` found, which may have been replaced since. @throws CorruptRecordError when the file is damaged */
  async follow (level: Level, key: Uint8Array, reference: Uint8Array): Promise<Uint8Array | undefined> {
    for (let from = reference; ;) {
      const value = await this.read(key, from)
      if (value !== undefined) return value
      const now = await level.get(key)
      if (now === undefined || !isReference(now)) return now
      if (nameOf(now) === nameOf(from)) throw new CorruptRecordError(`the file of a large value is missing or damaged (${this.#path(nameOf(now))}): repair brings it back from other replicas`)
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

  /**
   * Looks for files that nothing refers to, as a crash leaves them, and deletes them.
   *
   * @param level just opened
   */
  sweep (level: Level, onError: (error: unknown) => void): void {
    this.#sweepOf(level, onError, async () => {
      await writeFile(this.#path(UNSWEPT), '')
      return await readdir(this.#directory)
    })
  }

  /** As `sweep`, of the files that were written, or to be replaced, with an unknown outcome. @param level opened again */
  sweepUnknown (level: Level, onError: (error: unknown) => void): void {
    const names = [...this.#unknown]
    for (const name of names) this.#unsettled.delete(name)
    this.#unknown.clear()
    if (names.length > 0) this.#sweepOf(level, onError, () => Promise.resolve(names))
  }

  #sweepOf (level: Level, onError: (error: unknown) => void, list: () => Promise<string[]>): void {
    this.#sweeping = this.#sweeping.then(async () => { await this.#sweep(await list(), level) }).catch(async (error: unknown) => {
      onError(error)
      await this.#leave()
    })
  }

  /** There may be files that nothing refers to, and that this run does not look for: the next does, also if this one ends in order. */
  async #leave (): Promise<void> {
    this.#hasLeft = true
    await writeFile(this.#path(UNSWEPT), '').catch(() => {})
  }

  /** @throws the last of the errors, when all names that could be looked at have been */
  async #sweep (names: readonly string[], level: Level): Promise<void> {
    let failure: Error | undefined
    for (const name of names) {
      if (this.#closed || level.status !== 'open') return await this.#leave()
      if (!isName(name) || this.#unsettled.has(name) || this.#superseded.has(name)) continue
      try {
        const key = await readKeyOfFile(this.#path(name))
        const stored = key === undefined ? undefined : (await level.readMany([key]))[0]
        if (stored === undefined || !isReference(stored) || nameOf(stored) !== name) this.#supersede([name])
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error))
      }
    }
    if (failure !== undefined) throw failure
    if (names.includes(UNSWEPT) && !this.#hasLeft) await rm(this.#path(UNSWEPT), { force: true })
  }

  /** Nothing in the database refers to these any more, on stable storage; scans may. */
  #supersede (names: readonly string[]): void {
    for (const name of names) this.#superseded.set(name, this.#lastScan)
    if (names.length > 0) this.#deleteSuperseded()
  }

  #deleteSuperseded (): void {
    this.#deleting ??= this.#deleteAll().finally(() => { this.#deleting = undefined })
  }

  async #deleteAll (): Promise<void> {
    for (const [name, at] of this.#superseded) {
      if ([...this.#scans].some(scan => scan <= at)) continue
      await rm(this.#path(name), { force: true }).catch(async () => { await this.#leave() })
      this.#superseded.delete(name)
    }
  }

  // --- which keys have files ------------------------------------------------------------------------

  #isLarge (value: Uint8Array): boolean {
    return value.length >= this.#bytesMin || beginsAsReference(value)
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

  #path (name: string): string { return join(this.#directory, name) }
}

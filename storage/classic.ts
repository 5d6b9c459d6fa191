import { readdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { CorruptRecordError, NotReadyError, StoreFencedError, StoreLockedError } from '../protocols/errors.js'
import { AcknowledgedFile } from './classic/acknowledged-file.js'
import { claimDirectory, codeOf, isDiskFull, lockDirectory, messageOf, prepareDirectory, probeDirectory, syncDirectory, type DirectoryLock } from './classic/directory.js'
import { GROUP_WRITER_LIMITS, GroupWriter } from './classic/group-writer.js'
import { inspectDatabase, quarantineBadTables } from './classic/inspect.js'
import { levelPages } from './classic/level-pages.js'
import { Level } from './classic/level.js'
import { takeMappingSlots } from './classic/mapping-slots.js'
import { DEFAULTS, type ClassicStoreOptions } from './classic/options.js'
import { asReadError, plain, ReadBatcher } from './classic/read-batcher.js'
import { ReserveFile } from './classic/reserve-file.js'
import { isReference } from './classic/value-file.js'
import { ValueFiles } from './classic/value-files.js'
import { refusalOfClientWrites, type DiskSpace } from './disk-space.js'
import type { Durability, OpeningReport, ScanRange, Store, StoreEntry, StoreHealth, StoreOp } from './store.js'

export type { ClassicStoreOptions } from './classic/options.js'

const PROBE_BYTES = 65_536
/** A store with fewer tables may map them: at most this many times the write buffer, and what is written within diskPollMs. */
const MAPPED_TABLES_MAX = 8
const NO_VALUE = new Uint8Array(0)

type State = 'open' | 'fenced' | 'closed'

/**
 * The store on a disk, over LevelDB (classic-level). What it does about a failing disk is told in
 * docs/adr/0005-durability-and-fencing.md: after any write error nothing is acknowledged until the
 * database has been opened again and holds all that was acknowledged before.
 */
export class ClassicStore implements Store {
  #opening: OpeningReport = { clean: true, lostBatches: false }
  readonly #directory: string
  readonly #options: ClassicStoreOptions & typeof DEFAULTS
  readonly #lock: DirectoryLock
  readonly #acknowledged: AcknowledgedFile
  readonly #reserve: ReserveFile
  readonly #files: ValueFiles
  readonly #writer: GroupWriter
  readonly #listeners: Array<(health: StoreHealth) => void> = []
  #state: State = 'open'
  #reason: { readonly text: string, readonly sinceMs: number } | undefined
  #level: Level | undefined
  #reads: ReadBatcher | undefined
  /** While the database is closed and opened again: reads wait for it. */
  #reopening: Promise<void> | undefined
  #recovery: Promise<void> | undefined
  #wake: (() => void) | undefined
  #closing: Promise<void> | undefined
  /** Of the last operation written and acknowledged; LevelDB counts the same. */
  #sequence = 0
  #disk: DiskSpace | undefined
  #diskAskedMs = -Infinity
  /** Of the disk as it is known; while the store is open nothing else changes. */
  #healthWhenOpen: StoreHealth | undefined
  #mappingLimited = false
  /** Uses a directory within the store's for a moment. */
  #limiting: Promise<void> | undefined
  /** An opening found acknowledged operations missing, and nothing has been synced since, as the owner's new store id is. */
  #lost = false
  #needsRestart = false

  private constructor (directory: string, options: ClassicStoreOptions, lock: DirectoryLock, acknowledged: AcknowledgedFile, files: ValueFiles) {
    this.#directory = directory
    this.#options = { ...DEFAULTS, ...options }
    this.#lock = lock
    this.#acknowledged = acknowledged
    this.#files = files
    this.#reserve = new ReserveFile(directory, this.#options.reserveBytes)
    this.#writer = new GroupWriter({
      write: (ops, durability) => this.#write(ops, durability),
      moreSoon: () => this.#reads?.underWay,
      onFailure: error => { this.fence(error) },
    }, { ...GROUP_WRITER_LIMITS, ...options.writer })
  }

  /**
   * Opens the store in `directory`, making, migrating and repairing it as needed.
   *
   * @throws StoreLockedError, ConfigError, ClusterMismatchError, FormatVersionError; and what the
   *   system says when even a repair did not make it readable
   */
  static async open (directory: string, options: ClassicStoreOptions): Promise<ClassicStore> {
    await prepareDirectory(directory)
    const reserve = new ReserveFile(directory, options.reserveBytes ?? DEFAULTS.reserveBytes)
    const whenFull = async <T>(step: () => Promise<T>): Promise<T> => {
      try {
        return await step()
      } catch (error) {
        if (!isDiskFull(error)) throw error
        await reserve.free()
        return await step()
      }
    }
    const lock = await whenFull(() => lockDirectory(directory))
    try {
      await whenFull(() => claimDirectory(directory, options.identity))
      const files = await whenFull(() => ValueFiles.open(join(directory, 'values'), options.valueFileBytesMin ?? DEFAULTS.valueFileBytesMin))
      const acknowledged = new AcknowledgedFile(directory)
      const store = new ClassicStore(directory, options, lock, acknowledged, files)
      try {
        await store.#openFirst()
      } catch (error) {
        await store.#release(false).catch(() => {}) // What was wrong first says more.
        throw error
      }
      return store
    } catch (error) {
      await lock.release()
      throw error
    }
  }

  get opening (): OpeningReport { return this.#opening }

  get (key: Uint8Array): Promise<Uint8Array | undefined> {
    if (this.#reopening !== undefined) return this.#reopening.then(() => this.get(key))
    return this.#reads === undefined ? Promise.reject(this.#unreadable()) : this.#reads.get(key)
  }

  async * scan (range: ScanRange): AsyncGenerator<StoreEntry> {
    if (this.#reopening !== undefined) await this.#reopening
    const level = this.#level
    if (level === undefined) throw this.#unreadable()
    const scan = this.#files.beginScan()
    try {
      for await (const page of levelPages(level, range)) {
        for (const [key, value] of page) yield { key: plain(key), value: range.keysOnly === true ? NO_VALUE : await this.#whole(level, key, value) }
      }
    } catch (error) {
      if (this.#level !== level) throw new StoreFencedError('the store was reopened during the scan: scan again', { cause: error })
      const why = asReadError(error)
      if (range.passOver === undefined || !(why instanceof CorruptRecordError)) throw why
      range.passOver()
    } finally {
      this.#files.endScan(scan)
    }
  }

  /** A reference whose file is damaged is given as it is: no envelope opens it, and the scan goes on. */
  async #whole (level: Level, key: Uint8Array, value: Uint8Array): Promise<Uint8Array> {
    if (!isReference(value)) return plain(value)
    const whole = await this.#files.read(key, value)
    // Not damaged, but no longer kept for this scan.
    if (whole === undefined && (this.#closing !== undefined || this.#level !== level)) throw this.#unreadable()
    return whole ?? plain(value)
  }

  async #follow (level: Level, key: Uint8Array, reference: Uint8Array): Promise<Uint8Array | undefined> {
    try {
      return await this.#files.follow(level, key, reference)
    } catch (error) {
      if (this.#level === level || error instanceof CorruptRecordError) throw error
      // Reopened meanwhile: what was found is not what is stored now.
      return await this.get(key)
    }
  }

  /** The buffers of `ops` must not change until it settles. @throws OverloadedError when too much waits */
  batch (ops: readonly StoreOp[], durability: Durability, onRefused?: () => void): Promise<void> {
    if (this.#closing !== undefined) return Promise.reject(new NotReadyError('the store is closed'))
    this.#pollDisk()
    const detached = this.#files.detach(ops)
    if (detached === undefined) return this.#writer.submit(ops, durability, undefined, onRefused)
    return this.#files.settle(detached, this.#writer.submit(detached.ops, durability, detached, onRefused))
  }

  health (): StoreHealth {
    this.#pollDisk()
    // Asked for by every write.
    if (this.#state === 'open' && this.#healthWhenOpen !== undefined) return this.#healthWhenOpen
    const health = this.#health()
    if (this.#state === 'open') this.#healthWhenOpen = health
    return health
  }

  #health (): StoreHealth {
    const refused = this.#disk === undefined ? undefined : refusalOfClientWrites(this.#disk, this.#options.diskSpace)
    return {
      state: this.#state,
      ...(this.#reason === undefined ? {} : { reason: this.#reason.text, reasonAgeMs: Math.round(performance.now() - this.#reason.sinceMs) }),
      ...(this.#needsRestart ? { needsRestart: true } : {}),
      ...(this.#disk === undefined ? {} : { disk: this.#disk }),
      ...(refused === undefined ? {} : { clientWritesRefused: refused }),
    }
  }

  onStateChange (fn: (health: StoreHealth) => void): void { this.#listeners.push(fn) }

  /** Writes what waits, then closes. A store that is fenced closes as it is. */
  close (): Promise<void> {
    return this.#closing ??= this.#close()
  }

  async #close (): Promise<void> {
    await this.#writer.drain()
    this.#wake?.()
    await this.#recovery
    // Its owner may remove the directory next.
    await this.#limiting
    const clean = this.#state === 'open' && !this.#lost
    this.#setState('closed', 'closed by its owner')
    try {
      await this.#release(clean)
    } finally {
      await this.#lock.release()
    }
  }

  /** Lets go of all but the lock, also of what cannot be closed in order: then the run has not ended so. */
  async #release (inOrder: boolean): Promise<void> {
    let clean = false
    try {
      try {
        await this.#files.close()
      } finally {
        await this.#closeDatabase()
      }
      clean = inOrder
    } finally {
      this.#acknowledged.close(clean ? this.#sequence : undefined)
    }
  }

  // --- writing ------------------------------------------------------------------------------------

  async #write (ops: StoreOp[], durability: Durability): Promise<void> {
    const level = this.#level
    if (level === undefined) throw this.#unreadable()
    if (ops.length === 0) return
    const sync = await this.#files.writeOps(level, ops, durability === 'synced')
    this.#sequence += ops.length
    if (!sync) return
    this.#acknowledged.advance(this.#sequence)
    this.#lost = false
  }

  // --- after a failed write -------------------------------------------------------------------------

  /** Nothing is acknowledged until the database has been opened again. */
  protected fence (error: unknown): void {
    const text = `a write failed (${messageOf(error)})`
    this.#setState('fenced', text)
    this.#writer.stop(() => new StoreFencedError(`${this.#reason?.text ?? text}; the store takes no writes until it has reopened itself`, { outcome: 'none' }))
    this.#recovery ??= this.#recover(isDiskFull(error)).finally(() => { this.#recovery = undefined })
  }

  /** Tries until the disk works again; every failure is a reason in `health()`, never an end. */
  async #recover (wasFull: boolean): Promise<void> {
    const { reopenDelayMsMin, reopenDelayMsMax } = this.#options
    let reopen = true
    for (let delayMs = reopenDelayMsMin; this.#closing === undefined; delayMs = Math.min(delayMs * 2, reopenDelayMsMax)) {
      await this.#sleep(delayMs)
      if (this.#closing !== undefined) return
      try {
        // Reads go on from the failed database until there is hope that a new one can be opened.
        // A disk that was full must have some to spare; after another error no more than a reserve that is missing.
        await this.#probeDisk(wasFull ? this.#options.reserveBytes : await this.#reserve.missingBytes())
        if (reopen) await this.#reopen(!wasFull)
        // At once: on a full disk these may be what it waits for.
        if (reopen && this.#level !== undefined) this.#files.sweepUnknown(this.#level, this.#onSweepError)
        reopen = false
        if (this.#lost) {
          this.#requireRestart()
          return
        }
        await this.#reserve.make()
        this.#writer.resume()
        this.#setState('open')
        return
      } catch (error) {
        reopen ||= this.#level === undefined
        this.#tell(`the store is still fenced: ${messageOf(error)}`)
        if (this.#reason !== undefined) this.#reason = { ...this.#reason, text: `the store waits for its disk (${messageOf(error)})` }
      }
    }
  }

  async #reopen (verifyTables: boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#reopening = promise
    try {
      await this.#closeDatabase()
      await this.#openDatabase(verifyTables, this.#sequence)
    } finally {
      this.#reopening = undefined
      resolve()
    }
  }

  /**
   * The owner has sent dots to others that this store no longer has. It must take a new store id before it makes more,
   * and everything that knows the old one must go: only a new start does that.
   */
  #requireRestart (): void {
    this.#needsRestart = true
    this.#reason = { text: 'acknowledged writes were lost on a failing disk, so this peer must start again under a new store id', sinceMs: performance.now() }
    this.#tell(this.#reason.text)
    this.#changed()
  }

  /** Whether the disk takes a write and an fsync, and has `roomBytes` besides. */
  async #probeDisk (roomBytes: number): Promise<void> {
    const disk = await this.#askDisk()
    if (disk.freeBytes < roomBytes + PROBE_BYTES) throw new StoreFencedError(`the disk is full: ${disk.freeBytes} bytes are free`)
    await probeDirectory(this.#directory, PROBE_BYTES)
  }

  async #sleep (delayMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, delayMs).unref()
    this.#wake = resolve
    await promise
    clearTimeout(timer)
  }

  // --- opening ---------------------------------------------------------------------------------------

  async #openFirst (): Promise<void> {
    const found = this.#acknowledged.found
    await this.#limitMapping()
    // After a run that did not end in order, also because LevelDB aborts the process when it compacts a
    // table whose keys a flipped bit has put out of order: the next start must not meet that table.
    const isNew = await this.#openDatabase(found?.clean !== true, found?.sequence ?? 0)
    const unknown = found === undefined && (!isNew || !this.#acknowledged.isNew)
    if (unknown) this.#lose('what was acknowledged before is unknown, its file is missing or damaged')
    this.#opening = { clean: isNew || found?.clean === true, lostBatches: this.#lost }
    // After a loss the file stays empty until the first synced batch, which brings the new store id with it.
    if (!this.#lost) this.#acknowledged.begin(this.#sequence)
    await syncDirectory(this.#directory)
    // After a loss they stay, as damaged tables do in quarantine/: they may be all that is left of something.
    if ((!this.#opening.clean || this.#files.isUnswept) && !this.#lost && this.#level !== undefined) this.#files.sweep(this.#level, this.#onSweepError)
    await this.#askDisk()
    try {
      await this.#reserve.make()
      await this.#probeDisk(0)
    } catch (error) {
      if (!isDiskFull(error) && !(error instanceof StoreFencedError)) throw error
      this.#setState('fenced', `the store waits for its disk (${messageOf(error)})`)
      this.#writer.stop(() => new StoreFencedError('the disk is full: the store takes no writes until there is space', { outcome: 'none' }))
      // Reopened too: on the full disk LevelDB may have failed in the background, and would fail the next write.
      this.#recovery = this.#recover(true).finally(() => { this.#recovery = undefined })
    }
  }

  readonly #onSweepError = (error: unknown): void => { this.#tell(`some files of large values could not be looked at (${messageOf(error)}): the next start tries again`) }

  /** Sets #lost when acknowledged operations may be missing. @returns whether it was new and empty */
  async #openDatabase (verifyTables: boolean, acknowledgedSequence: number): Promise<boolean> {
    const location = join(this.#directory, 'db')
    const options = { tables: verifyTables, acknowledgedSequence }
    let inspection = await inspectDatabase(location, options)
    const loss = inspection.damage ?? inspection.gap
    if (loss !== undefined) this.#lose(loss)
    if (inspection.damage !== undefined) {
      this.#tell(`the database is damaged (${inspection.damage}): repairing it`)
      inspection = await this.#repair(location)
    }
    const level = await this.#openLevel(location).catch(async (error: unknown) => {
      if (codeOf(error) !== 'LEVEL_CORRUPTION') throw error
      this.#lose(messageOf(error))
      this.#tell(`the database cannot be opened (${messageOf(error)}): repairing it`)
      inspection = await this.#repair(location)
      return await this.#openLevel(location)
    })
    this.#level = level
    this.#reads = new ReadBatcher(level, { ...this.#options, follow: (key, reference) => this.#follow(level, key, reference), again: key => this.get(key) })
    this.#sequence = inspection.lastSequence
    return inspection.lastSequence === 0 && acknowledgedSequence === 0
  }

  /** Before a repair makes the loss invisible: should this run end now, the next must know of it. */
  #lose (what: string): void {
    if (!this.#lost) this.#tell(`acknowledged writes may be lost: ${what}`)
    this.#lost = true
    this.#acknowledged.forget()
  }

  async #openLevel (location: string): Promise<Level> {
    const attempt = async (): Promise<Level> => {
      const level = new Level(location, {
        cacheSize: this.#options.blockCacheBytes,
        writeBufferSize: this.#options.writeBufferBytes,
        maxOpenFiles: this.#options.openFilesMax,
      })
      await level.open()
      return level
    }
    try {
      return await attempt()
    } catch (error) {
      if (codeOf(error) === 'LEVEL_LOCKED') throw new StoreLockedError(`the database in ${location} is in use by another process: stop it first`, { cause: error })
      if (!isDiskFull(error)) throw error
      await this.#reserve.free()
      return await attempt()
    }
  }

  /**
   * Rebuilds the database from the undamaged tables and the logs there are. LevelDB then puts every table in level 0,
   * where a read takes the newest table's entry, not the newest entry: one compaction puts that right.
   */
  async #repair (location: string): Promise<{ lastSequence: number }> {
    const moved = await quarantineBadTables(location, join(this.#directory, 'quarantine'))
    if (moved.length > 0) this.#tell(`damaged tables were moved to ${join(this.#directory, 'quarantine')}: ${moved.join(', ')}`)
    await ClassicLevel.repair(location)
    const level = await this.#openLevel(location)
    await level.compactRange(new Uint8Array(0), new Uint8Array(64).fill(255))
    await level.close()
    const after = await inspectDatabase(location, { tables: false, acknowledgedSequence: 0 })
    return { lastSequence: after.lastSequence }
  }

  async #closeDatabase (): Promise<void> {
    const level = this.#level
    this.#level = undefined
    this.#reads = undefined
    await level?.close()
  }

  // --- what it says of itself -----------------------------------------------------------------------

  /** A store that has grown reads its tables instead of mapping them, or all of it would count as this process's memory. */
  async #limitMapping (): Promise<void> {
    if (this.#mappingLimited) return
    const names = await readdir(join(this.#directory, 'db')).catch(() => [])
    if (names.filter(name => name.endsWith('.ldb')).length < MAPPED_TABLES_MAX || this.#mappingLimited) return
    this.#mappingLimited = true
    await takeMappingSlots(this.#directory).catch((error: unknown) => { this.#tell(`tables are mapped into memory: ${messageOf(error)}`) })
  }

  #pollDisk (): void {
    if (this.#closing !== undefined || performance.now() - this.#diskAskedMs < this.#options.diskPollMs) return
    this.#askDisk().catch(() => {}) // The last answer stands; the next write says what is wrong.
    this.#limiting ??= this.#limitMapping().finally(() => { this.#limiting = undefined })
  }

  async #askDisk (): Promise<DiskSpace> {
    this.#diskAskedMs = performance.now()
    const { bavail, blocks, bsize } = await statfs(this.#directory)
    this.#disk = { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
    this.#healthWhenOpen = undefined
    return this.#disk
  }

  #setState (state: State, reason?: string): void {
    if (this.#state === state) return
    this.#state = state
    this.#reason = reason === undefined ? undefined : { text: reason, sinceMs: performance.now() }
    // What its owner does is no news to it.
    if (state !== 'closed') this.#tell(reason === undefined ? `the store is ${state}` : `the store is ${state}: ${reason}`)
    this.#changed()
  }

  #changed (): void {
    const health = this.health()
    for (const listener of this.#listeners) listener(health)
  }

  #tell (message: string): void { this.#options.onEvent?.(message) }

  #unreadable (): Error {
    return this.#closing === undefined
      ? new StoreFencedError('the store could not be reopened yet: try again later')
      : new NotReadyError('the store is closed')
  }
}

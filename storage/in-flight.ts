/**
 * What is known in memory of the keys that are being read or written right now.
 *
 * A key's entry is loaded once, by whoever comes first, and lives until the last of its users is
 * done: readers, writers, and batches on their way to the disk. While it lives it is the truth about
 * its key, so a second write builds on the first without waiting for the disk, and a hot key is read once.
 */
import { CorruptRecordError, OverloadedError } from '../protocols/errors.js'
import { latin1 } from '../protocols/record/bytes.js'
import { HotRecords } from './hot-records.js'
import { KnownVersions } from './known-versions.js'
import { LocalRecord, type HeldVersions } from './local-record.js'
import type { RecordIndexes } from './record-indexes.js'
import type { Durability, Store, StoreOp } from './store.js'

/** Tells a caller that found the store busy when to come back. */
const RETRY_AFTER_MS = 50

const NONE = new Uint8Array(0)

export interface Entry {
  /** The storage key as text. */
  readonly id: string
  /** Of the record, until the last user is done. */
  storageKey: Uint8Array
  /** Settles when `local` is known; undefined when it is. */
  loaded: Promise<void> | undefined
  /** Undefined: no record. An error: there is one that cannot be read. */
  local: LocalRecord | CorruptRecordError | undefined
  /** The last batch that changed it: on its way, or done. */
  committed: Promise<void> | undefined
  /** A write failed since it was loaded: not to be believed, load again. */
  dropped: boolean
  /** What is hot is what `local` is. */
  isHot: boolean
  /** Changed as one of many, which must not drive out what is hot. */
  isBulk: boolean
  users: number
}

interface EntryChange { readonly entry: Entry, readonly local: LocalRecord | undefined }

export interface InFlightInit {
  readonly inFlightKeysMax: number
  readonly inFlightWritesMax: number
  readonly inFlightBytesMax: number
  /** Memory for what was in flight before; 0 for none. */
  readonly hotRecordsBytesMax: number
  /** Memory for the versions of it, without values; 0 for none. */
  readonly knownVersionsBytesMax: number
  /** A batch failed, or the store was fenced. */
  readonly onFailure: () => void
  readonly indexes: RecordIndexes
}

export class InFlight {
  readonly #store: Store
  readonly #init: InFlightInit
  readonly #entries = new Map<string, Entry>()
  readonly #hot: HotRecords
  readonly #versions: KnownVersions
  readonly #pending = new Set<Promise<void>>()
  /** Settles when every batch has that was on its way at the last failure. */
  #barrier: Promise<unknown> | undefined
  #bytes = 0

  constructor ({ store }: { readonly store: Store }, init: InFlightInit) {
    this.#store = store
    this.#init = init
    this.#hot = new HotRecords({ bytesMax: init.hotRecordsBytesMax })
    this.#versions = new KnownVersions({ bytesMax: init.knownVersionsBytesMax })
    // Reopened too: a batch that failed may be there after all.
    store.onStateChange(() => {
      init.indexes.distrust()
      this.drop()
      void init.indexes.ready()
    })
  }

  /**
   * Runs `fn` on the key's entry, loaded and not dropped. `fn` must not wait: between reading and
   * replacing `local` nothing else may happen to the key.
   *
   * @throws OverloadedError when inFlightKeysMax keys are in use
   */
  async use<T> (storageKey: Uint8Array, fn: (entry: Entry) => T): Promise<T> {
    const id = latin1(storageKey)
    for (;;) {
      const entry = this.#entries.get(id) ?? this.#begin(id, storageKey)
      entry.users++
      try {
        if (entry.loaded !== undefined) await entry.loaded
        if (!entry.dropped) return fn(entry)
      } finally {
        this.#release(entry)
      }
    }
  }

  /**
   * What `pick` says of the key's record; undefined: there is none. What is hot and not in use is read at once, and takes no entry.
   *
   * @throws CorruptRecordError when there is one that cannot be read; OverloadedError as use
   */
  read<T> (storageKey: Uint8Array, pick: (local: LocalRecord) => T): Promise<T | undefined> {
    const hot = this.#entries.size === 0 || !this.#entries.has(latin1(storageKey)) ? this.#hot.get(storageKey) : undefined
    if (hot === undefined) return this.use(storageKey, entry => {
      const local = localOf(entry)
      return local === undefined ? undefined : pick(local)
    })
    return new Promise(resolve => { resolve(pick(LocalRecord.verified(hot))) })
  }

  /** @throws OverloadedError when as many writes or bytes are on their way to the disk as may be */
  requireRoom (): void {
    if (this.#pending.size >= this.#init.inFlightWritesMax) throw new OverloadedError('inFlightWritesMax', RETRY_AFTER_MS)
    if (this.#bytes >= this.#init.inFlightBytesMax) throw new OverloadedError('inFlightBytesMax', RETRY_AFTER_MS)
  }

  /**
   * As use, of many keys. `fn` gets those entries that are to be believed, in the order of the keys, and undefined for all others.
   *
   * @throws OverloadedError when inFlightKeysMax keys are in use
   */
  async useAll<T> (storageKeys: readonly Uint8Array[], fn: (entries: ReadonlyArray<Entry | undefined>) => T): Promise<T> {
    const entries: Entry[] = []
    try {
      for (const storageKey of storageKeys) {
        const id = latin1(storageKey)
        const entry = this.#entries.get(id) ?? this.#begin(id, storageKey)
        entry.users++
        entries.push(entry)
      }
      const loading: Array<Promise<void>> = []
      for (const { loaded } of entries) if (loaded !== undefined) loading.push(loaded)
      if (loading.length > 0) await Promise.all(loading)
      return fn(entries.map(entry => entry.dropped ? undefined : entry))
    } finally {
      for (const entry of entries) {
        // Nobody waits for those that were begun when there was no room for all.
        entry.loaded?.catch(() => {})
        this.#release(entry)
      }
    }
  }

  /**
   * Makes `local` (undefined: none) the truth about the key and sends it to the disk. Call only
   * within `use`. The promise settles as Store.batch does.
   *
   * @throws StoreFencedError as RecordIndexes.change does: nothing was done
   */
  replace (entry: Entry, local: LocalRecord | undefined, durability: Durability): Promise<void> {
    return this.#replace(entry, entry.local, local, durability)
  }

  /**
   * As use and replace, of a record that is not read: nobody uses the key now, and which version is held is known.
   *
   * @param by what takes its place; undefined when it must be read for that. The held record lacks its value
   * @returns what took its place; undefined: nothing was done
   * @throws as use and replace
   */
  replaceUnread (storageKey: Uint8Array, by: (held: HeldVersions) => LocalRecord | undefined, durability: Durability): { local: LocalRecord, committed: Promise<void> } | undefined {
    const held = this.#versions.get(storageKey)
    if (held === undefined) return undefined
    const id = latin1(storageKey)
    // While there is an entry, it is what is true.
    if (this.#entries.has(id)) return undefined
    const local = by(held)
    if (local === undefined) return undefined
    const entry = this.#add(id, storageKey)
    entry.users++
    try {
      return { local, committed: this.#replace(entry, held, local, durability) }
    } finally {
      this.#release(entry)
    }
  }

  #replace (entry: Entry, before: HeldVersions | CorruptRecordError | undefined, local: LocalRecord | undefined, durability: Durability): Promise<void> {
    const { storageKey } = entry
    const value = local?.seal(storageKey)
    const op: StoreOp = value === undefined ? { type: 'del', key: storageKey } : { type: 'put', key: storageKey, value }
    const ops = this.#init.indexes.change(storageKey, before, local, op)
    entry.isBulk = false
    const bytes = storageKey.length + (value?.length ?? 0)
    return this.#submit([{ entry, local }], ops, bytes, durability)
  }

  /** As replace, of many keys in one batch: all or none. */
  replaceAll (changes: readonly EntryChange[], durability: Durability): Promise<void> {
    const ops: StoreOp[] = []
    let bytes = 0
    for (const { entry: { storageKey }, local } of changes) {
      const value = local?.seal(storageKey)
      ops.push(value === undefined ? { type: 'del', key: storageKey } : { type: 'put', key: storageKey, value })
      bytes += storageKey.length + (value?.length ?? 0)
    }
    this.#init.indexes.changeAll(changes.map(({ entry: { storageKey, local: before }, local }) => ({ storageKey, before, after: local })), ops)
    for (const { entry } of changes) entry.isBulk = !entry.isHot
    return this.#submit(changes, ops, bytes, durability)
  }

  #submit (changes: readonly EntryChange[], ops: readonly StoreOp[], bytes: number, durability: Durability): Promise<void> {
    // At once: what is written in the same turn must not store a leaf that counts it, nor build on it.
    const committed = this.#store.batch(ops, durability, () => { this.#takeBack(changes) })
    for (const { entry, local } of changes) {
      entry.local = local
      entry.isHot = false
      entry.committed = committed
      entry.users++
    }
    this.#bytes += bytes
    this.#pending.add(committed)
    const done = (): void => {
      this.#bytes -= bytes
      this.#pending.delete(committed)
      for (const { entry } of changes) this.#release(entry)
    }
    // Both handlers: a caller that does not wait must not make the rejection an unhandled one.
    committed.then(done, () => {
      this.#takeBack(changes)
      done()
    })
    return committed
  }

  #takeBack (changes: readonly EntryChange[]): void {
    for (const { entry } of changes) this.#init.indexes.distrustLeafOf(entry.storageKey)
    this.drop()
  }

  /** What the disk holds of it is to be read again; of everything, when it is not known of what. */
  doubt (storageKey?: Uint8Array): void {
    if (storageKey === undefined) {
      this.forget()
      return
    }
    this.#hot.delete(storageKey)
    this.#versions.delete(storageKey)
  }

  /** Settles when every batch that is on its way now has. */
  async settled (): Promise<void> {
    await Promise.allSettled(this.#pending)
  }

  #begin (id: string, storageKey: Uint8Array): Entry {
    const entry = this.#add(id, storageKey)
    const hot = this.#hot.get(storageKey)
    if (hot !== undefined) {
      entry.local = LocalRecord.verified(hot)
      entry.isHot = true
    } else if (!this.#init.indexes.known.lacks(storageKey)) entry.loaded = this.#load(entry)
    return entry
  }

  #add (id: string, storageKey: Uint8Array): Entry {
    if (this.#entries.size >= this.#init.inFlightKeysMax) throw new OverloadedError('inFlightKeysMax', RETRY_AFTER_MS)
    const entry: Entry = { id, storageKey, loaded: undefined, local: undefined, committed: undefined, dropped: false, isHot: false, isBulk: false, users: 0 }
    this.#entries.set(id, entry)
    return entry
  }

  async #load (entry: Entry): Promise<void> {
    const { storageKey } = entry
    await this.#barrier
    await this.#init.indexes.ready()
    try {
      const sealed = await this.#store.get(storageKey)
      if (sealed !== undefined) entry.local = LocalRecord.open(storageKey, sealed)
    } catch (error) {
      // The store says so, too: of a block that it cannot read, of a large value whose file is gone.
      if (!(error instanceof CorruptRecordError)) throw error
      entry.local = error
    }
    entry.loaded = undefined
  }

  #release (entry: Entry): void {
    entry.users--
    if (entry.users > 0) return
    if (this.#entries.get(entry.id) === entry) {
      this.#entries.delete(entry.id)
      this.#keep(entry)
    }
    // A Map that grew leaves its earlier table behind with all that it held, until the next collection of everything old.
    entry.local = undefined
    entry.committed = undefined
    entry.storageKey = NONE
  }

  /** What is on the disk now, for whoever needs it next. */
  #keep ({ storageKey, loaded, local, isHot, isBulk }: Entry): void {
    if (isHot || loaded !== undefined) return
    if (local instanceof LocalRecord && !isBulk) {
      this.#versions.put(storageKey, local)
      this.#hot.put(storageKey, local.seal(storageKey))
    } else this.doubt(storageKey)
  }

  /** Keeps nothing of what is not in use. */
  forget (): void {
    this.#hot.clear()
    this.#versions.clear()
  }

  /** Forgets everything that may not be stored. */
  protected drop (): void {
    this.forget()
    for (const entry of this.#entries.values()) entry.dropped = true
    this.#entries.clear()
    // What is read again must be what the disk ends up with, not what an earlier batch is about to replace.
    if (this.#pending.size > 0) this.#barrier = Promise.allSettled(this.#pending)
    this.#init.onFailure()
  }
}

/** What it holds; undefined: nothing. @throws CorruptRecordError when that cannot be read */
export function localOf ({ local }: Entry): LocalRecord | undefined {
  if (local instanceof CorruptRecordError) throw local
  return local
}

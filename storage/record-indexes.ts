/**
 * What a store keeps besides its records, derived from them and changed in the same batch: the Merkle
 * trees, and the list of keys that are deleted or expire. Whatever happens to the process or the disk,
 * both are what a recount of the records would give.
 */
import { CorruptRecordError, OverloadedError, StoreFencedError } from '../protocols/errors.js'
import { latin1 } from '../protocols/record/bytes.js'
import { hlcMs } from '../protocols/record/hlc.js'
import type { KvRecord } from '../protocols/record/record.js'
import type { Log } from './actor-leases.js'
import { deletedRange, partitionOfStorageKey, partitionRange, PREFIX, prefixRange, withPrefix } from './keyspace.js'
import { LocalRecord, type HeldVersions } from './local-record.js'
import { leafOf, MerkleTrees, TREE_LEAVES, type TreeLeaf } from './merkle-trees.js'
import { KnownKeys, type KnownKeysInit } from './known-keys.js'
import { MetaStore } from './meta-store.js'
import type { Store, StoreOp } from './store.js'

export interface RecordIndexesComponents {
  readonly store: Store
  readonly log: Log
  /** Settles when every batch of records that is on its way now has. */
  readonly settled: () => Promise<void>
  /** A record cannot be read and no longer counts in its tree: what is in memory of it must not count either. undefined: which one is not known. */
  readonly doubt: (storageKey?: Uint8Array) => void
}

export interface DeletedKey {
  readonly storageKey: Uint8Array
  /** Since when there is nothing to see under it, or will be: milliseconds since 1970. */
  readonly sinceMs: number
}

/** What is held under a key, and what shall be. Undefined: nothing; an error: something that cannot be read. */
interface RecordChange {
  readonly storageKey: Uint8Array
  readonly before: HeldVersions | CorruptRecordError | undefined
  readonly after: LocalRecord | undefined
}

/** What is stored when both indexes are whole, and how they are made. */
const VERSION = Uint8Array.of(1)
const PAGE_OPS = 1_024
const PROGRESS_RECORDS = 100_000

/**
 * From when on nothing of a record can be seen: all its versions are tombstones or expire. Undefined
 * while one lives for ever. Milliseconds since 1970.
 */
export function deadSince ({ siblings }: KvRecord): number | undefined {
  let since: number | undefined
  for (const { value, hlc, expiresAt } of siblings) {
    const ms = value === null ? hlcMs(hlc) : expiresAt
    if (ms === undefined) return undefined
    since = Math.max(since ?? 0, ms)
  }
  return since
}

export class RecordIndexes {
  readonly trees: MerkleTrees
  readonly known: KnownKeys
  readonly #meta: MetaStore
  #loaded = false
  #loading: Promise<void> | undefined
  #recounting: Promise<void> | undefined
  /** The entries of a leaf that changed since its recount began, by storage key. */
  readonly #touched = new Map<number, Map<string, Uint32Array | undefined>>()
  /** Grows with every reload: a recount begun before is void. */
  #generation = 0

  /** @param unsureHash see MerkleTrees */
  constructor (private readonly components: RecordIndexesComponents, unsureHash: Uint8Array, known: KnownKeysInit) {
    this.trees = new MerkleTrees(unsureHash)
    this.known = new KnownKeys(components, known, () => this.trees.keys)
    this.#meta = new MetaStore(components)
  }

  /** Reads the trees, or counts all records when they are not there or may not fit what is. */
  async open (): Promise<void> {
    const { store } = this.components
    this.#generation++
    this.#touched.clear()
    this.trees.clear()
    if (store.opening.lostBatches || !await this.#isWhole() || !await this.#load()) await this.#countAll()
    this.#loaded = true
    this.known.gather()
    this.#recountSoon()
  }

  /** A write failed: what is in memory may not be what is stored. Read again before the next write. */
  distrust (): void {
    this.#loaded = false
    this.#generation++
    this.known.forget()
  }

  /** A batch was refused without having been written: only this record's leaf is in doubt. */
  distrustLeafOf (storageKey: Uint8Array): void {
    if (storageKey[0] !== PREFIX.record) return
    const partition = partitionOfStorageKey(storageKey)
    const leaf = leafOf(storageKey)
    // A recount of it that is under way may have taken in what was refused: it is void.
    this.#touched.delete(partition * TREE_LEAVES + leaf)
    this.recount(partition, leaf)
  }

  /** A leaf may not be what its records say: counts it again. */
  recount (partition: number, leaf: number): void {
    if (!this.#loaded) return
    this.trees.markUnsure(partition, leaf)
    this.#recountSoon()
  }

  /** Something of the partition could not be listed: it no longer counts as what is here, so that those who have it bring it back. */
  recountPartition (partition: number): void {
    for (let leaf = 0; leaf < TREE_LEAVES; leaf++) this.recount(partition, leaf)
  }

  /** Resolves when the trees have been read again after a failure, if that is possible now. Never rejects. */
  async ready (): Promise<void> {
    if (this.#loaded || this.components.store.health().state !== 'open') return
    this.#loading ??= this.#reload().finally(() => { this.#loading = undefined })
    await this.#loading
  }

  async #reload (): Promise<void> {
    const { settled, log } = this.components
    try {
      await settled()
      await this.open()
    } catch (error) {
      log.warn({ error }, 'the trees could not be read again after a failed write; the next write tries')
    }
  }

  /** Whether it is certain that there is no record of the partition. */
  isEmpty (partition: number): boolean { return this.#loaded && this.trees.isEmpty(partition) }

  /** @throws StoreFencedError when they are not known right now */
  requireLoaded (): void {
    if (!this.#loaded) throw new StoreFencedError('the store has just reopened and reads its trees: try again')
  }

  /**
   * The batch that replaces a record: `op`, and what belongs with it.
   *
   * @throws StoreFencedError when the trees are not loaded: nothing was changed
   */
  change (storageKey: Uint8Array, before: RecordChange['before'], after: RecordChange['after'], op: StoreOp): StoreOp[] {
    if (storageKey[0] !== PREFIX.record || before === after) return [op]
    this.requireLoaded()
    const old = oldEntry(before, storageKey)
    // As long as it is nearly always: a list that is pushed to has room for 17.
    const ops = [op, this.trees.change(storageKey, old, after?.entryHash(storageKey))]
    this.#note(storageKey, before, old === 'unreadable', after, ops)
    return ops
  }

  /** As change, of many records in one batch: one operation for each leaf, however many of them are under it. */
  changeAll (changes: readonly RecordChange[], ops: StoreOp[]): void {
    this.requireLoaded()
    const leaves = new Map<number, TreeLeaf>()
    for (const { storageKey, before, after } of changes) {
      const old = oldEntry(before, storageKey)
      const leaf = this.trees.update(storageKey, old, after?.entryHash(storageKey))
      leaves.set(leaf.partition * TREE_LEAVES + leaf.leaf, leaf)
      this.#note(storageKey, before, old === 'unreadable', after, ops)
    }
    for (const { partition, leaf } of leaves.values()) ops.push(this.trees.leafOp(partition, leaf))
  }

  /** All but the tree. */
  #note (storageKey: Uint8Array, before: RecordChange['before'], isUnreadable: boolean, after: RecordChange['after'], ops: StoreOp[]): void {
    if (after !== undefined) this.known.add(storageKey)
    if (this.#touched.size > 0) this.#touched.get(partitionOfStorageKey(storageKey) * TREE_LEAVES + leafOf(storageKey))?.set(latin1(storageKey), after?.entryHash(storageKey))
    if (isUnreadable) this.#recountSoon()

    const since = after === undefined ? undefined : deadSince(after.record)
    if (since !== undefined) ops.push({ type: 'put', key: withPrefix(storageKey, PREFIX.deleted), value: msBytes(since) })
    else if (isUnreadable || (before !== undefined && !(before instanceof CorruptRecordError) && deadSince(before.record) !== undefined)) ops.push({ type: 'del', key: withPrefix(storageKey, PREFIX.deleted) })
  }

  /** The deleted and expiring keys of a partition that have been so since `untilMs` or longer, at most `limit`, in key order after `after`. */
  async deleted (partition: number, { untilMs = Infinity, limit = Infinity, after }: { untilMs?: number, limit?: number, after?: Uint8Array } = {}): Promise<DeletedKey[]> {
    const range = deletedRange(partition)
    const found: DeletedKey[] = []
    const gte = after === undefined ? range.gte : successor(withPrefix(after, PREFIX.deleted))
    for await (const { key, value } of this.components.store.scan({ gte, lt: range.lt, passOver: () => {} })) {
      const sinceMs = value.length === 8 ? msOf(value) : 0
      if (sinceMs > untilMs) continue
      found.push({ storageKey: withPrefix(key, PREFIX.record), sinceMs })
      if (found.length >= limit) break
    }
    return found
  }

  // --- counting again -------------------------------------------------------------------------------

  /** @returns whether all could be listed */
  async #load (): Promise<boolean> {
    let isWhole = true
    for await (const entry of this.components.store.scan({ ...prefixRange(PREFIX.tree), passOver: () => { isWhole = false } })) this.trees.load(entry)
    return isWhole
  }

  async #isWhole (): Promise<boolean> {
    try {
      const found = await this.#meta.read('indexes')
      return found?.length === 1 && found[0] === VERSION[0]
    } catch (error) {
      if (error instanceof CorruptRecordError) return false
      throw error
    }
  }

  /** From the records alone, one page of operations at a time. Interrupted, it begins anew at the next opening. */
  async #countAll (): Promise<void> {
    const { store, log } = this.components
    // First, so that an end in the midst of it is seen.
    await this.#meta.write('indexes', new Uint8Array(0), 'synced')
    this.trees.clear()
    const page = new OpPage(store)
    for (const prefix of [PREFIX.tree, PREFIX.deleted]) {
      for await (const { key } of store.scan({ ...prefixRange(prefix), passOver: () => {} })) await page.add({ type: 'del', key })
    }
    await page.flush()
    let records = 0
    for await (const { key, value } of store.scan({ ...prefixRange(PREFIX.record), passOver: () => {} })) {
      const local = openOr(key, value)
      if (local === undefined) continue
      this.trees.count(key, local.entryHash(key))
      const since = deadSince(local.record)
      if (since !== undefined) await page.add({ type: 'put', key: withPrefix(key, PREFIX.deleted), value: msBytes(since) })
      if (++records % PROGRESS_RECORDS === 0) log.info({ records }, 'counting the records for the trees')
    }
    for (const partition of this.trees.partitions()) {
      for (let leaf = 0; leaf < TREE_LEAVES; leaf++) {
        const op = this.trees.leafOp(partition, leaf)
        if (op.type === 'put') await page.add(op)
      }
    }
    await page.flush()
    await this.#meta.write('indexes', VERSION, 'synced')
    if (records > 0) log.info({ records }, 'counted the records for the trees')
  }

  #recountSoon (): void {
    if (this.trees.unsure.length === 0) return
    this.#recounting ??= this.#recountUnsure().finally(() => { this.#recounting = undefined })
  }

  /** Reads no more from the store in the background, once it settles. */
  async close (): Promise<void> {
    this.known.forget()
    await this.known.gathered()
  }

  /** Settles when no leaf is being counted again. */
  async recounted (): Promise<void> { await this.#recounting }

  async #recountUnsure (): Promise<void> {
    const { store, log } = this.components
    const generation = this.#generation
    // The write that made a leaf unsure is only about to be handed to the store: `settled` must know of it.
    await Promise.resolve()
    try {
      for (let next = this.trees.unsure[0]; next !== undefined && generation === this.#generation; next = this.trees.unsure[0]) {
        const { partition, leaf } = next
        await this.#recount(next, generation).catch(async (error: unknown) => {
          if (!(error instanceof OverloadedError) || generation !== this.#generation) throw error
          // What it comes to could not be stored while the queue is full: once more, after the others, when what fills it is written.
          this.trees.markUnsure(partition, leaf)
          await store.batch([], 'buffered')
        })
      }
    } catch (error) {
      // They stay unsure: peers see them as different, and the next opening counts again.
      log.warn({ error }, 'a part of a tree could not be counted again')
    }
  }

  /** Counts one leaf while its records go on changing: what is touched meanwhile counts as it is at the end. */
  async #recount ({ partition, leaf }: TreeLeaf, generation: number): Promise<void> {
    const { store, settled, doubt } = this.components
    const id = partition * TREE_LEAVES + leaf
    const touched = new Map<string, Uint32Array | undefined>()
    this.#touched.set(id, touched)
    try {
      // What was on its way before is then in the scan, what comes later is in `touched`.
      await settled()
      const entries = new Map<string, Uint32Array>()
      for await (const { key, value } of store.scan({ ...partitionRange(partition), passOver: () => { doubt() } })) {
        if (leafOf(key) !== leaf) continue
        const local = openOr(key, value)
        if (local === undefined) doubt(key)
        else entries.set(latin1(key), local.entryHash(key))
      }
      if (generation !== this.#generation || this.#touched.get(id) !== touched) return
      for (const [key, hash] of touched) {
        if (hash === undefined) entries.delete(key)
        else entries.set(key, hash)
      }
      this.trees.settle(partition, leaf, entries.values())
      await store.batch([this.trees.leafOp(partition, leaf)], 'buffered')
    } finally {
      if (this.#touched.get(id) === touched) this.#touched.delete(id)
    }
  }
}

/** Gathers operations into batches. */
class OpPage {
  #ops: StoreOp[] = []

  constructor (private readonly store: Store) {}

  async add (op: StoreOp): Promise<void> {
    this.#ops.push(op)
    if (this.#ops.length >= PAGE_OPS) await this.flush()
  }

  async flush (): Promise<void> {
    const ops = this.#ops
    this.#ops = []
    if (ops.length > 0) await this.store.batch(ops, 'buffered')
  }
}

function oldEntry (before: RecordChange['before'], storageKey: Uint8Array): Uint32Array | 'unreadable' | undefined {
  return before instanceof CorruptRecordError ? 'unreadable' : entryOf(before, storageKey)
}

/** Checksummed but no record counts as unreadable too. */
function entryOf (local: HeldVersions | undefined, storageKey: Uint8Array): Uint32Array | 'unreadable' | undefined {
  try {
    return local?.entryHash(storageKey)
  } catch (error) {
    if (error instanceof CorruptRecordError) return 'unreadable'
    throw error
  }
}

/** Decoded; undefined when it cannot be read, which counts as nothing. */
function openOr (storageKey: Uint8Array, sealed: Uint8Array): LocalRecord | undefined {
  try {
    const local = LocalRecord.open(storageKey, sealed)
    void local.record
    return local
  } catch (error) {
    if (error instanceof CorruptRecordError) return undefined
    throw error
  }
}

function msBytes (ms: number): Uint8Array {
  const bytes = new Uint8Array(8)
  for (let at = 7, rest = Math.max(0, Math.trunc(ms)); rest > 0; rest = Math.floor(rest / 256)) bytes[at--] = rest % 256
  return bytes
}

function msOf (bytes: Uint8Array): number {
  let ms = 0
  for (const byte of bytes) ms = ms * 256 + byte
  return ms
}

/** The least key greater than `key`. */
function successor (key: Uint8Array): Uint8Array {
  const next = new Uint8Array(key.length + 1)
  next.set(key)
  return next
}

/**
 * Writes kept for peers that could not take them: Dynamo's hinted handoff (DeCandia et al. 2007, §4.6).
 *
 * A hint is the full record and the peer it is meant for. Hints of one key for one peer are merged into
 * one. Whoever drops a hint that was not applied marks (target, partition) dirty in the same batch, so
 * that nobody takes the target's copy for complete until an exchange with it has ended.
 *
 * Everything is synced, removals too: a hint that came back with a power cut would bring an old value
 * to replicas that have forgotten it was deleted.
 */
import { CorruptRecordError, InvalidArgumentError, NotReadyError, OverloadedError, ProtocolError, StoreFencedError, TooManySiblingsError } from '../protocols/errors.js'
import { equalBytes, latin1 } from '../protocols/record/bytes.js'
import { mergeRecords } from '../protocols/record/dvv-set.js'
import { checkRecordKey, partitionOf } from '../protocols/record/key.js'
import { isNodeId, type NodeId } from '../protocols/record/node-id.js'
import { encodeRecord, SIBLINGS_MAX, VECTOR_ENTRIES_MAX } from '../protocols/record/record-codec.js'
import type { KvRecord, RecordKey } from '../protocols/record/record.js'
import type { Log } from './actor-leases.js'
import { sealEnvelope } from './envelope.js'
import { HintCounts, type HintCount } from './hint-counts.js'
import {
  dirtyRange, dirtyStorageKey, hintStorageKey, isDirtyKey, numberBytes, orderRange, orderStorageKey, parseDirtyKey, parseOrderKey, type OrderKey,
} from './hint-keys.js'
import { NUMBER_BYTES, openHint, orderedBytes, sealedHint, type OpenedHint } from './sealed-hint.js'
import type { Store, StoreOp } from './store.js'

export interface HintStoreComponents {
  readonly store: Store
  readonly clock: { readonly realtime: () => number }
  readonly log?: Log
}

export interface HintStoreInit {
  /** A power of two, at most 65,536. */
  readonly partitions: number
  /** For one target; default 1 GiB. */
  readonly hintBytesMax?: number
  /** For all targets together; default 4 GiB. */
  readonly hintBytesTotalMax?: number
  /** From when it was first kept; an older hint is dropped, not replayed. Default 3 days. */
  readonly hintAgeMaxMs?: number
  /** Peers that hints are kept for at a time; default 1,024. */
  readonly hintTargetsMax?: number
  /** On their way to the disk; default 16 MiB. */
  readonly hintInFlightBytesMax?: number
}

const DAY_MS = 24 * 3_600_000
const DEFAULTS = {
  hintBytesMax: 1_024 ** 3,
  hintBytesTotalMax: 4 * 1_024 ** 3,
  hintAgeMaxMs: 3 * DAY_MS,
  hintTargetsMax: 1_024,
  hintInFlightBytesMax: 16 * 1_024 * 1_024,
}

/** A hint as its order lists it. */
export interface HintEntry extends OrderKey {
  readonly bytes: number
  /** Where the next page begins. */
  readonly cursor: Uint8Array
}

export interface Hint extends HintEntry {
  readonly record: KvRecord
  readonly encoded: Uint8Array
}

export interface DroppedHints extends HintCount {
  /** Marked dirty by it. */
  readonly partitions: number
}

export interface DirtyMark {
  readonly target: NodeId
  readonly partition: number
  /** Grows with each hint that is dropped; see clearDirty. */
  readonly mark: number
}

interface Waiting { record: KvRecord, keptAtMs: number, readonly done: Promise<void> }

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} }
/** Tells a coordinator how long this peer will have no room, and whoever finds the queue full. */
const FULL_RETRY_MS = 60_000
const BUSY_RETRY_MS = 50
const PAGE = { hintsMax: 64, bytesMax: Infinity }

export class HintStore {
  protected readonly store: Store
  readonly #realtime: () => number
  readonly #log: Log
  readonly #limits: typeof DEFAULTS
  readonly #partitions: number
  #counts = new HintCounts()
  #dirty = new Map<NodeId, Map<number, number>>()
  /** Keys of the marks that the disk holds. */
  protected marked = new Set<string>()
  #marks = 0
  /** How many marks were cleared. */
  #cleared = 0
  #corrupt = 0
  #dropped = 0
  #inFlightBytes = 0
  readonly #inFlightOf = new Map<NodeId, number>()
  /** The last change of each key that is being changed. */
  readonly #tails = new Map<string, Promise<void>>()
  /** Records that join a hint as soon as the change before it is done: one batch for all of them. */
  readonly #waiting = new Map<string, Waiting>()
  readonly #active = new Set<Promise<unknown>>()
  /** While everything is counted anew. */
  #gate: Promise<void> | undefined
  /** Something in the list of hints could not be read when they were counted. */
  #hasGap = false

  private constructor ({ store, clock, log }: HintStoreComponents, init: HintStoreInit) {
    this.store = store
    this.#realtime = clock.realtime
    this.#log = log ?? SILENT
    this.#partitions = init.partitions
    this.#limits = { ...DEFAULTS, ...init }
    // A batch that failed may be there after all: what was counted is no longer known.
    store.onStateChange(({ state }) => { if (state === 'open') this.#recountSoon() })
  }

  /** Counts what is stored: reads the order of the hints, not the hints. */
  static async open (components: HintStoreComponents, init: HintStoreInit): Promise<HintStore> {
    const hints = new this(components, init)
    await hints.#recount()
    return hints
  }

  get limits (): typeof DEFAULTS { return this.#limits }
  get targets (): NodeId[] { return this.#counts.targets }
  /** Whether there are none at all, as nearly always: every read asks. */
  get isEmpty (): boolean { return this.#counts.isEmpty }
  totals (): HintCount { return this.#counts.total }
  of (target: NodeId): HintCount { return this.#counts.of(target) }
  /** Hints that could not be read, and hints that were dropped before they were applied; in this run. */
  get corrupt (): number { return this.#corrupt }
  get dropped (): number { return this.#dropped }

  isExpired (keptAtMs: number): boolean { return this.#realtime() - keptAtMs >= this.#limits.hintAgeMaxMs }

  /** Whether a hint or a dirty mark says that some primary of the partition may lack something. */
  holdsBack (partition: number): boolean {
    return this.targets.some(target => this.#counts.has(target, partition)) || [...this.#dirty.values()].some(partitions => partitions.has(partition))
  }

  /**
   * Keeps `record` for `target`, joined to what is kept of the key already. Resolves when it is synced.
   *
   * @param keptAtMs since when, if another peer had kept it before
   * @throws InvalidKeyError, InvalidArgumentError, NotReadyError, TooManySiblingsError, ProtocolError: nothing was kept
   * @throws OverloadedError there is no room; what the target now misses is marked dirty
   * @throws StoreFencedError
   */
  async add (target: NodeId, key: RecordKey, record: KvRecord, keptAtMs = Math.trunc(this.#realtime())): Promise<void> {
    checkRecordKey(key)
    if (!isNodeId(target)) throw new InvalidArgumentError('a hint is kept for a peer, named by its id')
    this.#requireWritable()
    const partition = partitionOf(key, this.#partitions)
    const bytes = sealedHint(target, partition, key, keptAtMs, encodeRecord(record)).bytes
    await this.#requireRoom(target, partition, bytes)
    this.#inFlight(target, bytes)
    try {
      await this.#join(target, partition, key, record, keptAtMs)
    } finally {
      this.#inFlight(target, -bytes)
    }
  }

  #join (target: NodeId, partition: number, key: RecordKey, record: KvRecord, keptAtMs: number): Promise<void> {
    const id = latin1(hintStorageKey(target, partition, key))
    const waiting = this.#waiting.get(id)
    if (waiting !== undefined) {
      waiting.record = mergeRecords(waiting.record, record)
      waiting.keptAtMs = Math.min(waiting.keptAtMs, keptAtMs)
      return waiting.done
    }
    const done = this.#serially(id, async () => {
      this.#waiting.delete(id)
      await this.#merge(target, partition, key, first)
    })
    const first: Waiting = { record, keptAtMs, done }
    this.#waiting.set(id, first)
    return done
  }

  async #merge (target: NodeId, partition: number, key: RecordKey, incoming: Waiting): Promise<void> {
    const hintKey = hintStorageKey(target, partition, key)
    const ops: StoreOp[] = []
    let held = await this.#load(hintKey)
    if (held instanceof CorruptRecordError) {
      // Its entry in the order stays until a replay finds that it has no hint.
      ops.push(...this.#noteCorrupt(target, partition, held))
      held = undefined
    }
    let hints = 1
    let bytes = 0
    if (held !== undefined) {
      const orderKey = orderStorageKey(target, held.keptAtMs, partition, key)
      const counted = await this.#countedBytes(orderKey)
      if (counted !== undefined) {
        hints = 0
        bytes = -counted
      }
      if (this.isExpired(held.keptAtMs)) {
        ops.push({ type: 'del', key: orderKey }, ...this.#noteDropped(target, partition))
        held = undefined
      }
    }
    const record = held === undefined ? incoming.record : mergeRecords(held.record, incoming.record)
    const keptAtMs = held === undefined ? incoming.keptAtMs : Math.min(held.keptAtMs, incoming.keptAtMs)
    if (held !== undefined && hints === 0 && record === held.record && keptAtMs === held.keptAtMs) return
    if (record.siblings.length > SIBLINGS_MAX) throw new TooManySiblingsError(record.siblings.length, SIBLINGS_MAX)
    if (record.vv.size > VECTOR_ENTRIES_MAX) throw new ProtocolError(`the key has been written by more than ${VECTOR_ENTRIES_MAX} actors`)
    const next = sealedHint(target, partition, key, keptAtMs, encodeRecord(record))
    if (held !== undefined && held.keptAtMs !== keptAtMs) ops.push({ type: 'del', key: orderStorageKey(target, held.keptAtMs, partition, key) })
    await this.write([...ops, ...next.ops])
    this.#counts.change(target, partition, hints, bytes + next.bytes)
  }

  /**
   * What is kept of the key, for whomever: a read of this peer must see what it has acknowledged.
   * Hints that are too old or cannot be read are left out.
   */
  async read (key: RecordKey): Promise<KvRecord | undefined> {
    const partition = partitionOf(key, this.#partitions)
    const targets = this.targets.filter(target => this.#counts.has(target, partition))
    if (targets.length === 0) return undefined
    const found = await Promise.all(targets.map(async target => {
      const held = await this.#load(hintStorageKey(target, partition, key))
      return held instanceof CorruptRecordError || held === undefined || this.isExpired(held.keptAtMs) ? undefined : held.record
    }))
    return found.reduce((joined, record) => joined === undefined ? record : record === undefined ? joined : mergeRecords(joined, record), undefined)
  }

  /** Hints for a target beyond a cursor, oldest first. Fewer than asked for does not mean that there are no more; none does. */
  async page (target: NodeId, beyond?: Uint8Array, { hintsMax, bytesMax } = PAGE): Promise<HintEntry[]> {
    const entries: HintEntry[] = []
    let bytes = 0
    for await (const { key: cursor, value } of this.store.scan({ ...orderRange(target, beyond), limit: hintsMax, passOver: this.#passOver })) {
      const entry = { ...parseOrderKey(cursor), bytes: orderedBytes(cursor, value), cursor }
      bytes += entry.bytes
      if (entries.length > 0 && bytes > bytesMax) break
      entries.push(entry)
    }
    return entries
  }

  /** The hint of an entry; undefined when it is gone, or could not be read and was dropped. */
  async load (entry: HintEntry): Promise<Hint | undefined> {
    const held = await this.#load(hintStorageKey(entry.target, entry.partition, entry.key))
    if (held !== undefined && !(held instanceof CorruptRecordError) && held.keptAtMs === entry.keptAtMs) return { ...entry, record: held.record, encoded: held.encoded }
    await this.#discard(entry, 'unreadable')
    return undefined
  }

  /** Removes a hint that its target has applied and synced, if it still is the same. Resolves with whether it was. */
  async remove (hint: Hint): Promise<boolean> { return await this.#discard(hint, 'applied', hint.encoded) }

  /** Drops hints that are too old, of one target or of all. */
  async dropExpired (target?: NodeId): Promise<DroppedHints> {
    const dropped = { hints: 0, bytes: 0, partitions: 0 }
    for (const one of target === undefined ? this.targets : [target]) add(dropped, await this.#dropWhile(one, ({ keptAtMs }) => this.isExpired(keptAtMs)))
    if (dropped.hints > 0) this.#log.warn(dropped, 'hints were dropped: their targets were away for longer than hintAgeMaxMs; anti-entropy brings what they miss')
    return dropped
  }

  /** Drops all hints for a target. What they held comes to it by anti-entropy only. */
  async dropAll (target: NodeId): Promise<DroppedHints> {
    let left = this.of(target).hints
    return await this.#dropWhile(target, () => left-- > 0)
  }

  async #dropWhile (target: NodeId, wanted: (entry: HintEntry) => boolean): Promise<DroppedHints> {
    const partitions = new Set<number>()
    const dropped = { hints: 0, bytes: 0, partitions: 0 }
    let beyond: Uint8Array | undefined
    for (;;) {
      const page = await this.page(target, beyond)
      const end = page.findIndex(entry => !wanted(entry))
      const unwanted = end === -1 ? page : page.slice(0, end)
      await Promise.all(unwanted.map(async entry => {
        if (!await this.#discard(entry, 'dropped')) return
        partitions.add(entry.partition)
        add(dropped, { hints: 1, bytes: entry.bytes, partitions: 0 })
      }))
      beyond = unwanted.at(-1)?.cursor
      if (end !== -1 || beyond === undefined) return { ...dropped, partitions: partitions.size }
    }
  }

  /** Resolves with whether it did. `unchanged`: only if that is what is held. */
  async #discard (entry: HintEntry, why: 'applied' | 'dropped' | 'unreadable', unchanged?: Uint8Array): Promise<boolean> {
    const { target, partition, key, cursor, keptAtMs } = entry
    const hintKey = hintStorageKey(target, partition, key)
    return await this.#serially(latin1(hintKey), async () => {
      const bytes = await this.#countedBytes(cursor)
      if (bytes === undefined) return false
      const held = await this.#load(hintKey)
      const isCorrupt = held instanceof CorruptRecordError
      const isCurrent = held !== undefined && (isCorrupt || held.keptAtMs === keptAtMs)
      // Another replay of the same hint, or a write, came between.
      if (why === 'unreadable' && isCurrent && !isCorrupt) return false
      if (unchanged !== undefined && (!isCurrent || isCorrupt || !equalBytes(held.encoded, unchanged))) return false
      const ops: StoreOp[] = [{ type: 'del', key: cursor }]
      if (isCurrent) ops.push({ type: 'del', key: hintKey })
      if (isCorrupt) ops.push(...this.#noteCorrupt(target, partition, held))
      // An entry of the order without its hint is what is left of an unreadable one: marked already.
      if (isCorrupt || why === 'dropped') ops.push(...this.#noteDropped(target, partition))
      await this.write(ops)
      this.#counts.change(target, partition, -1, -bytes)
      return true
    })
  }

  // --- dirty marks ---------------------------------------------------------------------------------

  isDirty (target: NodeId, partition: number): boolean { return this.#dirty.get(target)?.has(partition) ?? false }

  /** In a defined order. */
  dirty (): DirtyMark[] {
    return [...this.#dirty].flatMap(([target, partitions]) => [...partitions].map(([partition, mark]) => ({ target, partition, mark })))
      .sort((a, b) => a.target === b.target ? a.partition - b.partition : a.target < b.target ? -1 : 1)
  }

  /**
   * An exchange of the partition with the target has ended: it misses nothing any more. Resolves when
   * that is synced, with whether it was cleared.
   *
   * @param mark what `dirty` said before the exchange began; a hint dropped since then keeps the mark
   */
  async clearDirty (target: NodeId, partition: number, mark?: number): Promise<boolean> {
    return await this.#counted(async () => {
      const partitions = this.#dirty.get(target)
      const current = partitions?.get(partition)
      if (partitions === undefined || current === undefined || (mark !== undefined && current !== mark)) return false
      this.#requireWritable()
      partitions.delete(partition)
      if (partitions.size === 0) this.#dirty.delete(target)
      const key = dirtyStorageKey(target, partition)
      const isStored = this.marked.delete(latin1(key))
      this.#cleared++
      try {
        await this.store.batch([{ type: 'del', key }], 'synced')
      } catch (error) {
        // It may still be there, and then it counts.
        this.#mark(target, partition)
        if (isStored) this.marked.add(latin1(key))
        throw error
      }
      return true
    })
  }

  /** What makes the mark durable. It counts from now on; the batch comes after every earlier one and before every later one. */
  #mark (target: NodeId, partition: number): StoreOp[] {
    const key = dirtyStorageKey(target, partition)
    const partitions = this.#dirty.get(target) ?? new Map<number, number>()
    this.#dirty.set(target, partitions.set(partition, ++this.#marks))
    return this.marked.has(latin1(key)) ? [] : [{ type: 'put', key, value: sealEnvelope(key, numberBytes(Math.trunc(this.#realtime()), NUMBER_BYTES)) }]
  }

  /** A mark is on the disk once this is done, and not if it is refused; one that was cleared meanwhile goes after it. */
  protected async write (ops: readonly StoreOp[]): Promise<void> {
    const cleared = this.#cleared
    await this.store.batch(ops, 'synced')
    if (cleared === this.#cleared) for (const { key } of ops) if (isDirtyKey(key)) this.marked.add(latin1(key))
  }

  #noteDropped (target: NodeId, partition: number): StoreOp[] {
    this.#dropped++
    return this.#mark(target, partition)
  }

  #noteCorrupt (target: NodeId, partition: number, error: CorruptRecordError): StoreOp[] {
    this.#corrupt++
    this.#log.error({ target, partition, error }, 'a hint cannot be read and is dropped; anti-entropy brings its target what it held')
    return this.#mark(target, partition)
  }

  // --- limits, order and counts --------------------------------------------------------------------

  #requireWritable (): void {
    const { state, reason } = this.store.health()
    if (state === 'closed') throw new NotReadyError('the store is closed')
    if (state !== 'open') throw new StoreFencedError(`the store takes no writes: ${reason ?? state}`)
  }

  async #requireRoom (target: NodeId, partition: number, bytes: number): Promise<void> {
    const { hintBytesMax, hintBytesTotalMax, hintTargetsMax, hintInFlightBytesMax } = this.#limits
    if (this.#inFlightBytes >= hintInFlightBytesMax) throw new OverloadedError('hintInFlightBytesMax', BUSY_RETRY_MS)
    if (new Set([...this.targets, ...this.#inFlightOf.keys(), target]).size > hintTargetsMax) throw new OverloadedError('hintTargetsMax', FULL_RETRY_MS)
    const full = this.of(target).bytes + (this.#inFlightOf.get(target) ?? 0) + bytes > hintBytesMax ? 'hintBytesMax'
      : this.totals().bytes + this.#inFlightBytes + bytes > hintBytesTotalMax ? 'hintBytesTotalMax' : undefined
    if (full === undefined) return
    await this.#counted(async () => {
      const ops = this.#mark(target, partition)
      if (ops.length > 0) await this.write(ops)
    })
    throw new OverloadedError(full, FULL_RETRY_MS)
  }

  #inFlight (target: NodeId, bytes: number): void {
    this.#inFlightBytes += bytes
    const left = (this.#inFlightOf.get(target) ?? 0) + bytes
    if (left > 0) this.#inFlightOf.set(target, left)
    else this.#inFlightOf.delete(target)
  }

  /** One change of a hint at a time. */
  async #serially<T> (id: string, change: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(id) ?? Promise.resolve()
    const result = before.then(() => this.#counted(change))
    const tail = result.then(() => {}, () => {})
    this.#tails.set(id, tail)
    try {
      return await result
    } finally {
      if (this.#tails.get(id) === tail) this.#tails.delete(id)
    }
  }

  /** A change that a count of everything either comes before or takes in: one that is made meanwhile would be forgotten. */
  async #counted<T> (make: () => Promise<T>): Promise<T> {
    while (this.#gate !== undefined) await this.#gate
    const change = make()
    this.#active.add(change)
    try {
      return await change
    } finally {
      this.#active.delete(change)
    }
  }

  #recountSoon (): void {
    const gate = Promise.allSettled(this.#active).then(async () => { await this.#recount() }).catch((error: unknown) => {
      this.#log.error({ error }, 'hints could not be counted; they are when the store opens again')
    }).then(() => { if (this.#gate === gate) this.#gate = undefined })
    this.#gate = gate
  }

  /** What is not listed is not replayed, and nothing must wait for it: counted without it once, however often a page comes to it. */
  readonly #passOver = (): void => {
    if (!this.#hasGap) this.#recountSoon()
  }

  async #recount (): Promise<void> {
    const counts = new HintCounts()
    const dirty = new Map<NodeId, Map<number, number>>()
    const marked = new Set<string>()
    this.#hasGap = false
    const passOver = (): void => { this.#hasGap = true }
    for await (const { key } of this.store.scan({ ...dirtyRange(), passOver })) {
      const { target, partition } = parseDirtyKey(key)
      marked.add(latin1(key))
      dirty.set(target, (dirty.get(target) ?? new Map<number, number>()).set(partition, ++this.#marks))
    }
    for await (const { key, value } of this.store.scan({ ...orderRange(), passOver })) {
      const { target, partition } = parseOrderKey(key)
      counts.change(target, partition, 1, orderedBytes(key, value))
    }
    if (this.#hasGap) this.#log.error(counts.total, 'the list of hints is damaged; those that are not in it are not replayed, anti-entropy brings what they held')
    this.#counts = counts
    this.#dirty = dirty
    this.marked = marked
  }

  async #load (hintKey: Uint8Array): Promise<OpenedHint | CorruptRecordError | undefined> {
    try {
      const sealed = await this.store.get(hintKey)
      return sealed && openHint(hintKey, sealed)
    } catch (error) {
      if (error instanceof CorruptRecordError) return error
      throw error
    }
  }

  /** What an entry of the order is counted with; undefined when there is none. */
  async #countedBytes (orderKey: Uint8Array): Promise<number | undefined> {
    try {
      const value = await this.store.get(orderKey)
      return value === undefined ? undefined : orderedBytes(orderKey, value)
    } catch (error) {
      if (error instanceof CorruptRecordError) return 0
      throw error
    }
  }
}

function add (sum: { hints: number, bytes: number, partitions: number }, more: DroppedHints): void {
  sum.hints += more.hints
  sum.bytes += more.bytes
  sum.partitions += more.partitions
}

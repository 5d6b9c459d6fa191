/**
 * The records of one peer, and the only read-modify-write in the system.
 *
 * It makes dots, and so keeps the promise the DVV set rests on: a dot is never given to two events,
 * and whoever covers an event of an actor covers all its earlier ones, also after this store lost
 * what it knew. The rules and the history of why: docs/adr/0002-dotted-version-vectors.md.
 */
import {
  CorruptRecordError, DiskFullError, NotReadyError, OverloadedError, P2pkvError, ProtocolError, StoreFencedError, TooManySiblingsError,
} from '../protocols/errors.js'
import { rejected } from '../protocols/rejected.js'
import { epochOf } from '../protocols/record/actor.js'
import { equalBytes } from '../protocols/record/bytes.js'
import { addEvent, EMPTY_RECORD, mergeRecords, siblingsBeyond } from '../protocols/record/dvv-set.js'
import { hlcMs } from '../protocols/record/hlc.js'
import { checkRecordKey, partitionOf } from '../protocols/record/key.js'
import { SIBLINGS_MAX } from '../protocols/record/record-codec.js'
import { covers, coversDot } from '../protocols/record/version-vector.js'
import { BufferedRecords } from './buffered-records.js'
import { InFlight, localOf, type Entry } from './in-flight.js'
import { anyStays } from './known-versions.js'
import { bulkStorageKeyOf, parseRecordStorageKey, partitionRange, PREFIX, prefixRange, quarantineStorageKey, recordStorageKey, storageKeyOf } from './keyspace.js'
import { isStill, LocalRecord, type HeldVersions } from './local-record.js'
import { localWrite, siblingOf, type WriteEvent } from './local-write.js'
import { RecordIndexes } from './record-indexes.js'
import { readTreeEntries } from './tree-entries.js'
import { checkCondition, checkIntent, checkVector, contextOf, findRequest } from './write-checks.js'
import { MetaStore } from './meta-store.js'
import { ActorLeases, type Log } from './actor-leases.js'
import type { Dot, Hlc, KvRecord, RecordKey, Sibling, VersionVector } from '../protocols/record/record.js'
import type { PartitionRoot } from './merkle-trees.js'
import type { TreePage, TreePageInit } from './tree-entries.js'
import type { Durability, Store } from './store.js'
import { limitsOf, type RECORD_STORE_DEFAULTS, type IncomingRecord, type LocalWrite, type Merged, type MergedAll, type RecordStoreComponents, type RecordStoreInit, type ScannedRecord, type WriteIntent } from './record-store-types.js'

export { SIBLINGS_MAX_DEFAULT } from './record-store-types.js'
export type { LocalWrite, Merged, RecordStoreComponents, RecordStoreInit, ScannedRecord, WriteIntent } from './record-store-types.js'

export const SIBLINGS_WARNING = 16
const QUARANTINE_RETRY_AFTER_MS = 60_000
const NOTHING = new Uint8Array(0)
const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} }

interface Parts { readonly components: RecordStoreComponents, readonly init: RecordStoreInit, readonly leases: ActorLeases, readonly quarantined: number }

export class RecordStore {
  protected readonly leases: ActorLeases
  readonly #store: Store
  readonly #realtime: () => number
  readonly #log: Log
  readonly #limits: typeof RECORD_STORE_DEFAULTS
  readonly #partitions: number
  readonly #inFlight: InFlight
  readonly #indexes: RecordIndexes
  #quarantined: number
  readonly #buffered = new BufferedRecords()
  #closed = false

  protected constructor ({ components, init, leases, quarantined }: Parts) {
    this.leases = leases
    this.#store = components.store
    this.#realtime = components.clock.realtime
    this.#log = components.log ?? SILENT
    this.#limits = limitsOf(init)
    this.#partitions = init.partitions
    this.#indexes = new RecordIndexes({ store: components.store, log: this.#log, settled: async () => { await this.#inFlight.settled() }, doubt: storageKey => { this.#inFlight.doubt(storageKey) } }, leases.storeId, { bytesMax: this.#limits.knownKeysBytesMax })
    this.#inFlight = new InFlight(components, { ...this.#limits, indexes: this.#indexes, onFailure: () => { leases.distrust() } })
    this.#quarantined = quarantined
    // At once: should this run end before the next write, the marks on the disk must not be older than what was issued.
    components.store.onStateChange(({ state }) => { if (state === 'open') leases.renewAhead() })
  }

  /** Resolves when the store's identity and leases are synced. @throws StoreFencedError */
  static async open (components: RecordStoreComponents, init: RecordStoreInit): Promise<RecordStore> {
    const { store, clock, random, log = SILENT } = components
    const leases = await ActorLeases.open({ meta: new MetaStore({ store }), opening: store.opening, clock, random, log }, init)
    let quarantined = 0
    for await (const _ of store.scan({ ...prefixRange(PREFIX.quarantine), passOver: () => {} })) quarantined++
    const records = new this({ components, init, leases, quarantined })
    await records.#indexes.open()
    return records
  }

  /**
   * Takes no more writes, waits for those under way, and notes that the run ended well; the store
   * itself is closed by its owner, afterwards. Without this the next run trusts no epoch of this one.
   *
   * @throws StoreFencedError
   */
  async close (): Promise<void> {
    this.#closed = true
    await this.#inFlight.settled()
    this.#inFlight.forget()
    await this.#indexes.close()
    await this.leases.close()
  }

  /** 16 bytes; acks of one store count once. */
  get storeId (): Uint8Array { return this.leases.storeId }
  /** How many keys there are, deleted ones that are not yet reaped included; about, while a part of a tree is counted again. */
  get keys (): number { return this.#indexes.trees.keys }
  /** Records kept aside because of their stamps. */
  get quarantined (): number { return this.#quarantined }

  /** @throws StoreFencedError while the trees are read again after a failed write */
  partitionRoot (partition: number): PartitionRoot {
    this.#indexes.requireLoaded()
    return this.#indexes.trees.root(partition)
  }

  /** The sums of the partition's leaves in order, 16 bytes each. @throws as partitionRoot */
  leafHashes (partition: number): Uint8Array {
    this.#indexes.requireLoaded()
    return this.#indexes.trees.leafHashes(partition)
  }

  /** A page of the keys under some leaves of a partition, in key order; see readTreeEntries. Of some buckets: with all that the tree counted before. */
  async leafEntries (partition: number, leaves: ReadonlySet<number>, page: Omit<TreePageInit, 'passOver'>): Promise<TreePage> {
    if (page.takes !== undefined) await this.#inFlight.settled()
    const read = await readTreeEntries(this.#store, partition, leaves, { ...page, passOver: () => { this.#inFlight.doubt() } })
    for (const { key, hash } of read.entries) if (hash.length === 0) this.doubt(key)
    return read
  }

  /**
   * The record on the disk was found unreadable: a copy of it in memory must not hide that from those who bring it back.
   * Whoever reads records past this class says so.
   */
  doubt (key: RecordKey): void { this.#inFlight.doubt(this.#storageKey(key)) }

  /** The Merkle trees, and the list of what is deleted or expires. */
  get indexes (): RecordIndexes { return this.#indexes }

  /**
   * The record, or undefined when there is none; writes on their way to the disk included.
   *
   * @throws CorruptRecordError when there is one that cannot be read: no answer, never "absent"
   */
  read (key: RecordKey): Promise<KvRecord | undefined> { return this.#inFlight.read(this.#storageKey(key), ({ record }) => record) }

  /** As read, as the bytes that encodeRecord made. */
  readEncoded (key: RecordKey): Promise<Uint8Array | undefined> { return this.#inFlight.read(this.#storageKey(key), ({ encoded }) => encoded) }

  /**
   * A client's write, at its coordinating primary. Resolves as soon as the event exists, so that it
   * can be sent to the others while this disk is still writing; `committed` says when that is done.
   *
   * @throws InvalidKeyError, InvalidArgumentError, ValueTooLargeError, PreconditionFailedError,
   *   TooManySiblingsError, OverloadedError, DiskFullError (not for deletes), NotReadyError (our clock is behind the stamps we hold),
   *   StoreFencedError, CorruptRecordError (a condition on an unreadable record): nothing was written
   */
  write (key: RecordKey, intent: WriteIntent, durability: Durability): Promise<LocalWrite> {
    try {
      checkRecordKey(key)
      checkIntent(intent, this.#limits.valueBytesMax)
      const { clientWritesRefused } = this.#store.health()
      if (clientWritesRefused !== undefined && intent.value !== null) throw new DiskFullError(clientWritesRefused)
      const storageKey = this.#storageKey(key)
      this.#requireWritable()
      const write = this.#writeUnread(storageKey, intent, durability)
      return write === undefined ? this.#writeRead(storageKey, intent, durability) : Promise.resolve(write)
    } catch (error) {
      return rejected(error)
    }
  }

  async #writeRead (storageKey: Uint8Array, intent: WriteIntent, durability: Durability): Promise<LocalWrite> {
    for (;;) {
      const write = await this.#inFlight.use(storageKey, entry => this.#coordinate(entry, intent, durability))
      if (!('leaseAbove' in write)) return write
      await this.leases.renew(write.leaseAbove)
      this.#requireWritable()
    }
  }

  /** In one step, without waiting; `leaseAbove` when a lease must be renewed before there can be a dot or stamp. */
  #coordinate (entry: Entry, intent: WriteIntent, durability: Durability): LocalWrite | { leaseAbove: Hlc } {
    const previous = this.#readable(entry, intent.condition !== undefined)
    const before = previous?.record ?? EMPTY_RECORD
    const nowMs = Math.trunc(this.#realtime())
    const repeated = findRequest(before, intent.requestId, nowMs)
    if (previous !== undefined && repeated !== undefined) {
      const { dot, hlc, expiresAt } = repeated
      return { record: before, encoded: previous.encoded, dot, hlc, previous: before, expiresAt, committed: this.#ensure(entry, previous, durability) }
    }
    checkCondition(before, intent, nowMs)

    const event = this.#event(before, previous?.ownEpoch ?? 0, intent, nowMs)
    return 'leaseAbove' in event ? event : localWrite(event, previous?.record, this.#replace(entry, event.next, durability))
  }

  /** As coordinate, where the versions held are known, none of them stays, and nobody asks for their values; undefined: read them first. */
  #writeUnread (storageKey: Uint8Array, intent: WriteIntent, durability: Durability): LocalWrite | undefined {
    if (intent.withoutPrevious !== true || intent.condition !== undefined) return undefined
    let made: WriteEvent | undefined
    const replaced = this.#inFlight.replaceUnread(storageKey, ({ record: before, ownEpoch }) => {
      const nowMs = Math.trunc(this.#realtime())
      if (findRequest(before, intent.requestId, nowMs) !== undefined || siblingsBeyond(before, contextOf(intent, before)).length > 0) return undefined
      const event = this.#event(before, ownEpoch, intent, nowMs)
      if ('leaseAbove' in event) return undefined
      made = event
      return event.next
    }, durability)
    if (replaced === undefined || made === undefined) return undefined
    if (durability === 'buffered') this.#buffered.add(storageKey)
    return localWrite(made, undefined, replaced.committed)
  }

  /** The event that `intent` is upon what is held, and what is to be stored. */
  #event (before: KvRecord, ownEpoch: number, intent: WriteIntent, nowMs: number): WriteEvent | { leaseAbove: Hlc } {
    const context = contextOf(intent, before)
    this.#checkSiblings(before, siblingsBeyond(before, context), intent)
    const above = before.siblings.reduce((most, { dot, hlc }) => hlc > most && coversDot(context, dot) ? hlc : most, 0n)
    const { clock } = this.leases
    const after = intent.after ?? 0n
    if (clock.isFuture(clock.next(above)) || clock.isFuture(after)) {
      throw new NotReadyError(`this peer's clock is more than ${clock.maxClockDriftMs} ms behind stamps that it must exceed: check it, or ask another peer`)
    }
    this.#requireWritable()
    const dot = this.nextDot(before, context, ownEpoch)
    const own = dot && this.leases.stamp(above)
    if (dot === undefined || own === undefined) return { leaseAbove: above }
    const hlc = this.stampAfter(own, after)

    const expiresAt = intent.ttlMs === undefined ? undefined : nowMs + intent.ttlMs
    const record = addEvent(before, context, siblingOf(intent, dot, hlc, expiresAt))
    checkVector(record)
    const next = LocalRecord.of(record, epochOf(dot.actor))
    return { dot, hlc, expiresAt, next }
  }

  /** What the entry holds. An unreadable record is as one that was lost, unless `required`. */
  #readable (entry: Entry, required = false): LocalRecord | undefined {
    try {
      const local = localOf(entry)
      // Decodes: what is checksummed but not a record is unreadable too.
      void local?.record
      return local
    } catch (error) {
      if (required || !(error instanceof CorruptRecordError)) throw error
      this.#log.error({ bucket: parseRecordStorageKey(entry.storageKey).key.bucket, error }, 'an unreadable record is being replaced')
      return undefined
    }
  }

  /**
   * The dot for a new event of the key: the next of the epoch that this copy may extend, else the
   * first of a fresh one. A fresh one when this copy is absent or unreadable, came from others, or was
   * written before an unclean stop or a fencing (`ownEpoch` 0 or distrusted), and when the context
   * knows of dots of ours that it does not.
   */
  protected nextDot ({ vv }: KvRecord, context: VersionVector, ownEpoch: number): Dot | undefined {
    const own = `${this.leases.prefix}${ownEpoch.toString(36)}`
    const counter = vv.get(own)
    if (ownEpoch > 0 && counter !== undefined && this.leases.isTrusted(ownEpoch) && !this.#knowsMoreOfUs(context, vv)) {
      return { actor: own, counter: counter + 1 }
    }
    for (;;) {
      const epoch = this.leases.nextEpoch()
      if (epoch === undefined) return undefined
      const actor = `${this.leases.prefix}${epoch.toString(36)}`
      // A context may name epochs that were never issued: it is the client's word.
      if (!vv.has(actor) && !context.has(actor)) return { actor, counter: 1 }
    }
  }

  /** One client's writes follow each other, whichever peers' clocks stamped them. Else the later of two could lose to the earlier. */
  protected stampAfter (own: Hlc, after: Hlc): Hlc { return own > after ? own : after + 1n }

  #knowsMoreOfUs (other: VersionVector, ours: VersionVector): boolean {
    if (covers(ours, other)) return false
    for (const [actor, counter] of other) if (actor.startsWith(this.leases.prefix) && (ours.get(actor) ?? 0) < counter) return true
    return false
  }

  #checkSiblings (before: KvRecord, staying: readonly Sibling[], { value }: WriteIntent): void {
    const bytes = staying.reduce((sum, sibling) => sum + (sibling.value?.length ?? 0), value?.length ?? 0)
    if (staying.length >= this.#limits.siblingsMax || bytes > this.#limits.recordBytesMax) {
      throw new TooManySiblingsError(before.siblings.length, this.#limits.siblingsMax)
    }
    if (staying.length + 1 === SIBLINGS_WARNING) this.#log.warn({ siblings: SIBLINGS_WARNING }, 'a key has many concurrent versions')
  }

  /**
   * What another replica holds of the key joins what we hold: replication, repair, hints, transfer.
   * A record with a stamp from the future is kept aside instead, with an alarm.
   *
   * @param encoded what encodeRecord makes of `incoming`, if at hand
   * @throws InvalidKeyError, InvalidArgumentError, OverloadedError, StoreFencedError,
   *   TooManySiblingsError (beyond SIBLINGS_MAX): nothing was written
   */
  async merge (key: RecordKey, incoming: KvRecord, durability: Durability, encoded?: Uint8Array): Promise<Merged> {
    checkRecordKey(key)
    this.#requireWritable()
    const { clock } = this.leases
    const future = incoming.siblings.find(({ hlc }) => clock.isFuture(hlc))
    if (future !== undefined) return await this.#quarantine(key, incoming, future, durability)
    const storageKey = this.#storageKey(key)
    return this.#mergeUnread(storageKey, incoming, durability, encoded) ?? await this.#inFlight.use(storageKey, entry => this.#merge(entry, incoming, durability, encoded))
  }

  /** Whether it bears a stamp from the future: merge would keep it aside. */
  isFuture (record: KvRecord): boolean {
    return record.siblings.some(({ hlc }) => this.leases.clock.isFuture(hlc))
  }

  /**
   * As merge, of many records in one batch. Takes no more than what joins plainly; the indexes of all others are
   * `left`, for merge: stamps from the future, keys that come twice, errors.
   */
  async mergeAll (incoming: readonly IncomingRecord[], durability: Durability): Promise<MergedAll> {
    this.#requireWritable()
    return await this.#inFlight.useAll(incoming.map(({ key }) => bulkStorageKeyOf(key, this.#partitions)), entries => {
      this.#requireWritable()
      const left: number[] = []
      const changes = new Map<Entry, LocalRecord>()
      const committed: Array<Promise<void>> = []
      for (const [index, { record, encoded }] of incoming.entries()) {
        const entry = entries[index]
        try {
          if (entry === undefined || changes.has(entry) || this.isFuture(record)) left.push(index)
          else {
            const local = this.#readable(entry)
            const { next } = this.#joined(local, record, encoded)
            if (next !== undefined) changes.set(entry, next)
            else if (local !== undefined) committed.push(this.#ensure(entry, local, durability))
          }
        } catch (error) {
          if (!(error instanceof P2pkvError)) throw error
          left.push(index)
        }
      }
      if (durability === 'buffered') for (const { storageKey } of changes.keys()) this.#buffered.add(storageKey)
      if (changes.size > 0) committed.push(this.#inFlight.replaceAll([...changes].map(([entry, local]) => ({ entry, local })), durability))
      return { changed: changes.size, left, committed: Promise.all(new Set(committed)) }
    })
  }

  /** What that which is held becomes with `incoming`; no `next` when nothing changes. @param encoded of `incoming`, if at hand */
  #joined (local: HeldVersions | undefined, incoming: KvRecord, encoded?: Uint8Array): { record: KvRecord, next?: LocalRecord } {
    const before = local?.record ?? EMPTY_RECORD
    const record = this.join(before, incoming)
    if (record === before) return { record }
    if (record.siblings.length > SIBLINGS_MAX) throw new TooManySiblingsError(record.siblings.length, SIBLINGS_MAX)
    checkVector(record)
    const ownEpoch = local === undefined || this.#knowsMoreOfUs(incoming.vv, before.vv) ? 0 : local.ownEpoch
    return { record, next: record === incoming && encoded !== undefined ? LocalRecord.ofEncoded(record, encoded, ownEpoch) : LocalRecord.of(record, ownEpoch) }
  }

  #merge (entry: Entry, incoming: KvRecord, durability: Durability, encoded?: Uint8Array): Merged {
    // Again: many may have waited for what they join.
    this.#requireWritable()
    const local = this.#readable(entry)
    const { record, next } = this.#joined(local, incoming, encoded)
    if (next !== undefined) return { record, encoded: next.encoded, changed: true, quarantined: false, committed: this.#replace(entry, next, durability) }
    const committed = local === undefined ? Promise.resolve() : this.#ensure(entry, local, durability)
    return { record, encoded: (local ?? LocalRecord.of(record, 0)).encoded, changed: false, quarantined: false, committed }
  }

  /** As merge, where the versions held are known and nothing of them stays but their place in the vector; undefined: read them first. */
  #mergeUnread (storageKey: Uint8Array, incoming: KvRecord, durability: Durability, encoded: Uint8Array | undefined): Merged | undefined {
    const replaced = this.#inFlight.replaceUnread(storageKey, held => {
      const { record, next } = this.#joined(held, incoming, encoded)
      return anyStays(held.record, record) ? undefined : next
    }, durability)
    if (replaced !== undefined && durability === 'buffered') this.#buffered.add(storageKey)
    return replaced && { record: replaced.local.record, encoded: replaced.local.encoded, changed: true, quarantined: false, committed: replaced.committed }
  }

  protected join (ours: KvRecord, incoming: KvRecord): KvRecord {
    return mergeRecords(ours, incoming)
  }

  async #quarantine (key: RecordKey, incoming: KvRecord, { dot, hlc }: Sibling, durability: Durability): Promise<Merged> {
    const aside = await this.#inFlight.use(quarantineStorageKey(partitionOf(key, this.#partitions), key), entry => {
      const isNew = entry.local === undefined
      if (isNew && this.#quarantined >= this.#limits.quarantineKeysMax) throw new OverloadedError('quarantineKeysMax', QUARANTINE_RETRY_AFTER_MS)
      const merged = this.#merge(entry, incoming, durability)
      if (isNew && merged.changed) this.#quarantined++
      return merged
    })
    this.#log.error({ actor: dot.actor, aheadMs: hlcMs(hlc) - this.#realtime() }, 'a version from the future was kept aside: the clock of this peer or of another is wrong')
    const local = await this.#inFlight.read(this.#storageKey(key), found => found)
    const record = local?.record ?? EMPTY_RECORD
    return { record, encoded: local?.encoded ?? LocalRecord.of(record, 0).encoded, changed: false, quarantined: true, committed: aside.committed }
  }

  /** Merges what was kept aside and is no longer from the future. Returns how many records that were. */
  async releaseQuarantine (): Promise<number> {
    const counted = this.#quarantined
    let [stored, gone, released] = [0, 0, 0]
    await this.#inFlight.settled()
    for await (const { key: storageKey, value } of this.#store.scan({ ...prefixRange(PREFIX.quarantine), passOver: () => {} })) {
      stored++
      const { key } = parseRecordStorageKey(storageKey)
      try {
        const aside = LocalRecord.open(storageKey, value)
        if (aside.record.siblings.some(({ hlc }) => this.leases.clock.isFuture(hlc))) continue
        await (await this.merge(key, aside.record, 'synced')).committed
        if (!await this.#remove(storageKey, aside.encoded, 'synced')) continue
        released++
      } catch (error) {
        if (error instanceof TooManySiblingsError || error instanceof ProtocolError) {
          this.#log.warn({ bucket: key.bucket, error }, 'a record that was kept aside cannot be taken in yet')
          continue
        }
        if (!(error instanceof CorruptRecordError)) throw error
        // Whoever sent it was told that it is not held here.
        this.#log.error({ bucket: key.bucket, error }, 'a record that was kept aside cannot be read and is dropped')
        this.#inFlight.doubt(storageKey)
        const { committed } = await this.#inFlight.use(storageKey, entry => ({ committed: this.#readable(entry) === undefined ? this.#replace(entry, undefined, 'synced') : undefined }))
        if (committed === undefined) continue
        await committed
      }
      this.#quarantined--
      gone++
    }
    // What a write that failed should have kept aside was counted, too. Unless more came meanwhile, the disk knows how many there are.
    if (this.#quarantined === counted - gone && this.#store.health().state === 'open') this.#quarantined = stored - gone
    return released
  }

  /**
   * Removes the record if it still is exactly `expected` (encoded): reaping, and what another peer now
   * owns. The next write of the key takes a fresh epoch. Resolves when it is done, with whether it was.
   *
   * @throws CorruptRecordError, StoreFencedError
   */
  async remove (key: RecordKey, expected: Uint8Array, durability: Durability): Promise<boolean> { return await this.#remove(this.#storageKey(key), expected, durability) }

  /**
   * As remove, of many records in one batch; one that could not be read goes if it still cannot. @returns how many were removed
   *
   * @throws StoreFencedError, OverloadedError
   */
  async removeAll (expected: readonly ScannedRecord[], durability: Durability): Promise<number> {
    this.#requireWritable()
    const { removed, committed } = await this.#inFlight.useAll(expected.map(({ key }) => bulkStorageKeyOf(key, this.#partitions)), entries => {
      const same = new Set(entries.filter((entry, index) => isStill(entry?.local, expected[index]?.encoded ?? NOTHING)))
      const changes = [...same].flatMap(entry => entry === undefined ? [] : [{ entry, local: undefined }])
      return { removed: changes.length, committed: changes.length === 0 ? undefined : this.#inFlight.replaceAll(changes, durability) }
    })
    await committed
    return removed
  }

  async #remove (storageKey: Uint8Array, expected: Uint8Array, durability: Durability): Promise<boolean> {
    this.#requireWritable()
    const { committed } = await this.#inFlight.use(storageKey, entry => {
      if (entry.local instanceof CorruptRecordError) throw entry.local
      const same = entry.local !== undefined && equalBytes(entry.local.encoded, expected)
      return { committed: same ? this.#replace(entry, undefined, durability) : undefined }
    })
    await committed
    return committed !== undefined
  }

  /**
   * The records of a partition on disk, in key order, beginning with `from`; from one snapshot, without
   * writes that are still on their way. One that cannot be read is yielded as its error; `passOver` as in ScanRange.
   */
  async * scanPartition (partition: number, from?: RecordKey, passOver?: () => void): AsyncGenerator<ScannedRecord> {
    const range = partitionRange(partition)
    const gte = from === undefined ? range.gte : recordStorageKey(partition, from)
    for await (const { key: storageKey, value } of this.#store.scan({ gte, lt: range.lt, ...(passOver && { passOver }) })) {
      const { key } = parseRecordStorageKey(storageKey)
      let encoded: Uint8Array | CorruptRecordError
      try {
        ({ encoded } = LocalRecord.open(storageKey, value))
      } catch (error) {
        if (!(error instanceof CorruptRecordError)) throw error
        this.doubt(key)
        encoded = error
      }
      yield { key, encoded }
    }
  }

  #storageKey (key: RecordKey): Uint8Array { return storageKeyOf(key, this.#partitions) }

  #replace (entry: Entry, local: LocalRecord | undefined, durability: Durability): Promise<void> {
    // What is removed is written anew before anybody is told that it is there.
    if (durability === 'buffered' && local !== undefined) this.#buffered.add(entry.storageKey)
    return this.#inFlight.replace(entry, local, durability)
  }

  /** For what is there already: settles when it has reached `durability`. */
  #ensure (entry: Entry, local: LocalRecord, durability: Durability): Promise<void> {
    if (durability === 'synced' && this.#buffered.has(entry.storageKey)) return this.#replace(entry, local, durability)
    return entry.committed ?? Promise.resolve()
  }

  /** Before anything is made: a dot that could not be stored must not be sent to others either. */
  #requireWritable (): void {
    if (this.#closed) throw new NotReadyError('the record store is closed')
    const { state, reason } = this.#store.health()
    if (state !== 'open') throw new StoreFencedError(`the store takes no writes: ${reason ?? state}`)
    this.#inFlight.requireRoom()
  }
}

/**
 * Which ring views are live, and how this peer moves on from one to the next. The rules are those of
 * Garage's layout history (ack, sync and sync_ack trackers); docs/adr/0010-live-views.md says why they
 * hold when a change of the ring meets writes, reads and netsplits.
 */
import { equalBytes, fromHex, toHex } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Clock, Logger, Timer } from '../env.js'
import type { Placement, WriteTicket } from '../ring/placement.js'
import { ringOf, type Ring } from '../ring/ring.js'
import type { SignedRingView } from '../ring/ring-view.js'
import { encodeTrackers, markOf, NO_TRACKERS, type Trackers, type ViewMark } from './trackers.js'

export interface LiveViewsComponents {
  readonly clock: Clock
  readonly log: Logger
  readonly self: NodeId
  readonly history: {
    readonly ring: Ring | undefined
    readonly viewAt: (epoch: number) => SignedRingView | undefined
  }
  /** What a member says of itself, as far as it is known. */
  readonly recordOf: (peer: NodeId) => { readonly storeId: string, readonly trackers: Trackers } | undefined
  /** Keeps the own trackers; resolves when they are synced. */
  readonly save: (encoded: Uint8Array) => Promise<void>
  /** `published` is to be spread: it is on stable storage. */
  readonly publish: () => void
  /** Resolves when there is time for what no client waits for: all members take each step of a change at once, and tell all others. */
  readonly calm?: () => Promise<void>
}

export interface LiveViewsInit {
  /** Of this peer, 32 hex digits: trackers made with another store count for nothing. */
  readonly storeId: string
  /** What this store had published before this start. */
  readonly stored: Trackers
}

/** What is to be fetched before this peer may say that it holds all its data of a view. */
export interface WantedView {
  readonly epoch: number
  readonly ring: Ring
  /** Views whose primaries have the data: the older live ones, newest first; the wanted one itself when nobody waited for this peer and they are over. */
  readonly sources: readonly Ring[]
  /** What this peer owned in it need not be fetched. */
  readonly held: Ring | undefined
}

export interface WaitingView {
  readonly epoch: number
  /** Who has not got there yet, ascending by peer id. */
  readonly for: readonly NodeId[]
  /** `write`: to write to it and to no older one alone; `data`: to hold all its data; `read`: to read from it. */
  readonly what: 'write' | 'data' | 'read'
}

/** Live views before a change that adds or moves members has to wait; one that only removes never waits. */
export const LIVE_VIEWS_MAX = 8
/** Records of others that arrive within this time, milliseconds, are looked at together. */
const UPDATE_DELAY_MS = 20
/** Between two tries to store how far this peer has moved on. */
const FLUSH_RETRY_MS = 1_000
/** That older views are over everybody finds out alone; whoever missed it hears it so much later, milliseconds. */
const RETIRED_DELAY_MS = 1_000

interface Reached { readonly ack: number, readonly sync: number, readonly syncAck: number, readonly base: number }

interface OpenWrite { readonly marks: readonly ViewMark[] }

export class LiveViews {
  #own: Trackers
  #published: Trackers
  #live: readonly Ring[] = []
  #marks: readonly ViewMark[] = []
  #placement: Placement | undefined
  #reached = new Map<NodeId, Reached>()
  readonly #writes = new Set<OpenWrite>()
  readonly #listeners: Array<() => void> = []
  #rings = new Map<string, Ring>()
  #timer: Timer | undefined
  #retry: Timer | undefined
  #retiredAtMs: number | undefined
  #stopped = false
  #flushing: Promise<void> | undefined
  #told = ''
  #isWhole = false

  constructor (private readonly components: LiveViewsComponents, private readonly init: LiveViewsInit) {
    this.#own = init.stored
    this.#published = init.stored
    this.update()
  }

  stop (): void {
    this.#stopped = true
    this.#timer?.cancel()
    this.#retry?.cancel()
  }

  /** What others may be told: it is on stable storage. */
  get published (): Trackers { return this.#published }

  /** All live views, newest first, whether or not this peer is in them. Empty before there is a ring. */
  get live (): readonly Ring[] { return this.#live }

  /**
   * Where replicas are now; undefined while this peer must not coordinate: it is in no ring, or no longer,
   * or some member has not heard yet that it is.
   *
   * A write that began with an older placement: every answer of a replica carries its view, and the history
   * follows. A coordinator that finds another `head` here before it answers its client must have its quorum
   * in the views that it did not know, too. So a peer that nobody waits for (because a view removes it)
   * cannot acknowledge a write that only the owners of a view that is over have seen: each of those stored
   * it before it knew the new view, and so before anybody began to copy from it, or has said so. A read that
   * finds another `head` when it has its answers asks again in the same way: its view may be over.
   */
  placement (): Placement | undefined { return this.#placement }

  /** As placement(), for who decides about the ring itself: a member that must not coordinate yet may, and takes the data to be where it was in the oldest live view. */
  standing (): Pick<Placement, 'head' | 'readFrom'> | undefined {
    const [head] = this.#live
    const readFrom = this.#live.at(-1)
    return this.#placement ?? (head === undefined || readFrom === undefined ? undefined : { head, readFrom })
  }

  /** As placement(), for a write: until the ticket ends, this peer says of no newer view that it writes there only. */
  beginWrite (): WriteTicket | undefined {
    const placement = this.#placement
    if (placement === undefined) return undefined
    const write: OpenWrite = { marks: this.#marks }
    this.#writes.add(write)
    const end = (): void => {
      if (!this.#writes.delete(write)) return
      // Most writes end with the view they began with.
      if (placement.head !== this.#placement?.head) this.update()
    }
    return { placement, end }
  }

  /** The newest view that every member writes to and of which this peer does not hold all its data. */
  wanted (): WantedView | undefined {
    const { self, history } = this.components
    const head = history.ring
    if (head === undefined) return undefined
    for (let epoch = head.view.epoch; epoch > Math.max(this.#own.sync.epoch, this.#oldest() - 1); epoch--) {
      const ring = this.#ring(epoch)
      if (ring?.member(self)?.storeId !== this.init.storeId) continue
      if (head.members.some(({ peerId }) => (this.#reached.get(peerId)?.ack ?? 0) < epoch)) continue
      const older = this.#live.filter(({ view }) => view.epoch < epoch)
      const sources = older.length > 0 ? older : [ring]
      // Whom nobody waited for does not hold the oldest either.
      const oldest = sources.at(-1)?.view.epoch ?? epoch
      return { epoch, ring, sources, held: this.#ring(Math.min(this.#own.sync.epoch, oldest)) }
    }
    return undefined
  }

  /**
   * This peer holds all its data of view `epoch`. Resolves when that is on stable storage and was published.
   *
   * @param ring as wanted() gave it: if another history has won since, the news is of no use and is dropped
   */
  async synced (epoch: number, ring?: Ring): Promise<void> {
    const signed = this.components.history.viewAt(epoch)
    if (signed === undefined || (ring !== undefined && this.#ring(epoch)?.view !== ring.view)) return
    if (epoch > this.#own.sync.epoch) this.#own = { ...this.#own, sync: markOf(epoch, signed.hash) }
    this.update()
    await this.#flush()
  }

  /**
   * Whether this peer holds its data of every partition that is its own in the views it knows: not who lost its store, nor
   * whom an operator did not wait for, before it has fetched them.
   */
  get isWhole (): boolean { return this.#isWhole }

  /** Whether this peer holds its data of one partition, as it was its own in the newest view of which it holds all. */
  holds (partition: number): boolean {
    const ring = this.#ring(this.#own.sync.epoch)
    return ring !== undefined && this.#isOwner(ring) && ring.primariesFor(partition, ring.view.replicas).includes(this.components.self)
  }

  /** Called whenever placement(), live or wanted() may have changed. */
  onChange (fn: () => void): void { this.#listeners.push(fn) }

  /** What each live view that nobody can rely on yet waits for, oldest first. */
  waiting (): WaitingView[] {
    const head = this.components.history.ring
    if (head === undefined) return []
    const found: WaitingView[] = []
    for (let epoch = this.#oldest() + 1; epoch <= head.view.epoch; epoch++) {
      const lacking = (tracker: 'ack' | 'sync' | 'syncAck'): NodeId[] =>
        head.members.map(({ peerId }) => peerId).filter(peer => (this.#reached.get(peer)?.[tracker] ?? 0) < epoch)
      const steps = [['ack', 'write'], ['sync', 'data'], ['syncAck', 'read']] as const
      for (const [tracker, what] of steps) {
        const peers = lacking(tracker)
        if (peers.length === 0) continue
        found.push({ epoch, for: peers, what })
        break
      }
    }
    return found
  }

  /** Whether a change that adds or moves members has to wait until views have come to an end. */
  get full (): boolean { return this.#live.length >= LIVE_VIEWS_MAX }

  /** How far a member of the newest view is known to have come; epochs, 0: nowhere. */
  reachedBy (peer: NodeId): { readonly ack: number, readonly sync: number, readonly syncAck: number } {
    return this.#reached.get(peer) ?? { ack: 0, sync: 0, syncAck: 0 }
  }

  /** Another member's record is newer than it was: looked at soon, together with others. */
  heard (): void {
    // Nobody can say anything that matters where one view is live and everybody reads from it.
    if (this.#live.length === 1) return
    this.#timer ??= this.components.clock.after(UPDATE_DELAY_MS, () => {
      this.#timer = undefined
      this.update()
    })
  }

  /** Decides everything anew, from the history, the members' records and the writes in flight. */
  update (): void {
    const { history, self } = this.components
    const head = history.ring
    if (head === undefined) return
    const epoch = head.view.epoch
    const isMember = head.member(self)?.storeId === this.init.storeId
    const before = this.#counted(this.#own)
    const others = head.members.map(({ peerId }) => peerId).filter(peer => peer !== self)
    let retired = Math.max(1, before.retired, ...others.map(peer => this.#claimed(peer).retired))

    // Others do not wait for a member that is skipped; it fetches its data all the same.
    const ownBase = this.#base(self, retired)
    const ack = isMember ? Math.max(before.ack, Math.min(epoch, this.oldestWrite())) : before.ack
    // Who has never said that it holds a view holds none: others may have gone on without it, also by a view that it does not know yet.
    // Nor does who was skipped and holds one that lost hold what others read from: it has fetched what it owned in that one alone.
    const wasSkipped = (): boolean => this.#skipped(self, before.syncAck) > 0 || this.#live.some(({ view }) => view.skips.includes(self))
    const held = isMember && !this.#isOnChain(this.#own.sync) && (this.#own.sync.epoch === 0 || wasSkipped()) ? 0 : before.sync
    const sync = Math.max(held, isMember ? ownBase : 0)
    let syncAck = Math.max(before.syncAck, retired)
    this.#reached = new Map(others.map(peer => [peer, this.#reachedBy(peer, retired)]))
    if (head.member(self) !== undefined) {
      const base = Math.max(retired, ownBase, this.#skipped(self, retired))
      this.#reached.set(self, { ack: Math.max(ack, base), sync: Math.max(sync, base), syncAck, base })
    }
    // Until all others know of the view that brought this peer, they may end views without asking it: what it
    // takes for readable may be over already.
    const joined = this.#isIn(1, self) && ownBase === 1 ? 1 : ownBase + 1
    const isCounted = others.every(peer => (this.#reached.get(peer)?.ack ?? 0) >= joined)
    for (let each = epoch; each > syncAck; each--) {
      if (!this.isHeldByAll(each, syncAck)) continue
      syncAck = each
      break
    }
    const own = this.#reached.get(self)
    if (own !== undefined) this.#reached.set(self, { ...own, syncAck })
    retired = Math.max(retired, this.readByAll())

    this.#own = {
      ack: this.#mark(ack), sync: this.#mark(sync), syncAck: this.#mark(syncAck), retired: this.#mark(retired),
    }
    this.#place(head, isMember && isCounted, retired, syncAck)
    this.#flush().catch((error: unknown) => {
      this.components.log.warn({ error }, 'how far this peer has moved on could not be stored; others wait for it')
      // A full disk gets room again, and nothing else may ever ask for another try.
      if (!this.#stopped) this.#retry ??= this.components.clock.after(FLUSH_RETRY_MS, () => {
        this.#retry = undefined
        this.update()
      })
    })
    this.#tell()
  }

  /** The newest view that every write in flight goes to. */
  protected oldestWrite (): number {
    let oldest = Number.MAX_SAFE_INTEGER
    for (const { marks } of this.#writes) oldest = Math.min(oldest, marks.find(mark => this.#isOnChain(mark))?.epoch ?? 0)
    return oldest
  }

  /**
   * Whether every member of the newest view holds all its data of view `epoch`. One that has gone on to a
   * newer view has seen to that one's partitions only: it holds the others if they were its already in
   * `readable`, a view that all members had synced.
   */
  protected isHeldByAll (epoch: number, readable: number): boolean {
    const ring = this.#ring(epoch)
    if (ring === undefined) return false
    // First what costs nothing: most often somebody has not got there yet.
    for (const { sync } of this.#reached.values()) if (sync < epoch) return false
    for (const [peer, { sync, base }] of this.#reached) {
      if (sync === epoch || base >= epoch) continue
      // Of a view in which it had another store, or that did not wait for it, it need not hold anything.
      const isReadableHeld = this.#isIn(readable, peer) && this.#skipped(peer, readable) === 0
      const held = new Set((isReadableHeld ? [sync, readable] : [sync]).flatMap(each => this.#ring(each)?.partitionsOf(peer).map(({ partition }) => partition) ?? []))
      if (ring.partitionsOf(peer).some(({ partition }) => !held.has(partition))) return false
    }
    return this.isHeldByRemoved(ring, readable)
  }

  /** Whom newer views have removed is not waited for, but `ring` would be read from it: what it is to own there it must hold. */
  protected isHeldByRemoved (ring: Ring, readable: number): boolean {
    const { history, recordOf } = this.components
    const { epoch } = ring.view
    for (const { peerId, storeId } of ring.members) {
      if (history.ring?.member(peerId) !== undefined || this.#skipped(peerId, epoch) > 0) continue
      const record = recordOf(peerId)
      const sync = record?.storeId === storeId ? this.#counted(record.trackers).sync : 0
      if (sync === epoch) continue
      const owned = (of: Ring | undefined): number[] => of?.member(peerId)?.storeId === storeId ? of.partitionsOf(peerId).map(({ partition }) => partition) : []
      const held = new Set([...owned(this.#ring(readable)), ...(sync > epoch ? owned(this.#ring(sync)) : [])])
      if (owned(ring).some(partition => !held.has(partition))) return false
    }
    return true
  }

  /** The newest view such that every member of the newest one reads from it or from a newer one. */
  protected readByAll (): number {
    let oldest = Number.MAX_SAFE_INTEGER
    for (const { syncAck } of this.#reached.values()) oldest = Math.min(oldest, syncAck)
    return oldest === Number.MAX_SAFE_INTEGER ? 0 : oldest
  }

  #place (head: Ring, coordinates: boolean, retired: number, syncAck: number): void {
    const live: Ring[] = []
    const marks: ViewMark[] = []
    for (let epoch = head.view.epoch; epoch >= retired; epoch--) {
      const ring = this.#ring(epoch)
      if (ring === undefined) continue
      live.push(ring)
      marks.push(this.#mark(epoch))
    }
    const readFrom = this.#ring(syncAck) ?? head
    const { self } = this.components
    const { sync } = this.#own
    // Others may read from any live view: from an older one what its lost store held, from each that does not wait for it, or is older than such a one, what it has not got.
    const isSureOf = (ring: Ring): boolean => ring.view.epoch === sync.epoch || (this.#skipped(self, ring.view.epoch) === 0 && (ring.member(self) === undefined || this.#isOwner(ring)))
    this.#isWhole = sync.epoch >= syncAck && this.#isOwner(this.#ring(sync.epoch)) && live.every(isSureOf)
    const known = this.#placement
    const isSame = live.length === this.#live.length && live.every((ring, index) => ring === this.#live[index])
    if (!isSame) {
      this.#live = live
      this.#marks = marks
      this.#rings = new Map([...this.#rings].filter(([, ring]) => live.includes(ring)))
    }
    if (!coordinates) this.#placement = undefined
    else if (!isSame || known?.readFrom !== readFrom) this.#placement = { head, live: this.#live, readFrom }
  }

  #tell (): void {
    const wanted = this.wanted()
    const ids = [...this.#marks.map(({ epoch, hash }) => `${epoch}${toHex(hash)}`), this.#placement?.readFrom.view.epoch ?? '-', wanted?.epoch ?? '-']
    const now = ids.join(' ')
    if (now === this.#told) return
    this.#told = now
    for (const listener of this.#listeners) listener()
  }

  #oldest (): number { return this.#live.at(-1)?.view.epoch ?? 1 }

  #ring (epoch: number): Ring | undefined {
    const { history } = this.components
    const head = history.ring
    if (head?.view.epoch === epoch) return head
    const signed = history.viewAt(epoch)
    if (signed === undefined) return undefined
    const name = toHex(signed.hash)
    let ring = this.#live.find(({ view }) => view === signed.view) ?? this.#rings.get(name)
    if (ring === undefined) {
      ring = ringOf(signed.view)
      this.#rings.set(name, ring)
    }
    return ring
  }

  #mark (epoch: number): ViewMark {
    const signed = this.components.history.viewAt(epoch)
    return signed === undefined ? NO_TRACKERS.ack : markOf(epoch, signed.hash)
  }

  #isOnChain ({ epoch, hash }: ViewMark): boolean {
    const signed = epoch === 0 ? undefined : this.components.history.viewAt(epoch)
    return signed !== undefined && hash.length > 0 && hash.every((byte, index) => signed.hash[index] === byte)
  }

  /**
   * What trackers say of our history. A mark that is not on it (a fork, or news to come) says at least what
   * the next lower tracker says: who writes to a view has gone on from those it holds, and so on.
   */
  #counted (trackers: Trackers): { ack: number, sync: number, syncAck: number, retired: number } {
    const at = (mark: ViewMark, least: number): number => this.#isOnChain(mark) ? mark.epoch : least
    const retired = at(trackers.retired, 0)
    const syncAck = at(trackers.syncAck, retired)
    const sync = at(trackers.sync, syncAck)
    return { ack: at(trackers.ack, sync), sync, syncAck, retired }
  }

  #claimed (peer: NodeId): Omit<Reached, 'base'> & { readonly retired: number } {
    const record = this.components.recordOf(peer)
    // Claims of a store that is gone are void.
    const isOfMember = record !== undefined && record.storeId === this.components.history.ring?.member(peer)?.storeId
    return this.#counted(isOfMember ? record.trackers : NO_TRACKERS)
  }

  #reachedBy (peer: NodeId, retired: number): Reached {
    const { ack, sync, syncAck } = this.#claimed(peer)
    const skipped = this.#skipped(peer, retired)
    const base = Math.max(retired, skipped, this.#base(peer, retired))
    return { ack: Math.max(ack, base), sync: Math.max(sync, base), syncAck: Math.max(syncAck, retired, skipped), base }
  }

  /**
   * The newest view that does not concern the peer: it held nothing of it. The first view of all concerns
   * nobody: there was no data before it.
   */
  #base (peer: NodeId, oldest: number): number {
    for (let epoch = this.components.history.ring?.view.epoch ?? 0; epoch >= oldest; epoch--) {
      if (!this.#isIn(epoch, peer)) return epoch
      if (epoch === 1) return 1
    }
    return 0
  }

  /** The newest view of which an operator has said that it and older ones do not wait for the peer. */
  #skipped (peer: NodeId, oldest: number): number {
    const { history } = this.components
    for (let epoch = history.ring?.view.epoch ?? 0; epoch >= oldest; epoch--) {
      if (history.viewAt(epoch)?.view.skips.includes(peer) === true) return epoch
    }
    return 0
  }

  /** Whether the peer is in that view, with the store that it has in the newest. */
  #isIn (epoch: number, peer: NodeId): boolean {
    const { history } = this.components
    const storeId = history.ring?.member(peer)?.storeId
    return history.viewAt(epoch)?.view.members.some(member => member.peerId === peer && member.storeId === storeId) === true
  }

  /** Whether this peer is in the view with its present store. */
  #isOwner (ring: Ring | undefined): boolean { return ring?.member(this.components.self)?.storeId === this.init.storeId }

  /** Stores what has changed, then publishes it; one at a time, and the newest at last. */
  async #flush (): Promise<void> {
    if (isSame(this.#own, this.#published)) return await this.#flushing
    if (this.#flushing === undefined && isSame({ ...this.#own, retired: this.#published.retired }, this.#published) && !this.#retiredLongAgo()) return
    this.#flushing ??= this.#flushAll().finally(() => { this.#flushing = undefined })
    await this.#flushing
  }

  /** Whether a change of `retired` alone has waited for company long enough. */
  #retiredLongAgo (): boolean {
    const now = this.components.clock.monotonic()
    this.#retiredAtMs ??= now
    if (now - this.#retiredAtMs >= RETIRED_DELAY_MS) return true
    if (!this.#stopped) this.#retry ??= this.components.clock.after(RETIRED_DELAY_MS, () => {
      this.#retry = undefined
      this.update()
    })
    return false
  }

  async #flushAll (): Promise<void> {
    while (!isSame(this.#own, this.#published)) {
      await this.components.calm?.()
      if (this.#stopped) return
      const next = this.#own
      await this.components.save(encodeTrackers(next, fromHex(this.init.storeId)))
      this.#published = next
      this.#retiredAtMs = undefined
      this.components.publish()
    }
  }
}

function isSame (a: Trackers, b: Trackers): boolean {
  const isSameMark = (one: ViewMark, other: ViewMark): boolean => one.epoch === other.epoch && equalBytes(one.hash, other.hash)
  return isSameMark(a.ack, b.ack) && isSameMark(a.sync, b.sync) && isSameMark(a.syncAck, b.syncAck) && isSameMark(a.retired, b.retired)
}

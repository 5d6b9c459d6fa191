import { ClusterMismatchError, NotReadyError, ProtocolError } from '../../../protocols/errors.js'
import type { SignedRingView as SignedRingViewMessage } from '../../../protocols/pb/membership.js'
import type { ViewId } from '../../../protocols/pb/replicate.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Clock, FaultPoints, Logger, Signer } from '../env.js'
import { isNewer } from '../ring/is-newer.js'
import { nextView, firstView, type RingChange } from '../ring/next-view.js'
import { checkFirstView, checkSuccessor, openRingView, REASON_LENGTH_MAX, signRingView, type RingMember, type RingView, type SignedRingView } from '../ring/ring-view.js'
import { ringOf, type Ring } from '../ring/ring.js'
import { compareBytes } from '../../../storage/compare-bytes.js'

/** Where views are kept; each is synced before it is used. */
export interface ViewStore {
  /** All stored views, ascending by epoch. */
  load: () => Promise<SignedRingViewMessage[]>
  /** Stores `views` and deletes every view with an epoch above the last of them, in one batch. */
  save: (views: readonly SignedRingView[]) => Promise<void>
}

export interface RingHistoryInit {
  readonly cluster: string
  readonly self: NodeId
  readonly partitions: number
  readonly replicas: number
}

/**
 * The signed, hash-chained history of ring views that this peer knows, and its newest, the head.
 * Of two histories the one with the higher epoch wins, at equal epochs the one with the lower hash.
 */
export class RingHistory {
  #views: SignedRingView[] = []
  #ring: Ring | undefined
  #id: ViewId | undefined
  #damaged = false
  #work: Promise<unknown> = Promise.resolve()
  readonly #listeners: Array<(ring: Ring) => void> = []
  readonly #droppedListeners: Array<(views: readonly RingView[]) => void> = []

  constructor (private readonly components: { signer: Signer, clock: Clock, log: Logger, fault: FaultPoints, store: ViewStore }, private readonly init: RingHistoryInit) {}

  /**
   * Reads the stored history as far as its chain holds; what a damaged disk lost is fetched from other members.
   *
   * @throws ClusterMismatchError when the directory is another cluster's, or partitions and n are configured otherwise
   */
  async load (): Promise<void> {
    const views: SignedRingView[] = []
    const stored = await this.components.store.load()
    try {
      for (const message of stored) {
        const view = this.#open(message)
        this.#checkLink(views, view)
        views.push(view)
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.#damaged = true
      this.components.log.error({ error: error.message, kept: views.length, stored: stored.length }, 'the stored history of ring views is damaged; the rest of it comes from other members')
    }
    this.#views = views
    this.#rebuild()
  }

  /** There was a history on disk and not all of it could be read: this peer has been in a ring. */
  get damaged (): boolean { return this.#damaged }

  get head (): SignedRingView | undefined { return this.#views.at(-1) }
  /** The ring of the head; undefined before the first view. */
  get ring (): Ring | undefined { return this.#ring }

  /** The head's name. One object for each head: every message to a replica carries it. */
  get id (): ViewId | undefined { return this.#id }

  /** Whether `other` beats what we have, so that it is worth fetching. */
  isBehind (other: ViewId | undefined): boolean {
    if (other === undefined || other.epoch === 0) return false
    return this.#id === undefined || isNewer(other, this.#id)
  }

  /** Views with an epoch above `epoch`, ascending, at most `limit`. */
  after (epoch: number, limit: number): SignedRingView[] {
    return this.#views.filter(signed => signed.view.epoch > epoch).slice(0, limit)
  }

  /**
   * The next of those, and whether there are more: at least one, whatever its size. With many members or partitions a view has a
   * hundred kilobytes, and an answer that is too large would be none, for whoever lacks so many.
   */
  page (epoch: number, { viewsMax, bytesMax }: { readonly viewsMax: number, readonly bytesMax: number }): { views: SignedRingView[], more: boolean } {
    const next = this.after(epoch, viewsMax + 1)
    let bytes = 0
    const tooMany = next.findIndex(({ body }, index) => index === viewsMax || ((bytes += body.length) > bytesMax && index > 0))
    return tooMany === -1 ? { views: next, more: false } : { views: next.slice(0, tooMany), more: true }
  }

  /** The view of that epoch on this history. */
  viewAt (epoch: number): SignedRingView | undefined { return this.#views[epoch - 1] }

  /**
   * Whether the peer is in any view of this history: what it signed as a member stays valid when it has left.
   *
   * @param storeId if given, only as a member with that store
   */
  wasMember (peer: NodeId, storeId?: string): boolean {
    return this.#views.some(({ view }) => view.members.some(member => member.peerId === peer && (storeId === undefined || member.storeId === storeId)))
  }

  /** When a view was made that took the partition from a store, milliseconds since 1970: the last one that did. */
  disownedAtMs (partition: number): number | undefined {
    const ownersIn = ({ view }: SignedRingView): string[] => [...view.assignment.subarray(partition * view.replicas, (partition + 1) * view.replicas)]
      .flatMap(index => view.members[index] ?? []).map(({ peerId, storeId }) => `${peerId} ${storeId}`)
    for (let index = this.#views.length - 1; index > 0; index--) {
      const [before, after] = [this.#views[index - 1], this.#views[index]]
      if (before === undefined || after === undefined) break
      const now = new Set(ownersIn(after))
      if (ownersIn(before).some(owner => !now.has(owner))) return after.view.issuedAt
    }
    return undefined
  }

  /** Since when a former member has been out of the ring, milliseconds since 1970; undefined: it is a member, or never was. */
  removedAtMs (peer: NodeId): number | undefined {
    if (this.#ring === undefined || this.#ring.member(peer) !== undefined) return undefined
    const last = this.#views.findLastIndex(({ view }) => view.members.some(({ peerId }) => peerId === peer))
    return last === -1 ? undefined : this.#views[last + 1]?.view.issuedAt
  }

  onChange (fn: (ring: Ring) => void): void { this.#listeners.push(fn) }

  /** Called, after onChange, with views that lost to others of their epochs, ascending, and first the one before them, which stays. */
  onDropped (fn: (views: readonly RingView[]) => void): void { this.#droppedListeners.push(fn) }

  /** Only a member issues views. One that was taken out would be on a history of its own, which the others refuse. */
  get mayIssue (): boolean { return this.#ring?.member(this.init.self) !== undefined }

  /** Starts a ring of our own; only when there is none. */
  async create (members: readonly RingMember[], reason: string): Promise<void> {
    await this.#serially(async () => {
      if (this.head !== undefined) return
      const { cluster, self, partitions, replicas } = this.init
      const view = firstView({ cluster, partitions, replicas, members, issuer: self, reason, issuedAt: this.components.clock.realtime() })
      await this.#adopt([signRingView(view, this.components.signer)], 0)
    })
  }

  /**
   * Issues the next view with `changes`; does nothing when they change nothing. Who never was a member cannot be skipped.
   *
   * @returns the view, if one was issued
   * @param check is shown the view that they are to follow; what it throws is thrown, and nothing is issued
   * @throws InvalidArgumentError when no member would be left; NotReadyError when this peer is no member: nobody would take its view
   */
  async issue (changes: readonly RingChange[], reason: string, check: (head: SignedRingView) => void = () => {}): Promise<RingView | undefined> {
    return await this.#serially(async () => {
      const head = this.head
      if (head === undefined) return undefined
      check(head)
      if (!this.mayIssue) throw new NotReadyError('this peer is not in the ring: ask a member')
      const known = changes.filter(change => !('skip' in change) || this.wasMember(change.skip))
      const view = nextView(head, known, { issuer: this.init.self, reason: reason.slice(0, REASON_LENGTH_MAX), issuedAt: this.components.clock.realtime() })
      if (view === head.view) return undefined
      await this.#adopt([signRingView(view, this.components.signer)], this.#views.length)
      return view
    })
  }

  /**
   * Takes a run of another peer's history if it wins over ours.
   *
   * @param messages views with consecutive epochs
   * @returns `adopted`, `kept` (ours wins), or `earlier` when the run starts after the point where the histories part: fetch from further back
   * @throws ProtocolError when a view is forged or breaks the chain; ClusterMismatchError when the history has another origin
   */
  async offer (messages: readonly SignedRingViewMessage[]): Promise<'adopted' | 'kept' | 'earlier'> {
    return await this.#serially(async () => {
      const views = messages.map(message => this.#open(message))
      const first = views[0]
      const last = views.at(-1)
      if (first === undefined || last === undefined) return 'kept'
      if (!this.isBehind({ epoch: last.view.epoch, hash: last.hash })) return 'kept'
      const index = this.#views.findIndex(own => own.view.epoch === first.view.epoch - 1)
      const previous = index === -1 ? undefined : this.#views[index]
      if (first.view.epoch === 1) {
        const origin = this.#views[0]
        if (origin !== undefined && compareBytes(origin.hash, first.hash) !== 0) {
          throw new ClusterMismatchError(`the ring offered by ${first.view.issuer} began on its own, as another one than ours: a peer that is in a ring cannot be merged into another; join it to the other with p2pkv join, a ticket and an empty data directory`)
        }
      } else if (previous === undefined || compareBytes(previous.hash, first.view.previousHash) !== 0) {
        return 'earlier'
      }
      const chain = this.#views.slice(0, index + 1)
      for (const view of views) {
        this.#checkLink(chain, view)
        chain.push(view)
      }
      await this.#adopt(views, index + 1)
      return 'adopted'
    })
  }

  #open (message: SignedRingViewMessage): SignedRingView {
    const signed = openRingView(message, this.components.signer)
    const { cluster, partitions, replicas } = signed.view
    if (cluster !== this.init.cluster) throw new ClusterMismatchError(`a ring view of the cluster ${cluster}; this peer is in ${this.init.cluster}`)
    if (partitions !== this.init.partitions || replicas !== this.init.replicas) {
      throw new ClusterMismatchError(`the cluster has partitions=${partitions} n=${replicas}; this peer is configured with partitions=${this.init.partitions} n=${this.init.replicas}: set them equal in its configuration`)
    }
    return signed
  }

  /** @param earlier the history before it */
  #checkLink (earlier: readonly SignedRingView[], next: SignedRingView): void {
    const previous = earlier.at(-1)
    if (previous !== undefined) checkSuccessor(previous, next)
    else checkFirstView(next)
    const isKnown = (peer: NodeId): boolean => [...earlier, next].some(({ view }) => view.members.some(({ peerId }) => peerId === peer))
    if (!next.view.skips.every(isKnown)) throw new ProtocolError(`ring view ${next.view.epoch} skips a peer that never was a member`)
  }

  /** Replaces everything from position `keep` on by `views`. */
  async #adopt (views: readonly SignedRingView[], keep: number): Promise<void> {
    await this.components.store.save(views)
    this.components.fault.hit('ring.saved')
    const before = this.#views
    this.#views = [...before.slice(0, keep), ...views]
    const parted = before.findIndex(({ hash }, index) => compareBytes(hash, this.#views[index]?.hash ?? hash) !== 0)
    const dropped = parted === -1 ? [] : before.slice(Math.max(0, parted - 1)).map(({ view }) => view)
    this.#rebuild()
    const head = views.at(-1)
    if (head === undefined || this.#ring === undefined) return
    const { epoch, issuer, reason, members } = head.view
    this.components.log.info({ epoch, issuer, reason, members: members.length }, 'ring view')
    for (const listener of this.#listeners) listener(this.#ring)
    if (dropped.length > 0) for (const listener of this.#droppedListeners) listener(dropped)
  }

  #rebuild (): void {
    const head = this.head
    this.#ring = head === undefined ? undefined : ringOf(head.view)
    this.#id = head === undefined ? undefined : { epoch: head.view.epoch, hash: head.hash }
  }

  /** One change at a time: each is decided on the head that the one before left. */
  async #serially<T> (task: () => Promise<T>): Promise<T> {
    const result = this.#work.then(task)
    this.#work = result.catch(() => undefined)
    return await result
  }
}

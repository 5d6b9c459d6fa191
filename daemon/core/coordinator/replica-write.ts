import { InsufficientReplicasError, P2pkvError, QuorumNotMetError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import type { ViewId } from '../../../protocols/replicate/replicate.js'
import { quorumSize, type Quorum } from '../../../protocols/rpc/quorum.js'
import type { Durability } from '../../../storage/store.js'
import type { Timer } from '../env.js'
import type { Placement, WriteTicket } from '../ring/placement.js'
import { preferenceListOf, RANK, rankOf, type CoordinatorComponents } from './components.js'
import { Hedge, NO_TIMER } from './hedge.js'
import type { Hops } from './hops.js'
import { failureCode, type StoredAck } from './replica-client.js'
import { WriteQuorum, type WriteNeed } from './write-quorum.js'

export interface ReplicaWriteInit {
  readonly key: RecordKey
  readonly durability: Durability
  readonly deadline: number
  readonly n: number
  readonly w: Quorum
  /** `strict`: as many as `w`. undefined: one. */
  readonly pw: Quorum | 'strict' | undefined
  readonly hops: Hops
}

/** A stand-in is asked when a primary has been silent for as long as it seldom is, but not before this, milliseconds. */
const HEDGE_MS_MIN = 50
/** Stand-ins tried for one primary. */
const STAND_INS_MAX = 3
/** What a hint may take that is left when the client has its answer, milliseconds. */
const HINT_TIMEOUT_MS = 2_000
/** Views that one write follows. */
const VIEWS_MAX = 4

const NOTHING = new Uint8Array()
const NOBODY: readonly NodeId[] = []

/** One write: sent to the primaries of every live view, and to stand-ins for those that do not take it. */
export class ReplicaWrite {
  readonly quorum = new WriteQuorum()
  /** Of all live views. */
  #primaries: readonly NodeId[] = NOBODY
  /** Stand-ins that were asked. Lists, as of few peers: every write makes these anew. */
  readonly #standIns: Array<{ readonly peer: NodeId, readonly primary: NodeId }> = []
  #tickets: readonly WriteTicket[] = []
  #encoded: Uint8Array = NOTHING
  #committed: Promise<StoredAck> | undefined
  /** Requests that are out. */
  #pending = 0
  #newerView: ViewId | undefined
  #settle: { resolve: () => void, reject: (error: Error) => void } | undefined
  #failed = false

  constructor (private readonly components: CoordinatorComponents, private readonly init: ReplicaWriteInit) {}

  /**
   * The write can be made under `ticket`, which ends with it: `run` or `abandon` must follow.
   *
   * @throws InsufficientReplicasError when the members that are up cannot meet its quorum; the ticket has ended
   */
  begin (ticket: WriteTicket): void {
    this.#tickets = [ticket]
    try {
      this.#requireReplicas(ticket.placement)
    } catch (error) {
      this.abandon()
      throw error
    }
  }

  /** The write was not made: there is nothing to send. */
  abandon (): void { this.#endIfDone() }

  /**
   * Resolves when the quorum of every live view is met, of newer ones too that an answer spoke of.
   * Stragglers, and hints for those that fail, go on behind.
   *
   * @throws QuorumNotMetError
   */
  async run (encoded: Uint8Array, committed: Promise<StoredAck>): Promise<void> {
    const { clock } = this.components
    const { deadline } = this.init
    this.#encoded = encoded
    this.#committed = committed
    // Held until all have been sent, so that the write does not end in between.
    this.#pending++
    let timer = NO_TIMER
    try {
      for (let views = 1; ; views++) {
        const ticket = this.#tickets.at(-1)
        if (ticket !== undefined) this.#sendTo(ticket.placement)
        await new Promise<void>((resolve, reject) => {
          timer = clock.after(Math.max(0, deadline - clock.monotonic()), () => { reject(this.quorum.error()) })
          this.#settle = { resolve, reject }
          this.#check()
        })
        timer.cancel()
        if (this.#isCurrent || !await this.#follow(views)) return
      }
    } catch (error) {
      this.#failed = true
      // A newer view can have fewer members than W asks for: by then the write is out.
      throw error instanceof InsufficientReplicasError ? new QuorumNotMetError(error.need, error.got, [], { outcome: 'unknown' }) : error
    } finally {
      timer.cancel()
      this.#settle = undefined
      this.#pending--
      this.#endIfDone()
    }
  }

  /** Whether nobody spoke of a newer view, and none came. */
  get #isCurrent (): boolean { return this.#newerView === undefined && this.components.views.placement()?.head === this.#tickets.at(-1)?.placement.head }

  /** Takes a ticket for a newer view that an answer spoke of, or that came meanwhile. @returns whether there is one to write to */
  async #follow (views: number): Promise<boolean> {
    const { catchUp, views: { placement, beginWrite } } = this.components
    const newer = this.#newerView
    this.#newerView = undefined
    if (newer !== undefined && !await catchUp.catchUp(newer, this.init.deadline)) throw this.quorum.error()
    if (placement()?.head === this.#tickets.at(-1)?.placement.head) return false
    const ticket = views === VIEWS_MAX ? undefined : beginWrite()
    if (ticket === undefined) throw this.quorum.error()
    this.#tickets = [...this.#tickets, ticket]
    return true
  }

  #isOver (): boolean { return this.#settle === undefined || this.quorum.met }

  /** What `w` and `pw` ask of a view with so many primaries. @throws InsufficientReplicasError */
  #need (primaries: number): WriteNeed {
    const { w, pw } = this.init
    const acks = quorumSize(w, primaries)
    const primaryAcks = pw === 'strict' ? acks : pw === undefined ? 1 : quorumSize(pw, primaries)
    if (Math.max(acks, primaryAcks) > primaries) throw new InsufficientReplicasError(Math.max(acks, primaryAcks), primaries)
    return { acks: Math.max(acks, primaryAcks), primaryAcks }
  }

  #requireReplicas ({ live }: Placement): void {
    for (const ring of live) {
      const { primaries, fallbacks } = preferenceListOf(ring, this.init.key, this.init.n)
      const { acks, primaryAcks } = this.#need(primaries.length)
      const up = this.#up(primaries)
      if (up < primaryAcks) throw new InsufficientReplicasError(primaryAcks, up)
      if (up < acks && up + this.#up(fallbacks) < acks) throw new InsufficientReplicasError(acks, up + this.#up(fallbacks))
    }
  }

  #up (peers: readonly NodeId[]): number {
    let up = 0
    for (const peer of peers) if (rankOf(peer, this.components) < RANK.dead) up++
    return up
  }

  #sendTo ({ live }: Placement): void {
    const known = this.#primaries
    for (const ring of live) {
      const { primaries } = preferenceListOf(ring, this.init.key, this.init.n)
      this.quorum.addView(primaries, this.#need(primaries.length))
      this.#primaries = this.#primaries.length === 0 ? primaries : [...this.#primaries, ...primaries.filter(peer => !this.#primaries.includes(peer))]
    }
    // All primaries are known before a stand-in is looked for: none of them is one.
    for (const peer of this.#primaries) if (!known.includes(peer)) this.#askPrimary(peer)
  }

  #askPrimary (peer: NodeId): void {
    const { replicas, self } = this.components
    const { key, durability, deadline, hops } = this.init
    this.quorum.ask(peer)
    if (peer === self && this.#committed !== undefined) {
      this.#count(peer, hops.time(peer, 'store', this.#committed), NO_TIMER)
      return
    }
    const rank = rankOf(peer, this.components)
    if (rank === RANK.dead) {
      this.quorum.fail(peer, 'PEER_DOWN', 'none')
      this.#standIn(peer)
      return
    }
    const stored = hops.time(peer, 'store', replicas.store(peer, key, this.#encoded, durability, deadline))
    this.#count(peer, stored, rank === RANK.avoided ? NO_TIMER : this.hedge(peer, peer))
    if (rank === RANK.avoided && this.init.pw !== 'strict') this.#standIn(peer)
  }

  /** @param primary whose place the peer is to fill: its own, or that of whom it stands in for */
  protected hedge (peer: NodeId, primary: NodeId): Timer {
    if (this.init.pw === 'strict') return NO_TIMER
    const isOver = (): boolean => this.#isOver() || this.quorum.isFilled(primary)
    return new Hedge(this.components, { peer, kind: 'store', msMin: HEDGE_MS_MIN, isOver, more: () => this.#standIn(primary) })
  }

  /** Has the next healthy peer keep the write for `primary`. @returns whether there is one */
  #standIn (primary: NodeId): boolean {
    // A write that the client was told has failed is not spread any further; nor is one that has its place filled by now.
    if (this.#failed || this.quorum.isFilled(primary) || this.#standIns.filter(standIn => standIn.primary === primary).length === STAND_INS_MAX) return false
    const peer = this.#nextFallback(primary)
    if (peer === undefined) return false
    const { clock, replicas } = this.components
    const { key, durability, deadline, hops } = this.init
    this.#standIns.push({ peer, primary })
    this.quorum.ask(peer, primary)
    const until = Math.max(deadline, clock.monotonic() + HINT_TIMEOUT_MS)
    this.#count(peer, hops.time(peer, 'hint', replicas.store(peer, key, this.#encoded, durability, until, primary)), this.hedge(peer, primary), primary)
    return true
  }

  /** Healthy first, then in the ring's order; undefined: nobody is left. Who stood in for a primary that has the write itself by now is free. */
  #nextFallback (primary: NodeId): NodeId | undefined {
    const { key, n } = this.init
    const free = new Set<NodeId>()
    for (const { placement } of this.#tickets) {
      for (const ring of placement.live) {
        const { primaries, fallbacks } = preferenceListOf(ring, key, n)
        if (!primaries.includes(primary)) continue
        for (const peer of fallbacks) if (!this.#primaries.includes(peer) && !this.#standIns.some(standIn => standIn.peer === peer && !this.quorum.isStored(standIn.primary))) free.add(peer)
      }
    }
    const [best] = [...free].map((peer, index) => ({ peer, index, rank: rankOf(peer, this.components) }))
      .filter(({ rank }) => rank < RANK.dead)
      .sort((a, b) => a.rank - b.rank || a.index - b.index)
    return best?.peer
  }

  #count (peer: NodeId, stored: Promise<StoredAck>, hedge: Timer, hintFor?: NodeId): void {
    this.#pending++
    stored.then(ack => {
      hedge.cancel()
      this.#newerView = this.components.catchUp.newer(this.#newerView, ack.view)
      this.quorum.ack(peer, ack, hintFor)
      this.#answered()
    }, (error: unknown) => {
      hedge.cancel()
      // Our own failed commit included: until it failed, readers were shown it and may have spread it.
      this.quorum.fail(peer, failureCode(error), peer !== this.components.self && error instanceof P2pkvError ? error.outcome : 'unknown', hintFor)
      this.#standIn(hintFor ?? peer)
      this.#answered()
    })
  }

  #answered (): void {
    this.#pending--
    this.#check()
    this.#endIfDone()
  }

  #check (): void {
    const settle = this.#settle
    if (settle === undefined) return
    if (this.quorum.met) settle.resolve()
    else if (this.quorum.impossible) settle.reject(this.quorum.error())
  }

  #endIfDone (): void {
    if (this.#pending > 0) return
    const tickets = this.#tickets
    this.#tickets = []
    for (const { end } of tickets) end()
  }
}

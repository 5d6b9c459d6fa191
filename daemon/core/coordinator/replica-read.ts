import { DeadlineExceededError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import type { ViewId } from '../../../protocols/replicate/replicate.js'
import type { Timer } from '../env.js'
import { RANK, rankOf, type CoordinatorComponents } from './components.js'
import { Hedge, NO_TIMER } from './hedge.js'
import type { Hops } from './hops.js'
import { ReadQuorum, type ReadNeed, type ReadResult } from './read-quorum.js'
import { failureCode } from './replica-client.js'

export interface ReplicaReadInit {
  readonly key: RecordKey
  /** In the order in which to ask them; the dead last. */
  readonly primaries: readonly NodeId[]
  /** Who may answer when too few primaries do; nobody for a strict quorum. Asked for when that is so: it may take a walk over the ring. */
  readonly fallbacks: () => readonly NodeId[]
  readonly need: ReadNeed
  readonly deadline: number
  readonly hops: Hops
}

/** Another replica is asked when one has been silent for as long as it seldom is, but not before this, milliseconds. */
const HEDGE_MS_MIN = 10
/** What a session has seen and nobody who answers has: pause before all are asked again, doubled each time. */
const AGAIN_MS = 10
const AGAIN_MS_MAX = 200

/** What was asked of one replica. */
interface Request {
  readonly peer: NodeId
  /** For the whole record. */
  readonly whole: boolean
  /** So slow that others are asked as if it had failed. */
  doubted: boolean
}

const NONE: readonly Request[] = []

/** One read: asks as many replicas as are needed, another for each that fails or is slow. */
export class ReplicaRead {
  readonly quorum: ReadQuorum
  #asked: readonly NodeId[] = []
  /** Primaries that may answer; when they are used up, stand-ins, and primaries that are dead. */
  #order: readonly NodeId[]
  #isWholeOrder = false
  #next = 0
  /** Requests that are out. */
  #out: readonly Request[] = NONE
  /** The newest view that answers spoke of and this peer has still to fetch. */
  newerView: ViewId | undefined
  #againMs = AGAIN_MS
  #again: Timer | undefined
  #deadline: Timer = NO_TIMER
  #afterLastAnswer: (() => void) | undefined
  #settle: { resolve: (result: ReadResult) => void, reject: (error: Error) => void } | undefined

  constructor (private readonly components: CoordinatorComponents, readonly init: ReplicaReadInit) {
    const { primaries, need } = init
    this.quorum = new ReadQuorum(need, primaries)
    let alive = primaries.length
    while (alive > 0 && rankOf(primaries[alive - 1] as NodeId, components) === RANK.dead) alive--
    this.#order = alive === primaries.length ? primaries : primaries.slice(0, alive)
  }

  /** Replicas that were asked. */
  get asked (): number { return this.#asked.length }

  /** Resolves when the quorum is met, to what is known then: of what comes later only versions may be. @throws QuorumNotMetError, DeadlineExceededError */
  run (): Promise<ReadResult> {
    const { clock } = this.components
    const { deadline, need } = this.init
    return new Promise((resolve, reject) => {
      this.#deadline = clock.after(Math.max(0, deadline - clock.monotonic()), () => {
        if (this.#settle === undefined) return
        this.#end()
        reject(new DeadlineExceededError(this.quorum.isBehind
          ? 'no replica that answers knows what this session has seen; ask again'
          : `${need.answers} replicas did not answer in time; ask again, or with a longer timeout`))
      })
      this.#settle = { resolve, reject }
      this.#check()
    })
  }

  readonly #isOver = (): boolean => this.#settle === undefined

  /** Whether a replica that was asked has still to answer. */
  get isWaiting (): boolean { return this.#out.length > 0 }

  /** Calls `fn` when every replica that was asked has answered or failed; every request ends by its deadline. */
  afterLastAnswer (fn: () => void): void {
    this.#afterLastAnswer = fn
    if (this.#out.length === 0) fn()
  }

  #end (): void {
    this.#settle = undefined
    this.#deadline.cancel()
    this.#again?.cancel()
  }

  #check (): void {
    const settle = this.#settle
    if (settle === undefined) return
    if (this.quorum.met) {
      const holders = this.quorum.valueHolders()
      if (holders.length === 0) {
        this.#end()
        settle.resolve(this.quorum.result())
      // Anybody else who was asked for the whole record may be silent, or not have this value.
      } else if (!this.#out.some(({ peer, whole }) => whole && holders.includes(peer))) this.#fetchValue(holders)
      return
    }
    if (this.quorum.missing === 0) return
    // A primary that is only slow is better than a stand-in.
    const primariesOnly = this.#out.some(({ peer, doubted }) => doubted && !this.components.health.isAvoided(peer))
    while (this.quorum.missing > 0) if (!this.#askNext(primariesOnly)) break
    if (this.quorum.missing === 0) return
    if (this.quorum.isBehind) this.#askAgainSoon()
    else if (this.#out.length === 0) {
      this.#end()
      settle.reject(this.quorum.error())
    }
  }

  #fetchValue (holders: readonly NodeId[]): void {
    const [peer] = [...holders].sort((a, b) => rankOf(a, this.components) - rankOf(b, this.components))
    if (peer !== undefined) this.#ask(peer, true)
  }

  #askAgainSoon (): void {
    if (this.#again !== undefined) return
    this.#again = this.components.clock.after(this.#againMs, () => {
      this.#again = undefined
      this.#againMs = Math.min(2 * this.#againMs, AGAIN_MS_MAX)
      this.#next = 0
      this.#check()
    })
  }

  #askNext (primariesOnly: boolean, whole = !this.#out.some(request => request.whole && !request.doubted)): boolean {
    if (this.#settle === undefined) return false
    // Of those that are asked again.
    while (this.#out.length > 0 && this.#out.some(({ peer }) => peer === this.#order[this.#next])) this.#next++
    if (this.#next === this.#order.length && !primariesOnly && !this.#isWholeOrder) {
      this.#isWholeOrder = true
      // A stand-in that answers is better than a dead primary that will not.
      this.#order = [...this.#order, ...this.init.fallbacks(), ...this.init.primaries.filter(peer => !this.#order.includes(peer))]
    }
    const peer = this.#order[this.#next]
    if (peer === undefined || (primariesOnly && !this.init.primaries.includes(peer))) return false
    this.#next++
    this.#ask(peer, whole)
    return true
  }

  #ask (peer: NodeId, whole: boolean): void {
    const { replicas } = this.components
    const { key, deadline, hops } = this.init
    // As long as it is: a list that is pushed to has room for 17.
    if (!this.#asked.includes(peer)) this.#asked = [...this.#asked, peer]
    const request: Request = { peer, whole, doubted: false }
    this.#out = this.#out.length === 0 ? [request] : [...this.#out, request]
    this.quorum.ask()
    const hedge = this.#hedge(request)
    hops.time(peer, whole ? 'read' : 'versions', whole ? replicas.read(peer, key, deadline) : replicas.readVersions(peer, key, deadline)).then(({ record, versionsOnly, view }) => {
      this.newerView = this.components.catchUp.newer(this.newerView, view)
      this.#ended(request, hedge)
      this.quorum.answer(peer, record, versionsOnly)
      this.#goOn()
    }, (error: unknown) => {
      this.#ended(request, hedge)
      this.quorum.fail(peer, failureCode(error))
      this.#goOn()
    })
  }

  #ended (request: Request, hedge: Timer): void {
    hedge.cancel()
    this.#out = this.#out.length === 1 ? NONE : this.#out.filter(other => other !== request)
    if (request.doubted) this.quorum.ask()
  }

  #goOn (): void {
    this.#check()
    if (this.#out.length === 0) this.#afterLastAnswer?.()
  }

  #hedge (request: Request): Timer {
    const { peer } = request
    if (peer === this.components.self) return NO_TIMER
    return new Hedge(this.components, { peer, kind: 'read', msMin: HEDGE_MS_MIN, isOver: this.#isOver, more: () => this.askInsteadOf(request), silent: () => { this.silent(request) } })
  }

  /** Asks another for what a slow peer was asked for. @returns false when nobody is, or what it was asked for is not waited for */
  protected askInsteadOf (request: Request): boolean {
    const { peer, whole } = request
    const primariesOnly = !this.components.health.isAvoided(peer)
    if (this.quorum.met) {
      const holders = this.quorum.valueHolders()
      if (!whole || !holders.includes(peer)) return false
      const others = holders.filter(holder => !this.#out.some(other => other.whole && other.peer === holder))
      // Who was not asked yet may have the value, too.
      if (others.length > 0) this.#fetchValue(others)
      else if (!this.#askNext(primariesOnly, true)) return false
    } else if (!this.#askNext(primariesOnly, whole || undefined)) return false
    this.doubt(request)
    this.components.meter.count('hedged_reads_total')
    return true
  }

  /** All goes on as if it had failed, until it answers: that nobody could be asked instead, or that one failed, is no reason to wait for it. */
  protected silent (request: Request): void {
    if ((this.quorum.met || !request.doubted) && this.askInsteadOf(request)) return
    this.doubt(request)
    this.#check()
  }

  protected doubt (request: Request): void {
    if (request.doubted) return
    request.doubted = true
    this.quorum.doubt()
  }
}

/**
 * Which peer to ask next, and whether a failed request may be sent again.
 *
 * Retries use full jitter (Brooker: "Exponential Backoff and Jitter", AWS Architecture Blog, 2015) and
 * a token budget, so that clients add at most a tenth to the load of a cluster that is in trouble.
 */
import { DeadlineExceededError, NotReadyError, OverloadedError, P2pkvError, PeerUnreachableError } from '../protocols/errors.js'
import type { NodeId } from '../protocols/record/node-id.js'
import { rejected } from '../protocols/rejected.js'
import { isAnswer } from '../protocols/rpc/status.js'
import { Favourites } from './favourites.js'
import { HedgedAttempt, type Answered, type Asker, type HedgedAttemptParts } from './hedged-attempt.js'
import { Introductions, type Meet } from './introductions.js'
import { PeerWatch } from './peer-watch.js'
import { RetryBudget } from './retry-budget.js'
import type { ClientEnvironment, Peer } from './transport.js'
import { Window } from './window.js'

export const PEERS_MAX = 64
/** Retries of one request, over all peers. */
export const RETRIES_MAX = 2
const RETRY_BASE_MS = 50
const RETRY_CAP_MS = 1_000
/** Requests of one client that wait for room at a peer; one more is refused. */
export const REQUESTS_WAITING_MAX = 10_000
const WAITING_RETRY_AFTER_MS = 50
/** For so much of its time a request waits for room: what is sent when hardly any is left comes too late, and helps nobody. */
const WAITING_SHARE = 0.75
const NOBODY: readonly NodeId[] = []

export interface FailOverRequest {
  /** A write of unknown outcome makes the whole call's outcome unknown. */
  readonly write: boolean
  /** Done twice it would not be the same write: what may have been done is not asked for again. */
  readonly once?: boolean
  /** It may be out to two peers at a time: a read. A write that was done twice could come back behind a later one. */
  readonly hedge?: boolean
  /** Peers to ask first, the best first, as far as they are known: primaries of the key. */
  readonly prefer?: readonly NodeId[] | undefined
  /** For everything: all attempts and the waits between them. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

export type Attempt<R> = (peer: Peer, timeoutMs: number) => Promise<R>

export class FailOver {
  readonly #environment: ClientEnvironment
  readonly #given: readonly Peer[]
  #peers: readonly Peer[]
  #byId: ReadonlyMap<NodeId, Peer>
  /** Orders that were made, by the list of preferred peers, until what decides over them changes: with this client's favourites first, and in the ring's order. */
  #together = new WeakMap<readonly NodeId[], readonly Peer[]>()
  #apart = new WeakMap<readonly NodeId[], readonly Peer[]>()
  readonly #favourites: Favourites
  /** The peer that answered last, of requests without preference. */
  #first: Peer | undefined
  readonly #budget = new RetryBudget()
  readonly #watch: PeerWatch
  readonly #windows = new WeakMap<Peer, Window>()
  #waiting = 0
  readonly #introductions: Introductions
  readonly #parts: HedgedAttemptParts

  /** @param peers at least one */
  constructor (environment: ClientEnvironment, peers: readonly Peer[], meet: Meet) {
    this.#environment = environment
    this.#favourites = new Favourites(environment)
    this.#introductions = new Introductions(environment, meet, () => { this.#reorder() })
    this.#watch = new PeerWatch(() => environment.now())
    this.#given = peers.slice(0, PEERS_MAX)
    this.#peers = this.#given
    this.#byId = indexOf(this.#given)
    this.#parts = { environment, watch: this.#watch, budget: this.#budget, windowOf: peer => this.#windowOf(peer) }
  }

  get peers (): readonly Peer[] { return this.#peers }

  /** Adds peers to fall back on; replaces those learned before. The peers given stay, and stay first. */
  learn (peers: readonly Peer[]): void {
    const given = this.#given.map(peer => this.#whereItIs(peer, peers))
    const ids = new Set(given.map(peer => peer.id))
    // Who is known stays the same object: what it owes, and whether it was gone, hangs on it.
    const learned = peers.filter(peer => peer.addresses.length > 0 && !ids.has(peer.id)).map(peer => {
      const before = peer.id === undefined ? undefined : this.#byId.get(peer.id)
      return before?.addresses.join() === peer.addresses.join() ? before : peer
    })
    const known = this.#peers
    this.#peers = [...given, ...learned].slice(0, PEERS_MAX)
    this.#byId = indexOf(this.#peers)
    this.#introductions.learn(this.#peers, known)
    this.#reorder()
  }

  /** A peer that was given and does not answer may have moved: it is looked for where the others say, too. One that answers is where it was given. */
  #whereItIs (given: Peer, learned: readonly Peer[]): Peer {
    const { id } = given
    const known = id === undefined ? undefined : this.#byId.get(id)
    if (id === undefined || known === undefined || !this.#introductions.isStranger(known)) return known ?? given
    const addresses = [...new Set([...given.addresses, ...learned.find(peer => peer.id === id)?.addresses ?? []])]
    return addresses.join() === known.addresses.join() ? known : { id, addresses }
  }

  /**
   * Runs `attempt` at one peer after the other until one succeeds, the error is final, two retries
   * are used up or the time is.
   *
   * A peer that could not be connected to, does not serve, or is too busy, did nothing: going on to the next is no retry.
   * One whose connection broke, or that went silent, loses all requests at it at once, which says nothing of the load: these
   * retries are not taken from the budget.
   *
   * While a peer gives no answer at all the next one is asked a read beside it, and so on while that is silent, and whoever answers first counts:
   * from the budget at first; without it once the peer counts as silent, when all that is out to it is asked of another.
   * A peer is asked for as much as it takes; while all of them are busy a request waits for its turn at whoever has room first, for three quarters of its time.
   *
   * @throws OverloadedError `requestsWaitingMax` when too many wait already; whatever the deciding attempt threw; for a write, an attempt of unknown outcome decides
   */
  run<R> (request: FailOverRequest, attempt: Attempt<R>): Promise<R> {
    if (request.signal?.aborted === true) return rejected(request.signal.reason)
    const all = this.#order(request.prefer ?? NOBODY)
    const [best] = all
    this.#budget.earn()
    const startMs = this.#environment.now()
    if (best === undefined || this.#watch.isSilent(best) || !this.#windowOf(best).enter()) return this.#runOn(request, attempt, all, startMs)
    // Mostly the first answers: what is needed to go on is made when it does not.
    const first = this.#attempt(request, best, this.#othersOf(request, all), startMs + (all.length === 1 ? request.timeoutMs : request.timeoutMs / 2), attempt)
    return first.then(answered => this.#answered(request, answered), async () => await this.#runOn(request, attempt, all, startMs, first))
  }

  #answered<R> (request: FailOverRequest, { result, by }: Answered<R>): R {
    if (request.prefer === undefined && by !== this.#first) {
      this.#first = by
      this.#reorder()
    }
    return result
  }

  /** Whom else an attempt may be asked of that the first of `all` is asked; undefined: nobody. */
  #othersOf (request: FailOverRequest, all: readonly Peer[]): (() => readonly Peer[]) | undefined {
    if (request.hedge !== true || all.length === 1) return undefined
    let others: readonly Peer[] | undefined
    return () => others ??= this.#behindFirst(all)
  }

  /** @param first an attempt at the first of `all` that has failed */
  async #runOn<R> (request: FailOverRequest, attempt: Attempt<R>, all: readonly Peer[], begunMs: number, first?: Promise<Answered<R>>): Promise<R> {
    const { now, sleep, random } = this.#environment
    const deadline = begunMs + request.timeoutMs
    const waitUntilMs = begunMs + request.timeoutMs * WAITING_SHARE
    const peers = first === undefined ? this.#fineFirst(all) : this.#behindFirst(all)
    const others = request.hedge === true && all.length > 1 ? () => peers : undefined
    let failed = first
    let failure: P2pkvError | undefined
    let unknown: P2pkvError | undefined
    let retries = 0
    let passed = 0
    let refused = 0
    // Of those passed over: who has no room, whether one refused, whether one is about to serve.
    let full: Peer[] = []
    let isAnyBusy = false
    let isAnyStarting = false
    /** Who broke off this request, or left it without an answer. */
    let lost: Peer | undefined
    for (let step = 0; ; step++) {
      let peer = peers[step % all.length]
      if (peer === undefined || (failed === undefined && deadline <= now())) {
        failure ??= new DeadlineExceededError(`no time was left to ask a peer (timeoutMs ${request.timeoutMs})`)
        break
      }
      // Before it counts as out: nobody would count it in.
      if (failed === undefined) request.signal?.throwIfAborted()
      if (passed >= all.length && full.length > 0) {
        const free = await this.#wait(full, waitUntilMs - now(), request.signal)
        if (free instanceof OverloadedError) {
          failure ??= free
          break
        }
        peer = free
        if (request.signal?.aborted === true) this.#windowOf(peer).left()
        request.signal?.throwIfAborted()
        passed = 0
        full = []
        step = peers.indexOf(peer)
      } else if (failed === undefined) {
        // It has room because it does nothing.
        const isLost = peer === lost && full.length > 0
        if (isLost || !this.#windowOf(peer).enter()) {
          passed++
          if (!isLost) full.push(peer)
          continue
        }
      }
      const startMs = failed === undefined ? now() : begunMs
      try {
        // Half of what is left, while there is somebody else to ask with the other half.
        const endMs = retries === RETRIES_MAX || all.length === 1 ? deadline : (startMs + deadline) / 2
        return this.#answered(request, await (failed ?? this.#attempt(request, peer, others, endMs, attempt)))
      } catch (error) {
        failed = undefined
        if (!(error instanceof P2pkvError)) throw error
        failure = error
        if (request.write && error.outcome === 'unknown') unknown ??= error
        if (!error.retryable || error.outcome === 'applied' || (request.once === true && error.outcome === 'unknown')) break
        const isGone = error instanceof PeerUnreachableError || error instanceof NotReadyError
        const isSilent = error instanceof DeadlineExceededError && !isAnswer(error) && !this.#watch.wasHeardSince(peer, startMs)
        if (isSilent || (isGone && error.outcome !== 'none')) lost = peer
        let isBusy = error instanceof OverloadedError
        if ((isGone && error.outcome === 'none') || isBusy) {
          isAnyBusy ||= isBusy
          isAnyStarting ||= error instanceof NotReadyError
          // Who has no room, or refused, is there: the others may be gone.
          if (++passed < all.length || full.length > 0) continue
          isBusy = isAnyBusy
          isAnyBusy = false
          if (isBusy) passed = 0
          else if (!isAnyStarting) break
        }
        // The window is what bounds how often peers that are busy are asked.
        const isFree = (isGone && error.outcome !== 'none') || isSilent || isBusy
        if ((!isBusy && retries === RETRIES_MAX) || (!isFree && !this.#budget.hasOne)) break
        const delayMs = random() * Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** (isBusy ? refused : retries)) + (error instanceof OverloadedError && all.length === 1 ? error.retryAfterMs : 0)
        if (now() + delayMs >= deadline) break
        if (isBusy) refused++
        else retries++
        if (!isFree) this.#budget.take()
        await sleep(delayMs, request.signal)
      }
    }
    throw unknown !== undefined && failure.outcome === 'none' ? unknown : failure
  }

  /** Asks a peer for which the request counts as out already; others too, as far as it may be hedged. */
  #attempt<R> (request: FailOverRequest, peer: Peer, others: (() => readonly Peer[]) | undefined, endMs: number, attempt: Attempt<R>): Promise<Answered<R>> {
    return new Promise((resolve, reject) => {
      const tried = (request.prefer?.length ?? 0) > 1 ? request : undefined
      new HedgedAttempt<R>(this.#parts, {
        first: peer,
        others,
        endMs,
        signal: request.signal,
        send: (asker, to, timeoutMs, isFirst) => { this.#ask(to, isFirst ? tried : undefined, timeoutMs, attempt, asker) },
        resolve,
        reject,
      }).begin()
    })
  }

  /** The request counts as out to the peer already. @param tried of a request that others could coordinate as well */
  #ask<R> (peer: Peer, tried: FailOverRequest | undefined, timeoutMs: number, attempt: Attempt<R>, asker: Asker<R>): void {
    const { now } = this.#environment
    const startMs = now()
    const window = this.#windowOf(peer)
    const phase = tried && this.#favourites.trial.asked()
    this.#watch.asked(peer)
    let asked: Promise<R>
    try {
      asked = attempt(peer, timeoutMs)
    } catch (error) {
      // Thrown rather than rejected with: it ends the attempt all the same.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what the attempt threw
      asked = Promise.reject(error)
    }
    asked.then(result => {
      const elapsedMs = now() - startMs
      if (tried !== undefined) this.#favourites.trial.answered(phase, tried.write, elapsedMs)
      window.left()
      this.#watch.answered(peer, elapsedMs)
      this.#introductions.know(peer)
      asker.answered(peer, result)
    }, (error: unknown) => {
      if (error instanceof OverloadedError) window.refused(startMs, error.retryAfterMs)
      else window.left()
      const isLost = error instanceof PeerUnreachableError && !isAnswer(error)
      const isLate = error instanceof DeadlineExceededError && !isAnswer(error)
      const isSilence = isLate && !this.#watch.wasHeardSince(peer, startMs)
      if (isLate || isLost) this.#watch.unanswered(peer)
      else this.#watch.refused(peer)
      if (isSilence || isLost || error instanceof NotReadyError) this.#introductions.lose(peer)
      asker.failed(peer, error)
    })
  }

  /** Waits until the request counts as out to one of the peers. @returns which, or why to none */
  async #wait (peers: readonly Peer[], timeoutMs: number, signal: AbortSignal | undefined): Promise<Peer | OverloadedError> {
    if (this.#waiting >= REQUESTS_WAITING_MAX) return new OverloadedError('requestsWaitingMax', WAITING_RETRY_AFTER_MS)
    this.#waiting++
    try {
      const windows = peers.map(peer => this.#windowOf(peer))
      const entered = await Window.waitForAny(windows, timeoutMs, signal)
      return peers.find((_peer, index) => windows[index] === entered) ?? new OverloadedError('clientWindow', WAITING_RETRY_AFTER_MS)
    } finally { this.#waiting-- }
  }

  #windowOf (peer: Peer): Window {
    let window = this.#windows.get(peer)
    if (window === undefined) this.#windows.set(peer, window = new Window(this.#environment))
    return window
  }

  #reorder (): void {
    this.#together = new WeakMap()
    this.#apart = new WeakMap()
  }

  /** All peers, in the order in which to ask them: those preferred, then from the one that answered last. */
  #order (prefer: readonly NodeId[]): readonly Peer[] {
    const isTogether = this.#favourites.areAsked
    const orders = isTogether ? this.#together : this.#apart
    let order = orders.get(prefer)
    if (order !== undefined) return order
    const peers = this.#peers
    const last = this.#first === undefined ? 0 : Math.max(0, peers.indexOf(this.#first))
    const preferred = prefer.flatMap(id => this.#byId.get(id) ?? [])
    if (isTogether) this.#favourites.sort(preferred)
    const rotated = [...peers.slice(last), ...peers.slice(0, last)]
    order = [...preferred, ...rotated.filter(peer => !preferred.includes(peer))]
    const introductions = this.#introductions
    if (!introductions.isOver) {
      for (const peer of preferred) {
        if (!introductions.isStranger(peer)) break
        introductions.want(peer)
      }
      order = [...order.filter(peer => !introductions.isStranger(peer)), ...order.filter(peer => introductions.isStranger(peer))]
    }
    orders.set(prefer, order)
    return order
  }

  /** The same peers: the first stays, behind all others who is silent. */
  #behindFirst (peers: readonly Peer[]): readonly Peer[] { return [...peers.slice(0, 1), ...this.#fineFirst(peers.slice(1))] }

  /** The same peers: behind the others who is silent. */
  #fineFirst (peers: readonly Peer[]): readonly Peer[] {
    const fine = peers.filter(peer => !this.#watch.isSilent(peer))
    return fine.length === peers.length ? peers : [...fine, ...peers.filter(peer => !fine.includes(peer))]
  }
}

function indexOf (peers: readonly Peer[]): ReadonlyMap<NodeId, Peer> {
  return new Map(peers.flatMap(peer => peer.id === undefined ? [] : [[peer.id, peer] as const]))
}

/**
 * Which peer to ask next, and whether a failed request may be sent again.
 *
 * Retries use full jitter (Brooker: "Exponential Backoff and Jitter", AWS Architecture Blog, 2015) and
 * a token budget, so that clients add at most a tenth to the load of a cluster that is in trouble.
 */
import { DeadlineExceededError, NotReadyError, OverloadedError, P2pkvError, PeerUnreachableError } from '../protocols/errors.js'
import type { NodeId } from '../protocols/record/node-id.js'
import { Favourites } from './favourites.js'
import { Introductions, type Meet } from './introductions.js'
import { PeerWatch, SILENT_MS } from './peer-watch.js'
import type { ClientEnvironment, Peer } from './transport.js'
import { Window } from './window.js'

export const PEERS_MAX = 64
/** Retries of one request, over all peers. */
export const RETRIES_MAX = 2
const RETRY_BASE_MS = 50
const RETRY_CAP_MS = 1_000
/** Retries in hand at the start and at most. */
export const RETRY_TOKENS_MAX = 10
const RETRY_TOKENS_PER_REQUEST = 0.1
export const FAIL_OVER_LIMITS = {
  /** Peers that one attempt of a read is asked of beside the first, each when the one before it is silent. */
  hedgesMax: 3,
} as const
/** Requests of one client that wait for room at a peer; one more is refused. */
export const REQUESTS_WAITING_MAX = 10_000
const WAITING_RETRY_AFTER_MS = 50
/** For so much of its time a request waits for room: what is sent when hardly any is left comes too late, and helps nobody. */
const WAITING_SHARE = 0.75
const NOBODY: readonly NodeId[] = []

export interface FailOverRequest {
  /** A write of unknown outcome makes the whole call's outcome unknown. */
  readonly write: boolean
  /** It may be out to two peers at a time: a read. A write that was done twice could come back behind a later one. */
  readonly hedge?: boolean
  /** Peers to ask first, the best first, as far as they are known: primaries of the key. */
  readonly prefer?: readonly NodeId[] | undefined
  /** For everything: all attempts and the waits between them. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

export class FailOver {
  readonly #environment: ClientEnvironment
  readonly #given: readonly Peer[]
  #peers: readonly Peer[]
  #byId: ReadonlyMap<NodeId, Peer>
  /** By whom is preferred, until something else decides over it; of those that are kept together, and of all others. */
  #together = new WeakMap<readonly NodeId[], readonly Peer[]>()
  #apart = new WeakMap<readonly NodeId[], readonly Peer[]>()
  readonly #favourites: Favourites
  /** The peer that answered last, of requests without preference. */
  #first: Peer | undefined
  #tokens = RETRY_TOKENS_MAX
  readonly #watch: PeerWatch
  readonly #windows = new WeakMap<Peer, Window>()
  #waiting = 0
  readonly #introductions: Introductions

  /** @param peers at least one */
  constructor (environment: ClientEnvironment, peers: readonly Peer[], meet: Meet) {
    this.#environment = environment
    this.#favourites = new Favourites(environment)
    this.#introductions = new Introductions(environment, meet, () => { this.#reorder() })
    this.#watch = new PeerWatch(() => environment.now())
    this.#given = peers.slice(0, PEERS_MAX)
    this.#peers = this.#given
    this.#byId = indexOf(this.#given)
  }

  get peers (): readonly Peer[] { return this.#peers }

  /** Adds peers to fall back on; replaces those learned before. The peers given stay, and stay first. */
  learn (peers: readonly Peer[]): void {
    const given = new Set(this.#given.map(peer => peer.id))
    // Who is known stays the same object: what it owes, and whether it was gone, hangs on it.
    const learned = peers.filter(peer => peer.addresses.length > 0 && !given.has(peer.id)).map(peer => {
      const before = peer.id === undefined ? undefined : this.#byId.get(peer.id)
      return before?.addresses.join() === peer.addresses.join() ? before : peer
    })
    const known = this.#peers
    this.#peers = [...this.#given, ...learned].slice(0, PEERS_MAX)
    this.#byId = indexOf(this.#peers)
    this.#introductions.learn(this.#peers, known)
    this.#reorder()
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
   * A peer is asked for as much as it takes; while all of them are busy a request waits for its turn, for three quarters of its time.
   *
   * @throws OverloadedError `requestsWaitingMax` when too many wait already; whatever the deciding attempt threw; for a write, an attempt of unknown outcome decides
   */
  async run<R> (request: FailOverRequest, attempt: (peer: Peer, timeoutMs: number) => Promise<R>): Promise<R> {
    const { now, sleep, random } = this.#environment
    const deadline = now() + request.timeoutMs
    const waitUntilMs = now() + request.timeoutMs * WAITING_SHARE
    const hedge = request.hedge === true
    const all = this.#order(request.prefer ?? NOBODY)
    const [best] = all
    const isBestFine = best !== undefined && !this.#watch.isSilent(best)
    // Mostly the first answers: in which order the others are to be asked is found out when it matters.
    let ordered: readonly Peer[] | undefined
    const peers = (): readonly Peer[] => ordered ??= isBestFine ? [best, ...this.#fineFirst(all.slice(1))] : this.#fineFirst(all)
    this.#tokens = Math.min(RETRY_TOKENS_MAX, this.#tokens + RETRY_TOKENS_PER_REQUEST)
    let failure: P2pkvError | undefined
    let unknown: P2pkvError | undefined
    let retries = 0
    let passed = 0
    let refused = 0
    for (let step = 0; ; step++) {
      let peer = step === 0 && isBestFine ? best : peers()[step % all.length]
      if (peer === undefined || deadline <= now()) {
        failure ??= new DeadlineExceededError(`no time was left to ask a peer (timeoutMs ${request.timeoutMs})`)
        break
      }
      if (!this.#windowOf(peer).enter()) {
        if (++passed < all.length) continue
        peer = peers()[0] ?? peer
        const full = await this.#wait(peer, waitUntilMs - now(), request.signal)
        if (full !== undefined) {
          failure ??= full
          break
        }
        passed = 0
        step = 0
      }
      const startMs = now()
      const remainingMs = deadline - startMs
      try {
        // Half of what is left, while there is somebody else to ask with the other half.
        const timeoutMs = retries === RETRIES_MAX || all.length === 1 ? remainingMs : remainingMs / 2
        const isAlone = !hedge || all.length === 1
        const run = (): Promise<{ result: R, by: Peer }> => this.#hedged(isAlone ? undefined : peers, peer, request, timeoutMs, attempt)
        const { result, by } = await (request.signal === undefined ? run() : abortable(run, request.signal))
        if (request.prefer === undefined && by !== this.#first) {
          this.#first = by
          this.#reorder()
        }
        return result
      } catch (error) {
        if (!(error instanceof P2pkvError)) throw error
        failure = error
        if (request.write && error.outcome === 'unknown') unknown ??= error
        if (!error.retryable || error.outcome === 'applied') break
        const isGone = error instanceof PeerUnreachableError || error instanceof NotReadyError
        const isSilent = error instanceof DeadlineExceededError && !this.#watch.wasHeardSince(peer, startMs)
        const isBusy = error instanceof OverloadedError
        if ((isGone && error.outcome === 'none') || isBusy) {
          if (++passed < all.length) continue
          if (isBusy) passed = 0
          else if (!(error instanceof NotReadyError)) break
        }
        // The window is what bounds how often peers that are busy are asked.
        const isFree = (isGone && error.outcome !== 'none') || isSilent || isBusy
        if ((!isBusy && retries === RETRIES_MAX) || (!isFree && this.#tokens < 1)) break
        const delayMs = random() * Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** (isBusy ? refused : retries)) + (isBusy && all.length === 1 ? error.retryAfterMs : 0)
        if (now() + delayMs >= deadline) break
        if (isBusy) refused++
        else retries++
        if (!isFree) this.#tokens--
        await sleep(delayMs, request.signal)
      }
    }
    throw unknown !== undefined && failure.outcome === 'none' ? unknown : failure
  }

  /** Asks one peer; another of `peers` too when it falls silent meanwhile, and so on. The first success counts; of failures one of unknown outcome. */
  #hedged<R> (peers: (() => readonly Peer[]) | undefined, first: Peer, request: FailOverRequest, timeoutMs: number, attempt: (peer: Peer, timeoutMs: number) => Promise<R>): Promise<{ result: R, by: Peer }> {
    const { now, after } = this.#environment
    const endMs = now() + timeoutMs
    return new Promise((resolve, reject) => {
      const asked: Peer[] = []
      /** Whom the request waits for: who was asked last, unless it has failed. */
      let last = first
      let out = 0
      let isOver = false
      let unknown: unknown
      let cancel = (): void => {}
      const ask = (peer: Peer, tried?: FailOverRequest): void => {
        out++
        asked.push(peer)
        last = peer
        this.#ask(peer, tried, endMs - now(), attempt, result => {
          isOver = true
          cancel()
          resolve({ result, by: peer })
        }, error => {
          if (error instanceof P2pkvError && error.outcome === 'unknown') unknown ??= error
          out--
          if (isOver || (out > 0 && peer !== last)) return
          cancel()
          last = first
          if (out > 0 && peers !== undefined) askAnother(peers)
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what the attempt threw
          else reject(unknown ?? error)
        })
      }
      const watch = (others: () => readonly Peer[], delayMs: number): void => { cancel = after(delayMs, () => { askAnother(others) }) }
      const askAnother = (others: () => readonly Peer[]): void => {
        const isFree = this.#watch.isSilent(last)
        const afterMs = !isFree && this.#tokens < 1 ? this.#watch.silentAfterMs(last) : this.#watch.hedgeAfterMs(last)
        const restMs = afterMs - this.#watch.silentMs(last)
        if (restMs > 0) {
          watch(others, Math.max(1, restMs))
          return
        }
        const left = restOf(others(), first).filter(peer => !asked.includes(peer))
        if (now() >= endMs || left.length === 0 || asked.length > FAIL_OVER_LIMITS.hedgesMax) return
        const next = left.find(peer => !this.#watch.isSilent(peer))
        const goOn = (peer: Peer): void => {
          watch(others, this.#watch.hedgeAfterMs(peer))
          ask(peer)
        }
        if (next === undefined) watch(others, SILENT_MS)
        else if (this.#windowOf(next).enter()) {
          if (!isFree) this.#tokens--
          goOn(next)
        } else if (isFree) cancel = this.#onceIn(next, endMs - now(), () => { goOn(next) })
        else watch(others, Math.max(1, this.#watch.silentAfterMs(last) - this.#watch.silentMs(last)))
      }
      const hedgeAfterMs = this.#watch.hedgeAfterMs(first)
      if (peers !== undefined && timeoutMs > hedgeAfterMs) watch(peers, hedgeAfterMs)
      ask(first, (request.prefer?.length ?? 0) > 1 ? request : undefined)
    })
  }

  /** The request counts as out to the peer already. One of both is called, once. @param tried of a request that others could coordinate as well */
  #ask<R> (peer: Peer, tried: FailOverRequest | undefined, timeoutMs: number, attempt: (peer: Peer, timeoutMs: number) => Promise<R>, answered: (result: R) => void, failed: (error: unknown) => void): void {
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
      answered(result)
    }, (error: unknown) => {
      if (error instanceof OverloadedError) window.refused(startMs, error.retryAfterMs)
      else window.left()
      const isSilence = error instanceof DeadlineExceededError && !this.#watch.wasHeardSince(peer, startMs)
      if (error instanceof DeadlineExceededError || error instanceof PeerUnreachableError) this.#watch.unanswered(peer)
      else this.#watch.refused(peer)
      if (isSilence || error instanceof PeerUnreachableError || error instanceof NotReadyError) this.#introductions.lose(peer)
      failed(error)
    })
  }

  /** Calls `fn` once the request counts as out to the peer, unless that takes too long. @returns what ends the waiting */
  #onceIn (peer: Peer, timeoutMs: number, fn: () => void): () => void {
    const window = this.#windowOf(peer)
    const stop = new AbortController()
    window.wait(timeoutMs, stop.signal).then(isIn => {
      if (isIn && stop.signal.aborted) window.left()
      else if (isIn) fn()
    }, () => {})
    return () => { stop.abort() }
  }

  /** Waits until the request counts as out to the peer. @returns why it does not */
  async #wait (peer: Peer, timeoutMs: number, signal: AbortSignal | undefined): Promise<OverloadedError | undefined> {
    if (this.#waiting >= REQUESTS_WAITING_MAX) return new OverloadedError('requestsWaitingMax', WAITING_RETRY_AFTER_MS)
    this.#waiting++
    try {
      return await this.#windowOf(peer).wait(timeoutMs, signal) ? undefined : new OverloadedError('clientWindow', WAITING_RETRY_AFTER_MS)
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

  /** The same peers: behind the others who is silent. */
  #fineFirst (peers: readonly Peer[]): readonly Peer[] {
    const fine = peers.filter(peer => !this.#watch.isSilent(peer))
    return fine.length === peers.length ? peers : [...fine, ...peers.filter(peer => !fine.includes(peer))]
  }
}

/** All others, from the next one on. */
function restOf (peers: readonly Peer[], first: Peer): Peer[] {
  const at = peers.indexOf(first)
  return [...peers.slice(at + 1), ...peers.slice(0, Math.max(0, at))]
}

function indexOf (peers: readonly Peer[]): ReadonlyMap<NodeId, Peer> {
  return new Map(peers.flatMap(peer => peer.id === undefined ? [] : [[peer.id, peer] as const]))
}

/** `run()`, or the signal's reason as soon as it aborts. What was sent stays sent. */
async function abortable<R> (run: () => Promise<R>, signal: AbortSignal): Promise<R> {
  signal.throwIfAborted()
  let stop: (() => void) | undefined
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => { reject(signal.reason as Error) }
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([run(), aborted])
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop)
  }
}

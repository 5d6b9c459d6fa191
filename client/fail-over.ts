/**
 * Which peer to ask next, and whether a failed request may be sent again.
 *
 * Retries use full jitter (Brooker: "Exponential Backoff and Jitter", AWS Architecture Blog, 2015) and
 * a token budget, so that clients add at most a tenth to the load of a cluster that is in trouble.
 */
import { DeadlineExceededError, NotReadyError, OverloadedError, P2pkvError, PeerUnreachableError } from '../protocols/errors.js'
import type { ClientEnvironment, Peer } from './transport.js'

export const PEERS_MAX = 64
/** Retries of one request, over all peers. */
export const RETRIES_MAX = 2
const RETRY_BASE_MS = 50
const RETRY_CAP_MS = 1_000
/** Retries in hand at the start and at most. */
export const RETRY_TOKENS_MAX = 10
const RETRY_TOKENS_PER_REQUEST = 0.1
/** A peer that owes answers and has given none for so long is asked after the others, milliseconds. */
export const SILENT_MS = 500

/** Answers that a peer owes, and since when it has given none. */
interface Owed { pending: number, sinceMs: number }

export interface FailOverRequest {
  /** A write of unknown outcome makes the whole call's outcome unknown. */
  readonly write: boolean
  /** For everything: all attempts and the waits between them. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

export class FailOver {
  readonly #environment: ClientEnvironment
  readonly #given: readonly Peer[]
  #peers: readonly Peer[]
  #first = 0
  #tokens = RETRY_TOKENS_MAX
  readonly #owed = new WeakMap<Peer, Owed>()

  /** @param peers at least one */
  constructor (environment: ClientEnvironment, peers: readonly Peer[]) {
    this.#environment = environment
    this.#given = peers.slice(0, PEERS_MAX)
    this.#peers = this.#given
  }

  get peers (): readonly Peer[] { return this.#peers }

  /** Adds peers to fall back on; replaces those learned before. The peers given stay, and stay first. */
  learn (peers: readonly Peer[]): void {
    const known = new Set(this.#given.map(peer => peer.id))
    this.#peers = [...this.#given, ...peers.filter(peer => peer.addresses.length > 0 && !known.has(peer.id))].slice(0, PEERS_MAX)
    this.#first %= this.#peers.length
  }

  /**
   * Runs `attempt` at one peer after the other until one succeeds, the error is final, two retries
   * are used up or the time is.
   *
   * A peer that could not be connected to, or does not serve, did nothing: going on to the next is no
   * retry. One whose connection broke, or that went silent, loses all requests at it at once, which says
   * nothing of the load: these retries are not taken from the budget.
   *
   * @throws whatever the deciding attempt threw; for a write, an attempt of unknown outcome decides
   */
  async run<R> (request: FailOverRequest, attempt: (peer: Peer, timeoutMs: number) => Promise<R>): Promise<R> {
    const { now, sleep, random } = this.#environment
    const deadline = now() + request.timeoutMs
    const peers = this.#peers
    const first = this.#firstToAsk(peers)
    this.#tokens = Math.min(RETRY_TOKENS_MAX, this.#tokens + RETRY_TOKENS_PER_REQUEST)
    let failure: P2pkvError | undefined
    let unknown: P2pkvError | undefined
    let retries = 0
    let passed = 0
    for (let step = 0; ; step++) {
      const index = (first + step) % peers.length
      const peer = peers[index]
      const remainingMs = deadline - now()
      if (peer === undefined || remainingMs <= 0) {
        failure ??= new DeadlineExceededError(`no time was left to ask a peer (timeoutMs ${request.timeoutMs})`)
        break
      }
      const startMs = now()
      const owed = this.#owe(peer, startMs)
      try {
        // Half of what is left, while there is somebody else to ask with the other half.
        const timeoutMs = retries === RETRIES_MAX || peers.length === 1 ? remainingMs : remainingMs / 2
        const result = await abortable(() => attempt(peer, timeoutMs), request.signal)
        owed.sinceMs = now()
        this.#first = index
        return result
      } catch (error) {
        if (!(error instanceof P2pkvError)) throw error
        failure = error
        if (!(error instanceof DeadlineExceededError || error instanceof PeerUnreachableError)) owed.sinceMs = now()
        if (request.write && error.outcome === 'unknown') unknown ??= error
        if (!error.retryable || error.outcome === 'applied') break
        const isGone = error instanceof PeerUnreachableError || error instanceof NotReadyError
        // Nothing was heard of it since it was asked.
        const isSilent = error instanceof DeadlineExceededError && owed.sinceMs <= startMs
        // Those who come next need not find out for themselves.
        if ((isGone || isSilent) && this.#first === index) this.#first = (index + 1) % peers.length
        if (isGone && error.outcome === 'none') {
          if (++passed < peers.length) continue
          if (error instanceof PeerUnreachableError) break
        }
        const isFree = (isGone && error.outcome !== 'none') || isSilent
        if (retries === RETRIES_MAX || (!isFree && this.#tokens < 1)) break
        const delayMs = random() * Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** retries) +
          (error instanceof OverloadedError && peers.length === 1 ? error.retryAfterMs : 0)
        if (now() + delayMs >= deadline) break
        retries++
        if (!isFree) this.#tokens--
        await sleep(delayMs, request.signal)
      } finally { owed.pending-- }
    }
    throw this.deciding(failure, unknown)
  }

  /** The last failure, unless an earlier attempt may have been applied where the last one was not. */
  protected deciding (last: P2pkvError, unknown: P2pkvError | undefined): P2pkvError {
    return unknown !== undefined && last.outcome === 'none' ? unknown : last
  }

  /** The peer that answered last; if it is silent, the next that is not. */
  #firstToAsk (peers: readonly Peer[]): number {
    for (let step = 0; step < peers.length; step++) {
      const index = (this.#first + step) % peers.length
      const peer = peers[index]
      if (peer !== undefined && this.#silentMs(peer) < SILENT_MS) return index
    }
    return this.#first % peers.length
  }

  /** For how long a peer that owes answers has given none; 0: it owes none. */
  #silentMs (peer: Peer): number {
    const owed = this.#owed.get(peer)
    return owed === undefined || owed.pending === 0 ? 0 : this.#environment.now() - owed.sinceMs
  }

  #owe (peer: Peer, nowMs: number): Owed {
    let owed = this.#owed.get(peer)
    if (owed === undefined) this.#owed.set(peer, owed = { pending: 0, sinceMs: nowMs })
    if (owed.pending++ === 0) owed.sinceMs = nowMs
    return owed
  }
}

/** `run()`, or the signal's reason as soon as it aborts. What was sent stays sent. */
async function abortable<R> (run: () => Promise<R>, signal: AbortSignal | undefined): Promise<R> {
  if (signal === undefined) return await run()
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

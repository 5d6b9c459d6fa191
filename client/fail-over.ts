/**
 * Which peer to ask next, and whether a failed request may be sent again.
 *
 * Retries use full jitter (Brooker: "Exponential Backoff and Jitter", AWS Architecture Blog, 2015) and
 * a token budget, so that clients add at most a tenth to the load of a cluster that is in trouble.
 */
import { DeadlineExceededError, OverloadedError, P2pkvError, PeerUnreachableError } from '../protocols/errors.js'
import type { ClientEnvironment, Peer } from './transport.js'

export const PEERS_MAX = 64
/** Retries of one request, over all peers. */
export const RETRIES_MAX = 2
const RETRY_BASE_MS = 50
const RETRY_CAP_MS = 1_000
/** Retries in hand at the start and at most. */
export const RETRY_TOKENS_MAX = 10
const RETRY_TOKENS_PER_REQUEST = 0.1

export interface FailOverRequest {
  /** A write of unknown outcome makes the whole call's outcome unknown. */
  readonly write: boolean
  /** For everything: all attempts and the waits between them. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** For tests: failures a correct client must not have. */
export interface FailOverBugs {
  /** Reports the last error as it is, although an earlier attempt may have been applied. */
  readonly forgetUnknown?: boolean
}

export class FailOver {
  readonly #environment: ClientEnvironment
  readonly #given: readonly Peer[]
  readonly #bugs: FailOverBugs
  #peers: readonly Peer[]
  #first = 0
  #tokens = RETRY_TOKENS_MAX

  /** @param peers at least one */
  constructor (environment: ClientEnvironment, peers: readonly Peer[], bugs: FailOverBugs = {}) {
    this.#environment = environment
    this.#given = peers.slice(0, PEERS_MAX)
    this.#peers = this.#given
    this.#bugs = bugs
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
   * A peer that could not be connected to was never asked, so going on to the next is no retry.
   *
   * @throws whatever the deciding attempt threw; for a write, an attempt of unknown outcome decides
   */
  async run<R> (request: FailOverRequest, attempt: (peer: Peer, timeoutMs: number) => Promise<R>): Promise<R> {
    const { now, sleep, random } = this.#environment
    const deadline = now() + request.timeoutMs
    const peers = this.#peers
    const first = this.#first
    this.#tokens = Math.min(RETRY_TOKENS_MAX, this.#tokens + RETRY_TOKENS_PER_REQUEST)
    let failure: P2pkvError | undefined
    let unknown: P2pkvError | undefined
    let retries = 0
    let unreachable = 0
    for (let step = 0; ; step++) {
      const index = (first + step) % peers.length
      const peer = peers[index]
      const remainingMs = deadline - now()
      if (peer === undefined || remainingMs <= 0) {
        failure ??= new DeadlineExceededError(`no time was left to ask a peer (timeoutMs ${request.timeoutMs})`)
        break
      }
      try {
        // Half of what is left, while there is somebody else to ask with the other half.
        const timeoutMs = retries === RETRIES_MAX || peers.length === 1 ? remainingMs : remainingMs / 2
        const result = await abortable(() => attempt(peer, timeoutMs), request.signal)
        this.#first = index
        return result
      } catch (error) {
        if (!(error instanceof P2pkvError)) throw error
        failure = error
        if (request.write && error.outcome === 'unknown') unknown ??= error
        if (!error.retryable || error.outcome === 'applied') break
        if (error instanceof PeerUnreachableError && error.outcome === 'none') {
          if (++unreachable >= peers.length) break
          continue
        }
        if (retries === RETRIES_MAX || this.#tokens < 1) break
        const delayMs = random() * Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** retries) +
          (error instanceof OverloadedError && peers.length === 1 ? error.retryAfterMs : 0)
        if (now() + delayMs >= deadline) break
        retries++
        this.#tokens--
        await sleep(delayMs, request.signal)
      }
    }
    throw unknown !== undefined && failure.outcome === 'none' && this.#bugs.forgetUnknown !== true ? unknown : failure
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

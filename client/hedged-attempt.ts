import { P2pkvError } from '../protocols/errors.js'
import { SILENT_MS, type PeerWatch } from './peer-watch.js'
import type { RetryBudget } from './retry-budget.js'
import type { ClientEnvironment, Peer } from './transport.js'
import type { Window } from './window.js'

export const HEDGE_LIMITS = {
  /** Peers that one attempt of a read is asked of beside the first, each when the one before it is silent. */
  hedgesMax: 3,
} as const

/** Told what a peer answers, or why it does not; of each that was asked one of both, once. */
export interface Asker<R> {
  answered: (peer: Peer, result: R) => void
  failed: (peer: Peer, error: unknown) => void
}

export interface HedgedAttemptParts {
  readonly environment: ClientEnvironment
  readonly watch: PeerWatch
  readonly budget: RetryBudget
  readonly windowOf: (peer: Peer) => Window
}

export interface HedgedAttemptInit<R> {
  /** The request counts as out to it already. */
  readonly first: Peer
  /** Whom else it may be asked of, in order; undefined: of nobody. */
  readonly others: (() => readonly Peer[]) | undefined
  readonly endMs: number
  /** What was sent when it aborts stays sent. */
  readonly signal: AbortSignal | undefined
  /** Sends it to a peer, and tells `asker` what becomes of it. @param isFirst whether others could have been asked as well */
  readonly send: (asker: Asker<R>, peer: Peer, timeoutMs: number, isFirst: boolean) => void
  readonly resolve: (answered: Answered<R>) => void
  readonly reject: (error: unknown) => void
}

export interface Answered<R> { readonly result: R, readonly by: Peer }

const DO_NOTHING = (): void => {}
const NOBODY: readonly Peer[] = []

/**
 * One attempt: asks one peer; another too when it falls silent meanwhile, and so on. The first success counts; of failures one of
 * unknown outcome. Each request makes one: a class, whose functions are made once.
 */
export class HedgedAttempt<R> implements Asker<R> {
  /** Beside the first, as few as they are: a list that is pushed to has room for 17. */
  #more: readonly Peer[] = NOBODY
  /** Of all that were asked. */
  #failed: readonly Peer[] = NOBODY
  /** Whom the request waits for: who was asked last; once that one has failed, who was asked first of those that have not. */
  #last: Peer
  #out = 0
  #isOver = false
  #unknown: unknown
  #cancel = DO_NOTHING

  constructor (private readonly parts: HedgedAttemptParts, private readonly init: HedgedAttemptInit<R>) { this.#last = init.first }

  begin (): void {
    const { first, others, endMs, signal } = this.init
    signal?.addEventListener('abort', this, { once: true })
    const hedgeAfterMs = this.parts.watch.hedgeAfterMs(first)
    const leftMs = endMs - this.parts.environment.now()
    if (others !== undefined && leftMs > hedgeAfterMs) this.#watch(hedgeAfterMs)
    this.#out++
    this.init.send(this, first, leftMs, true)
  }

  answered (peer: Peer, result: R): void {
    this.#end()
    this.init.resolve({ result, by: peer })
  }

  failed (peer: Peer, error: unknown): void {
    if (error instanceof P2pkvError && error.outcome === 'unknown') this.#unknown ??= error
    this.#out--
    if (this.#isOver) return
    this.#failed = [...this.#failed, peer]
    if (this.#out > 0 && peer !== this.#last) return
    this.#cancel()
    const waited = [this.init.first, ...this.#more].find(asked => !this.#failed.includes(asked))
    if (waited === undefined) {
      this.#end()
      this.init.reject(this.#unknown ?? error)
      return
    }
    this.#last = waited
    this.#askAnother()
  }

  /** The signal has aborted. */
  handleEvent (): void {
    this.#end()
    this.init.reject(this.init.signal?.reason)
  }

  #end (): void {
    this.#isOver = true
    this.#cancel()
    this.init.signal?.removeEventListener('abort', this)
  }

  #watch (delayMs: number): void { this.#cancel = this.parts.environment.after(delayMs, () => { this.#askAnother() }) }

  #askAnother (): void {
    const { environment: { now }, watch, budget, windowOf } = this.parts
    const { first, others, endMs } = this.init
    const last = this.#last
    const isFree = watch.isSilent(last)
    const afterMs = !isFree && !budget.hasOne ? watch.silentAfterMs(last) : watch.hedgeAfterMs(last)
    const restMs = afterMs - watch.silentMs(last)
    if (restMs > 0) {
      this.#watch(Math.max(1, restMs))
      return
    }
    const left = restOf(others?.() ?? NOBODY, first).filter(peer => !this.#more.includes(peer))
    if (now() >= endMs || left.length === 0 || this.#more.length >= HEDGE_LIMITS.hedgesMax) return
    const next = left.find(peer => !watch.isSilent(peer))
    if (next === undefined) this.#watch(SILENT_MS)
    else if (windowOf(next).enter()) {
      if (!isFree) budget.take()
      this.#goOn(next)
    } else if (isFree) this.#cancel = windowOf(next).onceIn(endMs - now(), () => { this.#goOn(next) })
    else this.#watch(Math.max(1, watch.silentAfterMs(last) - watch.silentMs(last)))
  }

  #goOn (peer: Peer): void {
    this.#watch(this.parts.watch.hedgeAfterMs(peer))
    this.#more = [...this.#more, peer]
    this.#last = peer
    this.#out++
    this.init.send(this, peer, this.init.endMs - this.parts.environment.now(), false)
  }
}

/** All others, from the next one on. */
function restOf (peers: readonly Peer[], first: Peer): Peer[] {
  const at = peers.indexOf(first)
  return [...peers.slice(at + 1), ...peers.slice(0, Math.max(0, at))]
}

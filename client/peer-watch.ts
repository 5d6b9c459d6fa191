/**
 * Who owes answers and gives none. When silence means something is learnt from how long a peer takes, as a sender of
 * packets learns when to send again (Jacobson: "Congestion Avoidance and Control", SIGCOMM 1988).
 */
import type { Peer } from './transport.js'

/** A peer that owes answers and has given none for so long is silent, milliseconds; before anything is known of it, and at most. */
export const SILENT_MS = 500
/** The least, for one that answers fast: a collection of garbage is no silence. */
export const SILENT_MS_MIN = 150
/** As so many times what its 95th percentile is. */
const SILENT_SLOWS = 4
/** A read that one peer has not answered is asked of another beside it: as so many times the 95th percentile, … */
const HEDGE_SLOWS = 2
/** … and after at least so long, milliseconds. */
export const HEDGE_MS_MIN = 10
const SLOW_STEP = 0.2
const SLOW_PART = 0.95

interface Watched {
  /** Answers that it owes, and since when it has given none. */
  pending: number
  sinceMs: number
  /** When it answered last, whatever it was. */
  heardMs: number
  /** About the 95th percentile of how long it takes. */
  slowMs: number
}

export class PeerWatch {
  readonly #watched = new WeakMap<Peer, Watched>()

  constructor (private readonly now: () => number) {}

  /** A request goes out; `answered`, `refused` or `unanswered` must follow. */
  asked (peer: Peer): void {
    const watched = this.#of(peer)
    if (watched.pending++ === 0) watched.sinceMs = this.now()
  }

  answered (peer: Peer, elapsedMs: number): void {
    const watched = this.#of(peer)
    this.#heard(watched)
    // Up by 95 for each that takes longer, down by 5 for each other.
    // (Ma, Muthukrishnan, Sandler: "Frugal Streaming for Estimating Quantiles", 2013.)
    watched.slowMs *= 1 + SLOW_STEP * (elapsedMs > watched.slowMs ? SLOW_PART : SLOW_PART - 1)
    watched.slowMs = Math.min(SILENT_MS, Math.max(1, watched.slowMs))
  }

  /** It answered with an error, so it is there. */
  refused (peer: Peer): void { this.#heard(this.#of(peer)) }

  /** It could not be asked, or did not answer in time. */
  unanswered (peer: Peer): void { this.#of(peer).pending-- }

  /** Whether it was heard of since `sinceMs`. */
  wasHeardSince (peer: Peer, sinceMs: number): boolean { return this.#of(peer).heardMs > sinceMs }

  /** When a peer that gives no answer is silent. */
  silentAfterMs (peer: Peer): number {
    const { slowMs } = this.#of(peer)
    return Math.min(SILENT_MS, Math.max(SILENT_MS_MIN, SILENT_SLOWS * slowMs))
  }

  /**
   * When to ask a second peer beside one that gives no answer: well before it counts as silent, as one read more in
   * twenty costs little (Dean, Barroso: "The Tail at Scale", CACM 2013).
   */
  hedgeAfterMs (peer: Peer): number {
    return Math.min(this.silentAfterMs(peer), Math.max(HEDGE_MS_MIN, HEDGE_SLOWS * this.#of(peer).slowMs))
  }

  /** For how long a peer that owes answers has given none; 0: it owes none. */
  silentMs (peer: Peer): number {
    const { pending, sinceMs } = this.#of(peer)
    return pending === 0 ? 0 : this.now() - sinceMs
  }

  isSilent (peer: Peer): boolean { return this.silentMs(peer) >= this.silentAfterMs(peer) }

  #heard (watched: Watched): void {
    watched.pending--
    watched.sinceMs = watched.heardMs = this.now()
  }

  #of (peer: Peer): Watched {
    let watched = this.#watched.get(peer)
    if (watched === undefined) this.#watched.set(peer, watched = { pending: 0, sinceMs: 0, heardMs: -Infinity, slowMs: SILENT_MS / SILENT_SLOWS })
    return watched
  }
}

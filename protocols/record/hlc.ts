/**
 * Hybrid logical clock: Kulkarni, Demirbas, Madappa, Avva, Leone, "Logical physical clocks" (2014).
 *
 * A stamp is milliseconds since 1970 times 65,536 plus a counter. The counter carries into the
 * milliseconds when it overflows, so stamps only ever grow.
 */
import type { Hlc } from './record.js'

export const COUNTER_BITS = 16n
/** A stamp this far ahead of our wall clock is believed; one further ahead is not. */
export const MAX_CLOCK_DRIFT_MS_DEFAULT = 5_000

/** The first stamp of a millisecond. */
export function hlcAt (ms: number): Hlc {
  return BigInt(Math.trunc(ms)) << COUNTER_BITS
}

/** Milliseconds since 1970. */
export function hlcMs (stamp: Hlc): number {
  return Number(stamp >> COUNTER_BITS)
}

export interface HybridClockComponents {
  /** Milliseconds since 1970, as the machine believes; may jump either way. */
  readonly realtime: () => number
}

export interface HybridClockInit {
  /** No stamp up to this one is issued again: the mark that an earlier run left. */
  readonly mark: Hlc
  readonly maxClockDriftMs?: number
}

/**
 * Issues stamps that only grow, and judges those of others, which never move it: one peer with a wrong
 * clock must not carry the others along. Stamps are issued only up to a mark that
 * has been persisted, so that a restart with the clock set back never issues one again; whoever owns
 * the mark extends it with `raiseMark`.
 */
export class HybridClock {
  readonly maxClockDriftMs: number
  readonly #realtime: () => number
  #last: Hlc
  #mark: Hlc

  constructor ({ realtime }: HybridClockComponents, { mark, maxClockDriftMs }: HybridClockInit) {
    this.#realtime = realtime
    this.#last = mark
    this.#mark = mark
    this.maxClockDriftMs = maxClockDriftMs ?? MAX_CLOCK_DRIFT_MS_DEFAULT
  }

  /** max(last + 1, now, above + 1): what the next stamp would be. */
  next (above: Hlc = 0n): Hlc {
    let stamp = hlcAt(this.#realtime())
    if (stamp <= this.#last) stamp = this.#last + 1n
    if (stamp <= above) stamp = above + 1n
    return stamp
  }

  /** A new stamp greater than every earlier one and than `above`; undefined when the mark must be raised first. */
  issue (above: Hlc = 0n): Hlc | undefined {
    const stamp = this.next(above)
    if (stamp > this.#mark) return undefined
    this.#last = stamp
    return stamp
  }

  /** Stamps up to `mark` may be issued from now on: it is persisted. */
  raiseMark (mark: Hlc): void {
    if (mark > this.#mark) this.#mark = mark
  }

  /** Nothing more may be issued until the mark is raised. */
  endLease (): void {
    this.#mark = this.#last
  }

  get mark (): Hlc { return this.#mark }

  /** Whether a stamp is too far ahead of our wall clock to be believed. Never changes the clock. */
  isFuture (stamp: Hlc): boolean {
    return hlcMs(stamp) > this.#realtime() + this.maxClockDriftMs
  }
}

import type { Clock } from '../env.js'

/**
 * What is learnt of one window decides the limit for the next. It begins with the first request that ends: those that end together
 * when a process which stood still for a moment goes on say nothing of a queue, but those after them do.
 */
const WINDOW_MS = 100
/** A window goes on until so many requests have ended in it. */
const WINDOW_REQUESTS = 10
/** When even the quickest request of a window took more than this part of what its caller gives it, all of them stood in a queue. */
export const QUEUE_SHARE = 0.2
/** Whatever callers give, milliseconds. */
export const QUEUE_MS_MIN = 100
/** Weight of the newest request in the running mean of what callers give. */
const GIVEN_WEIGHT = 0.05
const SHRINK_MOST = 0.5
const SHRINK_LEAST = 0.9
const GROWTH = 1.05
/** Grows only when it is nearly used up: an idle peer learns nothing. */
const USED_UP = 0.8

export interface ConcurrencyLimitInit {
  readonly min: number
  readonly start: number
  readonly max: number
}

/**
 * How many requests may be in work at a time, learnt from how long they take.
 *
 * Beyond what the machine can do at a time, more requests in work only wait for each other. The quickest of
 * many tells: one slow replica or one large value slows some, a queue slows all. How long a queue may be depends on
 * those who stand in it: answers must not come too late, but whoever is patient is not sent away. (The minimum over a window as
 * the sign of a standing queue: Nichols, Jacobson, "Controlling Queue Delay", 2012; the limit moves by additive
 * increase and multiplicative decrease: Chiu, Jain, 1989.)
 */
export class ConcurrencyLimit {
  #limit: number
  #windowEndMs = 0
  #ended = 0
  #quickestMs = Infinity
  #most = 0
  #givenMs = 0

  constructor (private readonly components: { readonly clock: Clock }, private readonly init: ConcurrencyLimitInit) {
    this.#limit = Math.min(init.start, init.max)
  }

  get value (): number { return this.#limit }

  /** One of `inWork` requests ended, `elapsedMs` (Infinity: too late) after it was begun; its caller would have waited for `givenMs`. */
  ended (elapsedMs: number, inWork: number, givenMs: number): void {
    const now = this.components.clock.monotonic()
    this.#givenMs += (givenMs - this.#givenMs) * (this.#givenMs === 0 ? 1 : GIVEN_WEIGHT)
    if (this.#ended++ === 0) this.#windowEndMs = now + WINDOW_MS
    this.#quickestMs = Math.min(this.#quickestMs, elapsedMs)
    this.#most = Math.max(this.#most, inWork)
    if (now < this.#windowEndMs || this.#ended < WINDOW_REQUESTS) return
    const { min, max } = this.init
    const queueMsMax = Math.max(QUEUE_MS_MIN, QUEUE_SHARE * this.#givenMs)
    if (this.#quickestMs > queueMsMax) {
      const part = Math.min(SHRINK_LEAST, Math.max(SHRINK_MOST, queueMsMax / this.#quickestMs))
      this.#limit = Math.max(Math.min(min, max), Math.floor(Math.min(this.#limit, this.#most) * part))
    } else if (this.#most >= USED_UP * this.#limit) this.#limit = Math.min(max, Math.ceil(this.#limit * GROWTH))
    this.#ended = 0
    this.#quickestMs = Infinity
    this.#most = 0
  }
}

import type { Clock } from '../env.js'

/** What is learnt of one window decides the limit for the next. */
const WINDOW_MS = 100
/** A window goes on until so many requests have ended in it. */
const WINDOW_REQUESTS = 10
/** When even the quickest request of a window took longer than this, all of them stood in a queue, milliseconds. */
export const QUEUE_MS_MAX = 200
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
 * many tells: one slow replica or one large value slows some, a queue slows all. (The minimum over a window as
 * the sign of a standing queue: Nichols, Jacobson, "Controlling Queue Delay", 2012; the limit moves by additive
 * increase and multiplicative decrease: Chiu, Jain, 1989.)
 */
export class ConcurrencyLimit {
  #limit: number
  #windowEndMs = 0
  #ended = 0
  #quickestMs = Infinity
  #most = 0

  constructor (private readonly components: { readonly clock: Clock }, private readonly init: ConcurrencyLimitInit) {
    this.#limit = Math.min(init.start, init.max)
  }

  get value (): number { return this.#limit }

  /** One of `inWork` requests ended, `elapsedMs` after it was begun. */
  ended (elapsedMs: number, inWork: number): void {
    const now = this.components.clock.monotonic()
    this.#ended++
    this.#quickestMs = Math.min(this.#quickestMs, elapsedMs)
    this.#most = Math.max(this.#most, inWork)
    if (now < this.#windowEndMs || this.#ended < WINDOW_REQUESTS) return
    const { min, max } = this.init
    if (this.#quickestMs > QUEUE_MS_MAX) {
      const part = Math.min(SHRINK_LEAST, Math.max(SHRINK_MOST, QUEUE_MS_MAX / this.#quickestMs))
      this.#limit = Math.max(Math.min(min, max), Math.floor(Math.min(this.#limit, this.#most) * part))
    } else if (this.#most >= USED_UP * this.#limit) this.#limit = Math.min(max, Math.ceil(this.#limit * GROWTH))
    this.#windowEndMs = now + WINDOW_MS
    this.#ended = 0
    this.#quickestMs = Infinity
    this.#most = 0
  }
}

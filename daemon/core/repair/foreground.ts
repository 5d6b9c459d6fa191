import type { Clock } from '../env.js'

/** Weight of the newest request in the mean of busy times: about the last 50 count. */
const WEIGHT = 0.04
/** The same in quiet times, and how many times as long as the mean a request counts at most: peers that start, or a slow moment, are not what is usual. */
const QUIET_WEIGHT = 0.001
const QUIET_TIMES_MAX = 3
/** What quiet latency is at least taken for: below it a doubling is noise. */
const QUIET_MS_MIN = 2
/** Requests that a mean must have seen to be believed. */
const REQUESTS_MIN = 50
/** After this long without a request there is nobody to step back for; without work, its effect is over. */
const FRESH_MS = 1_000
/** How far the quiet mean goes towards the present one when that cannot come from the work. */
const USED_TO_PART = 0.01

/**
 * Whether background work slows what clients wait for: the mean latency of this peer's own requests now,
 * against that of times without background work.
 */
export class Foreground {
  #quietMs = 0
  #quietRequests = 0
  #busyMs = 0
  #busyRequests = 0
  /** Of the requests since the last look. */
  #lookMs = 0
  #lookRequests = 0
  #requestAtMs = -Infinity
  #working = 0
  #workedAtMs = -Infinity

  constructor (private readonly components: { readonly clock: Clock }) {}

  /** One request of a client ended after `elapsedMs`. */
  observe (elapsedMs: number): void {
    this.#requestAtMs = this.components.clock.monotonic()
    if (this.#isWorking) {
      this.#busyMs += (elapsedMs - this.#busyMs) * weightOf(this.#busyRequests++, WEIGHT)
      this.#lookMs += elapsedMs
      this.#lookRequests++
      return
    }
    const counted = this.#quietRequests < REQUESTS_MIN ? elapsedMs : Math.min(elapsedMs, QUIET_TIMES_MAX * Math.max(this.#quietMs, QUIET_MS_MIN))
    this.#quietMs += (counted - this.#quietMs) * weightOf(this.#quietRequests++, QUIET_WEIGHT)
  }

  /** Another peer asks this one on behalf of a client. */
  asked (): void { this.#requestAtMs = this.components.clock.monotonic() }

  /** Observes how long a request takes, whatever comes of it. */
  async time<T> (request: Promise<T>): Promise<T> {
    const { clock } = this.components
    const startMs = clock.monotonic()
    try {
      return await request
    } finally {
      this.observe(clock.monotonic() - startMs)
    }
  }

  /** Background work begins; call what it returns when it ends. */
  begin (): () => void {
    if (!this.#isWorking) {
      this.#busyMs = 0
      this.#busyRequests = 0
      this.#lookMs = 0
      this.#lookRequests = 0
    }
    this.#working++
    return () => {
      this.#working--
      this.#workedAtMs = this.components.clock.monotonic()
    }
  }

  /** Clients ask this peer now, themselves or through another. */
  get active (): boolean { return this.components.clock.monotonic() - this.#requestAtMs <= FRESH_MS }

  /** Requests take at least twice as long as without the background work that is going on. */
  get slowed (): boolean {
    if (!this.#isWorking || this.#quietRequests < REQUESTS_MIN || this.#busyRequests < REQUESTS_MIN) return false
    return this.active && this.#busyMs > 2 * Math.max(this.#quietMs, QUIET_MS_MIN)
  }

  /**
   * How many times as long as without background work the requests took since this was last known. Undefined, and
   * nothing is forgotten, when they were fewer than `requestsMin`. Where no quiet time was seen, the best that was stands for it.
   */
  slower (requestsMin: number): number | undefined {
    if (this.#lookRequests < requestsMin) return undefined
    const meanMs = this.#lookMs / this.#lookRequests
    this.#lookMs = 0
    this.#lookRequests = 0
    if (this.#quietRequests < REQUESTS_MIN) this.#quietMs = this.#quietMs === 0 ? meanMs : Math.min(this.#quietMs, meanMs)
    return meanMs / Math.max(this.#quietMs, QUIET_MS_MIN)
  }

  /** The latency of now is not from the work: it counts as quiet, a little each time. */
  growUsedToIt (): void { this.#quietMs += (this.#busyMs - this.#quietMs) * USED_TO_PART }

  /** Its effect outlasts a piece of work, and pieces follow each other. */
  get #isWorking (): boolean {
    return this.#working > 0 || this.components.clock.monotonic() - this.#workedAtMs < FRESH_MS
  }
}

/** The first observations count as a plain mean. */
function weightOf (before: number, weight: number): number { return Math.max(weight, 1 / (before + 1)) }

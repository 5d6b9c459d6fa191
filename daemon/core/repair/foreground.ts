import type { Clock } from '../env.js'

/** Weight of the newest request in the running means: about the last 50 count. */
const WEIGHT = 0.04
/** What quiet latency is at least taken for: below it a doubling is noise. */
const QUIET_MS_MIN = 2
/** Requests that a mean must have seen to be believed. */
const REQUESTS_MIN = 50
/** After this long without a request there is nobody to step back for; without work, its effect is over. */
const FRESH_MS = 1_000

/**
 * Whether background work slows what clients wait for: the mean latency of this peer's own requests now,
 * against that of times without background work.
 */
export class Foreground {
  #quietMs = 0
  #quietRequests = 0
  #busyMs = 0
  #busyRequests = 0
  #requestAtMs = -Infinity
  #working = 0
  #workedAtMs = -Infinity

  constructor (private readonly components: { readonly clock: Clock }) {}

  /** One request of a client ended after `elapsedMs`. */
  observe (elapsedMs: number): void {
    this.#requestAtMs = this.components.clock.monotonic()
    if (this.#isWorking) this.#busyMs += (elapsedMs - this.#busyMs) * weightOf(this.#busyRequests++)
    else this.#quietMs += (elapsedMs - this.#quietMs) * weightOf(this.#quietRequests++)
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

  /** Its effect outlasts a piece of work, and pieces follow each other. */
  get #isWorking (): boolean {
    return this.#working > 0 || this.components.clock.monotonic() - this.#workedAtMs < FRESH_MS
  }
}

/** The first observations count as a plain mean. */
function weightOf (before: number): number { return Math.max(WEIGHT, 1 / (before + 1)) }

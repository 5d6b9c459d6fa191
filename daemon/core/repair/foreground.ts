import type { Clock } from '../env.js'

/** Requests of a window that are measured, and that it needs; it lasts so long at least. */
const WINDOW_REQUESTS_MAX = 100
const WINDOW_REQUESTS_MIN = 50
const WINDOW_MS = 1_000
/** Windows of quiet times that are remembered. What is usual is their median: peers that start, or a slow moment, are not. */
const WINDOWS_MAX = 15
/** What takes long in quiet times: as long as the slowest but one of a hundred. */
const SLOW_QUANTILE = 0.98
/** Requests are slowed when their mean is so many times as long as without background work, … */
const MEAN_TIMES_MAX = 1.3
/** … or when more than this part of them take so many times as long as slow ones do without it. */
const SLOW_TIMES = 1.5
const SLOW_PART_MAX = 0.01
/** What quiet latency is at least taken for: below it a doubling is noise. */
const QUIET_MS_MIN = 2
/** Weight of the newest request in the mean of busy times: about the last 50 count, and as many must have been seen. */
const BUSY_WEIGHT = 0.04
const BUSY_REQUESTS_MIN = 50
/** After this long without a request there is nobody to step back for; without work, its effect is over. */
const FRESH_MS = 1_000
/** By how much more is taken for usual when what is slow cannot come from the work. */
const USED_TO_PART = 0.002

interface Usual { readonly meanMs: number, readonly slowMs: number }

/**
 * Whether background work slows what clients wait for: how long this peer's own requests take now, in the mean
 * and the slowest of a hundred, against times without background work.
 */
export class Foreground {
  /** Without background work; undefined: nothing was seen yet. */
  #usual: Usual | undefined
  /** Of quiet times: what is measured, since when, and what was. */
  #window: number[] = []
  #windowMs = -Infinity
  readonly #windows: Usual[] = []
  #busyMs = 0
  #busyRequests = 0
  /** Of the requests since the last look. */
  #lookMs = 0
  #lookRequests = 0
  #lookTurns = 0
  #lookSlow = 0
  #requestAtMs = -Infinity
  #working = 0
  #workedAtMs = -Infinity

  constructor (private readonly components: { readonly clock: Clock }) {}

  /** One request of a client ended after `elapsedMs`, whatever came of it. */
  observe (elapsedMs: number): void {
    this.#requestAtMs = this.components.clock.monotonic()
    if (!this.#isWorking) {
      this.#observeQuiet(elapsedMs)
      return
    }
    this.#busyMs += (elapsedMs - this.#busyMs) * Math.max(BUSY_WEIGHT, 1 / ++this.#busyRequests)
    this.#lookMs += elapsedMs
    this.#lookRequests++
    if (this.#isSlow(elapsedMs)) this.#lookSlow++
  }

  #observeQuiet (elapsedMs: number): void {
    const nowMs = this.components.clock.monotonic()
    if (this.#window.length === 0) this.#windowMs = nowMs
    if (this.#window.length < WINDOW_REQUESTS_MAX) this.#window.push(elapsedMs)
    if (this.#window.length < WINDOW_REQUESTS_MIN || nowMs - this.#windowMs < WINDOW_MS) return
    if (this.#windows.push(usualOf(this.#window)) > WINDOWS_MAX) this.#windows.shift()
    this.#window = []
    this.#usual = { meanMs: medianOf(this.#windows.map(({ meanMs }) => meanMs)), slowMs: medianOf(this.#windows.map(({ slowMs }) => slowMs)) }
  }

  /** A turn of background work came so late: so late would a request have been seen that came when it was due. */
  observeTurn (lateMs: number): void {
    this.#lookTurns++
    if (this.#isSlow(lateMs)) this.#lookSlow++
  }

  #isSlow (ms: number): boolean { return ms > SLOW_TIMES * (this.#usual?.slowMs ?? Infinity) }

  /** Another peer asks this one on behalf of a client. */
  asked (): void { this.#requestAtMs = this.components.clock.monotonic() }

  /** Background work begins; call what it returns when it ends. */
  begin (): () => void {
    if (!this.#isWorking) {
      this.#busyMs = 0
      this.#busyRequests = 0
      this.#forgetLook()
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
    if (!this.#isWorking || this.#usual === undefined || this.#busyRequests < BUSY_REQUESTS_MIN) return false
    return this.active && this.#busyMs > 2 * this.#usual.meanMs
  }

  /**
   * Whether background work slowed the requests since this was last known, in the mean or the slowest of them. Undefined, and
   * nothing is forgotten, when they were fewer than `requestsMin`. Where no quiet time was seen, the best mean that was stands for it.
   */
  wasSlowed (requestsMin: number): boolean | undefined {
    if (this.#lookRequests < requestsMin) return undefined
    const meanMs = this.#lookMs / this.#lookRequests
    const slowPart = this.#lookSlow / (this.#lookRequests + this.#lookTurns)
    // What the slowest of so few took says nothing of what is usual.
    if (this.#windows.length === 0) this.#usual = { meanMs: Math.min(this.#usual?.meanMs ?? Infinity, Math.max(QUIET_MS_MIN, meanMs)), slowMs: Infinity }
    this.#forgetLook()
    return meanMs > MEAN_TIMES_MAX * (this.#usual?.meanMs ?? Infinity) || slowPart > SLOW_PART_MAX
  }

  /** What is slow now is not from the work: it counts as usual, a little more each time, until the next quiet time. */
  growUsedToIt (): void {
    if (this.#usual !== undefined) this.#usual = { meanMs: this.#usual.meanMs * (1 + USED_TO_PART), slowMs: this.#usual.slowMs * (1 + USED_TO_PART) }
  }

  #forgetLook (): void {
    this.#lookMs = 0
    this.#lookRequests = 0
    this.#lookTurns = 0
    this.#lookSlow = 0
  }

  /** Its effect outlasts a piece of work, and pieces follow each other. */
  get #isWorking (): boolean {
    return this.#working > 0 || this.components.clock.monotonic() - this.#workedAtMs < FRESH_MS
  }
}

/** Milliseconds; at least one of them. */
function usualOf (took: readonly number[]): Usual {
  const ascending = [...took].sort((a, b) => a - b)
  const meanMs = took.reduce((sum, ms) => sum + ms, 0) / took.length
  return { meanMs: Math.max(QUIET_MS_MIN, meanMs), slowMs: Math.max(QUIET_MS_MIN, ascending[Math.floor(ascending.length * SLOW_QUANTILE)] ?? 0) }
}

function medianOf (numbers: readonly number[]): number { return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0 }

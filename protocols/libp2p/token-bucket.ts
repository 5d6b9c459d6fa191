/** So many at once, and so many a second on the average. */
export class TokenBucket {
  #tokens: number
  #atMs: number

  /**
   * @param burst what a full bucket holds
   * @param perSecond 0: what is taken is gone
   */
  constructor (private readonly burst: number, private readonly perSecond: number, nowMs: number) {
    this.#tokens = burst
    this.#atMs = nowMs
  }

  /** Takes tokens if there is one, even more than there are. @returns whether there was one */
  take (count: number, nowMs: number): boolean {
    this.#refill(nowMs)
    if (this.#tokens < 1) return false
    this.#tokens -= count
    return true
  }

  /** Takes tokens that need not be there; the debt is at most what a full bucket holds. */
  charge (count: number, nowMs: number): void {
    this.#refill(nowMs)
    this.#tokens = Math.max(-this.burst, this.#tokens - count)
  }

  /** Milliseconds until there is one again; Infinity: never. */
  readyInMs (nowMs: number): number {
    this.#refill(nowMs)
    return this.#tokens >= 1 ? 0 : (1 - this.#tokens) / this.perSecond * 1_000
  }

  #refill (nowMs: number): void {
    this.#tokens = Math.min(this.burst, this.#tokens + (nowMs - this.#atMs) / 1_000 * this.perSecond)
    this.#atMs = nowMs
  }
}

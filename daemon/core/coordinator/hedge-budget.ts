/** Part of all requests that may be sent a second time because an answer is slow. */
const HEDGES_PER_REQUEST = 0.05
/** Hedges in hand at the start and at most. */
const HEDGES_MAX = 10

/** Keeps hedging to a twentieth of the traffic, so that it cannot make an overload worse. */
export class HedgeBudget {
  #tokens = HEDGES_MAX

  request (): void { this.#tokens = Math.min(HEDGES_MAX, this.#tokens + HEDGES_PER_REQUEST) }

  /** Whether one more request may be hedged now. */
  get hasOne (): boolean { return this.#tokens >= 1 }

  /** @returns whether there was one */
  take (): boolean {
    if (!this.hasOne) return false
    this.#tokens--
    return true
  }
}

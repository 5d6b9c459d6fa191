/** Retries in hand at the start and at most. */
export const RETRY_TOKENS_MAX = 10
const RETRY_TOKENS_PER_REQUEST = 0.1

/** So that clients add at most a tenth to the load of a cluster that is in trouble. */
export class RetryBudget {
  #tokens = RETRY_TOKENS_MAX

  /** A request was made. */
  earn (): void { this.#tokens = Math.min(RETRY_TOKENS_MAX, this.#tokens + RETRY_TOKENS_PER_REQUEST) }
  get hasOne (): boolean { return this.#tokens >= 1 }
  take (): void { this.#tokens-- }
}

/**
 * What a client keeps from a peer that is overloaded: a refusal costs the peer about as much as reading the request
 * did, so a client that goes on asking takes from what the peer could serve.
 *
 * Adaptive throttling (Beyer et al.: "Site Reliability Engineering", 2016, chapter 21, "Client-Side Throttling").
 */

/** What happened so long ago counts for 1/e, milliseconds: a peer that is well again is asked everything within seconds. */
const MEMORY_MS = 500
/** So many requests go out for each that was not refused: enough to learn that there is room again. */
const REQUESTS_PER_ACCEPTED = 2
/** So many refusals in memory hold nothing back. */
export const REFUSALS_MIN = 20

/** Of one peer. What is still out counts for nothing. */
export class Throttle {
  #accepted = 0
  #refused = 0
  #atMs = 0

  /** @param random from 0 to below 1, asked for only when the peer has refused much @returns whether a request must not go out; then it counts as refused */
  holdsBack (nowMs: number, random: () => number): boolean {
    if (this.#refused === 0) return false
    this.#forget(nowMs)
    // Of n known to have been asked, n - REQUESTS_PER_ACCEPTED * accepted were too many.
    const known = this.#accepted + this.#refused
    const tooMany = known - REQUESTS_PER_ACCEPTED * this.#accepted - REFUSALS_MIN
    const isHeldBack = tooMany > 0 && random() < tooMany / known
    if (isHeldBack) this.#refused++
    return isHeldBack
  }

  accepted (): void { this.#accepted++ }

  refused (nowMs: number): void {
    this.#forget(nowMs)
    this.#refused++
  }

  #forget (nowMs: number): void {
    const kept = Math.exp((this.#atMs - nowMs) / MEMORY_MS)
    this.#accepted *= kept
    this.#refused *= kept
    this.#atMs = nowMs
  }
}

/**
 * How many requests a client has out to one peer at a time. A peer that has as much to do as it can refuses what is
 * beyond; so a client asks it for as much as it takes, and what is beyond that waits here, in order, rather than fail.
 *
 * A refusal shrinks it, at most once for all that was out at a time (Jacobson: "Congestion Avoidance and Control", SIGCOMM
 * 1988). From then on it grows with the time without another: slowly around what was refused, ever faster beyond it, since
 * the reason may be gone: a few large values leave room for three requests, and small ones that follow them need hundreds.
 * (CUBIC: Ha, Rhee, Xu, SIGOPS 2008; RFC 9438, section 4.2.)
 */
import type { ClientEnvironment } from './transport.js'

export const WINDOW_LIMITS = {
  /** Requests out to a peer that has not refused any. */
  requestsStart: 256,
  /** Nor more than that, ever: a peer has room for 1,024, and others ask it, too. */
  requestsMax: 1_024,
} as const

/** What is left after a refusal, of as many as were out. */
const SHRINK = 0.7
/** Requests a second to the third: a second after so many had been too many there is room for some hundred more. */
const GROWTH = 400
/** Nothing is learnt from answers while less than this part of the window is used. */
const USED_UP = 0.8

interface Waiting { readonly enter: (window: Window) => void }

export class Window {
  #limit: number = WINDOW_LIMITS.requestsStart
  #out = 0
  /** How many were too many the last time. */
  #refusedAt: number = WINDOW_LIMITS.requestsStart
  #shrunkMs: number
  /** A peer that refuses even a single request is asked again only then. */
  #closedUntilMs = -Infinity
  #reopening = false
  readonly #waiting = new Set<Waiting>()

  constructor (private readonly environment: Pick<ClientEnvironment, 'now' | 'after'>) { this.#shrunkMs = environment.now() }

  /** How many may be out now. */
  get requestsMax (): number { return Math.floor(this.#limit) }

  /** Counts a request as out, if there is room: whoever asked first has it first. */
  enter (): boolean {
    if (this.#waiting.size > 0 || !this.#hasRoom()) return false
    this.#out++
    return true
  }

  /**
   * Waits until the request counts as out. @returns false when there was no room for `timeoutMs`
   *
   * @throws the signal's reason as soon as it aborts
   */
  async wait (timeoutMs: number, signal?: AbortSignal): Promise<boolean> { return await Window.waitForAny([this], timeoutMs, signal) !== undefined }

  /** As `wait`, at whichever has room first: one of them may have stopped, and then has none for long. @returns it; undefined: none had room */
  static async waitForAny (windows: readonly Window[], timeoutMs: number, signal?: AbortSignal): Promise<Window | undefined> {
    signal?.throwIfAborted()
    const [first] = windows
    if (first === undefined || timeoutMs <= 0) return undefined
    return await new Promise((resolve, reject) => {
      const end = (): void => {
        for (const window of windows) window.#waiting.delete(waiting)
        cancel()
        signal?.removeEventListener('abort', stop)
      }
      const stop = (): void => {
        end()
        reject(signal?.reason as Error)
      }
      const waiting: Waiting = { enter: window => { end(); resolve(window) } }
      const cancel = first.environment.after(timeoutMs, () => { end(); resolve(undefined) })
      signal?.addEventListener('abort', stop, { once: true })
      for (const window of windows) window.#waiting.add(waiting)
      for (const window of windows) if (window.#waiting.has(waiting)) window.#letIn()
    })
  }

  /** Calls `fn` once the request counts as out, unless that takes too long. @returns what ends the waiting */
  onceIn (timeoutMs: number, fn: () => void): () => void {
    const stop = new AbortController()
    this.wait(timeoutMs, stop.signal).then(isIn => {
      if (isIn && stop.signal.aborted) this.left()
      else if (isIn) fn()
    }, () => {})
    return () => { stop.abort() }
  }

  /** It was answered, or nobody waits for it any more. */
  left (): void {
    // By no more than one for each answer: what has waited for long is not let in all at once.
    if (this.#out >= USED_UP * this.requestsMax) this.#limit = Math.max(this.#limit, Math.min(WINDOW_LIMITS.requestsMax, this.#limit + 1, this.#grown()))
    this.#leave()
  }

  /** It was refused. @param sentMs when it had been sent @param retryAfterMs when the peer wants to be asked again */
  refused (sentMs: number, retryAfterMs: number): void {
    const now = this.environment.now()
    // Of what was out together the first refusal says all.
    if (sentMs >= this.#shrunkMs) {
      if (this.#out <= 1) this.#closedUntilMs = now + retryAfterMs
      this.#refusedAt = Math.min(this.#limit, this.#out)
      this.#limit = Math.max(1, this.#refusedAt * SHRINK)
      this.#shrunkMs = now
    }
    this.#leave()
  }

  #leave (): void {
    this.#out--
    this.#letIn()
  }

  /** How many there would be room for now, had all of it been used. */
  #grown (): number {
    const seconds = (this.environment.now() - this.#shrunkMs) / 1_000
    const secondsBack = Math.cbrt(this.#refusedAt * (1 - SHRINK) / GROWTH)
    return this.#refusedAt + GROWTH * (seconds - secondsBack) ** 3
  }

  #hasRoom (): boolean { return this.#out < this.requestsMax && this.environment.now() >= this.#closedUntilMs }

  #letIn (): void {
    for (const waiting of this.#waiting) {
      if (!this.#hasRoom()) break
      this.#out++
      waiting.enter(this)
    }
    const closedMs = this.#closedUntilMs - this.environment.now()
    if (this.#waiting.size === 0 || closedMs <= 0 || this.#reopening) return
    this.#reopening = true
    this.environment.after(closedMs, () => {
      this.#reopening = false
      this.#letIn()
    })
  }
}

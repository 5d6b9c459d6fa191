import type { Clock } from '../env.js'

/** Spreads work over time: a long-run rate, and no more than one piece ahead of it. */
export class RateLimit {
  #freeAtMs = 0

  /** @param perSecondMax null: no limit */
  constructor (private readonly components: { readonly clock: Clock }, private readonly perSecondMax: number | null) {}

  /** Resolves when `amount` more may be done. Those who wait come in order. */
  async take (amount: number): Promise<void> {
    if (this.perSecondMax === null) return
    const { clock } = this.components
    const now = clock.monotonic()
    const startMs = Math.max(now, this.#freeAtMs)
    this.#freeAtMs = startMs + amount / this.perSecondMax * 1_000
    if (startMs > now) await new Promise<void>(resolve => { clock.after(startMs - now, resolve) })
  }
}

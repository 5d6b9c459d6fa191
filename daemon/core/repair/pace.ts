import type { Clock } from '../env.js'
import type { Foreground } from './foreground.js'

/** Time between pages while this peer's own clients are slowed, all partitions together. */
const SLOWED_GAP_MS = 100

/** How fast a peer pulls: the operator's limit, and less while its own clients' requests suffer. */
export class Pace {
  /** When the next page may begin. */
  #nextMs = 0

  /** @param bytesPerSecondMax null: no limit */
  constructor (private readonly components: { readonly clock: Clock, readonly foreground: Foreground }, private readonly bytesPerSecondMax: number | null) {}

  /** Clients ask this peer now: no turn of its event loop should be long. */
  get isWatched (): boolean { return this.components.foreground.active }

  /** Resolves when `bytes` more may be asked for. */
  async take (bytes: number): Promise<void> {
    const { clock, foreground } = this.components
    const now = clock.monotonic()
    const gapMs = Math.max(
      this.bytesPerSecondMax === null ? 0 : bytes / this.bytesPerSecondMax * 1_000,
      foreground.slowed ? SLOWED_GAP_MS : 0
    )
    const startMs = Math.max(now, this.#nextMs)
    this.#nextMs = startMs + gapMs
    if (startMs > now) await this.wait(startMs - now)
  }

  async wait (ms: number): Promise<void> {
    await new Promise<void>(resolve => { this.components.clock.after(ms, resolve) })
  }
}

import type { Clock } from '../env.js'
import type { Foreground } from './foreground.js'

/** Time between pages while this peer's own clients are slowed, all partitions together. */
const SLOWED_GAP_MS = 100
/** Bytes of pages a second while clients ask this peer: what it pulls it also merges and writes. */
const ACTIVE_BYTES_PER_SECOND = 8 * 1024 * 1024

/** How fast a peer pulls: the operator's limit, less while clients ask it, and least while its own clients' requests suffer. */
export class Pace {
  /** When the next page may begin. */
  #nextMs = 0

  /** @param bytesPerSecondMax null: no limit */
  constructor (private readonly components: { readonly clock: Clock, readonly foreground: Foreground }, private readonly bytesPerSecondMax: number | null) {}

  /** Clients ask this peer now: no turn of its event loop should be long. */
  get isWatched (): boolean { return this.components.foreground.active }

  /** Resolves when `bytes` more may be asked for. @returns what to call when it is known how many came: what was not used is the next one's */
  async take (bytes: number): Promise<(came: number) => void> {
    const { clock, foreground } = this.components
    const now = clock.monotonic()
    const msPerByte = 1_000 / Math.min(this.bytesPerSecondMax ?? Infinity, foreground.active ? ACTIVE_BYTES_PER_SECOND : Infinity)
    const startMs = Math.max(now, this.#nextMs)
    this.#nextMs = startMs + Math.max(bytes * msPerByte, foreground.slowed ? SLOWED_GAP_MS : 0)
    if (startMs > now) await this.wait(startMs - now)
    return came => { this.#nextMs -= Math.max(0, bytes - came) * msPerByte }
  }

  async wait (ms: number): Promise<void> {
    await new Promise<void>(resolve => { this.components.clock.after(ms, resolve) })
  }
}

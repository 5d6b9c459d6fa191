import type { Clock } from '../env.js'
import type { Foreground } from './foreground.js'

/** While clients ask, a piece of work is at most so large that no turn of the event loop is long for it. */
export const ACTIVE_PIECE_BYTES_MAX = 16 * 1024
export const ACTIVE_PIECE_RECORDS_MAX = 64
/** Rates while clients ask this peer, bytes a second. Never none: a transfer must end. */
export const RATE_MIN = 128 * 1024
/** The least while copies are lost that others have to make again: clients can wait a little longer for that. */
export const RATE_MIN_URGENT = 512 * 1024
export const RATE_MAX = 16 * 1024 * 1024
/** What a record of fewer bytes counts for, and a piece of work that came to nothing. */
const RECORD_COST_BYTES = 256
const PIECE_COST_BYTES = 2 * 1024
/** Weight of the newest piece in what one usually comes to. */
const USUAL_WEIGHT = 0.2
/** After each look at the latency so many times the rate: with a step down for one slow look in ten it stays where it is. */
const RATE_UP = 1.06
const RATE_DOWN = 0.6
/** Time between two looks, and how many requests one must have seen; after the longest time, fewer are enough. */
const LOOK_MS = 250
const LOOK_MS_MAX = 1_000
const LOOK_REQUESTS = 20
/** By how much later than usual turns may come in the mean. */
const LATER_MS_MAX = 3
/** What turns were usually late is forgotten after so long without work: by then it may be the work alone that makes them late. */
const FORGET_MS = 60_000
/** How far what is usual goes towards the present when that cannot come from the work. */
const USED_TO_PART = 0.05

type Used = (bytes: number, records: number) => void

/**
 * How fast a peer does what no client waits for: pulls pages, makes them for others, deletes what others own now.
 *
 * Left alone, as fast as it goes. While clients ask, at a rate that begins at its least and feels its way: a little more as long as
 * their requests take as long as without such work, and much less as soon as they, or the slowest of them, take longer. So the rate stays where few
 * looks are slow, as an estimate of a quantile does. All work of the peer shares the rate. At its least the rate cannot
 * be what slows requests: then the latency that it sees slowly becomes what is taken for quiet.
 *
 * Who is asked only through others sees no request from its beginning to its end. It looks at how late its own turns
 * come: so late come the requests of others as well.
 */
export class Pace {
  #rate = RATE_MIN
  /** What a piece of work came to lately. */
  #usualBytes = ACTIVE_PIECE_BYTES_MAX
  /** When the next piece of work, and the next pull, may begin. */
  #nextMs = 0
  #nextPullMs = 0
  #lookedAtMs = -Infinity
  /** By how much turns came late since the last look, all together, how many they were, and what is usual for one. */
  #lateMs = 0
  #turns = 0
  #usuallyLateMs = 0

  /** @param pullBytesPerSecondMax null: no limit */
  constructor (private readonly components: { readonly clock: Clock, readonly foreground: Foreground, readonly isUrgent?: () => boolean }, private readonly pullBytesPerSecondMax: number | null = null) {}

  /** Clients ask this peer now: no turn of its event loop should be long. */
  get isWatched (): boolean { return this.components.foreground.active }

  /** Bytes a second while clients ask. */
  get rate (): number { return this.#rate }

  /** Until the next piece of work may begin. */
  get aheadMs (): number { return this.isWatched ? Math.max(0, Math.ceil(this.#nextMs - this.components.clock.monotonic())) : 0 }

  /** Resolves when work on `bytes` may begin. Those who wait come in order. @returns what to call with how many it was in the end, and of how many records: what was not used is the next one's */
  async take (bytes: number): Promise<Used> {
    const { clock, foreground } = this.components
    if (!foreground.active) return () => {}
    this.look()
    const startMs = Math.max(clock.monotonic(), this.#nextMs)
    const msPerByte = 1_000 / this.#rate
    // Who comes meanwhile waits for as much as pieces come to, not for as much as they may: most partitions are less than a page.
    const reserved = Math.min(bytes, this.#usualBytes)
    this.#nextMs = startMs + reserved * msPerByte
    await this.#until(startMs)
    return (used, records) => {
      const cost = Math.max(used, records * RECORD_COST_BYTES, PIECE_COST_BYTES)
      this.#nextMs += (cost - reserved) * msPerByte
      this.#usualBytes += (cost - this.#usualBytes) * USUAL_WEIGHT
    }
  }

  /** As take, of what is pulled: within the operator's limit as well. */
  async takePull (bytes: number): Promise<Used> {
    const { clock } = this.components
    const msPerByte = 1_000 / (this.pullBytesPerSecondMax ?? Infinity)
    const startMs = Math.max(clock.monotonic(), this.#nextPullMs)
    this.#nextPullMs = startMs + bytes * msPerByte
    await this.#until(startMs)
    const usedOfRate = await this.take(bytes)
    return (used, records) => {
      this.#nextPullMs += (used - bytes) * msPerByte
      usedOfRate(used, records)
    }
  }

  async wait (ms: number): Promise<void> {
    await new Promise<void>(resolve => { this.components.clock.after(ms, resolve) })
  }

  /** Makes the rate what the latency of clients' requests allows. */
  protected look (): void {
    const { clock, foreground } = this.components
    const sinceMs = clock.monotonic() - this.#lookedAtMs
    if (sinceMs < LOOK_MS) return
    const wasSlowed = foreground.wasSlowed(sinceMs >= LOOK_MS_MAX ? 1 : LOOK_REQUESTS)
    if (wasSlowed === undefined && sinceMs < LOOK_MS_MAX) return
    this.#lookedAtMs = clock.monotonic()
    if (sinceMs >= FORGET_MS) this.#usuallyLateMs = 0
    const lateMs = this.#turns === 0 ? 0 : this.#lateMs / this.#turns
    this.#lateMs = 0
    this.#turns = 0
    const isTooMuch = wasSlowed ?? lateMs - this.#usuallyLateMs > LATER_MS_MAX
    const least = this.components.isUrgent?.() === true ? RATE_MIN_URGENT : RATE_MIN
    this.#rate = Math.max(least, this.#rate)
    if (!isTooMuch) this.#rate = Math.min(RATE_MAX, this.#rate * RATE_UP)
    else if (this.#rate > least) this.#rate = Math.max(least, this.#rate * RATE_DOWN)
    // What is slow may come from work that is urgent: it is not taken for usual.
    else if (least > RATE_MIN) return
    else if (wasSlowed === undefined) this.#usuallyLateMs += (lateMs - this.#usuallyLateMs) * USED_TO_PART
    else foreground.growUsedToIt()
  }

  async #until (startMs: number): Promise<void> {
    const leftMs = startMs - this.components.clock.monotonic()
    if (leftMs <= 0) return
    await this.wait(leftMs)
    const lateMs = this.components.clock.monotonic() - startMs
    this.components.foreground.observeTurn(lateMs)
    this.#lateMs += lateMs
    this.#turns++
  }
}

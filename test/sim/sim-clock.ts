import type { Clock, Timer } from '../../daemon/core/env.js'
import type { Scheduler } from './scheduler.js'

/** 2026-01-01: where every simulated wall clock starts. */
export const REALTIME_START_MS = 1_767_225_600_000

/** What a machine believes the time is; survives restarts. */
export class WallClock {
  /** Milliseconds ahead of the true time at `#sinceMs`. */
  #offsetMs = 0
  #sinceMs = 0
  /** Extra milliseconds a second. */
  #driftMsPerSecond = 0

  constructor (private readonly scheduler: Scheduler) {}

  get offsetMs (): number {
    return this.#offsetMs + (this.scheduler.nowMs - this.#sinceMs) / 1000 * this.#driftMsPerSecond
  }

  /** Steps to `offsetMs` ahead and drifts on from there. */
  set (offsetMs: number, driftMsPerSecond = 0): void {
    this.#offsetMs = offsetMs
    this.#driftMsPerSecond = driftMsPerSecond
    this.#sinceMs = this.scheduler.nowMs
  }

  now (): number { return Math.floor(REALTIME_START_MS + this.scheduler.nowMs + this.offsetMs) }
}

/** The clock of one run: its timers die with it. */
export class SimClock implements Clock {
  #stopped = false
  #shownMs = 0
  #goesOnAtMs = 0

  /** @param tickMs by which it is later each time that it is read within one event; 0: it shows the same time until the next */
  constructor (private readonly scheduler: Scheduler, private readonly wall: WallClock, private readonly tickMs = 0) {}

  stop (): void { this.#stopped = true }
  // Bound: who is given a clock may keep one of its functions.
  readonly monotonic = (): number => this.tickMs === 0 ? this.scheduler.nowMs : this.#shownMs = Math.max(this.scheduler.nowMs, this.#shownMs + this.tickMs)
  readonly realtime = (): number => this.wall.now()
  readonly after = (delayMs: number, fn: () => void): Timer => {
    const due = (): void => {
      if (this.#stopped) return
      if (this.scheduler.nowMs >= this.#goesOnAtMs) fn()
      else timer = this.scheduler.after(this.#goesOnAtMs - this.scheduler.nowMs, due)
    }
    let timer = this.scheduler.after(delayMs, due)
    return { cancel: () => { timer.cancel() } }
  }

  /** The process is stopped: what comes due meanwhile does when it goes on. Messages are not held back. */
  standStill (forMs: number): void { this.#goesOnAtMs = this.scheduler.nowMs + forMs }
}

import type { Clock, Logger, Prng, Timer } from './env.js'

export interface WorkerInit {
  readonly name: string
  readonly intervalMs: number
  /** Pause after each step as a part of what the step took, percent; default 0: none. */
  readonly throttlePercent?: number
}

/** `stalled`: it cannot do what it is there for, and says why. */
export type WorkerState = 'idle' | 'busy' | 'throttled' | 'stalled' | 'paused'

export interface WorkerStatus {
  readonly name: string
  readonly state: WorkerState
  /** Why it is stalled; else empty. */
  readonly reason: string
  /** Since when it has been in this state, on Clock.monotonic. */
  readonly sinceMs: number
  /** How far it is, in words. */
  readonly progress: string
  readonly throttlePercent: number
}

/** What a task tells of itself while it runs. */
export interface WorkerRun {
  /**
   * Call between two steps of work: waits while the worker is paused or throttled.
   *
   * @returns whether to go on; false: the worker was stopped
   */
  step: () => Promise<boolean>
  progress: (text: string) => void
  /** The run could not do its work; the reason stands until a run is without one. */
  stalled: (reason: string) => void
}

export const THROTTLE_PERCENT_MAX = 10_000
/** Pauses of a paused worker in the midst of a run are looked at this often. */
const PAUSED_LOOK_MS = 250

/**
 * Runs a task again and again: the next run starts `intervalMs` (plus up to a tenth, so that peers do
 * not march in step) after the last one ended. A failed run is logged and does not stop the worker.
 */
export class Worker {
  #timer: Timer | undefined
  #running = false
  #stopped = false
  #paused = false
  #throttlePercent: number
  #state: WorkerState = 'idle'
  #sinceMs: number
  #reason = ''
  #progress = ''
  #woken = false

  constructor (private readonly components: { clock: Clock, prng: Prng, log: Logger }, private readonly init: WorkerInit, private readonly task: (run: WorkerRun) => Promise<void>) {
    this.#throttlePercent = init.throttlePercent ?? 0
    this.#sinceMs = components.clock.monotonic()
  }

  get status (): WorkerStatus {
    return { name: this.init.name, state: this.#state, reason: this.#state === 'stalled' ? this.#reason : '', sinceMs: this.#sinceMs, progress: this.#progress, throttlePercent: this.#throttlePercent }
  }

  start (): void { this.#schedule(this.init.intervalMs) }

  /** Runs the task now; again when it is running already. */
  wake (): void {
    this.#woken = this.#running
    this.#schedule(0)
  }

  stop (): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  /** Not kept across restarts. */
  pause (): void {
    this.#paused = true
    this.#enter('paused')
  }

  resume (): void {
    if (!this.#paused) return
    this.#paused = false
    this.#enter(this.#reason !== '' ? 'stalled' : this.#running ? 'busy' : 'idle')
    this.#schedule(0)
  }

  /** @param percent 0 to THROTTLE_PERCENT_MAX */
  throttle (percent: number): void { this.#throttlePercent = percent }

  #schedule (delayMs: number): void {
    if (this.#stopped || this.#running) return
    this.#timer?.cancel()
    const jitterMs = delayMs === 0 ? 0 : this.components.prng.below(Math.ceil(delayMs / 10) + 1)
    this.#timer = this.components.clock.after(delayMs + jitterMs, () => { void this.#run() })
  }

  async #run (): Promise<void> {
    if (this.#stopped || this.#running || this.#paused) return
    this.#running = true
    let stalled = ''
    // A stalled worker stays so while it tries again, rests included: its age is what counts.
    if (this.#reason === '') this.#enter('busy')
    let stepMs = this.components.clock.monotonic()
    try {
      await this.task({
        step: async () => {
          await this.#rest(this.components.clock.monotonic() - stepMs)
          stepMs = this.components.clock.monotonic()
          return !this.#stopped
        },
        progress: text => { this.#progress = text },
        stalled: reason => { stalled = reason },
      })
    } catch (error) {
      this.components.log.warn({ worker: this.init.name, error }, 'a background run failed; it is tried again')
      stalled = error instanceof Error ? error.message : 'a run failed'
    } finally {
      this.#running = false
      this.#reason = stalled
      if (!this.#paused) this.#enter(stalled === '' ? 'idle' : 'stalled')
      const again = this.#woken
      this.#woken = false
      this.#schedule(again ? 0 : this.init.intervalMs)
    }
  }

  async #rest (stepMs: number): Promise<void> {
    const restMs = stepMs * this.#throttlePercent / 100
    if (restMs > 0) {
      if (this.#state === 'busy') this.#enter('throttled')
      await this.#wait(restMs)
    }
    while (this.#isPaused() && !this.#stopped) await this.#wait(PAUSED_LOOK_MS)
    if (this.#state === 'throttled') this.#enter('busy')
  }

  #isPaused (): boolean { return this.#paused }

  #wait (ms: number): Promise<void> {
    return new Promise<void>(resolve => { this.components.clock.after(ms, resolve) })
  }

  #enter (state: WorkerState): void {
    if (this.#state === state) return
    // Work and its rests are one state for the age that is shown.
    if (!(isWork(this.#state) && isWork(state))) this.#sinceMs = this.components.clock.monotonic()
    this.#state = state
  }
}

function isWork (state: WorkerState): boolean { return state === 'busy' || state === 'throttled' }

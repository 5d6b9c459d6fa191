import type { Clock, Logger, Prng, Timer } from './env.js'

export interface WorkerInit {
  readonly name: string
  readonly intervalMs: number
}

/**
 * Runs a task again and again: the next run starts `intervalMs` (plus up to a tenth, so that peers do
 * not march in step) after the last one ended. A failed run is logged and does not stop the worker.
 */
export class Worker {
  #timer: Timer | undefined
  #running = false
  #stopped = false

  constructor (private readonly components: { clock: Clock, prng: Prng, log: Logger }, private readonly init: WorkerInit, private readonly task: () => Promise<void>) {}

  start (): void { this.#schedule(this.init.intervalMs) }

  /** Runs the task now unless it is running already. */
  wake (): void { this.#schedule(0) }

  stop (): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  #schedule (delayMs: number): void {
    if (this.#stopped || this.#running) return
    this.#timer?.cancel()
    const jitterMs = delayMs === 0 ? 0 : this.components.prng.below(Math.ceil(delayMs / 10) + 1)
    this.#timer = this.components.clock.after(delayMs + jitterMs, () => { void this.#run() })
  }

  async #run (): Promise<void> {
    if (this.#stopped || this.#running) return
    this.#running = true
    try {
      await this.task()
    } catch (error) {
      this.components.log.warn({ worker: this.init.name, error }, 'a background run failed; it is tried again')
    } finally {
      this.#running = false
      this.#schedule(this.init.intervalMs)
    }
  }
}

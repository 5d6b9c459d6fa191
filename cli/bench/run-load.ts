import { build, type Histogram } from 'hdr-histogram-js'
import { P2pkvError } from '../../protocols/errors.js'

export type Operation = 'get' | 'put'

export interface LoadInit {
  readonly durationMs: number
  /** Requests under way at a time; of an open loop at most. */
  readonly inFlight: number
  /** An open loop of so many requests a second, each timed from when it was due; absent: the next is sent when one is answered. */
  readonly perSecond?: number | undefined
  readonly now: () => number
  readonly sleep: (delayMs: number) => Promise<void>
  readonly signal: AbortSignal
  /** Called for each request that has ended. */
  readonly onEnd: () => void
}

export interface OperationReport {
  readonly operation: Operation
  readonly requests: number
  readonly perSecond: number
  readonly latencyMs: { readonly p50: number, readonly p90: number, readonly p99: number, readonly p999: number, readonly max: number, readonly mean: number }
  readonly failed: number
  /** By the error's code and outcome. */
  readonly failures: Readonly<Record<string, number>>
}

class Tally {
  /** Microseconds, successful requests only: how long a failure takes says something else. */
  readonly #histogram: Histogram = build({ lowestDiscernibleValue: 1, highestTrackableValue: 3_600_000_000, numberOfSignificantValueDigits: 3 })
  readonly #failures = new Map<string, number>()
  #requests = 0

  succeeded (elapsedMs: number): void {
    this.#requests++
    this.#histogram.recordValue(Math.max(1, Math.round(elapsedMs * 1_000)))
  }

  failed (error: unknown): void {
    if (!(error instanceof P2pkvError)) throw error
    this.#requests++
    const name = `${error.code}/${error.outcome}`
    this.#failures.set(name, (this.#failures.get(name) ?? 0) + 1)
  }

  report (operation: Operation, elapsedMs: number): OperationReport | undefined {
    if (this.#requests === 0) return undefined
    const at = (percentile: number): number => this.#histogram.getValueAtPercentile(percentile) / 1_000
    const failed = [...this.#failures.values()].reduce((sum, count) => sum + count, 0)
    const none = failed === this.#requests
    return {
      operation,
      requests: this.#requests,
      perSecond: (this.#requests - failed) / (elapsedMs / 1_000),
      latencyMs: none ? { p50: 0, p90: 0, p99: 0, p999: 0, max: 0, mean: 0 } : { p50: at(50), p90: at(90), p99: at(99), p999: at(99.9), max: this.#histogram.maxValue / 1_000, mean: this.#histogram.mean / 1_000 },
      failed,
      failures: Object.fromEntries(this.#failures),
    }
  }
}

/**
 * Sends requests for some time and measures them.
 *
 * An open loop counts a request from the moment it was due, also while it waits for one of `inFlight` places:
 * otherwise a slow cluster would be asked less and look better (Tene: "How NOT to Measure Latency", 2013).
 */
export async function runLoad (next: () => { readonly operation: Operation, readonly send: () => Promise<unknown> }, init: LoadInit): Promise<OperationReport[]> {
  const { durationMs, inFlight, perSecond, now, sleep, signal, onEnd } = init
  const tallies = { get: new Tally(), put: new Tally() }
  const startMs = now()
  const endMs = startMs + durationMs
  let begun = 0
  const worker = async (): Promise<void> => {
    for (;;) {
      const dueMs = perSecond === undefined ? now() : startMs + begun++ / perSecond * 1_000
      if (dueMs >= endMs || now() >= endMs || signal.aborted) return
      const waitMs = dueMs - now()
      if (waitMs > 0) await sleep(waitMs)
      const { operation, send } = next()
      try {
        await send()
        tallies[operation].succeeded(now() - dueMs)
      } catch (error) {
        signal.throwIfAborted()
        tallies[operation].failed(error)
      }
      onEnd()
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  const elapsedMs = Math.max(1, now() - startMs)
  return (['get', 'put'] as const).flatMap(operation => tallies[operation].report(operation, elapsedMs) ?? [])
}

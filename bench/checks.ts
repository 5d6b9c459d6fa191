/** What a benchmark of real daemons promises: correctness decides the exit code, times are printed beside their goals. */
import type { LoadReport } from './load.js'

export class Checks {
  #failed = 0
  /** What ends what a run has begun. */
  readonly ends: Array<() => Promise<void>> = []

  /** @param ok whether a rule held that must hold on any machine */
  rule (what: string, ok: boolean): void {
    if (!ok) this.#failed++
    console.log(`${ok ? 'ok    ' : 'FAILED'}  ${what}`)
  }

  /** A measured figure and its goal on a quiet machine. */
  goal (what: string, met: boolean): void { console.log(`${met ? 'met   ' : 'MISSED'}  ${what}`) }

  /** Runs it whole; then ends what it began, the newest first, and the process. */
  async run (main: () => Promise<void>): Promise<never> {
    try {
      await main()
    } catch (error) {
      console.error(error)
      this.rule('the run ended', false)
    } finally { for (const end of this.ends.reverse()) await end() }
    this.exit()
  }

  /** Ends the process. */
  exit (): never { process.exit(this.#failed === 0 ? 0 : 1) }
}

export function printHead (): void {
  console.log('phase                       s  req/s     p50 ms     p99 ms     max ms  failed reads  failed writes  stale')
}

export function printRow (phase: string, { seconds, requests, failedReads, failedWrites, staleReads, p50Ms, p99Ms, maxMs, failures }: LoadReport): void {
  console.log(`${phase.padEnd(24)}${seconds.toFixed(1).padStart(6)}${(requests / seconds).toFixed(0).padStart(7)}${p50Ms.toFixed(2).padStart(11)}${p99Ms.toFixed(2).padStart(11)}${maxMs.toFixed(1).padStart(11)}${String(failedReads).padStart(14)}${String(failedWrites).padStart(15)}${String(staleReads).padStart(7)}  ${failures}`)
}

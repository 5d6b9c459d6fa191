/** Many seeds on several processors: each worker takes every so manieth. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { simulate } from './simulate.js'
import { drawSwarm } from './swarm.js'
import { Tally } from './tally.js'

export interface FailedSeed { readonly seed: number, readonly violations: readonly string[] }
interface Share { readonly first: number, readonly end: number, readonly step: number, readonly ring: boolean | undefined }
type Report = { readonly failed: FailedSeed } | { readonly done: number } | { readonly tally: ReadonlyArray<readonly [string, number]> }

export interface RunSeeds {
  readonly first: number
  readonly count: number
  readonly workers: number
  /** The ring changes in all of them; without it as each draws. */
  readonly ring?: boolean | undefined
  readonly onFailed?: (failed: FailedSeed) => void
  readonly onProgress?: (done: number) => void
  /** Given what happened how often, by each worker when it ends. */
  readonly onTally?: (tally: ReadonlyArray<readonly [string, number]>) => void
}

const REPORT_EVERY = 250
/** A run makes much that is garbage when it ends: room for several. */
const YOUNG_MB = 192

export async function runSeeds ({ first, count, workers, ring, onFailed, onProgress, onTally }: RunSeeds): Promise<FailedSeed[]> {
  const failed: FailedSeed[] = []
  let done = 0
  await Promise.all(Array.from({ length: workers }, (_, index) => new Promise<void>((resolve, reject) => {
    const share: Share = { first: first + index, end: first + count, step: workers, ring }
    const worker = new Worker(new URL(import.meta.url), { workerData: share, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
    worker.on('message', (report: Report) => {
      if ('failed' in report) {
        failed.push(report.failed)
        onFailed?.(report.failed)
      } else if ('tally' in report) onTally?.(report.tally)
      else {
        done += report.done
        onProgress?.(done)
      }
    })
    worker.on('error', reject)
    worker.on('exit', code => { if (code === 0) resolve(); else reject(new Error(`a worker ended with ${code}`)) })
  })))
  return failed.sort((a, b) => a.seed - b.seed)
}

async function work ({ first, end, step, ring }: Share): Promise<void> {
  // Thousands of errors are made that nobody prints.
  Error.stackTraceLimit = 0
  let done = 0
  const all = new Tally()
  for (let seed = first; seed < end; seed += step) {
    const { violations, tally } = await simulate(drawSwarm(seed, ring))
    all.addAll(tally.entries())
    if (violations.length > 0) parentPort?.postMessage({ failed: { seed, violations } })
    if (++done % REPORT_EVERY === 0) parentPort?.postMessage({ done: REPORT_EVERY })
  }
  parentPort?.postMessage({ tally: all.entries() })
}

if (!isMainThread && workerData !== null) await work(workerData as Share)

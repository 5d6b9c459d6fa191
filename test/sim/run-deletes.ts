/** Very many deletes on several processors, in runs of bounded length: each seed has its own faults. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { runDeletes, type DeletesResult } from './deletes.js'

interface Share { readonly first: number, readonly end: number, readonly step: number, readonly deletes: number }

const DELETES_OF_A_RUN = 25_000
const YOUNG_MB = 64

/** @returns what all runs came to, from seed `first` on; `onRun` is told of each */
export async function runManyDeletes ({ first, deletes, workers, onRun }: { readonly first: number, readonly deletes: number, readonly workers: number, readonly onRun?: (total: DeletesResult) => void }): Promise<DeletesResult> {
  const runs = Math.ceil(deletes / DELETES_OF_A_RUN)
  let total: DeletesResult = { deletes: 0, revived: 0, left: 0, reaped: 0, virtualMs: 0 }
  await Promise.all(Array.from({ length: Math.min(workers, runs) }, (_, index) => new Promise<void>((resolve, reject) => {
    const share: Share = { first: first + index, end: first + runs, step: workers, deletes: Math.ceil(deletes / runs) }
    const worker = new Worker(new URL(import.meta.url), { workerData: share, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
    worker.on('message', (one: DeletesResult) => {
      total = { deletes: total.deletes + one.deletes, revived: total.revived + one.revived, left: total.left + one.left, reaped: total.reaped + one.reaped, virtualMs: total.virtualMs + one.virtualMs }
      onRun?.(total)
    })
    worker.on('error', reject)
    worker.on('exit', code => { if (code === 0) resolve(); else reject(new Error(`a worker ended with ${code}`)) })
  })))
  return total
}

async function work ({ first, end, step, deletes }: Share): Promise<void> {
  Error.stackTraceLimit = 0
  for (let seed = first; seed < end; seed += step) parentPort?.postMessage(await runDeletes({ seed, deletes }))
}

if (!isMainThread && workerData !== null) await work(workerData as Share)

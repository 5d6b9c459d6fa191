/** Gets while peers are silent: real daemons that are stopped, behind slow proxies, and each point under the simulator, too. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { DelayedCluster } from './delayed-cluster.js'
import { N, PEERS, SETTLE_MS, simulate, WORKERS, type Compared } from './real-plans.js'
import { outcomeOf, type RealLoad } from './real-load.js'

export interface FailedPoint extends Compared {
  readonly failed: number
  /** Since they failed, when the load began. */
  readonly afterMs: number
}

export const FAILED_DELAY_MS = 20
/** The others have noticed. */
const LATER_MS = 10_000
/** Of those that were silent, until they are as they were. */
const BACK_MS = 1_000
const QUORUMS = [[1, 1], [2, 2], [3, 3]] as const
const FAILED = [1, 2]
const FAILED_REQUESTS = 200
const FAILED_GETS_PERCENT = 80

export async function compareFailures (cluster: DelayedCluster, load: RealLoad, progress: (line: string) => void): Promise<FailedPoint[]> {
  const points: FailedPoint[] = []
  const measure = async (r: number, w: number, failed: number, afterMs: number): Promise<void> => {
    const plan = { r, w, requests: FAILED_REQUESTS, getsPercent: FAILED_GETS_PERCENT }
    const real = outcomeOf([await load.run({ ...plan, workers: WORKERS })])
    cluster.checkPaths()
    const simulated = await simulate({ ...plan, peers: PEERS, n: N, delayMs: FAILED_DELAY_MS, failed, failedForMs: afterMs, clients: WORKERS })
    points.push({ r, w, failed, afterMs, real, simulated })
    progress(`${failed} silent for ${afterMs / 1_000} s, R=${r} W=${w}: get ${real.get.meanMs} ms, p99 ${real.get.p99Ms} (simulated ${simulated.get.meanMs}, p99 ${simulated.get.p99Ms}), failed ${real.failedShare} (${simulated.failedShare})`)
  }
  cluster.setDelay(FAILED_DELAY_MS)
  await sleep(SETTLE_MS)
  for (const [r, w] of QUORUMS) await measure(r, w, 0, 0)
  for (const failed of FAILED) {
    let startMs = 0
    for (const [index, [r, w]] of QUORUMS.entries()) {
      // Each meets the failure as its own first: one after the other would meet what others learned.
      if (index > 0) {
        await cluster.recover()
        await sleep(BACK_MS)
      }
      cluster.fail(failed)
      startMs = performance.now()
      await measure(r, w, failed, 0)
    }
    await sleep(Math.max(0, startMs + LATER_MS - performance.now()))
    for (const [r, w] of QUORUMS) await measure(r, w, failed, LATER_MS)
    await cluster.recover()
    await sleep(BACK_MS)
  }
  return points
}

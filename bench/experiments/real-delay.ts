/** Latency by message delay, R and W: real daemons behind slow proxies, and each point under the simulator, too. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { DelayedCluster } from './delayed-cluster.js'
import { openEcho } from './echo.js'
import { GETS_PERCENT, N, PEERS, REQUESTS, SETTLE_MS, simulate, WORKERS, type Compared } from './real-plans.js'
import type { RealLoad } from './real-load.js'
import { latencies, type Latencies } from './run-experiment.js'

export interface DelayPoint extends Compared {
  readonly delayMs: number
  /** A byte through a proxy and back, while the real one was measured. */
  readonly echo: Latencies
}

const QUORUMS = [[1, 1], [2, 2], [3, 3], [1, 3], [3, 1]] as const
const DELAYS_MS = [0, 5, 20, 80]
/** Writes that the last load left behind its answers. */
const PAUSE_MS = 300

export async function compareDelays (cluster: DelayedCluster, load: RealLoad, progress: (line: string) => void): Promise<DelayPoint[]> {
  const echo = await openEcho()
  const points: DelayPoint[] = []
  try {
    for (const delayMs of DELAYS_MS) {
      cluster.setDelay(delayMs)
      echo.setDelay(delayMs)
      await sleep(SETTLE_MS)
      for (const [r, w] of QUORUMS) {
        await sleep(PAUSE_MS)
        const bytesBefore = cluster.bytes()
        echo.take()
        const real = await load.run({ r, w, workers: WORKERS, requests: REQUESTS, getsPercent: GETS_PERCENT })
        const taken = latencies(echo.take())
        if (cluster.bytes() === bytesBefore) throw new Error(`${REQUESTS} requests, and not a byte came through the proxies`)
        cluster.checkPaths()
        const simulated = await simulate({ peers: PEERS, n: N, r, w, delayMs, clients: WORKERS, requests: REQUESTS, getsPercent: GETS_PERCENT })
        points.push({ r, w, delayMs, real, simulated, echo: taken })
        progress(`${delayMs} ms, R=${r} W=${w}: get ${real.get.meanMs} ms (simulated ${simulated.get.meanMs}), put ${real.put.meanMs} ms (${simulated.put.meanMs}); a proxy and back ${taken.meanMs} ms`)
      }
    }
  } finally { echo.close() }
  return points
}

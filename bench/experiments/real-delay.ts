/** Latency by message delay, R and W: real daemons behind slow proxies, and each point under the simulator, too. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { DelayedCluster } from './delayed-cluster.js'
import { openEcho } from './echo.js'
import { GETS_PERCENT, N, PEERS, REQUESTS, SETTLE_MS, simulate, WORKERS, type Compared } from './real-plans.js'
import { outcomeOf, type RealLoad, type Tally } from './real-load.js'
import { latencies, type Latencies } from './run-experiment.js'

export interface DelayPoint extends Compared {
  readonly delayMs: number
  /** A byte through a proxy and back, while the real one was measured. */
  readonly echo: Latencies
}

const QUORUMS = [[1, 1], [2, 2], [3, 3], [1, 3], [3, 1]] as const
const DELAYS_MS = [0, 5, 20, 80]
/** Writes that the last load left behind its answers. */
const PAUSE_MS = 100
/** Each quorum has so many turns at a delay, so that what else the machine does for a moment is not all in one of them. */
const TURNS = 3

export async function compareDelays (cluster: DelayedCluster, load: RealLoad, progress: (line: string) => void): Promise<DelayPoint[]> {
  const echo = await openEcho()
  const points: DelayPoint[] = []
  try {
    for (const delayMs of DELAYS_MS) {
      cluster.setDelay(delayMs)
      echo.setDelay(delayMs)
      await sleep(SETTLE_MS)
      const runs = QUORUMS.map(([r, w]) => ({ r, w, tallies: [] as Tally[], echoes: [] as number[] }))
      for (let turn = 0; turn < TURNS; turn++) {
        for (const { r, w, tallies, echoes } of runs) {
          await sleep(PAUSE_MS)
          const bytesBefore = cluster.bytes()
          echo.take()
          tallies.push(await load.run({ r, w, workers: WORKERS, requests: REQUESTS / TURNS, getsPercent: GETS_PERCENT }))
          echoes.push(...echo.take())
          if (cluster.bytes() === bytesBefore) throw new Error(`${REQUESTS / TURNS} requests, and not a byte came through the proxies`)
          cluster.checkPaths()
        }
      }
      for (const { r, w, tallies, echoes } of runs) {
        const real = outcomeOf(tallies)
        const simulated = await simulate({ peers: PEERS, n: N, r, w, delayMs, clients: WORKERS, requests: REQUESTS, getsPercent: GETS_PERCENT })
        const point = { r, w, delayMs, real, simulated, echo: latencies(echoes) }
        points.push(point)
        progress(`${delayMs} ms, R=${r} W=${w}: get ${real.get.meanMs} ms (simulated ${simulated.get.meanMs}), put ${real.put.meanMs} ms (${simulated.put.meanMs}); a proxy and back ${point.echo.meanMs} ms`)
      }
    }
  } finally { echo.close() }
  return points
}

/** The experiments that real daemons do beside the simulator. Everything runs on this machine, on loopback. */
import type { Machine } from '../performance/data.js'
import { cpuMsOf, describeMachine, machineCpuMs } from '../performance/processes.js'
import { openDelayedCluster } from './delayed-cluster.js'
import { compareDelays, type DelayPoint } from './real-delay.js'
import { compareFailures, FAILED_DELAY_MS, type FailedPoint } from './real-failed.js'
import { RealLoad } from './real-load.js'
import { GETS_PERCENT, N, PEERS, REQUESTS, WORKERS } from './real-plans.js'
import { KEYS, PARTITIONS, rounded, TIMEOUT_MS } from './run-experiment.js'

export interface Real {
  readonly machine: Machine
  readonly peers: number
  readonly n: number
  readonly workers: number
  readonly requests: number
  /** Of the failures. */
  readonly failedDelayMs: number
  /** Of all processors, what neither the daemons nor this process used. */
  readonly othersShare: number
  readonly delay: readonly DelayPoint[]
  readonly failed: readonly FailedPoint[]
}

/** What the compilers do first. */
const COLD_REQUESTS = 3_000

/** @param progress told of each point */
export async function measureReal (progress: (line: string) => void): Promise<Real> {
  const cluster = await openDelayedCluster(PEERS, PARTITIONS, TIMEOUT_MS)
  try {
    const load = new RealLoad(cluster.clients, KEYS)
    await load.fill(N)
    await load.run({ r: 2, w: 2, workers: 3 * WORKERS, requests: COLD_REQUESTS, getsPercent: GETS_PERCENT })
    const own = (): number => cluster.pids().reduce((sum, pid) => sum + cpuMsOf(pid), cpuMsOf(process.pid))
    const [before, ownBeforeMs] = [machineCpuMs(), own()]
    const delay = await compareDelays(cluster, load, progress)
    const failed = await compareFailures(cluster, load, progress)
    const after = machineCpuMs()
    const othersMs = after.busyMs - before.busyMs - (own() - ownBeforeMs)
    const othersShare = rounded(Math.max(0, othersMs / (after.totalMs - before.totalMs)))
    return { machine: describeMachine(undefined), peers: PEERS, n: N, workers: WORKERS, requests: REQUESTS, failedDelayMs: FAILED_DELAY_MS, othersShare, delay, failed }
  } finally { await cluster.close() }
}

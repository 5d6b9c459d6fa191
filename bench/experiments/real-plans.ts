/** What the experiments with real daemons have in common, and how a point of them is made by the simulator. */
import type { RealOutcome } from './real-load.js'
import { runExperiment, type Plan } from './run-experiment.js'

/** The same point twice. */
export interface Compared {
  readonly r: number
  readonly w: number
  readonly real: RealOutcome
  readonly simulated: RealOutcome
}

export const PEERS = 5
export const N = 3
export const WORKERS = 10
export const REQUESTS = 360
export const GETS_PERCENT = 50
/** After a change of the delay: what peers have learned of each other's pace is from before. The simulator waits as long. */
export const SETTLE_MS = 3_000

/** The simulator is asked more often: it takes next to no time, and chance is less of its figures. */
const SIMULATED_REQUESTS = 3_000

/** @param plan as it is done by real daemons; with a failure, which is over soon, the simulator does no more requests than they. */
export async function simulate (plan: Plan): Promise<RealOutcome> {
  // The proxies have no jitter.
  const { get, put, failedShare, staleShare } = await runExperiment({ ...plan, requests: (plan.failed ?? 0) > 0 ? plan.requests : SIMULATED_REQUESTS, jitter: 0 })
  return { get, put, failedShare, staleShare }
}

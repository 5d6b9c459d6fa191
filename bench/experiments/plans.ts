/** The experiments of the systems that this one learned from, each a list of runs. docs/experiments/README.md shows them. */
import { replicationOf, stalenessAfter, type Replication } from './follow-puts.js'
import { runExperiment, type Outcome, type Plan } from './run-experiment.js'

/** A run of an experiment: what varied, as text for a series and a number for the axis. */
export interface Point<T> { readonly series: string, readonly x: number, readonly result: T }

export interface Experiments {
  readonly delay: ReadonlyArray<Point<Outcome>>
  readonly failed: ReadonlyArray<Point<Outcome>>
  readonly failedAtOnce: ReadonlyArray<Point<Outcome>>
  readonly loss: ReadonlyArray<Point<Outcome>>
  readonly staleness: ReadonlyArray<Point<{ readonly staleShare: number }>>
  readonly replicas: ReadonlyArray<Point<Outcome>>
  readonly peers: ReadonlyArray<Point<Outcome>>
  readonly clients: ReadonlyArray<Point<Outcome>>
  readonly workloads: ReadonlyArray<Point<Outcome>>
  readonly replication: ReadonlyArray<Point<Replication>>
}

const BASE: Plan = { peers: 10, n: 3, r: 2, w: 2, delayMs: 5, clients: 10, requests: 1_000, getsPercent: 50 }
/** (R, W) of N = 5, as the experiments over message delay have them. */
const OF_FIVE = [[1, 1], [1, 5], [3, 3], [5, 1]] as const
const OF_THREE = [[1, 1], [1, 2], [2, 1], [2, 2]] as const
const DELAYS_MS = [5, 10, 20, 40, 80]
const NOTICED_MS = 30_000

async function each<T> (series: ReadonlyArray<readonly [string, Partial<Plan>]>, xs: readonly number[], vary: (x: number) => Partial<Plan>, run: (plan: Plan) => Promise<T>): Promise<Array<Point<T>>> {
  const points: Array<Point<T>> = []
  for (const [name, own] of series) for (const x of xs) points.push({ series: name, x, result: await run({ ...BASE, ...own, ...vary(x) }) })
  return points
}

function quorums (of: ReadonlyArray<readonly [number, number]>, own: Partial<Plan> = {}): Array<readonly [string, Partial<Plan>]> {
  return of.map(([r, w]) => [`R=${r} W=${w}`, { ...own, r, w }] as const)
}

/** Each by itself, so that one can be run again alone. */
export const EXPERIMENTS: { readonly [K in keyof Experiments]: () => Promise<Experiments[K]> } = {
  delay: async () => await each([...quorums(OF_FIVE, { n: 5 }), ['R=5 W=1 strict', { n: 5, r: 5, w: 1, strict: true }]], DELAYS_MS, delayMs => ({ delayMs }), runExperiment),
  failed: async () => await each(quorums([[1, 1], [3, 3], [4, 2]], { n: 5, getsPercent: 80 }), [0, 1, 2], failed => ({ failed, failedForMs: NOTICED_MS }), runExperiment),
  failedAtOnce: async () => await each(quorums([[1, 1], [3, 3], [4, 2]], { n: 5, getsPercent: 80 }), [0, 1, 2], failed => ({ failed }), runExperiment),
  loss: async () => await each([...quorums(OF_THREE, { peers: 5 }), ['R=2 W=2 strict', { peers: 5, strict: true }]], [0, 10, 50, 100], lossPerMille => ({ lossPerMille }), runExperiment),
  staleness: async () => {
    const points: Array<Point<{ readonly staleShare: number }>> = []
    for (const [name, own] of quorums(OF_THREE, { peers: 5, delayMs: 20, jitter: 0.8, requests: 200 })) {
      for (const { afterMs, staleShare } of await stalenessAfter({ ...BASE, ...own }, [0, 10, 20, 40, 80, 160])) points.push({ series: name, x: afterMs, result: { staleShare } })
    }
    return points
  },
  replicas: async () => await each([['R=W=1', { r: 1, w: 1 }], ['R=W=N', { r: 0 }]], [1, 2, 3, 4], n => ({ n }), async plan => await runExperiment(plan.r === 1 ? plan : { ...plan, r: plan.n, w: plan.n })),
  peers: async () => await each([['N=3', {}]], [10, 25, 50, 75, 100], peers => ({ peers }), runExperiment),
  clients: async () => await each([['10 peers', { requests: 2_000 }]], [10, 25, 50, 75, 100], clients => ({ clients }), runExperiment),
  workloads: async () => await each((['uniform', 'zipf', 'hotspot'] as const).map(distribution => [distribution, { distribution, clients: 50 }] as const), [20, 50, 80], getsPercent => ({ getsPercent }), runExperiment),
  replication: async () => await each([['W=1', { w: 1 }], ['W=2', { w: 2 }], ['W=3', { w: 3 }]], DELAYS_MS, delayMs => ({ delayMs, requests: 100 }), replicationOf),
}

import { simulate } from './simulate.js'
import type { SwarmConfig } from './swarm.js'

const RUNS_MAX = 300

/** The checkers that complained. */
function kindsOf (violations: readonly string[]): Set<string> {
  return new Set(violations.map(violation => violation.slice(0, violation.indexOf(':'))))
}

/** The same failure with less around it: fewer faults, clients, keys, peers, less time. Greedy, in bounded tries. */
export async function shrink (config: SwarmConfig, violations: readonly string[]): Promise<SwarmConfig> {
  const kinds = kindsOf(violations)
  let smallest = config
  let runs = 0
  const holds = async (candidate: SwarmConfig): Promise<boolean> => {
    if (runs++ >= RUNS_MAX) return false
    const found = kindsOf((await simulate(candidate)).violations)
    if (![...found].some(kind => kinds.has(kind))) return false
    smallest = candidate
    return true
  }
  for (let progress = true; progress && runs < RUNS_MAX;) {
    progress = false
    for (let index = smallest.faults.length - 1; index >= 0; index--) {
      if (await holds({ ...smallest, faults: smallest.faults.filter((_, at) => at !== index) })) progress = true
    }
    const { peers, n, clients, keys, safetyMs, gossip } = smallest
    const smaller: SwarmConfig[] = [
      ...(peers > n ? [{ ...smallest, peers: peers - 1 }] : []),
      ...(clients > 1 ? [{ ...smallest, clients: clients - 1 }] : []),
      ...(keys > 1 ? [{ ...smallest, keys: keys - 1 }] : []),
      ...(safetyMs > 200 ? [{ ...smallest, safetyMs: Math.floor(safetyMs * 0.7) }] : []),
      ...(gossip === 'mesh' ? [{ ...smallest, gossip: 'direct' as const }] : []),
    ]
    for (const candidate of smaller) if (await holds(candidate)) { progress = true; break }
  }
  return smallest
}

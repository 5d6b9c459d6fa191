/** Medians of a run's turns, as the report needs them. */
import type { Performance, SystemName, Turn } from './data.js'
import { median } from '../../cli/bench/median.js'
import type { Operation } from '../../cli/bench/run-load.js'

/** Of one case on one system: the median of each figure over its repeats. NaN where there is none. */
export interface Figures {
  readonly perSecond: number
  readonly offeredPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly p999Ms: number
  readonly maxMs: number
  /** All repeats together. */
  readonly failed: number
  readonly clientCpu: number
  readonly serversCpu: number
  readonly memoryBytes: number
  readonly othersShare: number
}

/** @param operation whose latencies; absent: of the operation with most requests */
export function figuresOf ({ turns }: Performance, system: SystemName, name: string, operation?: Operation): Figures {
  const own = turns.filter(turn => turn.case === name && turn.system === system)
  const of = (pick: (turn: Turn) => number): number => median(own.map(pick))
  const latency = (pick: (latency: Turn['operations'][number]['latencyMs']) => number) => of(({ operations }) => {
    const chosen = operation === undefined ? [...operations].sort((a, b) => b.requests - a.requests)[0] : operations.find(each => each.operation === operation)
    return chosen === undefined || chosen.failed === chosen.requests ? NaN : pick(chosen.latencyMs)
  })
  const servers = ({ cpuMicroseconds }: Turn): number => Object.entries(cpuMicroseconds).reduce((sum, [process, us]) => process === 'client' ? sum : sum + us, 0)
  return {
    perSecond: of(({ operations }) => operations.reduce((sum, { perSecond }) => sum + perSecond, 0)),
    offeredPerSecond: of(({ offeredPerSecond }) => offeredPerSecond ?? NaN),
    p50Ms: latency(({ p50 }) => p50),
    p99Ms: latency(({ p99 }) => p99),
    p999Ms: latency(({ p999 }) => p999),
    maxMs: latency(({ max }) => max),
    failed: own.reduce((sum, { operations }) => sum + operations.reduce((failed, each) => failed + each.failed, 0), 0),
    clientCpu: of(({ cpuMicroseconds }) => cpuMicroseconds.client ?? NaN),
    serversCpu: of(servers),
    memoryBytes: Math.max(...own.map(({ memoryBytes }) => memoryBytes)),
    othersShare: of(({ othersShare }) => othersShare),
  }
}

/** How many times the rate of `base` that of `name` is: the median over turns that were taken one right after the other. NaN where there are none. */
export function besideOf ({ turns }: Performance, system: SystemName, name: string, base: string): number {
  const rates = (wanted: string): number[] => turns.filter(turn => turn.case === wanted && turn.system === system).map(({ operations }) => operations.reduce((sum, { perSecond }) => sum + perSecond, 0))
  const bases = rates(base)
  return median(rates(name).flatMap((rate, index) => bases[index] === undefined ? [] : [rate / bases[index]]))
}

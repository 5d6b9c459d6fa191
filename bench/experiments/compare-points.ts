/** Real daemons beside the simulator, in numbers. */
import type { DelayPoint } from './real-delay.js'
import type { Compared } from './real-plans.js'

/** What a point measures, in milliseconds. */
export type Pick = (outcome: Compared['real']) => number

/** Of the simulator's figures, those below are a write of its disk or nothing at all: a multiple of them says nothing. */
const SIMULATED_MS_MIN = 1

/** Real as a multiple of simulated; NaN where there is nothing to divide by. */
export function ratioOf ({ real, simulated }: Compared, pick: Pick): number {
  return pick(simulated) < SIMULATED_MS_MIN ? NaN : pick(real) / pick(simulated)
}

/** The same of what the delay adds to a cluster without any: what processors and disks take is in both and goes. */
export function addedRatioOf (points: readonly DelayPoint[], { r, w, delayMs, real, simulated }: DelayPoint, pick: Pick): number {
  const without = points.find(point => point.r === r && point.w === w && point.delayMs === 0)
  if (without === undefined || delayMs === 0) return NaN
  return (pick(real) - pick(without.real)) / (pick(simulated) - pick(without.simulated))
}

/** The least and the greatest; NaN of none. */
export function rangeOf (values: readonly number[]): readonly [number, number] {
  const numbers = values.filter(Number.isFinite)
  return numbers.length === 0 ? [NaN, NaN] : [Math.min(...numbers), Math.max(...numbers)]
}

/** Where things are in the picture of the ring. Angles are parts of a turn, from the top, clockwise. */
import { PARTITION_STATE } from '../../protocols/web/documents.js'

export interface Run { readonly from: number, readonly to: number }

export function pointAt (turn: number, radius: number): readonly [x: number, y: number] {
  const angle = 2 * Math.PI * turn
  return [Math.sin(angle) * radius, -Math.cos(angle) * radius]
}

const place = (turn: number, radius: number): string => pointAt(turn, radius).map(number => number.toFixed(2)).join(' ')

/** A part of a ring between two radii, as a path. */
export function sector (from: number, to: number, inner: number, outer: number): string {
  // A whole turn begins where it ends, which draws nothing: it goes in halves.
  if (to - from > 0.999) return sector(from, from + 0.5, inner, outer) + sector(from + 0.5, from + 1, inner, outer)
  const large = to - from > 0.5 ? 1 : 0
  return `M${place(from, outer)}A${outer} ${outer} 0 ${large} 1 ${place(to, outer)}L${place(to, inner)}A${inner} ${inner} 0 ${large} 0 ${place(from, inner)}Z`
}

/** Neighbouring places with the same value become one run. */
export function runsOf<T> (values: readonly T[]): Map<T, Run[]> {
  const runs = new Map<T, Run[]>()
  for (let from = 0; from < values.length;) {
    const value = values[from] as T
    let to = from + 1
    while (to < values.length && values[to] === value) to++
    const list = runs.get(value)
    if (list === undefined) runs.set(value, [{ from, to }])
    else list.push({ from, to })
    from = to
  }
  return runs
}

/** One path for all runs: an element for each partition would be slow. */
export function bandPath (runs: readonly Run[], partitions: number, inner: number, outer: number): string {
  return runs.map(({ from, to }) => sector(from / partitions, to / partitions, inner, outer)).join('')
}

/** Of a state: what it is called, and how far it stands out, so that it is seen without colour. */
export const STATES: ReadonlyArray<{ readonly letter: string, readonly name: string, readonly label: string, readonly height: number, readonly why: string }> = [
  { letter: PARTITION_STATE.ok, name: 'ok', label: 'replicated', height: 5, why: 'all primaries are up' },
  { letter: PARTITION_STATE.differs, name: 'differs', label: 'replicas differ', height: 9, why: 'the last comparison found differences' },
  { letter: PARTITION_STATE.moving, name: 'moving', label: 'moving', height: 13, why: 'on its way to new owners' },
  { letter: PARTITION_STATE.degraded, name: 'degraded', label: 'a primary is away', height: 17, why: 'a quorum is up' },
  { letter: PARTITION_STATE.noQuorum, name: 'no-quorum', label: 'no quorum', height: 22, why: 'requests for a quorum fail' },
  { letter: PARTITION_STATE.none, name: 'none', label: 'no primary', height: 26, why: 'no primary is up' },
]

export interface Bands { readonly inner: number, readonly outer: number }

/** Radii of the band of each replica, the first outermost and thickest. */
export function replicaBands (replicas: number, outermost: number): Bands[] {
  const gap = 3
  const bands: Bands[] = []
  let outer = outermost
  for (let rank = 0; rank < replicas; rank++) {
    const thickness = rank === 0 ? 34 : Math.max(6, Math.min(20, 60 / replicas))
    bands.push({ inner: outer - thickness, outer })
    outer -= thickness + gap
  }
  return bands
}

/**
 * Where members stand around the ring: evenly, in the order of where each leads its longest run of
 * partitions, turned so that they are as near to it as that allows.
 *
 * @param owners for each partition its primaries, the preferred first
 * @returns for each of `count` members its place, a part of a turn
 */
export function standAround (owners: ReadonlyArray<readonly number[]>, count: number): number[] {
  const longest = Array.from({ length: count }, (_, member) => ({ member, length: 0, middle: (member + 0.5) / count }))
  for (const [member, runs] of runsOf(owners.map(([first]) => first))) {
    for (const { from, to } of runs) {
      const entry = member === undefined ? undefined : longest[member]
      if (entry !== undefined && to - from > entry.length) Object.assign(entry, { length: to - from, middle: (from + to) / 2 / owners.length })
    }
  }
  longest.sort((a, b) => a.middle - b.middle || a.member - b.member)
  const off = longest.reduce((sum, { middle }, index) => sum + middle - index / count, 0) / count
  const turns: number[] = []
  for (const [index, { member }] of longest.entries()) turns[member] = (index / count + off + 1) % 1
  return turns
}

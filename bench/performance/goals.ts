import { besideOf, figuresOf } from './figures.js'
import { SKEWS } from './matrix.js'
import type { Performance } from './data.js'

export interface Goal {
  readonly what: string
  readonly goal: string
  readonly measured: string
  /** Undefined: this run has no figure for it. */
  readonly met: boolean | undefined
}

/** p99 in p50s, with 64 requests in flight. */
const TAIL_MAX = 4

function atLeast (what: string, measured: number, goal: number, unit: string): Goal {
  return { what, goal: `at least ${number(goal)}${unit}`, measured: `${number(measured)}${unit}`, met: Number.isNaN(measured) ? undefined : measured >= goal }
}

function atMost (what: string, measured: number, goal: number, unit: string): Goal {
  return { what, goal: `at most ${number(goal)}${unit}`, measured: `${number(measured)}${unit}`, met: Number.isNaN(measured) ? undefined : measured <= goal }
}

/** What issue 9 asks of a whole run: rates as multiples of etcd's in the same run, and as such. */
export function goalsOf (data: Performance): Goal[] {
  const ours = (name: string) => figuresOf(data, 'p2pkv', name)
  const theirs = (name: string) => figuresOf(data, 'etcd', name)
  const times = (name: string): number => ours(name).perSecond / theirs(name).perSecond
  const tail = (name: string): number => ours(name).p99Ms / ours(name).p50Ms
  const large = ours('put 1024 KiB')
  return [
    atLeast('puts at 64 in flight, beside etcd', times('put @64'), 4, ' times'),
    atLeast('gets at 64 in flight, beside etcd', times('get @64'), 6, ' times'),
    atLeast('puts at 64 in flight', ours('put @64').perSecond, 6_000, '/s'),
    atLeast('puts at 256 in flight', ours('put @256').perSecond, 12_000, '/s'),
    atLeast('gets at 64 in flight', ours('get @64').perSecond, 14_000, '/s'),
    atLeast('gets at 256 in flight', ours('get @256').perSecond, 35_000, '/s'),
    atLeast('80/20 at 256 in flight', ours('80/20 @256').perSecond, 22_700, '/s'),
    atMost('one put at a time, p50', ours('put @1').p50Ms, 2.5, ' ms'),
    atMost('one get at a time, p50', ours('get @1').p50Ms, 1.2, ' ms'),
    ...SKEWS.map(skew => atLeast(`80/20 ${skew}, beside uniform`, ours(`80/20 ${skew}`).perSecond / ours('80/20 @64').perSecond, 1, ' times')),
    ...SKEWS.map(skew => atLeast(`80/20 ${skew}, beside uniform, in turns`, besideOf(data, 'p2pkv', `80/20 ${skew}, in turns`, '80/20 uniform, in turns'), 1, ' times')),
    ...['put', 'get', '80/20'].map(name => atMost(`${name} at 64 in flight, p99 beside p50`, tail(`${name} @64`), TAIL_MAX, ' times')),
    atLeast('puts of 1 MiB', large.perSecond * 1.048576, 60, ' MB/s'),
  ]
}

export function number (value: number): string {
  if (Number.isNaN(value)) return '–'
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
}

/** Parts of docs/experiments/performance.md that are measured by commands of their own. */
import { barPlot } from '../plots/bar-plot.js'
import type { Scaling, ScalingTurn, Startup } from './data.js'
import { number } from './goals.js'
import { median } from '../../cli/bench/median.js'
import type { Report } from './report.js'
import { table } from './table.js'

const MIB = 1024 * 1024
const READY_MS_GOAL = 1_500
const MEMORY_BYTES_GOAL = 300_000_000

export function scalingReport ({ machine, turns, repeats, clients, inFlight }: Scaling): Report {
  const counts = [...new Set(turns.map(({ daemons }) => daemons))].sort((a, b) => a - b)
  const operations = ['put', 'get'] as const
  const at = (daemons: number, operation: string, pick: (turn: ScalingTurn) => number): number => median(turns.filter(turn => turn.daemons === daemons && turn.operation === operation).map(pick))
  const plot = barPlot({
    title: `Daemons on one machine of ${machine.cores} processors, N = 1`, y: 'requests a second', groups: operations,
    series: counts.map(daemons => ({ name: `${daemons} daemon${daemons === 1 ? '' : 's'}`, values: operations.map(operation => at(daemons, operation, ({ perSecond }) => perSecond)) })),
  })
  const text = `## Several daemons on one machine

A daemon does its work on one processor; the disk, and little else, on others. The way to use more is more daemons, one a processor,
each with a data directory of its own and **all of a machine with the same \`zone\`**, so that replicas still go to different machines.
Here 1, 2 and 4 daemons share ${machine.cores} processors with the ${clients} processes that load them, ${inFlight} requests in flight together; every key has one
copy (a bucket with n = 1), so that more daemons have no more to do. \`node dist/bench/scaling.js\` measures it; medians of ${repeats} (commit ${machine.commit}, ${machine.date};
other work took ${number(100 * median(turns.map(({ othersShare }) => othersShare)))} % of the processors).

![requests a second by daemons](performance-scaling.svg)

${table(['daemons', 'operation', 'requests/s', 'p50 ms', 'p99 ms', 'µs daemons', 'µs clients', 'processors that daemons used', 'requests/s for each of them'], counts.flatMap(daemons => operations.map(operation => [
  String(daemons), operation, ...[
    at(daemons, operation, ({ perSecond }) => perSecond), at(daemons, operation, ({ p50Ms }) => p50Ms), at(daemons, operation, ({ p99Ms }) => p99Ms),
    at(daemons, operation, ({ daemonsCpuMicroseconds }) => daemonsCpuMicroseconds), at(daemons, operation, ({ clientCpuMicroseconds }) => clientCpuMicroseconds), at(daemons, operation, ({ daemonsShare }) => daemonsShare),
    at(daemons, operation, ({ perSecond, daemonsShare }) => perSecond / daemonsShare),
  ].map(number)])))}

The last column is what a processor does for the daemons, whoever else wants it: it is what a machine with more of them would multiply,
as long as clients run elsewhere. It falls with the number of daemons by what they cost each other.
`
  return { text, plots: new Map([['performance-scaling.svg', plot]]) }
}

export function startupReport ({ machine, records, valueBytes, reads, starts }: Startup): Report {
  const of = (pick: (start: Startup['starts'][number]) => number): number => median(starts.map(pick))
  const verdict = (met: boolean): string => met ? 'met' : '**missed**'
  const ready = of(({ readyMs }) => readyMs)
  const memory = of(({ readyBytes }) => readyBytes)
  return {
    plots: new Map(),
    text: `## Starting with ${number(records)} records

One daemon with ${number(records)} records of ${number(valueBytes)} bytes, started ${starts.length} times (\`node dist/bench/startup.js\`; commit ${machine.commit}, ${machine.date}). Goals: it serves
after ${number(READY_MS_GOAL)} ms (${verdict(ready <= READY_MS_GOAL)}), with at most ${number(MEMORY_BYTES_GOAL / 1e6)} MB of memory (${verdict(memory <= MEMORY_BYTES_GOAL)}).

${table(['', 'median', ...starts.map((_, index) => `start ${index + 1}`)], ([
  ['serves, ms', ({ readyMs }) => readyMs], ['of it processor time, ms', ({ readyCpuMs }) => readyCpuMs], ['first get answered, ms', ({ firstGetMs }) => firstGetMs],
  ['memory when it serves, MiB', ({ readyBytes }) => readyBytes / MIB], ['ten seconds later, MiB', ({ idleBytes }) => idleBytes / MIB], [`after ${number(reads)} gets, MiB`, ({ readBytes }) => readBytes / MIB],
] as Array<readonly [string, (start: Startup['starts'][number]) => number]>).map(([name, pick]) => [name, number(of(pick)), ...starts.map(start => number(pick(start)))]))}
`,
  }
}

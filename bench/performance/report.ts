/** docs/experiments/performance.md and its plots, from the data of a run. */
import { barPlot } from '../plots/bar-plot.js'
import { linePlot } from '../plots/line-plot.js'
import type { Case, Performance, SystemName } from './data.js'
import { figuresOf, type Figures } from './figures.js'
import { goalsOf, number } from './goals.js'
import { median } from '../../cli/bench/median.js'
import { table } from './table.js'

export interface Report {
  /** Markdown. */
  readonly text: string
  /** SVG by file name. */
  readonly plots: ReadonlyMap<string, string>
}

const MIB = 1024 * 1024
/** Of the processors, for other programs: beyond it the page says what its figures are worth. */
const OTHERS_SHARE_MAX = 0.25
const OPERATIONS = ['put', 'get', '80/20']

/** @param sections of other measurements, each whole, for the end */
export function performanceReport (data: Performance, sections: readonly Report[] = []): Report {
  const { machine, cases, turns } = data
  const systems: readonly SystemName[] = machine.etcd === undefined ? ['p2pkv'] : ['p2pkv', 'etcd']
  const at = (system: SystemName, name: string): Figures => figuresOf(data, system, name)
  const has = (name: string): boolean => cases.some(one => one.name === name)
  const plots = new Map<string, string>()
  const parts: string[] = []
  const others = median(turns.map(({ othersShare }) => othersShare))
  const image = (file: string, svg: string, says: string): void => {
    plots.set(file, svg)
    parts.push(`![${says}](${file})`)
  }
  const inFlights = [...new Set(cases.flatMap(({ name, inFlight }) => /^put @/.test(name) ? [inFlight] : []))]

  parts.push(`# Performance

Three daemons as they are shipped (N = 3, R = W = a majority, synced acks, encrypted, rights checked) and three members of etcd
${machine.etcd ?? '(not installed on this machine)'} with every setting at its default, each on loopback of one machine; the load is one Node process on the same
processors. It speaks gRPC to etcd (HTTP/2 of Node, one connection a member, in turn; reads are linearizable, as they are by
default), and to p2pkv through the client library. Values are of 1 KiB, 10,000 keys, chosen uniformly, unless a row says otherwise.

- Turns of ${data.turnMs / 1_000} s, alternating between the systems; the whole matrix ${data.repeats === 1 ? 'once' : `${data.repeats} times`}, each time after a warm-up of turns until two in a row bring no new best by a twentieth; every figure is the median of its turns,
  and percentiles are medians of percentiles (HDR histograms, three digits).
- Closed loop: a request is sent when one is answered. Open loop: requests are due at a rate, and each is timed from when it was due.
- Processor time is user and system of each process, for a successful request. Other work on the machine changes it less
  than a rate, and yet it does: who gets a processor seldom finds little to do at one time, and does it in small batches.
- ${machine.cpu}, ${machine.cores} processors, ${number(machine.memoryBytes / 2 ** 30)} GiB, Linux ${machine.kernel}, Node ${machine.node}; commit ${machine.commit}, ${machine.date}. Other work took ${number(100 * others)} % of the processors
  (median of the turns; ${number(100 * Math.max(...turns.map(({ othersShare }) => othersShare)))} % at most). Idle, all servers together take ${systems.map(system => `${number(100 * (data.idleShare[system] ?? NaN))} % of a processor (${system})`).join(', ')}.
${others > OTHERS_SHARE_MAX ? `
**Other programs had much of the machine during this run. Rates and latencies of both systems are far from those of a quiet machine, and what one
of them loses by it need not be what the other loses: measure again before relying on any of these figures.**
` : ''}
\`npm run bench\` measures again; \`npm run bench -- --report\` makes this page and its plots from [performance.json](performance.json).

## Goals

${table(['what', 'goal', 'measured', ''], goalsOf(data).map(({ what, goal, measured, met }) => [what, goal, measured, met === undefined ? 'not measured' : met ? 'met' : '**missed**']))}

## Requests in flight
`)
  for (const name of OPERATIONS) {
    image(`performance-rate-${fileName(name)}.svg`, linePlot({
      title: `${name}, 1 KiB: rate`, x: 'requests in flight', y: 'requests a second',
      series: systems.map(system => ({ name: system, points: inFlights.map(inFlight => ({ x: inFlight, y: at(system, `${name} @${inFlight}`).perSecond })) })),
    }), `rate of ${name} by requests in flight`)
  }
  image('performance-latency.svg', linePlot({
    title: 'Latency by requests in flight, closed loop', x: 'requests in flight', y: 'milliseconds', yScale: 'log',
    series: systems.flatMap(system => ['put', 'get'].flatMap(name => (['p50Ms', 'p99Ms'] as const).map(figure => ({ name: `${system} ${name} ${figure.slice(0, 3)}`, points: inFlights.map(inFlight => ({ x: inFlight, y: at(system, `${name} @${inFlight}`)[figure] })) })))),
  }), 'latencies by requests in flight')
  parts.push('', rows(data, systems, cases.filter(({ name }) => name.includes(' @'))), '', limitsText(data))

  parts.push('', '## What a request costs', '')
  const shown = [64, 256].flatMap(inFlight => OPERATIONS.map(name => `${name} @${inFlight}`)).filter(has)
  image('performance-cpu.svg', barPlot({
    title: 'Processor time of a request', y: 'microseconds', stacked: true,
    groups: shown.flatMap(name => systems.map(system => `${name.replace(' @', '@')}${system === 'etcd' ? ' e' : ''}`)),
    series: [
      { name: 'client', values: shown.flatMap(name => systems.map(system => at(system, name).clientCpu)) },
      { name: 'three servers', values: shown.flatMap(name => systems.map(system => at(system, name).serversCpu)) },
    ],
  }), 'processor time of a request, by process')
  parts.push('', 'In the plot `e` is etcd. Microseconds by process, p2pkv:', '', cpuTable(data, 'p2pkv', shown), ...(systems.length > 1 ? ['', 'etcd:', '', cpuTable(data, 'etcd', shown)] : []))

  const open = cases.filter(one => one.open !== undefined)
  if (open.length > 0) {
    parts.push('', '## Offered load', '', 'How late answers are when requests come at a rate, whatever the cluster does: each system at shares of its own rate with 64 in flight. A client times requests to about a millisecond here, which is the floor of these lines.', '')
    image('performance-open.svg', linePlot({
      title: '80/20, open loop: latency of gets by offered rate', x: 'requests a second', y: 'milliseconds', xScale: 'linear', yScale: 'log',
      series: systems.flatMap(system => (['p50Ms', 'p99Ms'] as const).map(figure => ({ name: `${system} ${figure.slice(0, 3)}`, points: open.map(({ name }) => ({ x: at(system, name).offeredPerSecond, y: at(system, name)[figure] })) }))),
    }), 'latency by offered rate')
    parts.push('', rows(data, systems, open))
  }

  const skewed = cases.filter(({ name }) => /zipf|hotspot|in turns|YCSB/.test(name))
  if (skewed.length > 0) {
    parts.push('', '## Workloads and keys', '', 'YCSB A is half gets, B 95 % gets, C gets only. `zipf` has a skew of 0.99, `hotspot` sends 80 % of the requests to 20 % of the keys. Those in turns alternate, four turns each in a repeat; beside uniform keys they are by the median of neighbours.', '')
    const mixes = ['put @64', '80/20 @64', 'YCSB A', 'YCSB B', 'get @64'].filter(has)
    image('performance-workloads.svg', barPlot({
      title: 'Workloads, 64 in flight', y: 'requests a second', groups: mixes.map(name => name === 'get @64' ? 'YCSB C' : name.replace(' @64', '')),
      series: systems.map(system => ({ name: system, values: mixes.map(name => at(system, name).perSecond) })),
    }), 'rates of workloads')
    image('performance-keys.svg', barPlot({
      title: 'Which keys, 64 in flight', y: 'requests a second', groups: OPERATIONS,
      series: systems.flatMap(system => ['@64', 'zipf', 'hotspot'].map(keys => ({ name: `${system} ${keys === '@64' ? 'uniform' : keys}`, values: OPERATIONS.map(name => at(system, `${name} ${keys}`).perSecond) }))),
    }), 'rates of uniform and skewed keys')
    parts.push('', rows(data, systems, skewed))
  }

  const sizes = [...new Set(cases.map(({ valueBytes }) => valueBytes))].sort((a, b) => a - b)
  if (sizes.length > 1) {
    parts.push('', '## Sizes of values', '')
    const sized = (name: string, bytes: number): string => bytes === 1024 ? `${name} @64` : `${name} ${bytes / 1024} KiB`
    image('performance-sizes.svg', linePlot({
      title: 'Bytes of values a second', x: 'bytes of a value', y: 'MB/s',
      series: systems.flatMap(system => ['put', 'get'].map(name => ({ name: `${system} ${name}`, points: sizes.map(bytes => ({ x: bytes, y: at(system, sized(name, bytes)).perSecond * bytes / 1e6 })) }))),
    }), 'bytes a second by size of a value')
    parts.push('', rows(data, systems, cases.filter(({ valueBytes }) => valueBytes > 1024)), '', `The largest server of p2pkv had ${number(Math.max(...turns.filter(({ system }) => system === 'p2pkv').map(({ memoryBytes }) => memoryBytes)) / MIB)} MiB of memory after a turn, that of etcd ${number(Math.max(0, ...turns.filter(({ system }) => system === 'etcd').map(({ memoryBytes }) => memoryBytes)) / MIB)} MiB.`)
  }

  const several = [{ name: '80/20 @64', clients: 1 }, ...cases.filter(({ clients }) => clients > 1)]
  if (several.length > 1) parts.push('', '## Several clients', '', 'Clients with connections of their own, in one process, that share 64 requests in flight.', '', rows(data, ['p2pkv'], cases.filter(({ name }) => several.some(one => one.name === name))))

  const faults = ['80/20 @64', '80/20, one killed', '80/20, one stopped'].filter(has)
  if (faults.length > 1) {
    parts.push('', '## A server that fails', '', 'One of the three, killed or stopped (SIGSTOP) five seconds before the turn: what remains when clients and servers have noticed. The etcd client drops a connection that is silent for three seconds. How soon clients notice, and five daemons with two down: `node dist/bench/failures.js`.', '')
    image('performance-failures.svg', barPlot({
      title: '80/20 @64 with one of three servers away', y: 'milliseconds', groups: faults.map(name => name.replace('80/20 @64', 'healthy').replace('80/20, ', '')),
      series: systems.flatMap(system => (['p50Ms', 'p99Ms'] as const).map(figure => ({ name: `${system} ${figure.slice(0, 3)}`, values: faults.map(name => at(system, name)[figure]) }))),
    }), 'latency with a server that failed')
    parts.push('', rows(data, systems, cases.filter(({ name }) => faults.includes(name))))
  }

  for (const section of sections) {
    parts.push('', section.text)
    for (const [file, svg] of section.plots) plots.set(file, svg)
  }
  return { text: `${parts.join('\n').replaceAll(/\n{3,}/g, '\n\n')}\n`, plots }
}

function rows (data: Performance, systems: readonly SystemName[], cases: readonly Case[]): string {
  return table(['case', 'system', 'requests/s', 'p50 ms', 'p99 ms', 'p99.9 ms', 'max ms', 'µs client', 'µs servers', 'failed'], cases.flatMap(({ name, only }) => systems.flatMap(system => {
    if (only !== undefined && only !== system) return []
    const { perSecond, p50Ms, p99Ms, p999Ms, maxMs, clientCpu, serversCpu, failed } = figuresOf(data, system, name)
    return [[name, system, ...[perSecond, p50Ms, p99Ms, p999Ms, maxMs, clientCpu, serversCpu].map(number), String(failed)]]
  })))
}

function limitsText (data: Performance): string {
  const { limits } = data
  const inFlights = [...new Set(limits.flatMap(({ name, inFlight }) => name === 'TCP echo' ? [inFlight] : []))]
  const limit = (name: string, inFlight: number): number => limits.find(each => each.name === name && each.inFlight === inFlight)?.perSecond ?? NaN
  const share = (name: string, of: number): string => number(figuresOf(data, 'p2pkv', name).perSecond / of)
  return `What the machine gives at best, measured before the turns: group commit of 64 records of 1 KiB ${number(limit('group commit', 64))}/s (a put writes
three of them; puts at 64 in flight are ${share('put @64', limit('group commit', 64))} of it). One process that echoes 1 KiB to another:

${table(['in flight', 'TCP echo/s', 'request stream of libp2p/s', 'gets beside the request stream'], inFlights.map(inFlight => [String(inFlight), number(limit('TCP echo', inFlight)), number(limit('request stream', inFlight)), share(`get @${inFlight}`, limit('request stream', inFlight))]))}`
}

function cpuTable (data: Performance, system: SystemName, names: readonly string[]): string {
  const processes = [...new Set(data.turns.filter(turn => turn.system === system).flatMap(({ cpuMicroseconds }) => Object.keys(cpuMicroseconds)))]
  return table(['case', ...processes, 'all'], names.map(name => {
    const turns = data.turns.filter(turn => turn.case === name && turn.system === system)
    const each = processes.map(process => median(turns.map(({ cpuMicroseconds }) => cpuMicroseconds[process] ?? NaN)))
    const { clientCpu, serversCpu } = figuresOf(data, system, name)
    return [name, ...each.map(number), number(clientCpu + serversCpu)]
  }))
}

function fileName (text: string): string { return text.replaceAll('/', '-') }

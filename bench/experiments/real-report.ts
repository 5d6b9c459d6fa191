/** The part of docs/experiments/README.md about real daemons. */
import { number } from '../performance/goals.js'
import type { Report } from '../performance/report.js'
import { table } from '../performance/table.js'
import { linePlot, type Series } from '../plots/line-plot.js'
import { addedRatioOf, rangeOf, ratioOf, type Pick } from './compare-points.js'
import type { Real } from './real.js'
import type { Compared } from './real-plans.js'

const PERCENT = 100

function nameOf ({ r, w }: Compared): string { return `R=${r} W=${w}` }

/** JSON has no NaN: what there was none of is null there. */
function shown (value: number | null): string { return value === null ? '–' : number(value) }

function times (value: number): string { return Number.isNaN(value) ? '–' : value.toFixed(2) }

function spanOf (values: readonly number[]): string { return rangeOf(values).map(times).join(' to ') }

/** A line for each (R, W) as measured, and a dashed one in the same colour as simulated. */
function pairs<P extends Compared> (points: readonly P[], x: (point: P) => number, pick: Pick): Series[] {
  return [...new Set(points.map(nameOf))].flatMap((name, colour) => {
    const own = points.filter(point => nameOf(point) === name)
    return [
      { name, colour, points: own.map(point => ({ x: x(point), y: pick(point.real) })) },
      { name: `${name} simulated`, colour, dashed: true, points: own.map(point => ({ x: x(point), y: pick(point.simulated) })) },
    ]
  })
}

/** Simulated, real, and the ratio. */
function cells (point: Compared, pick: Pick): string[] { return [shown(pick(point.simulated)), shown(pick(point.real)), times(ratioOf(point, pick))] }

export function realReport (data: Real): Report {
  const plots = new Map<string, string>()
  const { machine, delay, failed, failedDelayMs } = data
  const get: Pick = outcome => outcome.get.meanMs
  const put: Pick = outcome => outcome.put.meanMs
  const parts = [`## Message delay with real daemons

Does the simulator's model hold? ${data.peers} real daemons with N = ${data.n} on loopback, each announced at a TCP proxy that stands before it and holds every byte for the delay named, each way. All that goes
from daemon to daemon goes through one of them: the run ends with an error when two daemons are found connected in any other way. A client beside each daemon reaches it without a delay, as in the simulator.
${data.workers} requests at a time with pauses between, half gets and half puts, ${data.requests} a point; each point beside the same one from the simulator, here without jitter, because the proxies have none. \`npm run experiments -- --only real\`
measures it, into [real-daemons.json](real-daemons.json): ${machine.cores} processors (${machine.cpu}), commit ${machine.commit}, ${machine.date}; other work on the machine took ${shown(PERCENT * data.othersShare)} % of the processors meanwhile.
`]
  const plot = (file: string, title: string, x: string, series: Series[]): void => {
    plots.set(`experiment-${file}.svg`, linePlot({ title, x, y: 'mean, ms', xScale: 'linear', series }))
    parts.push(`![${title}](experiment-${file}.svg)`)
  }
  plot('real-get', `Gets of real daemons, N = ${data.n}`, 'one way of a message, ms', pairs(delay, ({ delayMs }) => delayMs, get))
  plot('real-put', `Puts of real daemons, N = ${data.n}`, 'one way of a message, ms', pairs(delay, ({ delayMs }) => delayMs, put))
  const delays = [...new Set(delay.map(({ delayMs }) => delayMs))].filter(delayMs => delayMs > 0)
  const at = (delayMs: number): typeof delay => delay.filter(point => point.delayMs === delayMs)
  parts.push('', ...delays.map(delayMs => `- ${delayMs} ms: a get takes ${spanOf(at(delayMs).map(point => ratioOf(point, get)))} times what the simulator says, a put ${spanOf(at(delayMs).map(point => ratioOf(point, put)))} times (means).
  A byte through a proxy and back took ${shown(rangeOf(at(delayMs).map(({ echo }) => echo.p50Ms))[1])} ms (the largest p50) where ${2 * delayMs} were asked for.`), '',
  `Without a delay the simulator's gets take no time and its puts that of a disk write; a real get took ${rangeOf(at(0).map(({ real }) => get(real))).map(shown).join(' to ')} ms and a put ${rangeOf(at(0).map(({ real }) => put(real))).map(shown).join(' to ')} ms of processors and disk, shared with
the clients, the proxies and whatever else ran. That is what is between the curves: it does not grow with the delay. *Added* in the tables compares only what the delay added to those, at ${delays.at(-1) ?? 0} ms ${spanOf(at(delays.at(-1) ?? 0).flatMap(point => [addedRatioOf(delay, point, get), addedRatioOf(delay, point, put)]))} times what it adds in the
simulator (a difference of two measured figures: it says little where the delay is no longer than what there is without it). Where R or W is 1, ${data.n} of the ${data.peers} peers answer by themselves, which is the p50, and the others after a round trip.
Of the gets ${shown(PERCENT * Math.max(...delay.map(({ real }) => real.staleShare)))} % at most were stale, with R + W > N ${shown(PERCENT * Math.max(...delay.filter(({ r, w }) => r + w > data.n).map(({ real }) => real.staleShare)))} %; ${shown(PERCENT * Math.max(...delay.map(({ real }) => real.failedShare)))} % of the requests failed.`)
  for (const [name, operation] of [['Gets', 'get'], ['Puts', 'put']] as const) {
    parts.push('', `${name}:`, '', table(
      ['', 'delay, ms', 'mean ms, simulated', 'real', 'ratio', 'added', 'p50, simulated', 'real', 'ratio', 'p99, simulated', 'real', 'ratio'],
      delay.map(point => [nameOf(point), String(point.delayMs),
        ...cells(point, outcome => outcome[operation].meanMs), times(addedRatioOf(delay, point, outcome => outcome[operation].meanMs)),
        ...cells(point, outcome => outcome[operation].p50Ms), ...cells(point, outcome => outcome[operation].p99Ms)])))
  }

  const atOnce = failed.filter(({ afterMs }) => afterMs === 0)
  const later = failed.filter(point => point.afterMs > 0)
  const worst = (points: readonly Compared[], of: 'real' | 'simulated', pick: Pick): string => shown(Math.max(...points.map(point => pick(point[of]))))
  const tail: Pick = outcome => outcome.get.p99Ms
  const lost: Pick = outcome => PERCENT * outcome.failedShare
  const broken = atOnce.filter(point => point.failed > 0)
  parts.push('', '## Failed peers with real daemons', '', `The same daemons, ${failedDelayMs} ms one way, 80 % gets; one and two of the five are stopped (SIGSTOP), so that their connections stay and nothing comes over them, as in the simulator's failures.
*At once* begins with the failure, *later* ${shown((later[0]?.afterMs ?? 0) / 1_000)} s after it.`, '')
  plot('real-failed', 'Gets at once after a failure, real daemons', 'silent peers', pairs(atOnce, point => point.failed, get))
  parts.push('', `Later nothing is left of the failure: p99 of the gets is at most ${worst(later, 'real', tail)} ms (simulated ${worst(later, 'simulated', tail)}), and ${worst(later, 'real', lost)} % of the requests fail. At once it is up to ${worst(broken, 'real', tail)} ms (simulated ${worst(broken, 'simulated', tail)}),
and up to ${worst(broken, 'real', lost)} % of the requests fail (simulated ${worst(broken, 'simulated', lost)} %): longest take, or fail, gets that wait for a silent replica when there is no primary left to ask instead, and puts that were handed to one.
They are a few of 200, so that chance is much of this p99. Real daemons give up a connection over which nothing comes, after some seconds, and with it what waits there; the simulator's wait for the deadline.`, '', table(
    ['', 'silent', 'since, s', 'get, mean ms, simulated', 'real', 'ratio', 'p50, simulated', 'real', 'ratio', 'p99, simulated', 'real', 'ratio', 'failed %, simulated', 'real'],
    failed.map(point => [nameOf(point), String(point.failed), shown(point.afterMs / 1_000), ...cells(point, get), ...cells(point, outcome => outcome.get.p50Ms), ...cells(point, tail), shown(lost(point.simulated)), shown(lost(point.real))])))
  return { text: parts.join('\n'), plots }
}

/** docs/experiments/README.md and its plots, from the data of the experiments. */
import { number } from '../performance/goals.js'
import type { Report } from '../performance/report.js'
import { table } from '../performance/table.js'
import { linePlot, type LinePlot } from '../plots/line-plot.js'
import type { Experiments, Point } from './plans.js'
import type { Real } from './real.js'
import { realReport } from './real-report.js'
import type { Outcome } from './run-experiment.js'

const INTRODUCTION = `# Experiments

What the systems measured that this one learned from, done again with this one. Three pages belong together:

- **this page**: the protocol under message delay, loss and failures, on virtual time, in the simulator (\`npm run experiments\`; \`-- --report\` makes
  the page again from [experiments.json](experiments.json)), and at its end, beside that, [real daemons](#message-delay-with-real-daemons) behind slow proxies;
- [performance.md](performance.md): real daemons on a real machine, beside etcd: rates, processor time, sizes of values, skewed keys, several daemons on one machine, starting with a million records;
- [scale.md](scale.md): what a cluster of 3 to 1,000 peers costs when nobody asks it anything, and what a join costs.

In the simulator the code of the daemon runs as it is, from the coordinator to the record store, over simulated links and disks. A message takes a tenth
less than the delay named, plus an exponential part with a mean of a tenth of it; a sync takes half a millisecond; processors take no time at all, so that a rate
is what so many clients get done one request at a time, and not what a machine can do. A client sits beside a peer, any of them, and takes no time to reach it:
a client elsewhere pays one more round trip. N is 3, R and W 2, 10 peers, 10 clients, half gets and half puts, one way of a message 5 ms, unless said
otherwise. Every figure of the simulator is of 1,000 requests; the seed is fixed, so that the same code gives the same figures everywhere.
`

export function experimentsReport (data: Experiments, real: Real): Report {
  const plots = new Map<string, string>()
  const parts: string[] = [INTRODUCTION]
  const plot = (file: string, says: string, of: LinePlot): void => {
    plots.set(`experiment-${file}.svg`, linePlot(of))
    parts.push(`![${says}](experiment-${file}.svg)`)
  }
  const outcomes = (points: ReadonlyArray<Point<Outcome>>, x: string): string => table(
    ['', x, 'get, mean ms', 'get, p99', 'put, mean ms', 'put, p99', 'requests/s', 'failed %', 'stale %', 'messages a request'],
    points.map(({ series, x: at, result: { get, put, perSecond, failedShare, staleShare, messagesPerRequest } }) => [series, String(at), ...[get.meanMs, get.p99Ms, put.meanMs, put.p99Ms, perSecond, 100 * failedShare, 100 * staleShare, messagesPerRequest].map(shown)]))
  const at = (points: ReadonlyArray<Point<Outcome>>, series: string, x: number): Outcome | undefined => points.find(point => point.series === series && point.x === x)?.result
  const mean = (points: ReadonlyArray<Point<Outcome>>, series: string, x: number, of: 'get' | 'put' = 'get'): string => shown(at(points, series, x)?.[of].meanMs ?? NaN)

  const stalePercent = (points: ReadonlyArray<Point<Outcome>>, series: string, x: number): string => shown(100 * (at(points, series, x)?.staleShare ?? NaN))
  const everywhere = (series: string, x: number): number => data.replication.find(point => point.series === series && point.x === x)?.result.everywhere.meanMs ?? NaN

  parts.push('## Message delay, R and W', '', 'Source D, for N = 5 and delays of 5 to 80 ms.', '')
  for (const [operation, name] of [['get', 'gets'], ['put', 'puts']] as const) {
    plot(`delay-${operation}`, `latency of ${name} by message delay`, { title: `Latency of ${name}, N = 5`, x: 'one way of a message, ms', y: 'mean, ms', xScale: 'linear', series: seriesOf(data.delay, result => result[operation].meanMs) })
  }
  plot('delay-rate', 'rate by message delay', { title: 'Rate of 10 clients, N = 5, half gets', x: 'one way of a message, ms', y: 'requests a second', xScale: 'linear', series: seriesOf(data.delay, ({ perSecond }) => perSecond) })
  parts.push('', `A latency is round trips, and nothing grows faster than the delay: at 80 ms a get with R = 3 takes ${mean(data.delay, 'R=3 W=3', 80)} ms on average, one round trip to the slowest of those it needs.
A put through a peer that is no primary goes one hop further, to the primary that makes the version: a second round trip for half of the puts, and in their p99.
With R or W of 1 the half of the peers that hold a key answer at once, which halves the mean. W = N buys reads of one replica with slow writes, and the other way round.
Where the source's rates also show its processors and queues, these are the latencies alone: ten clients, one request at a time each.

Unless \`--strict\` is said, a get that has waited too long asks a stand-in, too, which counts as one of the five and knows nothing of the put: so gets with R = 5, W = 1 may be
stale although R + W is greater than N. At 80 ms ${stalePercent(data.delay, 'R=5 W=1', 80)} % of them were, and ${stalePercent(data.delay, 'R=5 W=1 strict', 80)} % when they were strict.`, '', outcomes(data.delay, 'delay, ms'))

  parts.push('', '## Failed peers', '', 'Source D: gets with none, one and two peers failed, of 10 with N = 5, 80 % gets. A peer fails by losing its power: nobody is told, and its connections stay silent.', '')
  plot('failed', 'latency of gets by failed peers', {
    title: 'Gets with failed peers, N = 5', x: 'failed peers', y: 'mean, ms', xScale: 'linear',
    series: [...seriesOf(data.failedAtOnce, ({ get }) => get.meanMs, ' at once'), ...seriesOf(data.failed, ({ get }) => get.meanMs, ' later')],
  })
  plot('failed-tail', 'p99 of gets by failed peers', {
    title: 'Gets with failed peers, N = 5', x: 'failed peers', y: 'p99, ms', xScale: 'linear',
    series: [...seriesOf(data.failedAtOnce, ({ get }) => get.p99Ms, ' at once'), ...seriesOf(data.failed, ({ get }) => get.p99Ms, ' later')],
  })
  parts.push('', `\`At once\` is from the moment of the failure, \`later\` half a minute after it, when the others have noticed. With R = 3 the mean goes from ${mean(data.failed, 'R=3 W=3', 0)} ms
to ${mean(data.failed, 'R=3 W=3', 2)} ms with two peers gone, and ${mean(data.failedAtOnce, 'R=3 W=3', 2)} ms before anybody has noticed: a get that waits for a silent replica longer than that one usually takes asks another. One of the source systems went from 14 to 140 ms here.
What is left at once is the wait before the hedge, in p99, and gone when the failure is known. Where fewer than R of the primaries are left it is longer: with two gone, R = 4 waits until a replica counts as silent before it asks a stand-in (p99 ${shown(at(data.failedAtOnce, 'R=4 W=2', 2)?.get.p99Ms ?? NaN)} ms, and
${shown(100 * (at(data.failedAtOnce, 'R=4 W=2', 2)?.failedShare ?? NaN))} % of the requests fail). Puts that were handed to a primary that fell silent wait longest (p99 ${shown(at(data.failedAtOnce, 'R=3 W=3', 1)?.put.p99Ms ?? NaN)} ms with one gone): see the next section.`, '', 'At once:', '', outcomes(data.failedAtOnce, 'failed'), '', 'Later:', '', outcomes(data.failed, 'failed'))

  parts.push('', '## Lost messages', '', 'Source D: staleness with 0, 1, 5 and 10 % of all messages lost, 5 peers. A lost message is never sent again by the link, which is worse than what TCP does.', '')
  plot('loss-stale', 'stale gets by lost messages', { title: 'Stale gets', x: 'lost messages, %', y: '% of gets', xScale: 'linear', series: seriesOf(data.loss, ({ staleShare }) => 100 * staleShare, '', x => x / 10) })
  plot('loss-latency', 'latency of gets by lost messages', { title: 'Latency of gets', x: 'lost messages, %', y: 'p99, ms', xScale: 'linear', series: seriesOf(data.loss, ({ get }) => get.p99Ms, '', x => x / 10) })
  plot('loss-failed', 'failed requests by lost messages', { title: 'Requests that failed', x: 'lost messages, %', y: '% of requests', xScale: 'linear', series: seriesOf(data.loss, ({ failedShare }) => 100 * failedShare, '', x => x / 10) })
  parts.push('', `A put that lost a message to a replica leaves it behind until a read, a hint or the comparison of trees repairs it: with R = W = 1 ${stalePercent(data.loss, 'R=1 W=1', 100)} % of the gets are stale at 10 % loss, with R = W = 2
at most ${shown(Math.max(...data.loss.filter(({ series }) => series === 'R=2 W=2').map(({ result }) => 100 * result.staleShare)))} % at any loss (a stand-in that counts, as above), and ${shown(Math.max(...data.loss.filter(({ series }) => series === 'R=2 W=2 strict').map(({ result }) => 100 * result.staleShare)))} % when they are strict. The trees are not compared during these runs, so that what is seen is the quorums' own doing.
Gets hardly notice lost messages, because they ask another replica after some milliseconds. Puts do: one that was handed to a primary is not handed to another before a third of its time (here 5 s) has passed, since it could be done twice;
that is the ${shown(at(data.loss, 'R=2 W=2', 100)?.put.p99Ms ?? NaN)} ms of their p99, and what makes the rates fall. On TCP a lost packet is sent again after a fraction of that, and none of this is seen.`, '', outcomes(data.loss, 'lost of 1,000'))

  parts.push('', '## How soon a put is seen', '', 'Gets through any peer, some time after a put was acknowledged (PBS, Bailis et al. 2012, section 5). 5 peers, one way of a message 4 ms plus an exponential part with a mean of 16 ms.', '')
  plot('staleness', 'share of stale gets by time after the put', { title: 'P(stale) by time since the acknowledgement', x: 'ms after the put was acknowledged', y: '% of gets', xScale: 'linear', series: seriesOf(data.staleness, ({ staleShare }) => 100 * staleShare) })
  const stale = (series: string, x: number): string => shown(100 * (data.staleness.find(point => point.series === series && point.x === x)?.result.staleShare ?? NaN))
  parts.push('', `With R = W = 1 ${stale('R=1 W=1', 0)} % of the gets that begin at the acknowledgement miss the put, ${stale('R=1 W=1', 40)} % of those 40 ms later, as PBS predicts for a long tail of delays: the put is sent to all N at once,
and what is missed is on its way. With R + W > N there is nothing to miss.`)

  parts.push('', '## Replicas', '', 'Source E: k of 1 to 4 replicas.', '')
  plot('replicas', 'latency by number of replicas', { title: 'Latency by replicas', x: 'replicas (N)', y: 'mean, ms', xScale: 'linear', series: [...seriesOf(data.replicas, ({ get }) => get.meanMs, ' get'), ...seriesOf(data.replicas, ({ put }) => put.meanMs, ' put')] })
  parts.push('', `The source replicates behind the answer, which is R = W = 1 here: more replicas make it faster (${mean(data.replicas, 'R=W=1', 1)} ms a get with one, ${mean(data.replicas, 'R=W=1', 4)} ms with four), because more peers hold the key themselves.
With R = W = N each replica is one more that may be slow (${mean(data.replicas, 'R=W=N', 2)} ms a get with two, ${mean(data.replicas, 'R=W=N', 4)} with four). What replicas cost is messages: see the table.`, '', outcomes(data.replicas, 'N'))

  parts.push('', '## Peers', '', 'Source E: n of 10 to 100 peers.', '')
  plot('peers', 'latency by number of peers', { title: 'Latency by peers', x: 'peers', y: 'mean, ms', xScale: 'linear', series: [...seriesOf(data.peers, ({ get }) => get.meanMs, ' get'), ...seriesOf(data.peers, ({ put }) => put.meanMs, ' put')] })
  parts.push('', `In the source hops grow with the number of peers. Here every peer knows the whole ring: a get is one round trip at any size (${mean(data.peers, 'N=3', 10)} ms with 10 peers, ${mean(data.peers, 'N=3', 100)} ms with 100). A put
takes ${mean(data.peers, 'N=3', 10, 'put')} and ${mean(data.peers, 'N=3', 100, 'put')} ms: fewer of the peers are a primary of its key, and more puts take the one hop to it. There is never a second one.`, '', outcomes(data.peers, 'peers'))

  parts.push('', '## Clients', '', 'Source E: c of 10 to 100 clients, one request at a time each.', '')
  plot('clients', 'rate by number of clients', { title: 'Rate by clients', x: 'clients', y: 'requests a second', xScale: 'linear', series: seriesOf(data.clients, ({ perSecond }) => perSecond) })
  parts.push('', `Nothing waits for another client, and the rate is that of one client times their number. Where processors end that, [performance.md](performance.md) shows.`, '', outcomes(data.clients, 'clients'))

  parts.push('', '## Which keys, and how many gets', '', 'Sources A and B: uniform, Zipf (0.99) and hotspot (80 % of the requests for 20 % of the keys); write-heavy, even and read-heavy; 50 clients on 200 keys.', '')
  plot('workloads', 'rate by workload', { title: 'Rate of 50 clients by workload', x: 'gets, %', y: 'requests a second', xScale: 'linear', series: seriesOf(data.workloads, ({ perSecond }) => perSecond) })
  parts.push('', `Skewed keys are no slower than uniform ones: puts of one key join one batch, gets of it one read. (The rates rise a little with the skew because a key that is being written is read instead: one writer of a key at a time, so that stale reads can be counted.) On real processors they are in performance.md, as are sizes of values from 1 KiB to 1 MiB.`, '', outcomes(data.workloads, 'gets, %'))

  parts.push('', '## Replication', '', 'Sources B and E: when a put is on all its replicas, and when it is acknowledged. N = 3.', '')
  plot('replication', 'time until every replica holds a put', {
    title: 'From the beginning of a put', x: 'one way of a message, ms', y: 'mean, ms', xScale: 'linear',
    series: [...seriesOf(data.replication, ({ acknowledged }) => acknowledged.meanMs, ' answered'), ...seriesOf(data.replication, ({ everywhere }) => everywhere.meanMs, ' everywhere')],
  })
  parts.push('', `W decides when the client is answered, not when the replicas have the put: that is one way after the primary made it, whatever W is (${shown(everywhere('W=1', 80))} ms with W = 1 and ${shown(everywhere('W=3', 80))} ms with W = 3, at 80 ms).
With W of 2 or 3 the answer comes one way later than that.`, '', table(
    ['', 'delay, ms', 'answered, mean ms', 'answered, p99', 'everywhere, mean ms', 'everywhere, p99'],
    data.replication.map(({ series, x, result: { acknowledged, everywhere } }) => [series, String(x), ...[acknowledged.meanMs, acknowledged.p99Ms, everywhere.meanMs, everywhere.p99Ms].map(shown)])))
  const { text, plots: more } = realReport(real)
  parts.push('', text)
  return { text: `${parts.join('\n')}\n`, plots: new Map([...plots, ...more]) }
}

function seriesOf<T> (points: ReadonlyArray<Point<T>>, pick: (result: T) => number, suffix = '', place: (x: number) => number = x => x): LinePlot['series'] {
  return [...new Set(points.map(({ series }) => series))].map(name => ({ name: name + suffix, points: points.filter(({ series }) => series === name).map(({ x, result }) => ({ x: place(x), y: pick(result) })) }))
}

/** JSON has no NaN: what there was none of is null there. */
function shown (value: number | null): string { return value === null ? '–' : number(value) }

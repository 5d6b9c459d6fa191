import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addedRatioOf, rangeOf, ratioOf } from '../../../bench/experiments/compare-points.js'
import type { DelayPoint } from '../../../bench/experiments/real-delay.js'
import { outcomeOf, type RealOutcome } from '../../../bench/experiments/real-load.js'
import { realReport } from '../../../bench/experiments/real-report.js'
import type { Latencies } from '../../../bench/experiments/run-experiment.js'
import { directConnections, parseTcpTable } from '../../../bench/experiments/tcp-connections.js'

const MACHINE = { cpu: 'c', cores: 2, memoryBytes: 2 ** 34, kernel: 'k', node: 'v20', commit: 'abc', date: '2026-01-01' }

function all (ms: number): Latencies { return { count: 1, meanMs: ms, p50Ms: ms, p99Ms: ms } }
function outcome (ms: number): RealOutcome { return { get: all(ms), put: all(2 * ms), failedShare: 0, staleShare: 0 } }

/** Real requests take 3 ms more than under the simulator, and a tenth more for the delay. */
function madeUp (r: number, w: number, delayMs: number): DelayPoint {
  return { r, w, delayMs, real: outcome(3 + 2.2 * delayMs), simulated: outcome(2 * delayMs), echo: all(2.1 * delayMs) }
}

const get = ({ get }: RealOutcome): number => get.meanMs

test('real is a multiple of simulated, where there is something to divide by, and what the delay adds leaves out the rest', () => {
  const points = [madeUp(2, 2, 0), madeUp(2, 2, 20), { ...madeUp(1, 1, 0), real: outcome(1_000) }]
  const [without, point] = points
  assert.ok(without !== undefined && point !== undefined)
  assert.equal(ratioOf(point, get).toFixed(3), '1.175')
  assert.equal(addedRatioOf(points, point, get).toFixed(3), '1.100')
  assert.ok(Number.isNaN(ratioOf(without, get)) && Number.isNaN(addedRatioOf(points, without, get)))
  assert.ok(Number.isNaN(ratioOf({ ...point, simulated: outcome(0.5) }, get)))
  assert.deepEqual([rangeOf([2, NaN, 1, 3]), rangeOf([NaN])], [[1, 3], [NaN, NaN]])
})

test('turns of the same kind make one outcome, of all their requests', () => {
  const { get, put, failedShare, staleShare } = outcomeOf([{ gets: [1, 2], puts: [10], failed: 0, stale: 1 }, { gets: [3, 30], puts: [], failed: 5, stale: 0 }])
  assert.deepEqual([get.count, get.p50Ms, get.meanMs, put.meanMs, failedShare, staleShare], [4, 2, 9, 10, 0.5, 0.25])
})

test('the page says the ratio of every point, and has every plot it shows', () => {
  const delay = [[1, 1], [2, 2]].flatMap(([r = 0, w = 0]) => [0, 5, 20].map(delayMs => madeUp(r, w, delayMs)))
  const failed = [0, 1].flatMap(failed => [0, 10_000].map(afterMs => ({ ...madeUp(2, 2, 20), failed, afterMs })))
  const { text, plots } = realReport({ machine: MACHINE, peers: 5, n: 3, workers: 1, requests: 1, failedDelayMs: 20, othersShare: 0.1, delay, failed })
  assert.match(text, /^\| R=2 W=2 \| 20 \| 40 \| 47 \| 1\.18 \| 1\.10 \|/m)
  assert.match(text, /^\| R=1 W=1 \| 0 \| 0 \| 3 \| – \| – \|/m)
  assert.match(text, /20 ms: a get takes 1\.18 to 1\.18 times/)
  const shown = [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file = '']) => file)
  assert.deepEqual([...shown].sort(), [...plots.keys()].sort())
  for (const [file, svg] of plots) assert.ok(svg.includes('stroke-dasharray') && !svg.includes('NaN'), file)
  assert.ok(!/NaN|undefined|Infinity/.test(text))
})

test('of the table of Linux only open connections of the given sockets are read', () => {
  const line = (local: string, remote: string, state: string, inode: number): string => `   0: 0100007F:${local} 0100007F:${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000000000000000 100 0 0 10 0`
  const table = ['  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode', line('1130', '0000', '0A', 1), line('1130', 'C001', '01', 2), line('C001', '1130', '01', 3), line('C002', '1130', '06', 4), ''].join('\n')
  assert.deepEqual(parseTcpTable(table, new Set(['1', '2', '4'])), [{ localPort: 0x1130, remotePort: 0xC001 }])
})

test('two processes are connected directly when each has an end of the same connection, and not when a proxy is between them', () => {
  const proxy = 9_000
  const a = { name: 'a', connections: [{ localPort: 1, remotePort: proxy }, { localPort: 2, remotePort: 50 }] }
  const b = { name: 'b', connections: [{ localPort: 4_400, remotePort: 9_001 }] }
  assert.deepEqual(directConnections([a, b]), [])
  const c = { name: 'c', connections: [{ localPort: 50, remotePort: 2 }] }
  assert.deepEqual(directConnections([a, b, c]), ['a and c'])
})

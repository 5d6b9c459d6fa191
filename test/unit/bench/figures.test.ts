import assert from 'node:assert/strict'
import { test } from 'node:test'
import { percentile } from '../../../bench/experiments/percentile.js'
import type { Case, Performance, Turn } from '../../../bench/performance/data.js'
import { besideOf, figuresOf } from '../../../bench/performance/figures.js'
import { goalsOf } from '../../../bench/performance/goals.js'
import { MATRIX, QUICK_MATRIX, turnsOf } from '../../../bench/performance/matrix.js'
import { performanceReport } from '../../../bench/performance/report.js'
import { scalingReport, startupReport } from '../../../bench/performance/sections.js'
import { median } from '../../../cli/bench/median.js'
import { medianReports } from '../../../cli/bench/median-reports.js'
import { runLoad, type OperationReport } from '../../../cli/bench/run-load.js'

const MACHINE = { cpu: 'c', cores: 2, memoryBytes: 2 ** 34, kernel: 'k', node: 'v20', etcd: '3.4', commit: 'abc', date: '2026-01-01' }

function reportOf (operation: 'get' | 'put', perSecond: number, p50 = 1, p99 = 3): OperationReport {
  return { operation, requests: perSecond, perSecond, latencyMs: { p50, p90: 2, p99, p999: 4, max: 5, mean: 1 }, failed: 0, failures: {} }
}

function turnOf (one: Case, system: Turn['system'], repeat: number, perSecond: number, cpu = 100): Turn {
  const operation = one.getsPercent > 50 ? 'get' : 'put'
  return { case: one.name, system, repeat, seconds: 2, ...(one.open !== undefined && { offeredPerSecond: perSecond }), operations: [reportOf(operation, perSecond)], cpuMicroseconds: { client: cpu, 'peer-1': 10, 'peer-2': 20 }, memoryBytes: 1e8, othersShare: 0.1 }
}

/** Every case measured three times: 1,000, 9,000 and 5,000 a second, etcd a fifth. */
function madeUp (): Performance {
  const turns = [1_000, 9_000, 5_000].flatMap((perSecond, index) => MATRIX.flatMap(one => (['p2pkv', 'etcd'] as const).flatMap(system => one.only === undefined || one.only === system ? [turnOf(one, system, index + 1, system === 'etcd' ? perSecond / 5 : perSecond)] : [])))
  return { machine: MACHINE, repeats: 3, turnMs: 2_000, cases: MATRIX, limits: [{ name: 'group commit', inFlight: 64, bytes: 1_024, perSecond: 30_000 }, { name: 'TCP echo', inFlight: 64, bytes: 1_024, perSecond: 100_000 }, { name: 'request stream', inFlight: 64, bytes: 1_024, perSecond: 50_000 }], idleShare: { p2pkv: 0.01, etcd: 0.02 }, turns }
}

test('medians and percentiles are what they are called', () => {
  assert.deepEqual([median([3, 1, 2]), median([4, 1, 2, 3]), median([7]), median([5, NaN])], [2, 2.5, 7, 5])
  assert.ok(Number.isNaN(median([])) && Number.isNaN(percentile([], 50)))
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  assert.deepEqual([percentile(hundred, 50), percentile(hundred, 99), percentile(hundred, 100), percentile([8], 1)], [50, 99, 100, 8])
})

test('the histogram gives exact percentiles to three digits', async () => {
  // As many different times as requests, from a tenth of a millisecond to ten seconds.
  const times = Array.from({ length: 2_000 }, (_, index) => 0.1 * 10 ** (5 * (index * 7_919 % 2_000) / 2_000))
  let [nowMs, sent] = [0, 0]
  const [report] = await runLoad(() => ({ operation: 'put', send: async () => { nowMs += times[sent++] ?? Infinity } }), {
    durationMs: times.reduce((sum, each) => sum + each, 0) - 1e-3, inFlight: 1, now: () => nowMs, sleep: async () => {}, signal: new AbortController().signal, onEnd: () => {},
  })
  assert.equal(report?.requests, times.length)
  for (const [percent, measured] of [[50, report.latencyMs.p50], [90, report.latencyMs.p90], [99, report.latencyMs.p99], [99.9, report.latencyMs.p999], [100, report.latencyMs.max]] as const) {
    const exact = percentile(times, percent)
    assert.ok(Math.abs(measured - exact) <= 0.001 * exact + 0.001, `${percent}: ${measured} for ${exact}`)
  }
})

test('runs become medians, figure by figure, and no failure is lost', () => {
  const failed = { ...reportOf('put', 900, 9, 9), failed: 2, failures: { 'BUSY/none': 2 } }
  const [put, ...more] = medianReports([[reportOf('put', 100, 1, 30)], [failed], [reportOf('put', 200, 2, 20)]])
  assert.deepEqual([more.length, put?.perSecond, put?.latencyMs.p50, put?.latencyMs.p99, put?.requests, put?.failed, put?.failures], [0, 200, 2, 20, 1_200, 2, { 'BUSY/none': 2 }])
  assert.deepEqual(medianReports([[]]), [])
})

test('every case has a name of its own, and an open loop the case that gives its rate, in both matrices', () => {
  for (const cases of [MATRIX, QUICK_MATRIX]) {
    const names = cases.map(({ name }) => name)
    assert.equal(new Set(names).size, names.length)
    for (const [index, { open }] of cases.entries()) if (open !== undefined) assert.ok(names.slice(0, index).includes(open.base))
    // A server that failed is not asked of anything else before it is back; it may take time to be as it was.
    assert.ok(cases.slice(cases.findIndex(({ fault }) => fault !== undefined)).every(({ fault }) => fault !== undefined))
  }
  assert.ok(QUICK_MATRIX.length >= 13)
})

test('cases that are compared side by side take turns, and are compared with their neighbours', () => {
  const [first, ...others] = MATRIX
  assert.ok(first !== undefined)
  const caseOf = (name: string, rounds?: number): Case => ({ ...first, name, ...(rounds !== undefined && { rounds }) })
  assert.deepEqual(turnsOf([caseOf('a'), caseOf('b', 2), caseOf('c', 2), caseOf('d'), caseOf('e', 3)]).map(({ name }) => name), ['a', 'b', 'c', 'b', 'c', 'd', 'e', 'e', 'e'])
  assert.equal(turnsOf(MATRIX).length, others.length + 1 + 3 * 3)
  // A machine that grows slower: the medians of each say that b is slower, and each turn beside its neighbour that it is faster.
  const turns = [1_000, 500, 100].flatMap((perSecond, index) => [turnOf(caseOf('a'), 'p2pkv', index + 1, perSecond), turnOf(caseOf('b'), 'p2pkv', index + 1, perSecond * (index === 1 ? 0.9 : 1.1))])
  assert.equal(besideOf({ ...madeUp(), turns }, 'p2pkv', 'b', 'a').toFixed(3), '1.100')
  assert.ok(Number.isNaN(besideOf({ ...madeUp(), turns }, 'p2pkv', 'b', 'c')))
})

test('figures are medians of turns, and goals are judged by them', () => {
  const data = madeUp()
  const figures = figuresOf(data, 'p2pkv', 'put @64')
  assert.deepEqual([figures.perSecond, figures.clientCpu, figures.serversCpu, figures.p99Ms, figures.failed], [5_000, 100, 30, 3, 0])
  const goals = new Map(goalsOf(data).map(goal => [goal.what, goal]))
  assert.deepEqual([goals.get('puts at 64 in flight, beside etcd')?.measured, goals.get('puts at 64 in flight, beside etcd')?.met], ['5 times', true])
  assert.equal(goals.get('gets at 64 in flight, beside etcd')?.met, false)
  assert.equal(goals.get('one get at a time, p50')?.met, true)
  const without = goalsOf({ ...data, turns: data.turns.filter(({ system }) => system === 'p2pkv') })
  assert.equal(without.find(({ what }) => what === 'puts at 64 in flight, beside etcd')?.met, undefined)
})

test('the page shows every plot it has, and has every plot it shows', () => {
  const scaling = scalingReport({ machine: MACHINE, repeats: 1, clients: 2, inFlight: 128, turns: [{ daemons: 1, operation: 'put', repeat: 1, perSecond: 4_000, p50Ms: 1, p99Ms: 2, failed: 0, clientCpuMicroseconds: 50, daemonsCpuMicroseconds: 100, daemonsShare: 0.5, othersShare: 0 }] })
  const startup = startupReport({ machine: MACHINE, records: 1_000_000, valueBytes: 1_024, reads: 1, starts: [{ readyMs: 1_400, readyCpuMs: 900, firstGetMs: 1_500, readyBytes: 4e8, idleBytes: 1e8, readBytes: 2e8 }] })
  assert.match(startup.text, /1,500 ms \(met\), with at most 300 MB of memory \(\*\*missed\*\*\)/)
  assert.match(scaling.text, /8,000 \|$/m)
  for (const data of [madeUp(), { ...madeUp(), machine: { ...MACHINE, etcd: undefined }, turns: madeUp().turns.filter(({ system }) => system === 'p2pkv') } as unknown as Performance]) {
    const { text, plots } = performanceReport(data, [scaling, startup])
    const shown = [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file = '']) => file)
    assert.deepEqual([...shown].sort(), [...plots.keys()].sort())
    for (const [file, svg] of plots) assert.ok(svg.startsWith('<svg ') && svg.endsWith('</svg>\n') && !svg.includes('NaN') && !svg.includes('Infinity'), file)
    assert.ok(!text.includes('NaN') && !text.includes('undefined'))
  }
})

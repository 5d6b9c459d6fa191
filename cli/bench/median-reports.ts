import { median } from './median.js'
import type { OperationReport } from './run-load.js'

/** Of several runs: for each operation the median of every figure. Requests and failures are those of all runs together. */
export function medianReports (runs: ReadonlyArray<readonly OperationReport[]>): OperationReport[] {
  return (['get', 'put'] as const).flatMap(operation => {
    const own = runs.flatMap(run => run.find(report => report.operation === operation) ?? [])
    if (own.length === 0) return []
    const latency = (pick: (latency: OperationReport['latencyMs']) => number): number => median(own.map(({ latencyMs }) => pick(latencyMs)))
    const failures = new Map<string, number>()
    for (const report of own) for (const [name, count] of Object.entries(report.failures)) failures.set(name, (failures.get(name) ?? 0) + count)
    const sum = (pick: (report: OperationReport) => number): number => own.reduce((total, report) => total + pick(report), 0)
    return [{
      operation,
      requests: sum(({ requests }) => requests),
      perSecond: median(own.map(({ perSecond }) => perSecond)),
      latencyMs: { p50: latency(({ p50 }) => p50), p90: latency(({ p90 }) => p90), p99: latency(({ p99 }) => p99), p999: latency(({ p999 }) => p999), max: latency(({ max }) => max), mean: latency(({ mean }) => mean) },
      failed: sum(({ failed }) => failed),
      failures: Object.fromEntries(failures),
    }]
  })
}

/** Answers `p2pkv debug bundle`: what a running peer tells of itself. No keys, no values, no secrets. */
import { availableParallelism, freemem, release, totalmem } from 'node:os'
import { DIAGNOSTICS } from '../protocols/diagnostics/diagnostics.js'
import { VERSION } from '../protocols/version.js'
import { formatValue } from './config/parse-value.js'
import { CONFIG_KEYS, declarationOf, type Config } from './config/table.js'
import type { Network } from './core/env.js'

/** Characters of log lines in one answer; the oldest are left out. */
const LOG_CHARACTERS_MAX = 1024 * 1024
const METRICS_CHARACTERS_MAX = 1024 * 1024

export interface DiagnosticsComponents {
  readonly network: Pick<Network, 'handle'>
  readonly metrics: () => Promise<string>
  /** JSON lines, oldest first. */
  readonly recentLog: () => readonly string[]
}

export function serveDiagnostics ({ network, metrics, recentLog }: DiagnosticsComponents, config: Config): void {
  network.handle(DIAGNOSTICS, async () => ({
    version: VERSION,
    facts: facts().map(([name, value]) => ({ name, value: String(value) })),
    settings: CONFIG_KEYS.map(key => ({ name: key, value: formatValue(declarationOf(key), config[key]) })),
    metrics: (await metrics()).slice(0, METRICS_CHARACTERS_MAX),
    logLines: newest(recentLog(), LOG_CHARACTERS_MAX),
  }))
}

function facts (): Array<[name: string, value: string | number]> {
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return [
    ['node', process.versions.node], ['platform', `${process.platform} ${process.arch} ${release()}`], ['pid', process.pid],
    ['processors', availableParallelism()], ['machineMemoryBytes', totalmem()], ['machineMemoryFreeBytes', freemem()],
    ['residentBytes', rss], ['heapUsedBytes', heapUsed], ['heapTotalBytes', heapTotal], ['externalBytes', external],
    ['processorMs', Math.round((user + system) / 1_000)], ['upMs', Math.round(process.uptime() * 1_000)], ['timeMs', Date.now()],
  ]
}

function newest (lines: readonly string[], charactersMax: number): string[] {
  let left = charactersMax
  const first = lines.findLastIndex(line => (left -= line.length) < 0)
  return lines.slice(first + 1)
}

import type { DiagnosticsResponse } from '../protocols/pb/diagnostics.js'

export interface Diagnostics {
  readonly version: string
  /** Of the runtime, the process and the machine. */
  readonly facts: Readonly<Record<string, string>>
  /** As they hold; secrets are hidden. */
  readonly settings: Readonly<Record<string, string>>
  /** The text format of Prometheus. */
  readonly metrics: string
  /** JSON lines, oldest first. */
  readonly logLines: readonly string[]
}

export function toDiagnostics ({ version, facts, settings, metrics, logLines }: DiagnosticsResponse): Diagnostics {
  const record = (rows: DiagnosticsResponse['facts']): Record<string, string> => Object.fromEntries(rows.map(({ name, value }) => [name, value]))
  return { version, facts: record(facts), settings: record(settings), metrics, logLines }
}

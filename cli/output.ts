/** What is printed. Values go to stdout, everything else to stderr; JSON answers go to stdout. */
import { escapeLine, escapeText } from '../daemon/platform/terminal-text.js'
import type { ExitCode } from './exit-codes.js'
import type { Io } from './io.js'

export { escapeLine, escapeText }

export const FORMATS = ['text', 'json', 'ndjson'] as const
export type Format = typeof FORMATS[number]

/** Version of the JSON documents. */
const JSON_VERSION = 1

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decodeUtf8 (bytes: Uint8Array): string | undefined {
  try { return utf8.decode(bytes) } catch { return undefined }
}

/** Bytes for a terminal: text as it is, anything else with `\xNN`. */
export function escapeBytes (bytes: Uint8Array): string {
  const text = decodeUtf8(bytes)
  if (text !== undefined) return escapeText(text)
  return escapeText(Array.from(bytes, byte => byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`).join(''))
}

/** Bytes in JSON: `{"utf8":…}` where they are UTF-8, else `{"base64":…}`. */
export function bytesToJson (bytes: Uint8Array): { utf8: string } | { base64: string } {
  const text = decodeUtf8(bytes)
  return text === undefined ? { base64: Buffer.from(bytes).toString('base64') } : { utf8: text }
}

export interface Failure {
  readonly code: string
  readonly exit: ExitCode
  readonly message: string
  /** What to do or run next. */
  readonly hint?: string | undefined
  readonly outcome?: string
}

export class Output {
  constructor (readonly io: Io, readonly format: Format) {}

  get isText (): boolean { return this.format === 'text' }

  /** A line for people, on stderr; nothing in the JSON modes. */
  note (line: string): void {
    if (this.isText) this.io.stderr(`${line}\n`)
  }

  /** Lines that are themselves the answer of a text-mode command (tables), on stdout. */
  lines (lines: readonly string[]): void {
    this.io.stdout(lines.map(line => `${line}\n`).join(''))
  }

  /** A value in text mode: exact bytes into a pipe, made harmless and ended with a newline on a terminal. */
  value (bytes: Uint8Array): void {
    if (!this.io.stdoutIsTerminal) return this.io.stdout(bytes)
    const text = escapeBytes(bytes)
    this.io.stdout(text.endsWith('\n') ? text : `${text}\n`)
  }

  json (document: object): void {
    this.io.stdout(`${JSON.stringify({ v: JSON_VERSION, ok: true, ...document })}\n`)
  }

  /** A list: one document with an array, or one object a line. */
  list (name: string, items: readonly object[], rest: object = {}): void {
    if (this.format === 'ndjson') for (const item of items) this.json(item)
    else this.json({ ...rest, [name]: items })
  }

  failure (failure: Failure): ExitCode {
    if (this.isText) {
      this.io.stderr(`p2pkv: ${escapeText(failure.message)}\n`)
      if (failure.outcome === 'unknown') this.io.stderr('  outcome unknown: the write may have been applied\n')
      if (failure.hint !== undefined) this.io.stderr(`  next: ${failure.hint}\n`)
    } else this.io.stdout(`${JSON.stringify({ v: JSON_VERSION, ok: false, error: failure })}\n`)
    return failure.exit
  }
}

/** A table with two spaces between columns; cells must be harmless already. */
export function formatTable (header: readonly string[], rows: ReadonlyArray<readonly string[]>): string[] {
  const widths = header.map((title, column) => Math.max(...[header, ...rows].map(row => (row[column] ?? title).length)))
  return [header, ...rows].map(row => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd())
}

/** `1.5 s`, `14 min`: the largest unit that gives at least 1. */
export function formatDuration (milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${Math.round(milliseconds / 1_000)} s`
  if (milliseconds < 3_600_000) return `${Math.round(milliseconds / 60_000)} min`
  if (milliseconds < 172_800_000) return `${Math.round(milliseconds / 3_600_000)} h`
  return `${Math.round(milliseconds / 86_400_000)} d`
}

/** `31 GB`: decimal units, as disks are sold. */
export function formatBytes (bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']
  let size = bytes
  let unit = 0
  while (size >= 999.5 && unit < units.length - 1) { size /= 1000; unit++ }
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${units[unit] ?? ''}`
}

/** The shortest `12D3…abcd` that tells each id of a list from the others. */
export function shortenIds (ids: readonly string[]): Map<string, string> {
  for (let tail = 4; tail < 52; tail++) {
    const short = new Map(ids.map(id => [id, id.length <= tail + 5 ? id : `${id.slice(0, 4)}…${id.slice(-tail)}`]))
    if (new Set(short.values()).size === new Set(ids).size) return short
  }
  return new Map(ids.map(id => [id, id]))
}

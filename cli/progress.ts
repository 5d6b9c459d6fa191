import type { Io } from './io.js'
import { formatBytes, formatDuration } from './output.js'

const TERMINAL_MS = 200
const LINE_MS = 5_000
const BAR_WIDTH = 24

export interface ProgressInit {
  /** What is counted: `keys`, `records`. */
  readonly unit: string
  /** Bytes there are in all, where that is known. */
  readonly bytesTotal?: number
  readonly now?: () => number
}

/** How far long work is: one line that changes on a terminal, a line every few seconds elsewhere. Always on stderr. */
export class Progress {
  readonly #now: () => number
  readonly #start: number
  #shownAt: number
  #count = 0
  #bytes = 0
  #width = 0

  constructor (private readonly io: Pick<Io, 'stderr' | 'stderrIsTerminal'>, private readonly init: ProgressInit) {
    this.#now = init.now ?? (() => performance.now())
    this.#start = this.#now()
    this.#shownAt = this.#start
  }

  get count (): number { return this.#count }

  add (count: number, bytes: number): void {
    this.#count += count
    this.#bytes += bytes
    const now = this.#now()
    if (now - this.#shownAt < (this.io.stderrIsTerminal ? TERMINAL_MS : LINE_MS)) return
    this.#shownAt = now
    this.#show(this.#line(now), !this.io.stderrIsTerminal)
  }

  /** The last line, whole. */
  end (verb: string): void {
    const elapsedMs = Math.max(1, this.#now() - this.#start)
    this.#show(`${verb} ${this.#count} ${this.init.unit}, ${formatBytes(this.#bytes)}, in ${formatDuration(elapsedMs)} (${Math.round(this.#count / elapsedMs * 1000)}/s)`, true)
  }

  #line (now: number): string {
    const elapsedMs = Math.max(1, now - this.#start)
    const rate = `${this.#count} ${this.init.unit}  ${formatBytes(this.#bytes)}  ${Math.round(this.#count / elapsedMs * 1000)}/s`
    const { bytesTotal } = this.init
    if (bytesTotal === undefined || bytesTotal === 0) return rate
    const part = Math.min(1, this.#bytes / bytesTotal)
    const leftMs = part === 0 ? undefined : elapsedMs / part - elapsedMs
    const bar = this.io.stderrIsTerminal ? `[${'#'.repeat(Math.round(part * BAR_WIDTH)).padEnd(BAR_WIDTH)}] ` : ''
    return `${bar}${Math.round(100 * part)} %  ${rate}${leftMs === undefined ? '' : `  ${formatDuration(leftMs)} left`}`
  }

  #show (line: string, last: boolean): void {
    this.io.stderr(this.io.stderrIsTerminal ? `\r${line.padEnd(this.#width)}${last ? '\n' : ''}` : `${line}\n`)
    this.#width = line.length
  }
}

const LINES_MAX = 1_000
const LINE_CHARACTERS_MAX = 2_000

/** The newest lines of a log, kept in memory for whoever looks for a fault: some megabytes at most. */
export class RecentLines {
  readonly #lines: string[] = []
  #next = 0

  add (line: string): void {
    const text = line.trimEnd()
    this.#lines[this.#next] = text.length > LINE_CHARACTERS_MAX ? `${text.slice(0, LINE_CHARACTERS_MAX)}…` : text
    this.#next = (this.#next + 1) % LINES_MAX
  }

  /** Oldest first. */
  all (): readonly string[] { return [...this.#lines.slice(this.#next), ...this.#lines.slice(0, this.#next)] }
}

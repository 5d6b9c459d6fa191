/** What a command may touch of its process; a test gives its own. */
export interface Io {
  readonly stdout: (data: string | Uint8Array) => void
  readonly stderr: (text: string) => void
  /** As stdout, and waits while the reader is slower: for output without an end in sight. */
  readonly write: (data: string | Uint8Array) => Promise<void>
  readonly stdoutIsTerminal: boolean
  readonly stderrIsTerminal: boolean
  /** At most `bytesMax + 1` bytes, so that too much is noticed and not buffered. */
  readonly readStdin: (bytesMax: number) => Promise<Uint8Array>
  /** Standard input as it comes. */
  readonly stdin: () => AsyncIterable<Uint8Array>
  /** Asks who sits at the terminal; absent where there is none. */
  readonly ask?: (question: string) => Promise<string>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly homeDirectory: string
  /** Aborts on SIGINT, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal
}

/** What a command may touch of its process; a test gives its own. */
export interface Io {
  readonly stdout: (data: string | Uint8Array) => void
  readonly stderr: (text: string) => void
  readonly stdoutIsTerminal: boolean
  /** At most `bytesMax + 1` bytes, so that too much is noticed and not buffered. */
  readonly readStdin: (bytesMax: number) => Promise<Uint8Array>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly homeDirectory: string
  /** Aborts on SIGINT and SIGTERM. */
  readonly signal: AbortSignal
}

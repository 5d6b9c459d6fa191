import type { KvClient } from '../../../client/index.js'
import type { Io } from '../../../cli/io.js'
import { runCli } from '../../../cli/run.js'
import { InvalidArgumentError } from '../../../protocols/errors.js'

export interface Run { readonly exit: number, readonly stdout: string, readonly stderr: string, readonly bytes: Uint8Array, readonly target: unknown }

export interface RunOptions {
  readonly client?: Partial<KvClient>
  readonly terminal?: boolean
  readonly stdin?: string
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly homeDirectory?: string
  readonly signal?: AbortSignal
  /** A reader of standard output that takes its time. */
  readonly write?: () => Promise<void>
}

/** Runs one command line against a client made of the methods that are given. */
export async function run (argv: readonly string[], options: RunOptions = {}): Promise<Run> {
  const out: Uint8Array[] = []
  let stderr = ''
  let target: unknown
  const io: Io = {
    stdout: data => { out.push(typeof data === 'string' ? new TextEncoder().encode(data) : data) },
    stderr: text => { stderr += text },
    write: async data => {
      io.stdout(data)
      await options.write?.()
    },
    stderrIsTerminal: options.terminal ?? false,
    stdin: async function * () { yield new TextEncoder().encode(options.stdin ?? '') },
    stdoutIsTerminal: options.terminal ?? false,
    readStdin: async () => new TextEncoder().encode(options.stdin ?? ''),
    environment: { P2PKV_PEER: '/ip4/127.0.0.1/tcp/4400', ...options.environment },
    homeDirectory: options.homeDirectory ?? '/nonexistent',
    signal: options.signal ?? new AbortController().signal,
  }
  const exit = await runCli(argv, io, {
    connect: async given => {
      target = given
      // As the library does.
      if (given.peers?.length === 0) throw new InvalidArgumentError('peers must name at least one peer')
      return { close: async () => {}, ...options.client } as KvClient
    },
    startDaemon: async config => { target = config },
    program: [''],
  })
  const bytes = Buffer.concat(out)
  return { exit, stdout: bytes.toString(), stderr, bytes, target }
}

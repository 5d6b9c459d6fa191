/** What every command shares: its options, where it prints, and a client opened when it is needed. */
import { Option } from 'commander'
import type { Command } from 'commander'
import type { KvClient } from '../client/index.js'
import { parseDuration } from '../client/parse-duration.js'
import type { Config } from '../daemon/config/table.js'
import { InvalidArgumentError, InvalidKeyError } from '../protocols/errors.js'
import { checkTtl } from '../protocols/record/ttl.js'
import { fromBase64 } from './base64.js'
import { EXIT } from './exit-codes.js'
import type { ExitCode } from './exit-codes.js'
import type { Io } from './io.js'
import { escapeBytes, escapeLine, FORMATS, Output } from './output.js'
import type { Failure, Format } from './output.js'
import { findTarget } from './peers.js'
import type { Target } from './peers.js'

export interface ConnectTarget {
  readonly peers: readonly string[]
  readonly cluster?: string
  /** A data directory: the command acts with its keys, if it has any. */
  readonly operator?: string
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

export type Connect = (target: ConnectTarget) => Promise<KvClient>

/** What -p, --data, --timeout and -o were given. */
export interface ConnectionFlags {
  readonly peer?: string[]
  readonly data?: string
  readonly timeout?: string
  readonly output: Format
}

export interface DaemonOptions {
  readonly insecure?: boolean | undefined
}

/** What a command line starts beyond itself; loaded when a command needs it. */
export interface Services {
  readonly connect: Connect
  /** Runs a peer in this process until it is stopped. */
  readonly startDaemon: (config: Config, options?: DaemonOptions) => Promise<void>
  /** Program and leading arguments that run this command line again. */
  readonly program: readonly [string, ...string[]]
}

export interface Session extends Services {
  readonly io: Io
  /** Takes what a command ended with. */
  readonly finish: (exit: ExitCode) => void
  /** Says that from here on a failure concerns a write. @param look what shows whether it was applied; default: a get of the key */
  readonly startWrite: (look?: string) => void
}

function collect (value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value]
}

export function withOutput (command: Command): Command {
  return command.addOption(new Option('-o, --output <format>', 'how to print').choices(FORMATS).default('text'))
}

/** The options of every command that asks a running peer. */
export function withConnection (command: Command): Command {
  return withOutput(command
    .option('-p, --peer <multiaddr>', 'peer to ask; several, or separated by commas, are tried in order', collect)
    .option('--data <directory>', 'data directory whose running daemon, or dev cluster, is asked (default: ~/.p2pkv)')
    .option('--timeout <duration>', 'for the whole command, like 500ms or 5s (default: 5s)'))
}

export function withKey (command: Command): Command {
  return command
    .option('--bucket <name>', 'bucket of the key', 'default')
    .addOption(new Option('--key-encoding <encoding>', 'how KEY is written; one that is no UTF-8, or has U+FFFD, needs hex or base64').choices(['utf8', 'hex', 'base64']).default('utf8'))
}

/** Opens a client, runs `use`, closes the client; prints nothing by itself. */
export async function withClient (session: Session, flags: ConnectionFlags, use: (client: KvClient, output: Output, target: Target) => Promise<ExitCode>): Promise<void> {
  const output = new Output(session.io, flags.output)
  const timeoutMs = flags.timeout === undefined ? undefined : parseDuration(flags.timeout, '--timeout')
  const target = await findTarget(flags, session.io)
  const client = await session.connect({
    peers: target.peers,
    operator: target.operator,
    ...(target.cluster !== undefined && { cluster: target.cluster }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    signal: session.io.signal,
  })
  try {
    session.finish(await use(client, output, target))
  } finally {
    // Said, not waited for: the process ends next, and a polite goodbye takes longer than the shell should wait.
    client.close().catch(() => {})
  }
}

/** @throws InvalidKeyError when the text is not of that encoding */
export function parseKey (text: string, encoding: string): Uint8Array {
  if (encoding === 'hex') {
    if (!/^([0-9a-fA-F]{2})*$/.test(text)) throw new InvalidKeyError('a hex key has pairs of the digits 0-9 a-f')
    return Buffer.from(text, 'hex')
  }
  if (encoding === 'base64') {
    const bytes = fromBase64(text)
    if (bytes === undefined) throw new InvalidKeyError('a base64 key has the characters A-Z a-z 0-9 + / - _ and = at the end, and is whole')
    return bytes
  }
  if (wasChanged(text)) throw new InvalidKeyError('a key on the command line has U+FFFD, which stands for bytes that are no UTF-8: give it with --key-encoding hex or base64')
  return new TextEncoder().encode(text)
}

/** @throws InvalidArgumentError */
export function parseValue (text: string): Uint8Array {
  if (wasChanged(text)) throw new InvalidArgumentError('a value on the command line has U+FFFD, which stands for bytes that are no UTF-8: give it with -f FILE')
  return new TextEncoder().encode(text)
}

/** Node puts U+FFFD in place of what is no UTF-8 and does not say so: two keys would be one. */
function wasChanged (text: string): boolean { return text.includes('\ufffd') }

/** Milliseconds, or `none`. @throws InvalidArgumentError */
export function parseTtl (text: string, name: string): number | 'none' {
  if (text === 'none') return 'none'
  const ttlMs = parseDuration(text, name)
  checkTtl(ttlMs)
  return ttlMs
}

/** Several versions where one was asked for. */
export function conflictFailure (key: Uint8Array, versions: number, bucket: string): Failure {
  const rest = bucket === 'default' ? '' : ` --bucket ${escapeLine(bucket)}`
  return {
    code: 'CONFLICT', exit: EXIT.conflict,
    message: `${versions} concurrent versions of ${escapeBytes(key)}`,
    hint: `see them: p2pkv conflicts ls KEY${rest}; replace them by one: p2pkv conflicts resolve KEY${rest} --pick N`,
  }
}

/** @throws InvalidArgumentError */
export function parsePort (text: string): number {
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : NaN
  if (!(port >= 1 && port <= 65_535)) throw new InvalidArgumentError(`a port is a whole number from 1 to 65535; it is ${text}`)
  return port
}

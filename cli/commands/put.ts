import { stat } from 'node:fs/promises'
import { Command, Option } from 'commander'
import type { KvClient, PutOptions, PutResult, Version } from '../../client/index.js'
import { InvalidArgumentError, ValueTooLargeError } from '../../protocols/errors.js'
import { VALUE_BYTES_HARD_MAX } from '../../protocols/record/record-codec.js'
import { parseQuorum } from '../../protocols/rpc/quorum.js'
import { EXIT } from '../exit-codes.js'
import type { ExitCode } from '../exit-codes.js'
import { printHops, printVersions, putToJson } from '../format-versions.js'
import type { Io } from '../io.js'
import { isStdin, openFile, readBounded } from '../open-file.js'
import { bytesToJson, escapeLine, formatDuration, shortenIds } from '../output.js'
import type { Output } from '../output.js'
import { parseKey, parseTtl, parseValue, withClient, withConnection, withKey } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

/** What put and del have in common. */
export interface WriteFlags extends ConnectionFlags {
  bucket: string
  keyEncoding: string
  w?: string
  pw?: string
  strict?: boolean
  explain?: boolean
  context?: string
  ifMatch?: string
  durability: 'synced' | 'buffered'
}

interface Flags extends WriteFlags { file?: string, ttl?: string, ifAbsent?: boolean, previous?: boolean }

export function withWrite (command: Command): Command {
  return withConnection(withKey(command
    .option('-w, --w <quorum>', 'replicas that must store it: one, quorum, all or a number')
    .option('--pw <quorum>', 'how many of them must be primaries of the key, not stand-ins (default: one)')
    .option('--strict', 'count only the primaries of the key')
    .option('--explain', 'say what each replica was asked and how long it took, too')
    .option('--context <token>', 'replace exactly the versions that this context covers (from get or put -o json)')
    .option('--if-match <token>', 'only if the current versions are exactly those of this context (optimistic)')
    .addOption(new Option('--durability <level>', 'what an ack means: on stable storage, or handed to the operating system')
      .choices(['synced', 'buffered']).default('synced'))))
}

/** @throws InvalidArgumentError */
export function writeOptions (flags: WriteFlags, io: Io): PutOptions {
  const { bucket, strict, explain, context, ifMatch, durability } = flags
  return { bucket, strict, explain, context, ifMatch, durability, w: flags.w === undefined ? undefined : parseQuorum(flags.w, '-w'), pw: flags.pw === undefined ? undefined : parseQuorum(flags.pw, '--pw'), signal: io.signal }
}

export async function runWrite (session: Session, flags: WriteFlags, write: (client: KvClient, output: Output) => Promise<ExitCode>): Promise<void> {
  await withClient(session, flags, async (client, output) => {
    session.startWrite()
    return await write(client, output)
  })
}

/** `ok  v=3f2a:7  acks 2/3 primary + 1 hinted (for 12D3…kQ)  synced=2  11 ms` */
export function formatPut (result: PutResult): string {
  const { acks } = result
  const short = shortenIds(result.hintedFor)
  const hinted = acks.hinted === 0 ? '' : ` + ${acks.hinted} hinted (for ${[...short.values()].map(escapeLine).join(', ')})`
  const conflict = result.siblings > 1 ? `  ${result.siblings} concurrent versions: p2pkv conflicts ls KEY` : ''
  return `ok  v=${escapeLine(result.version)}  acks ${acks.primary}/${result.primaries} primary${hinted}  synced=${acks.synced}  ${formatDuration(result.elapsedMs)}${conflict}`
}

/** @throws InvalidArgumentError, ValueTooLargeError */
export async function readFileBounded (path: string, signal: AbortSignal, note?: Io['stderr']): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size > VALUE_BYTES_HARD_MAX) throw new ValueTooLargeError(size, VALUE_BYTES_HARD_MAX)
    // A pipe or a device has no size, and may have no end.
    const content = await readBounded(openFile(path, signal, note), VALUE_BYTES_HARD_MAX)
    if (content.length > VALUE_BYTES_HARD_MAX) throw new ValueTooLargeError(content.length, VALUE_BYTES_HARD_MAX)
    return content
  } catch (cause) {
    if (cause instanceof ValueTooLargeError) throw cause
    throw new InvalidArgumentError(`-f ${path} cannot be read: ${(cause as Error).message}`, { cause })
  }
}

/** @throws InvalidArgumentError, ValueTooLargeError */
async function readStdin (io: Io): Promise<Uint8Array> {
  const bytes = await io.readStdin(VALUE_BYTES_HARD_MAX)
  if (bytes.length > VALUE_BYTES_HARD_MAX) throw new ValueTooLargeError(bytes.length, VALUE_BYTES_HARD_MAX)
  return bytes
}

/** What -f names. @throws InvalidArgumentError, ValueTooLargeError */
export async function readFile (path: string, io: Io): Promise<Uint8Array> {
  return isStdin(path) ? await readStdin(io) : await readFileBounded(path, io.signal, io.stderr)
}

/** @throws InvalidArgumentError, ValueTooLargeError */
async function readValue (io: Io, value: string | undefined, file: string | undefined): Promise<Uint8Array> {
  if ((value === undefined) === (file === undefined)) {
    throw new InvalidArgumentError('give the value once: as VALUE, as - for standard input, or as -f FILE')
  }
  if (file !== undefined) return await readFile(file, io)
  return value === '-' ? await readStdin(io) : parseValue(value ?? '')
}

function printPrevious (output: Output, previous: readonly Version[]): void {
  const [only] = previous
  if (only === undefined) output.note('there was no value before')
  else if (previous.length === 1) output.value(only.value)
  else printVersions(output, previous)
}

export function putCommand (session: Session): Command {
  const command = new Command('put').summary('write the value of a key')
    .description('Writes VALUE to KEY and says what was achieved: the version, how many replicas stored it, and how durably.')
    .argument('<key>', 'the key')
    .argument('[value]', 'the value; - reads standard input')
    .option('-f, --file <path>', 'read the value from this file')
    .option('--ttl <duration>', 'time until the value disappears, like 30s, 10m, 1h or 7d; none: never (default: the bucket\'s)')
    .option('--if-absent', 'only if the key has no value (optimistic)')
    .option('--previous', 'print the value that was replaced')
    .action(async (key: string, value: string | undefined, flags: Flags) => {
      const bytes = parseKey(key, flags.keyEncoding)
      const options: PutOptions = {
        ...writeOptions(flags, session.io),
        ttl: flags.ttl === undefined ? undefined : parseTtl(flags.ttl, '--ttl'),
        ifAbsent: flags.ifAbsent,
        ...(flags.previous === true && { returnPrevious: true }),
      }
      const content = await readValue(session.io, value, flags.file)
      await runWrite(session, flags, async (client, output) => {
        const result = await client.put(bytes, content, options)
        output.note(formatPut(result))
        printHops(output, result.hops)
        if (!output.isText) output.json({ key: bytesToJson(bytes), ...putToJson(result) })
        else if (result.previous !== undefined) printPrevious(output, result.previous)
        return EXIT.ok
      })
    })
  return teach(withWrite(command), {
    examples: [
      { run: 'p2pkv put greeting hello', why: 'at the quorum of replicas that is configured' },
      { run: 'p2pkv put photo.jpg -f photo.jpg -w all', why: 'a file, stored by every replica before the answer' },
      { run: 'date | p2pkv put now - --ttl 10m', why: 'from standard input, gone after ten minutes' },
      { run: 'p2pkv put cart:42 pears --bucket carts --context TOKEN', why: 'in place of exactly what a get -o json with that context returned' },
      { run: 'p2pkv put greeting bye --previous', why: 'print what was there before' },
      { run: 'p2pkv put theme dark --if-absent', why: 'a default: exit 4 when there is a value already (no lock: of two at once both may hold)' },
    ],
    exits: [...REQUEST_EXITS.slice(0, 2), EXIT.precondition, ...REQUEST_EXITS.slice(2, 3), EXIT.unknown, ...REQUEST_EXITS.slice(3)],
    environment: PEER_ENVIRONMENT,
  })
}

import { Command } from 'commander'
import type { KvClient } from '../../client/index.js'
import { PreconditionFailedError } from '../../protocols/errors.js'
import { parseQuorum } from '../../protocols/rpc/quorum.js'
import { describeError } from '../describe-error.js'
import { EXIT } from '../exit-codes.js'
import type { ExitCode } from '../exit-codes.js'
import { fileSize } from '../file-size.js'
import { inOrder, OrderByKey, splitLines } from '../in-order.js'
import { bytesField, optional, parseObject, refuseUnknown } from '../json-request.js'
import { isStdin, openFile } from '../open-file.js'
import { escapeText } from '../output.js'
import { Progress } from '../progress.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, teach } from '../teach.js'
import { LINE_BYTES_MAX } from './pipe.js'

interface Flags extends ConnectionFlags { bucket: string, w?: string, ifAbsent?: boolean }

const IN_FLIGHT = 128
/** Failed lines that are shown; all are counted. */
const FAILURES_SHOWN = 10

type Came = 'put' | 'kept' | 'expired' | { readonly line: number, readonly exit: ExitCode, readonly message: string }

async function importLine (client: KvClient, text: string | undefined, flags: Flags, order: OrderByKey, signal: AbortSignal): Promise<Came> {
  const line = parseObject(text)
  refuseUnknown(line, ['key', 'value', 'expiresAt', 'ttl', 'bucket'])
  const expiresAt = optional(line, 'expiresAt', 'number')
  const ttlMs = expiresAt === undefined ? undefined : Math.ceil(expiresAt - Date.now())
  if (ttlMs !== undefined && ttlMs <= 0) return 'expired'
  const key = bytesField(line, 'key')
  const value = bytesField(line, 'value')
  const bucket = optional(line, 'bucket', 'string') ?? flags.bucket
  const options = {
    bucket,
    w: flags.w === undefined ? undefined : parseQuorum(flags.w, '-w'),
    ttl: ttlMs ?? optional(line, 'ttl', 'string', 'number'),
    ifAbsent: flags.ifAbsent,
    signal,
  }
  try {
    // Of several lines of a key the last one stays.
    await order.run(`${bucket}/${Buffer.from(key).toString('latin1')}`, async () => await client.put(key, value, options))
    return 'put'
  } catch (error) {
    if (error instanceof PreconditionFailedError) return 'kept'
    throw error
  }
}

export function importCommand (session: Session): Command {
  const command = new Command('import').summary('put keys and values from lines of JSON')
    .description('Puts what FILE (- is standard input) has: one object {"key":…,"value":…} a line, with expiresAt or ttl where the value shall expire and bucket where it ' +
      'is of another; keys and values are text, {"utf8":…} or {"base64":…}. Many are in work at a time. Lines that fail are named and do not stop the others; the exit code is ' +
      'that of the first. To run it again is safe: it writes the same values.')
    .argument('<file>', 'what p2pkv export printed, or the like; - for standard input')
    .option('--bucket <name>', 'bucket of lines that name none', 'default')
    .option('-w, --w <quorum>', 'replicas that must store each: one, quorum, all or a number')
    .option('--if-absent', 'leave keys that have a value as they are')
    .action(async (file: string, flags: Flags) => {
      const { io } = session
      const isInput = file === '-' || isStdin(file)
      const size = isInput ? undefined : await fileSize(file)
      await withClient(session, flags, async (client, output) => {
        session.startWrite()
        const progress = new Progress(io, { unit: 'lines', ...(size !== undefined && { bytesTotal: size }) })
        const counts = { put: 0, kept: 0, expired: 0, failed: 0 }
        let exit: ExitCode = EXIT.ok
        const order = new OrderByKey()
        const source: AsyncIterable<Uint8Array> = isInput ? io.stdin() : openFile(file, io.signal, io.stderr)
        const results = inOrder(splitLines(source, LINE_BYTES_MAX), IN_FLIGHT, async ({ number, text, bytes }): Promise<{ came: Came, bytes: number }> => {
          try {
            return { came: await importLine(client, text, flags, order, io.signal), bytes }
          } catch (error) {
            const { exit, message } = describeError(error, { write: true, aborted: io.signal.aborted })
            return { came: { line: number, exit, message }, bytes }
          }
        }, { item: ({ bytes }) => bytes })
        for await (const { came, bytes } of results) {
          io.signal.throwIfAborted()
          progress.add(1, bytes)
          if (typeof came === 'string') counts[came]++
          else {
            counts.failed++
            if (exit === EXIT.ok) exit = came.exit
            if (counts.failed <= FAILURES_SHOWN) io.stderr(`! line ${came.line}: ${escapeText(came.message)}\n`)
            if (counts.failed === FAILURES_SHOWN + 1) io.stderr('! and more\n')
          }
        }
        // Ctrl-C ends whoever writes to it, too: what came may be a part.
        io.signal.throwIfAborted()
        progress.end('imported')
        if (output.isText) output.note(`put ${counts.put}  kept ${counts.kept}  expired ${counts.expired}  failed ${counts.failed}${counts.failed > 0 ? '   To try the failed ones again, run it again' : ''}`)
        else output.json(counts)
        return exit
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv import all.ndjson', why: 'what p2pkv export printed' },
      { run: "echo '{\"key\":\"greeting\",\"value\":\"hello\",\"ttl\":\"1h\"}' | p2pkv import -", why: 'from another program' },
    ],
    exits: [0, 2, 6, 7, 8, 9, 11, 12, 13, 130],
    environment: PEER_ENVIRONMENT,
  })
}

import { Command } from 'commander'
import type { KvClient } from '../../client/index.js'
import { InvalidArgumentError } from '../../protocols/errors.js'
import { parseQuorum } from '../../protocols/rpc/quorum.js'
import { describeError } from '../describe-error.js'
import { EXIT } from '../exit-codes.js'
import { putToJson, versionToJson } from '../format-versions.js'
import { inOrder, splitLines } from '../in-order.js'
import { bytesField, optional, parseObject, refuseUnknown, type JsonObject } from '../json-request.js'
import { bytesToJson } from '../output.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, teach } from '../teach.js'
import { parseCount } from './scan.js'

const IN_FLIGHT_DEFAULT = '64'
const IN_FLIGHT_MAX = 1_024
/** Room for the largest value in base64, and its envelope. */
export const LINE_BYTES_MAX = 96 * 1024 * 1024
const OPS = ['get', 'put', 'del', 'exists'] as const
const FIELDS = ['id', 'op', 'key', 'value', 'bucket', 'r', 'w', 'strict', 'ttl', 'context', 'ifMatch', 'ifAbsent']

function quorumField (request: JsonObject, name: 'r' | 'w'): ReturnType<typeof parseQuorum> | undefined {
  const value = optional(request, name, 'string', 'number')
  return value === undefined ? undefined : parseQuorum(value, name)
}

async function answerOf (client: KvClient, request: JsonObject, signal: AbortSignal): Promise<object> {
  refuseUnknown(request, FIELDS)
  const op = OPS.find(known => known === request.op)
  if (op === undefined) throw new InvalidArgumentError(`op must be one of ${OPS.join(', ')}`)
  const key = bytesField(request, 'key')
  const shared = { bucket: optional(request, 'bucket', 'string'), strict: optional(request, 'strict', 'boolean'), signal }
  if (op === 'get' || op === 'exists') {
    const { found, value, siblings, context } = await client.get(key, { ...shared, r: quorumField(request, 'r') })
    if (op === 'exists') return { exists: found }
    return { found, ...(value !== undefined && { value: bytesToJson(value) }), siblings: siblings.map(versionToJson), context }
  }
  const write = { ...shared, w: quorumField(request, 'w'), context: optional(request, 'context', 'string'), ifMatch: optional(request, 'ifMatch', 'string') }
  if (op === 'del') return putToJson(await client.delete(key, write))
  return putToJson(await client.put(key, bytesField(request, 'value'), { ...write, ttl: optional(request, 'ttl', 'string', 'number'), ifAbsent: optional(request, 'ifAbsent', 'boolean') }))
}

export function pipeCommand (session: Session): Command {
  const command = new Command('pipe').summary('many requests over one connection, as lines of JSON')
    .description('Reads one JSON object a line from standard input and prints one a line for each, in the same order; many are in work at a time. ' +
      '{"op":"get|put|del|exists","key":…} and, as each takes them, value, bucket, r, w, strict, ttl, context, ifMatch, ifAbsent. Keys and values are text, ' +
      '{"utf8":…} or {"base64":…}. An "id" comes back in the answer. A request that fails is answered with ok false and ends nothing.')
    .option('--in-flight <number>', `requests in work at a time, at most ${IN_FLIGHT_MAX}, and fewer where their lines or their values are large; requests of one key in work at once have no order`, IN_FLIGHT_DEFAULT)
    .action(async (flags: ConnectionFlags & { inFlight: string }) => {
      const inFlight = Math.min(parseCount(flags.inFlight, '--in-flight'), IN_FLIGHT_MAX)
      const { io } = session
      await withClient(session, flags, async client => {
        const answers = inOrder(splitLines(io.stdin(), LINE_BYTES_MAX), inFlight, async ({ number, text }) => {
          let id: unknown = number
          let write = true
          try {
            const request = parseObject(text)
            id = request.id ?? number
            write = request.op === 'put' || request.op === 'del'
            const line = `${JSON.stringify({ v: 1, id, ok: true, ...await answerOf(client, request, io.signal) })}\n`
            // A write must not be done again.
            return { line, bytes: write ? 0 : line.length }
          } catch (error) {
            return { line: `${JSON.stringify({ v: 1, id, ok: false, error: describeError(error, { write, aborted: io.signal.aborted }) })}\n`, bytes: 0 }
          }
        }, { item: ({ bytes }) => bytes, result: ({ bytes }) => bytes })
        for await (const { line } of answers) {
          if (io.signal.aborted) return EXIT.interrupted
          await io.write(line)
        }
        // Ctrl-C ends whoever writes to it, too: what came may be a part.
        return io.signal.aborted ? EXIT.interrupted : EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: "echo '{\"op\":\"get\",\"key\":\"greeting\"}' | p2pkv pipe", why: 'one request; a program keeps the pipe open and sends many' },
      { run: 'p2pkv pipe --in-flight 256 < requests.ndjson > answers.ndjson', why: 'a file of requests' },
    ],
    exits: [EXIT.ok, EXIT.usage, EXIT.noPeer, EXIT.mismatch, EXIT.interrupted],
    environment: PEER_ENVIRONMENT,
  })
}

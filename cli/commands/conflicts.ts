import { Command } from 'commander'
import type { Version } from '../../client/index.js'
import { InvalidArgumentError } from '../../protocols/errors.js'
import { parseQuorum } from '../../protocols/rpc/quorum.js'
import { EXIT } from '../exit-codes.js'
import { formatTime, putToJson, remainingMs, versionToJson } from '../format-versions.js'
import { bytesToJson, escapeBytes, escapeLine, formatTable } from '../output.js'
import { parseKey, parseValue, withClient, withConnection, withKey } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'
import { formatPut, readFile } from './put.js'

interface KeyFlags extends ConnectionFlags { bucket: string, keyEncoding: string, r?: string }
interface ResolveFlags extends KeyFlags { w?: string, value?: string, pick?: string, file?: string }

const VALUE_CHARACTERS_SHOWN = 60

function preview (value: Uint8Array): string {
  const begin = value.subarray(0, VALUE_CHARACTERS_SHOWN)
  const isCut = begin.length < value.length
  const text = escapeLine(textOf(begin, isCut))
  return isCut || text.length > VALUE_CHARACTERS_SHOWN ? `${text.slice(0, VALUE_CHARACTERS_SHOWN)}… (${value.length} bytes)` : text
}

/** @param isCut the last character may not be whole: it is left out */
function textOf (bytes: Uint8Array, isCut: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut })
  } catch { return escapeBytes(bytes) }
}

function lsCommand (session: Session): Command {
  const command = new Command('ls').summary('list the concurrent versions of keys')
    .description('Lists every version of each KEY that has several concurrent ones, oldest first; keys that have one or none are left out. Only buckets with conflict=siblings keep several.')
    .argument('<key...>', 'the keys')
    .option('-r, --r <quorum>', 'replicas that must answer: one, quorum, all or a number')
    .action(async (keys: string[], flags: KeyFlags) => {
      const parsed = keys.map(key => parseKey(key, flags.keyEncoding))
      const r = flags.r === undefined ? undefined : parseQuorum(flags.r, '-r')
      await withClient(session, flags, async (client, output) => {
        const conflicts: Array<{ key: Uint8Array, siblings: readonly Version[], context: string }> = []
        for (const key of parsed) {
          const { siblings, context } = await client.get(key, { bucket: flags.bucket, r, signal: session.io.signal })
          if (siblings.length > 1) conflicts.push({ key, siblings, context })
        }
        if (!output.isText) {
          output.list('conflicts', conflicts.map(({ key, siblings, context }) => ({ key: bytesToJson(key), context, siblings: siblings.map(versionToJson) })))
        } else if (conflicts.length === 0) output.note('no conflicts')
        else {
          output.lines(formatTable(['KEY', '#', 'VERSION', 'WRITTEN', 'VALUE'], conflicts.flatMap(({ key, siblings }) => siblings.map((version, index) => [
            escapeLine(escapeBytes(key)), String(index + 1), escapeLine(version.version), formatTime(version.writtenAt), preview(version.value),
          ]))))
        }
        return EXIT.ok
      })
    })
  return teach(withConnection(withKey(command)), {
    examples: [{ run: 'p2pkv conflicts ls cart:41 cart:42 --bucket carts', why: 'which of the two has concurrent versions, and what they hold' }],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

/** @throws InvalidArgumentError when it names none of the versions */
function pick (siblings: readonly Version[], wanted: string): Version {
  const chosen = /^[0-9]{1,4}$/.test(wanted) ? siblings[Number(wanted) - 1] : siblings.find(({ version }) => version === wanted)
  if (chosen === undefined) throw new InvalidArgumentError(`--pick ${wanted} names none of the ${siblings.length} versions: ${siblings.map(({ version }) => version).join(' ')}`)
  return chosen
}

function resolveCommand (session: Session): Command {
  const command = new Command('resolve').summary('replace the concurrent versions of a key by one')
    .description('Reads KEY and writes one value in place of all the concurrent versions that it found; one that is written meanwhile stays. ' +
      'Numbers of --pick may shift when another version arrives: in a script pick by version. A picked version keeps its TTL. Exit 4 when there is no conflict.')
    .argument('<key>', 'the key')
    .option('--value <value>', 'the value to write')
    .option('-f, --file <path>', 'read the value from this file')
    .option('--pick <version>', 'keep this one: its version, or its number as conflicts ls shows them')
    .option('-r, --r <quorum>', 'replicas that must answer: one, quorum, all or a number')
    .option('-w, --w <quorum>', 'replicas that must store it: one, quorum, all or a number')
    .action(async (key: string, flags: ResolveFlags) => {
      const bytes = parseKey(key, flags.keyEncoding)
      if ([flags.value, flags.pick, flags.file].filter(given => given !== undefined).length !== 1) throw new InvalidArgumentError('give one of --value VALUE, --pick VERSION and -f FILE')
      const content = flags.value !== undefined ? parseValue(flags.value) : flags.file !== undefined ? await readFile(flags.file, session.io) : undefined
      const r = flags.r === undefined ? undefined : parseQuorum(flags.r, '-r')
      const w = flags.w === undefined ? undefined : parseQuorum(flags.w, '-w')
      const { bucket } = flags
      const { signal } = session.io
      await withClient(session, flags, async (client, output) => {
        const { found, siblings, context } = await client.get(bytes, { bucket, r, signal })
        if (!found) {
          output.note(`not found: ${escapeBytes(bytes)}`)
          if (!output.isText) output.json({ key: bytesToJson(bytes), found })
          return EXIT.notFound
        }
        if (siblings.length === 1) {
          return output.failure({ code: 'NO_CONFLICT', exit: EXIT.precondition, message: `${escapeBytes(bytes)} has one version: there is nothing to resolve`, hint: 'see it: p2pkv get KEY', outcome: 'none' })
        }
        const chosen = flags.pick === undefined ? undefined : pick(siblings, flags.pick)
        session.startWrite()
        const result = await client.put(bytes, chosen?.value ?? content ?? new Uint8Array(), {
          bucket, w, context, signal, ...(chosen !== undefined && { ttl: remainingMs(chosen) ?? 'none' }),
        })
        output.note(formatPut(result))
        if (!output.isText) output.json({ key: bytesToJson(bytes), replaced: siblings.map(({ version }) => version), ...putToJson(result) })
        return EXIT.ok
      })
    })
  return teach(withConnection(withKey(command)), {
    examples: [
      { run: 'p2pkv conflicts resolve cart:42 --bucket carts --pick 2', why: 'keep the second of those that conflicts ls lists' },
      { run: 'p2pkv conflicts resolve cart:42 --bucket carts --value apples,pears', why: 'write what the versions amount to together' },
    ],
    exits: [0, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13],
    environment: PEER_ENVIRONMENT,
  })
}

export function conflictsCommand (session: Session): Command {
  return new Command('conflicts').summary('list and resolve concurrent versions').usage('COMMAND [options]').helpCommand(false)
    .description('Concurrent versions of a key, as buckets with conflict=siblings keep them (p2pkv bucket --help).')
    .addCommand(lsCommand(session)).addCommand(resolveCommand(session))
}

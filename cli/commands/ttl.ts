import { Command } from 'commander'
import { InvalidArgumentError } from '../../protocols/errors.js'
import { parseQuorum } from '../../protocols/rpc/quorum.js'
import { EXIT } from '../exit-codes.js'
import { formatRemaining, remainingMs } from '../format-versions.js'
import { bytesToJson, escapeBytes } from '../output.js'
import { conflictFailure, parseKey, parseTtl, withClient, withConnection, withKey } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, teach } from '../teach.js'
import { formatPut } from './put.js'

interface Flags extends ConnectionFlags { bucket: string, keyEncoding: string, r?: string, w?: string, set?: string, clear?: boolean }

/** The new TTL that was asked for; undefined: only to read. @throws InvalidArgumentError */
function newTtl ({ set, clear }: Flags): number | 'none' | undefined {
  if (set !== undefined && clear === true) throw new InvalidArgumentError('give one of --set and --clear')
  return clear === true ? 'none' : set === undefined ? undefined : parseTtl(set, '--set')
}

export function ttlCommand (session: Session): Command {
  const command = new Command('ttl').summary('show or change how long a key lives')
    .description('Prints how long the value of KEY still lives, by this machine\'s clock, or none. --set and --clear write the same value again with another TTL, ' +
      'only if it is still the one that was read: a concurrent write is not lost, it makes this exit 4.')
    .argument('<key>', 'the key')
    .option('--set <duration>', 'let it live this long from now, like 30s, 10m, 1h or 7d')
    .option('--clear', 'let it live until it is deleted')
    .option('-r, --r <quorum>', 'replicas that must answer: one, quorum, all or a number')
    .option('-w, --w <quorum>', 'replicas that must store it: one, quorum, all or a number')
    .action(async (key: string, flags: Flags) => {
      const bytes = parseKey(key, flags.keyEncoding)
      const ttl = newTtl(flags)
      const r = flags.r === undefined ? undefined : parseQuorum(flags.r, '-r')
      const w = flags.w === undefined ? undefined : parseQuorum(flags.w, '-w')
      const { bucket } = flags
      const { signal } = session.io
      await withClient(session, flags, async (client, output) => {
        const { found, siblings, context } = await client.get(bytes, { bucket, r, signal })
        const [version] = siblings
        if (version === undefined) {
          output.note(`not found: ${escapeBytes(bytes)}`)
          if (!output.isText) output.json({ key: bytesToJson(bytes), found })
          return EXIT.notFound
        }
        if (siblings.length > 1) return output.failure(conflictFailure(bytes, siblings.length, bucket))
        if (ttl === undefined) {
          const leftMs = remainingMs(version)
          if (output.isText) output.lines([leftMs === null ? 'none' : formatRemaining(leftMs)])
          else output.json({ key: bytesToJson(bytes), found, ttlMs: leftMs, ...(version.expiresAt !== undefined && { expiresAt: version.expiresAt }) })
          return EXIT.ok
        }
        session.startWrite()
        const result = await client.put(bytes, version.value, { bucket, w, ttl, ifMatch: context, signal })
        output.note(formatPut(result))
        if (!output.isText) output.json({ key: bytesToJson(bytes), ttlMs: ttl === 'none' ? null : ttl, ...result })
        return EXIT.ok
      })
    })
  return teach(withConnection(withKey(command)), {
    examples: [
      { run: 'p2pkv ttl session:7', why: 'how long it still lives' },
      { run: 'p2pkv ttl session:7 --set 10m', why: 'ten minutes from now' },
      { run: 'p2pkv ttl session:7 --clear', why: 'for good, also in a bucket with a TTL' },
    ],
    exits: [0, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13],
    environment: PEER_ENVIRONMENT,
  })
}

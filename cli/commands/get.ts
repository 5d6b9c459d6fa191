import { Command } from 'commander'
import { parseQuorum } from '../../protocols/rpc/quorum.js'
import { EXIT } from '../exit-codes.js'
import { printHops, printMeta, printVersions, versionToJson } from '../format-versions.js'
import { bytesToJson, escapeBytes } from '../output.js'
import { conflictFailure, parseKey, withClient, withConnection, withKey } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

interface Flags extends ConnectionFlags { bucket: string, keyEncoding: string, r?: string, strict?: boolean, explain?: boolean, siblings?: boolean, meta?: boolean }

export function getCommand (session: Session): Command {
  const command = new Command('get').summary('print the value of a key')
    .description('Prints the value of KEY: into a pipe the exact bytes and nothing else, on a terminal with control characters made visible.')
    .argument('<key>', 'the key')
    .option('-r, --r <quorum>', 'replicas that must answer: one, quorum, all or a number')
    .option('--strict', 'count only the primaries of the key')
    .option('--explain', 'say what each replica was asked and how long it took, too, on stderr')
    .option('--siblings', 'print every concurrent version instead of failing when there are several')
    .option('--meta', 'print version, time, expiry, number of siblings and context, too, on stderr (always in JSON)')
    .action(async (key: string, flags: Flags) => {
      const bytes = parseKey(key, flags.keyEncoding)
      const r = flags.r === undefined ? undefined : parseQuorum(flags.r, '-r')
      await withClient(session, flags, async (client, output) => {
        const result = await client.get(bytes, { bucket: flags.bucket, r, strict: flags.strict, explain: flags.explain, signal: session.io.signal })
        const { value, siblings, ...rest } = result
        printHops(output, rest.hops)
        if (!rest.found) {
          output.note(`not found: ${escapeBytes(bytes)}`)
          if (!output.isText) output.json({ ...rest, key: bytesToJson(bytes) })
          return EXIT.notFound
        }
        if (value === undefined && flags.siblings !== true) return output.failure(conflictFailure(bytes, siblings.length, flags.bucket))
        if (flags.meta === true) printMeta(output, result)
        if (!output.isText) {
          output.json({ key: bytesToJson(bytes), ...(value !== undefined && { value: bytesToJson(value) }), ...rest, siblings: siblings.map(versionToJson) })
        } else if (value !== undefined) output.value(value)
        else printVersions(output, siblings)
        return EXIT.ok
      })
    })
  return teach(withConnection(withKey(command)), {
    examples: [
      { run: 'p2pkv get greeting', why: 'the value, from the daemon or dev cluster of this machine' },
      { run: 'p2pkv get photo.jpg > photo.jpg', why: 'the exact bytes' },
      { run: 'p2pkv get greeting --meta', why: 'and when it was written, when it expires, and the context for a put' },
      { run: 'p2pkv get cart:42 --bucket carts --siblings', why: 'all concurrent versions' },
      { run: 'p2pkv get cart:42 -r all -o json', why: 'ask every replica; value, context, versions and who answered' },
    ],
    exits: [...REQUEST_EXITS.slice(0, 2), EXIT.notFound, EXIT.conflict, ...REQUEST_EXITS.slice(2)],
    environment: PEER_ENVIRONMENT,
  })
}

import { Command } from 'commander'
import type { Version } from '../../client/index.js'
import { parseQuorum } from '../../protocols/rpc/quorum.js'
import { EXIT } from '../exit-codes.js'
import { bytesToJson, escapeBytes, escapeLine } from '../output.js'
import type { Output } from '../output.js'
import { parseKey, withClient, withConnection, withKey } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

interface Flags extends ConnectionFlags { bucket: string, keyEncoding: string, r?: string, strict?: boolean, siblings?: boolean }

function versionToJson (version: Version): object {
  return { ...version, value: bytesToJson(version.value) }
}

function printSiblings (output: Output, siblings: readonly Version[]): void {
  for (const [index, version] of siblings.entries()) {
    output.note(`# ${index + 1} of ${siblings.length}  v=${escapeLine(version.version)}  ${new Date(version.writtenAt).toISOString()}`)
    output.value(version.value)
    // Values of one pipe must be told apart.
    if (!output.io.stdoutIsTerminal) output.io.stdout('\n')
  }
}

export function getCommand (session: Session): Command {
  const command = new Command('get').summary('print the value of a key')
    .description('Prints the value of KEY: into a pipe the exact bytes and nothing else, on a terminal with control characters made visible.')
    .argument('<key>', 'the key')
    .option('-r, --r <quorum>', 'replicas that must answer: one, quorum, all or a number')
    .option('--strict', 'count only the primaries of the key')
    .option('--siblings', 'print every concurrent version instead of failing when there are several')
    .action(async (key: string, flags: Flags) => {
      const bytes = parseKey(key, flags.keyEncoding)
      const r = flags.r === undefined ? undefined : parseQuorum(flags.r, '-r')
      await withClient(session, flags, async (client, output) => {
        const { value, siblings, ...rest } = await client.get(bytes, { bucket: flags.bucket, r, strict: flags.strict, signal: session.io.signal })
        if (!rest.found) {
          output.note(`not found: ${escapeBytes(bytes)}`)
          if (!output.isText) output.json({ ...rest, key: bytesToJson(bytes) })
          return EXIT.notFound
        }
        if (value === undefined && flags.siblings !== true) {
          return output.failure({
            code: 'CONFLICT', exit: EXIT.conflict,
            message: `${siblings.length} concurrent versions of ${escapeBytes(bytes)}`,
            hint: 'see them: p2pkv get KEY --siblings -o json; replace them: p2pkv put KEY VALUE --context TOKEN',
          })
        }
        if (!output.isText) {
          output.json({ key: bytesToJson(bytes), ...(value !== undefined && { value: bytesToJson(value) }), ...rest, siblings: siblings.map(versionToJson) })
        } else if (value !== undefined) output.value(value)
        else printSiblings(output, siblings)
        return EXIT.ok
      })
    })
  return teach(withConnection(withKey(command)), {
    examples: [
      { run: 'p2pkv get greeting', why: 'the value, from the daemon or dev cluster of this machine' },
      { run: 'p2pkv get photo.jpg > photo.jpg', why: 'the exact bytes' },
      { run: 'p2pkv get cart:42 -r all -o json', why: 'ask every replica; value, context, versions and who answered' },
    ],
    exits: [...REQUEST_EXITS.slice(0, 2), EXIT.notFound, EXIT.conflict, ...REQUEST_EXITS.slice(2)],
    environment: PEER_ENVIRONMENT,
  })
}

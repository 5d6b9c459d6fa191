import { Command } from 'commander'
import { parseQuorum } from '../../protocols/rpc/quorum.js'
import { EXIT } from '../exit-codes.js'
import { bytesToJson, escapeBytes } from '../output.js'
import { parseKey, withClient, withConnection, withKey } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

interface Flags extends ConnectionFlags { bucket: string, keyEncoding: string, r?: string, strict?: boolean }

export function existsCommand (session: Session): Command {
  const command = new Command('exists').summary('say whether a key has a value')
    .description('Exits with 0 when KEY has a value and with 3 when it has none. Reads the key: costs what a get costs.')
    .argument('<key>', 'the key')
    .option('-r, --r <quorum>', 'replicas that must answer: one, quorum, all or a number')
    .option('--strict', 'count only the primaries of the key')
    .action(async (key: string, flags: Flags) => {
      const bytes = parseKey(key, flags.keyEncoding)
      const r = flags.r === undefined ? undefined : parseQuorum(flags.r, '-r')
      await withClient(session, flags, async (client, output) => {
        const exists = await client.exists(bytes, { bucket: flags.bucket, r, strict: flags.strict, signal: session.io.signal })
        output.note(`${exists ? 'exists' : 'not found'}: ${escapeBytes(bytes)}`)
        if (!output.isText) output.json({ key: bytesToJson(bytes), exists })
        return exists ? EXIT.ok : EXIT.notFound
      })
    })
  return teach(withConnection(withKey(command)), {
    examples: [{ run: 'p2pkv exists greeting && echo there', why: 'in a shell condition' }],
    exits: [...REQUEST_EXITS.slice(0, 2), EXIT.notFound, ...REQUEST_EXITS.slice(2)],
    environment: PEER_ENVIRONMENT,
  })
}

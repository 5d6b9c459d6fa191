import { Command } from 'commander'
import { EXIT } from '../exit-codes.js'
import { bytesToJson, escapeBytes, escapeLine, formatTable, shortenIds } from '../output.js'
import { parseKey, withClient, withConnection, withKey } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

interface Flags extends ConnectionFlags { bucket: string, keyEncoding: string }

const HOLDS = { present: 'has it', absent: 'has nothing', noAnswer: 'no answer', notAsked: '-', unknown: '?' } as const

export function locateCommand (session: Session): Command {
  const command = new Command('locate').summary('show where a key lives')
    .description('Shows the partition of KEY, its primaries and fallbacks in order, and which version each primary holds.')
    .argument('<key>', 'the key')
    .action(async (key: string, flags: Flags) => {
      const bytes = parseKey(key, flags.keyEncoding)
      await withClient(session, flags, async (client, output) => {
        const location = await client.locate(bytes, { bucket: flags.bucket, signal: session.io.signal })
        if (!output.isText) {
          output.json({ key: bytesToJson(bytes), ...location })
          return EXIT.ok
        }
        const short = shortenIds(location.owners.map(owner => owner.peerId))
        const rows = location.owners.map((owner, index) => [
          String(index + 1), escapeLine(short.get(owner.peerId) ?? owner.peerId), escapeLine(owner.name), owner.role,
          owner.state === 'present' && owner.tombstone ? 'has it deleted' : HOLDS[owner.state],
          owner.versions.map(escapeLine).join(' '),
        ])
        output.lines([
          `key  ${escapeBytes(bytes)}   partition ${location.partition}   ring view ${location.ringEpoch}   N ${location.replicas}`,
          ...formatTable(['#', 'ID', 'NAME', 'ROLE', 'HOLDS', 'VERSIONS'], rows),
        ])
        return EXIT.ok
      })
    })
  return teach(withConnection(withKey(command)), {
    examples: [{ run: 'p2pkv locate greeting', why: 'who stores it, and whether they agree' }],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

import { Command } from 'commander'
import { EXIT } from '../exit-codes.js'
import { escapeLine, formatTable } from '../output.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

export function membersCommand (session: Session): Command {
  const command = new Command('members').summary('list the members and their addresses')
    .description('Lists every member with its full id and its addresses, as the peer that is asked knows them.')
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        const members = await client.members({ signal: session.io.signal })
        if (output.isText) {
          output.lines(formatTable(['ID', 'NAME', 'ZONE', 'STATE', 'WEIGHT', 'PARTITIONS', 'KEYS', 'ADDRESSES'], members.map(member => [
            escapeLine(member.peerId), escapeLine(member.name), escapeLine(member.zone), member.state, String(member.weight),
            String(member.partitions), String(member.keys), member.addresses.map(escapeLine).join(' '),
          ])))
        } else output.list('members', members)
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv members', why: 'ids and addresses' },
      { run: 'p2pkv members -o ndjson', why: 'one JSON object a member' },
    ],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

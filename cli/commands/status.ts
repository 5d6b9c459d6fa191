import { Command } from 'commander'
import { EXIT } from '../exit-codes.js'
import { formatStatus } from '../format-status.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

export function statusCommand (session: Session): Command {
  const command = new Command('status').summary('show the cluster on one screen')
    .description('Shows the cluster as one peer (marked *) sees it. Lines that start with ! say what is unhealthy and what to run next.')
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        const status = await client.status({ signal: session.io.signal })
        if (output.isText) output.lines(formatStatus(status))
        else output.json(status)
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv status', why: 'of the cluster that this machine belongs to' },
      { run: 'p2pkv status -p /ip4/192.0.2.7/tcp/4400', why: 'as that peer sees it' },
    ],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

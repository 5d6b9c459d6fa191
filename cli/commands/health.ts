import { Command } from 'commander'
import { EXIT } from '../exit-codes.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, teach } from '../teach.js'

export function healthCommand (session: Session): Command {
  const command = new Command('health').summary('say whether a quorum of every partition is up')
    .description('Exits with 0 when a quorum of the primaries of every partition is up, as the peer that is asked sees it, and with 10 when not: requests at a quorum for some keys then fail.')
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        const { partitions, partitionsWithQuorum, members: all } = await client.status({ signal: session.io.signal })
        const members = all.filter(({ state }) => state !== 'left')
        const up = members.filter(({ state }) => state === 'up').length
        const healthy = partitions > 0 && partitionsWithQuorum === partitions
        if (output.isText) {
          output.lines([`${healthy ? 'healthy' : 'UNHEALTHY'}  quorum ${partitionsWithQuorum}/${partitions} partitions  ${up} of ${members.length} members up`])
          if (!healthy) output.note('next: p2pkv doctor')
        } else output.json({ healthy, partitions, partitionsWithQuorum, members: members.length, membersUp: up })
        return healthy ? EXIT.ok : EXIT.unhealthy
      })
    })
  return teach(withConnection(command), {
    examples: [{ run: 'p2pkv health && echo all well', why: 'in a script; /health of metricsListen says the same over HTTP' }],
    exits: [EXIT.ok, EXIT.usage, EXIT.noPeer, EXIT.notAuthorized, EXIT.unhealthy, EXIT.timeout, EXIT.limit, EXIT.mismatch],
    environment: PEER_ENVIRONMENT,
  })
}

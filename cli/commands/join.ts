import { Command } from 'commander'
import { parseDuration } from '../../client/parse-duration.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine, Output } from '../output.js'
import type { Format } from '../output.js'
import { dataDirectory } from '../peers.js'
import { withOutput } from '../session.js'
import type { Session } from '../session.js'
import { teach } from '../teach.js'

const TICKET_BYTES_MAX = 64 * 1024

interface Flags { data?: string, timeout?: string, output: Format }

export function joinCommand (session: Session): Command {
  const command = new Command('join').summary('belong to a cluster, with a ticket or a grant')
    .description('Takes what p2pkv invite or p2pkv grant printed. Makes the key that is missing in the data directory, and writes what it may do to cluster.json; nothing is overwritten but an earlier grant. ' +
      'A ticket is told to the cluster at once, through a peer that it names: after its time only those that were told of count. Of a peer, the settings that must be the same in the whole cluster are written to config.json.')
    .argument('<ticket>', 'p2pkv1_… or p2pkvg1_…, or - for standard input')
    .option('--data <directory>', 'data directory (default: ~/.p2pkv)')
    .option('--timeout <duration>', 'for each peer of the ticket, like 500ms or 5s (default: 5s)')
    .action(async (given: string, flags: Flags) => {
      const { io } = session
      const data = dataDirectory(flags.data, io)
      const text = given === '-' ? new TextDecoder().decode(await io.readStdin(TICKET_BYTES_MAX)) : given
      const timeoutMs = flags.timeout === undefined ? undefined : parseDuration(flags.timeout, '--timeout')
      const output = new Output(io, flags.output)
      const { joinDirectory } = await import('../join-directory.js')
      const { joined, genesis, untold } = await joinDirectory(data, text, timeoutMs)
      const { role, subject } = joined.chain
      if (untold !== undefined) output.note(`! no peer of the ticket could be told (${escapeLine(untold)}): start the daemon, or use the key, before the invite is over`)
      const suffix = flags.data === undefined ? '' : ` --data ${flags.data}`
      const next = role === 'peer' ? `p2pkv daemon${suffix} --listen /ip4/ADDRESS/tcp/4400` : `p2pkv whoami${suffix}`
      if (output.isText) {
        output.lines([subject])
        output.note(`${role} of cluster ${genesis.cluster} in ${escapeLine(data)}\n  next: ${escapeLine(next)}`)
      } else output.json({ key: subject, role, cluster: genesis.cluster, told: untold === undefined, data, next })
      session.finish(EXIT.ok)
    })
  return teach(withOutput(command), {
    examples: [
      { run: 'p2pkv join p2pkv1_CkgK…', why: 'then p2pkv daemon --listen …' },
      { run: 'p2pkv join - --data ~/reader < grant.txt', why: 'without the line in the history of the shell' },
    ],
    exits: [EXIT.ok, EXIT.usage, EXIT.notAuthorized],
    environment: [['P2PKV_DATA', 'data directory used without --data']],
  })
}

import { Command } from 'commander'
import type { RepairStatus } from '../../client/index.js'
import { EXIT } from '../exit-codes.js'
import type { ExitCode } from '../exit-codes.js'
import { escapeLine, formatDuration, formatTable, shortenIds } from '../output.js'
import type { Output } from '../output.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { CHANGE_REQUEST_EXITS, PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

function show (output: Output, status: RepairStatus): ExitCode {
  if (!output.isText) {
    output.json(status)
    return EXIT.ok
  }
  const short = shortenIds(status.pairs.map(({ peerId }) => peerId))
  output.lines([
    `${status.fullyReplicated} of ${status.partitions} partitions of this peer are alike on all their primaries`,
    ...formatTable(['WITH', 'ALIKE', 'OF', 'COMPARED', 'PULLED', 'PUSHED', 'FAILURE'], status.pairs.map(pair => [
      escapeLine(short.get(pair.peerId) ?? pair.peerId), String(pair.agreed), String(pair.partitions),
      pair.comparedMsAgo === undefined ? 'never' : `${formatDuration(pair.comparedMsAgo)} ago`, String(pair.pulled), String(pair.pushed), escapeLine(pair.failure) || '-',
    ])),
  ])
  return EXIT.ok
}

function verb (session: Session, name: 'start' | 'status', summary: string, description: string, why: string): Command {
  const command = new Command(name).summary(summary).description(description)
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        if (name === 'start') session.startWrite('p2pkv repair status')
        return show(output, await client.repair({ start: name === 'start', signal: session.io.signal }))
      })
    })
  return teach(withConnection(command), { examples: [{ run: `p2pkv repair ${name}`, why }], exits: name === 'start' ? CHANGE_REQUEST_EXITS : REQUEST_EXITS, environment: PEER_ENVIRONMENT })
}

function checkCommand (session: Session): Command {
  const command = new Command('check').summary('list partitions that differ, and between whom')
    .description('Lists the partitions that the peer which is asked found different from another primary when it last compared them and could not make equal yet. They are compared again soon.')
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        const { pairs } = await client.repair({ signal: session.io.signal })
        const differing = pairs.flatMap(({ peerId, differing: partitions }) => partitions.map(partition => ({ partition, with: peerId })))
        const never = pairs.filter(({ comparedMsAgo }) => comparedMsAgo === undefined).length
        if (!output.isText) output.list('differing', differing)
        else if (differing.length > 0) output.lines(formatTable(['PARTITION', 'DIFFERS FROM'], differing.map(one => [String(one.partition), escapeLine(one.with)])))
        output.note(`${differing.length === 0 ? 'nothing was found to differ' : `${differing.length} differences`}${never > 0 ? `; ${never} peers were not compared with yet` : ''}`)
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [{ run: 'p2pkv repair check -o ndjson', why: 'one JSON object a difference' }],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

export function repairCommand (session: Session): Command {
  return new Command('repair').summary('compare replicas and make them equal').usage('COMMAND [options]').helpCommand(false)
    .description('Anti-entropy of one peer: comparing its partitions with their other primaries by hash trees, and exchanging what differs. It runs by itself; see antiEntropyIntervalMs.')
    .addCommand(verb(session, 'start', 'compare with all other primaries now', 'Compares with every peer now instead of when it is due, and says what was known before. Follow it with p2pkv repair status.', 'after a disk was replaced, say'))
    .addCommand(verb(session, 'status', 'show how far replicas are alike', 'Shows for how many partitions of the peer that is asked all primaries hold the same, and what was exchanged with whom.', 'what is known of every other replica'))
    .addCommand(checkCommand(session))
}

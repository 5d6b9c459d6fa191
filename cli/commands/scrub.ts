import { Command } from 'commander'
import type { ScrubStatus } from '../../client/index.js'
import { EXIT } from '../exit-codes.js'
import type { ExitCode } from '../exit-codes.js'
import { formatDuration } from '../output.js'
import type { Output } from '../output.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { CHANGE_REQUEST_EXITS, PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

function show (output: Output, status: ScrubStatus): ExitCode {
  if (!output.isText) {
    output.json(status)
    return EXIT.ok
  }
  const { running, records, recordsStored, bad, endedMsAgo, intervalMs } = status
  const last = endedMsAgo === undefined ? 'none has ended yet' : `the last one ended, or the store was made, ${formatDuration(endedMsAgo)} ago`
  output.lines([
    running ? `running  ${records} of about ${recordsStored} records` : `idle     ${last}`,
    `damaged  ${bad}${bad === 0 ? '' : ': each is mended from other replicas; see the log of that peer'}`,
    `every    ${intervalMs === undefined ? 'never by itself (scrubIntervalMs)' : formatDuration(intervalMs)}`,
  ])
  return EXIT.ok
}

function verb (session: Session, name: 'start' | 'status', summary: string, description: string, why: string): Command {
  const command = new Command(name).summary(summary).description(description)
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        if (name === 'start') session.startWrite('p2pkv scrub status')
        return show(output, await client.scrub({ start: name === 'start', signal: session.io.signal }))
      })
    })
  return teach(withConnection(command), { examples: [{ run: `p2pkv scrub ${name}`, why }], exits: name === 'start' ? CHANGE_REQUEST_EXITS : REQUEST_EXITS, environment: PEER_ENVIRONMENT })
}

export function scrubCommand (session: Session): Command {
  return new Command('scrub').summary('verify every stored record of a peer').usage('COMMAND [options]').helpCommand(false)
    .description('A slow pass over the records of one peer that verifies their checksums; damaged ones are mended from other replicas. It runs by itself; see scrubIntervalMs.')
    .addCommand(verb(session, 'start', 'begin a pass now', 'Begins a pass of the peer that is asked, unless one is under way. Follow it with p2pkv scrub status.', 'after a disk showed errors'))
    .addCommand(verb(session, 'status', 'show how far a pass is', 'Shows how far the pass of the peer that is asked is, or when the last one ended, and what it found.', 'was anything damaged?'))
}

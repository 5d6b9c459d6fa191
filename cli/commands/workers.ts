import { Command } from 'commander'
import type { WorkerChange, WorkerStatus } from '../../client/index.js'
import { InvalidArgumentError } from '../../protocols/errors.js'
import { EXIT } from '../exit-codes.js'
import type { ExitCode } from '../exit-codes.js'
import { escapeLine, formatDuration, formatTable } from '../output.js'
import type { Output } from '../output.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { CHANGE_REQUEST_EXITS, PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

const THROTTLE_PERCENT_MAX = 10_000

function show (output: Output, workers: readonly WorkerStatus[]): ExitCode {
  if (!output.isText) output.list('workers', workers)
  else {
    output.lines(formatTable(['NAME', 'STATE', 'FOR', 'THROTTLE', 'PROGRESS', 'REASON'], workers.map(worker => [
      escapeLine(worker.name), escapeLine(worker.state), formatDuration(worker.stateMs), worker.throttlePercent === 0 ? '-' : `${worker.throttlePercent} %`,
      escapeLine(worker.progress) || '-', escapeLine(worker.reason) || '-',
    ])))
  }
  return EXIT.ok
}

function lsCommand (session: Session): Command {
  const command = new Command('ls').summary('list the background workers')
    .description('Lists the background workers of the peer that is asked: what each does, since when, how far it is, and why one is stalled.')
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => show(output, await client.workers({ signal: session.io.signal })))
    })
  return teach(withConnection(command), {
    examples: [{ run: 'p2pkv workers ls', why: 'what runs in the background, and what is stalled' }],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

function changeCommand (session: Session, action: 'pause' | 'resume', summary: string, why: string): Command {
  const command = new Command(action).summary(summary)
    .description(`${summary[0]?.toUpperCase()}${summary.slice(1)} NAME of the peer that is asked. It holds until that daemon ends.`)
    .argument('<name>', 'as p2pkv workers ls shows it')
    .action(async (worker: string, flags: ConnectionFlags) => { await change(session, flags, { worker, action }) })
  return teach(withConnection(command), { examples: [{ run: `p2pkv workers ${action} anti-entropy`, why }], exits: CHANGE_REQUEST_EXITS, environment: PEER_ENVIRONMENT })
}

function throttleCommand (session: Session): Command {
  const command = new Command('throttle').summary('slow a background worker down')
    .description('Makes the worker NAME of the peer that is asked rest after each step for PERCENT of the time that the step took; 0 ends that. It holds until that daemon ends.')
    .argument('<name>', 'as p2pkv workers ls shows it')
    .argument('<percent>', `0 to ${THROTTLE_PERCENT_MAX}`)
    .action(async (worker: string, text: string, flags: ConnectionFlags) => {
      const percent = /^[0-9]{1,5}$/.test(text) ? Number(text) : NaN
      if (!(percent <= THROTTLE_PERCENT_MAX)) throw new InvalidArgumentError(`PERCENT is a whole number from 0 to ${THROTTLE_PERCENT_MAX}; it is ${text}`)
      await change(session, flags, { worker, action: 'throttle', percent })
    })
  return teach(withConnection(command), {
    examples: [{ run: 'p2pkv workers throttle anti-entropy 400', why: 'work a fifth of the time' }],
    exits: CHANGE_REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

async function change (session: Session, flags: ConnectionFlags, made: WorkerChange): Promise<void> {
  await withClient(session, flags, async (client, output) => {
    session.startWrite('p2pkv workers ls')
    return show(output, await client.workers({ change: made, signal: session.io.signal }))
  })
}

export function workersCommand (session: Session): Command {
  return new Command('workers').summary('list and control background work').usage('COMMAND [options]').helpCommand(false)
    .description('The background workers of one peer: anti-entropy, scrub and others.')
    .addCommand(lsCommand(session))
    .addCommand(changeCommand(session, 'pause', 'pause a background worker', 'no comparisons until it is resumed'))
    .addCommand(changeCommand(session, 'resume', 'let a paused worker go on', 'at once'))
    .addCommand(throttleCommand(session))
}

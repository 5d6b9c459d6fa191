import { Command } from 'commander'
import type { Hints, HintTarget } from '../../client/index.js'
import { InvalidArgumentError } from '../../protocols/errors.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine, formatBytes, formatDuration, formatTable, shortenIds } from '../output.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { CHANGE_REQUEST_EXITS, PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

const WHAT = 'A hint is a write that a peer keeps for another one that was away when it was made. Every peer keeps its own: the one that is asked answers (-p).'

function shortIds ({ targets, peerId }: Hints): Map<string, string> {
  return shortenIds([peerId, ...targets.map(target => target.peerId)])
}

function formatHints (hints: Hints): string[] {
  const short = shortIds(hints)
  const { bytesMax, bytesTotalMax, ageMaxMs } = hints.limits
  return [
    `kept by ${escapeLine(short.get(hints.peerId) ?? hints.peerId)}: ${hints.hints} hints, ${formatBytes(hints.bytes)} of ${formatBytes(bytesTotalMax)}; ` +
      `at most ${formatBytes(bytesMax)} and ${formatDuration(ageMaxMs)} for one peer`,
    ...(hints.targets.length === 0 ? [] : formatTable(['FOR', 'NAME', 'HINTS', 'SIZE', 'OLDEST', 'DIRTY', 'WAITS BECAUSE'], hints.targets.map(target => [
      escapeLine(short.get(target.peerId) ?? target.peerId), escapeLine(target.name), String(target.hints), formatBytes(target.bytes),
      target.hints === 0 ? '-' : formatDuration(target.oldestMs), String(target.dirtyPartitions),
      target.stall === undefined ? '-' : `${escapeLine(target.stall.reason)} (${formatDuration(target.stall.ageMs)})`,
    ]))),
  ]
}

/** @throws InvalidArgumentError when none or several of the targets are called that */
function findTarget (hints: Hints, text: string): HintTarget {
  const short = shortIds(hints)
  const found = hints.targets.filter(({ peerId, name }) => peerId === text || name === text || short.get(peerId) === text || (text.length >= 4 && peerId.endsWith(text)))
  const [target, other] = found
  if (target === undefined) throw new InvalidArgumentError(`${escapeLine(text)} is no peer that hints are kept for; these are listed by: p2pkv hints ls`)
  if (other !== undefined) throw new InvalidArgumentError(`${escapeLine(text)} names several peers; give the whole peer id`)
  return target
}

function lsCommand (session: Session): Command {
  const command = new Command('ls').summary('list the writes a peer keeps for others')
    .description(`${WHAT}\n\nDIRTY counts partitions of which a hint was dropped; the peer may miss something there until anti-entropy has looked.`)
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        const hints = await client.hints({ signal: session.io.signal })
        if (output.isText) output.lines(formatHints(hints))
        else output.json({ hints })
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv hints ls', why: 'for whom, how many, how old, and why they wait' },
      { run: 'p2pkv hints ls -o json', why: 'the same for programs' },
    ],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

function flushCommand (session: Session): Command {
  const command = new Command('flush').summary('try to bring hints to their peers now')
    .description(`${WHAT}\n\nTries every hint once, also those that wait after a failure. Hints go by themselves when their peer is back; this only saves the wait. Exit 10 when hints are left.`)
    .argument('[peer]', 'only those for this one: its name or id')
    .action(async (peer: string | undefined, flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        const { signal } = session.io
        const target = peer === undefined ? undefined : findTarget(await client.hints({ signal }), peer).peerId
        session.startWrite('p2pkv hints ls')
        const { peerId, before, left, done } = await client.flushHints({ signal, target })
        if (output.isText) output.lines([`${Math.max(0, before - left)} of ${before} hints brought, ${left} left${done ? '' : '; it goes on'}`])
        else output.json({ peerId, before, left, done })
        if (left > 0) output.note('why they wait: p2pkv hints ls')
        return left === 0 ? EXIT.ok : EXIT.unhealthy
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv hints flush', why: 'to all' },
      { run: 'p2pkv hints flush peer-2 --timeout 60s', why: 'to one, with a minute for it' },
    ],
    exits: [...CHANGE_REQUEST_EXITS, EXIT.unhealthy].sort((a, b) => a - b),
    environment: PEER_ENVIRONMENT,
  })
}

function dropCommand (session: Session): Command {
  const command = new Command('drop').summary('give up the hints for a peer')
    .description(`${WHAT}\n\nThrows away those for PEER, and marks what it misses: the copies of the other replicas come to it by anti-entropy. ` +
      'A write whose other copies are lost too is lost with its hint. Without --yes it only says what would be dropped, and exits with 2.')
    .argument('<peer>', 'whom they are for: name or id')
    .option('--yes', 'really drop them')
    .action(async (peer: string, flags: ConnectionFlags & { readonly yes?: boolean }) => {
      await withClient(session, flags, async (client, output) => {
        const { signal } = session.io
        const hints = await client.hints({ signal })
        const target = findTarget(hints, peer)
        const size = `${target.hints} hints (${formatBytes(target.bytes)}) for ${target.name === '' ? target.peerId : target.name}, kept by ${hints.peerId}`
        if (flags.yes !== true) {
          return output.failure({ code: 'USAGE', exit: EXIT.usage, message: `this drops ${escapeLine(size)}: what only they hold is lost`, hint: 'the same again with --yes' })
        }
        session.startWrite('p2pkv hints ls')
        const dropped = await client.dropHints(hints.peerId, target.peerId, { signal })
        if (output.isText) output.lines([`dropped ${dropped.hints} hints, ${formatBytes(dropped.bytes)}; ${dropped.partitions} partitions are marked for anti-entropy`])
        else output.json({ holder: hints.peerId, target: target.peerId, ...dropped })
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv hints drop peer-2', why: 'what would be lost' },
      { run: 'p2pkv hints drop peer-2 --yes', why: 'the machine will not come back with its data' },
    ],
    exits: [0, 2, 7, 8, 9, 11, 12, 13],
    environment: PEER_ENVIRONMENT,
  })
}

export function hintsCommand (session: Session): Command {
  return new Command('hints').summary('writes kept for peers that were away').usage('COMMAND [options]').helpCommand(false)
    .description(WHAT)
    .addCommand(lsCommand(session)).addCommand(flushCommand(session)).addCommand(dropCommand(session))
}

import { Command } from 'commander'
import type { Member, RingStatus, RingWish } from '../../client/index.js'
import { InvalidArgumentError } from '../../protocols/errors.js'
import { isNodeId } from '../../protocols/record/node-id.js'
import { changeRing, confirm, findPeer, refuse } from '../change-ring.js'
import { EXIT } from '../exit-codes.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, teach } from '../teach.js'
import type { Example } from '../teach.js'
import { CHANGE_EXITS, parseSettings } from './ring.js'

interface Flags extends ConnectionFlags { readonly yes?: boolean, readonly force?: boolean }

function withConsent (command: Command): Command {
  return withConnection(command.option('--yes', 'do not ask').option('--force', 'although something is at risk'))
}

function lesson (example: Example): Parameters<typeof teach>[1] {
  return { examples: [example], exits: CHANGE_EXITS, environment: PEER_ENVIRONMENT }
}

async function change (session: Session, flags: Flags, wish: (ring: RingStatus) => RingWish): Promise<void> {
  await withClient(session, flags, async (client, output) => {
    const ring = await client.ring({ signal: session.io.signal })
    return await changeRing(session, client, output, [wish(ring)], flags)
  })
}

function removeCommand (session: Session): Command {
  const command = new Command('remove').summary('take a member out that is gone for good')
    .description('Others take over its partitions at once. One that still runs should leave instead: p2pkv member leave.')
    .argument('<peer>', 'name, id, or a part of the id that only one has')
    .action(async (peer: string, flags: Flags) => { await change(session, flags, ring => ({ remove: findPeer(peer, ring) })) })
  return teach(withConsent(command), lesson({ run: 'p2pkv member remove osl-1 --yes', why: 'its machine is lost' }))
}

function replaceCommand (session: Session): Command {
  const command = new Command('replace').summary('give the place of a member to a new peer')
    .description('NEW takes over the partitions of OLD, with its weight. NEW is a peer that has joined (p2pkv join, p2pkv daemon) and runs; if it is a member of the ring already, it takes its part of what becomes free.')
    .argument('<old>', 'name, id, or a part of the id that only one has').argument('<new>', 'the same of the one that takes its place')
    .action(async (old: string, by: string, flags: Flags) => {
      await withClient(session, flags, async (client, output) => {
        const { signal } = session.io
        // Also those that are in no ring yet.
        const [ring, members] = await Promise.all([client.ring({ signal }), client.members({ signal })])
        return await changeRing(session, client, output, [{ replace: findPeer(old, ring), by: findNewPeer(by, members) }], flags)
      })
    })
  return teach(withConsent(command), lesson({ run: 'p2pkv member replace osl-1 sto-1 --yes', why: 'new hardware for a machine that is lost' }))
}

/** A whole id is taken as it is: the peer that is asked may know more than what it tells. @throws InvalidArgumentError */
function findNewPeer (text: string, members: readonly Member[]): string {
  if (isNodeId(text)) return text
  try {
    return findPeer(text, { members })
  } catch (cause) {
    if (!(cause instanceof InvalidArgumentError) || members.some(({ name, peerId }) => name === text || peerId.startsWith(text))) throw cause
    throw new InvalidArgumentError(`nothing is known of ${text}: start it first, with p2pkv join TICKET and p2pkv daemon`, { cause })
  }
}

function setCommand (session: Session): Command {
  const command = new Command('set').summary('change the weight or the zone of a member')
    .description('The share of a member is in proportion to its weight (1 to 1000); copies of one partition are in distinct zones where there are enough.')
    .argument('<peer>', 'name, id, or a part of the id that only one has').argument('<settings...>', 'weight=N zone=Z')
    .action(async (peer: string, settings: string[], flags: Flags) => { await change(session, flags, ring => parseSettings(findPeer(peer, ring), settings.join(','))) })
  return teach(withConsent(command), lesson({ run: 'p2pkv member set par-1 weight=200 --yes', why: 'a machine twice as large' }))
}

function leaveCommand (session: Session): Command {
  const command = new Command('leave').summary('let a member leave, after others hold its data')
    .description('Takes the member out of the ring. It goes on giving its data to the others, and its daemon ends with exit 0 when they hold all of it. See how far that is: p2pkv ring show.')
    .argument('<peer>', 'name, id, or a part of the id that only one has')
    .action(async (peer: string, flags: Flags) => {
      await withClient(session, flags, async (client, output) => {
        const { signal } = session.io
        const id = findPeer(peer, await client.ring({ signal }))
        if (!await confirm(session, `Let ${id} leave the ring?`, flags.yes ?? false)) {
          output.note('nothing was changed')
          return EXIT.precondition
        }
        session.startWrite('p2pkv ring show')
        const plan = await client.leave(id, { force: flags.force, signal })
        if (plan.issued === undefined) return refuse(plan, output)
        if (output.isText) output.lines([`ok  ring view ${plan.issued.split('-')[0] ?? ''}; the peer ends when others hold its data. Watch: p2pkv wait --synced`])
        else output.json(plan)
        return EXIT.ok
      })
    })
  return teach(withConsent(command), lesson({ run: 'p2pkv member leave par-1 --yes', why: 'before a machine is taken away' }))
}

export function memberCommand (session: Session): Command {
  return new Command('member').summary('take members out, replace them, let them leave, change their weight')
    .description('Changes of one member. Several in one view: p2pkv ring plan and p2pkv ring apply.')
    .addCommand(removeCommand(session)).addCommand(replaceCommand(session)).addCommand(leaveCommand(session)).addCommand(setCommand(session))
}

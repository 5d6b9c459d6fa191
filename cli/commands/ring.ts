import { Command } from 'commander'
import type { KvClient, RingStatus, RingWish } from '../../client/index.js'
import { InvalidArgumentError } from '../../protocols/errors.js'
import { findPeer, refuse } from '../change-ring.js'
import { EXIT } from '../exit-codes.js'
import type { ExitCode } from '../exit-codes.js'
import { formatHistory, formatPlan, formatRing } from '../format-ring.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

/** Exits of whatever changes the ring. */
export const CHANGE_EXITS: readonly ExitCode[] = [0, 2, 4, 6, 7, 8, 9, 10, 11, 12, 13]

interface ChangeFlags extends ConnectionFlags {
  readonly remove?: string[]
  readonly replace?: string[]
  readonly set?: string[]
  readonly skipDead?: boolean
  readonly force?: boolean
}

/** Why nothing comes of a peer; one that is busy does give its data. */
const DOES_NOT_GIVE: ReadonlySet<string> = new Set(['down', 'silent', 'failed'])

function collect (value: string, previous: string[] | undefined): string[] { return [...(previous ?? []), value] }

function withChanges (command: Command): Command {
  return command
    .option('--remove <peer>', 'take this member out; may be given again', collect)
    .option('--replace <old=new>', 'give the place of OLD to the peer NEW (a whole peer id)', collect)
    .option('--set <peer:weight=N,zone=Z>', 'change weight, zone or both', collect)
    .option('--skip-dead', 'let no view up to the next wait for members that are down, nor for the data of those that were taken out and do not give it')
}

/** `weight=200,zone=fr`. @throws InvalidArgumentError */
export function parseSettings (peer: string, text: string): RingWish {
  const settings = new Map(text.split(',').map(part => {
    const [, name, value] = /^(weight|zone)=(.*)$/.exec(part) ?? []
    if (name === undefined || value === undefined) throw new InvalidArgumentError(`${part} is no setting of a member: weight=N or zone=Z`)
    return [name, value]
  }))
  const weight = settings.get('weight')
  if (weight !== undefined && !/^[0-9]{1,4}$/.test(weight)) throw new InvalidArgumentError(`a weight is 1 to 1000; it is ${weight}`)
  return { set: peer, weight: weight === undefined ? undefined : Number(weight), zone: settings.get('zone') }
}

/** Members that are down, and those that were taken out of whom others still wait for data. */
async function deadOf (client: KvClient, ring: RingStatus, signal: AbortSignal): Promise<string[]> {
  const { peers } = await client.transfers({ signal })
  const gone = peers.flatMap(({ stalls }) => stalls).filter(({ peerId, why }) => DOES_NOT_GIVE.has(why) && ring.members.every(member => member.peerId !== peerId))
  return [...new Set([...ring.members.filter(({ liveness }) => liveness === 'dead'), ...gone].map(({ peerId }) => peerId))]
}

async function wishesOf (flags: ChangeFlags, ring: RingStatus, client: KvClient, signal: AbortSignal): Promise<RingWish[]> {
  const replaced = (flags.replace ?? []).map((text): RingWish => {
    const [, old, by] = /^([^=]+)=([^=]+)$/.exec(text) ?? []
    if (old === undefined || by === undefined) throw new InvalidArgumentError(`--replace takes OLD=NEW; it is ${text}`)
    return { replace: findPeer(old, ring), by }
  })
  const set = (flags.set ?? []).map(text => {
    const [, peer, settings] = /^([^:]+):(.*)$/.exec(text) ?? []
    if (peer === undefined || settings === undefined) throw new InvalidArgumentError(`--set takes PEER:weight=N,zone=Z; it is ${text}`)
    return parseSettings(findPeer(peer, ring), settings)
  })
  const dead = flags.skipDead === true ? await deadOf(client, ring, signal) : []
  if (flags.skipDead === true && dead.length === 0) throw new InvalidArgumentError('no member is down: nothing to skip')
  const wishes = [...(flags.remove ?? []).map((peer): RingWish => ({ remove: findPeer(peer, ring) })), ...replaced, ...set, ...dead.map((skip): RingWish => ({ skip }))]
  if (wishes.length === 0) throw new InvalidArgumentError('say what to change: --remove, --replace, --set or --skip-dead')
  return wishes
}

function showCommand (session: Session): Command {
  const command = new Command('show').summary('show members, shares, live views and who is waited for')
    .description('A view stays live until every member has moved on to a newer one. WRITES TO, HOLDS and READS FROM say how far each has come.')
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        const ring = await client.ring({ signal: session.io.signal })
        if (output.isText) output.lines(formatRing(ring))
        else output.json(ring)
        return EXIT.ok
      })
    })
  return teach(withConnection(command), { examples: [{ run: 'p2pkv ring show', why: 'who owns how much, and what a change still waits for' }], exits: REQUEST_EXITS, environment: PEER_ENVIRONMENT })
}

function historyCommand (session: Session): Command {
  const command = new Command('history').summary('show who changed the ring, when and why')
    .description('The signed, hash-chained history of ring views, newest first. A time is that of the issuer\'s clock, or of most members where theirs is later.')
    .option('--limit <number>', 'views at most, 1 to 256', '50')
    .action(async (flags: ConnectionFlags & { readonly limit: string }) => {
      const limit = /^[0-9]{1,3}$/.test(flags.limit) ? Number(flags.limit) : 0
      if (limit < 1 || limit > 256) throw new InvalidArgumentError(`--limit is 1 to 256; it is ${flags.limit}`)
      await withClient(session, flags, async (client, output) => {
        const events = await client.ringHistory({ limit, signal: session.io.signal })
        if (output.isText) output.lines(formatHistory(events))
        else output.list('views', events)
        return EXIT.ok
      })
    })
  return teach(withConnection(command), { examples: [{ run: 'p2pkv ring history --limit 10', why: 'the last ten changes' }], exits: REQUEST_EXITS, environment: PEER_ENVIRONMENT })
}

function planCommand (session: Session): Command {
  const command = new Command('plan').summary('show what a change would do, and change nothing')
    .description('Shows what would move, the shares after it and what is at risk, and the version that p2pkv ring apply needs. A change that would be refused is shown like any other, with why, and exit 0; a script looks at refusals (-o json), or at the exit code of p2pkv ring apply.')
    .action(async (flags: ChangeFlags) => {
      await withClient(session, flags, async (client, output) => {
        const ring = await client.ring({ signal: session.io.signal })
        const plan = await client.planRing(await wishesOf(flags, ring, client, session.io.signal), { signal: session.io.signal })
        if (output.isText) output.lines([...formatPlan(plan, ring), ...(plan.refusals.length === 0 ? [`next: the same with p2pkv ring apply ${plan.version}`] : [])])
        else output.json(plan)
        return EXIT.ok
      })
    })
  return teach(withConnection(withChanges(command)), { examples: [{ run: 'p2pkv ring plan --remove osl-1 --set par-1:weight=200', why: 'two changes in one view' }], exits: REQUEST_EXITS, environment: PEER_ENVIRONMENT })
}

function applyCommand (session: Session): Command {
  const command = new Command('apply').summary('make a change that was planned')
    .description('Makes the change if the ring is still as it was planned on: exit 4 if it is not. What puts data at risk is refused with exit 10 unless --force is given.')
    .argument('<version>', 'what p2pkv ring plan printed')
    .option('--force', 'although something is at risk')
    .action(async (version: string, flags: ChangeFlags) => {
      await withClient(session, flags, async (client, output) => {
        const ring = await client.ring({ signal: session.io.signal })
        const wishes = await wishesOf(flags, ring, client, session.io.signal)
        session.startWrite('p2pkv ring show')
        const plan = await client.applyRing(version, wishes, { force: flags.force, signal: session.io.signal })
        if (plan.issued === undefined) return refuse(plan, output)
        if (output.isText) output.lines([`ok  ring view ${plan.issued.split('-')[0] ?? ''}. Watch: p2pkv wait --synced`])
        else output.json(plan)
        return EXIT.ok
      })
    })
  return teach(withConnection(withChanges(command)), { examples: [{ run: 'p2pkv ring apply 42-0a1b... --remove osl-1', why: 'as it was planned' }], exits: CHANGE_EXITS, environment: PEER_ENVIRONMENT })
}

export function ringCommand (session: Session): Command {
  return new Command('ring').summary('see and change who owns what')
    .description('Who owns which part of the keys changes only by signed views of the ring, which every peer keeps.')
    .addCommand(showCommand(session)).addCommand(historyCommand(session)).addCommand(planCommand(session)).addCommand(applyCommand(session))
}


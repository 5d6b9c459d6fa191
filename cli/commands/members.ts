import { Argument, Command } from 'commander'
import type { KvClient, Member, MemberPlace } from '../../client/index.js'
import { InvalidArgumentError, NotAuthorizedError, P2pkvError } from '../../protocols/errors.js'
import { findPeer } from '../change-ring.js'
import { EXIT } from '../exit-codes.js'
import type { ExitCode } from '../exit-codes.js'
import { escapeLine, formatBytes, formatDuration, formatTable, shortenIds, type Output } from '../output.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

const ASK_TIMEOUT_MS = 2_000

function list (output: Output, members: readonly Member[]): ExitCode {
  if (output.isText) {
    output.lines(formatTable(['ID', 'NAME', 'ZONE', 'STATE', 'WEIGHT', 'PARTITIONS', 'KEYS', 'ADDRESSES'], members.map(member => [
      escapeLine(member.peerId), escapeLine(member.name), escapeLine(member.zone), member.state, String(member.weight),
      String(member.partitions), String(member.keys), member.addresses.map(escapeLine).join(' '),
    ])))
  } else output.list('members', members)
  return EXIT.ok
}

/** Settings as the member itself has them; or why there are none. */
async function settingsOf (session: Session, cluster: string, operator: string | undefined, { addresses }: Member): Promise<Readonly<Record<string, string>> | string> {
  const { signal } = session.io
  if (addresses.length === 0) return 'no address is known'
  const own = await session.connect({ peers: addresses, cluster, ...(operator !== undefined && { operator }), timeoutMs: ASK_TIMEOUT_MS, signal })
  try {
    return (await own.diagnostics({ signal })).settings
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof P2pkvError)) throw error
    return error instanceof NotAuthorizedError ? 'it does not tell them to this key: p2pkv whoami' : 'it does not answer'
  } finally { own.close().catch(() => {}) }
}

/** `0-2 5 8-9`: lists of partitions are long. */
function ranges (numbers: readonly number[]): string {
  const parts: Array<[number, number]> = []
  for (const number of numbers) {
    const last = parts.at(-1)
    if (last !== undefined && number === last[1] + 1) last[1] = number
    else parts.push([number, number])
  }
  return parts.map(([first, last]) => first === last ? String(first) : `${first}-${last}`).join(' ') || 'none'
}

function showMember (output: Output, member: Member, place: MemberPlace, members: readonly Member[], settings: Readonly<Record<string, string>> | string): void {
  if (!output.isText) {
    output.json({ member, place, settings: typeof settings === 'string' ? null : settings })
    return
  }
  const short = shortenIds(members.map(({ peerId }) => peerId))
  const names = new Map(members.map(({ peerId, name }) => [peerId, name]))
  const disk = member.diskTotalBytes === 0 ? '-' : `${formatBytes(member.diskFreeBytes)} of ${formatBytes(member.diskTotalBytes)} free`
  output.lines([
    `${escapeLine(member.peerId)}  ${escapeLine(member.name)}`,
    `state       ${member.state} ${formatDuration(member.stateMs)}   zone ${escapeLine(member.zone)}   weight ${member.weight}   version ${escapeLine(member.version)}`,
    `addresses   ${member.addresses.map(escapeLine).join(' ') || '-'}`,
    `keys        ${member.keys}   disk ${disk}   store ${escapeLine(member.storeState) || '-'}`,
    `hints       ${member.hintsOut} kept for others, ${member.hintsIn} kept for it`,
    `partitions  ${place.first.length + place.other.length} in ring view ${place.ringEpoch}`,
    `  first     ${ranges(place.first)}`,
    `  copies    ${ranges(place.other)}`,
    ...formatTable(['NEIGHBOUR', 'NAME', 'SHARED', 'BACKS UP', 'BACKED UP BY'], place.neighbours.map(({ peerId, shared, backsUp, backedUpBy }) =>
      [escapeLine(short.get(peerId) ?? peerId), escapeLine(names.get(peerId) ?? ''), String(shared), String(backsUp), String(backedUpBy)])),
    ...(typeof settings === 'string' ? [`settings    ${settings}`] : ['settings', ...Object.entries(settings).map(([name, value]) => `  ${escapeLine(name)} ${escapeLine(value)}`)]),
  ])
}

async function show (session: Session, client: KvClient, output: Output, wanted: string, operator: string | undefined): Promise<ExitCode> {
  const { signal } = session.io
  const { members, cluster } = await client.status({ signal })
  const peerId = findPeer(wanted, { members })
  const member = members.find(each => each.peerId === peerId)
  if (member === undefined) return EXIT.notFound
  const [place, settings] = await Promise.all([client.memberPlace(peerId, { signal }), settingsOf(session, cluster, operator, member)])
  showMember(output, member, place, members, settings)
  return EXIT.ok
}

export function membersCommand (session: Session): Command {
  const command = new Command('members').summary('list the members, or show one of them')
    .description('Lists every member with its full id and its addresses, as the peer that is asked knows them. members show PEER tells of one: its partitions, whom it shares them with ' +
      '(whom it backs up, and who backs it up), keys, hints, and its settings as it has them itself.')
    .addArgument(new Argument('[verb]', 'what to do; without it they are listed').choices(['show']))
    .argument('[peer]', 'the member to show: name, id, or a part of the id that only one has')
    .action(async (verb: string | undefined, peer: string | undefined, flags: ConnectionFlags) => {
      if (verb !== undefined && peer === undefined) throw new InvalidArgumentError('say which member: p2pkv members show PEER')
      await withClient(session, flags, async (client, output, { operator }) => peer === undefined ? list(output, await client.members({ signal: session.io.signal })) : await show(session, client, output, peer, operator))
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv members', why: 'ids and addresses' },
      { run: 'p2pkv members -o ndjson', why: 'one JSON object a member' },
      { run: 'p2pkv members show par-1', why: 'what it holds, and who else holds it' },
    ],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

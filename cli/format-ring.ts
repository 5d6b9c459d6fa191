/** The ring, its changes and what they put at risk, for people. */
import type { RingEvent, RingPlan, RingRefusal, RingStatus } from '../client/index.js'
import { formatTime } from './format-versions.js'
import { escapeLine, formatBytes, formatDuration, formatTable, shortenIds } from './output.js'

type Label = (peerId: string) => string

function labels (ring: RingStatus): Label {
  const short = shortenIds(ring.members.map(({ peerId }) => peerId))
  const names = new Map(ring.members.map(({ peerId, name }) => [peerId, name]))
  return peerId => escapeLine(names.get(peerId) || (short.get(peerId) ?? peerId))
}

/** `18.2 %`, or `9.1→25.0 %` while its share changes. */
export function formatShare (before: number, after: number, slots: number): string {
  if (slots === 0) return '-'
  const percent = (count: number): string => (100 * count / slots).toFixed(1)
  return before === after ? `${percent(after)} %` : `${percent(before)}→${percent(after)} %`
}

const STEP = { write: 'to write to it', data: 'to hold all its data', read: 'to read from it', unknown: 'to follow' } as const

/** Lines for each view that waits, and the command that may help. */
export function formatWaiting (ring: RingStatus): string[] {
  const label = labels(ring)
  const members = new Map(ring.members.map(member => [member.peerId, member]))
  return ring.waiting.map(({ epoch, what, peers }) => {
    const who = peers.map(peer => {
      const member = members.get(peer)
      return member?.liveness === 'dead' ? `${label(peer)}, down ${formatDuration(member.livenessMs)}` : label(peer)
    })
    const dead = peers.filter(peer => members.get(peer)?.liveness === 'dead')
    // With no more members than replicas it can only be replaced.
    const gone = ring.members.length > ring.replicas ? `p2pkv member remove ${dead[0] ?? ''}` : `start another peer, then: p2pkv member replace ${dead[0] ?? ''} NEW`
    const next = dead.length > 0 ? `If it is gone for good: ${gone}; if it comes back late: p2pkv ring plan --skip-dead` : what === 'data' ? 'Whose data that is: p2pkv transfers' : 'Watch: p2pkv wait --synced'
    return `! view ${epoch} waits for ${who.join('; ')} ${STEP[what]}. ${next}`
  })
}

/** What a member lacks of the newest view: `ok`, `fetching 41`, `behind`. */
export function formatSync (ring: RingStatus, peerId: string): string {
  const member = ring.members.find(each => each.peerId === peerId)
  if (member === undefined) return '-'
  if (member.sync >= ring.epoch) return member.syncAck >= ring.epoch ? 'ok' : 'ok, waits'
  return member.ack >= ring.epoch ? 'fetching' : `at view ${member.ack}`
}

/** What a peer that was taken out of the ring needs to serve again: without a ticket an empty directory would begin a cluster of its own. */
export const JOIN_AGAIN = 'To join again, as a new peer: p2pkv invite on a member, then here p2pkv join TICKET --data NEW and p2pkv daemon --data NEW'

/** Of a peer that was taken out of the ring. */
export function formatRemoved ({ removed }: RingStatus): string[] {
  return removed ? [`! the peer that answers was taken out of the ring and does not serve. ${JOIN_AGAIN}`] : []
}

export function formatRing (ring: RingStatus): string[] {
  const label = labels(ring)
  const short = shortenIds(ring.members.map(({ peerId }) => peerId))
  const slots = ring.partitions * Math.min(ring.replicas, ring.members.length)
  return [
    `ring view ${ring.epoch}   version ${ring.version}`,
    `${ring.partitions} partitions   N ${ring.replicas}   live views ${ring.live.join(' ')}   reads from view ${ring.readFrom}`,
    ...formatTable(['ID', 'NAME', 'ZONE', 'WEIGHT', 'PARTITIONS', 'SHARE', 'WRITES TO', 'HOLDS', 'READS FROM', 'SYNC'], ring.members.map(member => [
      escapeLine(short.get(member.peerId) ?? member.peerId), escapeLine(member.name), escapeLine(member.zone), String(member.weight), String(member.partitions),
      formatShare(member.partitionsBefore, member.partitions, slots), `view ${member.ack}`, `view ${member.sync}`, `view ${member.syncAck}`, formatSync(ring, member.peerId),
    ])),
    ...formatRemoved(ring),
    ...formatWaiting(ring),
    ...ring.heldBack.map(peer => `! the change of ${label(peer)} is not in a view yet. It waits while too many are live (now ${ring.live.length}): see above for whom`),
  ]
}

export function formatHistory (events: readonly RingEvent[]): string[] {
  const short = shortenIds([...new Set(events.flatMap(({ issuer, changes }) => [issuer, ...changes.map(({ peerId }) => peerId)]))])
  const id = (peerId: string): string => escapeLine(short.get(peerId) ?? peerId)
  return formatTable(['VIEW', 'WHEN', 'BY', 'MEMBERS', 'CHANGES', 'REASON'], events.map(event => [
    String(event.epoch), formatTime(event.issuedAt), id(event.issuer), String(event.members),
    event.changes.map(({ what, peerId }) => `${what} ${id(peerId)}`).join(', ') || '-', escapeLine(event.reason),
  ]))
}

export function describeRefusal ({ why, peerId, partitions, partitionCount }: RingRefusal): string {
  const some = `${partitionCount} partitions (${partitions.slice(0, 8).join(' ')}${partitionCount > 8 ? ' …' : ''})`
  switch (why) {
    case 'lastCopy': return `${some} would be left without a copy in sight: their data is lost unless a member that goes, or is not waited for, comes back`
    case 'belowReplicas': return `fewer members than N would be left: all ${partitionCount} partitions have fewer copies than N`
    case 'noMajority': return 'this side does not see a majority of the members: if the others live on behind a netsplit, both sides go on with rings of their own'
    case 'outOfDate': return 'the plan is out of date: the ring has changed since. Plan again'
    case 'unknownMember': return `${escapeLine(peerId)} is no member of the ring`
    case 'lastMember': return 'no member would be left'
    case 'unknownPeer': return `nothing is known of ${escapeLine(peerId)}: start it first, with p2pkv join TICKET and p2pkv daemon`
    case 'tooManyViews': return 'too many views are live: see whom they wait for with p2pkv ring show'
    case 'nothing': return 'the ring is like that already'
    case 'sharedStore': return `${escapeLine(peerId)} has the store of a member: a copy of its data directory cannot be a second peer`
    case 'invalid': return 'a weight is 1 to 1000, a zone has 0 to 64 of A-Z a-z 0-9 . _ -'
    default: return 'the peer refused it for a reason that only a newer version knows'
  }
}

/** Reckoned from what one peer holds. */
function about (bytes: number): string { return bytes === 0 ? '-' : `≈ ${formatBytes(bytes)}` }

export function formatPlan (plan: RingPlan, ring: RingStatus): string[] {
  const label = labels(ring)
  const slots = Math.max(1, plan.shares.reduce((sum, { before }) => sum + before, 0))
  return [
    `plan     version ${plan.version}`,
    `moves    ${plan.moved} of ${plan.partitions * plan.replicas} copies of partitions (at least ${plan.movedMin} in any way)`,
    ...formatTable(['MEMBER', 'PARTITIONS', 'SHARE', 'FETCHES', 'GIVES AWAY'], plan.shares.map(({ peerId, before, after, bytesIn, bytesOut }) =>
      [label(peerId), `${before}→${after}`, formatShare(before, after, slots), about(bytesIn), about(bytesOut)])),
    ...plan.refusals.map(refusal => `! ${refusal.forceable ? 'at risk: ' : ''}${describeRefusal(refusal)}${refusal.forceable ? '. To do it all the same: --force' : ''}`),
  ]
}

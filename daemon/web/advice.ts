import type { ClusterStatus, Member } from '../../client/results.js'
import type { RingStatus } from '../../client/ring.js'
import { isDiskLow, wrongClocks } from '../../client/warnings.js'
import type { AdviceDocument } from '../../protocols/web/documents.js'

const SEVERITIES: ReadonlyArray<AdviceDocument['severity']> = ['critical', 'warning', 'info']
const STEP = { write: 'to write to it', data: 'to hold all its data', read: 'to read from it', unknown: 'to follow' } as const

function duration (milliseconds: number): string {
  if (milliseconds < 60_000) return `${Math.round(milliseconds / 1_000)} s`
  if (milliseconds < 3_600_000) return `${Math.round(milliseconds / 60_000)} min`
  return milliseconds < 172_800_000 ? `${Math.round(milliseconds / 3_600_000)} h` : `${Math.round(milliseconds / 86_400_000)} d`
}

/** @param waiting views of the ring that cannot end before the member is back or gone @param offsetMs of its clock, if that is wrong */
function adviceOn (member: Member, name: string, status: ClusterStatus, waiting: readonly number[], offsetMs: number | undefined): AdviceDocument[] {
  const { peerId } = member
  if (member.state === 'down') {
    const held = member.hintsIn === 0 ? '' : ` ${member.hintsIn} writes are kept for it.`
    // Without as many members as replicas it cannot be taken out, only replaced.
    const isEnough = status.members.filter(({ state }) => state !== 'left' && state !== 'joining').length > status.replicas
    const few = isEnough ? '' : ' Too few members are left for every replica.'
    const views = waiting.length === 0 ? '' : ` ${waiting.length === 1 ? 'View' : 'Views'} ${waiting.join(', ')} of the ring ${waiting.length === 1 ? 'waits' : 'wait'} for it.`
    // A name that a shell takes as it is, and that no other member has, is easier to read.
    const isPlain = /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(member.name) && status.members.filter(other => other.name === member.name).length === 1
    const who = isPlain ? member.name : peerId
    return [{ severity: 'warning', peerId, text: `${name} is down for ${duration(member.stateMs)}.${held}${views}${few} Start it again on its machine; if it is gone for good, ${isEnough ? 'remove it' : 'start another peer to take its place'}.`, command: isEnough ? `p2pkv member remove ${who}` : `p2pkv member replace ${who} NEW` }]
  }
  if (member.state === 'suspect') return [{ severity: 'warning', peerId, text: `${name} does not answer probes (${duration(member.stateMs)}).`, command: 'p2pkv status' }]
  const advice: AdviceDocument[] = []
  const freePercent = Math.round(100 * member.diskFreeBytes / member.diskTotalBytes)
  if (member.storeState === 'full') advice.push({ severity: 'critical', peerId, text: `The disk of ${name} has too little space, ${freePercent} % free: it refuses new writes. Make room on its machine.`, command: 'p2pkv doctor' })
  else if (member.storeState !== '' && member.storeState !== 'open') advice.push({ severity: 'critical', peerId, text: `The store of ${name} is ${member.storeState}: it refuses writes. See its disk and its log.`, command: 'p2pkv doctor' })
  if (member.storeState !== 'full' && isDiskLow(member)) {
    advice.push({ severity: 'warning', peerId, text: `The disk of ${name} is almost full: ${freePercent} % free. Make room on its machine.`, command: 'p2pkv doctor' })
  }
  if (offsetMs !== undefined) advice.push({ severity: 'warning', peerId, text: `The clock of ${name} is off by ${duration(Math.abs(offsetMs))}.`, command: 'timedatectl status' })
  return advice
}

/** What is not well, the worst first, each with what to run next. */
export function adviceOf (status: ClusterStatus, ring: RingStatus | undefined): AdviceDocument[] {
  const nameOf = (peerId: string): string => status.members.find(member => member.peerId === peerId)?.name || `${peerId.slice(0, 4)}…${peerId.slice(-6)}`
  const missing = status.partitions - status.partitionsWithQuorum
  const advice: AdviceDocument[] = []
  if (missing > 0) advice.push({ severity: 'critical', text: `${missing} of ${status.partitions} partitions have no quorum of primaries up: strict requests for their keys fail; others go through stand-ins while enough members are up.`, command: 'p2pkv members' })
  if (status.partitions === 0) advice.push({ severity: 'warning', peerId: status.self, text: 'This peer is in no ring yet and serves nothing: it is joining, through the peers that it was given as bootstrap.', command: 'p2pkv wait --synced' })
  if (ring?.removed === true) advice.push({ severity: 'critical', peerId: status.self, text: 'This peer was taken out of the ring and does not serve. It joins again as a new peer: with a ticket of p2pkv invite on a member, into an empty data directory that its daemon is then started on.', command: 'p2pkv join TICKET --data NEW' })
  const isDown = (peerId: string): boolean => status.members.some(member => member.peerId === peerId && member.state === 'down')
  for (const { epoch, what, peers } of ring?.waiting ?? []) {
    // Who is down is told of once, with all that waits for it.
    if (!peers.some(isDown)) advice.push({ severity: 'info', text: `View ${epoch} of the ring waits for ${peers.map(nameOf).join(', ')} ${STEP[what]}.`, command: 'p2pkv wait --synced' })
  }
  const clocks = wrongClocks(status)
  advice.push(...status.members.flatMap(member => {
    const waiting = (ring?.waiting ?? []).filter(({ peers }) => peers.includes(member.peerId)).map(({ epoch }) => epoch)
    return adviceOn(member, nameOf(member.peerId), status, [...new Set(waiting)], clocks.get(member.peerId))
  }))
  return advice.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}

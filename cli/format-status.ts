/** One screen about the cluster; every unhealthy line ends with what to run next. */
import type { ClusterStatus, Member, RingStatus } from '../client/index.js'
import { isDiskLow, wrongClocks } from '../client/warnings.js'
import { formatRemoved, formatShare, formatSync, formatWaiting } from './format-ring.js'
import { escapeLine, formatBytes, formatDuration, formatTable, shortenIds } from './output.js'

function diskFree (member: Member): string {
  if (member.diskTotalBytes === 0) return '-'
  return `${formatBytes(member.diskFreeBytes)} (${Math.round(100 * member.diskFreeBytes / member.diskTotalBytes)} %)`
}

function clock (offsetMs: number): string {
  return `${offsetMs >= 0 ? '+' : '-'}${formatDuration(Math.abs(offsetMs))}`
}

/** Zero of one that is not probed, or is down, means that it was never heard of. */
function seen ({ peerId, state, seenMsAgo }: Member, self: string): string {
  if (seenMsAgo === 0 && peerId !== self && state !== 'up' && state !== 'suspect') return '-'
  return seenMsAgo < 1_000 ? 'now' : formatDuration(seenMsAgo)
}

function warnings (status: ClusterStatus, member: Member, label: string, offsetMs: number | undefined): string[] {
  if (member.state === 'down') {
    // Without as many members as replicas it cannot be taken out, only replaced.
    const isEnough = status.members.filter(({ state }) => state !== 'left' && state !== 'joining').length > status.replicas
    const gone = isEnough ? `p2pkv member remove ${escapeLine(member.peerId)}` : `start another peer, then: p2pkv member replace ${escapeLine(member.peerId)} NEW`
    const held = member.hintsIn === 0 ? '' : `: ${member.hintsIn} hints are held for it`
    return [`! ${label} down ${formatDuration(member.stateMs)}${held}. On its machine: p2pkv daemon --data DIR; if it is gone for good: ${gone}`]
  }
  if (member.state === 'suspect') return [`! ${label} does not answer probes (${formatDuration(member.stateMs)}). Look again: p2pkv status`]
  const lines: string[] = []
  const address = member.addresses[0]
  const ask = `p2pkv status${address === undefined ? '' : ` -p ${escapeLine(address)}`}`
  if (member.storeState === 'full') lines.push(`! ${label} disk ${diskFree(member)} free: too little, it refuses new writes. Make room on its machine, then: ${ask}`)
  else if (member.storeState !== '' && member.storeState !== 'open') lines.push(`! ${label} store is ${escapeLine(member.storeState)}: it refuses writes. See its disk and log, then: ${ask}`)
  if (member.storeState !== 'full' && isDiskLow(member)) {
    lines.push(`! ${label} disk ${diskFree(member)} free: make room on its machine, then: ${ask}`)
  }
  if (offsetMs !== undefined) lines.push(`! ${label} clock ${clock(offsetMs)}: on its machine: timedatectl status`)
  return lines
}

/** How far a pull for a change of the ring is; undefined: there is none. */
function formatPull ({ pull }: Member): string | undefined {
  if (pull.total === 0 || pull.done === pull.total) return undefined
  return `${Math.floor(100 * pull.done / pull.total)} %${pull.leftMs > 0 ? ` ${formatDuration(pull.leftMs)}` : ''}`
}

export function formatStatus (status: ClusterStatus, ring?: RingStatus): string[] {
  const { members } = status
  const up = members.filter(member => member.state === 'up').length
  const slots = members.reduce((sum, member) => sum + member.partitions, 0)
  const short = shortenIds(members.map(member => member.peerId))
  const labelOf = (member: Member): string => escapeLine(member.name !== '' ? member.name : short.get(member.peerId) ?? member.peerId)
  const rows = members.map(member => {
    const heard = member.state !== 'down' && member.state !== 'left'
    return [
      escapeLine(short.get(member.peerId) ?? member.peerId) + (member.peerId === status.self ? '*' : ''),
      escapeLine(member.name), escapeLine(member.zone), member.state,
      formatShare(ring?.members.find(({ peerId }) => peerId === member.peerId)?.partitionsBefore ?? member.partitions, member.partitions, slots),
      heard ? diskFree(member) : '-', `${member.hintsOut} / ${member.hintsIn}`, heard && ring !== undefined ? formatPull(member) ?? formatSync(ring, member.peerId) : '-', heard ? clock(member.clockOffsetMs) : '-', escapeLine(member.version),
      seen(member, status.self),
    ]
  })
  const clocks = wrongClocks(status)
  const missing = status.partitions - status.partitionsWithQuorum
  return [
    `cluster  ${escapeLine(status.cluster)}   ring view ${status.ringEpoch}   ${up} of ${members.filter(({ state }) => state !== 'left').length} members up   ` +
      `quorum ${status.partitionsWithQuorum}/${status.partitions} partitions   fully replicated ${status.fullyReplicated}/${status.partitions}   N ${status.replicas}`,
    ...formatTable(['ID', 'NAME', 'ZONE', 'STATE', 'SHARE', 'DISK FREE', 'HINTS OUT/IN', 'SYNC', 'CLOCK', 'VERSION', 'SEEN'], rows),
    ...(status.partitions === 0 ? ['! the peer that answers is in no ring yet and serves nothing: it is joining, through the peers that it was given as bootstrap. Watch: p2pkv wait --synced'] : []),
    ...(missing > 0 ? [`! ${missing} partitions have no quorum of primaries up: quorum requests for their keys fail. Who is down: p2pkv members`] : []),
    ...(ring === undefined ? [] : [...formatRemoved(ring), ...formatWaiting(ring)]),
    ...members.flatMap(member => warnings(status, member, labelOf(member), clocks.get(member.peerId))),
  ]
}

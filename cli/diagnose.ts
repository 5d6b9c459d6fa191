/** What doctor looks at, without asking anybody: each finding says what to do next. */
import type { ClusterStatus, Member } from '../client/index.js'
import { isDiskLow, wrongClocks } from '../client/warnings.js'
import { JOIN_AGAIN } from './format-ring.js'
import { formatBytes, formatDuration } from './output.js'

export interface Finding {
  readonly check: string
  readonly ok: boolean
  readonly detail: string
  /** The command to run next; only of what is not ok. */
  readonly next?: string
}

const nameOf = ({ name, peerId }: Member): string => name === '' ? peerId : name
const list = (members: readonly Member[]): string => members.map(nameOf).join(', ')

/** Undefined: it has all of it. */
function fetching (member: Member): string | undefined {
  const { done, total, leftMs } = member.pull
  if (done < total) return `${nameOf(member)} fetches its data: ${done} of ${total} partitions${leftMs > 0 ? `, ${formatDuration(leftMs)} left` : ''}`
  return member.state === 'joining' ? `${nameOf(member)} is joining` : undefined
}

function finding (check: string, bad: readonly Member[], good: string, detail: (bad: readonly Member[]) => string, next: string): Finding {
  return bad.length === 0 ? { check, ok: true, detail: good } : { check, ok: false, detail: detail(bad), next }
}

/**
 * @param views one status of each peer that could be asked itself; the first is of the peer that was asked first
 * @param untold members that answered, but tell this key nothing
 */
export function diagnose (views: readonly ClusterStatus[], unreachable: readonly Member[], untold: readonly Member[] = []): Finding[] {
  const [status] = views
  if (status === undefined) return []
  const { partitions, partitionsWithQuorum } = status
  const members = status.members.filter(({ state }) => state !== 'left')
  const told = views.flatMap(view => view.members.filter(({ peerId }) => peerId === view.self))
  // Each knows best of itself.
  const own = members.map(member => told.find(({ peerId }) => peerId === member.peerId) ?? member)
  const lacking = own.flatMap(member => fetching(member) ?? [])
  const down = members.filter(({ state }) => state === 'down' || state === 'suspect')
  const versions = [...new Set(members.filter(({ version }) => version !== '').map(({ version }) => version))]
  const clocks = wrongClocks(status)
  const epochs = [...new Set(views.map(({ ringEpoch }) => ringEpoch))]
  return [
    partitionsWithQuorum === partitions && partitions > 0
      ? { check: 'quorum', ok: true, detail: `${partitions} of ${partitions} partitions` }
      : partitions === 0
        ? { check: 'quorum', ok: false, detail: `${list(members.filter(({ peerId }) => peerId === status.self))} is in no ring yet`, next: 'it joins when a peer that it was given as bootstrap answers: its log says which does not' }
        : { check: 'quorum', ok: false, detail: `${partitions - partitionsWithQuorum} of ${partitions} partitions have none: quorum requests for their keys fail`, next: 'bring members back: p2pkv members' },
    status.members.some(({ peerId, state }) => peerId === status.self && state === 'left')
      ? { check: 'members', ok: false, detail: `${list(status.members.filter(({ peerId }) => peerId === status.self))}, which answers, was taken out of the ring and does not serve`, next: JOIN_AGAIN }
      : finding('members', down, `all ${members.length} up`, bad => `${bad.map(member => `${nameOf(member)} ${member.state} ${formatDuration(member.stateMs)}`).join(', ')}`, 'on that machine: p2pkv daemon --data DIR'),
    finding('reachable from here', unreachable, `every member that is up${untold.length === 0 ? '' : `; ${list(untold)} tell this key nothing of themselves (see: p2pkv whoami)`}`, bad => `${list(bad)} do not answer this machine`, 'check the addresses and firewalls: p2pkv members -o json'),
    members.length >= status.replicas
      ? { check: 'replicas', ok: true, detail: `${status.replicas} of each key` }
      : { check: 'replicas', ok: false, detail: `${members.length} members for ${status.replicas} replicas of each key: less is kept than was asked for`, next: 'add peers: p2pkv invite, and on each new machine p2pkv join TICKET, then p2pkv daemon' },
    lacking.length === 0
      ? { check: 'data', ok: true, detail: 'every member has its own' }
      : { check: 'data', ok: false, detail: lacking.join('; '), next: 'it ends by itself: p2pkv wait --synced; how fast, and what it waits for: p2pkv transfers' },
    epochs.length === 1
      ? { check: 'ring view', ok: true, detail: `${String(epochs[0])} everywhere` }
      : { check: 'ring view', ok: false, detail: `peers are at views ${epochs.join(', ')}`, next: 'look again in some seconds: p2pkv doctor' },
    finding('stores', own.filter(({ storeState }) => storeState !== 'open' && storeState !== 'full' && storeState !== ''), 'open', bad => `${bad.map(member => `${nameOf(member)} ${member.storeState}`).join(', ')}: no writes there`, 'see the disk and the log of that peer'),
    finding('disks', own.filter(member => member.storeState === 'full' || isDiskLow(member)), 'enough free',
      bad => bad.map(member => `${nameOf(member)} ${formatBytes(member.diskFreeBytes)} free${member.storeState === 'full' ? ': it refuses new writes' : ''}`).join(', '), 'make room there, or add a peer: docs/operating/full-disk.md'),
    finding('clocks', members.filter(({ peerId }) => clocks.has(peerId)), 'close to each other', bad => `${bad.map(member => `${nameOf(member)} ${clocks.get(member.peerId) ?? 0} ms`).join(', ')}`, 'on that machine: timedatectl status'),
    versions.length <= 1
      ? { check: 'versions', ok: true, detail: versions[0] ?? 'unknown' }
      : { check: 'versions', ok: false, detail: versions.sort().join(', '), next: 'finish the upgrade: docs/operating/upgrade.md' },
  ]
}

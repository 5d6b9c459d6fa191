import type { JSX } from 'preact'
import type { MemberDocument, StatusDocument } from '../../protocols/web/documents.js'
import { count, duration, nameOf, percent, shortId, size } from './format.js'
import { useLive } from './live.js'
import { Advice, Bar, Empty, Panel, State, Swatch } from './parts.js'

const DISK_LOW = 0.1

function sync ({ pull, state }: MemberDocument): string {
  if (state === 'down' || state === 'left') return '–'
  return pull.total > pull.done ? `${Math.floor(100 * pull.done / pull.total)} %` : 'ok'
}

/** Zero of one that is not probed, or is down, means that it was never heard of. */
function seen ({ state, seenMsAgo }: MemberDocument, isSelf: boolean): string {
  if (seenMsAgo === 0 && !isSelf && state !== 'up' && state !== 'suspect') return '–'
  return seenMsAgo < 2_000 ? 'now' : duration(seenMsAgo)
}

function Disk ({ member }: { readonly member: MemberDocument }): JSX.Element {
  if (member.diskTotalBytes === 0) return <>–</>
  const used = 1 - member.diskFreeBytes / member.diskTotalBytes
  return <span class="disk"><Bar part={used} tone={1 - used < DISK_LOW ? 'bad' : ''} label={`${Math.round(100 * used)} % used`} /> {size(member.diskFreeBytes)} free</span>
}

function Row ({ member, status, slots }: { readonly member: MemberDocument, readonly status: StatusDocument, readonly slots: number }): JSX.Element {
  const isSelf = member.peerId === status.self
  const heard = member.state !== 'down' && member.state !== 'left'
  return (
    <tr class={`is-${member.state}`}>
      <th scope="row"><Swatch peerId={member.peerId} /> <span class="who"><b>{nameOf(member)}</b>{isSelf ? ' (here)' : ''}<small class="mono" title={member.peerId}>{shortId(member.peerId)}</small></span></th>
      <td data-label="State"><State state={member.state} />{!isSelf && member.state !== 'up' && member.stateMs > 0 && <small> {duration(member.stateMs)}</small>}</td>
      <td data-label="Zone">{member.zone}</td>
      <td data-label="Share" class="number">{percent(member.partitions, slots)}</td>
      <td data-label="Keys" class="number">{heard ? count(member.keys) : '–'}</td>
      <td data-label="Disk">{heard ? <Disk member={member} /> : '–'}</td>
      <td data-label="Hints out / in" class="number">{count(member.hintsOut)} / {count(member.hintsIn)}</td>
      <td data-label="Sync" class="number">{sync(member)}</td>
      <td data-label="Clock" class="number">{heard ? `${member.clockOffsetMs < 0 ? '−' : '+'}${duration(Math.abs(member.clockOffsetMs))}` : '–'}</td>
      <td data-label="Latency" class="number">{member.roundTripMs === null || !heard ? '–' : duration(member.roundTripMs)}</td>
      <td data-label="Version" class="number">{member.version || '–'}</td>
      <td data-label="Seen" class="number">{seen(member, isSelf)}</td>
    </tr>
  )
}

export function PeersView (): JSX.Element {
  const { status } = useLive()
  if (status === undefined) return <Empty>Asking the daemon …</Empty>
  const slots = status.members.reduce((sum, { partitions }) => sum + partitions, 0)
  const members = [...status.members].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'en', { numeric: true }))
  return (
    <>
      <Advice advice={status.advice} />
      <Panel title="Peers" aside={`${status.members.filter(({ state }) => state === 'up').length} of ${status.members.filter(({ state }) => state !== 'left').length} up · ${count(status.partitionsWithQuorum)} of ${count(status.partitions)} partitions with a quorum · ${count(status.fullyReplicated)} compared and alike`}>
        <div class="scroll">
          <table class="peers">
            <thead><tr><th scope="col">Peer</th><th scope="col">State</th><th scope="col">Zone</th><th scope="col">Share</th><th scope="col">Keys</th><th scope="col">Disk</th><th scope="col">Hints out / in</th><th scope="col">Sync</th><th scope="col">Clock</th><th scope="col" title="Round trip of a probe from this peer">Latency</th><th scope="col">Version</th><th scope="col">Seen</th></tr></thead>
            <tbody>{members.map(member => <Row key={member.peerId} member={member} status={status} slots={slots} />)}</tbody>
          </table>
        </div>
      </Panel>
      {status.advice.length === 0 && <Empty>Nothing needs attention.</Empty>}
    </>
  )
}

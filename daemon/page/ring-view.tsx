import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { HistoryDocument, MemberDocument, RingDocument, StatusDocument } from '../../protocols/web/documents.js'
import { clockTime, count, dateTime, duration, nameOf, percent, shortId } from './format.js'
import { useLive } from './live.js'
import { Advice, Bar, Empty, Panel, State, Swatch } from './parts.js'
import { RingPicture } from './ring-picture.js'
import { STATES } from './ring-geometry.js'

const MEMBERS_SHOWN_MAX = 100

function Legend ({ ring }: { readonly ring: RingDocument }): JSX.Element {
  const counts = new Map<string, number>()
  for (const letter of ring.states) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  return (
    <dl class="legend" aria-label="partitions by state">
      {STATES.filter(({ letter, name }) => name === 'ok' || counts.has(letter)).map(({ letter, name, label, height, why }) => (
        <div key={letter} title={why}>
          <dt><svg viewBox="0 0 22 28" aria-hidden="true"><rect class={`partition-${name}`} x="1" y={27 - height} width="20" height={height} /></svg>{label}</dt>
          <dd data-state={name}>{count(counts.get(letter) ?? 0)}</dd>
        </div>
      ))}
      <div class="note"><dt>bands</dt><dd>the owners of each partition, the first replica outermost</dd></div>
    </dl>
  )
}

function share (ring: RingDocument, member: MemberDocument, slots: number): string {
  const own = ring.members.find(({ peerId }) => peerId === member.peerId)
  if (own === undefined || own.partitionsBefore === own.partitions) return percent(member.partitions, slots)
  return `${percent(own.partitionsBefore, slots)} → ${percent(own.partitions, slots)}`
}

function Members ({ ring, status, chosen, choose }: { readonly ring: RingDocument, readonly status: StatusDocument, readonly chosen: string | undefined, readonly choose: (peerId: string | undefined) => void }): JSX.Element {
  const slots = ring.partitions * Math.min(ring.replicas, ring.members.length)
  const most = Math.max(1, ...status.members.map(({ partitions }) => partitions))
  const members = [...status.members].sort((a, b) => Number(a.state === 'up') - Number(b.state === 'up') || nameOf(a).localeCompare(nameOf(b), 'en', { numeric: true }))
  return (
    <Panel title="Members" aside={`${status.members.length}`}>
      <ul class="members">
        {members.slice(0, MEMBERS_SHOWN_MAX).map(member => (
          <li key={member.peerId}>
            <button type="button" class={member.peerId === chosen ? 'row chosen' : 'row'} aria-pressed={member.peerId === chosen} onClick={() => { choose(member.peerId === chosen ? undefined : member.peerId) }}>
              <Swatch peerId={member.peerId} />
              <span class="who"><b>{nameOf(member)}</b> <small>{member.zone}</small></span>
              <State state={member.state} />
              <Bar part={member.partitions / most} label={`${member.partitions} partitions`} />
              <span class="number">{share(ring, member, slots)}</span>
            </button>
            {member.pull.total > member.pull.done && (
              <p class="pull"><Bar part={member.pull.done / member.pull.total} tone="moving" label={`${member.pull.done} of ${member.pull.total} partitions fetched`} /> {member.pull.done} of {member.pull.total} partitions fetched{member.pull.leftMs > 0 ? `, ${duration(member.pull.leftMs)} left` : ''}</p>
            )}
            {member.hintsIn > 0 && <p class="pull">{count(member.hintsIn)} writes are kept for it as hints</p>}
          </li>
        ))}
      </ul>
      {members.length > MEMBERS_SHOWN_MAX && <Empty>and {members.length - MEMBERS_SHOWN_MAX} more: see Peers</Empty>}
    </Panel>
  )
}

function Chosen ({ ring, member, status }: { readonly ring: RingDocument, readonly member: MemberDocument, readonly status: StatusDocument }): JSX.Element {
  const place = ring.members.findIndex(({ peerId }) => peerId === member.peerId)
  const shared = new Map<number, number>()
  let leads = 0
  for (const owners of ring.owners) {
    if (owners[0] === place) leads++
    if (owners.includes(place)) for (const other of owners) if (other !== place) shared.set(other, (shared.get(other) ?? 0) + 1)
  }
  const neighbours = [...shared].sort(([, a], [, b]) => b - a).slice(0, 5)
  return (
    <Panel title={nameOf(member)} aside={<State state={member.state} />}>
      <dl class="facts">
        <div><dt>peer id</dt><dd class="mono">{member.peerId}{member.peerId === status.self ? ' (this page)' : ''}</dd></div>
        <div><dt>zone, weight</dt><dd>{member.zone}, {member.weight}</dd></div>
        <div><dt>partitions</dt><dd>{count(member.partitions)}, of {count(leads)} the first</dd></div>
        <div><dt>keys</dt><dd>{member.state === 'down' ? '–' : count(member.keys)}</dd></div>
        <div><dt>shares most with</dt><dd>{neighbours.length === 0 ? '–' : neighbours.map(([other, partitions]) => { const who = ring.members[other]; return who === undefined ? '' : `${nameOf(who)} (${partitions})` }).join(', ')}</dd></div>
        <div><dt>addresses</dt><dd class="mono">{member.addresses.map(address => address.replace(/\/p2p\/.*/, '')).join(' ') || '–'}</dd></div>
      </dl>
    </Panel>
  )
}

function Happenings (): JSX.Element {
  const { happenings } = useLive()
  return (
    <Panel title="What happened" aside="since this page was opened">
      {happenings.length === 0
        ? <Empty>Nothing yet. Joins, suspicions, transfers and changes of the ring appear here as they happen.</Empty>
        : <ol class="happenings" aria-live="polite">{happenings.slice(0, 30).map(({ at, tone, text }) => <li key={`${at} ${text}`} class={tone}><time>{clockTime(at)}</time> <span>{text}</span></li>)}</ol>}
    </Panel>
  )
}

function History ({ history, status }: { readonly history: HistoryDocument, readonly status: StatusDocument }): JSX.Element {
  const names = new Map(status.members.map(member => [member.peerId, nameOf(member)]))
  const name = (peerId: string): string => names.get(peerId) ?? shortId(peerId)
  return (
    <Panel title="History of the ring" aside="who signed what">
      <ol class="history">
        {history.events.map(event => (
          <li key={event.version}>
            <span class="epoch" title={event.version}>view {event.epoch}</span>
            <span class="what">{event.changes.map(({ what, peerId }) => `${what} ${name(peerId)}`).join(', ') || event.reason || 'the first view'}</span>
            <small>signed by {name(event.issuer)}, {dateTime(event.issuedAt)}</small>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

export function RingView (): JSX.Element {
  const { status, ring, history } = useLive()
  const [chosen, choose] = useState<string | undefined>()
  if (status === undefined || ring === undefined) return <Empty>{status === undefined ? 'Asking the daemon …' : status.partitions === 0 ? 'This peer is in no ring yet: it is joining.' : 'Asking the members …'}</Empty>
  const member = status.members.find(({ peerId }) => peerId === chosen)
  return (
    <div class="ring-view">
      <Advice advice={status.advice} />
      <div class="picture">
        <RingPicture ring={ring} status={status} chosen={chosen} choose={choose} />
        <Legend ring={ring} />
      </div>
      <div class="panels">
        <Members ring={ring} status={status} chosen={chosen} choose={choose} />
        {member !== undefined && <Chosen ring={ring} member={member} status={status} />}
        <Happenings />
        {history !== undefined && <History history={history} status={status} />}
      </div>
    </div>
  )
}

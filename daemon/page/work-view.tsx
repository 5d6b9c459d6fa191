import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { HintsDocument, RepairDocument, StallDocument, TombstonesDocument, TransfersDocument, WorkersDocument } from '../../protocols/web/documents.js'
import { count, duration, nameOf, shortId, size } from './format.js'
import { useLive, usePolled, type Loaded } from './live.js'
import { Bar, Empty, Failure, Panel, Swatch } from './parts.js'

const LOOK_MS = 3_000
const TOMBSTONES_MS = 10_000

type Name = (peerId: string) => string

function shown<T> ({ value, failure }: Loaded<T>, show: (value: T) => JSX.Element): JSX.Element {
  if (value === undefined) return failure === undefined ? <Empty>Asking …</Empty> : <Failure failure={failure} />
  // What was told before stays to be read, but not as how things are.
  return failure === undefined ? show(value) : <><Failure failure={failure} /><div class="stale">{show(value)}</div></>
}

function Stalls ({ stalls, name }: { readonly stalls: readonly StallDocument[], readonly name: Name }): JSX.Element {
  return <>{stalls.map(({ peerId, why, ageMs }) => <p key={peerId} class="stall">waits for {name(peerId)}: {why} ({duration(ageMs)})</p>)}</>
}

function Transfers ({ transfers, name }: { readonly transfers: TransfersDocument, readonly name: Name }): JSX.Element {
  const moving = transfers.peers.filter(({ epoch, strayPartitions }) => epoch > 0 || strayPartitions > 0)
  return (
    <Panel title="Transfers" aside={moving.length === 0 ? 'none' : `${moving.length} members`}>
      {moving.length === 0 && <Empty>Every member holds the data of its partitions. When the ring changes, what moves is shown here.</Empty>}
      {moving.map(peer => (
        <div key={peer.peerId} class="transfer">
          <p><Swatch peerId={peer.peerId} /> <b>{name(peer.peerId)}</b>{peer.epoch > 0 && ` fetches for view ${peer.epoch}`}</p>
          {peer.epoch > 0 && <p class="pull"><Bar part={peer.partitionsTotal === 0 ? 0 : peer.partitionsDone / peer.partitionsTotal} tone="moving" label={`${peer.partitionsDone} of ${peer.partitionsTotal} partitions`} /> {peer.partitionsDone} of {peer.partitionsTotal} partitions, {size(peer.bytesDone)}{peer.bytesTotal > 0 ? ` of about ${size(peer.bytesTotal)}` : ''}{peer.bytesPerSecond > 0 ? `, ${size(peer.bytesPerSecond)}/s` : ''}{peer.leftMs > 0 ? `, ${duration(peer.leftMs)} left` : ''}</p>}
          {peer.strayPartitions > 0 && <p class="pull">still holds {count(peer.strayPartitions)} partitions that others own now; it deletes what they have confirmed</p>}
          <Stalls stalls={[...peer.stalls, ...peer.strayStalls]} name={name} />
        </div>
      ))}
      {transfers.silent.length > 0 && <Empty>Not told by {transfers.silent.map(name).join(', ')}.</Empty>}
    </Panel>
  )
}

function Hints ({ hints, name }: { readonly hints: HintsDocument, readonly name: Name }): JSX.Element {
  if (hints.targets.length === 0) return <Empty>{name(hints.peerId)} keeps no writes for others.</Empty>
  return (
    <div class="scroll"><table>
      <thead><tr><th scope="col">For</th><th scope="col">Writes</th><th scope="col">Size</th><th scope="col">Oldest</th><th scope="col">Marked</th><th scope="col">Waits because</th></tr></thead>
      <tbody>{hints.targets.map(target => (
        <tr key={target.peerId}><th scope="row"><Swatch peerId={target.peerId} /> {name(target.peerId)}</th><td class="number">{count(target.hints)}</td><td class="number">{size(target.bytes)}</td><td class="number">{target.hints === 0 ? '–' : duration(target.oldestMs)}</td><td class="number">{count(target.dirtyPartitions)}</td><td>{target.stall === undefined ? '–' : `${target.stall.reason} (${duration(target.stall.ageMs)})`}</td></tr>
      ))}</tbody>
    </table></div>
  )
}

function Workers ({ workers }: { readonly workers: WorkersDocument }): JSX.Element {
  return (
    <div class="scroll"><table>
      <thead><tr><th scope="col">Worker</th><th scope="col">State</th><th scope="col">For</th><th scope="col">How far</th></tr></thead>
      <tbody>{workers.workers.map(worker => (
        <tr key={worker.name} class={worker.state === 'stalled' ? 'is-stalled' : ''}><th scope="row">{worker.name}</th><td><span class={`work work-${worker.state}`}>{worker.state}</span></td><td class="number">{duration(worker.stateMs)}</td><td>{worker.reason !== '' ? <span class="stall">{worker.reason}</span> : worker.progress || '–'}</td></tr>
      ))}</tbody>
    </table></div>
  )
}

function Repair ({ repair, name }: { readonly repair: RepairDocument, readonly name: Name }): JSX.Element {
  return (
    <>
      <p class="pull"><Bar part={repair.partitions === 0 ? 0 : repair.fullyReplicated / repair.partitions} label={`${repair.fullyReplicated} of ${repair.partitions}`} /> {count(repair.fullyReplicated)} of {count(repair.partitions)} partitions were found alike on all their primaries</p>
      <div class="scroll"><table>
        <thead><tr><th scope="col">With</th><th scope="col">Alike</th><th scope="col">Compared</th><th scope="col">Records in / out</th><th scope="col">Trouble</th></tr></thead>
        <tbody>{repair.pairs.map(pair => (
          <tr key={pair.peerId}><th scope="row"><Swatch peerId={pair.peerId} /> {name(pair.peerId)}</th><td class="number">{count(pair.agreed)} of {count(pair.partitions)}</td><td class="number">{pair.comparedMsAgo === undefined ? 'not yet' : `${duration(pair.comparedMsAgo)} ago`}</td><td class="number">{count(pair.pulled)} / {count(pair.pushed)}</td><td>{pair.failure === '' ? '–' : <span class="stall">{pair.failure}</span>}</td></tr>
        ))}</tbody>
      </table></div>
    </>
  )
}

function Tombstones ({ tombstones, name }: { readonly tombstones: TombstonesDocument, readonly name: Name }): JSX.Element {
  return (
    <>
      <div class="scroll"><table>
        <thead><tr><th scope="col">Peer</th><th scope="col">Deleted keys</th><th scope="col">Due</th><th scope="col">Oldest</th><th scope="col">Grace</th><th scope="col">Removed</th></tr></thead>
        <tbody>{tombstones.peers.map(peer => (
          <tr key={peer.peerId}><th scope="row"><Swatch peerId={peer.peerId} /> {name(peer.peerId)}</th><td class="number">{count(peer.tombstones)}{peer.more ? '+' : ''}</td><td class="number">{count(peer.due)}</td><td class="number">{peer.tombstones === 0 ? '–' : duration(peer.oldestMs)}</td><td class="number">{peer.graceMs === null ? 'off' : duration(peer.graceMs)}</td><td class="number">{count(peer.reaped)}</td></tr>
        ))}</tbody>
      </table></div>
      {tombstones.peers.flatMap(({ peerId, holds }) => holds.map(({ why, ageMs, partitions }) => <p key={`${peerId} ${why}`} class="stall">{name(peerId)} waits{partitions > 0 ? ` with ${partitions} partitions` : ''}: {why} ({duration(ageMs)})</p>))}
      {tombstones.silent.length > 0 && <Empty>{tombstones.silent.map(name).join(', ')} did not answer: nothing of any partition is removed meanwhile.</Empty>}
    </>
  )
}

export function WorkView (): JSX.Element {
  const { status, transfers } = useLive()
  const [chosen, setAsked] = useState('')
  // One that is down stays chosen, and says so; one that is a member no more does not.
  const asked = status?.members.some(({ peerId }) => peerId === chosen) === false ? '' : chosen
  const suffix = asked === '' ? '' : `?peer=${asked}`
  const hints = usePolled<HintsDocument>(`hints${suffix}`, LOOK_MS)
  const workers = usePolled<WorkersDocument>(`workers${suffix}`, LOOK_MS)
  const repair = usePolled<RepairDocument>(`repair${suffix}`, LOOK_MS)
  const tombstones = usePolled<TombstonesDocument>('tombstones', TOMBSTONES_MS)
  if (status === undefined) return <Empty>Asking the daemon …</Empty>
  const name: Name = peerId => nameOf(status.members.find(member => member.peerId === peerId) ?? { name: '', peerId: shortId(peerId) })
  const away = status.members.filter(({ hintsIn }) => hintsIn > 0)
  return (
    <>
      {transfers !== undefined && <Transfers transfers={transfers} name={name} />}
      <div class="asked">
        <label>Seen from <select value={asked} onChange={event => { setAsked(event.currentTarget.value) }}>
          <option value="">{name(status.self)} (here)</option>
          {status.members.filter(({ peerId, state }) => peerId !== status.self && (state === 'up' || state === 'suspect' || peerId === asked)).map(member => <option key={member.peerId} value={member.peerId}>{nameOf(member)}{member.state === 'down' && ' (down)'}</option>)}
        </select></label>
      </div>
      <div class="pairs">
        <div class="column">
          <Panel title="Hints" aside={away.length === 0 ? 'none in the cluster' : `in the cluster: ${away.map(member => `${count(member.hintsIn)} for ${nameOf(member)}`).join(', ')}`}>{shown(hints, value => <Hints hints={value} name={name} />)}</Panel>
          <Panel title="Workers">{shown(workers, value => <Workers workers={value} />)}</Panel>
        </div>
        <div class="column">
          <Panel title="Anti-entropy">{shown(repair, value => <Repair repair={value} name={name} />)}</Panel>
          <Panel title="Deleted keys" aside="of all members">{shown(tombstones, value => <Tombstones tombstones={value} name={name} />)}</Panel>
        </div>
      </div>
    </>
  )
}

import type { JSX } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { MemberDocument, RingDocument, StatusDocument } from '../../protocols/web/documents.js'
import { count, nameOf, percent } from './format.js'
import { colourOf, STATE_SIGN } from './parts.js'
import { bandPath, pointAt, replicaBands, runsOf, sector, standAround, STATES } from './ring-geometry.js'

const OUTERMOST = 258
const STATE_INNER = 265
const MEMBER_RADIUS = 322
/** More members have no room for words beside them. */
const LABELS_MAX = 18
const NAMES_MAX = 64
const NARROW = '(max-width: 640px)'
const NARROW_LABELS_MAX = 8

export interface RingPictureProps {
  readonly ring: RingDocument
  readonly status: StatusDocument
  /** Peer id of the member that is looked at. */
  readonly chosen: string | undefined
  readonly choose: (peerId: string | undefined) => void
}

function stateText (member: MemberDocument | undefined): string {
  if (member === undefined) return ''
  if (member.pull.total > member.pull.done) return `fetching ${Math.floor(100 * member.pull.done / member.pull.total)} %`
  return member.state
}

// What useMemo returns again as it was is not compared again: of a thousand members only a few have changed.

/** Who owns what: a band for each replica, and around them how each partition is replicated. */
function Bands ({ ring, chosen }: Pick<RingPictureProps, 'ring' | 'chosen'>): JSX.Element {
  const paths = useMemo(() => replicaBands(ring.replicas, OUTERMOST).flatMap(({ inner, outer }, rank) =>
    [...runsOf(ring.owners.map(owners => owners[rank]))].flatMap(([place, runs]) => {
      const owner = place === undefined ? undefined : ring.members[place]
      return owner === undefined ? [] : [{ rank, peerId: owner.peerId, d: bandPath(runs, ring.partitions, inner, outer) }]
    })), [ring.version])
  return useMemo(() => (
    <g class={chosen === undefined ? 'bands' : 'bands focused'}>
      {paths.map(({ rank, peerId, d }) => <path key={`${rank} ${peerId}`} d={d} class={peerId === chosen ? 'chosen' : ''} style={{ fill: colourOf(peerId), fillOpacity: rank === 0 ? 1 : 0.72 - 0.12 * rank }} />)}
    </g>
  ), [paths, chosen])
}

function States ({ ring }: Pick<RingPictureProps, 'ring'>): JSX.Element {
  return useMemo(() => {
    const runs = runsOf([...ring.states])
    const found = STATES.flatMap(({ letter, name, height }) => ({ name, height, runs: runs.get(letter) ?? [] })).filter(({ runs: some }) => some.length > 0)
    return <g class="states">{found.map(({ name, height, runs: some }) => <path key={name} d={bandPath(some, ring.partitions, STATE_INNER, STATE_INNER + height)} class={`partition-${name}`} />)}</g>
  }, [ring.states])
}

interface MarkProps {
  readonly member: MemberDocument
  readonly turn: number
  readonly size: number
  readonly words: 'all' | 'name' | 'none'
  /** What it has of all the data, in words. */
  readonly share: string
  readonly isSelf: boolean
  readonly chosen: boolean
  readonly choose: RingPictureProps['choose']
}

function MemberMark ({ member, turn, size, words, share, isSelf, chosen, choose }: MarkProps): JSX.Element {
  const { peerId, zone, state, pull } = member
  const name = nameOf(member)
  const text = stateText(member)
  return useMemo(() => {
    const [x, y] = pointAt(turn, MEMBER_RADIUS)
    const side = Math.abs(x) < 60 ? 0 : Math.sign(x)
    const pulls = pull.total > pull.done
    const lift = side !== 0 ? (words === 'name' ? 5 : 0) : y < 0 ? -size - 22 : size + 16
    const toggle = (): void => { choose(chosen ? undefined : peerId) }
    return (
      <g
        class={`member state-${state}${chosen ? ' chosen' : ''}`} tabindex={0} role="button" aria-pressed={chosen}
        aria-label={`${name}, ${text}, zone ${zone}, ${share} of the data`}
        onClick={toggle} onKeyDown={event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); toggle() } }}
      >
        <title>{`${name} · ${text} · zone ${zone} · ${share}`}</title>
        <circle class="halo" cx={x} cy={y} r={size + 6} />
        {pulls && <path class="pulled" transform={`translate(${x} ${y})`} d={sector(0, Math.max(0.01, pull.done / pull.total), size + 2, size + 6)} />}
        <circle class="dot" cx={x} cy={y} r={size} style={{ fill: colourOf(peerId) }} />
        {size > 7 && <text class="sign" x={x} y={y} dy="0.36em" text-anchor="middle">{state === 'up' ? '' : STATE_SIGN[state]}</text>}
        {words !== 'none' && (
          <text class="label" x={x + side * (size + 10)} y={y + lift} text-anchor={side === 0 ? 'middle' : side > 0 ? 'start' : 'end'}>
            <tspan class="name">{name.slice(0, 20)}{isSelf && words === 'all' ? ' (here)' : ''}</tspan>
            {words === 'all' && <tspan class="detail" x={x + side * (size + 10)} dy="1.25em">{`${share} · ${zone}`}{state !== 'up' || pulls ? ` · ${text}` : ''}</tspan>}
          </text>
        )}
      </g>
    )
  }, [peerId, zone, state, pull.done, pull.total, name, text, turn, size, words, share, isSelf, chosen])
}

/** Owners by where they lead, and after them who is only joining. */
function placesOf ({ members }: StatusDocument, ring: RingDocument): ReadonlyMap<string, number> {
  const inRing = ring.members.map(({ peerId }) => peerId)
  const all = [...inRing, ...members.filter(({ peerId, state }) => state !== 'left' && !inRing.includes(peerId)).map(({ peerId }) => peerId)]
  const turns = standAround(ring.owners, all.length)
  return new Map(all.map((peerId, index) => [peerId, turns[index] ?? 0]))
}

/** Whether the page is as narrow as that of a phone. */
function useNarrow (): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches)
  useEffect(() => {
    const query = matchMedia(NARROW)
    const change = (): void => { setNarrow(query.matches) }
    query.addEventListener('change', change)
    return () => { query.removeEventListener('change', change) }
  }, [])
  return narrow
}

export function RingPicture ({ ring, status, chosen, choose }: RingPictureProps): JSX.Element {
  const turns = useMemo(() => placesOf(status, ring), [status.members.map(({ peerId }) => peerId).join(), ring.version])
  // In the order in which the keyboard goes around.
  const members = status.members.filter(({ peerId, state }) => state !== 'left' && turns.has(peerId)).sort((a, b) => (turns.get(a.peerId) ?? 0) - (turns.get(b.peerId) ?? 0))
  const slots = ring.partitions * Math.min(ring.replicas, ring.members.length)
  const narrow = useNarrow()
  const words = narrow ? (members.length <= NARROW_LABELS_MAX ? 'name' : 'none') : members.length <= LABELS_MAX ? 'all' : members.length <= NAMES_MAX ? 'name' : 'none'
  const size = members.length <= LABELS_MAX ? (narrow ? 18 : 13) : members.length <= NAMES_MAX ? 8 : 5
  const lead = narrow ? 1.6 : 1
  const up = members.filter(({ state }) => state === 'up').length
  const missing = status.partitions - status.partitionsWithQuorum
  const viewBox = words === 'none' ? '-350 -350 700 700' : narrow ? '-440 -400 880 800' : '-500 -384 1000 768'
  // The bands seldom change, and drawing hundreds of them takes longer than a frame: they have a layer of their own.
  return (
    <div class="ring">
      <svg class="below" viewBox={viewBox} aria-hidden="true"><Bands ring={ring} chosen={chosen} /></svg>
      <svg class="above" viewBox={viewBox} role="group" aria-label={`The ring: ${up} of ${members.length} members are up, ${ring.partitions} partitions`}>
        <States ring={ring} />
        <g class="members">
          {members.map(member => (
            <MemberMark key={member.peerId} member={member} turn={turns.get(member.peerId) ?? 0} size={size} words={words} share={percent(member.partitions, slots)} isSelf={member.peerId === status.self} chosen={member.peerId === chosen} choose={choose} />
          ))}
        </g>
        <g class="centre" aria-hidden="true">
          <text class="big" y={-26 * lead} text-anchor="middle">{`${up} of ${members.length}`}</text>
          <text class="small" y={-4 * lead} text-anchor="middle">members up</text>
          <text class={missing > 0 ? 'line bad' : 'line'} y={30 * lead} text-anchor="middle">{missing > 0 ? `${count(missing)} without quorum` : narrow ? 'quorum everywhere' : 'every partition has a quorum'}</text>
          <text class="line quiet" y={52 * lead} text-anchor="middle">{`view ${ring.epoch} · N ${ring.replicas}`}</text>
        </g>
      </svg>
    </div>
  )
}

/** The ring and its changes as the client shows them. */
import {
  RING_HISTORY_CHANGE, RING_REFUSAL, RING_WAIT, RING_WISH,
  type RingChangeResponse, type RingChangeWish, type RingHistoryEntry, type RingRefusal as RefusalMessage, type RingShowResponse,
} from '../protocols/ring-admin/ring-admin.js'
import { fromHex, toHex } from '../protocols/record/bytes.js'
import { InvalidArgumentError } from '../protocols/errors.js'
import type { ViewId } from '../protocols/replicate/replicate.js'

export interface RingStatus {
  readonly epoch: number
  /** The view's name: what a plan is made on. */
  readonly version: string
  readonly partitions: number
  /** N */
  readonly replicas: number
  /** Epochs of all live views, newest first: writes go to all of them. */
  readonly live: readonly number[]
  /** The epoch that reads ask. */
  readonly readFrom: number
  readonly members: ReadonlyArray<{
    readonly peerId: string
    readonly name: string
    readonly zone: string
    readonly weight: number
    /** Of which it is a primary in the newest view, and in the one that reads ask. */
    readonly partitions: number
    readonly partitionsBefore: number
    /** The newest view it writes to, of which it holds all data, from which it reads. */
    readonly ack: number
    readonly sync: number
    readonly syncAck: number
    readonly liveness: 'alive' | 'suspect' | 'dead' | 'unknown'
    readonly livenessMs: number
  }>
  readonly waiting: ReadonlyArray<{ readonly epoch: number, readonly what: keyof typeof RING_WAIT | 'unknown', readonly peers: readonly string[] }>
  /** Peers whose change is not in a view yet: it is about to be made, or waits because too many views are live. */
  readonly heldBack: readonly string[]
  /** The peer that answered was taken out of the ring. */
  readonly removed: boolean
}

export interface RingEvent {
  readonly epoch: number
  readonly version: string
  /** Milliseconds since 1970, by the issuer's clock, or that of most members where theirs is later. */
  readonly issuedAt: number
  readonly issuer: string
  readonly reason: string
  readonly members: number
  readonly changes: ReadonlyArray<{ readonly what: keyof typeof RING_HISTORY_CHANGE | 'unknown', readonly peerId: string }>
}

export type RingWish =
  | { readonly remove: string }
  | { readonly replace: string, readonly by: string }
  | { readonly set: string, readonly weight?: number | undefined, readonly zone?: string | undefined }
  | { readonly skip: string }

export interface RingRefusal {
  readonly why: keyof typeof RING_REFUSAL | 'unknown'
  readonly peerId: string
  readonly partitions: readonly number[]
  readonly partitionCount: number
  /** Something is at risk: made all the same with `force`. */
  readonly forceable: boolean
}

export interface RingPlan {
  /** The view that the plan was made on. */
  readonly version: string
  /** The view that was issued; absent: nothing was changed. */
  readonly issued?: string
  readonly refusals: readonly RingRefusal[]
  /** Copies of partitions whose data somebody fetches, and the fewest that any assignment would need. */
  readonly moved: number
  readonly movedMin: number
  readonly partitions: number
  readonly replicas: number
  /** Partitions before and after; about how many bytes the member fetches and gives away. */
  readonly shares: ReadonlyArray<{ readonly peerId: string, readonly before: number, readonly after: number, readonly bytesIn: number, readonly bytesOut: number }>
}

const LIVENESS = { alive: 1, suspect: 2, dead: 3 } as const

function nameOf<T extends string> (names: Readonly<Record<T, number>>, value: number): T | 'unknown' {
  return (Object.keys(names) as T[]).find(name => names[name] === value) ?? 'unknown'
}

/** `42-0a1b…`: the epoch and the whole hash of a view. */
function versionOf (view: ViewId | undefined): string {
  return view === undefined ? '' : `${view.epoch}-${toHex(view.hash)}`
}

/** @throws InvalidArgumentError */
export function viewOfVersion (version: string): ViewId {
  const [, epoch, hash] = /^([0-9]{1,15})-([0-9a-f]{64})$/.exec(version) ?? []
  if (epoch === undefined || hash === undefined) throw new InvalidArgumentError(`the version of a plan looks like 42-0a1b… with 64 hex digits; it is ${version}`)
  return { epoch: Number(epoch), hash: fromHex(hash) }
}

export function toRingStatus (message: RingShowResponse): RingStatus {
  const { view, waiting, members, ...rest } = message
  return {
    ...rest,
    epoch: view?.epoch ?? 0,
    version: versionOf(view),
    members: members.map(member => ({ ...member, liveness: nameOf(LIVENESS, member.liveness) })),
    waiting: waiting.map(({ epoch, what, peers }) => ({ epoch, what: nameOf(RING_WAIT, what), peers })),
  }
}

export function toRingEvent ({ view, changes, ...rest }: RingHistoryEntry): RingEvent {
  return {
    epoch: view?.epoch ?? 0, version: versionOf(view), ...rest,
    changes: changes.map(({ kind, peerId }) => ({ what: nameOf(RING_HISTORY_CHANGE, kind), peerId })),
  }
}

function toRefusal ({ kind, peerId, partitions, partitionCount }: RefusalMessage): RingRefusal {
  return { why: nameOf(RING_REFUSAL, kind), peerId, partitions, partitionCount, forceable: kind <= RING_REFUSAL.noMajority }
}

export function toRingPlan ({ plannedOn, issued, refusals, ...rest }: RingChangeResponse): RingPlan {
  return { ...rest, version: versionOf(plannedOn), ...(issued !== undefined && { issued: versionOf(issued) }), refusals: refusals.map(toRefusal) }
}

export function wishToMessage (wish: RingWish): RingChangeWish {
  const none = { newPeerId: '', weight: 0 }
  if ('remove' in wish) return { ...none, kind: RING_WISH.remove, peerId: wish.remove }
  if ('skip' in wish) return { ...none, kind: RING_WISH.skip, peerId: wish.skip }
  if ('replace' in wish) return { ...none, kind: RING_WISH.replace, peerId: wish.replace, newPeerId: wish.by }
  return { ...none, kind: RING_WISH.set, peerId: wish.set, weight: wish.weight ?? 0, ...(wish.zone !== undefined && { zone: wish.zone }) }
}

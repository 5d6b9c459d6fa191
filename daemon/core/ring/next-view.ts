import { InvalidArgumentError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { claim, movementMin } from './claim.js'
import { headFault, type RingMember, type RingView, type SignedRingView } from './ring-view.js'

/**
 * `add` does nothing for a member; `update` does nothing for a peer that is not (or no longer) a member, `remove`
 * likewise: so a change can be issued again on top of another view. Which store a member has it says itself:
 * an `update` by another issuer leaves that as it is, for it may have been decided when the member had an older one.
 */
export type RingChange =
  | { readonly add: RingMember }
  | { readonly remove: NodeId }
  | { readonly update: RingMember }
  /** No view up to the next one waits for this member, or for the data of this former one. */
  | { readonly skip: NodeId }

export interface Issue {
  readonly issuer: NodeId
  readonly reason: string
  /** Milliseconds since 1970. */
  readonly issuedAt: number
}

export interface FirstViewInit extends Issue {
  readonly cluster: string
  readonly partitions: number
  readonly replicas: number
  /** In any order. */
  readonly members: readonly RingMember[]
}

export interface Movement {
  /** Slots (partition, replica) whose data somebody must fetch. */
  readonly slots: number
  /** No assignment that gives every member its quota moves fewer. */
  readonly slotsMin: number
}

/** @throws InvalidArgumentError */
export function firstView (init: FirstViewInit): RingView {
  return complete({ ...init, epoch: 1, previousHash: new Uint8Array(0), members: sorted(init.members), skips: [] })
}

/**
 * The view after `previous` with all of `changes`, applied in order; `previous.view` itself if they change nothing.
 * @throws InvalidArgumentError for a member that is not valid, or if no member would be left
 */
export function nextView (previous: SignedRingView, changes: readonly RingChange[], issue: Issue): RingView {
  const { cluster, epoch, partitions, replicas } = previous.view
  const { issuer, reason, issuedAt } = issue
  const skipped = new Set<NodeId>()
  const members = new Map(previous.view.members.map(member => [member.peerId, member]))
  for (const change of changes) {
    if ('remove' in change) members.delete(change.remove)
    else if ('skip' in change) skipped.add(change.skip)
    else if ('add' in change) {
      if (!members.has(change.add.peerId)) members.set(change.add.peerId, change.add)
    } else {
      const { peerId } = change.update
      const member = members.get(peerId)
      if (member !== undefined) members.set(peerId, peerId === issuer ? change.update : { ...change.update, storeId: member.storeId })
    }
  }
  const next = sorted([...members.values()])
  const skips = [...skipped].sort()
  // What the newest view says of a member holds for all there are: to say it once more makes one more that is live.
  if (isSame(previous.view.members, next) && skips.every(peer => previous.view.skips.includes(peer))) return previous.view
  return complete({ cluster, epoch: epoch + 1, previousHash: previous.hash, partitions, replicas, members: next, issuer, reason, issuedAt, skips }, previous.view)
}

/** What data the change from one view to the next moves, and a lower bound of what any assignment would. */
export function movement (previous: RingView, next: RingView): Movement {
  const { partitions, replicas, members } = next
  const storeOf = new Map(previous.members.map(member => [member.peerId, member.storeId]))
  // For each member its number in the previous view, if what it held then is still there.
  const before = members.map(member => storeOf.get(member.peerId) === member.storeId
    ? previous.members.findIndex(other => other.peerId === member.peerId)
    : -1)
  let slots = 0
  for (let first = 0; first < next.assignment.length; first += replicas) {
    const held = previous.assignment.subarray(first, first + replicas)
    for (const owner of next.assignment.subarray(first, first + replicas)) {
      const number = before[owner]
      if (number !== undefined && !held.includes(number)) slots++
    }
  }
  const keeps = new Set(members.filter((_, index) => before[index] !== -1).map(member => member.peerId))
  return { slots, slotsMin: movementMin({ partitions, replicas, members, previous }, peerId => keeps.has(peerId)) }
}

function complete (view: Omit<RingView, 'assignment'>, previous?: RingView): RingView {
  const { cluster, epoch, previousHash, partitions, replicas, members, issuer, reason, issuedAt, skips } = view
  const parts = { cluster, epoch, previousHash, partitions, replicas, members, issuer, reason, issuedAt, skips }
  // The sizes must hold before claim() may work with them.
  const fault = headFault(parts)
  if (fault !== undefined) throw new InvalidArgumentError(`a ring view would be made of which ${fault}`)
  return { ...parts, assignment: claim({ partitions, replicas, members, ...(previous === undefined ? {} : { previous }) }) }
}

function sorted (members: readonly RingMember[]): RingMember[] {
  return [...members].sort((a, b) => a.peerId < b.peerId ? -1 : Number(a.peerId > b.peerId))
}

function isSame (a: readonly RingMember[], b: readonly RingMember[]): boolean {
  return a.length === b.length && a.every((member, index) => {
    const other = b[index]
    return other !== undefined && member.peerId === other.peerId && member.storeId === other.storeId &&
      member.weight === other.weight && member.zone === other.zone
  })
}

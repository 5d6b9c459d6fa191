import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RingView } from './ring-view.js'
import type { Ring } from './ring.js'

/** What a change of the ring puts at risk. */
export interface ChangeRisks {
  /** Partitions that lose an owner, and of which no member that stays and is in sight holds a copy. */
  readonly lastCopies: readonly number[]
  /** There would be fewer members than replicas, and were enough before. */
  readonly belowReplicas: boolean
  /** Takes members away, and this side does not see a majority of those there are: the others may be doing the same. */
  readonly noMajority: boolean
}

/**
 * @param held the view whose owners hold the data
 * @param isInSight whether a member answers; the own peer included
 */
export function changeRisks (held: Ring, before: RingView, after: RingView, isInSight: (peer: NodeId) => boolean): ChangeRisks {
  const stays = new Map(after.members.map(({ peerId, storeId }) => [peerId, storeId]))
  const removed = before.members.filter(({ peerId }) => !stays.has(peerId))
  const lastCopies: number[] = []
  for (let partition = 0; removed.length > 0 && partition < held.view.partitions; partition++) {
    const owners = held.primariesFor(partition, held.view.replicas)
    if (!owners.some(peer => removed.some(({ peerId }) => peerId === peer))) continue
    const isHeld = owners.some(peer => isInSight(peer) && stays.get(peer) === held.member(peer)?.storeId)
    if (!isHeld) lastCopies.push(partition)
  }
  const seen = before.members.filter(({ peerId }) => isInSight(peerId)).length
  return {
    lastCopies,
    belowReplicas: after.members.length < before.replicas && after.members.length < before.members.length,
    noMajority: removed.length > 0 && 2 * seen <= before.members.length,
  }
}

/**
 * Partitions that some owner is still to be filled with, and of which nobody in sight holds a copy but whom nobody is to wait for: with these
 * away they would be taken for empty.
 *
 * @param held the view whose owners hold the data
 * @param after the ring with the change
 * @param skipped who is not waited for, by that change
 */
export function copiesNotWaitedFor (held: Ring, after: Ring, skipped: readonly NodeId[], isInSight: (peer: NodeId) => boolean): number[] {
  const lost: number[] = []
  // A former member may still give what it held; one with another store has nothing of it.
  const isHolder = (peer: NodeId): boolean => (after.member(peer)?.storeId ?? held.member(peer)?.storeId) === held.member(peer)?.storeId
  for (let partition = 0; skipped.length > 0 && partition < held.view.partitions; partition++) {
    const holders = held.primariesFor(partition, held.view.replicas).filter(isHolder)
    const isFilled = after.primariesFor(partition, held.view.replicas).every(peer => holders.includes(peer))
    if (!isFilled && holders.some(peer => skipped.includes(peer)) && !holders.some(peer => !skipped.includes(peer) && isInSight(peer))) lost.push(partition)
  }
  return lost
}

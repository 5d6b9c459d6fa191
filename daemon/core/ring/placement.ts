import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Ring } from './ring.js'

/**
 * Where replicas are while ring views change. A view stays live until all its members have moved on;
 * see docs/adr/0010-live-views.md.
 */
export interface Placement {
  /** The newest view this peer knows. */
  readonly head: Ring
  /** Every live view, newest first; the first is `head`. A write goes to the primaries of all and needs its quorum in each. */
  readonly live: readonly Ring[]
  /** The newest view of which every member holds all its data; reads ask its primaries. One of `live`. */
  readonly readFrom: Ring
}

/** A write under way: until it ends, this peer does not say that it has left the views of `placement`. */
export interface WriteTicket {
  readonly placement: Placement
  /** Call once, when the last replica that was asked has answered or failed. */
  readonly end: () => void
}

/** Why a replica does not answer: what is missing here others may hold, and a quorum of those who know nothing is none. */
export const DATA_NOT_HELD = 'this peer has not got its data yet, or not back'

/** Whether the peer has another store than in the view that is read from: it answers when it has fetched what it owned there. */
export function isRefilled ({ head, readFrom }: Placement, peer: NodeId): boolean {
  return head !== readFrom && head.member(peer) !== undefined && head.member(peer)?.storeId !== readFrom.member(peer)?.storeId
}

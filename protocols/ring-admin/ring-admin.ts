import {
  LeaveRequest, LeaveResponse, RingChangeRequest, RingChangeResponse, RingHistoryRequest, RingHistoryResponse, RingShowRequest, RingShowResponse,
} from '../pb/ring-admin.js'
import { ENVELOPE_BYTES_MAX, MEMBERSHIP_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** `RingChangeWish.kind` */
export const RING_WISH = { remove: 1, replace: 2, set: 3, skip: 4 } as const
/** `RingWait.what` */
export const RING_WAIT = { write: 1, data: 2, read: 3 } as const
/** `RingHistoryChange.kind` */
export const RING_HISTORY_CHANGE = { add: 1, remove: 2, update: 3, skip: 4 } as const
/** `RingRefusal.kind`; those up to `noMajority` give way to `force`. */
export const RING_REFUSAL = {
  lastCopy: 1, belowReplicas: 2, noMajority: 3, outOfDate: 4, unknownMember: 5, lastMember: 6, unknownPeer: 7, tooManyViews: 8, nothing: 9, sharedStore: 10, invalid: 11,
} as const

const LIMITS = { requestBytesMax: ENVELOPE_BYTES_MAX, responseBytesMax: MEMBERSHIP_BYTES_MAX, timeoutMs: 5_000 } as const

/** The ring as the peer that is asked knows it: members, live views, who is waited for. */
export const RING_SHOW: Rpc<RingShowRequest, RingShowResponse> = {
  protocol: 'admin', method: 20, name: 'admin.ring-show', request: pbCodec('RingShowRequest', RingShowRequest), response: pbCodec('RingShowResponse', RingShowResponse), ...LIMITS,
}

/** Who changed what, newest first. */
export const RING_HISTORY: Rpc<RingHistoryRequest, RingHistoryResponse> = {
  protocol: 'admin', method: 21, name: 'admin.ring-history', request: pbCodec('RingHistoryRequest', RingHistoryRequest), response: pbCodec('RingHistoryResponse', RingHistoryResponse), ...LIMITS,
}

/** Says what a change would do, or makes it. */
export const RING_CHANGE: Rpc<RingChangeRequest, RingChangeResponse> = {
  protocol: 'admin', method: 22, name: 'admin.ring-change', request: pbCodec('RingChangeRequest', RingChangeRequest), response: pbCodec('RingChangeResponse', RingChangeResponse), ...LIMITS,
}

/** Makes a peer leave: out of the ring, and gone when the others hold its data. */
export const LEAVE: Rpc<LeaveRequest, LeaveResponse> = {
  protocol: 'admin', method: 23, name: 'admin.leave', request: pbCodec('LeaveRequest', LeaveRequest), response: pbCodec('LeaveResponse', LeaveResponse), ...LIMITS,
}

export type {
  LeaveRequest, LeaveResponse, RingChangeRequest, RingChangeResponse, RingChangeWish, RingHistoryEntry, RingHistoryRequest, RingHistoryResponse,
  RingRefusal, RingShare, RingShowMember, RingShowRequest, RingShowResponse, RingWait,
} from '../pb/ring-admin.js'

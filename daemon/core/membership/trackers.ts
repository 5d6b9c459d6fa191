import { ProtocolError } from '../../../protocols/errors.js'
import { Trackers as TrackersMessage, type ViewMark as ViewMarkMessage } from '../../../protocols/pb/membership.js'

/** Names a view by its epoch and the beginning of its hash. */
export interface ViewMark {
  readonly epoch: number
  readonly hash: Uint8Array
}

/**
 * How far a member has moved on from one ring view to the next (Garage's layout history keeps such
 * trackers for all members; here each member signs its own).
 */
export interface Trackers {
  /** The newest view it writes to, with no write in flight that leaves it out. */
  readonly ack: ViewMark
  /** The newest view of which it holds all its data. */
  readonly sync: ViewMark
  /** The newest view of which, as it knows, every member holds all its data; it reads from there. */
  readonly syncAck: ViewMark
  /** Every member reads from this view or a newer one, as it has seen: older ones are over. */
  readonly retired: ViewMark
}

export const MARK_HASH_BYTES = 8

export const NO_VIEW: ViewMark = { epoch: 0, hash: new Uint8Array(0) }
export const NO_TRACKERS: Trackers = { ack: NO_VIEW, sync: NO_VIEW, syncAck: NO_VIEW, retired: NO_VIEW }

export function markOf (epoch: number, hash: Uint8Array): ViewMark {
  return { epoch, hash: hash.slice(0, MARK_HASH_BYTES) }
}

/** @throws ProtocolError for marks that are none */
export function trackersFromMessage (message: TrackersMessage | undefined): Trackers {
  const mark = (of: ViewMarkMessage | undefined): ViewMark => {
    if (of === undefined || of.epoch === 0) return NO_VIEW
    if (!Number.isSafeInteger(of.epoch) || of.hash.byteLength !== MARK_HASH_BYTES) throw new ProtocolError('the mark of a ring view is malformed')
    return { epoch: of.epoch, hash: of.hash }
  }
  return { ack: mark(message?.ack), sync: mark(message?.sync), syncAck: mark(message?.syncAck), retired: mark(message?.retired) }
}

/** @param storeId 16 bytes; empty where the trackers are part of a record that names the store */
export function trackersToMessage ({ ack, sync, syncAck, retired }: Trackers, storeId: Uint8Array): TrackersMessage {
  return { storeId, ack: { ...ack }, sync: { ...sync }, syncAck: { ...syncAck }, retired: { ...retired } }
}

export function encodeTrackers (trackers: Trackers, storeId: Uint8Array): Uint8Array {
  return TrackersMessage.encode(trackersToMessage(trackers, storeId))
}

/** @throws ProtocolError */
export function decodeTrackers (bytes: Uint8Array): { trackers: Trackers, storeId: Uint8Array } {
  let message: TrackersMessage
  try {
    message = TrackersMessage.decode(bytes)
  } catch (cause) {
    throw new ProtocolError('the stored trackers are malformed', { cause })
  }
  return { trackers: trackersFromMessage(message), storeId: message.storeId }
}

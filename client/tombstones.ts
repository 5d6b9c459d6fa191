import type { PeerTombstones as PeerTombstonesMessage, TombstonesResponse } from '../protocols/reap/reap.js'

/** Deleted and expired keys of the partitions of which one peer is the first primary: it removes them. */
export interface PeerTombstones extends Omit<PeerTombstonesMessage, 'graceMs'> {
  /** How long they are kept at least; null: for ever. */
  readonly graceMs: number | null
}

export interface Tombstones {
  readonly peers: readonly PeerTombstones[]
  /** Members that did not answer. */
  readonly silent: readonly string[]
}

export function toTombstones ({ peers, silent }: TombstonesResponse): Tombstones {
  return { peers: peers.map(peer => ({ ...peer, graceMs: peer.graceMs === 0 ? null : peer.graceMs })), silent }
}

import type { PeerTransfers as PeerTransfersMessage, TransfersResponse, TransferStall } from '../protocols/transfer/transfer.js'

const WHY = ['unknown', 'down', 'silent', 'busy', 'failed', 'too old', 'from the future'] as const

/**
 * Whom a transfer waits for, and since when. `too old`: the peer's own data, which owners may have deleted since;
 * `from the future`: versions that are not stored before their time, because a clock is wrong.
 */
export interface Stall { readonly peerId: string, readonly why: typeof WHY[number], readonly ageMs: number }

/** What one peer is moving. */
export interface PeerTransfers extends Omit<PeerTransfersMessage, 'stalls' | 'strayStalls'> {
  readonly stalls: readonly Stall[]
  readonly strayStalls: readonly Stall[]
}

export interface Transfers {
  readonly peers: readonly PeerTransfers[]
  /** Members that did not answer. */
  readonly silent: readonly string[]
}

export function toTransfers ({ peers, silent }: TransfersResponse): Transfers {
  return { peers: peers.map(peer => ({ ...peer, stalls: peer.stalls.map(toStall), strayStalls: peer.strayStalls.map(toStall) })), silent }
}

function toStall ({ peerId, reason, ageMs }: TransferStall): Stall {
  return { peerId, why: WHY[reason] ?? 'unknown', ageMs }
}

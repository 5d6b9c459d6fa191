import { P2pkvError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { STALL, type StallReason, type TransferStall } from '../../../protocols/transfer/transfer.js'
import type { Clock } from '../env.js'

/** Whom background work waits for, why, and since when: nothing waits silently. */
export class Stalls {
  readonly #stalls = new Map<NodeId, { reason: StallReason, sinceMs: number }>()

  constructor (private readonly components: { readonly clock: Clock }) {}

  add (peer: NodeId, reason: StallReason): void {
    const sinceMs = this.#stalls.get(peer)?.sinceMs ?? this.components.clock.monotonic()
    this.#stalls.set(peer, { reason, sinceMs })
  }

  /** Forgets all but those in `peers`: what is still waited for keeps its age. */
  keepOnly (peers: ReadonlySet<NodeId>): void {
    for (const peer of this.#stalls.keys()) if (!peers.has(peer)) this.#stalls.delete(peer)
  }

  clear (): void { this.#stalls.clear() }

  list (): TransferStall[] {
    const now = this.components.clock.monotonic()
    return [...this.#stalls].map(([peerId, { reason, sinceMs }]) => ({ peerId, reason, ageMs: Math.round(now - sinceMs) }))
  }
}

/** Why a request to a peer that failed with `error` holds work up. */
export function stallReasonOf (error: unknown): StallReason {
  const code = error instanceof P2pkvError ? error.code : ''
  if (code === 'PEER_UNREACHABLE' || code === 'DEADLINE_EXCEEDED') return STALL.silent
  return code === 'OVERLOADED' || code === 'NOT_READY' ? STALL.busy : STALL.refused
}

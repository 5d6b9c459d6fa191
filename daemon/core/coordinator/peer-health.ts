import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Clock } from '../env.js'

export interface PeerHealthInit {
  /** How long a peer is avoided after its first failure; doubles with each further one. */
  readonly avoidMs: number
  readonly avoidMsMax: number
}

interface Observed { latencyMs: number, failures: number, avoidUntilMs: number }

/** Weight of the newest observation in the running mean of a peer's latency. */
const LATENCY_WEIGHT = 0.1
const LATENCY_MS_START = 2

/**
 * What this peer's own requests say about others: a circuit a peer. A coordinator does not wait for the
 * failure detector; one failed request makes it prefer others at once, and try again soon.
 */
export class PeerHealth {
  readonly #observed = new Map<NodeId, Observed>()

  constructor (private readonly components: { clock: Clock }, private readonly init: PeerHealthInit) {}

  succeeded (peer: NodeId, elapsedMs: number): void {
    const observed = this.#of(peer)
    observed.latencyMs += (elapsedMs - observed.latencyMs) * LATENCY_WEIGHT
    observed.failures = 0
    observed.avoidUntilMs = 0
  }

  failed (peer: NodeId): void {
    const observed = this.#of(peer)
    const avoidMs = Math.min(this.init.avoidMs * 2 ** Math.min(observed.failures, 16), this.init.avoidMsMax)
    observed.failures++
    observed.avoidUntilMs = this.components.clock.monotonic() + avoidMs
  }

  isAvoided (peer: NodeId): boolean {
    return (this.#observed.get(peer)?.avoidUntilMs ?? 0) > this.components.clock.monotonic()
  }

  latencyMs (peer: NodeId): number { return this.#observed.get(peer)?.latencyMs ?? LATENCY_MS_START }

  /** Forgets peers that are no longer in the ring. */
  forgetAllBut (peers: ReadonlySet<NodeId>): void {
    for (const peer of this.#observed.keys()) if (!peers.has(peer)) this.#observed.delete(peer)
  }

  #of (peer: NodeId): Observed {
    let observed = this.#observed.get(peer)
    if (observed === undefined) {
      observed = { latencyMs: LATENCY_MS_START, failures: 0, avoidUntilMs: 0 }
      this.#observed.set(peer, observed)
    }
    return observed
  }
}

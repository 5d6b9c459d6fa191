import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Clock, Timer } from '../env.js'

export interface PeerHealthInit {
  /** How long a peer is avoided after its first failure; doubles with each further one. */
  readonly avoidMs: number
  readonly avoidMsMax: number
}

export type RequestKind = 'read' | 'store' | 'other'

interface Observed {
  latencyMs: number
  readonly slowMs: Record<RequestKind, number>
  failures: number
  avoidUntilMs: number
  /** Requests that are out, since when there are any, and when it last answered. */
  pending: number
  pendingSinceMs: number
  heardMs: number
}

/** Weight of the newest observation in the running mean of a peer's latency. */
const LATENCY_WEIGHT = 0.1
const LATENCY_MS_START = 2
const SLOW_MS_START: Readonly<Record<RequestKind, number>> = { read: 20, store: 50, other: 50 }
/** Step of the running percentile, as a part of its value, and the percentile. */
const SLOW_STEP = 0.2
const SLOW_PART = 0.95
const SLOW_MS_MIN = 1
/** A peer is silent when requests are out and nothing was heard for this long, and for so many times its 95th percentile. */
const SILENT_MS_MIN = 150
const SILENT_SLOWS = 4
/** But not longer: what a peer answers when it runs again after a stop is seconds late, and many such answers come at once. */
const SILENT_MS_MAX = 1_000
/** A peer that goes on answering others is looked at again no sooner than after this. */
const SILENT_LOOK_MS_MIN = 10

/**
 * What this peer's own requests say about others: a circuit a peer. A coordinator does not wait for the
 * failure detector; one failed request, or silence, makes it prefer others at once, and try again soon.
 */
export class PeerHealth {
  readonly #observed = new Map<NodeId, Observed>()

  constructor (private readonly components: { clock: Clock }, private readonly init: PeerHealthInit) {}

  /** A request goes out; `succeeded`, `answered` or `gaveUp` must follow. */
  started (peer: NodeId): void {
    const observed = this.#of(peer)
    if (observed.pending++ === 0) observed.pendingSinceMs = this.components.clock.monotonic()
  }

  succeeded (peer: NodeId, elapsedMs: number, kind: RequestKind = 'other'): void {
    const observed = this.#answered(peer)
    observed.latencyMs += (elapsedMs - observed.latencyMs) * LATENCY_WEIGHT
    // A percentile without keeping samples: up by 95 for each above it, down by 5 for each below.
    // (Ma, Muthukrishnan, Sandler: "Frugal Streaming for Estimating Quantiles", 2013.)
    const slow = observed.slowMs[kind]
    observed.slowMs[kind] = Math.max(SLOW_MS_MIN, slow + slow * SLOW_STEP * (elapsedMs > slow ? SLOW_PART : SLOW_PART - 1))
    observed.failures = 0
    observed.avoidUntilMs = 0
  }

  /** It refused, so it is there. */
  answered (peer: NodeId): void { this.#answered(peer) }

  /** A request ended without an answer. @param isLost its connection did, too; otherwise it may have had too little time to say anything of the peer */
  gaveUp (peer: NodeId, isLost: boolean): void {
    const observed = this.#of(peer)
    const isSilent = silentFromMs(observed) <= this.components.clock.monotonic()
    observed.pending = Math.max(0, observed.pending - 1)
    if (isLost || isSilent) this.failed(peer)
  }

  /** It does not answer, as a lost connection says too. */
  failed (peer: NodeId): void {
    const observed = this.#of(peer)
    const avoidMs = Math.min(this.init.avoidMs * 2 ** Math.min(observed.failures, 16), this.init.avoidMsMax)
    observed.failures++
    observed.avoidUntilMs = this.components.clock.monotonic() + avoidMs
  }

  isAvoided (peer: NodeId): boolean {
    const observed = this.#observed.get(peer)
    if (observed === undefined) return false
    const now = this.components.clock.monotonic()
    return observed.avoidUntilMs > now || (observed.pending > 0 && silentFromMs(observed) <= now)
  }

  latencyMs (peer: NodeId): number { return this.#observed.get(peer)?.latencyMs ?? LATENCY_MS_START }

  /** About the 95th percentile of how long the peer takes. */
  slowMs (peer: NodeId, kind: RequestKind): number { return this.#observed.get(peer)?.slowMs[kind] ?? SLOW_MS_START[kind] }

  /** Calls `fn` once the peer, of whom a request is out, is avoided; it may answer others first, and fall silent later. */
  whenAvoided (peer: NodeId, fn: () => void): Timer {
    const { clock } = this.components
    const observed = this.#of(peer)
    const wait = (): Timer => clock.after(Math.max(SILENT_LOOK_MS_MIN, silentFromMs(observed) - clock.monotonic()), () => {
      if (this.isAvoided(peer)) fn()
      else timer = wait()
    })
    let timer = wait()
    return { cancel: () => { timer.cancel() } }
  }

  /** Forgets peers that are no longer in the ring. */
  forgetAllBut (peers: ReadonlySet<NodeId>): void {
    for (const [peer, { pending }] of this.#observed) if (!peers.has(peer) && pending === 0) this.#observed.delete(peer)
  }

  #answered (peer: NodeId): Observed {
    const observed = this.#of(peer)
    observed.pending = Math.max(0, observed.pending - 1)
    observed.heardMs = this.components.clock.monotonic()
    return observed
  }

  #of (peer: NodeId): Observed {
    let observed = this.#observed.get(peer)
    if (observed === undefined) {
      observed = { latencyMs: LATENCY_MS_START, slowMs: { ...SLOW_MS_START }, failures: 0, avoidUntilMs: 0, pending: 0, pendingSinceMs: 0, heardMs: 0 }
      this.#observed.set(peer, observed)
    }
    return observed
  }
}

/** When a peer of whom requests are out counts as silent, if nothing is heard of it. */
function silentFromMs ({ heardMs, pendingSinceMs, slowMs }: Observed): number {
  return Math.max(heardMs, pendingSinceMs) + Math.min(SILENT_MS_MAX, Math.max(SILENT_MS_MIN, SILENT_SLOWS * Math.max(slowMs.read, slowMs.store)))
}

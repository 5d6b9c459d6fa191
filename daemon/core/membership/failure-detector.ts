/**
 * SWIM (Das, Gupta, Motivala 2002): one direct probe an interval, indirect probes through others when
 * it fails, suspicion before death, and refutation by a higher incarnation (§4.2).
 */
import type { ViewId } from '../../../protocols/pb/replicate.js'
import type { Suspicion } from '../../../protocols/pb/membership.js'
import { isNodeId, type NodeId } from '../../../protocols/record/node-id.js'
import { PROBE, type ProbeRequest, type ProbeResponse } from '../../../protocols/probe/probe.js'
import type { Clock, Logger, Network, Prng } from '../env.js'
import { Worker } from '../worker.js'

export type Liveness = 'alive' | 'suspect' | 'dead'
const LIVENESS: readonly Liveness[] = ['alive', 'suspect', 'dead']
const OPINION = { alive: 1, suspect: 2, dead: 3 } as const

export interface Opinion {
  readonly state: Liveness
  readonly incarnation: number
  /** On the monotonic clock, milliseconds. */
  readonly sinceMs: number
}

export interface FailureDetectorComponents {
  readonly clock: Clock
  readonly prng: Prng
  readonly network: Network
  readonly log: Logger
  /** Whom to probe: everybody else in the ring, in a defined order. */
  readonly peers: () => readonly NodeId[]
  readonly isPeer: (peer: NodeId) => boolean
  /** Every probe carries the ring view of its sender. */
  readonly viewId: () => ViewId | undefined
  readonly heardView: (from: NodeId, view: ViewId | undefined) => void
  readonly incarnationOf: (peer: NodeId) => number
  readonly ownIncarnation: () => number
  /** The peer knows an incarnation of ours that this run has not reached. */
  readonly behind: (from: NodeId) => void
  /** Raises the own incarnation above `incarnation` and spreads it. */
  readonly refute: (incarnation: number) => void
  readonly spread: (suspicion: Suspicion) => void
}

export interface FailureDetectorInit {
  readonly probeIntervalMs: number
  /** How many others are asked when a direct probe fails. */
  readonly indirectProbes: number
}

const SELF_DOUBT_MAX = 8
/** Weight of the newest round trip in the mean. */
const ROUND_TRIP_WEIGHT = 1 / 8

export class FailureDetector {
  readonly #opinions = new Map<NodeId, Opinion>()
  readonly #heardAtMs = new Map<NodeId, number>()
  /** Wall clocks of others minus our monotonic one: whatever happens to our own wall clock, we know what theirs show. */
  readonly #wallClocks = new Map<NodeId, number>()
  readonly #roundTripMs = new Map<NodeId, number>()
  readonly #worker: Worker
  #round: NodeId[] = []
  #selfDoubt = 0

  constructor (private readonly components: FailureDetectorComponents, private readonly init: FailureDetectorInit) {
    this.#worker = new Worker(components, { name: 'probe', intervalMs: init.probeIntervalMs }, async () => { this.#probeNext() })
    components.network.handle(PROBE, async (from, request, { deadline }) => this.#answer(from.id, request, deadline))
  }

  start (): void { this.#worker.start() }
  stop (): void { this.#worker.stop() }

  opinionOf (peer: NodeId): Opinion {
    return this.#opinions.get(peer) ?? { state: 'alive', incarnation: this.components.incarnationOf(peer), sinceMs: 0 }
  }

  stateOf (peer: NodeId): Liveness { return this.#opinions.get(peer)?.state ?? 'alive' }

  /** When the peer was last heard of, on the monotonic clock; undefined: never in this run. */
  heardAtMs (peer: NodeId): number | undefined { return this.#heardAtMs.get(peer) }

  /** The peer's wall clock minus ours, by its last answer to a probe, milliseconds. */
  clockOffsetMs (peer: NodeId): number | undefined {
    const wallClock = this.#wallClocks.get(peer)
    return wallClock === undefined ? undefined : wallClock + this.components.clock.monotonic() - this.components.clock.realtime()
  }

  /** What the wall clocks of more than half of the members show, or have passed, milliseconds since 1970; null: too few are known. */
  membersTimeMs (): number | null {
    const { clock, peers } = this.components
    const others = peers()
    const clocks = [clock.realtime(), ...others.flatMap(peer => {
      const wallClock = this.#wallClocks.get(peer)
      return wallClock === undefined ? [] : [wallClock + clock.monotonic()]
    })]
    return clocks.sort((a, b) => b - a)[Math.floor((others.length + 1) / 2)] ?? null
  }

  /** How long the peer takes to answer a probe, smoothed, milliseconds; undefined: none was answered yet. */
  roundTripMs (peer: NodeId): number | undefined { return this.#roundTripMs.get(peer) }

  /** A newer record of the peer arrived: it is alive at that incarnation. */
  sawRecord (peer: NodeId, incarnation: number): void {
    if (incarnation > this.opinionOf(peer).incarnation) this.#decide(peer, 'alive', incarnation)
  }

  /** The peer answered us just now. */
  sawAnswer (peer: NodeId): void {
    this.#heardAtMs.set(peer, this.components.clock.monotonic())
    const opinion = this.#opinions.get(peer)
    if (opinion !== undefined && opinion.state !== 'alive') this.#decide(peer, 'alive', opinion.incarnation)
  }

  /** What somebody else thinks, by gossip: SWIM §4.2's order of precedence. */
  hear (suspicion: Suspicion): void {
    const state = LIVENESS[suspicion.state - 1]
    if (state === undefined || !isNodeId(suspicion.peerId)) return
    if (suspicion.peerId === this.components.network.self) {
      if (state !== 'alive' && suspicion.incarnation >= this.components.ownIncarnation()) this.#refute(suspicion.incarnation)
      return
    }
    if (!this.components.isPeer(suspicion.peerId)) return
    const known = this.opinionOf(suspicion.peerId)
    const newer = state === 'alive'
      ? suspicion.incarnation > known.incarnation
      : suspicion.incarnation >= known.incarnation && OPINION[state] > OPINION[known.state]
    if (newer) this.#decide(suspicion.peerId, state, suspicion.incarnation)
  }

  /** Milliseconds from suspicion to death: 4 · log10(n + 1) probe intervals (Dadgar, Phillips, Currey 2018, §IV.B). */
  suspicionMs (): number {
    const members = this.components.peers().length + 1
    return Math.max(2, 4 * Math.log10(members + 1)) * this.init.probeIntervalMs
  }

  #probeNext (): void {
    const peers = this.components.peers()
    if (peers.length === 0) return
    // Round robin over a shuffled list bounds the time until everybody was probed (§4.3).
    let peer = this.#round.pop()
    while (peer !== undefined && !this.components.isPeer(peer)) peer = this.#round.pop()
    if (peer === undefined) {
      this.#round = this.#shuffle(peers)
      peer = this.#round.pop()
    }
    if (peer !== undefined) void this.#probe(peer, peers)
  }

  async #probe (peer: NodeId, peers: readonly NodeId[]): Promise<void> {
    const { clock, network } = this.components
    // Who doubts itself gives others more time before it judges them.
    const timeoutMs = this.init.probeIntervalMs * (1 + this.#selfDoubt)
    const known = this.opinionOf(peer)
    const startMs = clock.monotonic()
    const request: ProbeRequest = { target: '', incarnation: known.incarnation, opinion: OPINION[known.state], view: this.components.viewId() }
    try {
      const answer = await network.request(peer, PROBE, request, { deadline: clock.monotonic() + timeoutMs })
      this.#answered(peer, answer)
      this.#sawRoundTrip(peer, clock.monotonic() - startMs)
      this.#doubt(-1)
      return
    } catch { /* asked again through others */ }
    const helpers = this.#shuffle(peers.filter(other => other !== peer && this.stateOf(other) === 'alive')).slice(0, this.init.indirectProbes)
    const answers = await Promise.all(helpers.map(async helper => {
      try {
        const answer = await network.request(helper, PROBE, { ...request, target: peer }, { deadline: clock.monotonic() + 2 * timeoutMs })
        return answer.alive
      } catch { return false }
    }))
    if (answers.includes(true)) {
      this.sawAnswer(peer)
      return
    }
    this.#doubt(1)
    // Far beyond every deadline: it is this process that was stopped, and no answer could have been seen.
    if (clock.monotonic() - startMs > 3 * timeoutMs + this.init.probeIntervalMs) return
    if (this.stateOf(peer) !== 'alive' || this.opinionOf(peer).incarnation !== known.incarnation) return
    this.#decide(peer, 'suspect', known.incarnation)
    this.components.spread({ peerId: peer, incarnation: known.incarnation, state: OPINION.suspect })
  }

  /** Others suspect us: perhaps we are the slow one. */
  #refute (incarnation: number): void {
    this.#doubt(1)
    this.components.refute(incarnation)
  }

  /** Local health, from 0 (well) to SELF_DOUBT_MAX: Lifeguard (Dadgar, Phillips, Currey 2018, §IV.A). */
  #doubt (change: 1 | -1): void {
    this.#selfDoubt = Math.min(SELF_DOUBT_MAX, Math.max(0, this.#selfDoubt + change))
  }

  #answered (peer: NodeId, answer: ProbeResponse): void {
    this.sawAnswer(peer)
    this.sawRecord(peer, answer.incarnation)
    this.components.heardView(peer, answer.view)
    if (answer.realtimeMs > 0) this.#wallClocks.set(peer, answer.realtimeMs - this.components.clock.monotonic())
  }

  /** Smoothed as TCP does it (Jacobson 1988, §2). */
  #sawRoundTrip (peer: NodeId, tookMs: number): void {
    const before = this.#roundTripMs.get(peer) ?? tookMs
    this.#roundTripMs.set(peer, before + (tookMs - before) * ROUND_TRIP_WEIGHT)
  }

  async #answer (from: NodeId, request: ProbeRequest, deadline: number): Promise<ProbeResponse> {
    const { network, clock } = this.components
    const nothing: ProbeResponse = { alive: false, incarnation: 0, realtimeMs: 0, view: undefined }
    this.components.heardView(from, request.view)
    if (request.target !== '' && request.target !== network.self) {
      // Only members of the ring are probed for others: nobody makes us dial strangers.
      if (!isNodeId(request.target) || !this.components.isPeer(request.target)) return nothing
      try {
        const answer = await network.request(request.target, PROBE, { ...request, target: '', view: this.components.viewId() }, { deadline: Math.min(deadline, clock.monotonic() + this.init.probeIntervalMs) })
        this.#answered(request.target, answer)
        return answer
      } catch {
        return nothing
      }
    }
    if (this.components.isPeer(from)) this.sawAnswer(from)
    if (request.incarnation > this.components.ownIncarnation()) this.components.behind(from)
    if (request.opinion !== OPINION.alive && request.incarnation >= this.components.ownIncarnation()) this.#refute(request.incarnation)
    return { alive: true, incarnation: this.components.ownIncarnation(), realtimeMs: clock.realtime(), view: this.components.viewId() }
  }

  #decide (peer: NodeId, state: Liveness, incarnation: number): void {
    const { clock, log } = this.components
    const before = this.stateOf(peer)
    const opinion: Opinion = { state, incarnation, sinceMs: clock.monotonic() }
    this.#opinions.set(peer, opinion)
    if (before !== state) log.info({ peer, state, incarnation }, `member ${state}`)
    if (state !== 'suspect') return
    clock.after(this.suspicionMs(), () => {
      if (this.#opinions.get(peer) !== opinion) return
      this.#decide(peer, 'dead', incarnation)
      this.components.spread({ peerId: peer, incarnation, state: OPINION.dead })
    })
  }

  /** Forgets peers that are no longer in the ring. */
  forgetAllBut (peers: ReadonlySet<NodeId>): void {
    for (const map of [this.#opinions, this.#heardAtMs, this.#wallClocks, this.#roundTripMs]) {
      for (const peer of map.keys()) if (!peers.has(peer)) map.delete(peer)
    }
  }

  #shuffle (peers: readonly NodeId[]): NodeId[] {
    const shuffled = [...peers]
    for (let index = shuffled.length - 1; index > 0; index--) {
      const other = this.components.prng.below(index + 1)
      const swapped = shuffled[index] as NodeId
      shuffled[index] = shuffled[other] as NodeId
      shuffled[other] = swapped
    }
    return shuffled
  }
}

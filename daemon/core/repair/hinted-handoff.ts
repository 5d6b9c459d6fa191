/**
 * Brings hints to those they are kept for: DeCandia et al., "Dynamo" (2007), §4.6.
 *
 * A hint is removed only when its target said that it has merged and synced it, and only if nothing has
 * joined it since. Too old hints are dropped before anything is replayed.
 */
import { P2pkvError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { KvRecord, RecordKey } from '../../../protocols/record/record.js'
import type { HintCount } from '../../../storage/hint-counts.js'
import type { DroppedHints, Hint, HintEntry, HintStore } from '../../../storage/hint-store.js'
import type { Clock, FaultPoints, Logger, Meter, Prng } from '../env.js'
import type { Liveness } from '../membership/failure-detector.js'
import type { Ring } from '../ring/ring.js'
import { Worker } from '../worker.js'
import type { Foreground } from './foreground.js'
import { RateLimit } from './rate-limit.js'

export interface Delivery {
  /** Its primary, as far as this peer knows; undefined: the record is for the receiver itself. */
  readonly hintFor?: NodeId
  /** For how long it has been a hint, milliseconds. */
  readonly ageMs: number
  /** On the monotonic clock. */
  readonly deadline: number
}

export interface HintedHandoffComponents {
  readonly clock: Clock
  readonly prng: Prng
  readonly log: Logger
  readonly meter: Meter
  readonly fault: FaultPoints
  readonly self: NodeId
  readonly hints: HintStore
  /** The head of the ring views; undefined before there is one. */
  readonly ring: () => Ring | undefined
  /** Whether the peer is in any view that this peer knows of. */
  readonly wasMember: (peer: NodeId) => boolean
  /** How many replicas a bucket has. */
  readonly replicasOf: (bucket: string) => number
  readonly livenessOf: (peer: NodeId) => Liveness
  /** Resolves with whether the other peer has applied and synced it. */
  readonly deliver: (peer: NodeId, key: RecordKey, encoded: Uint8Array, delivery: Delivery) => Promise<boolean>
  /** The same for this peer itself. */
  readonly apply: (key: RecordKey, record: KvRecord) => Promise<boolean>
  /** Whether clients wait longer because of it. */
  readonly foreground: Pick<Foreground, 'begin' | 'slowed'>
}

export interface HintedHandoffInit {
  /** Sent to all targets together; default 16 MiB; null: no limit. */
  readonly hintBytesPerSecondMax?: number | null
  /** Between two looks for hints that may go; default 1 second. */
  readonly intervalMs?: number
}

/** Why hints for a target are not on their way, and since when none was. */
export interface HintStall extends HintCount {
  readonly target: NodeId
  readonly reason: string
  readonly ageMs: number
}

interface Stall { readonly reason: string, readonly sinceMs: number }
interface TargetState { running: Promise<void> | undefined, linked: boolean, failures: number, retryAtMs: number, stall: Stall | undefined }

const INTERVAL_MS = 1_000
const DELIVERY_TIMEOUT_MS = 5_000
const RETRY_MS = 500
const RETRY_MS_MAX = 30_000
/** On their way to one target at a time; it begins with one, which tells whether the target is there, and doubles while all are taken. */
const IN_FLIGHT_MAX = 128
/** The same while requests of clients are slowed. */
const IN_FLIGHT_SLOWED = 8
/** Refused in a row, after which a pass ends. */
const REFUSED_MAX = 16
const IN_FLIGHT_BYTES_MAX = 4 * 1_024 * 1_024
const TARGETS_AT_ONCE_MAX = 4
/** Fallbacks that are asked to take over a hint of a peer that leaves. */
const TAKERS_MAX = 3
export const HINT_BYTES_PER_SECOND_MAX_DEFAULT = 16 * 1_024 * 1_024

export class HintedHandoff {
  readonly worker: Worker
  readonly #rate: RateLimit
  readonly #targets = new Map<NodeId, TargetState>()
  /** Of whom a replay was begun last: the next look begins with who comes after it. */
  #begun = ''
  #stopped = false
  #draining = false

  constructor (private readonly components: HintedHandoffComponents, init: HintedHandoffInit = {}) {
    this.#rate = new RateLimit(components, init.hintBytesPerSecondMax === undefined ? HINT_BYTES_PER_SECOND_MAX_DEFAULT : init.hintBytesPerSecondMax)
    this.worker = new Worker(components, { name: 'hinted-handoff', intervalMs: init.intervalMs ?? INTERVAL_MS }, async run => {
      await this.#look()
      const stalls = this.stalls()
      const [first] = stalls
      if (first !== undefined) run.stalled(`hints for ${stalls.length} peers wait: ${first.reason}`)
    })
  }

  stop (): void {
    this.#stopped = true
    this.worker.stop()
  }

  /** A connection to the peer was opened: its hints are tried at once, whatever the failure detector thinks. */
  linkUp (peer: NodeId): void {
    if (this.components.hints.of(peer).hints === 0) return
    const state = this.#state(peer)
    state.linked = true
    this.#begin(peer, state)
  }

  /**
   * Replays now, to one target or to all. Resolves when every hint has been tried once.
   *
   * @returns hints that were kept before, and that are now
   */
  async flush (target?: NodeId): Promise<{ before: number, left: number }> {
    const { hints } = this.components
    const left = (): number => target === undefined ? hints.totals().hints : hints.of(target).hints
    const before = left()
    const queue = target === undefined ? hints.targets : [target]
    await Promise.all(Array.from({ length: TARGETS_AT_ONCE_MAX }, async () => {
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
        const state = this.#state(one)
        // What runs already may have been at the end of its hints.
        await state.running
        this.#retryNow(state)
        this.#start(one, state)
        await state.running
      }
    }))
    return { before, left: left() }
  }

  /** Drops all hints for a target; see HintStore.dropAll. */
  async drop (target: NodeId): Promise<DroppedHints> {
    const dropped = await this.components.hints.dropAll(target)
    this.components.log.warn({ target, ...dropped }, 'hints were dropped by an operator')
    this.#count('dropped', dropped.hints)
    return dropped
  }

  /**
   * This peer leaves: hints whose targets are away are given to other fallbacks. Resolves when none is
   * left, or with how many are when it was stopped.
   */
  async drain (): Promise<number> {
    const { hints, clock } = this.components
    this.#draining = true
    while (!this.#stopped && hints.totals().hints > 0) {
      await this.flush()
      if (hints.totals().hints > 0) await new Promise<void>(resolve => { clock.after(RETRY_MS, resolve) })
    }
    return hints.totals().hints
  }

  /** What this peer keeps for others. */
  totals (): HintCount { return this.components.hints.totals() }
  /** What it keeps for one of them. */
  of (target: NodeId): HintCount { return this.components.hints.of(target) }
  /** Whether the target may miss something of the partition that no hint holds any more. */
  isDirty (target: NodeId, partition: number): boolean { return this.components.hints.isDirty(target, partition) }

  /** Targets whose hints wait, and why. */
  stalls (): HintStall[] {
    const { hints, clock } = this.components
    return hints.targets.flatMap(target => {
      const stall = this.#targets.get(target)?.stall
      return stall === undefined ? [] : [{ target, ...hints.of(target), reason: stall.reason, ageMs: Math.round(clock.monotonic() - stall.sinceMs) }]
    })
  }

  async #look (): Promise<void> {
    const { hints, ring, clock } = this.components
    await this.#dropExpired()
    const now = clock.monotonic()
    for (const target of this.inTurn(hints.targets)) {
      const state = this.#state(target)
      if (now >= state.retryAtMs) this.#begin(target, state)
    }
    for (const [target, { running }] of this.#targets) if (running === undefined && hints.of(target).hints === 0) this.#targets.delete(target)
    const head = ring()
    if (head === undefined) return
    // Nobody exchanges with who left; its partitions' new owners fetch from all old ones.
    for (const { target, partition, mark } of hints.dirty()) if (head.member(target) === undefined) await hints.clearDirty(target, partition, mark)
  }

  /** The first ones, with new hints at every look, would take all places for ever. */
  protected inTurn (targets: readonly NodeId[]): readonly NodeId[] {
    const first = Math.max(0, targets.findIndex(target => target > this.#begun))
    return [...targets.slice(first), ...targets.slice(0, first)]
  }

  async #dropExpired (target?: NodeId): Promise<void> {
    const { hints } = await this.components.hints.dropExpired(target)
    this.#count('expired', hints)
  }

  #begin (target: NodeId, state: TargetState): void {
    // Who is away takes no place: four of them would keep all others from theirs.
    if (state.running !== undefined || this.hasToWait(target, state)) return
    const running = [...this.#targets.values()].filter(other => other.running !== undefined).length
    if (running >= TARGETS_AT_ONCE_MAX) return
    this.#begun = target
    this.#start(target, state)
  }

  /** Whether the hints cannot go anywhere now; notes why. */
  protected hasToWait (target: NodeId, state: TargetState): boolean {
    const route = this.#route(target, state)
    if (typeof route !== 'string') return false
    this.#stall(state, route)
    this.#retryNow(state)
    return true
  }

  #start (target: NodeId, state: TargetState): void {
    if (this.#stopped || state.running !== undefined) return
    state.running = this.#replay(target, state).catch((error: unknown) => {
      this.#stall(state, error instanceof P2pkvError ? `hints cannot be read or removed: ${error.code}` : 'a fault of this peer')
      this.components.log.warn({ target, error }, 'a replay of hints ended early; it is tried again')
      this.#failed(state)
    }).finally(() => { state.running = undefined })
  }

  /** One pass over the hints of a target, oldest first. */
  async #replay (target: NodeId, state: TargetState): Promise<void> {
    const { hints, foreground } = this.components
    await this.#dropExpired(target)
    const route = this.#route(target, state)
    if (typeof route === 'string') {
      this.#stall(state, route)
      this.#retryNow(state)
      return
    }
    let beyond: Uint8Array | undefined
    let hintsMax = 1
    let failures = 0
    let reason = ''
    while (!this.#stopped && failures < REFUSED_MAX) {
      const page = await hints.page(target, beyond, { hintsMax, bytesMax: IN_FLIGHT_BYTES_MAX })
      if (page.length === 0) break
      beyond = page.at(-1)?.cursor
      const end = foreground.begin()
      const problems = (await Promise.all(page.map(async entry => await this.#handOver(entry, route))).finally(end)).filter(problem => problem !== undefined)
      if (problems.length < page.length) failures = 0
      failures += problems.length
      reason = problems.at(-1) ?? reason
      // Silence: each further request would only wait for its deadline, too.
      if (problems.some(isSilence)) break
      hintsMax = problems.length > 0 ? Math.max(1, hintsMax >> 1) : Math.min(2 * hintsMax, foreground.slowed ? IN_FLIGHT_SLOWED : IN_FLIGHT_MAX)
    }
    state.linked = false
    if (reason === '') {
      this.#retryNow(state)
      state.stall = undefined
      return
    }
    this.#stall(state, `not taken: ${reason}`)
    this.#failed(state)
  }

  /** Where the hints of a target go: a function that brings one there, or why they wait. */
  #route (target: NodeId, state: TargetState): ((hint: Hint) => Promise<string | undefined>) | string {
    const { ring, wasMember, livenessOf } = this.components
    const head = ring()
    if (head === undefined) return 'this peer is in no ring yet'
    if (head.member(target) === undefined) {
      // A peer of a newer view than ours is not gone.
      return wasMember(target) ? async hint => await this.#toOwners(hint, head) : 'the target is in no ring view that this peer knows'
    }
    if (state.linked || livenessOf(target) === 'alive') return async hint => await this.#send(target, hint)
    if (this.#draining) return async hint => await this.#toFallback(hint, head)
    return `the target is ${livenessOf(target)}`
  }

  /** Resolves with undefined, or the code of what is in the way. */
  async #handOver (entry: HintEntry, route: (hint: Hint) => Promise<string | undefined>): Promise<string | undefined> {
    const { hints, fault } = this.components
    await this.#rate.take(entry.bytes)
    if (hints.isExpired(entry.keptAtMs)) return undefined
    const hint = await hints.load(entry)
    if (hint === undefined) return undefined
    const problem = await route(hint)
    if (problem !== undefined) return problem
    fault.hit('hint.applied')
    if (await hints.remove(hint)) this.#count('replayed', 1)
    return undefined
  }

  async #send (peer: NodeId, hint: Hint, hintFor?: NodeId): Promise<string | undefined> {
    const { self, clock, deliver, apply } = this.components
    const delivery = { ageMs: this.#ageMs(hint), deadline: clock.monotonic() + DELIVERY_TIMEOUT_MS, ...(hintFor === undefined ? {} : { hintFor }) }
    try {
      const synced = peer === self ? await apply(hint.key, hint.record) : await deliver(peer, hint.key, hint.encoded, delivery)
      return synced ? undefined : 'NOT_SYNCED'
    } catch (error) {
      if (!(error instanceof P2pkvError)) throw error
      return error.code
    }
  }

  /** The target has left: to the primaries of the partition now, as a hint of theirs where one is away. */
  async #toOwners (hint: Hint, head: Ring): Promise<string | undefined> {
    const { self, hints, livenessOf, replicasOf } = this.components
    const owners = head.primariesFor(hint.partition, replicasOf(hint.key.bucket))
    const problems = await Promise.all(owners.map(async owner => {
      const problem = owner === self || livenessOf(owner) === 'alive' ? await this.#send(owner, hint) : 'PEER_UNREACHABLE'
      if (problem === undefined || owner === self) return problem
      try {
        await hints.add(owner, hint.key, hint.record, hint.keptAtMs)
        return undefined
      } catch (error) {
        if (!(error instanceof P2pkvError)) throw error
        return error.code
      }
    }))
    return problems.find(problem => problem !== undefined)
  }

  /** This peer leaves and the target is away: to the next fallback that takes it. */
  async #toFallback (hint: Hint, head: Ring): Promise<string | undefined> {
    const { self, livenessOf, replicasOf } = this.components
    const { fallbacks } = head.preferenceList(hint.partition, replicasOf(hint.key.bucket))
    const takers = fallbacks.filter(peer => peer !== self && peer !== hint.target && livenessOf(peer) === 'alive').slice(0, TAKERS_MAX)
    let problem: string | undefined = 'NO_FALLBACK'
    for (const taker of takers) {
      problem = await this.#send(taker, hint, hint.target)
      if (problem === undefined) break
    }
    return problem
  }

  #ageMs ({ keptAtMs }: HintEntry): number { return Math.max(0, Math.trunc(this.components.clock.realtime()) - keptAtMs) }

  #state (target: NodeId): TargetState {
    let state = this.#targets.get(target)
    if (state === undefined) {
      state = { running: undefined, linked: false, failures: 0, retryAtMs: 0, stall: undefined }
      this.#targets.set(target, state)
    }
    return state
  }

  #retryNow (state: TargetState): void {
    state.failures = 0
    state.retryAtMs = 0
  }

  #failed (state: TargetState): void {
    state.retryAtMs = this.components.clock.monotonic() + Math.min(RETRY_MS_MAX, RETRY_MS * 2 ** Math.min(state.failures++, 16))
  }

  #stall (state: TargetState, reason: string): void {
    state.stall = { reason, sinceMs: state.stall?.sinceMs ?? this.components.clock.monotonic() }
  }

  #count (outcome: string, hints: number): void {
    if (hints > 0) this.components.meter.count('hints_total', hints, { outcome })
  }
}

function isSilence (code: string | undefined): boolean { return code === 'PEER_UNREACHABLE' || code === 'DEADLINE_EXCEEDED' }

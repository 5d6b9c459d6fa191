import { P2pkvError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { DirtyMark, HintStore } from '../../../storage/hint-store.js'
import type { Clock, Logger, Meter, Prng } from '../env.js'
import type { Placement } from '../ring/placement.js'
import type { Ring } from '../ring/ring.js'
import { Worker, type WorkerRun } from '../worker.js'
import type { Exchange } from './exchange.js'
import type { Foreground } from './foreground.js'

export interface AntiEntropyComponents {
  readonly self: NodeId
  readonly clock: Clock
  readonly prng: Prng
  readonly log: Logger
  readonly meter: Meter
  readonly exchange: Pick<Exchange, 'compareRoots' | 'sync' | 'areAlike'>
  /** Dropped hints leave marks (storage/hint-store.ts): a comparison that ends alike clears them. */
  readonly hints: Pick<HintStore, 'dirty' | 'clearDirty'>
  readonly placement: () => Placement | undefined
  readonly livenessOf: (peer: NodeId) => 'alive' | 'suspect' | 'dead'
  /** Whether clients wait longer for it. */
  readonly foreground: Pick<Foreground, 'begin' | 'slowed'>
}

export interface AntiEntropyInit {
  /** Every pair of primaries is compared at least this often; null: only when asked to. */
  readonly intervalMs: number | null
}

/** What is known of one other peer. */
export interface PairState {
  readonly peer: NodeId
  /** Those of which both are primaries in a live view, ascending. */
  partitions: readonly number[]
  /** Of these, held alike when last compared; none while the peer is away, and until it has been compared with since. */
  readonly agreed: Set<number>
  /** End of the last comparison of all of them, on Clock.monotonic. */
  comparedAtMs: number | undefined
  /** Not before this, on Clock.monotonic. */
  dueAtMs: number
  pulled: number
  pushed: number
  /** Why the last comparison did not end; empty when it did. */
  failure: string
  /** Comparisons in a row after which the peer was not found alike. */
  unlike: number
  /** It could not be asked: compare as soon as it can. */
  wasAway: boolean
}

const TICK_MS_MAX = 5_000
const TICK_MS_MIN = 100
const COMPARE_TIMEOUT_MS = 10_000
const SYNC_TIMEOUT_MS = 60_000
/** Partitions that are made equal at a time: their requests share round trips, and their records group commits. */
export const PARTITIONS_AT_ONCE_MAX = 16
/** The same while requests of clients are slowed. */
const PARTITIONS_AT_ONCE_SLOWED = 2
/** After a comparison that did not end alike the next one is soon, then later and later, up to this part of the interval. */
const UNLIKE_MS_MIN = 1_000
const UNLIKE_PART = 1 / 20
/** An exchange rests half as long as it worked, so that it stays behind requests. */
const THROTTLE_PERCENT = 50

/**
 * Compares this peer's partitions with each of their other primaries, again and again, and makes equal
 * what differs. One peer at a time, several partitions at a time. A peer that was away is compared with as soon as it is back.
 */
export class AntiEntropy {
  readonly worker: Worker
  readonly #pairs = new Map<NodeId, PairState>()
  /** The live views for which the pairs were worked out. */
  #pairedFor: readonly Ring[] = []
  /** For each partition of which this peer is a primary in a live view: its other primaries. */
  #own: ReadonlyMap<number, ReadonlySet<NodeId>> = new Map<number, ReadonlySet<NodeId>>()
  /** A comparison with all was asked for. */
  #asked = false
  /** When marks of partitions that are others' are looked at next, on Clock.monotonic. */
  #marksDueAtMs = 0

  constructor (private readonly components: AntiEntropyComponents, private readonly init: AntiEntropyInit) {
    const tickMs = Math.max(TICK_MS_MIN, Math.min(TICK_MS_MAX, (init.intervalMs ?? Infinity) / 10))
    this.worker = new Worker(components, { name: 'anti-entropy', intervalMs: tickMs, throttlePercent: THROTTLE_PERCENT }, async run => { await this.#round(run) })
  }

  /** Compares with every peer now. */
  compareNow (): void {
    this.#asked = true
    this.worker.wake()
  }

  /** Every peer that shares partitions with this one. */
  get pairs (): readonly PairState[] {
    this.#pairUp()
    return [...this.#pairs.values()]
  }

  /** Of the partitions of which this peer is a primary, those that it has found alike on all other primaries. */
  fullyReplicated (): { partitions: number, fullyReplicated: number } {
    this.#pairUp()
    let fullyReplicated = 0
    for (const [partition, others] of this.#own) {
      if ([...others].every(peer => this.#isAlike(peer, partition))) fullyReplicated++
    }
    return { partitions: this.#own.size, fullyReplicated }
  }

  /** As fullyReplicated, of the partitions of which this peer is the first primary: summed over all peers each counts once. */
  ledAlike (): number {
    const { placement, self } = this.components
    const head = placement()?.head
    this.#pairUp()
    return head?.partitionsOf(self).filter(({ partition, position }) => position === 0 &&
      head.primariesFor(partition, head.view.replicas).every(peer => peer === self || this.#isAlike(peer, partition))).length ?? 0
  }

  #isAlike (peer: NodeId, partition: number): boolean {
    return this.components.livenessOf(peer) === 'alive' && this.#pairs.get(peer)?.agreed.has(partition) === true
  }

  async #round (run: WorkerRun): Promise<void> {
    const { clock, livenessOf } = this.components
    this.#pairUp()
    if (this.#asked) {
      for (const pair of this.#pairs.values()) pair.dueAtMs = 0
      this.#marksDueAtMs = 0
    }
    const asked = this.#asked
    this.#asked = false
    if (this.init.intervalMs === null && !asked) return
    const failures: string[] = []
    let compared = 0
    for (const pair of [...this.#pairs.values()]) {
      if (livenessOf(pair.peer) !== 'alive') {
        pair.wasAway = true
        // Nobody knows what it misses meanwhile.
        pair.agreed.clear()
        continue
      }
      if (pair.wasAway) pair.dueAtMs = 0
      if (clock.monotonic() < pair.dueAtMs) continue
      pair.wasAway = false
      if (!await this.#compare(pair, run)) return
      compared++
      if (pair.failure !== '') failures.push(pair.failure)
    }
    if (!await this.#clearMarks(run)) return
    if (failures.length > 0) run.stalled(`${failures.length} of ${this.#pairs.size} peers could not be compared with: ${failures[0]}`)
    // Most rounds find nobody due.
    if (compared === 0) return
    const { partitions, fullyReplicated } = this.fullyReplicated()
    run.progress(`${fullyReplicated} of ${partitions} partitions are alike on all their primaries`)
  }

  /**
   * Clears marks of partitions of which this peer is no primary, as a stand-in mostly is not: it has nothing to compare.
   *
   * @returns whether to go on
   */
  async #clearMarks (run: WorkerRun): Promise<boolean> {
    const { clock, hints, placement } = this.components
    const now = placement()
    // While the ring changes who is to hold what does, too.
    if (now === undefined || now.live.length > 1 || clock.monotonic() < this.#marksDueAtMs) return true
    this.#marksDueAtMs = clock.monotonic() + (this.init.intervalMs ?? SYNC_TIMEOUT_MS) * UNLIKE_PART
    const marks = hints.dirty().filter(({ target, partition }) => !this.isShared(target, partition))
    for (let first = 0; first < marks.length; first += PARTITIONS_AT_ONCE_MAX) {
      if (!await run.step()) return false
      await Promise.all(marks.slice(first, first + PARTITIONS_AT_ONCE_MAX).map(async mark => {
        if (await this.#missesNothing(mark, now.head)) await hints.clearDirty(mark.target, mark.partition, mark.mark)
      }))
    }
    return true
  }

  /** Whether all primaries hold the same, or the target is none of them, and so need not hold anything. */
  async #missesNothing ({ target, partition }: DirtyMark, head: Ring): Promise<boolean> {
    const { clock, exchange, livenessOf, log } = this.components
    const primaries = head.primariesFor(partition, head.view.replicas)
    if (!primaries.includes(target)) return true
    if (primaries.some(peer => livenessOf(peer) !== 'alive')) return false
    try {
      return await exchange.areAlike(primaries, partition, clock.monotonic() + COMPARE_TIMEOUT_MS)
    } catch (error) {
      if (!(error instanceof P2pkvError)) throw error
      log.debug({ target, partition, error }, 'a primary was not heard; the mark of a dropped hint stays')
      return false
    }
  }

  /** @returns whether to go on with other peers */
  async #compare (pair: PairState, run: WorkerRun): Promise<boolean> {
    const { clock, exchange, foreground } = this.components
    const intervalMs = this.init.intervalMs ?? SYNC_TIMEOUT_MS
    pair.failure = ''
    try {
      const { partitions } = pair
      const marks = this.components.hints.dirty().filter(({ target }) => target === pair.peer)
      const different = new Set(await exchange.compareRoots(pair.peer, partitions, clock.monotonic() + COMPARE_TIMEOUT_MS))
      const differing = [...different].filter(partition => this.isShared(pair.peer, partition))
      for (const partition of partitions) {
        if (different.has(partition)) pair.agreed.delete(partition)
        else pair.agreed.add(partition)
      }
      for (let first = 0; first < differing.length && pair.failure === '';) {
        if (!await run.step()) return false
        run.progress(`${first} of ${differing.length} partitions that differ from ${pair.peer}`)
        const batch = differing.slice(first, first + (foreground.slowed ? PARTITIONS_AT_ONCE_SLOWED : PARTITIONS_AT_ONCE_MAX))
        first += batch.length
        const end = foreground.begin()
        await Promise.all(batch.map(async partition => { await this.#sync(pair, partition) })).finally(end)
      }
      for (const { partition, mark } of marks) if (pair.agreed.has(partition)) await this.components.hints.clearDirty(pair.peer, partition, mark)
      if (pair.failure === '') pair.comparedAtMs = clock.monotonic()
    } catch (error) {
      if (!(error instanceof P2pkvError)) throw error
      this.#failed(pair, error)
    }
    const alike = pair.failure === '' && pair.partitions.every(partition => pair.agreed.has(partition))
    pair.unlike = alike ? 0 : pair.unlike + 1
    // Less than the interval by the worker's tick and jitter, so that it is kept.
    pair.dueAtMs = clock.monotonic() + (alike ? intervalMs * 0.75 : Math.min(intervalMs * UNLIKE_PART, UNLIKE_MS_MIN * 2 ** Math.min(pair.unlike - 1, 16)))
    return true
  }

  /**
   * Whether both have owned the partition for longer than a change of the ring takes. Who becomes an owner pulls all of
   * it in bulk: record by record it would cost many times as much, of both.
   */
  protected isShared (peer: NodeId, partition: number): boolean {
    const { placement, self } = this.components
    const oldest = placement()?.live.at(-1)
    const primaries = oldest?.primariesFor(partition, oldest.view.replicas) ?? []
    return primaries.includes(self) && primaries.includes(peer)
  }

  /** What the other partitions of its batch achieve stands, whatever comes of this one. */
  async #sync (pair: PairState, partition: number): Promise<void> {
    const { clock, exchange, meter } = this.components
    try {
      const { equal, pulled, pushed } = await exchange.sync(pair.peer, partition, { direction: 'both', deadline: clock.monotonic() + SYNC_TIMEOUT_MS, knownToDiffer: true })
      if (equal) pair.agreed.add(partition)
      pair.pulled += pulled
      pair.pushed += pushed
      meter.count('anti_entropy_pulled_total', pulled)
      meter.count('anti_entropy_pushed_total', pushed)
    } catch (error) {
      if (!(error instanceof P2pkvError)) throw error
      this.#failed(pair, error)
    }
  }

  #failed (pair: PairState, error: P2pkvError): void {
    pair.failure = error.message
    this.components.log.debug({ peer: pair.peer, error }, 'a comparison of trees did not end; it is tried again')
  }

  #pairUp (): void {
    const { placement, self } = this.components
    const live = placement()?.live ?? []
    if (live.length === this.#pairedFor.length && live.every((ring, index) => ring === this.#pairedFor[index])) return
    this.#pairedFor = live
    const shared = new Map<NodeId, Set<number>>()
    const own = new Map<number, Set<NodeId>>()
    for (const { partition } of live.flatMap(ring => ring.partitionsOf(self))) {
      if (own.has(partition)) continue
      const others = new Set(live.flatMap(ring => ring.primariesFor(partition, ring.view.replicas)))
      others.delete(self)
      own.set(partition, others)
      for (const peer of others) {
        let partitions = shared.get(peer)
        if (partitions === undefined) shared.set(peer, partitions = new Set())
        partitions.add(partition)
      }
    }
    this.#own = own
    for (const peer of this.#pairs.keys()) if (!shared.has(peer)) this.#pairs.delete(peer)
    for (const [peer, partitions] of shared) {
      const sorted = [...partitions].sort((a, b) => a - b)
      const pair = this.#pairs.get(peer)
      if (pair === undefined) {
        this.#pairs.set(peer, { peer, partitions: sorted, agreed: new Set(), comparedAtMs: undefined, dueAtMs: 0, pulled: 0, pushed: 0, failure: '', unlike: 0, wasAway: false })
        continue
      }
      pair.partitions = sorted
      for (const partition of pair.agreed) if (!partitions.has(partition)) pair.agreed.delete(partition)
      pair.dueAtMs = 0
    }
  }
}

import { P2pkvError } from '../../../protocols/errors.js'
import { equalBytes } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { RaisedBuckets } from '../raised-buckets.js'
import type { Clock, Logger, Meter, Prng } from '../env.js'
import type { Liveness } from '../membership/failure-detector.js'
import type { Placement } from '../ring/placement.js'
import type { Ring } from '../ring/ring.js'
import { Worker, type WorkerRun } from '../worker.js'
import type { Exchange, Part, PartRoots } from './exchange.js'
import type { Foreground } from './foreground.js'
import type { Pace } from './pace.js'

export interface AddedReplicasComponents {
  readonly clock: Clock
  readonly prng: Prng
  readonly log: Logger
  readonly meter: Meter
  readonly records: Pick<RecordStore, 'partitionRoot'>
  readonly exchange: Pick<Exchange, 'compareRoots' | 'syncPart'>
  readonly pace: Pick<Pace, 'isWatched' | 'takePull'>
  readonly foreground: Pick<Foreground, 'begin'>
  readonly placement: () => Placement | undefined
  readonly livenessOf: (peer: NodeId) => Liveness
  readonly raised: () => RaisedBuckets
  /** Of the newest view. */
  readonly viewHash: () => Uint8Array
}

export interface AddedReplicasInit {
  /** What is added is compared at least this often; null: until it is whole, then only when asked to. */
  readonly intervalMs: number | null
}

/** Of a partition of which this peer is not among the ring's own primaries, but among the first `replicasMin`. */
export interface AddedPartition { readonly partition: number, readonly replicasMin: number }

/** One of the ring's own primaries, of some of them. */
interface Source {
  readonly partitions: AddedPartition[]
  /** Those of which each holds what the other did when they were compared; none while it is away. */
  readonly whole: Set<number>
  /** Those that were so once: this peer has what the other held then. */
  readonly filled: Set<number>
  /** Not before this, on Clock.monotonic. */
  dueAtMs: number
  /** Why the last comparison did not end; empty when it did. */
  failure: string
  /** Comparisons in a row that found something. */
  unlike: number
}

interface Plan {
  readonly ring: Ring
  readonly raised: RaisedBuckets
  readonly added: readonly AddedPartition[]
  readonly sources: ReadonlyMap<NodeId, Source>
  /** When a partition was last found alike: whoever of its primaries has that root, while the own one is that, holds the same. */
  readonly compared: Map<number, PartRoots>
}

const TICK_MS_MAX = 5_000
const TICK_MS_MIN = 100
const ROOTS_TIMEOUT_MS = 10_000
const PARTITION_TIMEOUT_MS = 600_000
const PARTITIONS_AT_ONCE = 4
/** After a comparison that found something the next one is soon, then later and later, up to the interval. */
const UNLIKE_MS_MIN = 1_000
const UNLIKE_MS_MAX = 10 * 60_000
const THROTTLE_PERCENT = 50

/** The partitions that the peer owns for buckets with more replicas than the ring alone. @param most replicas of one of these */
export function addedPartitions (ring: Ring, self: NodeId, most: number): AddedPartition[] {
  const found: AddedPartition[] = []
  if (most <= ring.view.replicas) return found
  for (let partition = 0; partition < ring.view.partitions; partition++) {
    const index = ring.primariesFor(partition, most).indexOf(self)
    if (index >= ring.view.replicas) found.push({ partition, replicasMin: index + 1 })
  }
  return found
}

/**
 * Buckets may have more replicas than the ring. What this peer holds of a partition for such buckets alone is compared with
 * the ring's own primaries of it, and made equal: when a bucket is given more replicas, when this peer starts or the ring has
 * changed, and again and again. Trees cover whole partitions, so the keys of these buckets are listed; but only where a root has
 * changed since. docs/adr/0016-bucket-settings.md
 */
export class AddedReplicas {
  readonly worker: Worker
  #plan: Plan | undefined
  #asked = false

  constructor (private readonly components: AddedReplicasComponents, private readonly self: NodeId, private readonly init: AddedReplicasInit) {
    const tickMs = Math.max(TICK_MS_MIN, Math.min(TICK_MS_MAX, (init.intervalMs ?? Infinity) / 10))
    this.worker = new Worker(components, { name: 'added-replicas', intervalMs: tickMs, throttlePercent: THROTTLE_PERCENT }, async run => { await this.#round(run) })
  }

  /** Compares all now. */
  compareNow (): void {
    this.#asked = true
    this.worker.wake()
  }

  /** How many partitions this peer holds for such buckets alone, and of how many it is known to hold all that their primaries do. */
  get progress (): { partitions: number, whole: number } {
    if (this.#plan === undefined) return { partitions: 0, whole: 0 }
    const { added, sources } = this.#plan
    const lacking = new Set<number>()
    for (const { partitions, whole } of sources.values()) for (const { partition } of partitions) if (!whole.has(partition)) lacking.add(partition)
    return { partitions: added.length, whole: added.length - lacking.size }
  }

  /** Whether this peer, which is none of the ring's own primaries of the partition, has had all that a majority of these held. */
  isFilled (partition: number): boolean {
    const plan = this.#planned()
    if (plan === undefined) return false
    const primaries = plan.ring.primariesFor(partition, plan.ring.view.replicas)
    return primaries.filter(peer => plan.sources.get(peer)?.filled.has(partition) === true).length > primaries.length / 2
  }

  async #round (run: WorkerRun): Promise<void> {
    const { clock, livenessOf } = this.components
    const plan = this.#planned()
    const asked = this.#asked
    this.#asked = false
    if (plan === undefined || plan.sources.size === 0) return
    for (const [peer, source] of plan.sources) {
      if (livenessOf(peer) !== 'alive') {
        // Nobody knows what it has taken, or missed, meanwhile.
        source.whole.clear()
        source.failure = ''
        if (this.init.intervalMs !== null) source.dueAtMs = 0
        continue
      }
      if ((asked || clock.monotonic() >= source.dueAtMs) && !await this.#compare(peer, source, plan, run)) return
    }
    const failures = [...plan.sources.values()].map(({ failure }) => failure).filter(failure => failure !== '')
    const { partitions, whole } = this.progress
    run.progress(`${whole} of ${partitions} partitions hold what their primaries do, of buckets with more replicas than the ring`)
    if (failures.length > 0) run.stalled(`${failures.length} of ${plan.sources.size} peers could not be compared with: ${failures[0]}`)
  }

  /** As it is by now: another ring, or other settings, and all is compared anew. */
  #planned (): Plan | undefined {
    const { placement, raised: raisedBuckets } = this.components
    // Who becomes an owner by a view that is not over yet pulls in bulk.
    const ring = placement()?.live.at(-1)
    if (ring === undefined) return undefined
    const raised = raisedBuckets()
    if (this.#plan?.ring === ring && equalBytes(this.#plan.raised.digest, raised.digest)) return this.#plan
    const added = addedPartitions(ring, this.self, raised.most)
    const sources = new Map<NodeId, Source>()
    for (const one of added) {
      for (const peer of ring.primariesFor(one.partition, ring.view.replicas)) {
        const source = sources.get(peer)
        if (source === undefined) sources.set(peer, { partitions: [one], whole: new Set(), filled: new Set(), dueAtMs: 0, failure: '', unlike: 0 })
        else source.partitions.push(one)
      }
    }
    return this.#plan = { ring, raised, added, sources, compared: new Map() }
  }

  /** @returns whether to go on with other peers */
  async #compare (peer: NodeId, source: Source, plan: Plan, run: WorkerRun): Promise<boolean> {
    const { clock, foreground } = this.components
    source.failure = ''
    let found = 0
    try {
      const left = await this.#changed(peer, source, plan)
      for (let first = 0; first < left.length && source.failure === ''; first += PARTITIONS_AT_ONCE) {
        if (!await run.step() || this.#planned() !== plan) return false
        run.progress(`${first} of ${left.length} partitions are compared with ${peer}`)
        const end = foreground.begin()
        const lacked = await Promise.all(left.slice(first, first + PARTITIONS_AT_ONCE).map(async one => await this.#sync(peer, source, plan, one))).finally(end)
        for (const keys of lacked) found += keys
      }
    } catch (error) { this.#failed(peer, source, error) }
    source.unlike = source.failure === '' && found === 0 ? 0 : source.unlike + 1
    const { intervalMs } = this.init
    const soonMs = Math.min(intervalMs ?? UNLIKE_MS_MAX, UNLIKE_MS_MIN * 2 ** Math.min(source.unlike - 1, 16))
    // Less than the interval by the worker's tick and jitter, so that it is kept.
    source.dueAtMs = clock.monotonic() + (source.unlike === 0 ? (intervalMs ?? Infinity) * 0.75 : soonMs)
    return true
  }

  /** Those that are not known to be as they were when they were compared last. */
  async #changed (peer: NodeId, { partitions, whole, filled }: Source, { compared }: Plan): Promise<AddedPartition[]> {
    const { clock, exchange, records } = this.components
    const rootsOf = (partition: number): PartRoots | undefined => {
      const roots = compared.get(partition)
      return roots !== undefined && equalBytes(roots.own, records.partitionRoot(partition).hash) ? roots : undefined
    }
    const same = partitions.map(({ partition }) => partition).filter(partition => rootsOf(partition) !== undefined)
    const changed = new Set(await exchange.compareRoots(peer, same, clock.monotonic() + ROOTS_TIMEOUT_MS, { rootOf: partition => compared.get(partition)?.theirs ?? new Uint8Array() }))
    const unchanged = new Set(same.filter(partition => !changed.has(partition)))
    for (const partition of unchanged) {
      whole.add(partition)
      filled.add(partition)
    }
    return partitions.filter(({ partition }) => !unchanged.has(partition))
  }

  /** @returns how many keys were not held alike. What the other partitions of its batch achieve stands, whatever comes of this one. */
  async #sync (peer: NodeId, source: Source, { raised, compared }: Plan, { partition, replicasMin }: AddedPartition): Promise<number> {
    const { clock, exchange, meter, pace, viewHash } = this.components
    const part: Part = { partition, replicasMin, digest: raised.digestIn(viewHash()), takes: bucket => raised.replicasOf(bucket) >= replicasMin }
    try {
      const { found, pulled, pushed, isWhole, roots } = await exchange.syncPart(peer, part, { deadline: clock.monotonic() + PARTITION_TIMEOUT_MS, pace })
      meter.count('anti_entropy_pulled_total', pulled)
      meter.count('anti_entropy_pushed_total', pushed)
      if (roots !== undefined) compared.set(partition, roots)
      if (isWhole) {
        source.whole.add(partition)
        source.filled.add(partition)
      } else source.whole.delete(partition)
      return found
    } catch (error) {
      source.whole.delete(partition)
      this.#failed(peer, source, error)
      return 0
    }
  }

  #failed (peer: NodeId, source: Source, error: unknown): void {
    if (!(error instanceof P2pkvError)) throw error
    source.failure = error.message
    this.components.log.debug({ peer, error }, 'a comparison of added replicas did not end; it is tried again')
  }
}

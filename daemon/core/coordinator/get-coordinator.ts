import { DeadlineExceededError, InsufficientReplicasError, NotReadyError } from '../../../protocols/errors.js'
import type { GetRequest, GetResponse, Version } from '../../../protocols/get/get.js'
import { encodeContext } from '../../../protocols/record/context.js'
import { encodeRecord } from '../../../protocols/record/record-codec.js'
import { checkRecordKey, partitionOf } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Dot, KvRecord, RecordKey, Sibling } from '../../../protocols/record/record.js'
import { visible } from '../../../protocols/record/visible.js'
import { quorumFromMessage, quorumSize } from '../../../protocols/rpc/quorum.js'
import type { BucketLookup } from '../bucket.js'
import type { Clock, FaultPoints, Meter } from '../env.js'
import type { Liveness } from '../membership/failure-detector.js'
import type { Ring } from '../ring/ring.js'
import type { PeerHealth } from './peer-health.js'
import { ReadQuorum } from './read-quorum.js'
import { failureCode, type ReplicaClient } from './replica-client.js'

export interface CoordinatorComponents {
  readonly clock: Clock
  readonly meter: Meter
  readonly fault: FaultPoints
  readonly self: NodeId
  readonly cluster: string
  readonly ring: () => Ring | undefined
  readonly livenessOf: (peer: NodeId) => Liveness
  readonly health: PeerHealth
  readonly replicas: ReplicaClient
  readonly bucket: BucketLookup
}

/** Another replica is asked when one has been silent for this many times its usual latency … */
const HEDGE_LATENCIES = 4
/** … but not before this, milliseconds. */
const HEDGE_MS_MIN = 20

/** Coordinates reads from this peer's own view of the ring. */
export class GetCoordinator {
  constructor (private readonly components: CoordinatorComponents) {}

  /**
   * @throws InvalidKeyError, InvalidArgumentError, InsufficientReplicasError, QuorumNotMetError, DeadlineExceededError
   */
  async get (request: GetRequest, deadline: number): Promise<GetResponse> {
    const { clock, self, cluster, bucket, meter } = this.components
    const start = clock.monotonic()
    const key: RecordKey = { bucket: request.bucket, key: request.key }
    checkRecordKey(key)
    const properties = bucket(key.bucket)
    const primaries = primariesOf(this.components.ring(), key, properties.n)
    const need = quorumSize(quorumFromMessage(request.r, 'r') ?? properties.r, primaries.length)
    if (need > primaries.length) throw new InsufficientReplicasError(need, primaries.length)

    const read = new ReplicaRead(this.components, key, this.#order(primaries), need, deadline)
    let quorum: ReadQuorum
    try {
      quorum = await read.run()
    } catch (error) {
      // Unreadable copies can be what the quorum failed for: repaired when the others are in, so that a later read is met.
      read.afterLastAnswer(() => {
        const { record } = read.quorum.result()
        if (record !== undefined) void this.#repair(key, record, read.quorum.stale(), deadline)
      })
      throw error
    }
    const { record, answered, agreed } = quorum.result()
    const repaired = record === undefined || agreed ? 0 : await this.#repair(key, record, quorum.stale(), deadline)
    meter.count('reads_total', 1, { agreed: String(agreed) })
    return {
      versions: visible(record, properties.conflict, clock.realtime()).map(toVersion),
      context: record === undefined ? new Uint8Array() : encodeContext(record.vv, { cluster }, key),
      asked: read.asked,
      answered,
      agreed,
      repaired,
      elapsedUs: Math.round((clock.monotonic() - start) * 1000),
      coordinator: self,
    }
  }

  /** Ourselves first, then who answers, fastest first; the avoided, suspect and dead last. */
  #order (primaries: readonly NodeId[]): NodeId[] {
    const { self, health, livenessOf } = this.components
    const rank = (peer: NodeId): number => {
      if (peer === self) return 0
      const state = livenessOf(peer)
      return state === 'dead' ? 4 : state === 'suspect' ? 3 : health.isAvoided(peer) ? 2 : 1
    }
    return primaries.map((peer, index) => ({ peer, index, rank: rank(peer), latencyMs: Math.round(health.latencyMs(peer)) }))
      .sort((a, b) => a.rank - b.rank || a.latencyMs - b.latencyMs || a.index - b.index)
      .map(({ peer }) => peer)
  }

  /**
   * Sends the join to those who answered with less, before the client gets it: a later read of any
   * quorum then finds it too (monotonic reads). A refused repair does not fail the read.
   *
   * @returns how many took it
   */
  async #repair (key: RecordKey, record: KvRecord, stale: readonly NodeId[], deadline: number): Promise<number> {
    this.components.fault.hit('read.repairing')
    const encoded = encodeRecord(record)
    const results = await Promise.all(stale.map(async peer => {
      try {
        await this.components.replicas.store(peer, key, encoded, 'synced', deadline)
        return 1
      } catch {
        return 0
      }
    }))
    const repaired = results.reduce<number>((sum, result) => sum + result, 0)
    this.components.meter.count('read_repairs_total', repaired)
    return repaired
  }
}

/** One read: asks as many replicas as are needed, another for each that fails or is slow. */
class ReplicaRead {
  asked = 0
  readonly quorum: ReadQuorum
  #next = 0
  #pending = 0
  #afterLastAnswer: (() => void) | undefined
  #settle: { resolve: (quorum: ReadQuorum) => void, reject: (error: Error) => void } | undefined

  constructor (private readonly components: CoordinatorComponents, private readonly key: RecordKey, private readonly order: readonly NodeId[], private readonly need: number, private readonly deadline: number) {
    this.quorum = new ReadQuorum(need, order.length)
  }

  async run (): Promise<ReadQuorum> {
    const { clock } = this.components
    return await new Promise<ReadQuorum>((resolve, reject) => {
      const timer = clock.after(Math.max(0, this.deadline - clock.monotonic()), () => {
        this.#finish(() => { reject(new DeadlineExceededError(`${this.need} replicas did not answer in time; ask again, or with a longer timeout`)) })
      })
      this.#settle = {
        resolve: quorum => { timer.cancel(); resolve(quorum) },
        reject: error => { timer.cancel(); reject(error) },
      }
      for (let count = 0; count < this.need; count++) this.#askNext()
    })
  }

  /** Calls `fn` when every replica that was asked has answered or failed; every request ends by its deadline. */
  afterLastAnswer (fn: () => void): void {
    this.#afterLastAnswer = fn
    if (this.#pending === 0) fn()
  }

  #answered (): void {
    this.#pending--
    if (this.#pending === 0) this.#afterLastAnswer?.()
  }

  #finish (fn: () => void): void {
    if (this.#settle === undefined) return
    this.#settle = undefined
    fn()
  }

  #askNext (): boolean {
    const { clock, health, replicas, self } = this.components
    const peer = this.order[this.#next]
    if (peer === undefined || this.#settle === undefined) return false
    this.#next++
    this.asked++
    this.#pending++
    this.quorum.ask()
    const hedge = peer === self
      ? undefined
      : clock.after(Math.max(HEDGE_MS_MIN, HEDGE_LATENCIES * health.latencyMs(peer)), () => {
        if (this.#askNext()) this.components.meter.count('hedged_reads_total')
      })
    replicas.read(peer, this.key, this.deadline).then(record => {
      hedge?.cancel()
      this.quorum.answer(peer, record)
      const settle = this.#settle
      if (this.quorum.met && settle !== undefined) this.#finish(() => { settle.resolve(this.quorum) })
      this.#answered()
    }, (error: unknown) => {
      hedge?.cancel()
      this.quorum.fail(peer, failureCode(error))
      while (this.quorum.missing > 0) if (!this.#askNext()) break
      const settle = this.#settle
      if (this.quorum.missing > 0 && settle !== undefined) this.#finish(() => { settle.reject(this.quorum.error()) })
      this.#answered()
    })
    return true
  }
}

/** The owners of a key; N counts at most the members there are. */
export function primariesOf (ring: Ring | undefined, key: RecordKey, n: number): readonly NodeId[] {
  if (ring === undefined) throw new NotReadyError('this peer is in no ring yet: it is still joining')
  return ring.primariesFor(partitionOf(key, ring.view.partitions), n)
}

export function toVersion (sibling: Sibling): Version {
  return { value: sibling.value ?? new Uint8Array(), dot: dotText(sibling.dot), hlc: sibling.hlc, expiresAt: sibling.expiresAt ?? 0 }
}

/** A dot as people read it: the first 8 digits of the store, the key epoch, the counter: `3f2a1c77.0:7`. */
export function dotText ({ actor, counter }: Dot): string {
  const [store = '', epoch = ''] = actor.split('.')
  return `${store.slice(0, 8)}.${epoch}:${counter}`
}

import { DeadlineExceededError, InsufficientReplicasError } from '../../../protocols/errors.js'
import { rejected } from '../../../protocols/rejected.js'
import type { GetRequest, GetResponse } from '../../../protocols/get/get.js'
import { decodeContext, encodeContext } from '../../../protocols/record/context.js'
import { checkRecordKey, keyText } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import { visible } from '../../../protocols/record/visible.js'
import { quorumFromMessage, quorumSize } from '../../../protocols/rpc/quorum.js'
import { isRefilled, type Placement } from '../ring/placement.js'
import { preferenceListOf, RANK, rankOf, toVersion, type CoordinatorComponents } from './components.js'
import { Hops } from './hops.js'
import type { ReadResult } from './read-quorum.js'
import { ReadRepair } from './read-repair.js'
import { ReplicaRead } from './replica-read.js'
import { SingleFlight } from './single-flight.js'

/** Reads of one key that go to the replicas at a time; more wait for the next, together. */
export const READS_PER_KEY_MAX = 4
/** Ring views that one read follows. */
const VIEWS_MAX = 4
/** More milliseconds than a request takes. */
const LATENCIES = 2 ** 24
/** How long a strict read waits for those that it repairs, milliseconds. */
const REPAIR_MS_MAX = 500

/** Coordinates reads from this peer's own view of the ring. */
export class GetCoordinator {
  readonly #flights = new SingleFlight<GetResponse>(READS_PER_KEY_MAX)
  readonly #repair: ReadRepair

  constructor (private readonly components: CoordinatorComponents) { this.#repair = new ReadRepair(components) }

  /**
   * @param text keyText of the request's key, if at hand
   * @throws InvalidKeyError, InvalidArgumentError, InvalidContextError, InsufficientReplicasError, QuorumNotMetError, DeadlineExceededError
   */
  get (request: GetRequest, deadline: number, text = keyText(request)): Promise<GetResponse> {
    try {
      const key: RecordKey = { bucket: request.bucket, key: request.key }
      checkRecordKey(key)
      if (request.notBefore.byteLength > 0 || request.explain === true) return this.#get(request, key, deadline)
      // A flight has one deadline; only requests that ask the same and wait about as long can share it.
      const { r, strict } = request
      const waits = 32 - Math.clz32(Math.max(1, deadline - this.components.clock.monotonic()))
      const kind = r === undefined && !strict ? waits : `${r?.kind ?? 0}.${r?.count ?? 0}.${String(strict)}.${waits}`
      return this.#flights.run(text, kind, until => this.#get(request, key, until), deadline)
    } catch (error) {
      return rejected(error)
    }
  }

  async #get (request: GetRequest, key: RecordKey, deadline: number): Promise<GetResponse> {
    const { clock, views, catchUp } = this.components
    const hops = new Hops(clock, request.explain === true)
    const start = clock.monotonic()
    for (let attempt = 1; ; attempt++) {
      const before = views.placement()
      const read = this.#begin(request, key, deadline, hops)
      let result: ReadResult
      try {
        result = await read.run()
      } catch (error) {
        // Unreadable copies can be what the quorum failed for: repaired when the others are in, so that a later read is met.
        read.afterLastAnswer(() => { this.#repairLate(key, read, hops) })
        throw error
      }
      // Asks again when there is a newer view by the time they have answered, or others are read from: theirs may be over, and what they held given away.
      const { newerView } = read
      if ((newerView === undefined || await catchUp.catchUp(newerView, deadline)) && this.isCurrent(before)) {
        const repaired = result.stale.length === 0 ? 0 : await this.#repairNow(request, key, result, read.init.need.answers, deadline, hops)
        return this.#response(request, key, read, result, { repaired, start, hops })
      }
      if (attempt === VIEWS_MAX || (newerView !== undefined && catchUp.isBehind(newerView))) throw new DeadlineExceededError('the ring changed while the replicas answered; ask again')
    }
  }

  /** Whether those who were asked are still the ones to be read from. */
  protected isCurrent (before: Placement | undefined): boolean {
    const now = this.components.views.placement()
    return now?.head === before?.head && now?.readFrom === before?.readFrom
  }

  /** A read of the replicas that are to be asked now. */
  #begin (request: GetRequest, key: RecordKey, deadline: number, hops: Hops): ReplicaRead {
    const { cluster, bucket, views } = this.components
    const properties = bucket(key.bucket)
    const notBefore = request.notBefore.byteLength === 0 ? undefined : decodeContext(request.notBefore, { cluster }, key)
    const placement = views.placement()
    const list = preferenceListOf(placement?.readFrom, key, properties.n)
    const answers = quorumSize(quorumFromMessage(request.r, 'r') ?? properties.r, list.primaries.length)
    if (answers > list.primaries.length) throw new InsufficientReplicasError(answers, list.primaries.length)
    const primaries = this.#order(list.primaries, placement)
    const fallbacks = (): NodeId[] => request.strict ? [] : list.fallbacks.filter(peer => rankOf(peer, this.components) < RANK.suspect).slice(0, primaries.length)
    return new ReplicaRead(this.components, { key, primaries, fallbacks, need: { answers, notBefore }, deadline, hops })
  }

  #response (
    request: GetRequest, key: RecordKey, read: ReplicaRead, { record, answered, fallbacks, stale }: ReadResult,
    { repaired, start, hops }: { readonly repaired: number, readonly start: number, readonly hops: Hops },
  ): GetResponse {
    const { clock, self, cluster, bucket, meter } = this.components
    const agreed = stale.length === 0
    if (!agreed || read.isWaiting) read.afterLastAnswer(() => { this.#repairLate(key, read, hops) })
    meter.count('reads_total', 1, { agreed: String(agreed) })
    return {
      versions: visible(record, bucket(key.bucket).conflict, clock.realtime()).map(toVersion),
      context: record === undefined ? new Uint8Array() : encodeContext(record.vv, { cluster }, key),
      asked: read.asked,
      answered,
      agreed,
      repaired,
      elapsedUs: Math.round((clock.monotonic() - start) * 1000),
      coordinator: self,
      fallbacks,
      stale: stale.length,
      explanation: request.explain === true ? hops.explanation() : undefined,
    }
  }

  /** Ourselves first, then who answers, fastest first; the avoided, suspect and dead last. */
  #order (peers: readonly NodeId[], placement: Placement | undefined): NodeId[] {
    const order = peers.slice()
    const own = placement?.readFrom.view.replicas ?? peers.length
    const lateness = peers.map((peer, index) => this.#lateness(peer, placement, index >= own))
    // By insertion: they are few, and in order most of the time.
    for (let from = 1; from < order.length; from++) {
      const peer = order[from] as NodeId
      const late = lateness[from] as number
      let at = from
      for (; at > 0 && (lateness[at - 1] as number) > late; at--) {
        order[at] = order[at - 1] as NodeId
        lateness[at] = lateness[at - 1] as number
      }
      order[at] = peer
      lateness[at] = late
    }
    return order
  }

  /**
   * A number that grows with the rank, and among those of one rank with the latency, in whole milliseconds.
   *
   * @param isAdded by a bucket that has more replicas than the ring: it may not be filled yet, and comes after those that are as well
   */
  #lateness (peer: NodeId, placement: Placement | undefined, isAdded: boolean): number {
    let rank: number = rankOf(peer, this.components)
    if (rank < RANK.avoided && placement !== undefined && isRefilled(placement, peer)) rank = RANK.avoided
    else if (isAdded) rank = Math.max(rank, RANK.well) + 0.5
    return rank * LATENCIES + Math.min(LATENCIES - 1, Math.round(this.components.health.latencyMs(peer)))
  }

  /**
   * A strict read is answered when R replicas hold what it answers, so that no later one goes back
   * behind it; a refused or slow repair does not fail it. Others are repaired behind the answer.
   *
   * @returns how many took it by now
   */
  async #repairNow (request: GetRequest, key: RecordKey, { record, answered, stale }: ReadResult, need: number, deadline: number, hops: Hops): Promise<number> {
    if (record === undefined) return 0
    if (!request.strict) {
      this.#repair.start(key, record, stale, hops)
      return 0
    }
    const { clock } = this.components
    const enough = Math.max(1, need - (answered - stale.length))
    return await this.#repair.run(key, record, stale, Math.min(deadline, clock.monotonic() + REPAIR_MS_MAX), hops, enough)
  }

  /** Of answers that came when the client had its own. */
  #repairLate (key: RecordKey, read: ReplicaRead, hops: Hops): void {
    const { record } = read.quorum.result()
    // A value that is known by its version only cannot be sent on.
    if (record !== undefined && read.quorum.valueHolders().length === 0) this.#repair.start(key, record, read.quorum.stale(), hops)
  }
}

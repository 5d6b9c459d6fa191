import { CorruptRecordError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { hlcMs } from '../../../protocols/record/hlc.js'
import { decodeRecord } from '../../../protocols/record/record-codec.js'
import { STALL, type StallReason } from '../../../protocols/transfer/transfer.js'
import type { RecordStore, ScannedRecord } from '../../../storage/record-store.js'
import type { TransferMarks } from '../../../storage/transfer-marks.js'
import type { Clock, FaultPoints, Logger, Prng } from '../env.js'
import type { Ring } from '../ring/ring.js'
import { Worker, type WorkerRun } from '../worker.js'
import type { Foreground } from './foreground.js'
import { ACTIVE_PIECE_BYTES_MAX, type Pace } from './pace.js'
import { Stalls, stallReasonOf } from './stalls.js'

/** What giving data away needs of the tree exchange. */
export interface PushExchange {
  /**
   * Compares the partition with the peer's. When it resolves and nothing was refused, all that this peer
   * held when it began is stored there, synced.
   */
  readonly sync: (peer: NodeId, partition: number, options: { readonly direction: 'push', readonly deadline: number }) => Promise<{ readonly refused: number }>
}

export interface StrayHandoffComponents {
  readonly clock: Clock
  readonly prng: Prng
  readonly log: Logger
  readonly fault: FaultPoints
  readonly records: Pick<RecordStore, 'scanPartition' | 'removeAll' | 'indexes'>
  readonly exchange: PushExchange
  readonly marks: TransferMarks
  readonly foreground: Foreground
  readonly pace: Pick<Pace, 'take'>
  /** All live views, newest first; also if this peer is in none of them. */
  readonly live: () => readonly Ring[]
  /** When the view was made that took the partition from this store, milliseconds since 1970; undefined: it never had it. */
  readonly disownedAtMs: (partition: number) => number | undefined
  /** Whether this store has been in the ring ever since it first was, as far as this peer knows. */
  readonly wasNeverOut: () => boolean
  /** Whether the newest view that the peer knows is the newest one here. @throws what Network.request throws */
  readonly hasSameView: (peer: NodeId) => Promise<boolean>
  readonly replicas: () => readonly number[]
  readonly replicasOf: (bucket: string) => number
}

export interface StrayHandoffInit {
  readonly partitions: number
  readonly intervalMs: number
  /**
   * Older data is kept and not offered: those that own it now may have deleted it and forgotten that they did. But nothing
   * is forgotten before every member has said that it has no data that is not its own, so a member may offer what it has.
   * Less than tombstones are kept for (docs/adr/0015-tombstone-reaping.md).
   */
  readonly offerMsMax: number
}

const EXCHANGE_TIMEOUT_MS = 60_000
/** Records deleted in one batch. */
const DELETES_AT_ONCE = 64

/**
 * Data of partitions that this peer owns in no live view: what is left behind when an owner changes, what a
 * coordinator with an old ring left here, what a removed member brings back. It is offered to all owners,
 * and deleted when each of them has confirmed that it holds it.
 */
export class StrayHandoff {
  readonly stalls: Stalls
  /** Partitions with data that is to go, as of the last pass. */
  partitionsLeft = 0
  readonly worker: Worker
  readonly #waitsFor = new Set<NodeId>()
  #stopped = false

  constructor (private readonly components: StrayHandoffComponents, private readonly self: NodeId, private readonly init: StrayHandoffInit) {
    this.stalls = new Stalls(components)
    this.worker = new Worker(components, { name: 'stray-handoff', intervalMs: init.intervalMs }, async run => { await this.pass(run) })
  }

  stop (): void {
    this.#stopped = true
    this.worker.stop()
  }

  /** Looks at every partition once. @returns how many have data left that is to go */
  async pass (run: Pick<WorkerRun, 'step' | 'stalled'>): Promise<number> {
    this.#waitsFor.clear()
    let left = 0
    for (let partition = 0; partition < this.init.partitions; partition++) {
      const ring = this.#settled
      if (ring === undefined) break
      if (this.components.records.indexes.isEmpty(partition)) continue
      if (this.components.replicas().every(n => this.#owns(ring, partition, n))) continue
      if (!await run.step()) break
      const end = this.components.foreground.begin()
      try {
        if (!await this.#handOff(ring, partition)) left++
      } finally { end() }
    }
    this.partitionsLeft = left
    this.stalls.keepOnly(this.#waitsFor)
    if (left > 0) run.stalled(`${left} partitions wait for ${[...this.#waitsFor].join(', ')}`)
    return left
  }

  /** The ring, when every member has moved on to it: while anything is in motion nothing is given away. */
  get #settled (): Ring | undefined {
    const live = this.components.live()
    return !this.#stopped && live.length === 1 ? live[0] : undefined
  }

  /** Primaries compare whole partitions: who is one for the ring's own number of replicas keeps every bucket's records. */
  #owns (ring: Ring, partition: number, n: number): boolean {
    return ring.primariesFor(partition, Math.max(n, ring.view.replicas)).includes(this.self)
  }

  /**
   * The snapshot is taken before anything is confirmed, and only what it holds is deleted, where it is
   * unchanged: so exactly what was confirmed goes, without a list of it.
   *
   * @returns whether nothing is left that is to go
   */
  async #handOff (ring: Ring, partition: number): Promise<boolean> {
    const { clock, records, fault, log, marks, disownedAtMs } = this.components
    const snapshot = this.#scan(partition)
    try {
      let stray = await this.#nextStray(ring, partition, snapshot)
      if (stray === undefined) return true
      const survey = await this.#survey(ring, partition)
      const isOld = survey.oldestMs < clock.realtime() - this.init.offerMsMax && !((disownedAtMs(partition) ?? 0) >= clock.realtime() - this.init.offerMsMax)
      if (isOld && !this.components.wasNeverOut()) {
        this.#stall(this.self, STALL.tooOld)
        return false
      }
      // Who has been removed may not know it: the owners do. From then on nothing is forgotten for longer than this takes.
      if (isOld && !await this.#areAtSameView(ring, partition, survey.replicas)) return false
      const confirmed = await this.confirm(ring, partition, survey.replicas)
      fault.hit('stray.confirmed')
      if (!confirmed) return false
      await marks.forget(partition)
      let [deleted, unreadable] = [0, 0]
      while (stray !== undefined) {
        const used = await this.components.pace.take(ACTIVE_PIECE_BYTES_MAX)
        const some: ScannedRecord[] = []
        let bytes = 0
        for (; stray !== undefined && some.length < DELETES_AT_ONCE && bytes < ACTIVE_PIECE_BYTES_MAX; stray = await this.#nextStray(ring, partition, snapshot)) {
          some.push(stray)
          if (stray.encoded instanceof CorruptRecordError) unreadable++
          else bytes += stray.encoded.length
        }
        // A view that came meanwhile may give the partition back: what is still here then stays.
        if (this.#settled !== ring) return false
        deleted += await records.removeAll(some, 'buffered')
        used(bytes, some.length)
        fault.hit('stray.deleted')
      }
      if (deleted > 0) log.info({ partition, deleted }, 'records were given to their owners')
      if (unreadable > 0) log.warn({ partition, unreadable }, 'copies that could not be read, of a partition that others own, were deleted with them')
      return true
    } finally {
      await snapshot.return(undefined)
    }
  }

  /** What cannot be listed need not go: it only must not count as held any more. */
  #scan (partition: number): AsyncGenerator<ScannedRecord> {
    const { records } = this.components
    return records.scanPartition(partition, undefined, () => { records.indexes.recountPartition(partition) })
  }

  /** The next one, one that cannot be read included: a scrub mends only copies of owners, and it would hold back the reaping of its partition for ever. */
  async #nextStray (ring: Ring, partition: number, snapshot: AsyncGenerator<ScannedRecord>): Promise<ScannedRecord | undefined> {
    for (;;) {
      const next = await snapshot.next()
      if (next.done === true) return undefined
      if (!this.#owns(ring, partition, this.components.replicasOf(next.value.key.bucket))) return next.value
    }
  }

  async #areAtSameView (ring: Ring, partition: number, replicas: number): Promise<boolean> {
    const answers = await Promise.all(ring.primariesFor(partition, replicas).filter(peer => peer !== this.self).map(async peer => {
      try {
        if (await this.components.hasSameView(peer)) return true
        this.#stall(peer, STALL.busy)
      } catch (error) {
        this.#stall(peer, stallReasonOf(error))
      }
      return false
    }))
    return answers.every(Boolean) && this.#settled === ring
  }

  /** Whether every owner has said, since this began, that it holds all of this peer's partition. */
  protected async confirm (ring: Ring, partition: number, replicas: number): Promise<boolean> {
    const { clock, exchange, log } = this.components
    const owners = ring.primariesFor(partition, replicas).filter(peer => peer !== this.self)
    const answers = await Promise.all(owners.map(async peer => {
      try {
        const { refused } = await exchange.sync(peer, partition, { direction: 'push', deadline: clock.monotonic() + EXCHANGE_TIMEOUT_MS })
        if (refused > 0) this.#stall(peer, STALL.refused)
        return refused === 0
      } catch (error) {
        log.debug({ peer, partition, error }, 'an owner did not take what is left here; it is tried again')
        this.#stall(peer, stallReasonOf(error))
        return false
      }
    }))
    return owners.length > 0 && answers.every(Boolean)
  }

  /**
   * What is stray: the time of its oldest version (milliseconds since 1970), and the most replicas that one
   * of its buckets has: an exchange sends whole partitions, so nobody is asked who owns none of it.
   */
  async #survey (ring: Ring, partition: number): Promise<{ oldestMs: number, replicas: number }> {
    const { replicasOf, pace } = this.components
    const used = await pace.take(ACTIVE_PIECE_BYTES_MAX)
    let seen = 0
    let oldestMs = Infinity
    let replicas = ring.view.replicas
    const snapshot = this.#scan(partition)
    for (let stray = await this.#nextStray(ring, partition, snapshot); stray !== undefined; stray = await this.#nextStray(ring, partition, snapshot)) {
      seen++
      replicas = Math.max(replicas, replicasOf(stray.key.bucket))
      if (stray.encoded instanceof CorruptRecordError) continue
      for (const { hlc } of decodeRecord(stray.encoded).siblings) oldestMs = Math.min(oldestMs, hlcMs(hlc))
    }
    used(0, seen)
    return { oldestMs, replicas }
  }

  #stall (peer: NodeId, reason: StallReason): void {
    this.#waitsFor.add(peer)
    this.stalls.add(peer, reason)
  }
}

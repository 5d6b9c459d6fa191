import { CorruptRecordError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import type { RecordStore, ScannedRecord } from '../../../storage/record-store.js'
import type { TransferMarks } from '../../../storage/transfer-marks.js'
import type { Clock, FaultPoints, Logger, Prng } from '../env.js'
import type { Placement } from '../ring/placement.js'
import { Worker } from '../worker.js'
import type { Foreground } from './foreground.js'
import { Stalls, stallReasonOf } from './stalls.js'

/** What giving data away needs of the tree exchange. */
export interface PushExchange {
  /**
   * Compares the partition with the peer's. When it resolves, all that this peer held when it began is
   * stored there, synced.
   */
  readonly sync: (peer: NodeId, partition: number, options: { readonly direction: 'push', readonly deadline: number }) => Promise<unknown>
}

export interface StrayHandoffComponents {
  readonly clock: Clock
  readonly prng: Prng
  readonly log: Logger
  readonly fault: FaultPoints
  readonly records: Pick<RecordStore, 'scanPartition' | 'remove'>
  readonly exchange: PushExchange
  readonly marks: TransferMarks
  readonly foreground: Foreground
  /** undefined: this peer knows of no ring. */
  readonly placement: () => Placement | undefined
  /** Every member has moved on to the newest view: nothing is in motion. Only then is anything given away. */
  readonly isSettled: () => boolean
  /** Whether what this peer holds may still be offered: it was not away for longer than deletes are remembered. */
  readonly mayOffer: () => boolean
  readonly replicas: () => readonly number[]
  readonly replicasOf: (bucket: string) => number
  readonly bugs?: StrayHandoffBugs | undefined
}

/** Planted by tests. */
export interface StrayHandoffBugs {
  /** Records are deleted though not all owners have confirmed. */
  readonly deletesUnconfirmed?: boolean
}

export interface StrayHandoffInit {
  readonly partitions: number
  readonly intervalMs: number
}

const EXCHANGE_TIMEOUT_MS = 60_000
/** Records deleted in one batch of work, and the pause after it; while clients are slowed the pause is longer. */
const DELETES_AT_ONCE = 128
const PAUSE_MS = 5
const PAUSE_SLOWED_MS = 100

/**
 * Data of partitions that this peer owns in no live view: what is left behind when an owner changes, what a
 * coordinator with an old ring left here, what a removed member brings back. It is offered to all owners,
 * and deleted when each of them has confirmed that it holds it.
 */
export class StrayHandoff {
  readonly stalls: Stalls
  /** Partitions with data that is to go, as of the last pass. */
  partitionsLeft = 0
  readonly #worker: Worker
  #stopped = false

  constructor (private readonly components: StrayHandoffComponents, private readonly self: NodeId, private readonly init: StrayHandoffInit) {
    this.stalls = new Stalls(components)
    this.#worker = new Worker(components, { name: 'stray-handoff', intervalMs: init.intervalMs }, async () => { await this.pass() })
  }

  start (): void { this.#worker.start() }
  wake (): void { this.#worker.wake() }

  stop (): void {
    this.#stopped = true
    this.#worker.stop()
  }

  /** Looks at every partition once. @returns how many have data left that is to go */
  async pass (): Promise<number> {
    const waitsFor = new Set<NodeId>()
    let left = 0
    for (let partition = 0; partition < this.init.partitions; partition++) {
      if (!this.#mayAct) break
      if (this.#ownsAll(partition)) continue
      const end = this.components.foreground.begin()
      try {
        if (!await this.#handOff(partition, waitsFor)) left++
      } finally { end() }
    }
    this.partitionsLeft = left
    this.stalls.keepOnly(waitsFor)
    return left
  }

  get #mayAct (): boolean {
    const { placement, isSettled, mayOffer } = this.components
    return !this.#stopped && placement() !== undefined && isSettled() && mayOffer()
  }

  /** Whether this peer owns every bucket's records of the partition: true for most, and asked first because it is cheap. */
  #ownsAll (partition: number): boolean {
    return this.components.replicas().every(n => this.#owns(partition, n))
  }

  #owns (partition: number, n: number): boolean {
    const { live = [] } = this.components.placement() ?? {}
    return live.some(ring => ring.primariesFor(partition, n).includes(this.self))
  }

  #isStray (partition: number, { bucket }: RecordKey): boolean {
    return !this.#owns(partition, this.components.replicasOf(bucket))
  }

  /**
   * The snapshot is taken before anything is confirmed, and only what it holds is deleted, where it is
   * unchanged: so exactly what was confirmed goes, without a list of it.
   *
   * @returns whether nothing is left that is to go
   */
  async #handOff (partition: number, waitsFor: Set<NodeId>): Promise<boolean> {
    const { records, fault, log, marks } = this.components
    const snapshot = records.scanPartition(partition)
    try {
      const first = await this.#nextStray(partition, snapshot)
      if (first === undefined) return true
      const head = this.components.placement()?.head
      if (head === undefined) return false
      const confirmed = await this.#confirm(partition, waitsFor)
      fault.hit('stray.confirmed')
      if (!confirmed && this.components.bugs?.deletesUnconfirmed !== true) return false
      await marks.forget(partition)
      let stray: ScannedRecord | undefined = first
      let deleted = 0
      for (; stray !== undefined; stray = await this.#nextStray(partition, snapshot)) {
        // A view that came meanwhile may give the partition back: what is still here then stays.
        if (!this.#mayAct || this.components.placement()?.head !== head) return false
        const { key, encoded } = stray
        if (encoded instanceof CorruptRecordError || !await this.#remove(key, encoded)) continue
        fault.hit('stray.deleted')
        if (++deleted % DELETES_AT_ONCE === 0) await this.#pause()
      }
      if (deleted > 0) log.info({ partition, deleted }, 'records were given to their owners')
      return true
    } finally {
      await snapshot.return(undefined)
    }
  }

  async #nextStray (partition: number, snapshot: AsyncGenerator<ScannedRecord>): Promise<ScannedRecord | undefined> {
    for (;;) {
      const { value, done } = await snapshot.next()
      if (done === true) return undefined
      if (this.#isStray(partition, value.key)) return value
    }
  }

  /** Whether every owner has said, since this began, that it holds all of this peer's partition. */
  async #confirm (partition: number, waitsFor: Set<NodeId>): Promise<boolean> {
    const { clock, exchange, log, placement, replicas } = this.components
    const owners = placement()?.head.primariesFor(partition, Math.max(...replicas())) ?? []
    const answers = await Promise.all(owners.filter(peer => peer !== this.self).map(async peer => {
      try {
        await exchange.sync(peer, partition, { direction: 'push', deadline: clock.monotonic() + EXCHANGE_TIMEOUT_MS })
        return true
      } catch (error) {
        log.debug({ peer, partition, error }, 'an owner did not take what is left here; it is tried again')
        waitsFor.add(peer)
        this.stalls.add(peer, stallReasonOf(error))
        return false
      }
    }))
    return owners.length > 0 && answers.every(Boolean)
  }

  async #remove (key: RecordKey, expected: Uint8Array): Promise<boolean> {
    try {
      return await this.components.records.remove(key, expected, 'buffered')
    } catch (error) {
      if (!(error instanceof CorruptRecordError)) throw error
      return false
    }
  }

  async #pause (): Promise<void> {
    const { clock, foreground } = this.components
    await new Promise<void>(resolve => { clock.after(foreground.slowed ? PAUSE_SLOWED_MS : PAUSE_MS, resolve) })
  }
}

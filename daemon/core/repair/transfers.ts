import type { NodeId } from '../../../protocols/record/node-id.js'
import { PROBE } from '../../../protocols/probe/probe.js'
import { equalBytes } from '../../../protocols/record/bytes.js'
import { TRANSFERS, type PeerTransfers, type TransfersResponse } from '../../../protocols/transfer/transfer.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { TransferMarks } from '../../../storage/transfer-marks.js'
import type { Env } from '../env.js'
import type { Liveness } from '../membership/failure-detector.js'
import type { LiveViews } from '../membership/live-views.js'
import type { RingHistory } from '../membership/ring-history.js'
import type { Worker } from '../worker.js'
import type { RaisedBuckets } from '../raised-buckets.js'
import { AddedReplicas } from './added-replicas.js'
import { BulkPull } from './bulk-pull.js'
import type { Exchange } from './exchange.js'
import type { Foreground } from './foreground.js'
import { Pace } from './pace.js'
import { PageServer } from './page-server.js'
import { StrayHandoff } from './stray-handoff.js'
import { areCopiesLost } from './transfer-plan.js'
import { Transfer } from './transfer.js'

export interface TransfersComponents extends Env {
  readonly records: RecordStore
  readonly marks: TransferMarks
  readonly foreground: Foreground
  readonly exchange: Exchange
  readonly views: LiveViews
  readonly history: Pick<RingHistory, 'ring' | 'id' | 'viewAt'>
  readonly livenessOf: (peer: NodeId) => Liveness
  readonly storeIdOf: (peer: NodeId) => string | undefined
  /** It has said so itself. */
  readonly isLeaving: (peer: NodeId) => boolean
  /** The default properties and those of every bucket that was set. */
  readonly everyBucket: () => ReadonlyArray<{ readonly n: number }>
  readonly replicasOf: (bucket: string) => number
  readonly raised: () => RaisedBuckets
  /** Of the newest view. */
  readonly viewHash: () => Uint8Array
  /** The other members. */
  readonly members: () => readonly NodeId[]
}

export interface TransfersInit {
  readonly partitions: number
  /** Of this peer, 32 hex digits. */
  readonly storeId: string
  /** null: no limit but what clients' requests suffer. Default null. */
  readonly transferBytesPerSecondMax?: number | null
  /** See added-replicas.ts. */
  readonly antiEntropyIntervalMs: number | null
  /** Between two looks for data that is to go. */
  readonly strayIntervalMs?: number
  /** See stray-handoff.ts. */
  readonly strayOfferMsMax: number
}

const STRAY_INTERVAL_MS = 60_000
/** What comparing a partition counts for in the pace, whatever it comes to. */
const COMPARISON_BYTES = 16 * 1024

/** Everything about data that changes its owners: what this peer pulls, serves, and gives away. */
export class Transfers {
  readonly transfer: Transfer
  readonly strays: StrayHandoff
  readonly added: AddedReplicas
  readonly #pages: PageServer

  constructor (private readonly components: TransfersComponents, init: TransfersInit) {
    const { network, history, everyBucket } = components
    const pace = new Pace({ ...components, isUrgent: () => areCopiesLost(components.views.live, components.isLeaving) }, init.transferBytesPerSecondMax ?? null)
    const bulk = new BulkPull({ ...components, pace })
    const replicas = (): readonly number[] => [...new Set([history.ring?.view.replicas ?? 1, ...everyBucket().map(({ n }) => n)])]
    const exchange: Pick<Exchange, 'compareRoots' | 'sync'> = {
      compareRoots: async (...asked) => await components.exchange.compareRoots(...asked),
      sync: async (...asked) => {
        const used = await pace.take(COMPARISON_BYTES)
        used(COMPARISON_BYTES, 0)
        return await components.exchange.sync(...asked)
      },
    }
    this.#pages = new PageServer({ ...components, pace }, init)
    this.transfer = new Transfer({ ...components, exchange, bulk, replicas }, { peer: network.self, storeId: init.storeId })
    this.strays = new StrayHandoff({
      ...components,
      exchange,
      pace,
      replicas,
      live: () => components.views.live,
      disownedAtMs: partition => this.#disownedAtMs(partition, init.storeId),
      wasNeverOut: () => this.#wasNeverOut(init.storeId),
      hasSameView: async peer => await this.#hasSameView(peer),
    }, network.self, { partitions: init.partitions, intervalMs: init.strayIntervalMs ?? STRAY_INTERVAL_MS, offerMsMax: init.strayOfferMsMax })
    this.added = new AddedReplicas({ ...components, prng: components.prng.fork('added replicas'), pace, placement: () => components.views.placement() }, network.self, { intervalMs: init.antiEntropyIntervalMs })
    network.handle(TRANSFERS, async (_from, { all }, { deadline }) => await this.#answer(all, deadline))
  }

  get workers (): readonly Worker[] { return [this.transfer.worker, this.strays.worker, this.added.worker] }

  /** Begins at once with what is wanted already; the workers are started with all others. */
  start (): void { this.transfer.worker.wake() }

  stop (): void {
    this.transfer.stop()
    this.strays.stop()
  }

  /** When the view was made that took the partition from this store, milliseconds since 1970; undefined: it never had it. */
  #disownedAtMs (partition: number, storeId: string): number | undefined {
    const { history, network } = this.components
    let next: number | undefined
    for (let epoch = history.ring?.view.epoch ?? 0; epoch > 0; epoch--) {
      const view = history.viewAt(epoch)?.view
      if (view === undefined) return next
      const index = view.members.findIndex(({ peerId, storeId: store }) => peerId === network.self && store === storeId)
      if (index >= 0 && view.assignment.subarray(partition * view.replicas, (partition + 1) * view.replicas).includes(index)) return next
      next = view.issuedAt
    }
    return undefined
  }

  #wasNeverOut (storeId: string): boolean {
    const { history, network } = this.components
    const isIn = (epoch: number): boolean => history.viewAt(epoch)?.view.members.some(({ peerId, storeId: store }) => peerId === network.self && store === storeId) === true
    let epoch = history.ring?.view.epoch ?? 0
    if (!isIn(epoch)) return false
    while (isIn(epoch)) epoch--
    for (; epoch > 0; epoch--) if (isIn(epoch)) return false
    return true
  }

  async #hasSameView (peer: NodeId): Promise<boolean> {
    const { clock, history: { id }, network } = this.components
    const { view } = await network.request(peer, PROBE, { target: '', incarnation: 0, opinion: 1, view: id }, { deadline: clock.monotonic() + PROBE.timeoutMs })
    return id !== undefined && view?.epoch === id.epoch && equalBytes(view.hash, id.hash)
  }

  status (): PeerTransfers {
    const { transfer, strays, components: { network } } = this
    const progress = transfer.progress
    return {
      peerId: network.self,
      epoch: progress?.epoch ?? 0,
      partitionsDone: progress?.partitionsDone ?? 0,
      partitionsTotal: progress?.partitionsTotal ?? 0,
      bytesDone: progress?.bytesDone ?? 0,
      bytesTotal: progress?.bytesTotal ?? 0,
      bytesPerSecond: progress?.bytesPerSecond ?? 0,
      leftMs: progress?.leftMs ?? 0,
      stalls: transfer.stalls.list(),
      strayPartitions: strays.partitionsLeft,
      strayStalls: strays.stalls.list(),
      bytesServed: this.#pages.bytesServed,
    }
  }

  async #answer (all: boolean, deadline: number): Promise<TransfersResponse> {
    const { members, network, livenessOf } = this.components
    const others = all ? members() : []
    const silent: string[] = []
    const answers = await Promise.all(others.map(async peer => {
      try {
        if (livenessOf(peer) !== 'dead') return (await network.request(peer, TRANSFERS, { all: false }, { deadline: deadline - ANSWER_MS })).peers
      } catch { /* told as silent */ }
      silent.push(peer)
      return []
    }))
    return { peers: [this.status(), ...answers.flat()], silent }
  }
}

/** Kept back from the time of a request, so that the answer still arrives when a member is silent. */
const ANSWER_MS = 500


import type { NodeId } from '../../../protocols/record/node-id.js'
import { STALL, type StallReason } from '../../../protocols/transfer/transfer.js'
import type { TransferMarks } from '../../../storage/transfer-marks.js'
import type { Clock, FaultPoints, Logger, Prng } from '../env.js'
import type { Liveness } from '../membership/failure-detector.js'
import type { LiveViews, WantedView } from '../membership/live-views.js'
import type { Ring } from '../ring/ring.js'
import { Worker, type WorkerRun } from '../worker.js'
import type { BulkPull } from './bulk-pull.js'
import type { CompareRootsOptions } from './exchange.js'
import type { Foreground } from './foreground.js'
import { Stalls, stallReasonOf } from './stalls.js'
import { hasQuorums, planTransfer, type Holder, type TransferTask } from './transfer-plan.js'

/** What a transfer needs of the tree exchange. */
export interface PullExchange {
  /** The partitions of which the peer holds something else than this one. Of all others this peer holds what the peer held when it was asked. */
  readonly compareRoots: (peer: NodeId, partitions: readonly number[], deadline: number, options: Pick<CompareRootsOptions, 'answered'>) => Promise<readonly number[]>
  /**
   * Compares the partition with the peer's. When it resolves, all that the peer held when it began, and
   * this peer did not, is stored here (`pulled` records), synced, but for those with stamps from the future (`aside`).
   */
  readonly sync: (peer: NodeId, partition: number, options: { readonly direction: 'pull', readonly deadline: number }) => Promise<{ readonly equal: boolean, readonly pulled: number, readonly aside: number }>
}

export interface TransferComponents {
  readonly clock: Clock
  readonly prng: Prng
  readonly log: Logger
  readonly fault: FaultPoints
  readonly views: Pick<LiveViews, 'wanted' | 'synced' | 'onChange'>
  readonly exchange: PullExchange
  readonly bulk: Pick<BulkPull, 'run'>
  readonly marks: TransferMarks
  readonly foreground: Foreground
  readonly livenessOf: (peer: NodeId) => Liveness
  /** As far as is known, 32 hex digits. */
  readonly storeIdOf: (peer: NodeId) => string | undefined
  /** The distinct numbers of replicas of all buckets, the ring's own among them. */
  readonly replicas: () => readonly number[]
  readonly replicasOf: (bucket: string) => number
}

export interface TransferProgress {
  readonly epoch: number
  readonly partitionsDone: number
  readonly partitionsTotal: number
  readonly bytesDone: number
  /** Reckoned from the partitions that are done; 0: not known yet. */
  readonly bytesTotal: number
  readonly bytesPerSecond: number
  /** 0: not known. */
  readonly leftMs: number
}

/** Partitions pulled at one time. */
const PARTITIONS_AT_ONCE = 4
/** Partitions that one of these pulls one after the other before their roots are compared together. */
const GROUP_PARTITIONS = 8
/** Roots compared in one request, and sources that are asked at one time: making 256 takes a peer a few milliseconds. */
export const SURVEY_PARTITIONS = 256
const SURVEYS_AT_ONCE = 4
const SURVEY_TIMEOUT_MS = 5_000
const EXCHANGE_TIMEOUT_MS = 30_000
/** Comparisons of a partition with one peer until nothing was missing: writes may go on meanwhile. */
const EXCHANGES_MAX = 3
/** While clients ask, a transfer begins within this time, milliseconds. */
export const BEGIN_MS_MAX = 1_000
const RETRY_MS = 2_000

/** The work for one wanted view. */
interface Filling {
  readonly wanted: WantedView
  readonly tasks: readonly TransferTask[]
  readonly startedMs: number
  readonly done: Set<number>
  /** What their former owners held is here; others may still have to be asked. */
  readonly copied: Set<number>
  bytes: number
}

/** One attempt at all that is left. */
interface Round {
  /** By partition: whose data this peer holds, as it was during this round, and the store that each had. */
  readonly asked: Map<number, Map<NodeId, string>>
  /** Peers that failed, and how. Who is silent or busy is not asked again before the next round. */
  readonly failed: Map<NodeId, StallReason>
  readonly waitsFor: Set<NodeId>
}

/**
 * Fills this peer up for the newest view that every member writes to: from one owner in bulk, then from all
 * the others what that one did not have, and then says so. Ends only when there is nothing to be wanted.
 */
export class Transfer {
  readonly stalls: Stalls
  readonly worker: Worker
  /** Pulls that run, by source: the next one goes to whom the fewest are. */
  readonly #running = new Map<NodeId, number>()
  #filling: Filling | undefined
  #stopped = false

  constructor (private readonly components: TransferComponents, private readonly self: Holder) {
    this.stalls = new Stalls(components)
    this.worker = new Worker(components, { name: 'transfer', intervalMs: RETRY_MS }, async run => { await this.#run(run) })
    components.views.onChange(() => { this.worker.wake() })
  }

  stop (): void {
    this.#stopped = true
    this.worker.stop()
  }

  /** undefined: nothing is being moved here. */
  get progress (): TransferProgress | undefined {
    const filling = this.#filling
    if (filling === undefined) return undefined
    const { wanted, tasks, startedMs, copied, bytes } = filling
    const elapsedMs = this.components.clock.monotonic() - startedMs
    const known = copied.size > 0
    return {
      epoch: wanted.epoch,
      partitionsDone: copied.size,
      partitionsTotal: tasks.length,
      bytesDone: bytes,
      bytesTotal: known ? Math.round(bytes * tasks.length / copied.size) : 0,
      bytesPerSecond: elapsedMs > 0 ? Math.round(bytes / elapsedMs * 1_000) : 0,
      leftMs: known ? Math.round(elapsedMs * (tasks.length - copied.size) / copied.size) : 0,
    }
  }

  async #run (run: WorkerRun): Promise<void> {
    const { views, fault, log } = this.components
    for (;;) {
      const wanted = views.wanted()
      if (wanted === undefined || this.#stopped) {
        this.#filling = undefined
        this.stalls.clear()
        return
      }
      if (this.#filling?.wanted.ring !== wanted.ring) {
        await this.#calm()
        this.#begin(wanted)
      } else if (!isSame(this.#filling.wanted.sources, wanted.sources)) this.#replan(wanted, this.#filling)
      const filled = await this.#fillUp(run)
      if (!this.#isWanted(wanted)) continue
      if (!filled) return
      fault.hit('transfer.filled')
      log.info({ epoch: wanted.epoch, bytes: this.#filling?.bytes }, 'this peer holds all its data of the ring view')
      await views.synced(wanted.epoch, wanted.ring)
      if (this.#isWanted(wanted)) return
    }
  }

  /** All members begin when the last of them writes to the view: while clients' requests find their way to new replicas. */
  async #calm (): Promise<void> {
    const { clock, prng, foreground } = this.components
    if (foreground.active) await new Promise<void>(resolve => { clock.after(prng.below(BEGIN_MS_MAX), resolve) })
  }

  #begin (wanted: WantedView): void {
    const { clock, log, replicas } = this.components
    const tasks = planTransfer(wanted, this.self, replicas())
    this.#filling = { wanted, tasks, startedMs: clock.monotonic(), done: new Set(), copied: new Set(), bytes: 0 }
    if (tasks.length > 0) log.info({ epoch: wanted.epoch, partitions: tasks.length }, 'partitions are being pulled for a ring view')
  }

  /** A view that was a source is over: who was in no other is not needed any more, and may have left for good. */
  #replan (wanted: WantedView, { startedMs, done, copied, bytes }: Filling): void {
    const tasks = planTransfer(wanted, this.self, this.components.replicas())
    const still = (partitions: ReadonlySet<number>): Set<number> => new Set(tasks.map(({ partition }) => partition).filter(partition => partitions.has(partition)))
    this.#filling = { wanted, tasks, startedMs, done: still(done), copied: still(copied), bytes }
  }

  #isWanted ({ ring }: WantedView): boolean {
    return !this.#stopped && this.components.views.wanted()?.ring === ring
  }

  /**
   * One round over all partitions that are left. First all roots are compared: of a ring without much data, or
   * when most is here already, that is all there is to do, in a few requests.
   *
   * @returns whether all are done
   */
  async #fillUp (run: WorkerRun): Promise<boolean> {
    const filling = this.#filling
    if (filling === undefined) return false
    const { wanted, tasks, done } = filling
    const round: Round = { asked: new Map(), failed: new Map(), waitsFor: new Set() }
    const left = tasks.filter(({ partition }) => !done.has(partition))
    const isWanted = async (): Promise<boolean> => this.#isWanted(wanted) && await run.step()
    const end = this.components.foreground.begin()
    try {
      await this.#survey(left, round, isWanted)
      for (const task of left) this.#judgeIfAsked(task, filling, round)
      const inGroups = async (some: readonly TransferTask[], ofTask: (task: TransferTask) => readonly NodeId[]): Promise<void> => {
        await eachAtOnce(groupsOf(some.filter(task => this.#sources(task, round).length > 0)), PARTITIONS_AT_ONCE, async group => {
          for (const task of group) if (task.whole && await isWanted()) await this.#bulk(task, filling, round)
          await this.#survey(group, round, isWanted, ofTask)
          for (const task of group) {
            if (!await isWanted()) return
            await this.#compareRest(task, filling, round, ofTask(task))
            if (this.#sources(task, round, task.former).length === 0) filling.copied.add(task.partition)
            this.#judgeIfAsked(task, filling, round)
            run.progress(`view ${wanted.epoch}: ${filling.copied.size} of ${tasks.length} partitions`)
          }
        })
      }
      await inGroups(left, ({ former }) => former)
      // Who fills up at the same time is as far by now: most roots are alike.
      const rest = left.filter(({ partition }) => !done.has(partition))
      await this.#survey(rest, round, isWanted)
      await inGroups(rest, ({ sources }) => sources)
      for (const task of rest) this.#judge(task, filling, round)
    } finally { end() }
    this.stalls.keepOnly(round.waitsFor)
    if (round.waitsFor.size > 0) run.stalled(`view ${wanted.epoch} waits for ${[...round.waitsFor].join(', ')}`)
    return done.size === tasks.length
  }

  /** Who of `peers` may have more of the partition than this peer, and can be asked. */
  #sources ({ sources, partition }: TransferTask, { asked }: Round, peers = sources): NodeId[] {
    return peers.filter(peer => this.components.livenessOf(peer) !== 'dead' && asked.get(partition)?.has(peer) !== true)
  }

  /** Asks every source (or those `ofTask`) for the roots of all its partitions among `tasks`: of those that are alike nothing else need be asked of it. */
  async #survey (tasks: readonly TransferTask[], round: Round, isWanted: () => Promise<boolean>, ofTask = ({ sources }: TransferTask) => sources): Promise<void> {
    const bySource = new Map<NodeId, number[]>()
    for (const task of tasks) {
      for (const peer of this.#sources(task, round, ofTask(task))) {
        const partitions = bySource.get(peer)
        if (partitions === undefined) bySource.set(peer, [task.partition])
        else partitions.push(task.partition)
      }
    }
    await eachAtOnce([...bySource], SURVEYS_AT_ONCE, async ([peer, partitions]) => {
      for (let first = 0; first < partitions.length && await isWanted(); first += SURVEY_PARTITIONS) {
        const some = partitions.slice(first, first + SURVEY_PARTITIONS)
        const answered = await this.#from(peer, round, async () => {
          const { differing, storeId } = await this.#roots(peer, some)
          for (const partition of some) if (!differing.has(partition)) markAsked(round, partition, peer, storeId)
          return undefined
        })
        if (!answered) return
      }
    })
  }

  /** Compares with each of `peers` that is not known to be alike; with too many sources down that would be in vain. */
  async #compareRest (task: TransferTask, filling: Filling, round: Round, peers: readonly NodeId[]): Promise<void> {
    if (!this.#canSucceed(task)) return
    for (const peer of this.#byLoad(this.#sources(task, round, peers), task.partition)) {
      let storeId: string | undefined
      const answered = await this.#from(peer, round, async () => {
        const aside = task.whole ? await this.#compare(peer, task.partition) : await this.#copyBuckets(peer, task, filling)
        // Last: a store that was replaced does not come back.
        storeId = (await this.#roots(peer, [task.partition])).storeId
        return aside === 0 ? undefined : STALL.fromFuture
      })
      if (!this.#isWanted(filling.wanted)) return
      if (answered) markAsked(round, task.partition, peer, storeId)
    }
  }

  /** And which store has answered: what was heard of a peer may be older than its disk, and an empty one has nothing that differs. */
  async #roots (peer: NodeId, partitions: readonly number[]): Promise<{ readonly differing: ReadonlySet<number>, readonly storeId: string | undefined }> {
    const { clock, exchange, storeIdOf } = this.components
    let storeId = ''
    const differing = await exchange.compareRoots(peer, partitions, clock.monotonic() + SURVEY_TIMEOUT_MS, { answered: said => { storeId = said } })
    return { differing: new Set(differing), storeId: storeId === '' ? storeIdOf(peer) : storeId }
  }

  /** While there are sources that were not asked yet the time to judge has not come. */
  #judgeIfAsked (task: TransferTask, filling: Filling, round: Round): void {
    if (this.#sources(task, round).length === 0) this.#judge(task, filling, round)
  }

  /** Notes whether this peer now holds all of the partition that was acknowledged before the view was wanted. */
  #judge (task: TransferTask, filling: Filling, round: Round): void {
    const { livenessOf } = this.components
    if (!this.#isWanted(filling.wanted)) return
    const asked = new Map([[this.self.peer, this.self.storeId], ...round.asked.get(task.partition) ?? []])
    const blocking = this.lacking(task, asked, peer => this.#mayDoWithout(peer, filling.wanted, round))
    if (blocking === undefined) {
      filling.done.add(task.partition)
      filling.copied.add(task.partition)
      return
    }
    const canSucceed = this.#canSucceed(task)
    for (const peer of blocking) {
      if (!canSucceed && livenessOf(peer) !== 'dead' && !round.failed.has(peer)) continue
      round.waitsFor.add(peer)
      this.stalls.add(peer, round.failed.get(peer) ?? STALL.down)
    }
  }

  /** Who of the sources has still to be asked; undefined: the partition is here. */
  protected lacking (task: TransferTask, asked: ReadonlyMap<NodeId, string>, mayDoWithout: (peer: NodeId) => boolean): NodeId[] | undefined {
    const enough = hasQuorums(task, asked)
    const blocking = task.sources.filter(peer => !asked.has(peer) && !(enough && mayDoWithout(peer)))
    return enough && blocking.length === 0 ? undefined : blocking
  }

  /** Whether it is worth asking: with too many sources down, all would be asked again and again. */
  #canSucceed (task: TransferTask): boolean {
    const { livenessOf, storeIdOf } = this.components
    const sources = task.sources.filter(peer => livenessOf(peer) !== 'dead')
    const storeIds = sources.map((peer): [NodeId, string] => [peer, storeIdOf(peer) ?? ''])
    return hasQuorums(task, new Map([[this.self.peer, this.self.storeId], ...storeIds]))
  }

  /** Whoever can answer must: it may hold what was acknowledged with fewer than a majority. */
  #mayDoWithout (peer: NodeId, { ring }: WantedView, { failed }: Round): boolean {
    return this.components.livenessOf(peer) === 'dead' || ring.view.skips.includes(peer) || (ring.member(peer) === undefined && failed.get(peer) === STALL.silent)
  }

  /** The bulk of a partition from whoever gives it; what that one lacks comes with the comparisons. */
  async #bulk (task: TransferTask, filling: Filling, round: Round): Promise<void> {
    const { bulk, marks } = this.components
    const { partition } = task
    const former = this.#byLoad(this.#sources(task, round, task.former), partition)
    // Of others only when no former owner gives it: what they have not pulled yet would have to come record by record.
    for (const peer of [...former, ...this.#byLoad(this.#sources(task, round), partition).filter(other => !former.includes(other))]) {
      const mark = marks.get(partition)
      if (mark === 'whole') return
      await this.#from(peer, round, async () => {
        await bulk.run(peer, partition, {
          after: mark,
          takes: () => true,
          wanted: () => this.#isWanted(filling.wanted),
          stored: async (cursor, bytes) => {
            filling.bytes += bytes
            await marks.set(partition, cursor ?? 'whole')
          },
        })
        return undefined
      })
      if (!this.#isWanted(filling.wanted)) return
    }
  }

  /** @returns how many records are not held now, because of their stamps */
  async #compare (peer: NodeId, partition: number): Promise<number> {
    const { clock, exchange } = this.components
    for (let count = 1; ; count++) {
      const { equal, pulled, aside } = await exchange.sync(peer, partition, { direction: 'pull', deadline: clock.monotonic() + EXCHANGE_TIMEOUT_MS })
      if (equal || pulled === 0 || count === EXCHANGES_MAX) return aside
    }
  }

  /** @returns as #compare */
  async #copyBuckets (peer: NodeId, { partition, replicasMin }: TransferTask, filling: Filling): Promise<number> {
    const { bulk, replicasOf } = this.components
    let kept = 0
    await bulk.run(peer, partition, {
      after: undefined,
      takes: bucket => replicasOf(bucket) >= replicasMin,
      wanted: () => this.#isWanted(filling.wanted),
      stored: async (_cursor, bytes, aside) => {
        filling.bytes += bytes
        kept += aside
      },
    })
    return kept
  }

  /** Runs `step`, which says why it is not done, with a source unless it is known not to answer in this round. @returns whether it succeeded */
  async #from (peer: NodeId, { failed }: Round, step: () => Promise<StallReason | undefined>): Promise<boolean> {
    const before = failed.get(peer)
    if (before !== undefined && before !== STALL.refused && before !== STALL.fromFuture) return false
    this.#running.set(peer, (this.#running.get(peer) ?? 0) + 1)
    try {
      const lacking = await step()
      if (lacking !== undefined) failed.set(peer, lacking)
      return lacking === undefined
    } catch (error) {
      failed.set(peer, stallReasonOf(error))
      this.components.log.warn({ peer, error }, 'a source of a transfer failed; it is tried again')
      return false
    } finally {
      this.#running.set(peer, (this.#running.get(peer) ?? 1) - 1)
    }
  }

  /** Those with the fewest pulls first; among equals another one for each partition. */
  #byLoad (sources: readonly NodeId[], partition: number): NodeId[] {
    const start = sources.length === 0 ? 0 : partition % sources.length
    const turned = [...sources.slice(start), ...sources.slice(0, start)]
    return turned.sort((a, b) => (this.#running.get(a) ?? 0) - (this.#running.get(b) ?? 0))
  }
}

/** Without a store that is known, who answered cannot count. */
function markAsked ({ asked }: Round, partition: number, peer: NodeId, storeId: string | undefined): void {
  if (storeId === undefined) return
  const found = asked.get(partition)
  if (found === undefined) asked.set(partition, new Map([[peer, storeId]]))
  else found.set(peer, storeId)
}

function groupsOf (tasks: readonly TransferTask[]): TransferTask[][] {
  return Array.from({ length: Math.ceil(tasks.length / GROUP_PARTITIONS) }, (_, index) => tasks.slice(index * GROUP_PARTITIONS, (index + 1) * GROUP_PARTITIONS))
}

/** Calls `work` for each item, `atOnce` at a time. */
async function eachAtOnce<T> (items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const next = items.values()
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, async () => { for (const item of next) await work(item) }))
}

function isSame (some: readonly Ring[], others: readonly Ring[]): boolean {
  return some.length === others.length && some.every((ring, index) => ring === others[index])
}

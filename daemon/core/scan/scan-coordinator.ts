import { CorruptRecordError, DeadlineExceededError, InsufficientReplicasError, InvalidArgumentError, NotReadyError, ProtocolError, QuorumNotMetError, type P2pkvError, type ReplicaFailure } from '../../../protocols/errors.js'
import { equalBytes, latin1 } from '../../../protocols/record/bytes.js'
import { mergeRecords } from '../../../protocols/record/dvv-set.js'
import { onlyVersionEndsAt } from '../../../protocols/record/only-version.js'
import { partitionOf } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { KvRecord } from '../../../protocols/record/record.js'
import { decodeRecord, encodeRecord } from '../../../protocols/record/record-codec.js'
import { visible } from '../../../protocols/record/visible.js'
import type { ViewId } from '../../../protocols/replicate/replicate.js'
import { quorumFromMessage, quorumSize } from '../../../protocols/rpc/quorum.js'
import { keyEntry } from '../../../protocols/scan/packed-keys.js'
import { checkPosition, recordKeyAt, scanRange } from '../../../protocols/scan/scan-position.js'
import {
  SCAN, SCAN_FORM, SCAN_ID_BYTES_MAX, SCAN_PAGE_BYTES_MAX, SCAN_PAGE_ENTRIES_MAX, SCAN_PARTITIONS, SCAN_SLICES_MAX, type ScanEntry, type ScanPartitionsResponse, type ScanRequest, type ScanResponse,
} from '../../../protocols/scan/scan.js'
import { compareBytes } from '../../../storage/compare-bytes.js'
import type { BucketProperties } from '../bucket.js'
import { NOT_IN_RING, toVersion, type CoordinatorComponents } from '../coordinator/components.js'
import { failureCode } from '../coordinator/replica-client.js'
import type { Network } from '../env.js'
import { isRefilled } from '../ring/placement.js'
import type { Ring } from '../ring/ring.js'
import { coverPartitions, partitionSet, type Coverage, type CoverageNeed } from './coverage.js'
import { MergeHeap } from './merge-heap.js'
import { ParkedScans } from './parked-scans.js'
import { entryBytes, PARKED_SCANS, type ScanReplica } from './scan-replica.js'

export interface ScanComponents extends CoordinatorComponents {
  readonly ring: () => Ring | undefined
  readonly network: Network
  readonly replica: ScanReplica
  /** Of every bucket that has its own, and of those that have none. */
  readonly everyBucket: () => readonly BucketProperties[]
  readonly viewId: () => ViewId | undefined
  readonly heardView: (from: NodeId, view: ViewId | undefined) => void
}

/** A replica is asked for this much more than its part of a page, so that most pages need one round. */
const SHARE_SLACK = 1.2
const SHARE_ENTRIES_MIN = 16
const SHARE_BYTES_MIN = 16 * 1024
/** Rounds of one page, for each peer that is asked; then it ends short, with a cursor. */
const ROUNDS_MAX = 8

const COMPARED_BYTES_MAX = 1_024

const EMPTY = new Uint8Array(0)

/** Coordinates scans: covers every partition through a few replicas and merges what they hold into one order. */
export class ScanCoordinator {
  /** The last coverage, as long as nothing that it was made of changes. */
  #covered: { readonly ring: Ring, readonly key: string, readonly coverage: Coverage } | undefined

  readonly #parked: ParkedScans<ParkedPage>

  constructor (private readonly components: ScanComponents) {
    this.#parked = new ParkedScans(components, PARKED_SCANS)
    components.network.handle(SCAN, async (from, request, { deadline }) => await this.page(from.id, request, deadline))
  }

  /**
   * One page. Asks one replica of each partition, unless `r` says more; a replica that fails is replaced by another.
   *
   * @throws InvalidArgumentError, InsufficientReplicasError, QuorumNotMetError (also of a record that too few can read), DeadlineExceededError, CorruptRecordError (none can)
   */
  async page (from: NodeId, request: ScanRequest, deadline: number): Promise<ScanResponse> {
    checkPosition(request.after)
    scanRange(request.bucket, request.prefix)
    if (!Object.values<number>(SCAN_FORM).includes(request.form)) throw new InvalidArgumentError(`the form ${request.form} of a scan is unknown`)
    if (request.scanId.length > SCAN_ID_BYTES_MAX) throw new InvalidArgumentError(`the id of a scan has at most ${SCAN_ID_BYTES_MAX} bytes`)
    checkSlice(request.slice)
    const id = request.scanId.length === 0 ? '' : `${from} ${latin1(request.scanId)}`
    const failures: ReplicaFailure[] = []
    for (;;) {
      const ring = this.components.views.placement()?.readFrom
      if (ring === undefined) throw new NotReadyError(NOT_IN_RING)
      const needs = this.#needs(request, ring)
      const { partitions, uncovered } = this.#cover(ring, needs, failures)
      if (uncovered !== undefined) throw this.#notCovered(ring, needs, failures, uncovered)
      const { clock, meter, catchUp } = this.components
      // While others could take its place, a silent replica may use up half of what is left.
      const now = clock.monotonic()
      const merge = new PageMerge(this.components, request, ring, needs, { replica: now + (deadline - now) / 2, page: deadline })
      const sources = this.#sources(id, request, ring, partitions)
      const response = await merge.run(sources)
      const { newerView } = merge
      if (newerView !== undefined && !await catchUp.catchUp(newerView, deadline)) throw new DeadlineExceededError('the ring changed while the replicas answered; ask again')
      // Others are read from by now: who was asked may have given them what it held, before it was looked at.
      if (!this.isCurrent(ring)) continue
      if (response !== undefined) {
        if (response.cursor.length > 0) this.#parked.park(id, { request, partitions, sources, cursor: response.cursor })
        meter.count('scan_pages_total')
        meter.count('scan_entries_total', response.entries.length)
        return response
      }
      // Begun again without those that did not give their part.
      failures.push(...merge.failures)
    }
  }

  protected isCurrent (ring: Ring): boolean { return this.components.views.placement()?.readFrom === ring }

  /** Those of the page before, with what is left of it, or new ones. */
  #sources (id: string, request: ScanRequest, ring: Ring, cover: Coverage['partitions']): readonly Source[] {
    const parked = this.#parked.take(id)
    if (parked !== undefined && parked.partitions === cover && continues(parked, request)) return parked.sources
    const { partitions } = ring.view
    const { index = 0, count = 1 } = request.slice ?? {}
    const slices = [...cover].map(([peer, held]) => ({ peer, held: held.filter(partition => Math.floor(partition * count / partitions) === index) })).filter(({ held }) => held.length > 0)
    const all = slices.reduce((sum, { held }) => sum + held.length, 0)
    return slices.map(({ peer, held }) => ({
      peer, bits: partitionSet(held, partitions), share: held.length / all, entries: [], index: 0, through: request.after, done: false,
    }))
  }

  /**
   * Of all buckets together: what each number of replicas that a bucket has asks for. Of a bucket with more than the ring has,
   * as many of the ring's own are among them as if it had no more: the added ones may not be filled yet.
   */
  #needs ({ bucket, r }: ScanRequest, ring: Ring): CoverageNeed[] {
    const quorum = quorumFromMessage(r, 'r') ?? 'one'
    const every = bucket === '' ? this.components.everyBucket() : [this.components.bucket(bucket)]
    const members = ring.members.length
    const numbers = every.map(({ n }) => Math.min(n, members))
    const most = Math.max(...numbers)
    const size = quorumSize(quorum, most)
    if (size > most && bucket !== '') throw new InsufficientReplicasError(size, most)
    if (most > ring.view.replicas) numbers.push(ring.view.replicas)
    return [...new Set(numbers)].sort((a, b) => a - b).map(n => ({ n, r: Math.min(quorumSize(quorum, n), n) }))
  }

  #cover (ring: Ring, needs: readonly CoverageNeed[], failures: readonly ReplicaFailure[]): Coverage {
    const { self, health, livenessOf, views } = this.components
    const placement = views.placement()
    const failed = new Set<string>(failures.map(({ peer }) => peer))
    const rank = (peer: NodeId): number | undefined => {
      if (failed.has(peer)) return undefined
      if (placement !== undefined && isRefilled(placement, peer)) return 2
      if (peer === self) return 0
      return livenessOf(peer) === 'alive' && !health.isAvoided(peer) ? 1 : 2
    }
    const ranks = new Map(ring.members.map(({ peerId }) => [peerId, rank(peerId)]))
    const key = `${needs.map(({ n, r }) => `${n}/${r}`).join()} ${[...ranks.values()].join()}`
    if (this.#covered?.ring === ring && this.#covered.key === key) return this.#covered.coverage
    // Those that seem down only where nobody else can be asked.
    const well = coverPartitions(ring, needs, peer => ranks.get(peer) === 2 ? undefined : ranks.get(peer))
    const coverage = well.uncovered === undefined ? well : coverPartitions(ring, needs, peer => ranks.get(peer))
    this.#covered = { ring, key, coverage }
    return coverage
  }

  #notCovered (ring: Ring, needs: readonly CoverageNeed[], failures: readonly ReplicaFailure[], partition: number): P2pkvError {
    const need = needs.at(-1) ?? { n: 1, r: 1 }
    const failed = new Set<string>(failures.map(({ peer }) => peer))
    const got = ring.primariesFor(partition, need.n).filter(peer => !failed.has(peer)).length
    return failures.length === 0 ? new InsufficientReplicasError(need.r, got) : new QuorumNotMetError(need.r, got, failures, { outcome: 'none' })
  }
}

/** Between two pages of one scan. */
interface ParkedPage {
  readonly request: ScanRequest
  readonly partitions: Coverage['partitions']
  readonly sources: readonly Source[]
  readonly cursor: Uint8Array
}

/** Whether `request` asks for what comes next: ids are the clients' word. */
function continues ({ request: before, cursor }: ParkedPage, { bucket, prefix, after, form, slice }: ScanRequest): boolean {
  return before.slice?.index === slice?.index && before.slice?.count === slice?.count && before.bucket === bucket && before.form === form && equalBytes(before.prefix, prefix) && equalBytes(cursor, after)
}

/** @throws InvalidArgumentError */
function checkSlice (slice: ScanRequest['slice']): void {
  if (slice === undefined) return
  if (slice.count < 1 || slice.count > SCAN_SLICES_MAX || slice.index >= slice.count) throw new InvalidArgumentError(`a scan has 1 to ${SCAN_SLICES_MAX} slices, counted from 0`)
}

/** One replica's part of the page. */
interface Source {
  readonly peer: NodeId
  readonly bits: Uint8Array
  /** Its part of all that is read, 0 to 1. */
  readonly share: number
  entries: readonly ScanEntry[]
  index: number
  through: Uint8Array
  done: boolean
}

class PageMerge {
  readonly #entriesMax: number
  readonly #bytesMax: number
  readonly failures: ReplicaFailure[] = []
  /** The newest view that replicas spoke of and this peer has still to fetch. */
  newerView: ViewId | undefined
  #rounds = 0

  constructor (
    private readonly components: ScanComponents, private readonly request: ScanRequest, private readonly ring: Ring, private readonly needs: readonly CoverageNeed[],
    private readonly deadlines: { readonly replica: number, readonly page: number }
  ) {
    this.#entriesMax = Math.min(request.limit === 0 ? SCAN_PAGE_ENTRIES_MAX : request.limit, SCAN_PAGE_ENTRIES_MAX)
    this.#bytesMax = Math.min(request.bytesMax === 0 ? SCAN_PAGE_BYTES_MAX : request.bytesMax, SCAN_PAGE_BYTES_MAX)
  }

  /** @returns undefined when a replica did not give its part: see `failures` */
  async run (sources: readonly Source[]): Promise<ScanResponse | undefined> {
    // Several replicas hold the same key, and all are asked for their records.
    const merges = this.needs.some(({ r }) => r > 1)
    const form = merges ? SCAN_FORM.records : this.request.form
    await Promise.all(sources.map(async source => {
      // What is left of the page before is used up first.
      if (source.index < source.entries.length || source.done) return
      await this.#fill(source, form, this.#entriesMax, this.#bytesMax)
    }))
    if (this.failures.length > 0) return undefined
    const heap = new MergeHeap<Source>(byFrontier)
    for (const source of sources) if (!isDone(source)) heap.push(source)
    const asked = sources.length
    const entries: ScanEntry[] = []
    let bytes = 0
    let last = this.request.after
    const roundsMax = ROUNDS_MAX * asked
    for (let source = heap.least; source !== undefined; source = heap.least) {
      const head = source.entries[source.index]
      if (head === undefined) {
        if (this.#rounds >= roundsMax) return { entries, cursor: source.through, asked }
        await this.#fill(source, form, this.#entriesMax - entries.length, this.#bytesMax - bytes)
        if (this.failures.length > 0) return undefined
        if (isDone(source)) heap.pop()
        else heap.sink()
        continue
      }
      if (entries.length >= this.#entriesMax) return { entries, cursor: last, asked }
      const taken = takeSame(heap, head.at)
      const same = taken.map(({ entry }) => entry)
      const entry = merges || same.some(({ unreadable }) => unreadable) ? await this.#merged(same) : head
      last = head.at
      if (entry === undefined) continue
      const size = entryBytes(entry)
      if (entries.length > 0 && bytes + size > this.#bytesMax) {
        // It begins the next page.
        for (const { source: from } of taken) from.index--
        return { entries, cursor: entries.at(-1)?.at ?? EMPTY, asked }
      }
      bytes += size
      entries.push(entry)
    }
    return { entries, cursor: EMPTY, asked }
  }

  async #fill (source: Source, form: number, entriesLeft: number, bytesLeft: number): Promise<void> {
    const { network, replica, replicas, catchUp, viewId, heardView } = this.components
    const { bucket, prefix, scanId } = this.request
    this.#rounds++
    const request = {
      partitions: source.bits, bucket, prefix, after: source.through, form, scanId, view: viewId(),
      limit: Math.min(SCAN_PAGE_ENTRIES_MAX, Math.ceil(SHARE_SLACK * source.share * entriesLeft) + SHARE_ENTRIES_MIN),
      bytesMax: Math.min(SCAN_PAGE_BYTES_MAX, Math.ceil(SHARE_SLACK * source.share * bytesLeft) + SHARE_BYTES_MIN),
    }
    let page: ScanPartitionsResponse
    try {
      page = source.peer === network.self ? await replica.page(network.self, request) : await replicas.send(source.peer, SCAN_PARTITIONS, request, this.deadlines.replica)
      checkOrder(page, source.through)
      heardView(source.peer, page.view)
      this.newerView = catchUp.newer(this.newerView, page.view)
    } catch (error) {
      this.failures.push({ peer: source.peer, code: failureCode(error) })
      return
    }
    source.entries = page.entries
    source.index = 0
    source.through = page.through
    source.done = page.done
  }

  /** What the replicas that were asked hold of one key, together; of an unreadable copy, what any other holds. */
  async #merged (same: readonly ScanEntry[]): Promise<ScanEntry | undefined> {
    const [first] = same
    if (first === undefined) return undefined
    const { at } = first
    const { bucket, clock } = this.components
    const { form } = this.request
    // Nearly always they agree, and equal records are equal bytes: then there is nothing to merge. Of large ones the versions alone are quicker to compare.
    if (first.record.length <= COMPARED_BYTES_MAX && same.every(({ record, unreadable }) => !unreadable && equalBytes(record, first.record))) {
      if (form === SCAN_FORM.records) return first
      const endsAt = form === SCAN_FORM.keys ? onlyVersionEndsAt(first.record) : undefined
      if (endsAt !== undefined) return clock.realtime() < endsAt ? keyEntry(at) : undefined
    }
    const own = first.unreadable ? undefined : decodeRecord(first.record)
    let record = same.slice(1).filter(({ unreadable }) => !unreadable).map(entry => decodeRecord(entry.record)).reduce(join, own)
    if (same.some(({ unreadable }) => unreadable)) record = join(record, await this.#fromOthers(at))
    if (record === undefined) return undefined
    // The join is the first itself when the others add nothing to it.
    if (form === SCAN_FORM.records) return record === own ? first : { at, versions: [], record: encodeRecord(record), unreadable: false }
    const versions = visible(record, bucket(recordKeyAt(at).bucket).conflict, clock.realtime())
    if (versions.length === 0) return undefined
    return form === SCAN_FORM.keys ? keyEntry(at) : { at, versions: versions.map(toVersion), record: EMPTY, unreadable: false }
  }

  async #fromOthers (at: Uint8Array): Promise<KvRecord | undefined> {
    const { bucket, replicas } = this.components
    const key = recordKeyAt(at)
    const owners = this.ring.primariesFor(partitionOf(key, this.ring.view.partitions), bucket(key.bucket).n)
    const answers = await Promise.allSettled(owners.map(async peer => await replicas.readRecord(peer, key, this.deadlines.page)))
    const read = answers.flatMap(answer => answer.status === 'fulfilled' ? [answer.value] : [])
    if (read.length === 0) throw new CorruptRecordError('a record cannot be read at any of its replicas')
    // Who was asked for the partition and cannot read its copy has not answered for this key.
    for (const { n, r } of this.needs) {
      if (n !== owners.length && (n !== this.ring.view.replicas || n > owners.length)) continue
      const got = answers.slice(0, n).filter(({ status }) => status === 'fulfilled').length
      if (got < r) throw new QuorumNotMetError(r, got, owners.flatMap((peer, index) => answers[index]?.status === 'rejected' ? [{ peer, code: failureCode(answers[index].reason) }] : []), { outcome: 'none' })
    }
    return read.reduce(join, undefined)
  }
}

/** Everything up to here, this excluded if it is the head, has been merged. */
function byFrontier (a: Source, b: Source): number {
  const ours = a.entries[a.index]
  const theirs = b.entries[b.index]
  // At the same key those that hold it come first, so that they are taken together.
  return compareBytes(ours?.at ?? a.through, theirs?.at ?? b.through) || Number(ours === undefined) - Number(theirs === undefined)
}

function isDone ({ entries, index, done }: Source): boolean {
  return done && index >= entries.length
}

/** Takes the entries for `at` off the heap, of every replica that has one. */
function takeSame (heap: MergeHeap<Source>, at: Uint8Array): Array<{ readonly source: Source, readonly entry: ScanEntry }> {
  const same: Array<{ source: Source, entry: ScanEntry }> = []
  for (let source = heap.least; source !== undefined; source = heap.least) {
    const head = source.entries[source.index]
    if (head === undefined || compareBytes(head.at, at) !== 0) return same
    same.push({ source, entry: head })
    source.index++
    if (isDone(source)) heap.pop()
    else heap.sink()
  }
  return same
}

function join (a: KvRecord | undefined, b: KvRecord | undefined): KvRecord | undefined {
  return a === undefined ? b : b === undefined ? a : mergeRecords(a, b)
}

/** @throws ProtocolError when a page is not what was asked for: merging it would lose or repeat keys */
function checkOrder ({ entries, through, done }: ScanPartitionsResponse, after: Uint8Array): void {
  let last = after
  for (const { at } of entries) {
    if (compareBytes(last, at) >= 0) throw new ProtocolError('a page of a scan is not in order')
    last = at
  }
  if (compareBytes(last, through) > 0 || (!done && compareBytes(after, through) >= 0)) throw new ProtocolError('a page of a scan does not go on')
}

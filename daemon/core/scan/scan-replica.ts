import { CorruptRecordError, InvalidArgumentError, NotReadyError, OverloadedError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { equalBytes, latin1 } from '../../../protocols/record/bytes.js'
import type { ViewId } from '../../../protocols/replicate/replicate.js'
import { visible } from '../../../protocols/record/visible.js'
import { keyEntry } from '../../../protocols/scan/packed-keys.js'
import { checkPosition, recordKeyAt, scanRange } from '../../../protocols/scan/scan-position.js'
import {
  SCAN_FORM, SCAN_ID_BYTES_MAX, SCAN_PAGE_BYTES_MAX, SCAN_PAGE_ENTRIES_MAX, SCAN_PARTITIONS, type ScanEntry, type ScanPartitionsRequest, type ScanPartitionsResponse,
} from '../../../protocols/scan/scan.js'
import { compareBytes } from '../../../storage/compare-bytes.js'
import { LOCATION_OFFSET } from '../../../storage/keyspace.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { Store } from '../../../storage/store.js'
import type { BucketLookup } from '../bucket.js'
import { toVersion } from '../coordinator/components.js'
import type { Clock, Network } from '../env.js'
import { DATA_NOT_HELD } from '../ring/placement.js'
import { partitionsOf } from './coverage.js'
import { CursorOrder } from './cursor-order.js'
import { MergeHeap } from './merge-heap.js'
import { ParkedScans } from './parked-scans.js'
import { PartitionCursor, type PartitionCursorInit, type ScannedRecord } from './partition-cursor.js'

export interface ScanReplicaComponents {
  readonly clock: Clock
  readonly network: Network
  readonly store: Store
  readonly records: RecordStore
  readonly bucket: BucketLookup
  readonly viewId: () => ViewId | undefined
  readonly heardView: (from: NodeId, view: ViewId | undefined) => void
  /** Whether this peer holds what it is to hold of the partition, as who asks by `view` takes it for; absent: of all. */
  readonly holds?: (partition: number, view: ViewId | undefined) => boolean
}

export interface ScanReplicaInit {
  readonly partitions: number
  /** Pages in work at a time; one more is answered busy. Default 8. */
  readonly scansMax?: number
}

const SCANS_MAX_DEFAULT = 8
/** Some 20 MB each at most: HELD_BYTES_TOTAL, and what a large record or two exceed it. */
export const PARKED_SCANS = { parkedMax: 4, parkedMsMax: 10_000 } as const
const RETRY_AFTER_MS = 100
/** First reads of a scan take this much more than a page needs of each partition: opening a read costs as much as some fifty records. */
const READ_AHEAD = 5
/** What all partitions of a scan hold, about, each its part of it. */
const HELD_BYTES_TOTAL = 16 * 1024 * 1024
/** A read takes a partition's part, but not less than this: what is not held of it is free at once. */
const CHUNK_BYTES_MIN = 16 * 1024
/** A record that is larger than this part of a partition's part is not held. */
const HELD_PART = 1 / 4
/** Of keys alone, which take little memory. */
const KEYS_AHEAD = 10
/** Reads of the store that one page has under way at first. */
const READS_PARALLEL = 16
/** Records that one page looks at, hidden ones included: a desert of deleted keys must not hold a page up for ever. */
const LOOKED_AT_MAX = 4 * SCAN_PAGE_ENTRIES_MAX

const EMPTY = new Uint8Array(0)
/** Besides key and values; about what protobuf adds to an entry. */
const ENTRY_OVERHEAD_BYTES = 16

export function entryBytes ({ at, versions, record }: ScanEntry): number {
  return versions.reduce((sum, { value }) => sum + value.length + 2 * ENTRY_OVERHEAD_BYTES, at.length + record.length + ENTRY_OVERHEAD_BYTES)
}

/** What this peer holds, as scans ask for it: pages of several partitions in one order. What is on its way to the disk is not in them. */
export class ScanReplica {
  readonly #scansMax: number
  readonly #parked: ParkedScans<ReplicaScan>
  #scans = 0

  constructor (private readonly components: ScanReplicaComponents, private readonly init: ScanReplicaInit) {
    this.#parked = new ParkedScans(components, PARKED_SCANS)
    this.#scansMax = init.scansMax ?? SCANS_MAX_DEFAULT
    components.network.handle(SCAN_PARTITIONS, async (from, request) => {
      components.heardView(from.id, request.view)
      const page = await this.page(from.id, request)
      // As of now: what was given away before it could be read belongs to others in this one.
      return { ...page, view: components.viewId() }
    })
  }

  /** @throws InvalidArgumentError, OverloadedError, NotReadyError, StoreFencedError */
  async page (from: NodeId, request: ScanPartitionsRequest): Promise<ScanPartitionsResponse> {
    if (this.#scans >= this.#scansMax) throw new OverloadedError('the scans of one replica (scansMax)', RETRY_AFTER_MS)
    this.#scans++
    try {
      return await this.#page(from, request)
    } finally {
      this.#scans--
    }
  }

  async #page (from: NodeId, request: ScanPartitionsRequest): Promise<ScanPartitionsResponse> {
    checkRequest(request)
    const { after, limit, bytesMax, form } = request
    const { holds = () => true } = this.components
    if (!partitionsOf(request.partitions, this.init.partitions).every(partition => holds(partition, request.view))) throw new NotReadyError(DATA_NOT_HELD)
    const id = request.scanId.length === 0 ? '' : `${from} ${latin1(request.scanId)}`
    const parked = this.#parked.take(id)
    const entriesMax = Math.min(limit === 0 ? SCAN_PAGE_ENTRIES_MAX : limit, SCAN_PAGE_ENTRIES_MAX)
    const scan = parked !== undefined && continues(parked, request) ? parked : await this.#begin(request, entriesMax)
    const { heap } = scan
    scan.order.begin(heap.items)
    const pageBytesMax = Math.min(bytesMax === 0 ? SCAN_PAGE_BYTES_MAX : bytesMax, SCAN_PAGE_BYTES_MAX)
    const entries: ScanEntry[] = []
    let bytes = 0
    let through = after
    const endPage = (at: Uint8Array): ScanPartitionsResponse => {
      scan.through = at
      this.#parked.park(id, scan)
      return { entries, through: at, done: false }
    }
    for (let cursor = heap.least; cursor !== undefined; cursor = heap.least) {
      const { head } = cursor
      if (head === undefined) {
        // All that it held was hidden, or is used up: what comes next may still be the least.
        if (scan.lookedAt >= LOOKED_AT_MAX) {
          scan.lookedAt = 0
          if (compareBytes(cursor.through, after) > 0) return endPage(cursor.through)
        }
        scan.lookedAt += await cursor.fill()
        scan.order.include(cursor)
      } else {
        if (entries.length >= entriesMax) return endPage(through)
        const entry = form === SCAN_FORM.keys ? keyOf(head) : await this.#entry(head, request)
        if (entry !== undefined) {
          const size = entryBytes(entry)
          if (entries.length > 0 && bytes + size > pageBytesMax) return endPage(through)
          bytes += size
          entries.push(entry)
        }
        through = head.at
        cursor.advance()
      }
      if (cursor.done) heap.pop()
      else heap.sink()
    }
    return { entries, through, done: true }
  }

  async #begin (request: ScanPartitionsRequest, entriesMax: number): Promise<ReplicaScan> {
    const { after, form } = request
    const range = scanRange(request.bucket, request.prefix)
    const partitions = partitionsOf(request.partitions, this.init.partitions)
    const partBytesMax = HELD_BYTES_TOTAL / Math.max(1, partitions.length)
    const cursors = partitions.map(partition => new PartitionCursor(this.components.store, {
      partition, after, range, keep: this.#filter(request),
      heldBytesMax: form === SCAN_FORM.keys ? 0 : HELD_PART * partBytesMax,
      chunkBytesMax: Math.max(CHUNK_BYTES_MIN, partBytesMax),
      partBytesMax,
      records: Math.ceil((form === SCAN_FORM.keys ? KEYS_AHEAD : READ_AHEAD) * entriesMax / Math.max(1, partitions.length)) + 2,
    }))
    const lookedAt = await fillAll(cursors)
    const order = new CursorOrder()
    const heap = new MergeHeap<PartitionCursor>((a, b) => order.compare(a, b))
    for (const cursor of cursors) if (!cursor.done) heap.push(cursor)
    return { request, heap, order, lookedAt, through: after }
  }

  /** Records are taken as they are; of keys and values only what a get would find. */
  #filter ({ form, bucket: name }: ScanPartitionsRequest): PartitionCursorInit['keep'] {
    if (form === SCAN_FORM.records) return () => true
    const { bucket: properties, clock } = this.components
    const nowMs = clock.realtime()
    const conflict = name === '' ? undefined : properties(name).conflict
    return (storageKey, local) => {
      const endsAt = local.onlyVersionEndsAt
      if (endsAt !== undefined) return nowMs < endsAt
      return visible(local.record, conflict ?? properties(recordKeyAt(storageKey.subarray(LOCATION_OFFSET)).bucket).conflict, nowMs).length > 0
    }
  }

  /** undefined: by now there is nothing to show. */
  async #entry ({ at, local }: ScannedRecord, { form, bucket }: ScanPartitionsRequest): Promise<ScanEntry | undefined> {
    if (local instanceof CorruptRecordError) return unreadable(at)
    const { bucket: properties, clock, records } = this.components
    try {
      if (form === SCAN_FORM.records) {
        const record = local?.encoded ?? await records.readEncoded(recordKeyAt(at))
        return record === undefined ? undefined : { at, versions: [], record, unreadable: false }
      }
      const { conflict } = properties(bucket === '' ? recordKeyAt(at).bucket : bucket)
      const versions = visible(local?.record ?? await records.read(recordKeyAt(at)), conflict, clock.realtime()).map(toVersion)
      return versions.length === 0 ? undefined : { at, versions, record: EMPTY, unreadable: false }
    } catch (error) {
      if (!(error instanceof CorruptRecordError)) throw error
      return unreadable(at)
    }
  }
}

function keyOf ({ at, local }: ScannedRecord): ScanEntry {
  return local instanceof CorruptRecordError ? unreadable(at) : keyEntry(at)
}

function unreadable (at: Uint8Array): ScanEntry {
  return { at, versions: [], record: EMPTY, unreadable: true }
}

/** Between two pages of one scan. */
interface ReplicaScan {
  readonly request: ScanPartitionsRequest
  readonly heap: MergeHeap<PartitionCursor>
  readonly order: CursorOrder
  /** Records since the last page that ended because of them. */
  lookedAt: number
  /** Where the last page ended. */
  through: Uint8Array
}

/** Whether `request` asks for what comes next: ids are the clients' word. */
function continues ({ request: before, through }: ReplicaScan, { partitions, bucket, prefix, after, form }: ScanPartitionsRequest): boolean {
  return before.bucket === bucket && before.form === form && equalBytes(before.prefix, prefix) && equalBytes(before.partitions, partitions) && equalBytes(through, after)
}

/** @throws InvalidArgumentError */
function checkRequest ({ form, after, bucket, prefix, scanId }: ScanPartitionsRequest): void {
  if (form !== SCAN_FORM.keys && form !== SCAN_FORM.values && form !== SCAN_FORM.records) throw new InvalidArgumentError(`the form ${form} of a scan is unknown`)
  if (scanId.length > SCAN_ID_BYTES_MAX) throw new InvalidArgumentError(`the id of a scan has at most ${SCAN_ID_BYTES_MAX} bytes`)
  checkPosition(after)
  scanRange(bucket, prefix)
}

/** First reads of all, a few at a time. */
async function fillAll (cursors: readonly PartitionCursor[]): Promise<number> {
  let next = 0
  let lookedAt = 0
  const work = async (): Promise<void> => {
    for (let cursor = cursors[next++]; cursor !== undefined; cursor = cursors[next++]) lookedAt += await cursor.fill()
  }
  await Promise.all(Array.from({ length: READS_PARALLEL }, work))
  return lookedAt
}

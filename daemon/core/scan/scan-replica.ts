import { CorruptRecordError, InvalidArgumentError, OverloadedError } from '../../../protocols/errors.js'
import { visible } from '../../../protocols/record/visible.js'
import { checkPosition, recordKeyAt, scanRange } from '../../../protocols/scan/scan-position.js'
import {
  SCAN_FORM, SCAN_PAGE_BYTES_MAX, SCAN_PAGE_ENTRIES_MAX, SCAN_PARTITIONS, type ScanEntry, type ScanPartitionsRequest, type ScanPartitionsResponse,
} from '../../../protocols/scan/scan.js'
import { compareBytes } from '../../../storage/compare-bytes.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { Store } from '../../../storage/store.js'
import type { BucketLookup } from '../bucket.js'
import { toVersion } from '../coordinator/components.js'
import type { Clock, Network } from '../env.js'
import { partitionsOf } from './coverage.js'
import { MergeHeap } from './merge-heap.js'
import { HELD_BYTES_MAX, PartitionCursor, type PartitionCursorInit, type ScannedRecord } from './partition-cursor.js'

export interface ScanReplicaComponents {
  readonly clock: Clock
  readonly network: Network
  readonly store: Store
  readonly records: RecordStore
  readonly bucket: BucketLookup
}

export interface ScanReplicaInit {
  readonly partitions: number
  /** Pages in work at a time; one more is answered busy. Default 8. */
  readonly scansMax?: number
}

const SCANS_MAX_DEFAULT = 8
const RETRY_AFTER_MS = 100
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
  #scans = 0

  constructor (private readonly components: ScanReplicaComponents, private readonly init: ScanReplicaInit) {
    this.#scansMax = init.scansMax ?? SCANS_MAX_DEFAULT
    components.network.handle(SCAN_PARTITIONS, async (_from, request) => await this.page(request))
  }

  /** @throws InvalidArgumentError, OverloadedError, StoreFencedError */
  async page (request: ScanPartitionsRequest): Promise<ScanPartitionsResponse> {
    if (this.#scans >= this.#scansMax) throw new OverloadedError('the scans of one replica (scansMax)', RETRY_AFTER_MS)
    this.#scans++
    try {
      return await this.#page(request)
    } finally {
      this.#scans--
    }
  }

  async #page ({ partitions: bits, bucket, prefix, after, limit, bytesMax, form }: ScanPartitionsRequest): Promise<ScanPartitionsResponse> {
    if (form !== SCAN_FORM.keys && form !== SCAN_FORM.values && form !== SCAN_FORM.records) throw new InvalidArgumentError(`the form ${form} of a scan is unknown`)
    checkPosition(after)
    const range = scanRange(bucket, prefix)
    const partitions = partitionsOf(bits, this.init.partitions)
    const entriesMax = Math.min(limit === 0 ? SCAN_PAGE_ENTRIES_MAX : limit, SCAN_PAGE_ENTRIES_MAX)
    const pageBytesMax = Math.min(bytesMax === 0 ? SCAN_PAGE_BYTES_MAX : bytesMax, SCAN_PAGE_BYTES_MAX)
    const keep = this.#filter(form)
    const heldBytesMax = form === SCAN_FORM.keys ? 0 : HELD_BYTES_MAX
    const cursors = partitions.map(partition => new PartitionCursor(this.components.store, { partition, after, range, keep, heldBytesMax }))
    const chunk = Math.ceil(1.25 * entriesMax / Math.max(1, partitions.length)) + 2
    let lookedAt = await fillAll(cursors, chunk)

    const heap = new MergeHeap<PartitionCursor>((a, b) => compareBytes(a.head?.at ?? a.through, b.head?.at ?? b.through))
    for (const cursor of cursors) if (!cursor.done) heap.push(cursor)
    const entries: ScanEntry[] = []
    let bytes = 0
    let through = after
    for (let cursor = heap.least; cursor !== undefined; cursor = heap.least) {
      const { head } = cursor
      if (head === undefined) {
        // All that it held was hidden, or is used up: what comes next may still be the least.
        if (lookedAt >= LOOKED_AT_MAX) return { entries, through: cursor.through, done: false }
        lookedAt += await cursor.fill(chunk)
        if (cursor.done) heap.pop()
        else heap.sink()
        continue
      }
      if (entries.length >= entriesMax) return { entries, through, done: false }
      const entry = await this.#entry(head, form)
      if (entry !== undefined) {
        const size = entryBytes(entry)
        if (entries.length > 0 && bytes + size > pageBytesMax) return { entries, through, done: false }
        bytes += size
        entries.push(entry)
      }
      through = head.at
      cursor.advance()
      if (cursor.done) heap.pop()
      else heap.sink()
    }
    return { entries, through, done: true }
  }

  /** Records are taken as they are; of keys and values only what a get would find. */
  #filter (form: number): PartitionCursorInit['keep'] {
    if (form === SCAN_FORM.records) return () => true
    const { bucket: properties, clock } = this.components
    const nowMs = clock.realtime()
    return (bucket, local) => visible(local.record, properties(bucket).conflict, nowMs).length > 0
  }

  /** undefined: by now there is nothing to show. */
  async #entry ({ at, local }: ScannedRecord, form: number): Promise<ScanEntry | undefined> {
    const unreadable = { at, versions: [], record: EMPTY, unreadable: true }
    if (local instanceof CorruptRecordError) return unreadable
    if (form === SCAN_FORM.keys) return { at, versions: [], record: EMPTY, unreadable: false }
    const { bucket: properties, clock, records } = this.components
    const key = recordKeyAt(at)
    try {
      if (form === SCAN_FORM.records) {
        const record = local?.encoded ?? await records.readEncoded(key)
        return record === undefined ? undefined : { at, versions: [], record, unreadable: false }
      }
      const versions = visible(local?.record ?? await records.read(key), properties(key.bucket).conflict, clock.realtime()).map(toVersion)
      return versions.length === 0 ? undefined : { at, versions, record: EMPTY, unreadable: false }
    } catch (error) {
      if (!(error instanceof CorruptRecordError)) throw error
      return unreadable
    }
  }
}

/** First reads of all, a few at a time. */
async function fillAll (cursors: readonly PartitionCursor[], records: number): Promise<number> {
  let next = 0
  let lookedAt = 0
  const work = async (): Promise<void> => {
    for (let cursor = cursors[next++]; cursor !== undefined; cursor = cursors[next++]) lookedAt += await cursor.fill(records)
  }
  await Promise.all(Array.from({ length: READS_PARALLEL }, work))
  return lookedAt
}

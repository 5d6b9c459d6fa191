import { OverloadedError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import { TRANSFER_PAGE, type PageCursor, type PageRecord, type PageResponse } from '../../../protocols/transfer/transfer.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { Clock, FaultPoints, Network } from '../env.js'
import { LARGE_PIECES, mergePage, SMALL_PIECES } from './merge-page.js'
import { ACTIVE_PIECE_BYTES_MAX, type Pace } from './pace.js'
import { PAGE_BYTES_MAX } from './page-server.js'

export interface BulkPullComponents {
  readonly clock: Clock
  readonly network: Network
  readonly fault: FaultPoints
  readonly records: Pick<RecordStore, 'merge' | 'mergeAll'>
  readonly pace: Pace
}

export interface BulkPullOptions {
  readonly after: RecordKey | undefined
  /** Records of other buckets are left out. */
  readonly takes: (bucket: string) => boolean
  /** Looked at between pages: whether what is being pulled is still wanted. */
  readonly wanted: () => boolean
  /** Called when everything up to `cursor` (undefined: the end) is stored, but for `aside` records with stamps from the future. */
  readonly stored: (cursor: RecordKey | undefined, bytes: number, aside: number) => Promise<void>
}

interface Stored { readonly bytes: number, readonly aside: number }

/** Busy answers in a row, of the source or of the own store, after which a pull gives up for now. */
const BUSY_MAX = 20
const BUSY_WAIT_MS_MAX = 1_000

/** Pages of one partition that are on their way or being written: enough that group commits are full. */
const PAGES_IN_FLIGHT = 4

/**
 * Copies a partition from one source, page by page: while some are being written the next one is on its
 * way. A source that is not asked sends nothing, so PAGES_IN_FLIGHT pages a partition are all that is in memory.
 */
export class BulkPull {
  constructor (private readonly components: BulkPullComponents) {}

  /**
   * @returns whether the end was reached; false: no longer wanted
   * @throws PeerUnreachableError, DeadlineExceededError, OverloadedError, ProtocolError, … of the source; StoreFencedError, … of the own store
   */
  async run (source: NodeId, partition: number, options: BulkPullOptions): Promise<boolean> {
    const { after, takes, wanted } = options
    const merging: Array<{ readonly next: PageCursor | undefined, readonly merged: Promise<Stored> }> = []
    let following: Promise<PageResponse> | undefined = this.#ask(source, partition, after)
    while (following !== undefined) {
      const { records, next }: PageResponse = await following
      if (!wanted()) return false
      following = next === undefined ? undefined : this.#ask(source, partition, next)
      const merged = this.#merge(records.filter(({ bucket }) => takes(bucket)))
      // Failures count when their turn comes.
      following?.catch(() => {})
      merged.catch(() => {})
      merging.push({ next, merged })
      while (merging.length >= (following === undefined ? 1 : PAGES_IN_FLIGHT)) {
        const oldest = merging.shift()
        if (oldest === undefined) break
        const { bytes, aside } = await oldest.merged
        this.components.fault.hit('transfer.page')
        await options.stored(oldest.next, bytes, aside)
      }
    }
    return true
  }

  async #ask (source: NodeId, partition: number, after: RecordKey | undefined): Promise<PageResponse> {
    const { clock, network, pace } = this.components
    return await this.#patiently(async () => {
      const bytesMax = pace.isWatched ? ACTIVE_PIECE_BYTES_MAX : PAGE_BYTES_MAX
      const used = await pace.takePull(bytesMax)
      const request = { partition, bytesMax, ...(after !== undefined && { after }) }
      const page = await network.request(source, TRANSFER_PAGE, request, { deadline: clock.monotonic() + TRANSFER_PAGE.timeoutMs })
      used(bytesOf(page.records), page.records.length)
      return page
    })
  }

  /** Resolves when they are synced. */
  async #merge (page: readonly PageRecord[]): Promise<Stored> {
    const { records, pace } = this.components
    let left = page
    await this.#patiently(async () => {
      const { refused, failure } = await mergePage(records, left, pace.isWatched ? SMALL_PIECES : LARGE_PIECES)
      left = refused.flatMap(index => left[index] ?? [])
      if (failure !== undefined) throw failure
    })
    // What is refused without a failure is kept aside.
    return { bytes: bytesOf(page), aside: left.length }
  }

  /** Tries again while the answer is "busy", at the pace that it asks for. */
  async #patiently<T> (step: () => Promise<T>): Promise<T> {
    for (let busy = 1; ; busy++) {
      try {
        return await step()
      } catch (error) {
        if (!(error instanceof OverloadedError) || busy >= BUSY_MAX) throw error
        await this.components.pace.wait(Math.min(Math.max(error.retryAfterMs, 1) * busy, BUSY_WAIT_MS_MAX))
      }
    }
  }
}

function bytesOf (page: readonly PageRecord[]): number {
  return page.reduce((sum, { key, record }) => sum + key.byteLength + record.byteLength, 0)
}

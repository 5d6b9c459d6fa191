import { OverloadedError } from '../../../protocols/errors.js'
import { checkRecordKey } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { decodeRecord } from '../../../protocols/record/record-codec.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import { TRANSFER_PAGE, type PageRecord, type PageResponse } from '../../../protocols/transfer/transfer.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { Clock, FaultPoints, Network } from '../env.js'
import type { Pace } from './pace.js'
import { PAGE_BYTES_MAX } from './page-server.js'

export interface BulkPullComponents {
  readonly clock: Clock
  readonly network: Network
  readonly fault: FaultPoints
  readonly records: Pick<RecordStore, 'merge'>
  readonly pace: Pace
}

export interface BulkPullOptions {
  readonly after: RecordKey | undefined
  /** Records of other buckets are left out. */
  readonly takes: (bucket: string) => boolean
  /** Looked at between pages: whether what is being pulled is still wanted. */
  readonly wanted: () => boolean
  /** Called when everything up to `cursor` (undefined: the end) is stored. */
  readonly stored: (cursor: RecordKey | undefined, bytes: number) => Promise<void>
}

/** Busy answers in a row, of the source or of the own store, after which a pull gives up for now. */
const BUSY_MAX = 20
const BUSY_WAIT_MS_MAX = 1_000

/**
 * Copies a partition from one source, page by page: while one page is being merged the next one is on its
 * way. Two pages a partition are all that is in memory, and a source that is not asked sends nothing.
 */
export class BulkPull {
  constructor (private readonly components: BulkPullComponents) {}

  /**
   * @returns whether the end was reached; false: no longer wanted
   * @throws PeerUnreachableError, DeadlineExceededError, OverloadedError, ProtocolError, … of the source; StoreFencedError, … of the own store
   */
  async run (source: NodeId, partition: number, { after, takes, wanted, stored }: BulkPullOptions): Promise<boolean> {
    let page = await this.#ask(source, partition, after)
    for (;;) {
      if (!wanted()) return false
      const { records, next } = page
      const following = next === undefined ? undefined : this.#ask(source, partition, next)
      // Its failure counts when its turn comes.
      following?.catch(() => {})
      const bytes = await this.#merge(records.filter(({ bucket }) => takes(bucket)))
      this.components.fault.hit('transfer.page')
      await stored(next, bytes)
      if (following === undefined) return true
      page = await following
    }
  }

  async #ask (source: NodeId, partition: number, after: RecordKey | undefined): Promise<PageResponse> {
    const { clock, network, pace } = this.components
    const request = { partition, bytesMax: PAGE_BYTES_MAX, ...(after !== undefined && { after }) }
    return await this.#patiently(async () => {
      await pace.take(PAGE_BYTES_MAX)
      return await network.request(source, TRANSFER_PAGE, request, { deadline: clock.monotonic() + TRANSFER_PAGE.timeoutMs })
    })
  }

  /** All at once, so that one group commit takes them; resolves with their bytes when they are synced. */
  async #merge (records: readonly PageRecord[]): Promise<number> {
    const sizes = await Promise.all(records.map(async ({ bucket, key, record }) => {
      const recordKey = { bucket, key }
      checkRecordKey(recordKey)
      const incoming = decodeRecord(record)
      await this.#patiently(async () => {
        const { committed } = await this.components.records.merge(recordKey, incoming, 'synced')
        await committed
      })
      return key.byteLength + record.byteLength
    }))
    return sizes.reduce((sum, size) => sum + size, 0)
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

import { CorruptRecordError, InvalidArgumentError, OverloadedError } from '../../../protocols/errors.js'
import { equalBytes } from '../../../protocols/record/bytes.js'
import { checkRecordKey } from '../../../protocols/record/key.js'
import { TRANSFER_PAGE, type PageRecord, type PageRequest, type PageResponse } from '../../../protocols/transfer/transfer.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { Network } from '../env.js'
import type { Foreground } from './foreground.js'
import { ACTIVE_PIECE_BYTES_MAX, ACTIVE_PIECE_RECORDS_MAX, type Pace } from './pace.js'

/** The most bytes of records in a page, but for one record that is larger. */
export const PAGE_BYTES_MAX = 512 * 1024
/** Pages made at one time; more are answered busy. */
export const PAGES_AT_ONCE_MAX = 8
/** Records looked at for one page: small ones, or many that cannot be read, must not make a page long to make. */
const PAGE_RECORDS_MAX = 2_048
const BUSY_RETRY_MS_MIN = 20

export interface PageServerComponents {
  readonly network: Network
  readonly records: Pick<RecordStore, 'scanPartition' | 'readEncoded'>
  readonly foreground: Foreground
  readonly pace: Pick<Pace, 'isWatched' | 'take' | 'aheadMs'>
}

/** Serves this peer's records to those that become their owners. It keeps nothing of whoever asks: the cursor is all there is. */
export class PageServer {
  /** Encoded records sent since this peer started, bytes. */
  bytesServed = 0
  #atOnce = 0

  constructor (private readonly components: PageServerComponents, private readonly init: { readonly partitions: number }) {
    components.network.handle(TRANSFER_PAGE, async (_from, request) => await this.#answer(request))
  }

  async #answer (request: PageRequest): Promise<PageResponse> {
    const { foreground, pace } = this.components
    if (request.after !== undefined) checkRecordKey(request.after)
    if (request.partition >= this.init.partitions) throw new InvalidArgumentError(`there is no partition ${request.partition}`)
    if (this.#atOnce >= PAGES_AT_ONCE_MAX) throw new OverloadedError('pages of transfers at one time (PAGES_AT_ONCE_MAX)', Math.max(BUSY_RETRY_MS_MIN, pace.aheadMs))
    this.#atOnce++
    const end = foreground.begin()
    try {
      const isWatched = pace.isWatched
      const bytesMax = Math.min(Math.max(request.bytesMax, 1), isWatched ? ACTIVE_PIECE_BYTES_MAX : PAGE_BYTES_MAX)
      const used = await pace.take(bytesMax)
      const served = this.bytesServed
      const page = await this.#page(request, bytesMax, isWatched ? ACTIVE_PIECE_RECORDS_MAX : PAGE_RECORDS_MAX)
      used(this.bytesServed - served, page.records.length)
      return page
    } finally {
      end()
      this.#atOnce--
    }
  }

  async #page ({ partition, after }: PageRequest, wanted: number, recordsMax: number): Promise<PageResponse> {
    const records: PageRecord[] = []
    let last = after
    let bytes = 0
    let seen = 0
    let unreadable = 0
    let hasGap = false
    let next: RecordKey | undefined
    for await (const { key, encoded } of this.components.records.scanPartition(partition, after, () => { hasGap = true })) {
      // scanPartition begins with the key that it is given; a cursor names the last one that was sent.
      if (after !== undefined && seen === 0 && key.bucket === after.bucket && equalBytes(key.key, after.key)) continue
      if (seen >= recordsMax) {
        next = last
        break
      }
      if (encoded instanceof CorruptRecordError) {
        unreadable++
      } else {
        const size = encoded.byteLength + key.key.byteLength
        if (bytes > 0 && bytes + size > wanted) {
          next = last
          break
        }
        records.push({ bucket: key.bucket, key: key.key, record: encoded })
        bytes += size
        this.bytesServed += size
      }
      last = { bucket: key.bucket, key: key.key }
      seen++
    }
    return { records: hasGap ? await this.#stillThere(records) : records, unreadable, ...(next && { next }) }
  }

  /** Beside what cannot be listed there may be older entries, also of keys that have been reaped since: a get does not find these. */
  async #stillThere (listed: readonly PageRecord[]): Promise<PageRecord[]> {
    const records: PageRecord[] = []
    for (const { bucket, key } of listed) {
      const record = await this.components.records.readEncoded({ bucket, key }).catch((error: unknown) => {
        if (error instanceof CorruptRecordError) return undefined
        throw error
      })
      if (record !== undefined) records.push({ bucket, key, record })
    }
    return records
  }
}

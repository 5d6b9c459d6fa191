import { CorruptRecordError, InvalidArgumentError, OverloadedError } from '../../../protocols/errors.js'
import { equalBytes } from '../../../protocols/record/bytes.js'
import { checkRecordKey } from '../../../protocols/record/key.js'
import { TRANSFER_PAGE, type PageRecord, type PageRequest, type PageResponse } from '../../../protocols/transfer/transfer.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { Clock, Network } from '../env.js'
import type { Foreground } from './foreground.js'

/** The most bytes of records in a page, but for one record that is larger. */
export const PAGE_BYTES_MAX = 256 * 1024
/** Pages made at one time; more are answered busy. */
export const PAGES_AT_ONCE_MAX = 8
/** Records looked at for one page: small ones, or many that cannot be read, must not make a page long to make. */
const PAGE_RECORDS_MAX = 2_048
const BUSY_RETRY_MS = 20
/** Time from a whole page to the next while clients' requests are slowed; less after a smaller one. Never "no pages": a transfer must end. */
const SLOWED_GAP_MS = 100
const SLOWED_GAP_MS_MIN = 5

export interface PageServerComponents {
  readonly clock: Clock
  readonly network: Network
  readonly records: Pick<RecordStore, 'scanPartition'>
  readonly foreground: Foreground
}

/** Serves this peer's records to those that become their owners. It keeps nothing of whoever asks: the cursor is all there is. */
export class PageServer {
  /** Encoded records sent since this peer started, bytes. */
  bytesServed = 0
  #atOnce = 0
  /** Before this time no page is made while clients are slowed. */
  #notBeforeMs = -Infinity

  constructor (private readonly components: PageServerComponents, private readonly init: { readonly partitions: number }) {
    components.network.handle(TRANSFER_PAGE, async (_from, request) => await this.#answer(request))
  }

  async #answer (request: PageRequest): Promise<PageResponse> {
    const { clock, foreground } = this.components
    if (request.after !== undefined) checkRecordKey(request.after)
    if (request.partition >= this.init.partitions) throw new InvalidArgumentError(`there is no partition ${request.partition}`)
    if (this.#atOnce >= PAGES_AT_ONCE_MAX) throw new OverloadedError('pages of transfers at one time (PAGES_AT_ONCE_MAX)', BUSY_RETRY_MS)
    const waitMs = this.#notBeforeMs - clock.monotonic()
    if (foreground.slowed && waitMs > 0) throw new OverloadedError('a transfer that slows requests of clients', Math.ceil(waitMs))
    const startMs = clock.monotonic()
    this.#notBeforeMs = startMs + SLOWED_GAP_MS_MIN
    const served = this.bytesServed
    this.#atOnce++
    const end = foreground.begin()
    try {
      return await this.#page(request)
    } finally {
      end()
      this.#atOnce--
      const share = Math.min(1, (this.bytesServed - served) / PAGE_BYTES_MAX)
      this.#notBeforeMs = Math.max(this.#notBeforeMs, startMs + SLOWED_GAP_MS * share)
    }
  }

  async #page ({ partition, after, bytesMax }: PageRequest): Promise<PageResponse> {
    const wanted = Math.min(Math.max(bytesMax, 1), PAGE_BYTES_MAX)
    const records: PageRecord[] = []
    let last = after
    let bytes = 0
    let seen = 0
    let unreadable = 0
    for await (const { key, encoded } of this.components.records.scanPartition(partition, after)) {
      // scanPartition begins with the key that it is given; a cursor names the last one that was sent.
      if (after !== undefined && seen === 0 && key.bucket === after.bucket && equalBytes(key.key, after.key)) continue
      if (seen >= PAGE_RECORDS_MAX) return { records, next: last, unreadable }
      if (encoded instanceof CorruptRecordError) {
        unreadable++
      } else {
        const size = encoded.byteLength + key.key.byteLength
        if (bytes > 0 && bytes + size > wanted) return { records, next: last, unreadable }
        records.push({ bucket: key.bucket, key: key.key, record: encoded })
        bytes += size
        this.bytesServed += size
      }
      last = { bucket: key.bucket, key: key.key }
      seen++
    }
    return { records, unreadable }
  }
}

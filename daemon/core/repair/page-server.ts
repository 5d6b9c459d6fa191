import { CorruptRecordError, InvalidArgumentError, OverloadedError } from '../../../protocols/errors.js'
import { equalBytes } from '../../../protocols/record/bytes.js'
import { checkRecordKey } from '../../../protocols/record/key.js'
import { TRANSFER_PAGE, type PageRecord, type PageRequest, type PageResponse } from '../../../protocols/transfer/transfer.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { Clock, Network } from '../env.js'
import type { Foreground } from './foreground.js'

/** The most bytes of records in a page, but for one record that is larger. */
export const PAGE_BYTES_MAX = 512 * 1024
/** Pages made at one time; more are answered busy. */
export const PAGES_AT_ONCE_MAX = 8
/** Records looked at for one page: small ones, or many that cannot be read, must not make a page long to make. */
const PAGE_RECORDS_MAX = 2_048
const BUSY_RETRY_MS = 20
/** While clients ask this peer, a page is at most so large that no turn of the event loop is long for it. */
export const ACTIVE_PAGE_BYTES_MAX = 64 * 1024
/** Bytes of pages a second while clients ask, and while their requests are slowed. Never none: a transfer must end. */
const ACTIVE_BYTES_PER_SECOND = 8 * 1024 * 1024
const SLOWED_BYTES_PER_SECOND = 2.5 * 1024 * 1024
/** From the beginning of a page to that of the next, however small it was, while one of both applies. */
const GAP_MS_MIN = 2

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
  /** Before this time no page is made while clients ask. */
  #notBeforeMs = -Infinity

  constructor (private readonly components: PageServerComponents, private readonly init: { readonly partitions: number }) {
    components.network.handle(TRANSFER_PAGE, async (_from, request) => await this.#answer(request))
  }

  async #answer (request: PageRequest): Promise<PageResponse> {
    const { foreground } = this.components
    if (request.after !== undefined) checkRecordKey(request.after)
    if (request.partition >= this.init.partitions) throw new InvalidArgumentError(`there is no partition ${request.partition}`)
    if (this.#atOnce >= PAGES_AT_ONCE_MAX) throw new OverloadedError('pages of transfers at one time (PAGES_AT_ONCE_MAX)', BUSY_RETRY_MS)
    this.#atOnce++
    const end = foreground.begin()
    try {
      const bytesMax = Math.min(Math.max(request.bytesMax, 1), foreground.active ? ACTIVE_PAGE_BYTES_MAX : PAGE_BYTES_MAX)
      const msPerByte = foreground.slowed ? 1_000 / SLOWED_BYTES_PER_SECOND : foreground.active ? 1_000 / ACTIVE_BYTES_PER_SECOND : 0
      const gapMs = await this.#turn(bytesMax * msPerByte)
      const served = this.bytesServed
      const page = await this.#page(request, bytesMax)
      // What it did not use is the next one's.
      this.#notBeforeMs += Math.max(GAP_MS_MIN, (this.bytesServed - served) * msPerByte) - gapMs
      return page
    } finally {
      end()
      this.#atOnce--
    }
  }

  /** Waits until a page that takes `gapMs` of the time for pages may begin; those that wait are as few as pages at one time. @returns `gapMs` */
  async #turn (gapMs: number): Promise<number> {
    const { clock } = this.components
    const now = clock.monotonic()
    const startMs = gapMs === 0 ? now : Math.max(now, this.#notBeforeMs)
    this.#notBeforeMs = startMs + gapMs
    if (startMs > now) await new Promise<void>(resolve => { clock.after(startMs - now, resolve) })
    return gapMs
  }

  async #page ({ partition, after }: PageRequest, wanted: number): Promise<PageResponse> {
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

import { CorruptRecordError } from '../../../protocols/errors.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import { parseRecordStorageKey, partitionOfStorageKey, partitionRange, PREFIX, prefixRange } from '../../../storage/keyspace.js'
import { MetaStore } from '../../../storage/meta-store.js'
import type { RecordStore } from '../../../storage/record-store.js'
import { Scrub } from '../../../storage/scrub.js'
import type { Store } from '../../../storage/store.js'
import { SCRUB, type ScrubResponse } from '../../../protocols/scrub/scrub.js'
import type { Clock, Logger, Meter, Network, Prng } from '../env.js'
import { Worker, type WorkerRun } from '../worker.js'

export interface StoreUpkeepComponents {
  readonly clock: Clock
  readonly prng: Prng
  readonly network: Pick<Network, 'handle'>
  readonly log: Logger
  readonly meter: Meter
  readonly store: Store
  readonly records: RecordStore
  /** Reads the key from all its replicas, which mends copies that cannot be read. */
  readonly mend: (key: RecordKey) => Promise<void>
}

export interface StoreUpkeepInit {
  /** Time between the ends of two scrubs; null: never. Kept across restarts. */
  readonly scrubIntervalMs: number | null
}

const RELEASE_INTERVAL_MS = 60_000
/** How often is looked whether a scrub is due: a timer of a month does not exist. */
const DUE_INTERVAL_MS = 10 * 60_000
/** Pause between two steps of a scrub, so that it stays behind requests: some 25,000 records a second at most. */
const STEP_PAUSE_MS = 10

/**
 * What a store needs that no request does for it: versions from the future are taken in when their time
 * has come, and a slow pass finds damaged copies while other replicas can still mend them.
 */
export class StoreUpkeep {
  readonly #meta: MetaStore
  readonly workers: readonly Worker[]
  #stopped = false
  #asked = false
  #running = false
  #records = 0
  #bad = 0

  constructor (private readonly components: StoreUpkeepComponents, private readonly init: StoreUpkeepInit) {
    this.#meta = new MetaStore({ store: components.store })
    this.workers = [
      new Worker(components, { name: 'quarantine', intervalMs: RELEASE_INTERVAL_MS }, async () => {
        const released = await components.records.releaseQuarantine()
        if (released > 0) components.log.info({ released }, 'versions that came from the future were taken in')
      }),
      new Worker(components, { name: 'scrub', intervalMs: DUE_INTERVAL_MS }, async run => { await this.#scrubIfDue(run) }),
    ]
    const [, worker] = this.workers
    components.network.handle(SCRUB, async (_from, { start }) => {
      if (start && !this.#running) {
        this.#asked = true
        worker?.wake()
      }
      return await this.#scrubStatus()
    })
  }

  /** Ends a scrub that is under way; the workers are stopped by whoever started them. */
  stop (): void { this.#stopped = true }

  async #scrubIfDue (run: WorkerRun): Promise<void> {
    const { clock } = this.components
    const { scrubIntervalMs } = this.init
    if (!this.#asked) {
      if (scrubIntervalMs === null) return
      const sinceMs = clock.realtime() - (await this.#lastScrubMs() ?? Infinity)
      if (sinceMs === -Infinity || this.wasAhead(sinceMs)) await this.#remember(clock.realtime())
      if (sinceMs < scrubIntervalMs) return
    }
    this.#asked = false
    this.#running = true
    try {
      await this.scrub(run)
    } finally { this.#running = false }
    if (!this.#stopped) await this.#remember(clock.realtime())
  }

  /** Whether the end of the last scrub was noted by a clock that was ahead: there would be none until that time. */
  protected wasAhead (sinceMs: number): boolean { return sinceMs < 0 }

  async #scrubStatus (): Promise<ScrubResponse> {
    const { clock, records } = this.components
    const { scrubIntervalMs } = this.init
    const last = await this.#lastScrubMs()
    return {
      running: this.#running || this.#asked, records: this.#records, bad: this.#bad, recordsStored: records.keys,
      ...(last === undefined ? {} : { endedMsAgo: Math.max(0, Math.round(clock.realtime() - last)) }),
      ...(scrubIntervalMs === null ? {} : { intervalMs: scrubIntervalMs }),
    }
  }

  /** One whole pass over all records. */
  async scrub (run?: WorkerRun): Promise<{ records: number, bad: number }> {
    const { clock, log, meter, records: held, store, mend } = this.components
    const scrub = new Scrub(store, {
      range: prefixRange(PREFIX.record),
      beyond: key => partitionRange(partitionOfStorageKey(key)).lt,
      // Nobody knows which keys these are but those that hold them too: comparison brings them.
      onGap: (from, to) => { for (let partition = partitionOfStorageKey(from); partition <= partitionOfStorageKey(to); partition++) held.indexes.recountPartition(partition) },
    })
    let mended = 0
    let gapsTold = 0
    this.#records = this.#bad = 0
    while (!scrub.progress.done && !this.#stopped && await run?.step() !== false) {
      const { badKeys, records, bad, gaps } = await scrub.step()
      this.#records = records
      this.#bad = bad
      run?.progress(`${records} records${bad === 0 ? '' : `, ${bad} damaged`}`)
      for (; gapsTold < gaps; gapsTold++) {
        meter.count('scrub_bad_records_total')
        log.error({ records }, 'a block of the database cannot be read: what it held is counted again without it, and comes back from other replicas')
      }
      for (; mended < badKeys.length; mended++) {
        meter.count('scrub_bad_records_total')
        const key = recordKeyOf(badKeys[mended] as Uint8Array)
        if (key === undefined) continue
        held.doubt(key)
        await mend(key).catch((error: unknown) => { log.warn({ bucket: key.bucket, error }, 'a damaged record could not be mended; a later read tries again') })
      }
      await new Promise<void>(resolve => { clock.after(STEP_PAUSE_MS, resolve) })
    }
    const { records, bad } = scrub.progress
    log.info({ records, bad }, 'scrub done')
    return { records, bad }
  }

  async #lastScrubMs (): Promise<number | undefined> {
    try {
      const bytes = await this.#meta.read('scrub')
      return bytes === undefined ? undefined : Number(new DataView(new Uint8Array(bytes).buffer).getBigUint64(0))
    } catch (error) {
      if (error instanceof CorruptRecordError) return 0
      throw error
    }
  }

  async #remember (ms: number): Promise<void> {
    const bytes = new Uint8Array(8)
    new DataView(bytes.buffer).setBigUint64(0, BigInt(ms))
    await this.#meta.write('scrub', bytes, 'buffered')
  }
}

/** undefined: the key itself is damaged. */
function recordKeyOf (storageKey: Uint8Array): RecordKey | undefined {
  try {
    const { key } = parseRecordStorageKey(storageKey)
    return key.key.byteLength > 0 && key.bucket !== '' ? key : undefined
  } catch {
    return undefined
  }
}

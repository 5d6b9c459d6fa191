/** Reads that are asked for in one turn of the event loop go to LevelDB together: one hop to a thread, not one each. */
import { CorruptRecordError, OverloadedError } from '../../protocols/errors.js'
import { codeOf, isBadSector } from './directory.js'
import type { Level } from './level.js'
import { isReference } from './value-file.js'

/** What may wait or be under way; more than the keys that a record store has in flight. */
export const READS_IN_FLIGHT_MAX = 32_768
/** One hop to a thread for each so many reads, at once: of many callers some go on while others are read for. */
const READS_PER_BATCH = 32
const RETRY_AFTER_MS = 50

export interface ReadBatcherInit {
  readonly readsInFlightMax: number
  /** The value that a reference stands for. */
  readonly follow: (key: Uint8Array, reference: Uint8Array) => Promise<Uint8Array | undefined>
  /** The value, of a key that was to be read when the database was closed. */
  readonly again: (key: Uint8Array) => Promise<Uint8Array | undefined>
}

interface Waiting {
  readonly key: Uint8Array
  readonly resolve: (value: Uint8Array | undefined) => void
  readonly reject: (error: unknown) => void
}

export class ReadBatcher {
  readonly #level: Level
  readonly #init: ReadBatcherInit
  #waiting: Waiting[] = []
  #inFlight = 0
  #lastBatch: Promise<void> | undefined

  constructor (level: Level, init: ReadBatcherInit) {
    this.#level = level
    this.#init = init
  }

  /** @throws OverloadedError when readsInFlightMax reads wait or are under way */
  get (key: Uint8Array): Promise<Uint8Array | undefined> {
    if (this.#inFlight >= this.#init.readsInFlightMax) return Promise.reject(new OverloadedError('readsInFlightMax', RETRY_AFTER_MS))
    this.#inFlight++
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | undefined>()
    this.#waiting.push({ key, resolve, reject })
    if (this.#waiting.length === 1) this.#lastBatch = turn().then(async () => { await this.#send() })
    else if (this.#waiting.length >= READS_PER_BATCH) this.#lastBatch = this.#send()
    return promise
  }

  /** Settles when the reads asked for last are answered; undefined when none is under way. */
  get underWay (): Promise<void> | undefined {
    return this.#inFlight === 0 ? undefined : this.#lastBatch
  }

  /** Reads for those who wait now; a turn that finds nobody left has nothing to do. */
  async #send (): Promise<void> {
    const batch = this.#waiting
    if (batch.length === 0) return
    this.#waiting = []
    await this.#read(batch)
  }

  async #read (batch: readonly Waiting[]): Promise<void> {
    try {
      const values = await this.#level.readMany(batch.map(read => read.key))
      this.#inFlight -= batch.length
      for (let i = 0; i < batch.length; i++) this.#answer(batch[i] as Waiting, values[i])
    } catch (error) {
      // One unreadable block fails them all: ask again one by one, so that only its own reads fail.
      for (const read of batch) {
        if (this.#level.status !== 'open') {
          this.#inFlight--
          this.#init.again(read.key).then(read.resolve, read.reject)
          continue
        }
        const again = async (): Promise<Uint8Array | undefined> => {
          if (batch.length === 1) throw error
          return await this.#level.get(read.key)
        }
        again().finally(() => { this.#inFlight-- }).then(value => { this.#answer(read, value) }, (own: unknown) => { read.reject(asReadError(own)) })
      }
    }
  }

  #answer (read: Waiting, value: Uint8Array | undefined): void {
    if (value === undefined || !isReference(value)) {
      read.resolve(plain(value))
      return
    }
    this.#inFlight++
    this.#init.follow(read.key, value).finally(() => { this.#inFlight-- }).then(read.resolve, (error: unknown) => { read.reject(asReadError(error)) })
  }
}

/** The end of this turn of the event loop. */
export function turn (): Promise<void> {
  return new Promise(resolve => { setImmediate(resolve) })
}

/** Without the methods that Buffer changes: `slice` of what core sees must copy. */
export function plain<T extends Uint8Array | undefined> (value: T): T | Uint8Array {
  return value instanceof Buffer ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : value
}

/** Whether LevelDB says that it cannot read a block. */
export function isBlockUnreadable (error: unknown): boolean { return codeOf(error) === 'LEVEL_CORRUPTION' || isBadSector(error) }

export function asReadError (error: unknown): unknown {
  if (!isBlockUnreadable(error)) return error
  return new CorruptRecordError('the database cannot read a block of one of its tables: scrub it, and let repair bring its records back', { cause: error })
}

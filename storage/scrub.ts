/** A slow pass over stored records that verifies every envelope (see openEnvelope). Pure: the caller waits between steps. */
import { CorruptRecordError } from '../protocols/errors.js'
import { openEnvelope } from './envelope.js'
import type { ScanRange, Store } from './store.js'

export interface ScrubProgress {
  readonly records: number
  readonly bytes: number
  /** The first bad keys, at most `badKeysMax`; `bad` counts them all. */
  readonly badKeys: readonly Uint8Array[]
  readonly bad: number
  readonly done: boolean
}

export interface ScrubInit {
  /** The key prefix's range; every value in it must be an envelope. */
  readonly range: ScanRange
  /** Records verified in one step. */
  readonly stepRecords?: number
  readonly badKeysMax?: number
}

/** Pausing is not calling `step`; throttling is waiting between calls. It resumes after the last key it has seen. */
export class Scrub {
  readonly #store: Store
  readonly #init: Required<ScrubInit>
  readonly #badKeys: Uint8Array[] = []
  #next: Uint8Array
  #records = 0
  #bytes = 0
  #bad = 0
  #done = false

  constructor (store: Store, init: ScrubInit) {
    this.#store = store
    this.#init = { stepRecords: 256, badKeysMax: 1_000, ...init }
    this.#next = init.range.gte
  }

  get progress (): ScrubProgress {
    return { records: this.#records, bytes: this.#bytes, badKeys: this.#badKeys, bad: this.#bad, done: this.#done }
  }

  /** Verifies the next records. @throws CorruptRecordError when the engine cannot even list them: repair the whole range */
  async step (): Promise<ScrubProgress> {
    if (this.#done) return this.progress
    const { range, stepRecords, badKeysMax } = this.#init
    let seen = 0
    for await (const { key, value } of this.#store.scan({ gte: this.#next, lt: range.lt, limit: stepRecords })) {
      seen++
      this.#records++
      this.#bytes += key.length + value.length
      // The smallest key after this one.
      this.#next = new Uint8Array(key.length + 1)
      this.#next.set(key)
      try {
        openEnvelope(key, value)
      } catch (error) {
        if (!(error instanceof CorruptRecordError)) throw error
        this.#bad++
        if (this.#badKeys.length < badKeysMax) this.#badKeys.push(key)
      }
    }
    if (seen < stepRecords) this.#done = true
    return this.progress
  }
}

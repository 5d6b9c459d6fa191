/** A slow pass over stored records that verifies every envelope (see openEnvelope). Pure: the caller waits between steps. */
import { CorruptRecordError } from '../protocols/errors.js'
import { compareBytes } from './compare-bytes.js'
import { openEnvelope } from './envelope.js'
import type { ScanRange, Store } from './store.js'

export interface ScrubProgress {
  readonly records: number
  readonly bytes: number
  /** The first bad keys, at most `badKeysMax`; `bad` counts them all. */
  readonly badKeys: readonly Uint8Array[]
  readonly bad: number
  /** How often the engine could not list what follows, and a part of the range was passed over; counted in `bad` too. */
  readonly gaps: number
  readonly done: boolean
}

export interface ScrubInit {
  /** The key prefix's range; every value in it must be an envelope. */
  readonly range: ScanRange
  /** Records verified in one step. */
  readonly stepRecords?: number
  readonly badKeysMax?: number
  /** Where to go on when what follows a key cannot be listed; absent: nowhere. */
  readonly beyond?: (key: Uint8Array) => Uint8Array
  /** Told of keys, up to the second of these, among which there are some that cannot be listed. */
  readonly onGap?: (from: Uint8Array, to: Uint8Array) => void
}

/** Pausing is not calling `step`; throttling is waiting between calls. It resumes after the last key it has seen. */
export class Scrub {
  readonly #store: Store
  readonly #init: Required<Omit<ScrubInit, 'beyond' | 'onGap'>> & Pick<ScrubInit, 'beyond' | 'onGap'>
  readonly #badKeys: Uint8Array[] = []
  #next: Uint8Array
  #records = 0
  #bytes = 0
  #bad = 0
  #gaps = 0
  /** Nothing has been seen since the last gap: what cannot be listed now belongs to it. */
  #isInGap = false
  #done = false

  constructor (store: Store, init: ScrubInit) {
    this.#store = store
    this.#init = { stepRecords: 256, badKeysMax: 1_000, ...init }
    this.#next = init.range.gte
  }

  get progress (): ScrubProgress {
    return { records: this.#records, bytes: this.#bytes, badKeys: this.#badKeys, bad: this.#bad, gaps: this.#gaps, done: this.#done }
  }

  /** Verifies the next records. @throws CorruptRecordError when the engine cannot even list them, and there is no `beyond` */
  async step (): Promise<ScrubProgress> {
    if (this.#done) return this.progress
    const { range, beyond, onGap } = this.#init
    const from = this.#next
    try {
      await this.#verify()
    } catch (error) {
      if (!(error instanceof CorruptRecordError) || beyond === undefined) throw error
      if (!this.#isInGap) {
        this.#bad++
        this.#gaps++
      }
      this.#isInGap = true
      // What the engine lists behind a gap has been seen.
      if (this.#next === from) this.#next = beyond(from)
      onGap?.(from, this.#next)
      this.#done = compareBytes(this.#next, range.lt) >= 0
    }
    return this.progress
  }

  async #verify (): Promise<void> {
    const { range, stepRecords, badKeysMax } = this.#init
    let seen = 0
    for await (const { key, value } of this.#store.scan({ gte: this.#next, lt: range.lt, limit: stepRecords })) {
      seen++
      this.#isInGap = false
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
  }
}

import { hash64 } from '../protocols/record/checksum.js'
import { KeyFilter } from './key-filter.js'

/** Enough for some 300,000 records. */
const BYTES_MAX = 2 ** 20

const words = new Int32Array(2)

/** Which records were written in this run and may not be on stable storage yet; of those that are, a few seem to be among them. */
export class BufferedRecords {
  #filter: KeyFilter | undefined
  #isFull = false

  add (storageKey: Uint8Array): void {
    this.#filter ??= new KeyFilter(BYTES_MAX)
    hash64(storageKey, words)
    if (!this.#filter.add(words[0] as number, words[1] as number)) this.#isFull = true
  }

  has (storageKey: Uint8Array): boolean {
    if (this.#isFull || this.#filter === undefined) return this.#isFull
    hash64(storageKey, words)
    return this.#filter.has(words[0] as number, words[1] as number)
  }
}

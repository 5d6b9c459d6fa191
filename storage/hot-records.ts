/**
 * What was read or written last, as it is stored: so that a key that is used again and again is neither read
 * from the disk nor charged for there (docs/adr/0030-hot-records.md).
 *
 * A log of records in one piece of memory, the oldest going first, and a table of where each key's newest is
 * (as MICA's cache mode: Lim, Han, Andersen, Kaminsky, NSDI 2014). No object for each record: thousands that live
 * for seconds are what a collector of garbage that expects them to die young is worst at.
 *
 * It knows nothing of what is true: InFlight puts in what is stored, and clears it when that is in doubt.
 */
import { hash64 } from '../protocols/record/checksum.js'
import { allocate } from '../protocols/record/slab.js'

/** Memory for records, with their keys. */
export const HOT_RECORDS_BYTES_MAX = 32 * 2 ** 20
/** More is not used: where a record lies is a number of 32 bits. */
const HOT_RECORDS_BYTES_LIMIT = 2 ** 30
/** A longer record would drive out many. */
export const HOT_RECORD_BYTES_MAX = 64 * 1024
const FIRST_BYTES = 256 * 1024
/** A place in the table for so many bytes: a few times as many places as records of a common size. */
const BYTES_PER_PLACE = 128
/** A key has so many places, beside each other. */
const WAYS = 8
/** Before each record: the hash of its key, the length of its key, and of itself; in words. */
const HEAD_WORDS = 3
const WORD_BYTES = 4

const words = new Int32Array(2)

export interface HotRecordsInit {
  /** 0: keeps nothing. */
  readonly bytesMax: number
  /** Half of what a record takes, or less: with fewer places some are forgotten early. Default 128. */
  readonly bytesPerPlace?: number
  /** What is put in again with the same length takes the place of what was there, and grows no younger: for records that hardly ever change theirs. */
  readonly isInPlace?: boolean
}

export class HotRecords {
  readonly #bytesMax: number
  readonly #bytesPerPlace: number
  readonly #isInPlace: boolean
  #bytes = new Uint8Array(0)
  #heads = new Int32Array(0)
  /** Where the newest record of the key is that has this place, one more; 0: none. */
  #places = new Int32Array(0)
  /** Where the oldest record is, and where the next will be. */
  #tail = 0
  #head = 0
  /** Up to where there are records that are older than those before `head`; 0 when there are none. */
  #wrapped = 0

  constructor ({ bytesMax, bytesPerPlace = BYTES_PER_PLACE, isInPlace = false }: HotRecordsInit) {
    const bytes = Math.min(bytesMax, HOT_RECORDS_BYTES_LIMIT)
    this.#bytesMax = bytes - bytes % WORD_BYTES
    this.#bytesPerPlace = bytesPerPlace
    this.#isInPlace = isInPlace
  }

  /** A copy of what is stored under the key, if it is known. */
  get (storageKey: Uint8Array): Uint8Array | undefined {
    const place = this.#find(storageKey)
    if (place === undefined) return undefined
    const at = (this.#places[place] as number) - 1
    const from = at + HEAD_WORDS * WORD_BYTES + storageKey.length
    const length = this.#heads[at / WORD_BYTES + 2] as number
    const stored = allocate(length)
    stored.set(this.#bytes.subarray(from, from + length))
    return stored
  }

  put (storageKey: Uint8Array, stored: Uint8Array): void {
    const length = HEAD_WORDS * WORD_BYTES + storageKey.length + stored.length
    const needed = length + (WORD_BYTES - length % WORD_BYTES) % WORD_BYTES
    if (needed > HOT_RECORD_BYTES_MAX || needed > this.#bytesMax) {
      this.delete(storageKey)
      return
    }
    const hash = hashOf(storageKey)
    if (this.#isInPlace && this.#replace(storageKey, hash, stored)) return
    const at = this.#room(needed)
    const place = this.#find(storageKey, hash) ?? this.#free(hash)
    const head = at / WORD_BYTES
    this.#heads[head] = hash
    this.#heads[head + 1] = storageKey.length
    this.#heads[head + 2] = stored.length
    this.#bytes.set(storageKey, at + HEAD_WORDS * WORD_BYTES)
    this.#bytes.set(stored, at + HEAD_WORDS * WORD_BYTES + storageKey.length)
    this.#places[place] = at + 1
  }

  /** @returns whether that was possible: something as long is known of the key */
  #replace (storageKey: Uint8Array, hash: number, stored: Uint8Array): boolean {
    const place = this.#find(storageKey, hash)
    if (place === undefined) return false
    const at = (this.#places[place] as number) - 1
    if (this.#heads[at / WORD_BYTES + 2] !== stored.length) return false
    this.#bytes.set(stored, at + HEAD_WORDS * WORD_BYTES + storageKey.length)
    return true
  }

  delete (storageKey: Uint8Array): void {
    const place = this.#find(storageKey)
    if (place !== undefined) this.#places[place] = 0
  }

  /** Knows nothing any more, and takes no memory until it does again. */
  clear (): void {
    this.#bytes = new Uint8Array(0)
    this.#heads = new Int32Array(0)
    this.#places = new Int32Array(0)
    this.#tail = this.#head = this.#wrapped = 0
  }

  /** The first of a key's places. */
  #firstOf (hash: number): number { return hash & (this.#places.length - WAYS) }

  #find (storageKey: Uint8Array, hash = hashOf(storageKey)): number | undefined {
    if (this.#places.length === 0) return undefined
    const first = this.#firstOf(hash)
    for (let place = first; place < first + WAYS; place++) {
      const at = (this.#places[place] as number) - 1
      if (at >= 0 && this.#heads[at / WORD_BYTES] === hash && this.#isOf(at, storageKey)) return place
    }
    return undefined
  }

  /** One of a key's places: free, or else of the record that came first. */
  #free (hash: number): number {
    const first = this.#firstOf(hash)
    let free = first
    let most = -1
    for (let place = first; place < first + WAYS; place++) {
      const age = this.#age(this.#places[place] as number)
      if (age <= most) continue
      most = age
      free = place
    }
    return free
  }

  /** The more, the longer ago it was put in; most for a free place. */
  #age (atAndOne: number): number {
    if (atAndOne === 0) return Infinity
    const at = atAndOne - 1
    return at < this.#head ? this.#head - at : this.#head + this.#bytes.length - at
  }

  #isOf (at: number, storageKey: Uint8Array): boolean {
    if (this.#heads[at / WORD_BYTES + 1] !== storageKey.length) return false
    const from = at + HEAD_WORDS * WORD_BYTES
    // The end first: keys of one partition and bucket begin alike.
    for (let i = storageKey.length - 1; i >= 0; i--) if (this.#bytes[from + i] !== storageKey[i]) return false
    return true
  }

  /** Where `needed` bytes are free, in one piece, after the oldest have gone. */
  #room (needed: number): number {
    if (this.#wrapped === 0 && this.#head + needed > this.#bytes.length) {
      this.#grow(this.#head + needed)
      if (this.#head + needed > this.#bytes.length) {
        this.#wrapped = this.#head
        this.#head = 0
      }
    }
    while (this.#wrapped > 0 && this.#head + needed > this.#tail) {
      if (this.#tail < this.#wrapped) this.#forgetOldest()
      else {
        // All that was older is gone: the log goes on behind what is new.
        this.#wrapped = 0
        this.#tail = 0
        return this.#room(needed)
      }
    }
    const at = this.#head
    this.#head += needed
    return at
  }

  #forgetOldest (): void {
    const first = this.#firstOf(this.#heads[this.#tail / WORD_BYTES] as number)
    for (let place = first; place < first + WAYS; place++) if (this.#places[place] === this.#tail + 1) this.#places[place] = 0
    this.#tail += this.#lengthAt(this.#tail)
  }

  /** Of the record there, with its head and what fills it up to whole words. */
  #lengthAt (at: number): number {
    const head = at / WORD_BYTES
    const length = HEAD_WORDS * WORD_BYTES + (this.#heads[head + 1] as number) + (this.#heads[head + 2] as number)
    return length + (WORD_BYTES - length % WORD_BYTES) % WORD_BYTES
  }

  /** To twice the memory, while it may be: a store with little data takes little. */
  #grow (bytes: number): void {
    let length = Math.min(this.#bytesMax, Math.max(FIRST_BYTES, this.#bytes.length))
    while (length < bytes && length < this.#bytesMax) length = Math.min(this.#bytesMax, 2 * length)
    if (length === this.#bytes.length) return
    const grown = new Uint8Array(length)
    grown.set(this.#bytes.subarray(0, this.#head))
    this.#bytes = grown
    this.#heads = new Int32Array(grown.buffer)
    this.#spread(length)
  }

  /** The records to the places of a table for so many bytes. */
  #spread (bytes: number): void {
    const before = this.#places
    this.#places = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(WAYS, bytes / this.#bytesPerPlace))))
    for (const atAndOne of before) if (atAndOne > 0) this.#places[this.#free(this.#heads[(atAndOne - 1) / WORD_BYTES] as number)] = atAndOne
  }
}

/** Of 32 bits. */
function hashOf (storageKey: Uint8Array): number {
  hash64(storageKey, words)
  return words[0] as number
}

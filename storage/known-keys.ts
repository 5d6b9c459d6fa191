/**
 * Which keys the store certainly has no record of, so that a new one need not be read for
 * (docs/adr/0020-new-keys-without-a-read.md).
 *
 * It is gathered anew from the keys on the disk after every opening, and takes in each key before its
 * batch is handed to the store. So whatever a failed write leaves behind, it never lacks a key that is
 * there; until it is whole, or when the keys are too many for it, it knows nothing and all are read.
 */
import { hash64 } from '../protocols/record/checksum.js'
import { PREFIX, prefixRange } from './keyspace.js'
import { KeyFilter } from './key-filter.js'
import type { Log } from './actor-leases.js'
import type { Store } from './store.js'

/** Memory for the filter: enough for some 5.5 million keys. */
export const KNOWN_KEYS_BYTES_MAX = 16 * 2 ** 20

const words = new Int32Array(2)

export interface KnownKeysComponents {
  readonly store: Store
  readonly log: Log
  /** Settles when every batch of records that is on its way now has. */
  readonly settled: () => Promise<void>
}

export interface KnownKeysInit {
  /** Of memory. */
  readonly bytesMax: number
}

export class KnownKeys {
  #filter: KeyFilter | undefined
  #whole = false
  #gathering: Promise<void> | undefined

  /** @param keys about how many there are */
  constructor (private readonly components: KnownKeysComponents, private readonly init: KnownKeysInit, private readonly keys: () => number) {}

  /** Whether there is certainly no record under a storage key, on the disk or on its way there. */
  lacks (storageKey: Uint8Array): boolean {
    if (!this.#whole || this.#filter === undefined || storageKey[0] !== PREFIX.record) return false
    hash64(storageKey, words)
    return !this.#filter.has(words[0] as number, words[1] as number)
  }

  /** A record under this storage key is about to be handed to the store. */
  add (storageKey: Uint8Array): void {
    const filter = this.#filter
    if (filter === undefined) return
    hash64(storageKey, words)
    if (filter.add(words[0] as number, words[1] as number)) return
    // Full, of keys that have been removed if the others would leave half of it free.
    this.#begin(2 * this.keys())
    // Its batch is only about to be on its way: the scan may miss it.
    this.#filter?.add(words[0] as number, words[1] as number)
  }

  /** Knows nothing any more. */
  forget (): void {
    this.#whole = false
    this.#filter = undefined
  }

  /** Begins to take in the keys on the disk, in the background. */
  gather (): void { this.#begin(this.keys()) }

  /** Settles when it no longer reads from the store. */
  async gathered (): Promise<void> { await this.#gathering }

  /** @param keys that there must be room for */
  #begin (keys: number): void {
    this.forget()
    if (!KeyFilter.fits(keys, this.init.bytesMax)) return
    const filter = new KeyFilter(this.init.bytesMax)
    this.#filter = filter
    this.#gathering = this.#gather(filter).catch((error: unknown) => {
      this.components.log.warn({ error }, 'could not list the keys that are stored: new ones are looked for on the disk')
      if (this.#filter === filter) this.forget()
    })
  }

  async #gather (filter: KeyFilter): Promise<void> {
    // The batch whose keys have filled the filter is only about to be handed to the store: `settled` must know of it.
    await Promise.resolve()
    // What is on its way now is then in the scan, what comes later has been taken in.
    await this.components.settled()
    for await (const { key } of this.components.store.scan({ ...prefixRange(PREFIX.record), keysOnly: true })) {
      if (this.#filter !== filter) return
      this.add(key)
    }
    if (this.#filter === filter) this.#whole = true
  }
}

import { metaStorageKey } from './keyspace.js'
import { openEnvelope, sealEnvelope } from './envelope.js'
import type { Durability, Store } from './store.js'

/** The small values that a peer keeps of itself. On disk: never rename one. */
export const META = { leases: 'leases', scrub: 'scrub', indexes: 'indexes' } as const
export type MetaName = typeof META[keyof typeof META]

/** Checksummed small values under fixed names. */
export class MetaStore {
  readonly #store: Store

  constructor ({ store }: { readonly store: Store }) {
    this.#store = store
  }

  /**
   * The value, or undefined when there is none.
   *
   * @throws CorruptRecordError when it does not match its checksum
   */
  async read (name: MetaName): Promise<Uint8Array | undefined> {
    const key = metaStorageKey(name)
    const sealed = await this.#store.get(key)
    return sealed === undefined ? undefined : openEnvelope(key, sealed)
  }

  /** @throws StoreFencedError as Store.batch does */
  async write (name: MetaName, value: Uint8Array, durability: Durability): Promise<void> {
    const key = metaStorageKey(name)
    await this.#store.batch([{ type: 'put', key, value: sealEnvelope(key, value) }], durability)
  }
}

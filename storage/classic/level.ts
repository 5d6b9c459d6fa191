import { ClassicLevel } from 'classic-level'
import { NotReadyError } from '../../protocols/errors.js'
import type { StoreOp } from '../store.js'

export interface LevelOptions {
  readonly cacheSize: number
  readonly writeBufferSize: number
  readonly maxOpenFiles: number
}

const READ_OPTIONS = { keyEncoding: 'view', valueEncoding: 'view', fillCache: true } as const

/**
 * LevelDB with keys and values of bytes, and nothing between it and those who call it often: `batch` of
 * abstract-level copies every operation three times for its hooks, events and sublevels, none of which a
 * store uses, and takes 25 us where the engine takes 4 (docs/adr/0005-durability-and-fencing.md). The
 * methods with an underscore are what abstract-level defines for engines and those that extend them.
 */
export class Level extends ClassicLevel<Uint8Array, Uint8Array> {
  declare private readonly _batch: (ops: readonly StoreOp[], options: { readonly sync: boolean }) => Promise<void>
  declare private readonly _getMany: (keys: readonly Uint8Array[], options: typeof READ_OPTIONS) => Promise<Array<Uint8Array | undefined>>

  constructor (location: string, options: LevelOptions) {
    super(location, { ...options, keyEncoding: 'view', valueEncoding: 'view' })
  }

  /** All of `ops` or none. */
  async writeOps (ops: readonly StoreOp[], sync: boolean): Promise<void> {
    this.#requireOpen()
    await this._batch(ops, { sync })
  }

  /** The values of `keys` in their order, from one snapshot. */
  async readMany (keys: readonly Uint8Array[]): Promise<Array<Uint8Array | undefined>> {
    this.#requireOpen()
    return await this._getMany(keys, READ_OPTIONS)
  }

  #requireOpen (): void {
    if (this.status !== 'open') throw new NotReadyError('the database is closed')
  }
}

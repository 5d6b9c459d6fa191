import { ClassicLevel } from 'classic-level'
import { NotReadyError } from '../../protocols/errors.js'
import type { StoreOp } from '../store.js'

export interface LevelOptions {
  readonly cacheSize: number
  readonly writeBufferSize: number
  readonly maxOpenFiles: number
}

/** What classic-level's chained batch does beneath its checks and hooks. */
interface NativeBatch {
  readonly _put: (key: Uint8Array, value: Uint8Array) => void
  readonly _del: (key: Uint8Array) => void
  readonly _clear: () => void
  readonly _write: (options: { readonly sync: boolean }) => Promise<void>
  readonly close: () => Promise<void>
}

/** The memory of a batch of this size is used again. */
const SPARE_BYTES_MAX = 2 ** 20
const READ_OPTIONS = { keyEncoding: 'view', valueEncoding: 'view', fillCache: true } as const

/**
 * LevelDB with keys and values of bytes, and nothing between it and those who call it often: `batch` of
 * abstract-level copies every operation three times for its hooks, events and sublevels, none of which a
 * store uses, and takes 25 us where the engine takes 4 (docs/adr/0005-durability-and-fencing.md). Of the
 * engine's own two ways the chained batch, kept and cleared, takes half the time of the other: no look-up of
 * properties, no memory that grows anew. The methods with an underscore are what abstract-level defines
 * for engines and those that extend them.
 */
export class Level extends ClassicLevel<Uint8Array, Uint8Array> {
  declare private readonly _chainedBatch: () => NativeBatch
  declare private readonly _getMany: (keys: readonly Uint8Array[], options: typeof READ_OPTIONS) => Promise<Array<Uint8Array | undefined>>

  /** The batch of an earlier write, while none is under way. */
  #spare: NativeBatch | undefined

  constructor (location: string, options: LevelOptions) {
    super(location, { ...options, keyEncoding: 'view', valueEncoding: 'view' })
  }

  /** All of `ops` or none. */
  async writeOps (ops: readonly StoreOp[], sync: boolean): Promise<void> {
    this.#requireOpen()
    const batch = this.#spare ?? this._chainedBatch()
    this.#spare = undefined
    batch._clear()
    let bytes = 0
    for (const op of ops) {
      bytes += op.key.length
      if (op.type === 'del') {
        batch._del(op.key)
        continue
      }
      bytes += op.value.length
      batch._put(op.key, op.value)
    }
    await batch._write({ sync })
    if (bytes > SPARE_BYTES_MAX) await batch.close()
    else this.#spare = batch
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

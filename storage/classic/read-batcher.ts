/** Reads that are asked for in one turn of the event loop go to LevelDB as one: one hop to a thread, not one each. */
import type { ClassicLevel } from 'classic-level'
import { CorruptRecordError } from '../../protocols/errors.js'
import { codeOf } from './directory.js'

export type Level = ClassicLevel<Uint8Array, Uint8Array>

interface Waiting {
  readonly key: Uint8Array
  readonly resolve: (value: Uint8Array | undefined) => void
  readonly reject: (error: unknown) => void
}

export class ReadBatcher {
  readonly #level: Level
  #waiting: Waiting[] = []

  constructor (level: Level) { this.#level = level }

  get (key: Uint8Array): Promise<Uint8Array | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | undefined>()
    this.#waiting.push({ key, resolve, reject })
    if (this.#waiting.length === 1) setImmediate(() => { void this.#flush() })
    return promise
  }

  async #flush (): Promise<void> {
    const batch = this.#waiting
    this.#waiting = []
    try {
      const values = await this.#level.getMany(batch.map(read => read.key))
      for (const [i, read] of batch.entries()) read.resolve(plain(values[i]))
    } catch (error) {
      // One unreadable block fails them all: ask again one by one, so that only its own reads fail.
      for (const read of batch) {
        if (batch.length === 1) read.reject(asReadError(error))
        else this.#level.get(read.key).then(value => { read.resolve(plain(value)) }, (own: unknown) => { read.reject(asReadError(own)) })
      }
    }
  }
}

/** Without the methods that Buffer changes: `slice` of what core sees must copy. */
export function plain<T extends Uint8Array | undefined> (value: T): T | Uint8Array {
  return value instanceof Buffer ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : value
}

export function asReadError (error: unknown): unknown {
  if (codeOf(error) !== 'LEVEL_CORRUPTION') return error
  return new CorruptRecordError('the database cannot read a block of one of its tables: scrub it, and let repair bring its records back', { cause: error })
}

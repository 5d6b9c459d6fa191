import { CorruptRecordError } from '../../../protocols/errors.js'
import { concatBytes } from '../../../protocols/record/bytes.js'
import { compareBytes } from '../../../storage/compare-bytes.js'
import { partitionRange } from '../../../storage/keyspace.js'
import { LocalRecord } from '../../../storage/local-record.js'
import type { Store } from '../../../storage/store.js'

/** Records of a partition that are looked at in one read of the store. */
const CHUNK_RECORDS_MAX = 128

export interface ScannedRecord {
  /** As recordKeyBytes. */
  readonly at: Uint8Array
  /** undefined: not held, read it again if it is needed. An error: it cannot be read. */
  readonly local: LocalRecord | CorruptRecordError | undefined
}

export interface PartitionCursorInit {
  readonly partition: number
  /** Exclusive; empty: from the start. */
  readonly after: Uint8Array
  /** As recordKeyBytes, from inclusive, to exclusive. */
  readonly range: { readonly from: Uint8Array, readonly to: Uint8Array | undefined }
  /** Which records are shown; called with each that can be read, and the key that it is stored under. */
  readonly keep: (storageKey: Uint8Array, record: LocalRecord) => boolean
  /** Larger records are not held, but read again when their turn comes; 0: only keys are. */
  readonly heldBytesMax: number
  /** Bytes of one read, about. */
  readonly chunkBytesMax: number
  /** What is held of one read, about; absent: all that may be. */
  readonly partBytesMax?: number
  /** Records of the first read; each further one takes twice as many, up to a limit. */
  readonly records: number
}

/** One partition's records in order, a few held in memory at a time. */
export class PartitionCursor {
  #held: ScannedRecord[] = []
  #index = 0
  #next: Uint8Array
  #ended = false
  #chunk: number
  /** Everything up to here, this included, has been looked at. */
  through: Uint8Array
  /** For CursorOrder: where its next key stands, and in which of its bases that is true. */
  rank = 0
  rankBasis = 0

  constructor (private readonly store: Store, private readonly init: PartitionCursorInit) {
    const { after, range } = init
    this.#next = compareBytes(after, range.from) < 0 ? range.from : concatBytes(after, Uint8Array.of(0))
    this.through = after
    this.#chunk = Math.min(init.records, CHUNK_RECORDS_MAX)
  }

  get head (): ScannedRecord | undefined { return this.#held[this.#index] }
  /** Nothing is held and nothing more is there. */
  get done (): boolean { return this.#ended && this.#index >= this.#held.length }

  advance (): void {
    this.#index++
    this.rankBasis = 0
  }

  /**
   * Reads the next records, when none are held.
   *
   * @returns how many were looked at
   */
  async fill (): Promise<number> {
    if (this.#ended || this.#index < this.#held.length) return 0
    this.rankBasis = 0
    this.#held = []
    this.#index = 0
    const header = partitionRange(this.init.partition)
    const start = header.gte.length
    const { to } = this.init.range
    const { chunkBytesMax, heldBytesMax, partBytesMax = chunkBytesMax } = this.init
    const limit = this.#chunk
    this.#chunk = Math.min(2 * limit, CHUNK_RECORDS_MAX)
    let seen = 0
    let bytes = 0
    let held = 0
    let isCut = false
    let last: Uint8Array | undefined
    const found: Found[] = []
    const range = { gte: concatBytes(header.gte, this.#next), lt: to === undefined ? header.lt : concatBytes(header.gte, to), limit, bytesAhead: chunkBytesMax }
    for await (const { key, value } of this.store.scan(range)) {
      seen++
      last = key
      // All that is read counts, held or not.
      bytes += key.length + value.length
      const local = this.#shown(key, value)
      if (local !== undefined) {
        found.push({ key, local })
        held += key.length + (value.length > heldBytesMax ? 0 : value.length)
      }
      isCut = bytes >= chunkBytesMax || held >= partBytesMax
      if (isCut) break
    }
    if (last !== undefined) this.through = last.slice(start)
    this.#held = heldBytesMax === 0 ? keysOf(found, start) : found.map(({ key, local }) => this.#hold(key.subarray(start), local))
    if (seen < limit && !isCut) this.#ended = true
    else this.#next = concatBytes(this.through, Uint8Array.of(0))
    return seen
  }

  /** undefined: it is not shown. */
  #shown (storageKey: Uint8Array, value: Uint8Array): Found['local'] | undefined {
    try {
      const local = LocalRecord.open(storageKey, value)
      return this.init.keep(storageKey, local) ? local : undefined
    } catch (error) {
      if (!(error instanceof CorruptRecordError)) throw error
      return error
    }
  }

  #hold (at: Uint8Array, local: Found['local']): ScannedRecord {
    return { at, local: local instanceof LocalRecord && local.encoded.length > this.init.heldBytesMax ? undefined : local }
  }
}

/** What one read finds that is shown. */
interface Found {
  readonly key: Uint8Array
  readonly local: LocalRecord | CorruptRecordError
}

/** Only the keys, in memory of their own: what the engine read is then free at once, not kept for a few bytes of each record. */
function keysOf (found: readonly Found[], start: number): ScannedRecord[] {
  const keys = new Uint8Array(found.reduce((sum, { key }) => sum + key.length - start, 0))
  let offset = 0
  return found.map(({ key, local }) => {
    const from = offset
    for (let index = start; index < key.length; index++) keys[offset++] = key[index] as number
    return { at: keys.subarray(from, offset), local: local instanceof CorruptRecordError ? local : undefined }
  })
}

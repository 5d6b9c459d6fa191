import { P2pkvError } from '../../../protocols/errors.js'
import { checkRecordKey } from '../../../protocols/record/key.js'
import { decodeCanonical, decodeRecord } from '../../../protocols/record/record-codec.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { IncomingRecord } from '../../../storage/record-store-types.js'

/** A record as it travels in pages. */
export interface EncodedRecord {
  readonly bucket: string
  readonly key: Uint8Array
  readonly record: Uint8Array
}

export interface MergedPage {
  /** Records that changed this store. */
  readonly changed: number
  /** Indexes of those that are not here now. */
  readonly refused: number[]
  /** Why the first of those was refused that are not only kept aside. */
  readonly failure?: P2pkvError
}

/** A piece is one batch of the store, and one turn of the event loop. */
export interface PieceLimits {
  readonly recordsMax: number
  /** At most so many bytes of records, but for one that is larger. */
  readonly bytesMax: number
}

/** What clients wait for comes in between. */
export const SMALL_PIECES: PieceLimits = { recordsMax: 128, bytesMax: 128 * 1024 }
/** While nobody waits: fewer batches, each with a write of every leaf that it changes. */
export const LARGE_PIECES: PieceLimits = { recordsMax: 512, bytesMax: 512 * 1024 }

/**
 * Merges a page of records that another replica sent, synced. Each piece of it is one batch, which joins a group
 * commit as a whole; what does not join plainly is merged by itself.
 *
 * @throws StoreFencedError
 */
export async function mergePage (records: Pick<RecordStore, 'mergeAll' | 'merge'>, page: readonly EncodedRecord[], limits: PieceLimits = SMALL_PIECES): Promise<MergedPage> {
  let changed = 0
  let failure: P2pkvError | undefined
  const refused: number[] = []
  const failed = (error: unknown, ...indexes: number[]): void => {
    if (!(error instanceof P2pkvError)) throw error
    failure ??= error
    refused.push(...indexes)
  }
  const committed: Array<Promise<void>> = []
  for (const piece of pieces(page, limits)) {
    const incoming: IncomingRecord[] = []
    const indexes: number[] = []
    for (const index of piece) {
      const { bucket, key, record } = page[index] as EncodedRecord
      try {
        checkRecordKey({ bucket, key })
        const canonical = decodeCanonical(record)
        incoming.push({ key: { bucket, key }, record: canonical ?? decodeRecord(record), encoded: canonical && record })
        indexes.push(index)
      } catch (error) { failed(error, index) }
    }
    try {
      const merged = await records.mergeAll(incoming, 'synced')
      const taken = indexes.filter((_, at) => !merged.left.includes(at))
      committed.push(merged.committed.then(() => { changed += merged.changed }, (error: unknown) => { failed(error, ...taken) }))
      for (const at of merged.left) {
        const { key, record } = incoming[at] as IncomingRecord
        const index = indexes[at] as number
        try {
          const one = await records.merge(key, record, 'synced')
          await one.committed
          if (one.quarantined) refused.push(index)
          else if (one.changed) changed++
        } catch (error) { failed(error, index) }
      }
    } catch (error) { failed(error, ...indexes) }
  }
  await Promise.all(committed)
  return { changed, refused: refused.sort((a, b) => a - b), ...(failure === undefined ? {} : { failure }) }
}

/** Indexes of the page, in pieces that are not too large. */
function pieces (page: readonly EncodedRecord[], { recordsMax, bytesMax }: PieceLimits): number[][] {
  const found: number[][] = []
  let piece: number[] = []
  let bytes = 0
  for (const [index, { record }] of page.entries()) {
    if (piece.length > 0 && (piece.length >= recordsMax || bytes + record.length > bytesMax)) {
      found.push(piece)
      piece = []
      bytes = 0
    }
    piece.push(index)
    bytes += record.length
  }
  if (piece.length > 0) found.push(piece)
  return found
}

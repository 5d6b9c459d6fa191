import { P2pkvError } from '../../../protocols/errors.js'
import { checkRecordKey } from '../../../protocols/record/key.js'
import { decodeRecord } from '../../../protocols/record/record-codec.js'
import type { KvRecord, RecordKey } from '../../../protocols/record/record.js'
import type { RecordStore } from '../../../storage/record-store.js'

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

/** One batch of the store, and one turn of the event loop: what clients wait for comes in between. */
export const PIECE_RECORDS_MAX = 128
export const PIECE_BYTES_MAX = 128 * 1024

/**
 * Merges a page of records that another replica sent, synced. Each piece of it is one batch, which joins a group
 * commit as a whole; what does not join plainly is merged by itself.
 *
 * @throws StoreFencedError
 */
export async function mergePage (records: Pick<RecordStore, 'mergeAll' | 'merge'>, page: readonly EncodedRecord[]): Promise<MergedPage> {
  let changed = 0
  let failure: P2pkvError | undefined
  const refused: number[] = []
  const failed = (error: unknown, ...indexes: number[]): void => {
    if (!(error instanceof P2pkvError)) throw error
    failure ??= error
    refused.push(...indexes)
  }
  const committed: Array<Promise<void>> = []
  for (const piece of pieces(page)) {
    const incoming: Array<{ readonly key: RecordKey, readonly record: KvRecord }> = []
    const indexes: number[] = []
    for (const index of piece) {
      const { bucket, key, record } = page[index] as EncodedRecord
      try {
        checkRecordKey({ bucket, key })
        incoming.push({ key: { bucket, key }, record: decodeRecord(record) })
        indexes.push(index)
      } catch (error) { failed(error, index) }
    }
    try {
      const merged = await records.mergeAll(incoming, 'synced')
      const taken = indexes.filter((_, at) => !merged.left.includes(at))
      committed.push(merged.committed.then(() => { changed += merged.changed }, (error: unknown) => { failed(error, ...taken) }))
      for (const at of merged.left) {
        const { key, record } = incoming[at] as typeof incoming[number]
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
function pieces (page: readonly EncodedRecord[]): number[][] {
  const found: number[][] = []
  let piece: number[] = []
  let bytes = 0
  for (const [index, { record }] of page.entries()) {
    if (piece.length > 0 && (piece.length >= PIECE_RECORDS_MAX || bytes + record.length > PIECE_BYTES_MAX)) {
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

import { commonLength, compareBytes } from '../../../storage/compare-bytes.js'
import type { PartitionCursor } from './partition-cursor.js'

/** So many bytes are a whole number that a double holds. */
const RANK_BYTES = 6

/**
 * The order of cursors by their next key. Keys of one bucket often begin alike, and a merge of many partitions
 * compares each ten times: what all keys that are held have in common is compared once, and the bytes that
 * follow it are one number, made once for each key.
 */
export class CursorOrder {
  /** No key that is held, or comes, is less. */
  #least: Uint8Array = new Uint8Array(0)
  #shared = 0
  /** Grows when ranks made before cannot be compared with new ones. */
  #basis = 0

  /** Call before merging goes on. @param cursors all of them, the least first */
  begin (cursors: readonly PartitionCursor[]): void {
    const [first] = cursors
    if (first === undefined) return
    this.#least = frontier(first)
    this.#shared = this.#least.length
    this.#basis++
    for (const cursor of cursors) this.include(cursor)
  }

  /** Call when a cursor has read. */
  include ({ through }: PartitionCursor): void {
    // What lies between two keys begins with what these have in common.
    const shared = Math.min(this.#shared, commonLength(this.#least, through))
    if (shared === this.#shared) return
    this.#shared = shared
    this.#basis++
  }

  compare (a: PartitionCursor, b: PartitionCursor): number {
    return this.#rank(a) - this.#rank(b) || compareBytes(frontier(a), frontier(b), this.#shared)
  }

  /** Where keys end, zeros: of two that differ only there the bytes decide. */
  #rank (cursor: PartitionCursor): number {
    if (cursor.rankBasis === this.#basis) return cursor.rank
    const bytes = frontier(cursor)
    let rank = 0
    for (let index = this.#shared; index < this.#shared + RANK_BYTES; index++) rank = rank * 256 + (index < bytes.length ? bytes[index] as number : 0)
    cursor.rank = rank
    cursor.rankBasis = this.#basis
    return rank
  }
}

/** The next key, or what was looked at last. */
function frontier ({ head, through }: PartitionCursor): Uint8Array { return head?.at ?? through }

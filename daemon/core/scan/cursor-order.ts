import { commonLength, compareBytes } from '../../../storage/compare-bytes.js'
import type { PartitionCursor } from './partition-cursor.js'

/**
 * The order of cursors by their next key. Keys of one bucket often begin alike, and a merge of many partitions
 * compares each ten times: what all keys that are held have in common is compared once.
 */
export class CursorOrder {
  /** No key that is held, or comes, is less. */
  #least: Uint8Array = new Uint8Array(0)
  #shared = 0

  /** Call before merging goes on. @param cursors all of them, the least first */
  begin (cursors: readonly PartitionCursor[]): void {
    const [first] = cursors
    if (first === undefined) return
    this.#least = frontier(first)
    this.#shared = this.#least.length
    for (const cursor of cursors) this.include(cursor)
  }

  /** Call when a cursor has read. */
  include ({ through }: PartitionCursor): void {
    // What lies between two keys begins with what these have in common.
    this.#shared = Math.min(this.#shared, commonLength(this.#least, through))
  }

  compare (a: PartitionCursor, b: PartitionCursor): number {
    return compareBytes(frontier(a), frontier(b), this.#shared)
  }
}

/** The next key, or what was looked at last. */
function frontier ({ head, through }: PartitionCursor): Uint8Array { return head?.at ?? through }

/** The golden ratio. Whatever part of the messages a peer gets, every second one say, their beginnings come to lie close to each other. */
const STEP = (Math.sqrt(5) - 1) / 2

/**
 * Chooses what one message takes of a list that may be too long for it. A digest tells only in which parts two tables
 * differ: were it always the first of these, a peer that knows them would never get what comes after them.
 */
export class Turns {
  #at = 0

  /** All in their order, or as many as `bytesMax` allows from another place each time, at least one. */
  take<T> (items: readonly T[], bytesOf: (item: T) => number, bytesMax: number): readonly T[] {
    if (items.reduce((sum, item) => sum + bytesOf(item), 0) <= bytesMax) return items
    this.#at = (this.#at + STEP) % 1
    const first = Math.floor(this.#at * items.length)
    const turned = [...items.slice(first), ...items.slice(0, first)]
    let bytes = 0
    const end = turned.findIndex((item, index) => (bytes += bytesOf(item)) > bytesMax && index > 0)
    return end === -1 ? turned : turned.slice(0, end)
  }
}

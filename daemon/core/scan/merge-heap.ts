/** The least of several ordered streams, again and again: a binary heap. */
export class MergeHeap<T> {
  readonly #items: T[] = []

  constructor (private readonly compare: (a: T, b: T) => number) {}

  get least (): T | undefined { return this.#items[0] }
  /** The least first, the others in no order. */
  get items (): readonly T[] { return this.#items }

  push (item: T): void {
    this.#items.push(item)
    this.#rise(item, this.#items.length - 1)
  }

  pop (): T | undefined {
    const items = this.#items
    const least = items[0]
    const last = items.pop()
    if (items.length > 0 && last !== undefined) {
      items[0] = last
      this.sink()
    }
    return least
  }

  /**
   * Call when the least item now sorts later than before. First down to the end along the lesser children, then up
   * again: of many streams the next item of one is nearly always among the last, which makes one comparison a level
   * instead of two (bottom-up heapsort: Wegener, 1993).
   */
  sink (): void {
    const items = this.#items
    const item = items[0]
    if (item === undefined) return
    const { length } = items
    let index = 0
    for (let below = 1; below < length; below = 2 * index + 1) {
      if (below + 1 < length && this.compare(items[below + 1] as T, items[below] as T) < 0) below++
      items[index] = items[below] as T
      index = below
    }
    this.#rise(item, index)
  }

  /** Puts `item` where it belongs between `from`, which is free, and the top. */
  #rise (item: T, from: number): void {
    const items = this.#items
    let index = from
    while (index > 0) {
      const above = (index - 1) >> 1
      const parent = items[above] as T
      if (this.compare(parent, item) <= 0) break
      items[index] = parent
      index = above
    }
    items[index] = item
  }
}

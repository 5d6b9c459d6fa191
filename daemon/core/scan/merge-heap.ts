/** The least of several ordered streams, again and again: a binary heap. */
export class MergeHeap<T> {
  readonly #items: T[] = []

  constructor (private readonly compare: (a: T, b: T) => number) {}

  get least (): T | undefined { return this.#items[0] }

  push (item: T): void {
    const items = this.#items
    let index = items.length
    items.push(item)
    while (index > 0) {
      const above = (index - 1) >> 1
      const parent = items[above] as T
      if (this.compare(parent, item) <= 0) break
      items[index] = parent
      index = above
    }
    items[index] = item
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

  /** Call when the least item now sorts later than before. */
  sink (): void {
    const items = this.#items
    const item = items[0]
    if (item === undefined) return
    let index = 0
    for (;;) {
      let below = 2 * index + 1
      if (below >= items.length) break
      if (below + 1 < items.length && this.compare(items[below + 1] as T, items[below] as T) < 0) below++
      const child = items[below] as T
      if (this.compare(item, child) <= 0) break
      items[index] = child
      index = below
    }
    items[index] = item
  }
}

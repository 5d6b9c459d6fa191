import { NotReadyError } from '../protocols/errors.js'
import { compareBytes } from './compare-bytes.js'
import type { Durability, OpeningReport, ScanRange, Store, StoreEntry, StoreHealth, StoreOp } from './store.js'

/**
 * A store that lives as long as its process: for tests, simulation and daemons that keep nothing.
 *
 * One array in key order. An entry is replaced, never changed, so that a scan's slice of the array
 * is its snapshot. An insertion moves what lies behind it: fine up to some 100,000 entries.
 */
export class MemoryStore implements Store {
  readonly opening: OpeningReport = { clean: true, lostBatches: false }
  readonly #entries: StoreEntry[] = []
  readonly #listeners: Array<(health: StoreHealth) => void> = []
  #closed = false

  async get (key: Uint8Array): Promise<Uint8Array | undefined> {
    this.#requireOpen()
    const entry = this.#entries[this.#indexOf(key)]
    return entry !== undefined && compareBytes(entry.key, key) === 0 ? entry.value : undefined
  }

  async * scan (range: ScanRange): AsyncGenerator<StoreEntry> {
    this.#requireOpen()
    const first = this.#indexOf(range.gte)
    const end = Math.min(this.#indexOf(range.lt), first + (range.limit ?? Infinity))
    for (const entry of this.#entries.slice(first, end)) {
      this.#requireOpen()
      yield entry
    }
  }

  /** Applied at once, and before the call returns: durability has no meaning here. */
  async batch (ops: readonly StoreOp[], _durability: Durability): Promise<void> {
    this.#requireOpen()
    for (const op of ops) {
      const index = this.#indexOf(op.key)
      const found = this.#entries[index]
      const exists = found !== undefined && compareBytes(found.key, op.key) === 0
      if (op.type === 'del') {
        if (exists) this.#entries.splice(index, 1)
        continue
      }
      // Copies: the caller may use its buffers again.
      const entry = { key: new Uint8Array(op.key), value: new Uint8Array(op.value) }
      this.#entries.splice(index, exists ? 1 : 0, entry)
    }
  }

  health (): StoreHealth {
    return this.#closed ? { state: 'closed', reason: 'closed by its owner' } : { state: 'open' }
  }

  onStateChange (fn: (health: StoreHealth) => void): void {
    this.#listeners.push(fn)
  }

  async close (): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    for (const listener of this.#listeners) listener(this.health())
  }

  /** The index of the first entry whose key is `key` or after it. */
  #indexOf (key: Uint8Array): number {
    let low = 0
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const entry = this.#entries[middle]
      if (entry !== undefined && compareBytes(entry.key, key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #requireOpen (): void {
    if (this.#closed) throw new NotReadyError('the store is closed')
  }
}

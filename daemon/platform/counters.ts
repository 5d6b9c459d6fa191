import type { Meter } from '../core/env.js'

/** Counts kept in memory, by name and labels; observations keep their number and sum. */
export class Counters implements Meter {
  readonly #values = new Map<string, number>()

  count (name: string, by = 1, labels: Readonly<Record<string, string>> = {}): void {
    const key = keyOf(name, labels)
    this.#values.set(key, (this.#values.get(key) ?? 0) + by)
  }

  observe (name: string, value: number, labels: Readonly<Record<string, string>> = {}): void {
    this.count(`${name}_count`, 1, labels)
    this.count(`${name}_sum`, value, labels)
  }

  /** Ascending by name. */
  snapshot (): Record<string, number> {
    return Object.fromEntries([...this.#values].sort(([a], [b]) => a < b ? -1 : 1))
  }
}

function keyOf (name: string, labels: Readonly<Record<string, string>>): string {
  const entries = Object.entries(labels)
  return entries.length === 0 ? name : `${name}{${entries.map(([key, value]) => `${key}=${value}`).join(',')}}`
}

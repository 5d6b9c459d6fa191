/** How often what happened: what a run is worth is what befell it. By name; added up over runs. */
export class Tally {
  readonly #counts = new Map<string, number>()

  add (name: string, by = 1): void { this.#counts.set(name, (this.#counts.get(name) ?? 0) + by) }

  addAll (other: Iterable<readonly [string, number]>): void { for (const [name, by] of other) this.add(name, by) }

  /** Ascending by name. */
  entries (): Array<readonly [string, number]> { return [...this.#counts].sort(([a], [b]) => a < b ? -1 : 1) }
}

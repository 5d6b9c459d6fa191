interface Key<T> { flying: number, next: Promise<T> | undefined, start: (() => void) | undefined }

/**
 * Runs few of the same work at a time. Whoever comes when `flightsMax` are under way waits, with all
 * others who do, for one that begins after: never for one that began before, which may not know of
 * what was acknowledged since.
 */
export class SingleFlight<T> {
  readonly #keys = new Map<string, Key<T>>()

  constructor (private readonly flightsMax: number) {}

  get size (): number { return this.#keys.size }

  /** Resolves to what a `fly` that began after this call resolves to. */
  run (id: string, fly: () => Promise<T>): Promise<T> {
    let key = this.#keys.get(id)
    if (key === undefined) this.#keys.set(id, key = { flying: 0, next: undefined, start: undefined })
    if (key.flying < this.flightsMax) return this.#fly(id, key, fly)
    const full = key
    key.next ??= new Promise<T>((resolve, reject) => {
      full.start = () => {
        full.next = undefined
        full.start = undefined
        this.#fly(id, full, fly).then(resolve, reject)
      }
    })
    return key.next
  }

  async #fly (id: string, key: Key<T>, fly: () => Promise<T>): Promise<T> {
    key.flying++
    try {
      return await fly()
    } finally {
      key.flying--
      if (key.start !== undefined) key.start()
      else if (key.flying === 0) this.#keys.delete(id)
    }
  }
}

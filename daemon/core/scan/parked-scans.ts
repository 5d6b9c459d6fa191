import type { Clock, Timer } from '../env.js'

export interface ParkedScansInit {
  readonly parkedMax: number
  readonly parkedMsMax: number
}

/**
 * What scans have read ahead between two pages. Only a saving: a page whose scan is not here any more is read
 * anew from its cursor. Bounded in number and time, the oldest goes first.
 */
export class ParkedScans<T> {
  readonly #parked = new Map<string, { readonly scan: T, readonly timer: Timer }>()

  constructor (private readonly components: { readonly clock: Clock }, private readonly init: ParkedScansInit) {}

  get size (): number { return this.#parked.size }

  /** Takes it out: two pages of one scan at a time do not share it. */
  take (id: string): T | undefined {
    const parked = this.#parked.get(id)
    parked?.timer.cancel()
    this.#parked.delete(id)
    return parked?.scan
  }

  park (id: string, scan: T): void {
    if (id === '') return
    this.take(id)
    for (const oldest of this.#parked.keys()) {
      if (this.#parked.size < this.init.parkedMax) break
      this.take(oldest)
    }
    const timer = this.components.clock.after(this.init.parkedMsMax, () => { this.#parked.delete(id) })
    this.#parked.set(id, { scan, timer })
  }
}

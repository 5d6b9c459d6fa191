import type { ViewId } from '../../../protocols/replicate/replicate.js'
import type { Clock } from '../env.js'
import { isNewer } from '../ring/is-newer.js'
import type { Placement, WriteTicket } from '../ring/placement.js'

/** What coordinators know of ring views: what LiveViews offers them. */
export interface Views {
  /** undefined: this peer is in no ring yet. */
  readonly placement: () => Placement | undefined
  readonly beginWrite: () => WriteTicket | undefined
  /** Calls `fn` when `placement` changes. */
  readonly onChange: (fn: () => void) => void
}

/** Waits for views that answers spoke of to be fetched; membership fetches them as soon as it hears of them. */
export class ViewCatchUp {
  readonly #waiting = new Set<() => void>()

  constructor (private readonly components: { readonly clock: Clock, readonly views: Views, readonly isBehind: (view: ViewId | undefined) => boolean }) {
    components.views.onChange(() => { for (const check of [...this.#waiting]) check() })
  }

  /** Whether this peer has still to fetch `view`. */
  isBehind (view: ViewId | undefined): boolean { return this.components.isBehind(view) }

  /** The newer of `known` and what one more answer speaks of, as far as this peer has still to fetch it: whoever follows that one has all. */
  newer (known: ViewId | undefined, view: ViewId | undefined): ViewId | undefined {
    return view === undefined || !this.isBehind(view) || (known !== undefined && !isNewer(view, known)) ? known : view
  }

  /** Resolves to whether this peer has fetched `view`, or a newer one, before `deadline`. */
  async catchUp (view: ViewId, deadline: number): Promise<boolean> {
    const { clock } = this.components
    if (!this.isBehind(view)) return true
    return await new Promise(resolve => {
      const end = (caughtUp: boolean): void => {
        this.#waiting.delete(check)
        timer.cancel()
        resolve(caughtUp)
      }
      const check = (): void => { if (!this.isBehind(view)) end(true) }
      const timer = clock.after(Math.max(0, deadline - clock.monotonic()), () => { end(false) })
      this.#waiting.add(check)
    })
  }
}

import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Timer } from '../env.js'
import type { CoordinatorComponents } from './components.js'
import type { RequestKind } from './peer-health.js'

export interface HedgeInit {
  readonly peer: NodeId
  readonly kind: RequestKind
  /** Not before this, however quick the peer is otherwise; milliseconds. */
  readonly msMin: number
  /** Whether nobody waits for more answers. */
  readonly isOver: () => boolean
  /** Asks another. @returns false when there is nobody to be asked */
  readonly more: () => boolean
  /** The peer is silent, whether or not another was asked before. Absent: `more`, if none was. */
  readonly silent?: () => void
}

/** For what is not hedged. */
export const NO_TIMER: Timer = { cancel: () => {} }

/** Asks another when a peer is slower than it is 19 times of 20, within the budget; without, when it says nothing at all. */
export class Hedge implements Timer {
  #timer: Timer

  constructor ({ clock, health, hedges }: CoordinatorComponents, { peer, kind, msMin, isOver, more, silent }: HedgeInit) {
    hedges.request()
    this.#timer = clock.after(Math.max(msMin, health.slowMs(peer, kind)), () => {
      if (isOver()) return
      // All primaries may have been asked: a stand-in is once this one is silent.
      const isAsked = hedges.hasOne && more()
      if (isAsked) hedges.take()
      if (!isAsked || silent !== undefined) this.#timer = health.whenAvoided(peer, () => { if (!isOver()) (silent ?? more)() })
    })
  }

  cancel (): void { this.#timer.cancel() }
}

import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Clock, Logger } from '../env.js'

export interface RemovalNoticeComponents {
  readonly clock: Clock
  readonly log: Logger
  readonly self: NodeId
  readonly history: { readonly removedAtMs: (peer: NodeId) => number | undefined }
  /** This peer was in the ring with the store that it has, and did not leave by itself. */
  readonly isRemoved: () => boolean
}

/** Says once in a run that this peer was taken out of the ring, what becomes of its data, and what an operator is to do. */
export class RemovalNotice {
  #told = false

  /** @param init offerMsMax: for so long after its removal the data of a peer is given to the owners */
  constructor (private readonly components: RemovalNoticeComponents, private readonly init: { readonly offerMsMax: number }) {}

  /** Call when the ring may have changed. */
  look (): void {
    const { clock, log, self, history, isRemoved } = this.components
    if (!isRemoved()) {
      this.#told = false
      return
    }
    const removedAtMs = history.removedAtMs(self)
    if (this.#told || removedAtMs === undefined) return
    this.#told = true
    const since = { removedForMs: Math.max(0, Math.round(clock.realtime() - removedAtMs)) }
    if (since.removedForMs < this.init.offerMsMax) {
      log.error(since, 'this peer was taken out of the ring and serves nothing. It gives its data to the owners (p2pkv transfers); then it can join again as a new peer: p2pkv join, with a ticket and an empty data directory')
    } else {
      log.error(since, 'this peer was taken out of the ring long ago and serves nothing. What it holds may have been deleted since, and is not given to anybody: put its data directory aside; it can join again as a new peer: p2pkv join, with a ticket and an empty one')
    }
  }
}

import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Clock, Logger, Prng } from '../env.js'
import type { RingChange } from '../ring/next-view.js'
import { Worker } from '../worker.js'

export interface EvictorComponents {
  readonly clock: Clock
  readonly prng: Prng
  readonly log: Logger
  readonly self: NodeId
  /** Of the newest view, ascending. */
  readonly members: () => readonly NodeId[]
  readonly isBarred: (peer: NodeId) => boolean
  readonly isAlive: (peer: NodeId) => boolean
  readonly request: (change: RingChange) => void
}

const LOOK_MS = 1_000

/**
 * Takes members that have lost their rights out of the ring, whatever they hold: nobody speaks with them any more, so
 * that their copies are lost already.
 */
export class Evictor {
  readonly worker: Worker

  constructor (private readonly components: EvictorComponents) {
    this.worker = new Worker(components, { name: 'evict', intervalMs: LOOK_MS }, async () => { this.look() })
  }

  look (): void {
    const { members, isBarred, isAlive, self, log, request } = this.components
    const barred = members().filter(peer => peer !== self && isBarred(peer))
    if (barred.length === 0) return
    // One of those that are well does it: two at once would make two views of one epoch.
    if (members().find(peer => peer === self || (isAlive(peer) && !isBarred(peer))) !== self) return
    log.warn({ barred }, 'members that have lost their rights are taken out of the ring')
    for (const peer of barred) request({ remove: peer })
  }
}

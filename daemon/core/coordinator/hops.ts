import { P2pkvError } from '../../../protocols/errors.js'
import { HOP_KIND, HOP_PENDING, type Explanation, type Hop } from '../../../protocols/get/get.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { toStatus } from '../../../protocols/rpc/status.js'
import type { Clock } from '../env.js'

/** A request that goes on and on is not told in full. */
const HOPS_MAX = 64

/** Who was asked what for one request, and how long each took: what `--explain` shows. Otherwise nothing is kept. */
export class Hops {
  readonly #hops: Hop[] = []
  readonly #startMs: number

  constructor (private readonly clock: Clock, private readonly isWanted: boolean) { this.#startMs = clock.monotonic() }

  /** The same promise, timed. */
  time<T> (peer: NodeId, kind: keyof typeof HOP_KIND, promise: Promise<T>): Promise<T> {
    if (!this.isWanted || this.#hops.length === HOPS_MAX) return promise
    const startMs = this.clock.monotonic()
    const hop: Hop = { peer, kind: HOP_KIND[kind], startUs: microseconds(startMs - this.#startMs), elapsedUs: 0, status: HOP_PENDING }
    this.#hops.push(hop)
    const end = (status: number): void => {
      hop.status = status
      hop.elapsedUs = microseconds(this.clock.monotonic() - startMs)
    }
    promise.then(() => { end(0) }, (error: unknown) => { end(toStatus(error instanceof P2pkvError ? error : undefined).status) })
    return promise
  }

  /** @param inner what the peer that it was handed to did */
  explanation (inner?: Explanation): Explanation {
    return { hops: [...this.#hops.map(hop => ({ ...hop })), ...inner?.hops ?? []].slice(0, HOPS_MAX) }
  }
}

function microseconds (ms: number): number { return Math.max(0, Math.round(ms * 1000)) }

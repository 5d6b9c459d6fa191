import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Clock, Env } from '../env.js'

export interface TurnBatchesComponents {
  readonly clock: Clock
  readonly soon?: Env['soon']
}

export interface TurnBatchesInit<Q, A> {
  /** Of one request. */
  readonly itemsMax: number
  /** Of one request, of what `ask` was told of its items; one that is alone may have more. */
  readonly bytesMax: number
  /** Sends one request for all. @returns gives what came of the item with that index, or throws it */
  readonly send: (peer: NodeId, items: readonly Q[], deadline: number) => Promise<(index: number) => A>
}

/** What one peer is asked for together. */
interface Batch<Q, A> {
  readonly peer: NodeId
  /** How long they wait, as a power of two. */
  readonly waits: number
  /** Of the one that waits longest. */
  deadline: number
  bytes: number
  readonly items: Q[]
  readonly waiting: Array<{ readonly resolve: (answer: A) => void, readonly reject: (error: unknown) => void }>
}

/**
 * Makes one request of what a peer is asked for in one turn, since what a small request costs is that it is one. Those that wait
 * about as long share it, so that none of them ends much later than its own deadline says.
 */
export class TurnBatches<Q, A> {
  #open: Array<Batch<Q, A>> = []

  constructor (private readonly components: TurnBatchesComponents, private readonly init: TurnBatchesInit<Q, A>) {}

  /** @throws whatever became of the request, or of this item */
  ask (peer: NodeId, item: Q, deadline: number, bytes = 0): Promise<A> {
    return new Promise((resolve, reject) => {
      const batch = this.#batchOf(peer, deadline, bytes)
      batch.deadline = Math.max(batch.deadline, deadline)
      batch.bytes += bytes
      batch.items.push(item)
      if (batch.waiting.push({ resolve, reject }) === this.init.itemsMax) this.#close(batch)
    })
  }

  #batchOf (peer: NodeId, deadline: number, bytes: number): Batch<Q, A> {
    const waits = 32 - Math.clz32(Math.max(1, deadline - this.components.clock.monotonic()))
    for (const batch of this.#open) {
      if (batch.peer !== peer || batch.waits !== waits) continue
      if (batch.bytes + bytes <= this.init.bytesMax) return batch
      this.#close(batch)
      break
    }
    const batch: Batch<Q, A> = { peer, waits, deadline, bytes: 0, items: [], waiting: [] }
    if (this.#open.length === 0) (this.components.soon ?? whenSettled)(() => { this.#sendAll() })
    this.#open.push(batch)
    return batch
  }

  #close (batch: Batch<Q, A>): void {
    this.#open = this.#open.filter(other => other !== batch)
    this.#send(batch)
  }

  #sendAll (): void {
    const batches = this.#open
    this.#open = []
    for (const batch of batches) this.#send(batch)
  }

  #send ({ peer, items, waiting, deadline }: Batch<Q, A>): void {
    this.init.send(peer, items, deadline).then(answerOf => {
      waiting.forEach(({ resolve, reject }, index) => {
        try {
          resolve(answerOf(index))
        } catch (error) {
          reject(error)
        }
      })
    }, (error: unknown) => {
      for (const { reject } of waiting) reject(error)
    })
  }
}

/** What arrives together is begun in one go, and so is what goes on when the same thing has settled for each: all of that is in line before this. */
function whenSettled (fn: () => void): void { void Promise.resolve().then(fn) }

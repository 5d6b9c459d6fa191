/**
 * Group commit: one writer loop puts what has been submitted meanwhile into one write, so that many
 * callers share one fsync. A lone write goes at the end of its turn of the event loop; while a group is being written the next gathers.
 */
import { OverloadedError, StoreFencedError, type P2pkvError } from '../../protocols/errors.js'
import { turn } from './read-batcher.js'
import type { Durability, StoreOp } from '../store.js'

export interface GroupWriterLimits {
  /** A group takes batches until it has this many operations … */
  readonly groupOpsMax: number
  /** … or this many bytes of keys and values. A larger batch is a group of its own. */
  readonly groupBytesMax: number
  /** What may wait. Beyond it a batch is refused, unless nothing waits. */
  readonly queueOpsMax: number
  readonly queueBytesMax: number
}

export const GROUP_WRITER_LIMITS: GroupWriterLimits = {
  groupOpsMax: 256,
  groupBytesMax: 2 ** 20,
  queueOpsMax: 16_384,
  queueBytesMax: 64 * 2 ** 20,
}

const RETRY_AFTER_MS = 50
/** So many batches are written without waiting for the end of the turn: others go on being made meanwhile. */
const EAGER_BATCHES = 32

export interface GroupWriterComponents {
  /** Writes all of `ops` or fails; called again only after it has settled. */
  readonly write: (ops: StoreOp[], durability: Durability) => Promise<void>
  /** Settles when what is likely to submit more soon has done so: reads under way, since most writes follow one. Undefined when there is none. */
  readonly moreSoon?: () => Promise<void> | undefined
  /** A group failed; the writer is stopped, and the callers of the group learn of it after this. */
  readonly onFailure: (error: unknown) => void
}

/** Something that must be done before a batch is written, beside others. */
export interface Preparation {
  /** What it holds in memory, on top of the operations. */
  readonly bytes: number
  /** Called once, unless the batch is refused. When it fails, so does the batch's group. */
  readonly write: () => Promise<void>
}

interface Waiting {
  readonly ops: readonly StoreOp[]
  readonly prepared: Promise<void> | undefined
  /** Of the operations. */
  readonly bytes: number
  /** Of its preparation: these are there until it is written. */
  readonly bytesHeld: number
  readonly durability: Durability
  readonly resolve: () => void
  readonly reject: (error: P2pkvError) => void
}

export class GroupWriter {
  readonly #components: GroupWriterComponents
  readonly #limits: GroupWriterLimits
  #queue: Waiting[] = []
  #queueOps = 0
  #queueBytes = 0
  #stopped: (() => P2pkvError) | undefined
  #loop: Promise<void> | undefined
  /** Ends the wait for the end of the turn. */
  #wake: (() => void) | undefined

  constructor (components: GroupWriterComponents, limits: GroupWriterLimits) {
    this.#components = components
    this.#limits = limits
  }

  /**
   * Queues a batch; its buffers must not change until it settles.
   *
   * @param onRefused called before it returns when the batch is refused
   * @throws OverloadedError when the queue is full
   * @throws what `stop` was given; StoreFencedError `outcome: 'unknown'` when its group failed
   */
  submit (ops: readonly StoreOp[], durability: Durability, preparation?: Preparation, onRefused?: () => void): Promise<void> {
    let bytes = 0
    for (const op of ops) bytes += op.key.length + (op.type === 'put' ? op.value.length : 0)
    const bytesHeld = preparation?.bytes ?? 0
    const refusal = this.#refusal(ops.length, bytes + bytesHeld)
    if (refusal !== undefined) {
      onRefused?.()
      return Promise.reject(refusal)
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const prepared = preparation?.write()
    // Its group hears of it, unless it is refused first.
    prepared?.catch(() => {})
    this.#queue.push({ ops, prepared, bytes, bytesHeld, durability, resolve, reject })
    this.#queueOps += ops.length
    this.#queueBytes += bytes + bytesHeld
    if (this.#queue.length >= EAGER_BATCHES) this.#wake?.()
    this.#loop ??= this.#run().finally(() => { this.#loop = undefined })
    return promise
  }

  #refusal (ops: number, bytes: number): P2pkvError | undefined {
    if (this.#stopped !== undefined) return this.#stopped()
    if (this.#queue.length === 0 || ops === 0) return undefined
    if (this.#queueOps + ops > this.#limits.queueOpsMax) return new OverloadedError('queueOpsMax', RETRY_AFTER_MS)
    if (this.#queueBytes + bytes > this.#limits.queueBytesMax) return new OverloadedError('queueBytesMax', RETRY_AFTER_MS)
    return undefined
  }

  /** Refuses what waits and what comes, each with an error of its own, until `resume`. */
  stop (error: () => P2pkvError): void {
    this.#stopped = error
    const waiting = this.#queue
    this.#queue = []
    this.#queueOps = 0
    this.#queueBytes = 0
    for (const batch of waiting) batch.reject(error())
  }

  resume (): void { this.#stopped = undefined }

  /** Settles when nothing is being written and nothing waits. */
  async drain (): Promise<void> {
    while (this.#loop !== undefined) await this.#loop
  }

  async #run (): Promise<void> {
    let lastGroup = 0
    for (await this.#filled(); this.#queue.length > 0; await this.#filled()) {
      if (this.#queue.length < lastGroup / 2) await this.#gather()
      const group = this.#take()
      lastGroup = group.length
      let bytesHeld = 0
      for (const batch of group) bytesHeld += batch.bytesHeld
      try {
        const ops: StoreOp[] = []
        let durability: Durability = 'buffered'
        for (const batch of group) {
          if (batch.durability === 'synced') durability = 'synced'
          for (const op of batch.ops) ops.push(op)
          if (batch.prepared !== undefined) await batch.prepared
        }
        await this.#components.write(ops, durability)
        this.#queueBytes -= bytesHeld
      } catch (error) {
        this.#queueBytes -= bytesHeld
        this.#components.onFailure(error)
        for (const batch of group) {
          batch.reject(new StoreFencedError('the write failed midway and may be stored or not: read before writing again', { outcome: 'unknown', cause: error }))
        }
        return
      }
      for (const batch of group) batch.resolve()
    }
  }

  /** At the end of the turn, so that those who were just answered, or begin together, share a group; or once it is worth an fsync. */
  async #filled (): Promise<void> {
    if (this.#queue.length >= EAGER_BATCHES) return
    await new Promise<void>(resolve => {
      this.#wake = resolve
      setImmediate(resolve)
    })
    this.#wake = undefined
  }

  /**
   * Waits for one round of reads, at most. Of callers that read, then write, one would else stay out of
   * step with all others for ever, and every second fsync would be for it alone.
   */
  async #gather (): Promise<void> {
    const more = this.#components.moreSoon?.()
    if (more === undefined) return
    await more
    await turn()
  }

  #take (): Waiting[] {
    let ops = 0
    let bytes = 0
    let count = 0
    for (const batch of this.#queue) {
      if (count > 0 && (ops + batch.ops.length > this.#limits.groupOpsMax || bytes + batch.bytes > this.#limits.groupBytesMax)) break
      ops += batch.ops.length
      bytes += batch.bytes
      count++
    }
    this.#queueOps -= ops
    this.#queueBytes -= bytes
    return this.#queue.splice(0, count)
  }
}

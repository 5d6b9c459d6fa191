import type { NodeId } from '../protocols/record/node-id.js'

export interface HintCount {
  readonly hints: number
  /** Keys, records and their order, as stored. */
  readonly bytes: number
}

interface TargetCount { hints: number, bytes: number, readonly partitions: Map<number, number> }

/** How many hints there are, for each target and partition: what must be known without reading the disk. */
export class HintCounts {
  readonly #targets = new Map<NodeId, TargetCount>()
  #hints = 0
  #bytes = 0

  get total (): HintCount { return { hints: this.#hints, bytes: this.#bytes } }

  get isEmpty (): boolean { return this.#targets.size === 0 }

  /** In a defined order. */
  get targets (): NodeId[] { return [...this.#targets.keys()].sort() }

  of (target: NodeId): HintCount {
    const { hints = 0, bytes = 0 } = this.#targets.get(target) ?? {}
    return { hints, bytes }
  }

  has (target: NodeId, partition: number): boolean { return this.#targets.get(target)?.partitions.has(partition) ?? false }

  change (target: NodeId, partition: number, hints: number, bytes: number): void {
    let count = this.#targets.get(target)
    if (count === undefined) {
      count = { hints: 0, bytes: 0, partitions: new Map() }
      this.#targets.set(target, count)
    }
    count.hints += hints
    count.bytes += bytes
    this.#hints += hints
    this.#bytes += bytes
    const inPartition = (count.partitions.get(partition) ?? 0) + hints
    if (inPartition > 0) count.partitions.set(partition, inPartition)
    else count.partitions.delete(partition)
    if (count.hints === 0) this.#targets.delete(target)
  }
}

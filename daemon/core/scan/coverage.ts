import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Ring } from '../ring/ring.js'

/** Of the first `n` owners of each partition, `r` must be asked. */
export interface CoverageNeed { readonly n: number, readonly r: number }

export interface Coverage {
  /** The partitions that each peer is asked for, ascending. */
  readonly partitions: ReadonlyMap<NodeId, readonly number[]>
  /** The first partition of which too few owners can be asked, if there is one. */
  readonly uncovered: number | undefined
}

/**
 * Who is asked for which partitions: every partition by as many owners as are needed, through few peers
 * (greedy set cover: Chvátal, "A greedy heuristic for the set-covering problem", 1979), each of which then
 * takes an equal part.
 *
 * @param needs ascending by n
 * @param rank lower is preferred among peers that cover as much; undefined: must not be asked
 */
export function coverPartitions (ring: Ring, needs: readonly CoverageNeed[], rank: (peer: NodeId) => number | undefined): Coverage {
  const usable = new Map<NodeId, number>()
  for (const { peerId } of ring.members) {
    const value = rank(peerId)
    if (value !== undefined) usable.set(peerId, value)
  }
  const chosen = chooseFew(ring, needs, usable)
  const loads = new Map<NodeId, number[]>([...chosen].map(peer => [peer, []]))
  for (let partition = 0; partition < ring.view.partitions; partition++) {
    const assigned = new Set<NodeId>()
    for (const { n, r } of needs) {
      const owners = ring.primariesFor(partition, n)
      let missing = Math.min(r, owners.length) - owners.filter(peer => assigned.has(peer)).length
      const free = owners.filter(peer => chosen.has(peer) && !assigned.has(peer))
        .sort((a, b) => (loads.get(a)?.length ?? 0) - (loads.get(b)?.length ?? 0))
      for (const peer of free) {
        if (missing <= 0) break
        missing--
        assigned.add(peer)
        loads.get(peer)?.push(partition)
      }
      if (missing > 0) return { partitions: loads, uncovered: partition }
    }
  }
  for (const [peer, partitions] of loads) if (partitions.length === 0) loads.delete(peer)
  return { partitions: loads, uncovered: undefined }
}

/** Peers that together can cover all that can be covered. */
function chooseFew (ring: Ring, needs: readonly CoverageNeed[], usable: ReadonlyMap<NodeId, number>): Set<NodeId> {
  const chosen = new Set<NodeId>()
  for (;;) {
    const gains = new Map<NodeId, number>()
    for (let partition = 0; partition < ring.view.partitions; partition++) {
      for (const { n, r } of needs) {
        const owners = ring.primariesFor(partition, n)
        if (owners.filter(peer => chosen.has(peer)).length >= Math.min(r, owners.length)) continue
        for (const peer of owners) if (usable.has(peer) && !chosen.has(peer)) gains.set(peer, (gains.get(peer) ?? 0) + 1)
      }
    }
    let best: NodeId | undefined
    for (const peer of usable.keys()) {
      const gain = gains.get(peer) ?? 0
      if (gain === 0) continue
      const least = best === undefined ? 0 : gains.get(best) ?? 0
      if (best === undefined || gain > least || (gain === least && (usable.get(peer) ?? 0) < (usable.get(best) ?? 0))) best = peer
    }
    if (best === undefined) return chosen
    chosen.add(best)
  }
}

/** One bit a partition, that of partition 0 the lowest of the first byte. */
export function partitionSet (partitions: readonly number[], count: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(count / 8))
  for (const partition of partitions) bits[partition >> 3] = (bits[partition >> 3] ?? 0) | 1 << (partition & 7)
  return bits
}

/** The inverse; partitions from `count` on are left out. */
export function partitionsOf (bits: Uint8Array, count: number): number[] {
  const partitions: number[] = []
  const end = Math.min(count, bits.length * 8)
  for (let partition = 0; partition < end; partition++) if (((bits[partition >> 3] ?? 0) >> (partition & 7) & 1) === 1) partitions.push(partition)
  return partitions
}

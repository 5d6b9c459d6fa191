import { CorruptRecordError, StoreFencedError } from '../../protocols/errors.js'
import type { RecordStore } from '../../storage/record-store.js'
import type { Ring } from './ring/ring.js'

/** Records that are read to know how large they are, and of one partition. */
const SAMPLE_MAX = 64
const SAMPLE_OF_PARTITION_MAX = 4

/** Bytes of a member's data that a change of the ring moves, about. */
export interface MemberMovement {
  /** What it has to fetch. */
  readonly bytesIn: number
  /** What it gives away. */
  readonly bytesOut: number
}

/**
 * About how many bytes a partition has, by what this peer holds: the number of its records in the partitions that it
 * owns, their mean in others, and the mean size of a few records.
 */
export async function estimateSizes (records: Pick<RecordStore, 'partitionRoot' | 'scanPartition'>, owned: readonly number[]): Promise<(partition: number) => number> {
  try {
    const counts = new Map(owned.map(partition => [partition, records.partitionRoot(partition).count]))
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
    const recordBytes = await meanBytes(records, [...counts].filter(([, count]) => count > 0).map(([partition]) => partition))
    return partition => Math.round((counts.get(partition) ?? total / Math.max(1, counts.size)) * recordBytes)
  } catch (error) {
    // Not known while the store reads its trees again: a plan is worth having without it.
    if (!(error instanceof StoreFencedError)) throw error
    return () => 0
  }
}

async function meanBytes (records: Pick<RecordStore, 'scanPartition'>, partitions: readonly number[]): Promise<number> {
  let bytes = 0
  let count = 0
  for (const partition of partitions) {
    if (count >= SAMPLE_MAX) break
    let ofPartition = 0
    for await (const { key, encoded } of records.scanPartition(partition)) {
      if (encoded instanceof CorruptRecordError) continue
      bytes += key.key.byteLength + encoded.byteLength
      count++
      if (++ofPartition === SAMPLE_OF_PARTITION_MAX) break
    }
  }
  return count === 0 ? 0 : bytes / count
}

/** What each member of either ring fetches and gives away; a member with a new store holds nothing of what it held. */
export function memberMovements (before: Ring, after: Ring, bytesOf: (partition: number) => number): Map<string, MemberMovement> {
  const moved = new Map([...before.members, ...after.members].map(({ peerId }) => [peerId as string, { bytesIn: 0, bytesOut: 0 }]))
  const { partitions, replicas } = after.view
  for (let partition = 0; partition < partitions; partition++) {
    const held = before.primariesFor(partition, replicas)
    const owners = after.primariesFor(partition, replicas)
    for (const peer of owners) {
      const isThere = held.includes(peer) && before.member(peer)?.storeId === after.member(peer)?.storeId
      const entry = moved.get(peer)
      if (!isThere && entry !== undefined) entry.bytesIn += bytesOf(partition)
    }
    for (const peer of held) {
      const entry = moved.get(peer)
      if (!owners.includes(peer) && entry !== undefined) entry.bytesOut += bytesOf(partition)
    }
  }
  return moved
}

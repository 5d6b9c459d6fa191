import { equalBytes, toHex } from '../../protocols/record/bytes.js'
import type { PartitionRoot } from '../../storage/merkle-trees.js'
import type { SimCluster, SimPeer } from './sim-cluster.js'

/** The partitions whose primaries, as the first peer that is up sees them, do not all have the same root; one sentence each. */
export function differingRoots (cluster: SimCluster): string[] {
  const ring = cluster.up[0]?.run?.node?.history.ring
  if (ring === undefined) return ['nobody has a ring']
  const peers = byId(cluster)
  const problems: string[] = []
  for (let partition = 0; partition < ring.view.partitions; partition++) {
    const held = ring.primariesFor(partition, ring.view.replicas).map(id => ({ name: peers.get(id)?.name ?? id, root: rootOf(peers.get(id), partition) }))
    if (held.some(({ root }) => !isSame(root, held[0]?.root))) problems.push(`the roots of partition ${partition} differ: ${held.map(({ name, root }) => `${name} ${root === undefined ? 'unknown' : toHex(root.hash).slice(0, 8)}`).join(', ')}`)
  }
  return problems
}

/** Whether there are none: quick, to be asked after every event. */
export function rootsAgree (cluster: SimCluster): boolean {
  const ring = cluster.peers.find(({ run }) => run?.node !== undefined)?.run?.node?.history.ring
  if (ring === undefined) return false
  const peers = byId(cluster)
  for (let partition = 0; partition < ring.view.partitions; partition++) {
    const [first, ...others] = ring.primariesFor(partition, ring.view.replicas)
    const root = first === undefined ? undefined : rootOf(peers.get(first), partition)
    if (others.some(id => !isSame(root, rootOf(peers.get(id), partition)))) return false
  }
  return true
}

function byId (cluster: SimCluster): Map<string, SimPeer> { return new Map(cluster.peers.map(peer => [peer.id, peer])) }

/** Undefined: it is down, or does not know. */
function rootOf (peer: SimPeer | undefined, partition: number): PartitionRoot | undefined {
  try {
    return peer?.run?.records?.partitionRoot(partition)
  } catch { return undefined }
}

function isSame (a: PartitionRoot | undefined, b: PartitionRoot | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.count === b.count && equalBytes(a.hash, b.hash))
}

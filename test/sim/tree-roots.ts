import { toHex } from '../../protocols/record/bytes.js'
import type { SimCluster } from './sim-cluster.js'

/** The partitions whose primaries, as the first peer that is up sees them, do not all have the same root; one sentence each. */
export function differingRoots (cluster: SimCluster): string[] {
  const ring = cluster.up[0]?.run?.node?.history.ring
  if (ring === undefined) return ['nobody has a ring']
  const problems: string[] = []
  for (let partition = 0; partition < ring.view.partitions; partition++) {
    const roots = ring.primariesFor(partition, ring.view.replicas).map(id => {
      const peer = cluster.peers.find(one => one.id === id)
      const root = rootOf(peer?.run?.records, partition)
      return { name: peer?.name ?? id, root }
    })
    if (new Set(roots.map(({ root }) => root)).size > 1) problems.push(`the roots of partition ${partition} differ: ${roots.map(({ name, root }) => `${name} ${root.slice(0, 8)}`).join(', ')}`)
  }
  return problems
}

function rootOf (records: { partitionRoot: (partition: number) => { hash: Uint8Array, count: number } } | undefined, partition: number): string {
  try {
    const root = records?.partitionRoot(partition)
    return root === undefined ? 'down' : `${toHex(root.hash)} ${root.count}`
  } catch { return 'unknown' }
}

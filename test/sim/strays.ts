import { partitionRange, PREFIX } from '../../storage/keyspace.js'
import type { SimCluster } from './sim-cluster.js'
import type { SimDisk } from './sim-disk.js'

/** Readable records on disks of running peers that do not own them in the newest view, as `peer: partition`. */
export function strays (cluster: SimCluster): string[] {
  const ring = cluster.up[0]?.run?.node?.history.ring
  if (ring === undefined) return []
  return cluster.up.flatMap(({ id, name, disk }) => disk.partitions(PREFIX.record)
    .filter(partition => !ring.primariesFor(partition, ring.view.replicas).includes(id) && isReadable(disk, partition))
    .map(partition => `${name}: ${partition}`))
}

function isReadable (disk: SimDisk, partition: number): boolean {
  const { gte, lt } = partitionRange(partition)
  return disk.range(gte, lt).some(({ key }) => !disk.isCorrupt(key))
}

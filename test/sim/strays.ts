import { parseRecordStorageKey, PREFIX } from '../../storage/keyspace.js'
import type { SimCluster } from './sim-cluster.js'

/** Readable records on disks of running peers that do not own them in the newest view, as `peer: partition`. */
export function strays (cluster: SimCluster): string[] {
  const ring = cluster.up[0]?.run?.node?.history.ring
  if (ring === undefined) return []
  return cluster.up.flatMap(({ id, name, disk }) => [...disk.entries.values()]
    .filter(({ key }) => key[0] === PREFIX.record && !disk.isCorrupt(key))
    .map(({ key }) => parseRecordStorageKey(key).partition)
    .filter(partition => !ring.primariesFor(partition, ring.view.replicas).includes(id))
    .map(partition => `${name}: ${partition}`))
}

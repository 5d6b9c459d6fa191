/** What /metrics, /health and /ready say of a running peer. */
import { MEMBER_STATE } from '../protocols/admin/admin.js'
import type { RecordStore } from '../storage/record-store.js'
import type { Store } from '../storage/store.js'
import type { KvNode } from './core/kv-node.js'
import type { Verdict } from './platform/metrics-server.js'
import type { GaugeReading } from './platform/prom-meter.js'

export interface NodeMetricsComponents {
  readonly node: KvNode
  readonly store: Store
  readonly records: RecordStore
}

export function readings ({ node, store, records }: NodeMetricsComponents): readonly GaugeReading[] {
  const { members, partitions, partitionsWithQuorum, view } = node.admin.status()
  const { state, disk, clientWritesRefused } = store.health()
  const own = members.find(({ peerId }) => peerId === node.admin.self)
  const byState = Object.fromEntries(Object.entries(MEMBER_STATE).map(([name, value]) => [name, members.filter(member => member.state === value).length]))
  return [
    { name: 'members', help: 'Members of the ring and those that join, by state', value: { label: 'state', values: byState } },
    { name: 'partitions', help: 'Partitions of the ring', value: partitions },
    { name: 'partitions_with_quorum', help: 'Partitions of which a quorum of primaries is up', value: partitionsWithQuorum },
    { name: 'partitions_owned', help: 'Partitions of which this peer is a primary', value: own?.partitions ?? 0 },
    { name: 'ring_epoch', help: 'Number of the newest ring view', value: view?.epoch ?? 0 },
    { name: 'keys', help: 'Keys stored here, deleted ones that are not reaped included', value: records.keys },
    { name: 'records_quarantined', help: 'Records kept aside because of stamps from the future', value: records.quarantined },
    { name: 'store_open', help: '1: the store takes writes', value: state === 'open' ? 1 : 0 },
    { name: 'client_writes_refused', help: '1: refused for want of space', value: clientWritesRefused === undefined ? 0 : 1 },
    ...(disk === undefined ? [] : [
      { name: 'disk_free_bytes', help: 'Free on the file system of the store', value: disk.freeBytes },
      { name: 'disk_total_bytes', help: 'Size of the file system of the store', value: disk.totalBytes },
    ]),
    { name: 'clock_offset_milliseconds_max', help: 'The largest difference of another clock to this one', value: members.reduce((most, { clockOffsetMs }) => Math.max(most, Math.abs(clockOffsetMs)), 0) },
    { name: 'synced', help: '1: this peer holds all the data of its partitions', value: node.views.wanted() === undefined ? 1 : 0 },
  ]
}

export function health ({ node }: NodeMetricsComponents): Verdict {
  const { partitions, partitionsWithQuorum } = node.admin.status()
  return { ok: partitions > 0 && partitionsWithQuorum === partitions, detail: { partitions, partitionsWithQuorum } }
}

export function ready ({ node, store }: NodeMetricsComponents): Verdict {
  const { state, clientWritesRefused } = store.health()
  const { joined } = node.membership
  const synced = node.views.wanted() === undefined
  return { ok: joined && synced && state === 'open' && clientWritesRefused === undefined, detail: { joined, synced, store: clientWritesRefused === undefined ? state : 'full' } }
}

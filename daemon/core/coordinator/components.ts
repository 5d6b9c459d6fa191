import { NotReadyError } from '../../../protocols/errors.js'
import { partitionOf } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Dot, RecordKey, Sibling } from '../../../protocols/record/record.js'
import type { Version } from '../../../protocols/get/get.js'
import type { BucketLookup } from '../bucket.js'
import type { Clock, FaultPoints, Meter } from '../env.js'
import type { Liveness } from '../membership/failure-detector.js'
import type { PreferenceList, Ring } from '../ring/ring.js'
import type { HedgeBudget } from './hedge-budget.js'
import type { PeerHealth } from './peer-health.js'
import type { ReplicaClient } from './replica-client.js'
import type { ViewCatchUp, Views } from './views.js'

/** What coordinators of both kinds work with. */
export interface CoordinatorComponents {
  readonly clock: Clock
  readonly meter: Meter
  readonly fault: FaultPoints
  readonly self: NodeId
  readonly cluster: string
  readonly views: Views
  readonly catchUp: ViewCatchUp
  readonly livenessOf: (peer: NodeId) => Liveness
  readonly health: PeerHealth
  readonly hedges: HedgeBudget
  readonly replicas: ReplicaClient
  readonly bucket: BucketLookup
}

export const NOT_IN_RING = 'this peer is in no ring yet: it is still joining'

/** The owners of a key; N counts at most the members there are. */
export function preferenceListOf (ring: Ring | undefined, key: RecordKey, n: number): PreferenceList {
  if (ring === undefined) throw new NotReadyError(NOT_IN_RING)
  return ring.preferenceList(partitionOf(key, ring.view.partitions), n)
}

/** How well a peer can be expected to answer; less is better. */
export const RANK = { self: 0, well: 1, avoided: 2, suspect: 3, dead: 4 } as const

export function rankOf (peer: NodeId, { self, health, livenessOf }: Pick<CoordinatorComponents, 'self' | 'health' | 'livenessOf'>): number {
  if (peer === self) return RANK.self
  const state = livenessOf(peer)
  return state === 'dead' ? RANK.dead : state === 'suspect' ? RANK.suspect : health.isAvoided(peer) ? RANK.avoided : RANK.well
}

export function toVersion (sibling: Sibling): Version {
  return { value: sibling.value ?? new Uint8Array(), dot: dotText(sibling.dot), hlc: sibling.hlc, expiresAt: sibling.expiresAt ?? 0 }
}

/** A dot as people read it: the first 8 digits of the store, the key epoch, the counter: `3f2a1c77.0:7`. */
export function dotText ({ actor, counter }: Dot): string {
  return `${actor.slice(0, 8)}${actor.slice(actor.indexOf('.'))}:${counter}`
}

import type { NodeId } from '../../protocols/record/node-id.js'
import { PARTITION_STATE, type PartitionState, type RingDocument } from '../../protocols/web/documents.js'
import type { RingStatus } from '../../client/ring.js'
import type { Liveness } from '../core/membership/failure-detector.js'
import type { Ring } from '../core/ring/ring.js'

export interface RingDocumentComponents {
  /** The newest view, and the one that reads ask. */
  readonly head: Ring
  readonly readFrom: Ring
  readonly livenessOf: (peer: NodeId) => Liveness
  /** Partitions of which replicas were found to differ. */
  readonly differing: ReadonlySet<number>
}

/** A ring view as a document: who owns each partition, and how it is replicated. */
export function ringDocument (status: RingStatus, { head, readFrom, livenessOf, differing }: RingDocumentComponents): RingDocument {
  const places = new Map<string, number>(status.members.map(({ peerId }, place) => [peerId, place]))
  const { partitions, replicas } = head.view
  const owners: number[][] = []
  let states = ''
  for (let partition = 0; partition < partitions; partition++) {
    const primaries = head.primariesFor(partition, replicas)
    owners.push(primaries.flatMap(peer => places.get(peer) ?? []))
    const before = readFrom === head ? primaries : readFrom.primariesFor(partition, readFrom.view.replicas)
    const moving = before !== primaries && (before.length !== primaries.length || !primaries.every(peer => before.includes(peer)))
    states += PARTITION_STATE[partitionState(primaries.map(livenessOf), moving, differing.has(partition))]
  }
  const members = status.members.map(({ peerId, name, zone, weight, partitions: owned, partitionsBefore, ack, sync, syncAck, liveness }) =>
    ({ peerId, name, zone, weight, partitions: owned, partitionsBefore, ack, sync, syncAck, liveness }))
  const { epoch, version, live, readFrom: readEpoch, waiting, heldBack, removed } = status
  return { v: 1, epoch, version, partitions, replicas, live, readFrom: readEpoch, waiting, heldBack, removed, members, owners, states }
}

/** The worst that holds. */
export function partitionState (primaries: readonly Liveness[], moving: boolean, differs: boolean): PartitionState {
  const up = primaries.filter(liveness => liveness !== 'dead').length
  if (up === 0) return 'none'
  if (up <= primaries.length / 2) return 'noQuorum'
  if (primaries.some(liveness => liveness !== 'alive')) return 'degraded'
  if (moving) return 'moving'
  return differs ? 'differs' : 'ok'
}

import { equalBytes } from '../../protocols/record/bytes.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { NOBODY, ROUTES, type RoutesResponse } from '../../protocols/routes/routes.js'
import type { Network } from './env.js'
import type { FailureDetector } from './membership/failure-detector.js'
import type { MemberTable } from './membership/member-table.js'
import type { RingHistory } from './membership/ring-history.js'
import type { Ring } from './ring/ring.js'

export interface RoutesComponents {
  readonly network: Pick<Network, 'handle' | 'self'>
  readonly history: Pick<RingHistory, 'id' | 'ring'>
  readonly table: Pick<MemberTable, 'get'>
  readonly detector: Pick<FailureDetector, 'stateOf'>
}

const encoded = new WeakMap<Ring, Uint8Array>()

/** Tells clients which members there are, and of which partitions they are primaries. */
export function serveRoutes ({ network, history, table, detector }: RoutesComponents): void {
  const addressesOf = (peer: NodeId): readonly string[] => peer === network.self || detector.stateOf(peer) === 'alive' ? table.get(peer)?.record.addresses ?? [] : []
  network.handle(ROUTES, async (_from, { known }): Promise<RoutesResponse> => {
    const { id, ring } = history
    if (id === undefined || ring === undefined) return { view: undefined, partitions: 0, replicas: 0, members: [], primaries: new Uint8Array(0) }
    const { partitions, replicas } = ring.view
    const isKnown = known?.epoch === id.epoch && equalBytes(known.hash, id.hash)
    return {
      view: id,
      partitions,
      replicas,
      members: ring.members.map(({ peerId }) => ({ peerId, addresses: [...addressesOf(peerId)] })),
      primaries: isKnown ? new Uint8Array(0) : primariesOf(ring),
    }
  })
}

function primariesOf (ring: Ring): Uint8Array {
  let bytes = encoded.get(ring)
  if (bytes === undefined) {
    const { partitions, replicas } = ring.view
    const numbers = new Map(ring.members.map(({ peerId }, index) => [peerId, index]))
    encoded.set(ring, bytes = new Uint8Array(2 * partitions * replicas))
    for (let partition = 0; partition < partitions; partition++) {
      const { primaries } = ring.preferenceList(partition)
      for (let place = 0; place < replicas; place++) {
        const peer = primaries[place]
        const number = (peer === undefined ? undefined : numbers.get(peer)) ?? NOBODY
        const at = 2 * (partition * replicas + place)
        bytes[at] = number & 0xff
        bytes[at + 1] = number >>> 8
      }
    }
  }
  return bytes
}

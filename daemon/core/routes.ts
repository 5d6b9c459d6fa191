import { equalBytes } from '../../protocols/record/bytes.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { NOBODY, ROUTES, type RoutesResponse } from '../../protocols/routes/routes.js'
import type { Views } from './coordinator/views.js'
import type { Network } from './env.js'
import type { FailureDetector } from './membership/failure-detector.js'
import type { MemberTable } from './membership/member-table.js'
import type { RingHistory } from './membership/ring-history.js'
import type { Ring } from './ring/ring.js'

export interface RoutesComponents {
  readonly network: Pick<Network, 'handle' | 'self'>
  readonly history: Pick<RingHistory, 'id' | 'ring' | 'viewAt'>
  readonly views: Pick<Views, 'placement'>
  readonly table: Pick<MemberTable, 'get'>
  readonly detector: Pick<FailureDetector, 'stateOf'>
}

/**
 * Tells clients which members there are, and of which partitions they are primaries: in the view that is read from. While the ring
 * changes its primaries hold the data, and those of the newest view, at first, have to ask them.
 */
export function serveRoutes ({ network, history, views, table, detector }: RoutesComponents): void {
  const addressesOf = (peer: NodeId): readonly string[] => peer === network.self || detector.stateOf(peer) === 'alive' ? table.get(peer)?.record.addresses ?? [] : []
  let encoded: { readonly head: Ring, readonly readFrom: Ring, readonly primaries: Uint8Array } | undefined
  const primariesOf = (head: Ring, readFrom: Ring): Uint8Array => {
    if (encoded?.head !== head || encoded.readFrom !== readFrom) encoded = { head, readFrom, primaries: encodePrimaries(head, readFrom) }
    return encoded.primaries
  }
  network.handle(ROUTES, async (_from, { known }): Promise<RoutesResponse> => {
    const { id: headId, ring: head } = history
    if (headId === undefined || head === undefined) return { view: undefined, partitions: 0, replicas: 0, members: [], primaries: new Uint8Array(0) }
    const readFrom = views.placement()?.readFrom ?? head
    const { epoch } = readFrom.view
    const isSettled = epoch === headId.epoch
    const id = isSettled ? headId : { epoch, hash: history.viewAt(epoch)?.hash ?? headId.hash }
    // While the ring changes, who of a view is leaving can change, too: its primaries are told anew.
    const isKnown = isSettled && known?.epoch === id.epoch && equalBytes(known.hash, id.hash)
    return {
      view: id,
      partitions: head.view.partitions,
      replicas: head.view.replicas,
      members: head.members.map(({ peerId }) => ({ peerId, addresses: [...addressesOf(peerId)] })),
      primaries: isKnown ? new Uint8Array(0) : primariesOf(head, readFrom),
    }
  })
}

/** Numbers of members of `head`. Who has left it since coordinates nothing any more. */
function encodePrimaries (head: Ring, readFrom: Ring): Uint8Array {
  const { partitions, replicas } = head.view
  const numbers = new Map(head.members.map(({ peerId }, index) => [peerId, index]))
  const bytes = new Uint8Array(2 * partitions * replicas)
  for (let partition = 0; partition < partitions; partition++) {
    const { primaries } = readFrom.preferenceList(partition)
    for (let place = 0; place < replicas; place++) {
      const peer = primaries[place]
      const number = (peer === undefined ? undefined : numbers.get(peer)) ?? NOBODY
      const at = 2 * (partition * replicas + place)
      bytes[at] = number & 0xff
      bytes[at + 1] = number >>> 8
    }
  }
  return bytes
}

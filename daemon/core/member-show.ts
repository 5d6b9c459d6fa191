import { MEMBER_SHOW, type MemberShowResponse } from '../../protocols/member-show/member-show.js'
import type { Network } from './env.js'
import type { RingHistory } from './membership/ring-history.js'
import type { Ring } from './ring/ring.js'

export interface MemberShowComponents {
  readonly network: Pick<Network, 'handle'>
  readonly history: Pick<RingHistory, 'id' | 'ring'>
}

/** Answers where one member stands in the ring, and with whom it shares data. */
export function serveMemberShow ({ network, history }: MemberShowComponents): void {
  network.handle(MEMBER_SHOW, async (_from, { peerId }) => ({ view: history.id, ...placeOf(peerId, history.ring) }))
}

export function placeOf (peerId: string, ring: Ring | undefined): Omit<MemberShowResponse, 'view'> {
  const member = ring?.members.find(each => each.peerId === peerId)
  if (ring === undefined || member === undefined) return { member: false, first: [], other: [], neighbours: [] }
  const held = ring.partitionsOf(member.peerId)
  const counts = new Map(ring.neighbours(member.peerId).map(neighbour => [neighbour, { shared: 0, backsUp: 0, backedUpBy: 0 }]))
  for (const { partition, position } of held) {
    ring.preferenceList(partition).primaries.forEach((other, place) => {
      const count = counts.get(other)
      if (count === undefined) return
      count.shared++
      if (place === 0) count.backsUp++
      if (position === 0) count.backedUpBy++
    })
  }
  return {
    member: true,
    first: held.flatMap(({ partition, position }) => position === 0 ? [partition] : []),
    other: held.flatMap(({ partition, position }) => position === 0 ? [] : [partition]),
    neighbours: [...counts].map(([neighbour, count]) => ({ peerId: neighbour, ...count })),
  }
}

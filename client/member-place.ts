import type { MemberShowResponse } from '../protocols/member-show/member-show.js'

/** Where one member stands in a ring view. */
export interface MemberPlace {
  readonly ringEpoch: number
  /** Whether it is in that view at all. */
  readonly isMember: boolean
  /** Partitions that it coordinates by preference, and those that it holds for others; ascending. */
  readonly first: readonly number[]
  readonly other: readonly number[]
  /** Members that share partitions with it, the most shared first. */
  readonly neighbours: ReadonlyArray<{
    readonly peerId: string
    /** Partitions that both hold. */
    readonly shared: number
    /** Of these, those that the neighbour comes first for, and those that this member does. */
    readonly backsUp: number
    readonly backedUpBy: number
  }>
}

export function toMemberPlace ({ view, member, first, other, neighbours }: MemberShowResponse): MemberPlace {
  return { ringEpoch: view?.epoch ?? 0, isMember: member, first, other, neighbours }
}

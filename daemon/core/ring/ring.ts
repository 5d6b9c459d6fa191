import { InvariantError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RingMember, RingView } from './ring-view.js'
import { NO_MEMBER } from './slot-table.js'
import { TokenWalk } from './token-walk.js'

/** The owners of a partition, in the order in which to ask them. */
export interface PreferenceList {
  readonly partition: number
  /** Who holds the data, the preferred coordinator first. */
  readonly primaries: readonly NodeId[]
  /** All other members, in the order in which they stand in. */
  readonly fallbacks: readonly NodeId[]
}

export interface HeldPartition {
  readonly partition: number
  /** Its place among the primaries; 0 is the preferred coordinator. */
  readonly position: number
}

/** Peer ids kept for fallbacks, over all partitions; more are worked out again when asked for. */
const FALLBACK_IDS_MAX = 1_048_576

export interface RingInit { readonly fallbackIdsMax?: number }

const rings = new WeakMap<RingView, Ring>()

/** The ring of a view: the same one for the same object. */
export function ringOf (view: RingView): Ring {
  let ring = rings.get(view)
  if (ring === undefined) rings.set(view, ring = new Ring(view))
  return ring
}

/** Most requests never ask for fallbacks. A class: an accessor in an object literal costs a call into the engine each time. */
class LazyList implements PreferenceList {
  constructor (readonly partition: number, readonly primaries: readonly NodeId[], private readonly rest: () => readonly NodeId[]) {}
  get fallbacks (): readonly NodeId[] { return this.rest() }
}

/** A ring view made ready for use. Never changes; a new view is a new Ring. */
export class Ring {
  readonly view: RingView
  readonly #primaries: ReadonlyArray<readonly NodeId[]>
  /** Those with the view's own number of primaries, as they are asked for: every request asks. */
  readonly #lists: Array<PreferenceList | undefined>
  readonly #held = new Map<NodeId, HeldPartition[]>()
  readonly #members = new Map<NodeId, RingMember>()
  /** The oldest first. */
  readonly #fallbacks = new Map<number, readonly NodeId[]>()
  readonly #fallbackListsMax: number
  #walk: TokenWalk | undefined

  constructor (view: RingView, init: RingInit = {}) {
    this.view = view
    const held = view.members.map((member): HeldPartition[] => {
      const partitions: HeldPartition[] = []
      this.#members.set(member.peerId, member)
      this.#held.set(member.peerId, partitions)
      return partitions
    })
    this.#primaries = Array.from({ length: view.partitions }, (_, partition) => {
      const first = partition * view.replicas
      const owners: NodeId[] = []
      for (let slot = first; slot < first + view.replicas; slot++) {
        const index = view.assignment[slot] ?? NO_MEMBER
        const member = view.members[index]
        if (member === undefined) continue
        held[index]?.push({ partition, position: owners.length })
        owners.push(member.peerId)
      }
      return owners
    })
    this.#lists = Array.from({ length: view.partitions })
    this.#fallbackListsMax = Math.max(1, Math.floor((init.fallbackIdsMax ?? FALLBACK_IDS_MAX) / view.members.length))
  }

  get members (): readonly RingMember[] { return this.view.members }

  member (peerId: NodeId): RingMember | undefined { return this.#members.get(peerId) }

  /**
   * O(1), but for the first use of `fallbacks` (a walk over the ring), which is kept.
   *
   * @param n primaries wanted, for a bucket that has its own number: fewer are the first of the view's,
   *   the others of which come first among the fallbacks; more are made up with the first fallbacks
   */
  preferenceList (partition: number, n: number = this.view.replicas): PreferenceList {
    const placed = this.#placed(partition)
    if (n === placed.length || (n > placed.length && placed.length === this.view.members.length)) {
      return this.#lists[partition] ??= new LazyList(partition, placed, () => this.#fallbacksOf(partition))
    }
    const primaries = this.primariesFor(partition, n)
    const rest = (): readonly NodeId[] => [...placed, ...this.#fallbacksOf(partition)].slice(primaries.length)
    return new LazyList(partition, primaries, rest)
  }

  /** The first `n` of the partition's preference list; all members if there are fewer. */
  primariesFor (partition: number, n: number): readonly NodeId[] {
    const placed = this.#placed(partition)
    if (n === placed.length) return placed
    if (n < placed.length) return placed.slice(0, n)
    return [...placed, ...this.#fallbacksOf(partition).slice(0, n - placed.length)]
  }

  /** The part of all replicas that it holds, 0 to 1; 0 for a peer that is no member. */
  shareOf (peerId: NodeId): number {
    const filled = this.view.partitions * Math.min(this.view.replicas, this.view.members.length)
    return this.partitionsOf(peerId).length / filled
  }

  /** The partitions of which it is a primary, ascending. */
  partitionsOf (peerId: NodeId): readonly HeldPartition[] {
    return this.#held.get(peerId) ?? []
  }

  /** Those with which it shares partitions (whom it backs up, who backs it up), the most shared first. */
  neighbours (peerId: NodeId): readonly NodeId[] {
    const shared = new Map<NodeId, number>()
    for (const { partition } of this.partitionsOf(peerId)) {
      for (const other of this.#placed(partition)) {
        if (other !== peerId) shared.set(other, (shared.get(other) ?? 0) + 1)
      }
    }
    return [...shared].sort(([a, most], [b, least]) => least - most || (a < b ? -1 : 1)).map(([other]) => other)
  }

  #placed (partition: number): readonly NodeId[] {
    const placed = this.#primaries[partition]
    if (placed === undefined) throw new InvariantError(`there is no partition ${partition} in a ring of ${this.view.partitions}`)
    return placed
  }

  #fallbacksOf (partition: number): readonly NodeId[] {
    const known = this.#fallbacks.get(partition)
    if (known !== undefined) return known
    const placed = this.#placed(partition)
    this.#walk ??= new TokenWalk(this.view.members, this.view.partitions)
    const fallbacks: NodeId[] = []
    for (const index of this.#walk.from(partition)) {
      const peerId = this.view.members[index]?.peerId
      if (peerId !== undefined && !placed.includes(peerId)) fallbacks.push(peerId)
    }
    if (this.#fallbacks.size >= this.#fallbackListsMax) {
      for (const oldest of this.#fallbacks.keys()) { this.#fallbacks.delete(oldest); break }
    }
    this.#fallbacks.set(partition, fallbacks)
    return fallbacks
  }
}

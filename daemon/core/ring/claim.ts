import type { NodeId } from '../../../protocols/record/node-id.js'
import { orderPositions } from './position-order.js'
import { quotas } from './quotas.js'
import { NO_MEMBER, SlotTable } from './slot-table.js'
import { TokenWalk } from './token-walk.js'

/** What of a member decides its place. */
export interface ClaimMember {
  readonly peerId: NodeId
  readonly weight: number
  readonly zone: string
}

export interface Claimed {
  /** Ascending by peer id. */
  readonly members: readonly ClaimMember[]
  /** For each partition `replicas` indexes into `members`, in order; NO_MEMBER where there are too few. */
  readonly assignment: Uint16Array
}

export interface ClaimInput {
  /** A power of two. */
  readonly partitions: number
  readonly replicas: number
  /** Ascending by peer id. */
  readonly members: readonly ClaimMember[]
  /** What to start from, with the same partitions and replicas; absent for the first view. */
  readonly previous?: Claimed
}

/**
 * Who holds which partition: a pure function, the same on every peer.
 *
 * Each member gets its quota exactly (quotas.ts), in distinct zones while there are enough. What the
 * previous assignment gave stays where it is unless its owner is gone, is over its quota, or zones
 * forbid it. A hole goes to the first member met on the ring's walk that is under its quota; where
 * there is none, the cheapest chain of moves makes room. The idea of a layout as a flow, started from the
 * last one, is Garage's; cheapest augmenting paths are those of Ahuja, Magnanti and Orlin, "Network
 * Flows" (1993), section 9.7.
 */
export function claim (input: ClaimInput): Uint16Array {
  const prepared = prepare(input)
  const filler = new Filler(prepared, new TokenWalk(input.members, input.partitions))
  filler.fillHoles()
  filler.shiftSurplus()
  const { slots, partitions, width, replicas, zoneOf } = prepared.table
  orderPositions({ slots, partitions, width, replicas, zoneOf })
  return slots
}

/**
 * A lower bound on the slots that must change hands to give every member its quota, starting from `previous`:
 * what members lack. Reached unless zones or caps force others to make room.
 * @param isSame whether a member of both still has what it held (default: yes)
 */
export function movementMin (input: ClaimInput, isSame: (peerId: NodeId) => boolean = () => true): number {
  const { wanted, kept } = prepare(input)
  let sum = 0
  wanted.forEach((quota, member) => {
    const peerId = input.members[member]?.peerId
    const has = peerId !== undefined && isSame(peerId) ? kept[member] ?? 0 : 0
    sum += Math.max(0, quota - has)
  })
  return sum
}

interface Prepared {
  /** Lawful, with holes. */
  readonly table: SlotTable
  /** Slots that each member should hold. */
  readonly wanted: Uint32Array
  /** The previous assignment without those that are gone, and how many slots each has in it. */
  readonly origin: Uint16Array
  readonly kept: Uint32Array
}

/** Puts the previous assignment on the members of now. */
function prepare (input: ClaimInput): Prepared {
  const { members, partitions, previous } = input
  const replicas = Math.min(input.replicas, members.length)
  const zones = [...new Set(members.map(member => member.zone))].sort()
  const zoneNumbers = new Map(zones.map((zone, index) => [zone, index]))
  const zoneOf = members.map(member => zoneNumbers.get(member.zone) ?? 0)
  const table = new SlotTable(partitions, input.replicas, replicas, zoneOf, zones.length)
  if (previous !== undefined) {
    const indexes = new Map(members.map((member, index) => [member.peerId, index]))
    const now = previous.members.map(member => indexes.get(member.peerId) ?? NO_MEMBER)
    for (let partition = 0; partition < partitions; partition++) {
      let free = partition * input.replicas
      for (let slot = free; slot < (partition + 1) * input.replicas; slot++) {
        const member = now[previous.assignment[slot] ?? NO_MEMBER] ?? NO_MEMBER
        if (member !== NO_MEMBER) table.set(free++, member)
      }
    }
  }
  const origin = table.slots.slice()
  const kept = table.counts.slice()
  const wanted = quotas(members.map((member, index) =>
    ({ weight: member.weight, zone: zoneOf[index] ?? 0, held: kept[index] ?? 0 })), partitions, replicas)
  breakUpZones(table, wanted)
  return { table, wanted, origin, kept }
}

/** Where zones have come to need it, takes slots from members of a repeated zone, the fullest first. */
function breakUpZones (table: SlotTable, wanted: Uint32Array): void {
  for (let partition = 0; partition < table.partitions; partition++) {
    const first = partition * table.width
    while (!table.isLawful(first)) {
      let worst = -1
      let surplusMax = 0
      for (let slot = first; slot < first + table.replicas; slot++) {
        const owner = table.ownerOf(slot)
        if (owner === NO_MEMBER || !table.zoneRepeats(slot)) continue
        const surplus = table.countOf(owner) - (wanted[owner] ?? 0)
        if (worst !== -1 && surplus <= surplusMax) continue
        worst = slot
        surplusMax = surplus
      }
      if (worst === -1) return
      table.set(worst, NO_MEMBER)
    }
  }
}

class Filler {
  readonly #table: SlotTable
  readonly #wanted: Uint32Array
  readonly #origin: Uint16Array
  readonly #walk: TokenWalk

  constructor ({ table, wanted, origin }: Prepared, walk: TokenWalk) {
    this.#table = table
    this.#wanted = wanted
    this.#origin = origin
    this.#walk = walk
  }

  /** Slots that the member has above its quota; negative below. */
  #surplus (member: number): number { return this.#table.countOf(member) - (this.#wanted[member] ?? 0) }

  /** The first slot of the i-th partition to be filled: scattered, so that a member's partitions are too. */
  #slotOf (i: number): number {
    const { partitions, width } = this.#table
    // An odd factor permutes the numbers below a power of two.
    return (i * 40_503) % partitions * width
  }

  fillHoles (): void {
    const table = this.#table
    const hard: number[] = []
    for (let i = 0; i < table.partitions; i++) {
      const first = this.#slotOf(i)
      for (let slot = first; slot < first + table.replicas; slot++) {
        if (table.ownerOf(slot) === NO_MEMBER && !this.#giveToNext(slot)) hard.push(slot)
      }
    }
    for (const slot of hard) {
      if (!this.#chain(slot, [])) this.#giveToAny(slot)
    }
  }

  shiftSurplus (): void {
    const table = this.#table
    const { partitions, replicas } = table
    let missing = 0
    table.counts.forEach((_, member) => { missing += Math.max(0, -this.#surplus(member)) })
    for (let i = 0; i < partitions; i++) {
      if (missing === 0) return
      const slot = this.#slotOf(i)
      const givers: number[] = []
      for (let each = slot; each < slot + replicas; each++) if (this.#surplus(table.ownerOf(each)) > 0) givers.push(each)
      if (givers.length > 1) givers.sort((a, b) => this.#surplus(table.ownerOf(b)) - this.#surplus(table.ownerOf(a)) || a - b)
      for (const each of givers) if (this.#giveToNext(each)) missing--
    }
    for (; missing > 0; missing--) {
      const givers = Array.from(table.counts, (_, member) => member).filter(member => this.#surplus(member) > 0)
      if (!this.#chain(NO_SLOT, givers)) return
    }
  }

  /** To the first member on the walk that is under its quota and may have it. */
  #giveToNext (slot: number): boolean {
    const table = this.#table
    const taker = this.#walk.first(Math.floor(slot / table.width), member => this.#surplus(member) < 0 && table.accepts(slot, member))
    if (taker === NO_MEMBER) return false
    table.set(slot, taker)
    return true
  }

  /** The last resort, so that no slot stays empty: the least full of those that may have it. */
  #giveToAny (slot: number): void {
    const table = this.#table
    let best = NO_MEMBER
    table.counts.forEach((_, member) => {
      if ((best === NO_MEMBER || this.#surplus(member) < this.#surplus(best)) && table.accepts(slot, member)) best = member
    })
    table.set(slot, best)
  }

  /** Whether the owner of the slot was in its partition before: giving it up would move data. */
  #isKept (slot: number): boolean {
    const first = slot - slot % this.#table.width
    const owner = this.#table.ownerOf(slot)
    for (let other = first; other < first + this.#table.width; other++) if (this.#origin[other] === owner) return true
    return false
  }

  /**
   * Finds a chain in which each takes a slot and gives up another of its own, from `hole` or from one of
   * `givers` to a member under its quota, and carries it out. Of all chains, one that gives up the
   * fewest slots kept from before (a breadth-first search with steps of cost 0 and 1). Its steps do not
   * disturb each other: if two changed the zones of one partition, what the second reaches would have
   * been reached by the first.
   */
  #chain (hole: number, givers: readonly number[]): boolean {
    const table = this.#table
    // The slot that each member would take.
    const takes = new Int32Array(table.counts.length).fill(NO_SLOT)
    const isGiver = new Set(givers)
    // Those with room first, so that a chain ends when it can.
    let unreached = Array.from(table.counts, (_, member) => member)
      .filter(member => !isGiver.has(member))
      .sort((a, b) => Number(this.#surplus(b) < 0) - Number(this.#surplus(a) < 0) || a - b)
    let end = NO_MEMBER
    const reach = (slot: number, reached: number[]): void => {
      unreached = unreached.filter(member => {
        if (end !== NO_MEMBER || !table.accepts(slot, member)) return true
        takes[member] = slot
        if (this.#surplus(member) < 0) end = member
        else reached.push(member)
        return false
      })
    }
    const reachFrom = (members: readonly number[], kept: boolean, reached: number[]): void => {
      // `reached` may be `members`: those reached at no cost are looked at in the same round.
      for (const member of members) {
        for (const slot of table.slotsOf(member)) {
          if (end === NO_MEMBER && unreached.length > 0 && this.#isKept(slot) === kept) reach(slot, reached)
        }
      }
    }
    let level = [...givers]
    if (hole !== NO_SLOT) reach(hole, level)
    while (level.length > 0 && end === NO_MEMBER) {
      reachFrom(level, false, level)
      const next: number[] = []
      reachFrom(level, true, next)
      level = next
    }
    if (end === NO_MEMBER) return false
    for (let member = end; member !== NO_MEMBER;) {
      const slot = takes[member] ?? NO_SLOT
      if (slot === NO_SLOT) break
      const giver = table.ownerOf(slot)
      table.set(slot, member)
      member = giver
    }
    return true
  }
}

const NO_SLOT = -1

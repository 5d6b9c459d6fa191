import { NO_MEMBER } from './slot-table.js'

/** Partitions in the order of positions, as in a view's assignment. Changed in place. */
export interface PositionInput {
  readonly slots: Uint16Array
  readonly partitions: number
  readonly width: number
  /** Filled positions of every partition. */
  readonly replicas: number
  readonly zoneOf: readonly number[]
}

/**
 * Orders the primaries within each partition so that every member is at each position (first of all
 * at the first: the preferred coordinator) in the same fraction of its partitions, to within one.
 * Zones come before their repeats, so that a bucket with a smaller N is spread too. Moves no data,
 * and changes an order only where balance or zones need it.
 *
 * Choosing one owner a partition is a bipartite matching: members above their target push along
 * shortest augmenting paths to members below it (Hopcroft and Karp, 1973, section 2).
 */
export function orderPositions (input: PositionInput): void {
  for (let position = 0; position < input.replicas; position++) {
    const order = new PositionOrder(input, position)
    order.putZonesFirst()
    if (position < input.replicas - 1) order.balance()
  }
}

class PositionOrder {
  readonly #input: PositionInput
  readonly #position: number
  /** Before the first position nothing can repeat, and with one zone everything does. */
  readonly #isAnyAllowed: boolean
  /** Of each member those in which it has this position, ascending. Kept, not made for each turn that is passed: there are hundreds. */
  #partitionsOf: number[][] = []
  /** Of each member, how many of those have nobody that takes a turn: members only come to their targets, so it stays so until the list changes before it. */
  #exhausted = new Uint32Array(0)

  constructor (input: PositionInput, position: number) {
    this.#input = input
    this.#position = position
    this.#isAnyAllowed = position === 0 || input.zoneOf.every(zone => zone === input.zoneOf[0])
  }

  #owner (slot: number): number { return this.#input.slots[slot] ?? NO_MEMBER }

  #swap (slot: number, other: number): void {
    const owner = this.#owner(slot)
    this.#input.slots[slot] = this.#owner(other)
    this.#input.slots[other] = owner
  }

  /** Whether the owner of `slot`, at this position, would not repeat a zone while another is still to come. */
  #isAllowed (slot: number): boolean {
    if (this.#isAnyAllowed) return true
    const { width, replicas, zoneOf } = this.#input
    const first = slot - slot % width
    const at = first + this.#position
    const isBefore = (zone: number | undefined): boolean => {
      for (let other = first; other < at; other++) if (zoneOf[this.#owner(other)] === zone) return true
      return false
    }
    if (!isBefore(zoneOf[this.#owner(slot)])) return true
    for (let other = at; other < first + replicas; other++) {
      if (!isBefore(zoneOf[this.#owner(other)])) return false
    }
    return true
  }

  putZonesFirst (): void {
    if (this.#isAnyAllowed) return
    const { partitions, width, replicas } = this.#input
    for (let partition = 0; partition < partitions; partition++) {
      const at = partition * width + this.#position
      let slot = at
      while (slot < partition * width + replicas - 1 && !this.#isAllowed(slot)) slot++
      if (slot !== at) this.#swap(at, slot)
    }
  }

  balance (): void {
    const { partitions, width, replicas, zoneOf } = this.#input
    const counts = new Uint32Array(zoneOf.length)
    const later = new Uint32Array(zoneOf.length)
    for (let partition = 0; partition < partitions; partition++) {
      for (let position = this.#position; position < replicas; position++) {
        const owner = this.#owner(partition * width + position)
        later[owner] = (later[owner] ?? 0) + 1
        if (position === this.#position) counts[owner] = (counts[owner] ?? 0) + 1
      }
    }
    const targets = targetsOf(counts, later, replicas - this.#position, partitions)
    this.#partitionsOf = Array.from(counts, (): number[] => [])
    for (let partition = 0; partition < partitions; partition++) {
      this.#partitionsOf[this.#owner(partition * width + this.#position)]?.push(partition)
    }
    this.#exhausted = new Uint32Array(counts.length)
    while (this.#pushStraight(counts, targets) || this.#push(counts, targets));
  }

  /** What #push would find first, without looking again at what has nobody: one step from a member above its target to one below. */
  #pushStraight (counts: Uint32Array, targets: Uint32Array): boolean {
    const { slots, width, replicas } = this.#input
    for (let member = 0; member < counts.length; member++) {
      if ((counts[member] ?? 0) <= (targets[member] ?? 0)) continue
      const partitions = this.#partitionsOf[member] ?? []
      for (let at = this.#exhausted[member] ?? 0; at < partitions.length; at++) {
        const first = (partitions[at] ?? 0) * width
        for (let slot = first + this.#position + 1; slot < first + replicas; slot++) {
          const taker = slots[slot] ?? NO_MEMBER
          if ((counts[taker] ?? 0) >= (targets[taker] ?? 0) || !this.#isAllowed(slot)) continue
          this.#exhausted[member] = at
          this.#pass(member, taker, slot)
          counts[taker] = (counts[taker] ?? 0) + 1
          counts[member] = (counts[member] ?? 0) - 1
          return true
        }
      }
      this.#exhausted[member] = partitions.length
    }
    return false
  }

  /** Passes one turn from a member above its target to one below; false if there is no way. */
  #push (counts: Uint32Array, targets: Uint32Array): boolean {
    const { width, replicas } = this.#input
    const queue: number[] = []
    // For each member reached, the slot in which it waits to take the turn; -1 for where a path starts.
    const via = new Int32Array(counts.length).fill(-2)
    counts.forEach((count, member) => {
      if (count > (targets[member] ?? 0)) { queue.push(member); via[member] = -1 }
    })
    for (const member of queue) {
      for (const partition of this.#partitionsOf[member] ?? []) {
        const first = partition * width
        for (let slot = first + this.#position + 1; slot < first + replicas; slot++) {
          const taker = this.#owner(slot)
          if (via[taker] !== -2 || !this.#isAllowed(slot)) continue
          via[taker] = slot
          if ((counts[taker] ?? 0) >= (targets[taker] ?? 0)) { queue.push(taker); continue }
          counts[taker] = (counts[taker] ?? 0) + 1
          const source = this.#apply(via, taker)
          counts[source] = (counts[source] ?? 0) - 1
          return true
        }
      }
    }
    return false
  }

  /** Swaps back along the path; returns the member that it started from. */
  #apply (via: Int32Array, taker: number): number {
    for (let member = taker; ;) {
      const slot = via[member] ?? -1
      if (slot < 0) return member
      const giver = this.#owner(slot - slot % this.#input.width + this.#position)
      this.#pass(giver, member, slot)
      this.#exhausted.fill(0)
      member = giver
    }
  }

  /** `taker`, which has `slot`, takes the turn of `giver` in its partition. */
  #pass (giver: number, taker: number, slot: number): void {
    const partition = (slot - slot % this.#input.width) / this.#input.width
    this.#swap(partition * this.#input.width + this.#position, slot)
    const given = this.#partitionsOf[giver] ?? []
    given.splice(placeIn(given, partition), 1)
    const taken = this.#partitionsOf[taker] ?? []
    taken.splice(placeIn(taken, partition), 0, partition)
  }
}

/** Where `partition` stands, or would, among `ascending` ones. */
function placeIn (ascending: readonly number[], partition: number): number {
  let low = 0
  for (let high = ascending.length; low < high;) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] ?? 0) < partition) low = middle + 1
    else high = middle
  }
  return low
}

/** Each member's part, rounded down or up; up first for those that are above already. */
function targetsOf (counts: Uint32Array, later: Uint32Array, positions: number, partitions: number): Uint32Array {
  const targets = later.map(count => Math.floor(count / positions))
  let left = partitions - targets.reduce((sum, target) => sum + target, 0)
  const open = Array.from(later, (_, member) => member).filter(member => (later[member] ?? 0) % positions !== 0)
  const isAbove = (member: number): number => Number((counts[member] ?? 0) > (targets[member] ?? 0))
  const order = open.map(member => ({ member, above: isAbove(member), rest: (later[member] ?? 0) % positions }))
  order.sort((a, b) => b.above - a.above || b.rest - a.rest || a.member - b.member)
  for (const { member } of order) {
    if (left-- <= 0) break
    targets[member] = (targets[member] ?? 0) + 1
  }
  return targets
}

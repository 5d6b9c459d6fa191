/** In an assignment: nobody, because there are fewer members than replicas. */
export const NO_MEMBER = 0xffff

/**
 * An assignment being made: who holds which slot, with the rules of a partition kept at every step.
 * Slot `partition * width + position`; the first `replicas` positions of each partition are to be filled.
 *
 * The rules: a member at most once in a partition, and at least `zonesWanted` distinct zones in it,
 * where every hole may still bring one.
 */
export class SlotTable {
  readonly slots: Uint16Array
  readonly counts: Uint32Array
  readonly #slotsOf: number[][]
  /** Where in its owner's list a slot is. */
  readonly #placeOf: Uint32Array
  readonly #zonesWanted: number
  readonly #zoneMark: Uint32Array
  #mark = 0

  /**
   * @param zoneOf for each member its zone, as a number below `zones`
   * @param replicas at most the number of members and at most `width`
   */
  constructor (
    readonly partitions: number,
    readonly width: number,
    readonly replicas: number,
    readonly zoneOf: readonly number[],
    zones: number
  ) {
    this.slots = new Uint16Array(partitions * width).fill(NO_MEMBER)
    this.counts = new Uint32Array(zoneOf.length)
    this.#slotsOf = zoneOf.map(() => [])
    this.#placeOf = new Uint32Array(partitions * width)
    this.#zonesWanted = Math.min(replicas, zones)
    this.#zoneMark = new Uint32Array(zones)
  }

  ownerOf (slot: number): number { return this.slots[slot] ?? NO_MEMBER }

  countOf (member: number): number { return this.counts[member] ?? 0 }

  slotsOf (member: number): readonly number[] { return this.#slotsOf[member] ?? [] }

  /** Gives the slot to `member`, or to nobody, whoever had it. */
  set (slot: number, member: number): void {
    const owner = this.ownerOf(slot)
    const list = this.#slotsOf[owner]
    if (list !== undefined) {
      const last = list.pop()
      const place = this.#placeOf[slot] ?? 0
      if (last !== undefined && last !== slot) {
        list[place] = last
        this.#placeOf[last] = place
      }
      this.counts[owner] = this.countOf(owner) - 1
    }
    this.slots[slot] = member
    const next = this.#slotsOf[member]
    if (next === undefined) return
    this.#placeOf[slot] = next.length
    next.push(slot)
    this.counts[member] = this.countOf(member) + 1
  }

  /** Whether the partition's rules allow `member` in this slot in place of whoever has it. */
  accepts (slot: number, member: number): boolean {
    return this.#zonesAndHoles(slot, member) >= this.#zonesWanted
  }

  /** Whether the partition of this slot keeps its rules if nobody has the slot. */
  isLawful (slot: number): boolean {
    if (this.#zonesWanted <= 1) return true
    return this.#zonesAndHoles(slot, this.ownerOf(slot)) >= this.#zonesWanted
  }

  /** Whether another member of the owner's zone is in the same partition. */
  zoneRepeats (slot: number): boolean {
    const first = slot - slot % this.width
    const zone = this.zoneOf[this.ownerOf(slot)]
    for (let other = first; other < first + this.replicas; other++) {
      if (other !== slot && this.ownerOf(other) !== NO_MEMBER && this.zoneOf[this.ownerOf(other)] === zone) return true
    }
    return false
  }

  /** Distinct zones plus holes of the partition with `member` in `slot`; -1 if it is in another slot of it. */
  #zonesAndHoles (slot: number, member: number): number {
    const mark = ++this.#mark
    const first = slot - slot % this.width
    let sum = 0
    for (let other = first; other < first + this.replicas; other++) {
      const owner = other === slot ? member : this.slots[other] ?? NO_MEMBER
      if (owner === NO_MEMBER) { sum++; continue }
      if (other !== slot && owner === member) return -1
      const zone = this.zoneOf[owner] ?? 0
      if (this.#zoneMark[zone] === mark) continue
      this.#zoneMark[zone] = mark
      sum++
    }
    return sum
  }
}

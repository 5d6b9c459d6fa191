/** What of a member decides how many partitions it should hold. `zone` is a small number, one a zone. */
export interface QuotaMember {
  readonly weight: number
  readonly zone: number
  /** Slots it holds now: of members with equal claims, those that have the odd slot keep it. */
  readonly held: number
}

/**
 * How many slots (partition, replica) each member should hold. They sum to `partitions * replicas`.
 *
 * Proportional to weight by the method of odd divisors (Webster, Sainte-Lague), under what placement
 * allows: a member once in a partition; with as many zones as replicas or more, a zone once in a
 * partition; with fewer, every zone at least once. What a capped member or zone cannot take goes to
 * the others in proportion. Any such quotas can be met exactly: giving each partition the fraction
 * quota/partitions of each member satisfies all of it, and flows with integer bounds have integer solutions.
 *
 * A divisor method never takes from one member to give to another that was there before when a third
 * joins or leaves (Balinski and Young, "Fair Representation", 1982), so quotas add no movement.
 *
 * @param replicas at most the number of members
 */
export function quotas (members: readonly QuotaMember[], partitions: number, replicas: number): Uint32Array {
  const given = new Uint32Array(members.length)
  const zones = zonesOf(members)
  const all = members.map((_, index) => index)
  if (zones.length >= replicas) {
    hand(members, given, all, partitions * replicas, partitions, partitions)
  } else {
    for (const zone of zones) hand(members, given, zone, partitions, partitions, partitions)
    hand(members, given, all, partitions * (replicas - zones.length), partitions, partitions * replicas)
  }
  return given
}

/** Indexes of the members of each zone. */
function zonesOf (members: readonly QuotaMember[]): number[][] {
  const zones = new Map<number, number[]>()
  members.forEach((member, index) => {
    const zone = zones.get(member.zone)
    if (zone === undefined) zones.set(member.zone, [index])
    else zone.push(index)
  })
  return [...zones.values()]
}

/** Adds `slots` to `given`, one at a time to whoever of `among` has the best claim, within both caps. */
function hand (members: readonly QuotaMember[], given: Uint32Array, among: readonly number[], slots: number, memberMax: number, zoneMax: number): void {
  const zoneGiven = new Map<number, number>()
  const of = (index: number): QuotaMember => members[index] ?? { weight: 0, zone: 0, held: 0 }
  const has = (index: number): number => given[index] ?? 0
  const before = (a: number, b: number): boolean => {
    const claim = of(a).weight * (2 * has(b) + 1) - of(b).weight * (2 * has(a) + 1)
    if (claim !== 0) return claim > 0
    const keeps = Number(of(a).held > has(a)) - Number(of(b).held > has(b))
    return keeps !== 0 ? keeps > 0 : a < b
  }
  const left = { slots }
  handMost(members, given, among, left, memberMax, zoneMax, zoneGiven)
  const heap = new IndexHeap(among, before)
  while (left.slots > 0) {
    const best = heap.top
    if (best === undefined) return
    const zone = of(best).zone
    const inZone = zoneGiven.get(zone) ?? 0
    if (has(best) >= memberMax || inZone >= zoneMax) { heap.removeTop(); continue }
    given[best] = has(best) + 1
    zoneGiven.set(zone, inZone + 1)
    left.slots--
    heap.topChanged()
  }
}

/**
 * Gives at once what one at a time would give first: all slots whose claim is above a bound that few stay below. Nothing
 * where that would meet a cap, as what a capped one cannot take goes to others one at a time.
 */
function handMost (members: readonly QuotaMember[], given: Uint32Array, among: readonly number[], left: { slots: number }, memberMax: number, zoneMax: number, zoneGiven: Map<number, number>): void {
  let weights = 0
  let total = left.slots
  for (const index of among) {
    weights += members[index]?.weight ?? 0
    total += given[index] ?? 0
  }
  const divisor = 2 * (total - among.length)
  if (divisor <= 0) return
  const next = new Map<number, number>()
  const inZones = new Map<number, number>()
  let sum = 0
  for (const index of among) {
    const { weight, zone } = members[index] ?? { weight: 0, zone: 0 }
    const has = given[index] ?? 0
    // Each h with weight / (2h + 1) > weights / divisor, in whole numbers.
    const odd = Math.floor((weight * divisor - 1) / weights)
    const wanted = Math.max(has, Math.floor((odd + 1) / 2))
    const inZone = (inZones.get(zone) ?? 0) + wanted - has
    if (wanted > memberMax || inZone > zoneMax) return
    next.set(index, wanted)
    inZones.set(zone, inZone)
    sum += wanted - has
  }
  if (sum > left.slots) return
  for (const [index, wanted] of next) given[index] = wanted
  for (const [zone, inZone] of inZones) zoneGiven.set(zone, inZone)
  left.slots -= sum
}

/** A binary heap of numbers whose order may change only for the one on top. */
class IndexHeap {
  readonly #items: number[]
  readonly #before: (a: number, b: number) => boolean

  constructor (items: readonly number[], before: (a: number, b: number) => boolean) {
    this.#items = [...items]
    this.#before = before
    for (let i = this.#items.length >>> 1; i >= 0; i--) this.#sink(i)
  }

  get top (): number | undefined { return this.#items[0] }

  topChanged (): void { this.#sink(0) }

  removeTop (): void {
    const last = this.#items.pop()
    if (last === undefined || this.#items.length === 0) return
    this.#items[0] = last
    this.#sink(0)
  }

  #sink (from: number): void {
    const items = this.#items
    for (let at = from; ;) {
      let first = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        const a = items[child]
        const b = items[first]
        if (a !== undefined && b !== undefined && this.#before(a, b)) first = child
      }
      const moved = items[at]
      const riser = items[first]
      if (first === at || moved === undefined || riser === undefined) return
      items[at] = riser
      items[first] = moved
      at = first
    }
  }
}

/** How flights of one key differ that must not be shared; compared with `===`. */
export type FlightKind = number | string

/** Those of one key and kind. */
interface Flights<T> {
  readonly kind: FlightKind
  flying: number
  next: Promise<T> | undefined
  /** Of those who wait for `next`: until when the one that waits longest does. */
  deadline: number
  start: (() => void) | undefined
  /** Of the same key and another kind: there are few. */
  others: Flights<T> | undefined
}

/**
 * Runs few of the same work at a time. Whoever comes when `flightsMax` are under way waits, with all
 * others who do, for one that begins after: never for one that began before, which may not know of
 * what was acknowledged since.
 */
export class SingleFlight<T> {
  /** By key, which is a text that is at hand: one with the kind in it would be made, and hashed, for each. */
  readonly #keys = new Map<string, Flights<T>>()

  constructor (private readonly flightsMax: number) {}

  get size (): number { return this.#keys.size }

  /**
   * Resolves to what a `fly` that began after this call resolves to.
   *
   * @param fly is given the latest deadline of those who share it; throws nothing, but gives a promise that fails
   */
  run (key: string, kind: FlightKind, fly: (deadline: number) => Promise<T>, deadline = Infinity): Promise<T> {
    const flights = this.#flightsOf(key, kind)
    if (flights.flying < this.flightsMax) return this.#fly(key, flights, fly, deadline)
    // Who came first may have waited most of its time by then: whoever has just come is not to fail for that.
    flights.deadline = Math.max(flights.deadline, deadline)
    flights.next ??= new Promise<T>((resolve, reject) => {
      flights.start = () => {
        const until = flights.deadline
        flights.next = undefined
        flights.deadline = -Infinity
        flights.start = undefined
        this.#fly(key, flights, fly, until).then(resolve, reject)
      }
    })
    return flights.next
  }

  #flightsOf (key: string, kind: FlightKind): Flights<T> {
    const first = this.#keys.get(key)
    let flights = first
    while (flights !== undefined && flights.kind !== kind) flights = flights.others
    if (flights === undefined) this.#keys.set(key, flights = { kind, flying: 0, next: undefined, deadline: -Infinity, start: undefined, others: first })
    return flights
  }

  #fly (key: string, flights: Flights<T>, fly: (deadline: number) => Promise<T>, deadline: number): Promise<T> {
    flights.flying++
    const landed = (): void => {
      flights.flying--
      if (flights.start !== undefined) flights.start()
      else if (flights.flying === 0) this.#forget(key, flights)
    }
    const flight = fly(deadline)
    // Before whoever asked hears of it.
    void flight.then(landed, landed)
    return flight
  }

  #forget (key: string, over: Flights<T>): void {
    const first = this.#keys.get(key)
    if (first === over) {
      if (over.others === undefined) this.#keys.delete(key)
      else this.#keys.set(key, over.others)
      return
    }
    let before = first
    while (before !== undefined && before.others !== over) before = before.others
    if (before !== undefined) before.others = over.others
  }
}

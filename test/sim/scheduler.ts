/**
 * Virtual time: a heap of (time, sequence). One event at a time is run, then all that it set in motion
 * settles, then time moves on. The same seed gives the same order.
 */
import type { Timer } from '../../daemon/core/env.js'

interface Event { readonly atMs: number, readonly sequence: number, fn: (() => void) | undefined }

/** Immediates that are queued at a time: going once round the event loop costs as much as a small event. Most waits are short, some are long. */
const ROUND_EVENTS_MIN = 4
const ROUND_EVENTS_MAX = 128

export class Scheduler {
  #heap: Event[] = []
  #sequence = 0
  #nowMs = 0
  events = 0

  get nowMs (): number { return this.#nowMs }

  after (delayMs: number, fn: () => void): Timer {
    const event: Event = { atMs: this.#nowMs + Math.max(0, delayMs), sequence: this.#sequence++, fn }
    this.#push(event)
    return { cancel: () => { event.fn = undefined } }
  }

  /** Runs every event of the next `durationMs`. */
  async runFor (durationMs: number): Promise<void> {
    await this.#run(this.#nowMs + durationMs, () => false)
  }

  /**
   * Runs until `done()`.
   *
   * @param lookEveryMs of virtual time, for what costs more to ask than an event; 0: after every event
   * @throws when that is not so after `withinMs`; `what` is for the message
   */
  async runUntil (done: () => boolean, withinMs: number, what: string, lookEveryMs = 0): Promise<void> {
    let nextMs = this.#nowMs
    await this.#run(this.#nowMs + withinMs, () => {
      if (this.#nowMs < nextMs) return false
      nextMs = this.#nowMs + lookEveryMs
      return done()
    })
    if (!done()) throw new Error(`${what}: not so after ${withinMs} ms of virtual time`)
  }

  /** Runs until the promise settles, and gives its result. */
  async settle<T> (promise: Promise<T>, withinMs: number, what: string): Promise<T> {
    let settled = false
    promise.then(() => { settled = true }, () => { settled = true })
    await this.runUntil(() => settled, withinMs, what)
    return await promise
  }

  /** One event in each of Node's immediates: it lets all promises settle between two of them. One microtask would let time overtake them. */
  async #run (untilMs: number, done: () => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      let ended = false
      const step = (): void => {
        if (ended) return
        try {
          ended = !this.#runNext(untilMs, done)
        } catch (error) {
          ended = true
          reject(error instanceof Error ? error : new Error(String(error)))
          return
        }
        if (ended) resolve()
      }
      let events = ROUND_EVENTS_MIN
      const round = (): void => {
        if (ended) return
        for (let index = 0; index < events; index++) setImmediate(step)
        events = Math.min(ROUND_EVENTS_MAX, 2 * events)
        setImmediate(round)
      }
      round()
    })
  }

  /** Runs the next event before `untilMs`; false if there is none, or it is done. */
  #runNext (untilMs: number, done: () => boolean): boolean {
    for (;;) {
      if (done()) return false
      const event = this.#heap[0]
      if (event === undefined || event.atMs > untilMs) {
        this.#nowMs = untilMs
        return false
      }
      this.#pop()
      this.#nowMs = event.atMs
      if (event.fn === undefined) continue
      this.events++
      event.fn()
      return true
    }
  }

  #push (event: Event): void {
    const heap = this.#heap
    let index = heap.push(event) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (before(heap[parent] as Event, event)) break
      heap[index] = heap[parent] as Event
      index = parent
    }
    heap[index] = event
  }

  #pop (): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1] as Event, heap[child] as Event)) child++
      if (before(last, heap[child] as Event)) break
      heap[index] = heap[child] as Event
      index = child
    }
    heap[index] = last
  }
}

function before (a: Event, b: Event): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence)
}

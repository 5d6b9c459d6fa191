import { DeadlineExceededError, OverloadedError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Clock, Meter } from '../env.js'

/** Requests of clients in work at this peer. */
export const ADMISSION_LIMITS = {
  requestsMax: 4_096,
  /** Of one caller, so that one alone cannot keep all others out. */
  requestsPerPeerMax: 2_048,
  /** For one key: what is hot waits for itself, not before the rest. */
  requestsPerKeyMax: 1_024,
  /** Of keys and values together. */
  requestBytesMax: 128 * 1_024 * 1_024,
} as const
export type AdmissionLimits = Partial<Record<keyof typeof ADMISSION_LIMITS, number>>

const RETRY_MS_MIN = 10
const RETRY_MS_MAX = 1_000
/** Weight of the newest request in the running mean of how long one takes. */
const MEAN_WEIGHT = 0.01

/**
 * Lets in as many requests as can be worked on at a time; one more is told to come back, at the cost of a
 * look into two maps. There is no queue in front: what waits is in work, and ends by its deadline.
 */
export class Admission {
  readonly #limits: Record<keyof typeof ADMISSION_LIMITS, number>
  readonly #ofPeer = new Map<string, number>()
  readonly #ofKey = new Map<string, number>()
  #requests = 0
  #bytes = 0
  #meanMs = RETRY_MS_MIN

  constructor (private readonly components: { readonly clock: Clock, readonly meter: Meter }, limits: AdmissionLimits = {}) {
    this.#limits = { ...ADMISSION_LIMITS, ...limits }
  }

  get requests (): number { return this.#requests }

  /**
   * @param bytes of key and value
   * @throws OverloadedError when a limit is reached, DeadlineExceededError when nobody waits any more (both: nothing was done); what `work` throws
   */
  async run<T> (from: NodeId, key: string, bytes: number, deadline: number, work: () => Promise<T>): Promise<T> {
    const { clock } = this.components
    const start = clock.monotonic()
    if (start >= deadline) throw new DeadlineExceededError('the deadline had passed before the request was begun')
    this.#admit(from, key, bytes)
    this.#requests++
    this.#bytes += bytes
    add(this.#ofPeer, from, 1)
    add(this.#ofKey, key, 1)
    try {
      return await work()
    } finally {
      this.#requests--
      this.#bytes -= bytes
      add(this.#ofPeer, from, -1)
      add(this.#ofKey, key, -1)
      this.#meanMs += (clock.monotonic() - start - this.#meanMs) * MEAN_WEIGHT
    }
  }

  #admit (from: NodeId, key: string, bytes: number): void {
    const { requestsMax, requestsPerPeerMax, requestsPerKeyMax, requestBytesMax } = this.#limits
    if (this.#requests >= requestsMax) this.#refuse('requestsMax')
    if ((this.#ofPeer.get(from) ?? 0) >= requestsPerPeerMax) this.#refuse('requestsPerPeerMax')
    if ((this.#ofKey.get(key) ?? 0) >= requestsPerKeyMax) this.#refuse('requestsPerKeyMax')
    // One that is alone is let in, however large: its own limit is another.
    if (this.#requests > 0 && this.#bytes + bytes > requestBytesMax) this.#refuse('requestBytesMax')
  }

  #refuse (limit: keyof typeof ADMISSION_LIMITS): never {
    this.components.meter.count('requests_refused_total', 1, { limit })
    throw new OverloadedError(limit, Math.round(Math.min(RETRY_MS_MAX, Math.max(RETRY_MS_MIN, this.#meanMs))))
  }
}

function add (counts: Map<string, number>, id: string, by: number): void {
  const count = (counts.get(id) ?? 0) + by
  if (count > 0) counts.set(id, count)
  else counts.delete(id)
}

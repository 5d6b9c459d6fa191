import { DeadlineExceededError, OverloadedError, QuorumNotMetError } from '../../../protocols/errors.js'
import { rejected } from '../../../protocols/rejected.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Clock, Meter } from '../env.js'
import { ConcurrencyLimit } from './concurrency-limit.js'

/** Requests of clients of one class (reads, writes) in work at this peer. */
export const ADMISSION_LIMITS = {
  /** The most at any time. How many it is now is learnt from how long they take, … */
  requestsMax: 1_024,
  /** … from this on, … */
  requestsStart: 512,
  /** … and never less than this: a disk takes many writes at a time. */
  requestsMin: 16,
  /** For one key: what is hot waits for itself, not before the rest. */
  requestsPerKeyMax: 512,
  /** Of keys and values together, and of what is about to be answered, as far as that can be known. */
  requestBytesMax: 96 * 1_024 * 1_024,
} as const
export type AdmissionLimits = Partial<Record<keyof typeof ADMISSION_LIMITS, number>>

export interface AdmissionInit {
  /** For metrics: `reads`. */
  readonly kind: string
  readonly limits?: AdmissionLimits | undefined
  /** A request that was let in ended after so long, whatever came of it. */
  readonly onEnd?: (elapsedMs: number) => void
}

type Refusal = 'requestsMax' | 'requestsPerPeerMax' | 'requestsPerKeyMax' | 'requestBytesMax'

/**
 * One caller may have so many times what is free, so that some always is for others: alone it gets four
 * fifths. (Choudhury, Hahne: "Dynamic Queue Length Thresholds for Shared-Memory Packet Switches", 1998.)
 */
const PEER_SHARE = 4
const RETRY_MS_MIN = 16
const RETRY_MS_MAX = 1_024
/** Weight of the newest request in the running means of how long one takes and how large its answer is. */
const MEAN_WEIGHT = 0.01
/** Refusals are counted together: one by one that would cost more than refusing. */
const REFUSED_TOGETHER_MAX = 256

/**
 * Lets in as many requests of a class as can be worked on at a time; one more is told to come back. There is no
 * queue in front: what waits is in work, and ends by its deadline.
 *
 * Refusing must stay cheap when there are ten times too many: `refusal` looks at counters, before the request is
 * decoded, and what it answers is made once.
 */
export class Admission {
  readonly #limits: Record<keyof typeof ADMISSION_LIMITS, number>
  readonly #concurrency: ConcurrencyLimit
  readonly #ofPeer = new Map<string, number>()
  readonly #ofKey = new Map<string, number>()
  readonly #refusals = new Map<string, OverloadedError>()
  readonly #refused = new Map<Refusal, number>()
  #requests = 0
  #bytes = 0
  #meanMs = RETRY_MS_MIN
  #meanAnswerBytes = 0

  constructor (private readonly components: { readonly clock: Clock, readonly meter: Meter }, private readonly init: AdmissionInit) {
    this.#limits = { ...ADMISSION_LIMITS, ...init.limits }
    const { requestsMin, requestsStart, requestsMax } = this.#limits
    this.#concurrency = new ConcurrencyLimit(components, { min: requestsMin, start: requestsStart, max: requestsMax })
  }

  get requests (): number { return this.#requests }
  /** How many may be in work now. */
  get requestsMax (): number { return this.#concurrency.value }

  /** Why a request of so many bytes cannot be taken now; undefined: it can. Does nothing else. */
  refusal (from: NodeId, bytes: number): OverloadedError | undefined {
    const free = this.#concurrency.value - this.#requests
    if (free <= 0) return this.#refuse('requestsMax')
    const ofPeer = this.#ofPeer.get(from) ?? 0
    if (ofPeer > 0 && ofPeer >= PEER_SHARE * free) return this.#refuse('requestsPerPeerMax')
    // One that is alone is let in, however large: its own limit is another.
    if (this.#requests > 0 && this.#bytes + bytes + (this.#requests + 1) * this.#meanAnswerBytes > this.#limits.requestBytesMax) return this.#refuse('requestBytesMax')
    return undefined
  }

  /**
   * @param bytes of key and value
   * @param work is given the key; throws nothing, but gives a promise that fails
   * @param bytesOf what `work` made, for requests whose answers may be large
   * @throws OverloadedError when a limit is reached, DeadlineExceededError when nobody waits any more (both: nothing was done); what `work` throws
   */
  run<T> (from: NodeId, key: string, bytes: number, deadline: number, work: (key: string) => Promise<T>, bytesOf?: (answer: T) => number): Promise<T> {
    const start = this.components.clock.monotonic()
    if (start >= deadline) return rejected(new DeadlineExceededError('the deadline had passed before the request was begun'))
    const refusal = this.refusal(from, bytes) ?? ((this.#ofKey.get(key) ?? 0) >= this.#limits.requestsPerKeyMax ? this.#refuse('requestsPerKeyMax') : undefined)
    if (refusal !== undefined) return rejected(refusal)
    this.#requests++
    this.#bytes += bytes
    add(this.#ofPeer, from, 1)
    add(this.#ofKey, key, 1)
    return work(key).then(answer => {
      this.#ended(from, key, bytes, start, deadline, 'answer')
      if (bytesOf !== undefined) this.#meanAnswerBytes += (bytesOf(answer) - this.#meanAnswerBytes) * MEAN_WEIGHT
      return answer
    }, (error: unknown) => {
      // What is refused for what it says is quick however much there is to do; what was too late was not quick, however little time it had.
      this.#ended(from, key, bytes, start, deadline, error instanceof DeadlineExceededError || error instanceof QuorumNotMetError ? 'late' : 'refusal')
      throw error
    })
  }

  #ended (from: NodeId, key: string, bytes: number, start: number, deadline: number, came: 'answer' | 'late' | 'refusal'): void {
    const elapsedMs = this.components.clock.monotonic() - start
    if (came !== 'refusal') this.#concurrency.ended(came === 'late' ? Infinity : elapsedMs, this.#requests, deadline - start)
    this.#requests--
    this.#bytes -= bytes
    add(this.#ofPeer, from, -1)
    add(this.#ofKey, key, -1)
    this.#meanMs += (elapsedMs - this.#meanMs) * MEAN_WEIGHT
    if (this.#refused.size > 0) for (const limit of this.#refused.keys()) this.#countRefused(limit)
    this.init.onEnd?.(elapsedMs)
  }

  #refuse (limit: Refusal): OverloadedError {
    const refused = (this.#refused.get(limit) ?? 0) + 1
    this.#refused.set(limit, refused)
    if (refused >= REFUSED_TOGETHER_MAX) this.#countRefused(limit)
    // A power of two, so that there are only a few different ones.
    const retryAfterMs = Math.min(RETRY_MS_MAX, Math.max(RETRY_MS_MIN, 2 ** Math.ceil(Math.log2(this.#meanMs))))
    const name = `${limit} ${retryAfterMs}`
    let refusal = this.#refusals.get(name)
    if (refusal === undefined) this.#refusals.set(name, refusal = new OverloadedError(limit, retryAfterMs))
    return refusal
  }

  #countRefused (limit: Refusal): void {
    const refused = this.#refused.get(limit) ?? 0
    if (refused > 0) this.components.meter.count('requests_refused_total', refused, { kind: this.init.kind, limit })
    this.#refused.delete(limit)
  }
}

function add (counts: Map<string, number>, id: string, by: number): void {
  const count = (counts.get(id) ?? 0) + by
  if (count > 0) counts.set(id, count)
  else counts.delete(id)
}

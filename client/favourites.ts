import type { ClientEnvironment, Peer } from './transport.js'

/**
 * Up to so much out for each peer that could coordinate it, a client keeps to few peers: what it sends, and what they
 * send to the other replicas, goes in fewer and longer messages. With more, one coordinator alone would hold it up. A write counts as one.
 */
export const TOGETHER_MAX = 180
/** A read counts as so many: nearly all its work is the coordinator's, while all replicas store what is written. One asked beside another does not count. */
export const READ_WEIGHT = 2
/** A request counts once more for each of so many bytes of its value: a message of that length gains nothing by being longer. */
export const WEIGHT_BYTES = 8_192
/** Of the values that were read, smoothed: what the next one counts. */
const READ_BYTES_PART = 1 / 16
/** As many as were out at any time of the last one to two of these, milliseconds: answers come many at a time, too. */
export const TOGETHER_MS = 1_000

/** Which of the peers that could coordinate a request a client prefers, and whether it goes by that (docs/adr/0034-few-coordinators.md). */
export class Favourites {
  /** At random: each client has other favourites. */
  readonly #ranks = new WeakMap<Peer, number>()
  #out = 0
  #readBytes = 0
  /** The most that was out, in this time and in the one before. */
  #most = 0
  #mostBefore = 0
  #untilMs = 0

  constructor (private readonly environment: Pick<ClientEnvironment, 'now' | 'random'>) {}

  /** What a request counts. @param valueBytes of a write */
  weightOf (write: boolean, valueBytes: number): number {
    return write ? 1 + valueBytes / WEIGHT_BYTES : READ_WEIGHT * (1 + this.#readBytes / WEIGHT_BYTES)
  }

  /** A value of so many bytes was read. */
  read (valueBytes: number): void { this.#readBytes += READ_BYTES_PART * (valueBytes - this.#readBytes) }

  /** A request goes out; `ended` must follow, with the same weight. */
  asked (weight: number): void {
    this.#out += weight
    const now = this.environment.now()
    if (now >= this.#untilMs) {
      this.#mostBefore = now < this.#untilMs + TOGETHER_MS ? this.#most : 0
      this.#most = 0
      this.#untilMs = now + TOGETHER_MS
    }
    this.#most = Math.max(this.#most, this.#out)
  }

  ended (weight: number): void { this.#out -= weight }

  /** Whether a request that `coordinators` of so many members could coordinate goes where the others of this client go. */
  keepTogether (coordinators: number, members: number): boolean {
    return coordinators > 1 && Math.max(this.#most, this.#mostBefore) * coordinators <= TOGETHER_MAX * members
  }

  /** The favourite first. */
  sort (peers: Peer[]): void { peers.sort((a, b) => this.#rankOf(a) - this.#rankOf(b)) }

  #rankOf (peer: Peer): number {
    let rank = this.#ranks.get(peer)
    if (rank === undefined) this.#ranks.set(peer, rank = this.environment.random())
    return rank
  }
}

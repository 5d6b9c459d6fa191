import type { ClientEnvironment, Peer } from './transport.js'

/**
 * Up to so many requests out for each peer that could coordinate them, a client keeps to few peers: what it sends, and what they
 * send to the other replicas, goes in fewer and longer messages. With more, one coordinator alone would hold them up.
 */
export const TOGETHER_MAX = 24
/** As many as were out at any time of the last one to two of these, milliseconds: answers come many at a time, too. */
export const TOGETHER_MS = 1_000

/** Which of the peers that could coordinate a request a client prefers, and whether it goes by that (docs/adr/0034-few-coordinators.md). */
export class Favourites {
  /** At random: each client has other favourites. */
  readonly #ranks = new WeakMap<Peer, number>()
  #out = 0
  /** The most that were out, in this time and in the one before. */
  #most = 0
  #mostBefore = 0
  #untilMs = 0

  constructor (private readonly environment: Pick<ClientEnvironment, 'now' | 'random'>) {}

  /** A request goes out; `ended` must follow. */
  asked (): void {
    this.#out++
    const now = this.environment.now()
    if (now >= this.#untilMs) {
      this.#mostBefore = now < this.#untilMs + TOGETHER_MS ? this.#most : 0
      this.#most = 0
      this.#untilMs = now + TOGETHER_MS
    }
    this.#most = Math.max(this.#most, this.#out)
  }

  ended (): void { this.#out-- }

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

import type { ClientEnvironment, Peer } from './transport.js'
import { Trial } from './trial.js'

/**
 * Which of the peers that could coordinate a request a client prefers, and whether it goes by that (docs/adr/0036-trials.md).
 * With few coordinators what a client sends, and what they send to the other replicas, goes in fewer and longer messages;
 * but one of them may have too much to do.
 */
export class Favourites {
  /** At random: each client has other favourites. */
  readonly #ranks = new WeakMap<Peer, number>()
  /** Of requests that several peers could coordinate. The second way: each to the first primary in the ring's order. */
  readonly trial: Trial

  constructor (private readonly environment: Pick<ClientEnvironment, 'now' | 'random'>) {
    this.trial = new Trial(environment)
  }

  /** Whether requests go to one favourite now, rather than to all that could coordinate them. */
  get areAsked (): boolean { return !this.trial.isSecond }

  /** The favourite first. */
  sort (peers: Peer[]): void { peers.sort((a, b) => this.#rankOf(a) - this.#rankOf(b)) }

  #rankOf (peer: Peer): number {
    let rank = this.#ranks.get(peer)
    if (rank === undefined) this.#ranks.set(peer, rank = this.environment.random())
    return rank
  }
}

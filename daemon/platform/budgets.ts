import { Budget, CLIENT_ALLOWANCE, PEER_ALLOWANCE } from '../../protocols/libp2p/muxer-guard.js'
import type { Role } from '../../protocols/auth/rights.js'
import type { NodeId } from '../../protocols/record/node-id.js'

/** Keys whose budgets are remembered; the one heard of first goes first. */
export const BUDGETS_MAX = 4_096

/** What each key may ask of the muxers of its connections: of all together, and beyond their end, so that a new one buys nothing. */
export class Budgets {
  readonly #budgets = new Map<NodeId, Budget>()

  /** @param now milliseconds since some fixed point */
  constructor (private readonly now: () => number) {}

  of (peer: NodeId, role: Role): Budget {
    const allowance = role === 'client' ? CLIENT_ALLOWANCE : PEER_ALLOWANCE
    let budget = this.#budgets.get(peer)
    if (budget?.allowance !== allowance) {
      for (const first of this.#budgets.keys()) {
        if (this.#budgets.size < BUDGETS_MAX) break
        this.#budgets.delete(first)
      }
      this.#budgets.set(peer, budget = new Budget(allowance, this.now()))
    }
    return budget
  }
}

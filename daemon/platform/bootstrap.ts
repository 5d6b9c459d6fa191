import { ClusterMismatchError, P2pkvError } from '../../protocols/errors.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import type { Logger } from '../core/env.js'
import type { LibP2pNetwork } from './libp2p-network.js'

const RETRY_MS = 1_000
const TIMEOUT_MS = 5_000
/** Peers found on the local network that are kept as somebody to ask; the one heard of longest ago goes first. */
export const FOUND_MAX = 64

/** Whom to ask first: who is behind the bootstrap addresses, tried until they answer, and who was found on the local network. */
export class Bootstrap {
  readonly #peers = new Map<string, NodeId>()
  readonly #found = new Set<NodeId>()
  #stopped = false

  constructor (private readonly network: Pick<LibP2pNetwork, 'self' | 'discover' | 'learnMoreAddresses'>, private readonly log: Logger, private readonly addresses: readonly string[]) {}

  get peers (): readonly NodeId[] {
    return [...new Set([...this.#peers.values(), ...this.#found])].filter(peer => peer !== this.network.self)
  }

  /** Somebody on the local network says so: believed as far as to be asked. */
  found (peer: NodeId, addresses: readonly string[]): void {
    if (peer === this.network.self) return
    this.network.learnMoreAddresses(peer, addresses)
    if (!this.#found.delete(peer)) this.log.debug({ peer, addresses: addresses.slice(0, 8) }, 'found on the local network')
    this.#found.add(peer)
    const [oldest] = this.#found
    if (this.#found.size > FOUND_MAX && oldest !== undefined) this.#found.delete(oldest)
  }

  /** Resolves after every address was tried once. */
  async start (): Promise<void> {
    await Promise.all(this.addresses.map(async address => {
      if (!await this.#try(address)) void this.#retry(address)
    }))
  }

  stop (): void { this.#stopped = true }

  async #retry (address: string): Promise<void> {
    do await new Promise<void>(resolve => { setTimeout(resolve, RETRY_MS).unref() })
    while (!this.#stopped && !await this.#try(address))
  }

  async #try (address: string): Promise<boolean> {
    try {
      this.#peers.set(address, await this.network.discover(address, TIMEOUT_MS))
      return true
    } catch (error) {
      this.log.warn({ address, error: error instanceof P2pkvError ? error.message : error }, error instanceof ClusterMismatchError
        ? 'a bootstrap peer is of another cluster, or none of p2pkv: correct bootstrap; it is tried again'
        : 'a bootstrap peer does not answer; it is tried again')
      return false
    }
  }
}

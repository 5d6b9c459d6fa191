import type { PeerInfo, Startable } from '@libp2p/interface'
import { mdns } from '@libp2p/mdns'
import type { NodeId } from '../../protocols/record/node-id.js'

/** What libp2p gives to its services. */
export type LanComponents = Parameters<ReturnType<typeof mdns>>[0]

type Mdns = ReturnType<ReturnType<typeof mdns>> & Startable

/** How often it is asked who is there, milliseconds. */
const ASK_EVERY_MS = 5_000
/** Of a name of DNS. */
const LABEL_CHARACTERS_MAX = 40

/**
 * Finds peers of a cluster on the local network, by multicast DNS (RFC 6762, as libp2p's specification uses it).
 * Anybody there can answer: what it finds are places to ask, and noise and grants say who is behind them. So it is
 * kept out of libp2p's peer store, which would remember everything that anybody claims.
 */
export class LanDiscovery implements Startable {
  readonly #mdns: Mdns

  /** @param onFound called for each answer of another peer */
  constructor (components: LanComponents, cluster: string, onFound: (peer: NodeId, addresses: readonly string[]) => void) {
    const label = `_p2pkv-${cluster.slice(-LABEL_CHARACTERS_MAX).replace(/[^a-z0-9-]/g, '-')}`
    this.#mdns = mdns({ serviceTag: `${label}._udp.local`, interval: ASK_EVERY_MS })(components) as Mdns
    this.#mdns.addEventListener('peer', ({ detail }: CustomEvent<PeerInfo>) => { onFound(detail.id.toString() as NodeId, detail.multiaddrs.map(String)) })
  }

  async start (): Promise<void> { await this.#mdns.start() }
  async stop (): Promise<void> { await this.#mdns.stop() }
}

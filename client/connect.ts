import { KvClient } from './kv-client.js'
import { openTransport } from './libp2p-transport.js'
import { parsePeers } from './parse-peers.js'
import { systemEnvironment } from './system-environment.js'

export interface ConnectOptions {
  /**
   * Multiaddrs of peers of the cluster, best first: `/ip4/192.0.2.7/tcp/4400/p2p/12D3…`. One is enough;
   * with more, the client fails over. With the id at the end only that peer is accepted there.
   */
  readonly peers: readonly string[]
  /** Name of the cluster. Without it the first peer that answers says which it is, at the cost of a round trip. */
  readonly cluster?: string | undefined
  /** Ed25519 private key (libp2p's protobuf encoding) to be known by. Without it a new one is made. */
  readonly identity?: Uint8Array | undefined
  /** For each call, retries included; milliseconds. Default 5,000. */
  readonly timeoutMs?: number | undefined
  /** Fall back on members that were not given, too. Default true. */
  readonly learnMembers?: boolean | undefined
}

/**
 * A client of the cluster that `peers` belong to. Connections are opened by the first request.
 *
 * @throws InvalidArgumentError for what is no multiaddr, or no peers
 */
export async function connect (options: ConnectOptions): Promise<KvClient> {
  const peers = parsePeers(options.peers)
  const transport = await openTransport(options)
  return new KvClient({ transport, environment: systemEnvironment }, { ...options, peers })
}

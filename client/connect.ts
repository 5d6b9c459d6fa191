import { parsePaper } from '../protocols/auth/ticket.js'
import { InvalidArgumentError } from '../protocols/errors.js'
import { verifyEd25519 } from '../protocols/libp2p/ed25519-signer.js'
import { checkFlag, checkTimeout } from './check-options.js'
import { KvClient } from './kv-client.js'
import { openTransport } from './libp2p-transport.js'
import { parsePeers } from './parse-peers.js'
import { systemEnvironment } from './system-environment.js'

export interface ConnectOptions {
  /**
   * Multiaddrs of peers of the cluster, best first: `/ip4/192.0.2.7/tcp/4400/p2p/12D3…`. One is enough;
   * with more, the client fails over. With the id at the end only that peer is accepted there. Default: those of the
   * grant.
   */
  readonly peers?: readonly string[] | undefined
  /** The cluster's id. Without it, and without a grant, the first peer that answers says which it is, at the cost of a round trip. */
  readonly cluster?: string | undefined
  /** Ed25519 private key (libp2p's protobuf encoding) to be known by. Without it a new one is made. */
  readonly identity?: Uint8Array | undefined
  /**
   * What `p2pkv grant` printed for the public key of `identity`: shown to every peer, and peers that cannot show that
   * they belong to its cluster are refused. Without it only a key that a daemon knows by itself may do anything.
   */
  readonly grant?: string | undefined
  /** For each call, retries included; milliseconds. Default 5,000. */
  readonly timeoutMs?: number | undefined
  /**
   * Learn the members and which keys they hold: to ask a primary straight away, and to fall back on others. Default: with
   * a grant, which all of them believe; a key that one daemon knows by itself is nobody to the others.
   */
  readonly learnMembers?: boolean | undefined
}

/**
 * A client of the cluster that `peers` belong to. Connections are opened by the first request.
 *
 * @throws InvalidArgumentError for what is no multiaddr, no grant, no peers, or a grant for another key
 */
export async function connect (options: ConnectOptions): Promise<KvClient> {
  check(options)
  const grant = options.grant === undefined ? undefined : parsePaper(options.grant, verifyEd25519)
  const peers = parsePeers(options.peers ?? grant?.addresses ?? [])
  const transport = await openTransport({ ...options, grant })
  return new KvClient({ transport, environment: systemEnvironment }, { ...options, peers, learnMembers: options.learnMembers ?? grant !== undefined })
}

/** Programs without types come with anything. @throws InvalidArgumentError */
function check (options: ConnectOptions): void {
  const given: unknown = options
  if (typeof given !== 'object' || given === null) throw new InvalidArgumentError('connect takes an object of options: connect({ peers: [\'/ip4/127.0.0.1/tcp/4400\'] })')
  const { peers, cluster, grant, timeoutMs, learnMembers } = given as Readonly<Record<keyof ConnectOptions, unknown>>
  if (peers !== undefined && !(Array.isArray(peers) && peers.every(peer => typeof peer === 'string'))) throw new InvalidArgumentError('peers must be a list of multiaddrs')
  if (cluster !== undefined && typeof cluster !== 'string') throw new InvalidArgumentError('cluster must be text')
  if (grant !== undefined && typeof grant !== 'string') throw new InvalidArgumentError('grant must be text')
  if (timeoutMs !== undefined) checkTimeout(timeoutMs as number)
  checkFlag(learnMembers as boolean | undefined, 'learnMembers')
}

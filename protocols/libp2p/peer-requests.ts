/** Requests to peers over libp2p; shared by the daemon's network and the client library. */
import type { Connection, Stream } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr, type Multiaddr } from '@multiformats/multiaddr'
import { ClusterMismatchError, InvalidArgumentError, MessageTooLargeError, PeerUnreachableError } from '../errors.js'
import type { NodeId } from '../record/node-id.js'
import type { ProtocolName, Rpc } from '../rpc/rpc.js'
import type { KvLibp2p } from './create-node.js'
import { clusterOf, protocolId } from './protocol-id.js'
import { RequestStream } from './request-stream.js'

/** The longest answers of a protocol decide its frames; see the Rpc descriptors. */
const FRAME_OVERHEAD = 64

export interface PeerRequestsInit {
  readonly cluster: string
  readonly inFlightMax?: number
}

export class PeerRequests {
  readonly #addresses = new Map<NodeId, readonly Multiaddr[]>()
  readonly #streams = new Map<string, RequestStream>()

  constructor (private readonly node: KvLibp2p, private readonly init: PeerRequestsInit) {}

  /** Where a peer may be reached. What is no multiaddr, or names another peer, is left out. */
  learnAddresses (peer: NodeId, addresses: readonly string[]): void {
    const usable = addresses.flatMap(text => {
      try {
        const parsed = parseAddress(text)
        return parsed.peerId === undefined || parsed.peerId === peer ? [withPeer(parsed.address, peer)] : []
      } catch {
        return []
      }
    })
    if (usable.length > 0) this.#addresses.set(peer, usable)
  }

  /** Forgets a peer and ends its streams. */
  async forget (peer: NodeId): Promise<void> {
    this.#addresses.delete(peer)
    for (const [key, stream] of this.#streams) {
      if (!key.startsWith(`${peer} `)) continue
      this.#streams.delete(key)
      await stream.close()
    }
  }

  /**
   * @param deadline on performance.now(), milliseconds
   * @throws PeerUnreachableError, DeadlineExceededError, OverloadedError, ClusterMismatchError, MessageTooLargeError, or what the peer's status stands for
   */
  async request<Q, R> (to: NodeId, rpc: Rpc<Q, R>, body: Q, { deadline }: { readonly deadline: number }): Promise<R> {
    const bytes = rpc.request.encode(body)
    if (bytes.byteLength > rpc.requestBytesMax) throw new MessageTooLargeError(bytes.byteLength, rpc.requestBytesMax)
    return rpc.response.decode(await this.#stream(to, rpc).request(rpc.method, bytes, deadline))
  }

  /** Ends every stream; what is in flight fails. */
  async close (): Promise<void> {
    await Promise.all([...this.#streams.values()].map(async stream => { await stream.close() }))
    this.#streams.clear()
  }

  #stream (to: NodeId, rpc: Rpc<never, unknown> | Rpc<unknown, unknown> | { protocol: ProtocolName, responseBytesMax: number }): RequestStream {
    const key = `${to} ${rpc.protocol}`
    let stream = this.#streams.get(key)
    if (stream === undefined) {
      stream = new RequestStream({
        peer: to,
        frameBytesMax: FRAME_BYTES_MAX,
        ...(this.init.inFlightMax === undefined ? {} : { inFlightMax: this.init.inFlightMax }),
        open: async signal => await this.#open(to, rpc.protocol, signal),
      })
      this.#streams.set(key, stream)
    }
    return stream
  }

  async #open (to: NodeId, name: ProtocolName, signal: AbortSignal): Promise<Stream> {
    const peerId = peerIdFromString(to)
    const known = this.#addresses.get(to)
    let connection = this.node.getConnections(peerId).find(({ status }) => status === 'open')
    if (connection === undefined) {
      if (known === undefined) throw new PeerUnreachableError(`no address of ${to} is known`, { outcome: 'none' })
      connection = await dial(this.node, known, signal)
    }
    return await openStream(this.node, connection, this.init.cluster, name, signal)
  }
}

/** Room for the largest answer of any protocol. */
const FRAME_BYTES_MAX = 66 * 1024 * 1024 + FRAME_OVERHEAD

async function dial (node: KvLibp2p, addresses: readonly Multiaddr[], signal: AbortSignal): Promise<Connection> {
  try {
    return await node.dial([...addresses], { signal })
  } catch (error) {
    throw new PeerUnreachableError(`nobody answers at ${addresses.map(String).join(', ')} (${reasonOf(error)})`, { outcome: 'none', cause: error })
  }
}

async function openStream (node: KvLibp2p, connection: Connection, cluster: string, name: ProtocolName, signal: AbortSignal): Promise<Stream> {
  try {
    return await connection.newStream(protocolId(cluster, name), { signal })
  } catch (error) {
    if ((error as Error).name === 'UnsupportedProtocolError') {
      const theirs = await servedCluster(node, connection, signal)
      if (theirs !== cluster) {
        throw new ClusterMismatchError(theirs === undefined
          ? `${connection.remotePeer.toString()} is no p2pkv peer`
          : `${connection.remotePeer.toString()} belongs to the cluster ${theirs}, not to ${cluster}: give that name, or another peer`, { cause: error })
      }
    }
    throw error
  }
}

async function servedCluster (node: KvLibp2p, connection: Connection, signal: AbortSignal): Promise<string | undefined> {
  const { protocols } = await node.services.identify.identify(connection, { signal })
  return clusterOf(protocols)
}

/**
 * Dials an address and asks who is there.
 *
 * @throws InvalidArgumentError for what is no multiaddr; PeerUnreachableError; ClusterMismatchError when it is no p2pkv peer
 */
export async function discoverPeer (node: KvLibp2p, address: string, timeoutMs: number): Promise<{ peerId: NodeId, cluster: string }> {
  const signal = AbortSignal.timeout(timeoutMs)
  const connection = await dial(node, [parseAddress(address).address], signal)
  const cluster = await servedCluster(node, connection, signal).catch((error: unknown) => {
    throw new PeerUnreachableError(`${address} does not say who it is (${reasonOf(error)})`, { outcome: 'none', cause: error })
  })
  if (cluster === undefined) throw new ClusterMismatchError(`${address} is no p2pkv peer`)
  return { peerId: connection.remotePeer.toString() as NodeId, cluster }
}

/** @throws InvalidArgumentError */
export function parseAddress (text: string): { address: Multiaddr, peerId: NodeId | undefined } {
  try {
    const address = multiaddr(text)
    const peerId = address.getComponents().findLast(({ name }) => name === 'p2p')?.value
    return { address, peerId: peerId as NodeId | undefined }
  } catch (cause) {
    throw new InvalidArgumentError(`${text} is no multiaddr such as /ip4/127.0.0.1/tcp/4400`, { cause })
  }
}

function withPeer (address: Multiaddr, peer: NodeId): Multiaddr {
  return address.getComponents().some(({ name }) => name === 'p2p') ? address : address.encapsulate(`/p2p/${peer}`)
}

/** The innermost reason: libp2p wraps what the socket said. */
function reasonOf (error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  const { code, message } = error as { code?: string, message?: string }
  return code ?? message ?? String(error)
}

/** Requests to peers over libp2p; shared by the daemon's network and the client library. */
import type { Stream } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr, type Multiaddr } from '@multiformats/multiaddr'
import { ClusterMismatchError, DeadlineExceededError, InvalidArgumentError, MessageTooLargeError, P2pkvError, PeerUnreachableError, ProtocolError } from '../errors.js'
import { rejected } from '../rejected.js'
import type { NodeId } from '../record/node-id.js'
import { FRAME_OVERHEAD_MAX } from '../rpc/frame-codec.js'
import { GET_RESPONSE_BYTES_MAX } from '../rpc/limits.js'
import type { ProtocolName, Rpc } from '../rpc/rpc.js'
import type { Dialled, Dialler } from './client-node.js'
import { clusterOf, protocolId } from './protocol-id.js'
import type { Greeting } from './greeting.js'
import { RequestStream, type RequestStreamLimits } from './request-stream.js'
import { servedProtocols } from './served-protocols.js'

/** Of one peer, known and more. */
const ADDRESSES_MAX = 8

export const PEER_REQUESTS_LIMITS = {
  /** Peers whose addresses are remembered, the one learnt longest ago goes first; and peers with streams, of those that owe no answer the one first asked longest ago. */
  peersMax: 4096,
  /** How long a peer may take to agree on a protocol over a connection that exists, before it is taken for dead, milliseconds. */
  negotiateTimeoutMs: 3_000,
} as const

export interface PeerRequestsInit {
  readonly cluster: string
  readonly requestLimits?: (RequestStreamLimits & Partial<Record<keyof typeof PEER_REQUESTS_LIMITS, number>>) | undefined
  /** Said on every connection before the first request; absent where nothing is served that asks for it. */
  readonly greeting?: Greeting | undefined
}

export class PeerRequests {
  readonly #addresses = new Map<NodeId, readonly Multiaddr[]>()
  readonly #streams = new Map<NodeId, Map<ProtocolName, RequestStream>>()

  readonly #limits: Record<keyof typeof PEER_REQUESTS_LIMITS, number>

  constructor (private readonly node: Dialler, private readonly init: PeerRequestsInit) {
    this.#limits = { ...PEER_REQUESTS_LIMITS, ...init.requestLimits }
  }

  /** Who was asked and is remembered. */
  get peers (): readonly NodeId[] { return [...this.#streams.keys()] }

  /** Where a peer may be reached. What is no multiaddr, or names another peer, is left out. */
  learnAddresses (peer: NodeId, addresses: readonly string[]): void { this.#learn(peer, addresses, []) }

  /** Where it may be as well, as somebody says who need not be believed: tried with, and never instead of, what is known. */
  learnMoreAddresses (peer: NodeId, addresses: readonly string[]): void {
    this.#learn(peer, addresses.slice(0, ADDRESSES_MAX), (this.#addresses.get(peer) ?? []).slice(0, ADDRESSES_MAX))
  }

  #learn (peer: NodeId, addresses: readonly string[], known: readonly Multiaddr[]): void {
    const usable = addresses.flatMap(text => {
      try {
        const parsed = parseAddress(text)
        return parsed.peerId === undefined || parsed.peerId === peer ? [withPeer(parsed.address, peer)] : []
      } catch {
        return []
      }
    })
    if (usable.length === 0) return
    this.#addresses.delete(peer)
    this.#addresses.set(peer, [...known, ...usable.filter(address => !known.some(other => other.equals(address)))])
    for (const oldest of this.#addresses.keys()) {
      if (this.#addresses.size <= this.#limits.peersMax) break
      this.#addresses.delete(oldest)
    }
  }

  /**
   * @param deadline on performance.now(), milliseconds
   * @throws PeerUnreachableError, DeadlineExceededError, OverloadedError, ClusterMismatchError, MessageTooLargeError, or what the peer's status stands for
   */
  request<Q, R> (to: NodeId, rpc: Rpc<Q, R>, body: Q, { deadline }: { readonly deadline: number }): Promise<R> {
    try {
      const bytes = rpc.request.encodeParts?.(body) ?? rpc.request.encode(body)
      if (bytes.byteLength > rpc.requestBytesMax) throw new MessageTooLargeError(bytes.byteLength, rpc.requestBytesMax)
      return this.#stream(to, rpc.protocol).request(rpc.method, bytes, deadline).then(answer => read(rpc, answer))
    } catch (error) {
      return rejected(error)
    }
  }

  async #dial (to: NodeId, signal: AbortSignal): Promise<Dialled> {
    const known = this.#addresses.get(to)
    if (known === undefined) throw new PeerUnreachableError(`no address of ${to} is known`, { outcome: 'none' })
    const connection = await dial(this.node, known, signal)
    await this.greet(connection)
    return connection
  }

  /** Ends every stream; what is in flight fails. */
  async close (): Promise<void> {
    await Promise.all([...this.#streams.values()].flatMap(streams => [...streams.values()]).map(async stream => { await stream.close() }))
    this.#streams.clear()
  }

  #stream (to: NodeId, protocol: ProtocolName): RequestStream {
    let streams = this.#streams.get(to)
    if (streams === undefined) {
      if (this.#streams.size >= this.#limits.peersMax) this.#forgetOne()
      this.#streams.set(to, streams = new Map<ProtocolName, RequestStream>())
    }
    let stream = streams.get(protocol)
    if (stream === undefined) {
      stream = new RequestStream({
        peer: to,
        frameBytesMax: FRAME_BYTES_MAX,
        limits: this.init.requestLimits,
        open: async signal => await this.#open(to, protocol, signal),
      })
      streams.set(protocol, stream)
    }
    return stream
  }

  /** Whoever claims on the local network to be a peer may be asked once. */
  #forgetOne (): void {
    for (const [peer, streams] of this.#streams) {
      const all = [...streams.values()]
      if (all.some(({ inFlight }) => inFlight > 0)) continue
      this.#streams.delete(peer)
      for (const stream of all) void stream.close()
      return
    }
  }

  async #open (to: NodeId, name: ProtocolName, signal: AbortSignal): Promise<Stream> {
    const peerId = peerIdFromString(to)
    for (const connection of this.#inOrder(this.node.getConnections(peerId), to)) {
      if (connection.status !== 'open') continue
      try {
        await this.greet(connection)
        return await openStream(connection, this.init.cluster, name, AbortSignal.any([signal, AbortSignal.timeout(this.#limits.negotiateTimeoutMs)]))
      } catch (error) {
        if ((error instanceof P2pkvError && connection.status === 'open') || signal.aborted) throw error
        // Its host vanished, or it is closing: nothing more comes over it.
        connection.abort(new Error('the peer does not negotiate'))
      }
    }
    return await openStream(await this.#dial(to, signal), this.init.cluster, name, signal)
  }

  /**
   * Peers that dialled each other at one time have two connections. Both take the one first that the lesser id dialled:
   * what one asks and what it answers then share messages, which cost more than their bytes.
   */
  #inOrder (connections: readonly Dialled[], to: NodeId): readonly Dialled[] {
    if (connections.length < 2) return connections
    const first = this.node.peerId.toString() < to ? 'outbound' : 'inbound'
    return connections.toSorted((a, b) => Number(b.direction === first) - Number(a.direction === first))
  }

  /** Says hello if that was not done yet, for whoever else waits for it, too. @throws as a request does */
  async greet (connection: Dialled): Promise<void> {
    const { greeting, cluster } = this.init
    try {
      await greeting?.on(connection, async signal => await openStream(connection, cluster, 'hello', signal))
    } catch (error) {
      if (error instanceof P2pkvError && !(error instanceof PeerUnreachableError || error instanceof DeadlineExceededError)) throw error
      // Its host vanished, or it is closing; and what waits for this has not been sent.
      connection.abort(new PeerUnreachableError('the peer does not say hello'))
      throw new PeerUnreachableError(`${connection.remotePeer.toString()} does not say hello: ${reasonOf(error)}. It is stopping, or this key is revoked`, { outcome: 'none', cause: error })
    }
  }
}

function read<Q, R> (rpc: Rpc<Q, R>, answer: Uint8Array): R {
  // The peer did what was asked; only what it says of it is lost.
  if (answer.byteLength > rpc.responseBytesMax) throw new MessageTooLargeError(answer.byteLength, rpc.responseBytesMax, { outcome: 'unknown' })
  try {
    return rpc.response.decode(answer)
  } catch (cause) {
    throw new ProtocolError(`the answer to ${rpc.name} cannot be read`, { outcome: 'unknown', cause })
  }
}

/** Room for the largest answer of any protocol. */
const FRAME_BYTES_MAX = GET_RESPONSE_BYTES_MAX + FRAME_OVERHEAD_MAX

async function dial (node: Dialler, addresses: readonly Multiaddr[], signal: AbortSignal): Promise<Dialled> {
  try {
    return await node.dial([...addresses], { signal })
  } catch (error) {
    throw new PeerUnreachableError(`nobody answers at ${addresses.map(String).join(', ')} (${reasonOf(error)})`, { outcome: 'none', cause: error })
  }
}

async function openStream (connection: Dialled, cluster: string, name: ProtocolName, signal: AbortSignal): Promise<Stream> {
  try {
    return await connection.newStream(protocolId(cluster, name), { signal })
  } catch (error) {
    if ((error as Error).name === 'UnsupportedProtocolError') {
      const theirs = await servedCluster(connection, signal).catch(() => undefined)
      if (theirs !== cluster) {
        throw new ClusterMismatchError(theirs === undefined
          ? `${connection.remotePeer.toString()} is no p2pkv peer, so none of the cluster ${cluster}`
          : `${connection.remotePeer.toString()} belongs to the cluster ${theirs}, not to ${cluster}: give that name, or another peer`, { cause: error })
      }
      throw new PeerUnreachableError(`${connection.remotePeer.toString()} does not serve ${name}`, { outcome: 'none', cause: error })
    }
    throw error
  }
}

async function servedCluster (connection: Dialled, signal: AbortSignal): Promise<string | undefined> {
  return clusterOf(await servedProtocols(connection, signal))
}

/**
 * Dials the addresses of a peer, one after the other, and asks who is there.
 *
 * @throws InvalidArgumentError for what is no multiaddr; PeerUnreachableError; ClusterMismatchError when it is no p2pkv peer
 */
export async function discoverPeer (node: Dialler, addresses: readonly string[], timeoutMs: number): Promise<{ peerId: NodeId, cluster: string }> {
  const signal = AbortSignal.timeout(timeoutMs)
  const connection = await dial(node, addresses.map(address => parseAddress(address).address), signal)
  const cluster = await servedCluster(connection, signal).catch((error: unknown) => {
    throw new PeerUnreachableError(`${addresses.join(', ')} answers, and does not say who it is (${reasonOf(error)}): it may be no p2pkv peer, or one of another cluster; check the address`, { outcome: 'none', cause: error })
  })
  if (cluster === undefined) throw new ClusterMismatchError(`${addresses.join(', ')} is no p2pkv peer`)
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

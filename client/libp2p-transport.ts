import '../protocols/libp2p/polyfill.js'
import { privateKeyFromProtobuf } from '@libp2p/crypto/keys'
import { ClusterMismatchError, InvalidArgumentError, PeerUnreachableError } from '../protocols/errors.js'
import { createNode } from '../protocols/libp2p/create-node.js'
import type { KvLibp2p } from '../protocols/libp2p/create-node.js'
import { discoverPeer, PeerRequests } from '../protocols/libp2p/peer-requests.js'
import type { NodeId } from '../protocols/record/node-id.js'
import type { Rpc } from '../protocols/rpc/rpc.js'
import type { Peer, Transport } from './transport.js'

export interface TransportInit {
  /** Absent: the first peer that answers says which it is. */
  readonly cluster?: string | undefined
  /** Ed25519 private key in libp2p's protobuf encoding. */
  readonly identity?: Uint8Array | undefined
}

/** @throws InvalidArgumentError when `identity` is no private key */
export async function openTransport (init: TransportInit): Promise<Transport> {
  let privateKey
  try {
    privateKey = init.identity === undefined ? undefined : privateKeyFromProtobuf(init.identity)
  } catch (cause) {
    throw new InvalidArgumentError('identity is no private key in the encoding of libp2p', { cause })
  }
  const node = await createNode({ privateKey, listen: [] })
  await node.start()
  return new Libp2pTransport(node, init.cluster)
}

/** Finds out what a peer leaves open (its id, the cluster), then keeps one stream for each peer and protocol. */
class Libp2pTransport implements Transport {
  readonly #node: KvLibp2p
  /** Who answers at a peer's addresses, by the first of them; at most as many as the client has peers. */
  readonly #found = new Map<string, Promise<NodeId>>()
  /** Peers whose addresses the binding knows: parsing them for each request would cost more than the request. */
  readonly #taught = new WeakSet<Peer>()
  #requests: { readonly cluster: string, readonly send: PeerRequests } | undefined

  constructor (node: KvLibp2p, cluster: string | undefined) {
    this.#node = node
    if (cluster !== undefined) this.#join(cluster)
  }

  async request<Q, R> (peer: Peer, rpc: Rpc<Q, R>, body: Q, { timeoutMs }: { readonly timeoutMs: number }): Promise<R> {
    const deadline = performance.now() + timeoutMs
    const id = peer.id !== undefined && this.#requests !== undefined ? peer.id : await this.#find(peer, timeoutMs)
    const requests = this.#requests
    if (requests === undefined) throw new PeerUnreachableError('no peer has said which cluster it is of', { outcome: 'none' })
    if (!this.#taught.has(peer)) {
      this.#taught.add(peer)
      requests.send.learnAddresses(id, peer.addresses)
    }
    return await requests.send.request(id, rpc, body, { deadline })
  }

  async close (): Promise<void> {
    await this.#requests?.send.close()
    await this.#node.stop()
  }

  #join (cluster: string): void {
    this.#requests = { cluster, send: new PeerRequests(this.#node, { cluster }) }
  }

  async #find (peer: Peer, timeoutMs: number): Promise<NodeId> {
    const [address] = peer.addresses
    if (address === undefined) throw new PeerUnreachableError('the peer has no address', { outcome: 'none' })
    const known = this.#found.get(address)
    if (known !== undefined) return await known
    const finding = this.#discover(address, timeoutMs)
    this.#found.set(address, finding)
    try {
      return await finding
    } catch (error) {
      this.#found.delete(address)
      throw error
    }
  }

  async #discover (address: string, timeoutMs: number): Promise<NodeId> {
    const { peerId, cluster } = await discoverPeer(this.#node, address, Math.ceil(timeoutMs))
    if (this.#requests === undefined) this.#join(cluster)
    else if (this.#requests.cluster !== cluster) throw new ClusterMismatchError(`${address} belongs to the cluster ${cluster}, not to ${this.#requests.cluster}`)
    return peerId
  }
}

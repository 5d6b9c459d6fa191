import '../protocols/libp2p/polyfill.js'
import { generateKeyPair, privateKeyFromProtobuf } from '@libp2p/crypto/keys'
import { peerIdFromString } from '@libp2p/peer-id'
import { CLOCK_TOLERANCE_MS, openCredentials } from '../protocols/auth/credentials.js'
import type { Paper } from '../protocols/auth/ticket.js'
import { ClusterMismatchError, InvalidArgumentError, NotAuthorizedError, PeerUnreachableError } from '../protocols/errors.js'
import { ClientNode } from '../protocols/libp2p/client-node.js'
import { verifyEd25519 } from '../protocols/libp2p/ed25519-signer.js'
import { Greeting } from '../protocols/libp2p/greeting.js'
import { discoverPeer, PeerRequests } from '../protocols/libp2p/peer-requests.js'
import { REQUEST_STREAM_LIMITS } from '../protocols/libp2p/request-stream.js'
import type { NodeId } from '../protocols/record/node-id.js'
import type { Rpc } from '../protocols/rpc/rpc.js'
import type { Peer, Transport } from './transport.js'

export interface TransportInit {
  /** Absent: the first peer that answers says which it is. */
  readonly cluster?: string | undefined
  /** Ed25519 private key in libp2p's protobuf encoding. */
  readonly identity?: Uint8Array | undefined
  /** What the identity's key may do, and in which cluster; absent: what the daemon grants that key by itself. */
  readonly grant?: Paper | undefined
}

/** @throws InvalidArgumentError when `identity` is no private key */
export async function openTransport (init: TransportInit): Promise<Transport> {
  let privateKey
  try {
    privateKey = init.identity === undefined ? await generateKeyPair('Ed25519') : privateKeyFromProtobuf(init.identity)
  } catch (cause) {
    throw new InvalidArgumentError('identity is no private key in the encoding of libp2p', { cause })
  }
  const node = new ClientNode({ privateKey })
  const { grant } = init
  if (grant !== undefined && grant.chain.subject !== node.peerId.toString()) {
    throw new InvalidArgumentError(`the grant is for the key ${grant.chain.subject}, not for this identity: give both`)
  }
  return new Libp2pTransport(node, init.cluster ?? grant?.genesis.cluster, grant)
}

/** Whoever has a grant knows the genesis, and speaks to peers of that cluster only. @throws NotAuthorizedError */
function checkServer ({ genesis }: Paper, peer: NodeId, credentials: Uint8Array): void {
  try {
    const chain = openCredentials(credentials, genesis, verifyEd25519)
    if (chain.role === 'peer' && chain.subject === peer && !chain.isInvite && chain.notBefore <= Date.now() + CLOCK_TOLERANCE_MS && (chain.notAfter ?? Infinity) > Date.now()) return
  } catch { /* said below */ }
  throw new NotAuthorizedError(`${peer} does not show that it is a peer of ${genesis.cluster}`)
}

/** Finds out what a peer leaves open (its id, the cluster), then keeps one stream for each peer and protocol. */
class Libp2pTransport implements Transport {
  readonly #node: ClientNode
  /** Who answers at a peer's addresses, by the first of them; at most as many as the client has peers. */
  readonly #found = new Map<string, NodeId | Promise<NodeId>>()
  /** Peers whose addresses the binding knows: parsing them for each request would cost more than the request. */
  readonly #taught = new WeakSet<Peer>()
  #requests: { readonly cluster: string, readonly send: PeerRequests } | undefined

  readonly #greeting: Greeting

  constructor (node: ClientNode, cluster: string | undefined, grant: Paper | undefined) {
    this.#node = node
    this.#greeting = new Greeting({
      credentials: () => grant?.chain.bytes ?? new Uint8Array(0),
      accept: (peer, { credentials }) => { if (grant !== undefined) checkServer(grant, peer, credentials) },
    })
    if (cluster !== undefined) this.#join(cluster)
  }

  request<Q, R> (peer: Peer, rpc: Rpc<Q, R>, body: Q, { timeoutMs }: { readonly timeoutMs: number }): Promise<R> {
    const deadline = performance.now() + timeoutMs
    const requests = this.#requests
    const { id } = peer
    if (id === undefined || requests === undefined || !this.#taught.has(peer)) return this.#requestFirst(peer, rpc, body, { timeoutMs, deadline })
    return requests.send.request(id, rpc, body, { deadline })
  }

  async #requestFirst<Q, R> (peer: Peer, rpc: Rpc<Q, R>, body: Q, { timeoutMs, deadline }: { readonly timeoutMs: number, readonly deadline: number }): Promise<R> {
    const { id, send } = await this.#to(peer, timeoutMs)
    try {
      return await send.request(id, rpc, body, { deadline })
    } catch (error) {
      if (error instanceof PeerUnreachableError) this.#forget(peer, id)
      throw error
    }
  }

  async #to (peer: Peer, timeoutMs: number): Promise<{ readonly id: NodeId, readonly send: PeerRequests }> {
    const id = peer.id !== undefined && this.#requests !== undefined ? peer.id : await this.#find(peer, timeoutMs)
    const requests = this.#requests
    if (requests === undefined) throw new PeerUnreachableError('no peer has said which cluster it is of', { outcome: 'none' })
    if (!this.#taught.has(peer)) {
      this.#taught.add(peer)
      requests.send.learnAddresses(id, peer.addresses)
    }
    return { id, send: requests.send }
  }

  async close (): Promise<void> {
    await this.#requests?.send.close()
    await this.#node.stop()
  }

  #join (cluster: string): void {
    this.#requests = { cluster, send: new PeerRequests(this.#node, { cluster, greeting: this.#greeting }) }
  }

  async #find (peer: Peer, timeoutMs: number): Promise<NodeId> {
    const [address] = peer.addresses
    if (address === undefined) throw new PeerUnreachableError('the peer has no address', { outcome: 'none' })
    let found = this.#found.get(address)
    if (typeof found === 'string') return found
    if (found === undefined) {
      this.#found.set(address, found = this.#discover(peer.addresses))
      found.then(id => { this.#found.set(address, id) }, () => { this.#found.delete(address) })
    }
    return await inTime(found, timeoutMs, address)
  }

  /** Somebody else may answer there by now, unless it is still there and cannot reach another. */
  #forget (peer: Peer, id: NodeId): void {
    const [address = ''] = peer.addresses
    if (peer.id !== undefined || this.#found.get(address) !== id || this.#node.getConnections(peerIdFromString(id)).some(({ status }) => status === 'open')) return
    this.#found.delete(address)
    this.#taught.delete(peer)
  }

  /** For all who wait for it, whose times differ. */
  async #discover (addresses: readonly string[]): Promise<NodeId> {
    const { peerId, cluster } = await discoverPeer(this.#node, addresses, REQUEST_STREAM_LIMITS.openTimeoutMs)
    if (this.#requests === undefined) this.#join(cluster)
    else if (this.#requests.cluster !== cluster) throw new ClusterMismatchError(`${addresses.join(', ')} belongs to the cluster ${cluster}, not to ${this.#requests.cluster}`)
    return peerId
  }
}

async function inTime<T> (promise: Promise<T>, timeoutMs: number, address: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => { reject(new PeerUnreachableError(`nobody answers at ${address} in time`, { outcome: 'none' })) }, timeoutMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally { clearTimeout(timer) }
}

import '../protocols/libp2p/polyfill.js'
import { privateKeyFromProtobuf } from '@libp2p/crypto/keys'
import { createNode, type KvLibp2p } from '../protocols/libp2p/create-node.js'
import { discoverPeer, parseAddress, PeerRequests } from '../protocols/libp2p/peer-requests.js'
import { PeerUnreachableError } from '../protocols/errors.js'
import type { NodeId } from '../protocols/record/node-id.js'
import type { Peer, Transport } from './transport.js'

export interface TransportOptions {
  readonly cluster?: string | undefined
  readonly identity?: Uint8Array | undefined
}

/** Requests over a libp2p node that only dials. */
export async function openTransport ({ cluster, identity }: TransportOptions): Promise<Transport> {
  const node = await createNode({ listen: [], privateKey: identity === undefined ? undefined : privateKeyFromProtobuf(identity) })
  await node.start()
  return new Libp2pTransport(node, cluster)
}

class Libp2pTransport implements Transport {
  #requests: Promise<PeerRequests> | undefined
  readonly #ids = new Map<string, NodeId>()

  constructor (private readonly node: KvLibp2p, private readonly cluster: string | undefined) {}

  request: Transport['request'] = async (peer, rpc, body, { timeoutMs }) => {
    const deadline = performance.now() + timeoutMs
    const { requests, id } = await this.#resolve(peer, timeoutMs)
    return await requests.request(id, rpc, body, { deadline })
  }

  async close (): Promise<void> {
    await (await this.#requests?.catch(() => undefined))?.close()
    await this.node.stop()
  }

  /** The first peer that answers says which cluster this is, where the caller did not. */
  async #resolve (peer: Peer, timeoutMs: number): Promise<{ requests: PeerRequests, id: NodeId }> {
    const id = peer.id ?? await this.#identify(peer, timeoutMs)
    this.#requests ??= this.#open(peer, timeoutMs)
    const opening = this.#requests
    try {
      const requests = await opening
      requests.learnAddresses(id, peer.addresses)
      return { requests, id }
    } catch (error) {
      if (this.#requests === opening) this.#requests = undefined
      throw error
    }
  }

  async #open (peer: Peer, timeoutMs: number): Promise<PeerRequests> {
    return new PeerRequests(this.node, { cluster: this.cluster ?? (await this.#discover(peer, timeoutMs)).cluster })
  }

  async #identify (peer: Peer, timeoutMs: number): Promise<NodeId> {
    for (const address of peer.addresses) {
      const id = this.#ids.get(address) ?? parseAddress(address).peerId
      if (id !== undefined) return id
    }
    return (await this.#discover(peer, timeoutMs)).peerId
  }

  async #discover (peer: Peer, timeoutMs: number): Promise<{ peerId: NodeId, cluster: string }> {
    let last: unknown
    for (const address of peer.addresses) {
      try {
        const found = await discoverPeer(this.node, address, timeoutMs)
        this.#ids.set(address, found.peerId)
        return found
      } catch (error) {
        last = error
      }
    }
    throw last instanceof Error ? last : new PeerUnreachableError('the peer has no address', { outcome: 'none' })
  }
}

import { setMaxListeners } from 'node:events'
import { gossipsub, TopicValidatorResult, type GossipSub } from '@libp2p/gossipsub'
import type { PeerId } from '@libp2p/interface'
import { createNode, type KvLibp2p, type NodeInit } from '../../protocols/libp2p/create-node.js'
import { discoverPeer, parseAddress, PeerRequests, type PeerRequestsInit } from '../../protocols/libp2p/peer-requests.js'
import { protocolId } from '../../protocols/libp2p/protocol-id.js'
import { RequestServer, type RequestHandler, type RequestServerInit } from '../../protocols/libp2p/request-server.js'
import { ClusterMismatchError, DeadlineExceededError, P2pkvError, PeerUnreachableError, RemoteError } from '../../protocols/errors.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { PROTOCOL_NAMES, type ProtocolName, type Rpc } from '../../protocols/rpc/rpc.js'
import { STATUS_INTERNAL } from '../../protocols/rpc/status.js'
import type { Caller, Logger, Meter, Network, RequestOptions } from '../core/env.js'

type RequestLimits = NonNullable<PeerRequestsInit['requestLimits']> & NonNullable<RequestServerInit['limits']>

export interface LibP2pNetworkInit extends NodeInit {
  readonly cluster: string
  /** Limits of request streams, for tests; see the `*_LIMITS` of protocols/libp2p. */
  readonly requestLimits?: RequestLimits | undefined
  /** A node that somebody else runs, to be used instead of one of our own. */
  readonly host?: HostNode | undefined
}

export interface HostNode { readonly node: KvLibp2p, readonly pubsub: GossipSub }

const GOSSIP_BYTES_MAX = 256 * 1024

/** The Network seam over libp2p. */
export class LibP2pNetwork implements Network {
  readonly self: NodeId
  readonly #requests: PeerRequests
  readonly #servers = new Map<ProtocolName, RequestServer>()
  readonly #local = new Map<string, RequestHandler<unknown, unknown>>()
  readonly #subscribers = new Map<string, Array<(from: NodeId, body: Uint8Array) => void>>()
  readonly #stopped = new AbortController()

  private constructor (private readonly node: KvLibp2p, private readonly pubsub: GossipSub, private readonly components: { log: Logger, meter: Meter }, private readonly init: LibP2pNetworkInit) {
    this.self = node.peerId.toString() as NodeId
    this.#requests = new PeerRequests(node, init)
    setMaxListeners(Infinity, this.#stopped.signal)
    pubsub.addEventListener('gossipsub:message', event => {
      const { msg } = event.detail
      if (msg.type !== 'signed') return
      for (const fn of this.#subscribers.get(msg.topic) ?? []) fn(msg.from.toString() as NodeId, msg.data)
    }, { signal: this.#stopped.signal })
  }

  static async create (components: { log: Logger, meter: Meter }, init: LibP2pNetworkInit): Promise<LibP2pNetwork> {
    if (init.host !== undefined) return new LibP2pNetwork(init.host.node, init.host.pubsub, components, init)
    const node = await createNode({ ...init, identifyPeers: true }, {
      pubsub: gossipsub({
        // By default more than 10 peers on one address are graylisted, and nobody hears anybody.
        scoreParams: { IPColocationFactorWeight: 0 },
        allowPublishToZeroTopicPeers: true,
        fallbackToFloodsub: false,
        floodPublish: false,
        doPX: false,
        globalSignaturePolicy: 'StrictSign',
        allowedTopics: [`/p2pkv/${init.cluster}/members/1`],
        maxInboundDataLength: 2 * GOSSIP_BYTES_MAX,
        decodeRpcLimits: { maxSubscriptions: 64, maxMessages: 256, maxIhaveMessageIDs: 1024, maxIwantMessageIDs: 1024, maxControlMessages: 64, maxIdontwantMessageIDs: 1024, maxPeerInfos: 0 },
      }),
    })
    return new LibP2pNetwork(node, (node.services as unknown as { pubsub: GossipSub }).pubsub, components, init)
  }

  /** Listens and serves what handle() was told of until now. */
  async start (): Promise<void> {
    for (const name of PROTOCOL_NAMES) {
      const server = this.#servers.get(name)
      if (server !== undefined) await this.node.handle(protocolId(this.init.cluster, name), server.accept, { maxInboundStreams: 4, maxOutboundStreams: 4 })
    }
    await this.node.start()
  }

  async stop (): Promise<void> {
    this.#stopped.abort()
    if (this.init.host !== undefined) this.#unsubscribe()
    await this.#requests.close()
    await Promise.all([...this.#servers.values()].map(async server => { await server.close() }))
    await this.node.stop()
  }

  /** A request to ourselves goes to its handler as it is: there is no wire, so nothing is encoded. */
  async request<Q, R> (to: NodeId, rpc: Rpc<Q, R>, body: Q, options: RequestOptions): Promise<R> {
    if (to !== this.self) return await this.#requests.request(to, rpc, body, options)
    if (options.deadline <= performance.now()) throw new DeadlineExceededError('the deadline had passed before the request was begun', { outcome: 'none' })
    const handler = this.#local.get(rpc.name)
    if (handler === undefined) throw new PeerUnreachableError(`${rpc.name} is not served`, { outcome: 'none' })
    return await this.#settleLocally(rpc.name, handler({ id: this.self }, body, options), options.deadline) as R
  }

  /** What a request to another peer would do: one answer, by the deadline, and no error that is not ours. */
  #settleLocally (name: string, answer: Promise<unknown>, deadline: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new DeadlineExceededError(`${name} was not answered in time`, { outcome: 'unknown' }))
      }, Math.max(0, deadline - performance.now())).unref()
      answer.finally(() => { clearTimeout(timer) }).then(resolve, (error: unknown) => {
        if (error instanceof P2pkvError) return reject(error)
        this.#reportBug(name, error)
        reject(new RemoteError(STATUS_INTERNAL, { outcome: 'unknown', cause: error }))
      })
    })
  }

  #reportBug (method: string, error: unknown): void {
    this.components.log.error({ method, error }, 'a request failed by a fault of this peer')
  }

  handle<Q, R> (rpc: Rpc<Q, R>, fn: (from: Caller, body: Q, options: RequestOptions) => Promise<R>): void {
    let server = this.#servers.get(rpc.protocol)
    if (server === undefined) {
      server = new RequestServer({
        limits: this.init.requestLimits,
        onBug: (method, error) => { this.#reportBug(method, error) },
        onBadStream: (from, error) => {
          this.components.meter.count('streams_refused_total')
          this.components.log.warn({ from, error: error.message }, 'a stream was ended because of what arrived on it')
        },
      })
      this.#servers.set(rpc.protocol, server)
    }
    const timed = this.#timed(rpc.name, fn)
    server.add(rpc, timed)
    this.#local.set(rpc.name, timed as RequestHandler<unknown, unknown>)
  }

  /** Every request that is served counts, with how long it took and what came of it. */
  #timed<Q, R> (request: string, fn: RequestHandler<Q, R>): RequestHandler<Q, R> {
    return async (from, body, options) => {
      const start = performance.now()
      let outcome = 'ok'
      try {
        return await fn(from, body, options)
      } catch (error) {
        outcome = error instanceof P2pkvError ? error.code : 'INTERNAL'
        throw error
      } finally {
        this.components.meter.observe('request_milliseconds', performance.now() - start, { request, outcome })
      }
    }
  }

  publish (topic: string, body: Uint8Array): void {
    this.pubsub.publish(topic, body).catch((error: unknown) => { this.components.log.debug({ topic, error }, 'a gossip message was not sent') })
  }

  subscribe (topic: string, fn: (from: NodeId, body: Uint8Array) => void): void {
    const subscribers = this.#subscribers.get(topic)
    if (subscribers !== undefined) {
      subscribers.push(fn)
      return
    }
    this.#subscribers.set(topic, [fn])
    this.pubsub.topicValidators.set(topic, (_peer, message) => message.data.byteLength <= GOSSIP_BYTES_MAX ? TopicValidatorResult.Accept : TopicValidatorResult.Reject)
    // Subscribing needs a started node.
    if (this.node.status === 'started') this.pubsub.subscribe(topic)
    else this.node.addEventListener('start', () => { this.pubsub.subscribe(topic) }, { once: true })
  }

  /** The host's gossip goes on without us. */
  #unsubscribe (): void {
    for (const topic of this.#subscribers.keys()) {
      this.pubsub.unsubscribe(topic)
      this.pubsub.topicValidators.delete(topic)
    }
  }

  onLinkChange (fn: (peer: NodeId, up: boolean) => void): void {
    const listen = (name: 'peer:connect' | 'peer:disconnect', up: boolean): void => {
      this.node.addEventListener(name, (event: CustomEvent<PeerId>) => { fn(event.detail.toString() as NodeId, up) }, { signal: this.#stopped.signal })
    }
    listen('peer:connect', true)
    listen('peer:disconnect', false)
  }

  learnAddresses (peer: NodeId, addresses: readonly string[]): void { this.#requests.learnAddresses(peer, addresses) }

  addresses (): readonly string[] { return this.node.getMultiaddrs().map(String) }

  /**
   * Finds out who is at a bootstrap address, and learns it.
   *
   * @throws InvalidArgumentError, PeerUnreachableError, ClusterMismatchError
   */
  async discover (address: string, timeoutMs: number): Promise<NodeId> {
    const { peerId } = parseAddress(address)
    if (peerId !== undefined) {
      this.learnAddresses(peerId, [address])
      return peerId
    }
    const found = await discoverPeer(this.node, address, timeoutMs)
    if (found.cluster !== this.init.cluster) throw new ClusterMismatchError(`${address} belongs to the cluster ${found.cluster}, not to ${this.init.cluster}: give that name, or another peer`)
    this.learnAddresses(found.peerId, [address])
    return found.peerId
  }
}

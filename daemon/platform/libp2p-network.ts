import { setMaxListeners } from 'node:events'
import { gossipsub, TopicValidatorResult, type GossipSub } from '@libp2p/gossipsub'
import type { Connection, PeerId } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { CALLERS } from '../../protocols/auth/callers.js'
import { HELLO } from '../../protocols/auth/hello.js'
import { createNode, gateOf, type KvLibp2p, type NodeInit } from '../../protocols/libp2p/create-node.js'
import { NODE_LIMITS } from '../../protocols/libp2p/node-limits.js'
import { Greeting } from '../../protocols/libp2p/greeting.js'
import { LoopWatch } from '../../protocols/libp2p/loop-watch.js'
import { discoverPeer, parseAddress, PeerRequests, type PeerRequestsInit } from '../../protocols/libp2p/peer-requests.js'
import { protocolId } from '../../protocols/libp2p/protocol-id.js'
import { RequestServer, type RequestHandler, type RequestServerInit } from '../../protocols/libp2p/request-server.js'
import { ServerMemory, type ServerMemoryLimits } from '../../protocols/libp2p/server-memory.js'
import { ClusterMismatchError, DeadlineExceededError, NotAuthorizedError, P2pkvError, PeerUnreachableError, RemoteError } from '../../protocols/errors.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { PROTOCOL_NAMES, type ProtocolName, type Rpc } from '../../protocols/rpc/rpc.js'
import { STATUS_INTERNAL } from '../../protocols/rpc/status.js'
import type { Access } from '../core/auth/access.js'
import type { Caller, HandleOptions, Logger, Meter, Network, RequestOptions } from '../core/env.js'
import { Budgets } from './budgets.js'
import { GossipGate } from './gossip-gate.js'
import { INBOUND_LIMITS, InboundConnections } from './inbound-connections.js'
import { LanDiscovery, type LanComponents } from './lan-discovery.js'

type RequestLimits = NonNullable<PeerRequestsInit['requestLimits']> & NonNullable<RequestServerInit['limits']> & ServerMemoryLimits

export interface LibP2pNetworkInit extends NodeInit {
  readonly cluster: string
  /** Limits of request streams, for tests; see the `*_LIMITS` of protocols/libp2p. */
  readonly requestLimits?: RequestLimits | undefined
  /** A node that somebody else runs, to be used instead of one of our own. */
  readonly host?: HostNode | undefined
  /** How late this process reads; for tests. */
  readonly lateMs?: (() => number) | undefined
  /** Who may do what. Absent: everybody may do everything. */
  readonly access?: Access | undefined
  /** Where others are told to reach this peer; empty or absent: where it listens. */
  readonly announce?: readonly string[] | undefined
  /** Look for peers on the local network, and call this for each; absent: do not look. */
  readonly onFound?: ((peer: NodeId, addresses: readonly string[]) => void) | undefined
}

export interface HostNode { readonly node: KvLibp2p, readonly pubsub: GossipSub }

const GOSSIP_BYTES_MAX = 256 * 1024
const IDONTWANT_BYTES_MIN = 16 * 1024
/** Neighbours of a peer in the mesh of gossip: wanted, at least, at most, of these dialled by itself, and kept for their score. */
const MESH = { D: 4, Dlo: 3, Dhi: 6, Dout: 1, Dscore: 2 } as const
/** Never remembered: what is not signed is refused. */
const NO_SIGNATURE = new Uint8Array(0)
const RECHECK_MS = 5_000
/** What strangers may send and leave unread, where they are heard at all. */
const DOOR_LIMITS = { inWorkMax: 4, writeQueueBytesMax: 128 * 1024 } as const
const DOOR_HELD_BYTES_MAX = 1024 * 1024

/** The Network seam over libp2p. */
export class LibP2pNetwork implements Network {
  readonly self: NodeId
  readonly #requests: PeerRequests
  readonly #servers = new Map<ProtocolName, RequestServer>()
  readonly #memory: ServerMemory
  /** Strangers share one of their own, and a small one. */
  readonly #doorMemory = new ServerMemory({ heldBytesMax: DOOR_HELD_BYTES_MAX, queuedBytesMax: DOOR_HELD_BYTES_MAX })
  readonly #watch = new LoopWatch()
  readonly #local = new Map<string, RequestHandler<unknown, unknown>>()
  readonly #subscribers = new Map<string, Array<(from: NodeId, body: Uint8Array) => void>>()
  readonly #stopped = new AbortController()
  /** Who was at the bootstrap addresses. Whoever else is dialled is known by its record, which shows its invite's use, or says itself that it is a peer. */
  readonly #named = new Set<NodeId>()

  #inbound: InboundConnections | undefined

  private constructor (private readonly node: KvLibp2p, private readonly pubsub: GossipSub, gate: GossipGate, private readonly components: { log: Logger, meter: Meter }, private readonly init: LibP2pNetworkInit) {
    this.self = node.peerId.toString() as NodeId
    setMaxListeners(Infinity, this.#stopped.signal)
    this.#memory = new ServerMemory(init.requestLimits)
    const { access } = init
    this.#requests = new PeerRequests(node, {
      ...init,
      greeting: access === undefined ? undefined : new Greeting({
        credentials: () => access.credentials,
        accept: (peer, { credentials }) => { access.greet(peer, credentials, true, this.#named.has(peer)) },
      }),
    })
    this.handle(HELLO, async (from, { credentials }) => {
      access?.greet(from.id, credentials)
      this.#inbound?.greeted(from.id)
      return { credentials: access?.credentials ?? new Uint8Array(0), insecure: access === undefined }
    })
    if (access !== undefined) this.#watchConnections(access, gate)
    pubsub.addEventListener('gossipsub:message', event => {
      const { msg } = event.detail
      if (msg.type !== 'signed') return
      for (const fn of this.#subscribers.get(msg.topic) ?? []) fn(msg.from.toString() as NodeId, msg.data)
    }, { signal: this.#stopped.signal })
  }

  static async create (components: { log: Logger, meter: Meter }, init: LibP2pNetworkInit): Promise<LibP2pNetwork> {
    const { access } = init
    const gate = new GossipGate(peer => access === undefined || access.roleOf(peer) === 'peer')
    if (init.host !== undefined) return new LibP2pNetwork(init.host.node, init.host.pubsub, gate, components, init)
    const limits = { ...NODE_LIMITS, ...init.limits }
    const budgets = new Budgets(() => performance.now())
    const { onFound } = init
    const acceptGate = init.gate ?? gateOf(limits, why => { components.meter.count('connections_refused_total', 1, { why }) })
    const node = await createNode({
      ...init,
      // Strangers have their own limit, and must not keep others from showing who they are.
      limits: { ...limits, connectionsMax: limits.connectionsMax + (access === undefined ? 0 : INBOUND_LIMITS.strangersMax) },
      // Only peers gossip, and who is one is known after the hello.
      identifyPeers: access === undefined,
      isBarred: peer => access?.isBarred(peer) ?? false,
      gate: acceptGate,
      budgetOf: access === undefined
        ? undefined
        : peer => {
          const role = access.roleOf(peer)
          return role === undefined ? undefined : budgets.of(peer, role)
        },
      onHostile: (connection, error) => {
        components.meter.count('connections_cut_off_total')
        components.log.info({ from: connection.remotePeer.toString(), error: error.message }, 'a connection was ended because of what was asked over it')
      },
    }, {
      ...(onFound !== undefined && { lan: (components: LanComponents) => new LanDiscovery(components, init.cluster, onFound) }),
      pubsub: gate.guard(gossipsub({
        // By default more than 10 peers on one address are graylisted, and nobody hears anybody.
        scoreParams: { IPColocationFactorWeight: 0 },
        allowPublishToZeroTopicPeers: true,
        fallbackToFloodsub: false,
        floodPublish: false,
        // Each message reaches a peer as often as it has neighbours in the mesh. Changes are small and many, and
        // whoever misses one gets it by an exchange: fewer neighbours, and no word to each of what is not wanted twice.
        ...MESH,
        idontwantMinDataSize: IDONTWANT_BYTES_MIN,
        // By default the signature of every copy is verified before it is seen to be a copy.
        fastMsgIdFn: ({ signature = NO_SIGNATURE }) => Buffer.from(signature.buffer, signature.byteOffset, signature.byteLength).toString('latin1'),
        doPX: false,
        globalSignaturePolicy: 'StrictSign',
        allowedTopics: [`/p2pkv/${init.cluster}/members/1`],
        maxInboundDataLength: 2 * GOSSIP_BYTES_MAX,
        decodeRpcLimits: { maxSubscriptions: 64, maxMessages: 256, maxIhaveMessageIDs: 1024, maxIwantMessageIDs: 1024, maxControlMessages: 64, maxIdontwantMessageIDs: 1024, maxPeerInfos: 0 },
      })),
    })
    return new LibP2pNetwork(node, (node.services as unknown as { pubsub: GossipSub }).pubsub, gate, components, { ...init, limits, gate: acceptGate })
  }

  #recheck: NodeJS.Timeout | undefined

  /** Whoever connects says hello soon, and nobody stays who has lost its rights. */
  #watchConnections (access: Access, gate: GossipGate): void {
    const { node } = this
    const { signal } = this.#stopped
    const { gate: acceptGate, limits, host } = this.init
    // Of a program that is not ours alone, others may want something else.
    if (host === undefined && acceptGate !== undefined) this.#inbound = new InboundConnections({ access, meter: this.components.meter, gate: acceptGate }, { connectionsMax: limits?.connectionsMax ?? NODE_LIMITS.connectionsMax })
    const identified = new WeakSet<Connection>()
    // What gossipsub finds its peers by.
    const identify = (connection: Connection): void => {
      const peer = connection.remotePeer.toString() as NodeId
      if (host !== undefined || identified.has(connection) || access.roleOf(peer) !== 'peer') return
      identified.add(connection)
      node.services.identify.identify(connection).catch((error: unknown) => {
        identified.delete(connection)
        this.components.log.debug({ peer, error: (error as Error).message }, 'a peer did not say which protocols it speaks; it is asked again')
      })
    }
    access.onPeer(peer => {
      gate.admit(peer)
      for (const connection of node.getConnections(peerIdFromString(peer))) identify(connection)
    })
    access.onLost(peer => {
      for (const connection of node.getConnections(peerIdFromString(peer))) connection.abort(new NotAuthorizedError('this key has lost its rights'))
    })
    node.addEventListener('connection:open', ({ detail: connection }) => {
      if (connection.direction === 'inbound') {
        this.#inbound?.opened(connection)
        return
      }
      // Whoever was dialled hears who this is, even when nothing is asked: gossip waits for it.
      this.#requests.greet(connection).catch((error: unknown) => {
        this.components.log.debug({ peer: connection.remotePeer.toString(), error: (error as Error).message }, 'a peer that was dialled did not say hello')
      })
    }, { signal })
    this.#recheck = setInterval(() => {
      // A grant that has ended ends what it opened.
      access.recheck()
      for (const connection of node.getConnections()) identify(connection)
    }, RECHECK_MS).unref()
    node.addEventListener('peer:disconnect', ({ detail }) => {
      const peer = detail.toString() as NodeId
      access.forget(peer)
      gate.forget(peer)
    }, { signal })
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
    clearInterval(this.#recheck)
    await this.#requests.close()
    await Promise.all([...this.#servers.values()].map(async server => { await server.close() }))
    await this.node.stop()
    this.#watch.stop()
  }

  request<Q, R> (to: NodeId, rpc: Rpc<Q, R>, body: Q, options: RequestOptions): Promise<R> {
    return to === this.self ? this.#requestSelf(rpc, body, options) : this.#requests.request(to, rpc, body, options)
  }

  /** Goes to its handler as it is: there is no wire, so nothing is encoded. */
  async #requestSelf<Q, R> (rpc: Rpc<Q, R>, body: Q, options: RequestOptions): Promise<R> {
    if (options.deadline <= performance.now()) throw new DeadlineExceededError('the deadline had passed before the request was begun', { outcome: 'none' })
    const handler = this.#local.get(rpc.name)
    if (handler === undefined) throw new PeerUnreachableError(`${rpc.name} is not served`, { outcome: 'none' })
    const start = performance.now()
    return await this.#settleLocally(rpc.name, (async () => await handler({ id: this.self }, body, options))(), start, options.deadline) as R
  }

  /** What a request to another peer would do: one answer, by the deadline, and no error that is not ours. */
  #settleLocally (name: string, answer: Promise<unknown>, start: number, deadline: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new DeadlineExceededError(`${name} was not answered in time`, { outcome: 'unknown' }))
      }, Math.max(0, deadline - start)).unref()
      answer.finally(() => { clearTimeout(timer) }).then(value => {
        this.#served(name, performance.now() - start, 'ok')
        resolve(value)
      }, (error: unknown) => {
        this.#served(name, performance.now() - start, error instanceof P2pkvError ? error.code : 'INTERNAL')
        if (error instanceof P2pkvError) return reject(error)
        this.#reportBug(name, error)
        reject(new RemoteError(STATUS_INTERNAL, { outcome: 'unknown', cause: error }))
      })
    })
  }

  #reportBug (method: string, error: unknown): void {
    this.components.log.error({ method, error }, 'a request failed by a fault of this peer')
  }

  handle<Q, R> (rpc: Rpc<Q, R>, fn: (from: Caller, body: Q, options: RequestOptions) => Promise<R>, { refusal }: HandleOptions = {}): void {
    const { access } = this.init
    let server = this.#servers.get(rpc.protocol)
    if (server === undefined) {
      const isDoor = CALLERS[rpc.protocol] === 'anybody'
      server = new RequestServer({
        protocol: rpc.protocol,
        memory: isDoor ? this.#doorMemory : this.#memory,
        lateMs: this.init.lateMs ?? this.#watch.lateMs,
        limits: isDoor ? { ...this.init.requestLimits, ...DOOR_LIMITS } : this.init.requestLimits,
        mayOpen: access === undefined ? undefined : from => access.mayOpen(from, rpc.protocol),
        onServed: this.#served,
        onBug: (method, error) => { this.#reportBug(method, error) },
        onBadStream: (from, error) => {
          this.components.meter.count('streams_refused_total')
          this.components.log.warn({ from, error: error.message }, 'a stream was ended because of what arrived on it')
        },
      })
      this.#servers.set(rpc.protocol, server)
    }
    server.add(rpc, access === undefined ? fn : (from, body, options) => access.serve(from.id, rpc, body, () => fn(from, body, options)), refusal)
    this.#local.set(rpc.name, fn as RequestHandler<unknown, unknown>)
  }

  /** Every request that is served counts, with how long it took and what came of it. */
  readonly #served = (request: string, elapsedMs: number, outcome: string): void => {
    this.components.meter.observe('request_milliseconds', elapsedMs, { request, outcome })
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
    this.pubsub.topicValidators.set(topic, (_peer, message) => {
      if (message.data.byteLength > GOSSIP_BYTES_MAX || message.type !== 'signed') return TopicValidatorResult.Reject
      const { access } = this.init
      const may = access === undefined ? true : access.mayGossip(message.from.toString() as NodeId)
      // Who is not known yet may have joined a moment ago: that is no fault of whoever passes it on.
      return may === true ? TopicValidatorResult.Accept : may === false ? TopicValidatorResult.Reject : TopicValidatorResult.Ignore
    })
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

  learnMoreAddresses (peer: NodeId, addresses: readonly string[]): void { this.#requests.learnMoreAddresses(peer, addresses) }

  /** Where it listens. */
  listening (): readonly string[] { return this.node.getMultiaddrs().map(String) }

  addresses (): readonly string[] {
    const { announce = [] } = this.init
    return announce.length === 0 ? this.listening() : announce.map(address => address.includes('/p2p/') ? address : `${address}/p2p/${this.self}`)
  }

  /**
   * Finds out who is at a bootstrap address, and learns it.
   *
   * @throws InvalidArgumentError, PeerUnreachableError, ClusterMismatchError
   */
  async discover (address: string, timeoutMs: number): Promise<NodeId> {
    const { peerId = await this.#whoIsAt(address, timeoutMs) } = parseAddress(address)
    this.#named.add(peerId)
    this.learnAddresses(peerId, [address])
    return peerId
  }

  async #whoIsAt (address: string, timeoutMs: number): Promise<NodeId> {
    const { peerId, cluster } = await discoverPeer(this.node, [address], timeoutMs)
    if (cluster !== this.init.cluster) throw new ClusterMismatchError(`${address} belongs to the cluster ${cluster}, not to ${this.init.cluster}: give that name, or another peer`)
    return peerId
  }
}

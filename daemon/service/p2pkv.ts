import { serviceCapabilities, serviceDependencies, type ComponentLogger, type Startable } from '@libp2p/interface'
import { KvClient } from '../../client/kv-client.js'
import { systemEnvironment } from '../../client/system-environment.js'
import type { Transport } from '../../client/transport.js'
import { parseConfig } from '../config/load-config.js'
import type { Config } from '../config/table.js'
import type { Logger } from '../core/env.js'
import { startDaemon, type Daemon } from '../daemon.js'
import { initCluster, joinCluster, loadEnrolment } from '../platform/enrolment.js'
import { identityOf, loadIdentity, type Identity } from '../platform/identity.js'
import type { LeveledLogger } from '../platform/pino-logger.js'
import { ConfigError, InvalidArgumentError, NotReadyError, type P2pkvError } from '../../protocols/errors.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { hostNode, type HostComponents } from './host-node.js'

/** What the host decides: where it listens, how many connections and streams it takes, what is logged. */
const HOST_SETTINGS = ['listen', 'connectionsMax', 'inboundConnectionsPerSecondMax', 'pendingConnectionsMax', 'streamsPerConnectionMax', 'discovery', 'logLevel'] as const
type HostSetting = typeof HOST_SETTINGS[number]

/** The settings of docs/reference/config.md; `data` is the directory of everything that this peer keeps. */
export type P2pkvInit = Pick<Config, 'data'> & Partial<Omit<Config, 'data' | HostSetting>>

export interface P2pkvComponents extends HostComponents {
  readonly logger: ComponentLogger
}

/**
 * A peer of a p2pkv cluster, as a service of a libp2p node: `createLibp2p({ services: { p2pkv: p2pkv(init) } })`.
 * The node needs TCP, an Ed25519 key that it keeps (see privateKeyOf), something to listen on, and the services
 * `identify` and `pubsub` (gossipsub).
 *
 * @throws ConfigError when it is called with settings, or by a node, that it cannot work with
 */
export function p2pkv (init: P2pkvInit): (components: P2pkvComponents) => P2pkv {
  const { data, ...content } = init
  for (const setting of HOST_SETTINGS) if (setting in content) throw new ConfigError(`${setting}: the libp2p node decides that, and it is your own: set it there`)
  const { config } = parseConfig({ flags: { data }, environment: {}, file: { path: 'p2pkv(init)', content }, homeDirectory: '' })
  return components => new P2pkv(components, config)
}

/**
 * The key of the peer whose directory `data` is: what the daemon of that directory would use. An empty directory first
 * joins the cluster of the ticket `join` (p2pkv invite --role peer), or without one begins a cluster of its own.
 *
 * @throws ConfigError, and for a ticket what p2pkv join throws
 */
export async function privateKeyOf (data: string, { join }: { readonly join?: string | undefined } = {}): Promise<Identity['privateKey']> {
  if (await loadEnrolment(data) === undefined) await (join === undefined ? initCluster(data, 'default') : joinCluster(data, join))
  const identity = await loadIdentity(data)
  if (identity === undefined) throw new ConfigError(`${data} holds no peer: join it with a ticket of p2pkv invite --role peer`)
  return identity.privateKey
}

/**
 * This peer and, with all methods of the client library, a client of it. Requests fail with NotReadyError until
 * the node has been started.
 */
export class P2pkv extends KvClient implements Startable {
  readonly [Symbol.toStringTag] = 'p2pkv'
  readonly [serviceCapabilities] = ['p2pkv']
  readonly [serviceDependencies] = ['@libp2p/identify', '@libp2p/pubsub']
  /** Resolves when this process can go on only as another one: it must end, and be started again. */
  readonly failed: Promise<P2pkvError>
  readonly #components: P2pkvComponents
  readonly #config: Config
  readonly #identity: Identity
  readonly #fail: (error: P2pkvError) => void
  #starting: Promise<Daemon> | undefined
  #stop = new AbortController()

  /** @internal */
  constructor (components: P2pkvComponents, config: Config) {
    const { privateKey } = components
    if (privateKey.type !== 'Ed25519') throw new ConfigError('p2pkv needs a libp2p node with an Ed25519 key')
    const identity = identityOf(privateKey)
    const peer = { id: identity.peerId, addresses: [] }
    const local: Transport = {
      request: async (_peer, rpc, body, { timeoutMs }) => await (await this.#daemon()).network.request(identity.peerId, rpc, body, { deadline: performance.now() + timeoutMs }),
      close: async () => {},
    }
    super({ transport: local, environment: systemEnvironment }, { peers: [peer], learnMembers: false })
    this.#components = components
    this.#config = config
    this.#identity = identity
    const { promise, resolve } = Promise.withResolvers<P2pkvError>()
    this.failed = promise
    this.#fail = resolve
  }

  /** By which the cluster knows this peer: that of the libp2p node. */
  get peerId (): NodeId { return this.#identity.peerId }

  start (): void {}

  /**
   * Opens the store and joins the cluster. Resolves when this peer serves; it may still be joining.
   *
   * @throws ConfigError, StoreLockedError, FormatVersionError
   */
  async afterStart (): Promise<void> {
    if (this.#starting !== undefined) return
    if (this.#components.addressManager.getListenAddrs().length === 0) throw new ConfigError('p2pkv needs a libp2p node that listens: give it addresses.listen')
    this.#stop = new AbortController()
    const { pubsub, logger } = this.#components
    this.#starting = withTicketAddresses(this.#config).then(async config => await startDaemon(config, logOf(logger), { host: { node: hostNode(this.#components, this.#stop.signal), pubsub } }))
    const { failed } = await this.#starting
    void failed.then(this.#fail)
  }

  /** Stops serving and closes the store; the rest of the node goes on. */
  async beforeStop (): Promise<void> {
    const starting = this.#starting
    this.#starting = undefined
    this.#stop.abort(new NotReadyError('the libp2p node is being stopped'))
    const daemon = await starting?.catch(() => undefined)
    await daemon?.stop()
  }

  stop (): void {}

  /** As beforeStop; stopping the node does it, too. */
  override async close (): Promise<void> { await this.beforeStop() }

  async #daemon (): Promise<Daemon> {
    if (this.#starting === undefined) throw new NotReadyError('the libp2p node has not been started')
    return await this.#starting
  }
}

/** Where the ticket says that the others are, unless the program knows better: without anybody to ask, a peer begins a ring of its own. */
async function withTicketAddresses (config: Config): Promise<Config> {
  if (config.bootstrap.length > 0) return config
  return { ...config, bootstrap: (await loadEnrolment(config.data))?.grant?.addresses ?? [] }
}

/** The host's log, under `p2pkv` and `p2pkv:<scope>`; levels are the host's. */
function logOf (logger: ComponentLogger): LeveledLogger {
  const scoped = (scope: string): Logger => {
    const log = logger.forComponent(scope)
    return {
      debug: (fields, message) => { log.trace('%s %o', message, fields) },
      info: (fields, message) => { log('%s %o', message, fields) },
      warn: (fields, message) => { log.error('%s %o', message, fields) },
      error: (fields, message) => { log.error('%s %o', message, fields) },
      child: name => scoped(`p2pkv:${name}`),
    }
  }
  const set = (): never => { throw new InvalidArgumentError('the levels of this log are decided by the program that this peer is a part of') }
  return { ...scoped('p2pkv'), levels: { all: () => [], set }, recent: () => [] }
}

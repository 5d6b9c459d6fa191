/** The composition root: the one place where configuration, disk, network and core meet. */
import { rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import '../protocols/libp2p/polyfill.js'
import { ConfigError, P2pkvError, StoreFencedError, StoreLockedError } from '../protocols/errors.js'
import type { NodeId } from '../protocols/record/node-id.js'
import { VERSION } from '../protocols/version.js'
import { ClassicStore } from '../storage/classic.js'
import { RecordStore } from '../storage/record-store.js'
import type { Config } from './config/table.js'
import { REDEEM } from '../protocols/auth/hello.js'
import { LOG_LEVEL } from '../protocols/log/log.js'
import type { Env, Network } from './core/env.js'
import { KvNode } from './core/kv-node.js'
import { TrafficLog } from './core/traffic/traffic-log.js'
import { TrafficServer } from './core/traffic/traffic-server.js'
import { serveDiagnostics } from './diagnostics.js'
import { health, readings, ready } from './node-metrics.js'
import { Ed25519Signer } from '../protocols/libp2p/ed25519-signer.js'
import { loadSodium } from '../protocols/libp2p/libsodium.js'
import { Bootstrap } from './platform/bootstrap.js'
import { LibP2pNetwork, type HostNode } from './platform/libp2p-network.js'
import { MetricsServer } from './platform/metrics-server.js'
import { createLogger, type LeveledLogger } from './platform/pino-logger.js'
import { PromMeter } from './platform/prom-meter.js'
import { systemClock } from './platform/system-clock.js'
import { systemPrng } from './platform/system-prng.js'
import { openSecurity, type SecurityOptions } from './security.js'
import { TeeMeter } from './platform/tee-meter.js'
import { startWeb } from './web/web.js'
import type { WebServer } from './web/web-server.js'

/** What a daemon writes as `<data>/daemon.json` when it is ready, for whoever looks for it, and removes when it stops. */
export interface DaemonFile {
  readonly v: 1
  readonly pid: number
  readonly peerId: string
  readonly cluster: string
  /** Where it listens. */
  readonly addresses: readonly string[]
  /** Where others are told to reach it, if that is elsewhere. */
  readonly announced?: readonly string[]
  readonly version: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** Where its page is, without the token (`http://127.0.0.1:4480/`); absent: it serves none. */
  readonly web?: string
}

export interface Daemon {
  readonly peerId: NodeId
  /** Where it listens. */
  readonly addresses: readonly string[]
  readonly node: KvNode
  readonly network: Network
  /** Resolves when this process can go on only as another one: it must stop, and be started again. */
  readonly failed: Promise<P2pkvError>
  /** Stops serving, closes the store, removes daemon.json. */
  stop: () => Promise<void>
}

/**
 * Starts a peer. Resolves when it listens; it may still be joining the ring, and answers NotReadyError until it has.
 *
 * @param options `host`: a libp2p node to be a part of; it listens where it wants, and is not stopped with the peer
 * @throws ConfigError, StoreLockedError, ClusterMismatchError, FormatVersionError
 */
export async function startDaemon (config: Config, log: LeveledLogger = createLogger(config.logLevel), options: SecurityOptions & { readonly host?: HostNode } = {}): Promise<Daemon> {
  const { host } = options
  const prometheus = new PromMeter()
  const traffic = new TrafficLog(systemClock)
  const meter = new TeeMeter([prometheus, traffic])
  const { identity, cluster, access, authority } = await openSecurity(config, options, { log: log.child('auth'), meter })
  if (host !== undefined && host.node.peerId.toString() !== identity.peerId) throw new ConfigError(`the libp2p node is ${host.node.peerId.toString()}, and ${config.data} is of ${identity.peerId}: give the node that key`)
  const foreign = config.announce.find(address => address.includes('/p2p/') && !address.endsWith(`/p2p/${identity.peerId}`))
  if (foreign !== undefined) throw new ConfigError(`announce: ${foreign} names another peer than this one, ${identity.peerId}`)
  const store = await ClassicStore.open(join(config.data, 'store'), {
    identity: { peerId: identity.peerId, clusterId: cluster },
    blockCacheBytes: config.storeCacheBytes,
    onEvent: message => { log.child('store').warn({}, message) },
    diskSpace: { freeBytesMin: config.diskFreeBytesMin ?? 0, freeShareMin: (config.diskFreePercentMin ?? 0) / 100 },
  })
  const { promise: failed, resolve: fail } = Promise.withResolvers<P2pkvError>()
  store.onStateChange(({ needsRestart, reason }) => { if (needsRestart === true) fail(new StoreFencedError(`the store is fenced: ${reason ?? 'it must be opened anew'}`)) })
  let records: RecordStore | undefined
  let network: LibP2pNetwork | undefined
  let metrics: MetricsServer | undefined
  let web: WebServer | undefined
  let bootstrap: Bootstrap | undefined
  let node: KvNode | undefined
  try {
    records = await RecordStore.open({ store, clock: systemClock, random: systemPrng.bytes, log: log.child('store') }, { partitions: config.partitions, valueBytesMax: config.valueBytesMax, hotRecordsBytesMax: config.hotRecordsBytesMax ?? 0, knownVersionsBytesMax: config.knownVersionsBytesMax ?? 0, siblingsMax: config.siblingsMax, maxClockDriftMs: config.maxClockDriftMs })
    network = await LibP2pNetwork.create({ log: log.child('network'), meter }, {
      cluster,
      access,
      host,
      privateKey: identity.privateKey,
      listen: config.listen,
      announce: config.announce,
      onFound: config.discovery === 'mdns' ? (peer, addresses) => { bootstrap?.found(peer, addresses) } : undefined,
      limits: {
        connectionsMax: config.connectionsMax,
        inboundConnectionsPerSecondMax: config.inboundConnectionsPerSecondMax,
        pendingConnectionsMax: config.pendingConnectionsMax,
        streamsPerConnectionMax: config.streamsPerConnectionMax,
      },
    })
    const env: Env = { clock: systemClock, prng: systemPrng, network, signer: new Ed25519Signer(identity.privateKey), log, meter, fault: { hit: () => {} } }
    const found = bootstrap = new Bootstrap(network, log, config.bootstrap)
    const opened = node = await KvNode.open(env, { store, records }, {
      cluster,
      name: config.name ?? hostname().slice(0, 63),
      zone: config.zone,
      weight: config.weight,
      version: VERSION,
      partitions: config.partitions,
      bootstrap: () => found.peers,
      begins: config.bootstrap.length === 0,
      defaults: { n: config.n, r: config.r, w: config.w, conflict: 'lww', ttlMs: null },
      valueBytesMax: config.valueBytesMax,
      requestsMax: config.inFlightRequestsMax,
      scrubIntervalMs: config.scrubIntervalMs,
      antiEntropyIntervalMs: config.antiEntropyIntervalMs,
      probeIntervalMs: config.probeIntervalMs,
      exchangeIntervalMs: config.exchangeIntervalMs,
      transferBytesPerSecondMax: config.transferBytesPerSecondMax,
      reaping: { graceMs: config.tombstoneGraceMs },
      ...(authority !== undefined && access !== undefined && { security: { authority, credentials: access.credentials } }),
      replaceDeadAfterMs: config.replaceDeadAfterMs,
      hints: {
        hintBytesMax: config.hintBytesMax,
        hintBytesTotalMax: config.hintBytesTotalMax,
        hintAgeMaxMs: config.hintAgeMaxMs,
        hintBytesPerSecondMax: config.hintBytesPerSecondMax,
      },
    })
    access?.trustMembers(peer => opened.membership.table.get(peer) !== undefined)
    network.handle(LOG_LEVEL, async (_from, { scope, level }) => {
      if (scope !== '') log.levels.set(scope, level)
      return { scopes: [...log.levels.all()] }
    })
    network.handle(REDEEM, async (from, { credentials }) => {
      access?.redeem(from.id, credentials)
      return { n: config.n, partitions: config.partitions }
    })
    const watched = { node: opened, store, records }
    serveDiagnostics({ network, metrics: async () => await prometheus.text(readings(watched)), recentLog: log.recent }, config)
    if (config.metricsListen !== null) {
      metrics = await MetricsServer.start({ meter: prometheus, readings: () => readings(watched), health: () => health(watched), ready: () => ready(watched) }, config.metricsListen)
      log.info({ url: metrics.url }, 'metrics are served')
    }
    new TrafficServer({ network, traffic, others: () => opened.membership.others(), livenessOf: peer => opened.membership.detector.stateOf(peer) })
    await listen(network, config.listen)
    await found.start()
    await opened.start()
    web = await serveWeb({ clock: systemClock, network, log: log.child('web'), node: opened }, config, cluster)
    const file = join(config.data, 'daemon.json')
    const running: DaemonFile = { v: 1, pid: process.pid, peerId: identity.peerId, cluster, addresses: network.listening(), ...(config.announce.length > 0 && { announced: network.addresses() }), version: VERSION, startedAt: Date.now(), ...(web !== undefined && { web: web.url }) }
    await writeFile(`${file}.new`, `${JSON.stringify(running)}\n`)
    await rename(`${file}.new`, file)
    log.info({ peer: identity.peerId, addresses: network.addresses(), cluster, data: config.data }, 'listening')
    loadSodium(why => { log.info({ why }, 'libsodium cannot be loaded: requests take more processor time') })
    const started = { records, network }
    return {
      peerId: identity.peerId,
      addresses: network.listening(),
      node: opened,
      network,
      failed,
      stop: async () => {
        await rm(file, { force: true })
        found.stop()
        opened.stop()
        await metrics?.stop()
        await web?.stop()
        await started.network.stop()
        await started.records.close()
        await store.close()
        log.info({ counters: await prometheus.snapshot() }, 'stopped')
      },
    }
  } catch (error) {
    // Their timers would go on, on a store that is closed.
    bootstrap?.stop()
    node?.stop()
    await metrics?.stop().catch(() => undefined)
    await web?.stop().catch(() => undefined)
    await network?.stop().catch(() => undefined)
    await records?.close().catch(() => undefined)
    await store.close()
    throw error
  }
}

/** Runs a peer until `signal` asks it to stop; a second way out is a fault of ours, which ends the process. */
export async function runDaemon (config: Config, signal: AbortSignal, options: SecurityOptions = {}): Promise<void> {
  const log = createLogger(config.logLevel)
  const fatal = (error: unknown): void => {
    log.error({ error }, 'a fault of this program; the peer stops')
    process.exit(1)
  }
  process.on('uncaughtException', fatal)
  process.on('unhandledRejection', fatal)
  const daemon = await startDaemon(config, log, options)
  const stopping = new Promise<void>(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => { resolve() }, { once: true })
    daemon.node.onLeft(() => {
      log.info({}, 'this peer has left the ring, and the others hold its data')
      resolve()
    })
  })
  const twin = new Promise<Error>(resolve => {
    daemon.node.onTwin(startedAt => {
      resolve(new StoreLockedError(`another process runs with the key of this peer ${daemon.peerId} since ${new Date(startedAt).toISOString()}: this is a copy of its data directory. Stop that one, or make this one a peer of its own: p2pkv join TICKET into an empty directory`))
    })
  })
  // Timers of the core do not keep the process alive; being asked to run does.
  const alive = setInterval(() => {}, 1 << 30)
  const failure = await Promise.race([stopping, daemon.failed, twin])
  clearInterval(alive)
  if (failure === undefined) return await daemon.stop()
  // Its supervisor starts it again; what cannot be closed in order now is found by that start.
  await daemon.stop().catch((error: unknown) => { log.warn({ error }, 'the peer could not stop in order') })
  throw failure
}

/** Without a page the store still serves: only an address that somebody asked for must be had. */
async function serveWeb (components: Parameters<typeof startWeb>[0], config: Config, cluster: string): Promise<WebServer | undefined> {
  const { data, valueBytesMax } = config
  const listen = config.webListen
  if (listen === null) return undefined
  try {
    const web = await startWeb(components, { listen, data, cluster, valueBytesMax })
    components.log.info({ url: web.url }, 'the web page is served')
    return web
  } catch (error) {
    if (listen !== 'on' || !(error instanceof ConfigError)) throw error
    components.log.warn({ error: error.message }, 'the web page is not served')
    return undefined
  }
}

async function listen (network: LibP2pNetwork, addresses: readonly string[]): Promise<void> {
  try {
    await network.start()
  } catch (error) {
    const text = String((error as Error).message)
    const why = /EADDRINUSE/.test(deepText(error)) || /could not listen/i.test(text) ? 'a port is in use by another process, or the address is not this machine\'s' : text
    throw new ConfigError(`cannot listen on ${addresses.join(', ')}: ${why}; choose another with --listen, or stop what uses it`, { cause: error })
  }
}

function deepText (error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(deepText).join(' ')
  return error instanceof Error ? `${error.message} ${deepText(error.cause)}` : ''
}

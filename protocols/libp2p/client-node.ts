/**
 * What a client needs of libp2p: to dial. Its transport, encrypter and muxer as they are, without the node around them:
 * no peer store, no queue, no listener, no resolver. Making and feeding those took longer than a get. The steps of an
 * upgrade are those of libp2p's specifications (github.com/libp2p/specs, connections): multistream-select, noise with
 * the muxer agreed on inside the handshake, yamux.
 */
import './polyfill.js'
import { noise } from '@chainsafe/libp2p-noise'
import { ConnectionClosedError, type Connection, type ConnectionEncrypter, type MultiaddrConnection, type PeerId, type PrivateKey, type Stream, type StreamMuxer, type StreamMuxerFactory, type Transport, type Upgrader } from '@libp2p/interface'
import { select } from '@libp2p/multistream-select'
import { peerIdFromPrivateKey, peerIdFromString } from '@libp2p/peer-id'
import { tcp } from '@libp2p/tcp'
import type { Multiaddr } from '@multiformats/multiaddr'
import { OverloadedError, PeerUnreachableError } from '../errors.js'
import { guardedYamux } from './guarded-yamux.js'
import { Budget, guardOf, PEER_ALLOWANCE } from './muxer-guard.js'
import { noiseCrypto } from './noise-crypto.js'
import { NODE_LIMITS, SOCKET_INACTIVITY_TIMEOUT_MS } from './node-limits.js'
import { silentLogger } from './silent-logger.js'
import { withSingleWrites } from './single-write.js'

export const CLIENT_NODE_LIMITS = {
  ...NODE_LIMITS,
  /** How long one address of a peer may take, handshake included, milliseconds. */
  addressTimeoutMs: 6_000,
  /** How long all of them may take, milliseconds. */
  dialTimeoutMs: 10_000,
  /** How long a polite end may take, milliseconds. */
  closeTimeoutMs: 1_000,
} as const

/** As much of a connection as requests need. */
export type Dialled = Pick<Connection, 'remotePeer' | 'status' | 'newStream' | 'abort'> & Partial<Pick<Connection, 'direction'>>

/** Who dials peers: this, or the node of a daemon. */
export interface Dialler {
  readonly peerId: PeerId
  readonly getConnections: (peer: PeerId) => Dialled[]
  /** Addresses of one peer, best first. With an id at its end only that peer is accepted there. */
  readonly dial: (addresses: Multiaddr[], options: { readonly signal: AbortSignal }) => Promise<Dialled>
}

export interface ClientNodeInit {
  readonly privateKey: PrivateKey
  readonly limits?: Partial<Record<keyof typeof CLIENT_NODE_LIMITS, number>>
}

const now = (): number => performance.now()
const ignore = (): void => {}

export class ClientNode implements Dialler {
  readonly peerId: PeerId
  readonly #limits: Record<keyof typeof CLIENT_NODE_LIMITS, number>
  readonly #transport: Transport
  readonly #encrypter: ConnectionEncrypter
  readonly #muxers: ReadonlyMap<string, StreamMuxerFactory>
  readonly #upgrader: Upgrader
  readonly #connections = new Set<ClientConnection>()
  /** By addresses: whoever wants the same peer meanwhile waits for the same dial. */
  readonly #dials = new Map<string, Promise<ClientConnection>>()
  readonly #stopped = new AbortController()

  constructor ({ privateKey, limits }: ClientNodeInit) {
    this.peerId = peerIdFromPrivateKey(privateKey)
    this.#limits = { ...CLIENT_NODE_LIMITS, ...limits }
    const muxer = guardedYamux(this.#limits, now)
    this.#muxers = new Map([[muxer.protocol, muxer]])
    // As much of an upgrader as the transport and the encrypter call for when they dial.
    this.#upgrader = {
      upgradeOutbound: async (wire: MultiaddrConnection, { signal }: { readonly signal: AbortSignal }) => await this.#upgrade(wire, signal),
      getStreamMuxers: () => this.#muxers,
    } as unknown as Upgrader
    // Whatever there is to say reaches the user as an error.
    this.#transport = tcp({ outboundSocketInactivityTimeout: SOCKET_INACTIVITY_TIMEOUT_MS })({ logger: silentLogger })
    this.#encrypter = withSingleWrites(noise({ crypto: noiseCrypto }))({ logger: silentLogger, privateKey, peerId: this.peerId, upgrader: this.#upgrader })
  }

  getConnections (peer: PeerId): ClientConnection[] {
    return [...this.#connections].filter(({ remotePeer }) => remotePeer.equals(peer))
  }

  /** @throws OverloadedError, PeerUnreachableError once stopped, the signal's reason, or why the last address failed; several: AggregateError */
  async dial (addresses: readonly Multiaddr[], { signal }: { readonly signal: AbortSignal }): Promise<ClientConnection> {
    signal.throwIfAborted()
    const key = addresses.join()
    let dial = this.#dials.get(key)
    if (dial === undefined) {
      if (this.#stopped.signal.aborted) throw new PeerUnreachableError('this client is closed', { outcome: 'none' })
      if (this.#connections.size + this.#dials.size >= this.#limits.connectionsMax) throw new OverloadedError('the connections of this client (connectionsMax)', 1_000)
      dial = this.#dialEach(addresses).finally(() => { this.#dials.delete(key) })
      this.#dials.set(key, dial)
    }
    return await until(dial, signal)
  }

  /** Ends every connection. */
  async stop (): Promise<void> {
    this.#stopped.abort(new PeerUnreachableError('this client is closed', { outcome: 'none' }))
    await Promise.all([...this.#connections].map(async connection => { await connection.close(this.#limits.closeTimeoutMs) }))
  }

  async #dialEach (addresses: readonly Multiaddr[]): Promise<ClientConnection> {
    const whole = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(this.#limits.dialTimeoutMs)])
    const errors: unknown[] = []
    for (const address of addresses) {
      const signal = AbortSignal.any([whole, AbortSignal.timeout(this.#limits.addressTimeoutMs)])
      try {
        const [usable] = this.#transport.dialFilter([address])
        if (usable === undefined) throw new PeerUnreachableError(`${address.toString()} is no address that can be dialled`, { outcome: 'none' })
        return await this.#transport.dial(usable, { signal, upgrader: this.#upgrader }) as unknown as ClientConnection
      } catch (error) {
        errors.push(error)
        if (whole.aborted) break
      }
    }
    throw errors.length === 1 ? errors[0] : new AggregateError(errors, 'no address could be dialled')
  }

  async #upgrade (wire: MultiaddrConnection, signal: AbortSignal): Promise<ClientConnection> {
    const id = wire.remoteAddr.getComponents().findLast(({ name }) => name === 'p2p')?.value
    await select(wire, this.#encrypter.protocol, { signal })
    const secured = await this.#encrypter.secureOutbound(wire, { signal, ...(id !== undefined && { remotePeer: peerIdFromString(id) }) })
    const factory = secured.streamMuxer ?? this.#muxers.get(await select(secured.connection, [...this.#muxers.keys()], { signal }))
    if (factory === undefined) throw new ConnectionClosedError('no muxer was agreed on')
    signal.throwIfAborted()
    const muxer = factory.createStreamMuxer(secured.connection)
    const guard = guardOf({ muxer })
    // Whom we dialled is who we meant to speak to.
    const allowance = new Budget(PEER_ALLOWANCE, now())
    if (guard !== undefined) guard.budget = () => allowance
    const connection = new ClientConnection(wire, muxer, secured.remotePeer, this.#limits.handshakeTimeoutMs)
    this.#connections.add(connection)
    wire.addEventListener('close', () => { this.#connections.delete(connection) })
    return connection
  }
}

class ClientConnection implements Dialled {
  readonly #wire: MultiaddrConnection
  readonly #muxer: StreamMuxer
  readonly #negotiateTimeoutMs: number

  constructor (wire: MultiaddrConnection, muxer: StreamMuxer, readonly remotePeer: PeerId, negotiateTimeoutMs: number) {
    this.#wire = wire
    this.#muxer = muxer
    this.#negotiateTimeoutMs = negotiateTimeoutMs
    muxer.addEventListener('stream', ({ detail: stream }) => { stream.abort(new Error('a client serves nothing')) })
  }

  get status (): Connection['status'] { return this.#wire.status }

  async newStream (protocols: string | string[], { signal }: { readonly signal?: AbortSignal } = {}): Promise<Stream> {
    if (this.#wire.status !== 'open' || this.#muxer.status !== 'open') throw new ConnectionClosedError('the connection is closed')
    const until = signal ?? AbortSignal.timeout(this.#negotiateTimeoutMs)
    const stream = await this.#muxer.createStream({ signal: until })
    try {
      stream.protocol = await select(stream, protocols, { signal: until })
      return stream
    } catch (error) {
      stream.abort(error as Error)
      throw error
    }
  }

  abort (error: Error): void {
    this.#muxer.abort(error)
    this.#wire.abort(error)
  }

  async close (timeoutMs: number): Promise<void> {
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      await this.#muxer.close({ signal })
      await this.#wire.close({ signal })
    } catch (error) {
      this.abort(error as Error)
    }
  }
}

/** The promise, or the signal's reason as soon as it aborts. */
async function until<T> (promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = ignore
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => { reject(signal.reason as Error) }
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

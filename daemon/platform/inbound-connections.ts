import type { Connection } from '@libp2p/interface'
import { NotAuthorizedError, OverloadedError } from '../../protocols/errors.js'
import type { AcceptGate } from '../../protocols/libp2p/accept-gate.js'
import { hostAddressOf } from '../../protocols/libp2p/gated-tcp.js'
import { guardOf } from '../../protocols/libp2p/muxer-guard.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import type { Access } from '../core/auth/access.js'
import type { Meter } from '../core/env.js'

export const INBOUND_LIMITS = {
  /** How long a connection may last without a hello that was accepted, milliseconds. */
  strangerMsMax: 10_000,
  /** Connections without one at a time; one more ends the oldest of them. They do not count as `connectionsMax`. */
  strangersMax: 64,
  /** Connections of one client's key at a time; one more ends the oldest of them. */
  perClientMax: 16,
  /** Part of `connectionsMax` that clients may fill: the rest is for peers and admins. */
  clientsShare: 0.75,
} as const

/** A connection that ends without a hello: as if its host had opened so many more. */
const STRANGER_CHARGE = 50

export interface InboundComponents {
  readonly access: Access
  readonly meter: Meter
  readonly gate: AcceptGate
}

export interface InboundInit {
  readonly connectionsMax: number
}

const FULL = new OverloadedError('the connections of this peer (connectionsMax)', 1_000)

/** Whom the connections are from that others have opened, and which of them must go. */
export class InboundConnections {
  /** The oldest first. */
  readonly #strangers = new Map<Connection, NodeJS.Timeout>()
  readonly #byPeer = new Map<NodeId, Set<Connection>>()

  constructor (private readonly components: InboundComponents, private readonly init: InboundInit) {}

  opened (connection: Connection): void {
    const peer = connection.remotePeer.toString() as NodeId
    const ofPeer = this.#byPeer.get(peer) ?? new Set()
    this.#byPeer.set(peer, ofPeer.add(connection))
    if (this.#isStranger(connection)) this.#strangers.set(connection, setTimeout(() => { this.#cutOff(connection) }, INBOUND_LIMITS.strangerMsMax).unref())
    connection.addEventListener('close', () => {
      if (this.#strangers.has(connection) || this.#isUnused(connection)) this.components.gate.charge(hostAddressOf(connection), STRANGER_CHARGE)
      this.#forget(connection)
      ofPeer.delete(connection)
      if (ofPeer.size === 0 && this.#byPeer.get(peer) === ofPeer) this.#byPeer.delete(peer)
    }, { once: true })
    // Of a key that has said hello on another connection.
    if (this.components.access.roleOf(peer) === 'client') this.#keepFew(ofPeer)
    // The oldest first: whoever means it has said hello long since.
    for (const oldest of this.#strangers.keys()) {
      if (this.#strangers.size <= INBOUND_LIMITS.strangersMax) break
      this.#cutOff(oldest)
    }
  }

  /** A hello of this key was accepted. @throws OverloadedError when there are too many connections already: this one has ended */
  greeted (peer: NodeId): void {
    const { access } = this.components
    const ofPeer = this.#byPeer.get(peer)
    if (ofPeer === undefined) return
    const isClient = access.roleOf(peer) === 'client'
    if (isClient) this.#keepFew(ofPeer)
    let [known, clients] = [0, 0]
    for (const [other, { size }] of this.#byPeer) {
      const role = access.roleOf(other)
      if (role !== undefined) known += size
      if (role === 'client') clients += size
    }
    const { connectionsMax } = this.init
    const isFull = known > connectionsMax || (isClient && clients > INBOUND_LIMITS.clientsShare * connectionsMax)
    for (const connection of [...ofPeer]) {
      if (isFull && this.#strangers.has(connection)) connection.abort(FULL)
      else this.#forget(connection)
    }
    if (isFull) throw FULL
  }

  #isStranger (connection: Connection): boolean { return this.components.access.roleOf(connection.remotePeer.toString() as NodeId) === undefined }

  /** A client's that ends without a stream: its key has said hello on another one, and on this one nothing. */
  #isUnused (connection: Connection): boolean {
    return this.components.access.roleOf(connection.remotePeer.toString() as NodeId) === 'client' && guardOf(connection)?.isUsed === false
  }

  #keepFew (ofPeer: ReadonlySet<Connection>): void {
    let more = ofPeer.size - INBOUND_LIMITS.perClientMax
    for (const oldest of ofPeer) {
      if (more-- <= 0) break
      oldest.abort(new OverloadedError('the connections of one client (perClientMax)', 1_000))
    }
  }

  #cutOff (connection: Connection): void {
    if (this.#isStranger(connection)) {
      this.components.meter.count('strangers_cut_off_total')
      connection.abort(new NotAuthorizedError('no hello came in time'))
    } else this.#forget(connection)
  }

  #forget (connection: Connection): void {
    clearTimeout(this.#strangers.get(connection))
    this.#strangers.delete(connection)
  }
}

import './polyfill.js'
import { noise } from '@chainsafe/libp2p-noise'
import { identify, type Identify } from '@libp2p/identify'
import type { Connection, PeerId, PrivateKey, ServiceMap } from '@libp2p/interface'
import type { NodeId } from '../record/node-id.js'
import { signedOnce } from './signed-once.js'
import { silentLogger } from './silent-logger.js'
import { withSingleWrites } from './single-write.js'
import { createLibp2p, type Libp2p, type Libp2pOptions } from 'libp2p'
import { AcceptGate, type Refused } from './accept-gate.js'
import { gatedTcp, hostAddressOf, socketOf } from './gated-tcp.js'
import { noiseCrypto } from './noise-crypto.js'
import { Budget, guardOf, PEER_ALLOWANCE } from './muxer-guard.js'
import { guardedYamux } from './guarded-yamux.js'
import { NODE_LIMITS, SOCKET_INACTIVITY_TIMEOUT_MS } from './node-limits.js'

export interface NodeInit {
  /** Absent: a new Ed25519 key, for this process only. */
  readonly privateKey?: PrivateKey | undefined
  /** Multiaddrs; empty: only dials. */
  readonly listen: readonly string[]
  /** Ask every new connection which protocols it speaks: what gossipsub finds its peers by. */
  readonly identifyPeers?: boolean
  readonly limits?: Partial<Record<keyof typeof NODE_LIMITS, number>>
  /** Keys that are cut off as soon as the handshake has shown them: before a muxer, and any stream, exists. */
  readonly isBarred?: ((peer: NodeId) => boolean) | undefined
  /** What a key may send now, over all its inbound connections; undefined: as little as a stranger. Absent: as much as a peer. */
  readonly budgetOf?: ((peer: NodeId) => Budget | undefined) | undefined
  /** Told of a connection that is ended because its other side asked for too much. */
  readonly onHostile?: ((connection: Connection, error: Error) => void) | undefined
  /** Asked about each socket that wants in. Absent: one of its own, with these limits. */
  readonly gate?: AcceptGate | undefined
}

/** Of a connection: as if its host had opened so many more. */
const HOSTILE_CHARGE = 100
const now = (): number => performance.now()
/** What the gate has let through is not counted again. */
const COUNTED_BY_GATE = 1_000_000

export function gateOf (limits: NodeInit['limits'], onRefused: (why: Refused) => void): AcceptGate {
  const { inboundConnectionsPerSecondMax, pendingConnectionsMax } = { ...NODE_LIMITS, ...limits }
  return new AcceptGate({ perSecondMax: inboundConnectionsPerSecondMax, pendingMax: pendingConnectionsMax, now, onRefused })
}

export type Services = ServiceMap & { identify: Identify }
/** As much of a libp2p node as p2pkv uses; it may be a part of somebody else's. */
export type KvLibp2p = Pick<Libp2p<Services>, 'peerId' | 'status' | 'start' | 'stop' | 'handle' | 'getMultiaddrs' | 'getConnections' | 'dial' | 'addEventListener'> & {
  readonly services: Pick<Services, 'identify'>
}

/** A libp2p node with what p2pkv uses (TCP, noise, yamux, identify) and `services` beside. Not started yet. */
export async function createNode (init: NodeInit, services: NonNullable<Libp2pOptions['services']> = {}): Promise<Libp2p<Services>> {
  const limits = { ...NODE_LIMITS, ...init.limits }
  const isBarred = (peer: PeerId): boolean => init.isBarred?.(peer.toString() as NodeId) ?? false
  const gate = init.gate ?? gateOf(limits, () => {})
  const node = await createLibp2p({
    ...(init.privateKey === undefined ? {} : { privateKey: init.privateKey }),
    start: false,
    // Asked for by DEBUG, the library logs as it always does.
    ...(process.env.DEBUG === undefined ? { logger: silentLogger } : {}),
    addresses: { listen: [...init.listen] },
    transports: [gatedTcp({
      inboundSocketInactivityTimeout: SOCKET_INACTIVITY_TIMEOUT_MS,
      outboundSocketInactivityTimeout: SOCKET_INACTIVITY_TIMEOUT_MS,
    }, gate)],
    connectionEncrypters: [withSingleWrites(signedOnce(noise({ crypto: noiseCrypto })))],
    streamMuxers: [() => guardedYamux(limits, now)],
    connectionManager: {
      maxConnections: limits.connectionsMax,
      inboundConnectionThreshold: COUNTED_BY_GATE,
      maxIncomingPendingConnections: COUNTED_BY_GATE,
      inboundUpgradeTimeout: limits.handshakeTimeoutMs,
      // A connection that breaks is dialled again by the next request that needs it.
      reconnectRetries: 0,
    },
    connectionMonitor: { enabled: false },
    // Loopback and private addresses are what a cluster runs on.
    connectionGater: {
      denyDialMultiaddr: () => false,
      denyDialPeer: isBarred,
      denyInboundEncryptedConnection: isBarred,
      denyInboundUpgradedConnection: (_peer, connection) => {
        gate.opened(socketOf(connection))
        return false
      },
      denyOutboundEncryptedConnection: isBarred,
    },
    services: { identify: identify({ runOnConnectionOpen: init.identifyPeers ?? false }), ...services },
  })
  // The library remembers for ever who has opened a stream: of peers that is bounded, and tells whom gossip has lost.
  node.addEventListener('peer:disconnect', ({ detail: peer }) => {
    if (init.budgetOf === undefined || init.budgetOf(peer.toString() as NodeId)?.allowance === PEER_ALLOWANCE) return
    node.peerStore.delete(peer).catch(() => { /* it was not remembered */ })
  })
  node.addEventListener('connection:open', ({ detail: connection }) => {
    const guard = guardOf(connection)
    if (guard === undefined) return
    const whole = new Budget(PEER_ALLOWANCE, now())
    const { budgetOf } = init
    // Whom we dialled is who we meant to speak to.
    if (budgetOf === undefined || connection.direction === 'outbound') guard.budget = () => whole
    else {
      const stranger = guard.budget()
      const peer = connection.remotePeer.toString() as NodeId
      guard.budget = () => budgetOf(peer) ?? stranger
    }
    guard.onFlood = error => {
      gate.charge(hostAddressOf(connection), HOSTILE_CHARGE)
      init.onHostile?.(connection, error)
    }
  })
  return node
}

import type { Connection, Libp2pEvents, PeerId, PrivateKey, StreamHandler, StreamHandlerOptions, TypedEventTarget } from '@libp2p/interface'
import type { GossipSub } from '@libp2p/gossipsub'
import type { Identify } from '@libp2p/identify'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { KvLibp2p } from '../../protocols/libp2p/create-node.js'

/** How long the host's listeners are waited for once the first one listens, milliseconds: some may have failed. */
const LISTEN_MS = 1_000

/** What the service needs of the libp2p node that it is a part of. */
export interface HostComponents {
  readonly peerId: PeerId
  readonly privateKey: PrivateKey
  readonly events: TypedEventTarget<Libp2pEvents>
  readonly registrar: {
    handle: (protocol: string, handler: StreamHandler, options?: StreamHandlerOptions) => Promise<void>
    unhandle: (protocol: string) => Promise<void>
  }
  readonly connectionManager: {
    getConnections: (peer?: PeerId) => Connection[]
    openConnection: KvLibp2p['dial']
  }
  readonly addressManager: { getListenAddrs: () => Multiaddr[], getAddresses: () => Multiaddr[] }
  readonly transportManager: { getListeners: () => Array<{ getAddrs: () => Multiaddr[] }> }
  readonly identify: Identify
  readonly pubsub: GossipSub
}

/**
 * The host's node as p2pkv sees its own: starting waits until the host listens, stopping takes back what was
 * registered there, and never stops the host.
 */
export function hostNode (components: HostComponents, signal: AbortSignal): KvLibp2p {
  const { events, registrar, connectionManager, addressManager } = components
  const handled: string[] = []
  return {
    peerId: components.peerId,
    // A service begins to work when the rest of its node has been started.
    status: 'started',
    services: { identify: components.identify },
    start: async () => { await untilListening(components, signal) },
    stop: async () => {
      await Promise.all(handled.splice(0).map(async protocol => { await registrar.unhandle(protocol) }))
    },
    handle: async (protocols, handler, options) => {
      for (const protocol of [protocols].flat()) {
        await registrar.handle(protocol, handler, options)
        handled.push(protocol)
      }
    },
    addEventListener: (events as Pick<KvLibp2p, 'addEventListener'>).addEventListener.bind(events),
    getMultiaddrs: () => addressManager.getAddresses(),
    getConnections: peer => connectionManager.getConnections(peer),
    dial: async (to, options) => await connectionManager.openConnection(to, options),
  }
}

/** Resolves when every listener of the host has an address, or some have and the others take too long. */
async function untilListening ({ events, addressManager, transportManager }: HostComponents, signal: AbortSignal): Promise<void> {
  const wanted = addressManager.getListenAddrs().length
  const count = (): number => transportManager.getListeners().filter(listener => listener.getAddrs().length > 0).length
  await new Promise<void>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      events.removeEventListener('transport:listening', look)
      signal.removeEventListener('abort', stop)
      settle()
    }
    const stop = (): void => { end(() => { reject(signal.reason as Error) }) }
    const look = (): void => {
      const now = count()
      if (now >= wanted) end(resolve)
      else if (now > 0) timer ??= setTimeout(() => { end(resolve) }, LISTEN_MS)
    }
    if (signal.aborted) { stop(); return }
    events.addEventListener('transport:listening', look)
    signal.addEventListener('abort', stop, { once: true })
    look()
  })
}

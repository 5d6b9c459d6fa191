import type { GossipSub, GossipSubComponents } from '@libp2p/gossipsub'
import type { PeerId, Stream, StreamHandler, StreamHandlerOptions, Topology } from '@libp2p/interface'
import { NotAuthorizedError } from '../../protocols/errors.js'
import type { NodeId } from '../../protocols/record/node-id.js'

type Registrar = GossipSubComponents['registrar']

/**
 * Lets gossipsub meet only those who have shown that they are peers of the cluster. Whoever connects is held back
 * until then, or until the connection ends: gossipsub itself would take subscriptions and messages of anybody, and forward to anybody.
 */
export class GossipGate {
  readonly #waiting = new Map<NodeId, Set<(isPeer: boolean) => void>>()

  /** @param isPeer whether this one may gossip now; admit() is called when that changes to yes */
  constructor (private readonly isPeer: (peer: NodeId) => boolean) {}

  admit (peer: NodeId): void { this.#settle(peer, true) }
  forget (peer: NodeId): void { this.#settle(peer, false) }

  /** gossipsub, behind the gate. */
  guard (create: (components: GossipSubComponents) => GossipSub): (components: GossipSubComponents) => GossipSub {
    return components => create(new Proxy(components, {
      get: (target, name, receiver): unknown => name === 'registrar' ? this.#registrar(target.registrar) : Reflect.get(target, name, receiver),
    }))
  }

  #registrar (registrar: Registrar): Registrar {
    const handle = async (protocol: string, handler: StreamHandler, options?: StreamHandlerOptions): Promise<void> => {
      await registrar.handle(protocol, (stream, connection) => {
        void this.#whenPeer(connection.remotePeer, stream).then(isPeer => {
          if (isPeer) void handler(stream, connection)
          else stream.abort(new NotAuthorizedError('gossip is for peers of the cluster'))
        })
      }, options)
    }
    const register = async (protocol: string, topology: Topology): Promise<string> => await registrar.register(protocol, {
      ...topology,
      onConnect: (peer, connection) => {
        void this.#whenPeer(peer).then(isPeer => { if (isPeer && connection.status === 'open') void topology.onConnect?.(peer, connection) })
      },
    })
    return new Proxy(registrar, {
      get: (target, name): unknown => {
        if (name === 'handle') return handle
        if (name === 'register') return register
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) as unknown : value
      },
    })
  }

  /** @param stream nobody waits for it any more when it has ended: there may be any number of them on one connection */
  async #whenPeer (id: PeerId, stream?: Stream): Promise<boolean> {
    const peer = id.toString() as NodeId
    if (this.isPeer(peer)) return true
    return await new Promise(resolve => {
      const waiting = this.#waiting.get(peer) ?? new Set()
      this.#waiting.set(peer, waiting)
      const settle = (isPeer: boolean): void => {
        waiting.delete(settle)
        if (waiting.size === 0 && this.#waiting.get(peer) === waiting) this.#waiting.delete(peer)
        resolve(isPeer)
      }
      waiting.add(settle)
      stream?.addEventListener('close', () => { settle(false) }, { once: true })
    })
  }

  #settle (peer: NodeId, isPeer: boolean): void {
    for (const settle of [...this.#waiting.get(peer) ?? []]) settle(isPeer)
  }
}

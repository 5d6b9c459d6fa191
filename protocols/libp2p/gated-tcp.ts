import type { Server, Socket } from 'node:net'
import type { Connection, Listener, MultiaddrConnection, Transport, Upgrader } from '@libp2p/interface'
import { tcp, type TCPComponents, type TCPOptions } from '@libp2p/tcp'
import { InvariantError } from '../errors.js'
import type { AcceptGate } from './accept-gate.js'
import { boundAnswers } from './negotiation.js'

/** libp2p's TCP transport, whose listeners take only sockets that the gate lets through. */
export function gatedTcp (options: TCPOptions, gate: AcceptGate): (components: TCPComponents) => Transport {
  const create = tcp(options)
  return components => {
    const transport = create(components)
    const createListener = transport.createListener.bind(transport)
    transport.createListener = listenerOptions => {
      const { upgrader } = listenerOptions
      const upgradeInbound: Upgrader['upgradeInbound'] = async (connection, options) => {
        boundAnswers(connection)
        await upgrader.upgradeInbound(connection, options)
      }
      const listener = createListener({ ...listenerOptions, upgrader: Object.create(upgrader, { upgradeInbound: { value: upgradeInbound } }) as Upgrader })
      gate.guard(serverOf(listener))
      return listener
    }
    return transport
  }
}

/** @throws InvariantError when the library has changed: a listener without a gate must not go unnoticed */
function serverOf (listener: Listener): Server {
  const { server } = listener as Listener & { readonly server?: Server }
  if (server === undefined) throw new InvariantError('a TCP listener that does not show its server')
  return server
}

/** The socket of a TCP connection. @throws InvariantError when the library has changed */
export function socketOf (connection: MultiaddrConnection): Socket {
  const { socket } = connection as MultiaddrConnection & { readonly socket?: Socket }
  if (socket === undefined) throw new InvariantError('a TCP connection that does not show its socket')
  return socket
}

/** The address of the host at the other end. */
export function hostAddressOf ({ remoteAddr }: Pick<Connection, 'remoteAddr'>): string {
  return remoteAddr.getComponents().find(({ name }) => name === 'ip4' || name === 'ip6')?.value ?? ''
}

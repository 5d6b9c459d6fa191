import type { ConnectionEncrypter, MessageStream, SecuredConnection } from '@libp2p/interface'
import { agreedOn, boundAnswers } from './negotiation.js'
import { shortenWire } from './secure-wire.js'

/**
 * An encrypter whose messages reach the socket in one write each. Noise hands over a list (length, header, text, tag),
 * and the TCP transport writes every part of a list by itself: four system calls for a message, and on a network four
 * packets. After the handshake they take the short way.
 */
export function withSingleWrites<C, E extends ConnectionEncrypter> (create: (components: C) => E): (components: C) => E {
  return components => {
    const encrypter = create(components)
    const outbound = encrypter.secureOutbound.bind(encrypter)
    const inbound = encrypter.secureInbound.bind(encrypter)
    encrypter.secureOutbound = async (connection, options) => shortened(await outbound(writeWhole(connection), options), connection)
    encrypter.secureInbound = async (connection, options) => {
      agreedOn(connection)
      const secured = shortened(await inbound(writeWhole(connection), options), connection)
      // It may ask for a muxer yet.
      boundAnswers(secured.connection)
      return secured
    }
    return encrypter
  }
}

function shortened<S extends SecuredConnection> (secured: S, connection: MessageStream): S {
  shortenWire(secured.connection, connection)
  return secured
}

function writeWhole (stream: MessageStream): MessageStream {
  const send = stream.send.bind(stream)
  stream.send = data => send(data.subarray())
  return stream
}

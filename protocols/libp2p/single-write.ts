import type { ConnectionEncrypter, MessageStream } from '@libp2p/interface'

/**
 * An encrypter whose messages reach the socket in one write each. Noise hands over a list (length, header, text, tag),
 * and the TCP transport writes every part of a list by itself: four system calls for a message, and on a network four
 * packets.
 */
export function withSingleWrites<C, E extends ConnectionEncrypter> (create: (components: C) => E): (components: C) => E {
  return components => {
    const encrypter = create(components)
    const outbound = encrypter.secureOutbound.bind(encrypter)
    const inbound = encrypter.secureInbound.bind(encrypter)
    encrypter.secureOutbound = async (connection, options) => await outbound(writeWhole(connection), options)
    encrypter.secureInbound = async (connection, options) => await inbound(writeWhole(connection), options)
    return encrypter
  }
}

function writeWhole (stream: MessageStream): MessageStream {
  const send = stream.send.bind(stream)
  stream.send = data => send(data.subarray())
  return stream
}

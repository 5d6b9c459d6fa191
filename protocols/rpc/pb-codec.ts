import { ProtocolError } from '../errors.js'
import type { Codec } from './rpc.js'

/** A generated protobuf message type. */
interface Message<T> {
  encode: (message: Partial<T>) => Uint8Array
  decode: (bytes: Uint8Array) => T
}

/** The codec of a generated message, with its errors made ours. `name` is for the error's text. */
export function pbCodec<T> (name: string, message: Message<T>): Codec<T> {
  return {
    encode: value => message.encode(value),
    decode: bytes => {
      try {
        return message.decode(bytes)
      } catch (cause) {
        throw new ProtocolError(`the bytes are no ${name}`, { cause })
      }
    },
  }
}

import type { Codec as PbCodec, Reader, Writer } from 'protons-runtime'
import { ProtocolError } from '../errors.js'
import { MessageReader } from './message-reader.js'
import { MessageWriter } from './message-writer.js'
import type { Codec } from './rpc.js'

/** A generated protobuf message type. */
interface Message<T> {
  codec: () => PbCodec<T>
}

const NOT_DELIMITED = { lengthDelimited: false }
const writer = new MessageWriter()
const asWriter = writer as unknown as Writer
const reader = new MessageReader()
const asReader = reader as unknown as Reader

/** The codec of a generated message, with its errors made ours. `name` is for the error's text. */
export function pbCodec<T> (name: string, message: Message<T>): Codec<T> {
  const write = (value: T): MessageWriter => {
    writer.begin()
    message.codec().encode(value, asWriter, NOT_DELIMITED)
    return writer
  }
  return {
    encode: value => write(value).finish(),
    encodeParts: value => write(value).finishParts(),
    decode: bytes => {
      reader.begin(bytes)
      try {
        return message.codec().decode(asReader)
      } catch (cause) {
        throw new ProtocolError(`the bytes are no ${name}`, { cause })
      } finally {
        reader.end()
      }
    },
  }
}

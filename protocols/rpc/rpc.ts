/** The descriptor of one request kind: all that a network needs to carry it. */
import type { Uint8ArrayList } from 'uint8arraylist'

/** An encoded message; as a list, its large values lie where they were. */
export type Body = Uint8Array | Uint8ArrayList

export interface Codec<T> {
  encode: (value: T) => Uint8Array
  /** The same bytes without a copy of large values, which must not change until they are sent. */
  encodeParts?: (value: T) => Body
  /** @throws ProtocolError when the bytes are not a `T` */
  decode: (bytes: Uint8Array) => T
}

/** One libp2p protocol each: `/p2pkv/<cluster>/<name>/1.0.0`. Who may call is decided per protocol. */
export const PROTOCOL_NAMES = ['get', 'put', 'scan', 'replicate', 'sync', 'transfer', 'probe', 'membership', 'admin', 'hello', 'join'] as const
export type ProtocolName = typeof PROTOCOL_NAMES[number]

export interface Rpc<Q, R> {
  readonly protocol: ProtocolName
  /** The kind of request within its protocol; on the wire, so never reused. 1 or more. */
  readonly method: number
  /** For logs and metrics: `replicate.store`. */
  readonly name: string
  readonly request: Codec<Q>
  readonly response: Codec<R>
  /** Largest encoded body, bytes; checked before anything is allocated. */
  readonly requestBytesMax: number
  readonly responseBytesMax: number
  /** Used when the caller gives no deadline, milliseconds. */
  readonly timeoutMs: number
}

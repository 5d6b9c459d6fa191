import type { Connection } from '@libp2p/interface'
import { ProtocolError } from '../errors.js'
import { Identify } from '../pb/identify.js'

const IDENTIFY = '/ipfs/id/1.0.0'
/** As libp2p bounds it. */
export const IDENTIFY_BYTES_MAX = 8 * 1024

/**
 * Asks the other side of a connection which protocols it serves (libp2p's identify: one message, its length before it,
 * and the end of the stream).
 *
 * @throws ProtocolError for more than IDENTIFY_BYTES_MAX, or what is no answer; and what opening a stream throws
 */
export async function servedProtocols (connection: Pick<Connection, 'newStream'>, signal: AbortSignal): Promise<readonly string[]> {
  const stream = await connection.newStream(IDENTIFY, { signal })
  const stop = (): void => { stream.abort(signal.reason as Error) }
  signal.addEventListener('abort', stop, { once: true })
  try {
    const parts: Uint8Array[] = []
    let bytes = 0
    for await (const part of stream) {
      parts.push(part.subarray())
      bytes += part.byteLength
      if (bytes > IDENTIFY_BYTES_MAX) throw new ProtocolError('an answer to identify that is too long')
      if (isWhole(parts)) break
    }
    return Identify.decode(bodyOf(Buffer.concat(parts))).protocols
  } finally {
    signal.removeEventListener('abort', stop)
    stream.close({ signal: AbortSignal.timeout(1_000) }).catch(() => { stream.abort(new Error('closed')) })
  }
}

function isWhole (parts: readonly Uint8Array[]): boolean {
  const { length, at } = readLength(Buffer.concat(parts))
  return at > 0 && parts.reduce((sum, part) => sum + part.byteLength, 0) >= at + length
}

function bodyOf (bytes: Uint8Array): Uint8Array {
  const { length, at } = readLength(bytes)
  if (at === 0 || bytes.byteLength < at + length) throw new ProtocolError('an answer to identify that is not whole')
  return bytes.subarray(at, at + length)
}

/** An unsigned varint of two bytes at most, as much as is allowed here. `at`: where it ends; 0: it is not there yet. */
function readLength (bytes: Uint8Array): { readonly length: number, readonly at: number } {
  const [first, second] = bytes
  if (first === undefined) return { length: 0, at: 0 }
  if (first < 0x80) return { length: first, at: 1 }
  if (second === undefined) return { length: 0, at: 0 }
  if (second >= 0x80) throw new ProtocolError('an answer to identify that is too long')
  return { length: (second << 7) | (first & 0x7f), at: 2 }
}

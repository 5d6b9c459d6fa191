import type { IncomingMessage } from 'node:http'
import { OverloadedError, ProtocolError, ValueTooLargeError } from '../../protocols/errors.js'

/** Bytes of bodies that are held at a time, over all requests; one body always fits. */
export const BODIES_BYTES_MAX = 64 * 1024 * 1024

/** Reads values, within a limit for each and one for all together. */
export class BodyReader {
  #held = 0

  constructor (private readonly init: { readonly valueBytesMax: number }) {}

  /**
   * Reads the body, hands it to `use`, and forgets it.
   *
   * @throws ValueTooLargeError, OverloadedError before the body is read; ProtocolError when it ends early
   */
  async with<R> (request: IncomingMessage, use: (body: Uint8Array) => Promise<R>): Promise<R> {
    const { valueBytesMax } = this.init
    const declared = request.headers['content-length']
    const length = declared === undefined ? valueBytesMax : Number(declared)
    if (length > valueBytesMax) throw new ValueTooLargeError(length, valueBytesMax)
    if (this.#held > 0 && this.#held + length > BODIES_BYTES_MAX) throw new OverloadedError('bodiesBytesMax', 1_000)
    this.#held += length
    try {
      return await use(await read(request, valueBytesMax))
    } finally {
      this.#held -= length
    }
  }
}

async function read (request: IncomingMessage, bytesMax: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > bytesMax) throw new ValueTooLargeError(length, bytesMax)
      chunks.push(chunk)
    }
  } catch (cause) {
    if (cause instanceof ValueTooLargeError) throw cause
    throw new ProtocolError('the body ended before its end', { cause })
  }
  return Buffer.concat(chunks)
}

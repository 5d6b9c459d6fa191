import { constants, createReadStream, openSync, statSync } from 'node:fs'
import { Socket } from 'node:net'
import { addAbortSignal, type Readable } from 'node:stream'

/**
 * What is in a file, until it is interrupted. A pipe is read without a thread: one that waits for whoever may never write
 * keeps the process, whatever it is told.
 */
export function openFile (path: string, signal: AbortSignal): Readable {
  if (!statSync(path).isFIFO()) return createReadStream(path, { signal })
  const pipe = new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false })
  return addAbortSignal(signal, pipe)
}

/** Bytes up to `bytesMax`, and some more where there are: too much is noticed, and not held. */
export async function readBounded (source: AsyncIterable<Buffer>, bytesMax: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of source) {
    chunks.push(chunk)
    length += chunk.length
    if (length > bytesMax) break
  }
  return Buffer.concat(chunks)
}

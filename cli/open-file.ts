import { closeSync, constants, createReadStream, openSync, statSync } from 'node:fs'
import { Socket } from 'node:net'
import { addAbortSignal, type Readable } from 'node:stream'
import { isatty, ReadStream } from 'node:tty'

export const TERMINAL_NOTE = 'reading from the terminal: end it with Ctrl-D on a line of its own\n'

/** Standard input by another name than -. */
export function isStdin (path: string): boolean { return ['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'].includes(path) }

/**
 * What is in a file, until it is interrupted. A pipe or a terminal is read without a thread: one that waits for whoever may
 * never write keeps the process, whatever it is told.
 *
 * @param note is told when it is a terminal, which shows by nothing that somebody waits
 */
export function openFile (path: string, signal: AbortSignal, note: (text: string) => void = () => {}): Readable {
  const file = statSync(path)
  if (file.isCharacterDevice()) {
    const device = openSync(path, 'r')
    if (isatty(device)) {
      note(TERMINAL_NOTE)
      return addAbortSignal(signal, new ReadStream(device))
    }
    closeSync(device)
  }
  if (!file.isFIFO()) return createReadStream(path, { signal })
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

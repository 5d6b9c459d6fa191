import type { Stream } from '@libp2p/interface'

/** What of a yamux stream is needed here. */
interface YamuxWindow {
  readonly recvWindow: number
  readonly recvWindowCapacity: number
  readonly state: number
  readonly maxReadBufferLength: number
  maxStreamWindowSize: number
  sendWindowUpdate: () => void
}

const STATE_ESTABLISHED = 3

/**
 * Has a stream tell its sender of free room when half of it is used up, as yamux's specification suggests.
 * The library tells it after every frame, which costs a frame, an encryption and a system call on one side,
 * and their counterparts on the other, for each chunk of small requests.
 *
 * @returns whether the stream is one of yamux; others stay as they are
 */
export function updateWindowSeldom (stream: Stream): boolean {
  if (!isYamux(stream)) return false
  const send = stream.sendWindowUpdate.bind(stream)
  stream.sendWindowUpdate = () => {
    if (stream.state !== STATE_ESTABLISHED || stream.recvWindowCapacity < stream.recvWindow / 2) send()
  }
  return true
}

/**
 * Has the window of a stream that is paused at times grow to no more than what it may hold back then. The library lets it grow to
 * 16 MiB, and ends a stream that gets more than its read buffer takes. One that is always read holds nothing back.
 */
export function boundWindow (stream: Stream): void {
  if (isYamux(stream)) stream.maxStreamWindowSize = Math.min(stream.maxStreamWindowSize, stream.maxReadBufferLength)
}

function isYamux (stream: object): stream is YamuxWindow {
  const { recvWindow, recvWindowCapacity, state, maxReadBufferLength, maxStreamWindowSize, sendWindowUpdate } = stream as Partial<YamuxWindow>
  return [recvWindow, recvWindowCapacity, state, maxReadBufferLength, maxStreamWindowSize].every(field => typeof field === 'number') && typeof sendWindowUpdate === 'function'
}

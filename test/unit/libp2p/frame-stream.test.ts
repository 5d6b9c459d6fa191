import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stream } from '@libp2p/interface'
import { FRAME_STREAM_LIMITS, FRAMES_AT_ONCE, FrameStream, type FrameStreamInit } from '../../../protocols/libp2p/frame-stream.js'
import { RequestStream } from '../../../protocols/libp2p/request-stream.js'
import { FrameReader } from '../../../protocols/rpc/frame-codec.js'

const { unreadBytesMax } = FRAME_STREAM_LIMITS
const turn = async (): Promise<void> => { await new Promise(resolve => setImmediate(resolve)) }

/** A stream whose other side reads when the test says so. */
class FakeStream extends EventTarget {
  writableNeedsDrain = true
  status = 'open'
  readStatus = 'readable'
  sentBytes = 0
  send ({ byteLength }: Uint8Array): boolean {
    this.sentBytes += byteLength
    return true
  }

  pause (): void { this.readStatus = 'paused' }
  resume (): void { this.readStatus = 'readable' }
  close (): Promise<void> { return Promise.resolve() }
  abort (): void { this.status = 'aborted' }

  /** The other side takes this much of what waits, in pieces as they are sent. */
  take (bytes: number): void {
    const send = this.send.bind(this)
    const before = this.sentBytes
    this.send = piece => {
      send(piece)
      this.writableNeedsDrain = this.sentBytes - before >= bytes
      return !this.writableNeedsDrain
    }
    this.writableNeedsDrain = false
    this.dispatchEvent(new Event('drain'))
    this.send = send
  }
}

function scene (init: Partial<FrameStreamInit> = {}): { stream: FakeStream, frames: FrameStream } {
  const stream = new FakeStream()
  const frames = new FrameStream(stream as unknown as Stream, { frameBytesMax: 1_000, receive: () => {}, onClose: () => {}, readsAsRead: true, ...init })
  return { stream, frames }
}

async function answer (frames: FrameStream, bytes: number): Promise<void> {
  frames.response(1, 0, new Uint8Array(bytes))
  await turn()
}

test('whoever does not read its answers is not read, until half of them are gone', async () => {
  const { stream, frames } = scene()
  await answer(frames, unreadBytesMax - 1_000)
  assert.equal(stream.readStatus, 'readable')
  await answer(frames, 2_000)
  assert.equal(stream.readStatus, 'paused')
  stream.take(unreadBytesMax / 4)
  assert.equal(stream.readStatus, 'paused')
  stream.take(unreadBytesMax / 2)
  assert.equal(stream.readStatus, 'readable')
  frames.abort(new Error('enough'))
})

test('what was said last by somebody who is not read is waited for', async () => {
  let ends = 0
  const { stream, frames } = scene({ onRemoteEnd: () => { ends++ } })
  await answer(frames, unreadBytesMax + 1)
  stream.dispatchEvent(new Event('remoteCloseWrite'))
  assert.equal(ends, 0)
  stream.take(unreadBytesMax * 2)
  assert.deepEqual([stream.readStatus, ends], ['readable', 1])
  frames.abort(new Error('enough'))
})

test('the side that asks goes on reading, or two that wait for each other would wait for ever', async () => {
  const { stream, frames } = scene({ readsAsRead: false })
  await answer(frames, 2 * unreadBytesMax)
  assert.equal(stream.readStatus, 'readable')
  frames.abort(new Error('enough'))
})

test('of many frames in a turn the first are sent before it ends, all in order, and the rest at its end', async () => {
  const { stream, frames } = scene()
  const ids: number[] = []
  const reader = new FrameReader(1_000, id => { ids.push(id) })
  let sends = 0
  stream.writableNeedsDrain = false
  stream.send = piece => {
    sends++
    reader.push(piece)
    return true
  }
  const expected = Array.from({ length: 2 * FRAMES_AT_ONCE + 3 }, (_, index) => index + 1)
  for (const id of expected) frames.response(id, 0, new Uint8Array(10))
  assert.deepEqual([sends, ids.length], [2, 2 * FRAMES_AT_ONCE])
  await turn()
  assert.deepEqual([sends, ids], [3, expected])
  for (const id of [1, 2]) frames.response(id, 0, new Uint8Array(10))
  assert.equal(sends, 3, 'few wait for the end of their turn')
  await turn()
  assert.equal(sends, 4)
  frames.abort(new Error('enough'))
})

test('a stream that breaks while a request is being sent takes that one with it, too', async () => {
  const stream = new FakeStream()
  stream.writableNeedsDrain = false
  const requests = new RequestStream({ peer: 'p', frameBytesMax: 1_000, open: async () => stream as unknown as Stream })
  void requests.request(1, new Uint8Array(1), performance.now() + 60_000).catch(() => {})
  await turn()
  stream.send = () => { throw new Error('broken') }
  const failures: unknown[] = []
  for (let count = 0; count < FRAMES_AT_ONCE; count++) requests.request(1, new Uint8Array(1), performance.now() + 60_000).catch((error: unknown) => { failures.push(error) })
  await turn()
  assert.deepEqual([failures.length, requests.inFlight], [FRAMES_AT_ONCE, 0])
  await requests.close()
})

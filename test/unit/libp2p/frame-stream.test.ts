import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stream } from '@libp2p/interface'
import { FRAME_STREAM_LIMITS, FrameStream, type FrameStreamInit } from '../../../protocols/libp2p/frame-stream.js'

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

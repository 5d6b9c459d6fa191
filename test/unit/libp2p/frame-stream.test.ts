import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Connection, MessageStream, Stream } from '@libp2p/interface'
import { NotAuthorizedError, PeerUnreachableError } from '../../../protocols/errors.js'
import { FRAME_STREAM_LIMITS, FRAMES_AT_ONCE, FRAMES_AT_ONCE_PART, FrameStream, type FrameStreamInit } from '../../../protocols/libp2p/frame-stream.js'
import { guardedYamux } from '../../../protocols/libp2p/guarded-yamux.js'
import { NODE_LIMITS } from '../../../protocols/libp2p/node-limits.js'
import { RequestServer } from '../../../protocols/libp2p/request-server.js'
import { RequestStream } from '../../../protocols/libp2p/request-stream.js'
import { ServerMemory } from '../../../protocols/libp2p/server-memory.js'
import { silentLogger } from '../../../protocols/libp2p/silent-logger.js'
import { sendAtTurnEnd } from '../../../protocols/libp2p/turn.js'
import { FrameReader, FrameWriter } from '../../../protocols/rpc/frame-codec.js'

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
  async take (bytes: number): Promise<void> {
    const send = this.send.bind(this)
    const before = this.sentBytes
    this.send = piece => {
      send(piece)
      this.writableNeedsDrain = this.sentBytes - before >= bytes
      return !this.writableNeedsDrain
    }
    this.writableNeedsDrain = false
    this.dispatchEvent(new Event('drain'))
    await turn()
    this.send = send
  }
}

function scene (init: Partial<FrameStreamInit> = {}, given?: Stream): { stream: FakeStream, frames: FrameStream } {
  const stream = new FakeStream()
  const frames = new FrameStream(given ?? stream as unknown as Stream, { frameBytesMax: 1_000, receive: () => {}, onClose: () => {}, readsAsRead: true, ...init })
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
  await stream.take(unreadBytesMax / 4)
  assert.equal(stream.readStatus, 'paused')
  await stream.take(unreadBytesMax / 2)
  assert.equal(stream.readStatus, 'readable')
  frames.abort(new Error('enough'))
})

test('what was said last by somebody who is not read is waited for', async () => {
  let ends = 0
  const { stream, frames } = scene({ onRemoteEnd: () => { ends++ } })
  await answer(frames, unreadBytesMax + 1)
  stream.dispatchEvent(new Event('remoteCloseWrite'))
  assert.equal(ends, 0)
  await stream.take(unreadBytesMax * 2)
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

/** Streams of which each gets what the other one sends, and how many frames each message had. */
function connected (): { streams: [FakeStream, FakeStream], frames: [number[], number[]] } {
  const streams: [FakeStream, FakeStream] = [new FakeStream(), new FakeStream()]
  const frames: [number[], number[]] = [[], []]
  for (const [side, stream] of streams.entries()) {
    let count = 0
    const reader = new FrameReader(1_000, () => { count++ })
    stream.writableNeedsDrain = false
    stream.send = data => {
      reader.push(Uint8Array.from(data))
      frames[side]?.push(count)
      count = 0
      streams[1 - side]?.dispatchEvent(Object.assign(new Event('message'), { data: Uint8Array.from(data) }))
      return true
    }
  }
  return { streams, frames }
}

test('of many requests that are under way on a stream more go, and are answered, together', async () => {
  const bytes = { encode: (body: Uint8Array) => body, decode: (body: Uint8Array) => body }
  const { streams: [asking, answering], frames: [asked, answered] } = connected()
  const answers: Array<(body: Uint8Array) => void> = []
  const server = new RequestServer({
    protocol: 'get', memory: new ServerMemory(), lateMs: () => 0,
    onBug: (_method, error) => { throw error as Error }, onBadStream: (_from, error) => { throw error },
  })
  server.add({ protocol: 'get', method: 1, name: 'get', request: bytes, response: bytes, requestBytesMax: 100, responseBytesMax: 100, timeoutMs: 1_000 },
    async () => await new Promise<Uint8Array>(resolve => { answers.push(resolve) }))
  server.accept(answering as unknown as Stream, { remotePeer: 'p' } as unknown as Connection)
  const requests = new RequestStream({ peer: 'p', frameBytesMax: 1_000, open: async () => asking as unknown as Stream })
  const ask = (): Promise<Uint8Array> => requests.request(1, new Uint8Array(1), performance.now() + 60_000)
  const first = ask()
  await turn()
  asked.length = 0
  const all = [first, ...Array.from({ length: 299 }, ask)]
  await turn()
  for (const answer of answers) answer(new Uint8Array(1))
  await Promise.all(all)
  const most = FRAMES_AT_ONCE_PART * all.length
  for (const sizes of [asked, answered]) assert.ok(Math.max(...sizes) > 2 * FRAMES_AT_ONCE && Math.max(...sizes) <= most, `${sizes.join()} frames`)
  await Promise.all([requests.close(), server.close()])
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

/** A connection below a muxer, that takes everything. */
class Wire extends EventTarget {
  readonly log = silentLogger.forComponent('wire')
  readonly direction = 'outbound'
  readonly status = 'open'
  readonly writableNeedsDrain = false
  send (): boolean { return true }
}

test('a stream whose other side gives no room gets no more to hold, and ends in time, however often its connection drains', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const wire = new Wire()
  const muxer = guardedYamux(NODE_LIMITS, () => 0).createStreamMuxer(wire as unknown as MessageStream)
  const stream = await muxer.createStream()
  const { frames } = scene({}, stream)
  await answer(frames, 8 * NODE_LIMITS.writeBufferBytesMax)
  const held = stream.writeBufferLength
  const drain = async (): Promise<void> => {
    wire.dispatchEvent(new Event('drain'))
    await turn()
    context.mock.timers.tick(FRAME_STREAM_LIMITS.drainTimeoutMs / 20)
  }
  for (let drains = 0; drains < 19; drains++) await drain()
  assert.deepEqual([stream.status, stream.writeBufferLength], ['open', held])
  await drain()
  assert.equal(stream.status, 'aborted')
  frames.abort(new Error('enough'))
  muxer.abort(new Error('enough'))
})

test('whoever has said all it wanted gets all of its answers, however long it takes to read them', async () => {
  const stream = new FakeStream()
  const closed: number[] = []
  stream.close = async () => { closed.push(stream.sentBytes) }
  const bytes = { encode: (body: Uint8Array) => body, decode: (body: Uint8Array) => body }
  const server = new RequestServer({
    protocol: 'get', memory: new ServerMemory(), lateMs: () => 0,
    onBug: (_method, error) => { throw error as Error }, onBadStream: (_from, error) => { throw error },
  })
  const answerBytes = unreadBytesMax - 1_000
  server.add({ protocol: 'get', method: 1, name: 'get', request: bytes, response: bytes, requestBytesMax: 100, responseBytesMax: answerBytes, timeoutMs: 1_000 },
    async () => new Uint8Array(answerBytes))
  server.accept(stream as unknown as Stream, { remotePeer: 'p' } as unknown as Connection)
  const writer = new FrameWriter()
  writer.request(1, 1, 1_000, new Uint8Array(1))
  for (const data of writer.take()) stream.dispatchEvent(Object.assign(new Event('message'), { data }))
  stream.dispatchEvent(new Event('remoteCloseWrite'))
  await turn()
  await stream.take(answerBytes / 2)
  assert.deepEqual([closed.length, server.streams], [0, 1])
  await stream.take(answerBytes)
  assert.ok((closed[0] ?? 0) > answerBytes, `${closed.join()} bytes`)
  assert.equal(server.streams, 0)
})

test('a stream that was reset before it is served is not kept', () => {
  const server = new RequestServer({ protocol: 'get', memory: new ServerMemory(), lateMs: () => 0, onBug: () => {}, onBadStream: () => {} })
  const stream = new FakeStream()
  stream.status = 'reset'
  server.accept(stream as unknown as Stream, { remotePeer: 'p' } as unknown as Connection)
  assert.equal(server.streams, 0)
})

test('a frame that has begun is not late while its stream is not read', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const { frameTimeoutMs } = FRAME_STREAM_LIMITS
  const { stream, frames } = scene({ limits: { drainTimeoutMs: 10 * frameTimeoutMs } })
  const begin = (): void => { stream.dispatchEvent(Object.assign(new Event('message'), { data: Uint8Array.of(100, 1) })) }
  begin()
  await answer(frames, unreadBytesMax + 1_000)
  assert.equal(stream.readStatus, 'paused')
  context.mock.timers.tick(2 * frameTimeoutMs)
  assert.equal(stream.status, 'open')
  await stream.take(unreadBytesMax * 2)
  assert.deepEqual([stream.readStatus, stream.status], ['readable', 'open'])
  context.mock.timers.tick(frameTimeoutMs - 1)
  assert.equal(stream.status, 'open')
  context.mock.timers.tick(2)
  assert.equal(stream.status, 'aborted')
  frames.abort(new Error('enough'))
})

test('whoever asks again as soon as it hears that a stream could not be opened opens another', async () => {
  let opened = 0
  const requests = new RequestStream({ peer: 'p', frameBytesMax: 1_000, open: async () => { throw new Error(`no stream ${++opened}`) } })
  const ask = (): Promise<Uint8Array> => requests.request(1, new Uint8Array(1), performance.now() + 60_000)
  await assert.rejects(Promise.race([ask().catch(ask), turn()]), /no stream 2/)
  await requests.close()
})

test('a long answer that is still arriving is no silence, whatever else is not answered in time', async () => {
  const stream = new FakeStream()
  stream.writableNeedsDrain = false
  const requests = new RequestStream({ peer: 'p', frameBytesMax: 1_000, open: async () => stream as unknown as Stream, limits: { unansweredMax: 2, silenceMsMax: 20 } })
  const ask = (ms: number): Promise<Uint8Array> => requests.request(1, new Uint8Array(1), performance.now() + ms)
  const long = ask(60_000)
  const failures: string[] = []
  for (let count = 0; count < 3; count++) ask(40).catch((error: unknown) => { failures.push((error as Error).name) })
  const writer = new FrameWriter()
  writer.response(1, 0, new Uint8Array(900))
  const receive = (data: Uint8Array): void => { stream.dispatchEvent(Object.assign(new Event('message'), { data })) }
  const [answer = new Uint8Array(0)] = writer.take()
  await turn()
  let at = 0
  for (; failures.length < 3; at++) {
    receive(answer.subarray(at, at + 1))
    await new Promise(resolve => { setTimeout(resolve, 1) })
  }
  assert.deepEqual([failures, stream.status], [failures.map(() => 'DeadlineExceededError'), 'open'])
  receive(answer.subarray(at))
  assert.equal((await long).byteLength, 900)
  await requests.close()
})

test('what was sent on a stream that has ended may have been done, whatever the next one could not be opened for', async () => {
  const stream = new FakeStream()
  stream.writableNeedsDrain = false
  let opened = 0
  const requests = new RequestStream({ peer: 'p', frameBytesMax: 1_000, open: async () => {
    if (++opened > 1) throw new NotAuthorizedError('no longer')
    return stream as unknown as Stream
  } })
  const ask = (): Promise<unknown> => requests.request(1, new Uint8Array(1), performance.now() + 60_000).catch((error: unknown) => error)
  const sent = ask()
  await turn()
  // Its end is known to the library, and not said yet.
  stream.status = 'aborted'
  const [first, second] = await Promise.all([sent, ask()])
  assert.ok(first instanceof PeerUnreachableError && first.outcome === 'unknown', String(first))
  assert.ok(second instanceof NotAuthorizedError)
  await requests.close()
})

test('a stream that ends by what it is answered holds nothing of the frame that came behind', async () => {
  let held = 0
  const { stream, frames } = scene({
    receive: id => { frames.response(id, 0, new Uint8Array(100)) },
    hold: bytes => { held += bytes; return true },
    limits: { writeQueueBytesMax: 50 },
  })
  const writer = new FrameWriter()
  writer.request(1, 1, 1_000, new Uint8Array(1))
  writer.request(2, 1, 1_000, new Uint8Array(500))
  const bytes = Buffer.concat(writer.take())
  stream.dispatchEvent(Object.assign(new Event('message'), { data: bytes.subarray(0, -1) }))
  assert.deepEqual([stream.status, held], ['aborted', 0])
})

test('on a stream that was reset as soon as it was opened nothing was sent', async () => {
  const stream = new FakeStream()
  stream.status = 'reset'
  stream.writableNeedsDrain = false
  stream.send = () => { throw new Error('a stream that is closed') }
  const requests = new RequestStream({ peer: 'p', frameBytesMax: 1_000, open: async () => stream as unknown as Stream })
  await assert.rejects(requests.request(1, new Uint8Array(1), performance.now() + 60_000), (error: unknown) => error instanceof PeerUnreachableError && error.outcome === 'none')
  assert.equal(requests.inFlight, 0)
  await requests.close()
})

test('whoever had said all it wanted before it was listened to is answered, and its stream ends', async () => {
  const stream = Object.assign(new FakeStream(), { remoteWriteStatus: 'closed', closed: 0 })
  stream.writableNeedsDrain = false
  stream.close = async () => { stream.closed++ }
  const bytes = { encode: (body: Uint8Array) => body, decode: (body: Uint8Array) => body }
  const server = new RequestServer({ protocol: 'get', memory: new ServerMemory(), lateMs: () => 0, onBug: () => {}, onBadStream: () => {} })
  server.add({ protocol: 'get', method: 1, name: 'get', request: bytes, response: bytes, requestBytesMax: 100, responseBytesMax: 100, timeoutMs: 1_000 }, async () => new Uint8Array(1))
  const writer = new FrameWriter()
  writer.request(1, 1, 1_000, new Uint8Array(1))
  const [data] = writer.take()
  // The library hands on what had come before a microtask after somebody listens.
  const listen = stream.addEventListener.bind(stream)
  stream.addEventListener = (...given: Parameters<typeof listen>) => {
    listen(...given)
    if (given[0] === 'message') queueMicrotask(() => { stream.dispatchEvent(Object.assign(new Event('message'), { data })) })
  }
  server.accept(stream as unknown as Stream, { remotePeer: 'p' } as unknown as Connection)
  await turn()
  await turn()
  assert.deepEqual([stream.sentBytes > 0, stream.closed, server.streams], [true, 1, 0])
})

test('what a server has answered has left when it is closed: its connections end in the same turn', async () => {
  const stream = new FakeStream()
  stream.writableNeedsDrain = false
  const left: number[] = []
  stream.send = ({ byteLength }) => {
    sendAtTurnEnd(() => { left.push(byteLength) })
    return true
  }
  const bytes = { encode: (body: Uint8Array) => body, decode: (body: Uint8Array) => body }
  const server = new RequestServer({ protocol: 'get', memory: new ServerMemory(), lateMs: () => 0, onBug: () => {}, onBadStream: () => {} })
  server.add({ protocol: 'get', method: 1, name: 'get', request: bytes, response: bytes, requestBytesMax: 100, responseBytesMax: 100, timeoutMs: 1_000 }, async () => new Uint8Array(1))
  server.accept(stream as unknown as Stream, { remotePeer: 'p' } as unknown as Connection)
  const writer = new FrameWriter()
  writer.request(1, 1, 1_000, new Uint8Array(1))
  for (const data of writer.take()) stream.dispatchEvent(Object.assign(new Event('message'), { data }))
  let isNextTurn = false
  setImmediate(() => { isNextTurn = true })
  for (let microtasks = 0; microtasks < 5; microtasks++) await Promise.resolve()
  await server.close()
  assert.deepEqual([left.length, isNextTurn], [1, false])
})

test('what is sent while it is not read may be so many pieces, not only so many bytes', async () => {
  const { unreadPiecesMax } = FRAME_STREAM_LIMITS
  const stream = Object.assign(new FakeStream(), { remoteWriteStatus: 'writable', readBuffer: { byteLength: 0 }, onData: (_data: Uint8Array): void => {} })
  const { frames } = scene({}, stream as unknown as Stream)
  const send = (pieces: number): void => { for (let sent = 0; sent < pieces; sent++) stream.onData(Uint8Array.of(1)) }
  for (let round = 0; round < 2; round++) {
    stream.writableNeedsDrain = true
    await answer(frames, unreadBytesMax + 1)
    assert.equal(stream.readStatus, 'paused')
    send(unreadPiecesMax)
    assert.equal(stream.status, 'open')
    if (round === 0) await stream.take(unreadBytesMax * 2)
  }
  send(1)
  assert.equal(stream.status, 'aborted')
})

import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { MessageStream, StreamMuxerFactory } from '@libp2p/interface'
import fc from 'fast-check'
import { Uint8ArrayList } from 'uint8arraylist'
import { Budgets, BUDGETS_MAX } from '../../../daemon/platform/budgets.js'
import { OverloadedError, ProtocolError } from '../../../protocols/errors.js'
import { Budget, CLIENT_ALLOWANCE, FrameMeter, guardMuxer, guardOf, MuxerGuard, MUXER_LIMITS, PEER_ALLOWANCE, STRANGER_ALLOWANCE } from '../../../protocols/libp2p/muxer-guard.js'
import type { NodeId } from '../../../protocols/record/node-id.js'

const [DATA, WINDOW, PING] = [0, 1, 2]
const SYN = 1

function frame (type: number, flag: number, stream: number, length: number, body = type === DATA ? length : 0): Uint8Array {
  const bytes = new Uint8Array(12 + body).fill(0xff, 12)
  const view = new DataView(bytes.buffer)
  view.setUint8(1, type)
  view.setUint16(2, flag)
  view.setUint32(4, stream)
  view.setUint32(8, length)
  return bytes
}

const times = (count: number, bytes: Uint8Array): Uint8Array => Buffer.concat(Array.from({ length: count }, () => bytes))

function scene (): { guard: MuxerGuard, time: { now: number }, send: (bytes: Uint8Array) => void } {
  const time = { now: 0 }
  const guard = new MuxerGuard({ now: () => time.now })
  return { guard, time, send: bytes => { guard.check(bytes, bytes.length) } }
}

test('headers are counted, however the bytes are cut', () => {
  const bytes = Buffer.concat([frame(WINDOW, SYN, 1, 0), frame(DATA, SYN, 3, 30), frame(DATA, 0, 3, 0), frame(PING, SYN, 0, 7), frame(DATA, 0, 3, 200), frame(PING, 2, 0, 7)])
  for (let size = 1; size <= bytes.length; size++) {
    const meter = new FrameMeter()
    const seen = { frames: 0, streams: 0, pings: 0 }
    for (let at = 0; at < bytes.length; at += size) {
      const chunk = bytes.subarray(at, at + size)
      meter.read(at % 2 === 0 ? chunk : new Uint8ArrayList(chunk.subarray(0, 1), chunk.subarray(1)))
      seen.frames += meter.frames
      seen.streams += meter.streams
      seen.pings += meter.pings
    }
    assert.deepEqual(seen, { frames: 6, streams: 2, pings: 2 }, `pieces of ${size}`)
  }
})

test('a frame that says it is longer than it may be is refused by its header', () => {
  const { send } = scene()
  assert.throws(() => { send(frame(DATA, SYN, 1, MUXER_LIMITS.frameBytesMax + 1, 0)) }, ProtocolError)
  const other = scene()
  assert.throws(() => { other.send(frame(DATA, SYN, 1, 0xffff_ffff, 0)) }, ProtocolError)
  scene().send(frame(DATA, SYN, 1, MUXER_LIMITS.frameBytesMax, 0))
})

test('a stranger has so much in all: bytes, frames, streams and pings', () => {
  const { frames, streams, pings, bytes } = STRANGER_ALLOWANCE
  for (const [name, piece, count] of [
    ['streams', frame(WINDOW, SYN, 1, 0), streams.burst], ['pings', frame(PING, SYN, 0, 1), pings.burst], ['frames', frame(WINDOW, 0, 1, 1), frames.burst], ['bytes', frame(DATA, 0, 1, 4_084), bytes.burst / 4_096],
  ] as const) {
    const { send, time } = scene()
    for (let sent = 0; sent < count; sent++) send(piece)
    time.now = 1_000_000
    assert.throws(() => { send(piece) }, OverloadedError, name)
  }
})

test('thousands in one chunk are too many, though the first of them would do', () => {
  const { guard, send } = scene()
  const budget = new Budget(CLIENT_ALLOWANCE, 0)
  guard.budget = () => budget
  assert.throws(() => { send(times(CLIENT_ALLOWANCE.pings.burst + 1, frame(PING, SYN, 0, 1))) }, OverloadedError)
  assert.throws(() => { send(times(CLIENT_ALLOWANCE.streams.burst + 1, frame(WINDOW, SYN, 1, 0))) }, OverloadedError)
})

test('after the hello what was spent comes back, and bytes do not count', () => {
  const { guard, time, send } = scene()
  const budget = new Budget(CLIENT_ALLOWANCE, 0)
  guard.budget = () => budget
  const { burst, perSecond } = CLIENT_ALLOWANCE.streams
  send(times(burst, frame(WINDOW, SYN, 1, 0)))
  assert.throws(() => { send(frame(WINDOW, SYN, 1, 0)) }, OverloadedError)
  time.now = 1_000
  send(times(perSecond, frame(WINDOW, SYN, 1, 0)))
  for (let sent = 0; sent < 100; sent++) send(frame(DATA, 0, 1, 65_536))
})

test('a connection is used when the other side has opened a stream, not when it has said something', () => {
  const { guard, send } = scene()
  send(frame(PING, SYN, 0, 1))
  send(frame(DATA, 0, 1, 10))
  assert.equal(guard.isUsed, false)
  send(frame(WINDOW, SYN, 1, 0))
  send(frame(DATA, 0, 1, 10))
  assert.equal(guard.isUsed, true)
})

test('a flood is told of once, also to who asks for it later', () => {
  const { guard, send } = scene()
  assert.throws(() => { send(frame(DATA, SYN, 1, 0xffff_ffff, 0)) })
  const told: string[] = []
  guard.onFlood = error => { told.push(error.message) }
  assert.deepEqual(told, ['a frame of the muxer that is too long'])
})

test('a key has one budget for all its connections, another when its role changes, and not for ever', () => {
  const budgets = new Budgets(() => 0)
  const key = (name: string): NodeId => name as NodeId
  const first = budgets.of(key('a'), 'client')
  assert.equal(budgets.of(key('a'), 'client'), first)
  assert.equal(first.allowance, CLIENT_ALLOWANCE)
  assert.equal(budgets.of(key('a'), 'admin').allowance, PEER_ALLOWANCE)
  for (let other = 0; other < BUDGETS_MAX; other++) budgets.of(key(`k${other}`), 'client')
  assert.notEqual(budgets.of(key('a'), 'admin'), first)
  assert.ok(budgets.of(key('a'), 'admin').streams.take(1, 0))
})

/** A connection whose other side reads when the test says so. */
class Wire extends EventTarget {
  writableNeedsDrain = false
  status = 'open'
  maxWriteBufferLength = Infinity
  readonly aborted: Error[] = []
  send (): boolean { return !this.writableNeedsDrain }
  abort (error: Error): void { this.aborted.push(error) }
}

test('what waits for a connection that is not read is bounded, in bytes and in time', context => {
  context.mock.timers.enable({ apis: ['setTimeout', 'setImmediate'] })
  const wire = new Wire()
  const factory = { protocol: 'test', createStreamMuxer: () => ({ onData: () => {} }) } as unknown as StreamMuxerFactory
  guardMuxer(factory, { now: () => 0 }).createStreamMuxer(wire as unknown as MessageStream)
  assert.equal(wire.maxWriteBufferLength, MUXER_LIMITS.connectionQueueBytesMax)
  wire.writableNeedsDrain = true
  wire.send()
  context.mock.timers.tick(MUXER_LIMITS.stuckMsMax - 1)
  wire.writableNeedsDrain = false
  wire.dispatchEvent(new Event('drain'))
  context.mock.timers.tick(MUXER_LIMITS.stuckMsMax)
  assert.deepEqual(wire.aborted, [])
  wire.writableNeedsDrain = true
  wire.send()
  context.mock.timers.tick(MUXER_LIMITS.stuckMsMax)
  assert.deepEqual(wire.aborted.map(({ name }) => name), ['OverloadedError'])
})

/** What of a connection the guard stops and goes on with. */
class ReadWire extends Wire {
  readStatus = 'readable'
  /** Whether the socket below it is read. */
  isSocketRead = true
  /** Hands on what was held back meanwhile. */
  release = (): void => {}
  pause (): void {
    if (this.readStatus === 'paused') return
    this.readStatus = 'paused'
    this.sendPause()
  }

  /** As the library does it. */
  resume (): void {
    this.readStatus = 'readable'
    this.release()
    this.isSocketRead = true
  }

  sendPause (): void { this.isSocketRead = false }
  override abort (error: Error): void {
    super.abort(error)
    this.status = 'aborted'
  }
}

interface GuardedScene { readonly wire: ReadWire, readonly received: Array<Uint8Array | Uint8ArrayList>, readonly streams: Array<{ readonly aborted: Error[] }>, readonly guard: MuxerGuard, readonly send: (bytes: Uint8Array | Uint8ArrayList) => void, readonly pass: (ms: number) => void }

function guarded (context: TestContext, allowance = STRANGER_ALLOWANCE): GuardedScene {
  context.mock.timers.reset()
  context.mock.timers.enable({ apis: ['setTimeout', 'setImmediate'] })
  let now = 0
  const wire = new ReadWire()
  const received: Array<Uint8Array | Uint8ArrayList> = []
  const streams = [1, 2].map(() => {
    const aborted: Error[] = []
    return { aborted, abort: (error: Error) => { aborted.push(error) } }
  })
  const muxer = { onData: (data: Uint8Array | Uint8ArrayList) => { received.push(data) }, streams }
  guardMuxer({ protocol: 'test', createStreamMuxer: () => muxer } as unknown as StreamMuxerFactory, { now: () => now }).createStreamMuxer(wire as unknown as MessageStream)
  const guard = guardOf({ muxer })
  if (guard === undefined) throw new Error('no guard')
  const budget = new Budget(allowance, now)
  guard.budget = () => budget
  const pass = (ms: number): void => {
    now += ms
    context.mock.timers.tick(ms)
  }
  return { wire, received, streams, guard, send: bytes => { muxer.onData(bytes) }, pass }
}

test('who asks for too much is not heard any more, and closed a while later', context => {
  const { wire, received, streams, send, pass } = guarded(context)
  send(times(STRANGER_ALLOWANCE.pings.burst + 1, frame(PING, SYN, 0, 1)))
  assert.deepEqual([wire.readStatus, received.length, wire.aborted.length], ['paused', 0, 0])
  assert.deepEqual(streams.map(({ aborted }) => aborted.length), [1, 1])
  send(frame(PING, SYN, 0, 1))
  pass(MUXER_LIMITS.deafMs - 1)
  assert.deepEqual([received.length, wire.aborted.length], [0, 0])
  pass(1)
  assert.deepEqual(wire.aborted.map(({ name }) => name), ['OverloadedError'])
})

test('who sends faster than its rate is not read until it is within it', context => {
  const { wire, received, guard, send, pass } = guarded(context)
  const budget = new Budget(CLIENT_ALLOWANCE, 0)
  guard.budget = () => budget
  const { burst, perSecond } = CLIENT_ALLOWANCE.updates
  send(times(burst - 1, frame(WINDOW, 0, 1, 1)))
  assert.equal(wire.readStatus, 'readable')
  send(times(perSecond + 1, frame(WINDOW, 0, 1, 1)))
  assert.deepEqual([wire.readStatus, received.length], ['paused', 2])
  pass(999)
  assert.equal(wire.readStatus, 'paused')
  pass(2)
  assert.deepEqual([wire.readStatus, wire.aborted], ['readable', []])
})

test('what was held back of somebody who is too fast, and is too much again, keeps its socket from being read', context => {
  const { wire, guard, send, pass } = guarded(context)
  const budget = new Budget(CLIENT_ALLOWANCE, 0)
  guard.budget = () => budget
  const { burst, perSecond } = CLIENT_ALLOWANCE.updates
  wire.release = () => {
    wire.release = () => {}
    send(times(perSecond, frame(WINDOW, 0, 1, 1)))
  }
  send(times(burst + perSecond, frame(WINDOW, 0, 1, 1)))
  assert.deepEqual([wire.readStatus, wire.isSocketRead], ['paused', false])
  pass(1_001)
  assert.deepEqual([wire.readStatus, wire.isSocketRead], ['paused', false])
  pass(1_001)
  assert.deepEqual([wire.readStatus, wire.isSocketRead], ['readable', true])
})

test('what is owed has an end, however much was sent', context => {
  const { wire, guard, send, pass } = guarded(context)
  const budget = new Budget(CLIENT_ALLOWANCE, 0)
  guard.budget = () => budget
  const { burst, perSecond } = CLIENT_ALLOWANCE.updates
  send(times(burst, frame(WINDOW, 0, 1, 1)))
  for (let chunk = 0; chunk < 20; chunk++) send(times(burst, frame(WINDOW, 0, 1, 1)))
  pass((burst + 1) / perSecond * 1_000)
  assert.equal(wire.readStatus, 'readable')
})

test('what comes is handed on in order, however it is cut, and no frame that is whole waits', context => {
  fc.assert(fc.property(fc.array(fc.nat(3_000), { minLength: 1, maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 2_500 }), { minLength: 1, maxLength: 8 }), fc.boolean(), (lengths, cuts, asList) => {
    const { received, send } = guarded(context, PEER_ALLOWANCE)
    const all = Buffer.concat(lengths.map(length => frame(DATA, 0, 1, length).map((byte, index) => index < 12 ? byte : index)))
    for (let at = 0, index = 0; at < all.length; index++) {
      const piece = all.subarray(at, at += cuts[index % cuts.length] ?? 1)
      send(asList ? new Uint8ArrayList(piece.subarray(0, 1), piece.subarray(1)) : piece)
    }
    assert.deepEqual(Buffer.concat(received.map(piece => piece.subarray())), all)
  }))
})

test('a frame that comes a byte at a time is not kept as so many pieces', context => {
  const { received, send } = guarded(context, PEER_ALLOWANCE)
  const bytes = frame(DATA, 0, 1, 250_000)
  for (let at = 0; at < bytes.length; at++) send(bytes.subarray(at, at + 1))
  assert.ok(received.length < bytes.length / 500, `${received.length} pieces`)
  const before = received.length
  for (let sent = 0; sent < 10; sent++) send(new Uint8Array(0))
  assert.equal(received.length, before)
})

test('a message counts as a frame at least, also if there is nothing in it', () => {
  const { burst } = STRANGER_ALLOWANCE.frames
  for (const piece of [new Uint8Array(0), Uint8Array.of(0)]) {
    const { send } = scene()
    send(frame(DATA, SYN, 1, 100_000, 0))
    for (let sent = 1; sent < burst; sent++) send(piece)
    assert.throws(() => { send(piece) }, OverloadedError)
  }
})

test('frames with data are no updates', context => {
  const { wire, guard, send } = guarded(context)
  const budget = new Budget(CLIENT_ALLOWANCE, 0)
  guard.budget = () => budget
  send(times(CLIENT_ALLOWANCE.updates.burst + 1, frame(DATA, 0, 1, 1)))
  assert.equal(wire.readStatus, 'readable')
})

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Connection, Stream } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { LibP2pNetwork, type LibP2pNetworkInit } from '../../../daemon/platform/libp2p-network.js'
import { MessageTooLargeError, OverloadedError, ProtocolError } from '../../../protocols/errors.js'
import { createNode } from '../../../protocols/libp2p/create-node.js'
import { protocolId } from '../../../protocols/libp2p/protocol-id.js'
import { FrameReader, FrameWriter } from '../../../protocols/rpc/frame-codec.js'
import { fromStatus } from '../../../protocols/rpc/status.js'
import { bytesRpc, ECHO, inMs, NO_METER, openEcho, SILENT, until } from '../../fixtures/network.js'

const MIB = 1024 * 1024
const SMALL = bytesRpc('test.small', 2, { requestBytesMax: 10 })
const BLOAT = bytesRpc('test.bloat', 3)
const SLOW = bytesRpc('test.slow', 4)
/** Refused before it is decoded, or it would say so. */
const REFUSED = bytesRpc('test.refused', 5, { request: { encode: bytes => bytes, decode: () => { throw new ProtocolError('decoded') } } })
const BUSY = new OverloadedError('a limit of the test', 64)

interface Answer { readonly id: number, readonly status: number, readonly body: Uint8Array }

/** A stream whose bytes the test writes itself. */
class RawStream {
  readonly answers: Answer[] = []
  ended = false

  constructor (readonly stream: Stream) {
    const reader = new FrameReader(80 * MIB, (id, _method, _remainingMs, status, body) => { this.answers.push({ id, status, body: body.slice() }) })
    stream.addEventListener('message', ({ data }) => { for (const chunk of data instanceof Uint8Array ? [data] : data) reader.push(chunk) })
    stream.addEventListener('close', () => { this.ended = true })
    stream.addEventListener('remoteCloseWrite', () => { this.ended = true })
  }

  write (...bytes: number[]): void { this.stream.send(Uint8Array.from(bytes)) }
}

interface Scene { readonly server: LibP2pNetwork, readonly connection: Connection, readonly refused: string[], readonly open: () => Promise<RawStream>, readonly release: () => void, readonly counted: { bloats: number }, readonly servesOthers: () => Promise<void> }

async function scene (t: TestContext, requestLimits: LibP2pNetworkInit['requestLimits'] = {}, lateMs?: () => number): Promise<Scene> {
  const unhandled: unknown[] = []
  const note = (error: unknown): void => { unhandled.push(error) }
  process.on('unhandledRejection', note)
  const refused: string[] = []
  const held: Array<() => void> = []
  const server = await LibP2pNetwork.create({ log: { ...SILENT, warn: fields => { refused.push((fields as { error: string }).error) } }, meter: NO_METER }, { cluster: 'test', listen: ['/ip4/127.0.0.1/tcp/0'], requestLimits, lateMs })
  server.handle(ECHO, async (_from, body) => body)
  server.handle(SMALL, async (_from, body) => body)
  const counted = { bloats: 0 }
  server.handle(BLOAT, async () => {
    counted.bloats++
    return new Uint8Array(MIB)
  })
  server.handle(SLOW, (_from, body) => new Promise(resolve => { held.push(() => { resolve(body) }) }))
  server.handle(REFUSED, async (_from, body) => body, { refusal: (_from, bytes) => bytes > 2 ? BUSY : undefined })
  await server.start()
  t.after(async () => { await server.stop() })
  const other = await openEcho(t)
  other.learnAddresses(server.self, server.addresses())
  const node = await createNode({ listen: [] })
  await node.start()
  t.after(async () => {
    await node.stop()
    process.off('unhandledRejection', note)
    assert.deepEqual(unhandled, [])
  })
  const connection = await node.dial(multiaddr(server.addresses()[0]))
  return {
    server,
    connection,
    refused,
    counted,
    open: async () => new RawStream(await connection.newStream(protocolId('test', 'probe'))),
    release: () => { for (const answer of held.splice(0)) answer() },
    servesOthers: async () => { assert.deepEqual([...await other.request(server.self, ECHO, Uint8Array.of(4, 2), inMs(10_000))], [4, 2]) },
  }
}

function request (id: number, method: number, body: Uint8Array, remainingMs = 5_000): Uint8Array {
  const writer = new FrameWriter()
  writer.request(id, method, remainingMs, body)
  return Buffer.concat(writer.take())
}

const options = { timeout: 30_000 }

test('a request split at every byte, and a hundred glued together, are answered', options, async t => {
  const { open, servesOthers } = await scene(t)
  const raw = await open()
  for (const byte of request(1, 1, Uint8Array.of(7, 8, 9))) raw.write(byte)
  await until(() => raw.answers.length === 1)
  assert.deepEqual([...raw.answers[0]?.body ?? []], [7, 8, 9])
  const glued = Buffer.concat(Array.from({ length: 100 }, (_, index) => request(100 + index, 1, Uint8Array.of(index))))
  raw.stream.send(glued)
  await until(() => raw.answers.length === 101)
  assert.deepEqual(raw.answers.slice(1).map(({ id, body }) => [id, body[0]]), Array.from({ length: 100 }, (_, index) => [100 + index, index]))
  await servesOthers()
})

const BROKEN: Record<string, number[]> = {
  'a frame without content': [0],
  'a length of 6 bytes': [0x80, 0x80, 0x80, 0x80, 0x80, 1],
  'a number cut off': [2, 8, 0x80],
  'a body beyond its frame': [3, 0x2a, 5, 1],
  'an unknown form': [2, 0x0b, 0x0c],
  'a frame of 4 GiB': [0xff, 0xff, 0xff, 0xff, 0x0f],
}
for (const [name, bytes] of Object.entries(BROKEN)) {
  test(`${name} ends the stream, and nothing else`, options, async t => {
    const { open, servesOthers, refused, connection } = await scene(t)
    const raw = await open()
    raw.write(...bytes)
    await until(() => raw.ended)
    assert.equal(refused.length, 1)
    assert.equal(connection.status, 'open')
    const again = await open()
    again.stream.send(request(1, 1, Uint8Array.of(1)))
    await until(() => again.answers.length === 1)
    await servesOthers()
  })
}

test('what a frame asks that cannot be done is a status, and the stream goes on', options, async t => {
  const { open, servesOthers } = await scene(t)
  const raw = await open()
  raw.stream.send(request(1, 999, Uint8Array.of(1)))
  raw.stream.send(request(2, 2, new Uint8Array(11)))
  raw.stream.send(request(3, 1, Uint8Array.of(1), 0))
  // An answer that nobody asked for is taken for a request of kind 0.
  raw.write(4, 8, 4, 0x20, 1)
  raw.stream.send(request(5, 1, Uint8Array.of(5)))
  await until(() => raw.answers.length === 5)
  const codes = new Map(raw.answers.map(({ id, status, body }) => [id, status === 0 ? 'OK' : fromStatus(status, body).code]))
  assert.deepEqual(codes, new Map([[1, 'PROTOCOL'], [2, 'PROTOCOL'], [3, 'DEADLINE_EXCEEDED'], [4, 'PROTOCOL'], [5, 'OK']]))
  for (const { status, body } of raw.answers) if (status !== 0) assert.equal(fromStatus(status, body).outcome, 'none')
  await servesOthers()
})

test('a frame that is begun and withheld ends the stream', options, async t => {
  const { open, servesOthers, refused } = await scene(t, { frameTimeoutMs: 50 })
  const raw = await open()
  raw.stream.send(request(1, 1, new Uint8Array(1000)).subarray(0, 500))
  await until(() => raw.ended)
  assert.match(refused[0] ?? '', /not finished in time/)
  await servesOthers()
})

test('unfinished frames of all streams together hold no more than their limit', options, async t => {
  const { open, servesOthers, refused } = await scene(t, { heldBytesMax: 4 * MIB })
  const part = request(1, 1, new Uint8Array(16 * MIB)).subarray(0, 3 * MIB)
  const first = await open()
  first.stream.send(part.subarray(0, 200_000))
  const second = await open()
  for (let from = 0; from < part.byteLength && !second.ended; from += 200_000) {
    second.stream.send(part.subarray(from, from + 200_000))
    await until(() => !second.stream.writableNeedsDrain || first.ended || second.ended)
  }
  for (let from = 200_000; from < part.byteLength && !first.ended && !second.ended; from += 200_000) {
    first.stream.send(part.subarray(from, from + 200_000))
    await until(() => !first.stream.writableNeedsDrain || first.ended || second.ended)
  }
  await until(() => first.ended || second.ended)
  assert.match(refused[0] ?? '', /heldBytesMax/)
  await servesOthers()
})

test('requests in work are bounded by number and by bytes, and one more is answered busy', options, async t => {
  const { open, release } = await scene(t, { inWorkMax: 3, heldBytesMax: 1000 })
  const raw = await open()
  for (let id = 1; id <= 4; id++) raw.stream.send(request(id, 4, new Uint8Array(10)))
  await until(() => raw.answers.length === 1)
  const busy = fromStatus(raw.answers[0]?.status ?? 0, raw.answers[0]?.body ?? new Uint8Array())
  assert.ok(busy instanceof OverloadedError && busy.what.includes('inWorkMax') && busy.outcome === 'none')
  raw.stream.send(request(5, 4, new Uint8Array(980)))
  await until(() => raw.answers.length === 2)
  const full = fromStatus(raw.answers[1]?.status ?? 0, raw.answers[1]?.body ?? new Uint8Array())
  assert.ok(full instanceof OverloadedError && full.what.includes('heldBytesMax'))
  release()
  await until(() => raw.answers.length === 5)
  // What was in work is given back with the answer.
  for (let id = 6; id <= 9; id++) {
    raw.stream.send(request(id, 1, new Uint8Array(900)))
    await until(() => raw.answers.length === id)
  }
  assert.deepEqual(raw.answers.slice(5).map(({ status }) => status), [0, 0, 0, 0])
})

test('whoever asks and never reads is cut off, with bounded memory', options, async t => {
  const { open, servesOthers, refused } = await scene(t, { writeQueueBytesMax: 8 * MIB, drainTimeoutMs: 60_000 })
  const raw = await open()
  raw.stream.pause()
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  // Glued together: one after the other they would not be read.
  raw.stream.send(Buffer.concat(Array.from({ length: 40 }, (_, id) => request(id + 1, 3, new Uint8Array()))))
  await until(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    return refused.length > 0
  })
  assert.match(refused[0] ?? '', /writeQueueBytesMax/)
  assert.ok(most < 128 * MIB, `${Math.round(most / MIB)} MiB more`)
  await servesOthers()
})

for (const [name, limits, served] of [
  ['whoever does not read its answers is not read, and goes on where it was', {}, 4],
  ['this test would see it: read all the same, it is served all that it asks', { unreadBytesMax: 80 * MIB }, 24],
] as const) {
  test(name, options, async t => {
    const { open, counted } = await scene(t, limits)
    const [raw, other] = [await open(), await open()]
    const roundTrip = async (id: number): Promise<void> => {
      other.stream.send(request(id, 1, new Uint8Array()))
      await until(() => other.answers.length === id)
    }
    raw.stream.pause()
    for (let id = 1; id <= 4; id++) raw.stream.send(request(id, 3, new Uint8Array()))
    await until(() => counted.bloats === 4)
    await roundTrip(1)
    for (let id = 5; id <= 24; id++) raw.stream.send(request(id, 3, new Uint8Array()))
    // On the same connection: what was sent before has arrived.
    await roundTrip(2)
    assert.equal(counted.bloats, served)
    raw.stream.resume()
    await until(() => raw.answers.length === 24)
  })
}

test('answers that wait for all slow readers together are bounded: who makes most of them wait is cut off', options, async t => {
  const { open, servesOthers, refused } = await scene(t, { queuedBytesMax: 4 * MIB, drainTimeoutMs: 60_000 })
  const modest = await open()
  const greedy = await open()
  for (const raw of [modest, greedy]) raw.stream.pause()
  for (let id = 1; id <= 2; id++) modest.stream.send(request(id, 3, new Uint8Array()))
  greedy.stream.send(Buffer.concat(Array.from({ length: 20 }, (_, id) => request(id + 1, 3, new Uint8Array()))))
  await until(() => refused.length > 0)
  assert.match(refused[0] ?? '', /queuedBytesMax/)
  modest.stream.resume()
  await until(() => modest.answers.length === 2)
  await servesOthers()
})

test('what is refused is refused before it is decoded, and the stream goes on', options, async t => {
  const { open, servesOthers } = await scene(t)
  const raw = await open()
  for (const [id, bytes] of [[1, 3], [2, 3], [3, 2]] as const) raw.stream.send(request(id, 5, new Uint8Array(bytes)))
  await until(() => raw.answers.length === 3)
  const errors = raw.answers.sort((a, b) => a.id - b.id).map(({ status, body }) => fromStatus(status, body))
  assert.deepEqual(errors.map(({ code }) => code), ['OVERLOADED', 'OVERLOADED', 'PROTOCOL'])
  assert.ok(errors[1] instanceof OverloadedError && errors[1].retryAfterMs === 64)
  await servesOthers()
})

test('what lay unread while this process was stopped counts as waited for', options, async t => {
  const { open } = await scene(t, {}, () => 400)
  const raw = await open()
  raw.stream.send(request(1, 1, Uint8Array.of(1), 300))
  raw.stream.send(request(2, 1, Uint8Array.of(2), 60_000))
  await until(() => raw.answers.length === 2)
  assert.deepEqual(raw.answers.map(({ id, status, body }) => [id, status === 0 ? 'OK' : fromStatus(status, body).code]), [[1, 'DEADLINE_EXCEEDED'], [2, 'OK']])
})

test('whoever takes no byte for too long is cut off', options, async t => {
  const { open, servesOthers, refused } = await scene(t, { drainTimeoutMs: 50 })
  const raw = await open()
  raw.stream.pause()
  for (let id = 1; id <= 20; id++) raw.stream.send(request(id, 3, new Uint8Array()))
  await until(() => refused.length > 0)
  assert.match(refused[0] ?? '', /drainTimeoutMs/)
  await servesOthers()
})

test('whoever asks and closes its side still gets its answer', options, async t => {
  const { open, release, servesOthers } = await scene(t)
  const raw = await open()
  raw.stream.send(request(1, 1, Uint8Array.of(1)))
  raw.stream.send(request(2, 4, Uint8Array.of(2)))
  await raw.stream.close()
  await until(() => raw.answers.length === 1)
  release()
  await until(() => raw.answers.length === 2)
  await until(() => raw.ended)
  await servesOthers()
})

test('more streams than a peer may have are refused, and those it has go on', options, async t => {
  const { open, servesOthers } = await scene(t)
  // One after the other: of those that arrive together libp2p may refuse all.
  const raws: Array<Awaited<ReturnType<typeof open>> | undefined> = []
  for (let count = 0; count < 12; count++) raws.push(await open().catch(() => undefined))
  const usable = async (): Promise<number> => {
    let answered = 0
    for (const raw of raws) {
      if (raw === undefined || raw.ended) continue
      try { raw.stream.send(request(1, 1, Uint8Array.of(1))) } catch { continue }
      await until(() => raw.ended || raw.answers.length > 0)
      if (raw.answers.length > 0) answered++
    }
    return answered
  }
  const answered = await usable()
  assert.ok(answered >= 1 && answered <= 4, `${answered} streams were served`)
  await servesOthers()
})

test('an asker does not send what is too long, nor take an answer that is, nor one it cannot read', options, async t => {
  const { server } = await scene(t)
  const other = await openEcho(t)
  other.learnAddresses(server.self, server.addresses())
  await assert.rejects(other.request(server.self, { ...ECHO, requestBytesMax: 3 }, new Uint8Array(4), inMs(5_000)), MessageTooLargeError)
  await assert.rejects(other.request(server.self, { ...ECHO, responseBytesMax: 3 }, new Uint8Array(4), inMs(5_000)), (error: unknown) => error instanceof MessageTooLargeError && error.outcome === 'unknown')
  const unreadable = { ...ECHO, response: { encode: () => new Uint8Array(), decode: () => { throw new ProtocolError('no') } } }
  await assert.rejects(other.request(server.self, unreadable, new Uint8Array(4), inMs(5_000)), (error: unknown) => error instanceof ProtocolError && error.outcome === 'unknown')
})

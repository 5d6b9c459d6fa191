import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import type { MessageStream } from '@libp2p/interface'
import fc from 'fast-check'
import { Uint8ArrayList } from 'uint8arraylist'
import { OverloadedError, ProtocolError } from '../../../protocols/errors.js'
import { shortenWire } from '../../../protocols/libp2p/secure-wire.js'

const TAG = new Uint8Array(16).fill(9)
const TEXT_BYTES_MAX = 65_519
const turn = (): Promise<void> => new Promise(resolve => { setImmediate(resolve) })

/** As much of the library's two layers as is replaced, with a cipher that only adds and takes away a tag. */
class Layers extends EventEmitter {
  readonly written: Buffer[] = []
  corked: Uint8Array[] | undefined
  readonly received: Uint8Array[] = []
  error: Error | undefined
  takes = true
  readonly tcp = {
    status: 'open', readStatus: 'readable', remoteWriteStatus: 'writable', writeStatus: 'writable', readBuffer: { byteLength: 0 },
    onData: (_data: Uint8Array): void => { throw new Error('the long way') },
    close: async (): Promise<void> => { this.tcp.status = this.tcp.writeStatus = 'closing' },
    socket: {
      write: (bytes: Uint8Array): boolean => {
        if (this.corked === undefined) this.written.push(Buffer.from(bytes))
        else this.corked.push(bytes)
        return this.takes
      },
      // What is written between the two is one system call.
      cork: (): void => { this.corked = [] },
      uncork: (): void => {
        this.written.push(Buffer.concat(this.corked ?? []))
        this.corked = undefined
      },
    },
  }

  readonly noise = {
    status: 'open', readStatus: 'readable', remoteWriteStatus: 'writable', writeStatus: 'writable', readBuffer: { byteLength: 0 }, writableNeedsDrain: false, maxWriteBufferLength: 100_000,
    decoder: { buffer: new Uint8ArrayList(), decode: (): Iterable<never> => [] },
    handshake: {
      encrypt: (text: Uint8Array | Uint8ArrayList): Uint8Array => Buffer.concat([text.subarray(), TAG]),
      decrypt: (message: Uint8Array): Uint8Array => {
        assert.deepEqual(new Uint8Array(message.subarray(-16)), TAG)
        return Buffer.from(message.subarray(0, -16))
      },
    },
    onData: (text: Uint8Array): void => { this.received.push(new Uint8Array(text)) },
    send: (_data: Uint8Array): boolean => { throw new Error('the long way') },
    // As the library does it, which closes a connection by its lower layer.
    close: async (): Promise<void> => { await this.tcp.close() },
    abort: (error: Error): void => { this.error = error; this.noise.status = 'aborted' },
    addEventListener: (event: string, fn: () => void): void => { this.on(event, fn) },
  }

  shorten (): boolean { return shortenWire(this.noise as unknown as MessageStream, this.tcp as unknown as MessageStream) }
}

function shortened (): Layers {
  const layers = new Layers()
  assert.equal(layers.shorten(), true)
  return layers
}

function message (text: Uint8Array): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(text.length + TAG.length)
  return Buffer.concat([length, text, TAG])
}

const bytes = (length: number, from = 0): Uint8Array => Uint8Array.from({ length }, (_, index) => (from + index) % 251)

test('messages arrive whole, however the bytes are cut', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 8 }), fc.nat(20), (lengths, cuts, before) => {
    const texts = lengths.map((length, index) => bytes(length, index))
    const all = Buffer.concat(texts.map(message))
    const layers = new Layers()
    // What the library had read of a message when the way was shortened.
    const early = all.subarray(0, Math.min(before, message(texts[0] ?? bytes(0)).length - 1))
    layers.noise.decoder.buffer.append(early)
    layers.shorten()
    let at = early.length
    for (let index = 0; at < all.length; index++) {
      const end = Math.min(all.length, at + (cuts[index % cuts.length] ?? 1))
      layers.tcp.onData(all.subarray(at, end))
      at = end
    }
    assert.equal(layers.error, undefined)
    assert.deepEqual(layers.received, texts)
  }))
})

test('what the library holds back of earlier bytes is not overtaken', () => {
  const layers = shortened()
  layers.tcp.readBuffer.byteLength = 5
  assert.throws(() => { layers.tcp.onData(message(bytes(3))) }, /the long way/)
})

test('a message without room for its tag ends the connection, also one of no length', () => {
  for (const wrong of [[0, 0, 1], [0, 0], [0, 15, ...TAG]]) {
    const whole = shortened()
    whole.tcp.onData(Buffer.from(wrong))
    assert.ok(whole.error instanceof ProtocolError)
    const cut = shortened()
    for (const byte of wrong) cut.tcp.onData(Buffer.of(byte))
    assert.ok(cut.error instanceof ProtocolError)
  }
})

test('after a message that ends the connection no further one is read', () => {
  const layers = shortened()
  layers.noise.onData = text => { layers.received.push(text); layers.noise.abort(new Error('enough')) }
  layers.tcp.onData(Buffer.concat([message(bytes(1)), message(bytes(2))]))
  assert.equal(layers.received.length, 1)
})

test('all that is sent in one turn is one write, of as few messages as hold it', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 6 }), async lengths => {
    const layers = shortened()
    const parts = lengths.map((length, index) => bytes(length, index))
    for (const part of parts) layers.noise.send(part)
    await turn()
    const back = shortened()
    for (const chunk of layers.written) back.tcp.onData(chunk)
    assert.deepEqual(Buffer.concat(back.received), Buffer.concat(parts))
    if (lengths.reduce((sum, length) => sum + length, 0) < TEXT_BYTES_MAX) assert.deepEqual([layers.written.length, back.received.length], [1, 1])
    assert.ok(back.received.every(text => text.length <= TEXT_BYTES_MAX))
  }), { numRuns: 30 })
})

for (const layer of ['noise', 'tcp'] as const) {
  test(`what waits is written before the connection closes by its layer ${layer}`, async () => {
    const layers = shortened()
    layers.noise.send(bytes(10))
    await layers[layer].close()
    assert.deepEqual(layers.written, [message(bytes(10))])
    await turn()
    assert.equal(layers.written.length, 1)
  })
}

test('a socket that is full is waited for, and what waits has a bound', async () => {
  const layers = shortened()
  layers.takes = false
  assert.equal(layers.noise.send(bytes(10)), true)
  await turn()
  assert.equal(layers.noise.writableNeedsDrain, true)
  assert.equal(layers.noise.send(bytes(20)), false)
  await turn()
  assert.equal(layers.written.length, 1)
  layers.takes = true
  layers.emit('drain')
  assert.deepEqual(layers.written[1], message(bytes(20)))
  assert.equal(layers.noise.send(bytes(30)), true)
  layers.takes = false
  await turn()
  layers.noise.send(bytes(100_000))
  assert.equal(layers.noise.status, 'open')
  layers.noise.send(bytes(1))
  assert.ok(layers.error instanceof OverloadedError)
})

test('layers that are not those of the library stay as they are', () => {
  const layers = new Layers()
  Reflect.deleteProperty(layers.noise, 'handshake')
  assert.equal(layers.shorten(), false)
  assert.throws(() => layers.noise.send(bytes(1)), /the long way/)
})

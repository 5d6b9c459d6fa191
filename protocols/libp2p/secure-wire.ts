/**
 * The way of bytes between a socket and the muxer of an encrypted connection, without the library's stops: each of
 * its three layers (transport, noise, muxer) puts what passes into a list, takes it out again and raises an event, and
 * noise makes a message and a system call of every frame. A request of 100 bytes costs more on that way than all else.
 * Here what is sent in one turn of the event loop is one message of noise (65,519 bytes at most) and one write, and what
 * arrives is decrypted where it lies and handed on by a call. The bytes are the same for the other side.
 */
import type { Socket } from 'node:net'
import type { MessageStream } from '@libp2p/interface'
import { Uint8ArrayList } from 'uint8arraylist'
import { OverloadedError, PeerUnreachableError, ProtocolError } from '../errors.js'
import { sendAtTurnEnd } from './turn.js'

type Bytes = Uint8Array | Uint8ArrayList

/** A stream of the library, as far as it is needed here. */
interface Layer {
  readonly status: string
  readonly readStatus: string
  readonly remoteWriteStatus: string
  readonly readBuffer: { readonly byteLength: number }
  onData: (data: Bytes) => void
}

interface TcpLayer extends Layer {
  readonly socket: Socket
  readonly writeStatus: string
  close: (options?: object) => Promise<void>
}

interface NoiseLayer extends Layer {
  readonly handshake: { readonly encrypt: (text: Bytes) => Bytes, readonly decrypt: (message: Uint8Array, into: Uint8Array) => Bytes }
  decoder: { readonly buffer: Uint8ArrayList, decode: (data: Bytes) => Iterable<never> }
  readonly writeStatus: string
  readonly maxWriteBufferLength?: number
  writableNeedsDrain: boolean
  send: (data: Bytes) => boolean
  abort: (error: Error) => void
  addEventListener: (event: 'drain', fn: () => void) => void
}

const LENGTH_BYTES = 2
const TAG_BYTES = 16
/** Of one message of noise, its tag not counted. */
const TEXT_BYTES_MAX = 65_535 - TAG_BYTES
/** From here on copying costs more than a longer list of what to write. */
const LARGE_BYTES = 32 * 1024
const NOTHING = new Uint8Array(0)

/**
 * Shortens the way of an encrypted connection.
 *
 * @param noise what the library's encrypter made of `tcp`
 * @returns whether it did: the library may have changed, and its own way is as good, but slower
 */
export function shortenWire (noise: MessageStream, tcp: MessageStream): boolean {
  if (!isNoiseLayer(noise) || !isTcpLayer(tcp)) return false
  const inbound = new Inbound(noise)
  const outbound = new Outbound(noise, tcp)
  // What had come before this still takes the library's way, and must not be overtaken.
  noise.decoder = { buffer: noise.decoder.buffer, decode: data => { inbound.receive(data.subarray()); return [] } }
  handOver(tcp, data => { inbound.receive(data.subarray()) })
  noise.send = data => outbound.send(data)
  // The library closes this layer, by itself or for the one above.
  const close = tcp.close.bind(tcp)
  tcp.close = async options => {
    outbound.flush()
    await close(options)
  }
  return true
}

/** Has a stream of the library call `receive` with what arrives, rather than raise an event; what it holds back already still comes by events. @param onHeldBack called for each piece that it may hold back */
export function handOver (stream: object, receive: (data: Bytes) => void, onHeldBack?: () => void): boolean {
  if (!isLayer(stream)) return false
  const onData = stream.onData.bind(stream)
  stream.onData = data => {
    if (stream.readBuffer.byteLength === 0 && stream.readStatus === 'readable' && stream.remoteWriteStatus === 'writable') receive(data)
    else {
      onData(data)
      onHeldBack?.()
    }
  }
  return true
}

/** Takes messages of noise out of what arrives. */
class Inbound {
  /** Of a message that is not whole. Grows with what arrives, not with what was announced. */
  #partial = NOTHING
  #partialBytes = 0

  constructor (private readonly noise: NoiseLayer) {
    const { buffer } = noise.decoder
    if (buffer.byteLength > 0) this.#keep(buffer.subarray())
  }

  receive (chunk: Uint8Array): void {
    try {
      this.#receive(chunk)
    } catch (error) {
      this.noise.abort(error as Error)
    }
  }

  #receive (chunk: Uint8Array): void {
    let at = 0
    while (this.#partialBytes > 0 && at < chunk.length) {
      const need = this.#need()
      const taken = Math.min(chunk.length - at, need - this.#partialBytes)
      this.#keep(chunk.subarray(at, at + taken))
      at += taken
      if (this.#partialBytes < need) return
      if (need === LENGTH_BYTES && lengthAt(this.#partial, 0) > 0) continue
      const message = this.#partial
      this.#partialBytes = 0
      // What is decrypted elsewhere leaves its room to the next one.
      this.#partial = NOTHING
      const isFree = this.#open(message, LENGTH_BYTES, need)
      if (isFree && this.#partialBytes === 0) this.#partial = message
    }
    while (chunk.length - at >= LENGTH_BYTES) {
      const end = at + LENGTH_BYTES + lengthAt(chunk, at)
      if (end > chunk.length) break
      this.#open(chunk, at + LENGTH_BYTES, end)
      at = end
    }
    if (at < chunk.length) this.#keep(chunk.subarray(at))
  }

  /** Bytes of the partial message in all, as far as that is known. */
  #need (): number { return this.#partialBytes < LENGTH_BYTES ? LENGTH_BYTES : LENGTH_BYTES + lengthAt(this.#partial, 0) }

  #keep (bytes: Uint8Array): void {
    const partial = this.#partial
    const all = this.#partialBytes + bytes.length
    if (all > partial.length) {
      const grown = new Uint8Array(Math.max(all, Math.min(2 * partial.length, TEXT_BYTES_MAX)))
      grown.set(partial.subarray(0, this.#partialBytes))
      this.#partial = grown
    }
    this.#partial.set(bytes, this.#partialBytes)
    this.#partialBytes = all
  }

  /** @returns whether nothing that was handed on lies in `bytes` */
  #open (bytes: Uint8Array, from: number, end: number): boolean {
    const { noise } = this
    if (end - from < TAG_BYTES) throw new ProtocolError('a message of noise that is shorter than its tag')
    // Of a connection that was ended by what came before, nothing more is read.
    if (noise.status !== 'open') return false
    const text = noise.handshake.decrypt(bytes.subarray(from, end), bytes.subarray(from, end - TAG_BYTES))
    noise.onData(text)
    return text instanceof Uint8Array && text.buffer !== bytes.buffer
  }
}

function lengthAt (bytes: Uint8Array, at: number): number { return (bytes[at] ?? 0) << 8 | (bytes[at + 1] ?? 0) }

/** Collects what is sent in one turn. */
class Outbound {
  #parts: Uint8Array[] = []
  #bytes = 0
  #isDue = false
  #isFull = false

  constructor (private readonly noise: NoiseLayer, private readonly tcp: TcpLayer) {
    noise.addEventListener('drain', () => {
      this.#isFull = false
      this.flush()
    })
  }

  /** @returns whether more may be sent; else there will be a `drain` event */
  send (data: Bytes): boolean {
    const { noise } = this
    if (noise.writeStatus !== 'writable') throw new PeerUnreachableError('the connection is closed')
    if (data instanceof Uint8Array) this.#parts.push(data)
    else for (const part of data) this.#parts.push(part)
    this.#bytes += data.byteLength
    if (this.#isFull) this.#boundBytes()
    else if (this.#bytes >= TEXT_BYTES_MAX) this.flush()
    else if (!this.#isDue) {
      this.#isDue = true
      sendAtTurnEnd(() => {
        this.#isDue = false
        if (!this.#isFull) this.flush()
      })
    }
    return !this.#isFull
  }

  /** Sends all that waits. */
  flush (): void {
    const { noise, tcp } = this
    const parts = this.#parts
    const bytes = this.#bytes
    if (bytes === 0) return
    this.#parts = []
    this.#bytes = 0
    if (noise.status !== 'open' || tcp.writeStatus !== 'writable') return
    try {
      if (bytes < LARGE_BYTES ? tcp.socket.write(this.#sealed(parts, bytes)) : this.#writeAll(parts, bytes)) return
    } catch (error) {
      noise.abort(error as Error)
      return
    }
    this.#isFull = true
    noise.writableNeedsDrain = true
  }

  #sealed (parts: readonly Uint8Array[], bytes: number): Uint8Array {
    const sealed = Buffer.allocUnsafe(bytes + Math.ceil(bytes / TEXT_BYTES_MAX) * (LENGTH_BYTES + TAG_BYTES))
    let at = 0
    for (const text of cut(parts, bytes)) {
      const [first] = text
      const message = this.noise.handshake.encrypt(text.length === 1 && first !== undefined ? first : Buffer.concat(text))
      at = sealed.writeUInt16BE(message.byteLength, at)
      for (const part of message instanceof Uint8Array ? [message] : message) {
        sealed.set(part, at)
        at += part.byteLength
      }
    }
    return sealed
  }

  /** In one system call, too, but from where it lies. @returns whether more may be written */
  #writeAll (parts: readonly Uint8Array[], bytes: number): boolean {
    const { socket } = this.tcp
    let isFree = true
    socket.cork()
    try {
      for (const text of cut(parts, bytes)) {
        const message = this.noise.handshake.encrypt(new Uint8ArrayList(...text))
        socket.write(Uint8Array.of(message.byteLength >>> 8, message.byteLength))
        for (const part of message instanceof Uint8Array ? [message] : message) isFree = socket.write(part)
      }
    } finally {
      socket.uncork()
    }
    return isFree
  }

  #boundBytes (): void {
    const { noise } = this
    if (noise.maxWriteBufferLength === undefined || this.#bytes <= noise.maxWriteBufferLength) return
    this.#parts = []
    this.#bytes = 0
    noise.abort(new OverloadedError('a connection that is not read (connectionQueueBytesMax)', 1_000))
  }
}

/** All of the parts, in texts of TEXT_BYTES_MAX; nothing is copied. */
function * cut (parts: readonly Uint8Array[], bytes: number): Generator<readonly Uint8Array[]> {
  if (bytes <= TEXT_BYTES_MAX) {
    yield parts
    return
  }
  let text: Uint8Array[] = []
  let room = TEXT_BYTES_MAX
  for (const part of parts) {
    for (let from = 0; from < part.length;) {
      const taken = Math.min(part.length - from, room)
      text.push(taken === part.length ? part : part.subarray(from, from + taken))
      from += taken
      room -= taken
      if (room > 0) continue
      yield text
      text = []
      room = TEXT_BYTES_MAX
    }
  }
  if (text.length > 0) yield text
}

function isLayer (stream: object): stream is Layer {
  const { onData, readBuffer, readStatus, remoteWriteStatus, status } = stream as Partial<Layer>
  return typeof onData === 'function' && typeof readBuffer?.byteLength === 'number' && typeof readStatus === 'string' && typeof remoteWriteStatus === 'string' && typeof status === 'string'
}

function isTcpLayer (stream: object): stream is TcpLayer {
  const { socket, close } = stream as Partial<TcpLayer>
  return isLayer(stream) && typeof close === 'function' && typeof socket?.write === 'function' && typeof socket.cork === 'function'
}

function isNoiseLayer (stream: object): stream is NoiseLayer {
  const { handshake, decoder } = stream as Partial<NoiseLayer>
  return isLayer(stream) && typeof handshake?.encrypt === 'function' && typeof handshake.decrypt === 'function' && typeof decoder?.decode === 'function' && typeof decoder.buffer.subarray === 'function'
}

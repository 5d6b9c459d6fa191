/** Frames over one libp2p stream, both ways: what is written in one turn of the event loop is one send, up to a third of what is under way. */
import type { Stream } from '@libp2p/interface'
import { OverloadedError, ProtocolError } from '../errors.js'
import { FrameReader, FrameWriter, type FrameReceiver } from '../rpc/frame-codec.js'
import type { Body } from '../rpc/rpc.js'
import { handOver } from './secure-wire.js'
import { collectAtTurnEnd, sendCollected } from './turn.js'
import { boundWindow, updateWindowSeldom } from './window-updates.js'

export const FRAME_STREAM_LIMITS = {
  /** Bytes that may wait for the other side to read; a sender beyond that is refused. */
  writeQueueBytesMax: 80 * 1024 * 1024,
  /** How long the other side may take no byte at all before it is cut off, milliseconds. */
  drainTimeoutMs: 10_000,
  /** How long a frame may take to arrive once it has begun: this, and a second more for each MiB. */
  frameTimeoutMs: 5_000,
  /** Bytes that wait for the other side to read, from which on it is not read either, until half of them are gone. */
  unreadBytesMax: 1024 * 1024,
  /** Pieces of what it sends meanwhile: the library keeps each, and one of a byte takes some hundred. More than a client has requests in flight. */
  unreadPiecesMax: 16 * 1024,
} as const

export interface FrameStreamInit {
  readonly frameBytesMax: number
  readonly receive: FrameReceiver
  /** Called once, when the stream can no longer be used. */
  readonly onClose: (error: Error | undefined) => void
  /** How many requests of this stream are not answered yet. */
  readonly underWay?: () => number
  /** Called when the other side will send no more. Without it the stream is closed then. */
  readonly onRemoteEnd?: () => void
  /** Told by how many bytes what has arrived of unfinished frames grew or shrank; false: too much is held already. */
  readonly hold?: (bytes: number) => boolean
  /** Whoever does not read what it gets is not read: for the side that answers. */
  readonly readsAsRead?: boolean
  /** Told by how many bytes what waits for the other side to read grew or shrank. */
  readonly onQueued?: (bytes: number) => void
  readonly limits?: Partial<Record<keyof typeof FRAME_STREAM_LIMITS, number>> | undefined
}

/**
 * So many frames of one turn are sent before it ends, for whoever gets them to work on them meanwhile, or such a part of the requests that
 * are under way on the stream, if that is more. Otherwise all that many callers have under way comes together in one long message, that one
 * process after the other works on while all others wait; in more pieces it costs more.
 */
export const FRAMES_AT_ONCE = 32
export const FRAMES_AT_ONCE_PART = 1 / 3

/** What is handed to the muxer at a time, so that its own write buffer stays small. */
const SEND_BYTES_MAX = 256 * 1024

export class FrameStream {
  readonly #limits: Record<keyof typeof FRAME_STREAM_LIMITS, number>
  readonly #reader: FrameReader
  #writer = new FrameWriter(Buffer.allocUnsafe)
  #queue: Uint8Array[] = []
  #queueBytes = 0
  #toldQueued = 0
  #flushing = false
  #framesCollected = 0
  #closed = false
  #drainTimer: NodeJS.Timeout | undefined
  /** What the stream itself held when that began. */
  #stuckBytes = 0
  #frameTimer: NodeJS.Timeout | undefined
  #frames = 0
  #heldBytes = 0
  #resting = false
  #unreadPieces = 0
  #remoteEnded = false
  /** Nothing will be written any more. */
  #isLast = false
  #heardAt = performance.now()

  constructor (private readonly stream: Stream, private readonly init: FrameStreamInit) {
    this.#limits = { ...FRAME_STREAM_LIMITS, ...init.limits }
    this.#reader = new FrameReader(init.frameBytesMax, (id, method, remainingMs, status, body) => {
      this.#frames++
      init.receive(id, method, remainingMs, status, body)
    })
    updateWindowSeldom(stream)
    if (init.readsAsRead === true) boundWindow(stream)
    handOver(stream, data => { this.#received(data) }, () => {
      if (this.#resting && ++this.#unreadPieces > this.#limits.unreadPiecesMax) this.abort(new OverloadedError('what a peer sends that does not read (unreadPiecesMax)', 1000))
    })
    stream.addEventListener('message', event => { this.#received(event.data) })
    stream.addEventListener('drain', () => { this.#drained() })
    const remoteEnd = (): void => {
      this.#remoteEnded = true
      // What it said last may not have been read.
      if (!this.#resting) this.#remoteEnd()
    }
    stream.addEventListener('remoteCloseWrite', remoteEnd)
    // That was said while a protocol was agreed on. What had come by then is handed on in a microtask, which is due before this one.
    if (stream.remoteWriteStatus === 'closed') queueMicrotask(remoteEnd)
    stream.addEventListener('close', event => { this.#ended(event.error) })
  }

  get isOpen (): boolean { return !this.#closed && this.stream.status === 'open' }
  /** When something last arrived, and be it a part of a frame, or this began; on performance.now(). */
  get heardAt (): number { return this.#heardAt }
  /** Bytes that wait for the other side to read, but for those of this turn. */
  get queuedBytes (): number { return this.#queueBytes }

  /** @throws OverloadedError when too much is waiting for the other side to read */
  request (id: number, method: number, remainingMs: number, body: Body): void {
    this.#admit(body.byteLength)
    this.#writer.request(id, method, remainingMs, body)
    this.#flushSoon()
  }

  /** Writes an answer. A client that asks and does not read is cut off. */
  response (id: number, status: number, body: Body): void {
    if (this.#closed) return
    try {
      this.#admit(body.byteLength)
    } catch (error) {
      this.abort(error as Error)
      return
    }
    this.#writer.response(id, status, body)
    this.#flushSoon()
  }

  abort (error: Error): void {
    if (this.#closed) return
    this.#ended(error)
    this.stream.abort(error)
  }

  async close (timeoutMs = 500): Promise<void> {
    if (this.#closed) return
    this.#flush()
    this.#ended(undefined)
    await this.stream.close({ signal: AbortSignal.timeout(timeoutMs) }).catch(() => { this.stream.abort(new Error('closed')) })
  }

  /** Closes it when the other side has taken all that was written. */
  closeWhenTaken (): void {
    this.#isLast = true
    this.#flush()
    this.#closeIfTaken()
  }

  #closeIfTaken (): void {
    if (this.#isLast && this.#queue.length === 0) void this.close(this.#limits.drainTimeoutMs)
  }

  #admit (bytes: number): void {
    if (this.#queueBytes + this.#writer.byteLength + bytes > this.#limits.writeQueueBytesMax) {
      throw new OverloadedError('the write queue to a peer (writeQueueBytesMax)', 100)
    }
  }

  #flushSoon (): void {
    this.#framesCollected++
    if (!this.#flushing) {
      this.#flushing = true
      collectAtTurnEnd(() => {
        this.#flushing = false
        this.#framesCollected = 0
        this.#flush()
      })
    }
    if (this.#framesCollected >= FRAMES_AT_ONCE && this.#framesCollected >= FRAMES_AT_ONCE_PART * (this.init.underWay?.() ?? 0)) sendCollected()
  }

  #flush (): void {
    if (this.#closed) return
    if (this.#writer.byteLength > 0) {
      this.#queueBytes += this.#writer.byteLength
      this.#queue.push(...this.#writer.take())
    }
    this.#pump()
    this.#tellQueued()
  }

  #pump (): void {
    while (this.#queue.length > 0 && !this.stream.writableNeedsDrain) {
      const next = this.#queue[0] as Uint8Array
      const piece = next.byteLength <= SEND_BYTES_MAX ? next : next.subarray(0, SEND_BYTES_MAX)
      if (piece === next) this.#queue.shift()
      else this.#queue[0] = next.subarray(SEND_BYTES_MAX)
      this.#queueBytes -= piece.byteLength
      try {
        this.stream.send(piece)
      } catch (error) {
        this.abort(error as Error)
        return
      }
    }
    if (this.stream.writableNeedsDrain && this.#drainTimer === undefined) {
      this.#stuckBytes = this.stream.writeBufferLength
      this.#drainTimer = setTimeout(() => { this.abort(new OverloadedError('a peer that does not read (drainTimeoutMs)', 1000)) }, this.#limits.drainTimeoutMs).unref()
    }
  }

  #drained (): void {
    // The stream sends what is left in its own buffer a microtask after this event, and may be full again by that. Were more sent before,
    // each event would add a piece to that buffer, until it is too long and the stream ends for it.
    queueMicrotask(() => {
      if (this.#closed) return
      // The connection may go on for others, and the other side take nothing of this stream.
      if (!this.stream.writableNeedsDrain || this.stream.writeBufferLength !== this.#stuckBytes) {
        clearTimeout(this.#drainTimer)
        this.#drainTimer = undefined
      }
      this.#pump()
      this.#tellQueued()
      this.#closeIfTaken()
    })
  }

  #remoteEnd (): void {
    if (this.init.onRemoteEnd === undefined) void this.close()
    else if (!this.#closed) this.init.onRemoteEnd()
  }

  #restOrRead (): void {
    const { unreadBytesMax } = this.#limits
    if (this.#closed || this.init.readsAsRead !== true || this.#resting === this.#queueBytes > (this.#resting ? unreadBytesMax / 2 : unreadBytesMax)) return
    this.#resting = !this.#resting
    this.#unreadPieces = 0
    // What is not read cannot arrive: a frame that has begun gets its time anew.
    clearTimeout(this.#frameTimer)
    this.#frameTimer = undefined
    try {
      if (this.#resting) this.stream.pause()
      else this.stream.resume()
    } catch { /* the other side has ended; there is nothing more to read */ }
    if (this.#reader.pendingBytes > 0) this.#watchFrame()
    if (!this.#resting && this.#remoteEnded) this.#remoteEnd()
  }

  #tellQueued (): void {
    this.#restOrRead()
    const grown = this.#queueBytes - this.#toldQueued
    this.#toldQueued = this.#queueBytes
    if (grown !== 0) this.init.onQueued?.(grown)
  }

  #received (data: Uint8Array | Iterable<Uint8Array>): void {
    if (this.#closed) return
    this.#heardAt = performance.now()
    try {
      if (data instanceof Uint8Array) this.#reader.push(data)
      else for (const chunk of data) this.#reader.push(chunk)
    } catch (error) {
      this.abort(error as Error)
      return
    }
    const { pendingBytes } = this.#reader
    if (pendingBytes > 0) this.#watchFrame()
    if (pendingBytes !== this.#heldBytes && !this.#hold(pendingBytes)) {
      this.abort(new OverloadedError('the bytes of requests in work (heldBytesMax)', 100))
    }
  }

  #hold (bytes: number): boolean {
    // What it was answered can have ended it, while the rest of what had arrived was read.
    if (this.#closed && bytes > 0) return true
    const grown = bytes - this.#heldBytes
    this.#heldBytes = bytes
    return this.init.hold?.(grown) ?? true
  }

  /** Whoever begins a frame must finish it: one slow byte at a time does not hold memory for long. */
  #watchFrame (): void {
    if (this.#frameTimer !== undefined || this.#resting || this.#closed) return
    const begun = this.#frames
    const timeoutMs = this.#limits.frameTimeoutMs + this.#reader.pendingNeed / 1048
    this.#frameTimer = setTimeout(() => {
      this.#frameTimer = undefined
      if (this.#closed || this.#reader.pendingBytes === 0) return
      if (this.#frames === begun) this.abort(new ProtocolError('a frame was begun and not finished in time'))
      else this.#watchFrame()
    }, timeoutMs).unref()
  }

  #ended (error: Error | undefined): void {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#drainTimer)
    clearTimeout(this.#frameTimer)
    this.#hold(0)
    this.#queue = []
    this.#queueBytes = 0
    this.#tellQueued()
    this.#writer = new FrameWriter(Buffer.allocUnsafe)
    this.init.onClose(error)
  }
}

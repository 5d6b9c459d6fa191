/**
 * Bounds what the other side of a connection may ask of the muxer. Yamux answers every ping, makes a stream of every
 * SYN, keeps what has arrived of a frame however long it says that it is, and queues its answers to whoever does not
 * read them: all of it before anybody has said hello, and most of it for 12 bytes each.
 *
 * Frames as in yamux's specification (github.com/hashicorp/yamux, spec.md): a header of 12 bytes (version, type,
 * flags, stream, length), and a body of `length` bytes where the type is data.
 */
import type { MessageStream, Stream, StreamMuxer, StreamMuxerFactory } from '@libp2p/interface'
import { Uint8ArrayList } from 'uint8arraylist'
import { OverloadedError, ProtocolError } from '../errors.js'
import { agreedOn, boundAnswers } from './negotiation.js'
import { handOver } from './secure-wire.js'
import { TokenBucket } from './token-bucket.js'

type Bytes = Uint8Array | Uint8ArrayList

/** At once, and a second. */
export interface Rate { readonly burst: number, readonly perSecond: number }

/** What one side may send. Of a second of 0: in all. `updates`: frames without data, which cost their sender nothing. */
export interface Allowance { readonly frames: Rate, readonly updates: Rate, readonly streams: Rate, readonly pings: Rate, readonly bytes: Rate }

const ENDLESS: Rate = { burst: Infinity, perSecond: 0 }

/** Before a hello: all that a connection may ever send. */
export const STRANGER_ALLOWANCE: Allowance = {
  frames: { burst: 1_024, perSecond: 0 }, updates: { burst: 1_024, perSecond: 0 }, streams: { burst: 24, perSecond: 0 }, pings: { burst: 16, perSecond: 0 }, bytes: { burst: 256 * 1024, perSecond: 0 },
}
/** Of a client's key, all its connections together. A frame of data is all the requests of one turn of the event loop. */
export const CLIENT_ALLOWANCE: Allowance = {
  frames: { burst: 16_000, perSecond: 8_000 }, updates: { burst: 8_000, perSecond: 2_000 }, streams: { burst: 64, perSecond: 16 }, pings: { burst: 64, perSecond: 4 }, bytes: ENDLESS,
}
/** Of the key of a peer or an admin. */
export const PEER_ALLOWANCE: Allowance = {
  frames: { burst: 400_000, perSecond: 80_000 }, updates: { burst: 400_000, perSecond: 80_000 }, streams: { burst: 1_024, perSecond: 256 }, pings: { burst: 256, perSecond: 64 }, bytes: ENDLESS,
}

export const MUXER_LIMITS = {
  /** Of one frame. The library sends as much at once as waits on a stream: `writeBufferBytesMax` at most. */
  frameBytesMax: 1024 * 1024 + 64 * 1024,
  /** Of one that has begun, what arrives is handed to the library in pieces of so many bytes at least. */
  pieceBytesMin: 1024,
  /** Bytes that wait for the other side of a connection to read, all streams together. */
  connectionQueueBytesMax: 8 * 1024 * 1024,
  /** How long a connection may take no byte at all, milliseconds. */
  stuckMsMax: 10_000,
  /** How long a connection that asked for too much is kept, and not heard, before it is closed, milliseconds. */
  deafMs: 5_000,
} as const

export class Budget {
  readonly frames: TokenBucket
  readonly updates: TokenBucket
  readonly streams: TokenBucket
  readonly pings: TokenBucket
  readonly bytes: TokenBucket

  constructor (readonly allowance: Allowance, nowMs: number) {
    const bucket = ({ burst, perSecond }: Rate): TokenBucket => new TokenBucket(burst, perSecond, nowMs)
    this.frames = bucket(allowance.frames)
    this.updates = bucket(allowance.updates)
    this.streams = bucket(allowance.streams)
    this.pings = bucket(allowance.pings)
    this.bytes = bucket(allowance.bytes)
  }

  /** How long its side is not to be read, milliseconds: until what it has sent is within its rate. */
  waitMs (nowMs: number): number {
    if (this.allowance.frames.perSecond === 0) return 0
    return Math.max(this.frames.readyInMs(nowMs), this.updates.readyInMs(nowMs))
  }
}

const HEADER_BYTES = 12
const TYPE_DATA = 0
const TYPE_PING = 2
const FLAG_SYN = 1

/** Reads nothing but headers, and counts. */
export class FrameMeter {
  readonly #header = new Uint8Array(HEADER_BYTES)
  #headerBytes = 0
  #bodyBytes = 0
  frames = 0
  updates = 0
  streams = 0
  pings = 0

  /** Whether a frame has begun and is not whole. */
  get isWithinFrame (): boolean { return this.#headerBytes > 0 || this.#bodyBytes > 0 }

  /** Counts from zero again, and adds what is in a chunk. @throws ProtocolError for a frame that is too long */
  read (chunk: Uint8Array | Iterable<Uint8Array>, isMore = false): void {
    if (!isMore) this.frames = this.updates = this.streams = this.pings = 0
    if (!(chunk instanceof Uint8Array)) {
      for (const part of chunk) this.read(part, true)
      return
    }
    for (let at = 0; at < chunk.length;) {
      if (this.#bodyBytes > 0) {
        const skipped = Math.min(this.#bodyBytes, chunk.length - at)
        this.#bodyBytes -= skipped
        at += skipped
        continue
      }
      this.#header[this.#headerBytes++] = chunk[at++] ?? 0
      if (this.#headerBytes === HEADER_BYTES) this.#frame()
    }
  }

  #frame (): void {
    const header = this.#header
    this.#headerBytes = 0
    this.frames++
    const flags = header[3] ?? 0
    if (header[1] === TYPE_PING) this.pings++
    else if ((flags & FLAG_SYN) !== 0) this.streams++
    if (header[1] !== TYPE_DATA) {
      this.updates++
      return
    }
    this.#bodyBytes = ((header[8] ?? 0) * 256 + (header[9] ?? 0)) * 65_536 + (header[10] ?? 0) * 256 + (header[11] ?? 0)
    if (this.#bodyBytes > MUXER_LIMITS.frameBytesMax) throw new ProtocolError('a frame of the muxer that is too long')
  }
}

export interface MuxerGuardInit {
  /** Milliseconds since some fixed point. */
  readonly now: () => number
}

/**
 * Of a frame that is not whole, short pieces wait here until there are more: the library keeps a list of them, and takes one after the
 * other from its beginning, which for as many as a frame has bytes takes minutes.
 */
class Pieces {
  #held = NOTHING
  #heldBytes = 0

  /** @returns what is to be handed on now */
  add (data: Bytes, isWithinFrame: boolean): Bytes | undefined {
    const { pieceBytesMin } = MUXER_LIMITS
    // Not even nothing: the library would keep that, too.
    if (data.byteLength === 0) return undefined
    const isDue = !isWithinFrame || this.#heldBytes + data.byteLength >= pieceBytesMin
    if (isDue && this.#heldBytes === 0) return data
    if (isDue) {
      const all = new Uint8ArrayList(this.#held.subarray(0, this.#heldBytes), data)
      this.#held = NOTHING
      this.#heldBytes = 0
      return all
    }
    if (this.#heldBytes === 0) this.#held = new Uint8Array(pieceBytesMin)
    this.#held.set(data.subarray(), this.#heldBytes)
    this.#heldBytes += data.byteLength
    return undefined
  }
}

const NOTHING = new Uint8Array(0)

/** A muxer and the connection below it, as far as they are needed here. */
type GuardedMuxer = StreamMuxer & { onData: (data: Bytes) => void, onRemoteStream?: (stream: Stream) => void }
type GuardedWire = MessageStream & { maxWriteBufferLength?: number, readonly readStatus?: string, readonly sendPause?: () => void }

/** Of one connection. */
export class MuxerGuard {
  readonly #meter = new FrameMeter()
  /** Asked for each chunk: what somebody may changes when it has said hello. Until then nobody knows who it is. */
  budget: () => Budget
  #onFlood: ((error: Error) => void) | undefined
  #flooded: Error | undefined
  #isUsed = false

  constructor (private readonly init: MuxerGuardInit) {
    const stranger = new Budget(STRANGER_ALLOWANCE, init.now())
    this.budget = () => stranger
  }

  /** Whether the other side has begun a frame and not ended it. */
  get isWithinFrame (): boolean { return this.#meter.isWithinFrame }

  /** Whether the other side has opened a stream. */
  get isUsed (): boolean { return this.#isUsed }

  /** Called once, when the other side has asked for too much; its connection ends. */
  set onFlood (fn: (error: Error) => void) {
    this.#onFlood = fn
    if (this.#flooded !== undefined) fn(this.#flooded)
  }

  /**
   * @returns how long the other side is not to be read now, milliseconds
   * @throws ProtocolError, OverloadedError when the other side asks for too much
   */
  check (data: Uint8Array | Iterable<Uint8Array>, bytes: number): number {
    try {
      return this.#check(data, bytes)
    } catch (error) {
      this.#flooded = error as Error
      this.#onFlood?.(this.#flooded)
      throw error
    }
  }

  #check (data: Uint8Array | Iterable<Uint8Array>, bytes: number): number {
    const meter = this.#meter
    meter.read(data)
    if (meter.streams > 0) this.#isUsed = true
    const budget = this.budget()
    const now = this.init.now()
    if (!budget.bytes.take(bytes, now)) throw TOO_MUCH
    // A rate that was exceeded is kept by waiting, afterwards; what there is in all has an end.
    // Pieces of frames, and messages without anything in them, cost as much as frames do.
    if (!take(budget.frames, Math.max(1, meter.frames), now)) throw TOO_MANY_FRAMES
    if (meter.updates > 0 && !take(budget.updates, meter.updates, now)) throw TOO_MANY_FRAMES
    // All that there are must be allowed: a chunk may bring thousands.
    if (meter.streams > 0 && (meter.streams > budget.allowance.streams.burst || !budget.streams.take(meter.streams, now))) throw TOO_MANY_STREAMS
    if (meter.pings > 0 && (meter.pings > budget.allowance.pings.burst || !budget.pings.take(meter.pings, now))) throw TOO_MANY_PINGS
    return budget.waitMs(now)
  }
}

/** @returns whether there was one, or will be */
function take (bucket: TokenBucket, count: number, nowMs: number): boolean {
  if (bucket.take(count, nowMs)) return true
  bucket.charge(count, nowMs)
  return bucket.readyInMs(nowMs) < Infinity
}

const TOO_MUCH = new OverloadedError('the bytes before a hello', 1_000)
const TOO_MANY_FRAMES = new OverloadedError('the frames of a connection', 1_000)
const TOO_MANY_STREAMS = new OverloadedError('the new streams of a connection', 1_000)
const TOO_MANY_PINGS = new OverloadedError('the pings of a connection', 1_000)

const guards = new WeakMap<object, MuxerGuard>()

/** The guard of a connection that guardMuxer() has seen. */
export function guardOf (connection: object): MuxerGuard | undefined {
  const { muxer } = connection as { muxer?: object }
  return muxer === undefined ? undefined : guards.get(muxer)
}

/** A muxer factory, each of whose muxers is guarded. */
export function guardMuxer (factory: StreamMuxerFactory, init: MuxerGuardInit): StreamMuxerFactory {
  const create = factory.createStreamMuxer.bind(factory)
  factory.createStreamMuxer = wire => {
    agreedOn(wire)
    const muxer = create(wire) as GuardedMuxer
    const onRemoteStream = muxer.onRemoteStream?.bind(muxer)
    if (onRemoteStream !== undefined) {
      muxer.onRemoteStream = stream => {
        boundAnswers(stream, () => stream.protocol !== '')
        onRemoteStream(stream)
      }
    }
    const guard = new MuxerGuard(init)
    guards.set(muxer, guard)
    const onData = muxer.onData.bind(muxer)
    const pieces = new Pieces()
    let ended = false
    muxer.onData = data => {
      if (ended) return
      let waitMs: number
      try {
        waitMs = guard.check(data, data.byteLength)
      } catch (error) {
        ended = true
        turnDeaf(wire, muxer, error as Error)
        return
      }
      const due = pieces.add(data, guard.isWithinFrame)
      if (due !== undefined) onData(due)
      if (waitMs > 0 && wire.status === 'open') rest(wire, waitMs)
    }
    handOver(wire, data => {
      try {
        muxer.onData(data)
      } catch (error) {
        muxer.abort(error as Error)
        wire.abort(error as Error)
      }
    })
    boundQueue(wire)
    return muxer
  }
  return factory
}

/**
 * Ends a connection that asks for too much: nothing of it is read or answered from now on. It is closed a while later:
 * whoever is cut off is back at once, which costs a handshake; whoever is not heard waits.
 */
function turnDeaf (wire: GuardedWire, { streams }: GuardedMuxer, error: Error): void {
  wire.pause()
  for (const stream of [...streams]) stream.abort(error)
  const timer = setTimeout(() => { wire.abort(error) }, MUXER_LIMITS.deafMs).unref()
  wire.addEventListener('close', () => { clearTimeout(timer) })
}

/** Reads nothing for so long: the other side is slowed by its own socket. */
function rest (wire: GuardedWire, forMs: number): void {
  wire.pause()
  setTimeout(() => {
    if (wire.status !== 'open' || wire.readStatus !== 'paused') return
    wire.resume()
    // What had been held back came with that, and may have been too much again: the library goes on with the socket all the same.
    if (isPaused(wire)) wire.sendPause?.()
  }, forMs).unref()
}

function isPaused ({ readStatus }: GuardedWire): boolean { return readStatus === 'paused' }

/** What is written and not read has an end, in bytes and in time. */
function boundQueue (wire: GuardedWire): void {
  wire.maxWriteBufferLength = MUXER_LIMITS.connectionQueueBytesMax
  let stuck: NodeJS.Timeout | undefined
  const watch = (): void => {
    if (!wire.writableNeedsDrain || wire.status !== 'open') return
    stuck ??= setTimeout(() => { wire.abort(new OverloadedError('a connection that is not read (stuckMsMax)', 1_000)) }, MUXER_LIMITS.stuckMsMax).unref()
  }
  const free = (): void => {
    clearTimeout(stuck)
    stuck = undefined
  }
  const send = wire.send.bind(wire)
  wire.send = data => {
    const isFree = send(data)
    if (!isFree) watch()
    return isFree
  }
  wire.addEventListener('drain', () => {
    free()
    // What waits is sent after this event, and may fill the connection again.
    setImmediate(watch)
  })
  wire.addEventListener('close', free)
}

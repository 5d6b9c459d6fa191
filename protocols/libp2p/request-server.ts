/** The answering side: serves the methods of one protocol on every stream that a peer opens for it. */
import type { Connection, Stream } from '@libp2p/interface'
import { DeadlineExceededError, MessageTooLargeError, NotAuthorizedError, NotReadyError, OverloadedError, P2pkvError, ProtocolError } from '../errors.js'
import type { NodeId } from '../record/node-id.js'
import { FRAME_OVERHEAD_MAX } from '../rpc/frame-codec.js'
import type { Body, ProtocolName, Rpc } from '../rpc/rpc.js'
import { toStatus } from '../rpc/status.js'
import { FRAME_STREAM_LIMITS, FrameStream } from './frame-stream.js'
import type { ServerMemory } from './server-memory.js'
import { sendCollected } from './turn.js'

export const REQUEST_SERVER_LIMITS = {
  /** Requests of one stream in work at a time; one more is answered busy at once. */
  inWorkMax: 4096,
} as const

/** Longer requests of somebody who is not served are not even read. */
const REFUSED_FRAME_BYTES_MAX = 64 * 1024

export interface Caller { readonly id: NodeId }
export type RequestHandler<Q, R> = (from: Caller, body: Q, options: { readonly deadline: number }) => Promise<R>

/** Asked before a request is decoded; an error refuses it, and is encoded once however often it is returned. */
export type RequestRefusal = (from: Caller, bodyBytes: number) => P2pkvError | undefined

export interface RequestServerInit {
  readonly protocol: ProtocolName
  /** Shared by all servers of this process. */
  readonly memory: ServerMemory
  /** How long what is read now may have waited for this process, milliseconds; see LoopWatch. */
  readonly lateMs: () => number
  readonly limits?: Partial<Record<keyof typeof REQUEST_SERVER_LIMITS | keyof typeof FRAME_STREAM_LIMITS, number>> | undefined
  /** Told of every request that was begun: how long it took and what came of it, `ok` or the code of an error. */
  readonly onServed?: (request: string, elapsedMs: number, outcome: string) => void
  /** Told of what a handler threw that is no P2pkvError: a bug. */
  readonly onBug: (method: string, error: unknown) => void
  /** Whether this peer is served at all; absent: everybody is. */
  readonly mayOpen?: ((from: NodeId) => boolean) | undefined
  /** Told of a stream that was ended because of what arrived on it. */
  readonly onBadStream: (from: NodeId, error: Error) => void
}

interface Served { readonly rpc: Rpc<unknown, unknown>, readonly handler: RequestHandler<unknown, unknown>, readonly refusal: RequestRefusal | undefined }
interface Status { readonly status: number, readonly body: Body }

export class RequestServer {
  readonly #methods = new Map<number, Served>()
  readonly #streams = new Set<FrameStream>()
  #frameBytesMax = 0
  #stopping = false

  readonly #limits: Record<keyof typeof REQUEST_SERVER_LIMITS, number>
  readonly #encoded = new WeakMap<P2pkvError, Status>()

  constructor (private readonly init: RequestServerInit) {
    this.#limits = { ...REQUEST_SERVER_LIMITS, ...init.limits }
  }

  /** Streams that peers have open now. */
  get streams (): number { return this.#streams.size }

  add<Q, R> (rpc: Rpc<Q, R>, handler: RequestHandler<Q, R>, refusal?: RequestRefusal): void {
    this.#methods.set(rpc.method, { rpc, handler, refusal } as unknown as Served)
    this.#frameBytesMax = Math.max(this.#frameBytesMax, rpc.requestBytesMax + FRAME_OVERHEAD_MAX)
  }

  /** libp2p's stream handler. Nothing is thrown out of it. */
  readonly accept = (stream: Stream, connection: Connection): void => {
    // Reset while libp2p was still handing it over: nothing would tell of its end any more.
    if (stream.status !== 'open') return
    const from: Caller = { id: connection.remotePeer.toString() as NodeId }
    const { memory, protocol } = this.init
    let inWork = 0
    let ended = false
    const frames: FrameStream = new FrameStream(stream, {
      frameBytesMax: this.#serves(from) ? this.#frameBytesMax : Math.min(this.#frameBytesMax, REFUSED_FRAME_BYTES_MAX),
      limits: this.init.limits,
      hold: bytes => {
        memory.hold(bytes)
        return bytes <= 0 || memory.hasRoom(protocol, 0)
      },
      onQueued: bytes => { memory.queue(bytes) },
      underWay: () => inWork,
      readsAsRead: true,
      receive: (id, method, remainingMs, _status, body) => {
        const served = this.#methods.get(method)
        const leftMs = remainingMs - this.init.lateMs()
        const refusal = this.#refusal(served, from, body, leftMs, inWork)
        if (refusal !== undefined || served === undefined) {
          const { status, body: details } = this.#statusOf(refusal)
          frames.response(id, status, details)
          return
        }
        inWork++
        memory.hold(body.byteLength)
        this.#serve(served, from, body, leftMs, ({ status, body: answer }) => {
          inWork--
          memory.hold(-body.byteLength)
          frames.response(id, status, answer)
          if (ended && inWork === 0) frames.closeWhenTaken()
        })
      },
      // Whoever has said all it wanted still gets its answers.
      onRemoteEnd: () => {
        ended = true
        if (inWork === 0) frames.closeWhenTaken()
      },
      onClose: error => {
        this.#streams.delete(frames)
        memory.forget(frames)
        if (error instanceof P2pkvError && error.code !== 'PEER_UNREACHABLE') this.init.onBadStream(from.id, error)
      },
    })
    this.#streams.add(frames)
    memory.watch(frames)
  }

  async close (): Promise<void> {
    this.#stopping = true
    await Promise.all([...this.#streams].map(async frames => { await frames.close() }))
    // Whoever stops a node ends its sockets in the same turn.
    sendCollected()
  }

  #serves ({ id }: Caller): boolean { return this.init.mayOpen?.(id) ?? true }

  /** Why a request is not begun. Cheap: whoever asks for ten times too much is refused most of the time. */
  #refusal (served: Served | undefined, from: Caller, body: Uint8Array, leftMs: number, inWork: number): P2pkvError | undefined {
    if (this.#stopping) return STOPPING
    if (!this.#serves(from)) return NOT_SERVED
    if (served === undefined) return new ProtocolError('an unknown kind of request')
    if (body.byteLength > served.rpc.requestBytesMax) return new ProtocolError('a request that is longer than its kind may be')
    // What nobody waits for any more is not begun.
    if (leftMs <= 0) return EXPIRED
    if (!this.init.memory.hasRoom(this.init.protocol, body.byteLength)) return MEMORY_FULL
    if (inWork >= this.#limits.inWorkMax) return STREAM_FULL
    return served.refusal?.(from, body.byteLength)
  }

  #statusOf (refusal: P2pkvError | undefined): Status {
    if (refusal === undefined) return toStatus(refusal)
    let status = this.#encoded.get(refusal)
    if (status === undefined) this.#encoded.set(refusal, status = toStatus(refusal))
    return status
  }

  /** Not an async function: each makes three times as much garbage. */
  #serve ({ rpc, handler }: Served, from: Caller, body: Uint8Array, leftMs: number, answered: (answer: Status) => void): void {
    const start = performance.now()
    const end = (status: Status, outcome: string): void => {
      this.init.onServed?.(rpc.name, performance.now() - start, outcome)
      answered(status)
    }
    const fail = (error: unknown): void => {
      if (!(error instanceof P2pkvError)) this.init.onBug(rpc.name, error)
      end(toStatus(error), error instanceof P2pkvError ? error.code : 'INTERNAL')
    }
    let work: Promise<unknown>
    try {
      work = handler(from, rpc.request.decode(body), { deadline: start + Math.min(leftMs, REQUEST_MS_MAX) })
    } catch (error) {
      fail(error)
      return
    }
    work.then(answer => {
      let encoded: Body
      try {
        encoded = encodedAnswer(rpc, answer)
      } catch (error) {
        fail(error)
        return
      }
      end({ status: 0, body: encoded }, 'ok')
    }, fail)
  }
}

function encodedAnswer<Q, R> (rpc: Rpc<Q, R>, answer: R): Body {
  const encoded = rpc.response.encodeParts?.(answer) ?? rpc.response.encode(answer)
  // Too long for its kind: what was done is done, only the answer is lost.
  if (encoded.byteLength > rpc.responseBytesMax) throw new MessageTooLargeError(encoded.byteLength, rpc.responseBytesMax, { outcome: 'applied' })
  return encoded
}

const NOT_SERVED = new NotAuthorizedError('this protocol is not for this key')
const STOPPING = new NotReadyError('this peer is stopping')
const EXPIRED = new DeadlineExceededError('the deadline had passed before the request was begun', { outcome: 'none' })
const MEMORY_FULL = new OverloadedError('the bytes of requests in work (heldBytesMax)', 100)
const STREAM_FULL = new OverloadedError('the requests of one stream (inWorkMax)', 50)

/** Nobody waits longer than this for one request, whatever the frame says. */
const REQUEST_MS_MAX = 10 * 60_000

/**
 * The asking side: one long-lived stream for each (peer, protocol), opened by the first request,
 * opened again after it failed. A stream for each request is 50 to 100 times slower.
 */
import type { Stream } from '@libp2p/interface'
import { DeadlineExceededError, OverloadedError, P2pkvError, PeerUnreachableError } from '../errors.js'
import type { Body } from '../rpc/rpc.js'
import { fromStatus } from '../rpc/status.js'
import { FRAME_STREAM_LIMITS, FrameStream } from './frame-stream.js'

export const REQUEST_STREAM_LIMITS = {
  /** Requests of this peer that wait for answers on one stream; one more is refused. */
  inFlightMax: 4096,
  /** So many requests in a row without an answer, ... */
  unansweredMax: 3,
  /** ... and nothing heard for so long: the stream is given up and opened anew, milliseconds. */
  silenceMsMax: 1_000,
  /** How long opening a stream may take, dial and handshake included, milliseconds. */
  openTimeoutMs: 10_000,
} as const

export type RequestStreamLimits = Partial<Record<keyof typeof REQUEST_STREAM_LIMITS | keyof typeof FRAME_STREAM_LIMITS, number>>

export interface RequestStreamInit {
  /** For messages. */
  readonly peer: string
  readonly frameBytesMax: number
  readonly limits?: RequestStreamLimits | undefined
  /** Opens a new stream; a rejection ends every request that waits for it, as not sent. */
  readonly open: (signal: AbortSignal) => Promise<Stream>
}

interface Pending {
  readonly resolve: (body: Uint8Array) => void
  readonly reject: (error: Error) => void
  /** On performance.now(). */
  readonly deadline: number
  /** What to send once the stream is open; undefined: sent. */
  waiting: { readonly method: number, readonly body: Body } | undefined
}

const ID_MAX = 0xffff_ffff

export class RequestStream {
  readonly #pending = new Map<number, Pending>()
  #nextId = 1
  #stream: FrameStream | undefined
  #opening: AbortController | undefined
  #sweep: NodeJS.Timeout | undefined
  #sweepAt = Infinity
  #closed = false
  readonly #limits: Record<keyof typeof REQUEST_STREAM_LIMITS, number>
  /** Requests that expired since the last answer. */
  #unanswered = 0

  constructor (private readonly init: RequestStreamInit) {
    this.#limits = { ...REQUEST_STREAM_LIMITS, ...init.limits }
  }

  get inFlight (): number { return this.#pending.size }

  /**
   * @param deadline on performance.now(), milliseconds
   * @returns the answer's body, a view
   */
  request (method: number, body: Body, deadline: number): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const { inFlightMax } = this.#limits
      if (this.#closed) return reject(new PeerUnreachableError('this peer is stopping', { outcome: 'none' }))
      if (this.#pending.size >= inFlightMax) return reject(new OverloadedError(`the requests in flight to ${this.init.peer} (inFlightMax)`, 50))
      const remainingMs = deadline - performance.now()
      if (remainingMs <= 0) return reject(new DeadlineExceededError('the deadline had passed before the request was sent', { outcome: 'none' }))
      const id = this.#takeId()
      const open = this.#stream?.isOpen === true ? this.#stream : undefined
      const pending: Pending = { resolve, reject, deadline, waiting: open === undefined ? { method, body } : undefined }
      // Before it is sent: that can end the stream, and all that is pending.
      this.#pending.set(id, pending)
      if (deadline < this.#sweepAt) this.#sweepLater(deadline)
      if (open === undefined) return this.#open()
      try {
        open.request(id, method, Math.ceil(remainingMs), body)
      } catch (error) {
        this.#pending.delete(id)
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what was thrown
        reject(error)
      }
    })
  }

  async close (): Promise<void> {
    this.#closed = true
    this.#opening?.abort()
    await this.#stream?.close()
    this.#failAll(new PeerUnreachableError('this peer is stopping'))
    clearTimeout(this.#sweep)
  }

  #takeId (): number {
    const id = this.#nextId
    this.#nextId = id === ID_MAX ? 1 : id + 1
    return this.#pending.has(id) ? this.#takeId() : id
  }

  #open (): void {
    if (this.#opening !== undefined) return
    const opening = new AbortController()
    this.#opening = opening
    const timer = setTimeout(() => { opening.abort() }, this.#limits.openTimeoutMs)
    // First of all: whoever hears that it failed may ask again at once, and that opens another.
    const ended = (): void => {
      clearTimeout(timer)
      this.#opening = undefined
    }
    this.init.open(opening.signal).then(stream => {
      ended()
      this.#opened(stream)
    }, (error: unknown) => {
      ended()
      this.#failAll(error instanceof P2pkvError ? error : new PeerUnreachableError(`${this.init.peer} cannot be reached: ${messageOf(error)}`, { outcome: 'none', cause: error }))
    })
  }

  #opened (stream: Stream): void {
    if (this.#closed) return stream.abort(new Error('stopping'))
    // Nobody listened when it ended, and nobody will be told again.
    if (stream.status !== 'open' || stream.remoteWriteStatus === 'closed') {
      stream.abort(new Error('ended'))
      this.#failAll(new PeerUnreachableError(`${this.init.peer} ended a stream as soon as it was opened`, { outcome: 'none' }))
      return
    }
    const frames = new FrameStream(stream, {
      frameBytesMax: this.init.frameBytesMax,
      limits: this.init.limits,
      underWay: () => this.#pending.size,
      receive: (id, _method, _remainingMs, status, body) => { this.#answered(id, status, body) },
      onClose: error => {
        if (this.#stream !== frames) return
        this.#stream = undefined
        this.#failAll(new PeerUnreachableError(`the connection to ${this.init.peer} was lost${error === undefined ? '' : `: ${messageOf(error)}`}`, { cause: error }))
      },
    })
    this.#stream = frames
    const now = performance.now()
    this.#unanswered = 0
    for (const [id, pending] of this.#pending) {
      const { waiting } = pending
      if (waiting === undefined) continue
      pending.waiting = undefined
      try {
        frames.request(id, waiting.method, Math.max(1, Math.ceil(pending.deadline - now)), waiting.body)
      } catch (error) {
        this.#pending.delete(id)
        pending.reject(error as Error)
      }
    }
  }

  #answered (id: number, status: number, body: Uint8Array): void {
    this.#unanswered = 0
    const pending = this.#pending.get(id)
    // A late answer to a request that was given up: nobody waits for it.
    if (pending === undefined) return
    this.#pending.delete(id)
    if (status === 0) pending.resolve(body)
    else pending.reject(fromStatus(status, body))
  }

  /** Whether a request was sent decides what its failure may say. */
  #failAll (error: P2pkvError): void {
    for (const [id, pending] of this.#pending) {
      this.#pending.delete(id)
      // What was sent on a stream that has ended may have been done, whatever the next one could not be opened for.
      pending.reject(pending.waiting === undefined ? new PeerUnreachableError(error.message, { outcome: 'unknown', cause: error }) : error)
    }
  }

  /** A host that vanished closes nothing: silence is all there is. Whoever opens the next stream finds out about the connection. */
  #giveUpIfSilent (now: number): void {
    if (this.#unanswered < this.#limits.unansweredMax || this.#stream === undefined || now - this.#stream.heardAt < this.#limits.silenceMsMax) return
    this.#unanswered = 0
    this.#stream.abort(new Error('no answers'))
  }

  /** One timer for the earliest deadline, not one for each request. */
  #sweepLater (atMs: number): void {
    clearTimeout(this.#sweep)
    this.#sweepAt = atMs
    this.#sweep = setTimeout(() => { this.#expire() }, Math.max(1, Math.ceil(atMs - performance.now()))).unref()
  }

  #expire (): void {
    const now = performance.now()
    let next = Infinity
    for (const [id, pending] of this.#pending) {
      if (pending.deadline > now) {
        next = Math.min(next, pending.deadline)
        continue
      }
      this.#pending.delete(id)
      if (pending.waiting !== undefined) {
        pending.reject(new PeerUnreachableError(`no connection to ${this.init.peer} in time; nothing was sent`, { outcome: 'none' }))
        continue
      }
      this.#unanswered++
      pending.reject(new DeadlineExceededError(`${this.init.peer} did not answer in time`, { outcome: 'unknown' }))
    }
    this.#sweepAt = Infinity
    this.#giveUpIfSilent(now)
    if (next < Infinity) this.#sweepLater(next)
  }
}

function messageOf (error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

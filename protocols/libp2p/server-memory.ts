/** What all request servers of one process hold for others: bytes of requests in work, and of answers that wait for a reader. */
import { OverloadedError } from '../errors.js'
import type { ProtocolName } from '../rpc/rpc.js'

export const SERVER_MEMORY_LIMITS = {
  /** Bytes of all requests in work and of frames that are still arriving; one more is answered busy. */
  heldBytesMax: 192 * 1024 * 1024,
  /** Bytes of answers that wait for peers to read, of all streams; who makes them wait most is cut off. */
  queuedBytesMax: 192 * 1024 * 1024,
} as const
export type ServerMemoryLimits = Partial<Record<keyof typeof SERVER_MEMORY_LIMITS, number>>

/**
 * The part of the whole that a protocol may fill: first goes what can wait, last what holds the cluster
 * together. Each has room for its largest request.
 */
const SHARE: Readonly<Record<ProtocolName, number>> = {
  probe: 1, membership: 1, admin: 1, hello: 1, join: 1, replicate: 0.9, get: 0.7, put: 0.7, scan: 0.7, sync: 0.5, transfer: 0.5,
}

/** A stream on which answers may wait. */
export interface QueueingStream {
  readonly queuedBytes: number
  abort: (error: Error) => void
}

export class ServerMemory {
  readonly #limits: Record<keyof typeof SERVER_MEMORY_LIMITS, number>
  readonly #streams = new Set<QueueingStream>()
  #heldBytes = 0
  #queuedBytes = 0

  constructor (limits: ServerMemoryLimits = {}) { this.#limits = { ...SERVER_MEMORY_LIMITS, ...limits } }

  get heldBytes (): number { return this.#heldBytes }
  get queuedBytes (): number { return this.#queuedBytes }

  hasRoom (protocol: ProtocolName, bytes: number): boolean {
    return this.#heldBytes + bytes <= SHARE[protocol] * this.#limits.heldBytesMax
  }

  /** @param bytes negative: let go */
  hold (bytes: number): void { this.#heldBytes += bytes }

  watch (stream: QueueingStream): void { this.#streams.add(stream) }

  forget (stream: QueueingStream): void { this.#streams.delete(stream) }

  /** Answers of so many more bytes wait (negative: fewer); beyond the limit the stream with most is cut off. */
  queue (bytes: number): void {
    this.#queuedBytes += bytes
    if (bytes <= 0 || this.#queuedBytes <= this.#limits.queuedBytesMax) return
    let greediest: QueueingStream | undefined
    for (const stream of this.#streams) if (stream.queuedBytes > (greediest?.queuedBytes ?? 0)) greediest = stream
    greediest?.abort(new OverloadedError('the answers that wait for slow readers (queuedBytesMax)', 1000))
  }
}

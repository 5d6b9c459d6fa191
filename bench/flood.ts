/**
 * The requests of bench/overload.ts, from a process of their own: frames that were encoded before, straight onto
 * streams, without retries. So it takes as little as can be of the processors that it shares with the daemons. It
 * asks as the worst of clients would, or holds back what ours does. Driven over the channel of fork().
 */
import { privateKeyFromProtobuf } from '@libp2p/crypto/keys'
import { multiaddr } from '@multiformats/multiaddr'
import { build, type Histogram } from 'hdr-histogram-js'
import { Window } from '../client/window.js'
import { systemEnvironment } from '../client/system-environment.js'
import { createNode, type KvLibp2p } from '../protocols/libp2p/create-node.js'
import { FrameStream } from '../protocols/libp2p/frame-stream.js'
import { Greeting } from '../protocols/libp2p/greeting.js'
import { PeerRequests } from '../protocols/libp2p/peer-requests.js'
import { protocolId } from '../protocols/libp2p/protocol-id.js'
import { GET } from '../protocols/get/get.js'
import { PUT } from '../protocols/put/put.js'
import { GET_RESPONSE_BYTES_MAX } from '../protocols/rpc/limits.js'
import { OverloadedError } from '../protocols/errors.js'
import { fromStatus, toStatus } from '../protocols/rpc/status.js'
import type { ClientKey } from './client-keys.js'

export interface FloodTarget { readonly peerId: string, readonly addresses: readonly string[] }

export interface FloodPhase {
  /** Requests that are out at any time (closed loop), … */
  readonly inFlight?: number
  /** … or a second, whatever becomes of them (open loop). */
  readonly perSecond?: number
  /** As our client does, but that nothing waits; else everything is sent, whatever is refused. */
  readonly hasWindows?: boolean
  readonly seconds: number
}

export interface FloodSetup {
  readonly cluster: string
  readonly targets: readonly FloodTarget[]
  /** Each a client of its own. */
  readonly clients: readonly ClientKey[]
  readonly keys: number
  readonly valueBytes: number
  /** Of 100 requests. */
  readonly putPercent: number
  /** What is answered later is worth nothing. */
  readonly timeoutMs: number
}

/** One second of a phase. */
export interface FloodSecond { offered: number, ok: number, p50Ms: number, p99Ms: number, readonly failed: Record<string, number> }

export type FloodMessage = { readonly type: 'setup', readonly setup: FloodSetup } | { readonly type: 'phase', readonly phase: FloodPhase }

const TICK_MS = 2
/** What waits to be sent on one stream; beyond that the machine cannot offer the rate. */
const QUEUE_BYTES_MAX = 256 * 1024
const REFUSED_MS = 20
const EMPTY = new Uint8Array()

interface Client { readonly node: KvLibp2p, readonly requests: PeerRequests }

/** One stream of one kind of request, and the requests on it that are out. */
class Lane {
  readonly out = new Map<number, { readonly dueMs: number, readonly sentMs: number, readonly isCounted: boolean }>()
  #frames: FrameStream | undefined
  #opening = false
  #nextId = 1

  constructor (private readonly client: Client, private readonly window: Window, private readonly cluster: string, private readonly target: FloodTarget, private readonly name: 'get' | 'put', private readonly ended: (dueMs: number, sentMs: number, status: number, body: Uint8Array) => void) {}

  async open (): Promise<void> {
    if (this.#opening) return
    this.#opening = true
    try {
      const connection = await this.client.node.dial(this.target.addresses.map(address => multiaddr(address)))
      await this.client.requests.greet(connection)
      const stream = await connection.newStream(protocolId(this.cluster, this.name))
      const frames: FrameStream = new FrameStream(stream, {
        frameBytesMax: GET_RESPONSE_BYTES_MAX,
        limits: { writeQueueBytesMax: QUEUE_BYTES_MAX },
        receive: (id, _method, _remainingMs, status, body) => {
          const request = this.out.get(id)
          this.out.delete(id)
          if (request === undefined) return
          if (request.isCounted) {
            if (status === OVERLOADED) this.window.refused(request.sentMs, RETRY_AFTER_MS)
            else this.window.left()
          }
          this.ended(request.dueMs, request.sentMs, status, body)
        },
        onClose: () => {
          if (this.#frames !== frames) return
          this.#frames = undefined
          for (const { dueMs, sentMs, isCounted } of this.out.values()) {
            if (isCounted) this.window.left()
            this.ended(dueMs, sentMs, LOST, EMPTY)
          }
          this.out.clear()
        },
      })
      this.#frames = frames
    } catch { /* tried again by the next request */ } finally { this.#opening = false }
  }

  /** @param isCounted only while there is room in the client's window @returns whether it was sent */
  send (dueMs: number, timeoutMs: number, body: Uint8Array, isCounted: boolean): 'sent' | 'not sent' | 'held back' {
    if (this.#frames?.isOpen !== true) {
      void this.open()
      return 'not sent'
    }
    if (isCounted && !this.window.enter()) return 'held back'
    const id = this.#nextId++
    try {
      this.#frames.request(id, 1, timeoutMs, body)
    } catch {
      if (isCounted) this.window.left()
      return 'not sent'
    }
    this.out.set(id, { dueMs, sentMs: performance.now(), isCounted })
    return 'sent'
  }
}

/** As a daemon says on average. */
const RETRY_AFTER_MS = 64
const { status: OVERLOADED } = toStatus(new OverloadedError('', 0))
/** A stream that ended before its answer. */
const LOST = -1

class Flood {
  readonly #gets: Uint8Array[]
  readonly #puts: Uint8Array[]
  readonly #getLanes: Lane[] = []
  readonly #putLanes: Lane[] = []
  #turn = 0
  #random = 1
  #seconds: FloodSecond[] = []
  #histograms: Histogram[] = []
  #startMs = 0
  #closedUntilMs = 0
  #hasWindows = false

  constructor (private readonly setup: FloodSetup) {
    const value = new Uint8Array(setup.valueBytes).fill(120)
    const keys = Array.from({ length: setup.keys }, (_, index) => Buffer.from(`load:${index}`))
    this.#gets = keys.map(key => GET.request.encode({ bucket: 'default', key, strict: false, notBefore: EMPTY }))
    this.#puts = keys.map(key => PUT.request.encode({ bucket: 'default', key, value, strict: false, context: EMPTY, ttlMs: 0, condition: 0, requestId: EMPTY, forwarded: false, durability: 0, returnPrevious: false, neverExpires: false }))
  }

  async open (): Promise<void> {
    const { clients, targets, cluster } = this.setup
    const ended = this.#ended.bind(this)
    for (const { identity, credentials } of clients) {
      const node = await createNode({ privateKey: privateKeyFromProtobuf(identity), listen: [] })
      await node.start()
      const client = { node, requests: new PeerRequests(node, { cluster, greeting: new Greeting({ credentials: () => credentials, accept: () => {} }) }) }
      for (const target of targets) {
        const window = new Window(systemEnvironment)
        this.#getLanes.push(new Lane(client, window, cluster, target, 'get', ended))
        this.#putLanes.push(new Lane(client, window, cluster, target, 'put', ended))
      }
    }
    await Promise.all([...this.#getLanes, ...this.#putLanes].map(lane => lane.open()))
  }

  async run ({ inFlight, perSecond = 0, hasWindows = false, seconds }: FloodPhase): Promise<FloodSecond[]> {
    this.#seconds = []
    this.#histograms = []
    this.#hasWindows = hasWindows
    this.#startMs = performance.now()
    const endMs = this.#startMs + seconds * 1_000
    this.#closedUntilMs = inFlight === undefined ? 0 : endMs
    for (let count = 0; count < (inFlight ?? 0); count++) this.#request(performance.now())
    let sent = 0
    while (performance.now() < endMs) {
      const due = Math.floor((performance.now() - this.#startMs) / 1_000 * perSecond)
      for (; sent < due; sent++) this.#request(this.#startMs + sent / perSecond * 1_000)
      await new Promise(resolve => setTimeout(resolve, TICK_MS))
    }
    const lanes = [...this.#getLanes, ...this.#putLanes]
    while (lanes.some(({ out }) => out.size > 0) && performance.now() < endMs + this.setup.timeoutMs) await new Promise(resolve => setTimeout(resolve, TICK_MS))
    return this.#seconds.map((second, index) => ({
      ...second,
      p50Ms: (this.#histograms[index]?.getValueAtPercentile(50) ?? 0) / 1_000,
      p99Ms: (this.#histograms[index]?.getValueAtPercentile(99) ?? 0) / 1_000,
    }))
  }

  #request (dueMs: number): void {
    const { putPercent, keys, timeoutMs } = this.setup
    const isPut = this.#below(100) < putPercent
    const lanes = isPut ? this.#putLanes : this.#getLanes
    const body = (isPut ? this.#puts : this.#gets)[this.#below(keys)]
    const lane = lanes[this.#turn++ % lanes.length]
    if (lane === undefined || body === undefined) return
    const sent = lane.send(dueMs, timeoutMs, body, this.#hasWindows)
    if (sent === 'sent') this.#second().offered++
    else this.#failed(sent)
  }

  #ended (dueMs: number, sentMs: number, status: number, body: Uint8Array): void {
    const now = performance.now()
    if (status === 0 && now - sentMs <= this.setup.timeoutMs) {
      this.#second().ok++
      this.#histograms[this.#index()]?.recordValue(Math.max(1, Math.round((now - dueMs) * 1_000)))
    } else this.#failed(status === 0 ? 'late' : status === LOST ? 'lost' : fromStatus(status, body).code)
    if (now >= this.#closedUntilMs) return
    // In a closed loop whoever was refused waits a little, as any client does.
    if (status === 0) setImmediate(() => { this.#request(performance.now()) })
    else setTimeout(() => { this.#request(performance.now()) }, REFUSED_MS)
  }

  #failed (code: string): void {
    const { failed } = this.#second()
    failed[code] = (failed[code] ?? 0) + 1
  }

  #index (): number { return Math.floor((performance.now() - this.#startMs) / 1_000) }

  #second (): FloodSecond {
    const index = this.#index()
    while (this.#seconds.length <= index) {
      this.#seconds.push({ offered: 0, ok: 0, p50Ms: 0, p99Ms: 0, failed: {} })
      this.#histograms.push(build({ lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 2 }))
    }
    return this.#seconds[index] as FloodSecond
  }

  #below (n: number): number {
    this.#random = Math.imul(this.#random, 1_664_525) + 1_013_904_223 >>> 0
    return Math.floor(this.#random / 2 ** 32 * n)
  }
}

// What fails is counted, not looked at.
Error.stackTraceLimit = 0
let flood: Flood | undefined
process.on('message', (message: FloodMessage) => {
  void (async () => {
    if (message.type === 'setup') {
      flood = new Flood(message.setup)
      await flood.open()
      process.send?.([])
    } else process.send?.(await flood?.run(message.phase) ?? [])
  })()
})
process.once('disconnect', () => { process.exit(0) })

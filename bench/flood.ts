/**
 * The requests of bench/overload.ts, from a process of their own: straight over request streams, with neither
 * the client's retries nor its budget, as the worst clients there are. Driven over the channel of fork().
 */
import { openTransport } from '../client/libp2p-transport.js'
import type { Peer, Transport } from '../client/transport.js'
import { P2pkvError } from '../protocols/errors.js'
import { GET } from '../protocols/get/get.js'
import { PUT } from '../protocols/put/put.js'
import { isNodeId } from '../protocols/record/node-id.js'
import { build } from 'hdr-histogram-js'

export interface FloodTarget { readonly peerId: string, readonly addresses: readonly string[] }

export interface FloodPhase {
  /** Requests that are out at any time (closed loop), … */
  readonly inFlight?: number
  /** … or a second, whatever becomes of them (open loop). */
  readonly perSecond?: number
  readonly seconds: number
}

export interface FloodSetup {
  readonly cluster: string
  readonly targets: readonly FloodTarget[]
  readonly clients: number
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

const TICK_MS = 5
/** Requests of an open loop that are out; beyond that this process is what is overloaded. */
const OUT_MAX = 20_000
// What fails is counted, not looked at.
Error.stackTraceLimit = 0

class Flood {
  readonly #peers: readonly Peer[]
  readonly #value: Uint8Array
  #transports: readonly Transport[] = []
  #next = 0
  #random = 1
  #out = 0
  #seconds: FloodSecond[] = []
  #histograms: Array<ReturnType<typeof build>> = []
  #startMs = 0

  constructor (private readonly setup: FloodSetup) {
    this.#peers = setup.targets.flatMap(({ peerId, addresses }) => isNodeId(peerId) ? [{ id: peerId, addresses }] : [])
    this.#value = new Uint8Array(setup.valueBytes).fill(120)
  }

  async open (): Promise<void> {
    this.#transports = await Promise.all(Array.from({ length: this.setup.clients }, async () => await openTransport({ cluster: this.setup.cluster })))
  }

  async run ({ inFlight, perSecond = 0, seconds }: FloodPhase): Promise<FloodSecond[]> {
    this.#seconds = []
    this.#histograms = []
    this.#startMs = performance.now()
    const endMs = this.#startMs + seconds * 1_000
    if (inFlight !== undefined) {
      await Promise.all(Array.from({ length: inFlight }, async () => { while (performance.now() < endMs) await this.#request(performance.now()) }))
    } else {
      let sent = 0
      while (performance.now() < endMs) {
        const due = Math.floor((performance.now() - this.#startMs) / 1_000 * perSecond)
        for (; sent < due; sent++) {
          if (this.#out < OUT_MAX) void this.#request(this.#startMs + sent / perSecond * 1_000)
          else this.#failed('not offered')
        }
        await new Promise(resolve => setTimeout(resolve, TICK_MS))
      }
      while (this.#out > 0) await new Promise(resolve => setTimeout(resolve, TICK_MS))
    }
    return this.#seconds.map((second, index) => ({
      ...second,
      p50Ms: (this.#histograms[index]?.getValueAtPercentile(50) ?? 0) / 1_000,
      p99Ms: (this.#histograms[index]?.getValueAtPercentile(99) ?? 0) / 1_000,
    }))
  }

  async #request (dueMs: number): Promise<void> {
    const { keys, putPercent, timeoutMs } = this.setup
    const turn = this.#next++
    const peer = this.#peers[turn % this.#peers.length]
    const transport = this.#transports[turn % this.#transports.length]
    if (peer === undefined || transport === undefined) throw new Error('nobody to ask')
    const key = Buffer.from(`load:${this.#below(keys)}`)
    this.#out++
    this.#second().offered++
    try {
      if (this.#below(100) < putPercent) await transport.request(peer, PUT, { bucket: 'default', key, value: this.#value, strict: false, context: EMPTY, ttlMs: 0, condition: 0, requestId: EMPTY, forwarded: false, durability: 0, returnPrevious: false, neverExpires: false }, { timeoutMs })
      else await transport.request(peer, GET, { bucket: 'default', key, strict: false, notBefore: EMPTY }, { timeoutMs })
      const index = this.#index()
      this.#second().ok++
      this.#histograms[index]?.recordValue(Math.max(1, Math.round((performance.now() - dueMs) * 1_000)))
    } catch (error) {
      if (!(error instanceof P2pkvError)) throw error
      this.#failed(error.code)
    } finally { this.#out-- }
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

const EMPTY = new Uint8Array()

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

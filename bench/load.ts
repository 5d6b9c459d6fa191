/**
 * Clients of a cluster of real daemons that check what they read: requests at a fixed rate (open loop, timed
 * from when each was due) or as many at a time as there are answers (closed loop).
 */
import { build, type Histogram } from 'hdr-histogram-js'
import { operatorOf } from '../cli/operator.js'
import { connect, P2pkvError, type KvClient } from '../client/index.js'
import type { DaemonProcess } from '../test/e2e/harness.js'
import { forEachParallel } from '../test/e2e/open-client.js'

export interface LoadInit {
  readonly keys: number
  readonly valueBytes: number
  /** Only primaries count, so that every read must see the last acknowledged write. */
  readonly strict: boolean
  /** Of 100 requests. */
  readonly putPercent: number
  readonly timeoutMs?: number
}

export interface LoadReport {
  readonly seconds: number
  readonly requests: number
  /** Reads that failed, or found nothing where a write was acknowledged. */
  readonly failedReads: number
  readonly failedWrites: number
  /** Reads that answered with less than what was acknowledged before they began. */
  readonly staleReads: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  /** Of reads alone. */
  readonly readP50Ms: number
  readonly readP99Ms: number
  /** Codes of the failures, with how many there were. */
  readonly failures: string
}

const FILL_IN_FLIGHT_MAX = 32
const FILL_TIMEOUT_MS = 60_000
/** Requests of an open loop that are out; beyond that the machine cannot offer the rate. */
const OUT_MAX = 4_096
const TICK_MS = 1

export class Load {
  /** For each key the newest version that was written, and that was acknowledged. 0: none. */
  readonly #written: Uint32Array
  readonly #acknowledged: Uint32Array
  /** Keys that a write is out for: a key has one writer at a time, so that versions have an order. */
  readonly #busy = new Set<number>()
  #clients: KvClient[] = []
  #next = 0
  #random = 1
  #histogram = newHistogram()
  #reads = newHistogram()
  #startedMs = performance.now()
  #failures = new Map<string, number>()
  #requests = 0
  #failedReads = 0
  #failedWrites = 0
  #staleReads = 0
  #stopping: (() => Promise<void>) | undefined

  constructor (private readonly init: LoadInit) {
    this.#written = new Uint32Array(init.keys)
    this.#acknowledged = new Uint32Array(init.keys)
  }

  get keys (): string[] { return [...this.#written.keys()].map(keyOf) }

  /** One client for each daemon, which prefers it and falls back on the others, as it does by default. */
  async connect (daemons: readonly DaemonProcess[]): Promise<void> {
    const before = this.#clients
    const addresses = daemons.map(({ file }) => file.addresses[0] ?? '')
    this.#clients = await Promise.all(daemons.map(async ({ file, operator }, index) =>
      await connect({ ...await operatorOf(operator), peers: [...addresses.slice(index), ...addresses.slice(0, index)], cluster: file.cluster, timeoutMs: this.init.timeoutMs })))
    await Promise.all(this.#clients.map(client => client.status({ timeoutMs: FILL_TIMEOUT_MS })))
    await Promise.all(before.map(client => client.close()))
  }

  /** That were answered or failed since the last report. */
  get requests (): number { return this.#requests }

  /** Writes every key once. @throws if one fails */
  async fill (): Promise<void> {
    await forEachParallel([...this.#written.keys()], FILL_IN_FLIGHT_MAX, async index => {
      for (let tries = 0; !await this.#put(index, false, FILL_TIMEOUT_MS); tries++) if (tries === 5) throw new Error(`a key could not be written: ${this.#failureText()}`)
    })
    this.report()
  }

  /** Requests of random keys, `perSecond` of them, until stop(). */
  start (perSecond: number): void {
    const startMs = performance.now()
    const open = new Set<Promise<void>>()
    let sent = 0
    const timer = setInterval(() => {
      // The first is due at once.
      const due = 1 + Math.floor((performance.now() - startMs) / 1_000 * perSecond)
      for (; sent < due && open.size < OUT_MAX; sent++) {
        const request = this.#request(startMs + sent / perSecond * 1_000).finally(() => open.delete(request))
        open.add(request)
      }
    }, TICK_MS)
    this.#stopping = async () => {
      clearInterval(timer)
      await Promise.all(open)
    }
    this.report()
  }

  /** Resolves when the last request has ended. */
  async stop (): Promise<void> {
    await this.#stopping?.()
    this.#stopping = undefined
  }

  /** What happened since the last report. */
  report (): LoadReport {
    const now = performance.now()
    const report = {
      seconds: (now - this.#startedMs) / 1_000,
      requests: this.#requests,
      failedReads: this.#failedReads,
      failedWrites: this.#failedWrites,
      staleReads: this.#staleReads,
      p50Ms: this.#histogram.getValueAtPercentile(50) / 1_000,
      p99Ms: this.#histogram.getValueAtPercentile(99) / 1_000,
      maxMs: this.#histogram.maxValue / 1_000,
      readP50Ms: this.#reads.getValueAtPercentile(50) / 1_000,
      readP99Ms: this.#reads.getValueAtPercentile(99) / 1_000,
      failures: this.#failureText(),
    }
    this.#histogram = newHistogram()
    this.#reads = newHistogram()
    this.#failures = new Map()
    this.#startedMs = now
    this.#requests = this.#failedReads = this.#failedWrites = this.#staleReads = 0
    return report
  }

  /** Reads every key with a strict quorum. @returns how many acknowledged writes are not there */
  async lost (): Promise<number> {
    let lost = 0
    await forEachParallel([...this.#acknowledged.keys()], FILL_IN_FLIGHT_MAX, async index => {
      const client = this.#clients[index % this.#clients.length]
      const result = await client?.get(keyOf(index), { strict: true, timeoutMs: 30_000 })
      if (versionOf(result?.value) < (this.#acknowledged[index] ?? 0)) lost++
    })
    return lost
  }

  /** Writes a new version of every key; which failed, and how. */
  async writeAll (strict = this.init.strict): Promise<void> {
    await forEachParallel([...this.#written.keys()], FILL_IN_FLIGHT_MAX, async index => { await this.#put(index, strict) })
  }

  async close (): Promise<void> {
    await this.stop()
    await Promise.all(this.#clients.map(client => client.close()))
  }

  async #request (dueMs: number): Promise<void> {
    const index = this.#below(this.init.keys)
    const isPut = this.#below(100) < this.init.putPercent && !this.#busy.has(index)
    if (isPut) await this.#put(index)
    else await this.#get(index)
    this.#requests++
    const tookUs = Math.max(1, Math.round((performance.now() - dueMs) * 1_000))
    this.#histogram.recordValue(tookUs)
    if (!isPut) this.#reads.recordValue(tookUs)
  }

  async #put (index: number, strict = this.init.strict, timeoutMs = this.init.timeoutMs): Promise<boolean> {
    const version = (this.#written[index] ?? 0) + 1
    this.#written[index] = version
    this.#busy.add(index)
    try {
      await this.#client().put(keyOf(index), valueOf(version, this.init.valueBytes), { strict, timeoutMs })
      this.#acknowledged[index] = version
      return true
    } catch (error) {
      this.#failedWrites++
      this.#failed(error)
      return false
    } finally { this.#busy.delete(index) }
  }

  async #get (index: number): Promise<void> {
    const acknowledged = this.#acknowledged[index] ?? 0
    try {
      const { value } = await this.#client().get(keyOf(index), { strict: this.init.strict })
      if (value === undefined && acknowledged > 0) {
        this.#failedReads++
        this.#failures.set('NOT_FOUND', (this.#failures.get('NOT_FOUND') ?? 0) + 1)
      } else if (versionOf(value) < acknowledged) this.#staleReads++
    } catch (error) {
      this.#failedReads++
      this.#failed(error)
    }
  }

  #client (): KvClient {
    const client = this.#clients[this.#next++ % this.#clients.length]
    if (client === undefined) throw new Error('connect() first')
    return client
  }

  #failed (error: unknown): void {
    if (!(error instanceof P2pkvError)) throw error
    const name = `${error.code}/${error.outcome}`
    this.#failures.set(name, (this.#failures.get(name) ?? 0) + 1)
  }

  #failureText (): string { return [...this.#failures].map(([name, count]) => `${name} ${count}`).join(', ') }

  #below (n: number): number {
    this.#random = Math.imul(this.#random, 1_664_525) + 1_013_904_223 >>> 0
    return Math.floor(this.#random / 2 ** 32 * n)
  }
}

function newHistogram (): Histogram { return build({ lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3 }) }

function keyOf (index: number): string { return `load:${index}` }

function valueOf (version: number, bytes: number): Uint8Array {
  const value = new Uint8Array(bytes).fill(120)
  new DataView(value.buffer).setUint32(0, version)
  return value
}

function versionOf (value: Uint8Array | undefined): number {
  return value === undefined || value.byteLength < 4 ? 0 : new DataView(value.buffer, value.byteOffset).getUint32(0)
}

import type { Caller, Network, RequestOptions, Timer } from '../../daemon/core/env.js'
import { DeadlineExceededError, PeerUnreachableError } from '../../protocols/errors.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import type { Rpc } from '../../protocols/rpc/rpc.js'
import { fromStatus, toStatus } from '../../protocols/rpc/status.js'
import type { Scheduler } from './scheduler.js'
import type { SimPrng } from './sim-prng.js'

export interface LinkQuality {
  readonly delayMsMin: number
  /** Mean of the exponential part that is added to the minimum. */
  readonly delayMsMean: number
  /** Of 1,000 messages, how many are lost, and how many gossip messages arrive twice. */
  readonly lossPerMille: number
  readonly duplicatePerMille: number
}

export const GOOD_LINK: LinkQuality = { delayMsMin: 0.2, delayMsMean: 0.3, lossPerMille: 0, duplicatePerMille: 0 }

type Handler = (from: Caller, body: Uint8Array, options: RequestOptions) => Promise<{ status: number, body: Uint8Array }>

/** All links between all simulated peers: who reaches whom, how slowly, and what gets lost. */
export class SimFabric {
  quality: LinkQuality = GOOD_LINK
  messages = 0
  bytes = 0
  readonly #peers = new Map<NodeId, SimNetwork>()
  readonly #cut = new Set<string>()

  constructor (readonly scheduler: Scheduler, readonly prng: SimPrng) {}

  attach (network: SimNetwork): void { this.#peers.set(network.self, network) }
  detach (network: SimNetwork): void {
    if (this.#peers.get(network.self) !== network) return
    this.#peers.delete(network.self)
    for (const other of this.#peers.values()) other.linkChanged(network.self, false)
  }

  find (peer: NodeId): SimNetwork | undefined { return this.#peers.get(peer) }
  all (): SimNetwork[] { return [...this.#peers.values()] }

  /** Cuts or mends the link from `from` to `to`, one way. */
  setCut (from: NodeId, to: NodeId, cut: boolean): void {
    if (cut) this.#cut.add(`${from} ${to}`)
    else this.#cut.delete(`${from} ${to}`)
  }

  heal (): void {
    this.#cut.clear()
    this.quality = GOOD_LINK
  }

  isCut (from: NodeId, to: NodeId): boolean { return this.#cut.has(`${from} ${to}`) }

  /** Delivers after the link's delay, or never. */
  deliver (from: NodeId, to: NodeId, bytes: number, fn: () => void): void {
    this.messages++
    this.bytes += bytes
    if (this.isCut(from, to) || this.prng.chance(this.quality.lossPerMille, 1000)) return
    const delayMs = this.quality.delayMsMin - this.quality.delayMsMean * Math.log(1 - this.prng.unit())
    this.scheduler.after(delayMs, () => { if (!this.isCut(from, to)) fn() })
  }
}

/** One run of one peer's network. A crash ends it: nothing that was pending ever settles. */
export class SimNetwork implements Network {
  readonly #handlers = new Map<string, Handler>()
  readonly #subscribers = new Map<string, Array<(from: NodeId, body: Uint8Array) => void>>()
  readonly #linkListeners: Array<(peer: NodeId, up: boolean) => void> = []
  #alive = true

  constructor (private readonly fabric: SimFabric, readonly self: NodeId, private readonly monotonic: () => number) {
    fabric.attach(this)
  }

  crash (): void {
    this.#alive = false
    this.fabric.detach(this)
  }

  async request<Q, R> (to: NodeId, rpc: Rpc<Q, R>, body: Q, { deadline }: RequestOptions): Promise<R> {
    const { fabric, self } = this
    const { scheduler } = fabric
    const bytes = rpc.request.encode(body)
    const remainingMs = deadline - this.monotonic()
    const answer = await new Promise<{ status: number, body: Uint8Array }>((resolve, reject) => {
      const settle = (fn: () => void): void => {
        timer.cancel()
        if (this.#alive) fn()
      }
      const timer: Timer = scheduler.after(remainingMs, () => { settle(() => { reject(new DeadlineExceededError(`${rpc.name} was not answered in time`, { outcome: 'unknown' })) }) })
      if (fabric.find(to) === undefined) {
        // Nobody listens there: the machine refuses the connection.
        scheduler.after(fabric.quality.delayMsMin, () => { settle(() => { reject(new PeerUnreachableError(`${to} is down`, { outcome: 'none' })) }) })
        return
      }
      fabric.deliver(self, to, bytes.byteLength, () => {
        const target = fabric.find(to)
        if (target === undefined) {
          settle(() => { reject(new PeerUnreachableError(`${to} went down`, { outcome: 'unknown' })) })
          return
        }
        void target.serve(self, rpc, bytes, remainingMs).then(result => {
          if (fabric.find(to) !== target) {
            settle(() => { reject(new PeerUnreachableError(`${to} went down`, { outcome: 'unknown' })) })
            return
          }
          fabric.deliver(to, self, result.body.byteLength, () => { settle(() => { resolve(result) }) })
        })
      })
    })
    if (answer.status !== 0) throw fromStatus(answer.status, answer.body)
    return rpc.response.decode(answer.body)
  }

  async serve<Q, R> (from: NodeId, rpc: Rpc<Q, R>, body: Uint8Array, remainingMs: number): Promise<{ status: number, body: Uint8Array }> {
    const handler = this.#handlers.get(rpc.name)
    if (handler === undefined) return toStatus(new PeerUnreachableError(`${rpc.name} is not served`))
    return await handler({ id: from }, body, { deadline: this.monotonic() + remainingMs })
  }

  handle<Q, R> (rpc: Rpc<Q, R>, fn: (from: Caller, body: Q, options: RequestOptions) => Promise<R>): void {
    this.#handlers.set(rpc.name, async (from, body, options) => {
      try {
        return { status: 0, body: rpc.response.encode(await fn(from, rpc.request.decode(body), options)) }
      } catch (error) {
        return toStatus(error)
      }
    })
  }

  publish (topic: string, body: Uint8Array): void {
    for (const other of this.fabric.all()) {
      if (other.self === this.self) continue
      const copies = this.fabric.prng.chance(this.fabric.quality.duplicatePerMille, 1000) ? 2 : 1
      for (let copy = 0; copy < copies; copy++) {
        this.fabric.deliver(this.self, other.self, body.byteLength, () => {
          const target = this.fabric.find(other.self)
          if (target === other) other.receive(topic, this.self, body)
        })
      }
    }
  }

  receive (topic: string, from: NodeId, body: Uint8Array): void {
    for (const fn of this.#subscribers.get(topic) ?? []) fn(from, body)
  }

  subscribe (topic: string, fn: (from: NodeId, body: Uint8Array) => void): void {
    this.#subscribers.set(topic, [...this.#subscribers.get(topic) ?? [], fn])
  }

  onLinkChange (fn: (peer: NodeId, up: boolean) => void): void { this.#linkListeners.push(fn) }
  linkChanged (peer: NodeId, up: boolean): void { for (const fn of this.#linkListeners) fn(peer, up) }
  learnAddresses (): void { /* every peer reaches every other by its id */ }
  addresses (): readonly string[] { return [`/sim/${this.self}`] }
}

import type { NodeId } from '../../protocols/record/node-id.js'
import { GossipMesh } from './gossip-mesh.js'
import type { Scheduler } from './scheduler.js'
import type { Endpoint, Served } from './sim-endpoint.js'
import type { SimPrng } from './sim-prng.js'
import { Trace } from './trace.js'
import { Troubles } from './troubles.js'

export interface LinkQuality {
  readonly delayMsMin: number
  /** Mean of the exponential part that is added to the minimum: what reorders. */
  readonly delayMsMean: number
  /** Of 1,000 messages, how many are lost, and how many gossip messages arrive twice. */
  readonly lossPerMille: number
  readonly duplicatePerMille: number
  /** Of 1,000 lost messages, how many break the connection at once in place of silence. */
  readonly breakPerMille: number
}

export const GOOD_LINK: LinkQuality = { delayMsMin: 0.2, delayMsMean: 0.3, lossPerMille: 0, duplicatePerMille: 0, breakPerMille: 0 }

/** Messages that a clogged link holds; more break the connection. */
const CLOG_QUEUE_MAX = 64

export interface Delivery {
  readonly from: NodeId
  readonly to: NodeId
  readonly bytes: number
  /** For the story. */
  readonly what: string
  /** Tells the sender that the connection broke. */
  readonly broken?: () => void
}

export interface Traffic { messages: number, bytes: number }

export interface SimFabricInit {
  /** `direct`: a publication goes straight to everybody. `mesh`: as gossipsub forwards it. */
  readonly gossip?: 'direct' | 'mesh'
  readonly trace?: Trace
  /** What one peer sends to another arrives at whole multiples of so many milliseconds, all of that time at once: no promise settles between two messages. Default 0: each comes alone. */
  readonly gatherMs?: number | undefined
}

/** All links between all simulated peers: who reaches whom, how slowly, and what gets lost. */
export class SimFabric {
  quality: LinkQuality = GOOD_LINK
  /** When the last arrives of what was sent over a link that was not good. */
  lateUntilMs = 0
  readonly total: Traffic = { messages: 0, bytes: 0 }
  /** By what is sent: the RPC's name or the topic. */
  readonly byKind = new Map<string, Traffic>()
  readonly trace: Trace
  /** A checker's look at every request that is sent. */
  onRequest: ((rpc: string, request: Uint8Array) => void) | undefined
  /** A checker's look at every answer to a request. */
  onServed: ((from: NodeId, to: NodeId, rpc: string, request: Uint8Array, served: Served) => void) | undefined
  /** A measurement's look at everything that arrives. */
  onDelivered: ((to: NodeId) => void) | undefined
  readonly #peers = new Map<NodeId, Endpoint>()
  readonly #cut = new Set<string>()
  /** Until when a link holds back what is sent over it, and how much that is. */
  readonly #clogged = new Map<string, { untilMs: number, held: number }>()
  readonly #waiting = new Map<NodeId, Set<() => void>>()
  readonly #mesh: GossipMesh | undefined
  readonly #gatherMs: number
  /** By link and time: what arrives together. */
  readonly #gathered = new Map<string, Array<() => void>>()
  /** Of links and peers; see promptness.ts. */
  readonly troubles: Troubles
  /** Peers that are too busy for others, and of how many of 1,000 requests. */
  readonly #busy = new Map<NodeId, number>()
  readonly #refusals: SimPrng

  constructor (readonly scheduler: Scheduler, readonly prng: SimPrng, init: SimFabricInit = {}) {
    this.troubles = new Troubles(() => scheduler.nowMs)
    this.#refusals = prng.fork('refusals')
    this.#gatherMs = init.gatherMs ?? 0
    this.trace = init.trace ?? new Trace(false, () => scheduler.nowMs)
    if (init.gossip === 'mesh') this.#mesh = new GossipMesh(this, prng.fork('mesh'))
  }

  attach (network: Endpoint): void {
    this.#peers.set(network.self, network)
    this.#mesh?.join(network.self)
  }

  detach (network: Endpoint, silently = false): void {
    if (this.#peers.get(network.self) !== network) return
    this.#peers.delete(network.self)
    this.#mesh?.leave(network.self)
    // A killed process's sockets are closed for it; a machine without power says nothing.
    if (silently) return
    for (const other of this.#peers.values()) other.linkChanged(network.self, false)
    for (const gone of [...this.#waiting.get(network.self) ?? []]) this.scheduler.after(this.quality.delayMsMin, gone)
  }

  find (peer: NodeId): Endpoint | undefined { return this.#peers.get(peer) }
  all (): IterableIterator<Endpoint> { return this.#peers.values() }

  /** Calls `fn` if the process at `peer` ends; the result takes that back. */
  whenGone (peer: NodeId, fn: () => void): () => void {
    let waiting = this.#waiting.get(peer)
    if (waiting === undefined) this.#waiting.set(peer, waiting = new Set())
    waiting.add(fn)
    return () => { waiting.delete(fn) }
  }

  /** Cuts or mends the link from `from` to `to`, one way. */
  setCut (from: NodeId, to: NodeId, cut: boolean): void {
    this.troubles[cut ? 'begin' : 'end'](from + to)
    if (cut) this.#cut.add(from + to)
    else this.#cut.delete(from + to)
  }

  /** It refuses so many of 1,000 requests of other peers; 0: none. */
  setBusy (peer: NodeId, perMille: number): void {
    this.troubles[perMille > 0 ? 'begin' : 'end'](`busy ${peer}`)
    if (perMille > 0) this.#busy.set(peer, perMille)
    else this.#busy.delete(peer)
  }

  refuses (peer: NodeId): boolean { return this.#busy.size > 0 && this.#refusals.chance(this.#busy.get(peer) ?? 0, 1_000) }

  clog (from: NodeId, to: NodeId, forMs: number): void {
    this.troubles.begin(`clog ${from}${to}`, forMs)
    this.#clogged.set(from + to, { untilMs: this.scheduler.nowMs + forMs, held: 0 })
  }

  heal (): void {
    this.#cut.clear()
    this.#clogged.clear()
    for (const peer of [...this.#busy.keys()]) this.setBusy(peer, 0)
    this.quality = GOOD_LINK
  }

  isCut (from: NodeId, to: NodeId): boolean { return this.#cut.size > 0 && this.#cut.has(from + to) }

  /** Delivers after the link's delay, or never. */
  deliver (delivery: Delivery, fn: () => void): void {
    const { from, to, bytes, what, broken } = delivery
    this.count(what, bytes)
    const { quality, prng, trace, scheduler } = this
    if (this.isCut(from, to) || (quality.lossPerMille > 0 && prng.chance(quality.lossPerMille, 1000))) {
      trace.tell(() => `${trace.nameOf(from)} -x ${trace.nameOf(to)} ${what} (lost)`)
      if (broken !== undefined && quality.breakPerMille > 0 && prng.chance(quality.breakPerMille, 1000)) this.#break(from, to, broken)
      return
    }
    let delayMs = quality.delayMsMin - quality.delayMsMean * Math.log(1 - prng.unit())
    if (this.#clogged.size > 0) {
      const clog = this.#clogged.get(from + to)
      if (clog !== undefined && clog.untilMs > scheduler.nowMs) {
        if (clog.held++ >= CLOG_QUEUE_MAX) {
          if (broken !== undefined) this.#break(from, to, broken)
          return
        }
        delayMs += clog.untilMs - scheduler.nowMs
      }
    }
    if (quality !== GOOD_LINK || this.#clogged.size > 0) this.lateUntilMs = Math.max(this.lateUntilMs, scheduler.nowMs + delayMs)
    trace.tell(() => `${trace.nameOf(from)} -> ${trace.nameOf(to)} ${what} (${bytes} B)`)
    this.#arrive(from + to, delayMs, () => {
      if (this.isCut(from, to)) return
      trace.fold(bytes)
      this.onDelivered?.(to)
      fn()
    })
  }

  #arrive (link: string, delayMs: number, fn: () => void): void {
    const { scheduler } = this
    if (this.#gatherMs === 0) {
      scheduler.after(delayMs, fn)
      return
    }
    const atMs = Math.ceil((scheduler.nowMs + delayMs) / this.#gatherMs) * this.#gatherMs
    const id = `${link} ${atMs}`
    const together = this.#gathered.get(id)
    if (together !== undefined) {
      together.push(fn)
      return
    }
    const all = [fn]
    this.#gathered.set(id, all)
    scheduler.after(atMs - scheduler.nowMs, () => {
      this.#gathered.delete(id)
      for (const one of all) one()
    })
  }

  #break (from: NodeId, to: NodeId, broken: () => void): void {
    this.scheduler.after(this.quality.delayMsMin, () => {
      broken()
      this.find(from)?.linkChanged(to, false)
    })
  }

  publish (from: NodeId, topic: string, body: Uint8Array): void {
    if (this.#mesh !== undefined) {
      this.#mesh.publish(from, topic, body)
      return
    }
    for (const { self: to } of [...this.#peers.values()]) {
      if (to === from) continue
      const copies = this.quality.duplicatePerMille > 0 && this.prng.chance(this.quality.duplicatePerMille, 1000) ? 2 : 1
      for (let copy = 0; copy < copies; copy++) {
        this.deliver({ from, to, bytes: body.byteLength, what: 'gossip' }, () => { this.#peers.get(to)?.receive(topic, from, body) })
      }
    }
  }

  /** Counts what is sent. */
  count (what: string, bytes: number): void {
    this.total.messages++
    this.total.bytes += bytes
    let kind = this.byKind.get(what)
    if (kind === undefined) this.byKind.set(what, kind = { messages: 0, bytes: 0 })
    kind.messages++
    kind.bytes += bytes
  }
}

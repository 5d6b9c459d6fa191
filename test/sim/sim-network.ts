import type { Caller, Clock, HandleOptions, Network, RequestOptions, Timer } from '../../daemon/core/env.js'
import { DeadlineExceededError, OverloadedError, PeerUnreachableError } from '../../protocols/errors.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import type { Rpc } from '../../protocols/rpc/rpc.js'
import { fromStatus, toStatus } from '../../protocols/rpc/status.js'
import type { Endpoint, Served } from './sim-endpoint.js'
import type { SimFabric } from './sim-fabric.js'

type Handler = (from: Caller, body: Uint8Array, options: RequestOptions) => Promise<Served>

/** What a busy peer may refuse. */
const OF_REPLICAS = 'replicate.'
const BUSY_RETRY_MS = 50

/** Names of answers, by what was asked: made once, since each is counted by its name. */
const answeredNames = new Map<string, string>()

function answered (rpc: string, status: number): string {
  if (status !== 0) return `${rpc} answered status ${status}`
  let name = answeredNames.get(rpc)
  if (name === undefined) answeredNames.set(rpc, name = `${rpc} answered`)
  return name
}

/** One run of one peer's network. A crash ends it: nothing that was pending ever settles. */
export class SimNetwork implements Network, Endpoint {
  readonly #handlers = new Map<string, Handler>()
  readonly #subscribers = new Map<string, Array<(from: NodeId, body: Uint8Array) => void>>()
  readonly #linkListeners: Array<(peer: NodeId, up: boolean) => void> = []
  #alive = true

  /** @param after whose requests wait while its process stands still */
  constructor (private readonly fabric: SimFabric, readonly self: NodeId, private readonly monotonic: () => number, private readonly after: Clock['after'] = (delayMs, fn) => fabric.scheduler.after(delayMs, fn)) {
    fabric.attach(this)
  }

  crash (): void {
    this.#alive = false
    this.fabric.detach(this)
  }

  get alive (): boolean { return this.#alive }

  /** The request as TCP shows it: loss is silence until the deadline, or a broken connection. */
  async request<Q, R> (to: NodeId, rpc: Rpc<Q, R>, body: Q, { deadline }: RequestOptions): Promise<R> {
    const { fabric, self } = this
    const { scheduler } = fabric
    const bytes = rpc.request.encode(body)
    const remainingMs = deadline - this.monotonic()
    fabric.onRequest?.(rpc.name, bytes)
    const answer = await new Promise<Served>((resolve, reject) => {
      if (!this.#alive) return
      const settle = (fn: () => void): void => {
        timer.cancel()
        forget()
        if (this.#alive) fn()
      }
      const broken = (why: string, outcome: 'none' | 'unknown'): void => {
        settle(() => { reject(new PeerUnreachableError(`${to} ${why}`, { outcome })) })
      }
      const timer: Timer = this.after(remainingMs, () => { settle(() => { reject(new DeadlineExceededError(`${rpc.name} was not answered in time`, { outcome: 'unknown' })) }) })
      const forget = fabric.whenGone(to, () => { broken('went down', 'unknown') })
      if (fabric.find(to) === undefined && !fabric.isCut(self, to) && !fabric.isCut(to, self)) {
        // Nobody listens there: the machine refuses the connection.
        scheduler.after(fabric.quality.delayMsMin, () => { broken('is down', 'none') })
        return
      }
      fabric.deliver({ from: self, to, bytes: bytes.byteLength, what: rpc.name, broken: () => { broken('broke the connection', 'unknown') } }, () => {
        const target = fabric.find(to)
        if (target === undefined) {
          broken('went down', 'unknown')
          return
        }
        void target.serve(self, rpc, bytes, remainingMs).then(result => {
          if (!target.alive) return
          fabric.onServed?.(self, to, rpc.name, bytes, result)
          fabric.deliver({ from: to, to: self, bytes: result.body.byteLength, what: answered(rpc.name, result.status), broken: () => { broken('broke the connection', 'unknown') } }, () => { settle(() => { resolve(result) }) })
        })
      })
    })
    if (answer.status !== 0) throw fromStatus(answer.status, answer.body)
    return rpc.response.decode(answer.body)
  }

  async serve<Q, R> (from: NodeId, rpc: Rpc<Q, R>, body: Uint8Array, remainingMs: number): Promise<Served> {
    const handler = this.#handlers.get(rpc.name)
    if (handler === undefined) return toStatus(new PeerUnreachableError(`${rpc.name} is not served`))
    if (rpc.name.startsWith(OF_REPLICAS) && this.fabric.refuses(this.self)) return toStatus(new OverloadedError('requestsMax', BUSY_RETRY_MS))
    return await handler({ id: from }, body, { deadline: this.monotonic() + remainingMs })
  }

  handle<Q, R> (rpc: Rpc<Q, R>, fn: (from: Caller, body: Q, options: RequestOptions) => Promise<R>, { refusal }: HandleOptions = {}): void {
    this.#handlers.set(rpc.name, async (from, body, options) => {
      const refused = refusal?.(from, body.byteLength)
      if (refused !== undefined) return toStatus(refused)
      try {
        return { status: 0, body: rpc.response.encode(await fn(from, rpc.request.decode(body), options)) }
      } catch (error) {
        return toStatus(error)
      }
    })
  }

  publish (topic: string, body: Uint8Array): void {
    if (this.#alive) this.fabric.publish(this.self, topic, body)
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

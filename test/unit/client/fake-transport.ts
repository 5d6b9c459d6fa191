import type { Peer, Transport, ClientEnvironment } from '../../../client/transport.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'

export interface Sent { readonly peer: string, readonly name: string, readonly body: unknown, readonly timeoutMs: number }

/** Answers from a script; what was asked is kept. Both ways go through the codecs, as over a network. */
export class FakeTransport implements Transport {
  readonly sent: Sent[] = []
  closed = false

  constructor (readonly answer: (sent: Sent, clock: VirtualEnvironment) => unknown, readonly environment = new VirtualEnvironment()) {}

  async request<Q, R> (peer: Peer, rpc: Rpc<Q, R>, body: Q, options: { timeoutMs: number }): Promise<R> {
    const sent = { peer: peer.id ?? peer.addresses[0] ?? '', name: rpc.name, body: rpc.request.decode(rpc.request.encode(body)), timeoutMs: options.timeoutMs }
    this.sent.push(sent)
    const answer = await this.answer(sent, this.environment)
    return rpc.response.decode(rpc.response.encode(answer as R))
  }

  async close (): Promise<void> { this.closed = true }
}

/** Time passes only when somebody sleeps or a test says so. */
export class VirtualEnvironment implements ClientEnvironment {
  time = 0
  readonly slept: number[] = []
  readonly now = (): number => this.time
  readonly #timers = new Set<{ readonly atMs: number, readonly fn: () => void }>()
  readonly after = (delayMs: number, fn: () => void): (() => void) => {
    const timer = { atMs: this.time + delayMs, fn }
    this.#timers.add(timer)
    return () => { this.#timers.delete(timer) }
  }

  /** Lets so much time pass, and calls what was due in it. */
  pass (ms: number): void {
    const endMs = this.time + ms
    for (;;) {
      const [next] = [...this.#timers].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)
      if (next === undefined) break
      this.#timers.delete(next)
      this.time = Math.max(this.time, next.atMs)
      next.fn()
    }
    this.time = Math.max(this.time, endMs)
  }

  random = (): number => 0.5
  #ids = 0
  readonly randomBytes = (length: number): Uint8Array => new Uint8Array(length).fill(++this.#ids)
  sleep = async (delayMs: number): Promise<void> => { this.slept.push(delayMs); this.pass(delayMs) }
  /** As sleep, but that time passes for all together, by `pass`. */
  readonly sleepUntilPassed = async (delayMs: number): Promise<void> => { await new Promise<void>(resolve => { this.after(delayMs, resolve) }) }
}

import type { ClientEnvironment, Peer } from './transport.js'

/** Time to connect to a peer that was learned of, and until the next one, at random up to twice as long; milliseconds. */
const MEET_MS = 5_000
export const MEET_PAUSE_MS = 500

export type Connect = (peer: Peer, options: { readonly timeoutMs: number }) => Promise<void>

/**
 * Peers that were learned of are connected to before requests go to them, one after the other and with a pause between
 * them: those that have just joined are slow at first, all clients hear of them at the same time, and others can be asked.
 */
export class Introductions {
  #strangers = new Set<Peer>()
  /** To whom requests would go. */
  readonly #wanted = new Set<Peer>()
  #isMeeting = false

  /** @param ended a peer is no stranger any more; `failed`: it could not be connected to */
  constructor (private readonly environment: ClientEnvironment, private readonly connect: Connect, private readonly ended: (peer: Peer, failed: boolean) => void) {}

  get isOver (): boolean { return this.#strangers.size === 0 }

  isStranger (peer: Peer): boolean { return this.#strangers.has(peer) }

  /** Who of `peers` was not there `before` is a stranger. */
  learn (peers: readonly Peer[], before: readonly Peer[]): void {
    const known = new Set(before)
    this.#strangers = new Set(peers.filter(peer => !known.has(peer) || this.#strangers.has(peer)))
  }

  /** It has answered. */
  know (peer: Peer, failed = false): void {
    if (this.#strangers.delete(peer)) this.ended(peer, failed)
  }

  want (peer: Peer): void {
    this.#wanted.add(peer)
    if (!this.#isMeeting) void this.#meet()
  }

  async #meet (): Promise<void> {
    this.#isMeeting = true
    // Who is wanted meanwhile comes at the end.
    for (const peer of this.#wanted) {
      const failed = this.#strangers.has(peer) && await this.connect(peer, { timeoutMs: MEET_MS }).then(() => false, () => true)
      this.#wanted.delete(peer)
      this.know(peer, failed)
      await this.#pause()
    }
    this.#isMeeting = false
  }

  async #pause (): Promise<void> {
    const { after, random } = this.environment
    await new Promise<void>(resolve => { after(2 * MEET_PAUSE_MS * random(), resolve) })
  }
}

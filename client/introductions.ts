import type { ClientEnvironment, Peer } from './transport.js'

/** Time for a peer to answer when it is met, milliseconds. */
export const MEET_MS = 5_000
/** Between two of them, at random up to twice as long, milliseconds. */
export const MEET_PAUSE_MS = 500
/** The next one does not wait longer than this for one that does not answer, milliseconds. */
export const MEET_TURN_MS = 1_000
/** Who was gone, or did not answer, is met again after this, at random from half as long; twice as long after each time it did not answer, milliseconds. */
export const MEET_AGAIN_MS = 1_000
export const MEET_AGAIN_MS_MAX = 10_000

/** Asks a peer for something small. Rejects when it does not answer, or does not serve yet. */
export type Meet = (peer: Peer, options: { readonly timeoutMs: number }) => Promise<void>

interface Stranger {
  /** Not wanted, being met, nor left alone for a while. */
  isFree: boolean
  failures: number
}

/**
 * Peers that were learned of, were gone or fell silent: asked after the others until they have answered something small that the
 * client asks by itself, so that no request of its user waits to find out. One begins after the other with a pause between
 * them: those that have just joined are slow at first, and all clients hear of them at the same time. Those to whom no request would go are left alone.
 */
export class Introductions {
  #strangers = new Map<Peer, Stranger>()
  /** To whom requests would go. */
  readonly #wanted = new Set<Peer>()
  #isMeeting = false

  /** @param changed who is a stranger, or may be wanted, is not what it was */
  constructor (private readonly environment: ClientEnvironment, private readonly meet: Meet, private readonly changed: () => void) {}

  get isOver (): boolean { return this.#strangers.size === 0 }

  isStranger (peer: Peer): boolean { return this.#strangers.has(peer) }

  /** Who of `peers` was not there `before` is a stranger. */
  learn (peers: readonly Peer[], before: readonly Peer[]): void {
    const known = new Set(before)
    const strangers = this.#strangers
    this.#strangers = new Map()
    for (const peer of peers) {
      const stranger = strangers.get(peer) ?? (known.has(peer) ? undefined : { isFree: true, failures: 0 })
      if (stranger !== undefined) this.#strangers.set(peer, stranger)
    }
  }

  /** It has answered. */
  know (peer: Peer): void {
    if (this.#strangers.delete(peer)) this.changed()
  }

  /** It was gone, or fell silent. */
  lose (peer: Peer): void {
    if (this.#strangers.has(peer)) return
    const stranger = { isFree: false, failures: 0 }
    this.#strangers.set(peer, stranger)
    this.changed()
    this.#leaveAlone(stranger)
  }

  want (peer: Peer): void {
    const stranger = this.#strangers.get(peer)
    if (stranger?.isFree !== true) return
    stranger.isFree = false
    this.#wanted.add(peer)
    if (!this.#isMeeting) void this.#meetWanted()
  }

  async #meetWanted (): Promise<void> {
    const { after, random } = this.environment
    this.#isMeeting = true
    // Who is wanted meanwhile comes at the end.
    for (const peer of this.#wanted) {
      this.#wanted.delete(peer)
      const stranger = this.#strangers.get(peer)
      if (stranger !== undefined) await this.#atMost(MEET_TURN_MS, this.#meetOne(peer, stranger))
      await new Promise<void>(resolve => { after(2 * MEET_PAUSE_MS * random(), resolve) })
    }
    this.#isMeeting = false
  }

  async #meetOne (peer: Peer, stranger: Stranger): Promise<void> {
    try {
      await this.meet(peer, { timeoutMs: MEET_MS })
      this.know(peer)
    } catch {
      stranger.failures++
      this.#leaveAlone(stranger)
    }
  }

  #leaveAlone (stranger: Stranger): void {
    const { after, random } = this.environment
    after(Math.min(MEET_AGAIN_MS_MAX, MEET_AGAIN_MS * 2 ** stranger.failures) * (1 + random()) / 2, () => {
      stranger.isFree = true
      this.changed()
    })
  }

  async #atMost (timeoutMs: number, ended: Promise<void>): Promise<void> {
    await new Promise<void>(resolve => {
      const cancel = this.environment.after(timeoutMs, resolve)
      void ended.then(() => {
        cancel()
        resolve()
      })
    })
  }
}

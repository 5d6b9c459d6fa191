import type { NodeId } from '../protocols/record/node-id.js'
import type { Rpc } from '../protocols/rpc/rpc.js'

/** A peer that requests may be sent to. Without an id, whoever answers at the addresses is taken. */
export interface Peer {
  readonly id?: NodeId
  /** Multiaddrs, best first; at least one. */
  readonly addresses: readonly string[]
}

/** What carries one request to one peer; everything above it is the same over libp2p and in a test. */
export interface Transport {
  /**
   * Settles once.
   *
   * @throws PeerUnreachableError `outcome: 'none'` if it provably never left, else `'unknown'`
   * @throws DeadlineExceededError after `timeoutMs`, or the class the peer's status stands for
   */
  request: <Q, R>(peer: Peer, rpc: Rpc<Q, R>, body: Q, options: { readonly timeoutMs: number }) => Promise<R>
  close: () => Promise<void>
}

/** The client's own seams, so that a test neither waits nor guesses. */
export interface ClientEnvironment {
  /** Milliseconds since some fixed point; never goes back. */
  readonly now: () => number
  readonly sleep: (delayMs: number, signal?: AbortSignal) => Promise<void>
  /** Calls `fn` once, unless what it returns was called before; does not keep the process alive. */
  readonly after: (delayMs: number, fn: () => void) => () => void
  /** From 0 to below 1. */
  readonly random: () => number
  readonly randomBytes: (length: number) => Uint8Array
}

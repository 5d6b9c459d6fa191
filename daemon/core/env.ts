/**
 * The seams. Everything in core waits only on promises that come from here or from a Store, so the
 * same code runs over libp2p and a disk, or under the simulator's network and clock.
 */
import type { P2pkvError } from '../../protocols/errors.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import type { Rpc } from '../../protocols/rpc/rpc.js'

export interface Timer { cancel: () => void }

export interface Clock {
  /** Milliseconds since some fixed point; never goes back. For elapsed time and deadlines. */
  monotonic: () => number
  /** Milliseconds since 1970, as the machine believes. For stamps, tombstone age and display. */
  realtime: () => number
  /** Runs `fn` once after `delayMs`. A pending timer does not keep the process alive. */
  after: (delayMs: number, fn: () => void) => Timer
}

export interface Prng {
  /** An integer from 0 to n - 1. */
  below: (n: number) => number
  /** True in `num` of `den` cases. */
  chance: (num: number, den: number) => boolean
  /** An independent generator; the same name gives the same one under the simulator. */
  fork: (name: string) => Prng
  /** Unpredictable bytes (identities, request ids). */
  bytes: (length: number) => Uint8Array
}

/** Who sent a request, as authenticated by the transport. */
export interface Caller { readonly id: NodeId }

export interface RequestOptions {
  /** On `clock.monotonic()`, milliseconds. The wire carries what remains of it. */
  readonly deadline: number
}

export interface HandleOptions {
  /** Asked before a request is decoded: an error refuses it. The same object again costs least. */
  readonly refusal?: (from: Caller, bodyBytes: number) => P2pkvError | undefined
}

export interface Network {
  readonly self: NodeId
  /**
   * Sends one request; settles exactly once.
   *
   * @throws PeerUnreachableError `outcome: 'none'` if it provably never left, else `'unknown'`
   * @throws DeadlineExceededError, OverloadedError, or the class the peer's status stands for
   */
  request: <Q, R>(to: NodeId, rpc: Rpc<Q, R>, body: Q, options: RequestOptions) => Promise<R>
  /** Serves one kind of request. A thrown P2pkvError travels as its status. */
  handle: <Q, R>(rpc: Rpc<Q, R>, fn: (from: Caller, body: Q, options: RequestOptions) => Promise<R>, options?: HandleOptions) => void
  /** Best effort: may be lost, repeated or reordered. */
  publish: (topic: string, body: Uint8Array) => void
  subscribe: (topic: string, fn: (from: NodeId, body: Uint8Array) => void) => void
  /** A connection opened or closed: a hint, never proof of life or death. */
  onLinkChange: (fn: (peer: NodeId, up: boolean) => void) => void
  /** Tells the network where a peer may be reached (multiaddrs). Addresses only; opens nothing. */
  learnAddresses: (peer: NodeId, addresses: readonly string[]) => void
  /** Where others may reach this peer (multiaddrs with the peer id). */
  addresses: () => readonly string[]
}

/** Signs as this peer (Ed25519), and checks what any peer signed: a NodeId holds its public key. */
export interface Signer {
  sign: (bytes: Uint8Array) => Uint8Array
  verify: (signer: NodeId, bytes: Uint8Array, signature: Uint8Array) => boolean
}

export interface Logger {
  debug: (fields: object, message: string) => void
  info: (fields: object, message: string) => void
  warn: (fields: object, message: string) => void
  error: (fields: object, message: string) => void
  /** A logger whose lines carry `scope`. */
  child: (scope: string) => Logger
}

export interface Meter {
  /** Adds to a counter. Labels must have few values: never a key or a peer id. */
  count: (name: string, by?: number, labels?: Readonly<Record<string, string>>) => void
  /** Records one observation (milliseconds, bytes: the unit is in the name). */
  observe: (name: string, value: number, labels?: Readonly<Record<string, string>>) => void
}

/** Named points where a test may fail or crash this peer; does nothing in a daemon. */
export interface FaultPoints { hit: (name: string) => void }

export interface Env {
  readonly clock: Clock
  /** Runs `fn`, which must not throw, when what has arrived together has been begun. Absent: behind what promises have to do that are settled by now. */
  readonly soon?: (fn: () => void) => void
  readonly prng: Prng
  readonly network: Network
  readonly signer: Signer
  readonly log: Logger
  readonly meter: Meter
  readonly fault: FaultPoints
}

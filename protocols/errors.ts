/**
 * Every error a caller may act on, shared by daemon, client and CLI.
 *
 * A class exists only where a caller would act differently. `outcome` answers the one question a
 * writer has after a failure: was it applied? Absence is a result, not an error.
 */

/** `none`: provably applied nowhere. `applied`: it is stored. `unknown`: some replica may hold it. */
export type Outcome = 'none' | 'applied' | 'unknown'

export interface ErrorInit {
  /** Whether the same request may succeed later or at another peer. */
  retryable?: boolean
  outcome?: Outcome
  cause?: unknown
}

export abstract class P2pkvError extends Error {
  /** Stable, machine readable, SCREAMING_SNAKE. Part of the CLI's and the client's contract. */
  abstract readonly code: string
  readonly retryable: boolean
  readonly outcome: Outcome

  constructor (message: string, init: ErrorInit = {}) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause })
    this.name = new.target.name
    this.retryable = init.retryable ?? false
    this.outcome = init.outcome ?? 'none'
  }
}

// --- the request must be fixed -------------------------------------------------------------------

export class InvalidKeyError extends P2pkvError {
  static override readonly name = 'InvalidKeyError'
  readonly code = 'INVALID_KEY'
}

/** Some argument other than the key is outside what the request allows (R, W, TTL, bucket, …). */
export class InvalidArgumentError extends P2pkvError {
  static override readonly name = 'InvalidArgumentError'
  readonly code = 'INVALID_ARGUMENT'
}

export class ValueTooLargeError extends P2pkvError {
  static override readonly name = 'ValueTooLargeError'
  readonly code = 'VALUE_TOO_LARGE'
  /** @param bytesMax the limit that applied, bytes */
  constructor (readonly bytes: number, readonly bytesMax: number, init: ErrorInit = {}) {
    super(`the value has ${bytes} bytes; at most ${bytesMax} are taken (valueBytesMax)`, init)
  }
}

/** A context that is truncated, forged, or made for another cluster, bucket or key. */
export class InvalidContextError extends P2pkvError {
  static override readonly name = 'InvalidContextError'
  readonly code = 'INVALID_CONTEXT'
}

/** `if-absent` or `if-match` did not hold at the coordinating primary. */
export class PreconditionFailedError extends P2pkvError {
  static override readonly name = 'PreconditionFailedError'
  readonly code = 'PRECONDITION_FAILED'
}

export class TooManySiblingsError extends P2pkvError {
  static override readonly name = 'TooManySiblingsError'
  readonly code = 'TOO_MANY_SIBLINGS'
  constructor (readonly siblings: number, readonly siblingsMax: number, init: ErrorInit = {}) {
    super(`the key has ${siblings} concurrent versions, the most that are kept (${siblingsMax}): read it and put with the context it returns`, init)
  }
}

export class ConfigError extends P2pkvError {
  static override readonly name = 'ConfigError'
  readonly code = 'CONFIG'
}

// --- retry elsewhere or later --------------------------------------------------------------------

/** Known before anything was sent: the members there are cannot meet the quorum that was asked for. */
export class InsufficientReplicasError extends P2pkvError {
  static override readonly name = 'InsufficientReplicasError'
  readonly code = 'INSUFFICIENT_REPLICAS'
  constructor (readonly need: number, readonly got: number, init: ErrorInit = {}) {
    super(`${need} replicas were asked for and only ${got} can answer; nothing was sent`, { retryable: true, ...init })
  }
}

export class OverloadedError extends P2pkvError {
  static override readonly name = 'OverloadedError'
  readonly code = 'OVERLOADED'
  /** @param what the bounded thing that is full (a limit's name) */
  constructor (readonly what: string, readonly retryAfterMs: number, init: ErrorInit = {}) {
    super(`busy: ${what} is full; try again in ${retryAfterMs} ms or ask another peer`, { retryable: true, ...init })
  }
}

/** The daemon is starting, stopping or not a member yet. */
export class NotReadyError extends P2pkvError {
  static override readonly name = 'NotReadyError'
  readonly code = 'NOT_READY'
  constructor (message: string, init: ErrorInit = {}) { super(message, { retryable: true, ...init }) }
}

// --- read first: a write may have happened -------------------------------------------------------

export interface ReplicaFailure { peer: string, code: string }

export class QuorumNotMetError extends P2pkvError {
  static override readonly name = 'QuorumNotMetError'
  readonly code = 'QUORUM_NOT_MET'
  /** @param failures which replicas did not answer as asked, and the code of why */
  constructor (readonly need: number, readonly got: number, readonly failures: readonly ReplicaFailure[], init: ErrorInit) {
    super(`quorum not met: ${got} of ${need} replicas answered` +
      (failures.length > 0 ? ` (${failures.map(f => `${f.peer}: ${f.code}`).join(', ')})` : ''), { retryable: true, ...init })
  }
}

export class DeadlineExceededError extends P2pkvError {
  static override readonly name = 'DeadlineExceededError'
  readonly code = 'DEADLINE_EXCEEDED'
  constructor (message: string, init: ErrorInit = {}) { super(message, { retryable: true, ...init }) }
}

// --- rights and identity -------------------------------------------------------------------------

export class NotAuthorizedError extends P2pkvError {
  static override readonly name = 'NotAuthorizedError'
  readonly code = 'NOT_AUTHORIZED'
}

export class ClusterMismatchError extends P2pkvError {
  static override readonly name = 'ClusterMismatchError'
  readonly code = 'CLUSTER_MISMATCH'
}

// --- between peers; an accumulator counts them ---------------------------------------------------

export class PeerUnreachableError extends P2pkvError {
  static override readonly name = 'PeerUnreachableError'
  readonly code = 'PEER_UNREACHABLE'
  constructor (message: string, init: ErrorInit = {}) { super(message, { retryable: true, ...init }) }
}

/** The other peer answered with a status this version has no class for. */
export class RemoteError extends P2pkvError {
  static override readonly name = 'RemoteError'
  readonly code = 'REMOTE'
  constructor (readonly status: number, init: ErrorInit = {}) { super(`the peer answered with status ${status}`, init) }
}

/** Bytes that are not what the protocol says. */
export class ProtocolError extends P2pkvError {
  static override readonly name = 'ProtocolError'
  readonly code = 'PROTOCOL'
}

export class MessageTooLargeError extends P2pkvError {
  static override readonly name = 'MessageTooLargeError'
  readonly code = 'MESSAGE_TOO_LARGE'
  constructor (readonly bytes: number, readonly bytesMax: number, init: ErrorInit = {}) {
    super(`a message of ${bytes} bytes; at most ${bytesMax} are taken`, init)
  }
}

// --- the store: for the operator and for repair --------------------------------------------------

export class StoreLockedError extends P2pkvError {
  static override readonly name = 'StoreLockedError'
  readonly code = 'STORE_LOCKED'
}

/** The store refuses writes after a write error until it has reopened; reads go on. */
export class StoreFencedError extends P2pkvError {
  static override readonly name = 'StoreFencedError'
  readonly code = 'STORE_FENCED'
  constructor (message: string, init: ErrorInit = {}) { super(message, { retryable: true, ...init }) }
}

/** Too little free space for a new client write; deletes and repairs are still taken. */
export class DiskFullError extends P2pkvError {
  static override readonly name = 'DiskFullError'
  readonly code = 'DISK_FULL'
  constructor (message: string, init: ErrorInit = {}) { super(message, { retryable: true, ...init }) }
}

/** A stored record failed its checksum: no answer, never "absent". */
export class CorruptRecordError extends P2pkvError {
  static override readonly name = 'CorruptRecordError'
  readonly code = 'CORRUPT_RECORD'
}

export class FormatVersionError extends P2pkvError {
  static override readonly name = 'FormatVersionError'
  readonly code = 'FORMAT_VERSION'
}

/** A bug of ours. Log it and stop the process; never caught in core. */
export class InvariantError extends P2pkvError {
  static override readonly name = 'InvariantError'
  readonly code = 'INVARIANT'
}

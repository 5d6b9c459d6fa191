/**
 * What a failed request says on the wire: a number and typed details, never another peer's words.
 * Numbers are stable; docs/reference/wire.md lists them.
 */
import {
  ClusterMismatchError, ConfigError, CorruptRecordError, DeadlineExceededError, DiskFullError, FormatVersionError,
  InsufficientReplicasError, InvalidArgumentError, InvalidContextError, InvalidKeyError, MessageTooLargeError,
  NotAuthorizedError, NotReadyError, OverloadedError, P2pkvError, PeerUnreachableError, PreconditionFailedError,
  ProtocolError, QuorumNotMetError, RemoteError, StoreFencedError, TooManySiblingsError, ValueTooLargeError,
  type ErrorInit, type Outcome,
} from '../errors.js'
import { ErrorDetails } from '../pb/frame.js'

const OUTCOMES: readonly Outcome[] = ['none', 'applied', 'unknown']

interface Kind {
  readonly code: string
  readonly make: (details: ErrorDetails, init: ErrorInit) => P2pkvError
}

/** The text is this side's: what the class means when another peer says it. */
function plain (code: string, make: (message: string, init: ErrorInit) => P2pkvError, message: string): Kind {
  return { code, make: (_details, init) => make(message, init) }
}

const FAILURES_MAX = 64
/** The longest pause that a peer is believed to need: a timer that is told far more fires at once. */
const RETRY_AFTER_MS_MAX = 60_000

/** What a peer sent that people will read: short, and nothing that a terminal obeys. */
function plainText (text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100)
}

/** Status numbers from 1; 0 is success. Append only. */
const KINDS: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [1, plain('INTERNAL', () => new RemoteError(1), '')],
  [2, plain('INVALID_KEY', (message, init) => new InvalidKeyError(message, init), 'the key or bucket was refused: a key has 1 to 1,024 bytes')],
  [3, plain('INVALID_ARGUMENT', (message, init) => new InvalidArgumentError(message, init), 'the peer refused an argument of the request')],
  [4, { code: 'VALUE_TOO_LARGE', make: ({ bytes, bytesMax }, init) => new ValueTooLargeError(bytes, bytesMax, init) }],
  [5, plain('INVALID_CONTEXT', (message, init) => new InvalidContextError(message, init), 'the context is damaged, or was made for another key, bucket or cluster')],
  [6, plain('PRECONDITION_FAILED', (message, init) => new PreconditionFailedError(message, init), 'the precondition does not hold: read the key again')],
  [7, { code: 'TOO_MANY_SIBLINGS', make: ({ got, need }, init) => new TooManySiblingsError(got, need, init) }],
  [8, { code: 'INSUFFICIENT_REPLICAS', make: ({ need, got }, init) => new InsufficientReplicasError(need, got, init) }],
  [9, { code: 'OVERLOADED', make: ({ subject, retryAfterMs }, init) => new OverloadedError(plainText(subject), Math.min(retryAfterMs, RETRY_AFTER_MS_MAX), init) }],
  [10, plain('NOT_READY', (message, init) => new NotReadyError(message, init), 'the peer is starting, stopping, not in the ring yet, or has not got its data yet')],
  [11, {
    code: 'QUORUM_NOT_MET',
    make: ({ need, got, failures }, init) => new QuorumNotMetError(need, got, failures.slice(0, FAILURES_MAX).map(({ peer, status }) => ({ peer: plainText(peer), code: codeOfStatus(status) })), init),
  }],
  [12, plain('DEADLINE_EXCEEDED', (message, init) => new DeadlineExceededError(message, init), 'the peer did not get enough answers in time')],
  [13, plain('NOT_AUTHORIZED', (message, init) => new NotAuthorizedError(message, init), 'the peer does not grant this request to this key')],
  [14, plain('CLUSTER_MISMATCH', (message, init) => new ClusterMismatchError(message, init), 'the peer belongs to another cluster')],
  [15, plain('PEER_UNREACHABLE', (message, init) => new PeerUnreachableError(message, init), 'the peers that the request needs cannot be reached')],
  [16, plain('PROTOCOL', (message, init) => new ProtocolError(message, init), 'the peer could not understand the request')],
  [17, { code: 'MESSAGE_TOO_LARGE', make: ({ bytes, bytesMax }, init) => new MessageTooLargeError(bytes, bytesMax, init) }],
  [18, plain('STORE_FENCED', (message, init) => new StoreFencedError(message, init), 'the peer\'s store takes no writes until it has reopened')],
  [19, plain('DISK_FULL', (message, init) => new DiskFullError(message, init), 'the peer\'s disk is too full for new writes')],
  [20, plain('CORRUPT_RECORD', (message, init) => new CorruptRecordError(message, init), 'the peer\'s copy is damaged')],
  [21, plain('FORMAT_VERSION', (message, init) => new FormatVersionError(message, init), 'the peer uses another format')],
  [22, plain('CONFIG', (message, init) => new ConfigError(message, init), 'the peer is configured otherwise')],
])

const STATUS_OF_CODE = new Map([...KINDS].map(([status, { code }]) => [code, status]))
export const STATUS_INTERNAL = 1
/** A code that is only said of a replica inside a QuorumNotMetError: it was known to be down and not asked. */
const STATUS_PEER_DOWN = 100

/** For the reference page and its test. */
export function statusTable (): Array<{ status: number, code: string }> {
  return [...KINDS].map(([status, { code }]) => ({ status, code }))
}

function codeOfStatus (status: number): string {
  return status === STATUS_PEER_DOWN ? 'PEER_DOWN' : KINDS.get(status)?.code ?? 'REMOTE'
}

function statusOfCode (code: string): number {
  return code === 'PEER_DOWN' ? STATUS_PEER_DOWN : STATUS_OF_CODE.get(code) ?? STATUS_INTERNAL
}

/** The status and encoded ErrorDetails of what a handler threw. What is no P2pkvError is a bug: status 1, and unknown outcome. */
export function toStatus (error: unknown): { status: number, body: Uint8Array } {
  if (!(error instanceof P2pkvError)) return { status: STATUS_INTERNAL, body: ErrorDetails.encode({ outcome: OUTCOMES.indexOf('unknown') }) }
  const details: Partial<ErrorDetails> = { outcome: OUTCOMES.indexOf(error.outcome) }
  if (error instanceof OverloadedError) Object.assign(details, { subject: error.what, retryAfterMs: error.retryAfterMs })
  else if (error instanceof ValueTooLargeError || error instanceof MessageTooLargeError) Object.assign(details, { bytes: error.bytes, bytesMax: error.bytesMax })
  else if (error instanceof TooManySiblingsError) Object.assign(details, { got: error.siblings, need: error.siblingsMax })
  else if (error instanceof InsufficientReplicasError) Object.assign(details, { need: error.need, got: error.got })
  else if (error instanceof QuorumNotMetError) {
    Object.assign(details, { need: error.need, got: error.got, failures: error.failures.map(({ peer, code }) => ({ peer, status: statusOfCode(code) })) })
  }
  return { status: statusOfCode(error.code), body: ErrorDetails.encode(details) }
}

const answers = new WeakSet<P2pkvError>()

/** Whether a peer answered it, rather than gave no answer: who says that others cannot be reached is there. */
export function isAnswer (error: unknown): boolean { return error instanceof P2pkvError && answers.has(error) }

/** The error that a status and its details stand for. */
export function fromStatus (status: number, body: Uint8Array): P2pkvError {
  const error = errorOf(status, body)
  answers.add(error)
  return error
}

function errorOf (status: number, body: Uint8Array): P2pkvError {
  let details: ErrorDetails
  try {
    details = ErrorDetails.decode(body)
  } catch (cause) {
    return new ProtocolError('a status with details that cannot be read', { cause, outcome: 'unknown' })
  }
  const outcome = OUTCOMES[details.outcome] ?? 'unknown'
  const kind = KINDS.get(status)
  return kind === undefined || status === STATUS_INTERNAL ? new RemoteError(status, { outcome }) : kind.make(details, { outcome })
}

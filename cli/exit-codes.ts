import { P2pkvError } from '../protocols/errors.js'

/** Stable: scripts depend on them. */
export const EXIT = {
  ok: 0,
  internal: 1,
  usage: 2,
  notFound: 3,
  precondition: 4,
  conflict: 5,
  quorumNotMet: 6,
  unknown: 7,
  noPeer: 8,
  notAuthorized: 9,
  unhealthy: 10,
  timeout: 11,
  limit: 12,
  mismatch: 13,
  interrupted: 130,
} as const

export type ExitCode = typeof EXIT[keyof typeof EXIT]

export const EXIT_MEANING: Readonly<Record<ExitCode, string>> = {
  0: 'ok',
  1: 'internal error',
  2: 'usage: the request must be fixed',
  3: 'key not found',
  4: 'precondition failed (--if-absent, --if-match)',
  5: 'conflict: concurrent versions where one value was asked for',
  6: 'quorum not met, not applied',
  7: 'outcome unknown: the write may have been applied',
  8: 'no peer reachable, or none ready',
  9: 'not authorised',
  10: 'unhealthy',
  11: 'timeout, nothing applied',
  12: 'limit: too large, full or busy',
  13: 'version or cluster mismatch',
  130: 'interrupted',
}

/** By the error's `code`. A write of unknown outcome is 7, whatever its class. */
const EXIT_OF_CODE: Readonly<Record<string, ExitCode>> = {
  INVALID_KEY: EXIT.usage,
  INVALID_ARGUMENT: EXIT.usage,
  INVALID_CONTEXT: EXIT.usage,
  CONFIG: EXIT.usage,
  VALUE_TOO_LARGE: EXIT.limit,
  TOO_MANY_SIBLINGS: EXIT.limit,
  MESSAGE_TOO_LARGE: EXIT.limit,
  OVERLOADED: EXIT.limit,
  DISK_FULL: EXIT.limit,
  PRECONDITION_FAILED: EXIT.precondition,
  INSUFFICIENT_REPLICAS: EXIT.quorumNotMet,
  QUORUM_NOT_MET: EXIT.quorumNotMet,
  DEADLINE_EXCEEDED: EXIT.timeout,
  PEER_UNREACHABLE: EXIT.noPeer,
  NOT_READY: EXIT.noPeer,
  NOT_AUTHORIZED: EXIT.notAuthorized,
  CLUSTER_MISMATCH: EXIT.mismatch,
  FORMAT_VERSION: EXIT.mismatch,
  PROTOCOL: EXIT.mismatch,
  STORE_LOCKED: EXIT.unhealthy,
  STORE_FENCED: EXIT.unhealthy,
  CORRUPT_RECORD: EXIT.unhealthy,
  // A fault of the peer, or a status that only a newer version knows.
  REMOTE: EXIT.internal,
  INVARIANT: EXIT.internal,
}

/** @param write whether the command changes a key: only then is an unknown outcome the news */
export function exitCodeOf (error: unknown, write: boolean): ExitCode {
  if (!(error instanceof P2pkvError)) return EXIT.internal
  if (write && error.outcome === 'unknown') return EXIT.unknown
  return EXIT_OF_CODE[error.code] ?? EXIT.internal
}

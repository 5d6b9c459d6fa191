/** What a request is answered with, and how errors become that. */
import { OverloadedError, P2pkvError } from '../../protocols/errors.js'
import type { ErrorDocument } from '../../protocols/web/documents.js'

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** A document, or bytes with a content-type among the headers. */
  readonly body: object | Uint8Array
}

const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  INVALID_KEY: 400,
  INVALID_ARGUMENT: 400,
  INVALID_CONTEXT: 400,
  VALUE_TOO_LARGE: 413,
  MESSAGE_TOO_LARGE: 413,
  PRECONDITION_FAILED: 412,
  TOO_MANY_SIBLINGS: 409,
  NOT_AUTHORIZED: 403,
  INSUFFICIENT_REPLICAS: 503,
  QUORUM_NOT_MET: 503,
  OVERLOADED: 503,
  NOT_READY: 503,
  STORE_FENCED: 503,
  DISK_FULL: 507,
  DEADLINE_EXCEEDED: 504,
  PEER_UNREACHABLE: 502,
  REMOTE: 502,
  PROTOCOL: 502,
}

const HINT_OF_CODE: Readonly<Record<string, string>> = {
  INVALID_CONTEXT: 'get the key again: its answer has a fresh context',
  PRECONDITION_FAILED: 'get the key to see what is there',
  TOO_MANY_SIBLINGS: 'get the key, and put with the context of the answer',
  INSUFFICIENT_REPLICAS: 'see /api/v1/status for who is up, or ask for fewer with r or w',
  QUORUM_NOT_MET: 'see /api/v1/status for who is up',
  DEADLINE_EXCEEDED: 'see /api/v1/status for who is up',
  NOT_READY: 'ask another peer, or try again: /api/v1/status and /api/v1/transfers say what this one waits for',
  DISK_FULL: 'make room on the disks that /api/v1/status shows as full',
  STORE_FENCED: 'see the log and the disk of the peer',
}

/** Refused before the cluster was asked. @param code of the HTTP interface, SCREAMING_SNAKE */
export function refuse (status: number, code: string, message: string, hint?: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const body: ErrorDocument = { v: 1, error: { code, message, ...(hint !== undefined && { hint }), retryable: status === 429 || status === 503 } }
  return { status, headers, body }
}

/** @param write whether the request changes a key: only then is the outcome told */
export function answerOfError (error: unknown, write: boolean): Answer {
  if (!(error instanceof P2pkvError)) return refuse(500, 'INTERNAL', 'a fault of the daemon; its log says more')
  const hint = write && error.outcome === 'unknown' ? 'the write may have been applied: get the key to see' : HINT_OF_CODE[error.code]
  const body: ErrorDocument = {
    v: 1,
    error: { code: error.code, message: error.message, ...(hint !== undefined && { hint }), ...(write && { outcome: error.outcome }), retryable: error.retryable },
  }
  const retryAfterMs = error instanceof OverloadedError ? error.retryAfterMs : undefined
  return { status: STATUS_OF_CODE[error.code] ?? 500, headers: retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) }, body }
}

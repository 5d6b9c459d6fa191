import { P2pkvError } from '../protocols/errors.js'
import { EXIT, exitCodeOf } from './exit-codes.js'
import type { Failure } from './output.js'

const HINT_OF_CODE: Readonly<Record<string, string>> = {
  INVALID_CONTEXT: 'take a fresh context: p2pkv get KEY -o json',
  PRECONDITION_FAILED: 'see what is there: p2pkv get KEY -o json',
  TOO_MANY_SIBLINGS: 'merge them: p2pkv conflicts ls KEY, then p2pkv conflicts resolve KEY --value VALUE',
  INSUFFICIENT_REPLICAS: 'see who is up: p2pkv status; or ask for fewer with -r or -w',
  QUORUM_NOT_MET: 'see who is up: p2pkv status',
  OVERLOADED: 'try again, or another peer with -p',
  DISK_FULL: 'see the disks: p2pkv status',
  DEADLINE_EXCEEDED: 'see who is up: p2pkv status; or wait longer with --timeout 30s',
  PEER_UNREACHABLE: 'name a peer: -p /ip4/127.0.0.1/tcp/4400, or the directory of a daemon that runs here: --data DIR; or start a cluster to try: p2pkv dev --peers 3',
  NOT_READY: 'ask another peer with -p, or try again; what this one waits for: p2pkv status, p2pkv transfers',
  CLUSTER_MISMATCH: 'check -p, P2PKV_PEER and --data: that peer is of another cluster',
  NOT_AUTHORIZED: 'see who you are: p2pkv whoami; an admin can give more: p2pkv grant',
  FORMAT_VERSION: 'compare versions: p2pkv version, p2pkv status',
  REMOTE: "see that peer's log, and compare versions: p2pkv version, p2pkv status",
  PROTOCOL: 'compare versions: p2pkv version, p2pkv status',
  STORE_LOCKED: 'another daemon uses that directory: p2pkv status, or choose another with --data',
  STORE_FENCED: "see that peer's disk: p2pkv status",
  CONFIG: 'see every setting: p2pkv config show',
}

/** An error as the command line reports it. @param context `look`: the command that shows whether a write was applied */
export function describeError (error: unknown, context: { write: boolean, aborted: boolean, look?: string | undefined }): Failure {
  const look = `see whether it was applied: ${context.look ?? 'p2pkv get KEY'}`
  if (context.aborted) {
    return {
      code: 'INTERRUPTED', exit: EXIT.interrupted, message: 'interrupted',
      ...(context.write && { outcome: 'unknown', hint: look }),
    }
  }
  if (!(error instanceof P2pkvError)) {
    return {
      code: 'INTERNAL', exit: EXIT.internal,
      message: error instanceof Error ? error.message : String(error),
      hint: 'this is a fault of p2pkv; P2PKV_DEBUG=1 prints where it happened',
    }
  }
  const exit = exitCodeOf(error, context.write)
  return {
    code: error.code, exit, message: error.message,
    hint: exit === EXIT.unknown ? look : HINT_OF_CODE[error.code],
    ...(context.write && { outcome: error.outcome }),
  }
}

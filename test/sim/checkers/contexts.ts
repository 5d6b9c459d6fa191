/**
 * The context that a put answers with covers what its client has seen: what it said it had, its own
 * event, and what is gone. Not a version beside it that the client was never shown.
 */
import { coversText, describe, isWrite, type RunRecord, type WriteOp } from '../history.js'
import type { Checker } from './checker.js'
import { mayReplace } from './lost-writes.js'

export const contexts: Checker = {
  name: 'contexts',
  check: run => {
    if (run.config.conflict !== 'siblings') return []
    const writes = run.ops.filter((op): op is WriteOp => isWrite(op) && op.outcome === 'ok')
    return writes.flatMap(write => writes.filter(other => other.key === write.key && isUnseen(run, write, other))
      .map(other => `${describe(write)} was given a context that covers ${describe(other)}, which it had not seen`))
  },
}

function isUnseen (run: RunRecord, write: WriteOp, other: WriteOp): boolean {
  if (other.dot === write.dot || !coversText(write.returned, other.dot)) return false
  if (write.context !== undefined && coversText(write.context, other.dot)) return false
  return !run.ops.some(op => isWrite(op) && op !== write && mayReplace(op, other, run))
}

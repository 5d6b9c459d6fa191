/**
 * No acknowledged write is lost: the cluster knows of its event at the end, and it is still there
 * unless some other write may have replaced it, with a context that covered it or, for lww, with a
 * greater stamp. Also after every peer lost power, if it was acknowledged as synced.
 */
import { compareStamps, copiesLeft, coversText, describe, isWrite, mayBeReaped, type RunRecord, type WriteOp } from '../history.js'
import type { Checker } from './checker.js'

/**
 * Whether `other` may have replaced `write`; one of unknown outcome may. That may also come to its coordinator when its
 * client has given it up long ago, as a message that was on its way: then it is what is left at the end.
 */
export function mayReplace (other: WriteOp, write: WriteOp, run: RunRecord): boolean {
  if (other === write || other.key !== write.key || other.outcome === 'none') return false
  const isLate = other.outcome === 'unknown' && (run.final?.get(other.key) ?? []).some(({ siblings }) => siblings.some(({ value }) => value === other.value))
  if (other.endMs < write.startMs && !other.repeated && !isLate) return false
  if (other.context !== undefined) return coversText(other.context, write.dot)
  return run.config.conflict === 'lww' && (other.outcome === 'unknown' || other.repeated || compareStamps(other, write) > 0)
}

export const lostWrites: Checker = {
  name: 'lost writes',
  check: run => {
    if (run.final === undefined) return []
    const problems: string[] = []
    for (const op of run.ops) {
      if (!isWrite(op) || op.outcome !== 'ok' || copiesLeft(run, op) < 1) continue
      const copies = run.final.get(op.key) ?? []
      if (!copies.some(({ seen }) => coversText(seen, op.dot))) {
        if (!mayBeReaped(run, op)) problems.push(`${describe(op)} was acknowledged by ${op.acks} and no primary knows of it`)
        continue
      }
      if (copies.some(({ siblings }) => siblings.some(({ dot, value }) => dot === op.dot || (op.repeated && value === op.value)))) continue
      if (run.ops.some(other => isWrite(other) && mayReplace(other, op, run))) continue
      problems.push(`${describe(op)} is gone, and no write may have replaced it`)
    }
    return problems
  },
}

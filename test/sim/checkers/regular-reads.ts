/**
 * A read that ends well knows of every write that was acknowledged before it began, if the replicas
 * that acknowledged the one and answered the other must overlap (R + W > N), and what it shows is
 * what it knows of: nothing replaced, nothing left out.
 */
import { compareStamps, copiesInView, coversText, describe, isWrite, mayBeKnownByNameOnly, mayBeReaped, type ReadOp, type RunRecord, type WriteOp } from '../history.js'
import type { Checker } from './checker.js'
import { mayReplace } from './lost-writes.js'

export const regularReads: Checker = {
  name: 'regular reads',
  check: run => {
    const problems: string[] = []
    for (const read of run.ops) {
      if (isWrite(read) || read.outcome !== 'ok') continue
      for (const write of run.ops) {
        if (!isWrite(write) || write.key !== read.key || write.outcome !== 'ok') continue
        const knows = coversText(read.seen, write.dot)
        if (!knows && write.endMs < read.startMs && copiesInView(run, write) + read.answered > read.primaries) {
          const removed = read.versions.find(({ dot }) => write.context !== undefined && coversText(write.context, dot))
          if (removed !== undefined) problems.push(`${describe(read)} shows ${removed.value} (${removed.dot}), which ${describe(write)} had replaced`)
          else if (!mayBeReaped(run, write)) problems.push(`${describe(read)} by ${read.answered} of ${read.primaries} does not know of ${describe(write)}, acknowledged by ${write.acks}`)
        }
        if (knows) problems.push(...shownWrongly(run, read, write))
      }
    }
    return problems
  },
}

/** `write` is among what the read knew: is the answer what follows from it? */
function shownWrongly (run: RunRecord, read: ReadOp, write: WriteOp): string[] {
  const problems: string[] = []
  const isLww = run.config.conflict === 'lww'
  for (const version of read.versions) {
    if (version.dot === write.dot) {
      if (write.kind === 'delete') problems.push(`${describe(read)} shows a delete as ${version.value}`)
      continue
    }
    if (write.context !== undefined && coversText(write.context, version.dot)) {
      if (!mayBeKnownByNameOnly(run, write, version.dot, read)) problems.push(`${describe(read)} shows ${version.value} (${version.dot}), which ${describe(write)} had replaced`)
    } else if (isLww && compareStamps(version, write) < 0 && !run.ops.some(other => isWrite(other) && other.context !== undefined && mayReplace(other, write, run))) problems.push(`${describe(read)} shows ${version.value}, older than ${describe(write)}`)
  }
  if (write.kind === 'delete' || read.versions.some(({ dot, value }) => dot === write.dot || value === write.value)) return problems
  const expired = write.expiresAt !== 0
  const replaced = run.ops.some(other => isWrite(other) && other.startMs <= read.endMs && mayReplace(other, write, run))
  // Of versions that are concurrent, lww shows the newest.
  const hidden = isLww && (read.versions.some(version => compareStamps(version, write) > 0) ||
    run.ops.some(other => isWrite(other) && other.key === write.key && other !== write && other.outcome !== 'none' && (other.outcome === 'unknown' || compareStamps(other, write) > 0)))
  if (!expired && !replaced && !hidden) problems.push(`${describe(read)} does not show ${describe(write)}, of which it knows`)
  return problems
}

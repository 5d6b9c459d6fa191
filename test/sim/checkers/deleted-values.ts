/** What was deleted, or replaced by a write that had seen it, is not there at the end. */
import { copiesLeft, coversText, describe, isWrite, mayBeKnownByNameOnly, type RunRecord, type WriteOp } from '../history.js'
import type { Checker } from './checker.js'

export const deletedValues: Checker = {
  name: 'deleted values',
  check: run => {
    const problems: string[] = []
    const looks = [...run.reaped?.copies ?? []].map(look => [...look, run.reaped?.atMs ?? 0] as const)
    for (const [key, copies, atMs] of [...looks, ...[...run.final ?? []].map(look => [...look, Infinity] as const)]) {
      const writes = run.ops.filter((op): op is WriteOp => isWrite(op) && op.key === key && op.outcome === 'ok' && op.endMs < atMs)
      for (const { peer, seen, siblings } of copies) {
        for (const remover of writes) {
          // With reaping nobody may know of the remover any more; then it counts if it was not lost in another way.
          if (!coversText(seen, remover.dot) && (run.reaped === undefined || copiesLeft(run, remover) < 1)) continue
          for (const sibling of siblings) {
            if (sibling.deleted || sibling.dot === remover.dot) continue
            const gone = remover.context !== undefined ? coversText(remover.context, sibling.dot) : supersedes(run, remover, sibling.dot, writes)
            if (gone && !mayBeKnownByNameOnly(run, remover, sibling.dot)) problems.push(`${sibling.value} (${sibling.dot}) is on ${peer} although ${describe(remover)} removed it`)
          }
        }
      }
    }
    return problems
  },
}

/** An lww write without a context replaces what its coordinator held: for certain what that very store had written before. */
function supersedes (run: RunRecord, remover: WriteOp, dot: string, writes: readonly WriteOp[]): boolean {
  if (run.config.conflict !== 'lww' || run.rotted.has(remover.key) || run.ringChanges === true) return false
  const removed = writes.find(write => write.dot === dot)
  // Acknowledged by all, so by that store too: one that was killed before its own commit may not have had it.
  return removed !== undefined && (run.powerCuts > 0 ? removed.acksSynced : removed.acks) === removed.primaries && removed.endMs < remover.startMs && storeOf(dot) === storeOf(remover.dot)
}

function storeOf (dot: string): string { return dot.slice(0, dot.indexOf('.')) }

import { acknowledgements } from './acknowledgements.js'
import type { RunRecord } from '../history.js'
import type { Checker } from './checker.js'
import { contexts } from './contexts.js'
import { convergence } from './convergence.js'
import { deletedValues } from './deleted-values.js'
import { expiry } from './expiry.js'
import { inventedValues } from './invented-values.js'
import { lostWrites } from './lost-writes.js'
import { regularReads } from './regular-reads.js'
import { repeatedWrites } from './repeated-writes.js'
import { sessions } from './sessions.js'
import { stamps } from './stamps.js'
import { trees } from './trees.js'

/** All that judge a run by its history, key by key. What can only be seen while it runs is monitor.ts's. */
const OF_A_KEY: readonly Checker[] = [acknowledgements, contexts, lostWrites, convergence, deletedValues, inventedValues, regularReads, sessions, expiry, repeatedWrites]
const OF_ALL: readonly Checker[] = [stamps, trees]

/** `checker: sentence` for all that is wrong. They compare operations with each other, so each is given those of one key. */
export function judge (run: RunRecord): string[] {
  const byKey = new Map<string, RunRecord['ops'][number][]>([...run.final?.keys() ?? []].map(key => [key, []]))
  for (const op of run.ops) {
    const ops = byKey.get(op.key)
    if (ops === undefined) byKey.set(op.key, [op])
    else ops.push(op)
  }
  const problems = (checkers: readonly Checker[], part: RunRecord): string[] => checkers.flatMap(({ name, check }) => check(part).map(problem => `${name}: ${problem}`))
  const ofKeys = [...byKey].flatMap(([key, ops]) => problems(OF_A_KEY, { ...run, ops, reaped: run.reaped && { ...run.reaped, copies: new Map([[key, run.reaped.copies.get(key) ?? []]]) }, final: run.final === undefined ? undefined : new Map([[key, run.final.get(key) ?? []]]) }))
  return [...ofKeys, ...problems(OF_ALL, run)]
}

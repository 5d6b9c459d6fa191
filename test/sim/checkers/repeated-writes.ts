/**
 * A put that is sent again with its request id is the same event at the store that has it already: a
 * store does not hold the value twice, under two dots of its own. One that may have lost the first may.
 */
import { describe, isWrite, type DotText, type SeenVersion } from '../history.js'
import type { Checker } from './checker.js'

export const repeatedWrites: Checker = {
  name: 'repeated writes',
  check: run => {
    if (run.storesLose) return []
    const problems: string[] = []
    const look = (versions: readonly SeenVersion[], where: string): void => {
      const seen = new Map<string, DotText>()
      for (const { value, dot } of versions) {
        if (value === '') continue
        const event = `${value} ${dot.slice(0, dot.indexOf('.'))}`
        const other = seen.get(event)
        if (other !== undefined) problems.push(`${where} has ${value} twice, as ${other} and ${dot} of one store`)
        seen.set(event, dot)
      }
    }
    for (const op of run.ops) if (!isWrite(op)) look(op.versions, describe(op))
    for (const copies of run.final?.values() ?? []) for (const { peer, siblings } of copies) look(siblings, peer)
    return problems
  },
}

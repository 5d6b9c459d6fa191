/** Every value that is read was written under that key, by a write that was not said to be applied nowhere; no dot is given twice. */
import { describe, isWrite, type SeenVersion, type WriteOp } from '../history.js'
import type { Checker } from './checker.js'

export const inventedValues: Checker = {
  name: 'invented values',
  check: ({ ops, final }) => {
    const problems: string[] = []
    const writes = new Map<string, WriteOp>()
    const byDot = new Map<string, string>()
    const sameDot = (key: string, dot: string, value: string, where: string): void => {
      const other = byDot.get(`${key} ${dot}`)
      if (other !== undefined && other !== value) problems.push(`${dot} of ${key} is ${other} and ${value} (${where})`)
      byDot.set(`${key} ${dot}`, value)
    }
    for (const op of ops) {
      if (!isWrite(op)) continue
      if (op.kind === 'put') writes.set(`${op.key} ${op.value}`, op)
      if (op.outcome === 'ok') sameDot(op.key, op.dot, op.value, describe(op))
    }
    const look = (key: string, { value, dot }: SeenVersion, where: string): void => {
      const write = writes.get(`${key} ${value}`)
      if (write === undefined) problems.push(`${where} has ${JSON.stringify(value)}, which was never written there`)
      else if (write.outcome === 'none') problems.push(`${where} has ${value}, of which ${describe(write)} was said to be applied nowhere (${write.error})`)
      sameDot(key, dot, value, where)
    }
    for (const op of ops) if (!isWrite(op)) for (const version of op.versions) look(op.key, version, describe(op))
    for (const [key, copies] of final ?? []) {
      for (const { peer, siblings } of copies) for (const sibling of siblings) if (!sibling.deleted) look(key, sibling, peer)
    }
    return problems
  },
}

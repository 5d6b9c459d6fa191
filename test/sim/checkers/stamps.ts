/** The stamps of one store only grow, over restarts and steps of its clock. */
import { describe, isWrite, type WriteOp } from '../history.js'
import type { Checker } from './checker.js'

export const stamps: Checker = {
  name: 'stamps',
  check: ({ ops }) => {
    const problems: string[] = []
    const stores = new Map<string, WriteOp[]>()
    for (const op of ops) {
      if (!isWrite(op) || op.outcome !== 'ok') continue
      const store = op.dot.slice(0, op.dot.indexOf('.'))
      stores.set(store, [...stores.get(store) ?? [], op])
    }
    for (const writes of stores.values()) {
      for (const later of writes) {
        const earlier = writes.find(({ endMs, hlc, dot, key }) => endMs < later.startMs && hlc >= later.hlc && !(dot === later.dot && key === later.key))
        if (earlier !== undefined) problems.push(`${describe(later)} has a lesser stamp than ${describe(earlier)} of the same store`)
      }
    }
    return problems
  },
}

/** A version expires when its put said, on every peer, and is not shown after that. */
import { describe, isWrite } from '../history.js'
import type { Checker } from './checker.js'

export const expiry: Checker = {
  name: 'expiry',
  check: ({ ops, final }) => {
    const problems: string[] = []
    const promised = new Map<string, number>()
    for (const op of ops) if (isWrite(op) && op.outcome === 'ok') promised.set(`${op.key} ${op.dot}`, op.expiresAt)
    const compare = (key: string, dot: string, expiresAt: number, where: string): void => {
      const said = promised.get(`${key} ${dot}`)
      if (said !== undefined && said !== expiresAt) problems.push(`${where} has ${dot} of ${key} expire at ${expiresAt}; its put said ${said}`)
    }
    for (const op of ops) {
      if (isWrite(op) || op.outcome !== 'ok') continue
      for (const { dot, value, expiresAt } of op.versions) {
        compare(op.key, dot, expiresAt, describe(op))
        if (expiresAt !== 0 && expiresAt <= op.realtimeMs) problems.push(`${describe(op)} shows ${value}, which had expired ${op.realtimeMs - expiresAt} ms before by that peer's clock`)
      }
    }
    for (const [key, copies] of final ?? []) for (const { peer, siblings } of copies) for (const { dot, expiresAt } of siblings) compare(key, dot, expiresAt, peer)
    return problems
  },
}

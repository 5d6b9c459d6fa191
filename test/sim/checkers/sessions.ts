/**
 * Within a session a read never goes back: it knows of every event that an earlier answer of this session
 * knew of (monotonic reads), and of every write that the session was told is done (read your writes).
 */
import { coversText, describe, isWrite } from '../history.js'
import type { Checker } from './checker.js'

export const sessions: Checker = {
  name: 'sessions',
  check: ({ ops }) => {
    const problems: string[] = []
    const seen = new Map<string, Map<string, number>>()
    for (const op of [...ops].sort((a, b) => a.endMs - b.endMs || a.id - b.id)) {
      if (op.session === undefined || op.outcome !== 'ok') continue
      const id = `${op.session} ${op.key}`
      const known = seen.get(id) ?? new Map<string, number>()
      seen.set(id, known)
      if (isWrite(op)) {
        const colon = op.dot.lastIndexOf(':')
        raise(known, op.dot.slice(0, colon), Number(op.dot.slice(colon + 1)))
        continue
      }
      for (const [actor, counter] of known) {
        if (!coversText(op.seen, `${actor}:${counter}`)) problems.push(`${describe(op)} of client ${op.session} does not know of ${actor}:${counter}, which its session had seen`)
      }
      for (const [actor, counter] of op.seen) raise(known, actor, counter)
    }
    return problems
  },
}

function raise (vector: Map<string, number>, actor: string, counter: number): void {
  vector.set(actor, Math.max(vector.get(actor) ?? 0, counter))
}

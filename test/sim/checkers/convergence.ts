/** After healing, all primaries of a key hold the same bytes. */
import type { Checker } from './checker.js'

export const convergence: Checker = {
  name: 'convergence',
  check: ({ final }) => {
    const problems: string[] = []
    for (const [key, copies] of final ?? []) {
      for (const { peer, unreadable } of copies) if (unreadable !== '') problems.push(`${key} on ${peer} still is unreadable: ${unreadable}`)
      if (new Set(copies.map(({ encoded }) => encoded)).size > 1) {
        problems.push(`the primaries of ${key} differ: ${copies.map(({ peer, siblings }) => `${peer} has ${siblings.map(({ dot }) => dot).join(' ') || 'nothing'}`).join(', ')}`)
      }
    }
    return problems
  },
}

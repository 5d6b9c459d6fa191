/** After healing, all primaries of a key hold the same bytes, their trees have the same roots, and every tree is what a recount gives. */
import type { Checker } from './checker.js'

export const convergence: Checker = {
  name: 'convergence',
  check: ({ final, trees }) => {
    const problems: string[] = [...trees]
    for (const [key, copies] of final ?? []) {
      for (const { peer, unreadable } of copies) if (unreadable !== '') problems.push(`${key} on ${peer} still is unreadable: ${unreadable}`)
      if (new Set(copies.map(({ encoded }) => encoded)).size > 1) {
        problems.push(`the primaries of ${key} differ: ${copies.map(({ peer, siblings }) => `${peer} has ${siblings.map(({ dot }) => dot).join(' ') || 'nothing'}`).join(', ')}`)
      }
    }
    return problems
  },
}

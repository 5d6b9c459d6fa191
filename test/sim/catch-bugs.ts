import { hasSeen, plantedBug } from './planted-bug.js'
import { PLANTED_BUGS } from './planted-bugs.js'
import { PLANTED_REQUEST_BUGS } from './planted-request-bugs.js'
import { PLANTED_STORE_BUGS } from './planted-store-bugs.js'
import { simulate } from './simulate.js'
import { drawSwarm } from './swarm.js'

const SEEDS_MAX = 2_000
const FROM = process.env['P2PKV_PLANTED_FROM'] === undefined ? undefined : Number(process.env['P2PKV_PLANTED_FROM'])

/**
 * One test for each planted bug whose place in the list leaves `rest` when divided by `files`: the checker
 * that is there for it sees it. Several test files, so that they run side by side. How fast is in the output.
 * With P2PKV_PLANTED_FROM=1 all seeds are tried for each.
 */
export function catchBugs (rest: number, files: number): void {
  for (const { name, caughtBy, bugs, narrow, plant, from = 1 } of [...PLANTED_BUGS, ...PLANTED_REQUEST_BUGS, ...PLANTED_STORE_BUGS].filter((_, index) => index % files === rest)) {
    plantedBug(`${name}: caught by ${caughtBy.join(' or ')}`, { from: FROM ?? from, to: SEEDS_MAX }, () => plant?.() ?? (() => {}), async seed => {
      const result = await simulate(narrow?.(drawSwarm(seed)) ?? drawSwarm(seed), bugs === undefined ? {} : { bugs })
      return caughtBy.some(checker => hasSeen(result, checker))
    })
  }
}

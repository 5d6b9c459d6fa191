import assert from 'node:assert/strict'
import { test } from 'node:test'
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
    test(`planted bug: ${name}: caught by ${caughtBy.join(' or ')}`, async () => {
      const undo = plant?.()
      try {
        for (let seed = FROM ?? from; seed <= SEEDS_MAX; seed++) {
          const { violations } = await simulate(narrow?.(drawSwarm(seed)) ?? drawSwarm(seed), bugs === undefined ? {} : { bugs })
          if (!violations.some(violation => caughtBy.some(checker => violation.startsWith(`${checker}:`)))) continue
          console.log(`${name}: seed ${seed}`)
          return
        }
        assert.fail(`not caught in ${SEEDS_MAX} seeds`)
      } finally {
        undo?.()
      }
    })
  }
}

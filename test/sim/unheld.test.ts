/** Nobody says that there is nothing because it does not hold what is there; and the bugs that this must see. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PutCoordinator } from '../../daemon/core/coordinator/put-coordinator.js'
import { LiveViews } from '../../daemon/core/membership/live-views.js'
import { patch } from '../fixtures/patch.js'
import { runUnheld } from './unheld-run.js'
import { hasSeen, plantedBug } from './planted-bug.js'

const SEEDS = 12
const BUG_SEEDS_MAX = 80

test(`nothing is missing while disks are replaced, the ring changes and operators do not wait: ${SEEDS} seeds`, async () => {
  let answers = 0
  for (let seed = 1; seed <= SEEDS; seed++) {
    const result = await runUnheld(seed)
    assert.deepEqual(result.violations, [], `seed ${seed}`)
    answers += result.answers
  }
  // Else it has shown nothing.
  assert.ok(answers > 50 * SEEDS, `${answers} answers`)
})

const PLANTED: ReadonlyArray<readonly [string, string, () => () => void]> = [
  ['whoever is asked is sure of what it has', 'missing', () => patch(LiveViews.prototype, 'isWhole', { get: () => true })],
  ['any primary decides a condition', 'put', () => patch(PutCoordinator.prototype as unknown as { knowsWhatIsThere: () => boolean }, 'knowsWhatIsThere', { value: () => true })],
]

for (const [name, what, plant] of PLANTED) plantedBug(`${name}: caught by "${what}"`, { to: BUG_SEEDS_MAX }, plant, async seed => hasSeen(await runUnheld(seed), what))

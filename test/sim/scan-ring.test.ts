/** Scans while the ring changes, and the bug that they must see. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ScanCoordinator } from '../../daemon/core/scan/scan-coordinator.js'
import { patch } from '../fixtures/patch.js'
import { runScans } from './scan-run.js'

const SEEDS = 4
/** The first that shows the bug, and how many are tried from there. */
const BUG_SEED = 5
const BUG_SEEDS_MAX = 60

test(`scans have each key once and in order while the owners of all keys change: ${SEEDS} seeds`, async () => {
  let scans = 0
  for (let seed = 1; seed <= SEEDS; seed++) {
    const result = await runScans(seed)
    assert.deepEqual(result.violations, [], `seed ${seed}`)
    scans += result.scans
  }
  // Else it has shown nothing.
  assert.ok(scans > 10 * SEEDS, `${scans} scans came to their end`)
})

test('planted bug: a page is answered by those who gave their data away meanwhile: caught by "missing"', async () => {
  const undo = patch(ScanCoordinator.prototype as unknown as { isCurrent: () => boolean }, 'isCurrent', { value: () => true })
  try {
    for (let seed = BUG_SEED; seed < BUG_SEED + BUG_SEEDS_MAX; seed++) {
      const { violations } = await runScans(seed)
      if (!violations.some(violation => violation.startsWith('missing:'))) continue
      console.log(`a page is answered by those who gave their data away: seed ${seed}`)
      return
    }
    assert.fail(`not caught in ${BUG_SEEDS_MAX} seeds`)
  } finally {
    undo()
  }
})

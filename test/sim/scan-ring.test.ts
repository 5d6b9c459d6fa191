/** Scans while the ring changes, and the bug that they must see. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ScanCoordinator } from '../../daemon/core/scan/scan-coordinator.js'
import { patch } from '../fixtures/patch.js'
import { runScans } from './scan-run.js'
import { hasSeen, plantedBug } from './planted-bug.js'

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

plantedBug('a page is answered by those who gave their data away meanwhile: caught by "missing"', { from: BUG_SEED, to: BUG_SEED + BUG_SEEDS_MAX - 1 },
  () => patch(ScanCoordinator.prototype as unknown as { isCurrent: () => boolean }, 'isCurrent', { value: () => true }), async seed => hasSeen(await runScans(seed), 'missing'))

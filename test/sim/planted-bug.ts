import assert from 'node:assert/strict'
import { test } from 'node:test'

export interface Seeds { readonly from?: number, readonly to: number }

/**
 * A test that a bug which is planted is seen at one of some seeds. How soon is in the output.
 *
 * @param plant returns what takes it out again
 */
export function plantedBug (name: string, { from = 1, to }: Seeds, plant: () => () => void, isSeen: (seed: number) => Promise<boolean>): void {
  test(`planted bug: ${name}`, async () => {
    const undo = plant()
    try {
      for (let seed = from; seed <= to; seed++) {
        if (!await isSeen(seed)) continue
        console.log(`${name}: seed ${seed}`)
        return
      }
      assert.fail(`not caught by seed ${to}`)
    } finally { undo() }
  })
}

/** Whether that checker has found something. */
export function hasSeen ({ violations }: { readonly violations: readonly string[] }, checker: string): boolean {
  return violations.some(violation => violation.startsWith(`${checker}:`))
}

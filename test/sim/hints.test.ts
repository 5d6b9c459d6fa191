/** Hinted handoff under faults, and the bugs that its checks must see. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HintStore, type Hint, type HintEntry } from '../../storage/hint-store.js'
import { runHints } from './hint-run.js'

const SEEDS = 60
const BUG_SEEDS_MAX = 400

test(`hints reach their targets by themselves when all is healed, or are marked: ${SEEDS} seeds`, async () => {
  let acked = 0
  let dropped = 0
  for (let seed = 1; seed <= SEEDS; seed++) {
    const result = await runHints(seed)
    assert.deepEqual(result.violations, [], `seed ${seed}`)
    acked += result.acked
    dropped += result.dropped
  }
  // Else it has shown nothing.
  assert.ok(acked > 10 * SEEDS && dropped > 0, `${acked} hints were acknowledged, ${dropped} of them dropped with a mark`)
})

interface Bug { readonly name: string, readonly caughtBy: string, readonly plant: () => () => void }

function replace<K extends keyof HintStore> (method: K, value: HintStore[K] & ThisType<HintStore>): () => void {
  const before = Object.getOwnPropertyDescriptor(HintStore.prototype, method)
  assert.ok(before !== undefined)
  Object.defineProperty(HintStore.prototype, method, { ...before, value })
  return () => { Object.defineProperty(HintStore.prototype, method, before) }
}

const { load, remove } = HintStore.prototype

const BUGS: readonly Bug[] = [
  {
    name: 'a hint is removed before it is applied',
    caughtBy: 'lost',
    plant: () => replace('load', async function (this: HintStore, entry: HintEntry) {
      const hint = await load.call(this, entry)
      if (hint !== undefined) await remove.call(this, hint)
      return hint
    }),
  },
  {
    name: 'a hint is removed although something has joined it since it was sent',
    caughtBy: 'lost',
    plant: () => replace('remove', async function (this: HintStore, hint: Hint) {
      const now = await load.call(this, hint)
      return now !== undefined && await remove.call(this, now)
    }),
  },
  { name: 'a hint is replayed after its age cap', caughtBy: 'age', plant: () => replace('isExpired', () => false) },
]

for (const { name, caughtBy, plant } of BUGS) {
  test(`planted bug: ${name}: caught by "${caughtBy}"`, async () => {
    const undo = plant()
    try {
      for (let seed = 1; seed <= BUG_SEEDS_MAX; seed++) {
        const { violations } = await runHints(seed)
        if (violations.some(violation => violation.startsWith(`${caughtBy}:`))) {
          console.log(`${name}: seed ${seed}`)
          return
        }
      }
      assert.fail(`not caught in ${BUG_SEEDS_MAX} seeds`)
    } finally {
      undo()
    }
  })
}

/** Hinted handoff under faults, and the bugs that its checks must see. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HintedHandoff } from '../../daemon/core/repair/hinted-handoff.js'
import { latin1 } from '../../protocols/record/bytes.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { isDirtyKey } from '../../storage/hint-keys.js'
import { HintStore, type Hint, type HintEntry } from '../../storage/hint-store.js'
import type { Store, StoreOp } from '../../storage/store.js'
import { patch } from '../fixtures/patch.js'
import { runHints } from './hint-run.js'
import { hasSeen, plantedBug } from './planted-bug.js'

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

interface Bug {
  readonly name: string
  readonly caughtBy: string
  /** The seed that is tried first, not 1. */
  readonly from?: number
  readonly plant: () => () => void
}

function replace<K extends keyof HintStore> (method: K, value: HintStore[K] & ThisType<HintStore>): () => void {
  const before = Object.getOwnPropertyDescriptor(HintStore.prototype, method)
  assert.ok(before !== undefined)
  Object.defineProperty(HintStore.prototype, method, { ...before, value })
  return () => { Object.defineProperty(HintStore.prototype, method, before) }
}

const { load, remove } = HintStore.prototype

/** What is protected, only subclasses and planted bugs may bend. */
const STORE = HintStore.prototype as unknown as { marked: Set<string>, store: Store, write: (ops: readonly StoreOp[]) => Promise<void> }
const HANDOFF = HintedHandoff.prototype as unknown as { hasToWait: () => boolean, inTurn: (targets: readonly NodeId[]) => readonly NodeId[] }

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
  {
    name: 'the mark of a dropped hint is in memory only',
    caughtBy: 'lost',
    plant: () => {
      const { write } = STORE
      return patch(STORE, 'write', { async value (this: typeof STORE, ops: readonly StoreOp[]) { await write.call(this, ops.filter(({ type, key }) => type === 'del' || !isDirtyKey(key))) } })
    },
  },
  {
    name: 'a mark counts as stored before it is',
    from: 306,
    caughtBy: 'lost',
    plant: () => patch(STORE, 'write', {
      async value (this: typeof STORE, ops: readonly StoreOp[]) {
        for (const { type, key } of ops) if (isDirtyKey(key)) this.marked[type === 'put' ? 'add' : 'delete'](latin1(key))
        await this.store.batch(ops, 'synced')
      },
    }),
  },
  {
    name: 'hints for who is down stand before those for who is up',
    from: 10,
    caughtBy: 'drained',
    plant: () => {
      const undo = [patch(HANDOFF, 'hasToWait', { value: () => false }), patch(HANDOFF, 'inTurn', { value: (targets: readonly NodeId[]) => targets })]
      return () => { for (const one of undo) one() }
    },
  },
  { name: 'a hint is replayed after its age cap', caughtBy: 'age', plant: () => replace('isExpired', () => false) },
]

for (const { name, caughtBy, from, plant } of BUGS) plantedBug(`${name}: caught by "${caughtBy}"`, { ...(from === undefined ? {} : { from }), to: BUG_SEEDS_MAX }, plant, async seed => hasSeen(await runHints(seed), caughtBy))

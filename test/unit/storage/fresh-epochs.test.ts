/**
 * Rule (b) of fresh epochs, planted out and caught. Random histories do not get there: a store that
 * loses events within a run distrusts its epochs as well, and after a crash always. What is left for
 * the rule are disks that lose what they acknowledged, without a word. Rule (c) and the leases are
 * planted out in test/model/versions.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RecordStore } from '../../../storage/record-store.js'
import { Disk, FaultyStore } from '../../fixtures/faulty-store.js'
import type { Dot, KvRecord } from '../../../protocols/record/record.js'

const KEY = { bucket: 'default', key: Uint8Array.of(7) }

async function boot (Kind: typeof RecordStore): Promise<{ records: RecordStore, put: (n: number, context?: ReadonlyMap<string, number>) => Promise<{ dot: Dot, record: KvRecord }> }> {
  const records = await Kind.open({ store: new FaultyStore(new Disk()), clock: { realtime: () => 1_700_000_000_000 }, random: length => new Uint8Array(length).fill(3) }, { partitions: 64 })
  return {
    records,
    put: async (n, context) => {
      const write = await records.write(KEY, { value: Uint8Array.of(n), policy: 'siblings', ...(context !== undefined && { context }) }, 'synced')
      await write.committed
      return write
    },
  }
}

/** The store made a second event and lost it; a client has seen it and writes. Whether its write gets the dot again. */
async function givenAgainToClient (Kind: typeof RecordStore): Promise<boolean> {
  const { put } = await boot(Kind)
  const { dot } = await put(1)
  const next = await put(3, new Map([[dot.actor, 2]]))
  return next.dot.actor === dot.actor && next.dot.counter === 2
}

/** The same, and another replica has the event and sends it only after the write before the next one. */
async function extendedAfterMerge (Kind: typeof RecordStore): Promise<boolean> {
  const { records, put } = await boot(Kind)
  const { dot, record } = await put(1)
  const lost = { dot: { actor: dot.actor, counter: 5 }, hlc: record.siblings[0]?.hlc ?? 0n, value: Uint8Array.of(2) }
  await (await records.merge(KEY, { vv: new Map([[dot.actor, 5]]), siblings: [lost] }, 'synced')).committed
  return (await put(3)).dot.actor === dot.actor
}

class ContextNotLookedAt extends RecordStore {
  protected override nextDot (record: KvRecord, _context: ReadonlyMap<string, number>, ownEpoch: number): Dot | undefined {
    return super.nextDot(record, new Map(), ownEpoch)
  }
}

class MergedEpochExtended extends RecordStore {
  protected override nextDot (record: KvRecord, context: ReadonlyMap<string, number>, ownEpoch: number): Dot | undefined {
    const ours = [...record.vv.keys()].filter(actor => actor.startsWith(this.leases.prefix)).map(actor => parseInt(actor.slice(this.leases.prefix.length), 36))
    return super.nextDot(record, context, ownEpoch === 0 ? Math.max(0, ...ours) : ownEpoch)
  }
}

test('an event that a client has seen and this store has lost does not lend its dot to another', async () => {
  assert.equal(await givenAgainToClient(RecordStore), false)
})

test('nor is an epoch extended of which others knew more', async () => {
  assert.equal(await extendedAfterMerge(RecordStore), false)
})

test('planted bug, case (b) forgotten of contexts: caught', async () => { assert.equal(await givenAgainToClient(ContextNotLookedAt), true) })
test('planted bug, case (b) forgotten of merges: caught', async () => { assert.equal(await extendedAfterMerge(MergedEpochExtended), true) })

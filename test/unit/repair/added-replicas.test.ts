import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AddedReplicas, addedPartitions, type AddedReplicasComponents } from '../../../daemon/core/repair/added-replicas.js'
import { RaisedBuckets } from '../../../daemon/core/raised-buckets.js'
import type { Ring } from '../../../daemon/core/ring/ring.js'
import { NotReadyError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { peerIdOf } from '../../fixtures/ring.js'
import { NO_METER, SILENT } from '../../fixtures/network.js'
import { Scheduler } from '../../sim/scheduler.js'
import { SimClock, WallClock } from '../../sim/sim-clock.js'
import { SimPrng } from '../../sim/sim-prng.js'
import { PARTITIONS, ringOf, viewOf } from '../transfer/rig.js'

const [A, B, C, D, E] = ['a', 'b', 'c', 'd', 'e'] as [NodeId, NodeId, NodeId, NodeId, NodeId]
/** Three partitions, two replicas each. `a` comes third in the first, fourth in the second, first in the third. */
const ORDER = [[B, C, A, D, E], [C, D, B, A, E], [A, B, C, D, E]]
const RING = {
  view: { partitions: 3, replicas: 2 },
  primariesFor: (partition: number, n: number) => ORDER[partition]?.slice(0, n),
} as unknown as Ring
const NAMES = ['none', 'three', 'four']

function begin ({ intervalMs = 10_000, ...more }: Partial<AddedReplicasComponents> & { intervalMs?: number | null } = {}) {
  const scheduler = new Scheduler()
  const roots = new Map<string, number>()
  const rootOf = (of: string, partition: number): Uint8Array => Uint8Array.of(roots.get(`${of}${partition}`) ?? 0)
  const state = { asked: [] as string[], dead: new Set<NodeId>(), deaf: new Set<NodeId>(), buckets: new Map([['none', 1], ['three', 3], ['four', 4]]), missing: new Set<string>() }
  const added = new AddedReplicas({
    clock: new SimClock(scheduler, new WallClock(scheduler)),
    prng: new SimPrng(1),
    log: SILENT,
    meter: NO_METER,
    records: { partitionRoot: partition => ({ hash: rootOf(A, partition), count: 0 }) },
    exchange: {
      compareRoots: async (peer, partitions, _deadline, { rootOf: known } = {}) => {
        if (partitions.length > 0) state.asked.push(`${peer} roots ${partitions.join(' ')}`)
        return partitions.filter(partition => Buffer.compare(rootOf(peer, partition), known?.(partition) ?? new Uint8Array()) !== 0)
      },
      syncPart: async (peer, { partition, replicasMin, takes }) => {
        if (state.deaf.has(peer)) throw new NotReadyError('other buckets')
        const taken = NAMES.filter(takes)
        state.asked.push(`${peer} ${partition} of ${replicasMin}: ${taken.join(' ')}`)
        const roots = { own: rootOf(A, partition), theirs: rootOf(peer, partition) }
        const isMissing = state.missing.delete(`${peer}${partition}`)
        return { found: Number(isMissing), pulled: Number(isMissing), pushed: 0, isWhole: true, roots: isMissing ? undefined : roots }
      },
    },
    pace: { isWatched: false, takePull: async () => () => {} },
    foreground: { begin: () => () => {} },
    placement: () => ({ head: RING, live: [RING], readFrom: RING }),
    livenessOf: peer => state.dead.has(peer) ? 'dead' : 'alive',
    raised: () => new RaisedBuckets(2, 1, state.buckets),
    viewHash: () => new Uint8Array(),
    ...more,
  }, A, { intervalMs })
  added.worker.start()
  const asked = async (ms: number): Promise<string[]> => {
    state.asked.length = 0
    await scheduler.runFor(ms)
    return [...state.asked]
  }
  return { state, added, asked, roots, scheduler }
}

/** One after the other: what was found alike with one of them is asked by its root of the others. */
const FIRST = ['b 0 of 3: three four', 'c roots 0', 'c 1 of 4: four', 'd roots 1']
/** What was lacking at the first is not known to be there by its root. */
const LISTED = ['b 0 of 3: three four', 'c 0 of 3: three four', 'c 1 of 4: four', 'd roots 1']
const ROOTS = ['b roots 0', 'c roots 0 1', 'd roots 1']

test('added are those who come behind the ring\'s own primaries, for as many as a bucket has', () => {
  const ring = ringOf(viewOf(6))
  const self = peerIdOf(2)
  assert.deepEqual(addedPartitions(ring, self, 3), [])
  const found = addedPartitions(ring, self, 5)
  for (let partition = 0; partition < PARTITIONS; partition++) {
    const index = ring.primariesFor(partition, 6).indexOf(self)
    assert.deepEqual(found.filter(one => one.partition === partition), index === 3 || index === 4 ? [{ partition, replicasMin: index + 1 }] : [])
  }
  assert.ok(found.length > 0)
  assert.deepEqual(addedPartitions(ringOf(viewOf(2)), self, 7), [])
})

test('where no bucket has more replicas than the ring nobody is asked anything', async () => {
  const { state, added, asked } = begin()
  state.buckets = new Map([['none', 1], ['two', 2]])
  assert.deepEqual(await asked(60_000), [])
  assert.deepEqual(added.progress, { partitions: 0, whole: 0 })
})

test('keys are listed once, then roots are compared as long as they stay; all is known to be there', async () => {
  const { added, asked } = begin()
  assert.deepEqual(await asked(3_000), FIRST)
  assert.deepEqual(added.progress, { partitions: 2, whole: 2 })
  assert.match(added.worker.status.progress, /^2 of 2 /)
  assert.deepEqual(await asked(10_000), ROOTS)
})

test('a partition is listed again when the root has changed, here or there', async () => {
  const { asked, roots } = begin()
  await asked(3_000)
  roots.set('c1', 7)
  assert.deepEqual(await asked(10_000), ['b roots 0', 'c roots 0 1', 'c 1 of 4: four', 'd roots 1', 'd 1 of 4: four'])
  roots.set('a0', 7)
  roots.set('d1', 7)
  roots.set('c1', 7)
  const again = await asked(10_000)
  assert.ok(again.includes('b 0 of 3: three four'))
})

test('where something was missing it is looked again soon', async () => {
  const { state, asked } = begin()
  state.missing.add(`${B}0`)
  assert.deepEqual(await asked(4_000), [...LISTED, 'b roots 0'])
  assert.deepEqual(await asked(3_000), [])
})

test('it is looked again soon where one of several partitions at a time lacked something', async () => {
  const { state, asked, roots } = begin()
  roots.set('c0', 7)
  state.missing.add(`${C}0`)
  assert.deepEqual(await asked(1_100), ['b 0 of 3: three four', 'c roots 0', 'c 0 of 3: three four', 'c 1 of 4: four', 'd roots 1'])
  assert.deepEqual(await asked(3_000), ['c roots 0 1', 'c 0 of 3: three four'])
})

test('a greater number, or another ring, is a reason to compare all at once', async () => {
  let ring = RING
  const { state, added, asked } = begin({ placement: () => ({ head: ring, live: [ring], readFrom: ring }) })
  state.buckets.set('four', 3)
  assert.deepEqual(await asked(3_000), ['b 0 of 3: three four', 'c roots 0'])
  assert.deepEqual(added.progress, { partitions: 1, whole: 1 })
  state.buckets.set('four', 4)
  assert.deepEqual(await asked(2_000), FIRST)
  ring = Object.create(RING) as Ring
  assert.deepEqual(await asked(2_000), FIRST)
})

test('who is away is asked as soon as it is back; until then nothing is known of it', async () => {
  const { state, added, asked } = begin()
  state.dead.add(C)
  assert.deepEqual(await asked(3_000), ['b 0 of 3: three four', 'd 1 of 4: four'])
  assert.deepEqual(added.progress, { partitions: 2, whole: 0 })
  assert.deepEqual([added.isFilled(0), added.isFilled(1)], [false, false])
  state.dead.delete(C)
  assert.deepEqual(await asked(2_000), ['c roots 0 1'])
  assert.deepEqual(added.progress, { partitions: 2, whole: 2 })
  // What it has had it has, whoever is away.
  for (const peer of [B, C, D]) state.dead.add(peer)
  await asked(2_000)
  assert.deepEqual([added.progress.whole, added.isFilled(0), added.isFilled(1)], [0, true, true])
  state.buckets.set('four', 5)
  assert.deepEqual([added.isFilled(0), added.isFilled(1)], [false, false])
})

test('who knows other settings is asked again soon, and the worker says that it waits', async () => {
  const { state, added, asked } = begin()
  for (const peer of [B, C, D]) state.deaf.add(peer)
  assert.deepEqual(await asked(3_000), [])
  assert.deepEqual(added.progress, { partitions: 2, whole: 0 })
  assert.equal(added.worker.status.state, 'stalled')
  assert.match(added.worker.status.reason, /^3 of 3 peers /)
  state.deaf.clear()
  await asked(10_000)
  assert.deepEqual(added.progress, { partitions: 2, whole: 2 })
  assert.equal(added.worker.status.state, 'idle')
})

test('without an interval all is compared until nothing is missing, and then when asked to', async () => {
  const { state, added, asked } = begin({ intervalMs: null })
  state.missing.add(`${B}0`)
  assert.deepEqual(await asked(20_000), [...LISTED, 'b roots 0'])
  state.dead.add(B)
  await asked(20_000)
  state.dead.delete(B)
  assert.deepEqual(await asked(10 * 60_000), [])
  added.compareNow()
  assert.deepEqual(await asked(100), ROOTS)
})

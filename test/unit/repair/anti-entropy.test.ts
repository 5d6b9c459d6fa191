import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PeerUnreachableError } from '../../../protocols/errors.js'
import { AntiEntropy, type AntiEntropyComponents } from '../../../daemon/core/repair/anti-entropy.js'
import type { Ring } from '../../../daemon/core/ring/ring.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { NO_METER, SILENT } from '../../fixtures/network.js'
import { Scheduler } from '../../sim/scheduler.js'
import { SimClock, WallClock } from '../../sim/sim-clock.js'
import { SimPrng } from '../../sim/sim-prng.js'

const A = 'a' as NodeId
const B = 'b' as NodeId
const C = 'c' as NodeId

/** Three partitions: a and b own the first, all three the second, b and c the third. */
const RING = {
  view: { epoch: 1, issuer: A, partitions: 3, replicas: 3 },
  partitionsOf: () => [{ partition: 0, position: 0 }, { partition: 1, position: 0 }],
  primariesFor: (partition: number) => [[A, B], [A, B, C], [B, C]][partition],
} as unknown as Ring

function begin (more: Partial<AntiEntropyComponents> = {}) {
  const scheduler = new Scheduler()
  const compared: string[] = []
  const state = { dead: new Set<NodeId>(), suspect: new Set<NodeId>(), differing: new Map<NodeId, number[]>(), cleared: [] as string[], alike: true, now: 0, slowed: false }
  const antiEntropy = new AntiEntropy({
    self: A,
    foreground: { begin: () => () => {}, get slowed () { return state.slowed } },
    clock: new SimClock(scheduler, new WallClock(scheduler)),
    prng: new SimPrng(1),
    log: SILENT,
    meter: NO_METER,
    exchange: {
      compareRoots: async (peer, partitions) => {
        compared.push(`${peer} ${partitions.join(' ')}`)
        return state.differing.get(peer) ?? []
      },
      sync: async (peer, partition) => {
        state.differing.set(peer, (state.differing.get(peer) ?? []).filter(one => one !== partition))
        return { equal: true, pulled: 2, aside: 0, pushed: 1, refused: 0 }
      },
      areAlike: async (peers, partition) => {
        assert.deepEqual([peers, partition], [[B, C], 2])
        return state.alike
      },
    },
    hints: {
      dirty: () => [{ target: B, partition: 1, mark: 7 }, { target: C, partition: 0, mark: 8 }, { target: B, partition: 2, mark: 9 }].filter(({ target, partition, mark }) => !state.cleared.includes(`${target} ${partition} ${mark}`)),
      clearDirty: async (target, partition, mark) => { state.cleared.push(`${target} ${partition} ${mark}`); return true },
    },
    placement: () => ({ head: RING, live: [RING], readFrom: RING }),
    livenessOf: peer => state.dead.has(peer) ? 'dead' : state.suspect.has(peer) ? 'suspect' : 'alive',
    ...more,
  }, { intervalMs: 10_000 })
  antiEntropy.worker.start()
  return { scheduler, compared, state, antiEntropy }
}

test('every other primary is compared with, what differs is exchanged, and what is alike on all is known', async () => {
  const { scheduler, compared, state, antiEntropy } = begin()
  state.differing.set(C, [1])
  assert.deepEqual(antiEntropy.fullyReplicated(), { partitions: 2, fullyReplicated: 0 })
  await scheduler.runFor(3_000)
  assert.deepEqual(compared, ['b 0 1', 'c 1'])
  assert.deepEqual(antiEntropy.fullyReplicated(), { partitions: 2, fullyReplicated: 2 })
  assert.deepEqual(antiEntropy.pairs.map(({ peer, pulled, pushed }) => [peer, pulled, pushed]), [[B, 0, 0], [C, 2, 1]])
})

test('a view that takes the place of another one of its epoch and issuer has pairs of its own', () => {
  let ring = RING
  const { antiEntropy } = begin({ placement: () => ({ head: ring, live: [ring], readFrom: ring }) })
  assert.deepEqual(antiEntropy.pairs.map(({ peer }) => peer), [B, C])
  ring = { ...RING, partitionsOf: () => [{ partition: 0, position: 0 }] } as unknown as Ring
  assert.deepEqual(antiEntropy.pairs.map(({ peer }) => peer), [B])
})

test('each pair is compared within the interval, again and again', async () => {
  const { scheduler, compared } = begin()
  await scheduler.runFor(101_000)
  assert.ok(compared.filter(text => text.startsWith('b')).length >= 10)
})

test('a peer that is away is compared with as soon as it is back', async () => {
  const { scheduler, compared, state } = begin()
  await scheduler.runFor(3_000)
  state.dead.add(B)
  await scheduler.runFor(3_000)
  state.dead.delete(B)
  const before = compared.length
  await scheduler.runFor(2_300)
  assert.deepEqual(compared.slice(before), ['b 0 1'])
})

for (const away of ['suspect', 'dead'] as const) {
  test(`nothing is known to be alike of a peer that is ${away}, until it has been compared with again`, async () => {
    const { scheduler, state, antiEntropy } = begin()
    const alike = (): number[] => [antiEntropy.fullyReplicated().fullyReplicated, antiEntropy.ledAlike()]
    await scheduler.runFor(3_000)
    assert.deepEqual(alike(), [2, 2])
    state[away].add(C)
    assert.deepEqual(alike(), [1, 1], 'at once')
    await scheduler.runFor(3_000)
    state[away].delete(C)
    assert.deepEqual(alike(), [1, 1], 'it is back, and may have missed something')
    await scheduler.runFor(2_300)
    assert.deepEqual(alike(), [2, 2])
  })
}

test('the mark of a dropped hint is cleared by a comparison that ends alike, and where the target is no primary', async () => {
  const { scheduler, state } = begin()
  state.alike = false
  await scheduler.runFor(3_000)
  assert.deepEqual(state.cleared, ['b 1 7', 'c 0 8'])
})

test('the mark of a stand-in, which has nothing to compare, is cleared when all primaries are there and hold the same', async () => {
  const { scheduler, state } = begin()
  state.alike = false
  await scheduler.runFor(20_000)
  assert.equal(state.cleared.includes('b 2 9'), false, 'they differ')
  state.alike = true
  state.suspect.add(C)
  await scheduler.runFor(20_000)
  assert.equal(state.cleared.includes('b 2 9'), false, 'one is away')
  state.suspect.delete(C)
  await scheduler.runFor(3_000)
  assert.equal(state.cleared.includes('b 2 9'), true)
})

test('a worker that cannot compare is stalled, and says why', async () => {
  const failing = { areAlike: async () => true, compareRoots: async () => { throw new PeerUnreachableError('nobody there') }, sync: async () => { throw new PeerUnreachableError('nobody there') } }
  const { scheduler, antiEntropy } = begin({ exchange: failing })
  await scheduler.runFor(3_000)
  assert.equal(antiEntropy.worker.status.state, 'stalled')
  assert.match(antiEntropy.worker.status.reason, /2 of 2 peers .*nobody there/)
})

test('a paused worker does nothing until it is resumed', async () => {
  const { scheduler, antiEntropy, compared } = begin()
  antiEntropy.worker.pause()
  await scheduler.runFor(20_000)
  assert.deepEqual([compared.length, antiEntropy.worker.status.state], [0, 'paused'])
  antiEntropy.worker.resume()
  await scheduler.runFor(1_000)
  assert.equal(compared.length, 2)
})

/** One other peer with 40 partitions that all differ; each exchange takes a second. */
function beginMany (failing?: number) {
  const partitions = Array.from({ length: 40 }, (_, partition) => partition)
  const many = { view: { epoch: 1, issuer: A, partitions: 40, replicas: 2 }, partitionsOf: () => partitions.map(partition => ({ partition, position: 0 })), primariesFor: () => [A, B] } as unknown as Ring
  const seen = { out: 0, most: 0, tried: [] as number[], compared: [] as number[] }
  const begun = begin({
    placement: () => ({ head: many, live: [many], readFrom: many }),
    exchange: {
      areAlike: async () => true,
      compareRoots: async () => {
        seen.compared.push(begun.scheduler.nowMs)
        return partitions.filter(partition => !seen.tried.includes(partition) || partition === failing)
      },
      sync: async (_peer, partition) => {
        seen.most = Math.max(seen.most, ++seen.out)
        seen.tried.push(partition)
        await new Promise<void>(resolve => { begun.scheduler.after(1_000, resolve) })
        seen.out--
        if (partition === failing) throw new PeerUnreachableError('by the test')
        return { equal: true, pulled: 1, aside: 0, pushed: 0, refused: 0 }
      },
    },
  })
  return { ...begun, seen }
}

test('several partitions are made equal at a time, few while clients wait for it', async () => {
  const { scheduler, seen, antiEntropy } = beginMany()
  await scheduler.runFor(10_000)
  assert.deepEqual([seen.most, seen.tried.length, antiEntropy.fullyReplicated().fullyReplicated], [16, 40, 40])
  const slow = beginMany()
  slow.state.slowed = true
  await slow.scheduler.runFor(10_000)
  assert.equal(slow.seen.most, 2)
})

test('one partition that fails takes none of its batch with it, and the next comparison is soon, then later and later', async () => {
  const { scheduler, seen, antiEntropy } = beginMany(3)
  await scheduler.runFor(60_000)
  assert.equal(antiEntropy.fullyReplicated().fullyReplicated, 39)
  const pauses = seen.compared.slice(1).map((atMs, index) => atMs - (seen.compared[index] ?? 0))
  assert.ok(pauses.length > 5 && Math.max(...pauses) < 10_000, pauses.join())
})

test('what a peer pulls in bulk for a change of the ring is not exchanged record by record as well', async () => {
  const synced: string[] = []
  const newer = { ...RING, view: { ...RING.view, epoch: 2 }, primariesFor: () => [A, B, C] } as unknown as Ring
  let live = [newer, RING]
  const { scheduler, state } = begin({
    placement: () => ({ head: newer, live, readFrom: RING }),
    exchange: {
      areAlike: async () => true,
      compareRoots: async peer => state.differing.get(peer) ?? [],
      sync: async (peer, partition) => {
        synced.push(`${peer} ${partition}`)
        state.differing.set(peer, (state.differing.get(peer) ?? []).filter(one => one !== partition))
        return { equal: true, pulled: 0, aside: 0, pushed: 0, refused: 0 }
      },
    },
  })
  state.differing.set(C, [0, 1])
  await scheduler.runFor(10_000)
  assert.deepEqual(synced, ['c 1'])
  live = [newer]
  await scheduler.runFor(10_000)
  assert.deepEqual(synced, ['c 1', 'c 0'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FaultPoints, Logger, Meter } from '../../../daemon/core/env.js'
import type { Liveness } from '../../../daemon/core/membership/failure-detector.js'
import { HintedHandoff, type Delivery } from '../../../daemon/core/repair/hinted-handoff.js'
import { RateLimit } from '../../../daemon/core/repair/rate-limit.js'
import { firstView } from '../../../daemon/core/ring/next-view.js'
import { Ring } from '../../../daemon/core/ring/ring.js'
import { OverloadedError, PeerUnreachableError } from '../../../protocols/errors.js'
import { makeActor } from '../../../protocols/record/actor.js'
import { hlcAt } from '../../../protocols/record/hlc.js'
import { partitionOf } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { KvRecord, RecordKey } from '../../../protocols/record/record.js'
import { HintStore } from '../../../storage/hint-store.js'
import { MemoryStore } from '../../../storage/memory.js'
import { byPeerId, memberOf } from '../../fixtures/ring.js'
import { Scheduler } from '../../sim/scheduler.js'
import { REALTIME_START_MS } from '../../sim/sim-clock.js'
import { SimPrng } from '../../sim/sim-prng.js'

const PARTITIONS = 16
const SETTLE_MS = 600_000
const SILENT: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => SILENT }
const METER: Meter = { count: () => {}, observe: () => {} }
const FAULT: FaultPoints = { hit: () => {} }

const MEMBERS = byPeerId([0, 1, 2, 3, 4].map(number => memberOf(number)))
const [SELF, TARGET, THIRD, FOURTH] = MEMBERS.map(({ peerId }) => peerId) as [NodeId, NodeId, NodeId, NodeId]

function ringWithout (...gone: readonly NodeId[]): Ring {
  const members = MEMBERS.filter(({ peerId }) => !gone.includes(peerId))
  return new Ring(firstView({ cluster: 'test', partitions: PARTITIONS, replicas: 2, members, issuer: SELF, reason: 'test', issuedAt: 0 }))
}

function key (n: number): RecordKey { return { bucket: 'default', key: Uint8Array.of(n) } }

function record (n: number, bytes = 1): KvRecord {
  const actor = makeActor(new Uint8Array(16).fill(n), 1)
  return { vv: new Map([[actor, 1]]), siblings: [{ dot: { actor, counter: 1 }, hlc: hlcAt(REALTIME_START_MS) + BigInt(n), value: new Uint8Array(bytes).fill(n) }] }
}

interface Sent { readonly to: NodeId, readonly key: number, readonly delivery: Delivery }

/** A handoff between a store in memory and peers that answer as the test says. */
async function boot (options: { readonly hintBytesPerSecondMax?: number | null, readonly hintAgeMaxMs?: number } = {}) {
  const scheduler = new Scheduler()
  const clock = { monotonic: () => scheduler.nowMs, realtime: () => REALTIME_START_MS + scheduler.nowMs, after: (delayMs: number, fn: () => void) => scheduler.after(delayMs, fn) }
  const hints = await HintStore.open({ store: new MemoryStore(), clock }, { partitions: PARTITIONS, ...options })
  const world = {
    ring: ringWithout() as Ring | undefined,
    known: true,
    liveness: new Map<NodeId, Liveness>(),
    sent: [] as Sent[],
    applied: [] as number[],
    slowed: false,
    answer: async (_to: NodeId, _key: number): Promise<boolean> => true,
  }
  const handoff = new HintedHandoff({
    clock, prng: new SimPrng(1), log: SILENT, meter: METER, fault: FAULT, self: SELF, hints,
    foreground: { begin: () => () => {}, get slowed () { return world.slowed } },
    ring: () => world.ring,
    wasMember: () => world.known,
    replicasOf: () => 2,
    livenessOf: peer => world.liveness.get(peer) ?? 'alive',
    deliver: async (to, { key: [n = -1] }, _encoded, delivery) => {
      world.sent.push({ to, key: n, delivery })
      return await world.answer(to, n)
    },
    apply: async ({ key: [n = -1] }) => { world.applied.push(n); return true },
  }, options.hintBytesPerSecondMax === undefined ? {} : { hintBytesPerSecondMax: options.hintBytesPerSecondMax })
  const settle = async <T>(promise: Promise<T>): Promise<T> => await scheduler.settle(promise, SETTLE_MS, 'a replay')
  return { scheduler, hints, handoff, world, settle }
}

test('hints go to a target that is alive, oldest first, and are gone', async () => {
  const { hints, handoff, world, scheduler } = await boot()
  for (const n of [5, 2, 9]) {
    await hints.add(TARGET, key(n), record(n))
    await scheduler.runFor(1)
  }
  handoff.worker.start()
  await scheduler.runUntil(() => hints.totals().hints === 0, SETTLE_MS, 'all are gone')
  assert.deepEqual(world.sent.map(({ to, key: n }) => [to, n]), [[TARGET, 5], [TARGET, 2], [TARGET, 9]])
  assert.deepEqual([handoff.stalls(), hints.dirty()], [[], []])
  handoff.stop()
})

test('hints for a dead target wait with a reason and an age, and a link that opens brings them at once', async () => {
  const { hints, handoff, world, scheduler } = await boot()
  world.liveness.set(TARGET, 'dead')
  await hints.add(TARGET, key(1), record(1))
  handoff.worker.start()
  await scheduler.runFor(10_000)
  assert.deepEqual(world.sent, [])
  const [stall] = handoff.stalls()
  assert.ok(stall !== undefined && stall.reason === 'the target is dead' && stall.hints === 1 && stall.ageMs > 5_000, JSON.stringify(stall))
  const linkedAtMs = scheduler.nowMs
  handoff.linkUp(TARGET)
  await scheduler.runUntil(() => hints.totals().hints === 0, SETTLE_MS, 'it is gone')
  assert.equal(scheduler.nowMs, linkedAtMs)
  assert.deepEqual(handoff.stalls(), [])
  handoff.stop()
})

/** A ring of ten, and who there is but this peer, in the order in which hints are looked at. */
function ringOfTen (): { ring: Ring, others: NodeId[] } {
  const members = byPeerId([...MEMBERS, ...[5, 6, 7, 8, 9].map(number => memberOf(number))])
  const ring = new Ring(firstView({ cluster: 'test', partitions: PARTITIONS, replicas: 2, members, issuer: SELF, reason: 'test', issuedAt: 0 }))
  return { ring, others: members.map(({ peerId }) => peerId).filter(peer => peer !== SELF) }
}

test('targets that are down, however many, keep nobody else from its hints', async () => {
  const { hints, handoff, world, scheduler } = await boot()
  const { ring, others } = ringOfTen()
  world.ring = ring
  for (const [n, peer] of others.entries()) await hints.add(peer, key(n), record(n))
  for (const peer of others.slice(0, -1)) world.liveness.set(peer, 'dead')
  handoff.worker.start()
  await scheduler.runFor(10_000)
  assert.deepEqual(world.sent.map(({ to }) => to), others.slice(-1))
  assert.equal(handoff.stalls().length, others.length - 1, 'all others say why they wait')
  handoff.stop()
})

test('targets with new hints at every look keep nobody else from its hints', async () => {
  const { hints, handoff, world, scheduler } = await boot()
  const { ring, others } = ringOfTen()
  world.ring = ring
  for (const [n, peer] of others.entries()) await hints.add(peer, key(n), record(n))
  const last = others.length - 1
  world.answer = async to => {
    const n = others.indexOf(to)
    if (n < last) await hints.add(to, key(n), record(n + 1 + world.sent.length))
    return true
  }
  handoff.worker.start()
  await scheduler.runFor(10_000)
  assert.ok(world.sent.some(({ to }) => to === others[last]), `only ${new Set(world.sent.map(({ to }) => to)).size} of ${others.length} were sent anything`)
  handoff.stop()
})

test('a target that does not answer is asked once, and again later and later', async () => {
  const { hints, handoff, world, scheduler } = await boot()
  for (let n = 0; n < 40; n++) await hints.add(TARGET, key(n), record(n))
  world.answer = async () => { throw new PeerUnreachableError('gone') }
  handoff.worker.start()
  await scheduler.runFor(120_000)
  assert.ok(world.sent.length >= 3 && world.sent.length <= 15, `${world.sent.length} requests`)
  assert.equal(hints.totals().hints, 40)
  assert.match(handoff.stalls()[0]?.reason ?? '', /PEER_UNREACHABLE/)
  handoff.stop()
})

test('a hint that is refused does not stop those behind it, and stays', async () => {
  const { hints, handoff, world, settle } = await boot()
  for (let n = 0; n < 20; n++) await hints.add(TARGET, key(n), record(n))
  world.answer = async (_to, n) => { if (n === 0) throw new OverloadedError('quarantine', 60_000); return true }
  assert.deepEqual(await settle(handoff.flush()), { before: 20, left: 1 })
  assert.match(handoff.stalls()[0]?.reason ?? '', /OVERLOADED/)
})

test('many hints are on their way at a time, few while clients wait for it', async () => {
  for (const [slowed, expected] of [[false, 128], [true, 8]] as const) {
    const { hints, handoff, world, settle } = await boot({ hintBytesPerSecondMax: null })
    for (let n = 0; n < 256; n++) await hints.add(TARGET, key(n), record(n))
    world.slowed = slowed
    let out = 0
    let most = 0
    world.answer = async () => {
      most = Math.max(most, ++out)
      await Promise.resolve()
      out--
      return true
    }
    assert.deepEqual(await settle(handoff.flush()), { before: 256, left: 0 })
    assert.equal(most, expected)
  }
})

test('a target that refuses everything is not asked for every hint', async () => {
  const { hints, handoff, world, settle } = await boot()
  for (let n = 0; n < 100; n++) await hints.add(TARGET, key(n), record(n))
  world.answer = async () => { throw new OverloadedError('inFlightWritesMax', 50) }
  await settle(handoff.flush())
  assert.ok(world.sent.length <= 32, `${world.sent.length} requests`)
  assert.equal(hints.totals().hints, 100)
})

test('an answer that is not synced removes nothing', async () => {
  const { hints, handoff, world, settle } = await boot()
  await hints.add(TARGET, key(1), record(1))
  world.answer = async () => false
  assert.deepEqual(await settle(handoff.flush(TARGET)), { before: 1, left: 1 })
})

test('what joins a hint while it is on its way is brought too', async () => {
  const { hints, handoff, world, settle } = await boot()
  await hints.add(TARGET, key(1), record(1))
  world.answer = async () => {
    if (world.sent.length === 1) await hints.add(TARGET, key(1), record(2))
    return true
  }
  assert.equal((await settle(handoff.flush())).left, 1)
  assert.equal((await settle(handoff.flush())).left, 0)
  assert.equal(world.sent.length, 2)
})

test('too old hints are dropped before any is sent', async () => {
  const { hints, handoff, world, settle, scheduler } = await boot({ hintAgeMaxMs: 60_000 })
  await hints.add(TARGET, key(1), record(1))
  await scheduler.runFor(59_999)
  await hints.add(TARGET, key(2), record(2))
  await scheduler.runFor(1)
  assert.equal((await settle(handoff.flush())).left, 0)
  assert.deepEqual(world.sent.map(({ key: n }) => n), [2])
  assert.equal(hints.isDirty(TARGET, partitionOf(key(1), PARTITIONS)), true)
})

test('hints that grow too old while they wait for the rate limit are not sent', async () => {
  const { hints, handoff, world, settle, scheduler } = await boot({ hintAgeMaxMs: 2_000, hintBytesPerSecondMax: 1_000 })
  for (let n = 0; n < 10; n++) await hints.add(TARGET, key(n), record(n, 1_000))
  handoff.worker.start()
  await scheduler.runUntil(() => hints.totals().hints === 0, SETTLE_MS, 'all are gone')
  assert.ok(world.sent.length >= 1 && world.sent.length < 10, `${world.sent.length} sent`)
  assert.ok(world.sent.every(({ delivery }) => delivery.ageMs < 2_000))
  assert.ok(hints.dropped > 0)
  handoff.stop()
  await settle(handoff.flush())
})

test('hints for who has left go to the owners now, to one that is away as a hint, and keep their age', async () => {
  const { hints, handoff, world, settle, scheduler } = await boot()
  world.ring = ringWithout(TARGET)
  const n = [...Array(256).keys()].find(one => { const owners = world.ring?.primariesFor(partitionOf(key(one), PARTITIONS), 2) ?? []; return !owners.includes(SELF) }) ?? -1
  const owners = world.ring.primariesFor(partitionOf(key(n), PARTITIONS), 2)
  const [up, away] = owners as [NodeId, NodeId]
  await hints.add(TARGET, key(n), record(1))
  world.liveness.set(away, 'dead')
  await scheduler.runFor(1_000)
  await settle(handoff.flush())
  assert.deepEqual(world.sent.map(({ to, delivery: { hintFor } }) => [to, hintFor]), [[up, undefined]])
  assert.deepEqual(hints.targets, [away])
  assert.deepEqual((await hints.page(away)).map(({ keptAtMs }) => keptAtMs), [REALTIME_START_MS])
})

test('a hint for who has left is applied here when this peer is an owner now', async () => {
  const { hints, handoff, world, settle } = await boot()
  world.ring = ringWithout(TARGET, FOURTH)
  const n = [...Array(256).keys()].find(one => world.ring?.primariesFor(partitionOf(key(one), PARTITIONS), 2).includes(SELF)) ?? -1
  await hints.add(TARGET, key(n), record(1))
  assert.equal((await settle(handoff.flush())).left, 0)
  assert.deepEqual(world.applied, [n])
})

test('a target of a view that is not known here waits; marks for who has left are cleared', async () => {
  const { hints, handoff, world, settle, scheduler } = await boot()
  await hints.add(THIRD, key(1), record(1))
  await hints.dropAll(THIRD)
  await hints.add(TARGET, key(1), record(1))
  world.ring = ringWithout(TARGET)
  world.known = false
  assert.equal((await settle(handoff.flush())).left, 1)
  assert.match(handoff.stalls()[0]?.reason ?? '', /no ring view/)
  assert.equal(hints.dirty().length, 1)
  world.ring = ringWithout(TARGET, THIRD)
  handoff.worker.start()
  await scheduler.runUntil(() => hints.dirty().length === 0, SETTLE_MS, 'the mark is gone')
  handoff.stop()
})

test('who leaves gives hints whose targets are away to other fallbacks, and the rest to their targets', async () => {
  const { hints, handoff, world, settle, scheduler } = await boot()
  await hints.add(TARGET, key(1), record(1))
  await hints.add(THIRD, key(2), record(2))
  world.liveness.set(TARGET, 'dead')
  await scheduler.runFor(700)
  assert.equal(await settle(handoff.drain()), 0)
  const taken = world.sent.find(({ key: n }) => n === 1)
  assert.ok(taken !== undefined && taken.to !== TARGET && taken.to !== SELF)
  assert.deepEqual([taken.delivery.hintFor, taken.delivery.ageMs], [TARGET, 700])
  assert.deepEqual(world.sent.filter(({ key: n }) => n === 2).map(({ to, delivery: { hintFor } }) => [to, hintFor]), [[THIRD, undefined]])
})

test('a drain that is stopped says what is left', async () => {
  const { hints, handoff, world, scheduler, settle } = await boot()
  await hints.add(TARGET, key(1), record(1))
  world.answer = async () => { throw new PeerUnreachableError('gone') }
  const drained = handoff.drain()
  await scheduler.runFor(2_000)
  handoff.stop()
  assert.equal(await settle(drained), 1)
})

test('before there is a ring nothing is sent', async () => {
  const { hints, handoff, world, settle } = await boot()
  world.ring = undefined
  await hints.add(TARGET, key(1), record(1))
  await settle(handoff.flush())
  assert.deepEqual([world.sent.length, handoff.stalls()[0]?.reason], [0, 'this peer is in no ring yet'])
})

test('the rate limit spreads work over time, in order', async () => {
  const scheduler = new Scheduler()
  const limit = new RateLimit({ clock: { monotonic: () => scheduler.nowMs, realtime: () => 0, after: (delayMs, fn) => scheduler.after(delayMs, fn) } }, 1_000)
  const done: Array<[number, number]> = []
  for (const n of [1, 2, 3]) void limit.take(500).then(() => { done.push([n, scheduler.nowMs]) })
  await scheduler.runFor(5_000)
  assert.deepEqual(done, [[1, 0], [2, 500], [3, 1_000]])
  await limit.take(500)
  assert.equal(scheduler.nowMs, 5_000)
})

/** Reads and writes against replicas that answer as each test says, on virtual time. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HedgeBudget } from '../../../daemon/core/coordinator/hedge-budget.js'
import { GetCoordinator, READS_PER_KEY_MAX } from '../../../daemon/core/coordinator/get-coordinator.js'
import { PutCoordinator } from '../../../daemon/core/coordinator/put-coordinator.js'
import type { ReplicaAnswer, ReplicaClient, StoredAck } from '../../../daemon/core/coordinator/replica-client.js'
import { ReplicaRead } from '../../../daemon/core/coordinator/replica-read.js'
import { ViewCatchUp } from '../../../daemon/core/coordinator/views.js'
import { DeadlineExceededError, InsufficientReplicasError, NotReadyError, QuorumNotMetError } from '../../../protocols/errors.js'
import type { GetRequest } from '../../../protocols/get/get.js'
import { PUT_CONDITION, PUT_DURABILITY, type PutRequest } from '../../../protocols/put/put.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { KvRecord } from '../../../protocols/record/record.js'
import type { ViewId } from '../../../protocols/replicate/replicate.js'
import { versionsOnly } from '../../../protocols/record/versions-only.js'
import type { RecordStore } from '../../../storage/record-store.js'
import { systemPrng } from '../../../daemon/platform/system-prng.js'
import { patch } from '../../fixtures/patch.js'
import { peerIdOf } from '../../fixtures/ring.js'
import { A, B, C, D, E, gone, KEY, NEVER, record, ringOf, World } from './replica-world.js'

const PUT: PutRequest = {
  ...KEY, value: Buffer.from('v'), w: undefined, pw: undefined, strict: false, context: new Uint8Array(), ttlMs: 0, condition: PUT_CONDITION.none,
  requestId: new Uint8Array(16), forwarded: false, durability: PUT_DURABILITY.synced, returnPrevious: false, neverExpires: false,
}

test('a primary that fails has its write kept by the next healthy peer, with its name', async () => {
  const world = new World(ringOf(1, [A, B, C], [D, E]))
  world.states.set(D, 'dead')
  world.stores.set(B, gone).set(C, gone)
  const { write, done } = world.write({ w: 2 })
  assert.equal(await world.settle(done), 'ok')
  const { primary, hinted, synced, hintedFor } = write.quorum.weakest
  assert.deepEqual([primary, hinted, synced, hintedFor], [1, 1, 2, [B]])
  assert.deepEqual(world.asked.filter(({ hintFor }) => hintFor !== undefined), [{ peer: E, hintFor: B }])
})

test('a strict write counts primaries only, and leaves hints nevertheless', async () => {
  const world = new World(ringOf(1, [A, B, C], [D, E]))
  world.stores.set(B, gone).set(C, gone)
  const { done } = world.write({ pw: 'strict' })
  const error = await world.settle(done)
  assert.ok(error instanceof QuorumNotMetError)
  assert.equal(error.outcome, 'unknown')
  assert.deepEqual(world.asked.filter(({ hintFor }) => hintFor !== undefined).map(({ hintFor }) => hintFor), [B, C])
})

test('nothing is written when the members that are up cannot meet the quorum', async () => {
  const world = new World(ringOf(1, [A, B, C], [D]))
  world.states.set(B, 'dead').set(C, 'dead')
  assert.equal(await world.settle(world.write({ w: 'quorum' }).done), 'ok', 'D stands in')
  for (const init of [{ w: 'all' }, { pw: 'strict' }, { pw: 2 }] as const) {
    world.asked.length = 0
    const ended = world.ended
    assert.ok(await world.settle(world.write(init).done) instanceof InsufficientReplicasError)
    assert.deepEqual([world.asked.length, world.ended - ended], [0, 1])
  }
})

test('a silent primary costs one hedge, not the deadline', async () => {
  const world = new World(ringOf(1, [A, B, C], [D, E]))
  world.stores.set(B, () => NEVER).set(C, () => NEVER)
  const { write, done } = world.write({ deadline: 100_000 })
  assert.equal(await world.settle(done), 'ok')
  assert.ok(write.quorum.weakest.hinted >= 1)
  assert.ok(world.clock.monotonic() < 500)
})

test('a silent stand-in costs one more', async () => {
  const world = new World(ringOf(1, [A, B, C], [D, E]))
  world.stores.set(B, () => NEVER).set(D, () => NEVER)
  const { write, done } = world.write({ w: 3, deadline: 100_000 })
  assert.equal(await world.settle(done), 'ok')
  assert.deepEqual(write.quorum.weakest.hintedFor, [B])
  assert.ok(world.clock.monotonic() < 500)
})

test('a primary that fails after its stand-in has the write leaves no second hint', async () => {
  const world = new World(ringOf(1, [A, B, C], [D, E]))
  world.stores.set(B, async () => { await world.passed(200); return await gone() })
  const { done } = world.write({ w: 3, deadline: 100_000 })
  assert.equal(await world.settle(done), 'ok')
  await world.scheduler.runFor(1_000)
  assert.deepEqual(world.asked.filter(({ hintFor }) => hintFor !== undefined), [{ peer: D, hintFor: B }])
})

test('who stood in for a primary that was only slow can stand in for another one', async () => {
  const world = new World(ringOf(1, [A, B, C], [D]))
  world.stores.set(B, async () => { await world.passed(200); return world.ack(B) })
  world.stores.set(C, async () => { await world.passed(300); return await gone() })
  // Nobody stands in for C before.
  world.stores.set(D, async () => { await world.passed(10); return world.ack(D) })
  const { write, done } = world.write({ w: 3, deadline: 100_000 })
  assert.equal(await world.settle(done), 'ok')
  assert.deepEqual(write.quorum.weakest.hintedFor, [C])
})

test('a slow write for which nobody can stand in leaves the hedges to reads', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  world.stores.set(B, async () => { await world.passed(100); return world.ack(B) })
  for (let count = 0; count < 100; count++) assert.equal(await world.settle(world.write({ w: 3 }).done), 'ok')
  assert.equal(world.hedges.take(), true)
})

test('without a hedge to spare a write waits until a primary is silent, also when that one answered somebody else meanwhile', async () => {
  const world = new World(ringOf(1, [A, B, C], [D, E]))
  world.hedges = { request: () => {}, take: () => false } as unknown as HedgeBudget
  for (const peer of [B, C]) {
    world.stores.set(peer, () => NEVER)
    for (let request = 0; request < 2; request++) world.health.started(peer)
  }
  world.clock.after(100, () => { for (const peer of [B, C]) world.health.answered(peer) })
  const { done } = world.write({ deadline: 100_000 })
  assert.equal(await world.settle(done), 'ok')
  assert.ok(world.asked.some(({ hintFor }) => hintFor !== undefined))
  assert.ok(world.clock.monotonic() > 250 && world.clock.monotonic() < 500, String(world.clock.monotonic()))
})

test('the quorum is met in every live view, and in a newer one that an answer speaks of', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  for (const peer of [B, C]) world.stores.set(peer, async () => world.ack(peer, 2))
  let release = (): void => {}
  world.stores.set(D, async () => { await new Promise<void>(resolve => { release = resolve }); return world.ack(D, 2) })
  world.stores.set(E, async () => await NEVER)
  const { done } = world.write()
  let result: unknown
  void done.then(value => { result = value })
  await world.scheduler.runFor(20)
  assert.equal(result, undefined, 'it waits for the view')
  world.learn(ringOf(2, [A, D, E]))
  await world.scheduler.runFor(20)
  assert.deepEqual(world.asked.map(({ peer }) => peer).sort(), [B, C, D, E].sort(), 'the newer owners are sent it, too')
  assert.equal(result, undefined, 'A alone is no quorum of the newer view')
  release()
  assert.equal(await world.settle(done), 'ok')
  assert.equal(world.ended, 0, 'E has not answered')
})

/** One replica speaks of two newer views, and a later one of the first of them. @returns what came of the write when that one alone is fetched, and then */
async function followViews (): Promise<unknown[]> {
  const world = new World(ringOf(1, [A, B, C]))
  world.stores.set(B, async () => world.ack(B, 3))
  world.stores.set(C, async () => { await world.passed(10); return world.ack(C, 2) })
  const { done } = world.write({ w: 'all' })
  let result: unknown
  void done.then(value => { result = value })
  await world.scheduler.runFor(50)
  world.learn(ringOf(2, [A, B, C]))
  await world.scheduler.runFor(50)
  const early = result
  world.learn(ringOf(3, [D, E]))
  return [early, await world.settle(done)]
}

test('of the newer views that answers speak of the newest counts, whichever answer is the last', async () => {
  assert.deepEqual(await followViews(), [undefined, 'ok'])
})

test('planted bug: the view that was heard of last is followed: a write is done without a quorum in the newest', async () => {
  const undo = patch(ViewCatchUp.prototype, 'newer', { value (this: ViewCatchUp, known?: ViewId, view?: ViewId) { return this.isBehind(view) ? view : known } })
  try { assert.deepEqual(await followViews(), ['ok', 'ok']) } finally { undo() }
})

test('a ticket ends once, when the last replica has answered', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  let release = (): void => {}
  world.stores.set(C, async () => { await new Promise<void>(resolve => { release = resolve }); return world.ack(C) })
  assert.equal(await world.settle(world.write().done), 'ok')
  await world.scheduler.runFor(10)
  assert.equal(world.ended, 0)
  release()
  await world.scheduler.runFor(10)
  assert.equal(world.ended, 1)
})

test('a view that cannot be fetched in time leaves the outcome unknown', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  world.stores.set(B, async () => world.ack(B, 2))
  world.stores.set(C, async () => world.ack(C, 2))
  const error = await world.settle(world.write().done)
  assert.ok(error instanceof QuorumNotMetError)
  assert.equal(error.outcome, 'unknown')
})

test('a write goes on when its stand-in becomes a primary itself, as long as the one it stood in for may answer', async () => {
  const world = new World(ringOf(1, [A, B, C], [D]))
  const after = async (delayMs: number, answer: () => Promise<StoredAck>): Promise<StoredAck> => { await new Promise<void>(resolve => { world.clock.after(delayMs, resolve) }); return await answer() }
  world.stores.set(B, async () => await after(300, async () => world.ack(B, 2)))
  world.stores.set(C, async () => await after(100, gone))
  world.stores.set(D, async () => world.ack(D, 2))
  const { done } = world.write()
  await world.scheduler.runFor(200)
  assert.deepEqual(world.asked.at(-1), { peer: D, hintFor: B })
  world.learn(ringOf(2, [B, C, D], [A]))
  assert.equal(await world.settle(done), 'ok')
})

test('a write that is out when the ring shrinks below its W may be applied', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  for (const peer of [B, C]) world.stores.set(peer, async () => world.ack(peer, 2))
  const { done } = world.write({ w: 3 })
  await world.scheduler.runFor(20)
  world.learn(ringOf(2, [A, B]))
  const error = await world.settle(done)
  assert.ok(error instanceof QuorumNotMetError, String(error))
  assert.deepEqual([error.outcome, error.need, error.got], ['unknown', 3, 2])
})

test('one replica sends the record, the others its versions; who has a value that is missing is asked for it', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  world.reads.set(A, async () => ({ record: record(1), versionsOnly: false, view: undefined }))
  world.reads.set(B, async whole => ({ record: whole ? record(2) : versionsOnly(record(2)), versionsOnly: !whole, view: undefined }))
  const { read, done } = world.read(2)
  assert.equal(await world.settle(done), 'ok')
  assert.deepEqual(world.asked, [{ peer: A, whole: true }, { peer: B, whole: false }, { peer: B, whole: true }])
  assert.equal(Buffer.from(read.quorum.result().record?.siblings[0]?.value ?? []).toString(), 'v2')
})

for (const [what, self, order] of [
  ['asked for the record at first', E, [B, C, A]],
  ['the only one that named it', A, [A, B, C]],
] as const) {
  test(`a value that is missing is had from another when a replica is silent that was ${what}`, async () => {
    const world = new World(ringOf(1, [A, B, C]))
    for (const peer of [B, C]) world.reads.set(peer, async whole => whole && peer === B ? await NEVER : { record: whole ? record(2) : versionsOnly(record(2)), versionsOnly: !whole, view: undefined })
    world.reads.set(A, async () => ({ record: record(1), versionsOnly: false, view: undefined }))
    const read = new ReplicaRead({ ...world.components, self }, { key: KEY, primaries: order, fallbacks: () => [], need: { answers: 2 }, deadline: 1_000, hops: world.hops })
    await world.settle(read.run())
    assert.ok(world.clock.monotonic() < 100, String(world.clock.monotonic()))
    assert.equal(Buffer.from(read.quorum.result().record?.siblings[0]?.value ?? []).toString(), 'v2')
  })
}

test('a slow replica costs one hedge; a lost connection nothing', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  world.reads.set(B, () => NEVER)
  assert.equal(await world.settle(world.read(2).done), 'ok')
  assert.ok(world.clock.monotonic() > 0 && world.clock.monotonic() < 100)
  world.reads.set(B, gone)
  const before = world.clock.monotonic()
  assert.equal(await world.settle(world.read(2).done), 'ok')
  assert.equal(world.clock.monotonic(), before)
})

test('when the one that is asked instead of a silent replica fails, the next is', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  world.reads.set(B, () => NEVER).set(C, gone)
  const read = new ReplicaRead({ ...world.components, self: E }, { key: KEY, primaries: [B, C, A], fallbacks: () => [], need: { answers: 1 }, deadline: 1_000, hops: world.hops })
  await world.settle(read.run())
  assert.deepEqual(world.asked.map(({ peer }) => peer), [B, C, A])
  assert.ok(world.clock.monotonic() < 100)
})

test('stand-ins are asked when too few primaries answer, and never by a strict read', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  world.reads.set(B, gone).set(C, gone)
  const { read, done } = world.read(2, { fallbacks: [D] })
  assert.equal(await world.settle(done), 'ok')
  assert.equal(read.quorum.result().fallbacks, 1)
  assert.ok(await world.settle(world.read(2).done) instanceof QuorumNotMetError)
})

test('a read of all primaries does not wait for a silent one until its deadline: a stand-in is asked', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  world.reads.set(B, () => NEVER)
  world.health.started(B)
  assert.equal(await world.settle(world.read(3, { fallbacks: [D] }).done), 'ok')
  assert.deepEqual(world.asked.map(({ peer }) => peer), [A, B, C, D])
  assert.ok(world.clock.monotonic() < 500)
})

test('a primary that is only slow is better than a stand-in, also when who was asked instead of it has failed', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  world.reads.set(B, async () => { await world.passed(60); return { record: undefined, versionsOnly: false, view: undefined } }).set(C, gone)
  assert.equal(await world.settle(world.read(2, { fallbacks: [D] }).done), 'ok')
  assert.deepEqual(world.asked.map(({ peer }) => peer), [A, B, C])
})

test('who is asked instead of a replica that falls silent then is given time, too', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  world.reads.set(B, () => NEVER).set(C, async () => { await world.passed(400); return { record: undefined, versionsOnly: false, view: undefined } })
  world.health.started(B)
  assert.equal(await world.settle(world.read(2, { fallbacks: [D] }).done), 'ok')
  assert.deepEqual(world.asked.map(({ peer }) => peer), [A, B, C])
})

test('a replica that answered somebody else since is looked at again, and is silent in the end', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  world.reads.set(B, () => NEVER)
  for (let request = 0; request < 2; request++) world.health.started(B)
  world.clock.after(100, () => { world.health.answered(B) })
  assert.equal(await world.settle(world.read(3, { fallbacks: [D] }).done), 'ok')
  assert.ok(world.asked.some(({ peer }) => peer === D))
  assert.ok(world.clock.monotonic() < 700)
})

test('a session waits for a replica that knows what it has seen, and is told when none does', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  let held = record(1)
  for (const peer of [A, B, C]) world.reads.set(peer, async () => ({ record: held, versionsOnly: false, view: undefined }))
  const late = world.read(1, { notBefore: new Map([['s.1', 2]]) })
  await world.scheduler.runFor(100)
  assert.equal(late.read.asked, 3, 'all were asked')
  held = record(2)
  assert.equal(await world.settle(late.done), 'ok')
  const never = await world.settle(world.read(1, { notBefore: new Map([['s.1', 3]]) }).done)
  assert.ok(never instanceof DeadlineExceededError)
  assert.equal(never.outcome, 'none')
})

test('a session looks again at those that answer while another is silent', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  let held = record(1)
  for (const peer of [A, B]) world.reads.set(peer, async () => ({ record: held, versionsOnly: false, view: undefined }))
  world.reads.set(C, () => NEVER)
  world.health.started(C)
  const { done } = world.read(2, { notBefore: new Map([['s.1', 2]]) })
  world.clock.after(50, () => { held = record(2) })
  assert.equal(await world.settle(done), 'ok')
  assert.equal(world.asked.filter(({ peer }) => peer === C).length, 1)
})

test('reads of a key share an answer only where they ask for the same', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  let answer = (): void => {}
  const held = new Promise<void>(resolve => { answer = resolve })
  for (const peer of [A, B, C]) world.reads.set(peer, async () => { await held; return { record: record(1), versionsOnly: false, view: undefined } })
  const gets = new GetCoordinator(world.components)
  const get = async (more: Partial<GetRequest>, waitMs = 1_000): Promise<unknown> => await gets.get({ bucket: 'default', key: Buffer.from('k'), r: undefined, strict: false, notBefore: new Uint8Array(), ...more }, world.clock.monotonic() + waitMs)
  const running = Array.from({ length: READS_PER_KEY_MAX + 3 }, async () => await get({}))
  assert.equal(world.asked.length, 2 * READS_PER_KEY_MAX, 'the others wait for the next, together')
  const others: Array<[Partial<GetRequest>, number?]> = [[{ strict: true }], [{ r: { kind: 4, count: 1 } }], [{ key: Buffer.from('l') }], [{}, 60_000], [{ explain: true }]]
  for (const [more, waitMs] of others) {
    const before = world.asked.length
    running.push(get(more, waitMs))
    assert.ok(world.asked.length > before, JSON.stringify(more))
  }
  answer()
  await world.settle(Promise.all(running))
  await world.settle(get({}))
})

test('whose disk was replaced is asked last while views are read from in which it had the former one, and then like all others', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  world.learn(ringOf(2, [A, B, C], [], { refilled: B }))
  const gets = new GetCoordinator(world.components)
  const askedNow = async (): Promise<NodeId[]> => {
    world.asked.length = 0
    await world.settle(gets.get({ ...KEY, r: undefined, strict: false, notBefore: new Uint8Array() }, world.clock.monotonic() + 1_000))
    return world.asked.map(({ peer }) => peer)
  }
  assert.deepEqual(await askedNow(), [A, C])
  const { head } = world.placement
  world.placement = { head, live: [head], readFrom: head }
  assert.deepEqual(await askedNow(), [A, B])
})

test('replicas that a bucket has beyond those of the ring are asked after these, own copies included, while these are well', async () => {
  const world = new World(ringOf(1, [C, D, E, A, B], [], { replicas: 3 }))
  const gets = new GetCoordinator({ ...world.components, bucket: () => ({ n: 5, r: 'quorum', w: 'quorum', conflict: 'lww', ttlMs: null }) })
  const askedNow = async (): Promise<NodeId[]> => {
    world.asked.length = 0
    await world.settle(gets.get({ ...KEY, r: undefined, strict: false, notBefore: new Uint8Array() }, world.clock.monotonic() + 1_000))
    return world.asked.map(({ peer }) => peer)
  }
  assert.deepEqual(await askedNow(), [C, D, E])
  world.states.set(D, 'suspect')
  assert.deepEqual((await askedNow()).sort(), [A, C, E].sort())
})

test('a read that waits for the next one together with others has all of its time', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  let hangs = true
  const answer: ReplicaAnswer = { record: record(1), versionsOnly: false, view: undefined }
  for (const peer of [A, B, C]) world.reads.set(peer, async () => await new Promise(resolve => { if (!hangs) world.clock.after(20, () => { resolve(answer) }) }))
  const gets = new GetCoordinator(world.components)
  const get = async (): Promise<unknown> => await gets.get({ ...KEY, r: undefined, strict: false, notBefore: new Uint8Array() }, world.clock.monotonic() + 1_000).catch((error: unknown) => error)
  const hanging = Array.from({ length: READS_PER_KEY_MAX }, get)
  await world.scheduler.runFor(1)
  const first = get()
  await world.scheduler.runFor(900)
  const last = get()
  hangs = false
  assert.ok(!(await world.settle(last) instanceof Error))
  await world.settle(Promise.all([...hanging, first]))
})

test('a strict read answers what it has repaired, not what came meanwhile and only one replica may hold', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  const after = async <T>(delayMs: number, value: T): Promise<T> => await new Promise(resolve => { world.clock.after(delayMs, () => { resolve(value) }) })
  const answer = (held?: KvRecord): ReplicaAnswer => ({ record: held, versionsOnly: false, view: undefined })
  world.reads.set(A, async () => answer(record(1)))
  world.reads.set(B, async () => await after(60, answer()))
  // Asked because B is slow.
  world.reads.set(C, async () => await after(60, answer(record(2))))
  world.stores.set(B, async () => await after(100, world.ack(B)))
  const { versions, stale, repaired, answered } = await world.settle(new GetCoordinator(world.components).get({ ...KEY, r: { kind: 4, count: 2 }, strict: true, notBefore: new Uint8Array() }, world.clock.monotonic() + 1_000))
  assert.ok(world.asked.some(({ peer }) => peer === C))
  assert.deepEqual([versions.map(({ value }) => Buffer.from(value).toString()), answered, stale, repaired], [['v1'], 2, 1, 1])
})

test('a read whose replicas are no longer those to read from asks those that are', async () => {
  const [old, head] = [ringOf(1, [A, C, B]), ringOf(2, [A, D, E])]
  const world = new World(old)
  world.placement = { head, live: [head, old], readFrom: old }
  const answer = (held?: KvRecord): ReplicaAnswer => ({ record: held, versionsOnly: false, view: undefined })
  let moved = false
  world.reads.set(A, async () => answer(moved ? record(1) : undefined)).set(D, async () => answer(record(1)))
  // It had it, and has given it to its owners meanwhile.
  world.reads.set(C, async () => { await new Promise<void>(resolve => { world.clock.after(5, resolve) }); return answer() })
  const got = new GetCoordinator(world.components).get({ ...KEY, r: undefined, strict: false, notBefore: new Uint8Array() }, world.clock.monotonic() + 1_000)
  world.clock.after(2, () => {
    moved = true
    world.placement = { head, live: [head], readFrom: head }
  })
  assert.equal((await world.settle(got)).versions.length, 1)
})

test('what answers together with the last that was needed, and has sent no value, is not in the answer', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  let release = (): void => {}
  const held = new Promise<void>(resolve => { release = resolve })
  const versions = async (counter: number): Promise<ReplicaAnswer> => { await held; return { record: versionsOnly(record(counter)), versionsOnly: true, view: undefined } }
  world.reads.set(A, async () => ({ record: record(1), versionsOnly: false, view: undefined }))
  world.reads.set(B, async () => await versions(1))
  // Asked because B is slow.
  world.reads.set(C, async () => await versions(2))
  const got = new GetCoordinator(world.components).get({ ...KEY, r: { kind: 4, count: 2 }, strict: false, notBefore: new Uint8Array() }, world.clock.monotonic() + 1_000)
  await world.scheduler.runFor(100)
  release()
  const { versions: found } = await world.settle(got)
  assert.deepEqual(found.map(({ value }) => Buffer.from(value).toString()), ['v1'])
})

test('a write that this store refuses ends its ticket, and is sent to nobody', async () => {
  const world = new World(ringOf(1, [A, B, C]))
  const records = { storeId: new Uint8Array(16), write: async () => { throw new NotReadyError('the store is closed') } } as unknown as RecordStore
  const puts = new PutCoordinator({ ...world.components, records, prng: systemPrng }, { valueBytesMax: 1_024 })
  await assert.rejects(world.settle(puts.put(PUT, world.clock.monotonic() + 1_000)), NotReadyError)
  assert.deepEqual([world.ended, world.asked], [1, []])
})

test('a write for which this store took longer than there was time is kept by nobody else', async () => {
  const world = new World(ringOf(1, [A, B, C], [D, E]))
  for (const peer of [B, C]) world.stores.set(peer, async () => { throw new DeadlineExceededError('the deadline had passed', { outcome: 'none' }) })
  const records = { storeId: new Uint8Array(16), write: async () => { await world.passed(2_000); return { encoded: new Uint8Array(), committed: Promise.resolve() } } } as unknown as RecordStore
  const puts = new PutCoordinator({ ...world.components, records, prng: systemPrng }, { valueBytesMax: 1_024 })
  await assert.rejects(world.settle(puts.put(PUT, world.clock.monotonic() + 1_000)), { outcome: 'unknown' })
  assert.deepEqual([world.ended, world.asked], [1, []])
})

test('a put that was handed to a primary fails as it did there', async () => {
  const world = new World(ringOf(1, [B, C, D]))
  const told: unknown[] = []
  for (const failure of [new QuorumNotMetError(2, 1, [], { outcome: 'unknown' }), new QuorumNotMetError(2, 1, [], { outcome: 'none' })]) {
    const components = { ...world.components, replicas: { send: async () => { throw failure } } as unknown as ReplicaClient, records: { storeId: new Uint8Array(16) } as unknown as RecordStore, prng: systemPrng }
    told.push(await world.settle(new PutCoordinator(components, { valueBytesMax: 1_024 }).put(PUT, 1_000).catch((error: unknown) => error)) === failure)
  }
  assert.deepEqual(told, [true, true])
})

test('the fastest are asked first, and who is doubted last', async () => {
  const world = new World(ringOf(1, [B, C, D, A]))
  const gets = new GetCoordinator(world.components)
  const askedFirst = async (): Promise<NodeId[]> => {
    world.asked.length = 0
    await world.settle(gets.get({ bucket: 'default', key: Buffer.from('k'), r: { kind: 4, count: 2 }, strict: true, notBefore: new Uint8Array() }, world.clock.monotonic() + 1_000).catch(() => {}))
    return world.asked.slice(0, 2).map(({ peer }) => peer)
  }
  assert.deepEqual(await askedFirst(), [A, B], 'this peer, then in the order of the ring')
  for (let count = 0; count < 100; count++) for (const [peer, ms] of [[B, 30], [C, 5], [D, 9]] as const) {
    world.health.started(peer)
    world.health.succeeded(peer, ms)
  }
  assert.deepEqual(await askedFirst(), [A, C])
  world.states.set(C, 'suspect')
  assert.deepEqual(await askedFirst(), [A, D])
})

test('for one primary three stand-ins are tried at most', async () => {
  const standIns = [4, 5, 6, 7, 8].map(number => peerIdOf(number))
  const world = new World(ringOf(1, [A, B, C], standIns))
  for (const peer of [B, ...standIns]) world.stores.set(peer, gone)
  const { done } = world.write({ w: 3 })
  assert.ok(await world.settle(done) instanceof QuorumNotMetError)
  assert.deepEqual(world.asked.filter(({ hintFor }) => hintFor === B).map(({ peer }) => peer), standIns.slice(0, 3))
})

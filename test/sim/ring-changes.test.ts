import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LEAVE, RING_CHANGE, RING_REFUSAL, RING_SHOW, RING_WISH, type RingChangeRequest, type RingChangeResponse, type RingChangeWish } from '../../protocols/ring-admin/ring-admin.js'
import { PUT } from '../../protocols/put/put.js'
import { MEMBER_STATE } from '../../protocols/admin/admin.js'
import { JOIN } from '../../protocols/membership/membership.js'
import { ConfigError, NotReadyError } from '../../protocols/errors.js'
import { LIVE_VIEWS_MAX } from '../../daemon/core/membership/live-views.js'
import { signMember } from '../../daemon/core/membership/member-record.js'
import type { Rpc } from '../../protocols/rpc/rpc.js'
import { SimNetwork } from './sim-network.js'
import { SimSigner } from './sim-signer.js'
import { STALL } from '../../protocols/transfer/transfer.js'
import { partitionOf } from '../../protocols/record/key.js'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { PREFIX, recordStorageKey } from '../../storage/keyspace.js'
import { SimDisk } from './sim-disk.js'
import { SimClient } from './sim-client.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'

const NOTHING = new Uint8Array()

async function ask<Q, R> (cluster: SimCluster, via: SimPeer, rpc: Rpc<Q, R>, request: Q): Promise<R> {
  const { network } = via.run!
  return await cluster.scheduler.settle(network.request(via.id, rpc, request, { deadline: via.run!.clock.monotonic() + 5_000 }), 6_000, rpc.name)
}

function wish (kind: keyof typeof RING_WISH, peer: SimPeer, more: Partial<RingChangeWish> = {}): RingChangeWish {
  return { kind: RING_WISH[kind], peerId: peer.id, newPeerId: '', weight: 0, ...more }
}

async function change (cluster: SimCluster, via: SimPeer, wishes: RingChangeWish[], more: Partial<RingChangeRequest> = {}): Promise<RingChangeResponse> {
  const { plannedOn } = await ask(cluster, via, RING_CHANGE, { changes: wishes, apply: false, plannedOn: undefined, force: false })
  return await ask(cluster, via, RING_CHANGE, { changes: wishes, apply: true, plannedOn, force: false, ...more })
}

/** All that are up have the same view, and nothing else is live. */
function isSettled (cluster: SimCluster, members: number): boolean {
  return cluster.agreed(members) && cluster.up.every(({ run }) => {
    const { node } = run!
    return node!.views.live.length === 1 && (node!.views.placement() !== undefined || !node!.membership.joined)
  })
}

async function settled (cluster: SimCluster, members: number, what: string): Promise<void> {
  await cluster.scheduler.runUntil(() => isSettled(cluster, members), 60_000, what)
}

function cut (cluster: SimCluster, side: readonly SimPeer[], isCut: boolean): void {
  for (const a of side) {
    for (const b of cluster.peers.filter(peer => !side.includes(peer))) {
      cluster.fabric.setCut(a.id, b.id, isCut)
      cluster.fabric.setCut(b.id, a.id, isCut)
    }
  }
}

function refusals (response: RingChangeResponse): number[] { return response.refusals.map(({ kind }) => kind) }

test('twenty peers join, and within seconds one view is live', async () => {
  const cluster = new SimCluster({ seed: 2 })
  await cluster.form(20)
  const start = cluster.scheduler.nowMs
  await settled(cluster, 20, 'all have moved on')
  assert.ok(cluster.scheduler.nowMs - start < 10_000)
})

test('a peer joins through another member when the first one it asks cannot store a view', async () => {
  const cluster = new SimCluster({ seed: 27 })
  await cluster.form(3)
  await settled(cluster, 3, 'formed')
  const [full] = cluster.peers as [SimPeer]
  full.disk.full = true
  await assert.rejects(cluster.scheduler.settle(full.run!.store.batch([], 'synced'), 1_000, 'a write'))
  const joiner = cluster.addPeer()
  await cluster.start(joiner)
  await cluster.scheduler.runUntil(() => joiner.run!.node!.membership.joined, 30_000, 'it has joined')
  full.disk.full = false
  await settled(cluster, 4, 'all go on')
})

test('a member whose disk was replaced keeps the weight and the zone that operators gave it', async () => {
  const cluster = new SimCluster({ seed: 29 })
  await cluster.form(4)
  await settled(cluster, 4, 'formed')
  const [via, lost] = cluster.peers as [SimPeer, SimPeer]
  await change(cluster, via, [wish('set', lost, { weight: 200, zone: 'north' })])
  await settled(cluster, 4, 'set')
  cluster.kill(lost)
  lost.disk.wipe()
  await cluster.start(lost)
  await cluster.scheduler.runUntil(() => lost.run?.node?.membership.joined === true, 60_000, 'it is back')
  await settled(cluster, 4, 'it has its data')
  const { weight, zone } = via.run!.node!.history.ring!.member(lost.id)!
  assert.deepEqual([weight, zone], [200, 'north'])
})

test('others learn of an address that a machine gets while its peer runs, and of as many as a record may have', async () => {
  const cluster = new SimCluster({ seed: 28 })
  await cluster.form(3)
  const [moved, other] = cluster.peers as [SimPeer, SimPeer]
  const known = (): readonly string[] | undefined => other.run!.node!.membership.table.get(moved.id)?.record.addresses
  moved.run!.network.addresses = () => ['/sim/elsewhere']
  await cluster.scheduler.runUntil(() => known()?.[0] === '/sim/elsewhere', 60_000, 'the other knows')
  const many = Array.from({ length: 20 }, (_, index) => `/sim/${index}`)
  moved.run!.network.addresses = () => ['x'.repeat(300), ...many]
  await cluster.scheduler.runUntil(() => known()?.[0] === '/sim/0', 60_000, 'the other knows')
  assert.deepEqual(known(), many.slice(0, 16))
})

test('a peer that leaves is done when the others hold its data, and does not come back by itself', async () => {
  const cluster = new SimCluster({ seed: 3, tells: true })
  await cluster.form(4)
  await settled(cluster, 4, 'formed')
  const leaver = cluster.peers[2]!
  let hasLeft = false
  leaver.run!.node!.onLeft(() => { hasLeft = true })
  const { change: made } = await ask(cluster, cluster.peers[0]!, LEAVE, { peerId: leaver.id, force: false })
  assert.deepEqual(refusals(made!), [])
  assert.equal((await ask(cluster, leaver, RING_SHOW, {})).removed, false, 'nobody has to do anything about it')
  assert.equal(leaver.run!.node!.admin.status().members.find(({ peerId }) => peerId === leaver.id)?.state, MEMBER_STATE.leaving)
  await cluster.scheduler.runUntil(() => hasLeft, 60_000, 'it has left')
  await settled(cluster, 3, 'the others go on')
  assert.equal(leaver.run!.node!.views.placement(), undefined)
  const told = (): boolean => cluster.trace.lines.some(line => line.includes('was taken out of the ring'))
  assert.equal(told(), false)
  await cluster.stop(leaver)
  await cluster.start(leaver)
  await cluster.scheduler.runFor(5_000)
  assert.equal(leaver.run!.node!.membership.removed, true)
  assert.equal(told(), true, 'who starts it again is told why it does not serve')
  await settled(cluster, 3, 'it stays away')
})

test('the long dead are taken out by a majority, and serve nothing when they come back', async () => {
  const cluster = new SimCluster({ seed: 4, replaceDeadAfterMs: 10_000 })
  await cluster.form(5)
  await settled(cluster, 5, 'formed')
  const dead = cluster.peers[1]!
  cluster.kill(dead)
  await settled(cluster, 4, 'it is out')
  await cluster.start(dead)
  await cluster.scheduler.runUntil(() => dead.run?.node?.membership.removed === true, 60_000, 'it learns that it is out')
  assert.equal(dead.run!.node!.views.placement(), undefined)
  assert.equal(dead.run!.node!.views.live.some(ring => ring.member(dead.id) !== undefined), false)
  await settled(cluster, 4, 'nothing changes')
})

test('the long dead are taken out also when the one to do it has joined since, and does not coordinate as long as they are there', async () => {
  const cluster = new SimCluster({ seed: 1, replaceDeadAfterMs: 10_000 })
  await cluster.form(5)
  await settled(cluster, 5, 'formed')
  cluster.kill(cluster.peers[1]!)
  const joiner = cluster.addPeer()
  assert.ok(cluster.peers.every(({ id }) => id >= joiner.id), 'the first by its id')
  await cluster.start(joiner)
  await cluster.scheduler.runUntil(() => joiner.run!.node!.membership.joined, 9_000, 'it has joined')
  assert.equal(joiner.run!.node!.views.placement(), undefined)
  await settled(cluster, 5, 'the dead one is out')
})

test('a member that does not coordinate yet knows where the data is: it takes nobody out who has the last copy', async () => {
  const cluster = new SimCluster({ seed: 26, defaults: { n: 2 } })
  await cluster.form(3)
  await settled(cluster, 3, 'formed')
  const [a, dead] = cluster.peers as [SimPeer, SimPeer]
  cluster.kill(dead)
  const joiner = cluster.addPeer()
  await cluster.start(joiner)
  await cluster.scheduler.runUntil(() => joiner.run!.node!.membership.joined, 9_000, 'it has joined')
  await cluster.scheduler.runFor(20_000)
  const plan = async (via: SimPeer): Promise<RingChangeResponse> => await ask(cluster, via, RING_CHANGE, { changes: [wish('remove', a)], apply: false, plannedOn: undefined, force: false })
  const atOld = await plan(cluster.peers[2]!)
  assert.ok(refusals(atOld).includes(RING_REFUSAL.lastCopy))
  assert.deepEqual((await plan(joiner)).refusals, atOld.refusals)
})

test('nobody is taken out by a minority, nor where too few members would be left', async () => {
  const cluster = new SimCluster({ seed: 5, replaceDeadAfterMs: 5_000 })
  await cluster.form(5)
  await settled(cluster, 5, 'formed')
  cut(cluster, cluster.peers.slice(0, 2), true)
  for (const peer of cluster.peers.slice(2, 4)) cluster.kill(peer)
  await cluster.scheduler.runFor(60_000)
  for (const { run } of cluster.up) assert.equal(run!.node!.history.ring!.members.length, 5)
})

test('a view is not retired in a netsplit, and is when it has healed', async () => {
  const cluster = new SimCluster({ seed: 6 })
  await cluster.form(5)
  await settled(cluster, 5, 'formed')
  const [a] = cluster.peers as [SimPeer]
  const away = cluster.peers.slice(3)
  cut(cluster, away, true)
  const made = await change(cluster, a, [wish('set', a, { weight: 200 })])
  assert.deepEqual(refusals(made), [])
  await cluster.scheduler.runFor(30_000)
  assert.deepEqual(a.run!.node!.views.live.map(({ view }) => view.epoch), [made.issued!.epoch, made.issued!.epoch - 1])
  assert.equal(a.run!.node!.views.placement()?.readFrom.view.epoch, made.issued!.epoch - 1)
  const { waiting } = await ask(cluster, a, RING_SHOW, {})
  assert.deepEqual(waiting.map(({ peers }) => peers), [away.map(({ id }) => id).sort()])
  cut(cluster, away, false)
  await settled(cluster, 5, 'healed')
})

test('changes made on both sides of a netsplit are both there when it has healed', async () => {
  const cluster = new SimCluster({ seed: 7 })
  await cluster.form(4)
  await settled(cluster, 4, 'formed')
  const [a, b, c, d] = cluster.peers as [SimPeer, SimPeer, SimPeer, SimPeer]
  cut(cluster, [a, b], true)
  await change(cluster, a, [wish('set', b, { weight: 200 })])
  await change(cluster, c, [wish('set', d, { weight: 300 })])
  cut(cluster, [a, b], false)
  await cluster.scheduler.runUntil(() => cluster.up.every(({ run }) => {
    const ring = run!.node!.history.ring!
    return ring.member(b.id)?.weight === 200 && ring.member(d.id)?.weight === 300
  }), 60_000, 'both changes are made')
  await settled(cluster, 4, 'one view')
})

test('a change is refused with its reason', async () => {
  const cluster = new SimCluster({ seed: 8 })
  await cluster.form(3)
  await settled(cluster, 3, 'formed')
  const [a, b, c] = cluster.peers as [SimPeer, SimPeer, SimPeer]
  assert.deepEqual(refusals(await change(cluster, a, [wish('remove', b)])), [RING_REFUSAL.belowReplicas])
  assert.deepEqual(refusals(await change(cluster, a, [wish('set', b, { weight: 100 })])), [RING_REFUSAL.nothing])
  assert.deepEqual(refusals(await change(cluster, a, [wish('set', b, { weight: 5_000 })])), [RING_REFUSAL.invalid])
  assert.deepEqual(refusals(await change(cluster, a, [wish('remove', { ...b, id: 'nobody' as SimPeer['id'] })])), [RING_REFUSAL.unknownMember])
  assert.deepEqual(refusals(await change(cluster, a, [a, b, c].map(peer => wish('remove', peer)))), [RING_REFUSAL.lastMember])
  assert.deepEqual(refusals(await change(cluster, a, [wish('replace', b, { newPeerId: `${b.id.slice(0, -1)}1` })])), [RING_REFUSAL.unknownPeer])
  assert.deepEqual(refusals(await change(cluster, a, [wish('set', b, { weight: 200 })], { plannedOn: { epoch: 1, hash: new Uint8Array(32) } })), [RING_REFUSAL.outOfDate])
  cluster.kill(b)
  cluster.kill(c)
  await cluster.scheduler.runUntil(() => [b, c].every(({ id }) => a.run!.node!.membership.detector.stateOf(id) === 'dead'), 60_000, 'they are dead')
  assert.deepEqual(refusals(await change(cluster, a, [wish('remove', b)])), [RING_REFUSAL.belowReplicas, RING_REFUSAL.noMajority])
  const forced = await change(cluster, a, [wish('remove', b), wish('remove', c)], { force: true })
  assert.deepEqual(refusals(forced), [])
  await settled(cluster, 1, 'it goes on alone')
})

test('a view that waits for a dead member ends when an operator skips it', async () => {
  const cluster = new SimCluster({ seed: 9 })
  await cluster.form(4)
  await settled(cluster, 4, 'formed')
  const [a, b] = cluster.peers as [SimPeer, SimPeer]
  cluster.kill(b)
  await change(cluster, a, [wish('set', a, { weight: 200 })])
  await cluster.scheduler.runFor(20_000)
  assert.equal(a.run!.node!.views.live.length, 2)
  assert.deepEqual(refusals(await change(cluster, a, [wish('skip', b)])), [])
  await settled(cluster, 4, 'it is not waited for')
  await cluster.start(b)
  await settled(cluster, 4, 'it is back')
})

test('an operator is told what is lost when nobody waits for the only member that still holds it', async () => {
  const cluster = new SimCluster({ seed: 9, partitions: 16 })
  await cluster.form(4)
  await settled(cluster, 4, 'formed')
  const [via, away, ...lost] = cluster.peers as [SimPeer, SimPeer, SimPeer, SimPeer]
  for (const peer of [away, ...lost]) cluster.kill(peer)
  for (const peer of lost) peer.disk.wipe()
  for (const peer of lost) await cluster.start(peer)
  await cluster.scheduler.runFor(20_000)
  const { readFrom } = via.run!.node!.views.standing()!
  const without = Array.from({ length: readFrom.view.partitions }, (_, partition) => partition).filter(partition => !readFrom.primariesFor(partition, 3).includes(via.id))
  assert.ok(without.length > 0)
  const refused = await change(cluster, via, [wish('skip', away)])
  assert.deepEqual(refused.refusals.map(({ kind, partitions }) => [kind, partitions]), [[RING_REFUSAL.lastCopy, without]])
  assert.equal(refused.issued, undefined)
  assert.deepEqual(refusals(await change(cluster, via, [wish('skip', away)], { force: true })), [])
  await settled(cluster, 4, 'it is not waited for')
})

test('an operator who skips a member again and again makes one view: the newest says so already, and each would be one more that is live', async () => {
  const cluster = new SimCluster({ seed: 9 })
  await cluster.form(4)
  await settled(cluster, 4, 'formed')
  const [a, b, c] = cluster.peers as [SimPeer, SimPeer, SimPeer]
  cluster.kill(b)
  cluster.kill(c)
  await change(cluster, a, [wish('set', a, { weight: 200 })])
  await cluster.scheduler.runFor(20_000)
  // It is waited for the other one all the same.
  assert.deepEqual(refusals(await change(cluster, a, [wish('skip', b)])), [])
  for (let times = 0; times < 2 * LIVE_VIEWS_MAX; times++) assert.deepEqual(refusals(await change(cluster, a, [wish('skip', b)])), [RING_REFUSAL.nothing])
  assert.equal(a.run!.node!.views.live.length, 3)
  assert.deepEqual(refusals(await change(cluster, a, [wish('skip', b), wish('skip', c)])), [])
})

test('a second peer with the store of a member is refused, and holds nobody up', async () => {
  const cluster = new SimCluster({ seed: 10 })
  await cluster.form(3)
  await settled(cluster, 3, 'formed')
  const [a, b] = cluster.peers as [SimPeer, SimPeer]
  const twin = cluster.addPeer()
  const forged = signMember({ ...b.run!.node!.membership.ownRecord, peerId: twin.id }, new SimSigner(twin.id))
  const network = new SimNetwork(cluster.fabric, twin.id, () => cluster.scheduler.nowMs)
  const refused = network.request(a.id, JOIN, { member: forged.signed }, { deadline: cluster.scheduler.nowMs + 5_000 })
  await assert.rejects(cluster.scheduler.settle(refused, 6_000, 'join'), ConfigError)
  await cluster.scheduler.runFor(2_000)
  assert.equal(a.run!.node!.history.ring!.members.length, 3)
})

test('who was taken out issues no views, and a peer that asks it to join is taken in by others', async () => {
  const cluster = new SimCluster({ seed: 11 })
  await cluster.form(4)
  await settled(cluster, 4, 'formed')
  const [out, b] = cluster.peers as [SimPeer, SimPeer]
  await change(cluster, b, [wish('remove', out)])
  await cluster.scheduler.runUntil(() => out.run!.node!.membership.removed, 60_000, 'it knows')
  const joiner = cluster.addPeer()
  await cluster.start(joiner)
  await assert.rejects(change(cluster, out, [wish('set', b, { weight: 200 })]), NotReadyError)
  await assert.rejects(cluster.scheduler.settle(joiner.run!.network.request(out.id, JOIN, { member: signMember(joiner.run!.node!.membership.ownRecord, new SimSigner(joiner.id)).signed }, { deadline: joiner.run!.clock.monotonic() + 5_000 }), 6_000, 'join'), NotReadyError)
  await settled(cluster, 4, 'it is in')
  assert.ok(cluster.up.every(({ run }) => run!.node!.history.ring!.member(joiner.id) !== undefined))
})

test('a peer that is to leave before it is in the ring is done at once', async () => {
  const cluster = new SimCluster({ seed: 12 })
  await cluster.form(3)
  await settled(cluster, 3, 'formed')
  const joiner = cluster.addPeer()
  await cluster.start(joiner)
  await cluster.scheduler.runUntil(() => joiner.run!.node!.history.ring !== undefined, 5_000, 'it knows the ring')
  let hasLeft = false
  joiner.run!.node!.onLeft(() => { hasLeft = true })
  await ask(cluster, joiner, LEAVE, { peerId: '', force: false })
  await cluster.scheduler.runUntil(() => hasLeft, 5_000, 'it has left')
})

test('a peer that is stopped while it still keeps hints for others does not say that it has left', async () => {
  const cluster = new SimCluster({ seed: 31 })
  await cluster.form(4)
  await settled(cluster, 4, 'formed')
  const [a, away, leaver] = cluster.peers as [SimPeer, SimPeer, SimPeer]
  cut(cluster, [away], true)
  await cluster.scheduler.runFor(20_000)
  const { node, network } = leaver.run!
  for (let index = 0; node!.hints.totals().hints === 0; index++) {
    assert.ok(index < 100)
    await ask(cluster, a, PUT, { bucket: 'default', key: utf8Bytes(`k${index}`), value: utf8Bytes('v'), w: undefined, strict: false, context: NOTHING, ttlMs: 0, condition: 0, requestId: NOTHING, forwarded: false, durability: 0, returnPrevious: false, neverExpires: false })
    await cluster.scheduler.runFor(100)
  }
  // The others reach it again, and no other peer is left to take its hints.
  cut(cluster, [away], false)
  cut(cluster, [away, a, cluster.peers[3]!], true)
  for (const other of [a, cluster.peers[3]!]) {
    cluster.fabric.setCut(leaver.id, other.id, false)
    cluster.fabric.setCut(other.id, leaver.id, false)
  }
  let hasLeft = false
  node!.onLeft(() => { hasLeft = true })
  await cluster.scheduler.settle(network.request(leaver.id, LEAVE, { peerId: '', force: false }, { deadline: leaver.run!.clock.monotonic() + 5_000 }), 6_000, 'it may leave')
  await cluster.scheduler.runUntil(() => node!.membership.removed && node!.views.live.every(ring => ring.member(leaver.id) === undefined), 120_000, 'nobody needs it')
  await cluster.scheduler.runFor(2_000)
  assert.ok(node!.hints.totals().hints > 0 && !hasLeft)
  node!.stop()
  await cluster.scheduler.runFor(10_000)
  assert.deepEqual([hasLeft, node!.membership.ownRecord.status], [false, 'leaving'])
})

test('a peer whose clock is days behind gives away the hints it keeps, and leaves', async () => {
  const cluster = new SimCluster({ seed: 31 })
  await cluster.form(5)
  await settled(cluster, 5, 'formed')
  const [a, away, leaver] = cluster.peers as [SimPeer, SimPeer, SimPeer]
  cut(cluster, [away], true)
  await cluster.scheduler.runFor(20_000)
  const { node } = leaver.run!
  for (let index = 0; node!.hints.totals().hints === 0; index++) {
    assert.ok(index < 100)
    await ask(cluster, a, PUT, { bucket: 'default', key: utf8Bytes(`k${index}`), value: utf8Bytes('v'), w: undefined, strict: false, context: NOTHING, ttlMs: 0, condition: 0, requestId: NOTHING, forwarded: false, durability: 0, returnPrevious: false, neverExpires: false })
    await cluster.scheduler.runFor(100)
  }
  leaver.wall.set(-4 * 24 * 60 * 60_000)
  let hasLeft = false
  node!.onLeft(() => { hasLeft = true })
  await ask(cluster, leaver, LEAVE, { peerId: '', force: false })
  await cluster.scheduler.runUntil(() => node!.membership.removed, 10_000, 'it is in no view')
  cut(cluster, [away], false)
  await cluster.scheduler.runUntil(() => hasLeft, 120_000, 'it has left')
  assert.equal(node!.hints.totals().hints, 0)
})

test('a view ends although a member could not store how far it had come', async () => {
  const cluster = new SimCluster({ seed: 13 })
  await cluster.form(4)
  await settled(cluster, 4, 'formed')
  const [a, b] = cluster.peers as [SimPeer, SimPeer]
  cut(cluster, [b], true)
  await change(cluster, a, [wish('set', a, { weight: 200 })])
  await cluster.scheduler.runFor(5_000)
  cut(cluster, [b], false)
  await cluster.scheduler.runUntil(() => b.run!.node!.history.id!.epoch === a.run!.node!.history.id!.epoch, 60_000, 'all have the view')
  b.disk.full = true
  await cluster.scheduler.runFor(3_000)
  b.disk.full = false
  await settled(cluster, 4, 'one view is live')
})

test('a copy of a data directory that runs beside the original ends, and the original goes on', async () => {
  const cluster = new SimCluster({ seed: 14, exchangeIntervalMs: 5_000 })
  await cluster.form(4)
  await settled(cluster, 4, 'formed')
  const original = cluster.peers[1]!
  await cluster.scheduler.runFor(20_000)
  const disk = new SimDisk()
  disk.apply([...original.disk.entries.values()].map(({ key, value }) => ({ type: 'put', key, value })), 'synced')
  // As a machine that was cloned: from now on some others talk to the copy, and both talk to them.
  const copy: SimPeer = { ...original, name: 'copy', disk, armed: new Map(), run: undefined }
  cluster.peers.push(copy)
  await cluster.start(copy)
  await cluster.scheduler.runUntil(() => copy.run === undefined, 60_000, 'the copy has ended')
  assert.notEqual(original.run, undefined)
  cluster.peers.pop()
  await cluster.stop(original)
  await cluster.start(original)
  await settled(cluster, 4, 'the original goes on, also after a restart')
  assert.notEqual(original.run, undefined)
})

test('a change that took longer than removed peers may offer data leaves nothing behind, and what was deleted is reaped', async () => {
  const cluster = new SimCluster({ seed: 16, reaping: { graceMs: 8_000, intervalMs: 500, quietMs: 100 } })
  await cluster.form(5)
  await settled(cluster, 5, 'formed')
  const [via, slow] = cluster.peers as [SimPeer, SimPeer]
  const client = new SimClient(cluster)
  const keys = Array.from({ length: 100 }, (_, index) => utf8Bytes(`k${index}`))
  for (const key of keys) await cluster.scheduler.settle(client.put(via, { key, value: key }, 5_000), 10_000, 'a put')
  cluster.kill(slow)
  await cluster.start(cluster.addPeer())
  await cluster.scheduler.runFor(20_000)
  await cluster.start(slow)
  await settled(cluster, 6, 'one view is live')
  for (const key of keys) await cluster.scheduler.settle(client.put(via, { key }, 5_000), 10_000, 'a delete')
  const held = (): number => cluster.up.reduce((sum, { run }) => sum + run!.records!.keys, 0)
  await cluster.scheduler.runUntil(() => held() === 0, 120_000, 'nothing is left anywhere')
})

test('copies that cannot be read, of a peer that owns them no longer, go with the others: they hold nothing back', async () => {
  const cluster = new SimCluster({ seed: 17, antiEntropyIntervalMs: 5_000 })
  await cluster.form(4)
  await settled(cluster, 4, 'formed')
  const [via, rotten] = cluster.peers as [SimPeer, SimPeer]
  const client = new SimClient(cluster)
  const keys = Array.from({ length: 100 }, (_, index) => utf8Bytes(`k${index}`))
  for (const key of keys) await cluster.scheduler.settle(client.put(via, { key, value: key }, 5_000), 10_000, 'a put')
  await cluster.scheduler.runFor(1_000)
  for (const { key } of [...rotten.disk.entries.values()].filter(({ key: [prefix] }) => prefix === PREFIX.record)) rotten.disk.rot(key, 5)
  await cluster.start(cluster.addPeer())
  await settled(cluster, 5, 'one has joined')
  const { node, records } = rotten.run!
  const strays = (): number[] => Array.from({ length: cluster.partitions }, (_, partition) => partition)
    .filter(partition => !records!.indexes.isEmpty(partition) && !node!.history.ring!.primariesFor(partition, 3).includes(rotten.id))
  assert.ok(strays().length > 0)
  await cluster.scheduler.runUntil(() => strays().length === 0, 120_000, 'none of them is left')
})

test('who was taken out long ago keeps what it holds to itself, and is told so; with an empty disk it joins again', async () => {
  const graceMs = 4_000
  const cluster = new SimCluster({ seed: 15, replaceDeadAfterMs: 5_000, reaping: { graceMs, intervalMs: 500, quietMs: 100 }, tells: true })
  await cluster.form(5)
  await settled(cluster, 5, 'formed')
  const away = cluster.peers[1]!
  const key = { bucket: 'default', key: utf8Bytes('k') }
  const { committed } = await cluster.scheduler.settle(away.run!.records!.write(key, { value: utf8Bytes('v'), policy: 'lww' }, 'synced'), 1_000, 'a write that nobody else has')
  await cluster.scheduler.settle(committed, 1_000, 'it is synced')
  cluster.kill(away)
  await settled(cluster, 4, 'it is out')
  await cluster.scheduler.runFor(2 * graceMs)
  await cluster.start(away)
  await cluster.scheduler.runUntil(() => away.run!.node!.transfers.strays.partitionsLeft > 0, 60_000, 'it has looked at what it holds')
  await cluster.scheduler.runFor(5_000)
  assert.deepEqual(away.run!.node!.transfers.strays.stalls.list().map(({ reason }) => reason), [STALL.tooOld])
  assert.ok(cluster.peers.every(({ disk }) => (disk.get(recordStorageKey(partitionOf(key, cluster.partitions), key)) !== undefined) === (disk === away.disk)))
  assert.equal((await ask(cluster, away, RING_SHOW, {})).removed, true)
  assert.ok(cluster.trace.lines.some(line => line.includes('put its data directory aside')))
  cluster.kill(away)
  away.disk.wipe()
  await cluster.start(away)
  await settled(cluster, 5, 'it is in again')
})

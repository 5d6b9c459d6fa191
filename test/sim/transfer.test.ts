import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotReadyError } from '../../protocols/errors.js'
import { Exchange } from '../../daemon/core/repair/exchange.js'
import { LEAVE } from '../../protocols/ring-admin/ring-admin.js'
import { TRANSFER_PAGE } from '../../protocols/transfer/transfer.js'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { partitionOf } from '../../protocols/record/key.js'
import { parseRecordStorageKey, PREFIX, recordStorageKey } from '../../storage/keyspace.js'
import { SimClient } from './sim-client.js'
import { patch } from '../fixtures/patch.js'
import { Pace } from '../../daemon/core/repair/pace.js'
import { Transfer } from '../../daemon/core/repair/transfer.js'
import { deletesUnconfirmed } from './planted-bugs.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'

const KEYS = 60
const PUT_MS = 5_000
const SETTLE_MS = 120_000

function storageKeyOf (cluster: SimCluster, index: number): Uint8Array {
  const key = { bucket: 'default', key: utf8Bytes(`k${index}`) }
  return recordStorageKey(partitionOf(key, cluster.partitions), key)
}

async function putAll (cluster: SimCluster, via: SimPeer): Promise<void> {
  const client = new SimClient(cluster)
  for (let index = 0; index < KEYS; index++) {
    const answer = await cluster.scheduler.settle(client.put(via, { key: utf8Bytes(`k${index}`), value: utf8Bytes(`v${index}`) }, PUT_MS), 2 * PUT_MS, `put ${index}`)
    assert.ok('ok' in answer, `put ${index}: ${'error' in answer ? answer.error : ''}`)
  }
  await cluster.scheduler.runFor(1_000)
}

async function clusterWithData (peers: number): Promise<SimCluster> {
  const cluster = new SimCluster({ seed: 11, partitions: 32 })
  await cluster.form(peers)
  await settle(cluster)
  await putAll(cluster, cluster.peers[0] as SimPeer)
  return cluster
}

function isSettled (cluster: SimCluster): boolean {
  return cluster.up.every(({ run }) => run?.node?.views.live.length === 1 && run.node.transfers.transfer.progress === undefined)
}

async function settle (cluster: SimCluster): Promise<void> {
  await cluster.scheduler.runUntil(() => isSettled(cluster), SETTLE_MS, 'one view is live everywhere')
}

/** Keys that a primary of the newest view lacks, as `peer: key`. */
function lacking (cluster: SimCluster): string[] {
  const ring = cluster.up[0]?.run?.node?.history.ring
  assert.ok(ring !== undefined)
  return Array.from({ length: KEYS }, (_, index) => index).flatMap(index => {
    const storageKey = storageKeyOf(cluster, index)
    return ring.primariesFor(parseRecordStorageKey(storageKey).partition, 3)
      .map(id => cluster.peers.find(peer => peer.id === id))
      .flatMap(peer => peer?.disk.get(storageKey) === undefined ? [`${peer?.name}: k${index}`] : [])
  })
}

/** Records on disks of peers that do not own them. */
function strays (cluster: SimCluster): number {
  const ring = cluster.up[0]?.run?.node?.history.ring
  return cluster.peers.reduce((sum, peer) => sum + [...peer.disk.entries.values()]
    .filter(({ key }) => key[0] === PREFIX.record && ring?.primariesFor(parseRecordStorageKey(key).partition, 3).includes(peer.id) === false).length, 0)
}

async function join (cluster: SimCluster): Promise<SimPeer> {
  const joiner = cluster.addPeer()
  await cluster.start(joiner)
  await cluster.scheduler.runUntil(() => joiner.run?.node?.history.ring?.member(joiner.id) !== undefined, SETTLE_MS, 'it is in the ring')
  return joiner
}

test('a peer that joins holds every record that became its own before it says so, and the former owners give theirs away', async () => {
  const cluster = await clusterWithData(3)
  await join(cluster)
  await settle(cluster)
  assert.deepEqual(lacking(cluster), [])
  await cluster.scheduler.runUntil(() => strays(cluster) === 0, SETTLE_MS, 'no record is where it does not belong')
  assert.deepEqual(lacking(cluster), [])
})

test('planted bug: a peer that takes roots for alike without having compared them lacks what became its own', async () => {
  const cluster = await clusterWithData(3)
  const restore = patch(Exchange.prototype, 'compareRoots', { value: async () => [] })
  try {
    await join(cluster)
    await settle(cluster)
    assert.notDeepEqual(lacking(cluster), [])
  } finally { restore() }
})

const ASK_MS = 100

/** Runs until `done`, a millisecond after the other, while a client puts a key every 100 ms, or none does. */
async function runWhile (cluster: SimCluster, isAsked: boolean, done: () => boolean): Promise<void> {
  const client = new SimClient(cluster)
  const puts: Array<Promise<unknown>> = []
  for (let ms = 0; ms < SETTLE_MS && !done(); ms++) {
    const via = cluster.up[ms / ASK_MS % 3]
    if (isAsked && via !== undefined) puts.push(client.put(via, { key: utf8Bytes(`k${ms % KEYS}`), value: utf8Bytes('v') }, PUT_MS))
    await cluster.scheduler.runFor(1)
  }
  assert.ok(done())
  await cluster.scheduler.settle(Promise.all(puts), 2 * PUT_MS, 'the puts end')
}

/** Milliseconds between the first and the last member of three that says that it writes to the view with a fourth. */
async function stepsTakenWithinMs (isAsked: boolean): Promise<number> {
  const cluster = await clusterWithData(3)
  const members = [...cluster.up]
  const epoch = 1 + (cluster.up[0]?.run?.node?.history.ring?.view.epoch ?? 0)
  const takenMs = new Map<SimPeer, number>()
  await cluster.start(cluster.addPeer())
  await runWhile(cluster, isAsked, () => {
    for (const peer of members) if (!takenMs.has(peer) && (peer.run?.node?.views.published.ack.epoch ?? 0) >= epoch) takenMs.set(peer, cluster.scheduler.nowMs)
    return takenMs.size === members.length
  })
  return Math.max(...takenMs.values()) - Math.min(...takenMs.values())
}

test('while clients ask, members take the steps of a change further apart', async () => {
  const [quiet, asked] = [await stepsTakenWithinMs(false), await stepsTakenWithinMs(true)]
  assert.ok(asked > quiet + 100 && asked < quiet + 600, `${quiet} and ${asked}`)
})

/** What every look of a pace at its least rate took for urgent, from now on. */
function watchUrgent (t: { after: (fn: () => void) => void }): Set<boolean> {
  const seen = new Set<boolean>()
  const { look } = Pace.prototype as unknown as { look: (this: { components: { isUrgent: () => boolean } }) => void }
  t.after(patch(Pace.prototype as unknown as { look: () => void }, 'look', { value (this: { components: { isUrgent: () => boolean } }) {
    seen.add(this.components.isUrgent())
    look.call(this)
  } }))
  return seen
}

test('that a member joins or leaves is not urgent; that one is dead and was removed is, until its copies are made again', async t => {
  const seen = watchUrgent(t)
  const cluster = new SimCluster({ seed: 11, partitions: 32, replaceDeadAfterMs: 5_000 })
  await cluster.form(4)
  await settle(cluster)
  await putAll(cluster, cluster.peers[0] as SimPeer)
  const joiner = cluster.addPeer()
  await cluster.start(joiner)
  await runWhile(cluster, true, () => joiner.run?.node?.history.ring?.member(joiner.id) !== undefined && isSettled(cluster))
  const leaver = cluster.up[0] as SimPeer
  const { node, network, clock } = leaver.run ?? assert.fail()
  let hasLeft = false
  node?.onLeft(() => { hasLeft = true })
  await cluster.scheduler.settle(network.request(leaver.id, LEAVE, { peerId: '', force: false }, { deadline: clock.monotonic() + PUT_MS }), PUT_MS, 'it is asked to leave')
  await runWhile(cluster, true, () => hasLeft && isSettled(cluster))
  assert.deepEqual([...seen], [false])
  cluster.kill(joiner)
  await runWhile(cluster, true, () => cluster.up.every(({ run }) => run?.node?.history.ring?.member(joiner.id) === undefined) && isSettled(cluster))
  assert.deepEqual(seen, new Set([false, true]))
  seen.clear()
  await runWhile(cluster, true, () => seen.size > 0)
  assert.deepEqual([...seen], [false])
})

test('a peer that is killed while it pulls goes on where it was', async () => {
  const cluster = await clusterWithData(3)
  const joiner = await join(cluster)
  joiner.armed.set('transfer.page', 5)
  await cluster.scheduler.runUntil(() => joiner.run === undefined, SETTLE_MS, 'it dies in the middle')
  const asked = { whole: 0, from: 0 }
  cluster.fabric.onRequest = (rpc, body) => {
    if (rpc !== TRANSFER_PAGE.name) return
    asked.whole++
    if (TRANSFER_PAGE.request.decode(body).after !== undefined) asked.from++
  }
  await cluster.start(joiner)
  await settle(cluster)
  assert.deepEqual(lacking(cluster), [])
  assert.ok(asked.whole > 0)
})

test('while a majority of the former owners is down nothing is said to be held, and it is said whom it waits for', async () => {
  const cluster = await clusterWithData(3)
  const [, second, third] = cluster.peers
  assert.ok(second !== undefined && third !== undefined)
  const joiner = cluster.addPeer()
  joiner.armed.set('transfer.page', 1)
  await cluster.start(joiner)
  await cluster.scheduler.runUntil(() => joiner.run === undefined, SETTLE_MS, 'it dies at its first page')
  cluster.kill(second)
  cluster.kill(third)
  await cluster.start(joiner)
  await cluster.scheduler.runUntil(() => (joiner.run?.node?.transfers.transfer.stalls.list().length ?? 0) > 0, SETTLE_MS, 'it waits')
  await cluster.scheduler.runFor(20_000)
  assert.ok(joiner.run?.node !== undefined)
  assert.deepEqual(joiner.run.node.transfers.transfer.stalls.list().map(({ peerId }) => peerId).sort(), [second.id, third.id].sort())
  assert.ok(joiner.run.node.views.wanted() !== undefined)
  await cluster.start(second)
  await cluster.start(third)
  await settle(cluster)
  assert.deepEqual(lacking(cluster), [])
})

test('planted: who says that it holds its data before it has pulled it is found out', async t => {
  t.after(patch(Transfer.prototype as unknown as { lacking: () => unknown }, 'lacking', { value: () => undefined }))
  const cluster = await clusterWithData(3)
  // No page gets through: whatever the joiner says it holds, it cannot.
  for (const { run } of cluster.up) run?.network.handle(TRANSFER_PAGE, async () => { throw new NotReadyError('no pages today') })
  await join(cluster)
  await settle(cluster)
  assert.notDeepEqual(lacking(cluster), [])
})

/** A record that only a peer holds which does not own it, and cannot reach one of its owners. */
async function leaveStray (): Promise<{ cluster: SimCluster, holds: (peer: SimPeer) => boolean, holder: SimPeer, owners: SimPeer[], heal: () => void }> {
  const cluster = await clusterWithData(4)
  await cluster.scheduler.runUntil(() => strays(cluster) === 0, SETTLE_MS, 'all is where it belongs')
  const key = { bucket: 'default', key: utf8Bytes('stray') }
  const partition = partitionOf(key, cluster.partitions)
  const primaries = cluster.peers[0]?.run?.node?.history.ring?.primariesFor(partition, 3) ?? []
  const holder = cluster.peers.find(({ id }) => !primaries.includes(id))
  const owners = cluster.peers.filter(({ id }) => primaries.includes(id))
  assert.ok(holder?.run?.records !== undefined && owners[0] !== undefined)
  await cluster.scheduler.settle(holder.run.records.write(key, { value: utf8Bytes('left'), policy: 'lww' }, 'synced').then(({ committed }) => committed), PUT_MS, 'the write')
  cluster.fabric.setCut(holder.id, owners[0].id, true)
  return { cluster, holder, owners, heal: () => { cluster.fabric.heal() }, holds: peer => peer.disk.get(recordStorageKey(partition, key)) !== undefined }
}

test('what a peer holds and does not own reaches every owner before it is deleted', async () => {
  const { cluster, holder, owners, holds, heal } = await leaveStray()
  await cluster.scheduler.runUntil(() => owners.slice(1).every(holds), SETTLE_MS, 'the owners that can be reached have it')
  await cluster.scheduler.runFor(20_000)
  assert.ok(holds(holder), 'one owner has not confirmed')
  heal()
  await cluster.scheduler.runUntil(() => !holds(holder), SETTLE_MS, 'it is given away')
  assert.ok(owners.every(holds))
})

test('planted: deleting before all owners have confirmed is found out', async t => {
  t.after(deletesUnconfirmed())
  const { cluster, holder, owners, holds } = await leaveStray()
  await cluster.scheduler.runUntil(() => !holds(holder), SETTLE_MS, 'it is deleted')
  assert.equal(owners.every(holds), false)
})

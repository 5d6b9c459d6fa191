/** Members that do not hold what is theirs: one whose disk was replaced, one that nobody waited for. They must not call absent what they have not got. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import type { KvNode } from '../../daemon/core/kv-node.js'
import { LiveViews, type WantedView } from '../../daemon/core/membership/live-views.js'
import { Exchange } from '../../daemon/core/repair/exchange.js'
import { openMember } from '../../daemon/core/membership/member-record.js'
import { RingHistory } from '../../daemon/core/membership/ring-history.js'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { BUCKET_SET } from '../../protocols/admin/admin.js'
import { NotReadyError } from '../../protocols/errors.js'
import { SYNC_ROOTS } from '../../protocols/sync/sync.js'
import { PUT_CONDITION } from '../../protocols/put/put.js'
import { RING_CHANGE, RING_WISH, type RingChangeResponse } from '../../protocols/ring-admin/ring-admin.js'
import { recordKeyAt } from '../../protocols/scan/scan-position.js'
import { SCAN_FORM, type ScanRequest } from '../../protocols/scan/scan.js'
import { patch } from '../fixtures/patch.js'
import { SimClient } from './sim-client.js'
import { GOOD_LINK } from './sim-fabric.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'
import { plantedBug } from './planted-bug.js'

const KEYS = Array.from({ length: 40 }, (_, index) => `key-${String(index).padStart(2, '0')}`)
const TIMEOUT_MS = 1_000
const PATIENCE_MS = 60_000
const SEEDS = [1, 2, 3]
const PLANTED_SEEDS_MAX = 40
const EMPTY = new Uint8Array()
const SCAN: ScanRequest = { bucket: 'default', prefix: EMPTY, after: EMPTY, limit: 1_000, bytesMax: 0, form: SCAN_FORM.keys, r: undefined, scanId: EMPTY }

class World {
  readonly client: SimClient
  private constructor (readonly cluster: SimCluster) { this.client = new SimClient(cluster) }

  static async form (seed: number, peers: number): Promise<World> {
    const world = new World(new SimCluster({ seed, partitions: 16 }))
    await world.cluster.form(peers)
    await world.settled()
    return world
  }

  async settled (): Promise<void> {
    const isSettled = ({ run }: SimPeer): boolean => run!.node!.views.live.length === 1 && run!.node!.views.placement() !== undefined
    await this.cluster.scheduler.runUntil(() => this.cluster.up.every(isSettled), PATIENCE_MS, 'one view is live')
  }

  /** By primaries alone. */
  async fill (via: SimPeer): Promise<void> {
    for (const key of KEYS) {
      const answer = await this.cluster.scheduler.settle(this.client.put(via, { key: utf8Bytes(key), value: utf8Bytes(key), strict: true }, TIMEOUT_MS), 2 * TIMEOUT_MS, key)
      assert.ok('ok' in answer, inspect(answer))
    }
  }

  async get (via: SimPeer, key: string): Promise<string> {
    const answer = await this.cluster.scheduler.settle(this.client.get(via, { key: utf8Bytes(key), strict: true }, TIMEOUT_MS), 2 * TIMEOUT_MS, key)
    return 'ok' in answer ? answer.ok.versions.map(({ value }) => Buffer.from(value).toString()).join() : 'no answer'
  }

  /** Scans, as backups do, through each of `peers` for two seconds. @returns how many did not have all keys */
  async incompleteScans (peers: readonly SimPeer[]): Promise<number> {
    const { scheduler } = this.cluster
    let [complete, incomplete] = [0, 0]
    for (let round = 0; round < 100; round++) {
      for (const via of peers) {
        const answer = await scheduler.settle(this.client.scan(via, SCAN, TIMEOUT_MS), 2 * TIMEOUT_MS, 'a scan')
        if (!('ok' in answer)) continue
        if (answer.ok.entries.map(entry => Buffer.from(recordKeyAt(entry.at).key).toString()).sort().join() === KEYS.join()) complete++
        else incomplete++
      }
      await scheduler.runFor(20)
    }
    assert.ok(complete + incomplete > 100)
    return incomplete
  }

  /** Asks each of `peers` for two seconds to put keys that are there if they are not, and what was there before. @returns what was wrong */
  async wronglyConditional (peers: readonly SimPeer[]): Promise<string[]> {
    const { scheduler } = this.cluster
    const wrong: string[] = []
    let [refused, replaced] = [0, 0]
    for (let round = 0; round < 100; round++) {
      const name = KEYS[round % KEYS.length] ?? ''
      const key = utf8Bytes(name)
      for (const via of peers) {
        const absent = await scheduler.settle(this.client.put(via, { key, value: utf8Bytes('other'), condition: PUT_CONDITION.ifAbsent, strict: true }, TIMEOUT_MS), 2 * TIMEOUT_MS, name)
        if ('ok' in absent) wrong.push(`${name} was put at ${via.name} if absent`)
        else if (absent.error === 'PRECONDITION_FAILED') refused++
        const again = await scheduler.settle(this.client.put(via, { key, value: key, returnPrevious: true, strict: true }, TIMEOUT_MS), 2 * TIMEOUT_MS, name)
        if (!('ok' in again)) continue
        replaced++
        if (again.ok.previous.length === 0) wrong.push(`${name} was not there before for ${via.name}`)
      }
      await scheduler.runFor(20)
    }
    assert.ok(refused > 20 && replaced > 20, `${refused} and ${replaced} answers`)
    return wrong
  }

  async change (via: SimPeer, kind: keyof typeof RING_WISH, peer: SimPeer): Promise<void> {
    const { network, clock } = via.run!
    const ask = async (planned?: RingChangeResponse): Promise<RingChangeResponse> => await this.cluster.scheduler.settle(network.request(via.id, RING_CHANGE, {
      changes: [{ kind: RING_WISH[kind], peerId: peer.id, newPeerId: '', weight: 0 }], apply: planned !== undefined, plannedOn: planned?.plannedOn, force: true,
    }, { deadline: clock.monotonic() + TIMEOUT_MS }), 2 * TIMEOUT_MS, kind)
    await ask(await ask())
  }

  isolate (peer: SimPeer, isCut: boolean): void {
    for (const other of this.cluster.peers) {
      if (other === peer) continue
      this.cluster.fabric.setCut(peer.id, other.id, isCut)
      this.cluster.fabric.setCut(other.id, peer.id, isCut)
    }
  }
}

/** One member of five comes back with an empty disk. @returns scans that did not have all keys from then on */
async function scansWithEmptyDisk (seed: number): Promise<number> {
  const world = await World.form(seed, 5)
  const [via, lost] = world.cluster.peers as [SimPeer, SimPeer]
  await world.fill(via)
  await world.cluster.scheduler.runFor(TIMEOUT_MS)
  world.cluster.kill(lost)
  lost.disk.wipe()
  await world.cluster.start(lost)
  return await world.incompleteScans(world.cluster.up)
}

/**
 * A member comes back that a change of the ring did not wait for, which gave it more.
 *
 * @param hold what keeps its process from going on
 * @returns scans that did not have all keys from then on
 */
async function scansWithSkipped (seed: number, hold: (node: KvNode) => void = () => {}): Promise<number> {
  const world = await World.form(seed, 5)
  const [via, away, removed] = world.cluster.peers as [SimPeer, SimPeer, SimPeer]
  await world.fill(via)
  await world.cluster.scheduler.runFor(TIMEOUT_MS)
  world.cluster.kill(away)
  await world.change(via, 'remove', removed)
  await world.cluster.scheduler.runFor(5_000)
  await world.change(via, 'skip', away)
  await world.cluster.scheduler.runFor(5_000)
  await world.cluster.stop(removed)
  await world.settled()
  await world.cluster.start(away)
  hold(away.run!.node!)
  return await world.incompleteScans(world.cluster.up)
}

/** Two owners of many partitions die, and both are taken out: what is left of three is no majority. @returns the world, and who died */
async function removeTwo (seed: number): Promise<{ world: World, via: SimPeer, dead: readonly SimPeer[] }> {
  const world = await World.form(seed, 5)
  const [via, ...dead] = world.cluster.peers.slice(0, 3) as [SimPeer, SimPeer, SimPeer]
  await world.fill(via)
  await world.cluster.scheduler.runFor(TIMEOUT_MS)
  for (const peer of dead) world.cluster.kill(peer)
  for (const peer of dead) await world.change(via, 'remove', peer)
  await world.cluster.scheduler.runFor(PATIENCE_MS)
  for (const { run } of world.cluster.up) {
    assert.ok(run!.node!.views.live.length > 1, 'nobody has said that the rest will do')
    assert.deepEqual(run!.node!.transfers.transfer.stalls.list().map(({ peerId }) => peerId).sort(), dead.map(({ id }) => id).sort())
  }
  return { world, via, dead }
}

/** They are gone for good, and an operator says so. @returns members for which the change does not end, or keys are not there, though each has a copy left */
async function unfinished (seed: number): Promise<number> {
  const { world, via, dead } = await removeTwo(seed)
  for (const peer of dead) await world.change(via, 'skip', peer)
  await world.cluster.scheduler.runFor(PATIENCE_MS)
  let count = 0
  for (const peer of world.cluster.up) {
    const found = [peer.run!.node!.views.live.length === 1]
    for (const key of KEYS) found.push(await world.get(peer, key) === key)
    if (found.includes(false)) count++
  }
  return count
}

/**
 * A member joins, and asks one that came back with an empty disk before it has heard of that; of the two that had acknowledged all,
 * the other one is away. @returns whether the joiner takes what it got for all
 */
async function takesEmptyForFull (seed: number): Promise<boolean> {
  const world = await World.form(seed, 3)
  const { cluster } = world
  const [whole, lost, late] = cluster.peers as [SimPeer, SimPeer, SimPeer]
  world.isolate(late, true)
  await world.fill(whole)
  world.isolate(late, false)
  for (const { run } of cluster.up) run!.network.handle(SYNC_ROOTS, async () => { throw new NotReadyError('not before all is as it is to be') })
  const joiner = cluster.addPeer()
  await cluster.start(joiner)
  const { views, transfers, membership: { table } } = joiner.run!.node!
  await cluster.scheduler.runUntil(() => transfers.transfer.stalls.list().length === 3, PATIENCE_MS, 'it has begun')
  const { accept } = table
  const undo = patch(table, 'accept', {
    value (this: typeof table, ...signed: Parameters<typeof accept>) { return openMember(signed[0], joiner.run!.env.signer).record.peerId === lost.id ? undefined : accept.apply(this, signed) },
  })
  for (const peer of cluster.peers.slice(0, 3)) cluster.kill(peer)
  lost.disk.wipe()
  for (const peer of [lost, late]) await cluster.start(peer)
  await cluster.scheduler.runFor(PATIENCE_MS / 2)
  const isTaken = views.wanted() === undefined || views.published.sync.epoch >= views.wanted()!.epoch
  undo()
  await cluster.start(whole)
  await world.settled()
  return isTaken
}

/**
 * Of three owners one is gone, and an operator does not wait for it; another one is away for a while, and these two alone have
 * acknowledged all. @returns reads that find nothing when that one is back
 */
async function absentAfterSkip (seed: number): Promise<number> {
  const world = await World.form(seed, 4)
  const { cluster, client } = world
  const { scheduler } = cluster
  const [back, gone, late, via] = cluster.peers as [SimPeer, SimPeer, SimPeer, SimPeer]
  for (const peer of [late, via]) world.isolate(peer, true)
  const acked: string[] = []
  for (const key of KEYS) {
    const answer = await scheduler.settle(client.put(back, { key: utf8Bytes(key), value: utf8Bytes(key), strict: true }, TIMEOUT_MS), 2 * TIMEOUT_MS, key)
    if ('ok' in answer) acked.push(key)
  }
  assert.ok(acked.length > 0)
  // What is on its way to those that cannot be reached has failed.
  await scheduler.runFor(2 * TIMEOUT_MS)
  for (const peer of [late, via]) world.isolate(peer, false)
  cluster.kill(gone)
  for (const { run } of [back, late]) run!.network.handle(SYNC_ROOTS, async () => { throw new NotReadyError('not before the other one is away') })
  await world.change(via, 'remove', gone)
  await world.change(via, 'skip', gone)
  const { views, history } = via.run!.node!
  await scheduler.runUntil(() => views.wanted() !== undefined && views.wanted()?.epoch === history.ring?.view.epoch, PATIENCE_MS, 'all write to the newest view')
  cluster.kill(back)
  cluster.kill(late)
  await cluster.start(late)
  await scheduler.runFor(PATIENCE_MS / 2)
  await cluster.start(back)
  await world.settled()
  let absent = 0
  for (const peer of [late, via]) for (const key of acked) if (await world.get(peer, key) === '') absent++
  return absent
}

/** It is asked by a view that it does not get. */
function learnsNothing ({ history }: KvNode): void { history.offer = async () => 'kept' }

for (const seed of SEEDS) {
  test(`no read finds nothing because a replica lost its disk (seed ${seed})`, async () => {
    const world = await World.form(seed, 3)
    const { cluster } = world
    const [whole, lost, late] = cluster.peers as [SimPeer, SimPeer, SimPeer]
    world.isolate(late, true)
    await world.fill(whole)
    cluster.kill(lost)
    lost.disk.wipe()
    world.isolate(late, false)
    // Who still has them is away: nobody can say what is there.
    cluster.kill(whole)
    await cluster.start(lost)
    for (const via of [late, lost]) for (const key of KEYS) assert.equal(await world.get(via, key), 'no answer')
    await cluster.start(whole)
    await world.settled()
    for (const via of cluster.peers) for (const key of KEYS) assert.equal(await world.get(via, key), key)
  })

  test(`no condition holds, and nothing was there before, because the coordinator lost its disk (seed ${seed})`, async () => {
    const world = await World.form(seed, 3)
    const [via, lost] = world.cluster.peers as [SimPeer, SimPeer]
    await world.fill(via)
    world.cluster.kill(lost)
    lost.disk.wipe()
    await world.cluster.start(lost)
    assert.deepEqual(await world.wronglyConditional([lost]), [])
  })

  test(`no condition holds because the coordinator has only begun to own the key (seed ${seed})`, async () => {
    const world = await World.form(seed, 4)
    const [via, , , removed] = world.cluster.peers as [SimPeer, SimPeer, SimPeer, SimPeer]
    await world.fill(via)
    await world.change(via, 'remove', removed)
    assert.deepEqual(await world.wronglyConditional(world.cluster.up), [])
  })

  test(`a scan, and so a backup, has all keys while a replaced disk is filled (seed ${seed})`, async () => {
    assert.equal(await scansWithEmptyDisk(seed), 0)
  })

  test(`a scan has all keys when a member is back that nobody waited for (seed ${seed})`, async () => {
    assert.equal(await scansWithSkipped(seed), 0)
  })

  test(`a scan has all keys while that member does not know yet that it owns more (seed ${seed})`, async () => {
    assert.equal(await scansWithSkipped(seed, learnsNothing), 0)
  })
}

test('who joins does not take a former owner for one that holds its data, when that has lost its disk and nobody has said so yet', async () => {
  for (const seed of SEEDS) assert.equal(await takesEmptyForFull(seed), false)
})

test('no read finds nothing because an operator did not wait for one owner while another one was away', async () => {
  for (const seed of SEEDS) assert.equal(await absentAfterSkip(seed), 0)
})

test('a change that waits for the data of members that were taken out ends when an operator skips them', async () => {
  for (const seed of SEEDS) assert.equal(await unfinished(seed), 0)
})

test('a change that waits for the data of members that were taken out ends when they are back on their data', async () => {
  for (const seed of SEEDS) {
    const { world, dead } = await removeTwo(seed)
    for (const peer of dead) await world.cluster.start(peer)
    const members = world.cluster.up.filter(peer => !dead.includes(peer))
    await world.cluster.scheduler.runUntil(() => members.every(({ run }) => run!.node!.views.live.length === 1), PATIENCE_MS, 'one view is live')
    for (const peer of members) for (const key of KEYS) assert.equal(await world.get(peer, key), key)
  }
})

test('when the disks of two owners are lost, and the third is taken out and gone, an operator skips it, and what it held is lost', async () => {
  for (const seed of SEEDS) {
    const world = await World.form(seed, 4)
    const [via, gone, ...lost] = world.cluster.peers as [SimPeer, SimPeer, SimPeer, SimPeer]
    await world.fill(via)
    for (const peer of [gone, ...lost]) world.cluster.kill(peer)
    for (const peer of lost) peer.disk.wipe()
    for (const peer of lost) await world.cluster.start(peer)
    await world.cluster.scheduler.runFor(PATIENCE_MS)
    await world.change(via, 'remove', gone)
    await world.cluster.scheduler.runFor(PATIENCE_MS)
    for (const key of KEYS) assert.equal(await world.get(via, key), 'no answer')
    await world.change(via, 'skip', gone)
    await world.settled()
    for (const peer of world.cluster.up) for (const key of KEYS) assert.ok([key, ''].includes(await world.get(peer, key)))
  }
})

test('no read finds nothing because its bucket was given more replicas than the ring: those that hold all are asked first', async () => {
  const world = await World.form(1, 9)
  const [via] = world.cluster.peers as [SimPeer]
  await world.fill(via)
  const { network, clock } = via.run!
  await world.cluster.scheduler.settle(network.request(via.id, BUCKET_SET, { bucket: 'default', n: 7, r: undefined, w: undefined, conflict: 0, condition: 0 }, { deadline: clock.monotonic() + TIMEOUT_MS }), 2 * TIMEOUT_MS, 'more replicas')
  // Each learns how quick the others are, as chance says.
  world.cluster.fabric.quality = { ...GOOD_LINK, delayMsMin: 1, delayMsMean: 30 }
  for (const each of world.cluster.peers) for (let index = 0; index < 100; index++) assert.equal(await world.get(each, `another ${index}`), '')
  for (const each of world.cluster.peers) for (const key of KEYS) assert.equal(await world.get(each, key), key)
})

const { wanted } = LiveViews.prototype
const { compareRoots } = Exchange.prototype
const { issue } = RingHistory.prototype
const PLANTED: ReadonlyArray<readonly [string, () => () => void, (seed: number) => Promise<number>]> = [
  ['an empty disk says that there is nothing', () => patch(LiveViews.prototype, 'holds', { value: () => true }), scansWithEmptyDisk],
  ['who was not waited for says that there is nothing', () => patch(LiveViews.prototype, 'holds', { value: () => true }), scansWithSkipped],
  ['whoever is asked by a newer view holds what it owns there', () => () => {}, async seed => await scansWithSkipped(seed, node => {
    learnsNothing(node)
    node.history.isBehind = () => false
  })],
  ['a source has the store that was last heard of it', () => patch(Exchange.prototype, 'compareRoots', {
    async value (this: Exchange, ...[peer, partitions, deadline]: Parameters<Exchange['compareRoots']>) { return await compareRoots.call(this, peer, partitions, deadline) },
  }), async seed => Number(await takesEmptyForFull(seed))],
  ['only members can be skipped', () => patch(RingHistory.prototype, 'issue', {
    async value (this: RingHistory, ...[changes, ...rest]: Parameters<RingHistory['issue']>) {
      return await issue.call(this, changes.filter(change => !('skip' in change) || this.ring?.member(change.skip) !== undefined), ...rest)
    },
  }), unfinished],
  ['who was not waited for fetches nothing when older views are over', () => patch(LiveViews.prototype, 'wanted', {
    value (this: LiveViews): WantedView | undefined {
      const view = wanted.call(this)
      return view?.sources.includes(view.ring) === true ? { ...view, sources: [] } : view
    },
  }), scansWithSkipped],
]

for (const [name, plant, scans] of PLANTED) plantedBug(name, { to: PLANTED_SEEDS_MAX }, plant, async seed => await scans(seed) !== 0)

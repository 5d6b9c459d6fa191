/** Disks that are replaced in the middle of what repairs: of who keeps hints, of whom they are for, of an owner of what is reaped, of one that a restore asks what it knows. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { quorumToMessage } from '../../protocols/rpc/quorum.js'
import { SCAN_FORM } from '../../protocols/scan/scan.js'
import { PREFIX } from '../../storage/keyspace.js'
import { SimClient } from './sim-client.js'
import { SimCluster, type SimClusterInit, type SimPeer } from './sim-cluster.js'

const SEEDS = [1, 2, 3]
const KEYS = Array.from({ length: 24 }, (_, index) => `key-${String(index).padStart(2, '0')}`)
const TIMEOUT_MS = 2_000
const PATIENCE_MS = 120_000
const REAPING = { graceMs: 300, intervalMs: 100, quietMs: 2_000 }
const EMPTY = new Uint8Array()

class World {
  readonly cluster: SimCluster
  readonly client: SimClient

  constructor (seed: number, init: Partial<SimClusterInit> = {}) {
    this.cluster = new SimCluster({ seed, partitions: 8, antiEntropyIntervalMs: 1_000, ...init })
    this.client = new SimClient(this.cluster)
  }

  static async form (seed: number, peers: number, init: Partial<SimClusterInit> = {}): Promise<World> {
    const world = new World(seed, init)
    await world.cluster.form(peers)
    await world.settled(peers)
    return world
  }

  async settled (members: number): Promise<void> {
    await this.cluster.scheduler.runUntil(() => this.cluster.agreed(members), PATIENCE_MS, 'one view is live')
  }

  /** @returns keys of which that was acknowledged */
  async writeAll (via: SimPeer, value?: string): Promise<string[]> {
    const done: string[] = []
    for (const key of KEYS) {
      const answer = await this.cluster.scheduler.settle(this.client.put(via, { key: utf8Bytes(key), value: value === undefined ? undefined : utf8Bytes(value) }, TIMEOUT_MS), 2 * TIMEOUT_MS, key)
      if ('ok' in answer) done.push(key)
    }
    return done
  }

  /** What a read of all replicas finds, by key; `?`: no answer. */
  async values (via: SimPeer): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    for (const key of KEYS) {
      const answer = await this.cluster.scheduler.settle(this.client.get(via, { key: utf8Bytes(key), r: quorumToMessage('all'), strict: true }, TIMEOUT_MS), 2 * TIMEOUT_MS, key)
      found.set(key, 'ok' in answer ? answer.ok.versions.map(({ value }) => Buffer.from(value).toString()).join() : '?')
    }
    return found
  }

  async replaceDisk (peer: SimPeer): Promise<void> {
    this.cluster.kill(peer)
    peer.disk.wipe()
    await this.cluster.start(peer)
  }

  get records (): number { return this.cluster.peers.reduce((sum, { disk }) => sum + [...disk.entries.values()].filter(({ key }) => key[0] === PREFIX.record).length, 0) }
  get hints (): number { return this.cluster.up.reduce((sum, { run }) => sum + run!.node!.hints.totals().hints, 0) }
}

function all (value: string): Map<string, string> { return new Map(KEYS.map(key => [key, value])) }

for (const seed of SEEDS) {
  test(`a stand-in loses its disk with the hints that it keeps: what was acknowledged is there, and its target gets it (seed ${seed})`, async () => {
    const world = await World.form(seed, 4)
    const [via, away, ...others] = world.cluster.peers as [SimPeer, SimPeer, SimPeer, SimPeer]
    world.cluster.kill(away)
    assert.deepEqual(await world.writeAll(via, 'v'), KEYS)
    await world.cluster.scheduler.runFor(TIMEOUT_MS)
    assert.ok(world.hints > 0)
    for (const standIn of others) {
      await world.replaceDisk(standIn)
      await world.cluster.scheduler.runFor(30_000)
    }
    await world.cluster.start(away)
    await world.settled(4)
    await world.cluster.scheduler.runUntil(() => world.hints === 0, PATIENCE_MS, 'all hints are given')
    await world.cluster.scheduler.runFor(10_000)
    for (const peer of world.cluster.peers) assert.deepEqual(await world.values(peer), all('v'))
  })

  test(`hints reach a target that comes back with another disk, and it gets the rest from the others (seed ${seed})`, async () => {
    const world = await World.form(seed, 4)
    const [via, target] = world.cluster.peers as [SimPeer, SimPeer]
    assert.deepEqual(await world.writeAll(via, 'before'), KEYS)
    world.cluster.kill(target)
    assert.deepEqual(await world.writeAll(via, 'after'), KEYS)
    assert.ok(world.hints > 0)
    target.disk.wipe()
    await world.cluster.start(target)
    await world.settled(4)
    await world.cluster.scheduler.runUntil(() => world.hints === 0, PATIENCE_MS, 'all hints are given')
    for (const peer of world.cluster.peers) assert.deepEqual(await world.values(peer), all('after'))
  })

  test(`an owner loses its disk between the proof and the removal, and while only some have a tombstone: nothing comes back, and all goes (seed ${seed})`, async () => {
    for (const point of ['reap.confirmed', 'reap.removed', 'reap.asked', 'replica.stored']) {
      const world = await World.form(seed, 4, { reaping: REAPING, replaceDeadAfterMs: 3_600_000 })
      const { cluster } = world
      const [via, lost, away] = cluster.peers as [SimPeer, SimPeer, SimPeer]
      assert.deepEqual(await world.writeAll(via, 'v'), KEYS)
      await cluster.scheduler.runFor(TIMEOUT_MS)
      // Some do not hear of it.
      cluster.kill(away)
      if (point === 'replica.stored') lost.armed.set(point, 6)
      await world.writeAll(via)
      lost.armed.set(point, 1)
      await cluster.start(away)
      await cluster.scheduler.runUntil(() => lost.run === undefined, PATIENCE_MS, `it dies at ${point}`)
      lost.armed.clear()
      await world.replaceDisk(lost)
      await world.settled(4)
      const deleted = await world.writeAll(via)
      assert.deepEqual(deleted, KEYS)
      await cluster.scheduler.runUntil(() => world.records === 0, PATIENCE_MS, 'all that was deleted is gone')
      for (const peer of cluster.peers) assert.deepEqual(await world.values(peer), all(''))
    }
  })

  test(`a restore takes no version for one that nobody knows because a disk was replaced: who knows it is away (seed ${seed})`, async () => {
    const world = await World.form(seed, 3, { antiEntropyIntervalMs: null })
    const { cluster, client } = world
    const [whole, lost, late] = cluster.peers as [SimPeer, SimPeer, SimPeer]
    cluster.kill(late)
    assert.deepEqual(await world.writeAll(whole, 'v'), KEYS)
    const backup = await cluster.scheduler.settle(client.scan(whole, { bucket: '', prefix: EMPTY, after: EMPTY, limit: 0, bytesMax: 0, form: SCAN_FORM.records, r: quorumToMessage('quorum'), scanId: EMPTY }, TIMEOUT_MS), 2 * TIMEOUT_MS, 'a backup')
    assert.ok('ok' in backup && backup.ok.entries.length === KEYS.length, inspect(backup))
    const records = backup.ok.entries.map(({ at, record }) => ({ at, record }))
    cluster.kill(whole)
    cluster.kill(lost)
    lost.disk.wipe()
    await cluster.start(late)
    await cluster.start(lost)
    const restore = async (via: SimPeer): Promise<string> => {
      const answer = await cluster.scheduler.settle(client.restore(via, { records, unknown: false }, TIMEOUT_MS), 2 * TIMEOUT_MS, 'a restore')
      return 'ok' in answer ? JSON.stringify(answer.ok) : answer.error
    }
    await cluster.scheduler.runFor(TIMEOUT_MS)
    for (const peer of [lost, late]) assert.ok(['QUORUM_NOT_MET', 'NOT_READY'].includes(await restore(peer)), await restore(peer))
    await cluster.start(whole)
    await world.settled(3)
    assert.equal(await restore(late), JSON.stringify({ restored: 0, unchanged: KEYS.length, unknown: 0 }))
    for (const peer of cluster.peers) assert.deepEqual(await world.values(peer), all('v'))
  })
}

/** Rules of members and stores that fail in ways that no drawn run has: a store that refuses one batch, a full disk, a clock that is put right. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KvNode } from '../../daemon/core/kv-node.js'
import { Replica } from '../../daemon/core/replica.js'
import { StoreUpkeep } from '../../daemon/core/repair/store-upkeep.js'
import { OverloadedError } from '../../protocols/errors.js'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { SCRUB } from '../../protocols/scrub/scrub.js'
import { isDirtyKey } from '../../storage/hint-keys.js'
import { HintStore } from '../../storage/hint-store.js'
import { PREFIX } from '../../storage/keyspace.js'
import { patch } from '../fixtures/patch.js'
import { SimClient } from './sim-client.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'
import { plantedBug } from './planted-bug.js'

const SEEDS = 4
const PLANTED_SEEDS_MAX = 20
const TIMEOUT_MS = 2_000
const HINT_AGE_MS = 2_000
const SCRUB_INTERVAL_MS = 60 * 60_000
const DAY_MS = 24 * 60 * 60_000

function marksOn ({ disk }: SimPeer): number { return [...disk.entries.values()].filter(({ key }) => isDirtyKey(key)).length }

/** A stand-in drops a hint, and its store refuses for a while to remove the mark of it. @returns marks that are left when the target has all */
async function marksLeft (seed: number): Promise<number> {
  const cluster = new SimCluster({ seed, partitions: 1, antiEntropyIntervalMs: 500, hints: { hintAgeMaxMs: HINT_AGE_MS } })
  const { scheduler } = cluster
  await cluster.form(4)
  const [first, ...owners] = cluster.peers[0]!.run!.node!.history.ring!.primariesFor(0, 4).map(id => cluster.peers.find(peer => peer.id === id)!) as [SimPeer, SimPeer, SimPeer, SimPeer]
  const [, target, standIn] = owners
  cluster.kill(target)
  const client = new SimClient(cluster)
  const put = await scheduler.settle(client.put(first, { key: utf8Bytes('k'), value: utf8Bytes('v'), w: { kind: 3, count: 0 } }, TIMEOUT_MS), 2 * TIMEOUT_MS, 'a put')
  assert.ok('ok' in put)
  await scheduler.runUntil(() => marksOn(standIn) > 0, 30 * HINT_AGE_MS, 'the hint is dropped')
  const { store } = standIn.run!
  const { batch } = store
  let refused = 0
  const undo = patch(store, 'batch', {
    value: async (...[ops, durability]: Parameters<typeof batch>) => {
      if (ops.some(({ key }) => isDirtyKey(key))) {
        refused++
        throw new OverloadedError('the queue of the disk', 100)
      }
      await batch.call(store, ops, durability)
    },
  })
  await cluster.start(target)
  await scheduler.runUntil(() => refused > 0, 60_000, 'the removal is refused')
  undo()
  await scheduler.runFor(60_000)
  return marksOn(standIn)
}

/** One owner is away, and a coordinator with a clock that is hours ahead asks its stand-in. @returns whether that keeps aside what it does not own */
async function keepsAside (seed: number): Promise<boolean> {
  const cluster = new SimCluster({ seed, partitions: 1 })
  const { scheduler } = cluster
  await cluster.form(4)
  const [ahead, , away, standIn] = cluster.peers[0]!.run!.node!.history.ring!.primariesFor(0, 4).map(id => cluster.peers.find(peer => peer.id === id)!) as [SimPeer, SimPeer, SimPeer, SimPeer]
  cluster.kill(away)
  ahead.wall.set(DAY_MS / 4)
  await scheduler.settle(new SimClient(cluster).put(ahead, { key: utf8Bytes('k'), value: utf8Bytes('v'), w: { kind: 3, count: 0 } }, TIMEOUT_MS), 2 * TIMEOUT_MS, 'a put')
  return [...standIn.disk.entries.values()].some(({ key }) => key[0] === PREFIX.quarantine)
}

/** @returns whether a peer joins while the first one that it asks has a full disk */
async function joinsPast (seed: number, hold: (node: KvNode) => void = () => {}): Promise<boolean> {
  const cluster = new SimCluster({ seed, partitions: 16 })
  await cluster.form(3)
  const [full] = cluster.peers as [SimPeer]
  hold(full.run!.node!)
  full.disk.full = true
  await assert.rejects(cluster.scheduler.settle(full.run!.store.batch([], 'synced'), TIMEOUT_MS, 'a write'))
  const joiner = cluster.addPeer()
  await cluster.start(joiner)
  await cluster.scheduler.runFor(30_000)
  return joiner.run!.node!.membership.joined
}

/** A store has noted the end of a scrub by a clock that was years ahead, and has been put right since. @returns whether it is scrubbed when it is due */
async function isScrubbed (seed: number): Promise<boolean> {
  const cluster = new SimCluster({ seed, partitions: 1, scrubIntervalMs: SCRUB_INTERVAL_MS, defaults: { n: 1 } })
  const { scheduler } = cluster
  await cluster.form(1)
  const [peer] = cluster.peers as [SimPeer]
  const put = await scheduler.settle(new SimClient(cluster).put(peer, { key: utf8Bytes('k'), value: utf8Bytes('v') }, TIMEOUT_MS), 2 * TIMEOUT_MS, 'a put')
  assert.ok('ok' in put)
  peer.wall.set(1_000 * DAY_MS)
  await scheduler.runFor(SCRUB_INTERVAL_MS)
  cluster.kill(peer)
  peer.wall.set(0)
  await cluster.start(peer)
  await scheduler.runFor(2 * SCRUB_INTERVAL_MS)
  const { network, clock } = peer.run!
  const { records } = await scheduler.settle(network.request(peer.id, SCRUB, { start: false }, { deadline: clock.monotonic() + TIMEOUT_MS }), 2 * TIMEOUT_MS, 'how far it is')
  return records > 0
}

test(`the mark of a dropped hint goes when its target has all, though the store refused that at first: ${SEEDS} seeds`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) assert.equal(await marksLeft(seed), 0, `seed ${seed}`)
})

test(`a peer joins through another member when the first one that it asks has a full disk: ${SEEDS} seeds`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) assert.equal(await joinsPast(seed), true, `seed ${seed}`)
})

test(`a stand-in keeps nothing aside that is from the future: it would become a record of a peer that does not own it: ${SEEDS} seeds`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) assert.equal(await keepsAside(seed), false, `seed ${seed}`)
})

test('a store is scrubbed when that is due by its clock, though it was years ahead before', async () => {
  assert.equal(await isScrubbed(1), true)
})

const { clearDirty, dirty } = HintStore.prototype
const { storeFor } = Replica.prototype

const PLANTED: ReadonlyArray<readonly [string, () => () => void, (seed: number) => Promise<boolean>]> = [
  [
    'a mark is forgotten before the store has removed it',
    () => {
      const forgotten = new WeakMap<HintStore, Set<string>>()
      const undo = [
        patch(HintStore.prototype, 'clearDirty', {
          async value (this: HintStore, ...[target, partition, mark]: Parameters<typeof clearDirty>) {
            try {
              return await clearDirty.call(this, target, partition, mark)
            } catch (error) {
              forgotten.set(this, (forgotten.get(this) ?? new Set()).add(`${target} ${partition}`))
              throw error
            }
          },
        }),
        patch(HintStore.prototype, 'dirty', { value (this: HintStore) { return dirty.call(this).filter(({ target, partition }) => forgotten.get(this)?.has(`${target} ${partition}`) !== true) } }),
      ]
      return () => { for (const one of undo) one() }
    },
    async seed => await marksLeft(seed) > 0,
  ],
  [
    'a stand-in keeps aside what is from the future, as an owner does',
    () => patch(Replica.prototype, 'storeFor', {
      async value (this: Replica, ...[target, key, record, keptAtMs]: Parameters<typeof storeFor>) {
        return this['components'].records.isFuture(record) ? await this.store(key, record, 'synced') : await storeFor.call(this, target, key, record, keptAtMs)
      },
    }),
    keepsAside,
  ],
  ['who cannot store a view says that it takes others in', () => () => {}, async seed => !await joinsPast(seed, ({ membership }) => { Object.assign(membership['components'], { isWritable: () => true }) })],
  ['a scrub that will have ended years from now was the last', () => patch(StoreUpkeep.prototype as unknown as { wasAhead: () => boolean }, 'wasAhead', { value: () => false }), async seed => !await isScrubbed(seed)],
]

for (const [name, plant, isSeen] of PLANTED) plantedBug(name, { to: PLANTED_SEEDS_MAX }, plant, isSeen)

/** Who changes the ring when: rules of members that stood still, and of views that do not end. And the bugs that show them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LIVE_VIEWS_MAX, LiveViews } from '../../daemon/core/membership/live-views.js'
import { RingChanges } from '../../daemon/core/membership/ring-changes.js'
import { Stabiliser } from '../../daemon/core/membership/stabiliser.js'
import type { RingChange } from '../../daemon/core/ring/next-view.js'
import { memberOf } from '../fixtures/ring.js'
import { patch } from '../fixtures/patch.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'
import { plantedBug } from './planted-bug.js'

const SEEDS = 4
const PLANTED_SEEDS_MAX = 20
const PEERS = 5
const REPLACE_DEAD_AFTER_MS = 20_000
const PATIENCE_MS = 120_000

/** Whoever takes out the dead stands still while one of them comes back. @returns members of the ring in the end */
async function standStill (seed: number): Promise<number> {
  const cluster = new SimCluster({ seed, partitions: 16, replaceDeadAfterMs: REPLACE_DEAD_AFTER_MS })
  const { scheduler, fabric } = cluster
  await cluster.form(PEERS)
  const [first, back, ...others] = cluster.peers.toSorted((a, b) => a.id < b.id ? -1 : 1) as [SimPeer, SimPeer, ...SimPeer[]]
  cluster.kill(back)
  await scheduler.runUntil(() => first.run!.node!.membership.detector.stateOf(back.id) === 'dead', REPLACE_DEAD_AFTER_MS, 'it counts as dead')
  const cutOff = (isCut: boolean): void => {
    for (const { id } of [back, ...others]) {
      fabric.setCut(first.id, id, isCut)
      fabric.setCut(id, first.id, isCut)
    }
  }
  // Not for so long that it is taken out itself.
  first.run!.clock.standStill(REPLACE_DEAD_AFTER_MS)
  cutOff(true)
  await scheduler.runFor(2_000)
  await cluster.start(back)
  await scheduler.runFor(REPLACE_DEAD_AFTER_MS - 2_000)
  cutOff(false)
  await scheduler.runFor(10_000)
  return others[0]!.run!.node!.history.ring!.members.length
}

/** Peers that cannot join together ask to, while no view ends, as a member is down. @returns how many views are live then */
async function askTogether (seed: number): Promise<number> {
  const cluster = new SimCluster({ seed, partitions: 16 })
  await cluster.form(PEERS)
  const [asked, down] = cluster.peers as [SimPeer, SimPeer]
  cluster.kill(down)
  const { membership, views } = asked.run!.node!
  for (let number = 1; number <= 2 * LIVE_VIEWS_MAX; number++) membership.requestChange({ add: { ...memberOf(number), storeId: memberOf(Math.max(2, number)).storeId } })
  await cluster.scheduler.runFor(10_000)
  return views.live.length
}

/** A member loses its store at each start, while another is down. All goes on when that one is back. @returns the most views that were live at a third one */
async function loseStores (seed: number): Promise<number> {
  const cluster = new SimCluster({ seed, partitions: 16 })
  const { scheduler } = cluster
  await cluster.form(PEERS)
  const [other, loses, down] = cluster.peers as [SimPeer, SimPeer, SimPeer]
  cluster.kill(down)
  await scheduler.runFor(20_000)
  let live = 0
  for (let times = 0; times < 2 * LIVE_VIEWS_MAX; times++) {
    cluster.kill(loses)
    loses.disk.wipe()
    await cluster.start(loses)
    await scheduler.runFor(10_000)
    live = Math.max(live, other.run!.node!.views.live.length)
  }
  await cluster.start(down)
  await scheduler.runUntil(() => cluster.agreed(PEERS), PATIENCE_MS, 'all go on')
  return live
}

/** Two members lose their stores at one time while too many views are live, as one of them and another were down: each must not wait for the other. @returns whether all go on */
async function loseBoth (seed: number): Promise<boolean> {
  const cluster = new SimCluster({ seed, partitions: 16 })
  const { scheduler } = cluster
  await cluster.form(PEERS)
  const [other, one, two] = cluster.peers as [SimPeer, SimPeer, SimPeer]
  cluster.kill(one)
  cluster.kill(two)
  for (let weight = 101; weight <= 100 + 2 * LIVE_VIEWS_MAX; weight++) {
    const member = other.run!.node!.history.ring!.member(other.id)!
    other.run!.node!.membership.requestChange({ update: { ...member, weight } })
    await scheduler.runFor(500)
  }
  assert.equal(other.run!.node!.views.live.length, LIVE_VIEWS_MAX)
  for (const peer of [one, two]) peer.disk.wipe()
  for (const peer of [one, two]) await cluster.start(peer)
  await scheduler.runFor(PATIENCE_MS)
  return cluster.agreed(PEERS)
}

/** A member is down for long, and the one to take it out, the first by its id, has joined since. @returns whether it is out */
async function joinFirst (seed: number): Promise<boolean> {
  const cluster = new SimCluster({ seed, partitions: 16, replaceDeadAfterMs: REPLACE_DEAD_AFTER_MS })
  await cluster.form(PEERS)
  cluster.kill(cluster.peers[1]!)
  await cluster.start(cluster.addPeer())
  await cluster.scheduler.runFor(PATIENCE_MS)
  return cluster.agreed(PEERS)
}

test(`two members that lose their stores while too many views are live do not wait for each other: ${SEEDS} seeds`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) assert.equal(await loseBoth(seed), true, `seed ${seed}`)
})

test(`a member that loses its store again and again makes no more views than may be live: ${SEEDS} seeds`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) assert.equal(await loseStores(seed), LIVE_VIEWS_MAX, `seed ${seed}`)
})

test(`the long dead are taken out, whoever is to do it and has joined since: ${SEEDS} seeds`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) assert.equal(await joinFirst(seed), true, `seed ${seed}`)
})

test(`a member that stood still takes out nobody who came back meanwhile: ${SEEDS} seeds`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) assert.equal(await standStill(seed), PEERS, `seed ${seed}`)
})

test(`of changes that are made one by one no more make views than may be live: ${SEEDS} seeds`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) assert.equal(await askTogether(seed), LIVE_VIEWS_MAX, `seed ${seed}`)
})

const CHANGES = RingChanges.prototype as unknown as { mustWait: (change: RingChange) => boolean }

const PLANTED: ReadonlyArray<readonly [string, () => () => void, (seed: number) => Promise<boolean>]> = [
  [
    'who stood still believes what it thought of others before',
    () => patch(Stabiliser.prototype as unknown as { stoodStill: () => boolean }, 'stoodStill', { value: () => false }),
    async seed => await standStill(seed) < PEERS,
  ],
  [
    'a change that need not wait when it is gathered never has to',
    () => {
      const { mustWait } = CHANGES
      const free = new WeakSet<RingChange>()
      return patch(CHANGES, 'mustWait', {
        value (this: typeof CHANGES, change: RingChange) {
          if (free.has(change)) return false
          const must = mustWait.call(this, change)
          if (!must) free.add(change)
          return must
        },
      })
    },
    async seed => await askTogether(seed) > LIVE_VIEWS_MAX,
  ],
  [
    'who has lost its store says so when there is room for a view',
    () => {
      const { mustWait } = CHANGES
      return patch(CHANGES, 'mustWait', { value (this: typeof CHANGES, change: RingChange) { return mustWait.call(this, 'update' in change ? { add: change.update } : change) } })
    },
    async seed => !await loseBoth(seed),
  ],
  [
    'who has lost its store says so whomever else views wait for',
    () => {
      const { mustWait } = CHANGES
      return patch(CHANGES, 'mustWait', { value (this: typeof CHANGES, change: RingChange) { return !('update' in change) && mustWait.call(this, change) } })
    },
    async seed => await loseStores(seed) > LIVE_VIEWS_MAX,
  ],
  [
    'who does not coordinate takes nobody out',
    () => patch(LiveViews.prototype, 'standing', { value (this: LiveViews) { return this.placement() } }),
    async seed => !await joinFirst(seed),
  ],
]

for (const [name, plant, isSeen] of PLANTED) plantedBug(name, { to: PLANTED_SEEDS_MAX }, plant, isSeen)

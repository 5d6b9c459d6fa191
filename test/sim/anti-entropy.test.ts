/** Replicas become equal by their trees alone: no key is read. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { treeProblems } from '../fixtures/tree-recount.js'
import { SimClient } from './sim-client.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'
import { differingRoots } from './tree-roots.js'

const KEYS = 120

async function fill (cluster: SimCluster, via: SimPeer, from = 0): Promise<void> {
  const client = new SimClient(cluster)
  for (let index = from; index < from + KEYS; index++) {
    const key = utf8Bytes(`k${index}`)
    const value = index % 5 === 0 ? {} : { value: utf8Bytes(`v${index}`) }
    await cluster.scheduler.settle(client.put(via, { key, ...value }, 5_000), 10_000, `put ${index}`)
  }
}

function first (cluster: SimCluster): SimPeer {
  const [peer] = cluster.peers
  assert.ok(peer !== undefined)
  return peer
}

function counts (cluster: SimCluster): number {
  return cluster.up.reduce((sum, { run }) => {
    const trees = run?.records?.indexes.trees
    return sum + (trees?.partitions() ?? []).reduce((all, partition) => all + (trees?.countOf(partition) ?? 0), 0)
  }, 0)
}

test('a replica whose disk was replaced gets everything back by trees alone', async () => {
  const cluster = new SimCluster({ seed: 11, antiEntropyIntervalMs: 10_000 })
  await cluster.assemble(4)
  const via = first(cluster)
  await fill(cluster, via)
  await cluster.scheduler.runFor(2_000)
  assert.deepEqual(differingRoots(cluster), [])
  assert.equal(counts(cluster), 3 * KEYS)
  const lost = cluster.peers[2]
  assert.ok(lost !== undefined)
  cluster.kill(lost)
  lost.disk.wipe()
  await cluster.start(lost)
  await cluster.scheduler.runUntil(() => lost.run?.node?.membership.joined === true && differingRoots(cluster).length === 0 && counts(cluster) === 3 * KEYS, 60_000, 'the empty replica has everything')
  for (const { run } of cluster.up) if (run?.records !== undefined) assert.deepEqual(await treeProblems(run.store, run.records.indexes), [])
  await cluster.scheduler.runUntil(() => cluster.up.every(({ run }) => {
    const state = run?.node?.antiEntropy.fullyReplicated()
    return state !== undefined && state.partitions === state.fullyReplicated
  }), 60_000, 'every peer knows that its partitions are fully replicated')
})

test('the marks that stand-ins keep of dropped hints go when the target has got everything by trees: nothing is held back for ever', async () => {
  const cluster = new SimCluster({ seed: 14, antiEntropyIntervalMs: 10_000, hints: { hintAgeMaxMs: 5_000 } })
  await cluster.assemble(5)
  const [via, away] = cluster.peers
  assert.ok(via !== undefined && away !== undefined)
  const marks = (): number => cluster.up.reduce((sum, { run }) => sum + Array.from({ length: cluster.partitions }, (_, partition) => Number(run!.node!.hints.isDirty(away.id, partition))).reduce((a, b) => a + b, 0), 0)
  cluster.kill(away)
  await fill(cluster, via)
  await cluster.scheduler.runFor(15_000)
  assert.ok(marks() > 0, 'hints were dropped')
  await cluster.start(away)
  await cluster.scheduler.runUntil(() => marks() === 0, 120_000, 'no mark is left')
  assert.deepEqual(differingRoots(cluster), [])
})

test('replicas that missed writes on both sides of a netsplit become equal by trees alone', async () => {
  const cluster = new SimCluster({ seed: 12, antiEntropyIntervalMs: 10_000, defaults: { w: 1, r: 1 } })
  await cluster.assemble(3)
  const [a, b, c] = cluster.peers
  assert.ok(a !== undefined && b !== undefined && c !== undefined)
  for (const [from, to] of [[a, b], [b, a], [a, c], [c, a]] as const) cluster.fabric.setCut(from.id, to.id, true)
  await fill(cluster, a)
  await fill(cluster, b, KEYS / 2)
  assert.notDeepEqual(differingRoots(cluster), [])
  for (const [from, to] of [[a, b], [b, a], [a, c], [c, a]] as const) cluster.fabric.setCut(from.id, to.id, false)
  await cluster.scheduler.runUntil(() => differingRoots(cluster).length === 0, 60_000, 'all trees agree')
  assert.ok(counts(cluster) >= 3 * KEYS)
})

test('a rotten copy whose leaf is compared is replaced', async () => {
  const cluster = new SimCluster({ seed: 13, antiEntropyIntervalMs: 10_000 })
  await cluster.assemble(3)
  const via = first(cluster)
  await fill(cluster, via)
  await cluster.scheduler.runFor(2_000)
  const rotten = [...via.disk.entries.values()].filter(({ key }) => key[0] === 1).slice(0, 8).map(({ key }) => key)
  for (const key of rotten) {
    via.disk.rot(key, 5)
    // What a scrub or a restart would do: the tree says otherwise from now on.
    for (let leaf = 0; leaf < 64; leaf++) via.run?.records?.indexes.recount((key[1] ?? 0) << 8 | (key[2] ?? 0), leaf)
  }
  await cluster.scheduler.runUntil(() => rotten.every(key => !via.disk.isCorrupt(key)) && differingRoots(cluster).length === 0, 60_000, 'the rotten copies are replaced')
})

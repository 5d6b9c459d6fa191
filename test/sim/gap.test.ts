/** A block of one peer's database that cannot be read: nobody lists what it held, and the other replicas bring it back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { partitionOf } from '../../protocols/record/key.js'
import { recordStorageKey } from '../../storage/keyspace.js'
import { RecordIndexes } from '../../storage/record-indexes.js'
import type { ScanRange } from '../../storage/store.js'
import { makeGap } from '../fixtures/gap.js'
import { patch } from '../fixtures/patch.js'
import { SimClient } from './sim-client.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'
import { plantedBug } from './planted-bug.js'

const SEEDS = 4
const PLANTED_SEEDS_MAX = 20
const KEYS = 40
/** Of so many keys one is in the block. */
const UNREADABLE_IN = 4
const ANTI_ENTROPY_MS = 500

/** A scrub comes upon the block. @param passesOver whether who lists goes on behind it @returns how many keys its peer cannot read a minute later */
async function lost (seed: number, passesOver = true): Promise<number> {
  const cluster = new SimCluster({ seed, partitions: 16, antiEntropyIntervalMs: ANTI_ENTROPY_MS })
  const { scheduler } = cluster
  await cluster.form(3)
  const [broken, other] = cluster.peers as [SimPeer, SimPeer]
  const client = new SimClient(cluster)
  const storageKeys: Uint8Array[] = []
  const put = async (index: number): Promise<void> => {
    const key = { bucket: 'default', key: utf8Bytes(`key ${index}`) }
    storageKeys.push(recordStorageKey(partitionOf(key, cluster.partitions), key))
    const answer = await scheduler.settle(client.put(other, { key: key.key, value: utf8Bytes(`value ${index}`), w: { kind: 3, count: 0 } }, 5_000), 10_000, `put ${index}`)
    assert.ok('ok' in answer)
  }
  for (let index = 0; index < KEYS; index++) await put(index)
  await scheduler.runFor(1_000)
  const { store, node } = broken.run!
  makeGap(store, key => broken.disk.isCorrupt(key))
  if (!passesOver) {
    const { scan } = store
    patch(store, 'scan', { value: ({ passOver: _passOver, ...range }: ScanRange) => scan.call(store, range) })
  }
  for (const [index, storageKey] of storageKeys.entries()) if (index % UNREADABLE_IN === 0) broken.disk.rot(storageKey, 13 * index)
  await scheduler.settle(node!.scrub(), 60_000, 'a scrub')
  await scheduler.runFor(60_000)
  return storageKeys.filter(storageKey => broken.disk.isCorrupt(storageKey)).length
}

test(`what a peer cannot list comes back from the other replicas: ${SEEDS} seeds`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) assert.equal(await lost(seed), 0, `seed ${seed}`)
})

for (const [name, plant, passesOver] of [
  ['what cannot be listed counts as held', () => patch(RecordIndexes.prototype, 'recountPartition', { value: () => {} }), true],
  ['a recount, or a comparison, ends at what it cannot list', () => () => {}, false],
] as const) plantedBug(name, { to: PLANTED_SEEDS_MAX }, plant, async seed => await lost(seed, passesOver) !== 0)

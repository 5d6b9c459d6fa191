import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { partitionOf } from '../../protocols/record/key.js'
import { recordStorageKey } from '../../storage/keyspace.js'
import { SimClient } from './sim-client.js'
import { SimCluster } from './sim-cluster.js'

test('a scrub finds damaged copies and mends them from the other replicas', async () => {
  const cluster = new SimCluster({ seed: 5 })
  await cluster.form(3)
  const [peer] = cluster.peers
  assert.ok(peer?.run?.node !== undefined)
  const client = new SimClient(cluster)
  const storageKeys: Uint8Array[] = []
  for (let index = 0; index < 20; index++) {
    const key = utf8Bytes(`k${index}`)
    storageKeys.push(recordStorageKey(partitionOf({ bucket: 'default', key }, cluster.partitions), { bucket: 'default', key }))
    await cluster.scheduler.settle(client.put(peer, { key, value: utf8Bytes(`v${index}`) }, 5_000), 10_000, `put ${index}`)
  }
  await cluster.scheduler.runFor(1_000)
  const damaged = storageKeys.filter((_, index) => index % 4 === 0)
  for (const [index, storageKey] of damaged.entries()) peer.disk.rot(storageKey, 13 * index)
  assert.equal(storageKeys.filter(storageKey => peer.disk.isCorrupt(storageKey)).length, 5)

  const { records, bad } = await cluster.scheduler.settle(peer.run.node.scrub(), 60_000, 'the scrub')
  assert.deepEqual([records, bad], [20, 5])
  await cluster.scheduler.runFor(6_000)
  assert.equal(storageKeys.filter(storageKey => peer.disk.isCorrupt(storageKey)).length, 0)
  const again = await cluster.scheduler.settle(peer.run.node.scrub(), 60_000, 'the second scrub')
  assert.deepEqual(again, { records: 20, bad: 0 })
})

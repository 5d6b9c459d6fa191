import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TestCluster } from './harness.js'
import { waitUntilAgreed } from './open-client.js'

const PEERS = 20

test('twenty peers on one machine agree on the ring, and all learn of one that joins', async context => {
  const cluster = new TestCluster(context)
  await cluster.grow(PEERS)
  const status = await waitUntilAgreed(cluster)
  assert.equal(status.members.length, PEERS)
  assert.equal(status.partitionsWithQuorum, status.partitions)

  const start = process.hrtime.bigint()
  const joined = cluster.add()
  await cluster.start(joined)
  const serving = process.hrtime.bigint()
  const after = await waitUntilAgreed(cluster)
  assert.ok(after.ringEpoch > status.ringEpoch)
  assert.ok(after.members.some(({ peerId }) => peerId === joined.file.peerId))
  const seconds = (from: bigint): string => (Number((process.hrtime.bigint() - from) / 1_000_000n) / 1000).toFixed(2)
  console.log(`${PEERS + 1} peers agreed ${seconds(serving)} s after the new one served, ${seconds(start)} s after its process was started`)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TestCluster } from './harness.js'
import { loggedAt } from './logged.js'
import { waitUntilAgreed } from './open-client.js'

const PEERS = 20
/** The default of 1,024 takes 2 idle cores: P2PKV_TWENTY_PARTITIONS=1024. */
const PARTITIONS = process.env.P2PKV_TWENTY_PARTITIONS ?? '128'

test('twenty peers on one machine agree on the ring, and all learn of one that joins', async context => {
  const cluster = new TestCluster(context, ['--partitions', PARTITIONS])
  await cluster.grow(PEERS)
  const status = await waitUntilAgreed(cluster)
  assert.equal(status.members.length, PEERS)
  assert.equal(status.partitionsWithQuorum, status.partitions)

  const joined = cluster.add()
  await cluster.start(joined)
  const after = await waitUntilAgreed(cluster)
  assert.ok(after.ringEpoch > status.ringEpoch)
  assert.equal(after.members.length, PEERS + 1)
  // From the peers' own logs: asking 20 of them again and again on 2 cores would slow down what is measured.
  const listening = loggedAt(joined.log, 'listening').at(-1)?.time ?? NaN
  const adopted = cluster.daemons.map(({ log }) => loggedAt(log, 'ring view').find(({ epoch }) => epoch === after.ringEpoch)?.time ?? NaN)
  const issued = Math.min(...adopted)
  console.log(`the view with the new member was at all ${PEERS + 1} peers ${Math.max(...adopted) - issued} ms after it was issued, ${Math.max(...adopted) - listening} ms after the new one listened`)
})

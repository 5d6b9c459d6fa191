import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { SimClient } from './sim-client.js'
import { SimCluster } from './sim-cluster.js'

test('a peer knows that clients ask it, whether they read or write', async () => {
  const cluster = new SimCluster({ seed: 7 })
  // One peer alone asks no other: nothing else tells it.
  await cluster.form(1)
  const [peer] = cluster.peers
  const node = peer?.run?.node
  assert.ok(peer !== undefined && node !== undefined)
  const client = new SimClient(cluster)
  const key = utf8Bytes('k')
  const requests: Array<() => Promise<unknown>> = [async () => await client.put(peer, { key, value: utf8Bytes('v') }, 5_000), async () => await client.get(peer, { key }, 5_000)]
  for (const ask of requests) {
    await cluster.scheduler.runFor(5_000)
    assert.equal(node.foreground.active, false)
    await cluster.scheduler.settle(ask(), 10_000, 'an answer')
    assert.equal(node.foreground.active, true)
  }
})

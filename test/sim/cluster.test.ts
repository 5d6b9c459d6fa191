import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GET } from '../../protocols/get/get.js'
import { PUT, type PutRequest } from '../../protocols/put/put.js'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'

function putRequest (key: string, value: string | undefined): PutRequest {
  return { bucket: 'default', key: utf8Bytes(key), value: value === undefined ? undefined : utf8Bytes(value), w: undefined, strict: false, context: new Uint8Array(), ttlMs: 0, condition: 0, requestId: new Uint8Array(), forwarded: false, durability: 0, returnPrevious: false, neverExpires: false }
}

async function put (cluster: SimCluster, via: SimPeer, key: string, value: string | undefined): Promise<number> {
  const answer = await cluster.scheduler.settle(via.run!.network.request(via.id, PUT, putRequest(key, value), { deadline: cluster.scheduler.nowMs + 5000 }), 6000, `put ${key}`)
  return answer.acksPrimary
}

async function get (cluster: SimCluster, via: SimPeer, key: string): Promise<string[]> {
  const answer = await cluster.scheduler.settle(via.run!.network.request(via.id, GET, { bucket: 'default', key: utf8Bytes(key), r: undefined, strict: false, notBefore: new Uint8Array() }, { deadline: cluster.scheduler.nowMs + 5000 }), 6000, `get ${key}`)
  return answer.versions.map(({ value }) => Buffer.from(value).toString())
}

test('five peers form one ring, and any of them reads what any other wrote, one of them down or not', async () => {
  const cluster = new SimCluster({ seed: 1 })
  await cluster.form(5)
  for (let index = 0; index < 50; index++) {
    assert.ok(await put(cluster, cluster.peers[index % 5]!, `k${index}`, `v${index}`) >= 2)
  }
  const down = cluster.peers[2]!
  cluster.kill(down)
  for (let index = 0; index < 50; index++) {
    assert.deepEqual(await get(cluster, cluster.peers[(index + 1) % 5 === 2 ? 0 : (index + 1) % 5]!, `k${index}`), [`v${index}`])
    await put(cluster, cluster.peers[0]!, `k${index}`, `w${index}`)
  }
  await cluster.start(down)
  await cluster.scheduler.runUntil(() => cluster.agreed(5), 60_000, 'it is back')
  for (let index = 0; index < 50; index++) assert.deepEqual(await get(cluster, down, `k${index}`), [`w${index}`])
  await put(cluster, down, 'k1', undefined)
  assert.deepEqual(await get(cluster, cluster.peers[0]!, 'k1'), [])
})

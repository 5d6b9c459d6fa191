import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TcpProxy } from '../fixtures/network.js'
import { runCommand, TestCluster, type Launch } from './harness.js'
import { openClient, waitUntilSynced } from './open-client.js'

const WAIT_MS_MAX = 60_000

test('others reach a peer where it announces itself, and commands on its machine where it listens', async t => {
  const proxy = await TcpProxy.open(t, 0)
  let daemons = 0
  const cluster = new TestCluster(t, [], (): Launch => ({ host: '127.0.0.1', command: [], environment: daemons++ === 0 ? { P2PKV_ANNOUNCE: proxy.address } : {} }))
  const first = cluster.add()
  await first.start([])
  const { file: { addresses: [listening = ''], peerId } } = first
  proxy.target = Number(listening.split('/')[4])
  const announced = `${proxy.address}/p2p/${peerId}`
  assert.notEqual(listening, announced)
  const second = cluster.add()
  await cluster.start(second)
  await waitUntilSynced(second, 2, WAIT_MS_MAX)
  const client = await openClient(second)
  const { members } = await client.status()
  assert.deepEqual(members.find(member => member.peerId === peerId)?.addresses, [announced])
  await client.close()
  const invited = await runCommand(first.data, ['invite', '--output', 'json'])
  assert.ok(invited.stdout.includes(announced), invited.stdout + invited.stderr)
  const foreign = await runCommand(first.data, ['daemon', '--data', second.data, '--announce', announced])
  assert.deepEqual([foreign.status, /names another peer/.test(foreign.stderr)], [2, true], foreign.stderr)
  proxy.target = 1
  proxy.cut()
  const put = await runCommand(first.data, ['put', 'k', 'v'])
  assert.equal(put.status, 0, put.stderr)
})

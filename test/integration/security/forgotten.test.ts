import '../../../protocols/libp2p/polyfill.js'
import { test } from 'node:test'
import { Budgets } from '../../../daemon/platform/budgets.js'
import { createNode } from '../../../protocols/libp2p/create-node.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { until } from '../../fixtures/network.js'

const PROTOCOL = '/p2pkv/test/hello/1.0.0'

test('of whoever was no peer of the cluster nothing is remembered when it has gone', { timeout: 20_000 }, async t => {
  const budgets = new Budgets(() => 0)
  let peer: NodeId | undefined
  const node = await createNode({ listen: ['/ip4/127.0.0.1/tcp/0'], budgetOf: key => key === peer ? budgets.of(key, 'peer') : undefined })
  await node.handle(PROTOCOL, () => {})
  await node.start()
  t.after(async () => { await node.stop() })
  const remembered = async (...expected: Array<string | undefined>): Promise<void> => {
    const wanted = new Set(expected)
    let ids: string[]
    do {
      await new Promise(resolve => { setTimeout(resolve, 2) })
      ids = (await node.peerStore.all()).map(({ id }) => id.toString()).filter(id => id !== node.peerId.toString())
    } while (ids.length !== wanted.size || !ids.every(id => wanted.has(id)))
  }
  const comeAndGo = async (isPeer: boolean): Promise<void> => {
    const other = await createNode({ listen: [] })
    const id = other.peerId.toString() as NodeId
    if (isPeer) peer = id
    await other.start()
    const connection = await other.dial(node.getMultiaddrs())
    await connection.newStream(PROTOCOL)
    await remembered(...peer === undefined ? [id] : [peer, id])
    await other.stop()
    await until(() => node.getConnections().length === 0)
  }
  for (const isPeer of [false, true, false]) await comeAndGo(isPeer)
  await remembered(peer)
})

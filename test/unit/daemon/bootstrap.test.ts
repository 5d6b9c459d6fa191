import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Logger } from '../../../daemon/core/env.js'
import { Bootstrap, FOUND_MAX } from '../../../daemon/platform/bootstrap.js'
import { ClusterMismatchError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { peerIdOf } from '../../fixtures/ring.js'

const SILENT: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => SILENT }
const SELF = peerIdOf(0)

function bootstrap (addresses: readonly string[] = []): { bootstrap: Bootstrap, learnt: NodeId[] } {
  const learnt: NodeId[] = []
  const network = { self: SELF, discover: async () => await Promise.resolve(peerIdOf(1)), learnMoreAddresses: (peer: NodeId) => { learnt.push(peer) } }
  return { bootstrap: new Bootstrap(network, SILENT, addresses), learnt }
}

test('who was found on the local network is asked beside who is at the bootstrap addresses, and nobody asks itself', async () => {
  const { bootstrap: both, learnt } = bootstrap(['/ip4/10.0.0.1/tcp/4400'])
  await both.start()
  for (const peer of [peerIdOf(2), SELF, peerIdOf(1), peerIdOf(2)]) both.found(peer, ['/ip4/10.0.0.2/tcp/4400'])
  assert.deepEqual(both.peers, [peerIdOf(1), peerIdOf(2)])
  assert.deepEqual(learnt, [peerIdOf(2), peerIdOf(1), peerIdOf(2)])
  both.stop()
})

test('whatever the local network claims, so many found peers are kept, those heard of last', () => {
  const { bootstrap: found } = bootstrap()
  for (let number = 1; number <= FOUND_MAX + 10; number++) found.found(peerIdOf(number), [])
  assert.deepEqual([found.peers.length, found.peers.at(-1), found.peers.includes(peerIdOf(10))], [FOUND_MAX, peerIdOf(FOUND_MAX + 10), false])
})

test('of a bootstrap peer of another cluster it is not said that it does not answer', async () => {
  const logged: Array<{ fields: object, message: string }> = []
  const log: Logger = { ...SILENT, warn: (fields, message) => { logged.push({ fields, message }) } }
  const network = { self: SELF, discover: async () => { throw new ClusterMismatchError('it belongs to the cluster b') }, learnMoreAddresses: () => {} }
  const other = new Bootstrap(network, log, ['/ip4/10.0.0.1/tcp/4400'])
  await other.start()
  other.stop()
  assert.deepEqual(logged.map(({ fields }) => fields), [{ address: '/ip4/10.0.0.1/tcp/4400', error: 'it belongs to the cluster b' }])
  assert.match(logged[0]?.message ?? '', /another cluster.*correct bootstrap/)
})

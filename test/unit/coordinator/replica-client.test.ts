import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PeerHealth } from '../../../daemon/core/coordinator/peer-health.js'
import { ReplicaClient, type ReplicaClientComponents } from '../../../daemon/core/coordinator/replica-client.js'
import { DeadlineExceededError, OverloadedError, PeerUnreachableError } from '../../../protocols/errors.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'

const PEER = 'peer' as NodeId
const KEY = { bucket: 'default', key: utf8Bytes('k') }

test('a peer that does what it was asked is told of as alive; one that does not answer, or was not asked, is not', async () => {
  let failure: Error | undefined
  const alive: NodeId[] = []
  const clock = { monotonic: () => 0, realtime: () => 0, after: () => ({ cancel: () => {} }) }
  const client = new ReplicaClient({
    clock,
    health: new PeerHealth({ clock }, { avoidMs: 1, avoidMsMax: 1 }),
    network: { self: 'self', request: async () => { if (failure !== undefined) throw failure; return {} } },
    viewId: () => undefined,
    heardView: () => {},
    answered: (peer: NodeId) => { alive.push(peer) },
  } as unknown as ReplicaClientComponents)
  await client.read(PEER, KEY, 1)
  assert.deepEqual(alive, [PEER])
  // The last may be this peer's own limit.
  for (failure of [new DeadlineExceededError('late'), new PeerUnreachableError('gone'), new OverloadedError('inFlightMax', 1)]) await assert.rejects(client.read(PEER, KEY, 1))
  assert.deepEqual(alive, [PEER])
})

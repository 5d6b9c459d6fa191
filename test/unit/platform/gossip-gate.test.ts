import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GossipSub, GossipSubComponents } from '@libp2p/gossipsub'
import type { Connection, Stream, StreamHandler } from '@libp2p/interface'
import { GossipGate } from '../../../daemon/platform/gossip-gate.js'
import type { NodeId } from '../../../protocols/record/node-id.js'

class FakeStream extends EventTarget {
  status = 'open'
  abort (): void { this.status = 'aborted' }
}

test('a stream of somebody who is no peer is not kept when it has ended', async () => {
  const gate = new GossipGate(() => false)
  let accept: StreamHandler = () => {}
  const registrar = { handle: async (_protocol: string, handler: StreamHandler) => { accept = handler } }
  const handled: unknown[] = []
  gate.guard(({ registrar }) => {
    void registrar.handle('gossip', stream => { handled.push(stream) })
    return {} as GossipSub
  })({ registrar } as unknown as GossipSubComponents)
  const [ended, open] = [new FakeStream(), new FakeStream()]
  for (const stream of [ended, open]) void accept(stream as unknown as Stream, { remotePeer: 'somebody' } as unknown as Connection)
  ended.dispatchEvent(new Event('close'))
  await new Promise(resolve => setImmediate(resolve))
  assert.deepEqual([ended.status, open.status], ['aborted', 'open'])
  gate.admit('somebody' as NodeId)
  await new Promise(resolve => setImmediate(resolve))
  assert.deepEqual(handled, [open])
})

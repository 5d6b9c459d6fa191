import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KvClient } from '../../../client/kv-client.js'
import { parsePeers } from '../../../client/parse-peers.js'
import { NotReadyError, PeerUnreachableError, type P2pkvError } from '../../../protocols/errors.js'
import { FakeTransport } from './fake-transport.js'

test('what is under way when a client is closed says that it was this client, and of a write that it may have happened', async () => {
  const waiting: Array<(error: Error) => void> = []
  const transport = new FakeTransport(async () => await new Promise((_resolve, reject) => { waiting.push(reject) }))
  transport.close = async () => { for (const reject of waiting) reject(new PeerUnreachableError('this peer is stopping', { outcome: 'unknown' })) }
  const kv = new KvClient({ transport, environment: transport.environment }, { peers: parsePeers(['/ip4/127.0.0.1/tcp/1', '/ip4/127.0.0.1/tcp/2']), learnMembers: false })
  const all = [kv.get('k'), kv.put('k', 'v'), kv.status()].map(async asked => await asked.then(() => undefined, (error: P2pkvError) => error))
  const asked = waiting.length
  await kv.close()
  for (const [index, error] of (await Promise.all(all)).entries()) {
    assert.ok(error instanceof NotReadyError, String(error))
    assert.match(error.message, /this client was closed/)
    assert.equal(error.retryable, false)
    if (index === 1) assert.equal(error.outcome, 'unknown')
  }
  // Nobody else is asked for it.
  assert.equal(waiting.length, asked)
})

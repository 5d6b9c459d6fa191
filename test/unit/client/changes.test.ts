/** Changes of peers, and requests that they refuse: what the caller is told. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KvClient } from '../../../client/kv-client.js'
import { parsePeers } from '../../../client/parse-peers.js'
import { InvalidArgumentError, PeerUnreachableError } from '../../../protocols/errors.js'
import { FakeTransport } from './fake-transport.js'
import type { Sent } from './fake-transport.js'

const A = '/ip4/127.0.0.1/tcp/1'

function client (answer: (sent: Sent) => unknown): { kv: KvClient } {
  const transport = new FakeTransport(answer)
  return { kv: new KvClient({ transport, environment: transport.environment }, { peers: parsePeers([A, '/ip4/127.0.0.1/tcp/2', '/ip4/127.0.0.1/tcp/3']), learnMembers: false }) }
}

test('of a change whose answer was lost nobody is told that it was not made, though the other peers were never asked', async () => {
  const { kv } = client(({ peer }) => { throw peer === A ? new PeerUnreachableError('lost', { outcome: 'unknown' }) : new PeerUnreachableError('refused', { outcome: 'none' }) })
  const unknown = (error: Error & { outcome?: string }): boolean => error.outcome === 'unknown'
  await assert.rejects(kv.workers({ change: { worker: 'scrub', action: 'pause' } }), unknown)
  await assert.rejects(kv.logLevels({ set: { scope: '*', level: 'debug' } }), unknown)
  for (const start of [kv.scrub({ start: true }), kv.repair({ start: true }), kv.flushHints()]) await assert.rejects(start, unknown)
})

test('what is no cursor is called that, not a context of a get', async () => {
  const { kv } = client(() => ({ entries: [], cursor: new Uint8Array(), asked: 1 }))
  for (const cursor of ['garbage', 'zz zz', '%']) await assert.rejects(kv.scan({ cursor }).next(), (error: Error) => error instanceof InvalidArgumentError && /^a cursor is what/.test(error.message), cursor)
})

test('a worker, a scope or a level that a peer does not know is named', async () => {
  const { kv } = client(() => { throw new InvalidArgumentError('the peer refused an argument of the request') })
  await assert.rejects(kv.workers({ change: { worker: 'nope', action: 'pause' } }), (error: Error) => error instanceof InvalidArgumentError && /nope.*p2pkv workers ls/.test(error.message))
  await assert.rejects(kv.logLevels({ set: { scope: 'nope', level: 'debug' } }), (error: Error) => error instanceof InvalidArgumentError && /nope.*p2pkv log-level/.test(error.message))
  await assert.rejects(kv.logLevels({ set: { scope: '*', level: 'loud' } }), (error: Error) => error instanceof InvalidArgumentError && /debug, info, warn, error; it is loud/.test(error.message))
  // What this client refuses itself is no word of the peer.
  await assert.rejects(kv.workers({ change: { worker: 'scrub', action: 'pause' }, timeoutMs: 0 }), /timeoutMs/)
  await assert.rejects(kv.logLevels({ timeoutMs: 0 }), /timeoutMs/)
  await assert.rejects(kv.setBucket('b', { n: 3 }, { timeoutMs: 0 }), /timeoutMs/)
})

/** Programs without types come with anything: it is refused before it is sent, by an error that names it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '../../../client/connect.js'
import { KvClient } from '../../../client/kv-client.js'
import { parsePeers } from '../../../client/parse-peers.js'
import { InvalidArgumentError } from '../../../protocols/errors.js'
import { FakeTransport } from './fake-transport.js'

const PEER = '/ip4/127.0.0.1/tcp/1'
const named = (name: string) => (error: unknown) => error instanceof InvalidArgumentError && error.message.includes(name)

function open (): { readonly kv: KvClient, readonly transport: FakeTransport } {
  const transport = new FakeTransport(() => { throw new Error('nothing was to be sent') })
  return { transport, kv: new KvClient({ transport, environment: transport.environment }, { peers: parsePeers([PEER]), learnMembers: false }) }
}

test('options of calls that are of another type than they should be are refused', async () => {
  const { kv, transport } = open()
  for (const [name, value] of Object.entries({ timeoutMs: '5', strict: 'no', explain: 1, bucket: 5, r: {}, signal: 'x' })) {
    await assert.rejects(kv.get('k', { [name]: value }), named(name), `get ${name}`)
  }
  const writes = { timeoutMs: '5', durability: 'x', strict: 0, explain: 'x', returnPrevious: 'x', w: {}, pw: true, signal: {} }
  for (const [name, value] of Object.entries(writes)) await assert.rejects(kv.delete('k', { [name]: value }), named(name), `delete ${name}`)
  for (const [name, value] of Object.entries({ ...writes, ifAbsent: 'yes', ttl: true })) await assert.rejects(kv.put('k', 'v', { [name]: value }), named(name), `put ${name}`)
  for (const [name, value] of Object.entries({ limit: '5', values: 1, timeoutMs: '5', signal: 5 })) {
    await assert.rejects(kv.scan({ [name]: value }).next(), named(name), `scan ${name}`)
  }
  await assert.rejects(kv.setBucket('b', {}, { only: 'x' as 'new' }), named('only'))
  await assert.rejects(kv.workers({ change: { worker: 'w', action: 'x' as 'pause' } }), named('action'))
  assert.throws(() => kv.session({ keysMax: '5' as unknown as number }), named('keysMax'))
  assert.equal(transport.sent.length, 0)
})

test('options of connect that are of another type than they should be are refused', async () => {
  for (const [name, value] of Object.entries({ peers: PEER, cluster: 5, identity: 'x', grant: 5, timeoutMs: '5', learnMembers: 'no' })) {
    await assert.rejects(connect({ peers: [PEER], [name]: value }), named(name), name)
  }
  await assert.rejects(connect({ peers: [5] as unknown as string[] }), named('peers'))
  await assert.rejects(connect(undefined as unknown as object), named('options'))
})

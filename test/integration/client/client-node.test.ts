import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { after, before, test, type TestContext } from 'node:test'
import { generateKeyPair } from '@libp2p/crypto/keys'
import type { Connection, Stream } from '@libp2p/interface'
import { multiaddr, type Multiaddr } from '@multiformats/multiaddr'
import { OverloadedError, PeerUnreachableError, ProtocolError } from '../../../protocols/errors.js'
import { ClientNode, type ClientNodeInit } from '../../../protocols/libp2p/client-node.js'
import { createNode, type KvLibp2p } from '../../../protocols/libp2p/create-node.js'
import { IDENTIFY_BYTES_MAX, servedProtocols } from '../../../protocols/libp2p/served-protocols.js'
import { until } from '../../fixtures/network.js'

const ECHO = '/echo/1'
const NOBODY = multiaddr('/ip4/127.0.0.1/tcp/1')
const nodes: KvLibp2p[] = []
let inbound: Connection[] = []

before(async () => {
  for (let made = 0; made < 2; made++) {
    const node = await createNode({ listen: ['/ip4/127.0.0.1/tcp/0'] })
    await node.handle(ECHO, (stream, connection) => {
      inbound.push(connection)
      stream.addEventListener('message', ({ data }) => { stream.send(data) })
    })
    await node.start()
    nodes.push(node)
  }
})
after(async () => { await Promise.all(nodes.map(async node => { await node.stop() })) })

function addressOf (index: number): Multiaddr {
  const address = nodes[index]?.getMultiaddrs()[0]
  assert.ok(address !== undefined)
  return address
}

async function open (context: TestContext, limits: ClientNodeInit['limits'] = {}): Promise<ClientNode> {
  const client = new ClientNode({ privateKey: await generateKeyPair('Ed25519'), limits })
  context.after(async () => { await client.stop() })
  return client
}

/** Takes connections and says nothing. */
async function silentServer (context: TestContext): Promise<{ server: Server, address: Multiaddr }> {
  const server = createServer(socket => { context.after(() => { socket.destroy() }); socket.on('error', () => {}) })
  server.listen(0, '127.0.0.1')
  context.after(() => { server.close() })
  await once(server, 'listening')
  return { server, address: multiaddr(`/ip4/127.0.0.1/tcp/${(server.address() as AddressInfo).port}`) }
}

async function echo (stream: Stream, text: string): Promise<string> {
  const answer = once(stream as unknown as EventTarget, 'message')
  stream.send(Buffer.from(text))
  const [{ data }] = await answer as [{ data: Uint8Array }]
  return Buffer.from(data.subarray()).toString()
}

const whenever = (): { signal: AbortSignal } => ({ signal: new AbortController().signal })

test('whoever wants a peer at the same time gets the same connection, and streams of its own', async context => {
  const client = await open(context)
  const [first, second] = await Promise.all([client.dial([addressOf(0)], whenever()), client.dial([addressOf(0)], whenever())])
  assert.equal(first, second)
  const streams = await Promise.all([first.newStream(ECHO), second.newStream(ECHO)])
  assert.deepEqual(await Promise.all(streams.map(async (stream, index) => await echo(stream, `text ${index}`))), ['text 0', 'text 1'])
  assert.deepEqual(client.getConnections(first.remotePeer), [first])
  assert.equal(first.remotePeer.toString(), nodes[0]?.peerId.toString())
})

test('the addresses of a peer are tried in their order, and all that failed are named', async context => {
  const client = await open(context)
  assert.equal((await client.dial([NOBODY, multiaddr('/dns4/localhost/udp/1'), addressOf(0)], whenever())).status, 'open')
  await assert.rejects(client.dial([NOBODY, multiaddr('/dns4/localhost/udp/1')], whenever()), ({ errors }: AggregateError) => errors.length === 2)
})

test('with an id in the address, nobody else is accepted there', async context => {
  const client = await open(context)
  const there = addressOf(0).toString().replace(/\/p2p\/.*/, '')
  await assert.rejects(client.dial([multiaddr(`${there}/p2p/${nodes[1]?.peerId.toString() ?? ''}`)], whenever()))
  assert.equal((await client.dial([multiaddr(there)], whenever())).remotePeer.toString(), nodes[0]?.peerId.toString())
})

test('a protocol that is not served is said so, and what is served can be asked', async context => {
  const connection = await (await open(context)).dial([addressOf(0)], whenever())
  await assert.rejects(connection.newStream('/nothing/1'), { name: 'UnsupportedProtocolError' })
  assert.ok((await servedProtocols(connection, AbortSignal.timeout(10_000))).includes(ECHO))
})

test('a stream that a peer opens to a client is reset', async context => {
  inbound = []
  const connection = await (await open(context)).dial([addressOf(0)], whenever())
  assert.equal(await echo(await connection.newStream(ECHO), 'a'), 'a')
  const [back] = inbound
  assert.ok(back !== undefined)
  await assert.rejects(back.newStream(ECHO, { signal: AbortSignal.timeout(20_000) }), ({ name }: Error) => name !== 'TimeoutError')
  assert.equal(await echo(await connection.newStream(ECHO), 'b'), 'b')
})

test('connectionsMax: one more is refused, until one has ended', async context => {
  const client = await open(context, { connectionsMax: 1 })
  const first = await client.dial([addressOf(0)], whenever())
  await assert.rejects(client.dial([addressOf(1)], whenever()), OverloadedError)
  first.abort(new Error('enough'))
  await until(() => client.getConnections(first.remotePeer).length === 0)
  assert.equal((await client.dial([addressOf(1)], whenever())).status, 'open')
})

test('who takes the connection and says nothing is given up: by whoever waits, and by addressTimeoutMs', async context => {
  const { address } = await silentServer(context)
  const patient = await open(context)
  const aborter = new AbortController()
  const dial = patient.dial([address], aborter)
  aborter.abort(new Error('no time'))
  await assert.rejects(dial, { message: 'no time' })
  const hasty = await open(context, { addressTimeoutMs: 50 })
  await assert.rejects(hasty.dial([address], whenever()))
})

test('a client that was stopped dials no more, and what it was dialling ends', async context => {
  const { address } = await silentServer(context)
  const client = await open(context)
  const connection = await client.dial([addressOf(0)], whenever())
  const dial = assert.rejects(client.dial([address], whenever()))
  await client.stop()
  await dial
  assert.notEqual(connection.status, 'open')
  await assert.rejects(client.dial([addressOf(0)], whenever()), PeerUnreachableError)
})

test('an answer to identify has an end, and is whole', async () => {
  const answering = (...parts: Uint8Array[]): Pick<Connection, 'newStream'> => ({
    newStream: async () => await Promise.resolve({
      async * [Symbol.asyncIterator] () { for (const part of parts) yield await Promise.resolve(part) },
      close: async () => { await Promise.resolve() },
      abort: () => {},
    } as unknown as Stream),
  })
  const { signal } = new AbortController()
  assert.deepEqual(await servedProtocols(answering(Uint8Array.of(3, 0x1a), Uint8Array.of(1, 0x61, 9)), signal), ['a'])
  for (const parts of [[], [Uint8Array.of(4, 0x1a, 1, 0x61)], [Uint8Array.of(0x80, 0x80, 1)], [Uint8Array.of(0xff, 0x7f), new Uint8Array(IDENTIFY_BYTES_MAX)]]) {
    await assert.rejects(servedProtocols(answering(...parts), signal), ProtocolError)
  }
})

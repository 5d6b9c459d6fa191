/** p2pkv as a service of libp2p nodes that a program makes itself. */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { noise } from '@chainsafe/libp2p-noise'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { gossipsub } from '@libp2p/gossipsub'
import { identify } from '@libp2p/identify'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { enrolPeers } from '../../../cli/dev/enrol-peers.js'
import { operatorOf } from '../../../cli/operator.js'
import { connect } from '../../../client/index.js'
import { ConfigError, NotReadyError, StoreLockedError } from '../../../protocols/errors.js'
import { makeTicket } from '../../../daemon/platform/enrolment.js'
import { p2pkv, privateKeyOf, type P2pkvInit } from '../../../daemon/service/index.js'
import { eventually } from '../../e2e/harness.js'

const directory = mkdtempSync(join(tmpdir(), 'p2pkv-service-'))
after(() => { rmSync(directory, { recursive: true, force: true }) })
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

async function createPeer (name: string, init: Partial<P2pkvInit> = {}, start = true, listen = ['/ip4/127.0.0.1/tcp/0']) {
  const data = join(directory, name)
  return await createLibp2p({
    start,
    privateKey: await privateKeyOf(data),
    addresses: { listen },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    services: {
      identify: identify(),
      pubsub: gossipsub({ scoreParams: { IPColocationFactorWeight: 0 }, allowPublishToZeroTopicPeers: true }),
      p2pkv: p2pkv({ data, name, partitions: 64, diskFreeBytesMin: null, diskFreePercentMin: null, ...init }),
    },
  })
}

type Peer = Awaited<ReturnType<typeof createPeer>>

/** Each with the first as its bootstrap peer. */
async function createPeers (count: number): Promise<Peer[]> {
  const first = await createPeer('peer-0')
  const bootstrap = first.getMultiaddrs().map(String)
  await enrolPeers(join(directory, 'peer-0'), { addresses: bootstrap }, Array.from({ length: count - 1 }, (_, index) => join(directory, `peer-${index + 1}`)))
  const rest = await Promise.all(Array.from({ length: count - 1 }, async (_, index) => await createPeer(`peer-${index + 1}`, { bootstrap })))
  return [first, ...rest]
}

async function untilSynced (peers: readonly Peer[], members: number): Promise<void> {
  for (const { services } of peers) {
    await eventually(`${members} members are in sync`, async () => {
      const { members: list, live, waiting } = await services.p2pkv.ring()
      return list.length === members && live.length === 1 && waiting.length === 0 ? true : undefined
    })
  }
}

test('three libp2p nodes with the service are a cluster; one stops, is started again, and an outside client is served', async context => {
  const peers = await createPeers(3)
  context.after(async () => { for (const peer of peers) await peer.stop() })
  const [first, second, third] = peers
  assert.ok(first !== undefined && second !== undefined && third !== undefined)
  await untilSynced(peers, 3)
  const { acks } = await first.services.p2pkv.put('greeting', 'hello', { w: 'all' })
  assert.equal(acks.primary, 3)
  assert.equal(text((await second.services.p2pkv.get('greeting')).value), 'hello')
  const session = third.services.p2pkv.session()
  await session.put('mine', 'here')
  assert.equal(text((await session.get('mine')).value), 'here')
  assert.equal(third.services.p2pkv.peerId, third.peerId.toString())

  // The program's own gossip and requests go on beside it.
  const { identity, grant } = await operatorOf(join(directory, 'peer-0'))
  const client = await connect({ peers: second.getMultiaddrs().map(String), identity, grant })
  context.after(async () => { await client.close() })
  assert.equal(text((await client.get('greeting')).value), 'hello')
  assert.deepEqual((await client.status()).members.map(({ name }) => name).sort(), ['peer-0', 'peer-1', 'peer-2'])

  await third.stop()
  await assert.rejects(third.services.p2pkv.get('greeting', { timeoutMs: 500 }), NotReadyError)
  await eventually('writes go on', async () => (await first.services.p2pkv.put('while', 'away')).acks.primary >= 2 ? true : undefined)
  await third.start()
  await eventually('it is back with what it missed', async () => text((await third.services.p2pkv.get('while')).value) === 'away' ? true : undefined)
  await eventually('it is up in the eyes of the others', async () => (await first.services.p2pkv.status()).members.every(({ state }) => state === 'up') ? true : undefined)
})

test('close ends the peer and leaves the node, its protocols and its gossip to the program', async context => {
  const peer = await createPeer('alone')
  context.after(async () => { await peer.stop() })
  const before = peer.getProtocols().filter(protocol => protocol.startsWith('/p2pkv/'))
  assert.ok(before.length > 5)
  await eventually('it serves', async () => (await peer.services.p2pkv.put('a', 'b')).acks.primary === 1 ? true : undefined)
  await peer.services.p2pkv.close()
  assert.equal(peer.status, 'started')
  assert.deepEqual(peer.getProtocols().filter(protocol => protocol.startsWith('/p2pkv/')), [])
  assert.deepEqual(peer.services.pubsub.getTopics(), [])
})

test('what cannot work is refused by name', async () => {
  assert.throws(() => p2pkv({ data: directory, n: 99 }), (error: unknown) => error instanceof ConfigError && /n = 99 \(from p2pkv\(init\)\): must be at most 7/.test(error.message))
  // Written out, the compiler refuses it already.
  assert.throws(() => p2pkv({ data: directory, ...{ discovery: 'mdns' } }), (error: unknown) => error instanceof ConfigError && /discovery: the libp2p node/.test(error.message))
  await assert.rejects(createPeer('deaf', {}, true, []), (error: unknown) => error instanceof ConfigError && /listens/.test(error.message))
  const other = await generateKeyPair('secp256k1')
  await assert.rejects(createLibp2p({ privateKey: other, services: { identify: identify(), pubsub: gossipsub(), p2pkv: p2pkv({ data: join(directory, 'other-key') }) } }), ConfigError)
  // @ts-expect-error the compiler refuses it, too
  await assert.rejects(createLibp2p({ privateKey: await privateKeyOf(join(directory, 'bare')), services: { p2pkv: p2pkv({ data: join(directory, 'bare') }) } }), /identify/)
})

test('two nodes on one directory: the second does not start, and ends in order', async context => {
  const first = await createPeer('shared')
  context.after(async () => { await first.stop() })
  const second = await createPeer('shared', {}, false)
  await assert.rejects(Promise.resolve(second.start()), StoreLockedError)
  assert.equal(second.status, 'stopped')
})

test('who has joined with a ticket finds the others where it says, and never begins a ring of its own', async context => {
  const first = await createPeer('founder')
  context.after(async () => { await first.stop() })
  const { ticket } = await makeTicket(join(directory, 'founder'), { role: 'peer', rules: [], notAfter: undefined, uses: 1, redeemBy: Date.now() + 3_600_000, addresses: first.getMultiaddrs().map(String) })
  await privateKeyOf(join(directory, 'joined'), { join: ticket })
  const joined = await createPeer('joined', { bootstrap: [] })
  context.after(async () => { await joined.stop() })
  await untilSynced([first, joined], 2)
})

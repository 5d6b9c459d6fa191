import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import type { LibP2pNetwork } from '../../../daemon/platform/libp2p-network.js'
import { ClusterMismatchError, DeadlineExceededError, P2pkvError, PeerUnreachableError } from '../../../protocols/errors.js'
import { createNode } from '../../../protocols/libp2p/create-node.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { ECHO, inMs, openEcho, portOf, TcpProxy } from '../../fixtures/network.js'

const options = { timeout: 30_000 }

async function echo (from: LibP2pNetwork, to: NodeId, ms = 5_000): Promise<void> {
  assert.deepEqual([...await from.request(to, ECHO, Uint8Array.of(1), inMs(ms))], [1])
}

/** The first of so many attempts that succeeds; each may fail only as a lost connection does. */
async function attemptsUntilEcho (from: LibP2pNetwork, to: NodeId, attemptsMax: number, ms: number): Promise<number> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    try {
      await echo(from, to, ms)
      return attempt
    } catch (error) {
      assert.ok(error instanceof PeerUnreachableError || error instanceof DeadlineExceededError, String(error))
    }
  }
  return Infinity
}

test('a peer that restarts is found again, on the same port and on another', options, async t => {
  const privateKey = await generateKeyPair('Ed25519')
  const asker = await openEcho(t)
  const first = await openEcho(t, { privateKey })
  asker.learnAddresses(first.self, first.addresses())
  await echo(asker, first.self)
  const port = portOf(first)
  await first.stop()
  const again = await openEcho(t, { privateKey, listen: [`/ip4/127.0.0.1/tcp/${port}`] })
  assert.equal(again.self, first.self)
  assert.ok(await attemptsUntilEcho(asker, first.self, 3, 5_000) <= 3)
  await again.stop()
  const elsewhere = await openEcho(t, { privateKey })
  asker.learnAddresses(elsewhere.self, elsewhere.addresses())
  assert.ok(await attemptsUntilEcho(asker, first.self, 3, 5_000) <= 3)
})

test('what the local network claims about a peer neither hides where it is known to be nor where it is now', options, async t => {
  const asker = await openEcho(t)
  const known = await openEcho(t)
  const nowhere = Array.from({ length: 100 }, (_, index) => `/ip4/127.0.0.1/tcp/${index + 1}`)
  asker.learnAddresses(known.self, known.addresses())
  for (let claims = 0; claims < 3; claims++) asker.learnMoreAddresses(known.self, nowhere)
  await echo(asker, known.self)
  const moved = await openEcho(t)
  asker.learnAddresses(moved.self, nowhere.slice(0, 1))
  asker.learnMoreAddresses(moved.self, moved.addresses())
  await echo(asker, moved.self)
})

test('two peers that dial each other at once reach each other, then and later', options, async t => {
  const a = await openEcho(t)
  const b = await openEcho(t)
  a.learnAddresses(b.self, b.addresses())
  b.learnAddresses(a.self, a.addresses())
  for (let round = 0; round < 3; round++) {
    await Promise.all(Array.from({ length: 20 }, async (_, index) => { await (index % 2 === 0 ? echo(a, b.self) : echo(b, a.self)) }))
  }
})

test('a connection that breaks fails what was in flight as unknown, and the next request opens another', options, async t => {
  const server = await openEcho(t)
  const proxy = await TcpProxy.open(t, portOf(server))
  const asker = await openEcho(t)
  asker.learnAddresses(server.self, [proxy.address])
  await echo(asker, server.self)
  proxy.silence()
  const lost = asker.request(server.self, ECHO, Uint8Array.of(1), inMs(20_000))
  const failed = assert.rejects(lost, (error: unknown) => error instanceof PeerUnreachableError && error.outcome === 'unknown')
  // Not before it was sent.
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  proxy.cut()
  await failed
  assert.ok(await attemptsUntilEcho(asker, server.self, 3, 5_000) <= 3)
})

for (const { title, unansweredMax, recovers } of [
  { title: 'a host that vanishes without a word is noticed by its silence, and dialled anew', unansweredMax: 3, recovers: true },
  { title: 'planted: without watching for silence it is not', unansweredMax: Infinity, recovers: false },
]) {
  test(title, options, async t => {
    const server = await openEcho(t)
    const proxy = await TcpProxy.open(t, portOf(server))
    const asker = await openEcho(t, { requestLimits: { unansweredMax, silenceMsMax: 100 } })
    asker.learnAddresses(server.self, [proxy.address])
    await echo(asker, server.self)
    proxy.silence()
    // Attempts that a slow machine needs for a new connection count too; without the watch no number of them helps.
    const attempts = await attemptsUntilEcho(asker, server.self, recovers ? 60 : 15, recovers ? 400 : 200)
    assert.equal(Number.isFinite(attempts), recovers, `${attempts} attempts`)
  })
}

test('a peer of another cluster, and one that is none of ours, are told apart by name', options, async t => {
  const asker = await openEcho(t, { cluster: 'blue' })
  const other = await openEcho(t, { cluster: 'green' })
  asker.learnAddresses(other.self, other.addresses())
  const namesBoth = (error: unknown): boolean => error instanceof ClusterMismatchError && error.outcome === 'none' && error.message.includes('blue') && error.message.includes('green')
  await assert.rejects(asker.request(other.self, ECHO, Uint8Array.of(1), inMs(10_000)), namesBoth)
  const [address = ''] = other.addresses()
  await assert.rejects(asker.discover(address.replace(/\/p2p\/.*/, ''), 10_000), namesBoth)

  const stranger = await createNode({ listen: ['/ip4/127.0.0.1/tcp/0'] })
  await stranger.start()
  t.after(async () => { await stranger.stop() })
  const strangerId = stranger.peerId.toString() as NodeId
  asker.learnAddresses(strangerId, stranger.getMultiaddrs().map(String))
  await assert.rejects(asker.request(strangerId, ECHO, Uint8Array.of(1), inMs(10_000)), (error: unknown) => error instanceof ClusterMismatchError && error.message.includes('is no p2pkv peer') && error.message.includes('blue'))
})

test('nobody there, somebody who says nothing, and somebody else: nothing was sent', options, async t => {
  const asker = await openEcho(t)
  const nobody = peerIdFromPrivateKey(await generateKeyPair('Ed25519')).toString() as NodeId
  const unreachable = (error: unknown): boolean => error instanceof PeerUnreachableError && error.outcome === 'none' && error.retryable
  await assert.rejects(echo(asker, nobody), unreachable)

  asker.learnAddresses(nobody, ['/ip4/127.0.0.1/tcp/1'])
  await assert.rejects(echo(asker, nobody), unreachable)

  const mute = createServer(socket => { socket.on('error', () => {}) })
  mute.listen(0, '127.0.0.1')
  await once(mute, 'listening')
  t.after(() => { mute.close() })
  asker.learnAddresses(nobody, [`/ip4/127.0.0.1/tcp/${(mute.address() as AddressInfo).port}`])
  await assert.rejects(echo(asker, nobody, 200), unreachable)

  const somebodyElse = await openEcho(t)
  const third = peerIdFromPrivateKey(await generateKeyPair('Ed25519')).toString() as NodeId
  asker.learnAddresses(third, [`/ip4/127.0.0.1/tcp/${portOf(somebodyElse)}`])
  await assert.rejects(echo(asker, third), unreachable)
})

test('a full peer refuses who comes next as unreachable, and takes it when another has gone', options, async t => {
  const server = await openEcho(t, { limits: { connectionsMax: 2 } })
  const askers = await Promise.all(Array.from({ length: 3 }, async () => await openEcho(t)))
  for (const asker of askers) asker.learnAddresses(server.self, server.addresses())
  const [first, second, third] = askers
  assert.ok(first !== undefined && second !== undefined && third !== undefined)
  await echo(first, server.self)
  await echo(second, server.self)
  await assert.rejects(echo(third, server.self), (error: unknown) => error instanceof P2pkvError && error.outcome === 'none')
  await first.stop()
  assert.ok(await attemptsUntilEcho(third, server.self, 20, 5_000) <= 20)
  await echo(second, server.self)
})

test('large values both ways over a link that takes its time keep their stream', options, async t => {
  const server = await openEcho(t)
  const proxy = await TcpProxy.open(t, portOf(server))
  const asker = await openEcho(t)
  asker.learnAddresses(server.self, [proxy.address])
  proxy.delayMs.toTarget = proxy.delayMs.toDialler = 10
  await echo(asker, server.self)
  const answers = await Promise.all(Array.from({ length: 8 }, async () => await asker.request(server.self, ECHO, new Uint8Array(1024 * 1024), inMs(20_000))))
  assert.deepEqual(answers.map(({ byteLength }) => byteLength), answers.map(() => 1024 * 1024))
})

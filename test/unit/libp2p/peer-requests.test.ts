import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey, peerIdFromString } from '@libp2p/peer-id'
import { PeerUnreachableError, ProtocolError } from '../../../protocols/errors.js'
import type { Dialled, Dialler } from '../../../protocols/libp2p/client-node.js'
import { discoverPeer, PeerRequests } from '../../../protocols/libp2p/peer-requests.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { PROBE } from '../../../protocols/probe/probe.js'

const [LESS, MORE] = (await Promise.all([1, 2].map(async n => peerIdFromPrivateKey(await generateKeyPairFromSeed('Ed25519', new Uint8Array(32).fill(n))).toString() as NodeId))).sort() as [NodeId, NodeId]

/** Which of its connections to `to` peer `self` tries to open a stream on, in this order. */
async function triedBy (self: NodeId, to: NodeId, directions: ReadonlyArray<'inbound' | 'outbound'>): Promise<string[]> {
  const tried: string[] = []
  const connectionOf = (direction: 'inbound' | 'outbound'): Dialled => ({
    remotePeer: peerIdFromString(to),
    status: 'open',
    direction,
    newStream: async () => {
      tried.push(direction)
      throw new Error('no stream')
    },
    abort: () => {},
  })
  const connections = directions.map(connectionOf)
  const node: Dialler = { peerId: peerIdFromString(self), getConnections: () => connections, dial: async () => { throw new Error('not dialled') } }
  const requests = new PeerRequests(node, { cluster: 'c' })
  await assert.rejects(requests.request(to, PROBE, { target: '', incarnation: 0, opinion: 0 }, { deadline: performance.now() + 5_000 }), PeerUnreachableError)
  await requests.close()
  return tried
}

test('two peers that dialled each other take the same connection: the one that the lesser id dialled', async () => {
  for (const directions of [['inbound', 'outbound'], ['outbound', 'inbound']] as const) {
    assert.deepEqual(await triedBy(LESS, MORE, directions), ['outbound', 'inbound'])
    assert.deepEqual(await triedBy(MORE, LESS, directions), ['inbound', 'outbound'])
  }
  assert.deepEqual(await triedBy(LESS, MORE, ['inbound']), ['inbound'])
})

test('of peers that were asked so many are remembered, those asked first go, and nobody who owes an answer', async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, async (_, n) => peerIdFromPrivateKey(await generateKeyPairFromSeed('Ed25519', new Uint8Array(32).fill(n + 10))).toString() as NodeId))
  const [busy = LESS, ...gone] = ids
  let answer = (): void => {}
  const dialled = new Promise<Dialled>((_resolve, reject) => { answer = () => { reject(new Error('nobody there')) } })
  const node: Dialler = { peerId: peerIdFromString(LESS), getConnections: () => [], dial: async () => await dialled }
  const requests = new PeerRequests(node, { cluster: 'c', requestLimits: { peersMax: 3 } })
  const ask = async (peer: NodeId): Promise<unknown> => await requests.request(peer, PROBE, { target: '', incarnation: 0, opinion: 0 }, { deadline: performance.now() + 60_000 })
  requests.learnAddresses(busy, ['/ip4/127.0.0.1/tcp/1'])
  const waiting = assert.rejects(ask(busy), /nobody answers/)
  for (const peer of gone) await assert.rejects(ask(peer), /no address/)
  assert.deepEqual(requests.peers, [busy, ...gone.slice(-2)])
  answer()
  await waiting
  await requests.close()
})

test('of somebody who answers and does not say who it is, it is said what that may be and what to do', async () => {
  const mute: Dialled = { remotePeer: peerIdFromString(MORE), status: 'open', newStream: async () => { throw new ProtocolError('not whole') }, abort: () => {} }
  const node: Dialler = { peerId: peerIdFromString(LESS), getConnections: () => [], dial: async () => mute }
  await assert.rejects(discoverPeer(node, ['/ip4/127.0.0.1/tcp/1'], 60_000), (error: unknown) => error instanceof PeerUnreachableError && error.outcome === 'none' &&
    /another cluster.*check the address/.test(error.message))
})

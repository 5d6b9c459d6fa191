/** A client that knows the ring asks primaries, and others when those fail. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FailOver } from '../../../client/fail-over.js'
import { Introductions, MEET_PAUSE_MS } from '../../../client/introductions.js'
import { AVOIDED_MS } from '../../../client/peer-watch.js'
import { KvClient } from '../../../client/kv-client.js'
import { parsePeers } from '../../../client/parse-peers.js'
import { Routes } from '../../../client/routes.js'
import type { Peer } from '../../../client/transport.js'
import { PeerUnreachableError, ProtocolError } from '../../../protocols/errors.js'
import { partitionOf } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { NOBODY, type RoutesResponse } from '../../../protocols/routes/routes.js'
import { patch } from '../../fixtures/patch.js'
import { FakeTransport, type Sent } from './fake-transport.js'

const GIVEN = '/ip4/127.0.0.1/tcp/1'
const PARTITIONS = 8
const REPLICAS = 2
const IDS = ['a', 'b', 'c', 'd'].map(letter => `12D3KooW${letter.repeat(44)}` as NodeId)
const EMPTY = new Uint8Array()
const GET_ANSWER = { versions: [], context: EMPTY, asked: 3, answered: 2, agreed: true, repaired: 0, elapsedUs: 1, coordinator: 'c' }
const VIEW = { epoch: 3, hash: Uint8Array.of(7) }

/** Partition p lives at the members p and p + 1, modulo 4. */
function routes (change: Partial<RoutesResponse> = {}): RoutesResponse {
  const primaries = new Uint8Array(Array.from({ length: PARTITIONS }, (_, partition) => [partition % 4, 0, (partition + 1) % 4, 0]).flat())
  return { view: VIEW, partitions: PARTITIONS, replicas: REPLICAS, members: IDS.map((peerId, index) => ({ peerId, addresses: [`/ip4/127.0.0.1/tcp/${100 + index}`] })), primaries, ...change }
}

const place = (key: string): number => partitionOf({ bucket: 'default', key: new TextEncoder().encode(key) }, PARTITIONS) % 4
const primariesOf = (key: string): Array<NodeId | undefined> => [IDS[place(key)], IDS[(place(key) + 1) % 4]]
const KEYS = Array.from({ length: 20 }, (_, index) => `key-${index}`)

async function turns (): Promise<void> { for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate) }

/** A client that has learned the ring. */
async function learned (answer: (sent: Sent) => unknown = () => GET_ANSWER): Promise<{ kv: KvClient, transport: FakeTransport }> {
  const transport = new FakeTransport(sent => sent.name === 'get.routes' ? routes() : answer(sent))
  const kv = new KvClient({ transport, environment: transport.environment }, { peers: parsePeers([GIVEN]) })
  await kv.get('first').catch(() => {})
  await turns()
  transport.sent.length = 0
  return { kv, transport }
}

/** A client that has learned the ring and met its members. */
async function acquainted (answer: (sent: Sent) => unknown = () => GET_ANSWER): Promise<{ kv: KvClient, transport: FakeTransport }> {
  let isMet = false
  const { kv, transport } = await learned(sent => isMet ? answer(sent) : GET_ANSWER)
  for (const key of KEYS) await kv.get(key)
  for (const _ of IDS) {
    await turns()
    transport.environment.pass(MEET_PAUSE_MS)
  }
  assert.deepEqual(transport.met.toSorted(), IDS)
  isMet = true
  transport.sent.length = 0
  return { kv, transport }
}

async function checkPrimariesFirst (): Promise<void> {
  const { kv, transport } = await acquainted()
  for (const key of KEYS) await kv.get(key)
  assert.deepEqual(transport.sent.map(({ peer }) => peer), KEYS.map(key => primariesOf(key)[0]))
}

test('a key is asked of its first primary', checkPrimariesFirst)

test('planted bug: routes that are learned and not used: seen', async () => {
  const undo = patch(Routes.prototype, 'primariesOf', { value: () => [] })
  try {
    await assert.rejects(checkPrimariesFirst)
  } finally { undo() }
})

/** Members of which the client has only learned are met one at a time; until then nobody waits for their connections. */
async function checkMeetsFirst (): Promise<void> {
  const { kv, transport } = await learned()
  const meetings: Array<() => void> = []
  transport.meeting = async () => { await new Promise<void>(resolve => { meetings.push(resolve) }) }
  for (const key of KEYS) await kv.get(key)
  assert.ok(transport.sent.every(({ peer }) => peer === GIVEN))
  const met: string[] = []
  for (const _ of IDS) {
    assert.equal(transport.met.length, met.length + 1, 'one at a time')
    const peer = transport.met.at(-1) ?? assert.fail()
    met.push(peer)
    meetings.shift()?.()
    await turns()
    assert.equal(transport.met.length, met.length, 'with a pause')
    transport.environment.pass(MEET_PAUSE_MS)
    await turns()
    transport.sent.length = 0
    const key = KEYS.find(each => primariesOf(each)[0] === peer) ?? assert.fail()
    await kv.get(key)
    assert.deepEqual(transport.sent.map(each => each.peer), [peer])
  }
  assert.deepEqual(met.toSorted(), IDS)
}

test('a member that joined is met before it is asked; meanwhile others are', checkMeetsFirst)

test('planted bug: a request goes to a member that was never met: seen', async () => {
  const undo = patch(Introductions.prototype, 'isStranger', { value: () => false })
  try {
    await assert.rejects(checkMeetsFirst)
  } finally { undo() }
})

test('a member that cannot be met is asked after the others, and tried again later', async () => {
  const { kv, transport } = await learned()
  transport.meeting = async () => { throw new PeerUnreachableError('refused', { outcome: 'none' }) }
  const key = KEYS.find(each => place(each) === 0) ?? assert.fail()
  for (let times = 0; times < 3; times++) {
    await kv.get(key)
    await turns()
  }
  assert.deepEqual(transport.met, [IDS[0]])
  assert.ok(transport.sent.every(({ peer }) => peer === GIVEN))
  transport.environment.pass(AVOIDED_MS)
  await kv.get(key)
  assert.equal(transport.sent.filter(({ name }) => name === 'get.get').at(-1)?.peer, IDS[0])
})

test('a primary that is gone is passed over for a while, then tried again', async () => {
  const [gone] = IDS
  let isGone = true
  const { kv, transport } = await acquainted(({ peer }) => { if (peer === gone && isGone) throw new PeerUnreachableError('refused', { outcome: 'none' }); return GET_ANSWER })
  const key = KEYS.find(each => place(each) === 0) ?? assert.fail()
  await kv.get(key)
  assert.deepEqual(transport.sent.map(({ peer }) => peer), [gone, IDS[1]])
  await kv.get(key)
  assert.deepEqual(transport.sent.slice(2).map(({ peer }) => peer), [IDS[1]])
  isGone = false
  transport.environment.pass(AVOIDED_MS)
  await kv.get(key)
  assert.equal(transport.sent.filter(({ name }) => name === 'get.get').at(-1)?.peer, gone)
})

test('who was gone is still passed over when the ring has been learned again', () => {
  const { environment } = new FakeTransport(() => GET_ANSWER)
  const failOver = new FailOver(environment, parsePeers([GIVEN]))
  const members = (): Peer[] => IDS.map((id, index) => ({ id, addresses: [`/ip4/127.0.0.1/tcp/${100 + index}`] }))
  failOver.learn(members())
  const before = failOver.peers
  failOver.learn(members())
  assert.deepEqual(failOver.peers.map((peer, index) => peer === before[index]), before.map(() => true))
  failOver.learn(IDS.map(id => ({ id, addresses: ['/ip4/127.0.0.1/tcp/9'] })))
  assert.deepEqual(failOver.peers.slice(1).map(({ addresses }) => addresses[0]), IDS.map(() => '/ip4/127.0.0.1/tcp/9'))
})

test('when both primaries are gone anybody is asked', async () => {
  const key = KEYS[0] ?? assert.fail()
  const away = new Set<string | undefined>(primariesOf(key))
  const { kv, transport } = await acquainted(({ peer }) => { if (away.has(peer)) throw new PeerUnreachableError('refused', { outcome: 'none' }); return GET_ANSWER })
  await kv.get(key)
  assert.deepEqual(transport.sent.map(({ peer }) => peer), [...primariesOf(key), GIVEN])
})

test('routes are read as they are told, and again with the primaries of the view that is known', () => {
  const first = Routes.from(routes(), undefined)
  const again = Routes.from(routes({ primaries: EMPTY, members: IDS.map(peerId => ({ peerId, addresses: peerId === IDS[3] ? [] : ['/ip4/127.0.0.1/tcp/1'] })) }), first)
  for (const known of [first, again]) assert.deepEqual(KEYS.map(key => known?.primariesOf({ bucket: 'default', key: new TextEncoder().encode(key) })), KEYS.map(primariesOf))
  assert.deepEqual([first?.peers.length, again?.peers.length], [4, 3])
  assert.equal(Routes.from(routes({ view: undefined }), first), undefined)
  const few = Routes.from(routes({ primaries: new Uint8Array(4 * PARTITIONS).fill(NOBODY & 0xff) }), undefined)
  assert.deepEqual(few?.primariesOf({ bucket: 'default', key: EMPTY }), [])
  for (const wrong of [{ primaries: EMPTY }, { primaries: new Uint8Array(5) }, { partitions: 0, primaries: EMPTY }]) assert.throws(() => Routes.from(routes(wrong), undefined), ProtocolError)
})

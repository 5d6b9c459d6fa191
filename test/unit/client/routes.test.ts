/** A client that knows the ring asks primaries, and others when those fail. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FailOver } from '../../../client/fail-over.js'
import { Introductions, MEET_AGAIN_MS, MEET_AGAIN_MS_MAX, MEET_PAUSE_MS, MEET_TURN_MS } from '../../../client/introductions.js'
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
const PUT_ANSWER = {
  dot: '3f2a:7', hlc: 7n, context: EMPTY, acksPrimary: 2, acksHinted: 0, acksSynced: 2, primaries: 3, need: 2, hintedFor: [], siblings: 1,
  elapsedUs: 1, coordinator: 'c', previous: [], expiresAt: 0,
}
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

interface Learned {
  readonly kv: KvClient
  readonly transport: FakeTransport
  /** Members that were met, in order. */
  readonly met: string[]
}

/** A client that has learned the ring. @param meeting settles when a member answers that is met */
async function learned (answer: (sent: Sent) => unknown = () => GET_ANSWER, meeting: (peer: string) => Promise<Partial<RoutesResponse> | void> = async () => {}): Promise<Learned> {
  const met: string[] = []
  const transport = new FakeTransport(async sent => {
    if (sent.name !== 'get.routes') return await answer(sent)
    if (sent.peer === GIVEN) return routes()
    transport.sent.pop()
    met.push(sent.peer)
    return routes({ primaries: EMPTY, ...await meeting(sent.peer) })
  })
  const kv = new KvClient({ transport, environment: transport.environment }, { peers: parsePeers([GIVEN]) })
  await kv.get('first').catch(() => {})
  await turns()
  transport.sent.length = 0
  return { kv, transport, met }
}

/** A client that has learned the ring and met its members. */
async function acquainted (answer: (sent: Sent) => unknown = () => GET_ANSWER, meeting: (peer: string) => Promise<void> = async () => {}): Promise<Learned> {
  let isMet = false
  const { kv, transport, met } = await learned(sent => isMet ? answer(sent) : GET_ANSWER, async peer => { if (isMet) await meeting(peer) })
  for (const key of KEYS) await kv.get(key)
  for (const _ of IDS) {
    await turns()
    transport.environment.pass(MEET_PAUSE_MS)
  }
  assert.deepEqual(met.toSorted(), IDS)
  isMet = true
  transport.sent.length = 0
  met.length = 0
  return { kv, transport, met }
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
  const meetings: Array<() => void> = []
  const { kv, transport, met } = await learned(() => GET_ANSWER, async () => { await new Promise<void>(resolve => { meetings.push(resolve) }) })
  for (const key of KEYS) await kv.get(key)
  assert.ok(transport.sent.every(({ peer }) => peer === GIVEN))
  for (let turn = 1; turn <= IDS.length; turn++) {
    assert.equal(met.length, turn, 'one at a time')
    meetings.shift()?.()
    await turns()
    assert.equal(met.length, turn, 'with a pause')
    transport.environment.pass(MEET_PAUSE_MS)
    await turns()
    transport.sent.length = 0
    const peer = met[turn - 1]
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

test('one that does not answer holds up the others for a moment only', async () => {
  const { kv, transport, met } = await learned(() => GET_ANSWER, async peer => { if (peer === IDS[0]) await new Promise(() => {}) })
  for (const key of KEYS.toSorted((a, b) => place(a) - place(b))) await kv.get(key)
  assert.deepEqual(met, [IDS[0]])
  transport.environment.pass(MEET_TURN_MS)
  await turns()
  transport.environment.pass(MEET_PAUSE_MS)
  await turns()
  assert.deepEqual(met, [IDS[0], IDS[1]])
})

test('a member that cannot be met is asked after the others, and met again after a while that doubles', async () => {
  const { kv, transport, met } = await learned(() => GET_ANSWER, async () => { throw new PeerUnreachableError('refused', { outcome: 'none' }) })
  const key = KEYS.find(each => place(each) === 0) ?? assert.fail()
  const metAtMs: number[] = []
  while (metAtMs.length < 8) {
    await kv.get(key)
    await turns()
    metAtMs.push(...met.splice(0).filter(peer => peer === IDS[0]).map(() => transport.environment.now()))
    transport.environment.pass(10)
  }
  const pausesMs = metAtMs.slice(1).map((atMs, index) => atMs - (metAtMs[index] ?? 0))
  // At random from half of it; half of that is what the environment calls random.
  pausesMs.forEach((pauseMs, index) => {
    const expectedMs = 0.75 * Math.min(MEET_AGAIN_MS_MAX, MEET_AGAIN_MS * 2 ** (index + 1))
    assert.ok(pauseMs >= expectedMs && pauseMs <= expectedMs + 2 * MEET_PAUSE_MS, `${pauseMs} ms, expected ${expectedMs}`)
  })
  assert.ok(transport.sent.every(({ peer }) => peer === GIVEN))
})

test('a member that answers and is in no ring yet is asked after the others still', async () => {
  const { kv, transport, met } = await learned(() => GET_ANSWER, async () => ({ view: undefined, members: [] }))
  for (let times = 0; times < 20; times++) {
    for (const key of KEYS) await kv.get(key)
    await turns()
    transport.environment.pass(MEET_PAUSE_MS)
  }
  assert.deepEqual([...new Set(met)].toSorted(), IDS)
  assert.ok(transport.sent.every(({ peer }) => peer === GIVEN))
})

test('behind a primary that stays gone the next one is met, too', async () => {
  const { kv, transport, met } = await learned(() => GET_ANSWER, async peer => { if (peer === IDS[0]) throw new PeerUnreachableError('refused', { outcome: 'none' }) })
  const key = KEYS.find(each => place(each) === 0) ?? assert.fail()
  for (let times = 0; times < 4; times++) {
    await kv.get(key)
    await turns()
    transport.environment.pass(MEET_PAUSE_MS)
  }
  assert.ok(met.includes(IDS[1] ?? ''))
  transport.sent.length = 0
  await kv.get(key)
  assert.deepEqual(transport.sent.map(({ peer }) => peer), [IDS[1]])
})

test('nobody is met to whom no request would go', async () => {
  const { kv, transport, met } = await acquainted(({ peer }) => { if (peer === IDS[0]) throw new PeerUnreachableError('refused', { outcome: 'none' }); return GET_ANSWER })
  const [gone, other] = [0, 1].map(first => KEYS.find(each => place(each) === first) ?? assert.fail())
  await kv.get(gone ?? '')
  for (let times = 0; times < 100; times++) {
    transport.environment.pass(MEET_AGAIN_MS_MAX / 10)
    await kv.get(other ?? '')
    await turns()
  }
  assert.deepEqual(met, [])
})

/** @param write a put is no different from a get in this */
async function checkOwnRequestFindsOut (write: boolean): Promise<void> {
  const [gone] = IDS
  let isGone = true
  const refuse = (): void => { if (isGone) throw new PeerUnreachableError('refused', { outcome: 'none' }) }
  const { kv, transport, met } = await acquainted(({ peer }) => { if (peer === gone) refuse(); return write ? PUT_ANSWER : GET_ANSWER }, async () => { refuse() })
  const key = KEYS.find(each => place(each) === 0) ?? assert.fail()
  const ask = async (): Promise<string[]> => {
    transport.sent.length = 0
    await (write ? kv.put(key, 'v') : kv.get(key))
    await turns()
    return transport.sent.filter(({ name }) => name !== 'get.routes').map(({ peer }) => peer)
  }
  assert.deepEqual(await ask(), [gone, IDS[1]])
  for (let times = 0; times < 100; times++) {
    transport.environment.pass(MEET_AGAIN_MS_MAX / 10)
    assert.deepEqual(await ask(), [IDS[1]], 'while it is gone, no request of the user goes there')
  }
  assert.ok(met.length > 5 && met.length < 30 && met.every(peer => peer === gone), `met ${met.length} times`)
  isGone = false
  for (let sinceMs = 0; sinceMs <= MEET_AGAIN_MS_MAX; sinceMs += 100) {
    transport.environment.pass(100)
    await ask()
  }
  assert.deepEqual(await ask(), [gone], 'it is asked again soon after it is back')
}

for (const write of [false, true]) test(`whether a peer that was gone is back is found out by no ${write ? 'write' : 'read'} of the user's`, async () => { await checkOwnRequestFindsOut(write) })

const FORGETFUL: ReadonlyArray<readonly [bug: string, want: (this: Introductions, peer: Peer) => void]> = [
  ['a request of the user finds out', function (peer) { this.know(peer) }],
  ['who was gone is never met again', () => {}],
]

for (const [bug, want] of FORGETFUL) {
  test(`planted bug: ${bug}: seen`, async () => {
    const undo = patch(Introductions.prototype, 'want', { value: want })
    try {
      await assert.rejects(checkOwnRequestFindsOut(true), { name: 'AssertionError' })
    } finally { undo() }
  })
}

test('a peer that answers a request after all is asked again at once', async () => {
  const [gone] = IDS
  let isGone = true
  const { kv, transport, met } = await acquainted(({ peer }) => { if (isGone || peer !== gone) throw new PeerUnreachableError('refused', { outcome: 'none' }); return GET_ANSWER })
  const key = KEYS.find(each => place(each) === 0) ?? assert.fail()
  await assert.rejects(kv.get(key), PeerUnreachableError)
  isGone = false
  await kv.get(key)
  transport.sent.length = 0
  await kv.get(key)
  assert.deepEqual([transport.sent.map(({ peer }) => peer), met], [[gone], []])
})

test('who was gone is still passed over when the ring has been learned again', () => {
  const { environment } = new FakeTransport(() => GET_ANSWER)
  const failOver = new FailOver(environment, parsePeers([GIVEN]), async () => {})
  const members = (): Peer[] => IDS.map((id, index) => ({ id, addresses: [`/ip4/127.0.0.1/tcp/${100 + index}`] }))
  failOver.learn(members())
  const before = failOver.peers
  failOver.learn(members())
  assert.deepEqual(failOver.peers.map((peer, index) => peer === before[index]), before.map(() => true))
  failOver.learn(IDS.map(id => ({ id, addresses: ['/ip4/127.0.0.1/tcp/9'] })))
  assert.deepEqual(failOver.peers.slice(1).map(({ addresses }) => addresses[0]), IDS.map(() => '/ip4/127.0.0.1/tcp/9'))
})

test('a peer that was given and has moved is found where the others say it is; one that answers stays as it was given', async () => {
  const [moved, other] = IDS.map((id, index): Peer => ({ id, addresses: [`/ip4/127.0.0.1/tcp/${index}`] })) as [Peer, Peer, Peer, Peer]
  const there = { ...moved, addresses: ['/ip4/127.0.0.1/tcp/100'] }
  const { environment } = new FakeTransport(() => GET_ANSWER)
  let isMoved = false
  const reach = async (peer: Peer): Promise<void> => { if (isMoved && peer.id === moved.id && !peer.addresses.includes('/ip4/127.0.0.1/tcp/100')) throw new PeerUnreachableError('refused', { outcome: 'none' }) }
  const failOver = new FailOver(environment, [moved, other], reach)
  const ask = async (): Promise<NodeId | undefined> => {
    let by: NodeId | undefined
    await failOver.run({ write: true, prefer: [moved.id as NodeId], timeoutMs: 5_000 }, async peer => {
      await reach(peer)
      by = peer.id
    })
    await turns()
    return by
  }
  assert.equal(await ask(), moved.id)
  failOver.learn([there, other])
  assert.equal(failOver.peers[0], moved)
  isMoved = true
  assert.equal(await ask(), other.id)
  failOver.learn([there, other])
  const [known] = failOver.peers
  assert.deepEqual(known?.addresses, [...moved.addresses, ...there.addresses])
  failOver.learn([there, other])
  assert.equal(failOver.peers[0], known, 'what it owes hangs on it')
  await ask()
  assert.equal(await ask(), moved.id)
  failOver.learn([there, other])
  assert.equal(failOver.peers[0], known)
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

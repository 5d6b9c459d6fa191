/** Settings of buckets among whole peers, on the simulator's network and clock. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUCKET_LIST, BUCKET_SET, type BucketInfo } from '../../../protocols/admin/admin.js'
import { propertiesToMessage, type BucketProperties } from '../../../protocols/bucket/properties.js'
import { GET, type GetResponse } from '../../../protocols/get/get.js'
import { InvalidArgumentError, PeerUnreachableError, ProtocolError } from '../../../protocols/errors.js'
import { EXCHANGE } from '../../../protocols/membership/membership.js'
import { PUT, type PutRequest, type PutResponse } from '../../../protocols/put/put.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import { decodeRecord } from '../../../protocols/record/record-codec.js'
import { visible, type ConflictPolicy } from '../../../protocols/record/visible.js'
import { REPLICA_READ } from '../../../protocols/replicate/replicate.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import { SimCluster, type SimPeer } from '../../sim/sim-cluster.js'

const TIMEOUT_MS = 5_000
/** More than two exchanges of every peer. */
const EXCHANGES_MS = 300_000

async function clusterOf (seed: number, peers: number): Promise<SimCluster> {
  const cluster = new SimCluster({ seed })
  await cluster.form(peers)
  return cluster
}

function begin<Q, R> (cluster: SimCluster, { run, id }: SimPeer, rpc: Rpc<Q, R>, body: Q): Promise<R> {
  assert.ok(run !== undefined)
  return run.network.request(id, rpc, body, { deadline: cluster.scheduler.nowMs + TIMEOUT_MS })
}

async function ask<Q, R> (cluster: SimCluster, peer: SimPeer, rpc: Rpc<Q, R>, body: Q): Promise<R> {
  return await cluster.scheduler.settle(begin(cluster, peer, rpc, body), 2 * TIMEOUT_MS, rpc.name)
}

const change = (bucket: string, properties: Partial<BucketProperties>) => ({ bucket, condition: 0, ...propertiesToMessage(properties) })

async function bucketsOf (cluster: SimCluster, peer: SimPeer): Promise<BucketInfo[]> {
  return (await ask(cluster, peer, BUCKET_LIST, {})).buckets
}

/** What every running peer knows of a bucket besides its name. */
async function versions (cluster: SimCluster, bucket: string): Promise<string[]> {
  const found: string[] = []
  for (const peer of cluster.peers.filter(({ run }) => run !== undefined)) {
    const info = (await bucketsOf(cluster, peer)).find(item => item.bucket === bucket)
    found.push(info === undefined ? 'unknown' : `${info.version} n=${info.n} conflict=${info.conflict} by ${info.issuer}`)
  }
  return found
}

function putRequest (bucket: string, key: string, value: string, rest: Partial<PutRequest> = {}): PutRequest {
  return {
    bucket, key: utf8Bytes(key), value: utf8Bytes(value), w: undefined, strict: false, context: new Uint8Array(), ttlMs: 0, condition: 0,
    requestId: new Uint8Array(), forwarded: false, durability: 0, returnPrevious: false, neverExpires: false, ...rest,
  }
}

async function get (cluster: SimCluster, via: SimPeer, bucket: string, key: string): Promise<GetResponse> {
  return await ask(cluster, via, GET, { bucket, key: utf8Bytes(key), r: { kind: 3, count: 0 }, strict: false, notBefore: new Uint8Array() })
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()
const valuesOf = ({ versions: found }: GetResponse): string[] => found.map(({ value }) => text(value)).sort()

/** What each replica shows for itself, without asking another. */
async function shownByEach (cluster: SimCluster, bucket: string, key: string, policy: ConflictPolicy): Promise<string[][]> {
  const shown: string[][] = []
  for (const peer of cluster.peers) {
    const { record } = await ask(cluster, peer, REPLICA_READ, { bucket, key: utf8Bytes(key), view: undefined })
    const nowMs = peer.run?.env.clock.realtime() ?? 0
    shown.push(visible(record === undefined ? undefined : decodeRecord(record), policy, nowMs).map(({ value }) => text(value)).sort())
  }
  return shown
}

/** Two clients write one key through two peers before either hears of the other. */
async function writeAtOnce (cluster: SimCluster, bucket: string, key: string): Promise<PutResponse[]> {
  const [one, two] = cluster.peers
  assert.ok(one !== undefined && two !== undefined)
  const puts = [begin(cluster, one, PUT, putRequest(bucket, key, 'one')), begin(cluster, two, PUT, putRequest(bucket, key, 'two'))]
  return await cluster.scheduler.settle(Promise.all(puts), 2 * TIMEOUT_MS, 'two puts')
}

/** Until it is undone nobody gets an exchange that `peer` begins. */
function withoutExchanges ({ run }: SimPeer): () => void {
  assert.ok(run !== undefined)
  const { network } = run
  const send = network.request.bind(network)
  network.request = async (to, rpc, body, options) => {
    if (rpc.name === EXCHANGE.name) throw new PeerUnreachableError('not now', { outcome: 'none' })
    return await send(to, rpc, body, options)
  }
  return () => { network.request = send }
}

test('the answer says how many members hold the settings, and they do', async () => {
  const cluster = await clusterOf(10, 5)
  const [peer, down] = cluster.peers
  assert.ok(peer !== undefined && down !== undefined)
  for (const { run } of cluster.peers) if (run !== undefined) run.network.publish = () => {}
  const all = await ask(cluster, peer, BUCKET_SET, change('carts', { n: 2 }))
  assert.deepEqual([all.knownBy, all.members], [5, 5])
  assert.deepEqual(new Set(await versions(cluster, 'carts')), new Set([`1 n=2 conflict=1 by ${peer.id}`]))
  cluster.kill(down)
  const most = await ask(cluster, peer, BUCKET_SET, change('carts', { n: 3 }))
  assert.deepEqual([most.knownBy, most.members], [4, 5])
})

test('settings made at one peer reach every other by gossip alone', async () => {
  const cluster = await clusterOf(11, 5)
  const peer = cluster.peers[3]
  assert.ok(peer !== undefined)
  for (const each of cluster.peers) withoutExchanges(each)
  const { applied, bucket, knownBy } = await ask(cluster, peer, BUCKET_SET, change('carts', { conflict: 'siblings', n: 2 }))
  assert.deepEqual([applied, bucket?.version, bucket?.issuer, knownBy], [true, 1, peer.id, 1])
  await cluster.scheduler.runFor(1_000)
  assert.deepEqual(new Set(await versions(cluster, 'carts')), new Set([`1 n=2 conflict=2 by ${peer.id}`]))
})

test('a condition that does not hold changes nothing and says how the bucket is', async () => {
  const cluster = await clusterOf(12, 1)
  const [peer] = cluster.peers
  assert.ok(peer !== undefined)
  assert.equal((await ask(cluster, peer, BUCKET_SET, { ...change('a', { n: 2 }), condition: 2 })).applied, false)
  assert.equal((await ask(cluster, peer, BUCKET_SET, { ...change('a', { n: 2 }), condition: 1 })).applied, true)
  const again = await ask(cluster, peer, BUCKET_SET, { ...change('a', { n: 5 }), condition: 1 })
  assert.deepEqual([again.applied, again.bucket?.n, again.bucket?.version], [false, 2, 1])
  assert.equal((await ask(cluster, peer, BUCKET_SET, { ...change('default', {}), condition: 1 })).applied, false)
  assert.equal((await ask(cluster, peer, BUCKET_SET, { ...change('default', { n: 1 }), condition: 2 })).applied, true)
})

test('a hostile request for a bucket is refused and changes nothing', async () => {
  const cluster = await clusterOf(21, 1)
  const [peer] = cluster.peers
  assert.ok(peer !== undefined)
  const usual = change('b', {})
  for (const [request, expected] of [
    [{ ...usual, bucket: 'No' }, InvalidArgumentError], [{ ...usual, bucket: '' }, InvalidArgumentError], [{ ...usual, n: 8 }, InvalidArgumentError],
    [{ ...usual, n: 4_294_967_295 }, InvalidArgumentError], [{ ...usual, r: { kind: 4, count: 4 } }, InvalidArgumentError], [{ ...usual, w: { kind: 4, count: 0 } }, InvalidArgumentError],
    [{ ...usual, w: { kind: 5, count: 1 } }, ProtocolError], [{ ...usual, conflict: 3 }, ProtocolError], [{ ...usual, ttlMs: 11 * 366 * 86_400_000 }, InvalidArgumentError],
    [{ ...usual, condition: 3 }, InvalidArgumentError],
  ] as const) await assert.rejects(ask(cluster, peer, BUCKET_SET, request), expected, JSON.stringify(request))
  assert.deepEqual((await bucketsOf(cluster, peer)).map(({ bucket, version }) => [bucket, version]), [['default', 0]])
})

test('a put that both expires and never does, or lives too long, is refused', async () => {
  const cluster = await clusterOf(22, 1)
  const [peer] = cluster.peers
  assert.ok(peer !== undefined)
  for (const rest of [{ ttlMs: 5, neverExpires: true }, { ttlMs: 11 * 366 * 86_400_000 }]) {
    await assert.rejects(ask(cluster, peer, PUT, putRequest('default', 'k', 'v', rest)), InvalidArgumentError)
  }
  assert.deepEqual((await get(cluster, peer, 'default', 'k')).versions, [])
})

test('two changes asked of one peer at once build on each other', async () => {
  const cluster = await clusterOf(23, 3)
  const [peer] = cluster.peers
  assert.ok(peer !== undefined)
  await cluster.scheduler.settle(Promise.all([begin(cluster, peer, BUCKET_SET, change('b', { n: 2 })), begin(cluster, peer, BUCKET_SET, change('b', { conflict: 'siblings' }))]), 2 * TIMEOUT_MS, 'two changes')
  assert.deepEqual(new Set(await versions(cluster, 'b')), new Set([`2 n=2 conflict=2 by ${peer.id}`]))
})

test('without any gossip the exchanges bring settings to all, also to who was down or joins later', async () => {
  const cluster = await clusterOf(13, 4)
  const [first, , , down] = cluster.peers
  assert.ok(first?.run !== undefined && down !== undefined)
  cluster.kill(down)
  for (const { run } of cluster.peers) if (run !== undefined) run.network.publish = () => {}
  const again = withoutExchanges(first)
  assert.equal((await ask(cluster, first, BUCKET_SET, change('carts', { conflict: 'siblings' }))).knownBy, 1)
  again()
  assert.ok((await versions(cluster, 'carts')).includes('unknown'))
  const expected = `1 n=3 conflict=2 by ${first.id}`
  await cluster.scheduler.runFor(EXCHANGES_MS)
  await cluster.start(down)
  await cluster.start(cluster.addPeer())
  await cluster.scheduler.runUntil(() => cluster.agreed(5), EXCHANGES_MS, 'the newcomer is a member')
  await cluster.scheduler.runFor(1_000)
  assert.deepEqual(new Set(await versions(cluster, 'carts')), new Set([expected]))
})

test('what a member set stays when it has left, also for who joins after that', async () => {
  const cluster = await clusterOf(24, 4)
  const [first, , leaver] = cluster.peers
  assert.ok(first?.run?.node !== undefined && leaver !== undefined)
  await ask(cluster, leaver, BUCKET_SET, change('carts', { conflict: 'siblings' }))
  await first.run.node.history.issue([{ remove: leaver.id }], 'it leaves')
  cluster.kill(leaver)
  await cluster.scheduler.runUntil(() => cluster.agreed(3), EXCHANGES_MS, 'it is out of the ring')
  await cluster.start(cluster.addPeer())
  await cluster.scheduler.runUntil(() => cluster.agreed(4), EXCHANGES_MS, 'the newcomer is a member')
  assert.deepEqual(new Set(await versions(cluster, 'carts')), new Set([`1 n=3 conflict=2 by ${leaver.id}`]))
})

test('settings outlive a crash of every peer', async () => {
  const cluster = await clusterOf(14, 3)
  const [first] = cluster.peers
  assert.ok(first !== undefined)
  await ask(cluster, first, BUCKET_SET, change('carts', { conflict: 'siblings' }))
  await cluster.scheduler.runFor(1_000)
  for (const peer of cluster.peers) cluster.kill(peer)
  for (const peer of [...cluster.peers].reverse()) {
    await cluster.start(peer)
    // Before it hears anything: what it kept itself.
    assert.deepEqual((await bucketsOf(cluster, peer)).map(({ bucket, version }) => [bucket, version]), [['carts', 1], ['default', 0]])
  }
})

test('of two changes made on two sides of a netsplit one wins, the same everywhere', async () => {
  const cluster = await clusterOf(15, 4)
  const [a, b, c, d] = cluster.peers
  assert.ok(a !== undefined && b !== undefined && c !== undefined && d !== undefined)
  for (const left of [a, b]) for (const right of [c, d]) { cluster.fabric.setCut(left.id, right.id, true); cluster.fabric.setCut(right.id, left.id, true) }
  await ask(cluster, a, BUCKET_SET, change('carts', { n: 2 }))
  await ask(cluster, d, BUCKET_SET, change('carts', { n: 5 }))
  await cluster.scheduler.runFor(5_000)
  assert.equal(new Set(await versions(cluster, 'carts')).size, 2)
  cluster.fabric.heal()
  await cluster.scheduler.runFor(EXCHANGES_MS)
  assert.equal(new Set(await versions(cluster, 'carts')).size, 1)
})

test('concurrent writes: in a siblings bucket both come back, until a put with their context', async () => {
  const cluster = await clusterOf(16, 3)
  const [first] = cluster.peers
  assert.ok(first !== undefined)
  await ask(cluster, first, BUCKET_SET, change('carts', { conflict: 'siblings' }))
  await cluster.scheduler.runFor(1_000)
  await writeAtOnce(cluster, 'carts', 'k')
  const both = await get(cluster, first, 'carts', 'k')
  assert.deepEqual(valuesOf(both), ['one', 'two'])
  const resolved = await ask(cluster, first, PUT, putRequest('carts', 'k', 'both', { context: both.context, w: { kind: 3, count: 0 } }))
  assert.equal(resolved.siblings, 1)
  for (const peer of cluster.peers) assert.deepEqual(valuesOf(await get(cluster, peer, 'carts', 'k')), ['both'])
  assert.deepEqual(await shownByEach(cluster, 'carts', 'k', 'siblings'), [['both'], ['both'], ['both']])
})

test('concurrent writes: in an lww bucket one comes back, the same from every replica', async () => {
  const cluster = await clusterOf(17, 3)
  for (let index = 0; index < 10; index++) {
    const key = `k${index}`
    await writeAtOnce(cluster, 'default', key)
    await cluster.scheduler.runFor(1_000)
    const shown = await shownByEach(cluster, 'default', key, 'lww')
    assert.ok(shown[0]?.length === 1 && (shown[0][0] === 'one' || shown[0][0] === 'two'), JSON.stringify(shown))
    assert.equal(new Set(shown.map(String)).size, 1, JSON.stringify(shown))
  }
})

test('a bucket made lww shows one of its siblings, and made siblings again has lost none', async () => {
  const cluster = await clusterOf(18, 3)
  const [first] = cluster.peers
  assert.ok(first !== undefined)
  const setConflict = async (conflict: ConflictPolicy): Promise<void> => {
    await ask(cluster, first, BUCKET_SET, change('carts', { conflict }))
    await cluster.scheduler.runFor(1_000)
  }
  await setConflict('siblings')
  await writeAtOnce(cluster, 'carts', 'k')
  await setConflict('lww')
  assert.equal((await get(cluster, first, 'carts', 'k')).versions.length, 1)
  await setConflict('siblings')
  assert.deepEqual(valuesOf(await get(cluster, first, 'carts', 'k')), ['one', 'two'])
})

test('n of a bucket says how many replicas hold its keys', async () => {
  const cluster = await clusterOf(19, 5)
  const [first] = cluster.peers
  assert.ok(first !== undefined)
  for (const n of [1, 2, 5, 7]) {
    await ask(cluster, first, BUCKET_SET, change(`n${n}`, { n, w: 'all', r: 'one' }))
    await cluster.scheduler.runFor(1_000)
    const answer: PutResponse = await ask(cluster, first, PUT, putRequest(`n${n}`, 'k', 'v'))
    assert.deepEqual([answer.primaries, answer.acksPrimary], [Math.min(n, 5), Math.min(n, 5)])
    const holders = (await shownByEach(cluster, `n${n}`, 'k', 'lww')).filter(shown => shown.length > 0)
    assert.equal(holders.length, Math.min(n, 5))
  }
})

test('a version is hidden on time on every replica, by its own TTL or that of its bucket', async () => {
  const cluster = await clusterOf(20, 3)
  const [first] = cluster.peers
  assert.ok(first !== undefined)
  await ask(cluster, first, BUCKET_SET, change('short', { ttlMs: 5_000 }))
  await cluster.scheduler.runFor(1_000)
  const all = { w: { kind: 3, count: 0 } }
  const { expiresAt } = await ask(cluster, first, PUT, putRequest('short', 'by-bucket', 'v', all))
  await ask(cluster, first, PUT, putRequest('short', 'by-put', 'v', { ...all, ttlMs: 2_000 }))
  await ask(cluster, first, PUT, putRequest('short', 'never', 'v', { ...all, neverExpires: true }))
  const shown = async (key: string): Promise<number[]> => (await shownByEach(cluster, 'short', key, 'lww')).map(({ length }) => length)
  const nowMs = (): number => first.run?.env.clock.realtime() ?? 0
  await cluster.scheduler.runFor(expiresAt - nowMs() - 1_000)
  assert.deepEqual([await shown('by-bucket'), await shown('by-put')], [[1, 1, 1], [0, 0, 0]])
  await cluster.scheduler.runFor(expiresAt - nowMs())
  assert.deepEqual([await shown('by-bucket'), await shown('never')], [[0, 0, 0], [1, 1, 1]])
  for (const peer of cluster.peers) assert.deepEqual((await get(cluster, peer, 'short', 'by-bucket')).versions, [])
})

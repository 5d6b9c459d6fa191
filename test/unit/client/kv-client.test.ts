import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IN_FLIGHT_MAX } from '../../../client/batch.js'
import { SILENT_MS } from '../../../client/peer-watch.js'
import { KvClient } from '../../../client/kv-client.js'
import type { KvClientInit } from '../../../client/kv-client.js'
import { parseDuration } from '../../../client/parse-duration.js'
import { parsePeers } from '../../../client/parse-peers.js'
import {
  DeadlineExceededError, InsufficientReplicasError, InvalidArgumentError, InvalidContextError, InvalidKeyError, NotAuthorizedError,
  NotReadyError, OverloadedError, PeerUnreachableError, PreconditionFailedError, QuorumNotMetError,
} from '../../../protocols/errors.js'
import { RESTORE } from '../../../protocols/backup/backup.js'
import { GET, type GetRequest } from '../../../protocols/get/get.js'
import { PUT, type PutRequest } from '../../../protocols/put/put.js'
import { RING_REFUSAL } from '../../../protocols/ring-admin/ring-admin.js'
import type { ScanRequest } from '../../../protocols/scan/scan.js'
import { contextToText } from '../../../client/bytes.js'
import { systemEnvironment } from '../../../client/system-environment.js'
import { allocate } from '../../../protocols/record/slab.js'
import { peerIdOf } from '../../fixtures/ring.js'
import { FakeTransport } from './fake-transport.js'
import type { Sent, VirtualEnvironment } from './fake-transport.js'

const A = '/ip4/127.0.0.1/tcp/1'
const B = '/ip4/127.0.0.1/tcp/2'
const C = '/ip4/127.0.0.1/tcp/3'
const text = (value: string): Uint8Array => new TextEncoder().encode(value)

const PUT_ANSWER = {
  dot: '3f2a:7', hlc: 7n, context: new Uint8Array([1, 2]), acksPrimary: 2, acksHinted: 1, acksSynced: 3, primaries: 3, need: 2,
  hintedFor: ['12D3x'], siblings: 1, elapsedUs: 11_000, coordinator: '12D3a', previous: [], expiresAt: 0,
}

function getAnswer (...values: string[]): object {
  return {
    versions: values.map((value, index) => ({ value: text(value), dot: `s:${index}`, hlc: BigInt(index + 1) << 16n, expiresAt: 0 })),
    context: new Uint8Array([9]), asked: 3, answered: 2, agreed: true, repaired: 0, elapsedUs: 1_500, coordinator: '12D3a',
  }
}

function client (answer: (sent: Sent, environment: VirtualEnvironment) => unknown, init: Partial<KvClientInit> = {}): { kv: KvClient, transport: FakeTransport } {
  const transport = new FakeTransport(answer)
  const kv = new KvClient({ transport, environment: transport.environment }, { peers: parsePeers([A, B, C]), learnMembers: false, ...init })
  return { kv, transport }
}

const unreachable = (): never => { throw new PeerUnreachableError('refused') }

test('a get answers value, context and who answered; absence is an answer', async () => {
  const { kv, transport } = client(() => getAnswer('hello'))
  const found = await kv.get('greeting', { r: 2, strict: true, bucket: 'b' })
  assert.equal(found.found, true)
  assert.deepEqual(found.value, text('hello'))
  assert.deepEqual(found.replicas, { asked: 3, answered: 2, fallbacks: 0, agreed: true, stale: 0, repaired: 0 })
  assert.equal(found.siblings[0]?.writtenAt, 1)
  assert.equal(found.elapsedMs, 1.5)
  const body = transport.sent[0]?.body as GetRequest
  assert.deepEqual([body.bucket, body.key, body.r, body.strict], ['b', text('greeting'), { kind: 4, count: 2 }, true])

  const absent = await client(() => getAnswer()).kv.get('nothing')
  assert.equal(absent.found, false)
  assert.equal(absent.value, undefined)
})

test('a value that its owner changes later is sent as it was given, also when it is sent again', async () => {
  const { kv, transport } = client(unreachable)
  for (const value of [Buffer.from('first'), new Uint8Array(text('first'))]) {
    const before = transport.sent.length
    const done = kv.put('k', value)
    value.fill(0)
    await assert.rejects(done)
    assert.ok(transport.sent.length - before > 1)
  }
  for (const { body } of transport.sent) assert.deepEqual((body as PutRequest).value, text('first'))
})

test('what is given to a session may change later, too', async () => {
  const { kv, transport } = client(() => PUT_ANSWER)
  const session = kv.session()
  const value = Buffer.from('first')
  const done = session.put('k', value)
  value.fill(0)
  await done
  assert.deepEqual((transport.sent[0]?.body as PutRequest).value, text('first'))
})

test('a key that its owner changes later is that of the request still, also when it is sent again', async () => {
  const { kv, transport } = client(unreachable)
  const key = Buffer.from('first')
  for (const call of [async () => await kv.put(key, 'v'), async () => await kv.get(key), async () => await kv.delete(key), async () => await kv.session().put(key, 'v')]) {
    key.set(text('first'))
    const done = call()
    key.fill(0)
    await assert.rejects(done)
  }
  assert.ok(transport.sent.length > 8)
  for (const { body } of transport.sent) assert.deepEqual((body as PutRequest).key, text('first'))
})

test('what is given to a batch may change meanwhile, also where its turn comes later', async () => {
  const { kv, transport } = client(({ name }) => name === PUT.name ? PUT_ANSWER : getAnswer('v'))
  const texts = Array.from({ length: 2 * IN_FLIGHT_MAX }, (_, index) => `text ${index}`)
  const [keys, values] = [texts.map(text), texts.map(text)] as const
  const options = { bucket: 'b' }
  const batches = [kv.putMany(keys.map((key, index) => ({ key, value: values[index] as Uint8Array })), options), kv.getMany(keys, options)]
  for (const bytes of [...keys, ...values]) bytes.fill(0)
  options.bucket = 'other'
  await Promise.all(batches)
  const bodies = transport.sent.map(({ body }) => body as PutRequest)
  assert.deepEqual([bodies.length, bodies.filter(({ bucket }) => bucket === 'b').length], [2 * texts.length, 2 * texts.length])
  assert.deepEqual(bodies.map(({ key }) => Buffer.from(key).toString()).sort(), [...texts, ...texts].sort())
  for (const { key, value = key } of bodies) assert.deepEqual(value, key)
})

test('of a put of a batch only what is not undefined differs from the batch', async () => {
  const { kv, transport } = client(() => PUT_ANSWER)
  await kv.putMany([{ key: 'k', value: 'v', options: { bucket: undefined, ttl: undefined, w: 'all' } }], { bucket: 'b', ttl: '1h', w: 'one' })
  await kv.put('k', 'v', { bucket: 'b', ttl: '1h', w: 'all' })
  const [batched, single] = transport.sent.map(({ body }) => ({ ...body as PutRequest, requestId: undefined, after: undefined }))
  assert.deepEqual(batched, single)
})

test('a prefix that its owner changes later is that of the whole scan', async () => {
  const { kv, transport } = client(() => ({ entries: [], cursor: Uint8Array.of(...transport.sent.length === 1 ? [1] : []), asked: 1 }))
  const prefix = Buffer.from('first')
  const pages = kv.scanPages({ prefix })
  const page = pages.next()
  prefix.fill(0)
  await page
  await pages.next()
  assert.deepEqual(transport.sent.map(({ body }) => (body as ScanRequest).prefix), [text('first'), text('first')])
})

test('a change of the ring that may have been made is not reported as refused because it was', async () => {
  const refused = { plannedOn: undefined, issued: undefined, refusals: [{ kind: RING_REFUSAL.outOfDate, peerId: '', partitions: [], partitionCount: 0 }], moved: 0, movedMin: 0, partitions: 0, replicas: 0, shares: [] }
  for (const change of [
    async (kv: KvClient) => await kv.applyRing(`1-${'0'.repeat(64)}`, [{ remove: 'p' }]),
    async (kv: KvClient) => await kv.leave('p'),
  ]) {
    let calls = 0
    const { kv } = client(({ name }) => {
      if (++calls === 1) throw new PeerUnreachableError('lost', { outcome: 'unknown' })
      return name === 'admin.leave' ? { change: refused } : refused
    })
    await assert.rejects(change(kv), { outcome: 'unknown' })
  }
})

test('hints that only their holder can drop are not dropped while it cannot be reached, and that is said', async () => {
  const { kv, transport } = client(({ peer }) => { if (peer === A) unreachable(); throw new InvalidArgumentError('the hints of another peer were meant') })
  await assert.rejects(kv.dropHints(peerIdOf(1), peerIdOf(2)), { code: 'PEER_UNREACHABLE', outcome: 'none' })
  assert.deepEqual(transport.sent.map(({ peer }) => peer), [A, B])
  await assert.rejects(kv.dropHints(peerIdOf(1), 'nobody'), InvalidArgumentError)
  await assert.rejects(kv.dropHints('nobody', peerIdOf(2)), InvalidArgumentError)
  await assert.rejects(kv.dropHints(peerIdOf(1), peerIdOf(2), { timeoutMs: 0 }), InvalidArgumentError)
})

test('a restore has time for the work it is, unless it is told otherwise', async () => {
  const { kv, transport } = client(() => ({ restored: 0, unchanged: 1, unknown: 0 }))
  const records = [{ at: text('at'), record: text('record') }]
  for (const options of [{}, { timeoutMs: undefined }, { timeoutMs: 7 }]) await kv.restoreRecords(records, options)
  // The first of three peers has half of it.
  assert.deepEqual(transport.sent.map(({ timeoutMs }) => 2 * timeoutMs), [RESTORE.timeoutMs, RESTORE.timeoutMs, 7])
})

test('a value that is neither text nor bytes is refused, and spoils nothing for others', async () => {
  const { kv, transport } = client(() => PUT_ANSWER)
  for (const value of [new ArrayBuffer(8), 5, { length: '7' }, { length: -70_000 }, [1, 2], null]) await assert.rejects(kv.put('k', value as never), InvalidArgumentError)
  for (const length of [undefined, '7', NaN]) allocate(length as never)
  assert.equal(allocate(100).length, 100)
  await kv.put('k', new DataView(text('view').slice().buffer) as never)
  await kv.put('k', text('bytes'))
  assert.deepEqual(transport.sent.map(({ body }) => new TextDecoder().decode((body as PutRequest).value)), ['view', 'bytes'])
})

test('random bytes are never given twice, nor as a part of a common piece', () => {
  const seen = new Set<string>()
  for (let count = 0; count < 2_000; count++) {
    const bytes = systemEnvironment.randomBytes(16)
    assert.equal(bytes.buffer.byteLength, 16)
    seen.add(Buffer.from(bytes).toString('hex'))
  }
  assert.equal(seen.size, 2_000)
  assert.equal(systemEnvironment.randomBytes(5_000).length, 5_000)
})

test('the session of a put is its own where it is not its context', async () => {
  const answers = [PUT_ANSWER.context, Uint8Array.of(9, 9)].map(session => ({ ...PUT_ANSWER, session }))
  const results = []
  for (const answer of answers) results.push(await client(() => answer).kv.put('k', 'v'))
  assert.deepEqual(results.map(({ session }) => session), answers.map(({ session }) => contextToText(session)))
  assert.notEqual(results[0]?.session, results[1]?.session)
})

test('the name of a bucket is checked each time', async () => {
  const { kv } = client(() => getAnswer())
  for (let times = 0; times < 2; times++) await assert.rejects(kv.get('k', { bucket: 'No Bucket' }), InvalidArgumentError)
})

test('concurrent versions are all returned and none is chosen', async () => {
  const result = await client(() => getAnswer('one', 'two')).kv.get('k')
  assert.equal(result.found, true)
  assert.equal(result.value, undefined)
  assert.deepEqual(result.siblings.map(({ value }) => new TextDecoder().decode(value)), ['one', 'two'])
})

test('a put says what was achieved', async () => {
  const { kv, transport } = client(() => PUT_ANSWER)
  const { context, ...result } = await kv.put('k', 'v', { ttl: '10m', w: 'all' })
  assert.deepEqual(result, {
    version: '3f2a:7', acks: { primary: 2, hinted: 1, synced: 3 }, primaries: 3, need: 2, hintedFor: ['12D3x'],
    siblings: 1, elapsedMs: 11, coordinator: '12D3a',
  })
  await kv.put('k', 'v', { context })
  const [first, second] = transport.sent.map(sent => sent.body as PutRequest)
  assert.equal(first?.ttlMs, 600_000)
  assert.equal(first?.requestId.length, 16)
  assert.deepEqual(second?.context, new Uint8Array([1, 2]))
  assert.notDeepEqual(first?.requestId, second?.requestId)
})

test('a delete is a put without a value; an empty value is a value', async () => {
  const { kv, transport } = client(() => PUT_ANSWER)
  await kv.delete('k', { ifMatch: 'AQI' })
  await kv.put('k', '')
  const [deleted, emptied] = transport.sent.map(sent => sent.body as PutRequest)
  assert.equal(deleted?.value, undefined)
  assert.equal(deleted?.condition, 2)
  assert.deepEqual(emptied?.value, new Uint8Array())
})

test('what is wrong with a request is said before anything is sent', async () => {
  const { kv, transport } = client(() => PUT_ANSWER)
  await assert.rejects(kv.get(''), InvalidKeyError)
  await assert.rejects(kv.get('x'.repeat(1025)), InvalidKeyError)
  await assert.rejects(kv.get('k', { bucket: '../etc' }), InvalidArgumentError)
  await assert.rejects(kv.get('k', { r: 0 }), InvalidArgumentError)
  await assert.rejects(kv.get('k', { r: 1.5 }), InvalidArgumentError)
  await assert.rejects(kv.get('k', { timeoutMs: NaN }), InvalidArgumentError)
  await assert.rejects(kv.put('k', 'v', { ttl: 0 }), InvalidArgumentError)
  await assert.rejects(kv.put('k', 'v', { context: '\u001b[31m' }), InvalidContextError)
  await assert.rejects(kv.put('k', 'v', { context: 'AQI', ifAbsent: true }), InvalidArgumentError)
  assert.equal(transport.sent.length, 0)
})

test('peers that cannot be reached are passed over, and the one that answered is asked first from then on', async () => {
  const { kv, transport } = client(({ peer }) => peer === C ? getAnswer('v') : unreachable())
  await kv.get('k')
  await kv.get('k')
  assert.deepEqual(transport.sent.map(({ peer }) => peer), [A, B, C, C])
  assert.deepEqual(transport.environment.slept, [])
})

test('with no peer reachable each is tried once', async () => {
  const { kv, transport } = client(unreachable)
  await assert.rejects(kv.get('k'), PeerUnreachableError)
  assert.deepEqual(transport.sent.map(({ peer }) => peer), [A, B, C])
})

test('a failure is retried at most twice, with jitter, and never when it is final', async () => {
  const failing = client(() => { throw new QuorumNotMetError(2, 1, [], { outcome: 'none' }) })
  await assert.rejects(failing.kv.put('k', 'v'), QuorumNotMetError)
  assert.deepEqual(failing.transport.sent.map(({ peer }) => peer), [A, B, C])
  assert.deepEqual(failing.transport.environment.slept, [25, 50])

  const denied = client(() => { throw new NotAuthorizedError('no') })
  await assert.rejects(denied.kv.get('k'), NotAuthorizedError)
  assert.equal(denied.transport.sent.length, 1)
})

test('the only peer there is gets the pause it asked for', async () => {
  const { kv, transport } = client((_, environment) => { if (environment.slept.length === 0) throw new OverloadedError('inFlight', 100); return getAnswer('v') }, { peers: parsePeers([A]) })
  await kv.get('k')
  assert.deepEqual(transport.environment.slept, [125])
  assert.equal(transport.sent[0]?.timeoutMs, 5_000)
})

test('a write says which stamp its client has seen, written or read', async () => {
  const { kv, transport } = client(({ name }) => name === GET.name ? getAnswer('v') : PUT_ANSWER)
  await kv.put('a', 'v')
  await kv.put('b', 'v')
  await kv.get('c')
  await kv.delete('d')
  await kv.put('e', 'v')
  assert.deepEqual(transport.sent.filter(({ name }) => name === PUT.name).map(({ body }) => (body as PutRequest).after), [undefined, 7n, 1n << 16n, 1n << 16n])
})

test('of peers that are busy all are asked, then again after a pause, until the time is over', async () => {
  let calls = 0
  const soon = client(() => { if (++calls <= 4) throw new OverloadedError('inFlight', 10); return getAnswer('v') })
  await soon.kv.get('k')
  assert.deepEqual(soon.transport.sent.map(({ peer }) => peer), [A, B, C, A, B])
  assert.deepEqual(soon.transport.environment.slept, [25])

  const never = client(() => { throw new OverloadedError('inFlight', 10) })
  await assert.rejects(never.kv.put('k', 'v'), { code: 'OVERLOADED', outcome: 'none' })
  assert.ok(never.transport.environment.time > 4_000 && never.transport.environment.time <= 5_000)
})

test('retries end with the budget, so that clients do not finish off a cluster in trouble', async () => {
  const { kv, transport } = client(() => { throw new QuorumNotMetError(2, 1, [], { outcome: 'none' }) })
  for (let call = 0; call < 20; call++) await assert.rejects(kv.get('k'), QuorumNotMetError)
  // 20 first attempts, 10 retries in hand at the start, one more for every ten requests.
  assert.ok(transport.sent.length <= 20 + 10 + 2, `${transport.sent.length} sent`)
})

test('a peer that breaks off takes no request with it, however many were out', async () => {
  const { kv, transport } = client(({ peer }) => { if (peer === A) throw new PeerUnreachableError('lost', { outcome: 'unknown' }); return getAnswer('v') })
  const results = await Promise.allSettled(Array.from({ length: 100 }, async () => await kv.get('k')))
  assert.deepEqual(results.filter(({ status }) => status === 'rejected'), [])
  assert.equal(transport.sent.filter(({ peer }) => peer === A).length, 100)
  await kv.get('k')
  assert.equal(transport.sent.at(-1)?.peer, B)
  // A cluster that breaks off every request gets three attempts of each and no more.
  const broken = client(() => { throw new PeerUnreachableError('lost', { outcome: 'unknown' }) })
  await assert.rejects(broken.kv.get('k'), PeerUnreachableError)
  assert.equal(broken.transport.sent.length, 3)
})

test('a peer that does not serve is passed over, and no retry is used up', async () => {
  const { kv, transport } = client(({ peer }) => { if (peer !== C) throw new NotReadyError('leaving'); return getAnswer('v') })
  await Promise.all(Array.from({ length: 100 }, async () => await kv.get('k')))
  assert.deepEqual(transport.environment.slept, [])
  const nobody = client(() => { throw new NotReadyError('starting') })
  await assert.rejects(nobody.kv.get('k'), NotReadyError)
  assert.deepEqual(nobody.transport.sent.map(({ peer }) => peer), [A, B, C, A, B])
})

test('a peer that is silent loses no request, and is not asked while it is', async () => {
  const stuck: Array<() => void> = []
  const { kv, transport } = client(({ peer, timeoutMs }, environment) => peer !== A ? getAnswer('v') : new Promise((_resolve, reject) => {
    stuck.push(() => { environment.time = timeoutMs; reject(new DeadlineExceededError('silent', { outcome: 'unknown' })) })
  }))
  // Each pause of a retry moves the one clock.
  const out = Array.from({ length: 100 }, async () => await kv.get('k', { timeoutMs: 60_000 }))
  transport.environment.time += SILENT_MS - 1
  const soon = kv.get('k', { timeoutMs: 60_000 })
  transport.environment.time += 1
  await kv.get('k')
  assert.deepEqual([transport.sent.filter(({ peer }) => peer === A).length, transport.sent.at(-1)?.peer], [101, B])
  for (const fail of stuck) fail()
  await Promise.all([...out, soon])
})

test('what is out to a peer that falls silent is asked of another, from the budget until it counts as silent; whoever answers first counts', async () => {
  const late: Array<() => void> = []
  const { kv, transport } = client(({ peer }) => peer === A ? new Promise(resolve => { late.push(() => { resolve(getAnswer('late')) }) }) : getAnswer('v'))
  const hedged = kv.get('k')
  transport.environment.pass(SILENT_MS / 2 - 1)
  assert.deepEqual(transport.sent.map(({ peer }) => peer), [A])
  transport.environment.pass(1)
  assert.deepEqual((await hedged).value, text('v'))
  assert.deepEqual(transport.sent.map(({ peer }) => peer), [A, B])
  for (const answer of late) answer()

  const many = client(({ peer }) => peer === A ? new Promise(() => {}) : getAnswer('v'))
  for (let count = 0; count < 100; count++) void many.kv.get('k')
  const hedges = (): number => many.transport.sent.filter(({ peer }) => peer === B).length
  many.transport.environment.pass(SILENT_MS - 1)
  assert.equal(hedges(), 10, 'as many as are in hand')
  many.transport.environment.pass(1)
  assert.equal(hedges(), 100, 'all, as there is no other way to an answer')

  const admin = client(() => new Promise(() => {}))
  void admin.kv.workers()
  admin.transport.environment.pass(2 * SILENT_MS)
  assert.equal(admin.transport.sent.length, 1, 'what a peer is told about itself is told nobody else')
})

test('a peer that is slow, and answers others meanwhile, is waited for', async () => {
  let answers = 0
  const slow: Array<() => void> = []
  const { kv, transport } = client(() => answers++ === 0 ? new Promise(resolve => { slow.push(() => { resolve(getAnswer('slow')) }) }) : getAnswer('v'))
  const waiting = kv.get('k')
  transport.environment.pass(SILENT_MS / 2 - 1)
  await kv.get('k')
  // One fast answer makes the wait a little shorter.
  transport.environment.pass(SILENT_MS / 2 - 10)
  assert.deepEqual(transport.sent.map(({ peer }) => peer), [A, A])
  for (const answer of slow) answer()
  assert.deepEqual((await waiting).value, text('slow'))
})

test('a retried write of unknown outcome is the same write', async () => {
  let calls = 0
  const { kv, transport } = client(() => { if (++calls === 1) throw new DeadlineExceededError('slow', { outcome: 'unknown' }); return PUT_ANSWER })
  await kv.put('k', 'v')
  const [first, second] = transport.sent.map(sent => sent.body as PutRequest)
  assert.deepEqual(first?.requestId, second?.requestId)
  assert.equal(transport.sent.length, 2)
})

const later = [
  () => { throw new InsufficientReplicasError(2, 1) },
  () => { throw new PreconditionFailedError('there is a value') },
  unreachable,
]
for (const [index, second] of later.entries()) {
  const attempts = (): (() => unknown) => { let calls = 0; return () => { if (++calls === 1) throw new QuorumNotMetError(2, 1, [], { outcome: 'unknown' }); return second() } }

  test(`a write that may have been applied is never reported as not applied (${index})`, async () => {
    await assert.rejects(client(attempts()).kv.put('k', 'v', { ifAbsent: true }), { name: 'QuorumNotMetError', outcome: 'unknown' })
  })
}

test('one deadline holds for all attempts, and a slow peer leaves time for the next', async () => {
  const { kv, transport } = client(({ timeoutMs }, environment) => { environment.time += timeoutMs; throw new DeadlineExceededError('slow') })
  await assert.rejects(kv.get('k', { timeoutMs: 1_000 }), DeadlineExceededError)
  assert.equal(transport.sent[0]?.timeoutMs, 500)
  assert.ok(transport.environment.time <= 1_000)
  assert.ok(transport.sent.length > 1)
})

test('a signal ends the wait with its reason', async () => {
  const controller = new AbortController()
  const { kv, transport } = client(() => new Promise(() => { controller.abort(new Error('enough')) }))
  await assert.rejects(kv.get('k', { signal: controller.signal }), /enough/)
  await assert.rejects(kv.get('k', { signal: controller.signal }), /enough/)
  assert.equal(transport.sent.length, 1)
})

test('the status tells how each member is', async () => {
  const peerId = '12D3KooWGzBKzqfVEkW4kYmnFJhVqzYXv1e6YkS6Z5Z5Z5Z5Z5Z5'
  const { kv } = client(() => ({
    cluster: 'c', view: { epoch: 4, hash: new Uint8Array() }, self: peerId, partitions: 8, partitionsWithQuorum: 8, replicas: 3,
    members: [{ peerId, name: 'n', zone: 'z', state: 1, partitions: 8, weight: 100, diskFreeBytes: 1, diskTotalBytes: 2, version: '1', seenMsAgo: 0, addresses: ['/ip4/127.0.0.1/tcp/9'], clockOffsetMs: -3, roundTripUs: 1_500, incarnation: 1, storeId: new Uint8Array(), keys: 5, storeState: 'open', stateMs: 1 }],
  }))
  const status = await kv.status()
  assert.equal(status.ringEpoch, 4)
  assert.deepEqual([status.members[0]?.state, status.members[0]?.clockOffsetMs, status.members[0]?.roundTripMs], ['up', -3, 1.5])
})

test('a closed client says so', async () => {
  const { kv, transport } = client(() => getAnswer('v'))
  await kv.close()
  assert.equal(transport.closed, true)
  await assert.rejects(kv.get('k'), /closed/)
})

test('peers: addresses of one id are one peer; what is no multiaddr is refused', () => {
  assert.throws(() => parsePeers(['localhost:4400']), InvalidArgumentError)
  assert.throws(() => parsePeers([]), InvalidArgumentError)
  assert.equal(parsePeers([A, B, A]).length, 2)
  const id = '12D3KooWNvSZnPi3RrhrTwEY4LuuBeB6K6facKUCJcyWG1aoDd2p'
  assert.deepEqual(parsePeers([`${A}/p2p/${id}`, C, `${B}/p2p/${id}`]), [{ id, addresses: [`${A}/p2p/${id}`, `${B}/p2p/${id}`] }, { addresses: [C] }])
})

test('durations have a unit and are above 0', () => {
  assert.deepEqual(['500ms', '30s', '10m', '1h', '7d', 5].map(duration => parseDuration(duration, 'ttl')), [500, 30_000, 600_000, 3_600_000, 604_800_000, 5])
  for (const bad of ['', '10', '-1s', '1.5h', '0s', 'NaN', '1w', '9007199254740993ms', 0, -1, NaN, Infinity, 2 ** 53 + 2]) {
    assert.throws(() => parseDuration(bad, 'ttl'), InvalidArgumentError, String(bad))
  }
})

const BUCKET_ANSWER = { bucket: 'carts', version: 2, n: 5, r: { kind: 1, count: 0 }, w: { kind: 4, count: 2 }, conflict: 2, ttlMs: 0, issuer: '12D3a', hlc: 7n << 16n }

test('a bucket is set with what was given, and read as it is', async () => {
  const { kv, transport } = client(({ name }) => name === 'admin.bucket-list'
    ? { buckets: [BUCKET_ANSWER, { ...BUCKET_ANSWER, bucket: 'default', version: 0, ttlMs: 60_000 }] }
    : { applied: true, bucket: BUCKET_ANSWER, knownBy: 2, members: 3 })
  const properties = { n: 5, r: 'one', w: 2, conflict: 'siblings' }
  assert.deepEqual(await kv.setBucket('carts', { n: 5, conflict: 'siblings', ttl: 'none' }, { only: 'new' }),
    { name: 'carts', version: 2, ...properties, ttlMs: null, setBy: '12D3a', setAt: 7, knownBy: 2, members: 3 })
  assert.deepEqual(transport.sent[0]?.body, { bucket: 'carts', n: 5, conflict: 2, ttlMs: 0, condition: 1 })
  await kv.setBucket('carts', { ttl: '1h', r: 'all' })
  assert.deepEqual(transport.sent[1]?.body, { bucket: 'carts', n: 0, r: { kind: 3, count: 0 }, conflict: 0, ttlMs: 3_600_000, condition: 0 })
  assert.deepEqual((await kv.buckets())[1], { name: 'default', version: 0, ...properties, ttlMs: 60_000 })
})

test('a bucket that is not as it should be is a failed precondition; impossible properties are never sent', async () => {
  const { kv, transport } = client(() => ({ applied: false, bucket: BUCKET_ANSWER, knownBy: 0, members: 0 }))
  await assert.rejects(kv.setBucket('carts', {}, { only: 'new' }), (error: Error) => error instanceof PreconditionFailedError && error.message.includes('exists already'))
  await assert.rejects(kv.setBucket('carts', {}, { only: 'known' }), /does not exist/)
  for (const change of [{ n: 0 }, { n: 8 }, { n: 1.5 }, { n: 2, w: 3 }, { ttl: 0 }, { ttl: '11000d' }, { conflict: 'maybe' as 'lww' }]) {
    await assert.rejects(kv.setBucket('carts', change), InvalidArgumentError, JSON.stringify(change))
  }
  await assert.rejects(kv.setBucket('Carts', {}), InvalidArgumentError)
  assert.equal(transport.sent.length, 2)
})

test('a put says never, returns what it replaced, and refuses a TTL that peers would refuse', async () => {
  const { kv, transport } = client(() => ({ ...PUT_ANSWER, previous: [{ value: text('old'), dot: 's:1', hlc: 1n << 16n, expiresAt: 0 }] }))
  assert.equal((await kv.put('k', 'v', { ttl: 'none' })).previous, undefined)
  assert.deepEqual((await kv.put('k', 'v', { returnPrevious: true })).previous, [{ value: text('old'), version: 's:1', writtenAt: 1 }])
  const bodies = transport.sent.map(({ body }) => body as PutRequest)
  assert.deepEqual(bodies.map(({ neverExpires, returnPrevious, ttlMs }) => [neverExpires, returnPrevious, ttlMs]), [[true, false, 0], [false, true, 0]])
  for (const ttl of ['11000d', 0, -1, NaN, 2 ** 53 + 2]) await assert.rejects(kv.put('k', 'v', { ttl }), InvalidArgumentError, String(ttl))
  assert.equal(transport.sent.length, 2)
})

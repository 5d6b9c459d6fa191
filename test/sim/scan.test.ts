import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import type { BucketProperties } from '../../daemon/core/bucket.js'
import { ViewCatchUp } from '../../daemon/core/coordinator/views.js'
import { BUCKET_SET } from '../../protocols/admin/admin.js'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { decodeRecord } from '../../protocols/record/record-codec.js'
import { partitionOf } from '../../protocols/record/key.js'
import { recordStorageKey } from '../../storage/keyspace.js'
import { recordKeyAt } from '../../protocols/scan/scan-position.js'
import { SCAN_FORM, type ScanEntry, type ScanRequest } from '../../protocols/scan/scan.js'
import { patch } from '../fixtures/patch.js'
import { SimClient } from './sim-client.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'

const PATIENCE_MS = 60_000
const EMPTY = new Uint8Array()
const REQUEST: ScanRequest = { bucket: 'default', prefix: EMPTY, after: EMPTY, limit: 7, bytesMax: 0, form: SCAN_FORM.keys, r: undefined, scanId: EMPTY }

const keyOf = (entry: ScanEntry): string => Buffer.from(recordKeyAt(entry.at).key).toString()

async function settled<T> (cluster: SimCluster, what: string, promise: Promise<T>): Promise<T> {
  let result: { value: T } | undefined
  let error: unknown
  promise.then(value => { result = { value } }, (reason: unknown) => { error = reason })
  await cluster.scheduler.runUntil(() => result !== undefined || error !== undefined, PATIENCE_MS, what)
  if (result === undefined) throw error
  return result.value
}

/** A cluster of `peers`, with 300 keys of which every seventh is deleted again and every eleventh has expired. */
async function filled (peers: number, defaults: Partial<BucketProperties> = {}): Promise<{ cluster: SimCluster, client: SimClient, live: string[], deleted: string[] }> {
  const cluster = new SimCluster({ seed: 7, partitions: 64, defaults })
  await cluster.form(peers)
  const client = new SimClient(cluster)
  const live: string[] = []
  const deleted: string[] = []
  const via = cluster.peers[0] as SimPeer
  for (let index = 0; index < 300; index++) {
    // Of every length and with bytes above 127, so that the order is that of bytes.
    const key = `${index % 3 === 0 ? 'é' : 'e'}${'x'.repeat(index % 5)}${index}`
    const put = async (value: Uint8Array | undefined): Promise<void> => {
      const answer = await settled(cluster, `a write of ${key}`, client.put(via, { key: utf8Bytes(key), value, w: { kind: 3, count: 0 }, ttlMs: value !== undefined && index % 11 === 0 ? 50 : 0 }, 5_000))
      assert.ok('ok' in answer, inspect(answer))
    }
    await put(utf8Bytes(`value ${index}`))
    if (index % 7 === 0) {
      await put(undefined)
      deleted.push(key)
    } else if (index % 11 !== 0) live.push(key)
  }
  await cluster.scheduler.runFor(100)
  return { cluster, client, live: live.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))), deleted }
}

/** All pages, each asked of the next peer that is up. */
async function scan (cluster: SimCluster, client: SimClient, request: Partial<ScanRequest> = {}): Promise<ScanEntry[]> {
  const entries: ScanEntry[] = []
  let after: Uint8Array = EMPTY
  for (let page = 0; page < 1_000; page++) {
    const via = cluster.up[request.scanId === undefined ? page % cluster.up.length : 0]
    assert.ok(via !== undefined)
    const answer = await settled(cluster, 'a page', client.scan(via, { ...REQUEST, ...request, after }, 10_000))
    assert.ok('ok' in answer, inspect(answer))
    assert.ok(answer.ok.entries.length <= (request.limit ?? REQUEST.limit))
    entries.push(...answer.ok.entries)
    after = answer.ok.cursor
    if (after.length === 0) return entries
  }
  throw new Error('a scan does not end')
}

test('a scan finds each key once and in order, through any peers, with and without what they keep between pages', async () => {
  const { cluster, client, live } = await filled(5)
  assert.deepEqual((await scan(cluster, client)).map(keyOf), live)
  for (const limit of [1, 13, 1_000]) assert.deepEqual((await scan(cluster, client, { limit, scanId: Uint8Array.of(limit & 0xff) })).map(keyOf), live)
  // Pages that end because of their bytes begin again with what did not fit.
  assert.deepEqual((await scan(cluster, client, { limit: 50, bytesMax: 200, form: SCAN_FORM.values, scanId: Uint8Array.of(99) })).map(keyOf), live)
})

test('a scan with a prefix, with values and at a quorum', async () => {
  const { cluster, client, live } = await filled(4)
  assert.deepEqual((await scan(cluster, client, { prefix: utf8Bytes('exx') })).map(keyOf), live.filter(key => key.startsWith('exx')))
  assert.deepEqual(await scan(cluster, client, { prefix: utf8Bytes('nothing') }), [])
  assert.deepEqual(await scan(cluster, client, { bucket: 'other' }), [])
  const found = await scan(cluster, client, { form: SCAN_FORM.values, r: { kind: 2, count: 0 }, limit: 40, scanId: Uint8Array.of(1) })
  assert.deepEqual(found.map(entry => `${keyOf(entry)} ${entry.versions.map(({ value }) => Buffer.from(value).toString()).join()}`), live.map(key => `${key} value ${/\d+$/.exec(key)?.[0] ?? ''}`))
})

test('a scan of records has deleted ones too', async () => {
  const { cluster, client, live, deleted } = await filled(3)
  const found = await scan(cluster, client, { bucket: '', form: SCAN_FORM.records, r: { kind: 2, count: 0 }, limit: 100 })
  assert.equal(found.length, 300)
  const dead = found.filter(({ record }) => decodeRecord(record).siblings.every(({ value }) => value === null)).map(keyOf)
  assert.deepEqual(dead.sort(), deleted.sort())
  assert.ok(live.every(key => found.some(entry => keyOf(entry) === key)))
})

test('the slices of a scan have each key once, together, whatever their number', async () => {
  const { cluster, client, live } = await filled(5)
  for (const count of [1, 3, 64]) {
    const found: string[] = []
    for (let index = 0; index < count; index++) {
      const part = (await scan(cluster, client, { slice: { index, count }, limit: 50, scanId: Uint8Array.of(count, index) })).map(keyOf)
      assert.ok(part.every((key, at) => at === 0 || Buffer.compare(Buffer.from(part[at - 1] ?? ''), Buffer.from(key)) < 0))
      found.push(...part)
    }
    assert.deepEqual(found.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))), live)
  }
})

test('with a peer down, and with one that dies between two pages, a scan is still whole', async () => {
  const { cluster, client, live } = await filled(5)
  cluster.kill(cluster.peers[4] as SimPeer)
  assert.deepEqual((await scan(cluster, client, { limit: 50 })).map(keyOf), live)
  const via = cluster.peers[0] as SimPeer
  const request = { ...REQUEST, limit: 60, scanId: Uint8Array.of(5) }
  const first = await settled(cluster, 'the first page', client.scan(via, request, 10_000))
  assert.ok('ok' in first)
  await cluster.start(cluster.peers[4] as SimPeer)
  await cluster.scheduler.runUntil(() => cluster.up.length === 5 && cluster.agreed(5), PATIENCE_MS, 'it is back')
  cluster.powerCut(cluster.peers[3] as SimPeer)
  const found = first.ok.entries.map(keyOf)
  for (let after = first.ok.cursor; after.length > 0;) {
    const page = await settled(cluster, 'a page', client.scan(via, { ...request, after }, 10_000))
    assert.ok('ok' in page, inspect(page))
    found.push(...page.ok.entries.map(keyOf))
    after = page.ok.cursor
  }
  assert.deepEqual(found, live)
})

test('where too few replicas are up a scan says so, and shows nothing as if it were all', async () => {
  const { cluster, client } = await filled(5)
  for (const peer of cluster.peers.slice(2)) cluster.kill(peer)
  const answer = await settled(cluster, 'a page', client.scan(cluster.peers[0] as SimPeer, REQUEST, 10_000))
  assert.ok('error' in answer && ['QUORUM_NOT_MET', 'INSUFFICIENT_REPLICAS'].includes(answer.error), inspect(answer))
})

test('a backup does not leave out a key of which one copy cannot be read, one is away, and the third replica knows nothing', async () => {
  const { cluster, client } = await filled(3)
  const [damaged, without, away] = cluster.peers as [SimPeer, SimPeer, SimPeer]
  const cut = (isCut: boolean): void => {
    for (const { id } of [damaged, away]) {
      cluster.fabric.setCut(without.id, id, isCut)
      cluster.fabric.setCut(id, without.id, isCut)
    }
  }
  cut(true)
  const key = { bucket: 'default', key: utf8Bytes('acknowledged') }
  const put = await settled(cluster, 'a put', client.put(damaged, { key: key.key, value: utf8Bytes('v'), strict: true }, 1_000))
  assert.ok('ok' in put, inspect(put))
  await cluster.scheduler.runFor(1_000)
  cut(false)
  damaged.disk.rot(recordStorageKey(partitionOf(key, cluster.partitions), key), 7)
  const request = { ...REQUEST, bucket: '', prefix: EMPTY, limit: 1_000, form: SCAN_FORM.records, r: { kind: 2, count: 0 } }
  const whole = await settled(cluster, 'a page', client.scan(without, request, 10_000))
  assert.ok('ok' in whole && whole.ok.entries.some(entry => keyOf(entry) === 'acknowledged'), inspect(whole))
  cluster.kill(away)
  await cluster.scheduler.runFor(20_000)
  for (const via of [damaged, without]) {
    const answer = await settled(cluster, 'a page', client.scan(via, request, 10_000))
    assert.equal('error' in answer ? answer.error : 'it seems whole', 'QUORUM_NOT_MET')
  }
})

for (const [what, n, members, r] of [['a scan', 5, 5, undefined], ['a backup', 7, 9, { kind: 2, count: 0 }]] as const) {
  test(`${what} has all keys when the bucket has just been given more replicas than the ring: the added ones hold nothing`, async () => {
    const { cluster, client, live } = await filled(members)
    const { id, run } = cluster.peers[0] as SimPeer
    assert.ok(run !== undefined)
    await settled(cluster, 'more replicas', run.network.request(id, BUCKET_SET, { bucket: 'default', n, r: undefined, w: undefined, conflict: 0, condition: 0 }, { deadline: run.clock.monotonic() + 5_000 }))
    for (const via of cluster.peers) {
      const answer = await settled(cluster, 'a page', client.scan(via, { ...REQUEST, limit: 1_000, r }, 10_000))
      assert.ok('ok' in answer, inspect(answer))
      assert.deepEqual(answer.ok.entries.map(keyOf), live)
    }
    // Some of those that hold all may be away, as without the added ones.
    cluster.kill(cluster.peers[1] as SimPeer)
    const answer = await settled(cluster, 'a page', client.scan(cluster.peers[0] as SimPeer, { ...REQUEST, limit: 1_000, r }, 10_000))
    assert.ok('ok' in answer, inspect(answer))
    assert.deepEqual(answer.ok.entries.map(keyOf), live)
  })
}

test('what is not a scan is refused', async () => {
  const cluster = new SimCluster({ seed: 1 })
  await cluster.form(1)
  const client = new SimClient(cluster)
  const via = cluster.peers[0] as SimPeer
  for (const wrong of [{ bucket: 'UPPER' }, { bucket: '', prefix: utf8Bytes('x') }, { after: Uint8Array.of(0) }, { after: Uint8Array.of(3, 97) }, { form: 9 }, { scanId: new Uint8Array(17) }, { r: { kind: 4, count: 5 } }, { slice: { index: 2, count: 2 } }, { slice: { index: 0, count: 0 } }, { slice: { index: 0, count: 257 } }]) {
    const answer = await settled(cluster, 'a page', client.scan(via, { ...REQUEST, ...wrong }, 5_000))
    assert.ok('error' in answer && ['INVALID_ARGUMENT', 'INSUFFICIENT_REPLICAS'].includes(answer.error), inspect([wrong, answer]))
  }
})

/** A member is cut off, and removed by those that others join meanwhile; when it is back it is asked for all keys. */
async function askRemoved (): Promise<{ live: readonly string[], answer: { ok: { readonly entries: readonly ScanEntry[] } } | { error: string } }> {
  const { cluster, client, live } = await filled(5)
  const [removed, member] = cluster.peers as [SimPeer, SimPeer]
  const cut = (isCut: boolean): void => {
    for (const { id } of cluster.peers.slice(1)) {
      cluster.fabric.setCut(removed.id, id, isCut)
      cluster.fabric.setCut(id, removed.id, isCut)
    }
  }
  for (let more = 0; more < 4; more++) cluster.addPeer()
  cut(true)
  member.run?.node?.membership.requestChange({ remove: removed.id })
  for (const peer of cluster.peers.slice(5)) await cluster.start(peer)
  await cluster.scheduler.runUntil(() => cluster.up.every(({ id, run }) => id === removed.id || (run?.node?.views.live.length === 1 && run.node.history.ring?.members.length === 8)), PATIENCE_MS, 'a ring of the others')
  await cluster.scheduler.runFor(60_000)
  cut(false)
  const answer = await settled(cluster, 'a page', client.scan(removed, { ...REQUEST, limit: 1_000, r: { kind: 2, count: 0 } }, 10_000))
  return { live, answer }
}

test('a peer that does not know yet that it was removed shows no part as if it were all: whom it asks may have given away what they held', async () => {
  const { live, answer } = await askRemoved()
  if ('ok' in answer) assert.deepEqual(answer.ok.entries.map(keyOf), live)
  else assert.equal(answer.error, 'NOT_READY')
})

test('planted bug: pages of those who know a newer view are taken: keys are missing', async () => {
  const undo = patch(ViewCatchUp.prototype, 'isBehind', { value: () => false })
  try {
    const { live, answer } = await askRemoved()
    assert.ok('ok' in answer && answer.ok.entries.length < live.length)
  } finally { undo() }
})

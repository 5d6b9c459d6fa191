/** What bench/failures.ts, bench/repair.ts and bench/ring-change.ts measure, small, and only what must hold on any machine. */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { partitionOf } from '../../protocols/record/key.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { Load } from '../../bench/load.js'
import { eventually, TestCluster } from './harness.js'
import { forEachParallel, openClient, waitUntilAgreed, waitUntilSynced } from './open-client.js'
import { RootsObserver } from './replica-roots.js'

/** Only ends what hangs: the defaults of a client are made for machines that are not shared with a whole test suite. */
const PATIENCE_MS = 60_000
const EQUAL_MS_MAX = 120_000
const FLAGS = ['--partitions', '64']

async function waitUntilEqual (roots: RootsObserver): Promise<void> {
  await eventually('all replicas are byte-equal', async () => {
    const { differing } = await roots.look()
    if (differing > 0) throw new Error(`${differing} replicas differ`)
    return true
  }, EQUAL_MS_MAX)
}

test('no client notices that a peer is killed with its requests under way, and what two dead peers miss they get when they are back, or without their stores', async context => {
  const cluster = new TestCluster(context, FLAGS)
  const load = new Load({ keys: 300, valueBytes: 1_024, strict: false, putPercent: 30, timeoutMs: PATIENCE_MS })
  const roots = new RootsObserver(() => cluster.running)
  context.after(async () => { await Promise.all([load.close(), roots.close()]) })
  await cluster.grow(5)
  await waitUntilAgreed(cluster)
  const [one, two, three, four, five] = cluster.daemons
  assert.ok(one !== undefined && two !== undefined && three !== undefined && four !== undefined && five !== undefined)
  await waitUntilSynced(one, 5)
  await load.connect(cluster.daemons)
  await load.fill()

  load.start(100)
  let sent = 0
  const more = async (requests: number): Promise<void> => {
    const enough = sent + requests
    await eventually(`${requests} more requests are answered`, () => { sent = load.requests; return sent >= enough ? true : undefined })
  }
  await more(50)
  await five.kill()
  await more(200)
  await load.stop()
  const { failedReads, failedWrites, failures } = load.report()
  assert.deepEqual([failedReads, failedWrites], [0, 0], failures)

  await four.kill()
  await load.connect([one, two, three])
  await load.writeAll()
  assert.equal(load.report().failures, '')
  await Promise.all([cluster.start(four), cluster.start(five)])
  await waitUntilEqual(roots)

  const deleted = Array.from({ length: 40 }, (_, index) => `deleted:${index}`)
  const admin = await openClient(one, PATIENCE_MS)
  context.after(async () => { await admin.close() })
  await forEachParallel(deleted, 8, async key => { await admin.put(key, 'x') })
  await forEachParallel(deleted, 8, async key => { await admin.delete(key) })
  await five.kill()
  rmSync(join(five.data, 'store'), { recursive: true })
  await cluster.start(five)
  // What it does not hold yet it does not call absent.
  let listed = 0
  for await (const _ of admin.scan()) listed++
  assert.equal(listed, load.keys.length)
  // Others bring it what it lost before it knows the ring: until then it serves no client.
  await waitUntilSynced(five, 5)
  await waitUntilSynced(one, 5)
  await waitUntilEqual(roots)
  assert.equal(await load.lost(), 0)
  const rebuilt = await openClient(five, PATIENCE_MS)
  context.after(async () => { await rebuilt.close() })
  await forEachParallel(deleted, 8, async key => { assert.equal((await rebuilt.get(key, { r: 'all', strict: true })).found, false, `${key} is back`) })
})

test('what one client asks for at once is answered, however much it is; a joiner that is killed half way goes on where it was, and nothing is lost', async context => {
  const cluster = new TestCluster(context, [...FLAGS, '--transfer-bytes-per-second-max', '4MiB'])
  const load = new Load({ keys: 600, valueBytes: 1_024, strict: true, putPercent: 0, timeoutMs: PATIENCE_MS })
  const roots = new RootsObserver(() => cluster.running)
  context.after(async () => { await Promise.all([load.close(), roots.close()]) })
  await cluster.grow(3)
  const [one] = cluster.daemons
  assert.ok(one !== undefined)
  await waitUntilSynced(one, 3)
  await load.connect(cluster.daemons)
  await load.fill()

  // More than a peer lets one caller have in work.
  const asking = await openClient(one, PATIENCE_MS)
  context.after(async () => { await asking.close() })
  const found = await Promise.all(Array.from({ length: 2_000 }, async (_, index) => (await asking.get(load.keys[index % load.keys.length] ?? '')).found))
  assert.ok(found.every(Boolean))

  const joiner = cluster.add()
  await cluster.start(joiner)
  const client = await openClient(joiner)
  context.after(async () => { await client.close() })
  const [before] = await eventually('the joiner has pulled some partitions', async () => {
    const { peers: [own] } = await client.transfers({ all: false })
    return own !== undefined && own.partitionsDone >= 16 ? [own.bytesDone] : undefined
  })
  await joiner.kill()
  assert.ok(!joiner.log.includes('holds all its data of the ring view'), 'it was killed too late: the test says nothing')
  await cluster.start(joiner)
  await waitUntilSynced(one, 4)
  const after = /"bytes":(\d+),"msg":"this peer holds all its data/.exec(joiner.log)?.[1]
  assert.ok(before > 0 && after !== undefined, joiner.log)
  const { ring } = await roots.look()
  const own = new Set(ring.partitionsOf(joiner.file.peerId as NodeId).map(({ partition }) => partition))
  const records = load.keys.filter(key => own.has(partitionOf({ bucket: 'default', key: utf8Bytes(key) }, ring.view.partitions))).length
  // Each is more than its value: whoever begins again pulls more than all values.
  assert.ok(Number(after) < records * 1_024, `${before} bytes before it was killed, ${after} after, of ${records} records`)
  assert.equal(await load.lost(), 0)
})

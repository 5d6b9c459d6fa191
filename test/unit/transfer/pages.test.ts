import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BulkPull, type BulkPullOptions } from '../../../daemon/core/repair/bulk-pull.js'
import { Foreground } from '../../../daemon/core/repair/foreground.js'
import { ACTIVE_PIECE_BYTES_MAX, Pace, RATE_MAX, RATE_MIN } from '../../../daemon/core/repair/pace.js'
import { PAGE_BYTES_MAX, PAGES_AT_ONCE_MAX, PageServer } from '../../../daemon/core/repair/page-server.js'
import { CorruptRecordError, InvalidArgumentError, InvalidKeyError, OverloadedError, ProtocolError } from '../../../protocols/errors.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import { TRANSFER_PAGE, type PageRequest, type PageResponse } from '../../../protocols/transfer/transfer.js'
import type { RecordStore } from '../../../storage/record-store.js'
import { peerIdOf } from '../../fixtures/ring.js'
import { inPartition, PARTITIONS, Rig, storeWith, Wire } from './rig.js'

const SOURCE = peerIdOf(1)
const WHOLE: BulkPullOptions = { after: undefined, takes: () => true, wanted: () => true, stored: async () => {} }

interface Bench {
  readonly rig: Rig
  readonly wire: Wire
  readonly foreground: Foreground
  readonly server: PageServer
  readonly keys: readonly RecordKey[]
  readonly ask: (request: Partial<PageRequest>) => Promise<PageResponse>
}

async function bench (count: number, bytes: number, scan?: RecordStore['scanPartition']): Promise<Bench> {
  const rig = new Rig()
  const wire = new Wire()
  const foreground = new Foreground(rig)
  const { records, keys } = await storeWith(rig, count, bytes)
  const server = new PageServer({ ...rig, network: wire.network, foreground, pace: new Pace({ ...rig, foreground }), records: scan === undefined ? records : { scanPartition: scan, readEncoded: key => records.readEncoded(key) } }, { partitions: PARTITIONS })
  return { rig, wire, foreground, server, keys, ask: async request => await wire.network.request(SOURCE, TRANSFER_PAGE, { partition: 0, bytesMax: PAGE_BYTES_MAX, ...request }, { deadline: 0 }) }
}

test('pages follow each other without a gap or a repetition, and none is larger than was asked for', async () => {
  const { ask, keys } = await bench(200, 1_000)
  const found: string[] = []
  let after: PageResponse['next']
  do {
    const page = await ask({ partition: 3, bytesMax: 4_000, ...(after !== undefined && { after }) })
    assert.ok(page.records.reduce((sum, { key, record }) => sum + key.length + record.length, 0) <= 4_000)
    found.push(...page.records.map(({ key }) => Buffer.from(key).toString()))
    after = page.next
  } while (after !== undefined)
  assert.deepEqual(found, inPartition(keys, 3).map(({ key }) => Buffer.from(key).toString()).sort())
})

test('a record that is larger than a page comes alone', async () => {
  const { ask } = await bench(40, 2 * PAGE_BYTES_MAX)
  const page = await ask({ partition: 3 })
  assert.equal(page.records.length, 1)
  assert.ok(page.next !== undefined)
})

test('a request for a partition that does not exist, or with a key that cannot be, is refused', async () => {
  const { ask } = await bench(0, 0)
  await assert.rejects(ask({ partition: PARTITIONS }), InvalidArgumentError)
  await assert.rejects(ask({ after: { bucket: 'default', key: new Uint8Array(2_000) } }), InvalidKeyError)
  await assert.rejects(ask({ after: { bucket: 'x'.repeat(300), key: Uint8Array.of(1) } }), InvalidArgumentError)
})

test('a record that cannot be read is left out and counted', async () => {
  const key = (text: string): RecordKey => ({ bucket: 'default', key: Buffer.from(text) })
  const { ask } = await bench(0, 0, async function * () {
    yield { key: key('a'), encoded: new CorruptRecordError('rot') }
    yield { key: key('b'), encoded: Uint8Array.of(1) }
  })
  const page = await ask({})
  assert.deepEqual([page.unreadable, page.records.length, page.next], [1, 1, undefined])
})

test('what cannot be listed is left out, and nothing is sent that only seems to be there beside it', async () => {
  const gone = { bucket: 'default', key: Buffer.from('reaped') }
  const made: Bench = await bench(40, 10, async function * (partition, _from, passOver) {
    yield { key: gone, encoded: Uint8Array.of(1) }
    for (const key of inPartition(made.keys, partition)) yield { key, encoded: Uint8Array.of(2) }
    if (passOver === undefined) throw new CorruptRecordError('a block that cannot be read')
    passOver()
  })
  const { records, next } = await made.ask({ partition: 3 })
  assert.deepEqual(records.map(({ key }) => Buffer.from(key).toString()), inPartition(made.keys, 3).map(({ key }) => Buffer.from(key).toString()))
  assert.ok(records.every(({ record }) => record.length > 1))
  assert.equal(next, undefined)
})

test('more pages at one time than PAGES_AT_ONCE_MAX are answered busy', async () => {
  const never = new Promise<void>(() => {})
  const { ask } = await bench(0, 0, async function * () { await never })
  for (let count = 0; count < PAGES_AT_ONCE_MAX; count++) void ask({})
  await assert.rejects(ask({}), OverloadedError)
})

test('while clients ask, pages are small and come at a rate', async () => {
  const { ask, foreground, rig } = await bench(300, 10_000)
  const timed = async (): Promise<{ ms: number, bytes: number }> => {
    const startMs = rig.clock.monotonic()
    let bytes = 0
    for (let count = 0; count < 3; count++) {
      const { records } = await rig.settle(ask({ partition: 3 }))
      bytes = Math.max(bytes, records.reduce((sum, { record }) => sum + record.length, 0))
    }
    return { ms: rig.clock.monotonic() - startMs, bytes }
  }
  const quiet = await timed()
  assert.equal(quiet.ms, 0)
  assert.ok(quiet.bytes > ACTIVE_PIECE_BYTES_MAX)
  foreground.asked()
  const active = await timed()
  assert.ok(active.bytes <= ACTIVE_PIECE_BYTES_MAX)
  assert.ok(active.ms >= 2 * active.bytes / RATE_MAX * 1_000, `${active.ms}`)
  await rig.scheduler.runFor(1_001)
  assert.equal((await timed()).ms, 0)
})

test('a page that is empty takes next to nothing of the time for pages', async () => {
  const { ask, foreground, rig } = await bench(0, 0)
  foreground.observe(5)
  const startMs = rig.clock.monotonic()
  for (let count = 0; count < 10; count++) await rig.settle(ask({ partition: 3 }))
  assert.ok(rig.clock.monotonic() - startMs <= 10 * 2 * 1_024 / RATE_MIN * 1_000 + 10)
})

async function puller (bench: Bench, bytesPerSecondMax: number | null = null): Promise<{ bulk: BulkPull, records: Awaited<ReturnType<typeof storeWith>>['records'], foreground: Foreground }> {
  const { rig, wire } = bench
  const { records } = await storeWith(rig, 0, 0)
  const foreground = new Foreground(rig)
  return { bulk: new BulkPull({ ...rig, network: wire.network, records, pace: new Pace({ ...rig, foreground }, bytesPerSecondMax) }), records, foreground }
}

test('a pull copies a partition, byte for byte, and says how far it is after every page', async () => {
  const source = await bench(300, 30_000)
  const { bulk, records } = await puller(source)
  const cursors: Array<RecordKey | undefined> = []
  assert.equal(await source.rig.settle(bulk.run(SOURCE, 3, { ...WHOLE, stored: async cursor => { cursors.push(cursor) } })), true)
  const keys = inPartition(source.keys, 3)
  for (const key of keys) assert.equal((await records.read(key))?.siblings[0]?.value?.length, 30_000)
  assert.equal(cursors.at(-1), undefined)
  assert.equal(cursors.length, Math.ceil(keys.length / Math.floor(PAGE_BYTES_MAX / 30_200)))
})

test('a pull goes on behind the key that it is given, leaves out buckets, and stops when it is no longer wanted', async () => {
  const source = await bench(100, 10)
  const keys = inPartition(source.keys, 3).sort((a, b) => Buffer.compare(a.key, b.key))
  const [, second] = keys
  const { bulk, records } = await puller(source)
  await source.rig.settle(bulk.run(SOURCE, 3, { ...WHOLE, after: second }))
  assert.deepEqual(await Promise.all(keys.map(async key => await records.read(key) !== undefined)), keys.map((_, index) => index > 1))
  await source.rig.settle(bulk.run(SOURCE, 4, { ...WHOLE, takes: () => false }))
  assert.equal(await source.rig.settle(bulk.run(SOURCE, 4, { ...WHOLE, wanted: () => false })), false)
  for (const key of inPartition(source.keys, 4)) assert.equal(await records.read(key), undefined)
})

test('a busy source is asked again, but not for ever; what is no record is refused', async () => {
  const source = await bench(0, 0)
  let busy = 3
  source.wire.network.handle(TRANSFER_PAGE, async () => {
    if (busy-- > 0) throw new OverloadedError('pages', 10)
    return { records: [], unreadable: 0 }
  })
  const { bulk } = await puller(source)
  assert.equal(await source.rig.settle(bulk.run(SOURCE, 0, WHOLE)), true)
  busy = Infinity
  await assert.rejects(source.rig.settle(bulk.run(SOURCE, 0, WHOLE)), OverloadedError)
  source.wire.network.handle(TRANSFER_PAGE, async () => ({ records: [{ bucket: 'default', key: Uint8Array.of(1), record: Uint8Array.of(255) }], unreadable: 0 }))
  await assert.rejects(source.rig.settle(bulk.run(SOURCE, 0, WHOLE)), ProtocolError)
})

test('transferBytesPerSecondMax holds over all partitions together, and what a page does not use is the next one\'s', async () => {
  const perSecondMax = 64 * 1024
  const pull = async (bytes: number, atOnce: boolean): Promise<{ seconds: number, pulled: number }> => {
    const source = await bench(400, bytes)
    const { bulk } = await puller(source, perSecondMax)
    let pulled = 0
    const startMs = source.rig.scheduler.nowMs
    const run = async (partition: number): Promise<void> => { await bulk.run(SOURCE, partition, { ...WHOLE, stored: async (_cursor, more) => { pulled += more } }) }
    const partitions = [0, 1, 2, 3, 4, 5, 6, 7]
    if (atOnce) await source.rig.settle(Promise.all(partitions.map(run)))
    else for (const partition of partitions) await source.rig.settle(run(partition))
    return { seconds: (source.rig.scheduler.nowMs - startMs) / 1_000, pulled }
  }
  for (const atOnce of [true, false]) {
    const { seconds, pulled } = await pull(10_000, atOnce)
    assert.ok(seconds >= (pulled - PAGE_BYTES_MAX) / perSecondMax, `${pulled} bytes in ${seconds} s`)
  }
  // Of partitions that are far smaller than a page: all of them together are not even one.
  const { seconds, pulled } = await pull(1_000, false)
  assert.ok(pulled < PAGE_BYTES_MAX)
  assert.ok(seconds >= pulled / 2 / perSecondMax && seconds <= (pulled + PAGE_BYTES_MAX) / perSecondMax, `${pulled} bytes in ${seconds} s`)
})

test('a peer that is asked for clients pulls small pages, and at a rate; left alone, large ones at once', async () => {
  const source = await bench(300, 10_000)
  const { bulk, foreground } = await puller(source)
  const pull = async (served = (): void => {}): Promise<{ ms: number, pageMax: number, bytes: number }> => {
    const startMs = source.rig.scheduler.nowMs
    const pages: number[] = []
    served()
    await source.rig.settle(bulk.run(SOURCE, 3, {
      ...WHOLE,
      stored: async (_cursor, bytes) => {
        pages.push(bytes)
        served()
      },
    }))
    return { ms: source.rig.scheduler.nowMs - startMs, pageMax: Math.max(...pages), bytes: pages.reduce((sum, bytes) => sum + bytes, 0) }
  }
  const alone = await pull()
  assert.ok(alone.pageMax > ACTIVE_PIECE_BYTES_MAX)
  const watched = await pull(() => { foreground.asked() })
  assert.ok(watched.pageMax <= ACTIVE_PIECE_BYTES_MAX)
  assert.ok(watched.ms - alone.ms >= (watched.bytes - ACTIVE_PIECE_BYTES_MAX) / RATE_MAX * 1_000, `${alone.ms} ${watched.ms}`)
})

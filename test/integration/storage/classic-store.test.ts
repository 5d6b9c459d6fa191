import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ClusterMismatchError, ConfigError, FormatVersionError, OverloadedError, StoreLockedError } from '../../../protocols/errors.js'
import { ClassicStore } from '../../../storage/classic.js'
import { crc32c } from '../../../storage/classic/crc32c.js'
import { claimDirectory } from '../../../storage/classic/directory.js'
import { GROUP_WRITER_LIMITS, GroupWriter } from '../../../storage/classic/group-writer.js'
import { turn } from '../../../storage/classic/read-batcher.js'
import { uncompressSnappy } from '../../../storage/classic/snappy.js'
import { refusalOfClientWrites } from '../../../storage/disk-space.js'
import { RecordStore } from '../../../storage/record-store.js'
import type { StoreOp } from '../../../storage/store.js'
import { missingOf, slotsLost, SMALL_STORE } from '../../fixtures/faults/numbered-records.js'
import { treeProblems } from '../../fixtures/tree-recount.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

const identity = { peerId: 'peer', clusterId: 'cluster' }
const op: StoreOp = { type: 'put', key: Uint8Array.of(1), value: new Uint8Array(10) }

test('a directory that is in use is refused with the process that has it', async t => {
  const work = await temporaryDirectory('lock')
  t.after(work.remove)
  const store = await ClassicStore.open(work.path, SMALL_STORE)
  await assert.rejects(ClassicStore.open(work.path, SMALL_STORE), (error: Error) =>
    error instanceof StoreLockedError && error.message.includes(`process ${process.pid}`))
  await store.close()
  await (await ClassicStore.open(work.path, SMALL_STORE)).close()
})

test('a directory of another cluster, another peer or a newer format is refused', async t => {
  const work = await temporaryDirectory('claim')
  t.after(work.remove)
  await claimDirectory(work.path, identity)
  await claimDirectory(work.path, identity)
  await assert.rejects(claimDirectory(work.path, { ...identity, clusterId: 'other' }), ClusterMismatchError)
  await assert.rejects(claimDirectory(work.path, { ...identity, peerId: 'other' }), ConfigError)
  writeFileSync(join(work.path, 'store.json'), JSON.stringify({ format: 99, ...identity }))
  await assert.rejects(claimDirectory(work.path, identity), FormatVersionError)
})

test('an older format is migrated step by step, and each step is recorded', async t => {
  const work = await temporaryDirectory('migrate')
  t.after(work.remove)
  writeFileSync(join(work.path, 'store.json'), JSON.stringify({ format: 1, ...identity }))
  const ran: number[] = []
  const step = (from: number): { from: number, run: () => Promise<void> } => ({ from, run: async () => { ran.push(from) } })
  await claimDirectory(work.path, identity, [step(1), step(2)], 3)
  assert.deepEqual(ran, [1, 2])
  assert.equal((JSON.parse(readFileSync(join(work.path, 'store.json'), 'utf8')) as { format: number }).format, 3)
  writeFileSync(join(work.path, 'store.json'), JSON.stringify({ format: 1, ...identity }))
  await assert.rejects(claimDirectory(work.path, identity, [step(2)], 3), FormatVersionError)
})

test('a directory that cannot be made is a configuration error', async t => {
  const work = await temporaryDirectory('file')
  t.after(work.remove)
  writeFileSync(join(work.path, 'file'), '')
  await assert.rejects(ClassicStore.open(join(work.path, 'file', 'store'), SMALL_STORE), ConfigError)
})

test('a store of format 1 is opened and read', async t => {
  const work = await temporaryDirectory('format-1')
  t.after(work.remove)
  const golden = fileURLToPath(new URL('../../../../test/fixtures/format-1', import.meta.url))
  mkdirSync(work.path, { recursive: true })
  cpSync(golden, work.path, { recursive: true })
  const store = await ClassicStore.open(work.path, SMALL_STORE)
  assert.deepEqual(store.opening, { clean: true, lostBatches: false })
  assert.deepEqual(await missingOf(store, Array.from({ length: 20 }, (_, n) => n)), [])
  await store.close()
})

test('a store of format 2 is opened with its records and trees', async t => {
  const work = await temporaryDirectory('format-2')
  t.after(work.remove)
  const golden = fileURLToPath(new URL('../../../../test/fixtures/format-2', import.meta.url))
  cpSync(golden, work.path, { recursive: true })
  const store = await ClassicStore.open(work.path, SMALL_STORE)
  const records = await RecordStore.open({ store, clock: { realtime: () => 1_700_000_000_000 }, random: length => new Uint8Array(length) }, { partitions: 8 })
  assert.deepEqual(await treeProblems(store, records.indexes), [])
  const { trees } = records.indexes
  assert.equal(trees.partitions().reduce((sum, partition) => sum + trees.countOf(partition), 0), 30)
  // The hash of a partition is on the wire: it must never become another.
  assert.equal(Buffer.from(trees.root(0).hash).toString('hex'), readFileSync(join(golden, 'root-0'), 'utf8').trim())
  assert.deepEqual(await records.read({ bucket: 'default', key: Uint8Array.of(1) }).then(record => record?.siblings[0]?.value), Uint8Array.of(1, 1))
  await records.close()
  await store.close()
})

test('a store of format 3 is opened with its large values', async t => {
  const work = await temporaryDirectory('format-3')
  t.after(work.remove)
  cpSync(fileURLToPath(new URL('../../../../test/fixtures/format-3', import.meta.url)), work.path, { recursive: true })
  const store = await ClassicStore.open(work.path, SMALL_STORE)
  assert.deepEqual(store.opening, { clean: true, lostBatches: false })
  assert.equal(readdirSync(join(work.path, 'values')).length, 4)
  assert.deepEqual(await missingOf(store, [0, 30, 38]), [])
  assert.equal(await slotsLost(store, [0, 30, 38]), 0)
  await store.close()
})

test('what was acknowledged and is gone with the database is reported', async t => {
  const work = await temporaryDirectory('gone')
  t.after(work.remove)
  const store = await ClassicStore.open(work.path, SMALL_STORE)
  await store.batch([op], 'synced')
  await store.close()
  rmSync(join(work.path, 'db'), { recursive: true })
  const again = await ClassicStore.open(work.path, SMALL_STORE)
  assert.equal(again.opening.lostBatches, true)
  await again.close()
})

test('too little free space is reported in health, and nothing is refused by the store itself', async t => {
  const work = await temporaryDirectory('space')
  t.after(work.remove)
  const store = await ClassicStore.open(work.path, { ...SMALL_STORE, diskSpace: { freeBytesMin: Number.MAX_SAFE_INTEGER, freeShareMin: 0 } })
  assert.match(store.health().clientWritesRefused ?? '', /free some space/)
  await store.batch([{ type: 'del', key: op.key }], 'synced')
  await store.close()
})

test('new writes are refused below the greater of the two limits', () => {
  const limits = { freeBytesMin: 100, freeShareMin: 0.05 }
  assert.equal(refusalOfClientWrites({ freeBytes: 100, totalBytes: 1_000 }, limits), undefined)
  assert.match(refusalOfClientWrites({ freeBytes: 99, totalBytes: 1_000 }, limits) ?? '', /99 of 1000/)
  assert.notEqual(refusalOfClientWrites({ freeBytes: 499, totalBytes: 10_000 }, limits), undefined)
})

test('a lone batch is written in its turn of the event loop, what comes meanwhile shares the next write, and a full queue refuses', async () => {
  const writes: Array<{ ops: number, durability: string, done: () => void }> = []
  const writer = new GroupWriter({
    write: async (ops, durability) => { await new Promise<void>(resolve => { writes.push({ ops: ops.length, durability, done: resolve }) }) },
    onFailure: () => {},
  }, { ...GROUP_WRITER_LIMITS, queueOpsMax: 3 })
  const first = writer.submit([op], 'buffered')
  await turn()
  assert.equal(writes.length, 1)
  const rest = [writer.submit([op], 'buffered'), writer.submit([op, op], 'synced')]
  await assert.rejects(writer.submit([op], 'synced'), (error: Error) => error instanceof OverloadedError && error.what === 'queueOpsMax')
  writes[0]?.done()
  await first
  await turn()
  assert.deepEqual(writes.map(({ ops, durability }) => [ops, durability]), [[1, 'buffered'], [3, 'synced']])
  writes[1]?.done()
  await Promise.all(rest)
  await writer.drain()
})

test('a refused batch is told of before anything else can be submitted', async () => {
  const writer = new GroupWriter({ write: async () => {}, onFailure: () => {} }, { ...GROUP_WRITER_LIMITS, queueOpsMax: 1 })
  const first = writer.submit([op], 'buffered')
  let refused = 0
  const second = writer.submit([op], 'buffered', undefined, () => { refused++ })
  assert.equal(refused, 1)
  await assert.rejects(second, OverloadedError)
  await first
})

test('an empty batch is not refused however full the queue is, and is done when what was before it is', async () => {
  const done: string[] = []
  const writer = new GroupWriter({ write: async () => {}, onFailure: () => {} }, { ...GROUP_WRITER_LIMITS, queueOpsMax: 1 })
  const first = writer.submit([op, op], 'buffered').then(() => { done.push('first') })
  await writer.submit([], 'buffered').then(() => { done.push('nothing') })
  await first
  assert.deepEqual(done, ['first', 'nothing'])
})

test('a group is synced when one of its batches is to be, and has the operations of all, in order', async () => {
  const written: Array<[number, string]> = []
  const writer = new GroupWriter({ write: async (ops, durability) => { written.push([ops.length, durability]) }, onFailure: () => {} }, GROUP_WRITER_LIMITS)
  for (const durabilities of [['buffered', 'synced', 'buffered'], ['synced', 'buffered'], ['buffered', 'buffered']] as const) {
    await Promise.all(durabilities.map(async durability => { await writer.submit([op, op], durability) }))
  }
  assert.deepEqual(written, [[6, 'synced'], [4, 'synced'], [4, 'buffered']])
})

test('a batch that is out of step waits for the reads under way, once, and shares the group of those who read', async () => {
  const writes: number[] = []
  let written = Promise.withResolvers<void>()
  let reads: PromiseWithResolvers<void> | undefined
  let asked = 0
  const writer = new GroupWriter({
    write: async ops => { writes.push(ops.length); await written.promise },
    moreSoon: () => { asked++; return reads?.promise },
    onFailure: () => {},
  }, GROUP_WRITER_LIMITS)
  const group = Array.from({ length: 4 }, () => writer.submit([op], 'synced'))
  await turn()
  const straggler = writer.submit([op], 'synced')
  assert.equal(asked, 0)
  reads = Promise.withResolvers()
  const first = written
  written = Promise.withResolvers()
  first.resolve()
  await Promise.all(group)
  await turn()
  await turn()
  assert.deepEqual(writes, [4])
  const others = Array.from({ length: 3 }, () => writer.submit([op], 'synced'))
  reads.resolve()
  written.resolve()
  await Promise.all([straggler, ...others])
  assert.deepEqual(writes, [4, 4])
  // Nothing is read: what is alone is written as it is.
  reads = undefined
  await writer.submit([op], 'synced')
  await writer.drain()
  assert.deepEqual(writes, [4, 4, 1])
})

test('CRC-32C and Snappy agree with their published vectors', () => {
  assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283)
  assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa)
  // Ten bytes: the literal "ab", then a copy of eight from two back.
  assert.equal(Buffer.from(uncompressSnappy(Uint8Array.of(10, 1 << 2, 97, 98, (4 << 2) | 1, 2))).toString(), 'ababababab')
  assert.throws(() => uncompressSnappy(Uint8Array.of(10, 1 << 2, 97, 98)), /too short/)
})

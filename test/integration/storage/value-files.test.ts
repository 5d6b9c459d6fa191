import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { cpSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { CorruptRecordError, OverloadedError, StoreFencedError } from '../../../protocols/errors.js'
import { ClassicStore, type ClassicStoreOptions } from '../../../storage/classic.js'
import { Level } from '../../../storage/classic/level.js'
import { isReference, nameOf } from '../../../storage/classic/value-file.js'
import { VALUE_FILE_BYTES_MIN, ValueFiles } from '../../../storage/classic/value-files.js'
import type { StoreOp } from '../../../storage/store.js'
import { SMALL_STORE } from '../../fixtures/faults/numbered-records.js'
import { key, large, LARGE_BYTES, put } from '../../fixtures/large-values.js'
import { until } from '../../fixtures/network.js'
import { patch } from '../../fixtures/patch.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'


interface Opened { readonly store: ClassicStore, readonly directory: string, readonly files: () => string[] }

async function opened (t: TestContext, options: Partial<ClassicStoreOptions> = {}): Promise<Opened> {
  const work = await temporaryDirectory('values')
  const directory = join(work.path, 'store')
  const store = await ClassicStore.open(directory, { ...SMALL_STORE, valueFileBytesMin: LARGE_BYTES, ...options })
  t.after(async () => { await store.close(); await work.remove() })
  return { store, directory, files: () => readdirSync(join(directory, 'values')) }
}

/** As a killed process leaves it. */
async function crashed (t: TestContext, { directory }: Opened, change: (copy: string) => void = () => {}): Promise<Opened> {
  const copy = `${directory}-crashed`
  cpSync(directory, copy, { recursive: true })
  change(copy)
  const store = await ClassicStore.open(copy, { ...SMALL_STORE, valueFileBytesMin: LARGE_BYTES })
  t.after(async () => { await store.close() })
  return { store, directory: copy, files: () => readdirSync(join(copy, 'values')) }
}

test('a value has a file from valueFileBytesMin on, 256 KiB by default', async t => {
  const { store, files } = await opened(t)
  await store.batch([put('small', large(1, LARGE_BYTES - 1)), put('large', large(2))], 'buffered')
  assert.equal(files().length, 1)
  assert.deepEqual(await store.get(key('small')), large(1, LARGE_BYTES - 1))
  assert.deepEqual(await store.get(key('large')), large(2))
  assert.equal(VALUE_FILE_BYTES_MIN, 262_144)
})

test('what replaces a value deletes its file: another large one, a small one, a deletion', async t => {
  const { store, files } = await opened(t)
  await store.batch(['a', 'b', 'c', 'd'].map(name => put(name, large(1))), 'synced')
  const [before] = [files()]
  await store.batch([put('a', large(2)), put('b', large(3, 1)), { type: 'del', key: key('c') }], 'buffered')
  await until(() => files().length === 2)
  assert.deepEqual(await Promise.all(['a', 'b', 'c', 'd'].map(name => store.get(key(name)))), [large(2), large(3, 1), undefined, large(1)])
  assert.equal(files().filter(name => before.includes(name)).length, 1)
})

test('of several values of a key in one group only the last keeps its file', async t => {
  const { store, files } = await opened(t)
  await Promise.all([
    store.batch([put('a', large(1)), put('a', large(2)), { type: 'del', key: key('b') }, put('b', large(3))], 'buffered'),
    store.batch([put('a', large(4)), { type: 'del', key: key('b') }], 'buffered'),
  ])
  await until(() => files().length === 1)
  assert.deepEqual(await store.get(key('a')), large(4))
  assert.equal(await store.get(key('b')), undefined)
})

test('a small value that looks like a reference is given back as it is', async t => {
  const { store, directory, files } = await opened(t)
  await store.batch([put('large', large(1))], 'synced')
  await store.close()
  const level = new Level(join(directory, 'db'), { cacheSize: 0, writeBufferSize: 65_536, maxOpenFiles: 64 })
  await level.open()
  const reference = new Uint8Array(await level.get(key('large')) ?? [])
  await level.close()
  assert.ok(isReference(reference))
  const again = await ClassicStore.open(directory, { ...SMALL_STORE, valueFileBytesMin: LARGE_BYTES })
  const beginning = reference.slice(0, 4)
  await again.batch([put('forged', reference), put('begins', beginning)], 'synced')
  assert.deepEqual(await again.get(key('forged')), reference)
  assert.deepEqual(await again.get(key('begins')), beginning)
  assert.equal(files().length, 3)
  await again.close()
})

test('a scan reads what its moment holds though it is replaced meanwhile, and the files go when it has ended', async t => {
  const { store, files } = await opened(t)
  const names = Array.from({ length: 20 }, (_, i) => `s/${String(i).padStart(2, '0')}`)
  await store.batch(names.map(name => put(name, large(1))), 'synced')
  const scan = store.scan({ gte: key('s/'), lt: key('s0') })
  const values: Uint8Array[] = []
  for await (const { value } of scan) {
    if (values.length === 0) {
      await store.batch(names.map(name => put(name, large(2))), 'synced')
      // A scan that began later does not need them.
      for await (const entry of store.scan({ gte: key('s/'), lt: key('s0'), limit: 1 })) assert.deepEqual(entry.value, large(2))
      // Long enough for what is not held back to be deleted.
      await new Promise(resolve => { setTimeout(resolve, 100) })
    }
    values.push(value)
  }
  assert.deepEqual(values, names.map(() => large(1)))
  await until(() => files().length === names.length)
})

test('a file that is gone or cut short is a corrupt record, for a get alone; a scan goes on; another put mends it', async t => {
  const { store, directory, files } = await opened(t)
  await store.batch([put('a', large(1))], 'synced')
  rmSync(join(directory, 'values', files()[0] ?? ''))
  await store.batch([put('b', large(2))], 'synced')
  truncateSync(join(directory, 'values', files()[0] ?? ''), LARGE_BYTES)
  await store.batch([put('c', large(3))], 'synced')
  const values = await Promise.allSettled(['a', 'b', 'c'].map(name => store.get(key(name))))
  assert.deepEqual(values.map(value => value.status), ['rejected', 'rejected', 'fulfilled'])
  await assert.rejects(store.get(key('a')), (error: Error) => error instanceof CorruptRecordError && /missing or damaged/.test(error.message))
  const scanned: Array<[string, number]> = []
  for await (const { key: name, value } of store.scan({ gte: key('a'), lt: key('d') })) scanned.push([Buffer.from(name).toString(), value.length])
  assert.deepEqual(scanned.map(([name]) => name), ['a', 'b', 'c'])
  assert.equal(scanned[2]?.[1], LARGE_BYTES)
  await store.batch([put('a', large(4))], 'synced')
  assert.deepEqual(await store.get(key('a')), large(4))
})

test('a get follows what has replaced the value while it read', async t => {
  const work = await temporaryDirectory('follow')
  t.after(work.remove)
  const files = await ValueFiles.open(work.path, LARGE_BYTES)
  t.after(async () => { await files.close() })
  const referenceOf = async (value: Uint8Array): Promise<Uint8Array> => {
    const detached = files.detach([put('a', value)])
    await detached?.write()
    const [op] = detached?.ops ?? []
    assert.ok(op?.type === 'put')
    return op.value
  }
  const [old, next] = [await referenceOf(large(1)), await referenceOf(large(2))]
  rmSync(join(work.path, nameOf(old)))
  const level = (now: Uint8Array | undefined): Level => ({ get: async () => now }) as unknown as Level
  assert.deepEqual(await files.follow(level(next), key('a'), old), large(2))
  assert.deepEqual(await files.follow(level(Uint8Array.of(7)), key('a'), old), Uint8Array.of(7))
  assert.equal(await files.follow(level(undefined), key('a'), old), undefined)
  await assert.rejects(files.follow(level(old), key('a'), old), CorruptRecordError)
})

test('after a crash the files that nothing refers to are deleted, and no other', async t => {
  const before = await opened(t)
  await before.store.batch([put('a', large(1)), put('b', large(2))], 'synced')
  const kept = before.files()
  const after = await crashed(t, before, copy => {
    const values = join(copy, 'values')
    // Written whole, and its batch was not; cut in its key; empty; and of somebody else.
    cpSync(join(values, kept[0] ?? ''), join(values, '0'.repeat(32)))
    writeFileSync(join(values, '1'.repeat(32)), Buffer.from([0x70, 0x32, 0x76, 0x66, 9, 0, 0, 0, 97]))
    writeFileSync(join(values, '2'.repeat(32)), '')
    writeFileSync(join(values, 'notes.txt'), 'not of this store')
  })
  await until(() => after.files().length === 3)
  assert.deepEqual(after.files().sort(), [...kept, 'notes.txt'].sort())
  assert.deepEqual(await after.store.get(key('a')), large(1))
  assert.deepEqual(await after.store.get(key('b')), large(2))
  // What was there before this run is replaced as well.
  await after.store.batch([{ type: 'del', key: key('a') }], 'synced')
  await until(() => after.files().length === 2)
})

test('after a loss files are kept: they may be all that is left', async t => {
  const before = await opened(t)
  await before.store.batch([put('a', large(1))], 'synced')
  const after = await crashed(t, before, copy => { rmSync(join(copy, 'db'), { recursive: true }) })
  assert.equal(after.store.opening.lostBatches, true)
  await after.store.close()
  assert.equal(after.files().length, 1)
})

test('a failed write leaves the value as it was, and its file is deleted once the store has opened again', async t => {
  const { store, files } = await opened(t, { reopenDelayMsMin: 1 })
  // The store's own timers do not keep a process alive.
  const alive = setInterval(() => {}, 60_000)
  t.after(() => { clearInterval(alive) })
  await store.batch([put('a', large(1))], 'synced')
  const { promise: open, resolve } = Promise.withResolvers<void>()
  store.onStateChange(({ state }) => { if (state === 'open') resolve() })
  const restore = patch(Level.prototype, 'writeOps', { value: () => Promise.reject(new Error('planted')) })
  const [failed, refused] = [store.batch([put('a', large(2))], 'synced'), new Promise<void>(resolve => { setImmediate(resolve) }).then(() => store.batch([put('b', large(3))], 'synced'))]
  await assert.rejects(failed, (error: unknown) => error instanceof StoreFencedError && error.outcome === 'unknown')
  restore()
  await assert.rejects(refused, (error: unknown) => error instanceof StoreFencedError && error.outcome === 'none')
  assert.deepEqual(await store.get(key('a')), large(1))
  await open
  await until(() => files().length === 1)
  assert.deepEqual(await store.get(key('a')), large(1))
  assert.equal(await store.get(key('b')), undefined)
})

/** A level that holds `found`, takes every write, and fails those that `fails` says. */
function fakeLevel (found: Map<string, Uint8Array>, { fails = () => false, read = async () => {} }: { fails?: () => boolean, read?: () => Promise<void> } = {}): Level {
  return {
    status: 'open',
    readMany: async (keys: Uint8Array[]) => { await read(); return keys.map(name => found.get(Buffer.from(name).toString())) },
    writeOps: async () => { if (fails()) throw new Error('planted') },
  } as unknown as Level
}

const throwing = (error: unknown): void => { throw error }
const fenced = (outcome: 'none' | 'unknown'): Promise<void> => Promise.reject(new StoreFencedError('planted', { outcome }))

test('a sweep leaves the files of a batch that is under way, or that may be there when the database is opened again', async t => {
  const work = await temporaryDirectory('sweep')
  t.after(work.remove)
  const files = await ValueFiles.open(work.path, LARGE_BYTES)
  const found = new Map<string, Uint8Array>()
  const level = fakeLevel(found, { fails: () => true })
  const swept = async (): Promise<number> => {
    writeFileSync(join(work.path, '0'.repeat(32)), '')
    files.sweep(level, throwing)
    await until(() => !readdirSync(work.path).some(name => ['0'.repeat(32), 'unswept'].includes(name)))
    return readdirSync(work.path).length
  }
  const [written, unknown, none, kept] = ['written', 'unknown', 'none', 'not given'].map(name => files.detach([put(name, large(1))]))
  assert.ok(written !== undefined && unknown !== undefined && none !== undefined && kept !== undefined)
  for (const batch of [written, unknown, none, kept]) await batch.write()
  assert.equal(await swept(), 4)
  const [op] = written.ops
  if (op?.type === 'put') found.set('written', op.value)
  await files.settle(written, Promise.resolve())
  await assert.rejects(files.settle(none, fenced('none')))
  // The database never saw its reference, so it cannot come back either.
  await assert.rejects(files.settle(kept, fenced('unknown')))
  await until(() => readdirSync(work.path).length === 2)
  await assert.rejects(files.writeOps(level, unknown.ops, true))
  await assert.rejects(files.settle(unknown, fenced('unknown')))
  assert.equal(await swept(), 2)
  // Now the database has been opened again, without it.
  files.sweepUnknown(level, throwing)
  await until(() => readdirSync(work.path).length === 1)
  await files.close()
  assert.equal(readdirSync(work.path).length, 1)
})

test('a sweep that is under way when a write fails leaves the files of that write', async t => {
  const work = await temporaryDirectory('under-way')
  t.after(work.remove)
  const files = await ValueFiles.open(work.path, LARGE_BYTES)
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const slow = fakeLevel(new Map(), { read: () => released })
  writeFileSync(join(work.path, '0'.repeat(32)), Buffer.from([0x70, 0x32, 0x76, 0x66, 1, 0, 0, 0, 97]))
  // Directories have no order that a test could choose: some of so many come after the file at which the sweep waits.
  const batch = files.detach(Array.from({ length: 40 }, (_, i) => put(`${i}`, large(1))))
  assert.ok(batch !== undefined)
  await batch.write()
  files.sweep(slow, throwing)
  await assert.rejects(files.writeOps(fakeLevel(new Map(), { fails: () => true }), batch.ops, true))
  await assert.rejects(files.settle(batch, fenced('unknown')))
  release()
  await until(() => !readdirSync(work.path).includes('0'.repeat(32)))
  await files.close()
  assert.equal(readdirSync(work.path).filter(name => name !== 'unswept').length, 40)
})

test('a file that cannot be looked at keeps no other, and the next start looks again', async t => {
  const before = await opened(t)
  await before.store.batch([put('a', large(1))], 'synced')
  const events: string[] = []
  const { readMany } = Level.prototype
  const restore = patch(Level.prototype, 'readMany', {
    async value (this: Level, keys: readonly Uint8Array[]) {
      if (keys.some(([byte]) => byte === 50)) throw new Error('a bad block')
      return await readMany.call(this, keys)
    },
  })
  const copy = `${before.directory}-crashed`
  cpSync(before.directory, copy, { recursive: true })
  for (let n = 0; n < 100; n++) writeFileSync(join(copy, 'values', n.toString(16).padStart(32, '0')), Buffer.from([0x70, 0x32, 0x76, 0x66, 1, 0, 0, 0, n]))
  const bad = await ClassicStore.open(copy, { ...SMALL_STORE, valueFileBytesMin: LARGE_BYTES, onEvent: message => { events.push(message) } })
  await until(() => events.some(event => /could not be looked at \(a bad block\): the next start tries again/.test(event)))
  await bad.close()
  restore()
  assert.deepEqual(readdirSync(join(copy, 'values')).length, 3)
  // The run ended in order, and yet.
  const again = await ClassicStore.open(copy, { ...SMALL_STORE, valueFileBytesMin: LARGE_BYTES })
  assert.equal(again.opening.clean, true)
  await until(() => readdirSync(join(copy, 'values')).length === 1)
  await again.close()
})

test('files of a crash are found though the next run ends before its sweep does', async t => {
  const before = await opened(t)
  await before.store.batch([put('a', large(1))], 'synced')
  const copy = `${before.directory}-crashed`
  cpSync(before.directory, copy, { recursive: true })
  for (let n = 0; n < 300; n++) writeFileSync(join(copy, 'values', n.toString(16).padStart(32, '0')), '')
  await (await ClassicStore.open(copy, { ...SMALL_STORE, valueFileBytesMin: LARGE_BYTES })).close()
  const again = await ClassicStore.open(copy, { ...SMALL_STORE, valueFileBytesMin: LARGE_BYTES })
  await until(() => readdirSync(join(copy, 'values')).length === 1)
  await again.close()
})

test('what makes or replaces a reference is synced, though its caller did not ask for it', async t => {
  const { store } = await opened(t)
  const { writeOps } = Level.prototype
  const syncs: boolean[] = []
  t.after(patch(Level.prototype, 'writeOps', {
    async value (this: Level, ops: readonly StoreOp[], sync: boolean) {
      syncs.push(sync)
      await writeOps.call(this, ops, sync)
    },
  }))
  await store.batch([put('a', large(1))], 'buffered')
  await store.batch([put('b', large(1, 1))], 'buffered')
  await store.batch([put('a', large(2, 1))], 'buffered')
  await store.batch([put('a', large(3, 1))], 'buffered')
  assert.deepEqual(syncs, [true, false, true, false])
})

test('large values that wait count as what waits', async t => {
  const { store, files } = await opened(t, { writer: { queueBytesMax: 4 * LARGE_BYTES } })
  const results = await Promise.allSettled(Array.from({ length: 6 }, (_, i) => store.batch([put(`q/${i}`, large(i))], 'synced')))
  const refused = results.filter(result => result.status === 'rejected')
  assert.ok(refused.length === 3 && refused.every(({ reason }) => reason instanceof OverloadedError && reason.what === 'queueBytesMax'))
  assert.equal(files().length, 3)
})

test('at most two values are written to files at one time', async t => {
  const work = await temporaryDirectory('writes')
  t.after(work.remove)
  const files = await ValueFiles.open(work.path, LARGE_BYTES)
  t.after(async () => { await files.close() })
  const written = Array.from({ length: 10 }, async (_, i) => { await files.detach([put(`w/${i}`, large(i, 2 ** 20))])?.write() })
  let most = 0
  let done = false
  void Promise.all(written).then(() => { done = true })
  const sizes = (): number => readdirSync(work.path).length
  // Those that are begun are there, and of those only two are not finished.
  let finished = 0
  for (const each of written) void each.then(() => { finished++ })
  while (!done) {
    most = Math.max(most, sizes() - finished)
    await new Promise(resolve => { setImmediate(resolve) })
  }
  assert.ok(most > 0 && most <= 3, `${most} files were open at one time`)
})

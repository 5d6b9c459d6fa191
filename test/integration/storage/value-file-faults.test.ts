/** Files of large values on disks that fail, under records that must be mended, and in stores that close or open again. */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { open as openFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { CorruptRecordError, NotReadyError, StoreFencedError } from '../../../protocols/errors.js'
import { ClassicStore, type ClassicStoreOptions } from '../../../storage/classic.js'
import { Level } from '../../../storage/classic/level.js'
import { ValueFiles } from '../../../storage/classic/value-files.js'
import { RecordStore } from '../../../storage/record-store.js'
import type { StoreOp } from '../../../storage/store.js'
import { mountSmallDisk } from '../../fixtures/faults/disk-faults.js'
import { SMALL_STORE } from '../../fixtures/faults/numbered-records.js'
import { key, large, LARGE_BYTES, put } from '../../fixtures/large-values.js'
import { until } from '../../fixtures/network.js'
import { patch } from '../../fixtures/patch.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

const OPTIONS: ClassicStoreOptions = { ...SMALL_STORE, valueFileBytesMin: LARGE_BYTES, reopenDelayMsMin: 1, reopenDelayMsMax: 2 }
const turn = (): Promise<void> => new Promise(resolve => { setTimeout(resolve, 2) })

/** The store's own timers do not keep a process alive. */
function keepAlive (t: TestContext): void {
  const timer = setInterval(() => {}, 60_000)
  t.after(() => { clearInterval(timer) })
}

async function opened (t: TestContext, more: Partial<ClassicStoreOptions> = {}): Promise<{ store: ClassicStore, directory: string, files: () => string[] }> {
  const work = await temporaryDirectory('value-faults')
  const directory = join(work.path, 'store')
  const store = await ClassicStore.open(directory, { ...OPTIONS, ...more })
  t.after(async () => { await store.close(); await work.remove() })
  keepAlive(t)
  return { store, directory, files: () => readdirSync(join(directory, 'values')) }
}

/** Settles when the store has opened itself again. */
function reopened (store: ClassicStore): Promise<void> {
  return new Promise(resolve => { store.onStateChange(({ state }) => { if (state === 'open') resolve() }) })
}

/** What every file that Node opens inherits from. */
async function handles (): Promise<FileHandle> {
  const handle = await openFile(process.execPath)
  await handle.close()
  return Object.getPrototypeOf(handle) as FileHandle
}

const failing = (message: string, code: string): Error => Object.assign(new Error(message), { code })

async function scanned (store: ClassicStore): Promise<string[]> {
  const keys: string[] = []
  for await (const entry of store.scan({ gte: key('a'), lt: key('z') })) keys.push(`${Buffer.from(entry.key).toString()} ${entry.value.length}`)
  return keys
}

test('a record whose file is gone is no answer, and a merge or a write mends it, beside others', async t => {
  const { store, directory, files } = await opened(t)
  const open = (store: ClassicStore): Promise<RecordStore> => RecordStore.open({ store, clock: { realtime: () => 1_700_000_000_000 }, random: length => new Uint8Array(length).fill(7) }, { partitions: 8 })
  const at = (n: number): { bucket: string, key: Uint8Array } => ({ bucket: 'default', key: Uint8Array.of(n) })
  const before = await open(store)
  const { record, committed } = await before.write(at(1), { value: large(1, 5_000), policy: 'siblings' }, 'synced')
  await committed
  await (await before.write(at(2), { value: large(2, 5_000), policy: 'siblings' }, 'synced')).committed
  await before.close()
  await store.close()
  for (const name of files()) rmSync(join(directory, 'values', name))
  const again = await ClassicStore.open(directory, OPTIONS)
  const records = await open(again)
  await assert.rejects(records.read(at(1)), CorruptRecordError)
  await (await records.merge(at(1), record, 'synced')).committed
  assert.deepEqual((await records.read(at(1)))?.siblings[0]?.value, large(1, 5_000))
  await (await records.write(at(2), { value: large(3, 5_000), policy: 'siblings' }, 'synced')).committed
  assert.deepEqual((await records.read(at(2)))?.siblings.map(({ value }) => value), [large(3, 5_000)])
  await records.close()
  await again.close()
})

test('a reference of which a bit has changed is a corrupt record, and a scan goes on', async t => {
  const { store, directory } = await opened(t)
  await store.batch([put('a', large(1)), put('b', large(2))], 'synced')
  await store.close()
  const level = new Level(join(directory, 'db'), { cacheSize: 0, writeBufferSize: 65_536, maxOpenFiles: 64 })
  await level.open()
  const reference = new Uint8Array(await level.get(key('a')) ?? [])
  for (const [at, bit] of [[23, 0x80], [22, 1], [20, 1], [10, 4]] as const) {
    const changed = reference.slice()
    changed[at] = (changed[at] as number) ^ bit
    await level.writeOps([{ type: 'put', key: key(`a${at}`), value: changed }], true)
  }
  await level.close()
  const again = await ClassicStore.open(directory, OPTIONS)
  for (const at of [23, 22, 20, 10]) await assert.rejects(again.get(key(`a${at}`)), CorruptRecordError)
  assert.deepEqual(await scanned(again), ['a 1000', 'a10 24', 'a20 24', 'a22 24', 'a23 24', 'b 1000'])
  await again.close()
})

test('a file that the disk cannot read is a corrupt record, and a scan goes on', async t => {
  const { store, directory, files } = await opened(t)
  await store.batch([put('a', large(1))], 'synced')
  const bad = statSync(join(directory, 'values', files()[0] ?? '')).ino
  await store.batch([put('b', large(2))], 'synced')
  const prototype = await handles()
  const { read } = prototype
  t.after(patch(prototype, 'read', {
    async value (this: FileHandle, ...words: unknown[]) {
      if ((await this.stat()).ino === bad) throw failing('EIO: i/o error, read', 'EIO')
      return await (read as (...words: unknown[]) => Promise<unknown>).apply(this, words)
    },
  }))
  await assert.rejects(store.get(key('a')), CorruptRecordError)
  assert.deepEqual(await scanned(store), ['a 24', 'b 1000'])
})

test('at most 64 values are read from files at one time', async t => {
  const { store } = await opened(t)
  const names = Array.from({ length: 200 }, (_, i) => `k${i}`)
  await store.batch(names.map(name => put(name, large(1))), 'synced')
  const prototype = await handles()
  const { read } = prototype
  let now = 0
  let most = 0
  // Nobody reads on before 64 are reading, and then one a turn: those that the limit keeps out have time to come.
  const full = Promise.withResolvers<void>()
  // A lower limit fails below, rather than wait for ever.
  const late = setTimeout(full.resolve, 10_000)
  let last: Promise<void> = full.promise
  t.after(patch(prototype, 'read', {
    async value (this: FileHandle, ...words: unknown[]) {
      most = Math.max(most, ++now)
      if (now === 64) full.resolve()
      await (last = last.then(turn))
      now--
      return await (read as (...words: unknown[]) => Promise<unknown>).apply(this, words)
    },
  }))
  await Promise.all(names.map(name => store.get(key(name))))
  clearTimeout(late)
  assert.equal(most, 64)
})

test('a scan that is under way when the store is closed fails, and gives no references for values', async t => {
  const { store } = await opened(t)
  const names = Array.from({ length: 20 }, (_, i) => `s${String(i).padStart(2, '0')}`)
  await store.batch(names.map(name => put(name, large(1))), 'synced')
  const lengths = new Set<number>()
  await assert.rejects(async () => {
    for await (const { value } of store.scan({ gte: key('s'), lt: key('t') })) {
      if (lengths.size === 0) {
        await store.batch(names.map(name => ({ type: 'del', key: key(name) })), 'synced')
        await store.close()
      }
      lengths.add(value.length)
    }
  }, (error: unknown) => error instanceof NotReadyError || error instanceof StoreFencedError)
  assert.deepEqual([...lengths], [LARGE_BYTES])
})

test('a get that meets a reopening gives what is stored then', async t => {
  const { store, files } = await opened(t)
  await store.batch([put('a', large(1))], 'synced')
  const { read } = ValueFiles.prototype
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  let reading = false
  const restoreRead = patch(ValueFiles.prototype, 'read', {
    async value (this: ValueFiles, name: Uint8Array, reference: Uint8Array) {
      reading = true
      await held
      return await read.call(this, name, reference)
    },
  })
  const got = store.get(key('a'))
  await until(() => reading)
  restoreRead()
  // Stored, though it failed.
  const { writeOps } = Level.prototype
  const restore = patch(Level.prototype, 'writeOps', { async value (this: Level, ops: readonly StoreOp[]) { await writeOps.call(this, ops, true); throw new Error('planted') } })
  const open = reopened(store)
  await assert.rejects(store.batch([put('a', large(2))], 'synced'))
  restore()
  await open
  await store.batch([put('a', large(3))], 'synced')
  await until(() => files().length === 1)
  release()
  assert.deepEqual(await got, large(3))
})

test('reads that meet a reopening wait for it, whenever they were asked for', async t => {
  const { store } = await opened(t)
  await store.batch([put('a', large(1, 10)), put('b', large(1))], 'synced')
  for (let round = 0; round < 10; round++) {
    const restore = patch(Level.prototype, 'writeOps', { async value () { throw new Error('planted') } })
    let isOpen = false
    const open = reopened(store).then(() => { isOpen = true })
    await assert.rejects(store.batch([put('c', large(2, 10))], 'synced'))
    restore()
    const reading = async (...names: string[]): Promise<void> => {
      while (!isOpen) for (const value of await Promise.all(names.map(name => store.get(key(name))))) assert.equal(value?.[0], 1)
    }
    await Promise.all([open, reading('a', 'b'), reading('a')])
  }
})

test('the files of a write that met a full disk are given back, and the store opens again', async t => {
  const work = await temporaryDirectory('full')
  const disk = join(work.path, 'disk')
  const unmount = mountSmallDisk(disk, 48 * 2 ** 20)
  if (typeof unmount === 'string') { await work.remove(); t.skip(unmount); return }
  t.after(async () => { unmount(); await work.remove() })
  keepAlive(t)
  const store = await ClassicStore.open(join(disk, 'store'), { ...OPTIONS, reserveBytes: 12 * 2 ** 20 })
  await store.batch([put('a', large(1))], 'synced')
  const open = reopened(store)
  const results = await Promise.allSettled(Array.from({ length: 60 }, (_, i) => store.batch([put(`q/${i}`, large(i, 2 ** 20))], 'synced')))
  assert.ok(results.some(({ status }) => status === 'rejected'))
  await open
  assert.deepEqual(await store.get(key('a')), large(1))
  await store.close()
})

test('values of refused batches are not written any more, and closing waits for the files that are', async t => {
  const { store, files } = await opened(t)
  await store.batch([put('a', large(1))], 'synced')
  const prototype = await handles()
  const { datasync } = prototype
  const { promise: slow, resolve: go } = Promise.withResolvers<void>()
  let calls = 0
  const restore = patch(prototype, 'datasync', {
    async value (this: FileHandle) {
      // The first fails while the second goes on; all others wait for their turn.
      if (calls++ === 0) throw failing('EIO: i/o error, fdatasync', 'EIO')
      await slow
      await datasync.call(this)
    },
  })
  const open = reopened(store)
  await assert.rejects(store.batch(Array.from({ length: 6 }, (_, i) => put(`b${i}`, large(i))), 'synced'), StoreFencedError)
  await open
  let isClosed = false
  const closed = store.close().then(() => { isClosed = true })
  await turn()
  assert.equal(isClosed, false)
  go()
  await closed
  restore()
  // The third had its turn before its batch was refused.
  assert.equal(calls, 3)
  assert.equal(files().length, 1)
})

test('a value of which the system takes only a part at a time is written whole', async t => {
  const { store } = await opened(t)
  const prototype = await handles()
  const { writev } = prototype
  t.after(patch(prototype, 'writev', {
    // What came before the cut is longer than the header; the rest is for another call.
    async value (this: FileHandle, parts: Uint8Array[]) { return await writev.call(this, [Buffer.concat(parts).subarray(0, 100)]) },
  }))
  const value = large(1).map((_, index) => index)
  await store.batch([put('a', value)], 'synced')
  assert.deepEqual(await store.get(key('a')), value)
})

test('what a scan holds back is deleted when the store closes', async t => {
  const { store, files } = await opened(t)
  await store.batch([put('a', large(1)), put('b', large(1))], 'synced')
  const scan = store.scan({ gte: key('a'), lt: key('z') })[Symbol.asyncIterator]()
  await scan.next()
  await store.batch([{ type: 'del', key: key('a') }, { type: 'del', key: key('b') }], 'synced')
  assert.equal(files().length, 2)
  await store.close()
  assert.equal(files().length, 0)
})

/** Settles when the next run has deleted what nothing refers to, though this one ended in order. */
async function nextDeletesAll (directory: string, files: () => string[]): Promise<void> {
  assert.notEqual(files().length, 0)
  const again = await ClassicStore.open(directory, OPTIONS)
  assert.equal(again.opening.clean, true)
  await until(() => files().length === 0)
  await again.close()
}

test('the next run deletes the files of a failed write that this one did not come to look at', async t => {
  const { store, directory, files } = await opened(t)
  const prototype = await handles()
  const { read } = prototype
  const { promise: held, resolve: go } = Promise.withResolvers<void>()
  let isReading = false
  t.after(patch(prototype, 'read', {
    async value (this: FileHandle, ...words: unknown[]) {
      isReading = true
      await held
      return await (read as (...words: unknown[]) => Promise<unknown>).apply(this, words)
    },
  }))
  const restore = patch(Level.prototype, 'writeOps', { async value () { throw new Error('planted') } })
  const open = reopened(store)
  await assert.rejects(store.batch([put('a', large(1)), put('b', large(2))], 'synced'))
  restore()
  await open
  await until(() => isReading)
  const closed = store.close()
  await turn()
  go()
  await closed
  await nextDeletesAll(directory, files)
})

test('the next run deletes a file that this one could not', async t => {
  const { store, directory, files } = await opened(t)
  await store.batch([put('a', large(1))], 'synced')
  const path = join(directory, 'values', files()[0] ?? '')
  // What is no file any more is not deleted as one.
  renameSync(path, `${path}-aside`)
  mkdirSync(path)
  await store.batch([{ type: 'del', key: key('a') }], 'synced')
  await store.close()
  rmdirSync(path)
  renameSync(`${path}-aside`, path)
  await nextDeletesAll(directory, files)
})

test('the next run deletes a file whose reference could not be read when it was replaced', async t => {
  const { store, directory, files } = await opened(t)
  await store.batch([put('a', large(1))], 'synced')
  const restore = patch(Level.prototype, 'readMany', { async value () { throw new Error('a bad block') } })
  await store.batch([{ type: 'del', key: key('a') }], 'synced')
  restore()
  await store.close()
  await nextDeletesAll(directory, files)
})

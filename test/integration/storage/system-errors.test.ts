/** What the system refuses for a moment: afterwards the store goes on, or its directory can be opened again. */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { cpSync, existsSync } from 'node:fs'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { ClassicLevel } from 'classic-level'
import { makeDirectory } from '../../../daemon/platform/make-directory.js'
import { StoreLockedError } from '../../../protocols/errors.js'
import { ClassicStore } from '../../../storage/classic.js'
import { ValueFiles } from '../../../storage/classic/value-files.js'
import { SMALL_STORE } from '../../fixtures/faults/numbered-records.js'
import { patch } from '../../fixtures/patch.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

const failure = Object.assign(new Error('Input/output error'), { code: 'EIO' })

/** @returns puts the system's own function back */
function patchSystem (name: 'open' | 'statfs' | 'readFile', value: unknown): () => void {
  const restore = patch(fs, name, { value })
  syncBuiltinESMExports()
  return () => {
    restore()
    syncBuiltinESMExports()
  }
}

test('a write that failed once is no reason to wait for the space of a reserve that is there', async t => {
  const work = await temporaryDirectory('transient')
  t.after(work.remove)
  const { promise: said, resolve } = Promise.withResolvers<string>()
  const store = await ClassicStore.open(work.path, { ...SMALL_STORE, onEvent: message => { if (/is open|still fenced/.test(message)) resolve(message) } })
  const restore = patchSystem('statfs', async () => ({ bavail: 512, blocks: 2 ** 20, bsize: 1_024 }))
  t.after(restore)
  // The store's own timers do not keep a process alive.
  const alive = setInterval(() => {}, 60_000)
  ;(store as unknown as { fence: (error: unknown) => void }).fence(failure)
  assert.equal(await said.finally(() => { clearInterval(alive) }), 'the store is open')
  await store.batch([{ type: 'put', key: Buffer.from('after'), value: Buffer.from('the error') }], 'synced')
  await store.close()
})

test('a store that is opened and closed in order has nothing to warn of', async t => {
  const work = await temporaryDirectory('in-order')
  t.after(work.remove)
  const told: string[] = []
  const store = await ClassicStore.open(work.path, { ...SMALL_STORE, onEvent: message => { told.push(message) } })
  await store.batch([{ type: 'put', key: Buffer.from('k'), value: Buffer.from('v') }], 'synced')
  await store.close()
  assert.deepEqual([told, store.health().state], [[], 'closed'])
})

test('tables and logs with a bad sector do not keep a store from its start: what they held is lost, and is said to be', async t => {
  const work = await temporaryDirectory('sector')
  t.after(work.remove)
  const options = { ...SMALL_STORE, reserveBytes: 0 }
  const source = join(work.path, 'source')
  const put = async (store: ClassicStore, n: number): Promise<void> => { await store.batch([{ type: 'put', key: Uint8Array.of(n), value: Uint8Array.of(n) }], 'synced') }
  const first = await ClassicStore.open(source, options)
  await put(first, 1)
  await first.close()
  // What is in the log becomes a table.
  const second = await ClassicStore.open(source, options)
  await put(second, 2)
  for (const kind of ['.ldb', '.log']) {
    const killed = join(work.path, kind)
    cpSync(source, killed, { recursive: true })
    const { readFile } = fs
    const restore = patchSystem('readFile', async (...[path, ...rest]: Parameters<typeof readFile>) => {
      if (String(path).startsWith(join(killed, 'db')) && String(path).endsWith(kind)) throw failure
      return await readFile(path, ...rest)
    })
    const store = await ClassicStore.open(killed, options).finally(restore)
    assert.equal(store.opening.lostBatches, true)
    if (kind === '.ldb') assert.deepEqual([await store.get(Uint8Array.of(1)), await store.get(Uint8Array.of(2))], [undefined, Uint8Array.of(2)])
    await put(store, 3)
    await store.close()
  }
  await second.close()
})

for (const file of ['CURRENT', 'MANIFEST']) {
  test(`too many open files when ${file} is read is no damage of the database`, async t => {
    const work = await temporaryDirectory('descriptors')
    t.after(work.remove)
    const store = await ClassicStore.open(work.path, SMALL_STORE)
    await store.batch([{ type: 'put', key: Uint8Array.of(1), value: Uint8Array.of(2) }], 'synced')
    await store.close()
    const { readFile } = fs
    const busy = Object.assign(new Error('too many open files'), { code: 'EMFILE' })
    const restore = patchSystem('readFile', async (...[path, ...rest]: Parameters<typeof readFile>) => {
      if (String(path).includes(join(work.path, 'db', file))) throw busy
      return await readFile(path, ...rest)
    })
    await assert.rejects(ClassicStore.open(work.path, SMALL_STORE).finally(restore), busy)
    const again = await ClassicStore.open(work.path, SMALL_STORE)
    assert.deepEqual([again.opening, await again.get(Uint8Array.of(1))], [{ clean: true, lostBatches: false }, Uint8Array.of(2)])
    await again.close()
  })
}

test('a store whose files cannot be closed in order lets go of its directory, and the run has not ended well', async t => {
  const work = await temporaryDirectory('close')
  t.after(work.remove)
  const store = await ClassicStore.open(work.path, SMALL_STORE)
  await store.batch([{ type: 'put', key: Uint8Array.of(1), value: Uint8Array.of(2) }], 'synced')
  const { close } = ValueFiles.prototype
  const restore = patch(ValueFiles.prototype, 'close', { value: async function (this: ValueFiles) { await close.call(this); throw failure } })
  await assert.rejects(store.close(), failure)
  restore()
  const again = await ClassicStore.open(work.path, SMALL_STORE)
  assert.deepEqual(again.opening, { clean: false, lostBatches: false })
  await again.close()
})

test('an opening that fails when the database is open lets go of it', async t => {
  const work = await temporaryDirectory('opening')
  t.after(work.remove)
  const restore = patchSystem('statfs', async () => { throw failure })
  await assert.rejects(ClassicStore.open(work.path, SMALL_STORE), failure)
  restore()
  await (await ClassicStore.open(work.path, SMALL_STORE)).close()
})

test('a lock that cannot be opened is not removed while another has it', async t => {
  const work = await temporaryDirectory('kept-lock')
  t.after(work.remove)
  const store = await ClassicStore.open(work.path, SMALL_STORE)
  const { open } = ClassicLevel.prototype
  let opened = 0
  const restore = patch(ClassicLevel.prototype, 'open', {
    value: async function (this: ClassicLevel) {
      if (opened++ === 0) throw Object.assign(new Error('IO error: LOCK: Too many open files'), { code: 'LEVEL_IO_ERROR' })
      await open.call(this, {})
    },
  })
  t.after(restore)
  await assert.rejects(ClassicStore.open(work.path, SMALL_STORE), StoreLockedError)
  assert.equal(existsSync(join(work.path, 'lock', 'CURRENT')), true)
  await store.close()
})

for (const [what, make] of [
  ['a store', async (path: string) => { await (await ClassicStore.open(path, SMALL_STORE)).close() }],
  ['what is to hold one', makeDirectory],
] as const) {
  test(`the directory of ${what} is on stable storage with all that was made above it`, async t => {
    const work = await temporaryDirectory('parents')
    t.after(work.remove)
    const synced = new Set<string>()
    const { open } = fs
    const restore = patchSystem('open', async (path: string, ...rest: [string]) => {
      const handle = await open(path, ...rest)
      const sync = handle.sync.bind(handle)
      return Object.assign(handle, { sync: async () => { synced.add(path); await sync() } })
    })
    t.after(restore)
    await make(join(work.path, 'a', 'b'))
    assert.deepEqual([synced.has(work.path), synced.has(join(work.path, 'a'))], [true, true])
  })
}

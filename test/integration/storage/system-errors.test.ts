/** What the system refuses for a moment: afterwards the store goes on, or its directory can be opened again. */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { test } from 'node:test'
import { ClassicStore } from '../../../storage/classic.js'
import { SMALL_STORE } from '../../fixtures/faults/numbered-records.js'
import { patch } from '../../fixtures/patch.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

const failure = Object.assign(new Error('Input/output error'), { code: 'EIO' })

/** @returns puts the system's own function back */
function patchSystem (name: 'open' | 'statfs', value: unknown): () => void {
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

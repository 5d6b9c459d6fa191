/** A block of a table that LevelDB cannot read: it goes on behind it, and says so only at the end of what it lists. */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { CorruptRecordError } from '../../../protocols/errors.js'
import { ClassicStore } from '../../../storage/classic.js'
import type { ScanRange } from '../../../storage/store.js'
import { breakBlock } from '../../fixtures/faults/break-block.js'
import { SMALL_STORE } from '../../fixtures/faults/numbered-records.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

const OPTIONS = { ...SMALL_STORE, writeBufferBytes: 2 ** 22, reserveBytes: 0 }
const KEYS = 3_000
const ALL = { gte: Buffer.from('n/'), lt: Buffer.from('n0') }
const key = (n: number): Uint8Array => Buffer.from(`n/${String(n).padStart(5, '0')}`)

/** @returns the numbers of the keys that a get can read, in order */
async function broken (t: TestContext): Promise<{ store: ClassicStore, readable: number[] }> {
  const work = await temporaryDirectory('block')
  t.after(work.remove)
  const made = await ClassicStore.open(work.path, OPTIONS)
  await made.batch(Array.from({ length: KEYS }, (_, n) => ({ type: 'put', key: key(n), value: Buffer.from(`value ${n} `.repeat(10)) })), 'synced')
  const store = await breakBlock(made, work.path, OPTIONS)
  t.after(async () => { await store.close() })
  const readable: number[] = []
  for (let n = 0; n < KEYS; n++) {
    try {
      if (await store.get(key(n)) !== undefined) readable.push(n)
    } catch (error) {
      assert.ok(error instanceof CorruptRecordError)
    }
  }
  assert.ok(readable.length < KEYS && readable.length > KEYS / 2)
  return { store, readable }
}

/** What is listed, and whether the scan said that there is more. */
async function list (store: ClassicStore, range: ScanRange, most = Infinity): Promise<{ numbers: number[], failed: boolean }> {
  const numbers: number[] = []
  try {
    for await (const entry of store.scan(range)) {
      numbers.push(Number(Buffer.from(entry.key).toString().slice(2)))
      if (numbers.length === most) break
    }
    return { numbers, failed: false }
  } catch (error) {
    assert.ok(error instanceof CorruptRecordError)
    return { numbers, failed: true }
  }
}

test('a scan that passes over an unreadable block says so, however it ends', async t => {
  const { store, readable } = await broken(t)
  const first = readable.findIndex((n, index) => n !== index)
  // Up to the block there is nothing wrong, and beyond it neither.
  assert.deepEqual(await list(store, { ...ALL, limit: first }), { numbers: readable.slice(0, first), failed: false })
  assert.deepEqual(await list(store, { ...ALL, gte: key(readable[first] as number) }), { numbers: readable.slice(first), failed: false })
  for (const keysOnly of [false, true]) {
    assert.equal((await list(store, { ...ALL, keysOnly, limit: first + 10 })).failed, true, 'limited')
    assert.equal((await list(store, { ...ALL, keysOnly }, first + 10)).failed, true, 'broken off')
    assert.equal((await list(store, { ...ALL, keysOnly })).failed, true, 'to its end')
  }
})

test('a scan lists all that can be read before it fails for an unreadable block', async t => {
  const { store, readable } = await broken(t)
  assert.deepEqual(await list(store, ALL), { numbers: readable, failed: true })
  assert.deepEqual(await list(store, { ...ALL, keysOnly: true }), { numbers: readable, failed: true })
})

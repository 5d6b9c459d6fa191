import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { OverloadedError, StoreFencedError } from '../../../protocols/errors.js'
import { ClassicStore } from '../../../storage/classic.js'
import type { StoreOp } from '../../../storage/store.js'
import { SMALL_STORE } from '../../fixtures/faults/numbered-records.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

const put = { type: 'put', key: Buffer.from('key'), value: Buffer.from('value') } as const

/** Operations that are taken, and fail when they are written, as on a bad disk. */
function failing (): StoreOp[] {
  let reads = 0
  return new Proxy([put], { get: (ops, name, receiver) => {
    // Its size and its values are looked at when it is taken.
    if (name === '0' && ++reads > 2) throw new Error('planted')
    return Reflect.get(ops, name, receiver) as unknown
  } })
}

/** The store's own timers do not keep a process alive. */
function keepAlive (t: TestContext): void {
  const timer = setInterval(() => {}, 1 << 30)
  t.after(() => { clearInterval(timer) })
}

test('a store that lost acknowledged writes while it ran stays fenced, and the next run reports the loss until it has written', async t => {
  const work = await temporaryDirectory('loss')
  keepAlive(t)
  t.after(work.remove)
  const store = await ClassicStore.open(work.path, { ...SMALL_STORE, reopenDelayMsMin: 1 })
  await store.batch([put], 'synced')
  const { promise: needsRestart, resolve } = Promise.withResolvers<void>()
  store.onStateChange(health => {
    if (health.needsRestart === true) return resolve()
    if (health.state !== 'fenced') return
    for (const name of readdirSync(join(work.path, 'db'))) if (name.endsWith('.log')) truncateSync(join(work.path, 'db', name))
  })
  await assert.rejects(store.batch(failing(), 'synced'), StoreFencedError)
  await needsRestart
  assert.equal(store.health().state, 'fenced')
  assert.match(store.health().reason ?? '', /start again/)
  await assert.rejects(store.batch([put], 'synced'), (error: unknown) => error instanceof StoreFencedError && error.outcome === 'none')
  assert.equal(await store.get(put.key), undefined)
  await store.close()

  // Ended before anything was written, as by a crash: still reported.
  for (let run = 0; run < 2; run++) {
    const again = await ClassicStore.open(work.path, SMALL_STORE)
    assert.equal(again.opening.lostBatches, true, `run ${run}`)
    if (run === 1) await again.batch([put], 'synced')
    await again.close()
  }
  const last = await ClassicStore.open(work.path, SMALL_STORE)
  assert.deepEqual(last.opening, { clean: true, lostBatches: false })
  await last.close()
})

test('a failed write without a loss opens the store again by itself', async t => {
  const work = await temporaryDirectory('no-loss')
  keepAlive(t)
  t.after(work.remove)
  const store = await ClassicStore.open(work.path, { ...SMALL_STORE, reopenDelayMsMin: 1 })
  await store.batch([put], 'synced')
  const { promise: open, resolve } = Promise.withResolvers<void>()
  store.onStateChange(({ state }) => { if (state === 'open') resolve() })
  await assert.rejects(store.batch(failing(), 'synced'), StoreFencedError)
  await open
  assert.equal(store.health().needsRestart, undefined)
  assert.deepEqual(Buffer.from(await store.get(put.key) ?? []), put.value)
  await store.close()
})

test('reads beyond readsInFlightMax are refused, and taken again when earlier ones are done', async t => {
  const work = await temporaryDirectory('reads')
  t.after(work.remove)
  const store = await ClassicStore.open(work.path, { ...SMALL_STORE, readsInFlightMax: 2 })
  const two = [store.get(put.key), store.get(put.key)]
  await assert.rejects(store.get(put.key), (error: unknown) => error instanceof OverloadedError && error.what === 'readsInFlightMax')
  assert.deepEqual(await Promise.all(two), [undefined, undefined])
  assert.equal(await store.get(put.key), undefined)
  await store.close()
})

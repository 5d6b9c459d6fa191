import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { ClassicStore } from '../../../storage/classic.js'
import { DiskShim, faultPoints, numbersFrom } from '../../fixtures/faults/disk-faults.js'
import { missingOf, SMALL_STORE } from '../../fixtures/faults/numbered-records.js'
import { Writer } from '../../fixtures/faults/writer.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'
import { join } from 'node:path'

const seed = Number(process.env['P2PKV_FAULT_SEED'] ?? 1)

/** Kills a writer at random points, cuts the power or not, and counts what was acknowledged and is gone. */
async function crashRepeatedly (t: TestContext, points: number, power: boolean, plantedBug?: string): Promise<{ lost: number, reported: number } | undefined> {
  const work = await temporaryDirectory('crash')
  t.after(work.remove)
  const directory = join(work.path, 'store')
  const shim = power ? DiskShim.make(work.path, directory) : undefined
  if (typeof shim === 'string') { t.skip(shim); return undefined }
  const below = numbersFrom(seed)
  const acknowledged = new Set<number>()
  let first = 0
  let lost = 0
  let reported = 0
  for (let point = 0; point < points; point++) {
    const writer = new Writer(directory, first, shim?.environment, plantedBug)
    const wanted = 1 + below(200)
    await writer.until(one => one.acknowledged.size >= wanted)
    await writer.kill()
    shim?.cutPower()
    const store = await ClassicStore.open(directory, SMALL_STORE)
    assert.equal(store.opening.clean, false)
    if (store.opening.lostBatches) reported++
    const missing = await missingOf(store, writer.acknowledged)
    lost += missing.length
    for (const n of writer.acknowledged) if (!missing.includes(n)) acknowledged.add(n)
    first = writer.next + 64
    if (point === points - 1) lost += (await missingOf(store, acknowledged)).length
    await store.close()
    shim?.settle()
  }
  return { lost, reported }
}

test('kill -9 at random points loses no acknowledged write, and none is reported as lost', async t => {
  assert.deepEqual(await crashRepeatedly(t, faultPoints(15), false), { lost: 0, reported: 0 })
})

test('a power cut at random points loses no acknowledged write, and none is reported as lost', async t => {
  const found = await crashRepeatedly(t, faultPoints(25), true)
  if (found !== undefined) assert.deepEqual(found, { lost: 0, reported: 0 })
})

test('planted bug: without fsync the power cut test finds lost writes, and the store reports them', async t => {
  const found = await crashRepeatedly(t, 3, true, 'no-sync')
  if (found === undefined) return
  assert.ok(found.lost > 0, 'no write was lost')
  assert.equal(found.reported, 3)
})

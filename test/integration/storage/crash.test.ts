import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { ClassicStore } from '../../../storage/classic.js'
import { DiskShim, faultPoints, numbersFrom } from '../../fixtures/faults/disk-faults.js'
import { missingOf, slotsLost, SMALL_STORE } from '../../fixtures/faults/numbered-records.js'
import { Writer } from '../../fixtures/faults/writer.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'
import { join } from 'node:path'

const seed = Number(process.env['P2PKV_FAULT_SEED'] ?? 1)

/** About as long as a group of writes takes, milliseconds. */
const GROUP_MS_MAX = 10

/** Kills a writer at random points, cuts the power or not, and counts what was acknowledged and is gone. */
async function crashRepeatedly (t: TestContext, points: number, power: boolean, plantedBug?: string, from = seed): Promise<{ lost: number, reported: number } | undefined> {
  const work = await temporaryDirectory('crash')
  t.after(work.remove)
  const directory = join(work.path, 'store')
  const shim = power ? DiskShim.make(work.path, directory) : undefined
  if (typeof shim === 'string') { t.skip(shim); return undefined }
  const below = numbersFrom(from)
  const acknowledged = new Set<number>()
  let first = 0
  let lost = 0
  let reported = 0
  for (let point = 0; point < points; point++) {
    const writer = new Writer(directory, first, shim?.environment, plantedBug)
    const wanted = 1 + below(200)
    await writer.until(one => one.acknowledged.size >= wanted)
    // Else it is always the time right after an acknowledgement.
    await delay(below(GROUP_MS_MAX))
    await writer.kill()
    shim?.cutPower()
    const store = await ClassicStore.open(directory, SMALL_STORE)
    assert.equal(store.opening.clean, false)
    if (store.opening.lostBatches) reported++
    const missing = await missingOf(store, writer.acknowledged)
    lost += missing.length + await slotsLost(store, writer.acknowledged)
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

for (const [bug, what] of [
  ['no-file-sync', 'large values are not synced'],
  ['no-name-sync', 'the names of large values are not synced'],
  ['early-delete', 'a large value is deleted before what replaces it is stored'],
] as const) {
  test(`planted bug: ${what}, and the power cut test finds lost writes`, async t => {
    // Not every point falls between the two steps that are in the wrong order.
    for (let batch = 0; batch < 20; batch++) {
      const found = await crashRepeatedly(t, 4, true, bug, seed + batch)
      if (found === undefined || found.lost > 0) return
    }
    assert.fail('no write was lost')
  })
}

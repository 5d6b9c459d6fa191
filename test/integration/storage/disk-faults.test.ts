import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { ClassicStore } from '../../../storage/classic.js'
import { DiskShim, EIO, ENOSPC, faultPoints, mountSmallDisk, numbersFrom } from '../../fixtures/faults/disk-faults.js'
import { missingOf, slotsLost, SMALL_STORE } from '../../fixtures/faults/numbered-records.js'
import { Writer } from '../../fixtures/faults/writer.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

const seed = Number(process.env['P2PKV_FAULT_SEED'] ?? 1)

/** Fails writes or syncs at random points, lets the disk heal each time, and ends every life with a power cut. */
async function failRepeatedly (t: TestContext, points: number, what: 'write' | 'sync', errno: number, pointsALife = 10, plantedBug?: string, from = seed): Promise<{ lost: number, whileFenced: number } | undefined> {
  const work = await temporaryDirectory('faults')
  t.after(work.remove)
  const directory = join(work.path, 'store')
  const shim = DiskShim.make(work.path, directory)
  if (typeof shim === 'string') { t.skip(shim); return undefined }
  const below = numbersFrom(from)
  let first = 0
  let lost = 0
  let whileFenced = 0
  for (let done = 0; done < points;) {
    const writer = new Writer(directory, first, shim.environment, plantedBug)
    for (let i = 0; i < pointsALife && done < points; i++, done++) {
      const wanted = writer.acknowledged.size + 1 + below(30)
      await writer.until(one => one.acknowledged.size >= wanted)
      const { refused, unknown } = { refused: writer.refused, unknown: writer.unknown.size }
      shim.fail(what, errno, below(40))
      await writer.until(one => plantedBug === 'no-fence' ? one.unknown.size > unknown : one.state === 'fenced' && one.refused > refused)
      shim.heal()
      const since = writer.acknowledged.size
      if (plantedBug === undefined) await writer.until(one => one.state === 'open' && one.acknowledged.size > since + 3)
      // LevelDB itself sometimes refuses all that comes after.
      else await writer.until(one => one.acknowledged.size > since + 60 || one.unknown.size > unknown + 60)
    }
    await writer.kill()
    shim.cutPower()
    const store = await ClassicStore.open(directory, SMALL_STORE)
    lost += (await missingOf(store, writer.acknowledged)).length + await slotsLost(store, writer.acknowledged)
    whileFenced += writer.whileFenced.length
    first = writer.next + 64
    await store.close()
    shim.settle()
  }
  return { lost, whileFenced }
}

for (const [name, what, errno] of [
  ['a full disk', 'write', ENOSPC],
  ['failing writes', 'write', EIO],
  ['failing fsyncs', 'sync', EIO],
] as const) {
  test(`${name}, at random points: fenced at once, open again by itself, nothing acknowledged is lost`, async t => {
    const found = await failRepeatedly(t, faultPoints(20), what, errno)
    if (found !== undefined) assert.deepEqual(found, { lost: 0, whileFenced: 0 })
  })
}

test('planted bug: without the fence the disk fault test finds lost writes', async t => {
  // Not every point loses some: LevelDB itself refuses further writes after some failures.
  for (let batch = 0; batch < 20; batch++) {
    const found = await failRepeatedly(t, 6, 'write', ENOSPC, 1, 'no-fence', seed + batch)
    if (found === undefined || found.lost > 0) return
  }
  assert.fail('no write was lost')
})

test('on a disk that is really full the store is fenced, reads go on, and it serves again when there is space', async t => {
  const work = await temporaryDirectory('full')
  const disk = join(work.path, 'disk')
  const unmount = mountSmallDisk(disk, 48 * 2 ** 20)
  if (typeof unmount === 'string') { await work.remove(); t.skip(unmount); return }
  t.after(async () => { unmount(); await work.remove() })
  const ballast = join(disk, 'ballast')
  const directory = join(disk, 'store')
  let writer = new Writer(directory, 0)
  await writer.until(one => one.acknowledged.size > 20)
  writeFileSync(ballast, new Uint8Array(40 * 2 ** 20))
  await writer.until(one => one.state === 'fenced' && one.refused > 5)
  const fenced = writer.acknowledged.size

  // A restart on the full disk: the reserve is freed so that it opens, for reads only.
  await writer.kill()
  const filler = join(disk, 'filler')
  const fill = (): void => { try { for (let i = 0; ; i++) writeFileSync(`${filler}${i}`, new Uint8Array(4096)) } catch { /* full */ } }
  fill()
  // A larger reserve than before, since opening may itself free what LevelDB no longer needs.
  const store = await ClassicStore.open(directory, { ...SMALL_STORE, reserveBytes: 16 * 2 ** 20 })
  assert.equal(store.opening.lostBatches, false)
  assert.equal(store.health().state, 'fenced')
  assert.deepEqual(await missingOf(store, writer.acknowledged), [])
  const { promise: open, resolve } = Promise.withResolvers<void>()
  store.onStateChange(health => { if (health.state === 'open') resolve() })
  rmSync(ballast)
  // The store's own timers do not keep a process alive.
  const alive = setInterval(() => {}, 60_000)
  await open
  clearInterval(alive)
  await store.batch([{ type: 'put', key: Buffer.from('after'), value: Buffer.from('space') }], 'synced')
  await store.close()

  // And in one life: fill, free, go on.
  const before = writer.acknowledged
  writer = new Writer(directory, writer.next + 64)
  await writer.until(one => one.acknowledged.size > 5)
  writeFileSync(ballast, new Uint8Array(38 * 2 ** 20))
  await writer.until(one => one.state === 'fenced' && one.refused > 5)
  rmSync(ballast)
  for (let i = 0; ; i++) try { rmSync(`${filler}${i}`) } catch { break }
  const since = writer.acknowledged.size
  await writer.until(one => one.state === 'open' && one.acknowledged.size > since)
  await writer.kill()
  assert.equal(writer.whileFenced.length, 0)
  assert.ok(fenced > 20)
  const again = await ClassicStore.open(directory, SMALL_STORE)
  assert.deepEqual(await missingOf(again, [...before, ...writer.acknowledged]), [])
  await again.close()
})

import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { cpSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CorruptRecordError } from '../../../protocols/errors.js'
import { ClassicStore } from '../../../storage/classic.js'
import { faultPoints, flipBit, numbersFrom } from '../../fixtures/faults/disk-faults.js'
import { hasNumbered, numberedOps, SMALL_STORE } from '../../fixtures/faults/numbered-records.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

const RECORDS = 200

test('no flipped bit or cut in any file makes the store serve a wrong value, and every gap is reported', async t => {
  const work = await temporaryDirectory('corruption')
  t.after(work.remove)
  const golden = join(work.path, 'golden')
  const store = await ClassicStore.open(join(work.path, 'source'), { ...SMALL_STORE, reserveBytes: 0 })
  for (let n = 0; n < RECORDS; n++) await store.batch(numberedOps(n), 'synced')
  // Copied while it is open: as a killed process leaves it.
  cpSync(join(work.path, 'source'), golden, { recursive: true })
  await store.close()
  const below = numbersFrom(Number(process.env['P2PKV_FAULT_SEED'] ?? 1))
  let noticed = 0
  const points = faultPoints(60)
  for (let point = 0; point < points; point++) {
    const copy = join(work.path, 'copy')
    rmSync(copy, { recursive: true, force: true })
    cpSync(golden, copy, { recursive: true })
    const kinds = [/^db\/.*\.ldb$/, /^db\/.*\.log$/, /^db\/MANIFEST/, /^values\//, /^db\/CURRENT$/]
    const kind = kinds[below(10) < 1 ? 4 : below(4)] ?? /./
    const files = readdirSync(copy, { recursive: true, encoding: 'utf8' }).filter(name => kind.test(name) && statSync(join(copy, name)).size > 0)
    const name = files[below(files.length)]
    if (name === undefined) continue
    const path = join(copy, name)
    const bytes = statSync(path).size
    const cut = below(3) === 0
    if (cut) truncateSync(path, below(bytes))
    else flipBit(path, below(bytes * 8))
    const what = `point ${point}: ${cut ? 'a cut' : 'a flipped bit'} in ${name}`
    const damaged = await ClassicStore.open(copy, { ...SMALL_STORE, reserveBytes: 0 })
    let absent = 0
    let bad = 0
    for (let n = 0; n < RECORDS; n++) {
      try {
        if (!await hasNumbered(damaged, n)) absent++
      } catch (error) {
        if (!(error instanceof CorruptRecordError)) throw error
        bad++
      }
    }
    if (absent + bad > 0) noticed++
    assert.ok(absent === 0 || damaged.opening.lostBatches, `${what}: ${absent} records are gone and nothing says so`)
    await damaged.close()
  }
  assert.ok(noticed > 0, 'no damage had any effect')
})

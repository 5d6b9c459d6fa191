import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StoreUpkeep } from '../../../daemon/core/repair/store-upkeep.js'
import { CorruptRecordError } from '../../../protocols/errors.js'
import { latin1 } from '../../../protocols/record/bytes.js'
import { PREFIX } from '../../../storage/keyspace.js'
import { MemoryStore } from '../../../storage/memory.js'
import { MetaStore } from '../../../storage/meta-store.js'
import type { ScanRange } from '../../../storage/store.js'
import { NO_METER, SILENT } from '../../fixtures/network.js'
import { patch } from '../../fixtures/patch.js'
import { Rig, storeWith } from '../transfer/rig.js'

const DAY_MS = 24 * 60 * 60_000

/** @returns how many scrubs there are in three days, one being due each day, of a store that notes the end of the last one so long from now */
async function scrubsInThreeDays (lastInMs: number, damage: (store: MemoryStore) => void = () => {}): Promise<number> {
  const rig = new Rig()
  const { store, records } = await storeWith(rig, 3, 10)
  const noted = new Uint8Array(8)
  new DataView(noted.buffer).setBigUint64(0, BigInt(rig.clock.realtime() + lastInMs))
  await new MetaStore({ store }).write('scrub', noted, 'synced')
  let scrubs = 0
  const log = { ...SILENT, info: (_fields: object, message: string) => { if (message === 'scrub done') scrubs++ } }
  damage(store)
  const upkeep = new StoreUpkeep({ ...rig, log, meter: NO_METER, network: { handle: () => {} }, store, records, mend: async () => {} }, { scrubIntervalMs: DAY_MS })
  for (const worker of upkeep.workers) worker.start()
  await rig.scheduler.runFor(3 * DAY_MS)
  upkeep.stop()
  for (const worker of upkeep.workers) worker.stop()
  return scrubs
}

test('a scrub is made when the last one is long enough ago, and again', async () => {
  assert.equal(await scrubsInThreeDays(-DAY_MS / 2), 3)
})

test('a last scrub that a clock noted that was years ahead does not put off the next one by years', async () => {
  assert.equal(await scrubsInThreeDays(1_000 * DAY_MS), 2)
})

/** The first record cannot be listed, nor can a scan go past it. */
function makeUnlistable (store: MemoryStore): void {
  let first: string | undefined
  patch(store, 'scan', {
    value: async function * (range: ScanRange) {
      for await (const entry of MemoryStore.prototype.scan.call(store, range)) {
        if (entry.key[0] === PREFIX.record) first ??= latin1(entry.key)
        if (latin1(entry.key) === first) throw new CorruptRecordError('a block that cannot be read')
        yield entry
      }
    },
  })
}

test('a scrub that comes upon a block that cannot be read ends all the same, and begins again when it is due', async () => {
  assert.equal(await scrubsInThreeDays(-DAY_MS / 2, makeUnlistable), 3)
})

/** Records from the future that are kept aside: how many there are holds back what every member must prove before it deletes anything for good. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StoreFencedError } from '../../../protocols/errors.js'
import { hlcAt } from '../../../protocols/record/hlc.js'
import { mergeRecords } from '../../../protocols/record/dvv-set.js'
import { SIBLINGS_MAX } from '../../../protocols/record/record-codec.js'
import { PREFIX, prefixRange, quarantineStorageKey } from '../../../storage/keyspace.js'
import { RecordStore } from '../../../storage/record-store.js'
import { FaultyStore } from '../../fixtures/faulty-store.js'
import type { KvRecord, RecordKey } from '../../../protocols/record/record.js'

const START_MS = 1_700_000_000_000
const DOT = { actor: `${'ab'.repeat(16)}.1`, counter: 1 }
const FUTURE: KvRecord = { vv: new Map([[DOT.actor, 1]]), siblings: [{ dot: DOT, hlc: hlcAt(START_MS + 60_000), value: Uint8Array.of(9) }] }

const key = (n: number): RecordKey => ({ bucket: 'default', key: Uint8Array.of(n) })

async function boot () {
  const store = new FaultyStore()
  const clock = { nowMs: START_MS }
  const records = await RecordStore.open({ store, clock: { realtime: () => clock.nowMs }, random: length => new Uint8Array(length).fill(7) }, { partitions: 1 })
  const stored = async (): Promise<number> => {
    let count = 0
    for await (const _ of store.scan(prefixRange(PREFIX.quarantine))) count++
    return count
  }
  return { store, clock, records, stored }
}

for (const isStored of [false, true]) {
  test(`a record that should have been kept aside by a write that failed ${isStored ? 'counts if it is stored all the same' : 'does not count for ever'}`, async () => {
    const { store, records, stored } = await boot()
    store.held = true
    const { committed } = await records.merge(key(1), FUTURE, 'synced')
    store.fence(isStored)
    await assert.rejects(committed, StoreFencedError)
    assert.equal(await records.releaseQuarantine(), 0)
    assert.equal(records.quarantined, 1, 'nobody knows before the store has opened again')
    store.held = false
    store.reopen()
    assert.equal(await records.releaseQuarantine(), 0)
    assert.deepEqual([records.quarantined, await stored()], isStored ? [1, 1] : [0, 0])
  })
}

test('what is put aside while others are looked through counts', async () => {
  const { store, records } = await boot()
  await (await records.merge(key(1), FUTURE, 'synced')).committed
  const releasing = records.releaseQuarantine()
  store.held = true
  const { committed } = await records.merge(key(2), FUTURE, 'synced')
  await releasing
  assert.equal(records.quarantined, 2)
  store.flush()
  await committed
})

test('a record that was kept aside and cannot be read any more holds nothing back', async () => {
  const { store, clock, records, stored } = await boot()
  for (const n of [1, 2]) await (await records.merge(key(n), FUTURE, 'synced')).committed
  store.rot(quarantineStorageKey(0, key(1)))
  assert.equal(await records.releaseQuarantine(), 0)
  assert.deepEqual([records.quarantined, await stored()], [1, 1])
  clock.nowMs += 60_000
  assert.equal(await records.releaseQuarantine(), 1)
  assert.deepEqual([records.quarantined, await stored()], [0, 0])
  assert.equal(await records.read(key(1)), undefined)
  assert.deepEqual(await records.read(key(2)), FUTURE)
})

test('a record that was kept aside and would have too many versions holds up no other', async () => {
  const { clock, records, stored } = await boot()
  for (const n of [1, 2]) await (await records.merge(key(n), FUTURE, 'synced')).committed
  const versions = Array.from({ length: SIBLINGS_MAX }, (_, n): KvRecord => {
    const dot = { actor: `${n.toString(16).padStart(32, '0')}.1`, counter: 1 }
    return { vv: new Map([[dot.actor, 1]]), siblings: [{ dot, hlc: hlcAt(START_MS), value: Uint8Array.of(1) }] }
  })
  await (await records.merge(key(1), versions.reduce((full, one) => mergeRecords(full, one)), 'synced')).committed
  clock.nowMs += 60_000
  assert.equal(await records.releaseQuarantine(), 1)
  assert.deepEqual([records.quarantined, await stored()], [1, 1])
  assert.deepEqual(await records.read(key(2)), FUTURE)
})

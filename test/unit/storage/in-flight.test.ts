import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InFlight } from '../../../storage/in-flight.js'
import { LocalRecord } from '../../../storage/local-record.js'
import { MemoryStore } from '../../../storage/memory.js'
import { RecordIndexes } from '../../../storage/record-indexes.js'
import type { KvRecord } from '../../../protocols/record/record.js'
import type { Durability, StoreOp } from '../../../storage/store.js'

/** Of no record, so that no index is kept of it. */
const KEY = Uint8Array.of(250, 2, 3)
const SILENT = { info: () => {}, warn: () => {}, error: () => {} }
const LIMITS = { inFlightKeysMax: 8, inFlightWritesMax: 8, inFlightBytesMax: 1_024, hotRecordsBytesMax: 4_096, knownVersionsBytesMax: 4_096, onFailure: () => {} }

function recordOf (counter: number): LocalRecord {
  const dot = { actor: `${'ab'.repeat(16)}.1`, counter }
  const record: KvRecord = { vv: new Map([[dot.actor, counter]]), siblings: [{ dot, hlc: BigInt(counter), value: Uint8Array.of(counter) }] }
  return LocalRecord.of(record, 1)
}

/** Batches settle when and how the test says. */
class HeldStore extends MemoryStore {
  readonly held: Array<{ ops: readonly StoreOp[], fail: () => void, store: () => Promise<void> }> = []

  override async batch (ops: readonly StoreOp[], durability: Durability): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.held.push({
        ops,
        fail: () => { reject(new Error('the disk is full')) },
        store: async () => {
          await super.batch(ops, durability)
          resolve()
        },
      })
    })
  }
}

/** What a reader is told of a key of which the first of two writes failed, and the second is on its way still, and in the end is not stored either. */
async function readAfterFailure (Kind: typeof InFlight): Promise<number | undefined> {
  const store = new HeldStore()
  const indexes = new RecordIndexes({ store: new MemoryStore(), log: SILENT, settled: async () => {}, doubt: () => {} }, new Uint8Array(16), { bytesMax: 65_536 })
  await indexes.open()
  const inFlight = new Kind({ store }, { ...LIMITS, indexes })
  const first = await inFlight.use(KEY, entry => ({ committed: inFlight.replace(entry, recordOf(1), 'synced') }))
  const second = await inFlight.use(KEY, entry => ({ committed: inFlight.replace(entry, recordOf(2), 'synced') }))
  store.held[0]?.fail()
  await assert.rejects(first.committed)
  const reading = inFlight.use(KEY, ({ local }) => local instanceof LocalRecord ? local.record.siblings[0]?.dot.counter : undefined)
  store.held[1]?.fail()
  await assert.rejects(second.committed)
  return await reading
}

test('after a write failed, what is read is what the disk ends up with', async () => {
  assert.equal(await readAfterFailure(InFlight), undefined)
})

test('what nobody uses any more holds no record, so that nothing that still knows of it keeps one', async () => {
  const store = new HeldStore()
  const indexes = new RecordIndexes({ store: new MemoryStore(), log: SILENT, settled: async () => {}, doubt: () => {} }, new Uint8Array(16), { bytesMax: 65_536 })
  await indexes.open()
  const inFlight = new InFlight({ store }, { ...LIMITS, indexes })
  const { entry, committed } = await inFlight.use(KEY, entry => ({ entry, committed: inFlight.replace(entry, recordOf(1), 'synced') }))
  assert.notEqual(entry.local, undefined)
  await store.held[0]?.store()
  await committed
  assert.deepEqual([entry.users, entry.local, entry.committed, entry.storageKey.length], [0, undefined, undefined, 0])
  assert.equal(await inFlight.use(KEY, ({ local }) => local instanceof LocalRecord ? local.record.siblings[0]?.dot.counter : undefined), 1)
})

test('planted bug, entries kept after a failed write: caught', async () => {
  class Planted extends InFlight {
    protected override drop (): void { /* keeps them */ }
  }
  assert.notEqual(await readAfterFailure(Planted), undefined)
})

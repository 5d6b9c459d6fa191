/** Repair of a peer whose database has a block that cannot be read. */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Network } from '../../../daemon/core/env.js'
import { RaisedBuckets } from '../../../daemon/core/raised-buckets.js'
import { Exchange } from '../../../daemon/core/repair/exchange.js'
import { StoreUpkeep } from '../../../daemon/core/repair/store-upkeep.js'
import { SyncServer } from '../../../daemon/core/repair/sync-server.js'
import { CorruptRecordError } from '../../../protocols/errors.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import { ClassicStore } from '../../../storage/classic.js'
import { MemoryStore } from '../../../storage/memory.js'
import { RecordStore } from '../../../storage/record-store.js'
import type { Store } from '../../../storage/store.js'
import { breakBlock } from '../../fixtures/faults/break-block.js'
import { SMALL_STORE } from '../../fixtures/faults/numbered-records.js'
import { NO_METER, SILENT } from '../../fixtures/network.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

const OPTIONS = { ...SMALL_STORE, writeBufferBytes: 2 ** 22, reserveBytes: 0 }
const PARTITIONS = 2
const KEYS = 1_500
const BROKEN = 'broken' as NodeId
const WHOLE = 'whole' as NodeId
const DEADLINE = { direction: 'both', deadline: 1_000 } as const

const keyOf = (n: number): RecordKey => ({ bucket: 'default', key: utf8Bytes(`key ${String(n).padStart(5, '0')}`) })
const clock = { monotonic: () => 0, realtime: () => 1_700_000_000_000, after: (_ms: number, fn: () => void) => { setImmediate(fn); return { cancel: () => {} } } }

async function recordsIn (store: Store, seed: number): Promise<RecordStore> {
  return await RecordStore.open({ store, clock, random: length => new Uint8Array(length).fill(seed) }, { partitions: PARTITIONS })
}

async function put (records: RecordStore, n: number): Promise<void> {
  await (await records.write(keyOf(n), { value: utf8Bytes(`value ${n} `.repeat(10)), policy: 'lww' }, 'buffered')).committed
}

/** @returns how many keys cannot be read, and how many are not there */
async function lostIn (records: RecordStore): Promise<{ unreadable: number, absent: number }> {
  let [unreadable, absent] = [0, 0]
  for (let n = 0; n < KEYS; n++) {
    try {
      if (await records.read(keyOf(n)) === undefined) absent++
    } catch (error) {
      assert.ok(error instanceof CorruptRecordError)
      unreadable++
    }
  }
  return { unreadable, absent }
}

/** Two peers that hold the same, but for what one of them cannot read. */
async function cluster (t: TestContext) {
  const work = await temporaryDirectory('block-repair')
  t.after(work.remove)
  const handlers = new Map<string, (from: { id: NodeId }, body: unknown) => Promise<unknown>>()
  const peer = (self: NodeId, records: RecordStore): Exchange => {
    const network = {
      self,
      handle: (rpc: { name: string }, fn: never) => { handlers.set(`${self} ${rpc.name}`, fn) },
      request: async <Q, R>(to: NodeId, rpc: Rpc<Q, R>, body: Q) => await handlers.get(`${to} ${rpc.name}`)?.({ id: self }, body),
    } as unknown as Network
    const exchange = new Exchange({ clock, network, fault: { hit: () => {} }, records })
    new SyncServer({ network, records, exchange, isForgotten: () => false, raised: () => new RaisedBuckets(3, 3, new Map()), viewHash: () => new Uint8Array() }, { partitions: PARTITIONS })
    return exchange
  }
  const whole = await recordsIn(new MemoryStore(), 1)
  const made = await ClassicStore.open(work.path, OPTIONS)
  const before = await recordsIn(made, 2)
  for (let n = 0; n < KEYS; n++) await put(whole, n)
  const first = [peer(WHOLE, whole), peer(BROKEN, before)]
  for (let partition = 0; partition < PARTITIONS; partition++) await first[0]?.sync(BROKEN, partition, DEADLINE)
  await before.close()
  const store = await breakBlock(made, work.path, OPTIONS)
  t.after(async () => { await store.close() })
  const broken = await recordsIn(store, 2)
  const { unreadable, absent } = await lostIn(broken)
  assert.ok(unreadable > 0 && absent === 0)
  return { store, broken, whole, ofBroken: peer(BROKEN, broken), ofWhole: peer(WHOLE, whole) }
}

test('an unreadable block does not keep two peers from comparing what else they hold', async t => {
  const { broken, whole, ofWhole } = await cluster(t)
  await put(broken, KEYS)
  await put(whole, KEYS + 1)
  for (let partition = 0; partition < PARTITIONS; partition++) await ofWhole.sync(BROKEN, partition, DEADLINE)
  assert.ok(await whole.read(keyOf(KEYS)) !== undefined)
  assert.ok(await broken.read(keyOf(KEYS + 1)) !== undefined)
})

test('what a scrub cannot list comes back from the other replicas', async t => {
  const { store, broken, ofBroken } = await cluster(t)
  const mend = async (): Promise<void> => {}
  const upkeep = new StoreUpkeep({ clock, prng: { below: () => 0 } as never, network: { handle: () => {} }, log: SILENT, meter: NO_METER, store, records: broken, mend }, { scrubIntervalMs: null })
  assert.ok((await upkeep.scrub()).bad > 0)
  await broken.indexes.recounted()
  for (let partition = 0; partition < PARTITIONS; partition++) await ofBroken.sync(WHOLE, partition, DEADLINE)
  assert.deepEqual(await lostIn(broken), { unreadable: 0, absent: 0 })
  await broken.indexes.recounted()
  for (let partition = 0; partition < PARTITIONS; partition++) assert.equal((await ofBroken.sync(WHOLE, partition, DEADLINE)).equal, true)
})

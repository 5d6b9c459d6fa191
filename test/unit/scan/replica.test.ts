import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ScanReplica } from '../../../daemon/core/scan/scan-replica.js'
import type { BucketLookup } from '../../../daemon/core/bucket.js'
import type { Network } from '../../../daemon/core/env.js'
import { makeActor } from '../../../protocols/record/actor.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { encodeRecord } from '../../../protocols/record/record-codec.js'
import { SCAN_FORM, type ScanPartitionsRequest } from '../../../protocols/scan/scan.js'
import { partitionOfStorageKey, recordStorageKey } from '../../../storage/keyspace.js'
import { LocalRecord } from '../../../storage/local-record.js'
import { MemoryStore } from '../../../storage/memory.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { ScanRange, StoreEntry } from '../../../storage/store.js'
import { ManualClock } from '../../fixtures/manual-clock.js'

const NO_BYTES = new Uint8Array(0)
const MiB = 2 ** 20
const PARTITIONS = 8_192

interface Contents { readonly keyBytes: number, readonly valueBytes: number, readonly recordsPerPartition: number }

/** Has the same in each partition, made when it is read. */
class Everywhere extends MemoryStore {
  bytesRead = 0

  constructor (private readonly contents: Contents) { super() }

  override async * scan ({ gte, limit = Infinity }: ScanRange): AsyncGenerator<StoreEntry> {
    const { keyBytes, valueBytes, recordsPerPartition } = this.contents
    const partition = partitionOfStorageKey(gte)
    const record = LocalRecord.of({ vv: new Map([[makeActor(new Uint8Array(16), 1), 1]]), siblings: [{ dot: { actor: makeActor(new Uint8Array(16), 1), counter: 1 }, hlc: 1n, value: new Uint8Array(valueBytes) }] }, 0)
    for (let index = 0; index < Math.min(recordsPerPartition, limit); index++) {
      const key = recordStorageKey(partition, { bucket: 'b', key: new TextEncoder().encode(`${index} ${partition}`.padEnd(keyBytes)) })
      const value = record.seal(key)
      this.bytesRead += key.length + value.length
      yield { key, value }
    }
  }
}

/** The first page of a scan of so many partitions, and what was asked for again while it was made. */
async function firstPage (contents: Contents, form: ScanPartitionsRequest['form']): Promise<{ entries: number, readAgain: number, bytesRead: number }> {
  const store = new Everywhere(contents)
  let readAgain = 0
  const records = {
    readEncoded: async () => {
      readAgain++
      return encodeRecord({ vv: new Map(), siblings: [] })
    },
  }
  const replica = new ScanReplica({
    clock: new ManualClock(), network: { handle: () => {} } as unknown as Network, store, records: records as unknown as RecordStore,
    bucket: (() => ({ conflict: 'lww' })) as unknown as BucketLookup, viewId: () => undefined, heardView: () => {},
  }, { partitions: PARTITIONS })
  const request: ScanPartitionsRequest = { bucket: '', prefix: NO_BYTES, after: NO_BYTES, limit: 0, bytesMax: 0, form, scanId: NO_BYTES, partitions: new Uint8Array(PARTITIONS / 8).fill(255), view: undefined }
  const { entries } = await replica.page('peer' as NodeId, request)
  return { entries: entries.length, readAgain, bytesRead: store.bytesRead }
}

test('however many partitions a replica is asked for, what it reads ahead of them all is some 16 MiB', async () => {
  // All would be 28 MiB, one for each partition: none is kept, and each is read again when its turn comes.
  const large = await firstPage({ keyBytes: 20, valueBytes: 3_500, recordsPerPartition: 1 }, SCAN_FORM.records)
  assert.ok(large.entries > 0)
  assert.equal(large.readAgain, large.entries)
  // So small that they are kept: then no more are read than a partition has room for, and one.
  const part = 16 * MiB / PARTITIONS
  const small = await firstPage({ keyBytes: 20, valueBytes: 300, recordsPerPartition: 40 }, SCAN_FORM.records)
  assert.equal(small.readAgain, 0)
  assert.ok(small.bytesRead < PARTITIONS * (part + 1_000), `${small.bytesRead / MiB} MiB`)
  const keys = await firstPage({ keyBytes: 1_000, valueBytes: 0, recordsPerPartition: 40 }, SCAN_FORM.keys)
  assert.ok(keys.bytesRead < PARTITIONS * (part + 2_000), `${keys.bytesRead / MiB} MiB`)
})

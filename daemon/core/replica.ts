import { OverloadedError, StoreFencedError } from '../../protocols/errors.js'
import { toHex } from '../../protocols/record/bytes.js'
import { checkRecordKey } from '../../protocols/record/key.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { decodeRecord, encodeRecord } from '../../protocols/record/record-codec.js'
import type { KvRecord, RecordKey } from '../../protocols/record/record.js'
import { versionsOnly } from '../../protocols/record/versions-only.js'
import { PUT_DURABILITY } from '../../protocols/put/put.js'
import { REPLICA_READ, REPLICA_STORE, type ViewId } from '../../protocols/replicate/replicate.js'
import type { RecordStore } from '../../storage/record-store.js'
import type { Durability } from '../../storage/store.js'
import type { FaultPoints, Network } from './env.js'

export interface ReplicaComponents {
  readonly network: Network
  readonly fault: FaultPoints
  readonly records: RecordStore
  readonly viewId: () => ViewId | undefined
  readonly heardView: (from: NodeId, view: ViewId | undefined) => void
}

const QUARANTINE_RETRY_MS = 60_000

/**
 * The local side of reads and writes: what this peer holds. It never refuses a record because it
 * thinks it is no owner: the sender may know a newer ring.
 */
export class Replica {
  /** 32 hex digits. */
  readonly storeId: string

  constructor (private readonly components: ReplicaComponents) {
    const { network, records, viewId, heardView } = components
    this.storeId = toHex(records.storeId)
    network.handle(REPLICA_READ, async (from, { bucket, key, view, valuesBytesMax }) => {
      heardView(from.id, view)
      const record = await records.readEncoded(checked({ bucket, key }))
      if (record === undefined || valuesBytesMax === undefined || record.byteLength <= valuesBytesMax) return { record, view: viewId() }
      return { record: encodeRecord(versionsOnly(decodeRecord(record))), view: viewId(), versionsOnly: true }
    })
    network.handle(REPLICA_STORE, async (from, { bucket, key, record, view, durability }) => {
      heardView(from.id, view)
      const { synced } = await this.store(checked({ bucket, key }), decodeRecord(record), durability === PUT_DURABILITY.buffered ? 'buffered' : 'synced')
      return { view: viewId(), durability: synced ? PUT_DURABILITY.synced : PUT_DURABILITY.buffered, storeId: records.storeId }
    })
  }

  /** @throws CorruptRecordError rather than "nothing" */
  async read (key: RecordKey): Promise<KvRecord | undefined> {
    return await this.components.records.read(key)
  }

  /** Joins `record` to what is held; resolves when that has reached `durability`. */
  async store (key: RecordKey, record: KvRecord, durability: Durability): Promise<{ storeId: string, synced: boolean }> {
    const { committed, quarantined } = await this.components.records.merge(key, record, durability)
    // Kept aside until its stamp is no longer in the future: not a copy to count on.
    if (quarantined) throw new OverloadedError('quarantine of records from the future', QUARANTINE_RETRY_MS)
    await committed.catch((cause: unknown) => {
      // Never "none": until the commit failed, readers were shown the record and may have spread it.
      throw new StoreFencedError('the record could not be stored', { outcome: 'unknown', cause })
    })
    this.components.fault.hit('replica.stored')
    return { storeId: this.storeId, synced: durability === 'synced' }
  }
}

function checked (key: RecordKey): RecordKey {
  checkRecordKey(key)
  return key
}

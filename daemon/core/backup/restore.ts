import { LINEAGE, RESTORE, RESTORE_RECORDS_MAX, type BackupRecord, type RestoreRequest, type RestoreResponse } from '../../../protocols/backup/backup.js'
import { InvalidArgumentError, NotReadyError, QuorumNotMetError, type ReplicaFailure } from '../../../protocols/errors.js'
import { equalRecords, mergeRecords } from '../../../protocols/record/dvv-set.js'
import { checkRecordKey, partitionOf } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { KvRecord } from '../../../protocols/record/record.js'
import { decodeRecord, encodeRecord } from '../../../protocols/record/record-codec.js'
import { covers } from '../../../protocols/record/version-vector.js'
import { quorumSize } from '../../../protocols/rpc/quorum.js'
import { recordKeyAt } from '../../../protocols/scan/scan-position.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { BucketLookup } from '../bucket.js'
import { NOT_IN_RING } from '../coordinator/components.js'
import { failureCode, type ReplicaClient } from '../coordinator/replica-client.js'
import type { Network } from '../env.js'
import type { RingHistory } from '../membership/ring-history.js'
import type { WriteTicket } from '../ring/placement.js'
import type { Ring } from '../ring/ring.js'

export interface RestoreComponents {
  readonly network: Network
  readonly history: RingHistory
  readonly views: { readonly beginWrite: () => WriteTicket | undefined }
  readonly replicas: ReplicaClient
  readonly bucket: BucketLookup
  readonly records: Pick<RecordStore, 'isFuture'>
}

export interface RestoreInit {
  readonly cluster: string
}

/** Records of one request that are in work at a time. */
const IN_WORK_MAX = 32

type Came = 'restored' | 'unchanged' | 'unknown' | 'early'

/**
 * Brings records of a backup back by merging them with what the replicas hold, so that doing it again changes
 * nothing and nothing newer is lost.
 *
 * What a delete since the backup left behind covers the backup's versions, so they stay deleted. Once such a
 * delete has been reaped no replica knows of them, and they look like versions that were lost: they are left
 * out unless the request says that they shall be brought back.
 */
export class Restore {
  constructor (private readonly components: RestoreComponents, private readonly init: RestoreInit) {
    const { network, history } = components
    network.handle(RESTORE, async (_from, request, { deadline }) => await this.restore(request, deadline))
    network.handle(LINEAGE, async () => {
      const [first] = history.after(0, 1)
      const head = history.head
      if (first === undefined || head === undefined) throw new NotReadyError(NOT_IN_RING)
      return { cluster: init.cluster, origin: first.hash, ringEpoch: head.view.epoch }
    })
  }

  /** @throws InvalidArgumentError, ProtocolError, QuorumNotMetError: some of the records may be restored; do it again */
  async restore ({ records, unknown }: RestoreRequest, deadline: number): Promise<RestoreResponse> {
    if (records.length > RESTORE_RECORDS_MAX) throw new InvalidArgumentError(`at most ${RESTORE_RECORDS_MAX} records are restored in one request`)
    const came = { restored: 0, unchanged: 0, unknown: 0, early: 0 }
    let next = 0
    const work = async (): Promise<void> => {
      for (let record = records[next++]; record !== undefined; record = records[next++]) came[await this.#one(record, unknown, deadline)]++
    }
    await Promise.all(Array.from({ length: IN_WORK_MAX }, work))
    const { early, ...others } = came
    return early === 0 ? others : came
  }

  async #one (backup: BackupRecord, unknown: boolean, deadline: number): Promise<Came> {
    const key = recordKeyAt(backup.at)
    checkRecordKey(key)
    const incoming = decodeRecord(backup.record)
    // No replica would hold it before its time, and one such record must not keep all others from coming back.
    if (this.components.records.isFuture(incoming)) return 'early'
    const { bucket, replicas, views } = this.components
    const ticket = views.beginWrite()
    if (ticket === undefined) throw new NotReadyError(NOT_IN_RING)
    try {
      const { live, readFrom } = ticket.placement
      const { n } = bucket(key.bucket)
      const primariesIn = (ring: Ring): readonly NodeId[] => ring.primariesFor(partitionOf(key, ring.view.partitions), n)
      const held = await this.#ask([primariesIn(readFrom)], async peer => await replicas.readRecord(peer, key, deadline))
      const known = held.reduce<KvRecord | undefined>((a, b) => a === undefined ? b : b === undefined ? a : mergeRecords(a, b), undefined)
      if (!unknown && !this.isKnown(incoming, known)) return 'unknown'
      const merged = known === undefined ? incoming : mergeRecords(known, incoming)
      const everywhere = live.length === 1 && held.length === primariesIn(readFrom).length && held.every(record => record !== undefined && equalRecords(record, merged))
      if (everywhere) return 'unchanged'
      const encoded = encodeRecord(merged)
      await this.#ask(live.map(primariesIn), async peer => await replicas.store(peer, key, encoded, 'synced', deadline))
      return known !== undefined && equalRecords(known, merged) ? 'unchanged' : 'restored'
    } finally {
      ticket.end()
    }
  }

  /** Whether the replicas, that hold `known`, have seen all that the backup has: what is not among it was lost, or was deleted and reaped. */
  protected isKnown (incoming: KvRecord, known: KvRecord | undefined): boolean {
    return known !== undefined && covers(known.vv, incoming.vv)
  }

  /** The answers of all that answer: a quorum of each list. Each peer is asked once. */
  async #ask<T> (lists: ReadonlyArray<readonly NodeId[]>, ask: (peer: NodeId) => Promise<T>): Promise<T[]> {
    const answers = new Map<NodeId, T>()
    const failures: ReplicaFailure[] = []
    await Promise.all([...new Set(lists.flat())].map(async peer => {
      try {
        answers.set(peer, await ask(peer))
      } catch (error) {
        failures.push({ peer, code: failureCode(error) })
      }
    }))
    for (const list of lists) {
      const need = quorumSize('quorum', list.length)
      const got = list.filter(peer => answers.has(peer)).length
      if (got < need) throw new QuorumNotMetError(need, got, failures, { outcome: 'unknown' })
    }
    return [...answers.values()]
  }
}

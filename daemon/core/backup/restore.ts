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
import type { BucketLookup } from '../bucket.js'
import { failureCode, type ReplicaClient } from '../coordinator/replica-client.js'
import type { Network } from '../env.js'
import type { RingHistory } from '../membership/ring-history.js'

export interface RestoreComponents {
  readonly network: Network
  readonly history: RingHistory
  readonly replicas: ReplicaClient
  readonly bucket: BucketLookup
}

export interface RestoreInit {
  readonly cluster: string
  /** Planted by tests: brings back what no replica knows, although it was not asked to. */
  readonly bugs?: { readonly trustsBackup?: boolean }
}

/** Records of one request that are in work at a time. */
const IN_WORK_MAX = 32

type Came = 'restored' | 'unchanged' | 'unknown'

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
      if (first === undefined || head === undefined) throw new NotReadyError('this peer is in no ring yet: it is still joining')
      return { cluster: init.cluster, origin: first.hash, ringEpoch: head.view.epoch }
    })
  }

  /** @throws InvalidArgumentError, ProtocolError, QuorumNotMetError: some of the records may be restored; do it again */
  async restore ({ records, unknown }: RestoreRequest, deadline: number): Promise<RestoreResponse> {
    if (records.length > RESTORE_RECORDS_MAX) throw new InvalidArgumentError(`at most ${RESTORE_RECORDS_MAX} records are restored in one request`)
    const came = { restored: 0, unchanged: 0, unknown: 0 }
    let next = 0
    const work = async (): Promise<void> => {
      for (let record = records[next++]; record !== undefined; record = records[next++]) came[await this.#one(record, unknown, deadline)]++
    }
    await Promise.all(Array.from({ length: IN_WORK_MAX }, work))
    return came
  }

  async #one (backup: BackupRecord, unknown: boolean, deadline: number): Promise<Came> {
    const key = recordKeyAt(backup.at)
    checkRecordKey(key)
    const incoming = decodeRecord(backup.record)
    const { history, bucket, replicas } = this.components
    const { ring } = history
    if (ring === undefined) throw new NotReadyError('this peer is in no ring yet: it is still joining')
    const primaries = ring.primariesFor(partitionOf(key, ring.view.partitions), bucket(key.bucket).n)
    const need = quorumSize('quorum', primaries.length)
    const held = await this.#ask(primaries, need, async peer => await replicas.read(peer, key, deadline))
    const known = held.reduce<KvRecord | undefined>((a, b) => a === undefined ? b : b === undefined ? a : mergeRecords(a, b), undefined)
    if (!unknown && this.init.bugs?.trustsBackup !== true && (known === undefined || !covers(known.vv, incoming.vv))) return 'unknown'
    const merged = known === undefined ? incoming : mergeRecords(known, incoming)
    if (held.length === primaries.length && held.every(record => record !== undefined && equalRecords(record, merged))) return 'unchanged'
    const encoded = encodeRecord(merged)
    await this.#ask(primaries, need, async peer => await replicas.store(peer, key, encoded, 'synced', deadline))
    return known !== undefined && equalRecords(known, merged) ? 'unchanged' : 'restored'
  }

  /** The answers of all that answer, at least `need`. */
  async #ask<T> (primaries: readonly NodeId[], need: number, ask: (peer: NodeId) => Promise<T>): Promise<T[]> {
    const answers: T[] = []
    const failures: ReplicaFailure[] = []
    await Promise.all(primaries.map(async peer => {
      try {
        answers.push(await ask(peer))
      } catch (error) {
        failures.push({ peer, code: failureCode(error) })
      }
    }))
    if (answers.length < need) throw new QuorumNotMetError(need, answers.length, failures, { outcome: 'unknown' })
    return answers
  }
}


import { InvalidArgumentError, NotReadyError, OverloadedError, P2pkvError, StoreFencedError } from '../../protocols/errors.js'
import { toHex } from '../../protocols/record/bytes.js'
import { mergeRecords } from '../../protocols/record/dvv-set.js'
import { checkRecordKey } from '../../protocols/record/key.js'
import { isNodeId, type NodeId } from '../../protocols/record/node-id.js'
import { withoutOnlyValue } from '../../protocols/record/only-version.js'
import { decodeCanonical, decodeRecord, encodeRecord } from '../../protocols/record/record-codec.js'
import type { KvRecord, RecordKey } from '../../protocols/record/record.js'
import { versionsOnly } from '../../protocols/record/versions-only.js'
import { PUT_DURABILITY } from '../../protocols/put/put.js'
import { rejected } from '../../protocols/rejected.js'
import { toStatus } from '../../protocols/rpc/status.js'
import {
  REPLICA_READ, REPLICA_STORE, REPLICA_STORES, REPLICA_VERSIONS, STORES_MAX, VALUES_BYTES_MAX, VERSIONS_BYTES_MAX, VERSIONS_KEYS_MAX,
  type StoresFailure, type VersionsAnswer, type ViewId,
} from '../../protocols/replicate/replicate.js'
import type { HintStore } from '../../storage/hint-store.js'
import type { RecordStore } from '../../storage/record-store.js'
import type { Durability } from '../../storage/store.js'
import { DATA_NOT_HELD } from './ring/placement.js'
import type { Caller, Clock, FaultPoints, Network } from './env.js'

export interface ReplicaComponents {
  readonly clock: Clock
  readonly network: Network
  readonly fault: FaultPoints
  readonly records: RecordStore
  readonly hints: HintStore
  readonly viewId: () => ViewId | undefined
  readonly heardView: (from: NodeId, view: ViewId | undefined) => void
  /** Whether the sender has been out of the ring for so long that what it has may have been deleted and forgotten since. */
  readonly isForgotten?: (peer: NodeId) => boolean
  /** Whether it has been out for longer than hints are kept: what it still sends its clock takes for younger than it is. */
  readonly isLongGone?: (peer: NodeId) => boolean
  /** Whether this peer holds what it is to hold of the key, as who asks by `view` takes it for; absent: of all. */
  readonly holds?: (key: RecordKey, view: ViewId | undefined) => boolean
  /** Called when another peer reads or writes here because a client waits for it. */
  readonly asked?: () => void
}

const QUARANTINE_RETRY_MS = 60_000
const TOO_LONG_RETRY_MS = 50
const NOTHING = new Uint8Array(0)

/**
 * The local side of reads and writes: what this peer holds, hints for others included. It never refuses
 * a record because it thinks it is no owner: the sender may know a newer ring.
 */
export class Replica {
  /** 32 hex digits. */
  readonly storeId: string

  constructor (private readonly components: ReplicaComponents) {
    const { network, clock, records, viewId, heardView } = components
    const isNewest = (view: ViewId): boolean => view.epoch >= (viewId()?.epoch ?? 0)
    this.storeId = toHex(records.storeId)
    network.handle(REPLICA_READ, async (from, { bucket, key, view }) => {
      components.asked?.()
      heardView(from.id, view)
      return { record: await this.#readEncoded(this.#held(checked({ bucket, key }), view)), view: viewId() }
    })
    network.handle(REPLICA_VERSIONS, async (from, { keys, view }) => {
      if (keys.length > VERSIONS_KEYS_MAX) throw new InvalidArgumentError(`the versions of at most ${VERSIONS_KEYS_MAX} keys are read at a time; these are ${keys.length}`)
      components.asked?.()
      heardView(from.id, view)
      return { answers: bounded(await Promise.all(keys.map(key => this.#readVersions(key, view)))), view: viewId() }
    })
    const requireRemembered = (from: Caller, view: ViewId | undefined): void => {
      if (this.isLongGone(from.id)) throw new NotReadyError('this peer was removed from the ring before any hint was made that still counts: what it has may have been deleted since')
      // Its view is of that time: it does not know yet that its copies are no longer asked for.
      if (view !== undefined && components.isForgotten?.(from.id) === true && !isNewest(view)) throw new NotReadyError('this peer was removed from the ring long ago: it must fetch the newest view before it sends records')
    }
    network.handle(REPLICA_STORE, async (from, { bucket, key, record, view, durability, hintFor, hintAgeMs = 0 }) => {
      // A hint that is handed on is nobody's request now.
      if (hintAgeMs === 0) components.asked?.()
      heardView(from.id, view)
      requireRemembered(from, view)
      const { synced } = hintFor === ''
        ? await this.#storeEncoded({ bucket, key }, record, durabilityOf(durability))
        : await this.storeFor(peerId(hintFor), checked({ bucket, key }), decodeRecord(record), Math.max(0, Math.trunc(clock.realtime()) - hintAgeMs))
      return { view: viewId(), durability: synced ? PUT_DURABILITY.synced : PUT_DURABILITY.buffered, storeId: records.storeId }
    })
    network.handle(REPLICA_STORES, async (from, { items, view, durability }) => {
      if (items.length > STORES_MAX) throw new InvalidArgumentError(`at most ${STORES_MAX} records are stored at a time; these are ${items.length}`)
      components.asked?.()
      heardView(from.id, view)
      requireRemembered(from, view)
      const failures: StoresFailure[] = []
      await Promise.all(items.map((item, index) => this.#storeEncoded({ bucket: item.bucket, key: item.key }, item.record, durabilityOf(durability))
        .catch((error: unknown) => { failures.push({ index, ...failureOf(error) }) })))
      return { view: viewId(), durability: PUT_DURABILITY[durabilityOf(durability)], storeId: records.storeId, failures }
    })
  }

  protected isLongGone (peer: NodeId): boolean { return this.components.isLongGone?.(peer) === true }

  /**
   * What this peer has acknowledged of the key: its record, joined with the hints it keeps for others.
   *
   * @throws CorruptRecordError, NotReadyError rather than "nothing"
   */
  read (key: RecordKey): Promise<KvRecord | undefined> {
    const { records, hints } = this.components
    try {
      this.#held(key, undefined)
    } catch (error) {
      return rejected(error)
    }
    return hints.isEmpty ? records.read(key) : this.#readWithHints(key)
  }

  /** @throws NotReadyError */
  #held (key: RecordKey, view: ViewId | undefined): RecordKey {
    if (this.components.holds?.(key, view) === false) throw new NotReadyError(DATA_NOT_HELD)
    return key
  }

  async #readWithHints (key: RecordKey): Promise<KvRecord | undefined> {
    const { records, hints } = this.components
    const [record, hinted] = await Promise.all([records.read(key), hints.read(key)])
    return record === undefined ? hinted : hinted === undefined ? record : mergeRecords(record, hinted)
  }

  /** What cannot be read of one key is its answer: that of others does not depend on it. */
  #readVersions (key: RecordKey, view: ViewId | undefined): Promise<VersionsAnswer> {
    try {
      checkRecordKey(key)
      return this.#readEncoded(this.#held(key, view)).then(versionsAnswer, failed)
    } catch (error) {
      return Promise.resolve(failed(error))
    }
  }

  #readEncoded (key: RecordKey): Promise<Uint8Array | undefined> {
    const { records, hints } = this.components
    return hints.isEmpty ? records.readEncoded(key) : this.#readEncodedWithHints(key)
  }

  async #readEncodedWithHints (key: RecordKey): Promise<Uint8Array | undefined> {
    const { records, hints } = this.components
    const [encoded, hinted] = await Promise.all([records.readEncoded(key), hints.read(key)])
    if (hinted === undefined) return encoded
    return encodeRecord(encoded === undefined ? hinted : mergeRecords(decodeRecord(encoded), hinted))
  }

  #storeEncoded (key: RecordKey, encoded: Uint8Array, durability: Durability): Promise<{ synced: boolean }> {
    try {
      checkRecordKey(key)
      const canonical = decodeCanonical(encoded)
      return this.store(key, canonical ?? decodeRecord(encoded), durability, canonical && encoded)
    } catch (error) {
      return rejected(error)
    }
  }

  /** Joins `record` to what is held; resolves when that has reached `durability`. @param encoded what encodeRecord makes of it, if at hand */
  async store (key: RecordKey, record: KvRecord, durability: Durability, encoded?: Uint8Array): Promise<{ storeId: string, synced: boolean }> {
    const { committed, quarantined } = await this.components.records.merge(key, record, durability, encoded)
    // Kept aside until its stamp is no longer in the future: not a copy to count on.
    if (quarantined) throw fromTheFuture()
    try {
      await committed
    } catch (cause) {
      // Never "none": until the commit failed, readers were shown the record and may have spread it.
      throw new StoreFencedError('the record could not be stored', { outcome: 'unknown', cause })
    }
    this.components.fault.hit('replica.stored')
    return { storeId: this.storeId, synced: durability === 'synced' }
  }

  /**
   * Keeps `record` as a hint for a primary that did not take it; resolves when it is synced. A hint for
   * this peer itself is no hint but a record.
   *
   * @param keptAtMs since when it is a hint, milliseconds since 1970; absent: from now on
   * @throws OverloadedError there is no room, or its stamp is from the future: the coordinator asks the next fallback
   */
  async storeFor (target: NodeId, key: RecordKey, record: KvRecord, keptAtMs?: number): Promise<{ storeId: string, synced: boolean }> {
    const { network, records, hints, fault } = this.components
    if (target === network.self) return await this.store(key, record, 'synced')
    // No read may show it before its time; and what is kept aside becomes a record when that comes, here of a peer that does not own it.
    if (records.isFuture(record)) throw fromTheFuture()
    await hints.add(target, key, record, keptAtMs)
    fault.hit('hint.kept')
    return { storeId: this.storeId, synced: true }
  }
}

/** How an answer says why there is none for one of those that were asked for together. @throws what is no P2pkvError: a bug fails the request, which is logged */
function failureOf (error: unknown): { status: number, details: Uint8Array } {
  if (!(error instanceof P2pkvError)) throw error
  const { status, body } = toStatus(error)
  return { status, details: body }
}

function versionsAnswer (record: Uint8Array | undefined): VersionsAnswer {
  if (record === undefined || record.byteLength <= VALUES_BYTES_MAX) return { record, versionsOnly: false, status: 0, details: NOTHING }
  try {
    return { record: withoutOnlyValue(record) ?? encodeRecord(versionsOnly(decodeRecord(record))), versionsOnly: true, status: 0, details: NOTHING }
  } catch (error) {
    return failed(error)
  }
}

function failed (error: unknown): VersionsAnswer { return { versionsOnly: false, ...failureOf(error) } }

function durabilityOf (message: number): Durability { return message === PUT_DURABILITY.buffered ? 'buffered' : 'synced' }

/** As many records as fit one answer. */
function bounded (answers: VersionsAnswer[]): VersionsAnswer[] {
  let bytes = 0
  return answers.map(answer => {
    bytes += answer.record?.byteLength ?? 0
    return bytes <= VERSIONS_BYTES_MAX || answer.record === undefined ? answer : failed(new OverloadedError('the records of one answer (VERSIONS_BYTES_MAX)', TOO_LONG_RETRY_MS))
  })
}

function fromTheFuture (): OverloadedError { return new OverloadedError('quarantine of records from the future', QUARANTINE_RETRY_MS) }

function peerId (hintFor: string): NodeId {
  if (!isNodeId(hintFor)) throw new InvalidArgumentError('a hint is kept for a peer, named by its id')
  return hintFor
}

function checked (key: RecordKey): RecordKey {
  checkRecordKey(key)
  return key
}

import { P2pkvError, PeerUnreachableError, ProtocolError } from '../../../protocols/errors.js'
import { equalBytes, toHex } from '../../../protocols/record/bytes.js'
import { decodeRecord } from '../../../protocols/record/record-codec.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { KvRecord, RecordKey } from '../../../protocols/record/record.js'
import { PUT_DURABILITY } from '../../../protocols/put/put.js'
import {
  REPLICA_READ, REPLICA_STORE, REPLICA_STORES, REPLICA_VERSIONS, STORES_BYTES_MAX, STORES_MAX, VERSIONS_KEYS_MAX,
  type StoreResponse, type StoresItem, type VersionsAnswer, type ViewId,
} from '../../../protocols/replicate/replicate.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import { fromStatus, isAnswer } from '../../../protocols/rpc/status.js'
import type { Durability } from '../../../storage/store.js'
import type { Clock, Env, Network } from '../env.js'
import type { Replica } from '../replica.js'
import type { PeerHealth, RequestKind } from './peer-health.js'
import { TurnBatches } from './turn-batches.js'

/** A longer record is sent alone: it costs more than its request does, and others would wait for it. */
const TOGETHER_BYTES_MAX = 8 * 1024

export interface ReplicaClientComponents {
  readonly clock: Clock
  readonly soon?: Env['soon']
  readonly network: Network
  readonly health: PeerHealth
  readonly replica: Replica
  readonly viewId: () => ViewId | undefined
  readonly heardView: (from: NodeId, view: ViewId | undefined) => void
  /** The peer did what it was asked: it lives, whatever probes that were late made of it. */
  readonly answered: (peer: NodeId) => void
}

export interface StoredAck {
  readonly storeId: string
  readonly synced: boolean
  /** The ring view of the replica when it answered. */
  readonly view: ViewId | undefined
}

export interface ReplicaAnswer {
  /** undefined: the replica has nothing under the key. */
  readonly record: KvRecord | undefined
  /** The values were left out. */
  readonly versionsOnly: boolean
  /** The ring view of the replica when it answered. */
  readonly view: ViewId | undefined
}

/** Reads and writes one record on one replica, this peer's own included, and remembers how each peer did. */
export class ReplicaClient {
  readonly #versions: TurnBatches<RecordKey, ReplicaAnswer>
  readonly #stores: Readonly<Record<Durability, TurnBatches<StoresItem, StoredAck>>>

  constructor (private readonly components: ReplicaClientComponents) {
    const stores = (durability: Durability): TurnBatches<StoresItem, StoredAck> => new TurnBatches(components, {
      itemsMax: STORES_MAX,
      bytesMax: STORES_BYTES_MAX,
      send: (peer, items, deadline) => this.#sendStores(peer, items as StoresItem[], durability, deadline),
    })
    this.#versions = new TurnBatches(components, { itemsMax: VERSIONS_KEYS_MAX, bytesMax: Infinity, send: (peer, keys, deadline) => this.#sendVersions(peer, keys as RecordKey[], deadline) })
    this.#stores = { synced: stores('synced'), buffered: stores('buffered') }
  }

  /** @returns undefined when the replica has nothing under the key */
  async readRecord (peer: NodeId, key: RecordKey, deadline: number): Promise<KvRecord | undefined> {
    return (await this.read(peer, key, deadline)).record
  }

  /** The whole record. */
  read (peer: NodeId, { bucket, key }: RecordKey, deadline: number): Promise<ReplicaAnswer> {
    const { network, viewId, heardView } = this.components
    if (peer === network.self) return this.#readHere({ bucket, key })
    return this.#ask(peer, REPLICA_READ, { bucket, key, view: viewId() }, deadline, ({ record, view }) => {
      heardView(peer, view)
      return { record: record === undefined ? undefined : decodeRecord(record), versionsOnly: false, view }
    })
  }

  /** The record, or, when it has more than VALUES_BYTES_MAX bytes, its versions only. */
  readVersions (peer: NodeId, { bucket, key }: RecordKey, deadline: number): Promise<ReplicaAnswer> {
    if (peer === this.components.network.self) return this.#readHere({ bucket, key })
    return this.#versions.ask(peer, { bucket, key }, deadline)
  }

  #sendVersions (peer: NodeId, keys: RecordKey[], deadline: number): Promise<(index: number) => ReplicaAnswer> {
    const { viewId, heardView } = this.components
    return this.#ask(peer, REPLICA_VERSIONS, { keys, view: viewId() }, deadline, ({ answers, view }) => {
      heardView(peer, view)
      if (answers.length !== keys.length) throw new ProtocolError(`${peer} was asked for the versions of ${keys.length} keys and answered for ${answers.length}`)
      return index => {
        const { record, versionsOnly, status, details } = answers[index] as VersionsAnswer
        if (status !== 0) throw fromStatus(status, details)
        return { record: record === undefined ? undefined : decodeRecord(record), versionsOnly, view }
      }
    })
  }

  #readHere (key: RecordKey): Promise<ReplicaAnswer> {
    const { replica, viewId } = this.components
    return replica.read(key).then(record => ({ record, versionsOnly: false, view: viewId() }))
  }

  /**
   * Merges an encoded record into what the replica holds; resolves when it is stored there.
   *
   * @param hintFor the primary for which a stand-in is to keep it; undefined: the replica is meant itself
   */
  store (peer: NodeId, { bucket, key }: RecordKey, record: Uint8Array, durability: Durability, deadline: number, hintFor?: NodeId): Promise<StoredAck> {
    const { network, viewId, heardView } = this.components
    if (peer === network.self) return this.#storeHere({ bucket, key }, record, durability)
    const bytes = record.byteLength + key.byteLength
    if (hintFor === undefined && bytes <= TOGETHER_BYTES_MAX) return this.#stores[durability].ask(peer, { bucket, key, record }, deadline, bytes)
    return this.#ask(peer, REPLICA_STORE, { bucket, key, record, view: viewId(), durability: PUT_DURABILITY[durability], hintFor: hintFor ?? '' }, deadline, answer => {
      heardView(peer, answer.view)
      return ackOf(answer)
    })
  }

  #sendStores (peer: NodeId, items: StoresItem[], durability: Durability, deadline: number): Promise<(index: number) => StoredAck> {
    const { viewId, heardView } = this.components
    return this.#ask(peer, REPLICA_STORES, { items, view: viewId(), durability: PUT_DURABILITY[durability] }, deadline, answer => {
      const { failures } = answer
      heardView(peer, answer.view)
      if (failures.some(({ index, status }) => index >= items.length || status === 0)) throw new ProtocolError(`${peer} says of records that they were not stored that it was not sent`, { outcome: 'unknown' })
      const ack = ackOf(answer)
      return index => {
        for (const failure of failures) if (failure.index === index) throw fromStatus(failure.status, failure.details)
        return ack
      }
    })
  }

  async #storeHere (key: RecordKey, record: Uint8Array, durability: Durability): Promise<StoredAck> {
    const { replica, viewId } = this.components
    return { ...await replica.store(key, decodeRecord(record), durability), view: viewId() }
  }

  /** Sends a request and counts how the peer did: only silence and lost connections count against it. */
  send<Q, R> (peer: NodeId, rpc: Rpc<Q, R>, body: Q, deadline: number): Promise<R> {
    return this.#ask(peer, rpc, body, deadline, answer => answer)
  }

  /** Not an async function: each makes three times as much garbage. @param read what is made of the answer */
  #ask<Q, R, T> (peer: NodeId, rpc: Rpc<Q, R>, body: Q, deadline: number, read: (answer: R) => T): Promise<T> {
    const { clock, network, health, answered } = this.components
    const start = clock.monotonic()
    health.started(peer)
    return network.request(peer, rpc, body, { deadline }).then(answer => {
      health.succeeded(peer, clock.monotonic() - start, kindOf(rpc.name))
      answered(peer)
      return read(answer)
    }, (error: unknown) => {
      // Whose connection is still being opened at the deadline is not lost.
      if (isSilence(error) && !isAnswer(error)) health.gaveUp(peer, error instanceof PeerUnreachableError && clock.monotonic() < deadline)
      else health.answered(peer)
      throw error
    })
  }
}

function ackOf ({ storeId, durability, view }: Pick<StoreResponse, 'storeId' | 'durability' | 'view'>): StoredAck {
  return { storeId: storeName(storeId), synced: durability === PUT_DURABILITY.synced, view }
}

interface Named { readonly storeId: Uint8Array, readonly name: string }
/** Names of stores that are remembered, a power of two: the same few stores answer all writes. */
const NAMED_MAX = 64
const named: Array<Named | undefined> = Array.from({ length: NAMED_MAX })

function storeName (storeId: Uint8Array): string {
  const slot = (storeId[0] ?? 0) & (NAMED_MAX - 1)
  let known = named[slot]
  if (known === undefined || !equalBytes(known.storeId, storeId)) named[slot] = known = { storeId: storeId.slice(), name: toHex(storeId) }
  return known.name
}

function kindOf (name: string): RequestKind { return name === REPLICA_READ.name || name === REPLICA_VERSIONS.name ? 'read' : name === REPLICA_STORE.name || name === REPLICA_STORES.name ? 'store' : 'other' }

/** Whether the error says that the peer did not answer at all. */
export function isSilence (error: unknown): boolean {
  return error instanceof P2pkvError && (error.code === 'PEER_UNREACHABLE' || error.code === 'DEADLINE_EXCEEDED')
}

/** The code under which an accumulator counts a failure. */
export function failureCode (error: unknown): string {
  return error instanceof P2pkvError ? error.code : 'INTERNAL'
}

import { P2pkvError } from '../../../protocols/errors.js'
import { toHex } from '../../../protocols/record/bytes.js'
import { decodeRecord } from '../../../protocols/record/record-codec.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { KvRecord, RecordKey } from '../../../protocols/record/record.js'
import { PUT_DURABILITY } from '../../../protocols/put/put.js'
import { REPLICA_READ, REPLICA_STORE, type ViewId } from '../../../protocols/replicate/replicate.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import type { Durability } from '../../../storage/store.js'
import type { Clock, Network } from '../env.js'
import type { Replica } from '../replica.js'
import type { PeerHealth } from './peer-health.js'

export interface ReplicaClientComponents {
  readonly clock: Clock
  readonly network: Network
  readonly health: PeerHealth
  readonly replica: Replica
  readonly viewId: () => ViewId | undefined
  readonly heardView: (from: NodeId, view: ViewId | undefined) => void
}

export interface StoredAck { readonly storeId: string, readonly synced: boolean }

/** Reads and writes one record on one replica, this peer's own included, and remembers how each peer did. */
export class ReplicaClient {
  constructor (private readonly components: ReplicaClientComponents) {}

  /** @returns undefined when the replica has nothing under the key */
  async read (peer: NodeId, { bucket, key }: RecordKey, deadline: number): Promise<KvRecord | undefined> {
    const { network, replica, viewId, heardView } = this.components
    if (peer === network.self) return await replica.read({ bucket, key })
    const answer = await this.send(peer, REPLICA_READ, { bucket, key, view: viewId() }, deadline)
    heardView(peer, answer.view)
    return answer.record === undefined ? undefined : decodeRecord(answer.record)
  }

  /** Merges an encoded record into what the replica holds; resolves when it is stored there. */
  async store (peer: NodeId, { bucket, key }: RecordKey, record: Uint8Array, durability: Durability, deadline: number): Promise<StoredAck> {
    const { network, replica, viewId, heardView } = this.components
    if (peer === network.self) return await replica.store({ bucket, key }, decodeRecord(record), durability)
    const answer = await this.send(peer, REPLICA_STORE, { bucket, key, record, view: viewId(), durability: PUT_DURABILITY[durability], hintFor: '' }, deadline)
    heardView(peer, answer.view)
    return { storeId: toHex(answer.storeId), synced: answer.durability === PUT_DURABILITY.synced }
  }

  /** Sends a request and counts how the peer did: only silence and lost connections count against it. */
  async send<Q, R> (peer: NodeId, rpc: Rpc<Q, R>, body: Q, deadline: number): Promise<R> {
    const { clock, network, health } = this.components
    const start = clock.monotonic()
    try {
      const answer = await network.request(peer, rpc, body, { deadline })
      health.succeeded(peer, clock.monotonic() - start)
      return answer
    } catch (error) {
      if (isSilence(error)) health.failed(peer)
      throw error
    }
  }
}

/** Whether the error says that the peer did not answer at all. */
export function isSilence (error: unknown): boolean {
  return error instanceof P2pkvError && (error.code === 'PEER_UNREACHABLE' || error.code === 'DEADLINE_EXCEEDED')
}

/** The code under which an accumulator counts a failure. */
export function failureCode (error: unknown): string {
  return error instanceof P2pkvError ? error.code : 'INTERNAL'
}

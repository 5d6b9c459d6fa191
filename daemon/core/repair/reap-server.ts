import { CorruptRecordError, InvalidArgumentError, NotAuthorizedError, NotReadyError, P2pkvError } from '../../../protocols/errors.js'
import { equalBytes } from '../../../protocols/record/bytes.js'
import { checkRecordKey, partitionOf } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { HELD, REAP_CONFIRM, REAP_NAMES_MAX, REAP_REMOVE, REAP_REPORT, REPORT_PARTITIONS_MAX, type HeldReason, type ReapName } from '../../../protocols/reap/reap.js'
import type { ViewId } from '../../../protocols/replicate/replicate.js'
import type { HintStore } from '../../../storage/hint-store.js'
import { recordStorageKey } from '../../../storage/keyspace.js'
import { deadSince } from '../../../storage/record-indexes.js'
import type { RecordStore } from '../../../storage/record-store.js'
import { decodeRecord } from '../../../protocols/record/record-codec.js'
import { versionSetHash } from '../../../storage/tree-entries.js'
import type { Caller, Clock, FaultPoints, Network } from '../env.js'
import type { Ring } from '../ring/ring.js'

export interface ReapServerComponents {
  readonly clock: Clock
  readonly network: Network
  readonly fault: FaultPoints
  readonly records: RecordStore
  readonly hints: Pick<HintStore, 'holdsBack'>
  /** The ring, when it is the only live view and this peer knows of nobody who has not got there. */
  readonly settledRing: () => Ring | undefined
  readonly viewId: () => ViewId | undefined
  /** Whether data is still on its way here from former owners. */
  readonly isFilling: () => boolean
  readonly replicasOf: (bucket: string) => number
  /** See RaisedBuckets.digestIn. */
  readonly bucketsDigest: () => Uint8Array
  /** When a store last ceased to own the partition, milliseconds since 1970; undefined: never. */
  readonly disownedAtMs: (partition: number) => number | undefined
  /** All numbers of replicas that some bucket has. */
  readonly replicas: () => readonly number[]
}

export interface ReapServerInit {
  readonly partitions: number
  /** As ReaperInit.graceMs: each member's own counts, by its own clock. One clock that is days ahead, or one setting, must not decide for all. */
  readonly graceMs: number | null
}

/**
 * What one member has to say when deleted keys are to go: whether it may still send an old version, whether
 * it holds exactly what the others hold; and the removal itself. See reaper.ts.
 */
export class ReapServer {
  constructor (private readonly components: ReapServerComponents, private readonly init: ReapServerInit) {
    const { network } = components
    network.handle(REAP_REPORT, async (from, { epoch, viewHash, partitions, bucketsDigest }) => {
      this.#check(from, { epoch, hash: viewHash })
      // Whoever takes itself for an owner of a key must be one of those that the asker asks.
      if (!equalBytes(bucketsDigest, components.bucketsDigest())) throw new NotReadyError('this peer knows other settings of buckets that have more replicas than the ring')
      if (partitions.length > REPORT_PARTITIONS_MAX) throw new InvalidArgumentError(`at most ${REPORT_PARTITIONS_MAX} partitions are reported on at once`)
      const held = await this.report(partitions)
      return { held: [...held].map(([partition, why]) => ({ partition, why })) }
    })
    network.handle(REAP_CONFIRM, async (from, { epoch, viewHash, names }) => {
      this.#check(from, { epoch, hash: viewHash }, names)
      return { refused: await this.confirm(names) }
    })
    network.handle(REAP_REMOVE, async (from, { epoch, viewHash, names }) => {
      this.#check(from, { epoch, hash: viewHash }, names)
      return { refused: await this.remove(names) }
    })
  }

  /** Which of the partitions this peer may still bring an old version to, and why. */
  async report (partitions: readonly number[]): Promise<Map<number, HeldReason>> {
    const held = new Map<number, HeldReason>()
    for (const partition of partitions) {
      const why = await this.#heldBy(partition)
      if (why !== undefined) held.set(partition, why)
    }
    return held
  }

  async #heldBy (partition: number): Promise<HeldReason | undefined> {
    const { records, hints, isFilling, settledRing, disownedAtMs } = this.components
    if (partition >= this.init.partitions) throw new InvalidArgumentError(`there is no partition ${partition}`)
    const ring = settledRing()
    if (ring === undefined || isFilling()) return HELD.transfer
    if (records.quarantined > 0) return HELD.quarantine
    if (hints.holdsBack(partition)) return HELD.hints
    if ((disownedAtMs(partition) ?? -Infinity) > this.graceEndMs) return HELD.recent
    return await this.#hasStrays(ring, partition).then(has => has ? HELD.stray : undefined, (error: unknown) => {
      if (error instanceof P2pkvError) return HELD.notReady
      throw error
    })
  }

  /** Whether anything here is of a bucket of which this peer is no owner. */
  async #hasStrays (ring: Ring, partition: number): Promise<boolean> {
    const { records, replicas, replicasOf, network } = this.components
    const owns = (n: number): boolean => ring.primariesFor(partition, Math.max(n, ring.view.replicas)).includes(network.self)
    const { count } = records.partitionRoot(partition)
    if (records.indexes.trees.unsure.some(leaf => leaf.partition === partition)) return true
    if (count === 0 || replicas().every(owns)) return false
    for await (const { key, encoded } of records.scanPartition(partition)) {
      if (encoded instanceof CorruptRecordError || !owns(replicasOf(key.bucket))) return true
    }
    return false
  }

  /** Indexes of those that are not held exactly so, dead and on stable storage. */
  async confirm (names: readonly ReapName[]): Promise<number[]> {
    const { records, fault } = this.components
    const refused = await this.#each(names, async (key, encoded) => {
      // What is held already is written again if it was only buffered: a power cut must not bring back what it covers.
      const merged = await records.merge(key, decodeRecord(encoded), 'synced')
      await merged.committed
      return !merged.changed && !merged.quarantined
    })
    fault.hit('reap.confirmed')
    return refused
  }

  /** Removes them; indexes of those that are not held exactly so any more. */
  async remove (names: readonly ReapName[]): Promise<number[]> {
    const { records, fault } = this.components
    const refused = await this.#each(names, async (key, encoded) => await records.remove(key, encoded, 'synced'))
    fault.hit('reap.removed')
    return refused
  }

  async #each (names: readonly ReapName[], act: (key: { bucket: string, key: Uint8Array }, encoded: Uint8Array) => Promise<boolean>): Promise<number[]> {
    const { records } = this.components
    const done = await Promise.all(names.map(async ({ bucket, key: bytes, hash }) => {
      const key = { bucket, key: bytes }
      try {
        const encoded = await records.readEncoded(key)
        if (encoded === undefined) return false
        const record = decodeRecord(encoded)
        const since = deadSince(record)
        if (since === undefined || since > this.graceEndMs) return false
        if (!equalBytes(versionSetHash(recordStorageKey(partitionOf(key, this.init.partitions), key), record), hash)) return false
        return await act(key, encoded)
      } catch (error) {
        if (!(error instanceof P2pkvError)) throw error
        return false
      }
    }))
    return done.flatMap((isDone, index) => isDone ? [] : [index])
  }

  /** What has been dead, or is past, since then may be forgotten. */
  protected get graceEndMs (): number { return this.components.clock.realtime() - (this.init.graceMs ?? Infinity) }

  #check ({ id }: Caller, { epoch, hash }: ViewId, names: readonly ReapName[] = []): void {
    const ring = this.components.settledRing()
    const own = this.components.viewId()
    if (ring === undefined || own === undefined || own.epoch !== epoch || !equalBytes(own.hash, hash)) throw new NotReadyError('this peer has not got to that ring view, or is beyond it')
    if (ring.member(id) === undefined) throw new NotAuthorizedError('only members remove what was deleted')
    if (names.length > REAP_NAMES_MAX) throw new InvalidArgumentError(`at most ${REAP_NAMES_MAX} keys are reaped at once`)
    for (const { bucket, key } of names) checkRecordKey({ bucket, key })
  }

  /** The peers that keep a bucket's keys of a partition. */
  ownersOf (ring: Ring, partition: number, bucket: string): readonly NodeId[] {
    return ring.primariesFor(partition, Math.max(this.components.replicasOf(bucket), ring.view.replicas))
  }
}

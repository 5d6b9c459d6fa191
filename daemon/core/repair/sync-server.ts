import { InvalidArgumentError, NotReadyError } from '../../../protocols/errors.js'
import { equalBytes } from '../../../protocols/record/bytes.js'
import { checkRecordKey } from '../../../protocols/record/key.js'
import { ENTRIES_MAX, PAGE_RECORDS_MAX, ROOTS_MAX, SYNC_ENTRIES, SYNC_FETCH, SYNC_LEAVES, SYNC_OFFER, SYNC_ROOTS } from '../../../protocols/sync/sync.js'
import { TREE_HASH_BYTES } from '../../../storage/merkle-trees.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Network } from '../env.js'
import type { RaisedBuckets } from '../raised-buckets.js'
import type { Exchange } from './exchange.js'
import { leavesFromBits } from './leaf-bits.js'

export interface SyncServerComponents {
  readonly network: Network
  readonly records: RecordStore
  readonly exchange: Exchange
  /** Whether the peer has been out of the ring for so long that what it has may have been deleted and forgotten since. */
  readonly isForgotten: (peer: NodeId) => boolean
  readonly raised: () => RaisedBuckets
  /** Of the newest view. */
  readonly viewHash: () => Uint8Array
}

const NOT_SAID = new Uint8Array(0)

/** The answering side of Exchange. Whoever asks: it tells what it has, and takes what it gets, owner or not, but from who was removed long ago. */
export class SyncServer {
  constructor ({ network, records, exchange, isForgotten, raised, viewHash }: SyncServerComponents, { partitions }: { readonly partitions: number }) {
    const check = (partition: number): number => {
      if (partition >= partitions) throw new InvalidArgumentError(`there is no partition ${partition}`)
      return partition
    }
    network.handle(SYNC_ROOTS, async (_from, { partitions: asked, roots, storeWanted }) => {
      if (asked.length > ROOTS_MAX || roots.length !== asked.length * TREE_HASH_BYTES) throw new InvalidArgumentError('the roots do not fit the partitions')
      const isOther = (partition: number, index: number): boolean => !equalBytes(records.partitionRoot(check(partition)).hash, roots.subarray(index * TREE_HASH_BYTES, (index + 1) * TREE_HASH_BYTES))
      return { differing: asked.filter(isOther), storeId: storeWanted ? records.storeId : NOT_SAID }
    })
    network.handle(SYNC_LEAVES, async (_from, { partition }) => ({ hashes: records.leafHashes(check(partition)) }))
    network.handle(SYNC_ENTRIES, async (_from, { partition, leaves, from, limit, raised: asked }) => {
      if (from !== undefined) checkRecordKey(from)
      // Who has not heard yet that a bucket has more replicas would say that it holds nothing of it; who was taken out may have what was forgotten since.
      const known = raised()
      if (asked !== undefined && !equalBytes(asked.digest, known.digestIn(viewHash()))) throw new NotReadyError('this peer knows another ring view, or other settings of buckets that have more replicas than the ring')
      const takes = asked && ((bucket: string) => known.replicasOf(bucket) >= asked.replicasMin)
      const { entries, next } = await records.leafEntries(check(partition), leavesFromBits(leaves), { from, limit: Math.max(1, Math.min(limit, ENTRIES_MAX)), takes })
      return { entries: entries.map(({ key: { bucket, key }, hash }) => ({ bucket, key, hash })), ...(next === undefined ? {} : { next }) }
    })
    network.handle(SYNC_FETCH, async (_from, { names }) => {
      if (names.length > PAGE_RECORDS_MAX) throw new InvalidArgumentError(`at most ${PAGE_RECORDS_MAX} records are fetched at once`)
      for (const name of names) checkRecordKey(name)
      const { page, answered } = await exchange.page(names)
      return { records: page, answered }
    })
    network.handle(SYNC_OFFER, async (from, { records: offered }) => {
      if (isForgotten(from.id)) throw new NotReadyError('this peer was removed from the ring long ago: what it has may have been deleted since')
      if (offered.length > PAGE_RECORDS_MAX) throw new InvalidArgumentError(`at most ${PAGE_RECORDS_MAX} records are offered at once`)
      const { refused } = await exchange.take(offered)
      return { refused, storeId: records.storeId }
    })
  }
}

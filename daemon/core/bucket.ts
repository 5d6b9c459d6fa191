import type { ConflictPolicy } from '../../protocols/record/visible.js'
import type { Quorum } from '../../protocols/rpc/quorum.js'

/** What holds for every key of a bucket unless a request says otherwise. */
export interface BucketProperties {
  /** Primaries of a key, at most the members there are. */
  readonly n: number
  readonly r: Quorum
  readonly w: Quorum
  readonly conflict: ConflictPolicy
  /** Milliseconds until a version expires when its put gives no TTL; null: never. */
  readonly ttlMs: number | null
}

export type BucketLookup = (bucket: string) => BucketProperties

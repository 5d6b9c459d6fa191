import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8Bytes } from '../../protocols/record/bytes.js'

const DIGEST_BYTES = 16

/**
 * Which buckets have more replicas than the ring, as a peer knows it at one time. Never changes: what was listed by it was
 * listed by what its digest says, also when settings have changed meanwhile.
 */
export class RaisedBuckets {
  /** The most that one of them has; 0: there is none. */
  readonly most: number
  /** The same where the same buckets have as many. */
  readonly digest: Uint8Array

  /**
   * @param ringReplicas more than these
   * @param unset replicas of buckets that nobody set
   * @param set of all others, ascending by name
   */
  constructor (ringReplicas: number, private readonly unset: number, private readonly set: ReadonlyMap<string, number>) {
    const found = [['', unset] as const, ...set].filter(([, n]) => n > ringReplicas)
    this.most = Math.max(0, ...found.map(([, n]) => n))
    this.digest = sha256(utf8Bytes(found.map(([bucket, n]) => `${bucket} ${n}`).join())).subarray(0, DIGEST_BYTES)
  }

  replicasOf (bucket: string): number { return this.set.get(bucket) ?? this.unset }

  /** 16 bytes, the same at peers that know the same of these buckets, and the same newest view of the ring: neither has been left out by the other. */
  digestIn (viewHash: Uint8Array): Uint8Array { return sha256(concatBytes(this.digest, viewHash)).subarray(0, DIGEST_BYTES) }
}

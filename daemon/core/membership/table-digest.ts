const BUCKETS = 64
const BUCKET_BYTES = 8

/**
 * What a member table holds, in 512 bytes: for each bucket of peers the exclusive or of the beginnings
 * of their records' signatures. Two tables with equal digests are equal; where they are not, only the
 * records of the buckets that differ need to travel, so that a steady exchange costs the same in a
 * cluster of any size.
 */
export class TableDigest {
  readonly #bytes = new Uint8Array(BUCKETS * BUCKET_BYTES)

  /** Puts a record in, or takes it out again: the same operation. */
  toggle (peer: string, signature: Uint8Array): void {
    const first = bucketOf(peer) * BUCKET_BYTES
    for (let index = 0; index < BUCKET_BYTES; index++) {
      this.#bytes[first + index] = (this.#bytes[first + index] ?? 0) ^ (signature[index] ?? 0)
    }
  }

  encode (): Uint8Array { return this.#bytes.slice() }

  /** Whether the table of which `other` is the digest differs where the record of `peer` is; yes for one that cannot be read. */
  differs (other: Uint8Array, peer: string): boolean {
    if (other.length !== this.#bytes.length) return true
    const first = bucketOf(peer) * BUCKET_BYTES
    for (let index = first; index < first + BUCKET_BYTES; index++) if (other[index] !== this.#bytes[index]) return true
    return false
  }
}

/** FNV-1a: any function will do that all peers share. */
function bucketOf (peer: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < peer.length; index++) hash = Math.imul(hash ^ peer.charCodeAt(index), 0x01000193)
  return (hash >>> 8) % BUCKETS
}

/**
 * One hash tree of two levels for each partition, for finding out what two replicas do not share
 * (Merkle 1987; Dynamo §4.7). Made to be changed in place: a leaf is the sum of the hashes of its
 * entries, modulo 2^64 twice, so a write subtracts the old entry and adds the new one and nothing is
 * ever rebuilt (the incremental multiset hash of Bellare and Micciancio, 1997).
 *
 * Pure: the caller stores the operation that a change returns in the batch of the change itself.
 */
import { CorruptRecordError } from '../protocols/errors.js'
import { readWord, writeWord } from '../protocols/record/bytes.js'
import { hash128, hash32 } from '../protocols/record/checksum.js'
import { ENVELOPE_HEADER_BYTES, openEnvelope, sealEnvelope, sealInPlace } from './envelope.js'
import { LOCATION_OFFSET, partitionOfStorageKey, treeStorageKey } from './keyspace.js'
import { allocate } from '../protocols/record/slab.js'
import type { StoreEntry, StoreOp } from './store.js'

/** Leaves of a partition; on the wire, so never changed. */
export const TREE_LEAVES = 64
/** Bytes of a root, and of a leaf's two sums. */
export const TREE_HASH_BYTES = 16
const LEAF_BITS = 6
/** Two sums of two words each, low word first, and a count. */
const LEAF_WORDS = 5
const LEAF_BYTES = 4 * LEAF_WORDS
const NOTHING = new Uint8Array(0)
/** Stored instead of the sums: they are not known, count the leaf again. */
const UNSURE = Uint8Array.of(0)

export interface PartitionRoot {
  /** 16 bytes; equal on two peers when they hold the same records of the partition. */
  readonly hash: Uint8Array
  /** How many records that is, deleted ones that are not yet reaped included. */
  readonly count: number
}

export interface TreeLeaf { readonly partition: number, readonly leaf: number }

/** The leaf that the record under a storage key belongs to: the same on every peer. */
export function leafOf (storageKey: Uint8Array): number {
  return hash32(storageKey, LOCATION_OFFSET) >>> (32 - LEAF_BITS)
}

/** Sums of entries, leaf by leaf. */
export class LeafSums {
  readonly words = new Uint32Array(TREE_LEAVES * LEAF_WORDS)

  add (leaf: number, hash: Uint32Array): void {
    this.#sum(leaf, 0, hash[0] as number, hash[1] as number)
    this.#sum(leaf, 2, hash[2] as number, hash[3] as number)
    const at = leaf * LEAF_WORDS + 4
    this.words[at] = (this.words[at] as number) + 1
  }

  subtract (leaf: number, hash: Uint32Array): void {
    this.#difference(leaf, 0, hash[0] as number, hash[1] as number)
    this.#difference(leaf, 2, hash[2] as number, hash[3] as number)
    const at = leaf * LEAF_WORDS + 4
    this.words[at] = (this.words[at] as number) - 1
  }

  #sum (leaf: number, word: number, low: number, high: number): void {
    const at = leaf * LEAF_WORDS + word
    const sum = (this.words[at] as number) + low
    this.words[at] = sum
    this.words[at + 1] = (this.words[at + 1] as number) + high + (sum > 0xffff_ffff ? 1 : 0)
  }

  #difference (leaf: number, word: number, low: number, high: number): void {
    const at = leaf * LEAF_WORDS + word
    const difference = (this.words[at] as number) - low
    this.words[at] = difference
    this.words[at + 1] = (this.words[at + 1] as number) - high - (difference < 0 ? 1 : 0)
  }

  clear (leaf: number): void { this.words.fill(0, leaf * LEAF_WORDS, (leaf + 1) * LEAF_WORDS) }

  count (leaf: number): number { return this.words[leaf * LEAF_WORDS + 4] as number }

  isEmpty (leaf: number): boolean {
    for (let at = leaf * LEAF_WORDS; at < (leaf + 1) * LEAF_WORDS; at++) if (this.words[at] !== 0) return false
    return true
  }

  /** As it is stored: the words, little-endian, sealed under `key`. */
  seal (leaf: number, key: Uint8Array): Uint8Array {
    const sealed = allocate(ENVELOPE_HEADER_BYTES + LEAF_BYTES)
    for (let at = 0; at < LEAF_BYTES; at += 4) writeWord(sealed, ENVELOPE_HEADER_BYTES + at, this.words[leaf * LEAF_WORDS + at / 4] as number)
    sealInPlace(key, sealed)
    return sealed
  }

  read (leaf: number, bytes: Uint8Array): void {
    for (let at = 0; at < LEAF_BYTES; at += 4) this.words[leaf * LEAF_WORDS + at / 4] = readWord(bytes, at)
  }
}

/** The trees of a store, in memory: 1,280 bytes for each partition that has records (1.25 MiB for 1,024, 20 MiB for 16,384). */
export class MerkleTrees {
  readonly #sums = new Map<number, LeafSums>()
  /** By partition * TREE_LEAVES + leaf. */
  readonly #unsure = new Set<number>()
  /** Of partitions that have not changed since: peers ask for the same roots again and again. */
  readonly #roots = new Map<number, PartitionRoot>()
  #keys = 0

  /** @param unsureHash 16 bytes that no other store has: what a leaf says whose sums are not known, so that it never seems equal */
  constructor (private readonly unsureHash: Uint8Array) {}

  clear (): void {
    this.#sums.clear()
    this.#unsure.clear()
    this.#roots.clear()
    this.#keys = 0
  }

  /** How many records all trees count; exact while no leaf is unsure. */
  get keys (): number { return this.#keys }

  /** Takes in a stored leaf; one that cannot be read is unsure. */
  load ({ key, value }: StoreEntry): void {
    const partition = partitionOfStorageKey(key)
    const leaf = key[3] ?? 0
    try {
      const body = openEnvelope(key, value)
      if (body.length !== LEAF_BYTES) {
        this.markUnsure(partition, leaf)
        return
      }
      const sums = this.#toChange(partition)
      sums.read(leaf, body)
      this.#keys += sums.count(leaf)
    } catch (error) {
      if (!(error instanceof CorruptRecordError)) throw error
      this.markUnsure(partition, leaf)
    }
  }

  /** Counts an entry without storing anything: for counting all anew. */
  count (storageKey: Uint8Array, hash: Uint32Array): void {
    this.#toChange(partitionOfStorageKey(storageKey)).add(leafOf(storageKey), hash)
    this.#keys++
  }

  /**
   * One record changes from the entry `before` to `after` (undefined: none), and what to store for it.
   *
   * @param before 'unreadable' makes the leaf unsure: what it counted for the record is not known
   */
  change (storageKey: Uint8Array, before: Uint32Array | 'unreadable' | undefined, after: Uint32Array | undefined): StoreOp {
    const { partition, leaf } = this.update(storageKey, before, after)
    return this.leafOp(partition, leaf)
  }

  /** As change, for who stores the leaf after many such: see leafOp. */
  update (storageKey: Uint8Array, before: Uint32Array | 'unreadable' | undefined, after: Uint32Array | undefined): TreeLeaf {
    const partition = partitionOfStorageKey(storageKey)
    const leaf = leafOf(storageKey)
    if (before === 'unreadable') this.markUnsure(partition, leaf)
    else if (!this.isUnsure(partition, leaf)) {
      const sums = this.#toChange(partition)
      if (before !== undefined) sums.subtract(leaf, before)
      if (after !== undefined) sums.add(leaf, after)
      this.#keys += (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1)
    }
    return { partition, leaf }
  }

  /** What to store for a leaf as it is. */
  leafOp (partition: number, leaf: number): StoreOp {
    const key = treeStorageKey(partition, leaf)
    if (this.isUnsure(partition, leaf)) return { type: 'put', key, value: sealEnvelope(key, UNSURE) }
    const sums = this.#sums.get(partition)
    return sums === undefined || sums.isEmpty(leaf) ? { type: 'del', key } : { type: 'put', key, value: sums.seal(leaf, key) }
  }

  markUnsure (partition: number, leaf: number): void {
    this.#roots.delete(partition)
    this.#unsure.add(partition * TREE_LEAVES + leaf)
  }

  isUnsure (partition: number, leaf: number): boolean { return this.#unsure.size > 0 && this.#unsure.has(partition * TREE_LEAVES + leaf) }

  get unsure (): TreeLeaf[] {
    return [...this.#unsure].map(id => ({ partition: Math.floor(id / TREE_LEAVES), leaf: id % TREE_LEAVES }))
  }

  /** The sums of an unsure leaf, counted again. */
  settle (partition: number, leaf: number, entries: Iterable<Uint32Array>): void {
    const sums = this.#toChange(partition)
    this.#keys -= sums.count(leaf)
    sums.clear(leaf)
    for (const hash of entries) sums.add(leaf, hash)
    this.#keys += sums.count(leaf)
    this.#unsure.delete(partition * TREE_LEAVES + leaf)
  }

  /** The partitions that have records, ascending. */
  partitions (): number[] { return [...this.#sums.keys()].filter(partition => this.countOf(partition) > 0).sort((a, b) => a - b) }

  countOf (partition: number): number {
    const sums = this.#sums.get(partition)
    let count = 0
    if (sums !== undefined) for (let leaf = 0; leaf < TREE_LEAVES; leaf++) count += sums.count(leaf)
    return count
  }

  /** Whether it has no records, and all its sums are known. */
  isEmpty (partition: number): boolean {
    if (this.countOf(partition) > 0) return false
    for (let leaf = 0; leaf < TREE_LEAVES && this.#unsure.size > 0; leaf++) if (this.isUnsure(partition, leaf)) return false
    return true
  }

  root (partition: number): PartitionRoot {
    let root = this.#roots.get(partition)
    if (root === undefined) {
      root = this.#sums.has(partition) || this.#unsure.size > 0 ? { hash: rootOfLeaves(this.leafHashes(partition)), count: this.countOf(partition) } : EMPTY_ROOT
      this.#roots.set(partition, root)
    }
    return root
  }

  /** The sums of all leaves in order, 16 bytes each. */
  leafHashes (partition: number): Uint8Array {
    const hashes = new Uint8Array(TREE_LEAVES * TREE_HASH_BYTES)
    const words = this.#sums.get(partition)?.words
    if (words !== undefined) {
      const view = new DataView(hashes.buffer)
      for (let leaf = 0; leaf < TREE_LEAVES; leaf++) {
        for (let word = 0; word < 4; word++) view.setUint32(leaf * TREE_HASH_BYTES + 4 * word, words[leaf * LEAF_WORDS + word] as number, true)
      }
    }
    if (this.#unsure.size === 0) return hashes
    for (let leaf = 0; leaf < TREE_LEAVES; leaf++) if (this.isUnsure(partition, leaf)) hashes.set(this.unsureHash, leaf * TREE_HASH_BYTES)
    return hashes
  }

  #toChange (partition: number): LeafSums {
    this.#roots.delete(partition)
    let sums = this.#sums.get(partition)
    if (sums === undefined) this.#sums.set(partition, sums = new LeafSums())
    return sums
  }
}

/** The root above the leaves of a partition, as `leafHashes` gives them. */
export function rootOfLeaves (leafHashes: Uint8Array): Uint8Array {
  const words = new Uint32Array(4)
  hash128(NOTHING, 0, leafHashes, words)
  const hash = new Uint8Array(TREE_HASH_BYTES)
  for (let index = 0; index < 4; index++) writeWord(hash, 4 * index, words[index] as number)
  return hash
}

const EMPTY_ROOT: PartitionRoot = { hash: rootOfLeaves(new Uint8Array(TREE_LEAVES * TREE_HASH_BYTES)), count: 0 }

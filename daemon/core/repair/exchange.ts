import { DeadlineExceededError, P2pkvError } from '../../../protocols/errors.js'
import { concatBytes, equalBytes, toHex } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import {
  ENTRIES_MAX, PAGE_BYTES_MAX, PAGE_RECORDS_MAX, ROOTS_MAX, SYNC_ENTRIES, SYNC_FETCH, SYNC_LEAVES, SYNC_OFFER, SYNC_ROOTS, type NamedRecord,
} from '../../../protocols/sync/sync.js'
import { compareBytes } from '../../../storage/compare-bytes.js'
import { recordStorageKey } from '../../../storage/keyspace.js'
import { rootOfLeaves, TREE_HASH_BYTES, TREE_LEAVES } from '../../../storage/merkle-trees.js'
import type { RecordStore } from '../../../storage/record-store.js'
import type { TreeEntry, TreePage } from '../../../storage/tree-entries.js'
import type { Clock, FaultPoints, Network } from '../env.js'
import { leavesToBits } from './leaf-bits.js'
import { mergePage, type MergedPage } from './merge-page.js'
import { ACTIVE_PIECE_BYTES_MAX, ACTIVE_PIECE_RECORDS_MAX, type Pace } from './pace.js'

export interface ExchangeComponents {
  readonly clock: Clock
  readonly network: Network
  readonly fault: FaultPoints
  readonly records: RecordStore
}

export type Direction = 'both' | 'pull' | 'push'

export interface ExchangeOptions {
  readonly direction: Direction
  /** On `clock.monotonic()`. */
  readonly deadline: number
  /** The roots have just been compared: no need to begin with that. */
  readonly knownToDiffer?: boolean
}

export interface Exchanged {
  /** Both held the same of the partition when they were last compared. */
  readonly equal: boolean
  /** Records of the peer that changed this store. */
  readonly pulled: number
  /** Records of the peer that bear a stamp from the future: they were kept aside, and are not held here. */
  readonly aside: number
  /** Records of this store that the peer took. */
  readonly pushed: number
  /** Records of this store that the peer should have and did not take, or that cannot be read here. */
  readonly refused: number
}

/** What a peer holds of a partition that it owns for some buckets only: those that have more replicas than the ring. */
export interface Part {
  readonly partition: number
  /** See RaisedBuckets.digestIn: the other peer must know the same. */
  readonly digest: Uint8Array
  /** Its buckets have at least so many, … */
  readonly replicasMin: number
  /** … and are these. */
  readonly takes: (bucket: string) => boolean
}

export interface PartExchanged {
  /** Keys that were not held alike. */
  readonly found: number
  readonly pulled: number
  readonly pushed: number
  /** Each now holds what the other one did: nothing was refused, or kept aside. */
  readonly isWhole: boolean
  /** Of the whole partition, when it was found alike and nothing changed meanwhile: wherever both are so again, the part is alike. */
  readonly roots: PartRoots | undefined
}

export interface PartRoots { readonly own: Uint8Array, readonly theirs: Uint8Array }

/** What one pass over the keys under some leaves came to; see Exchanged. */
interface Pass { readonly found: number, readonly pulled: number, readonly aside: number, readonly pushed: number, readonly refused: number }

export interface CompareRootsOptions {
  /** Called with which store it was that answered, 32 hex digits; empty: a peer of an older version does not say. */
  readonly answered?: (storeId: string) => void
  readonly rootOf?: (partition: number) => Uint8Array
}

interface PassOptions {
  readonly direction: Direction
  readonly deadline: number
  readonly part?: Part
  readonly pace?: Pick<Pace, 'isWatched' | 'takePull'>
}

interface Differences {
  /** What the peer has and we have not, or otherwise. */
  readonly pull: RecordKey[]
  readonly push: RecordKey[]
  /** Among `pull` as well: ours is to be sent when theirs has joined it. */
  readonly pushAfterPull: RecordKey[]
}

/** Rounds of comparing and exchanging: the second takes in what was written during the first. */
const ROUNDS = 2
const ALL_LEAVES: ReadonlySet<number> = new Set(Array.from({ length: TREE_LEAVES }, (_, leaf) => leaf))

/**
 * Makes a partition equal on this peer and another one, by its Merkle trees: roots, then leaves that
 * differ, then the keys under these, then the records that differ. Each side merges what it gets.
 */
export class Exchange {
  constructor (private readonly components: ExchangeComponents) {}

  /**
   * The partitions of which the peer's root is another than ours, or than `rootOf` says.
   *
   * @throws what Network.request throws, StoreFencedError
   */
  async compareRoots (
    peer: NodeId, partitions: readonly number[], deadline: number, { answered, rootOf = partition => this.components.records.partitionRoot(partition).hash }: CompareRootsOptions = {},
  ): Promise<number[]> {
    const differing: number[] = []
    for (let first = 0; first < partitions.length; first += ROOTS_MAX) {
      const part = partitions.slice(first, first + ROOTS_MAX)
      const roots = concatBytes(...part.map(rootOf))
      const answer = await this.#ask(peer, SYNC_ROOTS, { partitions: part, roots, storeWanted: answered !== undefined }, deadline)
      answered?.(toHex(answer.storeId))
      differing.push(...answer.differing.filter(partition => part.includes(partition)))
    }
    return differing
  }

  /** Whether all of `peers` hold the same of the partition, whatever this one holds of it. @throws what Network.request throws */
  async areAlike (peers: readonly NodeId[], partition: number, deadline: number): Promise<boolean> {
    const [first, ...others] = await Promise.all(peers.map(async peer => (await this.#ask(peer, SYNC_LEAVES, { partition }, deadline)).hashes))
    return first !== undefined && others.every(hashes => equalBytes(hashes, first))
  }

  /** @throws what Network.request throws, StoreFencedError, OverloadedError: what was exchanged until then stays */
  async sync (peer: NodeId, partition: number, { direction, deadline, knownToDiffer = false }: ExchangeOptions): Promise<Exchanged> {
    const { records } = this.components
    let pulled = 0
    let aside = 0
    let pushed = 0
    let refused = 0
    for (let round = 0; round < ROUNDS; round++) {
      aside = 0
      const leaves = await this.#differingLeaves(peer, partition, deadline, knownToDiffer && round === 0)
      if (leaves.size === 0) return { equal: true, pulled, aside, pushed, refused }
      const pass = await this.#pass(peer, partition, leaves, { direction, deadline })
      pulled += pass.pulled
      aside = pass.aside
      pushed += pass.pushed
      refused += pass.refused
      // The same keys and versions under other sums: one of the trees is wrong. Ours we can count again.
      if (pass.found === 0) for (const leaf of leaves) records.indexes.recount(partition, leaf)
    }
    return { equal: (await this.compareRoots(peer, [partition], deadline)).length === 0, pulled, aside, pushed, refused }
  }

  /**
   * Makes a part of a partition equal here and at the peer. The tree says nothing of a part alone: its keys are listed.
   *
   * @throws as sync; NotReadyError: the peer knows another ring view, or other settings of buckets
   */
  async syncPart (peer: NodeId, part: Part, { deadline, pace }: { readonly deadline: number, readonly pace: Pick<Pace, 'isWatched' | 'takePull'> }): Promise<PartExchanged> {
    const { partition } = part
    const own = this.components.records.partitionRoot(partition).hash
    const { hashes } = await this.#ask(peer, SYNC_LEAVES, { partition }, deadline)
    const theirs = rootOfLeaves(hashes)
    const { found, pulled, aside, pushed, refused } = await this.#pass(peer, partition, ALL_LEAVES, { direction: 'both', deadline, part, pace })
    const isSteady = found === 0 && equalBytes(own, this.components.records.partitionRoot(partition).hash) && (await this.compareRoots(peer, [partition], deadline, { rootOf: () => theirs })).length === 0
    return { found, pulled, pushed, isWhole: aside === 0 && refused === 0, roots: isSteady ? { own, theirs } : undefined }
  }

  async #pass (peer: NodeId, partition: number, leaves: ReadonlySet<number>, options: PassOptions): Promise<Pass> {
    const { clock } = this.components
    const { direction, deadline, pace } = options
    let [found, pulled, aside, pushed, refused] = [0, 0, 0, 0, 0]
    const push = async (keys: readonly RecordKey[]): Promise<void> => {
      const taken = await this.#push(peer, keys, deadline)
      pushed += taken
      refused += keys.length - taken
    }
    for (let from: RecordKey | undefined, done = false; !done;) {
      if (clock.monotonic() >= deadline) throw new DeadlineExceededError('the exchange of a partition was not done in its time; it goes on with the next one')
      const used = await pace?.takePull(ACTIVE_PIECE_BYTES_MAX)
      const { differences, next } = await this.#comparePage(peer, partition, leaves, from, options)
      used?.(ACTIVE_PIECE_BYTES_MAX, 0)
      const { pull, push: lacking, pushAfterPull } = differences
      found += pull.length + lacking.length
      if (direction !== 'push') {
        const taken = await this.#pull(peer, pull, deadline, pace)
        pulled += taken.changed
        aside += taken.aside
      }
      if (direction !== 'pull') await push(direction === 'push' ? [...lacking, ...pushAfterPull] : lacking)
      if (direction === 'both' && pushAfterPull.length > 0) await push(pushAfterPull)
      from = next
      done = next === undefined
    }
    return { found, pulled, aside, pushed, refused }
  }

  /** Each request has a limit of its own: a peer that is cut off in the middle must not hold up all others until the deadline. */
  async #ask<Q, R> (peer: NodeId, rpc: Rpc<Q, R>, body: Q, deadline: number): Promise<R> {
    const { clock, network } = this.components
    return await network.request(peer, rpc, body, { deadline: Math.min(deadline, clock.monotonic() + rpc.timeoutMs) })
  }

  async #differingLeaves (peer: NodeId, partition: number, deadline: number, knownToDiffer: boolean): Promise<Set<number>> {
    const { records } = this.components
    const leaves = new Set<number>()
    if (!knownToDiffer && (await this.compareRoots(peer, [partition], deadline)).length === 0) return leaves
    const { hashes } = await this.#ask(peer, SYNC_LEAVES, { partition }, deadline)
    const ours = records.leafHashes(partition)
    for (let leaf = 0; leaf < TREE_LEAVES; leaf++) {
      const at = leaf * TREE_HASH_BYTES
      if (!equalBytes(ours.subarray(at, at + TREE_HASH_BYTES), hashes.subarray(at, at + TREE_HASH_BYTES))) leaves.add(leaf)
    }
    return leaves
  }

  /** Of the keys from `from` up to where the shorter of both pages ends. */
  async #comparePage (peer: NodeId, partition: number, leaves: ReadonlySet<number>, from: RecordKey | undefined, { deadline, part }: PassOptions): Promise<{ differences: Differences, next: RecordKey | undefined }> {
    const { records } = this.components
    const raised = part && { replicasMin: part.replicasMin, digest: part.digest }
    const [answer, ours] = await Promise.all([
      this.#ask(peer, SYNC_ENTRIES, { partition, leaves: leavesToBits(leaves), ...(from === undefined ? {} : { from }), limit: ENTRIES_MAX, ...(raised && { raised }) }, deadline),
      records.leafEntries(partition, leaves, { ...(from === undefined ? {} : { from }), limit: ENTRIES_MAX, takes: part?.takes }),
    ])
    const theirs: TreePage = { entries: answer.entries.filter(({ bucket }) => part?.takes(bucket) !== false).map(({ bucket, key, hash }) => ({ key: { bucket, key }, hash })), next: answer.next }
    const place = (key: RecordKey): Uint8Array => recordStorageKey(partition, key)
    // Of a peer that sends us round in circles we would never be done.
    const forward = (key: RecordKey | undefined): RecordKey | undefined => key !== undefined && (from === undefined || compareBytes(place(key), place(from)) > 0) ? key : undefined
    const next = earlier(forward(ours.next), forward(theirs.next), place)
    const before = (entries: readonly TreeEntry[]): Array<{ entry: TreeEntry, at: Uint8Array }> => entries
      .map(entry => ({ entry, at: place(entry.key) }))
      .filter(({ at }) => next === undefined || compareBytes(at, place(next)) < 0)
    return { differences: compareEntries(before(ours.entries), before(theirs.entries)), next }
  }

  async #pull (peer: NodeId, keys: readonly RecordKey[], deadline: number, pace?: PassOptions['pace']): Promise<{ changed: number, aside: number }> {
    const { fault } = this.components
    let changed = 0
    let aside = 0
    for (let first = 0; first < keys.length;) {
      const names = keys.slice(first, first + (pace?.isWatched === true ? ACTIVE_PIECE_RECORDS_MAX : PAGE_RECORDS_MAX))
      const used = await pace?.takePull(ACTIVE_PIECE_BYTES_MAX)
      const { records, answered } = await this.#ask(peer, SYNC_FETCH, { names: names.map(({ bucket, key }) => ({ bucket, key })) }, deadline)
      used?.(records.reduce((sum, { record }) => sum + record.length, 0), records.length)
      const taken = await this.take(records)
      // Whoever pulls counts on it: what could not be stored must not seem to be here.
      if (taken.failure !== undefined) throw taken.failure
      changed += taken.changed
      aside += taken.refused.length
      fault.hit('sync.pulled')
      first += Math.max(1, Math.min(answered, names.length))
    }
    return { changed, aside }
  }

  /** Merges records that a peer sent, synced. `failure`: why the first of those was refused that are not only kept aside. */
  async take (offered: readonly NamedRecord[]): Promise<MergedPage> {
    return await mergePage(this.components.records, offered)
  }

  async #push (peer: NodeId, keys: readonly RecordKey[], deadline: number): Promise<number> {
    let pushed = 0
    for (let first = 0; first < keys.length;) {
      const { page, answered } = await this.page(keys.slice(first, first + PAGE_RECORDS_MAX))
      if (page.length > 0) {
        const { refused } = await this.#ask(peer, SYNC_OFFER, { records: page }, deadline)
        pushed += page.length - Math.min(page.length, refused.length)
      }
      first += answered
    }
    return pushed
  }

  /** What is held under the first of `keys`, as much as one page takes. What is absent or unreadable is left out. */
  async page (keys: readonly RecordKey[]): Promise<{ page: NamedRecord[], answered: number }> {
    const page: NamedRecord[] = []
    let bytes = 0
    let answered = 0
    for (const { bucket, key } of keys) {
      if (answered > 0 && bytes >= PAGE_BYTES_MAX) break
      answered++
      const record = await this.components.records.readEncoded({ bucket, key }).catch((error: unknown) => {
        if (error instanceof P2pkvError) return undefined
        throw error
      })
      if (record === undefined) continue
      bytes += record.length
      page.push({ bucket, key, record })
    }
    return { page, answered }
  }
}

function earlier (a: RecordKey | undefined, b: RecordKey | undefined, place: (key: RecordKey) => Uint8Array): RecordKey | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return compareBytes(place(a), place(b)) <= 0 ? a : b
}

/** Both in key order. */
function compareEntries (ours: ReadonlyArray<{ entry: TreeEntry, at: Uint8Array }>, theirs: ReadonlyArray<{ entry: TreeEntry, at: Uint8Array }>): Differences {
  const pull: RecordKey[] = []
  const push: RecordKey[] = []
  const pushAfterPull: RecordKey[] = []
  let i = 0
  let j = 0
  while (i < ours.length || j < theirs.length) {
    const mine = ours[i]
    const other = theirs[j]
    const order = mine === undefined ? 1 : other === undefined ? -1 : compareBytes(mine.at, other.at)
    if (order <= 0) i++
    if (order >= 0) j++
    const mineReadable = order <= 0 && mine !== undefined && mine.entry.hash.length > 0
    const otherReadable = order >= 0 && other !== undefined && other.entry.hash.length > 0
    if (mineReadable && otherReadable) {
      if (equalBytes(mine.entry.hash, other.entry.hash)) continue
      pull.push(other.entry.key)
      pushAfterPull.push(mine.entry.key)
    } else if (otherReadable) pull.push(other.entry.key)
    else if (mineReadable) push.push(mine.entry.key)
  }
  return { pull, push, pushAfterPull }
}

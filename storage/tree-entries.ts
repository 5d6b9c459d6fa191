import { CorruptRecordError } from '../protocols/errors.js'
import { writeWord } from '../protocols/record/bytes.js'
import { parseRecordStorageKey, partitionRange, recordStorageKey } from './keyspace.js'
import { LocalRecord } from './local-record.js'
import { leafOf } from './merkle-trees.js'
import type { KvRecord, RecordKey } from '../protocols/record/record.js'
import type { Store } from './store.js'

export interface TreeEntry {
  readonly key: RecordKey
  /** 16 bytes: equal on two peers when they hold the same; empty when the record cannot be read. */
  readonly hash: Uint8Array
}

export interface TreePage {
  readonly entries: readonly TreeEntry[]
  /** The first key beyond the page; undefined when there is none. */
  readonly next: RecordKey | undefined
}

export interface TreePageInit {
  readonly from?: RecordKey | undefined
  readonly limit: number
  /** Records of other buckets are left out, and not read. */
  readonly takes?: ((bucket: string) => boolean) | undefined
  /** See ScanRange: what cannot be listed is left out, and comes from those who compare. */
  readonly passOver: () => void
}

const UNREADABLE = new Uint8Array(0)

/** The keys under some leaves of a partition from `from` on, in key order, at most `limit`; what is on its way to the disk is not among them. */
export async function readTreeEntries (store: Store, partition: number, leaves: ReadonlySet<number>, { from, limit, takes, passOver }: TreePageInit): Promise<TreePage> {
  const { gte: first, lt } = partitionRange(partition)
  const entries: TreeEntry[] = []
  for (let gte: Uint8Array | undefined = from === undefined ? first : recordStorageKey(partition, from); gte !== undefined;) {
    const scan = store.scan({ gte, lt, passOver })
    gte = undefined
    for await (const { key: storageKey, value } of scan) {
      if (takes !== undefined) {
        const { bucket } = parseRecordStorageKey(storageKey).key
        if (!takes(bucket)) {
          gte = partitionRange(partition, bucket).lt
          break
        }
      }
      if (!leaves.has(leafOf(storageKey))) continue
      const { key } = parseRecordStorageKey(storageKey)
      if (entries.length >= limit) return { entries, next: key }
      entries.push({ key, hash: hashOf(storageKey, value) })
    }
  }
  return { entries, next: undefined }
}

/** What a tree counts a record as, 16 bytes: of its key and version set. */
export function versionSetHash (storageKey: Uint8Array, record: KvRecord): Uint8Array {
  return bytesOf(LocalRecord.of(record, 0).entryHash(storageKey))
}

function bytesOf (words: Uint32Array): Uint8Array {
  const hash = new Uint8Array(4 * words.length)
  for (let index = 0; index < words.length; index++) writeWord(hash, 4 * index, words[index] as number)
  return hash
}

function hashOf (storageKey: Uint8Array, sealed: Uint8Array): Uint8Array {
  try {
    return bytesOf(LocalRecord.open(storageKey, sealed).entryHash(storageKey))
  } catch (error) {
    if (error instanceof CorruptRecordError) return UNREADABLE
    throw error
  }
}

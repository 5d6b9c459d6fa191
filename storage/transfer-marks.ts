import { CorruptRecordError } from '../protocols/errors.js'
import { recordKeyBytes } from '../protocols/record/key.js'
import type { RecordKey } from '../protocols/record/record.js'
import { openEnvelope, sealEnvelope } from './envelope.js'
import { after, metaStorageKey } from './keyspace.js'
import type { Store } from './store.js'

/** How far the bulk of a partition has been pulled: up to and including a key, or `whole`. */
export type TransferMark = RecordKey | 'whole'

const PREFIX = 'transfer/'
const DIGITS = 5

/**
 * Where pulling partitions goes on after a restart. A mark only saves work: whatever it skips is compared
 * again before anybody counts on it, so it need not be synced, and a damaged one is as none.
 *
 * Stored as envelope(empty for `whole`, else the key as in its storage key) under `transfer/<partition>`.
 */
export class TransferMarks {
  readonly #marks = new Map<number, TransferMark>()

  private constructor (private readonly components: { readonly store: Store }) {}

  static async load ({ store }: { readonly store: Store }): Promise<TransferMarks> {
    const marks = new TransferMarks({ store })
    const gte = metaStorageKey(PREFIX)
    for await (const { key, value } of store.scan({ gte, lt: after(gte), passOver: () => {} })) {
      try {
        const body = openEnvelope(key, value)
        const bucketEnd = 1 + (body[0] ?? 0)
        const mark = body.length === 0 ? 'whole' : { bucket: String.fromCharCode(...body.subarray(1, bucketEnd)), key: body.slice(bucketEnd) }
        marks.#marks.set(Number(String.fromCharCode(...key.subarray(gte.length))), mark)
      } catch (error) {
        if (!(error instanceof CorruptRecordError)) throw error
      }
    }
    return marks
  }

  get (partition: number): TransferMark | undefined { return this.#marks.get(partition) }

  /** @throws StoreFencedError */
  async set (partition: number, mark: TransferMark): Promise<void> {
    const key = keyOf(partition)
    const body = mark === 'whole' ? new Uint8Array(0) : recordKeyBytes(mark)
    await this.components.store.batch([{ type: 'put', key, value: sealEnvelope(key, body) }], 'buffered')
    this.#marks.set(partition, mark)
  }

  /** To be called before any of the partition's records is given away. @throws StoreFencedError */
  async forget (partition: number): Promise<void> {
    if (!this.#marks.has(partition)) return
    await this.components.store.batch([{ type: 'del', key: keyOf(partition) }], 'buffered')
    this.#marks.delete(partition)
  }
}

function keyOf (partition: number): Uint8Array {
  return metaStorageKey(PREFIX + String(partition).padStart(DIGITS, '0'))
}

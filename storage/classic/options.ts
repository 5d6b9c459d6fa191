import { DISK_SPACE_LIMITS, type DiskSpaceLimits } from '../disk-space.js'
import type { StoreIdentity } from './directory.js'
import type { GroupWriterLimits } from './group-writer.js'
import { READS_IN_FLIGHT_MAX } from './read-batcher.js'
import { VALUE_FILE_BYTES_MIN } from './value-files.js'

export interface ClassicStoreOptions {
  readonly identity: StoreIdentity
  /** LevelDB's cache of uncompressed blocks, bytes; see docs/adr/0006-read-path.md. */
  readonly blockCacheBytes?: number
  /** Tables that LevelDB keeps open, of 2 MiB each; beyond it a read may open one anew. 15 KiB of memory each. */
  readonly openFilesMax?: number
  /** Reads that wait or are under way; beyond it a read is refused. */
  readonly readsInFlightMax?: number
  /** LevelDB's memory table, bytes; opening reads logs of up to twice this. */
  readonly writeBufferBytes?: number
  /** Kept on the disk to be freed when it is full; more than twice `writeBufferBytes`, 0 for none. */
  readonly reserveBytes?: number
  readonly diskSpace?: DiskSpaceLimits
  /** A value of at least so many bytes gets a file of its own; see docs/adr/0032-large-values.md. */
  readonly valueFileBytesMin?: number
  /** The disk's free space is asked for at most this often, milliseconds. */
  readonly diskPollMs?: number
  readonly writer?: Partial<GroupWriterLimits>
  /** Between attempts to reopen after a failed write, doubling from the first to the last, milliseconds. */
  readonly reopenDelayMsMin?: number
  readonly reopenDelayMsMax?: number
  /** Told of every repair, failed reopening and loss: one line for the operator. */
  readonly onEvent?: (message: string) => void
}

type Defaulted = 'blockCacheBytes' | 'openFilesMax' | 'readsInFlightMax' | 'writeBufferBytes' | 'reserveBytes' | 'diskSpace' | 'valueFileBytesMin' | 'diskPollMs' | 'reopenDelayMsMin' | 'reopenDelayMsMax'

export const DEFAULTS: Required<Pick<ClassicStoreOptions, Defaulted>> = {
  blockCacheBytes: 8 * 2 ** 20,
  openFilesMax: 4_000,
  readsInFlightMax: READS_IN_FLIGHT_MAX,
  writeBufferBytes: 8 * 2 ** 20,
  reserveBytes: 24 * 2 ** 20,
  diskSpace: DISK_SPACE_LIMITS,
  valueFileBytesMin: VALUE_FILE_BYTES_MIN,
  diskPollMs: 1_000,
  reopenDelayMsMin: 50,
  reopenDelayMsMax: 5_000,
}

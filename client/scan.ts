import { SCAN_FORM } from '../protocols/scan/scan.js'
import { checkPosition, recordKeyAt } from '../protocols/scan/scan-position.js'
import type { ScanEntry, ScanRequest, ScanResponse } from '../protocols/scan/scan.js'
import { InvalidArgumentError } from '../protocols/errors.js'
import { parseQuorum, quorumToMessage } from '../protocols/rpc/quorum.js'
import type { Quorum } from '../protocols/rpc/quorum.js'
import { checkFlag } from './check-options.js'
import { contextFromText, contextToText, toBucketName, toOwnBytes } from './bytes.js'
import type { Bytes } from './bytes.js'
import { toVersion } from './results.js'
import type { Version } from './results.js'

export interface ScanOptions {
  /** 1 to 64 characters of `a-z 0-9 . _ -`. Default `default`. */
  readonly bucket?: string | undefined
  /** Only keys that begin so. */
  readonly prefix?: Bytes | undefined
  /** At most this many keys. Default: all. */
  readonly limit?: number | undefined
  /** Goes on behind the item that had this cursor. */
  readonly cursor?: string | undefined
  /** Values too. Default false: only keys. */
  readonly values?: boolean | undefined
  /** Replicas of each partition that must answer. Default `one`: quick, and may miss what was written just now. */
  readonly r?: Quorum | undefined
  /** For one page; milliseconds. Default: the client's. */
  readonly timeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** One key, in ascending order of its bytes. */
export interface ScanItem {
  readonly key: Uint8Array
  /** With `values`, when there is exactly one. */
  readonly value?: Uint8Array
  /** With `values`: every current version, oldest first. */
  readonly siblings: readonly Version[]
  /** To go on behind this item later, with any client: `cursor` of another scan of the same bucket and prefix. */
  readonly cursor: string
}

/** Entries and bytes of one page. */
const PAGE_ENTRIES = 8_192
const PAGE_BYTES = 1024 * 1024

/** Asks for one page; fails over by itself. */
export type AskPage = (request: ScanRequest) => Promise<ScanResponse>

/** @param scanId random, of this scan alone
 *  @throws InvalidArgumentError */
export function toScanRequest (options: ScanOptions, scanId: Uint8Array): ScanRequest {
  const { limit } = options
  if (limit !== undefined && (!Number.isSafeInteger(limit) || limit < 1)) throw new InvalidArgumentError(`limit must be a whole number from 1; it is ${limit}`)
  const after = positionOf(options.cursor ?? '')
  return {
    bucket: toBucketName(options.bucket ?? 'default'),
    prefix: toOwnBytes(options.prefix ?? ''),
    after,
    limit: PAGE_ENTRIES,
    bytesMax: PAGE_BYTES,
    form: checkFlag(options.values, 'values') ? SCAN_FORM.values : SCAN_FORM.keys,
    r: quorumToMessage(options.r === undefined ? undefined : parseQuorum(options.r, 'r')),
    scanId,
  }
}

/** @throws InvalidArgumentError */
function positionOf (cursor: string): Uint8Array {
  if (cursor === '') return new Uint8Array()
  try {
    const position = contextFromText(cursor)
    checkPosition(position)
    return position
  } catch (cause) {
    throw new InvalidArgumentError('a cursor is what an earlier scan of the same bucket and prefix gave; this is none', { cause })
  }
}

/**
 * Entries of a scan, page by page. The next page is asked for while one is being used, so at most two are
 * in memory.
 */
export async function * scanEntries (request: ScanRequest, limit: number, ask: AskPage): AsyncGenerator<readonly ScanEntry[]> {
  let left = limit
  const next = (after: Uint8Array): Promise<ScanResponse> => {
    const page = ask({ ...request, after, limit: Math.min(request.limit, left) })
    // Awaited later, or never: its rejection must not be an unhandled one.
    page.catch(() => {})
    return page
  }
  let asked: Promise<ScanResponse> | undefined = next(request.after)
  while (asked !== undefined) {
    const { entries, cursor }: ScanResponse = await asked
    left -= entries.length
    asked = cursor.length === 0 || left <= 0 ? undefined : next(cursor)
    yield entries
  }
}

export function toScanItem ({ at, versions }: ScanEntry): ScanItem {
  const siblings = versions.map(toVersion)
  const [only] = siblings
  return {
    key: recordKeyAt(at).key,
    ...(only !== undefined && siblings.length === 1 && { value: only.value }),
    siblings,
    get cursor () { return contextToText(at) },
  }
}

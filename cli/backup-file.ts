/**
 * The file of a backup; docs/reference/backup-file.md is its description.
 *
 * `P2PKVBK1`, then frames: length (4 bytes, big endian), kind (1 byte), payload. The first is a header, then
 * records, the last an end with the count and the SHA-256 of all bytes before it.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { RawRecord } from '../client/index.js'
import { CorruptRecordError, FormatVersionError, InvalidArgumentError } from '../protocols/errors.js'
import { RestoreRequest } from '../protocols/pb/backup.js'

const MAGIC = Buffer.from('P2PKVBK1')
const KIND = { header: 1, records: 2, end: 3 } as const
const FRAME_HEAD_BYTES = 5
/** Room for the largest record and some more. */
const FRAME_BYTES_MAX = 96 * 1024 * 1024

export interface BackupHeader {
  readonly v: 1
  readonly cluster: string
  /** See Lineage.origin. */
  readonly origin: string
  readonly ringEpoch: number
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly version: string
}

export interface BackupFrame {
  readonly records: readonly RawRecord[]
  /** Bytes of the frame. */
  readonly bytes: number
  /** Where the next frame begins. */
  readonly end: number
}

/** What backups to `path` that were killed have left beside it; or what one that runs now, here or elsewhere, is writing. */
export async function leftoversOf (path: string): Promise<string[]> {
  const names = await readdir(dirname(path)).catch(() => [])
  const [head, tail] = [`${basename(path)}.`, '.partial']
  return names.filter(name => name.startsWith(head) && name.endsWith(tail) && /^[0-9a-f]{8}$/.test(name.slice(head.length, -tail.length))).map(name => join(dirname(path), name))
}

/** Writes beside `path` and renames at the end, so that there is a whole backup under that name or none. */
export class BackupWriter {
  readonly #hash: Hash = createHash('sha256')
  #records = 0

  private constructor (private readonly path: string, private readonly partial: string, private readonly file: FileHandle) {}

  /** @throws InvalidArgumentError when it cannot be written there, as all that follows */
  static async create (path: string, header: BackupHeader): Promise<BackupWriter> {
    // A name of its own: two backups to one file at a time would write into each other.
    const partial = `${path}.${randomBytes(4).toString('hex')}.partial`
    const writer = new BackupWriter(path, partial, await written(path, open(partial, 'wx', 0o600)))
    try {
      await writer.#write(MAGIC)
      await writer.#frame(KIND.header, Buffer.from(JSON.stringify(header)))
    } catch (error) {
      await writer.abandon()
      throw error
    }
    return writer
  }

  /** @returns bytes written */
  async add (records: readonly RawRecord[]): Promise<number> {
    this.#records += records.length
    return await this.#frame(KIND.records, RestoreRequest.encode({ records: [...records], unknown: false }))
  }

  /** @returns the digest, hex */
  async finish (): Promise<string> {
    const sha256 = this.#hash.copy().digest('hex')
    await this.#frame(KIND.end, Buffer.from(JSON.stringify({ records: this.#records, sha256 })))
    await written(this.path, this.#publish())
    return sha256
  }

  async abandon (): Promise<void> {
    await this.file.close()
    await rm(this.partial, { force: true })
  }

  async #publish (): Promise<void> {
    await this.file.sync()
    await this.file.close()
    await rename(this.partial, this.path)
    const directory = await open(dirname(this.path), 'r')
    try { await directory.sync() } finally { await directory.close() }
  }

  async #frame (kind: number, payload: Uint8Array): Promise<number> {
    const head = Buffer.alloc(FRAME_HEAD_BYTES)
    head.writeUInt32BE(payload.length)
    head[4] = kind
    await this.#write(head)
    await this.#write(payload)
    return FRAME_HEAD_BYTES + payload.length
  }

  async #write (bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes)
    await written(this.path, this.file.writeFile(bytes))
  }
}

/**
 * Reads a backup from its start; the digest is checked at the end, so what is used before that may be of a damaged file:
 * verifyBackup first.
 *
 * @throws CorruptRecordError when it is damaged or cut off; FormatVersionError when it is no backup that this version reads
 */
export async function * readBackup (path: string, signal?: AbortSignal): AsyncGenerator<{ readonly header: BackupHeader } | BackupFrame, void, undefined> {
  const hash = createHash('sha256')
  let held: Buffer = Buffer.alloc(0)
  let position = 0
  let records = 0
  let ended = false
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024, signal }) as AsyncIterable<Buffer>) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    if (position === 0) {
      if (held.length < MAGIC.length) continue
      if (!held.subarray(0, 7).equals(MAGIC.subarray(0, 7))) throw new FormatVersionError(`${path} is no backup of p2pkv`)
      if (held[7] !== MAGIC[7]) throw new FormatVersionError(`${path} is a backup of another format version (${String.fromCharCode(held[7] ?? 0)}) than this program reads (1)`)
      hash.update(held.subarray(0, MAGIC.length))
      held = held.subarray(MAGIC.length)
      position = MAGIC.length
    }
    for (;;) {
      if (held.length < FRAME_HEAD_BYTES) break
      const length = held.readUInt32BE(0)
      if (ended || length > FRAME_BYTES_MAX) throw damaged(path, position)
      if (held.length < FRAME_HEAD_BYTES + length) break
      const kind = held[4]
      const payload = held.subarray(FRAME_HEAD_BYTES, FRAME_HEAD_BYTES + length)
      const frame = held.subarray(0, FRAME_HEAD_BYTES + length)
      held = held.subarray(frame.length)
      const end = position + frame.length
      if (kind === KIND.end) {
        const { records: count, sha256 } = parse<{ records: number, sha256: string }>(path, position, payload)
        if (count !== records || sha256 !== hash.digest('hex')) throw damaged(path, position)
        ended = true
      } else {
        hash.update(frame)
        if (kind === KIND.header) yield { header: parse<BackupHeader>(path, position, payload) }
        else if (kind === KIND.records) {
          const list = decode(path, position, payload)
          records += list.length
          yield { records: list, bytes: frame.length, end }
        } else throw damaged(path, position)
      }
      position = end
    }
  }
  if (!ended || held.length > 0) throw new CorruptRecordError(`${path} is cut off at byte ${position}: take the backup again, or restore from another`)
}

/** Reads all of it. @throws what readBackup throws */
export async function verifyBackup (path: string, signal?: AbortSignal, onFrame: (frame: BackupFrame) => void = () => {}): Promise<{ header: BackupHeader, records: number }> {
  let header: BackupHeader | undefined
  let records = 0
  for await (const part of readBackup(path, signal)) {
    if ('header' in part) header = part.header
    else {
      records += part.records.length
      onFrame(part)
    }
  }
  if (header === undefined) throw damaged(path, MAGIC.length)
  return { header, records }
}

async function written<R> (path: string, work: Promise<R>): Promise<R> {
  try {
    return await work
  } catch (cause) {
    throw new InvalidArgumentError(`${path} cannot be written: ${(cause as Error).message}`, { cause })
  }
}

function decode (path: string, position: number, payload: Uint8Array): readonly RawRecord[] {
  try {
    return RestoreRequest.decode(payload).records
  } catch (cause) {
    throw damaged(path, position, cause)
  }
}

function parse<T> (path: string, position: number, payload: Uint8Array): T {
  try {
    return JSON.parse(Buffer.from(payload).toString()) as T
  } catch (cause) {
    throw damaged(path, position, cause)
  }
}

function damaged (path: string, position: number, cause?: unknown): CorruptRecordError {
  return new CorruptRecordError(`${path} is damaged at or before byte ${position}: it does not match its digest; restore from another`, { cause })
}

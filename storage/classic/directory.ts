/** The directory of a store: who it belongs to, which format it has, and that one process has it. */
import { constants } from 'node:fs'
import { access, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { ClusterMismatchError, ConfigError, FormatVersionError, StoreLockedError } from '../../protocols/errors.js'

/** The on-disk format that this version writes. */
export const FORMAT_VERSION = 3

/** Whom a directory belongs to; recorded when it is first opened. */
export interface StoreIdentity { readonly peerId: string, readonly clusterId: string }

/** Takes a closed directory from format `from` to `from + 1`; must be repeatable, since it may be interrupted. */
export interface Migration { readonly from: number, readonly run: (directory: string) => Promise<void> }

/** Every step from format 1 to FORMAT_VERSION, in order. */
export const MIGRATIONS: readonly Migration[] = [
  // Trees and the list of deleted keys: the record store counts them when it finds none (record-indexes.ts), so
  // only the number changes. It keeps away versions that would write records and leave the trees as they are.
  { from: 1, run: async () => {} },
  // Large values in files: what there is stays where it is; versions that would take a reference for a value are kept away.
  { from: 2, run: async () => {} },
]

interface StoreFile extends StoreIdentity { readonly format: number }

const STORE_FILE = 'store.json'

/** @throws ConfigError when it is not a directory that can be written */
export async function prepareDirectory (directory: string): Promise<void> {
  try {
    const first = await mkdir(directory, { recursive: true, mode: 0o700 })
    if (first !== undefined) await syncAbove(resolve(directory), resolve(first))
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new ConfigError(`the data directory ${directory} cannot be used (${messageOf(error)}): choose another, or make it writable for this user`, { cause: error })
  }
}

/** A directory that was made is there after a power cut when the one above it is synced. @param first of those made on the way to `directory` */
async function syncAbove (directory: string, first: string): Promise<void> {
  for (let made = directory; made.length >= first.length; made = dirname(made)) {
    // One that may be written and not read cannot be synced either.
    await syncDirectory(dirname(made)).catch((error: unknown) => { if (codeOf(error) !== 'EACCES') throw error })
  }
}

export interface DirectoryLock { release: () => Promise<void> }

/**
 * Takes the directory for this process until it ends, however it ends. Node has no file locks but
 * LevelDB has: an empty database serves as one, so that the directory can be inspected under it.
 *
 * @throws StoreLockedError when another process (or this one) has it
 */
export async function lockDirectory (directory: string): Promise<DirectoryLock> {
  const owner = join(directory, 'owner')
  const openLock = async (): Promise<ClassicLevel> => {
    const lock = new ClassicLevel(join(directory, 'lock'), { cacheSize: 0, writeBufferSize: 65_536, maxOpenFiles: 64 })
    await lock.open()
    return lock
  }
  const refuse = async (error: unknown): Promise<void> => {
    if (codeOf(error) !== 'LEVEL_LOCKED') return
    const pid = await readFile(owner, 'utf8').catch(() => 'unknown')
    throw new StoreLockedError(`the data directory ${directory} is in use by process ${pid.trim()}: stop that daemon first, or choose another directory`, { cause: error })
  }
  let lock: ClassicLevel
  try {
    lock = await openLock()
  } catch (error) {
    await refuse(error)
    if (isDiskFull(error)) throw error
    // Damaged: there is nothing in it to lose. LevelDB removes it only when nobody has it, which an error of another kind does not say.
    const anew = async (): Promise<ClassicLevel> => {
      await ClassicLevel.destroy(join(directory, 'lock'))
      return await openLock()
    }
    lock = await anew().catch(async again => { await refuse(again); throw again })
  }
  await writeFile(owner, `${process.pid}\n`).catch(() => {}) // Only for the message above.
  return {
    release: async () => {
      await rm(owner, { force: true })
      await lock.close()
    },
  }
}

/**
 * Checks whose directory it is, or records it when it is new, and migrates an older format.
 *
 * @throws ClusterMismatchError, ConfigError when it is another's; FormatVersionError when it is newer
 */
export async function claimDirectory (directory: string, identity: StoreIdentity, migrations: readonly Migration[] = MIGRATIONS, format = FORMAT_VERSION): Promise<void> {
  const path = join(directory, STORE_FILE)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) {
    if (await exists(join(directory, 'db'))) {
      throw new ConfigError(`${path} is missing beside a database: restore it, or move ${directory} away to start an empty peer`)
    }
    await writeStoreFile(directory, { format, ...identity })
    return
  }
  let found = parseStoreFile(path, text)
  if (found.clusterId !== identity.clusterId) {
    throw new ClusterMismatchError(`the data directory ${directory} belongs to cluster ${found.clusterId}, not ${identity.clusterId}: use the directory of this cluster, or an empty one`)
  }
  if (found.peerId !== identity.peerId) {
    throw new ConfigError(`the data directory ${directory} belongs to peer ${found.peerId}, not ${identity.peerId}: use that peer's key, or an empty directory`)
  }
  if (found.format > format) {
    throw new FormatVersionError(`the data directory ${directory} has format ${found.format} and this version reads up to ${format}: install the version that wrote it, or a newer one`)
  }
  while (found.format < format) {
    const step = migrations.find(migration => migration.from === found.format)
    if (step === undefined) throw new FormatVersionError(`the data directory ${directory} has format ${found.format}, which this version cannot migrate`)
    await step.run(directory)
    found = { ...found, format: found.format + 1 }
    await writeStoreFile(directory, found)
  }
}

function parseStoreFile (path: string, text: string): StoreFile {
  try {
    const parsed = JSON.parse(text) as Partial<StoreFile>
    const { format, peerId, clusterId } = parsed
    if (typeof format === 'number' && Number.isInteger(format) && format > 0 && typeof peerId === 'string' && typeof clusterId === 'string') {
      return { format, peerId, clusterId }
    }
  } catch { /* said below */ }
  throw new ConfigError(`${path} is damaged: restore it, or move the directory away to start an empty peer`)
}

/** Written whole under another name first, so that it is never half there. */
async function writeStoreFile (directory: string, content: StoreFile): Promise<void> {
  const path = join(directory, STORE_FILE)
  const file = await open(`${path}.new`, 'w')
  try {
    await file.writeFile(`${JSON.stringify(content)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  await syncDirectory(directory)
}

/** Writes, syncs and removes a file. @throws the system's error when the disk does not take it */
export async function probeDirectory (directory: string, bytes: number): Promise<void> {
  const path = join(directory, 'probe')
  try {
    const file = await open(path, 'w')
    try {
      await file.writeFile(new Uint8Array(bytes))
      await file.sync()
    } finally {
      await file.close()
    }
  } finally {
    await rm(path, { force: true })
  }
}

export async function syncDirectory (directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try { await handle.sync() } finally { await handle.close() }
}

async function exists (path: string): Promise<boolean> {
  return await access(path).then(() => true, () => false)
}

/** The code of an error of Node or classic-level, of its cause where abstract-level has wrapped it. */
export function codeOf (error: unknown): string | undefined {
  const { code, cause } = error as { code?: string, cause?: unknown }
  return code === 'LEVEL_DATABASE_NOT_OPEN' && cause !== undefined ? codeOf(cause) : code
}

/** The message of the innermost cause, which is the one that names a file. */
export function messageOf (error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : messageOf(error.cause)
}

/** Whether the disk cannot read what it should hold: a bad sector. Of LevelDB only the message tells that from files that cannot be opened now. */
export function isBadSector (error: unknown): boolean {
  return codeOf(error) === 'EIO' || (codeOf(error) === 'LEVEL_IO_ERROR' && /Input\/output error/.test(messageOf(error)))
}

export function isDiskFull (error: unknown): boolean {
  return codeOf(error) === 'ENOSPC' || /No space left on device|Disk quota exceeded/.test(messageOf(error))
}

/**
 * Looks at a closed LevelDB directory before it is opened, because LevelDB 1.20 opens a damaged one
 * without a word where it can: it drops bad parts of a log, deletes tables that its MANIFEST does not
 * name, and starts empty when CURRENT is gone.
 */
import { mkdir, readFile, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CorruptRecordError } from '../../protocols/errors.js'
import { ByteReader } from './byte-reader.js'
import { codeOf, isBadSector, messageOf } from './directory.js'
import { readLog } from './log-reader.js'
import { readManifest, type Manifest } from './manifest.js'
import { checkTable } from './table-check.js'

export interface Inspection {
  /** Sequence number of the last operation that opening will bring back; 0 for an empty database. */
  readonly lastSequence: number
  /** Why it must be repaired before it is opened. */
  readonly damage?: string
  /** Why operations in the middle are missing though it can be opened. */
  readonly gap?: string
}

export interface InspectOptions {
  /** Also verify every block of every table: reads the whole database. */
  readonly tables: boolean
  /** The last operation that must be there. */
  readonly acknowledgedSequence: number
}

interface Files { readonly logs: readonly number[], readonly tables: ReadonlyMap<number, string>, readonly names: readonly string[] }

async function listFiles (directory: string): Promise<Files> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const logs: number[] = []
  const tables = new Map<number, string>()
  for (const name of names) {
    const match = /^(\d+)\.(log|ldb|sst)$/.exec(name)
    if (match?.[2] === 'log') logs.push(Number(match[1]))
    else if (match !== null) tables.set(Number(match[1]), name)
  }
  return { logs: logs.sort((a, b) => a - b), tables, names }
}

async function loadManifest (directory: string): Promise<Manifest> {
  const current = await readFile(join(directory, 'CURRENT'), 'latin1')
  if (!/^MANIFEST-\d+\n$/.test(current)) throw new CorruptRecordError('CURRENT does not name a MANIFEST')
  return readManifest(await readFile(join(directory, current.trim())))
}

async function damageOf (table: string): Promise<string | undefined> {
  const bytes = await readUnlessBad(table)
  return bytes === undefined ? 'the disk cannot read it' : checkTable(bytes)
}

/** undefined: the disk cannot read it, and will not the next time. */
async function readUnlessBad (path: string): Promise<Uint8Array | undefined> {
  return await readFile(path).catch((error: unknown) => {
    if (isBadSector(error)) return undefined
    throw error
  })
}

async function findTableDamage (directory: string, files: Files, manifest: Manifest, blocks: boolean): Promise<string | undefined> {
  for (const [number, bytes] of manifest.tables) {
    const name = files.tables.get(number)
    if (name === undefined) return `table ${number} is missing`
    const found = (await stat(join(directory, name))).size
    if (found !== bytes) return `table ${name} has ${found} bytes of ${bytes}`
    if (!blocks) continue
    const bad = await damageOf(join(directory, name))
    if (bad !== undefined) return `table ${name}: ${bad}`
  }
  return undefined
}

/** Reads the logs that the tables do not cover. LevelDB numbers every operation, so a hole shows in the numbers. */
async function followLogs (directory: string, logs: readonly number[], from: number): Promise<{ lastSequence: number, gap?: string, first?: number }> {
  let lastSequence = from
  let next: number | undefined
  let gap: string | undefined
  let first: number | undefined
  for (const number of logs) {
    const bytes = await readUnlessBad(join(directory, `${String(number).padStart(6, '0')}.log`))
    if (bytes === undefined) {
      gap ??= `the disk cannot read log ${number}`
      continue
    }
    const log = readLog(bytes)
    if (log.hole) gap ??= `log ${number} is damaged before its end`
    for (const record of log.records) {
      if (record.length < 12) { gap ??= `log ${number} holds a batch too short`; continue }
      const header = new ByteReader(record)
      const sequence = header.fixed(8)
      first ??= sequence
      if (next !== undefined && sequence > next) gap ??= `log ${number} misses operations ${next} to ${sequence - 1}`
      next = sequence + header.fixed(4)
      lastSequence = Math.max(lastSequence, next - 1)
    }
  }
  return { lastSequence, ...(gap === undefined ? {} : { gap }), ...(first === undefined ? {} : { first }) }
}

export async function inspectDatabase (directory: string, options: InspectOptions): Promise<Inspection> {
  const files = await listFiles(directory)
  if (!files.names.includes('CURRENT') && files.tables.size === 0 && files.logs.length === 0) {
    return options.acknowledgedSequence === 0 ? { lastSequence: 0 } : { lastSequence: 0, gap: 'the database is gone' }
  }
  let manifest: Manifest
  try {
    manifest = await loadManifest(directory)
  } catch (error) {
    // What passes, such as too many open files, says nothing of what the files hold.
    if (!(error instanceof CorruptRecordError || codeOf(error) === 'ENOENT' || isBadSector(error))) throw error
    return { lastSequence: 0, damage: messageOf(error) }
  }
  const damage = await findTableDamage(directory, files, manifest, options.tables)
  if (damage !== undefined) return { lastSequence: manifest.lastSequence, damage }
  const { lastSequence, gap, first } = await followLogs(directory, files.logs.filter(number => number >= manifest.logNumber), manifest.lastSequence)
  // LevelDB would delete the tables that an incomplete MANIFEST does not name; a repair keeps them.
  const orphans = [...files.tables.keys()].some(number => !manifest.tables.has(number))
  const short = lastSequence < options.acknowledgedSequence
  const begin = manifest.lastSequence + 1
  if (short || (first ?? begin) > begin) {
    const reason = short
      ? `it ends at operation ${lastSequence}, and ${options.acknowledgedSequence} was acknowledged`
      : `operations from ${begin} on are missing before its log begins`
    return orphans ? { lastSequence, damage: reason } : { lastSequence, gap: reason }
  }
  return { lastSequence, ...(gap === undefined ? {} : { gap }) }
}

/**
 * Moves every table with a damaged block out of a closed database: LevelDB would repair it by trusting it.
 *
 * @returns their names
 */
export async function quarantineBadTables (directory: string, quarantine: string): Promise<string[]> {
  const bad: string[] = []
  for (const name of (await listFiles(directory)).tables.values()) {
    if (await damageOf(join(directory, name)) === undefined) continue
    await mkdir(quarantine, { recursive: true })
    await rename(join(directory, name), join(quarantine, name))
    bad.push(name)
  }
  return bad
}

/**
 * Makes LevelDB read its tables instead of mapping them into memory (docs/adr/0018-store-memory.md).
 *
 * LevelDB 1.20 maps the first 1,000 tables that a process opens, up to 2 GiB, and reads all others with
 * pread (util/env_posix.cc, its Limiter); no option changes that. So the 1,000 mappings are given
 * to tables without content: a database of them is made, opened, touched, and its files removed again.
 */
import { link, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { crc32c, maskCrc } from './crc32c.js'

/** util/env_posix.cc, MaxMmaps. */
const SLOTS = 1_000
const FIRST_TABLE = 10
/** Twice what is needed: LevelDB's table cache has sixteen shards, and must not evict where one is fuller than others. */
const MAX_OPEN_FILES = 2 * SLOTS
const BLOCK_TRAILER_BYTES = 5
const FOOTER_BYTES = 48
const MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb]
const LOG_HEADER_BYTES = 7
const COMPARATOR = Buffer.from('leveldb.BytewiseComparator')

let taken: Promise<ClassicLevel<Uint8Array, Uint8Array>> | undefined

/**
 * Takes every mapping that LevelDB may make in this process, once, until it ends. `directory` must exist;
 * a directory of this name in it is used for a moment. When it fails, the next call tries again.
 *
 * @throws the system's error, and what classic-level says
 */
export async function takeMappingSlots (directory: string): Promise<void> {
  taken ??= take(join(directory, 'mapping-slots')).catch((error: unknown) => {
    taken = undefined
    throw error
  })
  await taken
}

async function take (location: string): Promise<ClassicLevel<Uint8Array, Uint8Array>> {
  await rm(location, { recursive: true, force: true })
  try {
    await mkdir(location)
    const first = join(location, nameOf(0))
    const table = emptyTable()
    await writeFile(first, table)
    for (let slot = 1; slot < SLOTS; slot++) {
      const path = join(location, nameOf(slot))
      // Not every file system has links.
      await link(first, path).catch(async () => { await writeFile(path, table) })
    }
    await writeFile(join(location, 'MANIFEST-000001'), manifest(table.length))
    await writeFile(join(location, 'CURRENT'), 'MANIFEST-000001\n')
    const level = new ClassicLevel<Uint8Array, Uint8Array>(location, {
      keyEncoding: 'view', valueEncoding: 'view', createIfMissing: false, cacheSize: 0, writeBufferSize: 65_536, maxOpenFiles: MAX_OPEN_FILES,
    })
    await level.open()
    await level.getMany(Array.from({ length: SLOTS }, (_, slot) => keyOf(slot)))
    return level
  } finally {
    // What is mapped stays mapped, and nothing is ever written to it.
    await rm(location, { recursive: true, force: true })
  }
}

function nameOf (slot: number): string {
  return `${String(FIRST_TABLE + slot).padStart(6, '0')}.ldb`
}

function keyOf (slot: number): Uint8Array {
  return Uint8Array.of(slot >> 8, slot & 0xff)
}

/** doc/table_format.md: one block without entries, which serves as index and as metaindex, and a footer. */
function emptyTable (): Uint8Array {
  const block = [0, 0, 0, 0, 1, 0, 0, 0]
  const handle = [0, block.length]
  const table = new Uint8Array(block.length + BLOCK_TRAILER_BYTES + FOOTER_BYTES)
  table.set(block)
  new DataView(table.buffer).setUint32(block.length + 1, maskCrc(crc32c(table, 0, block.length + 1)), true)
  table.set([...handle, ...handle], block.length + BLOCK_TRAILER_BYTES)
  table.set(MAGIC, table.length - MAGIC.length)
  return table
}

/** doc/log_format.md around one edit of db/version_edit.cc: each table in level 1 with one key of its own. It fits in one block. */
function manifest (tableBytes: number): Uint8Array {
  const edit: number[] = [1, COMPARATOR.length, ...COMPARATOR, 2, 0, 3, ...varint(FIRST_TABLE + SLOTS), 4, 1]
  for (let slot = 0; slot < SLOTS; slot++) {
    // An internal key: the key, and the sequence number 1 and type 1 in eight bytes.
    const internal = [10, ...keyOf(slot), 1, 1, 0, 0, 0, 0, 0, 0]
    edit.push(7, 1, ...varint(FIRST_TABLE + slot), ...varint(tableBytes), ...internal, ...internal)
  }
  const log = new Uint8Array(LOG_HEADER_BYTES + edit.length)
  log.set(edit, LOG_HEADER_BYTES)
  const view = new DataView(log.buffer)
  view.setUint16(4, edit.length, true)
  log[6] = 1
  view.setUint32(0, maskCrc(crc32c(log, 6, log.length)), true)
  return log
}

function varint (n: number): number[] {
  return n < 0x80 ? [n] : [n & 0x7f | 0x80, ...varint(n >>> 7)]
}

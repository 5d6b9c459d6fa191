/** Verifies the checksum of every block of a LevelDB table file (its doc/table_format.md), which LevelDB 1.20 does not. */
import { ByteReader } from './byte-reader.js'
import { crc32c, unmaskCrc } from './crc32c.js'
import { uncompressSnappy } from './snappy.js'

const FOOTER_BYTES = 48
const TRAILER_BYTES = 5
const MAGIC = '57fb808b247547db'

interface BlockHandle { readonly offset: number, readonly bytes: number }

function readHandle (reader: ByteReader): BlockHandle {
  return { offset: reader.varint(), bytes: reader.varint() }
}

/** Whether a block lies within the file and matches its checksum. */
function isIntact (file: Uint8Array, handle: BlockHandle): boolean {
  const end = handle.offset + handle.bytes
  if (end + TRAILER_BYTES > file.length) return false
  return crc32c(file, handle.offset, end + 1) === unmaskCrc(new ByteReader(file, end + 1).fixed(4))
}

function contents (file: Uint8Array, handle: BlockHandle): Uint8Array {
  const end = handle.offset + handle.bytes
  const raw = file.subarray(handle.offset, end)
  return file[end] === 1 ? uncompressSnappy(raw) : raw
}

/** The handles that an index block, or the metaindex block, holds as its values. */
function handlesIn (block: Uint8Array): BlockHandle[] {
  const restarts = new ByteReader(block, block.length - 4).fixed(4)
  const reader = new ByteReader(block.subarray(0, block.length - 4 * (restarts + 1)))
  const handles: BlockHandle[] = []
  while (!reader.done) {
    reader.varint()
    const keyBytes = reader.varint()
    const valueBytes = reader.varint()
    reader.bytes(keyBytes)
    handles.push(readHandle(new ByteReader(reader.bytes(valueBytes))))
  }
  return handles
}

/** What is wrong with a table, or undefined when every block is as it was written. */
export function checkTable (file: Uint8Array): string | undefined {
  try {
    if (file.length < FOOTER_BYTES) return 'it is shorter than a footer'
    if (Buffer.from(file.subarray(-8)).toString('hex') !== MAGIC) return 'it does not end as a table'
    const footer = new ByteReader(file.subarray(-FOOTER_BYTES))
    for (const top of [readHandle(footer), readHandle(footer)]) {
      if (!isIntact(file, top)) return 'its index does not match its checksum'
      for (const handle of handlesIn(contents(file, top))) {
        if (!isIntact(file, handle)) return `the block at ${handle.offset} does not match its checksum`
      }
    }
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

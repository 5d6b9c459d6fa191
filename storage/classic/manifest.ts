/** Reads LevelDB's MANIFEST: which tables are live, and which log and sequence number they reach to. */
import { CorruptRecordError } from '../../protocols/errors.js'
import { ByteReader } from './byte-reader.js'
import { readLog } from './log-reader.js'

export interface Manifest {
  /** Logs of this number and above hold what the tables do not. */
  readonly logNumber: number
  /** Sequence number of the last operation that was in the tables, or more. */
  readonly lastSequence: number
  /** Bytes of each live table, by file number. */
  readonly tables: ReadonlyMap<number, number>
}

/** @throws CorruptRecordError when LevelDB could not open it either */
export function readManifest (bytes: Uint8Array): Manifest {
  const log = readLog(bytes)
  if (log.hole || log.records.length === 0) throw new CorruptRecordError('the MANIFEST is damaged')
  const tables = new Map<number, number>()
  let logNumber = 0
  let lastSequence = 0
  for (const record of log.records) {
    const reader = new ByteReader(record)
    // The tags of VersionEdit, db/version_edit.cc.
    while (!reader.done) {
      const tag = reader.varint()
      if (tag === 1) reader.bytes(reader.varint())
      else if (tag === 2) logNumber = reader.varint()
      else if (tag === 3 || tag === 9) reader.varint()
      else if (tag === 4) lastSequence = reader.varint()
      else if (tag === 5) { reader.varint(); reader.bytes(reader.varint()) }
      else if (tag === 6) { reader.varint(); tables.delete(reader.varint()) }
      else if (tag === 7) {
        reader.varint()
        const number = reader.varint()
        tables.set(number, reader.varint())
        reader.bytes(reader.varint())
        reader.bytes(reader.varint())
      } else throw new CorruptRecordError(`the MANIFEST holds an unknown field (${tag})`)
    }
  }
  return { logNumber, lastSequence, tables }
}

import { ProtocolError } from '../errors.js'
import type { ScanEntry } from '../pb/scan.js'
import type { Codec } from '../rpc/rpc.js'

const LENGTH_BYTES = 2
const NO_BYTES = new Uint8Array(0)
const NO_VERSIONS: ScanEntry['versions'] = []

/** An entry that is nothing but a key. */
export function keyEntry (at: Uint8Array): ScanEntry {
  return { at, versions: NO_VERSIONS, record: NO_BYTES, unreadable: false }
}

/**
 * A page's codec that packs its entries into one field of bytes when all are nothing but keys: a message for
 * each costs several times as much as finding the key.
 */
export function packedKeysCodec<T extends { readonly entries: readonly ScanEntry[], readonly keys: Uint8Array }> (codec: Codec<T>): Codec<Omit<T, 'keys'>> {
  return {
    encode: page => {
      const isPacked = page.entries.every(isKey)
      return codec.encode({ ...page, entries: isPacked ? [] : page.entries, keys: isPacked ? packKeys(page.entries) : NO_BYTES } as T)
    },
    decode: bytes => {
      const page = codec.decode(bytes)
      return page.keys.length === 0 ? page : { ...page, entries: unpackKeys(page.keys) }
    },
  }
}

function isKey ({ versions, record, unreadable }: ScanEntry): boolean {
  return !unreadable && versions.length === 0 && record.length === 0
}

function packKeys (entries: readonly ScanEntry[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, { at }) => sum + LENGTH_BYTES + at.length, 0))
  let offset = 0
  for (const { at } of entries) {
    bytes[offset++] = at.length >> 8
    bytes[offset++] = at.length
    bytes.set(at, offset)
    offset += at.length
  }
  return bytes
}

/** Views of `bytes`. @throws ProtocolError */
function unpackKeys (bytes: Uint8Array): ScanEntry[] {
  const entries: ScanEntry[] = []
  for (let offset = 0; offset < bytes.length;) {
    const start = offset + LENGTH_BYTES
    const end = start + ((bytes[offset] ?? 0) << 8 | (bytes[offset + 1] ?? 0))
    if (end === start || end > bytes.length) throw new ProtocolError('the keys of a page do not end where they should')
    entries.push(keyEntry(bytes.subarray(start, end)))
    offset = end
  }
  return entries
}

import { toHex } from '../../protocols/record/bytes.js'
import { decodeRecord } from '../../protocols/record/record-codec.js'
import { dotTextOf, shortVector, valueText, type FinalCopy } from './history.js'

/** What `peer` holds of a key, by the encoded record that `read` gives; undefined is absence. */
export async function finalCopy (peer: string, read: () => Promise<Uint8Array | undefined>): Promise<FinalCopy> {
  const nothing = { peer, encoded: '', seen: new Map<string, number>(), siblings: [], unreadable: '' }
  try {
    const bytes = await read()
    if (bytes === undefined) return nothing
    const { vv, siblings } = decodeRecord(bytes)
    return {
      ...nothing,
      encoded: toHex(bytes),
      seen: shortVector(vv),
      siblings: siblings.map(({ dot, hlc, value, expiresAt }) => ({ dot: dotTextOf(dot), hlc, value: value === null ? '' : valueText(value), expiresAt: expiresAt ?? 0, deleted: value === null })),
    }
  } catch (error) {
    return { ...nothing, unreadable: String(error) }
  }
}

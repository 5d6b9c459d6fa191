import type { ScanRange } from '../store.js'
import type { Level } from './level.js'
import { isBlockUnreadable } from './read-batcher.js'

const PAGE_BYTES = 64 * 1024
const PAGE_ENTRIES = 256

/**
 * The entries of a range in pages, from one snapshot. LevelDB goes on behind a block that it cannot read, perhaps with what
 * newer entries in it replace, and tells at the end of the range alone, in place of the page that it was reading: so that
 * page is read once more in pieces, and whoever ends before is told then.
 *
 * @throws at its end what LevelDB says of such a block, also to who breaks off behind one
 */
export async function * levelPages (level: Level, { gte, lt, limit = Infinity, keysOnly = false, bytesAhead = PAGE_BYTES }: ScanRange): AsyncGenerator<ReadonlyArray<[Uint8Array, Uint8Array]>> {
  const iterator = level.iterator({ gte, lt, highWaterMarkBytes: Math.min(bytesAhead, PAGE_BYTES), values: !keysOnly })
  let left = limit
  let entriesMax = PAGE_ENTRIES
  let next = gte
  let isEnded = false
  try {
    while (left > 0) {
      const page = await iterator.nextv(Math.min(entriesMax, left)).catch((error: unknown) => {
        isEnded = entriesMax === 1 || !isBlockUnreadable(error)
        if (isEnded) throw error
        return undefined
      })
      if (page === undefined) {
        entriesMax = 1
        iterator.seek(next)
        continue
      }
      const last = page.at(-1)
      if (last === undefined) {
        isEnded = true
        return
      }
      left -= page.length
      next = Buffer.concat([last[0], Uint8Array.of(0)])
      yield page
    }
  } finally {
    try {
      if (!isEnded && level.status === 'open') {
        iterator.seek(lt)
        await iterator.nextv(1)
      }
    } finally {
      await iterator.close()
    }
  }
}

import { InvalidArgumentError } from '../protocols/errors.js'

/** Bytes of lines in work at a time, and of answers that wait for their turn; a larger one goes alone. Several times as much memory: the text, what is made of it, and the request. */
export const IN_WORK_BYTES_MAX = 32 * 1024 * 1024
/** What an answer is thought to have before any has come. */
const ANSWER_BYTES_FIRST = IN_WORK_BYTES_MAX / 4
/** By how much less it is thought to have after a smaller one. */
const ANSWER_BYTES_DECAY = 7 / 8
const DROPPED = Symbol('dropped')

export interface InOrderSizes<T, R> {
  readonly item?: (item: T) => number
  /** What makes large results must be such that it can be done again: one for which there is no room until its turn is dropped, and made then. */
  readonly result?: (result: R) => number
}

/**
 * Runs `work` on what `items` yields, at most `inFlightMax` at a time, and yields the results in the order of the
 * items. Takes no more items than that ahead of whoever reads the results, and none while those it has taken have, with what
 * is expected to come of them, as many bytes as may be in work. What `items` throws comes after the results of
 * what it had yielded: that work was begun, and may have changed something.
 */
export async function * inOrder<T, R> (items: AsyncIterable<T>, inFlightMax: number, work: (item: T) => Promise<R>, sizes: InOrderSizes<T, R> = {}): AsyncGenerator<R, void, undefined> {
  interface Waiting { readonly item: T, result: Promise<R | typeof DROPPED>, bytes: number, held: number }
  const iterator = items[Symbol.asyncIterator]()
  const waiting: Waiting[] = []
  let bytesInWork = 0
  let bytesHeld = 0
  let expected = sizes.result === undefined ? 0 : ANSWER_BYTES_FIRST
  let ended = false
  let failure: { readonly reason: unknown } | undefined
  let reading: Promise<void> | undefined
  const hold = (entry: Waiting, result: R, itemBytes: number): R | typeof DROPPED => {
    const bytes = sizes.result?.(result) ?? 0
    expected = Math.max(bytes, expected * ANSWER_BYTES_DECAY)
    const isDropped = entry !== waiting[0] && bytes > 0 && bytesHeld + bytes > IN_WORK_BYTES_MAX
    entry.held = isDropped ? 0 : bytes
    bytesHeld += entry.held
    bytesInWork += itemBytes + entry.held - entry.bytes
    entry.bytes = itemBytes + entry.held
    return isDropped ? DROPPED : result
  }
  const read = async (): Promise<void> => {
    const next = await iterator.next().catch((reason: unknown) => {
      failure = { reason }
      return { done: true } as const
    })
    reading = undefined
    if (next.done === true) {
      ended = true
      return
    }
    const item = next.value
    const itemBytes = sizes.item?.(item) ?? 0
    const asked = work(item)
    const entry: Waiting = { item, result: asked, bytes: itemBytes + expected, held: 0 }
    if (sizes.result !== undefined) entry.result = asked.then(result => hold(entry, result, itemBytes))
    // Awaited when its turn comes: until then its rejection must not be an unhandled one.
    entry.result.catch(() => {})
    waiting.push(entry)
    bytesInWork += entry.bytes
  }
  for (;;) {
    if (!ended && waiting.length < inFlightMax && bytesInWork < IN_WORK_BYTES_MAX && reading === undefined) reading = read()
    const [head] = waiting
    if (head === undefined) {
      if (failure !== undefined) throw failure.reason
      if (ended) return
      await reading
      continue
    }
    // An answer must not wait for the next request: who sends them may wait for the answer.
    if (reading !== undefined && !await Promise.race([head.result.then(() => true, () => true), reading.then(() => false)])) continue
    const result = await head.result
    void waiting.shift()
    bytesInWork -= head.bytes
    bytesHeld -= head.held
    yield result === DROPPED ? await work(head.item) : result
  }
}

/** Runs what is of one key after the other, in the order in which it came. */
export class OrderByKey {
  readonly #last = new Map<string, Promise<unknown>>()

  async run<R> (key: string, work: () => Promise<R>): Promise<R> {
    const before = this.#last.get(key)
    const mine = before === undefined ? work() : before.then(work, work)
    this.#last.set(key, mine)
    try {
      return await mine
    } finally {
      if (this.#last.get(key) === mine) this.#last.delete(key)
    }
  }
}

/** `text` is undefined where the bytes are no UTF-8. */
export interface Line { readonly number: number, readonly text: string | undefined, readonly bytes: number }

/**
 * Lines of UTF-8 text, without empty ones.
 *
 * @throws InvalidArgumentError for a line above `bytesMax`
 */
export async function * splitLines (chunks: AsyncIterable<Uint8Array>, bytesMax: number): AsyncGenerator<Line, void, undefined> {
  // Whatever is no text must not be stored as something else.
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (line: Uint8Array | undefined): string | undefined => {
    try { return decoder.decode(line).trim() } catch { return undefined }
  }
  let parts: Uint8Array[] = []
  let bytes = 0
  let number = 0
  const take = (): Line | undefined => {
    number++
    const text = decode(parts.length === 1 ? parts[0] : Buffer.concat(parts))
    const line = { number, text, bytes: bytes + 1 }
    parts = []
    bytes = 0
    return text === '' ? undefined : line
  }
  for await (const chunk of chunks) {
    for (let start = 0; ;) {
      const end = chunk.indexOf(0x0a, start)
      const part = chunk.subarray(start, end < 0 ? chunk.length : end)
      bytes += part.length
      if (bytes > bytesMax) throw new InvalidArgumentError(`line ${number + 1} is longer than ${bytesMax} bytes`)
      if (part.length > 0) parts.push(part)
      if (end < 0) break
      const line = take()
      if (line !== undefined) yield line
      start = end + 1
    }
  }
  const last = take()
  if (last !== undefined) yield last
}

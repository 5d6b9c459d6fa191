import { InvalidArgumentError } from '../protocols/errors.js'

/** Bytes of lines in work at a time; a larger line goes alone. Several times as much memory: the text, what is made of it, and the request. */
export const IN_WORK_BYTES_MAX = 32 * 1024 * 1024

/**
 * Runs `work` on what `items` yields, at most `inFlightMax` at a time, and yields the results in the order of the
 * items. Takes no more items than that ahead of whoever reads the results, and none while those it has taken have as many
 * bytes as may be in work. What `items` throws comes after the results of
 * what it had yielded: that work was begun, and may have changed something.
 */
export async function * inOrder<T, R> (items: AsyncIterable<T>, inFlightMax: number, work: (item: T) => Promise<R>, bytesOf: (item: T) => number = () => 0): AsyncGenerator<R, void, undefined> {
  const iterator = items[Symbol.asyncIterator]()
  const waiting: Array<{ readonly result: Promise<R>, readonly bytes: number }> = []
  let bytesInWork = 0
  let ended = false
  let failure: { readonly reason: unknown } | undefined
  let reading: Promise<void> | undefined
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
    const bytes = bytesOf(next.value)
    const result = work(next.value)
    // Awaited when its turn comes: until then its rejection must not be an unhandled one.
    result.catch(() => {})
    waiting.push({ result, bytes })
    bytesInWork += bytes
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
    void waiting.shift()
    bytesInWork -= head.bytes
    yield await head.result
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

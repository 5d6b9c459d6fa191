import { InvalidArgumentError } from '../protocols/errors.js'
import { toBucketName, toKey, toOwnBytes } from './bytes.js'
import type { Bytes } from './bytes.js'
import type { DeleteOptions, GetOptions, PutOptions } from './options.js'
import type { GetResult, PutResult } from './results.js'

export const SESSION_KEYS_MAX = 10_000

export interface SessionInit {
  /** Keys of which is remembered what was seen; of the one used longest ago it is forgotten. Default 10,000. */
  readonly keysMax?: number
}

/** What a session asks of KvClient. */
export interface SessionClient {
  readonly get: (key: Bytes, options: GetOptions) => Promise<GetResult>
  readonly put: (key: Bytes, value: Bytes, options: PutOptions) => Promise<PutResult>
  readonly delete: (key: Bytes, options: DeleteOptions) => Promise<PutResult>
}

type WithoutToken<T> = Omit<T, 'notBefore'>

interface Seen { token: string, running: Promise<unknown>, users: number }

/**
 * A client that never sees the past: a read of a key knows of every write and read of it before in this
 * session (read your writes, monotonic reads), whichever peers answer. Calls for one key run one after
 * the other. When no replica that answers knows as much, a read waits for one until its deadline.
 */
export class KvSession {
  readonly #keys = new Map<string, Seen>()
  readonly #keysMax: number

  constructor (private readonly client: SessionClient, init: SessionInit = {}) {
    this.#keysMax = init.keysMax ?? SESSION_KEYS_MAX
    if (!Number.isSafeInteger(this.#keysMax) || this.#keysMax < 1) throw new InvalidArgumentError(`keysMax must be a whole number from 1; it is ${String(this.#keysMax)}`)
  }

  /** Keys of which is known what was seen. */
  get keys (): number { return this.#keys.size }

  /** As KvClient.get. @throws DeadlineExceededError too, when no replica that answers has what this session has seen */
  async get (key: Bytes, options: WithoutToken<GetOptions> = {}): Promise<GetResult> {
    return await this.#inOrder(key, options.bucket, async (seen, key) => {
      const result = await this.client.get(key, { ...options, ...(seen.token !== '' && { notBefore: seen.token }) })
      if (result.context !== '') seen.token = result.context
      return result
    })
  }

  /** As KvClient.exists. */
  async exists (key: Bytes, options: WithoutToken<GetOptions> = {}): Promise<boolean> { return (await this.get(key, options)).found }

  /** As KvClient.put. */
  async put (key: Bytes, value: Bytes, options: WithoutToken<PutOptions> = {}): Promise<PutResult> {
    // Its turn may come later, and the caller may change what it gave.
    const own = typeof value === 'string' ? value : toOwnBytes(value)
    return await this.#write(key, options, (key, whole) => this.client.put(key, own, whole))
  }

  /** As KvClient.delete. */
  async delete (key: Bytes, options: WithoutToken<DeleteOptions> = {}): Promise<PutResult> {
    return await this.#write(key, options, (key, whole) => this.client.delete(key, whole))
  }

  async #write<O extends WithoutToken<DeleteOptions>> (key: Bytes, options: O, write: (key: Bytes, options: O & { notBefore?: string }) => Promise<PutResult>): Promise<PutResult> {
    return await this.#inOrder(key, options.bucket, async (seen, key) => {
      const result = await write(key, { ...options, ...(seen.token !== '' && { notBefore: seen.token }) })
      if (result.session !== undefined) seen.token = result.session
      return result
    })
  }

  /** What two calls at once have seen could not be told in one token. */
  async #inOrder<T> (key: Bytes, bucket: string | undefined, call: (seen: Seen, key: Bytes) => Promise<T>): Promise<T> {
    const bytes = toKey(key)
    const id = `${toBucketName(bucket ?? 'default')} ${bytes.join()}`
    const seen = this.#keys.get(id) ?? { token: '', running: Promise.resolve(), users: 0 }
    this.#keys.delete(id)
    this.#keys.set(id, seen)
    seen.users++
    this.#forgetOldest()
    const result = seen.running.then(async () => await call(seen, typeof key === 'string' ? key : bytes))
    seen.running = result.then(() => {}, () => {})
    try {
      return await result
    } finally {
      seen.users--
    }
  }

  #forgetOldest (): void {
    for (const [id, { users }] of this.#keys) {
      if (this.#keys.size <= this.#keysMax) return
      if (users === 0) this.#keys.delete(id)
    }
  }
}

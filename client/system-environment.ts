import type { ClientEnvironment } from './transport.js'

function sleep (delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const stop = (): void => { clearTimeout(timer); reject(signal?.reason as Error) }
    const timer = setTimeout(() => { signal?.removeEventListener('abort', stop); resolve() }, delayMs)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

/** Random bytes are asked for together: once for each write would cost more than all else that a client does for one. */
const RANDOM_BYTES = 4_096
let random = new Uint8Array(0)
let given = 0

/** Each byte is given once. */
function randomBytes (length: number): Uint8Array {
  if (length > RANDOM_BYTES) return crypto.getRandomValues(new Uint8Array(length))
  if (given + length > random.length) {
    random = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES))
    given = 0
  }
  return random.slice(given, given += length)
}

export const systemEnvironment: ClientEnvironment = {
  now: () => performance.now(),
  sleep,
  after: (delayMs, fn) => {
    const timer = setTimeout(fn, delayMs).unref()
    return () => { clearTimeout(timer) }
  },
  random: Math.random,
  randomBytes,
}

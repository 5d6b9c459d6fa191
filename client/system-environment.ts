import type { ClientEnvironment } from './transport.js'

function sleep (delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const stop = (): void => { clearTimeout(timer); reject(signal?.reason as Error) }
    const timer = setTimeout(() => { signal?.removeEventListener('abort', stop); resolve() }, delayMs)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

export const systemEnvironment: ClientEnvironment = {
  now: () => performance.now(),
  sleep,
  after: (delayMs, fn) => {
    const timer = setTimeout(fn, delayMs).unref()
    return () => { clearTimeout(timer) }
  },
  random: Math.random,
  randomBytes: length => crypto.getRandomValues(new Uint8Array(length)),
}

import type { Clock, Timer } from '../core/env.js'

export const systemClock: Clock = {
  monotonic: () => performance.now(),
  realtime: () => Date.now(),
  after: (delayMs, fn): Timer => {
    const timer = setTimeout(fn, delayMs).unref()
    return { cancel: () => { clearTimeout(timer) } }
  },
}

import type { Clock, Timer } from '../core/env.js'

export const systemClock: Clock = {
  monotonic: () => performance.now(),
  realtime: () => Date.now(),
  after: (delayMs, fn) => new SystemTimer(setTimeout(fn, delayMs).unref()),
}

/** Not a closure: each request makes some. */
class SystemTimer implements Timer {
  constructor (private readonly timeout: NodeJS.Timeout) {}

  cancel (): void { clearTimeout(this.timeout) }
}

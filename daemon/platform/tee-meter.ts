import type { Meter } from '../core/env.js'

/** Hands everything on to several meters. */
export class TeeMeter implements Meter {
  constructor (private readonly meters: readonly Meter[]) {}

  count (...told: Parameters<Meter['count']>): void {
    for (const meter of this.meters) meter.count(...told)
  }

  observe (...told: Parameters<Meter['observe']>): void {
    for (const meter of this.meters) meter.observe(...told)
  }
}

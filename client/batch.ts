import { keepBytes } from './bytes.js'
import type { BatchPut, PutOptions } from './options.js'

/** Requests of one call that are under way at a time. */
export const IN_FLIGHT_MAX = 128

/**
 * Runs `work` for each item, at most `inFlightMax` at a time; a failure stops none of the others.
 *
 * @param keep copies what its owner may change, of items whose turn comes later
 * @returns what came of each, in the order of the items
 */
export async function settleAll<T, R> (items: readonly T[], keep: (item: T) => T, work: (item: T) => Promise<R>, inFlightMax = IN_FLIGHT_MAX): Promise<Array<PromiseSettledResult<R>>> {
  const kept = items.map((item, index) => index < inFlightMax ? item : keep(item))
  const results: Array<PromiseSettledResult<R>> = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < kept.length; index = next++) {
      try {
        results[index] = { status: 'fulfilled', value: await work(kept[index] as T) }
      } catch (reason) {
        results[index] = { status: 'rejected', reason }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(inFlightMax, kept.length) }, worker))
  return results
}

export function keepPut ({ key, value, options }: BatchPut): BatchPut { return { key: keepBytes(key), value: keepBytes(value), options: options && { ...options } } }

/** What is there and undefined says nothing, as everywhere. */
export function withDefaults (options: PutOptions | undefined, defaults: PutOptions): PutOptions {
  return options === undefined ? defaults : { ...defaults, ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) }
}

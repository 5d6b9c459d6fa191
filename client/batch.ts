/** Requests of one call that are under way at a time. */
export const IN_FLIGHT_MAX = 128

/**
 * Runs `work` for each item, at most `inFlightMax` at a time; a failure stops none of the others.
 *
 * @returns what came of each, in the order of the items
 */
export async function settleAll<T, R> (items: readonly T[], work: (item: T) => Promise<R>, inFlightMax = IN_FLIGHT_MAX): Promise<Array<PromiseSettledResult<R>>> {
  const results: Array<PromiseSettledResult<R>> = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      try {
        results[index] = { status: 'fulfilled', value: await work(items[index] as T) }
      } catch (reason) {
        results[index] = { status: 'rejected', reason }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(inFlightMax, items.length) }, worker))
  return results
}

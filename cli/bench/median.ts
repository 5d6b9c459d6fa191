/** Of an even number of values the mean of the two in the middle; of none NaN. */
export function median (values: readonly number[]): number {
  const sorted = values.filter(value => !Number.isNaN(value)).sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const above = sorted[middle] ?? NaN
  return sorted.length % 2 === 1 ? above : ((sorted[middle - 1] ?? NaN) + above) / 2
}

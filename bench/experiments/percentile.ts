/** The least value that at least `percent` of a hundred are no greater than; NaN of none. Nearest rank, exact. */
export function percentile (values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(percent / 100 * sorted.length) - 1)] ?? NaN
}

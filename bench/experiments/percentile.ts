/** The least value that at least `percent` of a hundred are no greater than; NaN of none. Nearest rank, exact. */
export function percentile (values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  // 99.9 % of 2,000 is 1998, and a little more in binary.
  return sorted[Math.max(0, Math.ceil(percent * sorted.length / 100 - 1e-9) - 1)] ?? NaN
}

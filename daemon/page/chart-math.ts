export interface Scale {
  readonly x: (index: number) => number
  readonly y: (value: number) => number
}

/** A round number at or above `most`, and round numbers up to it. */
export function axisOf (most: number): { readonly max: number, readonly ticks: readonly number[] } {
  if (!(most > 0)) return { max: 1, ticks: [0, 1] }
  const magnitude = 10 ** Math.floor(Math.log10(most))
  const step = [0.25, 0.5, 1, 2.5, 5].map(part => part * magnitude).find(candidate => most / candidate <= 4) ?? 5 * magnitude
  const steps = Math.ceil(most / step)
  return { max: steps * step, ticks: Array.from({ length: steps + 1 }, (_, index) => index * step) }
}

/** A line through what was measured; a gap where nothing was. One point alone is a dot. */
export function linePath (values: readonly (number | null)[], { x, y }: Scale): string {
  let path = ''
  let open = false
  for (const [index, value] of values.entries()) {
    if (value === null) { open = false; continue }
    path += `${open ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`
    const alone = !open && (values[index + 1] ?? null) === null
    if (alone) path += 'h0.1'
    open = true
  }
  return path
}

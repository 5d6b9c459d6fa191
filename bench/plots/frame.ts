/** What all plots have: a size, a title, axes with ticks, a legend. Coordinates are those of the SVG, y grows downwards. */

export const WIDTH = 640
export const HEIGHT = 360
export const LEFT = 70
export const RIGHT = 150
export const TOP = 40
export const BOTTOM = 50
const COLOURS = ['#0b6e99', '#c2571a', '#4b8b3b', '#7a4fa3', '#8a6d00', '#b0306a', '#555555', '#2f9e8f']
const TICKS = 5

export function colourOf (series: number): string { return COLOURS[series % COLOURS.length] ?? 'black' }

export function textAt (x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${escaped(content)}</text>`
}

/** The opening tag, the title and what the axes show, with units. End with `</svg>`. */
export function openPlot (title: string, x: string, y: string): string[] {
  const middle = (TOP + HEIGHT - BOTTOM) / 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    textAt(LEFT, 22, title, 'font-size="15"'),
    textAt((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x, 'text-anchor="middle"'),
    textAt(16, middle, y, `text-anchor="middle" transform="rotate(-90 16 ${middle})"`),
  ]
}

export interface Scale {
  /** Where a value is, in SVG units. */
  readonly at: (value: number) => number
  readonly ticks: readonly number[]
}

/** From 0 to a round number that is no less than `largest`. */
export function linearY (largest: number): Scale {
  const top = roundUp(Math.max(largest, 1e-9))
  return {
    at: value => HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM),
    ticks: Array.from({ length: TICKS + 1 }, (_, tick) => top * tick / TICKS),
  }
}

/** Whole powers of ten around the values; what is not above 0 lies on the axis. */
export function logY (values: readonly number[]): Scale {
  const above = values.filter(value => value > 0)
  const low = Math.floor(Math.log10(Math.min(...above, 1e9)))
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...above, 1e-9))))
  return {
    at: value => HEIGHT - BOTTOM - (value > 0 ? Math.max(0, (Math.log10(value) - low) / (high - low)) : 0) * (HEIGHT - TOP - BOTTOM),
    ticks: Array.from({ length: high - low + 1 }, (_, tick) => 10 ** (low + tick)),
  }
}

/** Lines across the plot, with their values beside them. */
export function gridOf ({ at, ticks }: Scale): string[] {
  return ticks.flatMap(value => [
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at(value).toFixed(1)}" y2="${at(value).toFixed(1)}" stroke="#ddd"/>`,
    textAt(LEFT - 6, at(value) + 4, short(value), 'text-anchor="end"'),
  ])
}

/** @param colours of each, by number; default: its place */
export function legendOf (names: readonly string[], colours: readonly number[] = []): string[] {
  return names.map((name, index) => textAt(WIDTH - RIGHT + 12, TOP + 18 * index + 10, name, `fill="${colourOf(colours[index] ?? index)}"`))
}

/** 1, 2 or 5 times a power of ten. */
export function roundUp (value: number): number {
  const scale = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5, 10].find(step => step * scale >= value) ?? 10) * scale
}

export function short (value: number): string { return String(Number(value.toPrecision(3))) }

function escaped (text: string): string { return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') }

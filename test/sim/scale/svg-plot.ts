/** A line plot as SVG text: both axes from 0 in y, logarithmic in x. */

export interface Series { readonly name: string, readonly points: ReadonlyArray<{ readonly x: number, readonly y: number }> }

export interface LinePlot {
  readonly title: string
  /** What the axes show, with units. */
  readonly x: string
  readonly y: string
  readonly series: readonly Series[]
}

const WIDTH = 640
const HEIGHT = 360
const LEFT = 70
const RIGHT = 150
const TOP = 40
const BOTTOM = 50
const COLOURS = ['#0b6e99', '#c2571a', '#4b8b3b', '#7a4fa3', '#8a6d00']
const TICKS = 5

export function linePlot ({ title, x, y, series }: LinePlot): string {
  const xs = series.flatMap(({ points }) => points.map(point => point.x))
  const low = Math.log10(Math.min(...xs))
  const high = Math.max(Math.log10(Math.max(...xs)), low + 0.1)
  const top = roundUp(Math.max(...series.flatMap(({ points }) => points.map(point => point.y)), 1e-9))
  const atX = (value: number): number => LEFT + (Math.log10(value) - low) / (high - low) * (WIDTH - LEFT - RIGHT)
  const atY = (value: number): number => HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)
  const text = (px: number, py: number, content: string, attributes = ''): string => `<text x="${px.toFixed(1)}" y="${py.toFixed(1)}" ${attributes}>${escaped(content)}</text>`
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    text(LEFT, 22, title, 'font-size="15"'),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x, 'text-anchor="middle"'),
    text(16, (TOP + HEIGHT - BOTTOM) / 2, y, `text-anchor="middle" transform="rotate(-90 16 ${(TOP + HEIGHT - BOTTOM) / 2})"`),
  ]
  for (let tick = 0; tick <= TICKS; tick++) {
    const value = top * tick / TICKS
    parts.push(`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${atY(value).toFixed(1)}" y2="${atY(value).toFixed(1)}" stroke="#ddd"/>`, text(LEFT - 6, atY(value) + 4, short(value), 'text-anchor="end"'))
  }
  for (const value of [...new Set(xs)].sort((a, b) => a - b)) parts.push(text(atX(value), HEIGHT - BOTTOM + 18, short(value), 'text-anchor="middle"'))
  series.forEach(({ name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length] ?? 'black'
    parts.push(`<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.map(point => `${atX(point.x).toFixed(1)},${atY(point.y).toFixed(1)}`).join(' ')}"/>`)
    for (const point of points) parts.push(`<circle cx="${atX(point.x).toFixed(1)}" cy="${atY(point.y).toFixed(1)}" r="3" fill="${colour}"/>`)
    parts.push(text(WIDTH - RIGHT + 12, TOP + 18 * index + 10, name, `fill="${colour}"`))
  })
  return [...parts, '</svg>', ''].join('\n')
}

function roundUp (value: number): number {
  const scale = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5, 10].find(step => step * scale >= value) ?? 10) * scale
}

function short (value: number): string { return String(Number(value.toPrecision(3))) }

function escaped (text: string): string { return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') }

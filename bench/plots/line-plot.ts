import { BOTTOM, colourOf, gridOf, HEIGHT, LEFT, legendOf, linearY, logY, openPlot, RIGHT, short, textAt, WIDTH } from './frame.js'

export interface Series {
  readonly name: string
  readonly points: ReadonlyArray<{ readonly x: number, readonly y: number }>
  /** Which of the colours; default: its place among the series. */
  readonly colour?: number
  readonly dashed?: boolean
}

export interface LinePlot {
  readonly title: string
  /** What the axes show, with units. */
  readonly x: string
  readonly y: string
  readonly series: readonly Series[]
  /** Default: `log` in x, where there must be no 0, and `linear` from 0 in y. */
  readonly xScale?: 'log' | 'linear'
  readonly yScale?: 'log' | 'linear'
}

/** A plot as SVG text. Points without a number (no request succeeded) are left out. */
export function linePlot ({ title, x, y, series: given, xScale = 'log', yScale = 'linear' }: LinePlot): string {
  const series = given.map(({ points, ...rest }) => ({ ...rest, points: points.filter(point => Number.isFinite(point.x) && Number.isFinite(point.y)) }))
  const xs = series.flatMap(({ points }) => points.map(point => point.x))
  const ys = series.flatMap(({ points }) => points.map(point => point.y))
  const place = xScale === 'log' ? Math.log10 : (value: number): number => value
  const low = xs.length === 0 ? 0 : place(Math.min(...xs))
  const high = Math.max(xs.length === 0 ? 1 : place(Math.max(...xs)), low + 0.1)
  const atX = (value: number): number => LEFT + (place(value) - low) / (high - low) * (WIDTH - LEFT - RIGHT)
  const scale = yScale === 'log' ? logY(ys) : linearY(Math.max(...ys, 1e-9))
  const parts = [...openPlot(title, x, y), ...gridOf(scale)]
  for (const value of [...new Set(xs)].sort((a, b) => a - b)) parts.push(textAt(atX(value), HEIGHT - BOTTOM + 18, short(value), 'text-anchor="middle"'))
  series.forEach(({ points, colour: own, dashed = false }, index) => {
    const colour = colourOf(own ?? index)
    parts.push(`<polyline fill="none" stroke="${colour}" stroke-width="2"${dashed ? ' stroke-dasharray="6 4"' : ''} points="${points.map(point => `${atX(point.x).toFixed(1)},${scale.at(point.y).toFixed(1)}`).join(' ')}"/>`)
    for (const point of points) parts.push(`<circle cx="${atX(point.x).toFixed(1)}" cy="${scale.at(point.y).toFixed(1)}" r="3" fill="${colour}"/>`)
  })
  return [...parts, ...legendOf(series.map(({ name }) => name), series.map(({ colour }, index) => colour ?? index)), '</svg>', ''].join('\n')
}

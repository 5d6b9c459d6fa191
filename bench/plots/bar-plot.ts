import { BOTTOM, colourOf, gridOf, HEIGHT, LEFT, legendOf, linearY, openPlot, RIGHT, short, textAt, WIDTH } from './frame.js'

export interface BarPlot {
  readonly title: string
  /** What the axis shows, with units. */
  readonly y: string
  readonly groups: readonly string[]
  /** One bar a group each; `stacked`: on top of each other, in one bar a group. */
  readonly series: ReadonlyArray<{ readonly name: string, readonly values: readonly number[] }>
  readonly stacked?: boolean
}

/** Of a group's width, what its bars take. */
const FILLED = 0.75
/** Names of groups that have room beside each other; more are written at a slant. */
const LEVEL_NAMES_MAX = 6
/** A bar that is narrower goes without its value. */
const VALUE_WIDTH_MIN = 24

/** A plot as SVG text, its y axis from 0. The bars carry their values where there is room; a value that is no number has no bar. */
export function barPlot ({ title, y, groups, series, stacked = false }: BarPlot): string {
  const valueOf = (index: number, group: number): number => { const value = series[index]?.values[group]; return value !== undefined && Number.isFinite(value) ? value : 0 }
  const sumOf = (group: number, below: number): number => series.slice(0, below).reduce((sum, _, index) => sum + valueOf(index, group), 0)
  const scale = linearY(Math.max(0, ...groups.flatMap((_, group) => stacked ? [sumOf(group, series.length)] : series.map((_, index) => valueOf(index, group)))))
  const groupWidth = (WIDTH - LEFT - RIGHT) / Math.max(1, groups.length)
  const width = groupWidth * FILLED / (stacked ? 1 : series.length)
  const parts = [...openPlot(title, '', y), ...gridOf(scale)]
  groups.forEach((name, group) => {
    const left = LEFT + groupWidth * (group + (1 - FILLED) / 2)
    const middle = left + groupWidth * FILLED / 2
    parts.push(groups.length <= LEVEL_NAMES_MAX
      ? textAt(middle, HEIGHT - BOTTOM + 18, name, 'text-anchor="middle" font-size="11"')
      : textAt(middle + 4, HEIGHT - BOTTOM + 12, name, `text-anchor="end" font-size="10" transform="rotate(-35 ${(middle + 4).toFixed(1)} ${HEIGHT - BOTTOM + 12})"`))
    series.forEach((_, index) => {
      const value = valueOf(index, group)
      const base = stacked ? sumOf(group, index) : 0
      const x = left + (stacked ? 0 : index * width)
      const top = scale.at(base + value)
      if (value > 0) parts.push(`<rect x="${x.toFixed(1)}" y="${top.toFixed(1)}" width="${Math.max(1, width - 1).toFixed(1)}" height="${(scale.at(base) - top).toFixed(1)}" fill="${colourOf(index)}"/>`)
      if (!stacked && value > 0 && width >= VALUE_WIDTH_MIN) parts.push(textAt(x + width / 2, top - 3, short(value), 'text-anchor="middle" font-size="9"'))
    })
    if (stacked) parts.push(textAt(left + width / 2, scale.at(sumOf(group, series.length)) - 3, short(sumOf(group, series.length)), 'text-anchor="middle" font-size="9"'))
  })
  return [...parts, ...legendOf(series.map(({ name }) => name)), '</svg>', ''].join('\n')
}

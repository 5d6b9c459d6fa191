import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { axisOf, linePath, type Scale } from './chart-math.js'
import { Panel } from './parts.js'

export interface Series {
  readonly name: string
  /** 1 to 4: a colour and a kind of line. */
  readonly style: number
  /** null: nothing was measured. */
  readonly values: readonly (number | null)[]
}

export interface ChartProps {
  readonly title: string
  readonly series: readonly Series[]
  readonly stepMs: number
  readonly format: (value: number) => string
}

const WIDTH = 560
const HEIGHT = 180
const LEFT = 58
const BOTTOM = 22
const TOP = 10
const RIGHT = 10

/** Lines over the last minutes; what is under the pointer, or else the newest, is written in the legend. */
export function Chart ({ title, series, stepMs, format }: ChartProps): JSX.Element {
  const [at, setAt] = useState<number | undefined>()
  const length = Math.max(2, ...series.map(({ values }) => values.length))
  const { max, ticks } = axisOf(Math.max(0, ...series.flatMap(({ values }) => values.map(value => value ?? 0))))
  const scale: Scale = { x: index => LEFT + index / (length - 1) * (WIDTH - LEFT - RIGHT), y: value => TOP + (1 - value / max) * (HEIGHT - TOP - BOTTOM) }
  const index = at ?? length - 1
  const point = (event: { readonly currentTarget: SVGSVGElement, readonly clientX: number }): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const x = (event.clientX - left) / width * WIDTH
    setAt(Math.max(0, Math.min(length - 1, Math.round((x - LEFT) / (WIDTH - LEFT - RIGHT) * (length - 1)))))
  }
  const ago = (place: number): string => {
    const seconds = Math.round((length - 1 - place) * stepMs / 1_000)
    return seconds === 0 ? 'now' : seconds % 60 === 0 ? `−${seconds / 60} min` : `−${seconds} s`
  }
  const minutes = Array.from({ length: Math.floor((length - 1) * stepMs / 60_000) + 1 }, (_, minute) => length - 1 - minute * 60_000 / stepMs)
  return (
    <Panel title={title} class="chart" aside={at === undefined ? 'now' : ago(index)}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${title}: ${series.map(({ name, values }) => `${name} ${format(values[values.length - 1] ?? 0)}`).join(', ')}`} onPointerMove={point} onPointerLeave={() => { setAt(undefined) }}>
        {ticks.map(tick => <g key={tick} class="tick"><line x1={LEFT} x2={WIDTH - RIGHT} y1={scale.y(tick)} y2={scale.y(tick)} /><text x={LEFT - 8} y={scale.y(tick)} dy="0.35em" text-anchor="end">{format(tick)}</text></g>)}
        {minutes.map(place => <text key={place} class="tick" x={scale.x(place)} y={HEIGHT - 4} text-anchor={place === length - 1 ? 'end' : 'middle'}>{ago(place)}</text>)}
        {at !== undefined && <line class="cursor" x1={scale.x(at)} x2={scale.x(at)} y1={TOP} y2={HEIGHT - BOTTOM} />}
        {series.map(({ name, style, values }) => <path key={name} class={`line series-${style}`} d={linePath(values, scale)} />)}
      </svg>
      <ul class="series">
        {series.map(({ name, style, values }) => <li key={name}><svg viewBox="0 0 28 8" aria-hidden="true"><path class={`line series-${style}`} d="M1 4H27" /></svg>{name} <b>{values[index] === null || values[index] === undefined ? '–' : format(values[index])}</b></li>)}
      </ul>
    </Panel>
  )
}

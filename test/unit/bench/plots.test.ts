import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barPlot } from '../../../bench/plots/bar-plot.js'
import { BOTTOM, HEIGHT, LEFT, linearY, logY, RIGHT, roundUp, TOP, WIDTH } from '../../../bench/plots/frame.js'
import { linePlot } from '../../../bench/plots/line-plot.js'

function circles (svg: string): Array<{ x: number, y: number }> {
  return [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }))
}

test('a linear axis begins at 0 and ends at a round number that holds every value', () => {
  for (const [value, top] of [[0.7, 1], [1, 1], [1.2, 2], [21, 50], [7_000, 10_000]] as const) assert.equal(roundUp(value), top)
  const { at, ticks } = linearY(180)
  assert.deepEqual([at(0), at(200), ticks], [HEIGHT - BOTTOM, TOP, [0, 40, 80, 120, 160, 200]])
})

test('a logarithmic axis has whole powers of ten around the values, equally far apart', () => {
  const { at, ticks } = logY([0.3, 45])
  assert.deepEqual(ticks, [0.1, 1, 10, 100])
  assert.deepEqual([at(0.1), at(100)], [HEIGHT - BOTTOM, TOP])
  assert.ok(Math.abs((at(1) - at(10)) - (at(10) - at(100))) < 1e-9)
  assert.equal(at(0), HEIGHT - BOTTOM)
  assert.deepEqual(logY([5]).ticks, [1, 10])
})

test('points lie where their values are, in x by its scale', () => {
  const series = [{ name: 'a', points: [{ x: 1, y: 0 }, { x: 10, y: 10 }, { x: 100, y: 5 }] }]
  const log = circles(linePlot({ title: 't', x: 'x', y: 'y', series }))
  const middle = (LEFT + WIDTH - RIGHT) / 2
  assert.deepEqual(log, [{ x: LEFT, y: HEIGHT - BOTTOM }, { x: middle, y: TOP }, { x: WIDTH - RIGHT, y: (TOP + HEIGHT - BOTTOM) / 2 }])
  const linear = circles(linePlot({ title: 't', x: 'x', y: 'y', series, xScale: 'linear' }))
  assert.deepEqual(linear.map(({ x }) => x), [LEFT, Number((LEFT + 9 / 99 * (WIDTH - LEFT - RIGHT)).toFixed(1)), WIDTH - RIGHT])
})

test('what was not measured is left out, and names cannot break the picture', () => {
  const svg = linePlot({ title: 'a < b & c', x: 'x', y: 'y', series: [{ name: '<s>', points: [{ x: 1, y: NaN }, { x: 2, y: 3 }] }] })
  assert.equal(circles(svg).length, 1)
  assert.ok(!svg.includes('NaN') && !svg.includes('<s>') && svg.includes('a &lt; b &amp; c'))
})

test('two lines of one colour are told apart: one of them is dashed', () => {
  const points = [{ x: 1, y: 1 }]
  const svg = linePlot({ title: 't', x: 'x', y: 'y', series: [{ name: 'a', points }, { name: 'b', colour: 0, dashed: true, points }] })
  const lines = [...svg.matchAll(/<polyline[^>]* stroke="([^"]+)" stroke-width="2"( stroke-dasharray="[^"]+")?/g)].map(([, colour, dashes]) => [colour, dashes !== undefined])
  assert.deepEqual(lines, [[lines[0]?.[0], false], [lines[0]?.[0], true]])
  assert.equal(new Set([...svg.matchAll(/fill="([^"]+)">[ab]</g)].map(([, colour]) => colour)).size, 1)
})

test('bars stand beside each other or on top of each other', () => {
  const heights = (svg: string): number[] => [...svg.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)"/g)].map(([, height]) => Number(height))
  const plot = { title: 't', y: 'y', groups: ['g'], series: [{ name: 'a', values: [3] }, { name: 'b', values: [7] }, { name: 'none', values: [NaN] }] }
  const whole = HEIGHT - TOP - BOTTOM
  assert.deepEqual(heights(barPlot(plot)), [0.3 * whole, 0.7 * whole])
  const stacked = barPlot({ ...plot, stacked: true })
  assert.deepEqual(heights(stacked), [0.3 * whole, 0.7 * whole])
  const tops = [...stacked.matchAll(/<rect x="[\d.]+" y="([\d.]+)" width/g)].map(([, y]) => Number(y))
  assert.deepEqual(tops, [TOP + 0.7 * whole, TOP])
})

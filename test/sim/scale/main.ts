/**
 * What clusters of 3 to 1,000 peers cost, on virtual time: `npm run sim:scale [-- --sizes 3,10,30]`.
 * Writes docs/experiments/scale.md and its plots.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measure, type Measurement } from './measure.js'
import { scaleReport } from './report.js'
import { linePlot } from '../../../bench/plots/line-plot.js'

const FOLDER = 'docs/experiments'
const SEED = 1
const SETTLE_MS = 20_000
const QUIET_MS = 60_000

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '3,10,30,100,300,1000' }, dry: { type: 'boolean', default: false } } })
const measured: Measurement[] = []
for (const peers of values.sizes.split(',').map(Number)) {
  const start = performance.now()
  const result = await measure({ seed: SEED, peers, partitions: 1024, settleMs: SETTLE_MS, quietMs: QUIET_MS })
  measured.push(result)
  console.log(JSON.stringify(result), `${((performance.now() - start) / 1000).toFixed(0)} s`)
}
if (!values.dry) {
  mkdirSync(FOLDER, { recursive: true })
  const points = (pick: (one: Measurement) => number): Array<{ x: number, y: number }> => measured.map(one => ({ x: one.peers, y: pick(one) }))
  writeFileSync(`${FOLDER}/scale-traffic.svg`, linePlot({
    title: 'A quiet cluster: what one peer sends',
    x: 'peers',
    y: 'messages a second',
    series: [{ name: 'all messages', points: points(({ messagesPerSecond }) => messagesPerSecond) }, { name: 'bytes / 100', points: points(({ bytesPerSecond }) => bytesPerSecond / 100) }],
  }))
  writeFileSync(`${FOLDER}/scale-join.svg`, linePlot({
    title: 'A join: until all peers have the view with the new member',
    x: 'peers',
    y: 'virtual milliseconds',
    series: [{ name: 'view', points: points(({ joinMs }) => joinMs) }, { name: 'view and record', points: points(({ joinKnownMs }) => joinKnownMs) }],
  }))
  writeFileSync(`${FOLDER}/scale.md`, scaleReport(measured))
}

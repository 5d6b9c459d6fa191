/**
 * The experiments of the systems that this one learned from, in the simulator, on virtual time.
 *
 *   npm run experiments                    all; writes docs/experiments/experiments.json, README.md and their plots
 *   npm run experiments -- --only delay    one again; the others stay as they are
 *   npm run experiments -- --report        page and plots again from the data that is there
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { EXPERIMENTS, type Experiments } from './experiments/plans.js'
import { experimentsReport } from './experiments/report.js'
import { writePage } from './performance/files.js'

const FOLDER = 'docs/experiments'
const FILE = `${FOLDER}/experiments.json`

/** A point a line, so that what changed can be read. */
function text (data: Partial<Experiments>): string {
  return `{\n${Object.entries(data).map(([name, points]) => `"${name}": [\n${points.map(point => `  ${JSON.stringify(point)}`).join(',\n')}\n]`).join(',\n')}\n}\n`
}

const { values } = parseArgs({ options: { only: { type: 'string' }, report: { type: 'boolean', default: false } } })
const data = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) as Partial<Experiments> : {}
if (!values.report) {
  for (const [name, run] of Object.entries(EXPERIMENTS)) {
    if (values.only !== undefined && values.only !== name) continue
    const start = performance.now()
    Object.assign(data, { [name]: await run() })
    writeFileSync(FILE, text(data))
    console.log(`${name} ${((performance.now() - start) / 1_000).toFixed(0)} s`)
  }
}
writePage(FOLDER, 'README.md', experimentsReport(data as Experiments))

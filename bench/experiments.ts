/**
 * The experiments of the systems that this one learned from: in the simulator, on virtual time, and some of them
 * with real daemons behind slow proxies, too.
 *
 *   npm run experiments                    all; writes docs/experiments/experiments.json, real-daemons.json, README.md and their plots
 *   npm run experiments -- --only delay    one again; the others stay as they are. `real`: those with real daemons
 *   npm run experiments -- --report        page and plots again from the data that is there
 */
import { parseArgs } from 'node:util'
import { readData, writeData, writeExperimentsReport } from './experiments/files.js'
import { EXPERIMENTS } from './experiments/plans.js'
import { measureReal } from './experiments/real.js'

const FOLDER = 'docs/experiments'

const { values } = parseArgs({ options: { only: { type: 'string' }, report: { type: 'boolean', default: false } } })
const data = readData(FOLDER, 'experiments')
const steps = new Map<string, () => Promise<void>>(Object.entries(EXPERIMENTS).map(([name, run]) => [name, async () => {
  Object.assign(data, { [name]: await run() })
  writeData(FOLDER, 'experiments', data)
}]))
steps.set('real', async () => { writeData(FOLDER, 'real-daemons', await measureReal(line => { console.error(line) })) })
for (const [name, run] of steps) {
  if (values.report || (values.only !== undefined && values.only !== name)) continue
  const start = performance.now()
  await run()
  console.log(`${name} ${((performance.now() - start) / 1_000).toFixed(0)} s`)
}
writeExperimentsReport(FOLDER)
process.exit(0)

/** The simulator on the command line. */
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { runManyDeletes } from './run-deletes.js'
import { runSeeds } from './run-seeds.js'
import { shrink } from './shrink.js'
import { simulate } from './simulate.js'
import { Tally } from './tally.js'
import { describeSwarm, drawSwarm, repeatLine, type SwarmConfig } from './swarm.js'

const SHOWN_MAX = 5
const PROGRESS_EVERY = 5_000

const USAGE = `  npm run sim -- --seeds 1000 [--from 1] [--workers 2]   many runs; what fails is printed with how to repeat it
  npm run sim -- --seed 17 [--trace] [--shrink]          one run, with its story, made smaller if it fails
  npm run sim -- --ring …                                the ring changes in all of them
  npm run sim -- --stats …                               and what happened how often in them
  npm run sim -- --config '{"seed":17,…}' [--trace]      one run as --shrink printed it
  npm run sim -- --deletes 1000000 [--from 1]            so many deletes, reaped all the time, of which none may come back
`

function refuse (message: string): never {
  process.stderr.write(`sim: ${message}\n  see: npm run sim -- --help\n`)
  process.exit(2)
}

/** What is no number runs nothing, of which nothing fails. */
function count (text: string, name: string, least = 1): number {
  const number = /^[0-9]{1,15}$/.test(text) ? Number(text) : NaN
  return number >= least ? number : refuse(`--${name} is a whole number from ${least}; it is ${text}`)
}

function configOf (text: string): SwarmConfig {
  try { return JSON.parse(text) as SwarmConfig } catch { return refuse('--config is what --shrink printed: JSON') }
}

const options = {
  help: { type: 'boolean', default: false },
  seeds: { type: 'string', default: '1000' },
  from: { type: 'string', default: '1' },
  workers: { type: 'string', default: '2' },
  seed: { type: 'string' },
  config: { type: 'string' },
  trace: { type: 'boolean', default: false },
  ring: { type: 'boolean', default: false },
  stats: { type: 'boolean', default: false },
  deletes: { type: 'string' },
  shrink: { type: 'boolean', default: false },
} as const

function parse (): ReturnType<typeof parseArgs<{ options: typeof options }>> {
  try { return parseArgs({ options }) } catch (error) { return refuse((error as Error).message.replaceAll('\n', ' ')) }
}

const { values } = parse()
const from = count(values.from, 'from', 0)
const workers = count(values.workers, 'workers')

async function runOne (config: SwarmConfig): Promise<boolean> {
  const result = await simulate(config, { tells: values.trace })
  for (const line of result.story) console.log(line)
  console.log(describeSwarm(config))
  console.log(`trace ${result.hash}, ${result.ops.length} operations, ${Math.round(result.virtualMs)} ms of virtual time, ${result.events} events`)
  for (const violation of result.violations) console.log(`VIOLATION ${violation}`)
  if (result.violations.length > 0 && values.shrink) {
    const smaller = await shrink(config, result.violations)
    const story = await simulate(smaller, { tells: values.trace })
    console.log('\nthe same with less:')
    for (const line of [...story.story, ...story.violations.map(violation => `VIOLATION ${violation}`)]) console.log(line)
    console.log(describeSwarm(smaller))
    console.log(`npm run sim -- --trace --config '${JSON.stringify(smaller)}'`)
  }
  return result.violations.length === 0
}

async function runMany (): Promise<boolean> {
  const seeds = count(values.seeds, 'seeds')
  const start = performance.now()
  const cpu = process.cpuUsage()
  const tally = new Tally()
  const failed = await runSeeds({
    first: from,
    count: seeds,
    workers,
    ring: values.ring || undefined,
    onTally: one => { tally.addAll(one) },
    onProgress: done => { if (done % PROGRESS_EVERY === 0) console.log(`${done} done`) },
    onFailed: ({ seed, violations }) => {
      console.log(describeSwarm(drawSwarm(seed, values.ring || undefined)))
      for (const violation of violations.slice(0, SHOWN_MAX)) console.log(`  ${violation}`)
      console.log(`  repeat: ${repeatLine(seed, values.ring)}`)
    },
  })
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  if (values.stats) for (const [name, times] of tally.entries()) console.log(`${String(times).padStart(10)}  ${name}`)
  const cpuMs = (user + system) / 1_000
  console.log(`${seeds} seeds from ${from} in ${seconds.toFixed(1)} s (${(cpuMs / 1_000).toFixed(0)} s of processor time, ${(cpuMs / seeds).toFixed(1)} ms each; load ${(loadavg()[0] ?? 0).toFixed(1)}): ${failed.length} failed`)
  return failed.length === 0
}

async function deleteMany (wanted: number): Promise<boolean> {
  const start = performance.now()
  const cpu = process.cpuUsage()
  const { deletes, revived, left, reaped, virtualMs } = await runManyDeletes({ first: from, deletes: wanted, workers, onRun: total => { console.log(`${total.deletes} deletes, ${total.revived} came back`) } })
  const { user, system } = process.cpuUsage(cpu)
  console.log(`${deletes} deletes in ${((performance.now() - start) / 1000).toFixed(0)} s (${Math.round(virtualMs / 1000)} virtual, ${Math.round((user + system) / deletes)} µs of processor time each): ${revived} came back, ${left} deleted keys left, ${reaped} reaped since the last restarts`)
  return revived === 0 && left === 0
}

const one = values.config !== undefined ? configOf(values.config) : values.seed !== undefined ? drawSwarm(count(values.seed, 'seed', 0), values.ring || undefined) : undefined
if (values.help) process.stdout.write(USAGE)
else process.exitCode = await (values.deletes !== undefined ? deleteMany(count(values.deletes, 'deletes')) : one === undefined ? runMany() : runOne(one)) ? 0 : 1

/**
 * The simulator on the command line.
 *
 *   npm run sim -- --seeds 1000 [--from 1] [--workers 2]   many runs; what fails is printed with how to repeat it
 *   npm run sim -- --seed 17 [--trace] [--shrink]          one run, with its story, made smaller if it fails
 *   npm run sim -- --ring …                                the ring changes in all of them
 *   npm run sim -- --stats …                               and what happened how often in them
 *   npm run sim -- --config '{"seed":17,…}' [--trace]      one run as --shrink printed it
 *   npm run sim -- --deletes 1000000 [--from 1]            so many deletes, reaped all the time, of which none may come back
 */
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

const { values } = parseArgs({
  options: {
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
  },
})

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
  const first = Number(values.from)
  const count = Number(values.seeds)
  const start = performance.now()
  const cpu = process.cpuUsage()
  const tally = new Tally()
  const failed = await runSeeds({
    first,
    count,
    workers: Number(values.workers),
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
  console.log(`${count} seeds from ${first} in ${seconds.toFixed(1)} s (${(cpuMs / 1_000).toFixed(0)} s of processor time, ${(cpuMs / count).toFixed(1)} ms each; load ${(loadavg()[0] ?? 0).toFixed(1)}): ${failed.length} failed`)
  return failed.length === 0
}

async function deleteMany (wanted: number): Promise<boolean> {
  const start = performance.now()
  const cpu = process.cpuUsage()
  const { deletes, revived, left, reaped, virtualMs } = await runManyDeletes({ first: Number(values.from), deletes: wanted, workers: Number(values.workers), onRun: total => { console.log(`${total.deletes} deletes, ${total.revived} came back`) } })
  const { user, system } = process.cpuUsage(cpu)
  console.log(`${deletes} deletes in ${((performance.now() - start) / 1000).toFixed(0)} s (${Math.round(virtualMs / 1000)} virtual, ${Math.round((user + system) / deletes)} µs of processor time each): ${revived} came back, ${left} deleted keys left, ${reaped} reaped since the last restarts`)
  return revived === 0 && left === 0
}

const one = values.config !== undefined ? JSON.parse(values.config) as SwarmConfig : values.seed !== undefined ? drawSwarm(Number(values.seed), values.ring || undefined) : undefined
process.exitCode = await (values.deletes !== undefined ? deleteMany(Number(values.deletes)) : one === undefined ? runMany() : runOne(one)) ? 0 : 1

/**
 * The whole matrix of workloads on three daemons and, when it is installed, on three members of etcd with its
 * defaults, in short turns that alternate; the load from this process through one client.
 *
 *   npm run bench                    some 14 minutes; writes docs/experiments/performance.{json,md} and its plots
 *   npm run bench -- --quick         some 2 minutes, into a temporary folder
 *   npm run bench -- --only zipf     cases with that in their name, once, into a temporary folder
 *   npm run bench -- --report        the report and plots again from the data that is there
 */
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Case, Performance, RawLimit, Turn } from './performance/data.js'
import { etcdVersion, startEtcd } from './performance/etcd-system.js'
import { MATRIX, QUICK_MATRIX, turnsOf } from './performance/matrix.js'
import { startP2pkv } from './performance/p2pkv-system.js'
import { describeMachine } from './performance/processes.js'
import { writePerformance, writeReport } from './performance/files.js'
import { measureRawLimits } from './performance/raw-limits.js'
import { fill, idleShare, runTurn } from './performance/run-turn.js'
import type { System, SystemClient } from './performance/system.js'

const FOLDER = 'docs/experiments'
const REPEATS = 3
const TURN_MS = 1_750
const QUICK_TURN_MS = 1_500
const IDLE_MS = 3_000
/** All repeats together; the start and the first writes come before. Three take some twelve minutes. */
const MEASURED_MS_MAX = 840_000
/**
 * Turns of each repeat before those that count, until two in a row bring no new best by `rise`: what the compilers of this process and of the
 * daemons do first. A server that was killed begins anew, and so do the clients after it.
 */
const WARM_UP = { turnMs: 3_000, turnsMax: 4, rise: 1.05 } as const

interface Running { readonly system: System, readonly clients: Map<number, SystemClient> }

async function clientOf ({ system, clients }: Running, count: number): Promise<SystemClient> {
  const found = clients.get(count) ?? await system.connect(count)
  clients.set(count, found)
  return found
}

async function disconnect ({ clients }: Running): Promise<void> {
  for (const client of clients.values()) await client.close()
  clients.clear()
}

function rateOf ({ operations }: Turn): number { return operations.reduce((sum, { perSecond }) => sum + perSecond, 0) }

/** One turn of each system. */
async function takeTurns (running: readonly Running[], one: Case, repeat: number, turnMs: number, turns: Turn[]): Promise<void> {
  for (const each of running) {
    const { system } = each
    if (one.only !== undefined && one.only !== system.name) continue
    const { open } = one
    const base = turns.find(turn => turn.case === open?.base && turn.system === system.name && turn.repeat === repeat)
    const perSecond = open === undefined || base === undefined ? undefined : Math.max(1, open.share * rateOf(base))
    if (one.fault !== undefined) await system.fail(one.fault)
    const turn = await runTurn(system, await clientOf(each, one.clients), one, { repeat, turnMs, perSecond })
    if (one.fault !== undefined) {
      await system.recover()
      // A client may have given up on who was away.
      await disconnect(each)
    }
    turns.push(turn)
    const [first] = turn.operations
    console.log(`${repeat} ${one.name.padEnd(24)} ${system.name.padEnd(6)} ${rateOf(turn).toFixed(0).padStart(7)}/s  p50 ${first?.latencyMs.p50.toFixed(2)} p99 ${first?.latencyMs.p99.toFixed(2)} ms  ${Object.values(turn.cpuMicroseconds).reduce((sum, us) => sum + us, 0).toFixed(0)} us  others ${(100 * turn.othersShare).toFixed(0)} %`)
  }
}

async function warmUp (running: readonly Running[], one: Case): Promise<void> {
  const best = new Map<string, number>()
  let level = 0
  for (let count = 0; count < WARM_UP.turnsMax && level < 2; count++) {
    const turns: Turn[] = []
    await takeTurns(running, one, 0, WARM_UP.turnMs, turns)
    const rises = turns.some(turn => rateOf(turn) > WARM_UP.rise * (best.get(turn.system) ?? 0))
    for (const turn of turns) best.set(turn.system, Math.max(best.get(turn.system) ?? 0, rateOf(turn)))
    level = rises ? 0 : level + 1
  }
}

async function measure (cases: readonly Case[], repeats: number, turnMs: number, onRepeat: (data: Performance) => void): Promise<void> {
  const etcd = etcdVersion()
  if (etcd === undefined) console.log('etcd is not installed (Debian: etcd-server): nothing to compare with')
  const running: Running[] = []
  try {
    const limits: RawLimit[] = await measureRawLimits()
    running.push({ system: await startP2pkv(), clients: new Map() })
    if (etcd !== undefined) running.push({ system: await startEtcd(), clients: new Map() })
    const sizes = new Map(cases.map(one => [one.valueBytes, one]))
    for (const each of running) for (const one of sizes.values()) await fill(await clientOf(each, 1), one)
    const idle = Object.fromEntries(await Promise.all(running.map(async ({ system }) => [system.name, await idleShare(system, IDLE_MS)] as const)))
    const turns: Turn[] = []
    const startMs = performance.now()
    for (let repeat = 1; repeat <= repeats; repeat++) {
      const [first] = cases
      if (first !== undefined) await warmUp(running, { ...first, name: 'warm-up', getsPercent: 50, inFlight: 256 })
      for (const one of turnsOf(cases)) await takeTurns(running, one, repeat, turnMs, turns)
      // After each repeat: a run that is broken off leaves what it has.
      onRepeat({ machine: describeMachine(etcd), repeats: repeat, turnMs, cases, limits, idleShare: idle, turns })
      const elapsedMs = performance.now() - startMs
      if (repeat < repeats && elapsedMs * (repeat + 1) / repeat > MEASURED_MS_MAX) {
        console.log(`one more repeat would take longer than ${MEASURED_MS_MAX / 60_000} minutes in all: it stays at ${repeat}`)
        break
      }
    }
  } finally {
    for (const each of running) {
      await disconnect(each)
      await each.system.close()
    }
  }
}

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, report: { type: 'boolean', default: false } } })
const short = values.quick || values.only !== undefined
const folder = short ? join(tmpdir(), 'p2pkv-performance') : FOLDER
mkdirSync(folder, { recursive: true })
if (!values.report) {
  const cases = values.quick ? QUICK_MATRIX : MATRIX
  const named = cases.filter(({ name }) => name.includes(values.only ?? ''))
  // An open loop needs the rate that the closed one reached.
  const wanted = cases.filter(one => named.includes(one) || named.some(({ open }) => open?.base === one.name))
  await measure(wanted, short ? 1 : REPEATS, short ? QUICK_TURN_MS : TURN_MS, data => { writePerformance(folder, data) })
}
writeReport(folder)
console.log(`${folder}/performance.md`)
process.exit(0)

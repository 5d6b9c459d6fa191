import { randomBytes } from 'node:crypto'
import { keyChooser } from '../../cli/bench/key-chooser.js'
import { runLoad, type Operation } from '../../cli/bench/run-load.js'
import { systemEnvironment } from '../../client/system-environment.js'
import { forEachParallel } from '../../test/e2e/open-client.js'
import type { Case, Turn } from './data.js'
import { cpuMsOf, machineCpuMs, memoryBytesOf } from './processes.js'
import type { System, SystemClient } from './system.js'

const WARM_UP_MS = 400
/** With a server that fails: long enough for clients and servers to have noticed. */
const FAULT_WARM_UP_MS = 5_000
const FILL_IN_FLIGHT = 64
const FILL_TRIES = 5
const FILL_PAUSE_MS = 500
const NEVER = new AbortController().signal

/** Keys of each size are their own, so that no case finds another's values. */
function keyOf (index: number, { valueBytes }: Case): string { return `bench/${valueBytes}/${String(index).padStart(8, '0')}` }

export async function fill (client: SystemClient, one: Case): Promise<void> {
  const value = randomBytes(one.valueBytes)
  await forEachParallel(Array.from({ length: one.keys }, (_, index) => index), Math.min(FILL_IN_FLIGHT, one.inFlight), async index => {
    for (let tries = 1; ; tries++) {
      try {
        await client.put(keyOf(index, one), value)
        return
      } catch (error) { if (tries === FILL_TRIES) throw error }
      await systemEnvironment.sleep(FILL_PAUSE_MS)
    }
  })
}

/** Processor time of the client, this process, and of each server. */
function cpuNow (system: System): Map<string, number> {
  const { user, system: kernel } = process.cpuUsage()
  return new Map([['client', (user + kernel) / 1_000], ...system.servers().map(({ name, pid }) => [name, cpuMsOf(pid)] as const)])
}

/** @param perSecond of an open loop */
export async function runTurn (system: System, client: SystemClient, one: Case, { repeat, turnMs, perSecond }: { readonly repeat: number, readonly turnMs: number, readonly perSecond?: number | undefined }): Promise<Turn> {
  const value = randomBytes(one.valueBytes)
  const choose = keyChooser(one.distribution, one.keys, Math.random)
  const next = (): { operation: Operation, send: () => Promise<unknown> } => {
    const key = keyOf(choose(), one)
    return Math.random() * 100 < one.getsPercent
      ? { operation: 'get', send: async () => { if ((await client.get(key))?.byteLength !== one.valueBytes) throw new Error(`${system.name} has not the value of ${key}`) } }
      : { operation: 'put', send: async () => await client.put(key, value) }
  }
  const limits = { inFlight: one.inFlight, perSecond, now: systemEnvironment.now, sleep: systemEnvironment.sleep, signal: NEVER, onEnd: () => {} }
  await runLoad(next, { ...limits, durationMs: one.fault === undefined ? WARM_UP_MS : FAULT_WARM_UP_MS })
  const cpuBefore = cpuNow(system)
  const machineBefore = machineCpuMs()
  const start = performance.now()
  const operations = await runLoad(next, { ...limits, durationMs: turnMs })
  const seconds = (performance.now() - start) / 1_000
  const machine = machineCpuMs()
  const cpuMs = [...cpuNow(system)].map(([name, ms]) => [name, ms - (cpuBefore.get(name) ?? 0)] as const)
  const done = operations.reduce((sum, { requests, failed }) => sum + requests - failed, 0)
  const totalMs = machine.totalMs - machineBefore.totalMs
  const ours = cpuMs.reduce((sum, [, ms]) => sum + ms, 0)
  return {
    case: one.name,
    system: system.name,
    repeat,
    seconds: rounded(seconds),
    ...(perSecond !== undefined && { offeredPerSecond: rounded(perSecond) }),
    operations: operations.map(report => ({ ...report, perSecond: rounded(report.perSecond), latencyMs: { ...report.latencyMs, mean: rounded(report.latencyMs.mean) } })),
    cpuMicroseconds: Object.fromEntries(cpuMs.map(([name, ms]) => [name, rounded(1_000 * ms / Math.max(1, done))])),
    memoryBytes: Math.max(...system.servers().map(({ pid }) => memoryBytesOf(pid))),
    othersShare: rounded(Math.max(0, (machine.busyMs - machineBefore.busyMs - ours) / Math.max(1, totalMs))),
  }
}

/** Of all servers together, while nobody asks; in shares of one processor. */
export async function idleShare (system: System, durationMs: number): Promise<number> {
  const servers = (): number => system.servers().reduce((sum, { pid }) => sum + cpuMsOf(pid), 0)
  const before = servers()
  const start = performance.now()
  await systemEnvironment.sleep(durationMs)
  return rounded((servers() - before) / (performance.now() - start))
}

function rounded (value: number): number { return Number(value.toPrecision(4)) }

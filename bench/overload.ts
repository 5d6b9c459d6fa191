/**
 * Three real daemons (N = 3, R = W = quorum, synced) that are asked for ten times what they can do: how much of
 * their best rate is left, what memory they take, and how soon all is well afterwards.
 *
 *   npm run build && node dist/bench/overload.js [seconds of overload, default 60] [times the peak, default 10]
 *
 * Once by clients that hold back as ours does (client/window.ts), once by the worst of clients, who send everything.
 *
 * The requests come from a process of their own on the same machine, which takes processor time from the daemons:
 * the more, the more it asks. So requests for each second of the daemons' own processor time are printed, too.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { TestCluster, type DaemonProcess } from '../test/e2e/harness.js'
import { waitUntilAgreed, waitUntilSynced } from '../test/e2e/open-client.js'
import { Checks } from './checks.js'
import { makeClientKeys } from './client-keys.js'
import type { FloodMessage, FloodPhase, FloodSecond, FloodSetup } from './flood.js'
import { Load } from './load.js'

const SECONDS = Number(process.argv[2] ?? 60)
const TIMES = Number(process.argv[3] ?? 10)
const KEYS = 2_000
const VALUE_BYTES = 1_024
const PUT_PERCENT = 20
/** A client that has waited for longer has gone. */
const TIMEOUT_MS = 2_000
const CLIENTS = 4
const GOALS = { goodput: 0.8, rssBytes: 512 * 1024 * 1024, recoverySeconds: 5 }
const WARM_UP = { requests: 20_000, seconds: 5, turnsMax: 6 }
const PEAK = { inFlight: [64, 256], seconds: 5 }
/** Part of the peak that is quiet. */
const QUIET = 0.2
const QUIET_SECONDS = 4
const AFTER_SECONDS = 8
const SAMPLE_MS = 500
const WAIT_MS_MAX = 60_000
const TICKS_PER_SECOND = 100

const checks = new Checks()
const { ends } = checks

class FloodProcess {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL('flood.js', import.meta.url)), { serialization: 'advanced' })

  async setup (setup: FloodSetup): Promise<void> { await this.#tell({ type: 'setup', setup }) }
  async run (phase: FloodPhase): Promise<FloodSecond[]> { return await this.#tell({ type: 'phase', phase }) }

  async end (): Promise<void> {
    const ended = new Promise(resolve => { this.#child.once('exit', resolve) })
    this.#child.disconnect()
    await ended
  }

  async #tell (message: FloodMessage): Promise<FloodSecond[]> {
    return await new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => { reject(new Error(`the process that asks ended with ${code}`)) }
      this.#child.once('exit', onExit).once('message', answer => {
        this.#child.off('exit', onExit)
        resolve(answer as FloodSecond[])
      })
      this.#child.send(message)
    })
  }
}

/** Of all daemons: processor seconds so far. */
function processorSeconds (daemons: readonly DaemonProcess[]): number {
  return daemons.reduce((sum, { file: { pid } }) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
    return sum + (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
  }, 0)
}

function rssBytes ({ file: { pid } }: DaemonProcess): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
}

interface Measured { readonly seconds: readonly FloodSecond[], readonly okPerSecond: number, readonly okPerProcessorSecond: number, readonly p50Ms: number, readonly p99Ms: number }

async function measure (name: string, daemons: readonly DaemonProcess[], flood: FloodProcess, phase: FloodPhase): Promise<Measured> {
  const before = processorSeconds(daemons)
  const seconds = await flood.run(phase)
  const processor = processorSeconds(daemons) - before
  // What came after the end of the phase counts for nobody.
  const counted = seconds.slice(0, phase.seconds)
  const sum = (of: (second: FloodSecond) => number): number => counted.reduce((total, second) => total + of(second), 0)
  const ok = sum(second => second.ok)
  const codes = [...new Set(counted.flatMap(({ failed }) => Object.keys(failed)))]
  const failures = codes.map(code => `${code} ${(sum(({ failed }) => failed[code] ?? 0) / phase.seconds).toFixed(0)}/s`).join(', ')
  const middle = (of: (second: FloodSecond) => number): number => counted.map(of).sort((a, b) => a - b)[counted.length >> 1] ?? 0
  const measured = { seconds, okPerSecond: ok / phase.seconds, okPerProcessorSecond: ok / processor, p50Ms: middle(({ p50Ms }) => p50Ms), p99Ms: middle(({ p99Ms }) => p99Ms) }
  console.log(`${name.padEnd(22)}${(sum(second => second.offered) / phase.seconds).toFixed(0).padStart(8)}${measured.okPerSecond.toFixed(0).padStart(8)}${measured.okPerProcessorSecond.toFixed(0).padStart(12)}${measured.p50Ms.toFixed(1).padStart(9)}${measured.p99Ms.toFixed(1).padStart(9)}  ${failures}`)
  return measured
}

async function measurePeak (daemons: readonly DaemonProcess[], flood: FloodProcess): Promise<Measured> {
  const measured = []
  for (const inFlight of PEAK.inFlight) measured.push(await measure(`${inFlight} in flight`, daemons, flood, { inFlight, seconds: PEAK.seconds }))
  return best(measured)
}

const best = (measured: readonly Measured[]): Measured => measured.reduce((most, one) => one.okPerSecond > most.okPerSecond ? one : most)

async function main (): Promise<void> {
  const cluster = new TestCluster({ after: (fn: () => Promise<void>) => { ends.push(fn) } })
  const load = new Load({ keys: KEYS, valueBytes: VALUE_BYTES, strict: false, putPercent: 100 })
  await cluster.grow(3)
  await waitUntilAgreed(cluster)
  const { daemons } = cluster
  const [first] = daemons
  if (first === undefined) throw new Error('no daemons')
  await waitUntilSynced(first, 3, WAIT_MS_MAX)
  await load.connect(daemons)
  await load.fill()
  await load.close()
  const flood = new FloodProcess()
  ends.push(async () => { await flood.end() })
  await flood.setup({
    cluster: first.file.cluster, targets: daemons.map(({ file: { peerId, addresses } }) => ({ peerId, addresses })), clients: await makeClientKeys(first, 'flood', 'load:', CLIENTS),
    keys: KEYS, valueBytes: VALUE_BYTES, putPercent: PUT_PERCENT, timeoutMs: TIMEOUT_MS,
  })

  console.log('phase                  offered/s    ok/s  ok/cpu second  p50 ms   p99 ms  failed')
  // Until the daemons' code is compiled: on a busy machine that takes long.
  let warmed = 0
  for (let turn = 0; turn < WARM_UP.turnsMax && warmed < WARM_UP.requests; turn++) {
    warmed += (await measure('warm-up', daemons, flood, { inFlight: 256, seconds: WARM_UP.seconds })).okPerSecond * WARM_UP.seconds
  }
  const peak = await measurePeak(daemons, flood)
  const quietPerSecond = QUIET * peak.okPerSecond
  const quiet = await measure('quiet', daemons, flood, { perSecond: quietPerSecond, seconds: QUIET_SECONDS })

  const most = daemons.map(rssBytes)
  const sampling = setInterval(() => { for (const [index, daemon] of daemons.entries()) most[index] = Math.max(most[index] ?? 0, rssBytes(daemon)) }, SAMPLE_MS)
  const normalMs = Math.max(3 * quiet.p99Ms, 50)
  const isNormal = ({ failed, p99Ms, ok }: FloodSecond): boolean => Object.keys(failed).length === 0 && p99Ms <= normalMs && ok > 0
  const results: Array<{ readonly who: string, readonly over: Measured, readonly recovered: number }> = []
  for (const hasWindows of [true, false]) {
    const over = await measure(hasWindows ? 'by clients like ours' : 'by the worst clients', daemons, flood, { perSecond: TIMES * peak.okPerSecond, hasWindows, seconds: SECONDS })
    const after = await measure('quiet again', daemons, flood, { perSecond: quietPerSecond, hasWindows, seconds: AFTER_SECONDS })
    const recovered = after.seconds.slice(0, AFTER_SECONDS).findIndex((_, index, all) => all.slice(index).every(isNormal))
    results.push({ who: hasWindows ? 'clients like ours' : 'the worst clients', over, recovered })
  }
  clearInterval(sampling)
  await sleep(0)
  // What else the machine does, and how warm the daemons are, changes meanwhile.
  const highest = best([peak, await measurePeak(daemons, flood)])
  checks.rule('every daemon lives, and the cluster agrees', daemons.every(({ isRunning }) => isRunning) && await waitUntilAgreed(cluster).then(() => true, () => false))
  for (const { who, over, recovered } of results) {
    const ratio = over.okPerSecond / highest.okPerSecond
    checks.goal(`${who}: goodput is ${(100 * ratio).toFixed(0)} % of the peak before or after it (goal ${100 * GOALS.goodput} %), for each processor second of the daemons ${(100 * over.okPerProcessorSecond / highest.okPerProcessorSecond).toFixed(0)} %`, ratio >= GOALS.goodput)
    checks.goal(`${who}: normal from second ${recovered} after it on (goal ${GOALS.recoverySeconds}; normal: no failure, p99 at most ${normalMs.toFixed(0)} ms)`, recovered >= 0 && recovered <= GOALS.recoverySeconds)
  }
  checks.goal(`memory of the daemons at most ${most.map(bytes => `${(bytes / 1024 / 1024).toFixed(0)} MiB`).join(', ')} (goal ${GOALS.rssBytes / 1024 / 1024} MiB each)`, most.every(bytes => bytes <= GOALS.rssBytes))
}

await checks.run(main)

/**
 * What a request costs: microseconds of processor time for each put and get, by process, beside rates and latencies.
 * Three real daemons (N=3, R=W=quorum, synced) and one client in this process, all on this machine. Rates
 * depend on what else runs; processor time does much less.
 *
 *   npm run build && node dist/bench/hot-path.js [seconds a row, default 3] [put,get,mixed] [in flight, default 1,64,256]
 *     [--one]             the first daemon coordinates everything: its cost is a coordinator's, that of the others a replica's
 *     [--value-bytes N]   default 1024
 *     [--keys N]          default 2000
 *     [--distribution D]  uniform, zipf or hotspot; default uniform
 *     [--profile DIR]     a V8 profile of each process
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'hdr-histogram-js'
import { DISTRIBUTIONS, keyChooser, type Distribution } from '../cli/bench/key-chooser.js'
import { operatorOf } from '../cli/operator.js'
import { connect, type KvClient } from '../client/index.js'
import { TestCluster, type DaemonProcess } from '../test/e2e/harness.js'
import { forEachParallel, openClient, waitUntilAgreed } from '../test/e2e/open-client.js'

const { values: flags, positionals: [secondsText = '3', operations = 'put,get,mixed', inFlightText = '1,64,256'] } = parseArgs({
  allowPositionals: true,
  options: {
    one: { type: 'boolean', default: false },
    'value-bytes': { type: 'string', default: '1024' },
    keys: { type: 'string', default: '2000' },
    distribution: { type: 'string', default: 'uniform' },
    profile: { type: 'string' },
  },
})
const SECONDS = Number(secondsText)
const KEYS = Number(flags.keys)
// Random: the database would compress what repeats.
const VALUE = new Uint8Array(randomBytes(Number(flags['value-bytes'])))
const FILL_IN_FLIGHT = 16
const WARM_UP = 300
const REQUESTS_MIN = 500
const GETS_PERCENT: Readonly<Record<string, number>> = { put: 0, get: 100, mixed: 80 }

/** Nanoseconds of processor time: of the thread that runs JavaScript, and of all others of a process (disk, garbage collection). */
interface Cost { readonly mainNs: number, readonly othersNs: number }

/** @param pid of this process, too */
function costOf (pid: number): Cost {
  let mainNs = 0
  let othersNs = 0
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      const ns = Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
      if (thread === String(pid)) mainNs += ns
      else othersNs += ns
    } catch { /* a thread that has ended meanwhile */ }
  }
  return { mainNs, othersNs }
}

function memoryMiB (pid: number): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}

/** A closed loop of `inFlight` workers, for so many seconds, and on until there were `requestsMin`. */
async function load (inFlight: number, seconds: number, requestsMin: number, request: () => Promise<unknown>, ended: (elapsedMs: number, ok: boolean) => void): Promise<number> {
  const start = performance.now()
  const end = start + seconds * 1000
  let left = requestsMin
  await Promise.all(Array.from({ length: inFlight }, async () => {
    for (let begun = performance.now(); begun < end || left > 0; begun = performance.now()) {
      left--
      const ok = await request().then(() => true, () => false)
      ended(performance.now() - begun, ok)
    }
  }))
  return (performance.now() - start) / 1000
}

async function row (operation: string, inFlight: number, kv: KvClient, pids: readonly number[]): Promise<string> {
  const choose = keyChooser(DISTRIBUTIONS.find(name => name === flags.distribution) ?? ('uniform' satisfies Distribution), KEYS, Math.random)
  const getsPercent = GETS_PERCENT[operation] ?? 0
  const request = async (): Promise<unknown> => {
    const key = keyOf(choose())
    return Math.random() * 100 < getsPercent ? await kv.get(key) : await kv.put(key, VALUE)
  }
  await load(inFlight, 0, WARM_UP + 10 * inFlight, request, () => {})
  const histogram = build({ lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3 })
  let done = 0
  let failed = 0
  const before = pids.map(costOf)
  const seconds = await load(inFlight, SECONDS, REQUESTS_MIN, request, (elapsedMs, ok) => {
    if (ok) done++
    else failed++
    histogram.recordValue(Math.max(1, Math.round(elapsedMs * 1000)))
  })
  const spent = pids.map(costOf).map((cost, index) => ({ mainUs: (cost.mainNs - (before[index]?.mainNs ?? 0)) / 1000 / done, othersUs: (cost.othersNs - (before[index]?.othersNs ?? 0)) / 1000 / done }))
  const text = (us: number): string => us.toFixed(0).padStart(5)
  const totalUs = spent.reduce((sum, { mainUs, othersUs }) => sum + mainUs + othersUs, 0)
  return `${operation.padEnd(6)}${String(inFlight).padStart(5)}${(done / seconds).toFixed(0).padStart(9)}${(histogram.getValueAtPercentile(50) / 1000).toFixed(2).padStart(9)}${(histogram.getValueAtPercentile(99) / 1000).toFixed(2).padStart(9)}${String(failed).padStart(7)}` +
    `${text(totalUs).padStart(8)}  ${spent.map(({ mainUs, othersUs }) => `${text(mainUs)}+${text(othersUs).trim()}`.padEnd(12)).join('')}`
}

function keyOf (index: number): string { return `hot:${index}` }

async function clientOf (daemons: readonly DaemonProcess[]): Promise<KvClient> {
  const [first] = daemons
  if (first === undefined) throw new Error('no daemon')
  if (flags.one) return await openClient(first)
  return await connect({ ...await operatorOf(first.operator), peers: daemons.flatMap(({ file }) => file.addresses.slice(0, 1)), cluster: first.file.cluster })
}

async function main (ends: Array<() => Promise<void>>): Promise<void> {
  const { profile } = flags
  if (profile !== undefined) mkdirSync(profile, { recursive: true })
  // The bundle has no names: profiles are of the modules it is made of.
  const main = fileURLToPath(new URL('../cli/main.js', import.meta.url))
  const command = profile === undefined ? [] : ['/bin/sh', '-c', `shift; exec "${process.execPath}" --cpu-prof --cpu-prof-dir="${profile}" "${main}" "$@"`]
  const cluster = new TestCluster({ after: (fn: unknown) => { ends.push(fn as () => Promise<void>) } }, [], () => ({ command, environment: {}, host: '127.0.0.1' }))
  await cluster.grow(3)
  await waitUntilAgreed(cluster)
  const kv = await clientOf(cluster.daemons)
  await forEachParallel(Array.from({ length: KEYS }, (_, index) => index), FILL_IN_FLIGHT, async index => { await kv.put(keyOf(index), VALUE) })
  const pids = [process.pid, ...cluster.daemons.map(({ file }) => file.pid)]
  const session = new Session()
  if (profile !== undefined) {
    session.connect()
    await session.post('Profiler.enable')
    await session.post('Profiler.start')
  }
  console.log(`op in flight  per s   p50 ms   p99 ms failed   us/op  main+others: client, ${flags.one ? 'coordinator, replica, replica' : 'daemon, daemon, daemon'}`)
  for (const inFlight of inFlightText.split(',').map(Number)) {
    for (const operation of operations.split(',')) console.log(await row(operation, inFlight, kv, pids))
  }
  console.log(`most memory, MiB: ${pids.map(pid => memoryMiB(pid).toFixed(0)).join(', ')}`)
  if (profile !== undefined) {
    const { profile: found } = await session.post('Profiler.stop')
    writeFileSync(join(profile, 'client.cpuprofile'), JSON.stringify(found))
    await Promise.all(cluster.daemons.map(daemon => daemon.stop()))
  }
  await kv.close()
}

const ends: Array<() => Promise<void>> = []
try {
  await main(ends)
} finally {
  for (const end of ends) await end()
}
process.exit(0)

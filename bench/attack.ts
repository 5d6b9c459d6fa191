/**
 * Three real daemons, an honest load, and a hundred hostile connections of one kind after the other, then of all at
 * once: how much of the quiet throughput is left, what memory the daemons take, how long their event loops stand still.
 *
 *   npm run build && node dist/bench/attack.js [seconds a turn, default 4] [kinds, by comma, all (default), or together] [stranger|client|both, default both] [same|own, default own] [turns, default 3, or cost]
 *
 * `own`: the attackers come from ten addresses of their own; `same`: from the one that honest clients have.
 *
 * Attackers run on the same machine, and take processor time from daemons and clients by that alone. So quiet, attacked,
 * and beside a process that does nothing but take as much processor time as the attackers took (at most one processor)
 * alternate, and the medians over all turns are printed:
 *   ratio      throughput attacked, of the quiet one of the same turn
 *   beside     throughput beside the busy process, of the quiet one: what the attackers' mere presence on the machine leaves
 *   fair       throughput attacked, of that beside the busy process: what the attack itself leaves
 *   ok/cpu     requests for a second of the daemons' processor time, of the quiet ones
 * On a machine that has much else to do none of these says much. `cost` does: without an honest load, what the daemons
 * spend on an attack, of what the attackers do.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { connect, type KvClient } from '../client/index.js'
import { TestCluster, type DaemonProcess } from '../test/e2e/harness.js'
import { forEachParallel, waitUntilAgreed, waitUntilSynced } from '../test/e2e/open-client.js'
import { KINDS, type AttackMessage, type AttackReport, type AttackSetup, type Kind } from './attacker.js'
import { Checks } from './checks.js'
import { makeClientKeys, type ClientKey } from './client-keys.js'

const SECONDS = Number(process.argv[2] ?? 4)
const TOGETHER = process.argv[3] === 'together'
const WANTED = TOGETHER || (process.argv[3] ?? 'all') === 'all' ? KINDS : KINDS.filter(kind => process.argv[3]?.split(',').includes(kind.replace(' ', '-')))
const ROLES = (['stranger', 'client'] as const).filter(role => (process.argv[4] ?? 'both') === 'both' || process.argv[4] === role)
const HOSTS = process.argv[5] === 'same' ? [] : Array.from({ length: 10 }, (_, index) => `127.0.0.${10 + index}`)
const COST_ONLY = process.argv[6] === 'cost'
const TURNS = COST_ONLY ? 0 : Number(process.argv[6] ?? 3)
/** Where being a client makes no difference, or is needed. */
const ONLY: Partial<Record<Kind, 'stranger' | 'client'>> = { sockets: 'stranger', handshakes: 'stranger', hellos: 'stranger', 'unread gets': 'client' }
const CONNECTIONS = 100
const CLIENT_KEYS = 10
const IN_FLIGHT = 32
const KEYS = 1_000
const VALUE = new Uint8Array(1_024).fill(120)
const BIG_KEY = 'attack:big'
const BIG_BYTES = 256 * 1024
const GOALS = { ratio: 0.8, rssBytes: 512 * 1024 * 1024 }
const WAIT_MS_MAX = 60_000
const TICKS_PER_SECOND = 100
const SETTLE_MS = 500
const WARM_UP_SECONDS = 5
const FRESH_KEYS = 8
const IDLE_MS = 3_000
const FRESH_EVERY_MS = 500
const FRESH_TIMEOUT_MS = 3_000

const checks = new Checks()
const { ends } = checks

class AttackProcess {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL('attacker.js', import.meta.url)), { serialization: 'advanced' })

  async setup (setup: AttackSetup): Promise<void> { await this.#tell({ type: 'setup', setup }) }
  async attack (kinds: readonly Kind[], role: 'stranger' | 'client', seconds: number): Promise<AttackReport> { return await this.#tell({ type: 'attack', kinds, role, seconds }) }

  async end (): Promise<void> {
    const ended = new Promise(resolve => { this.#child.once('exit', resolve) })
    this.#child.disconnect()
    await ended
  }

  async #tell (message: AttackMessage): Promise<AttackReport> {
    return await new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => { reject(new Error(`the attackers ended with ${code}`)) }
      this.#child.once('exit', onExit).once('message', answer => {
        this.#child.off('exit', onExit)
        resolve(answer as AttackReport)
      })
      this.#child.send(message)
    })
  }
}

/** Takes that part of one processor, and does nothing. */
const BURNER = 'const share = Number(process.argv[1]); setInterval(() => { const end = performance.now() + 20 * share; while (performance.now() < end); }, 20)'

interface Daemons { readonly daemons: readonly DaemonProcess[] }

function processorSeconds ({ daemons }: Daemons): number {
  return daemons.reduce((sum, { file: { pid } }) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
    return sum + (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
  }, 0)
}

const rssBytes = ({ file: { pid } }: DaemonProcess): number => Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
const stallsFile = (data: string): string => `${data}.stalls`

/** Longest stall of any of them since then. */
function stallMs ({ daemons }: Daemons, sinceMs: number): number {
  return Math.max(0, ...daemons.flatMap(({ data }) => {
    const file = stallsFile(data)
    return !existsSync(file) ? [] : readFileSync(file, 'utf8').split('\n').flatMap(line => {
      const [at = 0, ms = 0] = line.split(' ').map(Number)
      return at >= sinceMs ? [ms] : []
    })
  }))
}

interface Honest {
  readonly perSecond: number
  readonly perProcessorSecond: number
  readonly failed: number
  readonly p99Ms: number
  readonly stallMs: number
  readonly rssBytes: number
  /** New clients that were let in and answered, and all there were. */
  readonly fresh: readonly [number, number]
  /** Part of one processor that the honest clients took: near 1, they are what limits. */
  readonly clientShare: number
}

/** A client with a grant that speaks to this one peer and no other. */
async function openClient ({ file }: DaemonProcess, { identity, grant }: ClientKey, timeoutMs: number): Promise<KvClient> {
  return await connect({ peers: file.addresses.slice(0, 1), cluster: file.cluster, identity, grant, learnMembers: false, timeoutMs })
}

interface Load extends Daemons { readonly clients: readonly KvClient[], readonly freshKeys: readonly ClientKey[] }

/** The honest load, for so long: as many requests as are answered. Beside it new clients, one after the other. */
async function honest ({ daemons, clients, freshKeys }: Load, seconds: number): Promise<Honest> {
  const sinceMs = Date.now()
  const [start, before, usedBefore] = [performance.now(), processorSeconds({ daemons }), process.cpuUsage()]
  const end = start + seconds * 1_000
  const latencies: number[] = []
  let failed = 0
  const newcomers: Array<Promise<boolean>> = []
  let rss = 0
  const sampling = setInterval(() => { rss = Math.max(rss, ...daemons.map(rssBytes)) }, 200)
  const connecting = setInterval(() => {
    const [daemon, key] = [daemons[newcomers.length % daemons.length], freshKeys[newcomers.length % freshKeys.length]]
    if (daemon === undefined || key === undefined) return
    newcomers.push(openClient(daemon, key, FRESH_TIMEOUT_MS).then(async client => {
      try { return await client.get('attack:0').then(() => true, () => false) } finally { await client.close() }
    }, () => false))
  }, FRESH_EVERY_MS)
  await Promise.all(Array.from({ length: IN_FLIGHT }, async (_, worker) => {
    const client = clients[worker % clients.length]
    for (let index = worker; performance.now() < end; index += IN_FLIGHT) {
      const begun = performance.now()
      try {
        if (index % 5 === 0) await client?.put(`attack:${index % KEYS}`, VALUE)
        else await client?.get(`attack:${index % KEYS}`)
        latencies.push(performance.now() - begun)
      } catch { failed++ }
    }
  }))
  clearInterval(sampling)
  clearInterval(connecting)
  const tookMs = performance.now() - start
  const spent = processorSeconds({ daemons }) - before
  const { user, system } = process.cpuUsage(usedBefore)
  latencies.sort((a, b) => a - b)
  return {
    perSecond: latencies.length / tookMs * 1_000,
    perProcessorSecond: latencies.length / spent,
    failed, p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? Infinity, stallMs: stallMs({ daemons }, sinceMs), rssBytes: rss,
    // Those of the last moments are still on their way, as hard as those before: the attack goes on for a second.
    fresh: [(await Promise.all(newcomers)).filter(ok => ok).length, newcomers.length],
    clientShare: (user + system) / 1_000 / tookMs,
  }
}

async function besideBurner (share: number, run: () => Promise<Honest>): Promise<Honest> {
  const { spawn } = await import('node:child_process')
  const burner = spawn(process.execPath, ['-e', BURNER, String(Math.min(1, share))], { stdio: 'ignore' })
  const ended = new Promise(resolve => { burner.once('exit', resolve) })
  try {
    await pause(SETTLE_MS)
    return await run()
  } finally {
    burner.kill('SIGKILL')
    await ended
  }
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
const pause = async (ms: number): Promise<void> => { await new Promise(resolve => setTimeout(resolve, ms)) }

/** What an attack of several kinds amounts to: connections of each, medians. */
function openedOf (kinds: readonly Kind[], reports: readonly AttackReport[]): string {
  return `  opened: ${kinds.map(kind => `${kind} ${median(reports.map(({ openedOf }) => openedOf[kind] ?? 0))}`).join(', ')}`
}

/** What the daemons spend on an attack alone, beyond what they spend idle. */
async function cost (cluster: Daemons, attackers: AttackProcess, name: string, kinds: readonly Kind[], role: 'stranger' | 'client'): Promise<void> {
  const spent = async <T>(work: () => Promise<T>): Promise<readonly [number, T]> => {
    const [start, before] = [performance.now(), processorSeconds(cluster)]
    const result = await work()
    return [(processorSeconds(cluster) - before) / (performance.now() - start) * 1_000, result]
  }
  const [idle] = await spent(async () => { await pause(IDLE_MS) })
  const [attacked, report] = await spent(async () => await attackers.attack(kinds, role, SECONDS))
  const [daemons, theirs] = [attacked - idle, report.processorSeconds / SECONDS]
  console.log(`${name.padEnd(24)}${daemons.toFixed(2).padStart(12)}${theirs.toFixed(2).padStart(17)}${(daemons / theirs).toFixed(2).padStart(10)}${String(report.opened).padStart(9)}${(1_000 * daemons * SECONDS / Math.max(1, report.opened)).toFixed(2).padStart(25)}${String(report.refused).padStart(10)}${String(report.cutOff).padStart(10)}${(report.sentBytes / 1024 / 1024).toFixed(0).padStart(10)}`)
  console.log(openedOf(kinds, [report]))
}

async function main (): Promise<void> {
  const watch = pathToFileURL(fileURLToPath(new URL('stall-watch.js', import.meta.url))).href
  const cluster = new TestCluster({ after: (fn: () => Promise<void>) => { ends.push(fn) } }, [], data => ({
    command: [], environment: { NODE_OPTIONS: `--import ${watch}`, STALLS_FILE: stallsFile(data) }, host: '127.0.0.1',
  }))
  await cluster.grow(3)
  await waitUntilAgreed(cluster)
  const [first] = cluster.daemons
  if (first === undefined) throw new Error('no daemons')
  await waitUntilSynced(first, 3, WAIT_MS_MAX)
  const { daemons } = cluster
  const honestKeys = await makeClientKeys(first, 'honest', 'attack:', daemons.length)
  const clients = await Promise.all(daemons.map(async (daemon, index) => await openClient(daemon, honestKeys[index] as ClientKey, 5_000)))
  ends.push(async () => { await Promise.all(clients.map(client => client.close())) })
  const [client] = clients
  await forEachParallel([BIG_KEY, ...Array.from({ length: KEYS }, (_, index) => `attack:${index}`)], 16, async key => {
    for (let tries = 1; ; tries++) {
      try {
        await client?.put(key, key === BIG_KEY ? new Uint8Array(BIG_BYTES) : VALUE, { timeoutMs: WAIT_MS_MAX })
        return
      } catch (error) { if (tries === 10) throw error }
    }
  })

  const keys = await makeClientKeys(first, 'attacker', 'attack:', CLIENT_KEYS)
  const attackers = new AttackProcess()
  ends.push(async () => { await attackers.end() })
  await attackers.setup({ cluster: first.file.cluster, targets: cluster.daemons.map(({ file }) => file.addresses[0] ?? ''), connections: CONNECTIONS, clients: keys, bigKey: BIG_KEY, hosts: HOSTS })
  const load: Load = { daemons, clients, freshKeys: await makeClientKeys(first, 'fresh', 'attack:', FRESH_KEYS) }
  await honest(load, WARM_UP_SECONDS)

  if (COST_ONLY) console.log('attack                  daemons: cpu   attackers: cpu   of that   opened   ms of daemons for each   refused   cut off  MiB sent')
  else {
    console.log(`attackers from ${HOSTS.length === 0 ? 'the address of the honest clients' : `${HOSTS.length} addresses of their own`}; medians of ${TURNS} turns, ${SECONDS} s each`)
    console.log('attack                  quiet/s (client cpu)  attacked/s   ratio  beside    fair  ok/cpu  failed  p99 ms  stall ms (quiet)  MiB  new clients (quiet)  attackers: cpu, opened, refused, cut off, MiB sent')
  }
  const [ratios, fairs, memory, stalls]: [number[], number[], number[], number[]] = [[], [], [], []]
  const measure = async (name: string, kinds: readonly Kind[], role: 'stranger' | 'client'): Promise<void> => {
    const turns: Array<{ readonly quiet: Honest, readonly attacked: Honest, readonly beside: Honest, readonly report: AttackReport, readonly share: number }> = []
    for (let turn = 0; turn < TURNS; turn++) {
      const quiet = await honest(load, SECONDS)
      const attack = attackers.attack(kinds, role, SECONDS + 1)
      await pause(SETTLE_MS)
      const attacked = await honest(load, SECONDS)
      const report = await attack
      await pause(SETTLE_MS)
      const share = report.processorSeconds / (SECONDS + 1)
      turns.push({ quiet, attacked, beside: await besideBurner(share, async () => await honest(load, SECONDS)), report, share })
    }
    type Turn = typeof turns[number]
    const of = (value: (turn: Turn) => number): number => median(turns.map(value))
    const most = (value: (turn: Turn) => number): number => Math.max(...turns.map(value))
    const sum = (value: (turn: Turn) => number): number => turns.reduce((total, turn) => total + value(turn), 0)
    const fresh = (value: (turn: Turn) => Honest): string => `${sum(turn => value(turn).fresh[0])}/${sum(turn => value(turn).fresh[1])}`
    const [ratio, fair] = [of(({ attacked, quiet }) => attacked.perSecond / quiet.perSecond), of(({ attacked, beside }) => attacked.perSecond / beside.perSecond)]
    const rss = most(({ attacked }) => attacked.rssBytes)
    const stall = most(({ attacked }) => attacked.stallMs)
    ratios.push(ratio)
    fairs.push(fair)
    memory.push(rss)
    stalls.push(stall)
    console.log([
      name.padEnd(24),
      `${of(({ quiet }) => quiet.perSecond).toFixed(0)} (${of(({ quiet }) => quiet.clientShare).toFixed(2)})`.padStart(20),
      of(({ attacked }) => attacked.perSecond).toFixed(0).padStart(12), ratio.toFixed(2).padStart(8),
      of(({ beside, quiet }) => beside.perSecond / quiet.perSecond).toFixed(2).padStart(8), fair.toFixed(2).padStart(8),
      of(({ attacked, quiet }) => attacked.perProcessorSecond / quiet.perProcessorSecond).toFixed(2).padStart(8),
      String(sum(({ attacked }) => attacked.failed)).padStart(8), of(({ attacked }) => attacked.p99Ms).toFixed(0).padStart(8),
      `${stall} (${most(({ quiet }) => quiet.stallMs)})`.padStart(18), (rss / 1024 / 1024).toFixed(0).padStart(5),
      `${fresh(({ attacked }) => attacked)} (${fresh(({ quiet }) => quiet)})`.padStart(21),
      `  ${of(({ share }) => share).toFixed(2)}, ${of(({ report }) => report.opened)}, ${of(({ report }) => report.refused)}, ${of(({ report }) => report.cutOff)}, ${of(({ report }) => report.sentBytes / 1024 / 1024).toFixed(0)}`,
    ].join(''))
    console.log(openedOf(kinds, turns.map(({ report }) => report)))
  }
  const run = COST_ONLY ? async (name: string, kinds: readonly Kind[], role: 'stranger' | 'client'): Promise<void> => { await cost(cluster, attackers, name, kinds, role) } : measure
  for (const kind of TOGETHER ? [] : WANTED) for (const role of ROLES) if ((ONLY[kind] ?? role) === role) await run(`${kind}, ${role}s`, [kind], role)
  if (WANTED.length > 1) for (const role of ROLES) await run(`all, ${role}s`, WANTED, role)

  checks.rule('every daemon lives, and the cluster agrees', cluster.daemons.every(({ isRunning }) => isRunning) && await waitUntilAgreed(cluster).then(() => true, () => false))
  if (COST_ONLY) return
  checks.goal(`throughput at least ${(100 * Math.min(...ratios)).toFixed(0)} % of the quiet one, ${(100 * Math.min(...fairs)).toFixed(0)} % of that beside as busy a process (goal ${100 * GOALS.ratio} %)`, Math.min(...fairs) >= GOALS.ratio)
  checks.goal(`memory of a daemon at most ${(Math.max(...memory) / 1024 / 1024).toFixed(0)} MiB (goal ${GOALS.rssBytes / 1024 / 1024} MiB)`, Math.max(...memory) <= GOALS.rssBytes)
  console.log(`        longest stall ${Math.max(...stalls)} ms`)
}

await checks.run(main)

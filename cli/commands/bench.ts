import { Command, Option } from 'commander'
import { parseDuration } from '../../client/parse-duration.js'
import type { ClusterStatus, KvClient } from '../../client/index.js'
import { InvalidArgumentError, P2pkvError } from '../../protocols/errors.js'
import { parseQuorum } from '../../protocols/rpc/quorum.js'
import { DISTRIBUTIONS, keyChooser, type Distribution } from '../bench/key-chooser.js'
import { medianReports } from '../bench/median-reports.js'
import type { Operation, OperationReport } from '../bench/run-load.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine, formatTable, type Output } from '../output.js'
import { Progress } from '../progress.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'
import { parseCount } from './scan.js'

/** Of 100 requests, those that are gets. a, b and c as YCSB has them (Cooper et al., SoCC 2010, section 4). */
const GETS_PERCENT = { a: 50, b: 95, c: 100, mixed: 80, put: 0 } as const
type Workload = keyof typeof GETS_PERCENT

const KEYS_MAX = 10_000_000
const IN_FLIGHT_MAX = 4_096
const CLIENTS_MAX = 16
const RUNS_MAX = 100
const VALUE_BYTES_MAX = 8 * 1024 * 1024
const FILL_IN_FLIGHT = 64
/** Values in hand at a time: what is under way must not fill this process's memory. */
const BYTES_IN_FLIGHT_MAX = 256 * 1024 * 1024

interface Flags extends ConnectionFlags {
  workload: Workload, distribution: Distribution, keys: string, valueBytes: string, inFlight: string, rate?: string, duration: string, warmUp: string, runs: string, clients?: string
  bucket: string, prefix: string, ttl: string, r?: string, w?: string, strict?: boolean, fill: boolean
}

function bounded (text: string, name: string, max: number): number {
  const count = parseCount(text, name)
  if (count > max) throw new InvalidArgumentError(`${name} is at most ${max}; it is ${text}`)
  return count
}

/** One client for each of some members that are up; each prefers its own and falls back on the others. */
async function openClients (session: Session, { members, cluster }: ClusterStatus, count: number | undefined, timeoutMs: number, operator: string | undefined): Promise<KvClient[]> {
  const peers = members.filter(({ state }) => state === 'up').flatMap(({ addresses }) => addresses.slice(0, 1))
  return await Promise.all(Array.from({ length: Math.min(CLIENTS_MAX, count ?? peers.length) }, async (_, index) =>
    await session.connect({ peers: [...peers.slice(index % peers.length), ...peers.slice(0, index % peers.length)], cluster, ...(operator !== undefined && { operator }), timeoutMs, signal: session.io.signal })))
}

function show (output: Output, plan: object, reports: readonly OperationReport[]): void {
  if (!output.isText) {
    output.json({ ...plan, operations: reports })
    return
  }
  const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 1)
  output.lines(formatTable(['OPERATION', 'REQUESTS', 'PER SECOND', 'P50 MS', 'P90 MS', 'P99 MS', 'P99.9 MS', 'MAX MS', 'FAILED'], reports.map(({ operation, requests, perSecond, latencyMs, failed, failures }) => [
    operation, String(requests), perSecond.toFixed(0), ms(latencyMs.p50), ms(latencyMs.p90), ms(latencyMs.p99), ms(latencyMs.p999), ms(latencyMs.max),
    failed === 0 ? '0' : `${failed} (${Object.entries(failures).map(([name, count]) => `${escapeLine(name)} ${count}`).join(', ')})`,
  ])))
}

export function benchCommand (session: Session): Command {
  const command = new Command('bench').summary('measure how fast the cluster answers')
    .description('Writes keys of its own, then sends gets and puts for them through every member for --duration, and prints rates and latencies as clients see them. Without --rate a ' +
      'request is sent when another is answered (closed loop); with it, requests are due at that rate whatever the cluster does, and late ones count as slow (open loop). ' +
      'The keys begin with --prefix and expire after --ttl; others are not touched. It loads a cluster as hard as it is told to.')
    .addOption(new Option('--workload <name>', 'a: half gets; b: 95 % gets; c: gets; mixed: 80 % gets; put: puts').choices(Object.keys(GETS_PERCENT)).default('mixed'))
    .addOption(new Option('--distribution <name>', 'uniform; zipf: skew 0.99; hotspot: 80 % of the requests for 20 % of the keys').choices(DISTRIBUTIONS).default('uniform'))
    .option('--keys <number>', 'keys to choose from', '10000')
    .option('--value-bytes <number>', 'size of a value', '1024')
    .option('--in-flight <number>', 'requests under way at a time', '64')
    .option('--rate <number>', 'requests a second, in an open loop')
    .option('--duration <duration>', 'how long is measured', '10s')
    .option('--warm-up <duration>', 'load before that, not measured', '2s')
    .option('--runs <number>', `measure so often, each for --duration, and print medians; at most ${RUNS_MAX}`, '1')
    .option('--clients <number>', `connections, each to another member; at most ${CLIENTS_MAX} (default: one for each member)`)
    .option('--bucket <name>', 'bucket of the keys', 'default')
    .option('--prefix <text>', 'what the keys begin with', 'p2pkv-bench/')
    .option('--ttl <duration>', 'when the keys expire', '1h')
    .option('-r, --r <quorum>', 'replicas that must answer a get')
    .option('-w, --w <quorum>', 'replicas that must have stored a put')
    .option('--strict', 'count primaries only')
    .option('--no-fill', 'the keys are there from an earlier run')
    .action(async (flags: Flags) => {
      const { io } = session
      const keys = bounded(flags.keys, '--keys', KEYS_MAX)
      const valueBytes = bounded(flags.valueBytes, '--value-bytes', VALUE_BYTES_MAX)
      const inFlight = Math.min(bounded(flags.inFlight, '--in-flight', IN_FLIGHT_MAX), Math.max(1, Math.floor(BYTES_IN_FLIGHT_MAX / valueBytes)))
      const perSecond = flags.rate === undefined ? undefined : bounded(flags.rate, '--rate', 1_000_000)
      const clientCount = flags.clients === undefined ? undefined : bounded(flags.clients, '--clients', CLIENTS_MAX)
      const runs = bounded(flags.runs, '--runs', RUNS_MAX)
      const durationMs = parseDuration(flags.duration, '--duration')
      const warmUpMs = flags.warmUp === '0' ? 0 : parseDuration(flags.warmUp, '--warm-up')
      const timeoutMs = parseDuration(flags.timeout ?? '5s', '--timeout')
      const read = { bucket: flags.bucket, strict: flags.strict, ...(flags.r !== undefined && { r: parseQuorum(flags.r, '-r') }), signal: io.signal }
      const write = { bucket: flags.bucket, strict: flags.strict, ttl: flags.ttl, ...(flags.w !== undefined && { w: parseQuorum(flags.w, '-w') }), signal: io.signal }
      const value = Uint8Array.from({ length: valueBytes }, () => Math.floor(Math.random() * 256))
      const choose = keyChooser(flags.distribution, keys, Math.random)
      const keyOf = (index: number): string => `${flags.prefix}${String(index).padStart(8, '0')}`
      await withClient(session, flags, async (first, output, { operator }) => {
        const [{ runLoad }, { systemEnvironment: { now, sleep } }] = await Promise.all([import('../bench/run-load.js'), import('../../client/system-environment.js')])
        const status = await first.status({ signal: io.signal })
        const clients = await openClients(session, status, clientCount, timeoutMs, operator)
        try {
          let turn = 0
          const client = (): KvClient => clients[turn++ % clients.length] ?? first
          if (flags.fill) await fill(session, keys, async index => { await client().put(keyOf(index), value, write) }, valueBytes)
          const next = (): { operation: Operation, send: () => Promise<unknown> } => {
            const key = keyOf(choose())
            const chosen = client()
            return Math.random() * 100 < GETS_PERCENT[flags.workload]
              ? { operation: 'get', send: async () => await chosen.get(key, read) }
              : { operation: 'put', send: async () => await chosen.put(key, value, write) }
          }
          const limits = { inFlight, perSecond, now, sleep, signal: io.signal }
          if (warmUpMs > 0) await runLoad(next, { ...limits, durationMs: warmUpMs, onEnd: () => {} })
          const progress = new Progress(io, { unit: 'requests' })
          const each: OperationReport[][] = []
          while (each.length < runs) {
            each.push(await runLoad(next, { ...limits, durationMs, onEnd: () => { progress.add(1, valueBytes) } }))
            io.signal.throwIfAborted()
          }
          const reports = medianReports(each)
          progress.end('measured')
          const plan = { workload: flags.workload, distribution: flags.distribution, keys, valueBytes, inFlight, ...(perSecond !== undefined && { rate: perSecond }), clients: clients.length, members: status.members.length, durationMs, runs }
          show(output, plan, reports)
          return reports.every(({ failed }) => failed === 0) ? EXIT.ok : EXIT.unhealthy
        } finally { for (const client of clients) client.close().catch(() => {}) }
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv bench', why: '80 % gets, 64 at a time, for ten seconds' },
      { run: 'p2pkv bench --workload a --distribution zipf --rate 2000 --duration 60s', why: 'is the cluster good for 2,000 requests a second, and how late are the latest?' },
      { run: 'p2pkv bench --workload put --value-bytes 100000 --in-flight 16 -o json', why: 'larger values; for a script' },
    ],
    exits: [...REQUEST_EXITS.filter(exit => exit < EXIT.unhealthy), EXIT.unhealthy, EXIT.timeout, EXIT.limit, EXIT.mismatch, EXIT.interrupted],
    environment: PEER_ENVIRONMENT,
  })
}

/** Writes every key once; one that fails is tried again, a few times. */
async function fill (session: Session, keys: number, put: (index: number) => Promise<void>, valueBytes: number): Promise<void> {
  const progress = new Progress(session.io, { unit: 'keys', bytesTotal: keys * valueBytes })
  let next = 0
  await Promise.all(Array.from({ length: Math.min(keys, FILL_IN_FLIGHT, Math.max(1, Math.floor(BYTES_IN_FLIGHT_MAX / valueBytes))) }, async () => {
    for (let index = next++; index < keys; index = next++) {
      for (let tries = 1; ; tries++) {
        try {
          await put(index)
          break
        } catch (error) {
          if (!(error instanceof P2pkvError) || !error.retryable || tries === 3) throw error
        }
      }
      progress.add(1, valueBytes)
    }
  }))
  progress.end('wrote')
}

/**
 * 1, 2 and 4 daemons on one machine, in turns that alternate, loaded by two processes.
 *
 *   npm run build && node dist/bench/scaling.js [seconds a turn, default 3]
 *
 * Keys have one copy (n = 1), so that more daemons have no more to do. Writes docs/experiments/scaling.json;
 * `npm run bench -- --report` makes the page of it.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { connect, type KvClient } from '../client/index.js'
import { runLoad, type OperationReport } from '../cli/bench/run-load.js'
import { operatorOf } from '../cli/operator.js'
import { systemEnvironment } from '../client/system-environment.js'
import type { ScalingTurn } from './performance/data.js'
import { writeScaling } from './performance/files.js'
import { median } from '../cli/bench/median.js'
import { cpuMsOf, describeMachine, machineCpuMs } from './performance/processes.js'
import { startP2pkv } from './performance/p2pkv-system.js'

const COUNTS = [1, 2, 4]
const REPEATS = 3
const CLIENTS = 2
const IN_FLIGHT = 128
const WARM_UP_MS = 1_000
/** Before the first turn that counts: the compilers have most to do then. */
const COLD_MS = 2_000
const KEYS = 4_000
const VALUE = new Uint8Array(1_024).fill(7)
const FILL_IN_FLIGHT = 64
const BUCKET = 'one-copy'
const TIMEOUT_MS = 20_000

/** To a process that loads: what to do, or with whom. */
type Order = { readonly peers: readonly string[], readonly cluster: string, readonly operator: string } | { readonly operation: 'get' | 'put', readonly durationMs: number }

interface Group { readonly daemons: number, readonly pids: () => number[], readonly loaders: readonly ChildProcess[], readonly close: () => Promise<void> }

function keyOf (index: number): string { return `scaling/${index}` }

/** A process that loads: answers every order when it is done. */
async function load (): Promise<void> {
  let client: KvClient | undefined
  process.on('message', order => {
    void (async () => {
      const what = order as Order
      if ('peers' in what) {
        client = await connect({ ...await operatorOf(what.operator), peers: what.peers, cluster: what.cluster, timeoutMs: TIMEOUT_MS })
        await client.status()
        process.send?.([])
        return
      }
      const own = client
      if (own === undefined) throw new Error('not connected')
      let turn = 0
      const next = () => {
        const key = keyOf((turn++ * 7_919) % KEYS)
        return { operation: what.operation, send: async () => what.operation === 'get' ? await own.get(key, { bucket: BUCKET }) : await own.put(key, VALUE, { bucket: BUCKET }) }
      }
      process.send?.(await runLoad(next, { durationMs: what.durationMs, inFlight: IN_FLIGHT / CLIENTS, now: systemEnvironment.now, sleep: systemEnvironment.sleep, signal: new AbortController().signal, onEnd: () => {} }))
    })()
  })
  process.once('disconnect', () => { process.exit(0) })
}

async function tell (loader: ChildProcess, order: Order): Promise<OperationReport[]> {
  const answer = once(loader, 'message') as Promise<[OperationReport[]]>
  loader.send(order)
  return (await answer)[0]
}

async function openGroup (daemons: number): Promise<Group> {
  const system = await startP2pkv(daemons)
  const [client] = await system.clients(1)
  if (client === undefined) throw new Error('no client')
  await client.setBucket(BUCKET, { n: 1, r: 1, w: 1 })
  let next = 0
  await Promise.all(Array.from({ length: FILL_IN_FLIGHT }, async () => {
    for (let index = next++; index < KEYS; index = next++) await client.put(keyOf(index), VALUE, { bucket: BUCKET })
  }))
  await client.close()
  const loaders = Array.from({ length: CLIENTS }, () => fork(fileURLToPath(import.meta.url), ['--load']))
  await Promise.all(loaders.map(async (loader, index) => {
    const peers = system.addresses()
    const first = index % peers.length
    await tell(loader, { peers: [...peers.slice(first), ...peers.slice(0, first)], cluster: system.cluster, operator: system.operator })
  }))
  return {
    daemons,
    pids: () => system.servers().map(({ pid }) => pid),
    loaders,
    close: async () => {
      for (const loader of loaders) loader.disconnect()
      await system.close()
    },
  }
}

async function takeTurn ({ daemons, pids, loaders }: Group, operation: 'get' | 'put', repeat: number, durationMs: number): Promise<ScalingTurn> {
  await Promise.all(loaders.map(loader => tell(loader, { operation, durationMs: WARM_UP_MS })))
  const sum = (of: readonly number[]): number => of.reduce((total, pid) => total + cpuMsOf(pid), 0)
  const clientPids = loaders.flatMap(({ pid }) => pid ?? [])
  const [startMs, machine, daemonsMs, clientsMs] = [performance.now(), machineCpuMs(), sum(pids()), sum(clientPids)]
  const reports = (await Promise.all(loaders.map(loader => tell(loader, { operation, durationMs })))).flat()
  const [elapsedMs, after, daemonsUsedMs, clientsUsedMs] = [performance.now() - startMs, machineCpuMs(), sum(pids()) - daemonsMs, sum(clientPids) - clientsMs]
  const done = reports.reduce((total, { requests, failed }) => total + requests - failed, 0)
  const round = (value: number): number => Number(value.toPrecision(4))
  return {
    daemons, operation, repeat,
    perSecond: round(reports.reduce((total, { perSecond }) => total + perSecond, 0)),
    // Two processes with the same number of requests: the middle of their percentiles, not exactly that of all.
    p50Ms: round(median(reports.map(({ latencyMs }) => latencyMs.p50))),
    p99Ms: round(median(reports.map(({ latencyMs }) => latencyMs.p99))),
    failed: reports.reduce((total, { failed }) => total + failed, 0),
    clientCpuMicroseconds: round(1_000 * clientsUsedMs / Math.max(1, done)),
    daemonsCpuMicroseconds: round(1_000 * daemonsUsedMs / Math.max(1, done)),
    daemonsShare: round(daemonsUsedMs / elapsedMs),
    othersShare: round(Math.max(0, (after.busyMs - machine.busyMs - daemonsUsedMs - clientsUsedMs) / Math.max(1, after.totalMs - machine.totalMs))),
  }
}

async function main (): Promise<void> {
  const durationMs = Number(process.argv[2] ?? 3) * 1_000
  const groups: Group[] = []
  try {
    for (const count of COUNTS) groups.push(await openGroup(count))
    for (const group of groups) for (const operation of ['put', 'get'] as const) await takeTurn(group, operation, 0, COLD_MS)
    const turns: ScalingTurn[] = []
    for (let repeat = 1; repeat <= REPEATS; repeat++) {
      for (const group of groups) {
        for (const operation of ['put', 'get'] as const) {
          const turn = await takeTurn(group, operation, repeat, durationMs)
          turns.push(turn)
          console.log(JSON.stringify(turn))
        }
      }
    }
    writeScaling('docs/experiments', { machine: describeMachine(undefined), repeats: REPEATS, clients: CLIENTS, inFlight: IN_FLIGHT, turns })
  } finally { for (const group of groups) await group.close() }
  process.exit(0)
}

if (process.argv[2] === '--load') await load()
else await main()

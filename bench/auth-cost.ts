/**
 * What asking for rights costs: the same load on a cluster with them and one without (--insecure-dev), in short turns
 * one after the other, so that all see the same machine. A client of each: an admin, and a client whose grant has rules.
 *
 *   npm run build && node dist/bench/auth-cost.js [seconds a turn, default 0.5] [rounds, default 40]
 *
 * Each round has one turn of each, in an order that changes, and is compared by itself: processor time per request of
 * the daemons and the client together (user + system), and requests a second. Printed are the median of the rounds and
 * the interval that holds the true one with 95 % (by order statistics, whatever the distribution), so that noise shows
 * as width and not as a result. The goal: less than 5 % more than without.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { privateKeyToProtobuf } from '@libp2p/crypto/keys'
import { operatorOf } from '../cli/operator.js'
import { devPeerDirectory } from '../cli/peers.js'
import { connect, type KvClient } from '../client/index.js'
import { ensureKey, makeGrant } from '../daemon/platform/enrolment.js'
import { OPS_ALL } from '../protocols/auth/rights.js'
import { utf8Bytes } from '../protocols/record/bytes.js'

const SECONDS = Number(process.argv[2] ?? 0.5)
const ROUNDS = Number(process.argv[3] ?? 40)
const WARM_UP_SECONDS = 2
const IN_FLIGHT = 64
const KEYS = 1_000
const VALUE = new Uint8Array(100).fill(120)
const GOAL_PERCENT = 5
const RULES = 8
/** Of /proc/PID/stat: clock ticks a second. */
const TICKS = 100

interface Scene { readonly name: string, readonly dev: ChildProcess, readonly pids: readonly number[], readonly data: string, readonly client: KvClient }

async function open (name: string, port: number, flags: readonly string[]): Promise<Scene> {
  const data = mkdtempSync(join(tmpdir(), 'p2pkv-bench-'))
  const program = fileURLToPath(new URL('../bundle/p2pkv.js', import.meta.url))
  const dev = spawn(process.execPath, [program, 'dev', '--peers', '3', '--port', String(port), '--data', data, '-o', 'json', ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ready = await new Promise<{ cluster: string, peers: Array<{ pid: number, addresses: string[] }> }>((resolve, reject) => {
    createInterface({ input: dev.stdout }).once('line', line => { resolve(JSON.parse(line) as { cluster: string, peers: Array<{ pid: number, addresses: string[] }> }) })
    dev.once('exit', code => { reject(new Error(`the cluster did not start (exit ${code})`)) })
  })
  const admin = devPeerDirectory(data, 1)
  const peers = ready.peers.flatMap(({ addresses }) => addresses.slice(0, 1))
  const operator = await connect({ peers, cluster: ready.cluster, ...await operatorOf(admin), learnMembers: false, timeoutMs: 30_000 })
  // What is still moving between the peers would be counted as theirs.
  for (let ring = await operator.ring(); ring.live.length > 1 || ring.waiting.length > 0; ring = await operator.ring()) await sleep(200)
  await operator.close()
  let keys: { identity?: Uint8Array, grant?: string } = await operatorOf(admin)
  if (name === 'rules') {
    const { privateKey, peerId } = await ensureKey(join(data, 'client'), 'identity')
    const rules = Array.from({ length: RULES }, (_, index) => ({ bucket: '', prefix: utf8Bytes(index === 0 ? 'bench:' : `other:${index}:`), ops: OPS_ALL }))
    keys = { identity: privateKeyToProtobuf(privateKey), grant: (await makeGrant(admin, { subject: peerId, role: 'client', rules, notAfter: undefined }, peers)).grant }
  }
  const client = await connect({ peers, cluster: ready.cluster, ...keys, learnMembers: false, timeoutMs: 30_000 })
  for (let index = 0; index < KEYS; index += 50) await Promise.all(Array.from({ length: 50 }, async (_, offset) => await client.put(`bench:${index + offset}`, VALUE)))
  return { name, dev, pids: ready.peers.map(({ pid }) => pid), data, client }
}

/** Of the daemons and this process, microseconds. */
function processorUs (pids: readonly number[]): number {
  const own = process.cpuUsage()
  return own.user + own.system + pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
    return sum + (Number(fields[11]) + Number(fields[12])) * 1_000_000 / TICKS
  }, 0)
}

async function turn ({ client, pids }: Scene, seconds: number): Promise<{ perSecond: number, us: number }> {
  const [start, before] = [performance.now(), processorUs(pids)]
  let done = 0
  await Promise.all(Array.from({ length: IN_FLIGHT }, async (_, worker) => {
    for (let index = worker; performance.now() < start + seconds * 1_000; index += IN_FLIGHT) {
      await client.get(`bench:${index % KEYS}`, { r: 'one' })
      done++
    }
  }))
  return { perSecond: done / (performance.now() - start) * 1_000, us: (processorUs(pids) - before) / done }
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)
const median = (values: readonly number[]): number => sorted(values)[Math.floor(values.length / 2)] ?? NaN

/** Between which the true median is with 95 %: ranks n / 2 ± 0.98 √n of n independent values. */
function interval (values: readonly number[]): [low: number, high: number] {
  const [n, all] = [values.length, sorted(values)]
  const reach = 0.98 * Math.sqrt(n)
  return [all[Math.max(0, Math.floor(n / 2 - reach))] ?? NaN, all[Math.min(n - 1, Math.ceil(n / 2 + reach))] ?? NaN]
}

const percent = (ratio: number): string => `${((ratio - 1) * 100).toFixed(1)} %`

const scenes: Scene[] = []
try {
  for (const [index, [name, flags]] of ([['without', ['--insecure-dev']], ['admin', []], ['rules', []]] as const).entries()) scenes.push(await open(name, 26_600 + 20 * index, flags))
  const found = new Map<string, Array<{ perSecond: number, us: number }>>(scenes.map(({ name }) => [name, []]))
  for (const scene of scenes) await turn(scene, WARM_UP_SECONDS)
  for (let round = 0; round < ROUNDS; round++) {
    const turned = [...scenes.slice(round % scenes.length), ...scenes.slice(0, round % scenes.length)]
    for (const scene of round % 2 === 0 ? turned : turned.toReversed()) found.get(scene.name)?.push(await turn(scene, SECONDS))
  }
  const without = found.get('without') ?? []
  console.log('rights    µs a get   more: median and 95 % interval    gets/s   of those without: median and interval')
  let verdict = `within ${GOAL_PERCENT} %`
  for (const [name, results] of found) {
    const more = results.map(({ us }, round) => us / (without[round]?.us ?? NaN))
    const rate = results.map(({ perSecond }, round) => perSecond / (without[round]?.perSecond ?? NaN))
    const [low, high] = interval(more)
    if (low > 1 + GOAL_PERCENT / 100) verdict = `NOT within ${GOAL_PERCENT} %`
    else if (high > 1 + GOAL_PERCENT / 100 && !verdict.startsWith('NOT')) verdict = `too much noise to say whether it is within ${GOAL_PERCENT} %: more rounds`
    console.log(`${name.padEnd(10)}${median(results.map(({ us }) => us)).toFixed(1).padStart(8)}${`${percent(median(more))} (${percent(low)} to ${percent(high)})`.padStart(33)}${median(results.map(({ perSecond }) => perSecond)).toFixed(0).padStart(10)}   ${median(rate).toFixed(3)} (${interval(rate).map(value => value.toFixed(3)).join(' to ')})`)
  }
  console.log(verdict)
} finally {
  for (const { client, dev, data } of scenes) {
    await client.close()
    const ended = new Promise(resolve => { dev.once('exit', resolve) })
    dev.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
  }
}

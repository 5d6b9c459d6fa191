/**
 * Real daemons, five of them: one and two are killed, one is stopped for a while. How soon the others serve,
 * what clients notice, and how long reads take beside a healthy cluster's in the same run.
 *
 *   npm run build && node dist/bench/failures.js [seconds a phase, default 8] [requests a second, default 200]
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { KvClient } from '../client/index.js'
import { TestCluster, type DaemonProcess } from '../test/e2e/harness.js'
import { openClient, waitUntilAgreed, waitUntilSynced } from '../test/e2e/open-client.js'
import { Checks, printHead, printRow } from './checks.js'
import { Load, type LoadReport } from './load.js'

const PHASE_MS = Number(process.argv[2] ?? 8) * 1_000
const PER_SECOND = Number(process.argv[3] ?? 200)
const KEYS = 5_000
const VALUE_BYTES = 1_024
const GOALS = { firstMs: 200, suspectedMs: 5_000, p50Ratio: 1.5, p99Ratio: 3 }
const WAIT_MS_MAX = 60_000

const checks = new Checks()
const { ends } = checks

/** Milliseconds until `attempt` succeeds, tried again and again. */
async function until (attempt: () => Promise<boolean>): Promise<number> {
  const startMs = performance.now()
  while (performance.now() - startMs < WAIT_MS_MAX) {
    if (await attempt().catch(() => false)) return performance.now() - startMs
    await sleep(5)
  }
  return Infinity
}

async function phase (load: Load, name: string): Promise<LoadReport> {
  load.report()
  await sleep(PHASE_MS)
  const report = load.report()
  printRow(name, report)
  return report
}

/** Reads alone. */
function compare (name: string, { readP50Ms, readP99Ms }: LoadReport, healthy: LoadReport): void {
  const p50 = readP50Ms / healthy.readP50Ms
  const p99 = readP99Ms / healthy.readP99Ms
  checks.goal(`${name}: reads' p50 is ${p50.toFixed(2)} times (goal ${GOALS.p50Ratio}), p99 ${p99.toFixed(2)} times (goal ${GOALS.p99Ratio}) the healthy one`, p50 <= GOALS.p50Ratio && p99 <= GOALS.p99Ratio)
}

/** A client of each daemon alone, connected. */
async function lone (daemons: readonly DaemonProcess[]): Promise<KvClient[]> {
  const clients = await Promise.all(daemons.map(daemon => openClient(daemon)))
  ends.push(async () => { await Promise.all(clients.map(client => client.close())) })
  await Promise.all(clients.map(client => client.status()))
  return clients
}

async function stateOf (client: KvClient, peerId: string): Promise<string> {
  return (await client.status()).members.find(member => member.peerId === peerId)?.state ?? 'gone'
}

async function main (): Promise<void> {
  const cluster = new TestCluster({ after: (fn: () => Promise<void>) => { ends.push(fn) } })
  const load = new Load({ keys: KEYS, valueBytes: VALUE_BYTES, strict: false, putPercent: 20 })
  ends.push(async () => { await load.close() })
  await cluster.grow(5)
  await waitUntilAgreed(cluster)
  await load.connect(cluster.daemons)
  await load.fill()
  const [one, two, three, four, five] = cluster.daemons
  if (one === undefined || two === undefined || three === undefined || four === undefined || five === undefined) throw new Error('no daemons')
  await waitUntilSynced(one, 5, WAIT_MS_MAX)
  const epoch = (await waitUntilAgreed(cluster)).ringEpoch
  const others = await lone([one, two, three, four])
  const [observer] = others
  if (observer === undefined) throw new Error('no client')

  printHead()
  load.start(PER_SECOND)
  await phase(load, 'warm-up')
  const healthy = await phase(load, 'healthy')

  const killed = five.kill()
  const firstMs = Promise.all(others.flatMap((client, index) => [
    until(async () => { await client.get(`load:${index}`, { timeoutMs: 1_000 }); return true }),
    until(async () => { await client.put(`probe:${index}`, 'x', { timeoutMs: 1_000 }); return true }),
  ]))
  const suspectedMs = until(async () => await stateOf(observer, five.file.peerId) !== 'up')
  await killed
  const afterKill = await phase(load, '1 killed, from the kill')
  const oneDead = await phase(load, '1 killed')
  const slowest = Math.max(...await firstMs)
  const noticedMs = await suspectedMs

  await four.kill()
  const afterSecond = await phase(load, '2 killed, from the kill')
  const twoDead = await phase(load, '2 killed')

  await Promise.all([cluster.start(four), cluster.start(five)])
  await waitUntilAgreed(cluster)
  await load.connect(cluster.daemons)
  // Not beside those two being brought up to date, which would make what follows look good.
  await waitUntilSynced(one, 5, WAIT_MS_MAX)
  await phase(load, 'both back')
  const again = await phase(load, 'healthy again')

  five.signal('SIGSTOP')
  const stopped = await phase(load, '1 stopped, from then')
  const stillStopped = await phase(load, '1 stopped')
  five.signal('SIGCONT')
  await waitUntilAgreed(cluster)
  await phase(load, 'continued')
  five.signal('SIGSTOP')
  await sleep(2_000)
  five.signal('SIGCONT')
  const status = await waitUntilAgreed(cluster)
  await load.stop()

  checks.rule(`no client saw an error when one was killed (${afterKill.failures})`, afterKill.failedReads + afterKill.failedWrites + oneDead.failedReads + oneDead.failedWrites === 0)
  checks.rule(`no read failed with two killed (${afterSecond.failures} ${twoDead.failures})`, afterSecond.failedReads + twoDead.failedReads === 0)
  checks.rule(`no client saw an error when one was stopped (${stopped.failures} ${stillStopped.failures})`, stopped.failedReads + stopped.failedWrites + stillStopped.failedReads + stillStopped.failedWrites === 0)
  checks.rule('a process that was stopped for 2 s is still a member, and the ring is as it was', status.ringEpoch === epoch)
  checks.rule('nothing is lost', await load.lost() === 0)
  checks.goal(`slowest first get or put through another peer after kill -9: ${slowest.toFixed(0)} ms (goal ${GOALS.firstMs})`, slowest <= GOALS.firstMs)
  checks.goal(`suspected ${noticedMs.toFixed(0)} ms after kill -9 (goal ${GOALS.suspectedMs})`, noticedMs <= GOALS.suspectedMs)
  compare('1 killed, from the kill on', afterKill, healthy)
  compare('1 killed', oneDead, healthy)
  compare('2 killed, from the kill on', afterSecond, healthy)
  compare('2 killed', twoDead, healthy)
  compare('1 stopped, from then on', stopped, again)
  compare('1 stopped', stillStopped, again)
}

await checks.run(main)

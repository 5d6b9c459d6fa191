/**
 * Real daemons: 3 grow to 6 and shrink to 3 again while clients read and write; then a joiner is killed half
 * way and goes on. Requests come at a fixed rate, whether or not earlier ones were answered: what is measured is
 * the p99 of reads and writes beside that of the same rate in quiet times, failed reads, and lost writes. Quiet is
 * measured several times before, between and after: what a machine does beside moves single figures more than what is measured.
 *
 *   npm run build && node dist/bench/ring-change.js [keys, default 100000] [requests a second, default 200] [seconds of a quiet turn, default 10]
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { KvClient } from '../client/index.js'
import { TestCluster, type DaemonProcess } from '../test/e2e/harness.js'
import { openClient } from '../test/e2e/open-client.js'
import { RootsObserver } from '../test/e2e/replica-roots.js'
import { Checks, printHead, printRow } from './checks.js'
import { Load, type LoadReport } from './load.js'

const KEYS = Number(process.argv[2] ?? 100_000)
const PER_SECOND = Number(process.argv[3] ?? 200)
const VALUE_BYTES = 1_024
const QUIET_MS = 1_000 * Number(process.argv[4] ?? 10)
const QUIET_TURNS = 3
const SYNC_MS_MAX = 600_000
const SYNC_LOOK_MS = 250

const checks = new Checks()
const { ends } = checks

/** Asked seldom: many questions a second about the ring would be a part of what is measured. */
async function waitSynced (daemon: DaemonProcess, members: number): Promise<void> {
  const client = await openClient(daemon)
  try {
    for (const endMs = performance.now() + SYNC_MS_MAX; performance.now() < endMs; await sleep(SYNC_LOOK_MS)) {
      const ring = await client.ring().catch(() => undefined)
      if (ring?.members.length === members && ring.live.length === 1 && ring.waiting.length === 0 && ring.heldBack.length === 0) return
    }
    throw new Error(`${members} members are not in sync after ${SYNC_MS_MAX} ms`)
  } finally { await client.close() }
}

/** What was measured since the last report. */
function phase (load: Load, name: string): LoadReport {
  const report = load.report()
  printRow(name, report)
  return report
}

/** Turns without a change of the ring, from the next request on. */
async function quiet (load: Load, when: string): Promise<LoadReport[]> {
  const reports: LoadReport[] = []
  load.report()
  for (let turn = 0; turn < QUIET_TURNS; turn++) {
    await sleep(QUIET_MS)
    reports.push(phase(load, `quiet ${when}`))
  }
  return reports
}

function median (numbers: readonly number[]): number { return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0 }

/** @returns bytes that the peer has pulled in its present run */
async function pulledBytes (client: KvClient): Promise<{ done: number, total: number }> {
  const { peers } = await client.transfers({ all: false })
  return { done: peers[0]?.bytesDone ?? 0, total: peers[0]?.bytesTotal ?? 0 }
}

/** Of the line that a peer logs when it holds all its data. */
function filledBytes ({ log }: DaemonProcess): number[] {
  return [...log.matchAll(/"bytes":(\d+)[^\n]*holds all its data/g)].map(([, bytes]) => Number(bytes))
}

async function main (): Promise<void> {
  const cluster = new TestCluster({ after: (fn: () => Promise<void>) => { ends.push(fn) } })
  const load = new Load({ keys: KEYS, valueBytes: VALUE_BYTES, strict: true, putPercent: 20, timeoutMs: 10_000 })
  const roots = new RootsObserver(() => cluster.running)
  ends.push(async () => { await load.close() }, async () => { await roots.close() })
  await cluster.grow(3)
  const [first, second, third] = cluster.daemons
  if (first === undefined || second === undefined || third === undefined) throw new Error('no daemon')
  await waitSynced(first, 3)
  await load.connect(cluster.daemons)
  const filling = performance.now()
  await load.fill()
  console.log(`${KEYS} keys of ${VALUE_BYTES} bytes written in ${((performance.now() - filling) / 1_000).toFixed(1)} s`)

  printHead()
  load.start(PER_SECOND)
  await sleep(2_000)
  const quietReports = await quiet(load, 'before')
  // Three processes that start take the processors of all others on this machine, whatever the ring does: a phase of its own.
  load.report()
  await cluster.grow(3, 3)
  const changes = [{ name: 'three daemons start', report: phase(load, '3 start') }]
  await waitSynced(first, 6)
  changes.push({ name: 'growing', report: phase(load, '3 to 6') })
  const joined = cluster.daemons.slice(3)
  for (const daemon of joined) console.log(`        ${daemon.name} pulled ${filledBytes(daemon).map(bytes => (bytes / 1e6).toFixed(1)).join(' + ')} MB`)
  quietReports.push(...await quiet(load, 'with 6'))
  const admin = await openClient(first)
  load.report()
  for (const daemon of joined) {
    const { issued, refusals } = await admin.leave(daemon.file.peerId)
    if (issued === undefined) throw new Error(`leaving was refused: ${JSON.stringify(refusals)}`)
    await waitSynced(first, 3 + joined.length - 1 - joined.indexOf(daemon))
  }
  changes.push({ name: 'shrinking', report: phase(load, '6 to 3') })
  while (cluster.running.length > 3) await sleep(50)
  await sleep(1_000)
  quietReports.push(...await quiet(load, 'after'))
  await load.stop()
  const reports = [...quietReports, ...changes.map(({ report }) => report)]
  checks.rule('no read of an acknowledged key failed', reports.every(({ failedReads }) => failedReads === 0))
  checks.rule('no read went back behind an acknowledged write', reports.every(({ staleReads }) => staleReads === 0))
  checks.rule('no write failed', reports.every(({ failedWrites }) => failedWrites === 0))
  await load.connect([first, second, third])
  checks.rule('nothing is lost', await load.lost() === 0)
  const differing = await equalWithin(roots, 30_000)
  checks.rule(`all replicas are byte-equal (${differing} differ)`, differing === 0)
  const quietMs = quietReports.map(({ p99Ms }) => p99Ms)
  const quietP99Ms = median(quietMs)
  console.log(`quiet p99: ${quietP99Ms.toFixed(2)} ms in the median of ${quietMs.length} turns, from ${Math.min(...quietMs).toFixed(2)} to ${Math.max(...quietMs).toFixed(2)}`)
  for (const { name, report } of changes) {
    const ratio = report.p99Ms / quietP99Ms
    checks.goal(`p99 while ${name} is ${ratio.toFixed(2)} times the quiet one (goal 2)`, ratio <= 2)
  }

  // A joiner that is killed half way.
  const joiner = cluster.add()
  await cluster.start(joiner)
  const client = await openClient(joiner)
  let before = 0
  const expected = KEYS * (VALUE_BYTES + 60) * 3 / 4
  while (before < expected / 2 && filledBytes(joiner).length === 0) {
    before = Math.max(before, (await pulledBytes(client).catch(() => ({ done: 0 }))).done)
    await sleep(20)
  }
  await joiner.kill()
  await client.close()
  await cluster.start(joiner)
  await waitSynced(first, 4)
  const after = filledBytes(joiner).at(-1) ?? 0
  console.log(`the joiner had pulled ${(before / 1e6).toFixed(1)} MB when it was killed, and ${(after / 1e6).toFixed(1)} MB when it was back`)
  checks.rule('a joiner that was killed half way did not begin again', before > 0 && after < expected - before * 0.8)
  checks.rule('nothing is lost after that', await load.lost() === 0)
  console.log('the rate between two daemons: bench/transfer.ts')
}

/** @returns replicas that still differ */
async function equalWithin (roots: RootsObserver, ms: number): Promise<number> {
  const untilMs = performance.now() + ms
  for (;;) {
    const { differing } = await roots.look()
    if (differing === 0 || performance.now() > untilMs) return differing
    await sleep(200)
  }
}

await checks.run(main)

/**
 * Real daemons, five of them, N = 3: two are away while every key is written; then they are brought up to date by
 * hints, by hash trees alone, and after the loss of a whole store. What is measured: the time from each restart
 * until all replicas are byte-equal.
 *
 *   npm run build && node dist/bench/repair.js [keys, default 10000]
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { P2pkvError } from '../protocols/errors.js'
import { TestCluster, type DaemonProcess } from '../test/e2e/harness.js'
import { forEachParallel, openClient, waitUntilAgreed, waitUntilSynced } from '../test/e2e/open-client.js'
import { RootsObserver } from '../test/e2e/replica-roots.js'
import { Checks } from './checks.js'
import { Load } from './load.js'

const KEYS = Number(process.argv[2] ?? 10_000)
const VALUE_BYTES = 1_024
const GOALS_MS = { hints: 30_000, trees: 120_000 }
const WAIT_MS_MAX = 240_000
const LOOK_MS = 250
const IN_FLIGHT = 32
const PATIENCE_MS = 60_000

const checks = new Checks()
const { ends } = checks

async function hintsKept (daemons: readonly DaemonProcess[]): Promise<number> {
  const kept = await Promise.all(daemons.map(async daemon => {
    const client = await openClient(daemon)
    try {
      return (await client.hints()).hints
    } finally { await client.close() }
  }))
  return kept.reduce((sum, hints) => sum + hints, 0)
}

/** Milliseconds until no hint is kept and all replicas are byte-equal. */
async function untilEqual (cluster: TestCluster, roots: RootsObserver): Promise<number> {
  const startMs = performance.now()
  let last = ''
  while (performance.now() - startMs < WAIT_MS_MAX) {
    try {
      const hints = await hintsKept(cluster.running)
      const { differing } = hints === 0 ? await roots.look() : { differing: NaN }
      if (differing === 0) return performance.now() - startMs
      last = `${hints} hints are kept, ${differing} replicas differ`
    } catch (error) { last = String(error) }
    await sleep(LOOK_MS)
  }
  console.log(last)
  return Infinity
}

async function main (): Promise<void> {
  const cluster = new TestCluster({ after: (fn: () => Promise<void>) => { ends.push(fn) } })
  const load = new Load({ keys: KEYS, valueBytes: VALUE_BYTES, strict: false, putPercent: 100, timeoutMs: PATIENCE_MS })
  const roots = new RootsObserver(() => cluster.running)
  ends.push(async () => { await load.close() }, async () => { await roots.close() })
  await cluster.grow(5)
  await waitUntilAgreed(cluster)
  const [one, two, three, four, five] = cluster.daemons
  if (one === undefined || two === undefined || three === undefined || four === undefined || five === undefined) throw new Error('no daemons')
  await waitUntilSynced(one, 5, WAIT_MS_MAX)
  await load.connect([one, two, three])
  await load.fill()
  checks.rule(`${KEYS} keys are byte-equal on all replicas after they were written`, await untilEqual(cluster, roots) < Infinity)

  await Promise.all([four.kill(), five.kill()])
  load.report()
  await load.writeAll()
  const away = load.report()
  checks.rule(`with 2 of 5 killed all writes are taken (${away.failures})`, away.failedWrites === 0)
  console.log(`${KEYS} writes with 2 of 5 killed in ${away.seconds.toFixed(1)} s; ${await hintsKept(cluster.running)} hints kept`)
  await strictWrites(one)

  await Promise.all([cluster.start(four), cluster.start(five)])
  const byHints = await untilEqual(cluster, roots)
  checks.rule('hints drained by themselves and all replicas are byte-equal', byHints < Infinity)
  checks.goal(`${(byHints / 1_000).toFixed(1)} s after the restart (goal ${GOALS_MS.hints / 1_000} s)`, byHints <= GOALS_MS.hints)
  checks.rule('nothing is lost', await load.lost() === 0)

  await Promise.all([four.kill(), five.kill()])
  await load.writeAll()
  let dropped = 0
  for (const holder of cluster.running) {
    const client = await openClient(holder, PATIENCE_MS)
    for (const { file: { peerId } } of [four, five]) dropped += (await client.dropHints(holder.file.peerId, peerId)).hints
    await client.close()
  }
  console.log(`${dropped} hints dropped`)
  await Promise.all([cluster.start(four), cluster.start(five)])
  const byTrees = await untilEqual(cluster, roots)
  checks.rule('without hints all replicas are byte-equal', byTrees < Infinity)
  checks.goal(`${(byTrees / 1_000).toFixed(1)} s after the restart (goal ${GOALS_MS.trees / 1_000} s)`, byTrees <= GOALS_MS.trees)
  checks.rule('nothing is lost', await load.lost() === 0)

  // Every second key is deleted; then one replica loses its store.
  const admin = await openClient(one, PATIENCE_MS)
  ends.push(async () => { await admin.close() })
  const deleted = Array.from({ length: 1_000 }, (_, index) => `gone:${index}`)
  await forEachParallel(deleted, IN_FLIGHT, async key => { await admin.put(key, 'x') })
  await forEachParallel(deleted, IN_FLIGHT, async key => { await admin.delete(key) })
  await untilEqual(cluster, roots)
  await five.kill()
  rmSync(join(five.data, 'store'), { recursive: true })
  await cluster.start(five)
  const rebuilt = await untilEqual(cluster, roots)
  // Not as many as before: with another store it is another member, and the ring may give it other partitions.
  checks.rule(`a peer whose store was deleted holds all its data again (${await keysOf(five)} records)`, rebuilt < Infinity && await keysOf(five) > 0)
  console.log(`${(rebuilt / 1_000).toFixed(1)} s after its start`)
  let returned = 0
  const reader = await openClient(five, PATIENCE_MS)
  ends.push(async () => { await reader.close() })
  await forEachParallel(deleted, IN_FLIGHT, async key => { if ((await reader.get(key, { r: 'all', strict: true })).found) returned++ })
  checks.rule('nothing that was deleted returned', returned === 0)
  checks.rule('nothing is lost', await load.lost() === 0)
}

async function keysOf (daemon: DaemonProcess): Promise<number> {
  const client = await openClient(daemon, PATIENCE_MS)
  try {
    const { self, members } = await client.status()
    return members.find(({ peerId }) => peerId === self)?.keys ?? 0
  } finally { await client.close() }
}

/** Strict writes with two of five away: they succeed where two of three primaries are up, and else say what became of them. */
async function strictWrites (daemon: DaemonProcess): Promise<void> {
  const client = await openClient(daemon)
  const codes = new Map<string, number>()
  let wrong = 0
  try {
    await forEachParallel(Array.from({ length: 200 }, (_, index) => `strict:${index}`), 8, async key => {
      const { owners } = await client.locate(key)
      const up = owners.filter(({ role, state }) => role === 'primary' && state !== 'noAnswer').length
      let outcome = 'applied'
      try {
        await client.put(key, 'x', { strict: true })
      } catch (error) {
        if (!(error instanceof P2pkvError)) throw error
        outcome = error.outcome
        codes.set(`${error.code}/${error.outcome}`, (codes.get(`${error.code}/${error.outcome}`) ?? 0) + 1)
      }
      if ((outcome === 'applied') !== (up >= 2)) wrong++
      const found = (await client.get(key)).found
      if (outcome === 'none' && found) wrong++
      if (outcome === 'applied' && !found) wrong++
    })
  } finally { await client.close() }
  checks.rule(`strict writes succeed exactly where 2 of 3 primaries are up (the others: ${[...codes].map(([code, count]) => `${code} ${count}`).join(', ')})`, wrong === 0 && codes.size > 0)
}

await checks.run(main)

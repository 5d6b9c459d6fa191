/**
 * Real daemons on this machine, and one more that joins them: how soon all have the view with the new member,
 * how soon no earlier view counts any more, and what processor time that takes in all daemons together.
 *
 *   npm run build && node dist/bench/join.js [peers, default 20] [partitions, default 1024]
 *
 * Processor time is read from /proc, and so on Linux only.
 */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually, TestCluster, type DaemonProcess } from '../test/e2e/harness.js'
import { loggedAt } from '../test/e2e/logged.js'
import { waitUntilSynced } from '../test/e2e/open-client.js'

const PEERS = Number(process.argv[2] ?? 20)
const PARTITIONS = process.argv[3] ?? '1024'
const IDLE_MS = 5_000
const SYNC_MS_MAX = 300_000
/** Of Linux, for user space. */
const TICK_MS = 10

/** User and system time of a daemon's process, milliseconds. */
function cpuMs ({ file }: DaemonProcess): number {
  const fields = readFileSync(`/proc/${file.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

function total (daemons: readonly DaemonProcess[]): number { return daemons.reduce((sum, daemon) => sum + cpuMs(daemon), 0) }

/** Waits until each has a view with so many members, from their logs: questions would cost what is to be measured. */
async function learned (daemons: readonly DaemonProcess[], members: number): Promise<void> {
  await eventually(`${members} members are in the view of each`, () => daemons.every(({ log }) => (loggedAt(log, 'ring view').at(-1)?.members ?? 0) >= members) ? true : undefined)
}

const ends: Array<() => Promise<void>> = []
try {
  const cluster = new TestCluster({ after: (fn: () => Promise<void>) => { ends.push(fn) } }, ['--partitions', PARTITIONS])
  const began = performance.now()
  await cluster.grow(PEERS)
  await learned(cluster.daemons, PEERS)
  const [first] = cluster.daemons
  if (first === undefined) throw new Error('no daemon')
  const old = [...cluster.daemons]
  const agreedMs = performance.now() - began
  await waitUntilSynced(first, PEERS, SYNC_MS_MAX)
  console.log(`${PEERS} peers of ${PARTITIONS} partitions agreed after ${(agreedMs / 1_000).toFixed(1)} s, held all data after ${((performance.now() - began) / 1_000).toFixed(1)} s, ${(total(old) / 1_000).toFixed(1)} s of CPU`)
  await sleep(IDLE_MS)
  const idle = total(old)
  await sleep(IDLE_MS)
  const idlePerSecond = (total(old) - idle) / IDLE_MS * 1_000

  const before = total(old)
  const startMs = performance.now()
  const joined = cluster.add()
  await cluster.start(joined)
  await learned(cluster.daemons, PEERS + 1)
  await waitUntilSynced(first, PEERS + 1, SYNC_MS_MAX)
  const syncedMs = performance.now() - startMs
  const spent = total(old) - before
  const epoch = Math.max(...loggedAt(first.log, 'ring view').map(({ epoch = 0 }) => epoch))
  const listening = loggedAt(joined.log, 'listening').at(-1)?.time ?? NaN
  const adopted = cluster.daemons.map(({ log }) => loggedAt(log, 'ring view').find(line => line.epoch === epoch)?.time ?? NaN)
  const issued = Math.min(...adopted)
  console.log(`idle: ${idlePerSecond.toFixed(0)} ms of CPU a second in all ${PEERS} daemons`)
  console.log(`the view with the new member: at all ${Math.max(...adopted) - issued} ms after it was issued, ${Math.max(...adopted) - listening} ms after the new one listened`)
  console.log(`no earlier view counted ${syncedMs.toFixed(0)} ms after the new one was started; until then ${spent} ms of CPU in the ${PEERS} old daemons, ${cpuMs(joined)} ms in the new one`)
} finally { for (const end of ends.reverse()) await end() }

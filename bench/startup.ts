/**
 * How soon a daemon with many records serves, and what memory it takes then.
 *
 *   npm run build && node dist/bench/startup.js [records, default 1,000,000] [times, default 3]
 *
 * One daemon makes its data directory and stops; the records of 1 KiB are written into its store here, through the
 * same code; then it is started a few times. Writes docs/experiments/startup.json when all records are asked for;
 * `npm run bench -- --report` makes the page of it.
 */
import '../protocols/libp2p/polyfill.js'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { makeActor } from '../protocols/record/actor.js'
import { addEvent, EMPTY_RECORD } from '../protocols/record/dvv-set.js'
import { hlcAt } from '../protocols/record/hlc.js'
import { ClassicStore } from '../storage/classic.js'
import { RecordStore } from '../storage/record-store.js'
import { systemEnvironment } from '../client/system-environment.js'
import { TestCluster, type DaemonProcess } from '../test/e2e/harness.js'
import { forEachParallel, openClient } from '../test/e2e/open-client.js'
import type { Start } from './performance/data.js'
import { writeStartup } from './performance/files.js'
import { cpuMsOf, describeMachine, memoryBytesOf } from './performance/processes.js'

const ALL = 1_000_000
const RECORDS = Number(process.argv[2] ?? ALL)
const TIMES = Number(process.argv[3] ?? 3)
const VALUE_BYTES = 1_024
const BATCH = 512
const PARTITIONS = 1_024
const IDLE_MS = 10_000
const READS = 20_000
const READS_IN_FLIGHT = 64

function keyOf (index: number): Uint8Array { return Buffer.from(`start/${String(index).padStart(8, '0')}`) }

async function fill ({ data, file }: DaemonProcess): Promise<void> {
  const store = await ClassicStore.open(join(data, 'store'), { identity: { peerId: file.peerId, clusterId: file.cluster } })
  const records = await RecordStore.open({ store, clock: { realtime: () => Date.now() }, random: length => new Uint8Array(randomBytes(length)) }, { partitions: PARTITIONS })
  const actor = makeActor(new Uint8Array(16).fill(7), 1)
  const hlc = hlcAt(Date.now() - 60_000)
  for (let first = 0; first < RECORDS; first += BATCH) {
    await records.mergeAll(Array.from({ length: Math.min(BATCH, RECORDS - first) }, (_, offset) => {
      const index = first + offset
      // As keys come, not as the disk would like them.
      return { key: { bucket: 'default', key: keyOf(index * 7_919 % RECORDS) }, record: addEvent(EMPTY_RECORD, undefined, { dot: { actor, counter: index + 1 }, hlc, value: new Uint8Array(randomBytes(VALUE_BYTES)) }) }
    }), 'buffered').then(async ({ committed }) => { await committed })
  }
  await records.close()
  await store.close()
}

async function startOnce (cluster: TestCluster, daemon: DaemonProcess): Promise<Start> {
  const startMs = performance.now()
  await cluster.start(daemon)
  const readyMs = performance.now() - startMs
  const { pid } = daemon.file
  const start = { readyMs, readyCpuMs: cpuMsOf(pid), readyBytes: memoryBytesOf(pid) }
  const client = await openClient(daemon)
  await client.get(keyOf(0))
  const firstGetMs = performance.now() - startMs
  await systemEnvironment.sleep(IDLE_MS)
  const idleBytes = memoryBytesOf(pid)
  let found = 0
  await forEachParallel(Array.from({ length: READS }, (_, index) => index * 48_271 % RECORDS), READS_IN_FLIGHT, async index => { if ((await client.get(keyOf(index))).value?.byteLength === VALUE_BYTES) found++ })
  if (found !== READS) throw new Error(`${READS - found} of ${READS} records were not found`)
  await client.close()
  const result = { ...start, firstGetMs, idleBytes, readBytes: memoryBytesOf(pid) }
  await daemon.stop()
  return result
}

const ends: Array<() => Promise<void>> = []
const cluster = new TestCluster({ after: (fn: () => Promise<void>) => { ends.push(fn) } })
try {
  const daemon = cluster.add()
  await cluster.start(daemon)
  await daemon.stop()
  const startMs = performance.now()
  await fill(daemon)
  console.log(`${RECORDS} records in ${((performance.now() - startMs) / 1_000).toFixed(0)} s`)
  const starts: Start[] = []
  for (let time = 0; time < TIMES; time++) {
    const start = await startOnce(cluster, daemon)
    starts.push(start)
    console.log(Object.entries(start).map(([name, value]) => `${name} ${name.endsWith('Bytes') ? `${(value as number / 2 ** 20).toFixed(0)} MiB` : (value as number).toFixed(0)}`).join('  '))
  }
  if (RECORDS === ALL) writeStartup('docs/experiments', { machine: describeMachine(undefined), records: RECORDS, valueBytes: VALUE_BYTES, reads: READS, starts })
} finally { for (const end of ends) await end() }
process.exit(0)

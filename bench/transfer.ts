/**
 * How fast a peer pulls partitions from another one: two processes on this machine, each with a store on
 * disk and a libp2p network, and what one of them does beside that.
 *
 *   npx tsc -b && node dist/bench/transfer.js [records] [value bytes]
 *
 * The reference is the same bytes written by the receiving store alone, in synced batches of one page.
 */
import '../protocols/libp2p/polyfill.js'
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger, Meter } from '../daemon/core/env.js'
import { BulkPull } from '../daemon/core/repair/bulk-pull.js'
import { Foreground } from '../daemon/core/repair/foreground.js'
import { Pace } from '../daemon/core/repair/pace.js'
import { PageServer } from '../daemon/core/repair/page-server.js'
import { LibP2pNetwork } from '../daemon/platform/libp2p-network.js'
import { systemClock } from '../daemon/platform/system-clock.js'
import { makeActor } from '../protocols/record/actor.js'
import { addEvent, EMPTY_RECORD } from '../protocols/record/dvv-set.js'
import { hlcAt } from '../protocols/record/hlc.js'
import { partitionOf } from '../protocols/record/key.js'
import type { NodeId } from '../protocols/record/node-id.js'
import { ClassicStore } from '../storage/classic.js'
import { recordStorageKey } from '../storage/keyspace.js'
import { LocalRecord } from '../storage/local-record.js'
import { RecordStore } from '../storage/record-store.js'

const PARTITIONS = 64
const AT_ONCE = 4
const FILL_BATCH = 512
const SILENT: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => SILENT }
const METER: Meter = { count: () => {}, observe: () => {} }

interface Peer { readonly store: ClassicStore, readonly records: RecordStore, readonly network: LibP2pNetwork, readonly close: () => Promise<void> }

async function openPeer (serve: boolean): Promise<Peer> {
  const directory = await mkdtemp(join(tmpdir(), 'p2pkv-bench-'))
  const store = await ClassicStore.open(join(directory, 'store'), { identity: { peerId: 'bench', clusterId: 'bench' } })
  const records = await RecordStore.open({ store, clock: systemClock, random: length => randomBytes(length) }, { partitions: PARTITIONS })
  const network = await LibP2pNetwork.create({ log: SILENT, meter: METER }, { cluster: 'bench', listen: ['/ip4/127.0.0.1/tcp/0'] })
  const foreground = new Foreground({ clock: systemClock })
  if (serve) new PageServer({ network, records, foreground, pace: new Pace({ clock: systemClock, foreground }) }, { partitions: PARTITIONS })
  await network.start()
  return { store, records, network, close: async () => {
    await network.stop()
    await records.close()
    await store.close()
    await rm(directory, { recursive: true, force: true })
  } }
}

async function fill (store: ClassicStore, count: number, valueBytes: number): Promise<void> {
  const actor = makeActor(randomBytes(16), 1)
  for (let first = 0; first < count; first += FILL_BATCH) {
    await store.batch(Array.from({ length: Math.min(FILL_BATCH, count - first) }, (_, index) => {
      const key = { bucket: 'default', key: Buffer.from(`key-${first + index}`) }
      const record = addEvent(EMPTY_RECORD, undefined, { dot: { actor, counter: 1 }, hlc: hlcAt(Date.now()), value: randomBytes(valueBytes) })
      const storageKey = recordStorageKey(partitionOf(key, PARTITIONS), key)
      return { type: 'put' as const, key: storageKey, value: LocalRecord.of(record, 0).seal(storageKey) }
    }), 'buffered')
  }
}

async function runSource (count: number, valueBytes: number): Promise<void> {
  const peer = await openPeer(true)
  await fill(peer.store, count, valueBytes)
  const cpu = process.cpuUsage()
  process.on('message', message => {
    if (message === 'cpu') process.send?.(process.cpuUsage(cpu))
    else void peer.close().then(() => { process.disconnect() })
  })
  process.send?.({ id: peer.network.self, addresses: peer.network.addresses() })
}

async function pullAll (peer: Peer, source: NodeId): Promise<number> {
  const foreground = new Foreground({ clock: systemClock })
  const bulk = new BulkPull({ clock: systemClock, network: peer.network, records: peer.records, fault: { hit: () => {} }, pace: new Pace({ clock: systemClock, foreground }) })
  const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition).values()
  let bytes = 0
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const partition of partitions) {
      await bulk.run(source, partition, { after: undefined, takes: () => true, wanted: () => true, stored: async (_cursor, more) => { bytes += more } })
    }
  }))
  return bytes
}

async function measure (count: number, valueBytes: number): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), ['source', String(count), String(valueBytes)])
  const { id, addresses } = await new Promise<{ id: NodeId, addresses: string[] }>(resolve => { child.once('message', message => { resolve(message as { id: NodeId, addresses: string[] }) }) })
  const peer = await openPeer(false)
  try {
    peer.network.learnAddresses(id, addresses)
    const rate = async (work: () => Promise<number>): Promise<{ bytesPerSecond: number, bytes: number }> => {
      const startMs = performance.now()
      const bytes = await work()
      return { bytes, bytesPerSecond: bytes / (performance.now() - startMs) * 1_000 }
    }
    const cpu = process.cpuUsage()
    const pulled = await rate(() => pullAll(peer, id))
    const spent = process.cpuUsage(cpu)
    child.send('cpu')
    const served = await new Promise<NodeJS.CpuUsage>(resolve => { child.once('message', message => { resolve(message as NodeJS.CpuUsage) }) })
    const perRecord = ({ user, system }: NodeJS.CpuUsage): string => ((user + system) / count).toFixed(1)
    const written = await rate(async () => {
      const value = randomBytes(valueBytes)
      for (let first = 0; first < count; first += 256) {
        await peer.store.batch(Array.from({ length: 256 }, (_, index) => ({ type: 'put' as const, key: Buffer.from(`x${first + index}`), value })), 'synced')
      }
      return count * valueBytes
    })
    console.log(`${count} records of ${valueBytes} bytes, ${AT_ONCE} partitions at a time`)
    console.log(`pulled   ${(pulled.bytesPerSecond / 1e6).toFixed(1)} MB/s, ${Math.round(pulled.bytesPerSecond * count / pulled.bytes)} records/s, ${perRecord(spent)} us of CPU a record at the receiver, ${perRecord(served)} at the source`)
    console.log(`written  ${(written.bytesPerSecond / 1e6).toFixed(1)} MB/s by the store alone (reference); ratio ${(pulled.bytesPerSecond / written.bytesPerSecond).toFixed(2)}`)
  } finally {
    child.send('stop')
    await peer.close()
  }
}

const [role = '', ...numbers] = process.argv[2] === 'source' ? process.argv.slice(2) : ['', ...process.argv.slice(2)]
const [count = 50_000, valueBytes = 1_024] = numbers.map(Number)
if (role === 'source') await runSource(count, valueBytes)
else await measure(count, valueBytes)

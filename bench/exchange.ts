/**
 * What it costs two peers to find that they hold the same, and what one of them misses: two stores in one process,
 * their exchange over real connections, bytes counted on the wire.
 *
 *   npm run build && node dist/bench/exchange.js [keys, default 1000000]
 */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { RaisedBuckets } from '../daemon/core/raised-buckets.js'
import { Exchange } from '../daemon/core/repair/exchange.js'
import { SyncServer } from '../daemon/core/repair/sync-server.js'
import { LibP2pNetwork } from '../daemon/platform/libp2p-network.js'
import { systemClock } from '../daemon/platform/system-clock.js'
import { systemPrng } from '../daemon/platform/system-prng.js'
import type { RecordKey } from '../protocols/record/record.js'
import { compareBytes } from '../storage/compare-bytes.js'
import { RecordStore } from '../storage/record-store.js'
import type { ScanRange, Store, StoreEntry, StoreHealth, StoreOp } from '../storage/store.js'
import { Checks } from './checks.js'

const KEYS = Number(process.argv[2] ?? 1_000_000)
const PARTITIONS = 1_024
const GOALS = { bytes: 1_000_000, ms: 2_000 }
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => SILENT }
const checks = new Checks()

/** A million keys in no order: quick to write, slow to scan. */
class MapStore implements Store {
  readonly opening = { clean: true, lostBatches: false }
  constructor (readonly entries = new Map<string, StoreEntry>()) {}
  async get (key: Uint8Array): Promise<Uint8Array | undefined> { return this.entries.get(idOf(key))?.value }

  async * scan ({ gte, lt, limit = Infinity }: ScanRange): AsyncGenerator<StoreEntry> {
    const found = [...this.entries.values()].filter(({ key }) => compareBytes(key, gte) >= 0 && compareBytes(key, lt) < 0)
    yield * found.sort((a, b) => compareBytes(a.key, b.key)).slice(0, limit)
  }

  async batch (ops: readonly StoreOp[]): Promise<void> {
    for (const op of ops) {
      if (op.type === 'del') this.entries.delete(idOf(op.key))
      else this.entries.set(idOf(op.key), { key: op.key.slice(), value: op.value.slice() })
    }
  }

  health (): StoreHealth { return { state: 'open' } }
  onStateChange (): void { /* it stays open */ }
  async close (): Promise<void> { /* nothing to do */ }
}

function idOf (key: Uint8Array): string { return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1') }

const keyOf = (index: number): RecordKey => ({ bucket: 'default', key: Buffer.from(`exchange:${index}`) })
const value = new Uint8Array(16).fill(120)

async function openRecords (store: Store): Promise<RecordStore> {
  return await RecordStore.open({ store, clock: systemClock, random: systemPrng.bytes }, { partitions: PARTITIONS })
}

async function side (records: RecordStore): Promise<{ network: LibP2pNetwork, exchange: Exchange }> {
  const network = await LibP2pNetwork.create({ log: SILENT, meter: { count: () => {}, observe: () => {} } }, { cluster: 'bench', listen: ['/ip4/127.0.0.1/tcp/0'] })
  const exchange = new Exchange({ clock: systemClock, network, fault: { hit: () => {} }, records })
  new SyncServer({ network, records, exchange, isForgotten: () => false, raised: () => new RaisedBuckets(3, 3, new Map()), viewHash: () => new Uint8Array() }, { partitions: PARTITIONS })
  await network.start()
  return { network, exchange }
}

const store = new MapStore()
const ours = await openRecords(store)
for (let index = 0; index < KEYS; index += 1_000) {
  await Promise.all(Array.from({ length: Math.min(1_000, KEYS - index) }, async (_, offset) => { await (await ours.write(keyOf(index + offset), { value, policy: 'lww' }, 'synced')).committed }))
}
const theirs = await openRecords(new MapStore(new Map(store.entries)))
console.log(`${KEYS} keys are on both sides`)

const a = await side(ours)
const b = await side(theirs)
let wireBytes = 0
const proxy = createServer(inbound => {
  const outbound = connect(Number(/\/tcp\/(\d+)/.exec(b.network.addresses()[0] ?? '')?.[1]), '127.0.0.1')
  for (const [from, to] of [[inbound, outbound], [outbound, inbound]] as const) {
    from.on('data', chunk => { wireBytes += chunk.byteLength; to.write(chunk) })
    from.on('close', () => { to.destroy() }).on('error', () => { to.destroy() })
  }
}).listen(0, '127.0.0.1')
await once(proxy, 'listening')
a.network.learnAddresses(b.network.self, [`/ip4/127.0.0.1/tcp/${(proxy.address() as AddressInfo).port}`])

const all = Array.from({ length: PARTITIONS }, (_, partition) => partition)
async function exchange (): Promise<{ differing: number, pushed: number, ms: number, processorMs: number, bytes: number }> {
  const startMs = performance.now()
  wireBytes = 0
  const before = process.cpuUsage()
  const deadline = performance.now() + 60_000
  const differing = await a.exchange.compareRoots(b.network.self, all, deadline)
  const synced = await Promise.all(differing.map(partition => a.exchange.sync(b.network.self, partition, { direction: 'both', deadline, knownToDiffer: true })))
  const { user, system } = process.cpuUsage(before)
  return { processorMs: (user + system) / 1_000, differing: differing.length, pushed: synced.reduce((sum, { pushed }) => sum + pushed, 0), ms: performance.now() - startMs, bytes: wireBytes }
}

// The connection, on a machine that has other things to do.
for (let tries = 1; ; tries++) {
  try {
    await a.exchange.compareRoots(b.network.self, [0], performance.now() + 60_000)
    break
  } catch (error) { if (tries === 10) throw error }
}
const first = await exchange()
checks.rule('equal stores are found equal', first.differing === 0)
checks.goal(`an exchange of equal stores: ${first.bytes} bytes (goal ${GOALS.bytes}), ${first.ms.toFixed(0)} ms (goal ${GOALS.ms}), of it ${first.processorMs.toFixed(0)} ms of processor time of both sides`, first.bytes < GOALS.bytes && first.ms < GOALS.ms)
await (await ours.write(keyOf(KEYS), { value, policy: 'lww' }, 'synced')).committed
const one = await exchange()
checks.rule('one key that is missing is brought, and nothing else', one.differing === 1 && one.pushed === 1)
console.log(`with one key missing: ${one.bytes} bytes, ${one.ms.toFixed(1)} ms`)
await a.network.stop()
await b.network.stop()
proxy.close()
checks.exit()

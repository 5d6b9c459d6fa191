/** One cluster under the simulator, on virtual time: clients that send a number of requests, and what they saw. */
import { keyChooser, type Distribution } from '../../cli/bench/key-chooser.js'
import { partitionOf } from '../../protocols/record/key.js'
import type { RecordKey } from '../../protocols/record/record.js'
import { SimClient } from '../../test/sim/sim-client.js'
import { SimCluster, type SimPeer } from '../../test/sim/sim-cluster.js'
import type { SimPrng } from '../../test/sim/sim-prng.js'
import { percentile } from './percentile.js'

export interface Plan {
  readonly peers: number
  readonly n: number
  readonly r: number
  readonly w: number
  /** Mean of a message's way from peer to peer; a tenth of it is exponential, unless `jitter` says otherwise. */
  readonly delayMs: number
  /** Share of the delay that is exponential. */
  readonly jitter?: number
  /** Of 1,000 messages: never arrive, and nobody is told. */
  readonly lossPerMille?: number
  /** Peers that lose power just before the requests. */
  readonly failed?: number
  /** With those: wait so long after it. */
  readonly failedForMs?: number
  readonly clients: number
  readonly requests: number
  readonly getsPercent: number
  readonly distribution?: Distribution
  readonly keys?: number
  /** Only primaries count. */
  readonly strict?: boolean
}

/** The mean says more than the median here: a peer that holds the key itself answers at once, and where half of them do the median is one or the other. */
export interface Latencies { readonly count: number, readonly meanMs: number, readonly p50Ms: number, readonly p99Ms: number }

export interface Outcome {
  readonly get: Latencies
  readonly put: Latencies
  /** Of virtual time: what so many clients get done, one request at a time each. */
  readonly perSecond: number
  readonly failedShare: number
  /** Of the gets: older than what was acknowledged before they began. */
  readonly staleShare: number
  /** Between peers, for a request; what peers send without requests is taken off. */
  readonly messagesPerRequest: number
  readonly bytesPerRequest: number
}

export const VALUE_BYTES = 100
const SEED = 1
export const PARTITIONS = 64
export const KEYS = 200
const SETTLE_MS = 3_000
/** A sync of the disk; the same for all. */
const DISK_MS = 0.5
export const TIMEOUT_MS = 5_000
const RUN_MS_MAX = 3_600_000

export function keyBytes (index: number): Uint8Array { return new TextEncoder().encode(`key ${index}`) }

export function versionBytes (version: number): Uint8Array {
  const value = new Uint8Array(VALUE_BYTES)
  new DataView(value.buffer).setUint32(0, version)
  return value
}

export function versionOf (value: Uint8Array | undefined): number {
  return value === undefined || value.byteLength < 4 ? 0 : new DataView(value.buffer, value.byteOffset).getUint32(0)
}

/** A settled cluster with its keys written, on links as planned. */
export async function openCluster ({ peers, n, r, w, delayMs, jitter = 0.1, lossPerMille = 0, keys = KEYS }: Plan): Promise<{ cluster: SimCluster, client: SimClient }> {
  const cluster = new SimCluster({ seed: SEED, partitions: PARTITIONS, defaults: { n, r, w }, gossip: 'mesh' })
  await cluster.assemble(peers)
  for (const { disk } of cluster.peers) disk.writeMs = DISK_MS
  const { scheduler, fabric } = cluster
  await scheduler.runFor(SETTLE_MS)
  const client = new SimClient(cluster)
  const [first] = cluster.peers
  if (first === undefined) throw new Error('no peers')
  const fill = Promise.all(Array.from({ length: keys }, async (_, index) => {
    const answer = await client.put(first, { key: keyBytes(index), value: versionBytes(0) }, TIMEOUT_MS)
    if (!('ok' in answer)) throw new Error(`a key could not be written: ${answer.error}`)
  }))
  await scheduler.settle(fill, 60_000, 'every key is written')
  fabric.quality = { delayMsMin: delayMs * (1 - jitter), delayMsMean: delayMs * jitter, lossPerMille, duplicatePerMille: 0, breakPerMille: 0 }
  // What peers have learned of each other's pace is from before.
  await scheduler.runFor(SETTLE_MS)
  return { cluster, client }
}

export async function runExperiment (plan: Plan): Promise<Outcome> {
  const { strict = false } = plan
  const { cluster, client } = await openCluster(plan)
  const { scheduler, fabric } = cluster
  const prng = cluster.prng.fork('experiment')
  const quietFrom = { ...fabric.total }
  await scheduler.runFor(SETTLE_MS)
  const quietPerMs = { messages: (fabric.total.messages - quietFrom.messages) / SETTLE_MS, bytes: (fabric.total.bytes - quietFrom.bytes) / SETTLE_MS }
  for (const peer of cluster.peers.slice(0, plan.failed ?? 0)) silence(cluster, peer)
  if (plan.failedForMs !== undefined) await scheduler.runFor(plan.failedForMs)

  const keys = plan.keys ?? KEYS
  const choose = keyChooser(plan.distribution ?? 'uniform', keys, () => prng.unit())
  const written = new Uint32Array(keys)
  const acknowledged = new Uint32Array(keys)
  const busy = new Set<number>()
  const gets: number[] = []
  const puts: number[] = []
  let [left, failed, stale] = [plan.requests, 0, 0]
  const put = async (via: SimPeer, index: number): Promise<void> => {
    const version = (written[index] ?? 0) + 1
    written[index] = version
    busy.add(index)
    const startMs = scheduler.nowMs
    const answer = await client.put(via, { key: keyBytes(index), value: versionBytes(version), strict, requestId: prng.bytes(16) }, TIMEOUT_MS)
    busy.delete(index)
    if ('ok' in answer) {
      puts.push(scheduler.nowMs - startMs)
      acknowledged[index] = version
    } else failed++
  }
  const get = async (via: SimPeer, index: number): Promise<void> => {
    const least = acknowledged[index] ?? 0
    const startMs = scheduler.nowMs
    const answer = await client.get(via, { key: keyBytes(index), strict }, TIMEOUT_MS)
    if ('ok' in answer) {
      gets.push(scheduler.nowMs - startMs)
      if (versionOf(answer.ok.versions[0]?.value) < least) stale++
    } else failed++
  }
  const run = async (own: SimPrng): Promise<void> => {
    while (left-- > 0) {
      const via = cluster.up[own.below(cluster.up.length)]
      if (via === undefined) return
      const index = choose()
      // One writer of a key at a time, so that its versions have an order.
      if (own.below(100) < plan.getsPercent || busy.has(index)) await get(via, index)
      else await put(via, index)
    }
  }
  const before = { ...fabric.total }
  const startMs = scheduler.nowMs
  await scheduler.settle(Promise.all(Array.from({ length: plan.clients }, async (_, index) => { await run(prng.fork(`client ${index}`)) })), RUN_MS_MAX, 'all requests ended')
  const elapsedMs = scheduler.nowMs - startMs
  const outcome: Outcome = {
    get: latencies(gets),
    put: latencies(puts),
    perSecond: rounded((gets.length + puts.length) / elapsedMs * 1_000),
    failedShare: rounded(failed / plan.requests),
    staleShare: rounded(gets.length === 0 ? 0 : stale / gets.length),
    messagesPerRequest: rounded((fabric.total.messages - before.messages - quietPerMs.messages * elapsedMs) / plan.requests),
    bytesPerRequest: rounded((fabric.total.bytes - before.bytes - quietPerMs.bytes * elapsedMs) / plan.requests),
  }
  closeCluster(cluster)
  return outcome
}

/** Loses power, and nothing answers for it: without the cut its machine would refuse connections, as one does that still runs. */
function silence (cluster: SimCluster, peer: SimPeer): void {
  for (const other of cluster.peers) {
    if (other === peer) continue
    cluster.fabric.setCut(peer.id, other.id, true)
    cluster.fabric.setCut(other.id, peer.id, true)
  }
  cluster.powerCut(peer)
}

export function closeCluster (cluster: SimCluster): void { for (const peer of cluster.peers) cluster.kill(peer) }

/** The peers that hold this key as its primaries. */
export function primariesOf (cluster: SimCluster, key: RecordKey): SimPeer[] {
  const ring = cluster.up[0]?.run?.node?.history.ring
  const primaries = ring?.primariesFor(partitionOf(key, PARTITIONS), cluster.defaults.n) ?? []
  return cluster.peers.filter(({ id }) => primaries.includes(id))
}

export function latencies (ms: readonly number[]): Latencies {
  return { count: ms.length, meanMs: rounded(ms.reduce((sum, each) => sum + each, 0) / ms.length), p50Ms: rounded(percentile(ms, 50)), p99Ms: rounded(percentile(ms, 99)) }
}

export function rounded (value: number): number { return Number(value.toPrecision(4)) }

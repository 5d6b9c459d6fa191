/**
 * One run of scans alone: some keys are there all the time, and clients list them again and again while peers
 * join, leave and change their weights, messages are slow, and what one peer sends to others is held back. Each key has one
 * owner, which changes.
 *
 * What must hold: a scan that ends has each key once, in order.
 */
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { recordKeyAt } from '../../protocols/scan/scan-position.js'
import { SCAN_FORM, type ScanRequest } from '../../protocols/scan/scan.js'
import { RingNemesis } from './ring-nemesis.js'
import { SimClient } from './sim-client.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'
import { GOOD_LINK } from './sim-fabric.js'
import { SimPrng } from './sim-prng.js'

const PEERS = 4
const PARTITIONS = 16
const KEYS = 60
const PUT_MS = 2_000
/** Half of it for one replica: longer than a change of the ring takes. */
const PAGE_MS = 8_000
const SCANNERS = 8
const CHANGES = 3
const CHANGE_MS = 1_500
const RUN_MS = 6_000
const HELD_BACK_MS_MAX = 4_000
const EMPTY = new Uint8Array()

export interface ScanRunResult {
  readonly violations: readonly string[]
  /** That came to their end. */
  readonly scans: number
}

export async function runScans (seed: number): Promise<ScanRunResult> {
  const prng = new SimPrng(seed).fork('scans')
  const cluster = new SimCluster({ seed, partitions: PARTITIONS, gossip: 'mesh', defaults: { n: 1 }, strayIntervalMs: 100 })
  const { scheduler, fabric } = cluster
  const client = new SimClient(cluster)
  const violations: string[] = []
  let scans = 0
  await cluster.assemble(PEERS)

  const keys = Array.from({ length: KEYS }, (_, index) => `k${String(index).padStart(2, '0')}`)
  for (const key of keys) {
    const answer = await scheduler.settle(client.put(cluster.peers[0] as SimPeer, { key: utf8Bytes(key), value: utf8Bytes(key) }, PUT_MS), 2 * PUT_MS, `a put of ${key}`)
    if (!('ok' in answer)) violations.push(`put: ${key}: ${answer.error}`)
  }

  let isOver = false
  const pause = async (ms: number): Promise<void> => { await new Promise<void>(resolve => { scheduler.after(ms, resolve) }) }
  /** All pages, each of any peer, again when it fails; undefined: the run is over. */
  const scan = async (own: SimPrng): Promise<string[] | undefined> => {
    const request: ScanRequest = { bucket: 'default', prefix: EMPTY, after: EMPTY, limit: 1 + own.below(KEYS), bytesMax: 0, form: SCAN_FORM.keys, r: undefined, scanId: own.chance(1, 2) ? own.bytes(8) : EMPTY }
    const always = own.chance(1, 2) ? cluster.up[own.below(cluster.up.length)] : undefined
    const found: string[] = []
    for (let after: Uint8Array = EMPTY; !isOver;) {
      const via = always?.run === undefined ? cluster.up[own.below(cluster.up.length)] : always
      const answer = via === undefined ? undefined : await client.scan(via, { ...request, after }, PAGE_MS)
      if (answer === undefined || !('ok' in answer)) {
        await pause(20)
        continue
      }
      found.push(...answer.ok.entries.map(({ at }) => Buffer.from(recordKeyAt(at).key).toString()))
      after = answer.ok.cursor
      if (after.length === 0) return found
      await pause(own.below(40))
    }
    return undefined
  }
  const scanner = async (own: SimPrng): Promise<void> => {
    for (let found = await scan(own); found !== undefined; found = await scan(own)) {
      scans++
      const got = new Set(found)
      const missing = keys.filter(key => !got.has(key))
      if (missing.length > 0) violations.push(`missing: a scan that ended ${Math.round(scheduler.nowMs)} ms after the start lacks ${missing.join(' ')}`)
      if (found.some((key, index) => index > 0 && (found[index - 1] as string) >= key)) violations.push(`order: ${found.join(' ')}`)
    }
  }

  const ring = new RingNemesis(cluster, (delayMs, fn) => { scheduler.after(delayMs, fn) })
  const startMs = scheduler.nowMs
  for (let index = 0; index < CHANGES; index++) {
    const kind = (['join', 'reweigh', 'leave'] as const)[prng.below(3)] ?? 'join'
    const change = { kind, atMs: CHANGE_MS * index + prng.below(CHANGE_MS), forMs: 0, pick: prng.next() }
    scheduler.after(change.atMs, () => { ring.strike(kind, change, new SimPrng(change.pick), false) })
    const from = cluster.peers[prng.below(PEERS)] as SimPeer
    const others = cluster.peers.filter(peer => peer !== from && prng.chance(1, 2))
    const forMs = prng.below(HELD_BACK_MS_MAX)
    scheduler.after(change.atMs + prng.below(100), () => {
      fabric.quality = { ...GOOD_LINK, delayMsMin: 1 + prng.below(20), delayMsMean: 1 + prng.below(40) }
      for (const other of others) fabric.clog(from.id, other.id, forMs)
    })
  }
  for (let index = 0; index < SCANNERS; index++) void scanner(prng.fork(`scanner ${index}`))
  await scheduler.runFor(startMs + RUN_MS - scheduler.nowMs)
  isOver = true
  await scheduler.runFor(2 * PAGE_MS)
  for (const peer of cluster.peers) cluster.kill(peer)
  return { violations, scans }
}

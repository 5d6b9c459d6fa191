/**
 * One run of a bucket whose number of replicas is raised and lowered, while clients put and delete, members stop, are cut off
 * and come back, and deleted keys are reaped. Each key is put once, and most are deleted once.
 *
 * What must hold in the end: what was acknowledged is there, what was deleted is not, and who owns a key for the bucket
 * holds it as all others do.
 */
import { BUCKET_LIST, BUCKET_SET } from '../../protocols/admin/admin.js'
import { toHex, utf8Bytes } from '../../protocols/record/bytes.js'
import { partitionOf } from '../../protocols/record/key.js'
import { quorumToMessage } from '../../protocols/rpc/quorum.js'
import { versionSetHash } from '../../storage/tree-entries.js'
import { SimClient } from './sim-client.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'
import { SimPrng } from './sim-prng.js'

const BUCKET = 'safe'
const MEMBERS = 6
const PARTITIONS = 8
const KEYS = 60
const RUN_MS = 60_000
/** For exchanges, comparisons and some rounds of reaping. */
const QUIET_MS = 120_000
const REQUEST_MS = 1_000
const GRACE_MS = 8_000
const STAMPS_MS = 5_000
const CLIENTS = 3
const TROUBLE_MS_MAX = 6_000

export interface RaiseRunResult {
  readonly violations: readonly string[]
  readonly changes: number
  readonly deleted: number
  readonly reaped: number
}

export async function runRaises (seed: number): Promise<RaiseRunResult> {
  const prng = new SimPrng(seed).fork('raises')
  const cluster = new SimCluster({
    seed, partitions: PARTITIONS, antiEntropyIntervalMs: 2_000, strayIntervalMs: 1_000, exchangeIntervalMs: 5_000,
    reaping: { graceMs: GRACE_MS, intervalMs: 500, quietMs: 3_000 }, hints: { hintAgeMaxMs: GRACE_MS / 2 },
  })
  const { scheduler, fabric } = cluster
  const client = new SimClient(cluster)
  await cluster.assemble(MEMBERS)
  // Until the time has passed that stores have noted as the least of stamps, what is later need not be newer.
  await scheduler.runFor(STAMPS_MS)
  const keys = new Map<string, 'put' | 'deleted' | 'unknown'>()
  let isOver = false
  let [made, changes, deleted] = [0, 0, 0]
  const pause = async (ms: number): Promise<void> => { await new Promise<void>(resolve => { scheduler.after(ms, resolve) }) }
  const any = (): SimPeer | undefined => cluster.up[prng.below(cluster.up.length)]

  const writer = async (): Promise<void> => {
    for (; !isOver && made < KEYS; await pause(prng.below(2_000))) {
      const [key, via] = [`k${made++}`, any()]
      if (via === undefined) continue
      const put = await client.put(via, { bucket: BUCKET, key: utf8Bytes(key), value: utf8Bytes(key) }, REQUEST_MS)
      keys.set(key, 'ok' in put ? 'put' : 'unknown')
      await pause(prng.below(10_000))
      const other = any()
      if (isOver || other === undefined || prng.chance(1, 3)) continue
      const gone = await client.put(other, { bucket: BUCKET, key: utf8Bytes(key) }, REQUEST_MS)
      if (!('ok' in gone)) keys.set(key, 'unknown')
      else if (keys.get(key) === 'put') {
        keys.set(key, 'deleted')
        deleted++
      }
    }
  }
  const setter = async (): Promise<void> => {
    while (!isOver) {
      const via = any()
      if (via?.run !== undefined) {
        const { network, clock } = via.run
        const asked = network.request(via.id, BUCKET_SET, { bucket: BUCKET, n: 3 + prng.below(4), r: undefined, w: undefined, conflict: 0, condition: 0 }, { deadline: clock.monotonic() + REQUEST_MS })
        // Who is killed meanwhile never answers.
        await Promise.race([asked.then(() => { changes++ }, () => {}), pause(2 * REQUEST_MS)])
      }
      await pause(prng.below(12_000))
    }
  }
  const nemesis = async (): Promise<void> => {
    while (!isOver) {
      await pause(prng.below(4_000))
      const peer = any()
      if (peer === undefined || cluster.up.length < MEMBERS - 1 || isOver) continue
      const forMs = prng.below(TROUBLE_MS_MAX)
      if (prng.chance(1, 2)) {
        cluster.kill(peer)
        await pause(forMs)
        await cluster.start(peer)
        continue
      }
      for (const isCut of [true, false]) {
        for (const { id } of cluster.peers) {
          if (id === peer.id) continue
          fabric.setCut(peer.id, id, isCut)
          fabric.setCut(id, peer.id, isCut)
        }
        if (isCut) await pause(forMs)
      }
    }
  }
  const all = Promise.all([...Array.from({ length: CLIENTS }, writer), setter(), nemesis(), nemesis()])
  await scheduler.runFor(RUN_MS)
  isOver = true
  await scheduler.settle(all, RUN_MS, 'all have stopped')
  for (const peer of cluster.peers) await cluster.start(peer)
  await scheduler.runUntil(() => cluster.up.length === MEMBERS && cluster.agreed(MEMBERS), QUIET_MS, 'all are back')
  await scheduler.runFor(QUIET_MS)

  const numbers = await Promise.all(cluster.peers.map(async ({ id, run }) => {
    const { network, clock } = run!
    const { buckets } = await scheduler.settle(network.request(id, BUCKET_LIST, {}, { deadline: clock.monotonic() + REQUEST_MS }), 2 * REQUEST_MS, 'buckets')
    return buckets.find(({ bucket }) => bucket === BUCKET)?.n ?? cluster.defaults.n
  }))
  const [n = 0] = numbers
  const violations = numbers.every(one => one === n) ? [] : [`settings: ${numbers.join()} replicas`]
  const via = cluster.peers[0] as SimPeer
  const ring = via.run!.node!.history.ring!
  for (const [key, state] of keys) {
    const name = { bucket: BUCKET, key: utf8Bytes(key) }
    const owners = ring.primariesFor(partitionOf(name, PARTITIONS), Math.max(n, ring.view.replicas))
    const held = new Map<SimPeer, string>()
    for (const peer of cluster.peers) {
      const record = await scheduler.settle(peer.run!.records!.read(name), REQUEST_MS, 'what it holds')
      held.set(peer, record === undefined ? 'nothing' : toHex(versionSetHash(new Uint8Array(), record)).slice(0, 8))
    }
    const told = [...held].map(([peer, text]) => `${peer.name} ${text}`).join(', ')
    if (new Set([...held].flatMap(([{ id }, text]) => owners.includes(id) ? [text] : [])).size > 1) violations.push(`unlike: ${key}, ${n} replicas: ${told}`)
    if ([...held].some(([{ id }, text]) => !owners.includes(id) && text !== 'nothing')) violations.push(`stray: ${key}, ${n} replicas: ${told}`)
    const answer = await scheduler.settle(client.get(via, { ...name, r: quorumToMessage('all'), strict: true }, REQUEST_MS), 2 * REQUEST_MS, key)
    if (!('ok' in answer)) violations.push(`unanswered: ${key}: ${answer.error}`)
    else if (state === 'put' && answer.ok.versions.length === 0) violations.push(`lost: ${key}`)
    else if (state === 'deleted' && answer.ok.versions.length > 0) violations.push(`back: ${key}`)
  }
  return { violations, changes, deleted, reaped: cluster.peers.reduce((sum, { run }) => sum + run!.node!.reaper.reaped, 0) }
}

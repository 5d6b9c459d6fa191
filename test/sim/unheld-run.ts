/**
 * One run in which all keys are there from the start, and all that changes is who holds them: disks are replaced one after
 * the other, peers die, are cut off, join, are taken out, weigh another amount, and operators do not wait for them.
 *
 * What must hold: no scan that ends lacks a key, no read finds nothing, and no key is put because it is absent.
 */
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { PUT_CONDITION } from '../../protocols/put/put.js'
import { quorumToMessage } from '../../protocols/rpc/quorum.js'
import { RING_CHANGE, RING_WISH, type RingChangeResponse } from '../../protocols/ring-admin/ring-admin.js'
import { recordKeyAt } from '../../protocols/scan/scan-position.js'
import { SCAN_FORM, type ScanRequest } from '../../protocols/scan/scan.js'
import { SimClient } from './sim-client.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'
import { GOOD_LINK } from './sim-fabric.js'
import { SimPrng } from './sim-prng.js'

const KEYS = Array.from({ length: 40 }, (_, index) => `key-${String(index).padStart(2, '0')}`)
const STEPS = 14
const STEP_MS_MIN = 100
const STEP_MS_MAX = 1_600
const PEERS_MAX = 9
const TIMEOUT_MS = 800
const PATIENCE_MS = 60_000
const EMPTY = new Uint8Array()
const SCAN: ScanRequest = { bucket: 'default', prefix: EMPTY, after: EMPTY, limit: 1_000, bytesMax: 0, form: SCAN_FORM.keys, r: undefined, scanId: EMPTY }

export interface UnheldRunResult {
  readonly violations: readonly string[]
  /** Scans, reads and puts that were answered. */
  readonly answers: number
}

export async function runUnheld (seed: number): Promise<UnheldRunResult> {
  const prng = new SimPrng(seed).fork('unheld')
  const cluster = new SimCluster({ seed, partitions: 16, strayIntervalMs: 200 })
  const { scheduler, fabric } = cluster
  const client = new SimClient(cluster)
  const violations: string[] = []
  let answers = 0
  const settle = async <T>(promise: Promise<T>, what: string): Promise<T> => await scheduler.settle(promise, 10 * TIMEOUT_MS, what)
  await cluster.form(4 + prng.below(3))
  await scheduler.runUntil(() => cluster.up.every(isSettled), PATIENCE_MS, 'one view is live')
  for (const key of KEYS) {
    const answer = await settle(client.put(cluster.peers[0] as SimPeer, { key: utf8Bytes(key), value: utf8Bytes(key), w: quorumToMessage('all'), strict: true }, TIMEOUT_MS), key)
    if (!('ok' in answer)) violations.push(`put: ${key}: ${answer.error}`)
  }
  fabric.quality = { ...GOOD_LINK, delayMsMin: 1, delayMsMean: 1 + prng.below(40) }

  const change = async (kind: keyof typeof RING_WISH, peer: SimPeer, weight = 0): Promise<void> => {
    const run = cluster.up.find(one => one !== peer && one.run?.node?.views.placement() !== undefined)?.run
    if (run === undefined) return
    const ask = async (planned?: RingChangeResponse): Promise<RingChangeResponse> => await run.network.request(run.network.self, RING_CHANGE, {
      changes: [{ kind: RING_WISH[kind], peerId: peer.id, newPeerId: '', weight }], apply: planned !== undefined, plannedOn: planned?.plannedOn, force: true,
    }, { deadline: run.clock.monotonic() + TIMEOUT_MS })
    await settle(ask().then(ask).then(() => {}, () => {}), kind)
  }
  const cut = (peer: SimPeer, isCut: boolean): void => {
    for (const other of cluster.peers) {
      if (other === peer) continue
      fabric.setCut(peer.id, other.id, isCut)
      fabric.setCut(other.id, peer.id, isCut)
    }
  }
  let empty: SimPeer | undefined
  const strike = async (): Promise<void> => {
    const members = cluster.peers.filter(peer => cluster.up.some(({ run }) => run?.node?.history.ring?.member(peer.id) !== undefined))
    const peer = members[prng.below(Math.max(1, members.length))]
    if (peer === undefined) return
    if (empty?.run?.node?.views.isWhole === true && empty.run.node.views.placement() !== undefined) empty = undefined
    const down = members.find(({ run }) => run === undefined)
    // The next copy goes when those of the last are made again.
    const mayLose = down === undefined && empty === undefined && cluster.up.every(({ run }) => run?.node?.views.live.length === 1)
    const roll = prng.below(10)
    if (roll <= 1 && mayLose) {
      cluster.kill(peer)
      peer.disk.wipe()
      empty = peer
      scheduler.after(20 + prng.below(TIMEOUT_MS), () => { void cluster.start(peer) })
    } else if (roll === 2 && down === undefined) cluster.kill(peer)
    else if (roll === 3 && down !== undefined) void cluster.start(down)
    else if (roll === 4 && down !== undefined) await change('skip', down)
    else if (roll === 5) await change('set', peer, [25, 50, 200, 400][prng.below(4)])
    else if (roll === 6 && mayLose && members.length > 4) await change('remove', peer)
    else if (roll === 7 && cluster.peers.length < PEERS_MAX) void cluster.start(cluster.addPeer())
    else if (roll === 8 && empty !== undefined) await change('skip', empty)
    else if (roll === 9) {
      cut(peer, true)
      scheduler.after(prng.below(STEP_MS_MAX), () => { cut(peer, false) })
    }
  }
  const look = async (): Promise<void> => {
    const via = cluster.up[prng.below(Math.max(1, cluster.up.length))]
    if (via === undefined) return
    const name = KEYS[prng.below(KEYS.length)] ?? ''
    const key = utf8Bytes(name)
    const scan = await settle(client.scan(via, SCAN, TIMEOUT_MS), 'a scan')
    if ('ok' in scan) {
      const got = new Set(scan.ok.entries.map(({ at }) => Buffer.from(recordKeyAt(at).key).toString()))
      const missing = KEYS.filter(each => !got.has(each))
      if (missing.length > 0) violations.push(`missing: a scan of ${via.name} lacks ${missing.join(' ')}`)
    }
    const get = await settle(client.get(via, { key, r: prng.chance(1, 2) ? quorumToMessage('one') : undefined, strict: true }, TIMEOUT_MS), 'a read')
    if ('ok' in get && get.ok.versions.length === 0) violations.push(`absent: ${name} for ${via.name}`)
    const put = await settle(client.put(via, { key, value: key, condition: PUT_CONDITION.ifAbsent, strict: true }, TIMEOUT_MS), 'a put')
    if ('ok' in put) violations.push(`put: ${name} at ${via.name}, as if it were absent`)
    answers += Number('ok' in scan) + Number('ok' in get) + Number('error' in put && put.error === 'PRECONDITION_FAILED')
  }
  for (let step = 0; step < STEPS && violations.length === 0; step++) {
    await strike()
    for (const endMs = scheduler.nowMs + STEP_MS_MIN + prng.below(STEP_MS_MAX); scheduler.nowMs < endMs && violations.length === 0;) {
      await look()
      await scheduler.runFor(10 + prng.below(60))
    }
  }
  for (const peer of cluster.up) cluster.kill(peer)
  return { violations, answers }
}

function isSettled ({ run }: SimPeer): boolean { return run?.node?.views.live.length === 1 && run.node.views.placement() !== undefined }

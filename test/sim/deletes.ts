/**
 * Very many deletes, cheaply: few virtual milliseconds for each, no history. Clients make and delete keys of
 * their own, again and again, while peers are killed and links cut; deleted keys are reaped all the time.
 */
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { quorumToMessage } from '../../protocols/rpc/quorum.js'
import { PREFIX } from '../../storage/keyspace.js'
import { SimClient } from './sim-client.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'
import { SimPrng } from './sim-prng.js'

export interface DeletesResult {
  /** Acknowledged. */
  readonly deletes: number
  /** Reads that showed a key whose delete was acknowledged. */
  readonly revived: number
  /** Deleted keys on disks at the end. A put of unknown outcome that came to be concurrent with the delete is none: it is hidden, and stays. */
  readonly left: number
  readonly reaped: number
  readonly virtualMs: number
}

const PEERS = 4
const PARTITIONS = 32
const CLIENTS = 48
/** Keys of one client; each comes again after so many deletes, when it has been reaped as a rule. */
const KEYS = 400
const TIMEOUT_MS = 1_000
const FAULT_EVERY_MS = 15_000
const FAULT_MS = 1_000
const SETTLE_MS = 120_000
const REAPING = { graceMs: 1_000, intervalMs: 500, quietMs: 4_000, keysMax: 65_536 }

export async function runDeletes ({ seed, deletes: wanted }: { readonly seed: number, readonly deletes: number }): Promise<DeletesResult> {
  const cluster = new SimCluster({ seed, partitions: PARTITIONS, antiEntropyIntervalMs: 2_000, reaping: REAPING })
  const prng = new SimPrng(seed).fork('deletes')
  const { scheduler } = cluster
  const client = new SimClient(cluster)
  let deletes = 0
  let revived = 0
  let running = CLIENTS
  await cluster.assemble(PEERS)

  const peer = (): SimPeer => {
    const up = cluster.up
    return up[prng.below(up.length)] ?? cluster.peers[0] as SimPeer
  }
  const pause = async (ms: number): Promise<void> => { await new Promise<void>(resolve => { scheduler.after(ms, resolve) }) }
  /** Deletes until it is said to be done: an acknowledged delete has no write after it. @param after the stamp of the put before it, if that was acknowledged */
  const remove = async (key: Uint8Array, after: bigint | undefined): Promise<void> => {
    while (!('ok' in await client.put(peer(), { key, after }, TIMEOUT_MS))) await pause(50)
    deletes++
  }
  const run = async (index: number): Promise<void> => {
    for (let turn = 0; deletes < wanted; turn++) {
      const key = utf8Bytes(`${index}-${turn % KEYS}`)
      // What this key was last is long deleted.
      if (turn % 8 === 0) {
        const before = await client.get(peer(), { key, r: quorumToMessage('quorum'), strict: true }, TIMEOUT_MS)
        if ('ok' in before && before.ok.versions.length > 0) revived++
      }
      const put = await client.put(peer(), { key, value: utf8Bytes(`v${turn}`) }, TIMEOUT_MS)
      // One that may have been applied is older by its timeout than the delete.
      await remove(key, 'ok' in put ? put.ok.hlc : undefined)
    }
    running--
  }
  let nextFaultMs = FAULT_EVERY_MS
  const clients = Array.from({ length: CLIENTS }, async (_, index) => { await run(index) })
  void Promise.all(clients)
  while (running > 0) {
    await scheduler.runFor(100)
    if (scheduler.nowMs < nextFaultMs) continue
    nextFaultMs = scheduler.nowMs + FAULT_EVERY_MS
    const victim = cluster.peers[prng.below(PEERS)] as SimPeer
    if (prng.chance(1, 2)) cluster.kill(victim)
    else for (const other of cluster.peers) if (other !== victim) cluster.fabric.setCut(other.id, victim.id, true)
    scheduler.after(FAULT_MS, () => {
      cluster.fabric.heal()
      void cluster.start(victim)
    })
  }
  const left = (): number => cluster.peers.reduce((sum, { disk }) => sum + disk.count(PREFIX.deleted), 0)
  await scheduler.runUntil(() => left() === 0, SETTLE_MS, 'all that was deleted is gone').catch(() => undefined)
  const result = { deletes, revived, left: left(), reaped: cluster.up.reduce((sum, { run: one }) => sum + (one?.node?.reaper.reaped ?? 0), 0), virtualMs: scheduler.nowMs }
  for (const one of cluster.peers) cluster.kill(one)
  return result
}

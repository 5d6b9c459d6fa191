/** What happens behind the acknowledgement: when every replica has a put, and how soon reads show it. */
import type { SimPeer } from '../../test/sim/sim-cluster.js'
import { closeCluster, keyBytes, latencies, openCluster, primariesOf, rounded, versionBytes, versionOf, type Latencies, type Plan } from './run-experiment.js'

const TIMEOUT_MS = 5_000
const LOOK_EVERY_MS = 0.5
const KEYS = 50

/** From the beginning of a put to its acknowledgement, and until every primary holds it. */
export interface Replication { readonly acknowledged: Latencies, readonly everywhere: Latencies }

export async function replicationOf (plan: Plan): Promise<Replication> {
  const { cluster, client } = await openCluster({ ...plan, keys: KEYS })
  const { scheduler } = cluster
  const prng = cluster.prng.fork('replication')
  const acknowledged: number[] = []
  const everywhere: number[] = []
  const follow = async (): Promise<void> => {
    for (let version = 1; version <= plan.requests; version++) {
      const key = { bucket: 'default', key: keyBytes(prng.below(KEYS)) }
      const via = cluster.peers[prng.below(cluster.peers.length)] as SimPeer
      const startMs = scheduler.nowMs
      const answered = client.put(via, { ...key, value: versionBytes(version), requestId: prng.bytes(16) }, TIMEOUT_MS).then(answer => {
        if (!('ok' in answer)) throw new Error(`a put failed: ${answer.error}`)
        acknowledged.push(scheduler.nowMs - startMs)
      })
      const holders = primariesOf(cluster, key)
      for (;;) {
        const held = await Promise.all(holders.map(async ({ run }) => versionOf((await run?.records?.read(key))?.siblings[0]?.value ?? undefined)))
        if (held.every(each => each === version)) break
        await new Promise<void>(resolve => { scheduler.after(LOOK_EVERY_MS, resolve) })
      }
      everywhere.push(scheduler.nowMs - startMs)
      await answered
    }
  }
  await scheduler.settle(follow(), 3_600_000, 'every put is everywhere')
  closeCluster(cluster)
  return { acknowledged: latencies(acknowledged), everywhere: latencies(everywhere) }
}

/**
 * P(stale): of gets that begin `afterMs` after a put was acknowledged, through any peer, the share that shows what
 * was before. Bailis et al.: "Probabilistically Bounded Staleness for Practical Partial Quorums", VLDB 2012, section 5.
 */
export async function stalenessAfter (plan: Plan, afterMs: readonly number[]): Promise<Array<{ afterMs: number, staleShare: number }>> {
  const { cluster, client } = await openCluster({ ...plan, keys: KEYS })
  const { scheduler } = cluster
  const prng = cluster.prng.fork('staleness')
  const anyPeer = (): SimPeer => cluster.peers[prng.below(cluster.peers.length)] as SimPeer
  const pause = async (ms: number): Promise<void> => { await new Promise<void>(resolve => { scheduler.after(ms, resolve) }) }
  const results: Array<{ afterMs: number, staleShare: number }> = []
  let version = 0
  for (const waitMs of afterMs) {
    let stale = 0
    const trials = async (): Promise<void> => {
      for (let trial = 0; trial < plan.requests; trial++) {
        const key = keyBytes(trial % KEYS)
        const answer = await client.put(anyPeer(), { key, value: versionBytes(++version), requestId: prng.bytes(16) }, TIMEOUT_MS)
        if (!('ok' in answer)) throw new Error(`a put failed: ${answer.error}`)
        if (waitMs > 0) await pause(waitMs)
        const read = await client.get(anyPeer(), { key }, TIMEOUT_MS)
        if (!('ok' in read)) throw new Error(`a get failed: ${read.error}`)
        if (versionOf(read.ok.versions[0]?.value) < version) stale++
        // Until it is everywhere, so that the next trial of this key is one of its own.
        await pause(20 * plan.delayMs)
      }
    }
    await scheduler.settle(trials(), 3_600_000, 'every trial ended')
    results.push({ afterMs: waitMs, staleShare: rounded(stale / plan.requests) })
  }
  closeCluster(cluster)
  return results
}

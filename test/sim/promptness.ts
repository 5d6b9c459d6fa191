/**
 * A request does not wait until its deadline while as many replicas as it needs were well, and in reach of its
 * coordinator, from its beginning to its end: who is silent is to be found out before. Judged only where nobody else
 * was well for a part of the time: what it knew alone may be waited for.
 */
import { partitionOf } from '../../protocols/record/key.js'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { quorumSize } from '../../protocols/rpc/quorum.js'
import { describe, isWrite, type Op } from './history.js'
import type { SimCluster } from './sim-cluster.js'
import { PATIENT_MS, type SwarmConfig } from './swarm.js'
import { BUCKET } from './workload.js'

export const NETWORK = 'network'

export class Promptness {
  readonly violations: string[] = []

  constructor (private readonly cluster: SimCluster, private readonly config: Pick<SwarmConfig, 'n' | 'r' | 'w'>) {}

  /** To be called when it ends. */
  look (op: Op): void {
    const { cluster, config: { n, r, w } } = this
    const { troubles } = cluster.fabric
    if (op.outcome === 'ok' || op.timeoutMs < PATIENT_MS || op.endMs - op.startMs < op.timeoutMs - 1) return
    // What a session has seen may be with nobody else.
    if (!isWrite(op) && op.session !== undefined) return
    const ring = cluster.peers.find(({ id }) => id === op.via)?.run?.node?.history.ring
    if (ring === undefined || [NETWORK, ...this.#ownTroubles(op.via)].some(what => troubles.since(what, op.startMs) !== 'well')) return
    const primaries = ring.primariesFor(partitionOf({ bucket: BUCKET, key: utf8Bytes(op.key) }, cluster.partitions), n)
    // A put that is handed on has the time of a share of it at each primary.
    if (isWrite(op) && !primaries.includes(op.via)) return
    const others = ring.members.map(({ peerId }) => peerId).filter(peer => !primaries.includes(peer))
    const mayHelp = isWrite(op) && !op.strict ? others : []
    const states = [...primaries, ...mayHelp].map(peer => this.#stateOf(peer, op))
    const well = states.filter(state => state === 'well').length
    const need = quorumSize(op.quorum ?? (isWrite(op) ? w : r), primaries.length)
    if (states.includes('partly') || need > primaries.length || well < need) return
    this.violations.push(`${describe(op)} waited for its deadline (${op.error}), and ${well} replicas were well all the time where ${need} are needed`)
  }

  #ownTroubles (peer: NodeId): string[] { return [peer, `disk ${peer}`, `busy ${peer}`] }

  #stateOf (peer: NodeId, { via, startMs }: Op): 'well' | 'partly' | 'never well' {
    const { troubles } = this.cluster.fabric
    const links = peer === via ? [] : [via + peer, peer + via]
    const states = [...this.#ownTroubles(peer), ...links, ...links.map(link => `clog ${link}`)].map(what => troubles.since(what, startMs))
    return states.includes('never well') ? 'never well' : states.includes('partly') ? 'partly' : 'well'
  }
}

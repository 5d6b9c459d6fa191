/** Whether all replicas of a cluster of real daemons hold the same bytes: their Merkle roots, compared from outside. */
import type { Peer, Transport } from '../../client/transport.js'
import { openRingView } from '../../daemon/core/ring/ring-view.js'
import { Ring } from '../../daemon/core/ring/ring.js'
import { FETCH_VIEWS } from '../../protocols/membership/membership.js'
import { concatBytes } from '../../protocols/record/bytes.js'
import { isNodeId, type NodeId } from '../../protocols/record/node-id.js'
import { ROOTS_MAX, SYNC_LEAVES, SYNC_ROOTS } from '../../protocols/sync/sync.js'
import { rootOfLeaves } from '../../storage/merkle-trees.js'
import type { DaemonProcess } from './harness.js'
import { forEachParallel, openPeerTransport } from './open-client.js'

const TIMEOUT_MS = 30_000
const IN_FLIGHT_MAX = 64
/** Views come from daemons that this process started itself. */
const TRUSTING = { sign: () => new Uint8Array(), verify: () => true }

export interface ReplicaRoots {
  /** The newest view of the ring. */
  readonly ring: Ring
  /** Pairs of a partition and a primary that holds other bytes than the partition's first primary. */
  readonly differing: number
}

/** Asks running daemons, whoever is dead counts as different. */
export class RootsObserver {
  #transport: Transport | undefined
  #epoch = 0
  #ring: Ring | undefined

  constructor (private readonly daemons: () => readonly DaemonProcess[]) {}

  async look (): Promise<ReplicaRoots> {
    const [any] = this.daemons()
    if (any === undefined) throw new Error('no daemon runs')
    this.#transport ??= await openPeerTransport(any)
    const transport = this.#transport
    const peers = new Map<NodeId, Peer>(this.daemons().flatMap(({ file: { peerId, addresses } }) => isNodeId(peerId) ? [[peerId, { id: peerId, addresses }] as const] : []))
    const ring = await this.#newestRing(transport, [...peers.values()][0])
    const asked = new Map<NodeId, Array<{ partition: number, root: Uint8Array }>>()
    let differing = 0
    const partitions = Array.from({ length: ring.view.partitions }, (_, partition) => partition)
    await forEachParallel(partitions, IN_FLIGHT_MAX, async partition => {
      const [first, ...others] = ring.primariesFor(partition, ring.view.replicas)
      const peer = first === undefined ? undefined : peers.get(first)
      if (peer === undefined) {
        differing += others.length
        return
      }
      const { hashes } = await transport.request(peer, SYNC_LEAVES, { partition }, { timeoutMs: TIMEOUT_MS })
      for (const other of others) {
        const list = asked.get(other)
        const root = rootOfLeaves(hashes)
        if (list === undefined) asked.set(other, [{ partition, root }])
        else list.push({ partition, root })
      }
    })
    for (const [id, roots] of asked) {
      const peer = peers.get(id)
      if (peer === undefined) {
        differing += roots.length
        continue
      }
      for (let from = 0; from < roots.length; from += ROOTS_MAX) {
        const part = roots.slice(from, from + ROOTS_MAX)
        const answer = await transport.request(peer, SYNC_ROOTS, { partitions: part.map(({ partition }) => partition), roots: concatBytes(...part.map(({ root }) => root)), storeWanted: false }, { timeoutMs: TIMEOUT_MS })
        differing += answer.differing.length
      }
    }
    return { ring, differing }
  }

  async close (): Promise<void> { await this.#transport?.close() }

  async #newestRing (transport: Transport, peer: Peer | undefined): Promise<Ring> {
    if (peer === undefined) throw new Error('no daemon runs')
    for (;;) {
      const { views, more } = await transport.request(peer, FETCH_VIEWS, { afterEpoch: this.#epoch, limit: 64 }, { timeoutMs: TIMEOUT_MS })
      const last = views.at(-1)
      if (last !== undefined) {
        const { view } = openRingView(last, TRUSTING)
        this.#ring = new Ring(view)
        this.#epoch = view.epoch
      }
      if (!more) break
    }
    if (this.#ring === undefined) throw new Error('there is no ring')
    return this.#ring
  }
}

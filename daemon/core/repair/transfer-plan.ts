import type { NodeId } from '../../../protocols/record/node-id.js'
import type { WantedView } from '../membership/live-views.js'
import type { Ring } from '../ring/ring.js'

/** Which store a peer had when it was a primary: with another one it holds nothing of what it held then. */
export interface Holder {
  readonly peer: NodeId
  /** 32 hex digits. */
  readonly storeId: string
}

/** One partition to be pulled. */
export interface TransferTask {
  readonly partition: number
  /** Only buckets with at least this many replicas are this peer's. */
  readonly replicasMin: number
  /** Every bucket is: the partition as a whole. */
  readonly whole: boolean
  /** Who may hold data that this peer lacks, in a defined order; never this peer. */
  readonly sources: readonly NodeId[]
  /** The primaries of each source view, for each number of replicas. */
  readonly quorums: ReadonlyArray<ReadonlyArray<Holder & { /** The wanted view says that it has another store now: nobody can ask it. */ readonly gone: boolean }>>
}

/**
 * What `self` has to pull before it may say that it holds all its data of the wanted view.
 *
 * A write that was acknowledged before every member wrote to the wanted view is held by a majority of the
 * primaries in each view that was live then; a peer that has asked a majority of each holds it too. Who was
 * a primary already and stays one need not ask: as many holders stay or come as are needed
 * (docs/adr/0014-ownership-transfer.md). Peers that an operator said not to wait for count nowhere.
 *
 * @param replicas the distinct numbers of replicas of all buckets, the ring's own among them
 */
export function planTransfer ({ ring, sources }: WantedView, self: Holder, replicas: readonly number[]): TransferTask[] {
  const oldest = sources.at(-1)
  if (oldest === undefined || ring.member(self.peer) === undefined) return []
  const wasMember = oldest.member(self.peer)?.storeId === self.storeId
  const skipped = new Set([ring, ...sources].flatMap(({ view }) => view.skips))
  const most = Math.max(...replicas)
  const tasks: TransferTask[] = []
  for (let partition = 0; partition < ring.view.partitions; partition++) {
    const owns = (of: Ring, n: number): boolean => of.primariesFor(partition, n).includes(self.peer)
    const gained = replicas.filter(n => owns(ring, n) && !(wasMember && owns(oldest, n)))
    if (gained.length === 0) continue
    const quorums = sources.flatMap(source => replicas.map(n => holdersOf(source, partition, n, ring).filter(({ peer }) => !skipped.has(peer))))
    tasks.push({
      partition,
      replicasMin: Math.min(...gained),
      whole: gained.some(n => n <= ring.view.replicas),
      sources: [...new Set(sources.flatMap(source => source.primariesFor(partition, most)))].filter(peer => peer !== self.peer),
      quorums: [...new Map(quorums.map(quorum => [JSON.stringify(quorum), quorum])).values()],
    })
  }
  return tasks
}

function holdersOf (ring: Ring, partition: number, n: number, newest: Ring): Array<Holder & { gone: boolean }> {
  return ring.primariesFor(partition, n).map(peer => {
    const storeId = ring.member(peer)?.storeId ?? ''
    return { peer, storeId, gone: (newest.member(peer)?.storeId ?? storeId) !== storeId }
  })
}

/** Whether a majority of every quorum is among `asked`: peers, and the store that each had when it was asked. */
export function hasMajorities ({ quorums }: Pick<TransferTask, 'quorums'>, asked: ReadonlyMap<NodeId, string>): boolean {
  return quorums.every(quorum => {
    // Copies that are gone cannot be asked: then all that are left must be.
    const need = Math.min(Math.floor(quorum.length / 2) + 1, quorum.filter(({ gone }) => !gone).length)
    return quorum.filter(({ peer, storeId }) => asked.get(peer) === storeId).length >= need
  })
}

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
  /** Those of them that have owned the partition for longest. All others fill up themselves, as this peer does. */
  readonly former: readonly NodeId[]
  /** Of the oldest source view, for each number of replicas. */
  readonly quorums: readonly SourceQuorum[]
}

/** Who of the primaries may still hold the data, and how many of them have to be asked. */
export interface SourceQuorum {
  readonly holders: readonly Holder[]
  readonly need: number
}

/**
 * What `self` has to pull before it may say that it holds all its data of the wanted view.
 *
 * A write that was acknowledged before every member wrote to the wanted view is held by a majority of the
 * primaries in each view that was live then, and the oldest that is live now was live then or is synced: a peer
 * that has asked so many of it that every majority has one of them holds the write too. Newer views that are not
 * synced prove nothing more, and a member of them may be gone before it held anything. Who was a primary already and stays one need not ask: as many holders stay or come as
 * are needed (docs/adr/0014-ownership-transfer.md). Peers that an operator said not to wait for are not among those who are asked;
 * of the others as many are asked as without that, as far as there are so many: of each majority they may have been all but one. So does
 * one of them that is back: one of a majority may have been the copy that it has lost, or never got.
 * When all older views are over it asks those that own the same in the wanted view, since they hold it.
 * A store that the wanted view says was replaced is gone: then all others are asked, and what only stores that
 * are gone have held is lost, as it is without any change of the ring.
 *
 * @param replicas the distinct numbers of replicas of all buckets, the ring's own among them
 */
export function planTransfer ({ ring, sources, held }: WantedView, self: Holder, replicas: readonly number[]): TransferTask[] {
  const oldest = sources.at(-1)
  if (oldest === undefined || ring.member(self.peer) === undefined) return []
  const before = held?.member(self.peer)?.storeId === self.storeId ? held : undefined
  const skipped = new Set([ring, ...sources].flatMap(({ view }) => view.skips))
  const most = Math.max(...replicas)
  const tasks: TransferTask[] = []
  for (let partition = 0; partition < ring.view.partitions; partition++) {
    const owns = (of: Ring, n: number): boolean => of.primariesFor(partition, n).includes(self.peer)
    const gained = replicas.filter(n => owns(ring, n) && !(before !== undefined && owns(before, n)))
    if (gained.length === 0) continue
    const others = (rings: readonly Ring[]): NodeId[] => [...new Set(rings.flatMap(source => source.primariesFor(partition, most)))].filter(peer => peer !== self.peer)
    const quorums = replicas.map(n => {
      const holdsNothing = before === undefined || !owns(before, n)
      return quorumOf(holdersOf(oldest, partition, n), ring, peer => peer === self.peer ? holdsNothing : skipped.has(peer))
    })
    tasks.push({
      partition,
      replicasMin: Math.min(...gained),
      whole: gained.some(n => n <= ring.view.replicas),
      sources: others(sources),
      former: others([oldest]),
      quorums: [...new Map(quorums.map(quorum => [JSON.stringify(quorum), quorum])).values()],
    })
  }
  return tasks
}

function holdersOf (ring: Ring, partition: number, n: number): Holder[] {
  return ring.primariesFor(partition, n).map(peer => ({ peer, storeId: ring.member(peer)?.storeId ?? '' }))
}

/** @param isOut who has nothing of the partition yet, or is not waited for: the others must be as many as if it could be asked */
function quorumOf (primaries: readonly Holder[], wanted: Ring, isOut: (peer: NodeId) => boolean): SourceQuorum {
  const holders = primaries.filter(({ peer, storeId }) => !isOut(peer) && (wanted.member(peer)?.storeId ?? storeId) === storeId)
  return { holders, need: Math.min(Math.ceil(primaries.length / 2), holders.length) }
}

/** Whether `asked` (peers, and the store that each had when it was asked) has enough of every quorum. */
export function hasQuorums ({ quorums }: Pick<TransferTask, 'quorums'>, asked: ReadonlyMap<NodeId, string>): boolean {
  return quorums.every(({ holders, need }) => holders.filter(({ peer, storeId }) => asked.get(peer) === storeId).length >= need)
}

/**
 * Whether a view that is not over has a member whose copies are lost: it has another store now, or was removed. One that leaves by itself
 * hands its own on. (Whether it is up does not tell: of who is removed the failure detector knows nothing more.)
 *
 * @param live newest first
 */
export function areCopiesLost ([head, ...older]: readonly Ring[], isLeaving: (peer: NodeId) => boolean): boolean {
  return older.some(({ members }) => members.some(({ peerId, storeId }) => {
    const now = head?.member(peerId)
    return now === undefined ? !isLeaving(peerId) : now.storeId !== storeId
  }))
}

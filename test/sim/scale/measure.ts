/** Measures one cluster size: what a peer sends and receives when nothing happens, and how fast a join is known to all. */
import { movement, nextView } from '../../../daemon/core/ring/next-view.js'
import { Ring } from '../../../daemon/core/ring/ring.js'
import { REALTIME_START_MS } from '../sim-clock.js'
import { SimCluster } from '../sim-cluster.js'

export interface KindTraffic { readonly kind: string, readonly messagesPerSecond: number, readonly bytesPerSecond: number }

export interface Measurement {
  readonly peers: number
  /** Sent by a peer, on average, in a quiet cluster. */
  readonly messagesPerSecond: number
  readonly bytesPerSecond: number
  readonly byKind: readonly KindTraffic[]
  /** Virtual milliseconds from the start of a new peer until every peer has a view with it, and its member record. */
  readonly joinMs: number
  readonly joinKnownMs: number
  /** Sent by all peers together because of the join, a peer. */
  readonly joinMessagesPerPeer: number
  readonly joinBytesPerPeer: number
  /** Most messages that one peer received during the join. */
  readonly joinMessagesMax: number
  /** The largest share of a peer over the mean share. */
  readonly balance: number
  /** Slots that the join moved over the least that any assignment would. */
  readonly movement: number
}

export interface MeasureInit {
  readonly seed: number
  readonly peers: number
  readonly partitions: number
  readonly settleMs: number
  readonly quietMs: number
}

const JOIN_MS_MAX = 120_000

export async function measure ({ seed, peers: count, partitions, settleMs, quietMs }: MeasureInit): Promise<Measurement> {
  const cluster = new SimCluster({ seed, partitions, gossip: 'mesh' })
  const { scheduler, fabric } = cluster
  await cluster.assemble(count)
  await scheduler.runFor(settleMs)

  const before = { ...fabric.total }
  const kindsBefore = new Map([...fabric.byKind].map(([kind, traffic]) => [kind, { ...traffic }]))
  await scheduler.runFor(quietMs)
  const perPeerSecond = (amount: number): number => amount / count / (quietMs / 1000)
  const byKind = [...fabric.byKind].map(([kind, { messages, bytes }]) => ({
    kind,
    messagesPerSecond: perPeerSecond(messages - (kindsBefore.get(kind)?.messages ?? 0)),
    bytesPerSecond: perPeerSecond(bytes - (kindsBefore.get(kind)?.bytes ?? 0)),
  })).filter(({ messagesPerSecond }) => messagesPerSecond > 0).sort((a, b) => b.bytesPerSecond - a.bytesPerSecond)
  const quiet = { messagesPerSecond: perPeerSecond(fabric.total.messages - before.messages), bytesPerSecond: perPeerSecond(fabric.total.bytes - before.bytes) }

  const joinBefore = { ...fabric.total }
  const received = new Map<string, number>()
  fabric.onDelivered = to => { received.set(to, (received.get(to) ?? 0) + 1) }
  const startMs = scheduler.nowMs
  const peer = cluster.addPeer()
  await cluster.start(peer)
  await scheduler.runUntil(() => cluster.agreed(count + 1), JOIN_MS_MAX, `${count + 1} peers agree on a view`)
  const joinMs = scheduler.nowMs - startMs
  await scheduler.runUntil(() => cluster.up.every(({ run }) => run?.node?.membership.table.get(peer.id) !== undefined), JOIN_MS_MAX, 'all know the new member')
  const joinKnownMs = scheduler.nowMs - startMs
  const quietMessages = quiet.messagesPerSecond * count * joinKnownMs / 1000
  const quietBytes = quiet.bytesPerSecond * count * joinKnownMs / 1000
  const result: Measurement = {
    peers: count,
    ...quiet,
    byKind,
    joinMs,
    joinKnownMs,
    joinMessagesPerPeer: (fabric.total.messages - joinBefore.messages - quietMessages) / count,
    joinBytesPerPeer: (fabric.total.bytes - joinBefore.bytes - quietBytes) / count,
    joinMessagesMax: Math.max(...received.values()),
    ...assignmentOf(cluster),
  }
  for (const one of cluster.peers) cluster.kill(one)
  return result
}

/** How evenly the view divides the data, and what one more member moves. */
function assignmentOf (cluster: SimCluster): { balance: number, movement: number } {
  const head = cluster.peers[0]?.run?.node?.history.head
  if (head === undefined) return { balance: 0, movement: 0 }
  const ring = new Ring(head.view)
  const shares = ring.members.map(({ peerId }) => ring.shareOf(peerId))
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
  const template = head.view.members[0]
  if (template === undefined) return { balance: 0, movement: 0 }
  const next = nextView(head, [{ add: { ...template, peerId: cluster.addPeer().id, storeId: 'f'.repeat(32) } }], { issuer: head.view.issuer, reason: 'one more', issuedAt: REALTIME_START_MS })
  const { slots, slotsMin } = movement(head.view, next)
  return { balance: Math.max(...shares) / mean, movement: slotsMin === 0 ? 1 : slots / slotsMin }
}

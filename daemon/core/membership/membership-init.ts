/** What a Membership is made of and with. */
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Authority } from '../auth/authority.js'
import type { Buckets, SignedBucket } from '../buckets.js'
import type { SignedMember } from './member-record.js'
import type { WaitingView } from './live-views.js'
import type { RingHistory } from './ring-history.js'
import type { Trackers } from './trackers.js'

export interface MembershipInit {
  readonly cluster: string
  readonly storeId: string
  readonly name: string
  readonly zone: string
  readonly weight: number
  readonly version: string
  /** Peers to ask first, as far as they are known by now. */
  readonly bootstrap: () => readonly NodeId[]
  /** There is nobody to join: this peer begins the ring if it is in none. */
  readonly begins: boolean
  /** The first incarnation of this run; the caller has made sure that no earlier run used it. */
  readonly incarnation: number
  readonly probeIntervalMs: number
  readonly exchangeIntervalMs: number
  /** How long changes of the ring that move data to members are gathered into one view. */
  readonly viewDelayMs: () => number
  readonly membersMax: number
  /** What shows that this peer may be one. */
  readonly credentials?: Uint8Array | undefined
}

export interface MembershipComponents {
  readonly history: RingHistory
  /** The newest stamp this peer has made or seen. */
  readonly hlc: () => bigint
  /** Keeps another peer's record for the next start. */
  readonly remember: (member: SignedMember) => void
  /** No longer. */
  readonly forget: (peer: NodeId) => void
  /** Settings of buckets, which spread the same way. */
  readonly buckets: Buckets
  readonly views: {
    /** How far this peer has moved on, as far as that is on stable storage. */
    readonly published: Trackers
    readonly full: boolean
    /** What live views wait for. */
    readonly waiting: () => readonly WaitingView[]
  }
  /** Absent: nobody is asked for rights. */
  readonly authority?: Authority | undefined
  /** Whether the store takes writes: a view is synced before it is used. */
  readonly isWritable: () => boolean
  /** Keeps settings that came from another peer. */
  readonly rememberBucket: (bucket: SignedBucket) => void
}

/**
 * The JSON documents of the HTTP API (`/api/v1/…`), for the daemon that answers and the page that reads.
 * Durations are milliseconds, times milliseconds since 1970, sizes bytes.
 */

/** Bytes: text where they are UTF-8. */
export type BytesDocument = { readonly utf8: string } | { readonly base64: string }

export type MemberState = 'up' | 'suspect' | 'down' | 'joining' | 'leaving' | 'left' | 'unknown'

export interface MemberDocument {
  readonly peerId: string
  /** Empty: it has none, or is not known yet. */
  readonly name: string
  readonly zone: string
  readonly state: MemberState
  readonly stateMs: number
  /** Of which it is a primary. */
  readonly partitions: number
  readonly weight: number
  readonly keys: number
  /** Of the file system of its store; 0: not told. */
  readonly diskFreeBytes: number
  readonly diskTotalBytes: number
  readonly storeState: string
  /** Writes that it keeps for others, and that others keep for it. */
  readonly hintsOut: number
  readonly hintsIn: number
  readonly pull: { readonly done: number, readonly total: number, readonly leftMs: number }
  readonly version: string
  readonly seenMsAgo: number
  readonly clockOffsetMs: number
  /** Of probes from the daemon that serves this, milliseconds; null: not measured, as of itself. */
  readonly roundTripMs: number | null
  readonly incarnation: number
  readonly addresses: readonly string[]
}

/** Something that is not well or not done, and what to do next. */
export interface AdviceDocument {
  /** `critical`: requests fail or data is at risk. `info`: under way, and nobody need do anything. */
  readonly severity: 'critical' | 'warning' | 'info'
  /** Whom it is about; absent: the cluster. */
  readonly peerId?: string
  readonly text: string
  /** What to run. */
  readonly command: string
}

export interface StatusDocument {
  readonly v: 1
  readonly cluster: string
  readonly ringEpoch: number
  /** The peer that answers. */
  readonly self: string
  readonly partitions: number
  readonly partitionsWithQuorum: number
  /** Found alike on all their primaries, as far as members told. */
  readonly fullyReplicated: number
  /** N */
  readonly replicas: number
  readonly members: readonly MemberDocument[]
  readonly advice: readonly AdviceDocument[]
}

/** The replication state of a partition, the worst that holds. */
export const PARTITION_STATE = {
  /** No primary is up. */
  none: 'x',
  /** Less than a quorum of its primaries is up. */
  noQuorum: 'q',
  /** Some primary is suspected or down. */
  degraded: 'd',
  /** It is on its way to other owners. */
  moving: 'm',
  /** The last comparison found that replicas differ. */
  differs: 'r',
  ok: 'o',
} as const
export type PartitionState = keyof typeof PARTITION_STATE

export interface RingMemberDocument {
  readonly peerId: string
  readonly name: string
  readonly zone: string
  readonly weight: number
  /** Of which it is a primary in the newest view, and in the one that reads ask. */
  readonly partitions: number
  readonly partitionsBefore: number
  /** The newest view it writes to, of which it holds all data, from which it reads. */
  readonly ack: number
  readonly sync: number
  readonly syncAck: number
  readonly liveness: 'alive' | 'suspect' | 'dead' | 'unknown'
}

export interface RingDocument {
  readonly v: 1
  readonly epoch: number
  /** The view's name. */
  readonly version: string
  readonly partitions: number
  readonly replicas: number
  /** Views that are written to, newest first, and the one that reads ask. */
  readonly live: readonly number[]
  readonly readFrom: number
  readonly waiting: ReadonlyArray<{ readonly epoch: number, readonly what: string, readonly peers: readonly string[] }>
  readonly heldBack: readonly string[]
  readonly removed: boolean
  readonly members: readonly RingMemberDocument[]
  /** For each partition its primaries, the preferred first, as places in `members`. */
  readonly owners: ReadonlyArray<readonly number[]>
  /** One letter of PARTITION_STATE for each partition. */
  readonly states: string
}

export interface RingEventDocument {
  readonly epoch: number
  readonly version: string
  readonly issuedAt: number
  /** Peer id of the member that signed it. */
  readonly issuer: string
  readonly reason: string
  readonly members: number
  readonly changes: ReadonlyArray<{ readonly what: string, readonly peerId: string }>
}

export interface HistoryDocument { readonly v: 1, readonly events: readonly RingEventDocument[] }

export interface StallDocument { readonly peerId: string, readonly why: string, readonly ageMs: number }

export interface TransfersDocument {
  readonly v: 1
  readonly peers: ReadonlyArray<{
    readonly peerId: string
    /** The view that it fills up for; 0: none. */
    readonly epoch: number
    readonly partitionsDone: number
    readonly partitionsTotal: number
    readonly bytesDone: number
    readonly bytesTotal: number
    readonly bytesPerSecond: number
    readonly leftMs: number
    readonly stalls: readonly StallDocument[]
    readonly strayPartitions: number
    readonly strayStalls: readonly StallDocument[]
    readonly bytesServed: number
  }>
  readonly silent: readonly string[]
}

export interface HintsDocument {
  readonly v: 1
  readonly peerId: string
  readonly hints: number
  readonly bytes: number
  readonly limits: { readonly bytesMax: number, readonly bytesTotalMax: number, readonly ageMaxMs: number }
  readonly targets: ReadonlyArray<{
    readonly peerId: string
    readonly name: string
    readonly hints: number
    readonly bytes: number
    readonly oldestMs: number
    readonly dirtyPartitions: number
    readonly stall?: { readonly reason: string, readonly ageMs: number }
  }>
}

export interface WorkersDocument {
  readonly v: 1
  readonly workers: ReadonlyArray<{
    readonly name: string
    readonly state: string
    readonly reason: string
    readonly stateMs: number
    readonly progress: string
    readonly throttlePercent: number
  }>
}

export interface RepairDocument {
  readonly v: 1
  readonly partitions: number
  readonly fullyReplicated: number
  readonly pairs: ReadonlyArray<{
    readonly peerId: string
    readonly partitions: number
    readonly agreed: number
    readonly comparedMsAgo?: number
    readonly pulled: number
    readonly pushed: number
    readonly failure: string
    readonly differing: readonly number[]
  }>
}

export interface TombstonesDocument {
  readonly v: 1
  readonly peers: ReadonlyArray<{
    readonly peerId: string
    readonly tombstones: number
    readonly due: number
    readonly oldestMs: number
    readonly reaped: number
    readonly graceMs: number | null
    readonly holds: ReadonlyArray<{ readonly why: string, readonly ageMs: number, readonly partitions: number }>
    readonly more: boolean
  }>
  readonly silent: readonly string[]
}

export interface LatencyDocument { readonly p50: number, readonly p95: number, readonly p99: number }

/** Numbers of one step; a latency is null where nothing was measured. */
export interface TrafficSampleDocument {
  readonly reads: number
  readonly writes: number
  readonly hinted: number
  readonly failed: number
  readonly refused: number
  readonly readRepairs: number
  readonly hintsBrought: number
  readonly exchanged: number
  readonly getMs: LatencyDocument | null
  readonly putMs: LatencyDocument | null
}

export interface TrafficDocument {
  readonly v: 1
  readonly stepMs: number
  /** Of all members that answered, the oldest first. */
  readonly samples: readonly TrafficSampleDocument[]
  readonly peers: ReadonlyArray<{ readonly peerId: string, readonly reads: number, readonly writes: number, readonly failed: number }>
  readonly silent: readonly string[]
}

export interface BucketsDocument {
  readonly v: 1
  readonly buckets: ReadonlyArray<{ readonly name: string, readonly version: number, readonly n: number, readonly conflict: string, readonly ttlMs: number | null }>
}

export interface VersionDocument {
  readonly version: string
  readonly writtenAt: number
  readonly expiresAt?: number
  /** Of the whole value. */
  readonly bytes: number
  /** The value, or its beginning. */
  readonly value: BytesDocument
  /** The value is longer: the rest is at /api/v1/values. */
  readonly truncated: boolean
}

export interface HopDocument {
  readonly peer: string
  readonly kind: string
  readonly startMs: number
  readonly elapsedMs: number
  readonly outcome: string
}

export interface GetDocument {
  readonly v: 1
  readonly bucket: string
  readonly key: BytesDocument
  readonly found: boolean
  readonly siblings: readonly VersionDocument[]
  readonly context: string
  readonly replicas: { readonly asked: number, readonly answered: number, readonly fallbacks: number, readonly agreed: boolean, readonly stale: number, readonly repaired: number }
  readonly elapsedMs: number
  readonly coordinator: string
  readonly hops?: readonly HopDocument[]
}

export interface PutDocument {
  readonly v: 1
  readonly version: string
  readonly context: string
  readonly acks: { readonly primary: number, readonly hinted: number, readonly synced: number }
  readonly primaries: number
  readonly need: number
  readonly hintedFor: readonly string[]
  readonly siblings: number
  readonly expiresAt?: number
  readonly elapsedMs: number
  readonly coordinator: string
  readonly hops?: readonly HopDocument[]
}

export interface LocationDocument {
  readonly v: 1
  readonly partition: number
  readonly ringEpoch: number
  readonly replicas: number
  readonly owners: ReadonlyArray<{
    readonly peerId: string
    readonly name: string
    readonly role: 'primary' | 'fallback'
    readonly state: string
    readonly versions: readonly string[]
    readonly tombstone: boolean
  }>
}

/** What the caller may do. */
export interface AccessDocument {
  readonly v: 1
  readonly self: string
  readonly cluster: string
  readonly version: string
  /** The token that came with the request is the right one: keys may be read and written. */
  readonly data: boolean
}

export interface ErrorDocument {
  readonly v: 1
  readonly error: {
    readonly code: string
    readonly message: string
    /** What to do next. */
    readonly hint?: string
    /** Of a write: whether it was applied. */
    readonly outcome?: 'none' | 'applied' | 'unknown'
    readonly retryable: boolean
  }
}

/** What the server-sent events carry: the name of an event and the type of its data. */
export interface EventDocuments {
  readonly status: StatusDocument
  readonly ring: RingDocument
  readonly history: HistoryDocument
  readonly transfers: TransfersDocument
  readonly traffic: TrafficDocument
}
export type Topic = keyof EventDocuments
export const TOPICS = ['status', 'ring', 'history', 'transfers', 'traffic'] as const satisfies readonly Topic[]

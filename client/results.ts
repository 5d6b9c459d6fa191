/** What the client's calls answer, and how the wire's messages become that. */
import { LOCATED_STATE, MEMBER_STATE } from '../protocols/admin/admin.js'
import type { BucketInfo, LocateResponse, MemberStatus as MemberStatusMessage, StatusResponse } from '../protocols/admin/admin.js'
import type { HintListResponse } from '../protocols/hints/hints.js'
import { propertiesFromMessage } from '../protocols/bucket/properties.js'
import type { BucketProperties } from '../protocols/bucket/properties.js'
import { ProtocolError } from '../protocols/errors.js'
import { HOP_KIND, HOP_PENDING, type Explanation, type GetResponse, type Version as VersionMessage } from '../protocols/get/get.js'
import type { PutResponse } from '../protocols/put/put.js'
import { fromStatus } from '../protocols/rpc/status.js'
import { equalBytes } from '../protocols/record/bytes.js'
import { contextToText } from './bytes.js'

/** One current value of a key. */
export interface Version {
  readonly value: Uint8Array
  /** Names the write that made it: `3f2a1c77.0:7`. For people and logs. */
  readonly version: string
  /** When it was written, milliseconds since 1970, by the coordinator's hybrid clock. */
  readonly writtenAt: number
  /** When every replica hides it, milliseconds since 1970; absent: never. */
  readonly expiresAt?: number
}

export interface GetResult {
  /** Absence is an answer, not an error. */
  readonly found: boolean
  /** The value, when there is exactly one. Absent too when concurrent versions exist: see `siblings`. */
  readonly value?: Uint8Array
  /** Every current version, oldest first: none, one, or several that were written concurrently. */
  readonly siblings: readonly Version[]
  /** Opaque. A put with it replaces exactly what this read returned. Empty when nothing was ever there. */
  readonly context: string
  /**
   * Replicas asked, those that answered (of these stand-ins: fallbacks), and whether they agreed; how many
   * were behind (stale) and hold the answer by now (repaired): the rest is repaired behind it.
   */
  readonly replicas: { readonly asked: number, readonly answered: number, readonly fallbacks: number, readonly agreed: boolean, readonly stale: number, readonly repaired: number }
  /** Milliseconds at the coordinator. */
  readonly elapsedMs: number
  /** Peer id of the peer that ran the request. */
  readonly coordinator: string
  /** Only if `explain` asked for it. */
  readonly hops?: readonly Hop[]
}


/** What a coordinator asked of a peer, and how long that took. */
export interface Hop {
  readonly peer: string
  readonly kind: keyof typeof HOP_KIND | 'unknown'
  /** Milliseconds since the coordinator began. */
  readonly startMs: number
  readonly elapsedMs: number
  /** `ok`, `pending`, or the code of the failure. */
  readonly outcome: string
}

export interface PutResult {
  readonly version: string
  /** Opaque; covers this write and what it replaced. */
  readonly context: string
  /**
   * Replicas that stored it: primaries, stand-ins with a hint, and how many of all on stable storage. While the ring
   * changes, of the view in which the fewest primaries have it.
   */
  readonly acks: { readonly primary: number, readonly hinted: number, readonly synced: number }
  /** Primaries of the key, and acks that were asked for. */
  readonly primaries: number
  readonly need: number
  /** Peer ids of the primaries that hints are held for. */
  readonly hintedFor: readonly string[]
  /** Versions now concurrent; 1: no conflict. */
  readonly siblings: number
  /** Milliseconds since 1970; absent: never. */
  readonly expiresAt?: number
  /** What the coordinator held before, oldest first; only if `returnPrevious` asked for it. */
  readonly previous?: readonly Version[]
  /** Milliseconds at the coordinator. */
  readonly elapsedMs: number
  readonly coordinator: string
  /** Opaque; what a later read must know of to know of this write. See KvClient.session. */
  readonly session?: string
  /** Only if `explain` asked for it. */
  readonly hops?: readonly Hop[]
}

/** What holds for the keys of a bucket, as the peer that was asked knows it. */
export interface Bucket extends BucketProperties {
  readonly name: string
  /** How often it was set; 0: never, its properties are the daemon's defaults. */
  readonly version: number
  /** Peer id of the member that set it last, and when by its clock, milliseconds since 1970; absent: nobody did. */
  readonly setBy?: string
  readonly setAt?: number
}

/** A bucket as it was just set. */
export interface SetBucketResult extends Bucket {
  /** Members that hold the change by now, and all there are. The others follow when they hear of it. */
  readonly knownBy: number
  readonly members: number
}

export type MemberState = keyof typeof MEMBER_STATE | 'unknown'

export interface Member {
  readonly peerId: string
  readonly name: string
  readonly zone: string
  readonly state: MemberState
  /** Milliseconds it has been in `state`. */
  readonly stateMs: number
  /** Partitions of which it is a primary. */
  readonly partitions: number
  readonly weight: number
  readonly keys: number
  readonly diskFreeBytes: number
  readonly diskTotalBytes: number
  /** `open`; `full`: it takes no new writes for want of space; `fenced`, `closed`: it takes none at all; empty: it did not say. */
  readonly storeState: string
  /** Writes that it keeps for others, and that others keep for it. */
  readonly hintsOut: number
  readonly hintsIn: number
  /** Partitions that it has pulled and is to pull for a change of the ring; both 0: it pulls nothing. `leftMs` 0: not known. */
  readonly pull: { readonly done: number, readonly total: number, readonly leftMs: number }
  readonly version: string
  /** Milliseconds since the peer that answers heard of it. */
  readonly seenMsAgo: number
  readonly clockOffsetMs: number
  /** How long it takes to answer probes of the peer that answers, smoothed, milliseconds; null: not measured, as of itself. */
  readonly roundTripMs: number | null
  readonly incarnation: number
  readonly addresses: readonly string[]
}

/** The cluster as the peer that was asked sees it. */
export interface ClusterStatus {
  readonly cluster: string
  readonly ringEpoch: number
  /** Peer id of the peer that answered. */
  readonly self: string
  readonly partitions: number
  /** Partitions for which a quorum of primaries is up. */
  readonly partitionsWithQuorum: number
  /** Partitions that were found alike on all their primaries, as far as members told. */
  readonly fullyReplicated: number
  /** N */
  readonly replicas: number
  readonly members: readonly Member[]
}

export interface Location {
  readonly partition: number
  readonly ringEpoch: number
  /** N */
  readonly replicas: number
  /** The preference list: primaries first, then fallbacks. */
  readonly owners: ReadonlyArray<{
    readonly peerId: string
    readonly name: string
    readonly role: 'primary' | 'fallback'
    readonly state: keyof typeof LOCATED_STATE | 'unknown'
    /** The versions this replica holds. */
    readonly versions: readonly string[]
    readonly tombstone: boolean
  }>
}

function nameOf<T extends string> (names: Readonly<Record<T, number>>, value: number): T | 'unknown' {
  return (Object.keys(names) as T[]).find(name => names[name] === value) ?? 'unknown'
}

export function toVersion (message: VersionMessage): Version {
  return {
    value: message.value,
    version: message.dot,
    writtenAt: Number(message.hlc >> 16n),
    ...(message.expiresAt > 0 && { expiresAt: message.expiresAt }),
  }
}

export function toGetResult (message: GetResponse): GetResult {
  const siblings = message.versions.map(toVersion)
  const only = siblings.length === 1 ? siblings[0] : undefined
  return {
    found: siblings.length > 0,
    ...(only !== undefined && { value: only.value }),
    siblings,
    context: contextToText(message.context),
    replicas: { asked: message.asked, answered: message.answered, fallbacks: message.fallbacks ?? 0, agreed: message.agreed, stale: message.stale ?? 0, repaired: message.repaired },
    elapsedMs: message.elapsedUs / 1000,
    coordinator: message.coordinator,
    ...toHops(message.explanation),
  }
}

/** Writes that a peer keeps for one that was away. */
export interface HintTarget {
  readonly peerId: string
  /** Empty: unknown. */
  readonly name: string
  readonly hints: number
  readonly bytes: number
  /** For how long the oldest is kept, milliseconds. */
  readonly oldestMs: number
  /** Partitions of which it may miss something that no hint holds any more, until anti-entropy has looked. */
  readonly dirtyPartitions: number
  /** Why its hints wait, and for how long; absent: they do not. */
  readonly stall?: { readonly reason: string, readonly ageMs: number }
}

export interface Hints {
  /** Peer id of the peer that keeps them. */
  readonly peerId: string
  readonly hints: number
  readonly bytes: number
  readonly limits: { readonly bytesMax: number, readonly bytesTotalMax: number, readonly ageMaxMs: number }
  readonly targets: readonly HintTarget[]
}

export function toHints (message: HintListResponse): Hints {
  const { peerId, hints, bytes, bytesMax, bytesTotalMax, ageMaxMs } = message
  return {
    peerId, hints, bytes,
    limits: { bytesMax, bytesTotalMax, ageMaxMs },
    targets: message.targets.map(({ stall, stallMs, ...target }) => ({ ...target, ...(stall !== '' && { stall: { reason: stall, ageMs: stallMs } }) })),
  }
}

export function toBucket (message: BucketInfo): Bucket {
  const { n, r, w, conflict, ttlMs } = propertiesFromMessage(message)
  if (n === undefined || r === undefined || w === undefined || conflict === undefined) throw new ProtocolError(`the peer's answer lacks properties of the bucket ${message.bucket}`)
  return {
    name: message.bucket, version: message.version, n, r, w, conflict, ttlMs: ttlMs ?? null,
    ...(message.version > 0 && { setBy: message.issuer, setAt: Number(message.hlc >> 16n) }),
  }
}

export function toPutResult (message: PutResponse, returnPrevious: boolean): PutResult {
  const context = contextToText(message.context)
  const { session } = message
  return {
    version: message.dot,
    context,
    acks: { primary: message.acksPrimary, hinted: message.acksHinted, synced: message.acksSynced },
    primaries: message.primaries,
    need: message.need,
    hintedFor: message.hintedFor,
    siblings: message.siblings,
    ...(message.expiresAt > 0 && { expiresAt: message.expiresAt }),
    ...(returnPrevious && { previous: message.previous.map(toVersion) }),
    elapsedMs: message.elapsedUs / 1000,
    coordinator: message.coordinator,
    // Most often both are the same.
    ...(session !== undefined && { session: equalBytes(session, message.context) ? context : contextToText(session) }),
    ...toHops(message.explanation),
  }
}

function toHops (explanation: Explanation | undefined): { hops?: readonly Hop[] } {
  if (explanation === undefined) return {}
  return {
    hops: explanation.hops.map(({ peer, kind, startUs, elapsedUs, status }) => ({
      peer,
      kind: nameOf(HOP_KIND, kind),
      startMs: startUs / 1000,
      elapsedMs: elapsedUs / 1000,
      outcome: status === 0 ? 'ok' : status === HOP_PENDING ? 'pending' : fromStatus(status, new Uint8Array()).code,
    })),
  }
}

function toMember (message: MemberStatusMessage): Member {
  const { storeId: _storeId, state, pulled, toPull, pullLeftMs, roundTripUs, ...rest } = message
  return { ...rest, roundTripMs: roundTripUs === 0 ? null : roundTripUs / 1000, state: nameOf(MEMBER_STATE, state), pull: { done: pulled, total: toPull, leftMs: pullLeftMs } }
}

export function toClusterStatus (message: StatusResponse): ClusterStatus {
  return {
    cluster: message.cluster,
    ringEpoch: message.view?.epoch ?? 0,
    self: message.self,
    partitions: message.partitions,
    partitionsWithQuorum: message.partitionsWithQuorum,
    fullyReplicated: message.fullyReplicated,
    replicas: message.replicas,
    members: message.members.map(toMember),
  }
}

export function toLocation (message: LocateResponse): Location {
  return {
    partition: message.partition,
    ringEpoch: message.view?.epoch ?? 0,
    replicas: message.replicas,
    owners: message.owners.map((owner, index) => ({
      peerId: owner.peerId,
      name: owner.name,
      role: index < message.replicas ? 'primary' : 'fallback',
      state: nameOf(LOCATED_STATE, owner.state),
      versions: owner.dots,
      tombstone: owner.tombstone,
    })),
  }
}

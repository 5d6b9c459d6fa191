import { fromHex } from '../../protocols/record/bytes.js'
import {
  BUCKET_CONDITION, BUCKET_LIST, BUCKET_SET, LOCATE, LOCATED_STATE, MEMBER_STATE, STATUS, type BucketInfo, type BucketListResponse,
  type BucketSetRequest, type BucketSetResponse, type LocatedReplica, type LocateResponse, type MemberStatus, type StatusResponse,
} from '../../protocols/admin/admin.js'
import { propertiesFromMessage, propertiesToMessage } from '../../protocols/bucket/properties.js'
import { InvalidArgumentError, NotReadyError } from '../../protocols/errors.js'
import { checkBucket, checkRecordKey, partitionOf } from '../../protocols/record/key.js'
import type { VitalsResponse } from '../../protocols/pb/vitals.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import type { RecordKey } from '../../protocols/record/record.js'
import type { BucketLookup } from './bucket.js'
import { BUCKET_DEFAULT, type Buckets, type SignedBucket } from './buckets.js'
import { dotText, NOT_IN_RING } from './coordinator/components.js'
import type { ReplicaClient } from './coordinator/replica-client.js'
import type { Env } from './env.js'
import type { LiveViews } from './membership/live-views.js'
import type { MemberRecord } from './membership/member-record.js'
import type { Membership } from './membership/membership.js'
import type { RingHistory } from './membership/ring-history.js'
import type { Ring } from './ring/ring.js'
import type { Vitals } from './vitals.js'

export interface AdminComponents {
  readonly membership: Membership
  readonly history: RingHistory
  readonly views: LiveViews
  readonly replicas: ReplicaClient
  readonly vitals: Vitals
  readonly bucket: BucketLookup
  readonly buckets: Buckets
  /** Resolves when they are synced. */
  readonly saveBucket: (bucket: SignedBucket) => Promise<void>
}

/** Answers what operators ask: this peer's own view of the cluster. */
export class Admin {
  constructor (private readonly env: Env, private readonly components: AdminComponents, private readonly init: { readonly cluster: string }) {
    env.network.handle(STATUS, async (_from, _request, { deadline }) => this.status(await components.vitals.of(components.membership.others(), deadline)))
    env.network.handle(LOCATE, async (_from, request, { deadline }) => await this.#locate({ bucket: request.bucket, key: request.key }, deadline))
    env.network.handle(BUCKET_LIST, async () => this.#listBuckets())
    env.network.handle(BUCKET_SET, async (_from, request) => await this.#setBucket(request))
  }

  get self (): NodeId { return this.env.network.self }

  /** @param vitals of those that told */
  status (vitals: ReadonlyMap<NodeId, VitalsResponse> = new Map([[this.self, this.components.vitals.own()]])): StatusResponse {
    const { history, membership } = this.components
    const ring = history.ring
    const inRing = ring?.members.map(({ peerId }) => peerId) ?? []
    const outside = membership.table.all().map(({ record }) => record.peerId).filter(peer => !inRing.includes(peer))
    return {
      cluster: this.init.cluster,
      view: history.id,
      self: this.env.network.self,
      members: [...inRing, ...outside].map(peer => this.#memberStatus(peer, ring, vitals)),
      partitions: ring?.view.partitions ?? 0,
      partitionsWithQuorum: ring === undefined ? 0 : this.#partitionsWithQuorum(ring),
      replicas: ring?.view.replicas ?? 0,
      fullyReplicated: sum([...vitals.values()].map(({ alike }) => alike)),
    }
  }

  #memberStatus (peer: NodeId, ring: Ring | undefined, vitals: ReadonlyMap<NodeId, VitalsResponse>): MemberStatus {
    const { membership } = this.components
    const now = this.env.clock.monotonic()
    const isSelf = peer === this.env.network.self
    const record = membership.table.get(peer)?.record
    const opinion = membership.detector.opinionOf(peer)
    const heardAtMs = membership.detector.heardAtMs(peer)
    const told = vitals.get(peer)
    return {
      peerId: peer,
      name: record?.name ?? '',
      zone: record?.zone ?? ring?.member(peer)?.zone ?? '',
      state: isSelf ? this.#ownState() : this.#state(peer, record, ring),
      partitions: ring?.partitionsOf(peer).length ?? 0,
      weight: ring?.member(peer)?.weight ?? record?.weight ?? 0,
      diskFreeBytes: told?.diskFreeBytes ?? 0,
      diskTotalBytes: told?.diskTotalBytes ?? 0,
      version: record?.version ?? '',
      seenMsAgo: isSelf || heardAtMs === undefined ? 0 : Math.round(now - heardAtMs),
      addresses: [...record?.addresses ?? []],
      roundTripUs: Math.ceil(1000 * (membership.detector.roundTripMs(peer) ?? 0)),
      clockOffsetMs: Math.round(membership.detector.clockOffsetMs(peer) ?? 0),
      incarnation: record?.incarnation ?? 0,
      storeId: fromHex(record?.storeId ?? ring?.member(peer)?.storeId ?? ''),
      keys: told?.keys ?? 0,
      storeState: told?.storeState ?? '',
      hintsOut: sum(told?.hints.map(({ hints }) => hints) ?? []),
      hintsIn: sum([...vitals.values()].flatMap(({ hints }) => hints.filter(({ peerId }) => peerId === peer).map(({ hints: count }) => count))),
      pulled: told?.pulled ?? 0,
      toPull: told?.toPull ?? 0,
      pullLeftMs: told?.pullLeftMs ?? 0,
      stateMs: opinion.sinceMs === 0 ? 0 : Math.round(now - opinion.sinceMs),
    }
  }

  #ownState (): number {
    const { views, membership } = this.components
    if (views.placement() !== undefined) return MEMBER_STATE.up
    if (!membership.removed) return MEMBER_STATE.joining
    return membership.ownRecord.status === 'leaving' ? MEMBER_STATE.leaving : MEMBER_STATE.left
  }

  #state (peer: NodeId, record: MemberRecord | undefined, ring: Ring | undefined): number {
    // A record of an earlier time: who is in the ring has not left it.
    const isMember = ring?.member(peer) !== undefined
    if (record?.status === 'left' && !isMember) return MEMBER_STATE.left
    if (record?.status === 'leaving' && !isMember) return MEMBER_STATE.leaving
    // Who was taken out, by an operator or because it was away for too long, said nothing itself.
    if (!isMember) return this.components.history.removedAtMs(peer) === undefined ? MEMBER_STATE.joining : MEMBER_STATE.left
    switch (this.components.membership.detector.stateOf(peer)) {
      case 'alive': return MEMBER_STATE.up
      case 'suspect': return MEMBER_STATE.suspect
      case 'dead': return MEMBER_STATE.down
    }
  }

  #partitionsWithQuorum (ring: Ring): number {
    const { detector } = this.components.membership
    let count = 0
    for (let partition = 0; partition < ring.view.partitions; partition++) {
      const primaries = ring.primariesFor(partition, ring.view.replicas)
      const up = primaries.filter(peer => peer === this.env.network.self || detector.stateOf(peer) !== 'dead').length
      if (up > primaries.length / 2) count++
    }
    return count
  }

  #listBuckets (): BucketListResponse {
    const names = new Set([BUCKET_DEFAULT, ...this.components.buckets.all().map(({ settings }) => settings.bucket)])
    return { buckets: [...names].sort().map(bucket => this.#bucketInfo(bucket)) }
  }

  #bucketInfo (bucket: string): BucketInfo {
    const { buckets } = this.components
    const settings = buckets.settingsOf(bucket)
    const { ttlMs, ...properties } = propertiesToMessage(buckets.propertiesOf(bucket))
    return { bucket, version: settings?.version ?? 0, ...properties, ttlMs: ttlMs ?? 0, issuer: settings?.issuer ?? '', hlc: settings?.hlc ?? 0n }
  }

  /** Decided in one step, so that of two requests at once the second builds on the first. */
  async #setBucket (request: BucketSetRequest): Promise<BucketSetResponse> {
    const { buckets, membership, saveBucket } = this.components
    const { bucket, condition } = request
    checkBucket(bucket)
    if (!Object.values<number>(BUCKET_CONDITION).includes(condition)) throw new InvalidArgumentError(`the condition ${condition} is unknown`)
    if (!membership.joined) throw new NotReadyError('this peer is in no ring yet: others would not take its word')
    const exists = buckets.exists(bucket)
    if (condition !== BUCKET_CONDITION.none && exists !== (condition === BUCKET_CONDITION.known)) return { applied: false, bucket: this.#bucketInfo(bucket), knownBy: 0, members: 0 }
    const made = buckets.set(bucket, propertiesFromMessage(request))
    const [others] = await Promise.all([membership.spreadBucket(made), saveBucket(made)])
    return { applied: true, bucket: this.#bucketInfo(bucket), knownBy: 1 + others, members: 1 + membership.others().length }
  }

  async #locate (key: RecordKey, deadline: number): Promise<LocateResponse> {
    checkRecordKey(key)
    const { history, membership, replicas, bucket } = this.components
    const ring = history.ring
    if (ring === undefined) throw new NotReadyError(NOT_IN_RING)
    const partition = partitionOf(key, ring.view.partitions)
    const { primaries, fallbacks } = ring.preferenceList(partition, bucket(key.bucket).n)
    const name = (peer: NodeId): string => membership.table.get(peer)?.record.name ?? ''
    const owners = await Promise.all(primaries.map(async (peer): Promise<LocatedReplica> => {
      try {
        const record = await replicas.readRecord(peer, key, deadline)
        return {
          peerId: peer,
          name: name(peer),
          state: record === undefined ? LOCATED_STATE.absent : LOCATED_STATE.present,
          dots: record?.siblings.map(({ dot }) => dotText(dot)) ?? [],
          tombstone: record?.siblings.every(({ value }) => value === null) ?? false,
        }
      } catch {
        return { peerId: peer, name: name(peer), state: LOCATED_STATE.noAnswer, dots: [], tombstone: false }
      }
    }))
    const rest = fallbacks.map((peer): LocatedReplica => ({ peerId: peer, name: name(peer), state: LOCATED_STATE.notAsked, dots: [], tombstone: false }))
    return { partition, view: history.id, replicas: primaries.length, owners: [...owners, ...rest] }
  }
}

function sum (numbers: readonly number[]): number { return numbers.reduce((total, one) => total + one, 0) }

import { toMemberPlace, type MemberPlace } from './member-place.js'
import { toDiagnostics, type Diagnostics } from './diagnostics.js'
import { TRANSFERS } from '../protocols/transfer/transfer.js'
import { toTombstones, type Tombstones } from './tombstones.js'
import { toTransfers, type Transfers } from './transfers.js'
import { BUCKET_CONDITION, BUCKET_LIST, BUCKET_SET, LOCATE, STATUS } from '../protocols/admin/admin.js'
import { AUTH_LOG, AUTH_TELL } from '../protocols/auth/auth-admin.js'
import { LINEAGE, RESTORE, RESTORE_RECORDS_MAX } from '../protocols/backup/backup.js'
import { checkProperties, parseConflict, propertiesToMessage } from '../protocols/bucket/properties.js'
import { DIAGNOSTICS } from '../protocols/diagnostics/diagnostics.js'
import { InvalidArgumentError, P2pkvError, PeerUnreachableError, PreconditionFailedError, ProtocolError, ValueTooLargeError } from '../protocols/errors.js'
import type { SignedRevocation } from '../protocols/pb/auth.js'
import { GET } from '../protocols/get/get.js'
import { TOMBSTONES } from '../protocols/reap/reap.js'
import { HINT_DROP, HINT_FLUSH, HINT_LIST } from '../protocols/hints/hints.js'
import { LOG_LEVEL, LOG_LEVELS } from '../protocols/log/log.js'
import { MEMBER_SHOW } from '../protocols/member-show/member-show.js'
import { PUT, PUT_CONDITION, PUT_DURABILITY } from '../protocols/put/put.js'
import { isNodeId } from '../protocols/record/node-id.js'
import type { RecordKey } from '../protocols/record/record.js'
import { VALUE_BYTES_HARD_MAX } from '../protocols/record/record-codec.js'
import { REQUEST_ID_BYTES } from '../protocols/record/record-fields.js'
import { checkTtl } from '../protocols/record/ttl.js'
import { REPAIR, WORKER_ACTION, WORKERS } from '../protocols/repair/repair.js'
import type { RepairResponse, WorkerStatus } from '../protocols/repair/repair.js'
import { rejected } from '../protocols/rejected.js'
import { parseQuorum, quorumToMessage } from '../protocols/rpc/quorum.js'
import type { Quorum } from '../protocols/rpc/quorum.js'
import { SCRUB, type ScrubResponse } from '../protocols/scrub/scrub.js'
import { LEAVE, RING_CHANGE, RING_HISTORY, RING_SHOW } from '../protocols/ring-admin/ring-admin.js'
import type { Rpc } from '../protocols/rpc/rpc.js'
import { toHex } from '../protocols/record/bytes.js'
import { ROUTES } from '../protocols/routes/routes.js'
import { SCAN, SCAN_FORM } from '../protocols/scan/scan.js'
import { toAuthLog, type AuthLog } from './auth.js'
import type { Lineage, RawRecord, RestoreResult } from './backup.js'
import { keepPut, settleAll, withDefaults } from './batch.js'
import { contextFromText, keepBytes, toBucketName, toKey, toOwnBytes } from './bytes.js'
import type { Bytes } from './bytes.js'
import { FailOver } from './fail-over.js'
import type { BatchPut, BucketChange, CallOptions, DeleteOptions, FlushHintsOptions, GetOptions, KeyOptions, PutOptions, SetBucketOptions, WorkerChange } from './options.js'
import { parseDuration } from './parse-duration.js'
import { closed, refusedBecause } from './refused.js'
import { checkFlag, checkName, checkOptions, checkSignal, checkTimeout } from './check-options.js'
import { toBucket, toClusterStatus, toGetResult, toHints, toLocation, toPutResult } from './results.js'
import type { Bucket, ClusterStatus, GetResult, Hints, Location, Member, PutResult, SetBucketResult } from './results.js'
import { meet, Routes } from './routes.js'
import { scanEntries, toScanItem, toScanRequest } from './scan.js'
import type { ScanItem, ScanOptions } from './scan.js'
import { KvSession } from './session.js'
import type { SessionInit } from './session.js'
import { toRingEvent, toRingPlan, toRingStatus, viewOfVersion, wishToMessage } from './ring.js'
import type { RingEvent, RingPlan, RingStatus, RingWish } from './ring.js'
import type { ClientEnvironment, Peer, Transport } from './transport.js'

export const TIMEOUT_MS_DEFAULT = 5_000
/** How old the members and routes may become, milliseconds: give or take a quarter, so that clients which began together do not ask together. */
const LEARN_INTERVAL_MS = 30_000
const NOTHING = new Uint8Array(0)
/** Parts of the partitions that a backup reads, one after the other. */
const BACKUP_SLICES = 32

export interface KvClientComponents {
  readonly transport: Transport
  readonly environment: ClientEnvironment
}

export interface KvClientInit {
  /** At least one. */
  readonly peers: readonly Peer[]
  readonly timeoutMs?: number | undefined
  /** Ask the cluster for its members and which keys they hold: to ask a primary straight away, and to fall back on others. Default true. */
  readonly learnMembers?: boolean | undefined
}

/**
 * Talks to a cluster through any of its peers. Every method throws classes of protocols/errors.ts;
 * their `outcome` says whether a failed write was applied. An aborted call throws the signal's reason.
 */
export class KvClient {
  readonly #transport: Transport
  readonly #environment: ClientEnvironment
  readonly #failOver: FailOver
  readonly #timeoutMs: number
  readonly #learnMembers: boolean
  /** When to ask for the members and routes again. */
  #learnAtMs = -Infinity
  #routes: Routes | undefined
  /** The greatest stamp of what was read or written. */
  #stamp = 0n
  #closed = false
  /** One for all requests. */
  readonly #failed = (error: unknown): never => { throw this.#closed && error instanceof P2pkvError && error.retryable ? closed(error.outcome) : error }

  constructor (components: KvClientComponents, init: KvClientInit) {
    if (init.peers.length === 0) throw new InvalidArgumentError('peers must name at least one peer')
    this.#transport = components.transport
    this.#environment = components.environment
    this.#failOver = new FailOver(components.environment, init.peers, async (peer, options) => { await meet(components.transport, peer, this.#routes?.view, options) })
    this.#timeoutMs = checkTimeout(init.timeoutMs ?? TIMEOUT_MS_DEFAULT)
    this.#learnMembers = init.learnMembers ?? true
  }

  /**
   * Reads a key.
   *
   * @throws InvalidKeyError, InvalidArgumentError the request must be fixed
   * @throws InsufficientReplicasError, QuorumNotMetError, DeadlineExceededError, PeerUnreachableError, OverloadedError
   * try again later
   */
  get (key: Bytes, options: GetOptions = {}): Promise<GetResult> {
    try {
      // In one literal, and no async functions on the way: each makes several times as much garbage.
      const request = {
        bucket: toBucketName(options.bucket ?? 'default'),
        key: toKey(key),
        r: toQuorum(options.r, 'r'),
        strict: checkFlag(options.strict, 'strict'),
        notBefore: options.notBefore === undefined ? NOTHING : contextFromText(options.notBefore),
        explain: checkFlag(options.explain, 'explain') ? true : undefined,
      }
      return this.#ask(GET, request, options, false, request, response => {
        for (const { hlc } of response.versions) this.#sawStamp(hlc)
        return toGetResult(response)
      })
    } catch (error) {
      return rejected(error)
    }
  }

  /** A view of this client that never reads what is older than what it wrote or read before. */
  session (init: SessionInit = {}): KvSession { return new KvSession(this, init) }

  /** Whether the key has a value. Reads it: costs what a get costs. Throws what get throws. */
  async exists (key: Bytes, options: GetOptions = {}): Promise<boolean> { return (await this.get(key, options)).found }

  /**
   * Writes a key. A retry carries the same request id and is the same write.
   *
   * @throws InvalidKeyError, InvalidArgumentError, InvalidContextError, ValueTooLargeError fix the request
   * @throws PreconditionFailedError `ifAbsent` or `ifMatch` did not hold
   * @throws QuorumNotMetError, DeadlineExceededError, PeerUnreachableError with `outcome: 'unknown'`: read first
   * @throws InsufficientReplicasError, OverloadedError, NotReadyError nothing was applied
   */
  put (key: Bytes, value: Bytes, options: PutOptions = {}): Promise<PutResult> {
    try {
      // A copy of its own: the caller may change what it gave, and a request may be sent again.
      return this.#write(key, toOwnBytes(value), options)
    } catch (error) {
      return rejected(error)
    }
  }

  /** Deletes a key: a write like any other, whether or not there was a value. Throws what put throws. */
  async delete (key: Bytes, options: DeleteOptions = {}): Promise<PutResult> {
    return await this.#write(key, undefined, options)
  }

  #write (key: Bytes, value: Uint8Array | undefined, options: PutOptions): Promise<PutResult> {
    if (Number(options.ifAbsent === true) + Number(options.ifMatch !== undefined) + Number(options.context !== undefined) > 1) {
      throw new InvalidArgumentError('only one of context, ifAbsent and ifMatch may be given')
    }
    if (value !== undefined && value.length > VALUE_BYTES_HARD_MAX) throw new ValueTooLargeError(value.length, VALUE_BYTES_HARD_MAX)
    const context = options.ifMatch ?? options.context
    const returnPrevious = checkFlag(options.returnPrevious, 'returnPrevious')
    const ifAbsent = checkFlag(options.ifAbsent, 'ifAbsent')
    const ttlMs = toTtl(options.ttl)
    const request = {
      bucket: toBucketName(options.bucket ?? 'default'),
      key: toKey(key),
      value,
      w: toQuorum(options.w, 'w'),
      pw: toQuorum(options.pw, 'pw'),
      strict: checkFlag(options.strict, 'strict'),
      notBefore: options.notBefore === undefined ? undefined : contextFromText(options.notBefore),
      explain: checkFlag(options.explain, 'explain') ? true : undefined,
      context: context === undefined ? NOTHING : contextFromText(context),
      ttlMs: ttlMs ?? 0,
      condition: ifAbsent ? PUT_CONDITION.ifAbsent : options.ifMatch !== undefined ? PUT_CONDITION.ifMatch : PUT_CONDITION.none,
      requestId: this.#environment.randomBytes(REQUEST_ID_BYTES),
      forwarded: false,
      durability: checkName(PUT_DURABILITY, options.durability ?? 'synced', 'durability'),
      returnPrevious,
      neverExpires: ttlMs === null,
      after: this.#stamp > 0n ? this.#stamp : undefined,
    }
    return this.#ask(PUT, request, options, true, request, response => {
      this.#sawStamp(response.hlc)
      return toPutResult(response, returnPrevious)
    })
  }

  #sawStamp (stamp: bigint): void { if (stamp > this.#stamp) this.#stamp = stamp }

  /**
   * Reads many keys, some of them at a time. Not a snapshot: each is a get of its own.
   *
   * @returns what came of each, in the order of `keys`; throws nothing of what get throws
   */
  async getMany (keys: readonly Bytes[], options: GetOptions = {}): Promise<Array<PromiseSettledResult<GetResult>>> {
    const own = { ...options }
    return await settleAll(keys, keepBytes, async key => await this.get(key, own))
  }

  /**
   * Writes many keys, some of them at a time. Not a transaction: each is a put of its own.
   *
   * @returns what came of each, in the order of `puts`; throws nothing of what put throws
   */
  async putMany (puts: readonly BatchPut[], options: PutOptions = {}): Promise<Array<PromiseSettledResult<PutResult>>> {
    const own = { ...options }
    return await settleAll(puts, keepPut, async put => await this.put(put.key, put.value, withDefaults(put.options, own)))
  }

  /**
   * The keys of a bucket in ascending order of their bytes, deleted and expired ones left out. Each partition
   * is asked once, at one of its replicas unless `r` says more: what is written meanwhile may or may not be
   * there, and with `r` `one` what was written just before may be missing.
   *
   * @throws InvalidArgumentError, InsufficientReplicasError, QuorumNotMetError, DeadlineExceededError, PeerUnreachableError
   */
  async * scan (options: ScanOptions = {}): AsyncGenerator<ScanItem, void, undefined> {
    for await (const page of this.scanPages(options)) yield * page
  }

  /** As scan, a page of some thousand keys at a time: for those that go through many. */
  async * scanPages (options: ScanOptions = {}): AsyncGenerator<readonly ScanItem[], void, undefined> {
    const request = toScanRequest(options, this.#environment.randomBytes(REQUEST_ID_BYTES))
    const pages = scanEntries(request, options.limit ?? Infinity, async page => await this.#request(SCAN, page, options, false))
    for await (const entries of pages) yield entries.map(toScanItem)
  }

  /** Which cluster this is, beyond its name. */
  async lineage (options: CallOptions = {}): Promise<Lineage> {
    const { cluster, origin, ringEpoch } = await this.#request(LINEAGE, {}, options, false)
    return { cluster, origin: toHex(origin), ringEpoch }
  }

  /**
   * Every record of every bucket, deleted ones too, from a quorum of replicas: what `p2pkv backup` writes. What a
   * quorum had acknowledged before the first page was asked for is in it. In no order: a part of the partitions after the
   * other, so that every disk is read from front to back, and once.
   */
  async * backupPages (options: CallOptions = {}): AsyncGenerator<readonly RawRecord[], void, undefined> {
    const request = { ...toScanRequest({ r: 'quorum' }, this.#environment.randomBytes(REQUEST_ID_BYTES)), bucket: '', form: SCAN_FORM.records }
    for (let index = 0; index < BACKUP_SLICES; index++) {
      const slice = { index, count: BACKUP_SLICES }
      for await (const entries of scanEntries({ ...request, slice }, Infinity, async page => await this.#request(SCAN, page, options, false))) {
        yield entries.map(({ at, record }) => ({ at, record }))
      }
    }
  }

  /**
   * Merges records of a backup into the cluster; doing it again changes nothing.
   *
   * @param options `unknown`: bring back versions that no replica knows of, too
   * @throws QuorumNotMetError some may have been restored: do it again
   */
  async restoreRecords (records: readonly RawRecord[], options: CallOptions & { readonly unknown?: boolean } = {}): Promise<RestoreResult> {
    const came = { restored: 0, unchanged: 0, unknown: 0 }
    let early = 0
    for (let first = 0; first < records.length; first += RESTORE_RECORDS_MAX) {
      const batch = [...records.slice(first, first + RESTORE_RECORDS_MAX)]
      // Sending it twice is harmless, so a retry is one of a read.
      const { restored, unchanged, unknown, early: more = 0 } = await this.#request(RESTORE, { records: batch, unknown: options.unknown ?? false }, { ...options, timeoutMs: options.timeoutMs ?? RESTORE.timeoutMs }, false)
      came.restored += restored
      came.unchanged += unchanged
      came.unknown += unknown
      early += more
    }
    return early === 0 ? came : { ...came, early }
  }

  /** Every bucket that was set, and `default`, by name. */
  async buckets (options: CallOptions = {}): Promise<readonly Bucket[]> {
    return (await this.#request(BUCKET_LIST, {}, options, false)).buckets.map(toBucket)
  }

  /**
   * Sets properties of a bucket, or makes it. The peer that is asked tells the others at once; one that does
   * not hear it follows with its next exchange. Of changes made at two peers at once one wins, whole.
   *
   * @returns how the bucket is now, and how many members hold it
   * @throws InvalidArgumentError a property is outside its limits
   * @throws PreconditionFailedError `only` does not hold. After a retry that may be due to this very call: see `buckets`
   * @throws OverloadedError there are as many buckets as are allowed
   */
  async setBucket (name: string, change: BucketChange, options: SetBucketOptions = {}): Promise<SetBucketResult> {
    const ttlMs = toTtl(change.ttl)
    const properties = {
      ...(change.n !== undefined && { n: change.n }),
      ...(change.r !== undefined && { r: parseQuorum(change.r, 'r') }),
      ...(change.w !== undefined && { w: parseQuorum(change.w, 'w') }),
      ...(change.conflict !== undefined && { conflict: parseConflict(change.conflict) }),
      ...(ttlMs !== undefined && { ttlMs }),
    }
    checkProperties(properties)
    const request = { bucket: toBucketName(name), ...propertiesToMessage(properties), condition: checkName(BUCKET_CONDITION, options.only ?? 'none', 'only') }
    checkOptions(options)
    const { applied, bucket, knownBy, members } = await this.#request(BUCKET_SET, request, options, true)
      .catch(refusedBecause(`the properties do not fit those that the bucket ${name} has: r and w as numbers are at most n`))
    if (!applied || bucket === undefined) throw new PreconditionFailedError(`the bucket ${name} ${options.only === 'new' ? 'exists already' : 'does not exist'}`)
    return { ...toBucket(bucket), knownBy, members }
  }

  /** Where a key lives: partition, primaries, fallbacks, and what each primary holds. */
  async locate (key: Bytes, options: KeyOptions = {}): Promise<Location> {
    const request = { bucket: toBucketName(options.bucket ?? 'default'), key: toKey(key) }
    return toLocation(await this.#request(LOCATE, request, options, false))
  }

  /** The cluster as one peer sees it. */
  async status (options: CallOptions = {}): Promise<ClusterStatus> {
    return toClusterStatus(await this.#request(STATUS, {}, options, false))
  }

  /** What the peer that is asked logs, by scope; `set` changes it first, until that peer stops; scope `*` is all. @throws InvalidArgumentError */
  async logLevels (options: CallOptions & { readonly set?: { readonly scope: string, readonly level: string } } = {}): Promise<ReadonlyArray<{ readonly scope: string, readonly level: string }>> {
    const { set } = options
    if (set !== undefined && !LOG_LEVELS.some(known => known === set.level)) throw new InvalidArgumentError(`a log level is one of ${LOG_LEVELS.join(', ')}; it is ${set.level}`)
    checkOptions(options)
    const { scopes } = await this.#request(LOG_LEVEL, set ?? { scope: '', level: '' }, options, set !== undefined).catch(refusedBecause(`that peer has no log scope ${set?.scope}; see those it has: p2pkv log-level`))
    return scopes.map(({ scope, level }) => ({ scope, level }))
  }

  /** What the peer that answers tells of itself to whoever looks for a fault: versions, settings without secrets, metrics, newest log lines. */
  async diagnostics (options: CallOptions = {}): Promise<Diagnostics> {
    return toDiagnostics(await this.#request(DIAGNOSTICS, {}, options, false))
  }

  /** Background workers of the peer that answers; with `change` after it was made. Pauses and throttles end with the daemon. @throws InvalidArgumentError */
  async workers (options: CallOptions & { readonly change?: WorkerChange } = {}): Promise<WorkerStatus[]> {
    const { change } = options
    const body = change === undefined
      ? { worker: '', action: WORKER_ACTION.list, percent: 0 }
      : { worker: change.worker, action: checkName(WORKER_ACTION, change.action, 'action'), percent: change.percent ?? 0 }
    checkOptions(options)
    return (await this.#request(WORKERS, body, options, change !== undefined).catch(refusedBecause(`that peer has no worker ${change?.worker}, or it cannot be changed like that; see those it has: p2pkv workers ls`))).workers
  }

  /** How far the partitions of the peer that answers are alike on all their primaries. `start`: compares with all others at once. */
  async repair (options: CallOptions & { readonly start?: boolean } = {}): Promise<RepairResponse> {
    return await this.#request(REPAIR, { start: options.start ?? false }, options, options.start ?? false)
  }

  /** How far the peer that answers is with verifying the checksums of its records. `start`: begins a pass. */
  async scrub (options: CallOptions & { readonly start?: boolean } = {}): Promise<ScrubResponse> {
    return await this.#request(SCRUB, { start: options.start ?? false }, options, options.start ?? false)
  }

  /** One member's place in the ring, as the peer that answers knows it. */
  async memberPlace (peerId: string, options: CallOptions = {}): Promise<MemberPlace> {
    return toMemberPlace(await this.#request(MEMBER_SHOW, { peerId }, options, false))
  }

  /** The ring: members, live views, and who is waited for. */
  async ring (options: CallOptions = {}): Promise<RingStatus> {
    return toRingStatus(await this.#request(RING_SHOW, {}, options, false))
  }

  /** Who changed the ring, newest first; `before`: views with an epoch below it. */
  async ringHistory (options: CallOptions & { readonly before?: number | undefined, readonly limit?: number | undefined } = {}): Promise<readonly RingEvent[]> {
    const { entries } = await this.#request(RING_HISTORY, { beforeEpoch: options.before ?? 0, limit: options.limit ?? 50 }, options, false)
    return entries.map(toRingEvent)
  }

  /** What a change of the ring would do, and what it puts at risk. Changes nothing. */
  async planRing (wishes: readonly RingWish[], options: CallOptions = {}): Promise<RingPlan> {
    return toRingPlan(await this.#request(RING_CHANGE, { changes: wishes.map(wishToMessage), apply: false, plannedOn: undefined, force: false }, options, false))
  }

  /**
   * Makes a change that was planned. Nothing has changed if the answer has no `issued`: its refusals say why.
   *
   * @param version of the plan; if the ring has changed since, the change is refused as `outOfDate`
   */
  async applyRing (version: string, wishes: readonly RingWish[], options: CallOptions & { readonly force?: boolean | undefined } = {}): Promise<RingPlan> {
    return toRingPlan(await this.#request(RING_CHANGE, { changes: wishes.map(wishToMessage), apply: true, plannedOn: viewOfVersion(version), force: options.force ?? false }, options, 'once'))
  }

  /** Makes a peer leave: it is taken out of the ring, and its daemon ends when the others hold its data. */
  async leave (peerId: string, options: CallOptions & { readonly force?: boolean | undefined } = {}): Promise<RingPlan> {
    const { change } = await this.#request(LEAVE, { peerId, force: options.force ?? false }, options, 'once')
    if (change === undefined) throw new ProtocolError('the answer to leave is empty')
    return toRingPlan(change)
  }

  /** The members of the cluster as one peer sees them, those that are down too. */
  async members (options: CallOptions = {}): Promise<readonly Member[]> {
    return (await this.status(options)).members
  }

  /** The writes that the peer which is asked keeps for others. */
  async hints (options: CallOptions = {}): Promise<Hints> {
    return toHints(await this.#request(HINT_LIST, {}, options, false))
  }

  /**
   * Has the peer that is asked replay its hints now. Resolves when all were tried, or when the time is
   * almost over: `done` says which.
   */
  async flushHints (options: FlushHintsOptions = {}): Promise<{ peerId: string, before: number, left: number, done: boolean }> {
    return await this.#request(HINT_FLUSH, { target: options.target ?? '' }, options, true)
  }

  /**
   * Has `holder` drop the hints it keeps for `target`; both are peer ids. What they held comes to the
   * target by anti-entropy only.
   *
   * @throws PeerUnreachableError another peer than `holder` answered
   */
  async dropHints (holder: string, target: string, options: CallOptions = {}): Promise<{ hints: number, bytes: number, partitions: number }> {
    if (!isNodeId(holder) || !isNodeId(target)) throw new InvalidArgumentError('hints are kept by peers and for peers, named by their ids')
    checkOptions(options)
    return await this.#request(HINT_DROP, { holder, target }, options, true).catch((cause: unknown) => {
      throw cause instanceof InvalidArgumentError ? new PeerUnreachableError(`${holder} did not answer, and only it can drop what it keeps: nothing was dropped`, { outcome: 'none', cause }) : cause
    })
  }

  /** What every member that answers is moving, or only the peer that is asked. */
  async transfers ({ all = true, ...options }: CallOptions & { readonly all?: boolean } = {}): Promise<Transfers> {
    return toTransfers(await this.#request(TRANSFERS, { all }, options, false))
  }

  /** The deleted keys that every member that answers has to remove, or only the peer that is asked, and what holds them back. */
  async tombstones ({ all = true, ...options }: CallOptions & { readonly all?: boolean } = {}): Promise<Tombstones> {
    return toTombstones(await this.#request(TOMBSTONES, { all }, options, false))
  }

  /** Tells the cluster of a revocation that an admin has signed. @returns whether it is new to the peer that is asked */
  async revoke (revocation: SignedRevocation, options: CallOptions = {}): Promise<boolean> {
    return (await this.#request(AUTH_TELL, { fact: { revocation, redeemed: new Uint8Array(0) } }, options, true)).news
  }

  /** Revocations, used invites and those that were used too often, as far as one peer knows. */
  async authLog (options: CallOptions = {}): Promise<AuthLog> {
    return toAuthLog(await this.#request(AUTH_LOG, {}, options, false))
  }

  /** Closes every connection; requests in flight fail. */
  async close (): Promise<void> {
    this.#closed = true
    await this.#transport.close()
  }

  /** @param write `once`: asked for again it would be refused, because it was done */
  async #request<Q, R> (rpc: Rpc<Q, R>, body: Q, options: CallOptions, write: boolean | 'once'): Promise<R> {
    return await this.#ask(rpc, body, options, write, undefined, response => response)
  }

  /** @param key of which the request is: its primaries are asked first; and the value that is written @param read what is made of the answer */
  #ask<Q, R, T> (rpc: Rpc<Q, R>, body: Q, options: CallOptions, write: boolean | 'once', key: (RecordKey & { readonly value?: Uint8Array | undefined }) | undefined, read: (response: R) => T): Promise<T> {
    if (this.#closed) throw closed('none')
    const timeoutMs = checkTimeout(options.timeoutMs ?? this.#timeoutMs)
    checkSignal(options.signal)
    const prefer = key === undefined ? undefined : this.#routes?.primariesOf(key)
    return this.#failOver.run({ write: write !== false, once: write === 'once', hedge: rpc.protocol === 'get', timeoutMs, signal: options.signal, prefer },
      (peer, attemptMs) => {
        if (this.#closed) throw closed('none')
        return this.#transport.request(peer, rpc, body, { timeoutMs: attemptMs })
      }).then(response => {
      this.#learnInBackground()
      return read(response)
    }, this.#failed)
  }

  #learnInBackground (): void {
    if (!this.#learnMembers) return
    const now = this.#environment.now()
    if (now < this.#learnAtMs) return
    this.#learnAtMs = now + LEARN_INTERVAL_MS * (0.75 + this.#environment.random() / 2)
    // Only a convenience: the peers that were given still serve.
    this.#learn().catch(() => {})
  }

  async #learn (): Promise<void> {
    const routes = Routes.from(await this.#request(ROUTES, { known: this.#routes?.view }, {}, false), this.#routes)
    if (routes === undefined) return
    this.#routes = routes
    this.#failOver.learn(routes.peers)
  }
}

function toQuorum (quorum: Quorum | undefined, name: string): ReturnType<typeof quorumToMessage> {
  return quorumToMessage(quorum === undefined ? undefined : parseQuorum(quorum, name))
}

/** null: never; undefined: nothing was said. */
function toTtl (ttl: string | number | undefined): number | null | undefined {
  if (ttl === undefined) return undefined
  if (ttl === 'none') return null
  const ttlMs = parseDuration(ttl, 'ttl')
  checkTtl(ttlMs)
  return ttlMs
}

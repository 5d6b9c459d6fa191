import { TRANSFERS } from '../protocols/transfer/transfer.js'
import { toTransfers, type Transfers } from './transfers.js'
import { BUCKET_CONDITION, BUCKET_LIST, BUCKET_SET, LOCATE, STATUS } from '../protocols/admin/admin.js'
import { checkProperties, parseConflict, propertiesToMessage } from '../protocols/bucket/properties.js'
import type { BucketProperties } from '../protocols/bucket/properties.js'
import { InvalidArgumentError, NotReadyError, PreconditionFailedError, ValueTooLargeError } from '../protocols/errors.js'
import { GET } from '../protocols/get/get.js'
import { HINT_DROP, HINT_FLUSH, HINT_LIST } from '../protocols/hints/hints.js'
import { PUT, PUT_CONDITION, PUT_DURABILITY } from '../protocols/put/put.js'
import { isNodeId } from '../protocols/record/node-id.js'
import { VALUE_BYTES_HARD_MAX } from '../protocols/record/record-codec.js'
import { checkTtl } from '../protocols/record/ttl.js'
import { parseQuorum, quorumToMessage } from '../protocols/rpc/quorum.js'
import type { Quorum } from '../protocols/rpc/quorum.js'
import type { Rpc } from '../protocols/rpc/rpc.js'
import { SCAN } from '../protocols/scan/scan.js'
import { settleAll } from './batch.js'
import { contextFromText, toBucketName, toBytes, toKey } from './bytes.js'
import type { Bytes } from './bytes.js'
import { FailOver } from './fail-over.js'
import type { FailOverBugs } from './fail-over.js'
import type { CallOptions, DeleteOptions, GetOptions, KeyOptions, PutOptions } from './options.js'
import { parseDuration } from './parse-duration.js'
import { toBucket, toClusterStatus, toGetResult, toHints, toLocation, toPutResult } from './results.js'
import type { Bucket, ClusterStatus, GetResult, Hints, Location, Member, PutResult, SetBucketResult } from './results.js'
import { scanEntries, toScanItem, toScanRequest } from './scan.js'
import type { ScanItem, ScanOptions } from './scan.js'
import { KvSession } from './session.js'
import type { SessionInit } from './session.js'
import type { ClientEnvironment, Peer, Transport } from './transport.js'

export const TIMEOUT_MS_DEFAULT = 5_000
const TIMEOUT_MS_MAX = 3_600_000
/** How old the list of members to fall back on may become, milliseconds. */
const LEARN_INTERVAL_MS = 30_000
const REQUEST_ID_BYTES = 16

/** Properties to change; what is left out stays as it is, and of a new bucket is the daemon's default. */
export interface BucketChange extends Partial<Omit<BucketProperties, 'ttlMs'>> {
  /** For versions whose put says nothing of a TTL: milliseconds, or text like `30s`, `10m`, `1h`, `7d`; `none`: never. */
  readonly ttl?: string | number | undefined
}

export interface SetBucketOptions extends CallOptions {
  /** `new`: only if there is no such bucket; `known`: only if there is. As far as the peer that is asked knows. */
  readonly only?: 'new' | 'known' | undefined
}

/** One put of a batch. */
export interface BatchPut {
  readonly key: Bytes
  readonly value: Bytes
  /** What differs from the options of the whole batch. */
  readonly options?: PutOptions | undefined
}

export interface FlushHintsOptions extends CallOptions {
  /** Peer id; default: all peers that hints are kept for. */
  readonly target?: string | undefined
}

export interface KvClientComponents {
  readonly transport: Transport
  readonly environment: ClientEnvironment
}

export interface KvClientInit {
  /** At least one. */
  readonly peers: readonly Peer[]
  readonly timeoutMs?: number | undefined
  /** Ask the cluster for its members, to fall back on them too. Default true. */
  readonly learnMembers?: boolean | undefined
  /** Only for tests. */
  readonly bugs?: FailOverBugs
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
  #learnedAt: number | undefined
  #closed = false

  constructor (components: KvClientComponents, init: KvClientInit) {
    if (init.peers.length === 0) throw new InvalidArgumentError('peers must name at least one peer')
    this.#transport = components.transport
    this.#environment = components.environment
    this.#failOver = new FailOver(components.environment, init.peers, init.bugs)
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
  async get (key: Bytes, options: GetOptions = {}): Promise<GetResult> {
    const request = {
      bucket: toBucketName(options.bucket ?? 'default'),
      key: toKey(key),
      r: toQuorum(options.r, 'r'),
      strict: options.strict ?? false,
      notBefore: options.notBefore === undefined ? new Uint8Array() : contextFromText(options.notBefore),
      ...(options.explain === true && { explain: true }),
    }
    return toGetResult(await this.#request(GET, request, options, false))
  }

  /** A view of this client that never reads what is older than what it wrote or read before. */
  session (init: SessionInit = {}): KvSession { return new KvSession(this, init) }

  /** Whether the key has a value. Reads it: costs what a get costs. Throws what get throws. */
  async exists (key: Bytes, options: GetOptions = {}): Promise<boolean> {
    return (await this.get(key, options)).found
  }

  /**
   * Writes a key. A retry carries the same request id and is the same write.
   *
   * @throws InvalidKeyError, InvalidArgumentError, InvalidContextError, ValueTooLargeError fix the request
   * @throws PreconditionFailedError `ifAbsent` or `ifMatch` did not hold
   * @throws QuorumNotMetError, DeadlineExceededError, PeerUnreachableError with `outcome: 'unknown'`: read first
   * @throws InsufficientReplicasError, OverloadedError, NotReadyError nothing was applied
   */
  async put (key: Bytes, value: Bytes, options: PutOptions = {}): Promise<PutResult> {
    return await this.#write(key, toBytes(value), options)
  }

  /** Deletes a key: a write like any other, whether or not there was a value. Throws what put throws. */
  async delete (key: Bytes, options: DeleteOptions = {}): Promise<PutResult> {
    return await this.#write(key, undefined, options)
  }

  async #write (key: Bytes, value: Uint8Array | undefined, options: PutOptions): Promise<PutResult> {
    const conditions = [options.ifAbsent === true, options.ifMatch !== undefined, options.context !== undefined]
    if (conditions.filter(Boolean).length > 1) {
      throw new InvalidArgumentError('only one of context, ifAbsent and ifMatch may be given')
    }
    if (value !== undefined && value.length > VALUE_BYTES_HARD_MAX) throw new ValueTooLargeError(value.length, VALUE_BYTES_HARD_MAX)
    const context = options.ifMatch ?? options.context
    const returnPrevious = options.returnPrevious ?? false
    const ttlMs = toTtl(options.ttl)
    const request = {
      bucket: toBucketName(options.bucket ?? 'default'),
      key: toKey(key),
      ...(value !== undefined && { value }),
      w: toQuorum(options.w, 'w'),
      pw: toQuorum(options.pw, 'pw'),
      strict: options.strict ?? false,
      ...(options.notBefore !== undefined && { notBefore: contextFromText(options.notBefore) }),
      ...(options.explain === true && { explain: true }),
      context: context === undefined ? new Uint8Array() : contextFromText(context),
      ttlMs: ttlMs ?? 0,
      condition: options.ifAbsent === true ? PUT_CONDITION.ifAbsent : options.ifMatch !== undefined ? PUT_CONDITION.ifMatch : PUT_CONDITION.none,
      requestId: this.#environment.randomBytes(REQUEST_ID_BYTES),
      forwarded: false,
      durability: PUT_DURABILITY[options.durability ?? 'synced'],
      returnPrevious,
      neverExpires: ttlMs === null,
    }
    return toPutResult(await this.#request(PUT, request, options, true), returnPrevious)
  }

  /**
   * Reads many keys, some of them at a time. Not a snapshot: each is a get of its own.
   *
   * @returns what came of each, in the order of `keys`; throws nothing of what get throws
   */
  async getMany (keys: readonly Bytes[], options: GetOptions = {}): Promise<Array<PromiseSettledResult<GetResult>>> {
    return await settleAll(keys, async key => await this.get(key, options))
  }

  /**
   * Writes many keys, some of them at a time. Not a transaction: each is a put of its own.
   *
   * @returns what came of each, in the order of `puts`; throws nothing of what put throws
   */
  async putMany (puts: readonly BatchPut[], options: PutOptions = {}): Promise<Array<PromiseSettledResult<PutResult>>> {
    return await settleAll(puts, async put => await this.put(put.key, put.value, { ...options, ...put.options }))
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
    const request = toScanRequest(options)
    const pages = scanEntries(request, options.limit ?? Infinity, async page => await this.#request(SCAN, page, options, false))
    for await (const entries of pages) yield entries.map(toScanItem)
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
    const request = { bucket: toBucketName(name), ...propertiesToMessage(properties), condition: BUCKET_CONDITION[options.only ?? 'none'] }
    const { applied, bucket, knownBy, members } = await this.#request(BUCKET_SET, request, options, true).catch((cause: unknown) => {
      if (!(cause instanceof InvalidArgumentError)) throw cause
      throw new InvalidArgumentError(`the properties do not fit those that the bucket ${name} has: r and w as numbers are at most n`, { cause })
    })
    if (!applied || bucket === undefined) throw new PreconditionFailedError(`the bucket ${name} ${options.only === 'new' ? 'exists already' : 'does not exist'}`)
    return { ...toBucket(bucket), knownBy, members }
  }

  /** Where a key lives: partition, primaries, fallbacks, and what each primary holds. */
  async locate (key: Bytes, options: KeyOptions = {}): Promise<Location> {
    const request = { bucket: toBucketName(options.bucket ?? 'default'), key: toKey(key) }
    return toLocation(await this.#request(LOCATE, request, options, false))
  }

  /** The cluster as one peer sees it. Its members also become peers to fall back on. */
  async status (options: CallOptions = {}): Promise<ClusterStatus> {
    const status = toClusterStatus(await this.#request(STATUS, {}, options, false))
    this.#learnedAt = this.#environment.now()
    this.#failOver.learn(status.members
      .filter(member => member.state === 'up' || member.state === 'suspect')
      .flatMap(({ peerId, addresses }) => isNodeId(peerId) ? [{ id: peerId, addresses }] : []))
    return status
  }

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
    return await this.#request(HINT_FLUSH, { target: options.target ?? '' }, options, false)
  }

  /**
   * Has `holder` drop the hints it keeps for `target`; both are peer ids. What they held comes to the
   * target by anti-entropy only.
   *
   * @throws InvalidArgumentError another peer than `holder` was asked
   */
  async dropHints (holder: string, target: string, options: CallOptions = {}): Promise<{ hints: number, bytes: number, partitions: number }> {
    return await this.#request(HINT_DROP, { holder, target }, options, true)
  }

  /** What every member that answers is moving, or only the peer that is asked. */
  async transfers ({ all = true, ...options }: CallOptions & { readonly all?: boolean } = {}): Promise<Transfers> {
    return toTransfers(await this.#request(TRANSFERS, { all }, options, false))
  }

  /** Closes every connection; requests in flight fail. */
  async close (): Promise<void> {
    this.#closed = true
    await this.#transport.close()
  }

  async #request<Q, R> (rpc: Rpc<Q, R>, body: Q, options: CallOptions, write: boolean): Promise<R> {
    if (this.#closed) throw new NotReadyError('this client is closed', { retryable: false })
    const timeoutMs = checkTimeout(options.timeoutMs ?? this.#timeoutMs)
    const response = await this.#failOver.run({ write, timeoutMs, signal: options.signal },
      (peer, attemptMs) => this.#transport.request(peer, rpc, body, { timeoutMs: attemptMs }))
    this.#learnInBackground()
    return response
  }

  #learnInBackground (): void {
    if (!this.#learnMembers) return
    const now = this.#environment.now()
    if (this.#learnedAt !== undefined && now - this.#learnedAt < LEARN_INTERVAL_MS) return
    this.#learnedAt = now
    // Only a convenience: the peers that were given still serve.
    this.status().catch(() => {})
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

function checkTimeout (timeoutMs: number): number {
  if (!(timeoutMs >= 1 && timeoutMs <= TIMEOUT_MS_MAX)) {
    throw new InvalidArgumentError(`timeoutMs must be from 1 to ${TIMEOUT_MS_MAX}; it is ${timeoutMs}`)
  }
  return timeoutMs
}

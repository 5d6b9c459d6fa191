/** What the calls take. */
import type { BucketProperties } from '../protocols/bucket/properties.js'
import type { Quorum } from '../protocols/rpc/quorum.js'
import type { Bytes } from './bytes.js'

export interface CallOptions {
  /** For the whole call, retries included; milliseconds, 1 to 3,600,000. Default 5,000. */
  readonly timeoutMs?: number | undefined
  /** Ends the wait. A write that was already sent may still happen. */
  readonly signal?: AbortSignal | undefined
}

export interface KeyOptions extends CallOptions {
  /** 1 to 64 characters of `a-z 0-9 . _ -`. Default `default`. */
  readonly bucket?: string | undefined
}

export interface GetOptions extends KeyOptions {
  /** Replicas that must answer: `one`, `quorum`, `all` or a number. Default: the bucket's. */
  readonly r?: Quorum | undefined
  /** Count only the key's primaries. */
  readonly strict?: boolean | undefined
  /** What the answer must know of: `context` of a get, `session` of a put. See KvClient.session. */
  readonly notBefore?: string | undefined
  /** Answer with what each replica took, too. */
  readonly explain?: boolean | undefined
}

export interface DeleteOptions extends KeyOptions {
  /** Replicas that must store it: `one`, `quorum`, `all` or a number. Default: the bucket's. */
  readonly w?: Quorum | undefined
  /** Count only the key's primaries. */
  readonly strict?: boolean | undefined
  /** How many of them must be primaries of the key, not stand-ins: like `w`. Default one; `strict`: all. */
  readonly pw?: Quorum | undefined
  /** From a get or a put: replaces exactly what that one returned. Not together with a condition. */
  readonly context?: string | undefined
  /** Only if the current versions are exactly those of this context. Optimistic, not linearizable. */
  readonly ifMatch?: string | undefined
  /** What an ack means: on stable storage (default), or handed to the operating system. */
  readonly durability?: 'synced' | 'buffered' | undefined
  /** Answer with what the coordinator held before, too. After a retry that may be what this very call wrote. */
  readonly returnPrevious?: boolean | undefined
  /** What `session` of the answer is to cover beside this write. See KvClient.session. */
  readonly notBefore?: string | undefined
  /** Answer with what each replica took, too. */
  readonly explain?: boolean | undefined
}

export interface PutOptions extends DeleteOptions {
  /** Time until the value disappears: milliseconds, or text like `30s`, `10m`, `1h`, `7d`; `none`: never. Default: the bucket's. */
  readonly ttl?: string | number | undefined
  /** Only if the key has no value. Optimistic, not linearizable. */
  readonly ifAbsent?: boolean | undefined
}

export interface WorkerChange {
  readonly worker: string
  readonly action: 'pause' | 'resume' | 'throttle'
  /** Of a throttle: rest after each step as a part of what it took; 0 ends it. */
  readonly percent?: number
}

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

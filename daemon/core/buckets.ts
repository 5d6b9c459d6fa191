/**
 * The properties of buckets, as their members' signed statements say. Of two statements about one bucket
 * the greater version counts, at equal versions the greater hash: whoever has heard both decides alike,
 * in whatever order they came, so peers that exchange what they know come to agree.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { checkProperties, propertiesFromMessage, propertiesToMessage, type BucketProperties } from '../../protocols/bucket/properties.js'
import { OverloadedError, ProtocolError } from '../../protocols/errors.js'
import { BucketSettings as BucketSettingsMessage, type SignedBucketSettings } from '../../protocols/pb/membership.js'
import { toHex } from '../../protocols/record/bytes.js'
import { checkBucket } from '../../protocols/record/key.js'
import { isNodeId, type NodeId } from '../../protocols/record/node-id.js'
import { compareBytes } from '../../storage/compare-bytes.js'
import type { Signer } from './env.js'
import { RaisedBuckets } from './raised-buckets.js'
import { signedBytes } from '../../protocols/record/signed-bytes.js'

/** The bucket that is there from the start. */
export const BUCKET_DEFAULT = 'default'
export const BUCKETS_MAX_DEFAULT = 1_000
const BODY_BYTES_MAX = 1_024
const RETRY_AFTER_MS = 60_000

export interface BucketSettings {
  readonly bucket: string
  /** From 1; one more with each change. */
  readonly version: number
  readonly properties: BucketProperties
  /** Who set it: a member then, perhaps not any more. */
  readonly issuer: NodeId
  readonly hlc: bigint
}

/** Settings as they were signed: `signed` is kept and passed on unchanged. */
export interface SignedBucket {
  readonly settings: BucketSettings
  readonly signed: SignedBucketSettings
  /** SHA-256 of the body. */
  readonly hash: Uint8Array
}

export interface BucketsComponents {
  readonly self: NodeId
  readonly signer: Signer
  /** Whether the peer is in a view of the ring's history: settings outlive the membership of who made them. */
  readonly wasMember: (peer: NodeId) => boolean
  readonly hlc: () => bigint
}

export interface BucketsInit {
  readonly cluster: string
  /** Of every bucket that was never set. */
  readonly defaults: BucketProperties
  /** Buckets that may be created; twice as many are taken from others, for what they created at the same time. */
  readonly bucketsMax?: number
}

export class Buckets {
  readonly #buckets = new Map<string, SignedBucket>()
  /** Those of #buckets by the hex of their signature: exchanges repeat what is known, which need not be decoded again. */
  readonly #bySignature = new Map<string, SignedBucket>()
  readonly #bucketsMax: number
  /** As of the last change of settings. */
  #raised: { readonly ringReplicas: number, readonly raised: RaisedBuckets } | undefined

  constructor (private readonly components: BucketsComponents, private readonly init: BucketsInit) {
    this.#bucketsMax = init.bucketsMax ?? BUCKETS_MAX_DEFAULT
  }

  /**
   * Takes settings that win over those that are known.
   *
   * @returns them if that changed anything
   * @throws ProtocolError when they are forged, malformed, of another cluster, or signed by somebody who was never a
   *   member as far as this peer knows; OverloadedError when there are too many buckets
   */
  accept (signed: SignedBucketSettings): SignedBucket | undefined {
    const same = this.#bySignature.get(toHex(signed.signature))
    if (same !== undefined && compareBytes(same.signed.body, signed.body) === 0) return undefined
    const { cluster, settings } = openSettings(signed)
    const { bucket, issuer } = settings
    if (cluster !== this.init.cluster) throw new ProtocolError(`settings of a bucket of the cluster ${cluster}`)
    const offered = { settings, signed, hash: sha256(signed.body) }
    const known = this.#buckets.get(bucket)
    if (known !== undefined && !this.wins(offered, known)) return undefined
    if (known === undefined && this.#buckets.size >= 2 * this.#bucketsMax) throw new OverloadedError('the table of buckets (bucketsMax)', RETRY_AFTER_MS)
    if (!this.components.wasMember(issuer)) throw new ProtocolError(`settings of a bucket by ${issuer}, which is in no ring view known here`)
    if (!this.components.signer.verify(issuer, signedBytes('bucket', signed.body), signed.signature)) throw new ProtocolError('settings of a bucket that their issuer did not sign')
    this.#keep(offered)
    return offered
  }

  #keep (made: SignedBucket): void {
    const { bucket } = made.settings
    this.#raised = undefined
    const before = this.#buckets.get(bucket)
    if (before !== undefined) this.#bySignature.delete(toHex(before.signed.signature))
    this.#buckets.set(bucket, made)
    this.#bySignature.set(toHex(made.signed.signature), made)
  }

  protected wins (offered: SignedBucket, known: SignedBucket): boolean {
    const byVersion = offered.settings.version - known.settings.version
    return byVersion !== 0 ? byVersion > 0 : compareBytes(offered.hash, known.hash) > 0
  }

  /**
   * Changes some properties of a bucket, or makes it, in the name of this peer.
   *
   * @throws InvalidArgumentError; OverloadedError when it would be one too many
   */
  set (bucket: string, change: Partial<BucketProperties>): SignedBucket {
    checkBucket(bucket)
    const properties = { ...this.propertiesOf(bucket), ...change }
    checkProperties(properties)
    const known = this.#buckets.get(bucket)
    if (known === undefined && this.#buckets.size >= this.#bucketsMax) throw new OverloadedError('the table of buckets (bucketsMax)', RETRY_AFTER_MS)
    const settings = { bucket, version: (known?.settings.version ?? 0) + 1, properties, issuer: this.components.self, hlc: this.components.hlc() }
    const { ttlMs, ...rest } = propertiesToMessage(properties)
    const body = BucketSettingsMessage.encode({ cluster: this.init.cluster, bucket, version: settings.version, ...rest, ttlMs: ttlMs ?? 0, issuer: settings.issuer, hlc: settings.hlc })
    const signed = { body, signature: this.components.signer.sign(signedBytes('bucket', body)) }
    const made = { settings, signed, hash: sha256(body) }
    this.#keep(made)
    return made
  }

  /** What holds for a bucket; the defaults for one that nobody set. */
  propertiesOf (bucket: string): BucketProperties {
    return this.#buckets.get(bucket)?.settings.properties ?? this.init.defaults
  }

  /** undefined: nobody set it. */
  settingsOf (bucket: string): BucketSettings | undefined {
    return this.#buckets.get(bucket)?.settings
  }

  /** Whether it was made, or is the one that always exists. A put works in any bucket. */
  exists (bucket: string): boolean {
    return bucket === BUCKET_DEFAULT || this.#buckets.has(bucket)
  }

  /** Those with more replicas than the ring. */
  raised (ringReplicas: number): RaisedBuckets {
    if (this.#raised?.ringReplicas !== ringReplicas) {
      const set = new Map(this.all().map(({ settings: { bucket, properties: { n } } }) => [bucket, n]))
      this.#raised = { ringReplicas, raised: new RaisedBuckets(ringReplicas, this.init.defaults.n, set) }
    }
    return this.#raised.raised
  }

  /** Every bucket that was set, ascending by name. */
  all (): SignedBucket[] {
    return [...this.#buckets.values()].sort((a, b) => a.settings.bucket < b.settings.bucket ? -1 : 1)
  }
}

/** Decodes and checks limits; the signature is the caller's to check. */
function openSettings ({ body }: SignedBucketSettings): { cluster: string, settings: BucketSettings } {
  if (body.byteLength > BODY_BYTES_MAX) throw new ProtocolError('settings of a bucket are too large')
  try {
    const message = BucketSettingsMessage.decode(body)
    const { cluster, bucket, version, issuer, hlc } = message
    const { n, r, w, conflict, ttlMs } = propertiesFromMessage(message)
    checkBucket(bucket)
    if (!isNodeId(issuer) || version < 1 || version > Number.MAX_SAFE_INTEGER - 1 || n === undefined || r === undefined || w === undefined || conflict === undefined) {
      throw new ProtocolError('settings of a bucket lack a field, or have one outside its limits')
    }
    const properties = { n, r, w, conflict, ttlMs: ttlMs ?? null }
    checkProperties(properties)
    return { cluster, settings: { bucket, version, properties, issuer, hlc } }
  } catch (cause) {
    if (cause instanceof ProtocolError) throw cause
    throw new ProtocolError('settings of a bucket are malformed', { cause })
  }
}

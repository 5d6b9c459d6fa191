import { CorruptRecordError } from '../../../protocols/errors.js'
import { AuthFact } from '../../../protocols/pb/auth.js'
import { SignedBucketSettings, SignedMemberRecord, SignedRingView as SignedRingViewMessage } from '../../../protocols/pb/membership.js'
import { concatBytes, toHex, utf8Bytes } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { openEnvelope, sealEnvelope } from '../../../storage/envelope.js'
import { PREFIX } from '../../../storage/keyspace.js'
import type { Store, StoreOp } from '../../../storage/store.js'
import type { Fact } from '../auth/authority.js'
import type { SignedBucket } from '../buckets.js'
import { encodeSignedRingView, type SignedRingView } from '../ring/ring-view.js'
import type { SignedMember } from './member-record.js'
import type { ViewStore } from './ring-history.js'
import { decodeTrackers, NO_TRACKERS, type Trackers } from './trackers.js'

const VIEWS = 'ring/view/'
const MEMBERS = 'member/'
const BUCKETS = 'bucket/'
const FACTS = 'auth/'
const TRACKERS = 'trackers'
const INCARNATION = 'incarnation'
/** Incarnations set aside at every start: a run that changes its record more often takes another block. */
export const INCARNATION_BLOCK = 1_000_000

/** What membership keeps across restarts: ring views, settings of buckets, the records of others, the own incarnation. */
export class MembershipStore implements ViewStore {
  constructor (private readonly components: { store: Store }) {}

  async load (): Promise<SignedRingViewMessage[]> {
    return (await this.#scan(VIEWS)).map(bytes => SignedRingViewMessage.decode(bytes))
  }

  async save (views: readonly SignedRingView[]): Promise<void> {
    const first = views[0]
    if (first === undefined) return
    const stale: StoreOp[] = []
    for await (const { key } of this.components.store.scan({ gte: viewKey(first.view.epoch), lt: metaEnd(VIEWS) })) stale.push({ type: 'del', key })
    const puts = views.map(signed => put(viewKey(signed.view.epoch), encodeSignedRingView(signed)))
    await this.components.store.batch([...stale, ...puts], 'synced')
  }

  async members (): Promise<SignedMemberRecord[]> {
    return (await this.#scan(MEMBERS)).map(bytes => SignedMemberRecord.decode(bytes))
  }

  /** Addresses to begin with at the next start: worth keeping, not worth an fsync. */
  async saveMember (peer: NodeId, { signed }: SignedMember): Promise<void> {
    await this.components.store.batch([put(metaKey(MEMBERS + peer), SignedMemberRecord.encode(signed))], 'buffered')
  }

  async forgetMember (peer: NodeId): Promise<void> {
    await this.components.store.batch([{ type: 'del', key: metaKey(MEMBERS + peer) }], 'buffered')
  }

  /** What the store with this id (32 hex digits) had reached; nothing for another store. */
  async trackers (storeId: string): Promise<Trackers> {
    const key = metaKey(TRACKERS)
    const bytes = await this.components.store.get(key)
    const body = bytes === undefined ? undefined : readable(key, bytes)
    if (body === undefined) return NO_TRACKERS
    const stored = decodeTrackers(body)
    return toHex(stored.storeId) === storeId ? stored.trackers : NO_TRACKERS
  }

  /** Resolves when they are synced: what others were told must outlive a power cut. */
  async saveTrackers (encoded: Uint8Array): Promise<void> {
    await this.components.store.batch([put(metaKey(TRACKERS), encoded)], 'synced')
  }

  async buckets (): Promise<SignedBucketSettings[]> {
    return (await this.#scan(BUCKETS)).map(bytes => SignedBucketSettings.decode(bytes))
  }

  /** Resolves when they are synced: what was set must outlive a power cut. */
  async saveBucket ({ settings, signed }: SignedBucket): Promise<void> {
    await this.components.store.batch([put(metaKey(BUCKETS + settings.bucket), SignedBucketSettings.encode(signed))], 'synced')
  }

  async facts (): Promise<AuthFact[]> {
    return (await this.#scan(FACTS)).map(bytes => AuthFact.decode(bytes))
  }

  /** Resolves when it is synced: who was cut off must not come back after a power cut. */
  async saveFact ({ id, bytes }: Fact): Promise<void> {
    await this.components.store.batch([put(metaKey(FACTS + id), bytes)], 'synced')
  }

  /** An incarnation that no earlier run has used, with INCARNATION_BLOCK more behind it. Synced before it returns. */
  async takeIncarnation (): Promise<number> {
    const key = metaKey(INCARNATION)
    const bytes = await this.components.store.get(key)
    const body = bytes === undefined ? undefined : readable(key, bytes)
    // A lost lease begins anew; the first exchange brings our own newest record, and an incarnation above it.
    const used = body === undefined ? 0 : Number(new DataView(copy(body)).getBigUint64(0))
    const lease = new Uint8Array(8)
    new DataView(lease.buffer).setBigUint64(0, BigInt(used + INCARNATION_BLOCK))
    await this.components.store.batch([put(key, lease)], 'synced')
    return used + 1
  }

  async #scan (prefix: string): Promise<Uint8Array[]> {
    const found: Uint8Array[] = []
    try {
      for await (const { key, value } of this.components.store.scan({ gte: metaKey(prefix), lt: metaEnd(prefix) })) {
        const body = readable(key, value)
        if (body !== undefined) found.push(body)
      }
    } catch (error) {
      if (!(error instanceof CorruptRecordError)) throw error
    }
    return found
  }
}

/** undefined: damaged. All that is kept here is signed, and comes again from other members. */
function readable (key: Uint8Array, value: Uint8Array): Uint8Array | undefined {
  try {
    return openEnvelope(key, value)
  } catch (error) {
    if (!(error instanceof CorruptRecordError)) throw error
    return undefined
  }
}

function put (key: Uint8Array, body: Uint8Array): StoreOp {
  return { type: 'put', key, value: sealEnvelope(key, body) }
}

function copy (bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

function metaKey (name: string): Uint8Array {
  return concatBytes(Uint8Array.of(PREFIX.meta), utf8Bytes(name))
}

/** The first key after all that begin with `prefix`, which ends in a character below 0xff. */
function metaEnd (prefix: string): Uint8Array {
  const end = metaKey(prefix)
  end[end.length - 1] = (end.at(-1) ?? 0) + 1
  return end
}

/** Zero padded, so that the order of keys is the order of epochs. */
function viewKey (epoch: number): Uint8Array {
  return metaKey(VIEWS + String(epoch).padStart(16, '0'))
}

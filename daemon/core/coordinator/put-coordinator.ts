import { DeadlineExceededError, InvalidArgumentError, NotReadyError, P2pkvError, PeerUnreachableError, ValueTooLargeError } from '../../../protocols/errors.js'
import { rejected } from '../../../protocols/rejected.js'
import { PUT, PUT_CONDITION, PUT_DURABILITY, type PutRequest, type PutResponse } from '../../../protocols/put/put.js'
import { decodeContext, encodeContext } from '../../../protocols/record/context.js'
import { toHex } from '../../../protocols/record/bytes.js'
import { checkRecordKey } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey, VersionVector } from '../../../protocols/record/record.js'
import { covers, coversDot, EMPTY_VECTOR, joinVectors } from '../../../protocols/record/version-vector.js'
import { REQUEST_ID_BYTES } from '../../../protocols/record/record-fields.js'
import { checkTtl } from '../../../protocols/record/ttl.js'
import { visible } from '../../../protocols/record/visible.js'
import { quorumFromMessage } from '../../../protocols/rpc/quorum.js'
import type { LocalWrite, RecordStore, WriteIntent } from '../../../storage/record-store.js'
import type { Durability } from '../../../storage/store.js'
import type { Prng } from '../env.js'
import { DATA_NOT_HELD, type Placement } from '../ring/placement.js'
import { dotText, NOT_IN_RING, preferenceListOf, rankOf, toVersion, type CoordinatorComponents } from './components.js'
import { Hops } from './hops.js'
import { isSilence } from './replica-client.js'
import { ReplicaWrite } from './replica-write.js'

export interface PutCoordinatorComponents extends CoordinatorComponents {
  readonly prng: Prng
  readonly records: RecordStore
  /** Whether this peer holds what it is to hold of the key; absent: of all. */
  readonly holds?: (key: RecordKey) => boolean
  /** Whether this peer, which owns the partition for buckets with more replicas than the ring alone, has been brought what it owns. */
  readonly isFilled?: (partition: number) => boolean
}

export interface PutCoordinatorInit {
  readonly valueBytesMax: number
}

/** One attempt to hand a put to a primary takes at most this part of the time that is left, … */
const FORWARD_SHARE = 1 / 3
/** … but not less than this, milliseconds. */
const FORWARD_MS_MIN = 300

/**
 * Coordinates puts and deletes. Only a primary makes dots: a put that arrives elsewhere is handed to a
 * healthy primary, one hop, known from this peer's own ring.
 */
export class PutCoordinator {
  /** As acks name it. */
  readonly #storeId: string

  constructor (private readonly components: PutCoordinatorComponents, private readonly init: PutCoordinatorInit) { this.#storeId = toHex(components.records.storeId) }

  /**
   * @throws InvalidKeyError, InvalidArgumentError, ValueTooLargeError, InvalidContextError, PreconditionFailedError,
   *   TooManySiblingsError, InsufficientReplicasError (all: applied nowhere), QuorumNotMetError, DeadlineExceededError (see their outcome)
   */
  put (request: PutRequest, deadline: number): Promise<PutResponse> {
    try {
      return this.#put(request, deadline)
    } catch (error) {
      return rejected(error)
    }
  }

  #put (request: PutRequest, deadline: number): Promise<PutResponse> {
    const { clock, self, views } = this.components
    const hops = new Hops(clock, request.explain === true)
    const start = clock.monotonic()
    const key: RecordKey = { bucket: request.bucket, key: request.key }
    this.#check(request, key)
    const placement = views.placement()
    if (placement === undefined) throw new NotReadyError(NOT_IN_RING)
    const primaries = this.#coordinatorsOf(placement, key)
    // A retry, ours or the client's, must be known as the same write.
    const identified = request.requestId.byteLength > 0 ? request : { ...request, requestId: this.components.prng.bytes(REQUEST_ID_BYTES) }
    const isPrimary = primaries.includes(self)
    if (isPrimary && (!asksWhatIsThere(request) || this.knowsWhatIsThere(placement, key))) return this.#coordinate(identified, key, start, deadline, hops)
    const others = primaries.filter(peer => peer !== self)
    if (request.forwarded || others.length === 0) throw new NotReadyError(isPrimary ? DATA_NOT_HELD : 'this peer is no primary of the key in its view of the ring')
    return this.#forward(identified, others, deadline, hops)
  }

  /** Who is becoming an owner, was added by the bucket's number of replicas, or lost its disk, would call absent what it has not got yet. */
  protected knowsWhatIsThere ({ readFrom }: Placement, key: RecordKey): boolean {
    const { bucket, holds, isFilled, self } = this.components
    const { partition, primaries } = preferenceListOf(readFrom, key, bucket(key.bucket).n)
    const index = primaries.indexOf(self)
    return holds?.(key) !== false && index >= 0 && (index < readFrom.view.replicas || isFilled?.(partition) !== false)
  }

  #check (request: PutRequest, key: RecordKey): void {
    checkRecordKey(key)
    if (request.value !== undefined && request.value.byteLength > this.init.valueBytesMax) throw new ValueTooLargeError(request.value.byteLength, this.init.valueBytesMax)
    if (request.requestId.byteLength !== 0 && request.requestId.byteLength !== REQUEST_ID_BYTES) throw new InvalidArgumentError(`a request id has ${REQUEST_ID_BYTES} bytes`)
    if (request.ttlMs !== 0) checkTtl(request.ttlMs)
    if (request.ttlMs !== 0 && request.neverExpires) throw new InvalidArgumentError('a version either expires or never does')
    if (request.strict && quorumFromMessage(request.pw, 'pw') !== undefined) throw new InvalidArgumentError('strict counts primaries only: pw says nothing more')
  }

  /** Who may make the dot: first the owners that hold all data, then those that are becoming owners. */
  #coordinatorsOf ({ readFrom, live }: Placement, key: RecordKey): readonly NodeId[] {
    const { n } = this.components.bucket(key.bucket)
    // As it is nearly always.
    if (live.length === 1 && live[0] === readFrom) return preferenceListOf(readFrom, key, n).primaries
    return [...new Set([readFrom, ...live].flatMap(ring => preferenceListOf(ring, key, n).primaries))]
  }

  async #forward (request: PutRequest, primaries: readonly NodeId[], deadline: number, hops: Hops): Promise<PutResponse> {
    const { clock, replicas, meter } = this.components
    const order = [...primaries].sort((a, b) => rankOf(a, this.components) - rankOf(b, this.components))
    let last: unknown
    let touched = false
    for (const peer of order) {
      const leftMs = deadline - clock.monotonic()
      if (leftMs <= 0) break
      const attemptMs = peer === order.at(-1) ? leftMs : Math.min(leftMs, Math.max(FORWARD_MS_MIN, leftMs * FORWARD_SHARE))
      try {
        const response = await hops.time(peer, 'forward', replicas.send(peer, PUT, { ...request, forwarded: true }, clock.monotonic() + attemptMs))
        return request.explain === true ? { ...response, explanation: hops.explanation(response.explanation) } : response
      } catch (error) {
        last = error
        const isApplied = error instanceof P2pkvError && error.outcome !== 'none'
        meter.count('put_forwards_failed_total')
        if (isSilence(error) || error instanceof NotReadyError) {
          if (isApplied) touched = true
          continue
        }
        // What another primary would answer too is the answer; but "not applied" is only true of the primaries that answered.
        if (isApplied || !touched) throw error
        break
      }
    }
    if (touched) throw new DeadlineExceededError('the primaries that were asked to write did not answer; read before writing again', { outcome: 'unknown', cause: last })
    throw new PeerUnreachableError(`none of the ${primaries.length} primaries of the key can be reached; nothing was written`, { outcome: 'none', cause: last })
  }

  async #coordinate (request: PutRequest, key: RecordKey, start: number, deadline: number, hops: Hops): Promise<PutResponse> {
    const { clock, cluster, records, fault } = this.components
    const intent = this.#intent(request, key)
    const seen = request.notBefore === undefined || request.notBefore.byteLength === 0 ? EMPTY_VECTOR : decodeContext(request.notBefore, { cluster }, key)
    const durability: Durability = request.durability === PUT_DURABILITY.buffered ? 'buffered' : 'synced'
    const write = this.#begin(request, key, durability, deadline, hops)
    let local: LocalWrite
    try {
      local = await records.write(key, intent, durability)
    } catch (error) {
      write.abandon()
      throw error
    }
    fault.hit('put.written')
    // The client has been told that it may have failed: as with any such write it is the others' to find it here.
    if (deadline <= clock.monotonic()) {
      write.abandon()
      local.committed.catch(() => {})
      throw new DeadlineExceededError('this peer took longer than there was time; read before writing again', { outcome: 'unknown' })
    }
    await write.run(local.encoded, local.committed.then(() => ({ storeId: this.#storeId, synced: durability === 'synced', view: undefined })))
    fault.hit('put.acknowledged')
    return this.#response(request, key, local, write.quorum.weakest, { given: intent.context, seen, start, hops })
  }

  #begin (request: PutRequest, key: RecordKey, durability: Durability, deadline: number, hops: Hops): ReplicaWrite {
    const properties = this.components.bucket(key.bucket)
    const w = quorumFromMessage(request.w, 'w') ?? properties.w
    const pw = request.strict ? 'strict' : quorumFromMessage(request.pw, 'pw')
    const ticket = this.components.views.beginWrite()
    if (ticket === undefined) throw new NotReadyError(NOT_IN_RING)
    const write = new ReplicaWrite(this.components, { key, durability, deadline, n: properties.n, w, pw, hops })
    write.begin(ticket)
    return write
  }

  #response (
    request: PutRequest, key: RecordKey, local: LocalWrite, acks: ReplicaWrite['quorum']['weakest'],
    { given, seen, start, hops }: { readonly given: VersionVector | undefined, readonly seen: VersionVector, readonly start: number, readonly hops: Hops },
  ): PutResponse {
    const { clock, cluster, self, bucket, meter } = this.components
    const encode = (vector: VersionVector): Uint8Array => encodeContext(vector, { cluster }, key)
    const context = contextAfter(local, given, encode)
    // Mostly the same: a client that writes without a session, and what is not concurrent with anything.
    const isAllSeen = local.record.siblings.length === 1 && covers(local.record.vv, seen)
    meter.count('writes_total', 1, { hinted: String(acks.hinted > 0) })
    return {
      dot: dotText(local.dot),
      hlc: local.hlc,
      context,
      acksPrimary: acks.primary,
      acksHinted: acks.hinted,
      acksSynced: acks.synced,
      primaries: acks.primaries,
      need: acks.need,
      hintedFor: [...acks.hintedFor],
      siblings: local.record.siblings.length,
      elapsedUs: Math.round((clock.monotonic() - start) * 1000),
      coordinator: self,
      previous: request.returnPrevious ? visible(local.previous, bucket(key.bucket).conflict, clock.realtime()).map(toVersion) : [],
      expiresAt: local.expiresAt ?? 0,
      session: isAllSeen ? context : encode(joinVectors(local.record.vv, seen)),
      explanation: request.explain === true ? hops.explanation() : undefined,
    }
  }

  #intent (request: PutRequest, key: RecordKey): WriteIntent {
    const { bucket, cluster } = this.components
    const properties = bucket(key.bucket)
    const context = request.context.byteLength === 0 ? undefined : decodeContext(request.context, { cluster }, key)
    const ttlMs = request.ttlMs !== 0 ? request.ttlMs : request.neverExpires ? undefined : properties.ttlMs ?? undefined
    return {
      value: request.value ?? null,
      context,
      after: request.after,
      ttlMs: request.value === undefined ? undefined : ttlMs,
      policy: properties.conflict,
      condition: conditionOf(request, context !== undefined),
      requestId: request.requestId,
      withoutPrevious: !request.returnPrevious,
    }
  }
}

/**
 * What the client has seen when it has the answer: its own context and its own event, not the versions
 * beside it that it was never shown, or its next put would remove them. Where a vector cannot say that
 * (it covers all earlier events of an actor), its own context alone: it must read first.
 */
function contextAfter ({ record, dot }: LocalWrite, given: VersionVector | undefined, encode: (vector: VersionVector) => Uint8Array): Uint8Array {
  if (record.siblings.length === 1) return encode(record.vv)
  const seen = joinVectors(given ?? EMPTY_VECTOR, new Map([[dot.actor, dot.counter]]))
  const covered = record.siblings.filter(sibling => coversDot(seen, sibling.dot) && !coversDot(given ?? EMPTY_VECTOR, sibling.dot))
  if (covered.length === 1) return encode(seen)
  return given === undefined ? new Uint8Array() : encode(given)
}

function asksWhatIsThere ({ condition, returnPrevious }: PutRequest): boolean { return condition !== PUT_CONDITION.none || returnPrevious }

function conditionOf (request: PutRequest, hasContext: boolean): WriteIntent['condition'] {
  switch (request.condition) {
    case PUT_CONDITION.none: return undefined
    case PUT_CONDITION.ifAbsent: return 'if-absent'
    case PUT_CONDITION.ifMatch:
      if (!hasContext) throw new InvalidArgumentError('if-match needs the context of what was read')
      return 'if-match'
    default: throw new InvalidArgumentError(`the condition ${request.condition} is unknown`)
  }
}

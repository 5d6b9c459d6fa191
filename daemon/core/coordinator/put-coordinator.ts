import { DeadlineExceededError, InsufficientReplicasError, InvalidArgumentError, NotReadyError, P2pkvError, PeerUnreachableError, ValueTooLargeError } from '../../../protocols/errors.js'
import { PUT, PUT_CONDITION, PUT_DURABILITY, type PutRequest, type PutResponse } from '../../../protocols/put/put.js'
import { decodeContext, encodeContext } from '../../../protocols/record/context.js'
import { toHex } from '../../../protocols/record/bytes.js'
import { checkRecordKey } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey, VersionVector } from '../../../protocols/record/record.js'
import { coversDot, EMPTY_VECTOR, joinVectors } from '../../../protocols/record/version-vector.js'
import { REQUEST_ID_BYTES } from '../../../protocols/record/record-codec.js'
import { checkTtl } from '../../../protocols/record/ttl.js'
import { visible } from '../../../protocols/record/visible.js'
import { quorumFromMessage, quorumSize } from '../../../protocols/rpc/quorum.js'
import type { LocalWrite, RecordStore, WriteIntent } from '../../../storage/record-store.js'
import type { Durability } from '../../../storage/store.js'
import type { Prng } from '../env.js'
import { dotText, primariesOf, toVersion, type CoordinatorComponents } from './get-coordinator.js'
import { failureCode, isSilence } from './replica-client.js'
import { WriteQuorum } from './write-quorum.js'

export interface PutCoordinatorComponents extends CoordinatorComponents {
  readonly prng: Prng
  readonly records: RecordStore
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
  constructor (private readonly components: PutCoordinatorComponents, private readonly init: PutCoordinatorInit) {}

  /**
   * @throws InvalidKeyError, InvalidArgumentError, ValueTooLargeError, InvalidContextError, PreconditionFailedError,
   *   TooManySiblingsError, InsufficientReplicasError (all: applied nowhere), QuorumNotMetError, DeadlineExceededError (see their outcome)
   */
  async put (request: PutRequest, deadline: number): Promise<PutResponse> {
    const { clock, self, bucket } = this.components
    const start = clock.monotonic()
    const key: RecordKey = { bucket: request.bucket, key: request.key }
    checkRecordKey(key)
    if (request.value !== undefined && request.value.byteLength > this.init.valueBytesMax) throw new ValueTooLargeError(request.value.byteLength, this.init.valueBytesMax)
    if (request.requestId.byteLength !== 0 && request.requestId.byteLength !== REQUEST_ID_BYTES) throw new InvalidArgumentError(`a request id has ${REQUEST_ID_BYTES} bytes`)
    if (request.ttlMs !== 0) checkTtl(request.ttlMs)
    if (request.ttlMs !== 0 && request.neverExpires) throw new InvalidArgumentError('a version either expires or never does')
    const properties = bucket(key.bucket)
    const primaries = primariesOf(this.components.ring(), key, properties.n)
    const need = quorumSize(quorumFromMessage(request.w, 'w') ?? properties.w, primaries.length)
    if (need > primaries.length) throw new InsufficientReplicasError(need, primaries.length)
    // A retry, ours or the client's, must be known as the same write.
    const identified = request.requestId.byteLength > 0 ? request : { ...request, requestId: this.components.prng.bytes(REQUEST_ID_BYTES) }
    if (!primaries.includes(self)) {
      if (request.forwarded) throw new NotReadyError('this peer is no primary of the key in its view of the ring')
      return await this.#forward(identified, primaries, deadline)
    }
    return await this.#coordinate(identified, key, primaries, need, start, deadline)
  }

  async #forward (request: PutRequest, primaries: readonly NodeId[], deadline: number): Promise<PutResponse> {
    const { clock, health, livenessOf, replicas, meter } = this.components
    const rank = (peer: NodeId): number => livenessOf(peer) === 'dead' ? 2 : livenessOf(peer) === 'suspect' || health.isAvoided(peer) ? 1 : 0
    const order = [...primaries].sort((a, b) => rank(a) - rank(b))
    let last: unknown
    let touched = false
    for (const peer of order) {
      const leftMs = deadline - clock.monotonic()
      if (leftMs <= 0) break
      const attemptMs = peer === order.at(-1) ? leftMs : Math.min(leftMs, Math.max(FORWARD_MS_MIN, leftMs * FORWARD_SHARE))
      try {
        return await replicas.send(peer, PUT, { ...request, forwarded: true }, clock.monotonic() + attemptMs)
      } catch (error) {
        last = error
        if (error instanceof P2pkvError && error.outcome !== 'none') touched = true
        meter.count('put_forwards_failed_total')
        if (isSilence(error) || error instanceof NotReadyError) continue
        // What another primary would answer too is the answer; but "not applied" is only true of the primaries that answered.
        if (!touched) throw error
        break
      }
    }
    if (touched) throw new DeadlineExceededError('the primaries that were asked to write did not answer; read before writing again', { outcome: 'unknown', cause: last })
    throw new PeerUnreachableError(`none of the ${primaries.length} primaries of the key can be reached; nothing was written`, { outcome: 'none', cause: last })
  }

  async #coordinate (request: PutRequest, key: RecordKey, primaries: readonly NodeId[], need: number, start: number, deadline: number): Promise<PutResponse> {
    const { clock, cluster, self, bucket, records, livenessOf, replicas, fault } = this.components
    const properties = bucket(key.bucket)
    const others = primaries.filter(peer => peer !== self)
    const up = others.filter(peer => livenessOf(peer) !== 'dead')
    if (up.length + 1 < need) throw new InsufficientReplicasError(need, up.length + 1)

    const durability: Durability = request.durability === PUT_DURABILITY.buffered ? 'buffered' : 'synced'
    const intent = this.#intent(request, key)
    const local = await records.write(key, intent, durability)
    fault.hit('put.written')
    const storeId = toHex(records.storeId)
    const quorum = new WriteQuorum(primaries.length, { acks: need, primaryAcks: need })
    await new Promise<void>((resolve, reject) => {
      const timer = clock.after(Math.max(0, deadline - clock.monotonic()), () => { reject(quorum.error()) })
      const settle = (): void => {
        if (quorum.met) { timer.cancel(); resolve() } else if (quorum.impossible) { timer.cancel(); reject(quorum.error()) }
      }
      const count = (peer: NodeId, stored: Promise<{ storeId: string, synced: boolean }>): void => {
        stored.then(ack => { quorum.ack(ack); settle() }, (error: unknown) => {
          // Our own failed commit included: until it failed, readers were shown it and may have spread it.
          quorum.fail(peer, failureCode(error), peer !== self && error instanceof P2pkvError ? error.outcome : 'unknown')
          settle()
        })
      }
      count(self, local.committed.then(() => ({ storeId, synced: durability === 'synced' })))
      for (const peer of others) {
        if (up.includes(peer)) count(peer, replicas.store(peer, key, local.encoded, durability, deadline))
        else quorum.fail(peer, 'PEER_DOWN', 'none')
      }
      settle()
    })
    fault.hit('put.acknowledged')
    const acks = quorum.acks
    this.components.meter.count('writes_total')
    return {
      dot: dotText(local.dot),
      hlc: local.hlc,
      context: contextAfter(local, intent.context, vector => encodeContext(vector, { cluster }, key)),
      acksPrimary: acks.primary,
      acksHinted: acks.hinted,
      acksSynced: acks.synced,
      primaries: primaries.length,
      need,
      hintedFor: [...acks.hintedFor],
      siblings: local.record.siblings.length,
      elapsedUs: Math.round((clock.monotonic() - start) * 1000),
      coordinator: self,
      previous: request.returnPrevious ? visible(local.previous, properties.conflict, clock.realtime()).map(toVersion) : [],
      expiresAt: local.expiresAt ?? 0,
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
      ttlMs: request.value === undefined ? undefined : ttlMs,
      policy: properties.conflict,
      condition: conditionOf(request, context !== undefined),
      requestId: request.requestId,
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

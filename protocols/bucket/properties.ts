import { InvalidArgumentError, ProtocolError } from '../errors.js'
import type { Quorum as QuorumMessage } from '../pb/kv.js'
import { checkTtl } from '../record/ttl.js'
import type { ConflictPolicy } from '../record/visible.js'
import { quorumFromMessage, quorumToMessage, type Quorum } from '../rpc/quorum.js'

/** What holds for every key of a bucket unless a request says otherwise. */
export interface BucketProperties {
  /** Primaries of a key, at most the members there are. */
  readonly n: number
  readonly r: Quorum
  readonly w: Quorum
  readonly conflict: ConflictPolicy
  /** Milliseconds until a version expires when its put gives no TTL; null: never. */
  readonly ttlMs: number | null
}

export const BUCKET_N_MAX = 7
const CONFLICT_POLICIES: readonly ConflictPolicy[] = ['lww', 'siblings']

/** The same in a request, an answer and a signed statement; in a request 0 and absent mean "as it is". */
interface PropertiesMessage {
  n: number
  r?: QuorumMessage | undefined
  w?: QuorumMessage | undefined
  conflict: number
  ttlMs?: number | undefined
}

/** @throws InvalidArgumentError unless it is `lww` or `siblings` */
export function parseConflict (text: string): ConflictPolicy {
  const policy = CONFLICT_POLICIES.find(name => name === text)
  if (policy === undefined) throw new InvalidArgumentError(`conflict must be lww or siblings; it is ${text}`)
  return policy
}

/**
 * Checks those that are there.
 *
 * @throws InvalidArgumentError when one is outside its limits, or they contradict each other
 */
export function checkProperties ({ n, r, w, ttlMs }: Partial<BucketProperties>): void {
  if (n !== undefined && (!Number.isInteger(n) || n < 1 || n > BUCKET_N_MAX)) throw new InvalidArgumentError(`n must be a whole number from 1 to ${BUCKET_N_MAX}; it is ${n}`)
  for (const [name, quorum] of [['r', r], ['w', w]] as const) {
    const most = n ?? BUCKET_N_MAX
    if (typeof quorum === 'number' && quorum > most) throw new InvalidArgumentError(`${name} is ${quorum}, more than the ${most} replicas of a key (n)`)
  }
  if (typeof ttlMs === 'number') checkTtl(ttlMs)
}

/** What is left out stays out. */
export function propertiesToMessage ({ n, r, w, conflict, ttlMs }: Partial<BucketProperties>): PropertiesMessage {
  return {
    n: n ?? 0,
    r: quorumToMessage(r),
    w: quorumToMessage(w),
    conflict: conflict === undefined ? 0 : CONFLICT_POLICIES.indexOf(conflict) + 1,
    ...(ttlMs !== undefined && { ttlMs: ttlMs ?? 0 }),
  }
}

/**
 * The properties that a message gives. Those that are all there may still contradict each other: checkProperties.
 *
 * @throws ProtocolError, InvalidArgumentError
 */
export function propertiesFromMessage ({ n, r, w, conflict, ttlMs }: PropertiesMessage): Partial<BucketProperties> {
  const policy = CONFLICT_POLICIES[conflict - 1]
  if (conflict !== 0 && policy === undefined) throw new ProtocolError(`the conflict policy ${conflict} is unknown`)
  const read = quorumFromMessage(r, 'r')
  const write = quorumFromMessage(w, 'w')
  return {
    ...(n !== 0 && { n }),
    ...(read !== undefined && { r: read }),
    ...(write !== undefined && { w: write }),
    ...(policy !== undefined && { conflict: policy }),
    ...(ttlMs !== undefined && { ttlMs: ttlMs === 0 ? null : ttlMs }),
  }
}

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { InvariantError, ProtocolError } from '../../../protocols/errors.js'
import { RingView as RingViewMessage, SignedRingView as SignedRingViewMessage } from '../../../protocols/pb/membership.js'
import { equalBytes, latin1 } from '../../../protocols/record/bytes.js'
import { isNodeId, type NodeId } from '../../../protocols/record/node-id.js'
import type { Signer } from '../env.js'
import { claim } from './claim.js'
import { NO_MEMBER } from './slot-table.js'

export const MEMBERS_MAX = 2_000
export const PARTITIONS_MAX = 16_384
export const REPLICAS_MAX = 9
export const WEIGHT_MAX = 1_000
/** Characters. */
export const REASON_LENGTH_MAX = 256
/** An encoded, signed view, bytes. The limits above stay below it. */
export const VIEW_BYTES_MAX = 1_048_576
const SIGNATURE_BYTES_MAX = 128
const HASH_BYTES = 32
/** Views, and pairs of them, that are remembered as checked: after a fork a whole history is fetched again. */
const CHECKED_MAX = 256
/** Longer ones are not worth the memory. */
const CHECKED_BYTES_MAX = 16_384

const STORE_ID = /^[0-9a-f]{32}$/
const ZONE = /^[A-Za-z0-9._-]{0,64}$/
const CLUSTER = /^[\x21-\x7e]{1,64}$/

export interface RingMember {
  readonly peerId: NodeId
  /** 32 hex digits: which store the peer has; a new one holds nothing of what the peer held before. */
  readonly storeId: string
  /** 1 to 1,000: its share in proportion to others'. */
  readonly weight: number
  /** 0 to 64 of `A-Z a-z 0-9 . _ -`: what may fail together. Members without one are in one zone, ''. */
  readonly zone: string
}

/** Who owns what, from one epoch to the next. */
export interface RingView {
  readonly cluster: string
  /** 1 for the first, then one more each. */
  readonly epoch: number
  /** SHA-256 of the previous view's body; empty in the first. */
  readonly previousHash: Uint8Array
  /** A power of two. */
  readonly partitions: number
  /** Primaries a partition, where there are as many members. */
  readonly replicas: number
  /** Ascending by peer id. */
  readonly members: readonly RingMember[]
  /** For each partition `replicas` indexes into `members`, the preferred coordinator first; 0xffff where there are too few members. */
  readonly assignment: Uint16Array
  readonly issuer: NodeId
  readonly reason: string
  /** Milliseconds since 1970, by the issuer's clock, or that of most members where theirs is later: how long somebody has been out is counted from it. */
  readonly issuedAt: number
  /** Members, and former ones, that no view up to this one waits for, ascending: an operator has said that they are down for long. */
  readonly skips: readonly NodeId[]
}

/** A view as it was signed: all but `view` are bytes to keep and pass on unchanged. */
export interface SignedRingView {
  readonly view: RingView
  readonly body: Uint8Array
  readonly signature: Uint8Array
  /** SHA-256 of `body`: the view's name. */
  readonly hash: Uint8Array
}

/** @throws InvariantError for a view that peers would refuse */
export function signRingView (view: RingView, signer: Signer): SignedRingView {
  const fault = faultOf(view)
  if (fault !== undefined) throw new InvariantError(`a ring view is to be signed of which ${fault}`)
  const body = encodeBody(view)
  return { view, body, signature: signer.sign(body), hash: sha256(body) }
}

export function encodeSignedRingView (signed: SignedRingView): Uint8Array {
  return SignedRingViewMessage.encode({ body: signed.body, signature: signed.signature })
}

/**
 * Decodes, validates and verifies a view. Says nothing of whether it follows from another: checkSuccessor.
 * @throws ProtocolError
 */
export function openRingView (from: Uint8Array | { readonly body: Uint8Array, readonly signature: Uint8Array }, signer: Signer): SignedRingView {
  const { body, signature } = from instanceof Uint8Array ? decodeSigned(from) : from
  if (body.length > VIEW_BYTES_MAX) throw new ProtocolError(`a ring view of ${body.length} bytes; at most ${VIEW_BYTES_MAX} are taken`)
  if (signature.length > SIGNATURE_BYTES_MAX) throw new ProtocolError(`a signature of ${signature.length} bytes; at most ${SIGNATURE_BYTES_MAX} are taken`)
  const name = latin1(signature)
  const known = opened.get(name)
  if (known !== undefined && equalBytes(known.body, body)) return known
  const view = decodeBody(body)
  const fault = faultOf(view)
  if (fault !== undefined) throw new ProtocolError(`a ring view of which ${fault}`)
  if (!signer.verify(view.issuer, body, signature)) throw new ProtocolError(`a ring view that ${view.issuer} did not sign`)
  const signed: SignedRingView = { view, body, signature, hash: sha256(body) }
  if (body.length <= CHECKED_BYTES_MAX) remember(opened, name, signed)
  return signed
}

/** By signature. What they hold is never changed. */
const opened = new Map<string, SignedRingView>()
/** Hashes of views, each behind that of the one before it, of which the assignment is the one that claim() gives. */
const claimed = new Map<string, true>()

function remember<V> (checked: Map<string, V>, name: string, value: V): void {
  if (checked.size >= CHECKED_MAX) checked.clear()
  checked.set(name, value)
}

/** Whether the assignment is the one that follows from the members and what was before. */
function isClaimed ({ view, hash }: SignedRingView, previous?: SignedRingView): boolean {
  const name = latin1(previous?.hash ?? new Uint8Array()) + latin1(hash)
  if (claimed.has(name)) return true
  const { partitions, replicas, members } = view
  const isSame = isEqual(claim({ partitions, replicas, members, ...(previous === undefined ? {} : { previous: previous.view }) }), view.assignment)
  if (isSame) remember(claimed, name, true)
  return isSame
}

/**
 * Which of two views wins everywhere: the higher epoch; at equal epochs the lower hash.
 * @returns above 0: `a`; below 0: `b`; 0: they are the same
 */
export function compareViews (a: SignedRingView, b: SignedRingView): number {
  return a.view.epoch - b.view.epoch || compareBytes(b.hash, a.hash)
}

/**
 * Checks that `next` is what may come after `previous`: the chain, the cluster's constants, an issuer who
 * is a member, and an assignment that is the one that claim() gives.
 *
 * @param mayIssue who may issue views; by default the members of `previous`
 * @throws ProtocolError
 */
export function checkSuccessor (
  previous: SignedRingView,
  next: SignedRingView,
  mayIssue: (issuer: NodeId) => boolean = issuer => previous.view.members.some(member => member.peerId === issuer)
): void {
  const refuse = (why: string): never => { throw new ProtocolError(`ring view ${next.view.epoch} does not follow view ${previous.view.epoch}: ${why}`) }
  const { cluster, epoch, partitions, replicas } = previous.view
  if (next.view.cluster !== cluster) refuse('it is of another cluster')
  if (next.view.epoch !== epoch + 1) refuse('its epoch is not the next')
  if (compareBytes(next.view.previousHash, previous.hash) !== 0) refuse('it follows another view')
  if (next.view.partitions !== partitions || next.view.replicas !== replicas) refuse('partitions and replicas cannot change')
  if (!mayIssue(next.view.issuer)) refuse(`${next.view.issuer} may not issue it`)
  if (!isClaimed(next, previous)) refuse('its assignment is not the one that follows')
}

/**
 * Checks that a view may begin a history.
 * @throws ProtocolError
 */
export function checkFirstView (first: SignedRingView): void {
  const { epoch, issuer, members } = first.view
  if (epoch !== 1) throw new ProtocolError(`a history begins with view 1, not ${epoch}`)
  if (!members.some(member => member.peerId === issuer)) throw new ProtocolError(`the first view is issued by ${issuer}, which is not in it`)
  if (!isClaimed(first)) throw new ProtocolError('the first view has an assignment that does not follow from its members')
}

/** What is wrong with a member, to follow "of which"; undefined if nothing is. */
function memberFault (member: RingMember): string | undefined {
  if (!isNodeId(member.peerId)) return 'a peer id is not one'
  if (!STORE_ID.test(member.storeId)) return `the store id of ${member.peerId} is not 32 hex digits`
  if (!isInteger(member.weight, 1, WEIGHT_MAX)) return `the weight of ${member.peerId} is not 1 to ${WEIGHT_MAX}`
  if (!ZONE.test(member.zone)) return `the zone of ${member.peerId} is not 0 to 64 of A-Z a-z 0-9 . _ -`
  return undefined
}

/** What is wrong with a view by itself, to follow "of which"; undefined if nothing is. */
function faultOf (view: RingView): string | undefined {
  return headFault(view) ?? assignmentFault(view)
}

/** As faultOf, of all but the assignment. */
export function headFault (view: Omit<RingView, 'assignment'>): string | undefined {
  if (!CLUSTER.test(view.cluster)) return 'the cluster is not 1 to 64 visible ASCII characters'
  if (!isInteger(view.epoch, 1, Number.MAX_SAFE_INTEGER)) return 'the epoch is not 1 or more'
  if (view.previousHash.length !== (view.epoch === 1 ? 0 : HASH_BYTES)) return 'the previous hash has a wrong length'
  if (!isInteger(view.partitions, 1, PARTITIONS_MAX) || (view.partitions & (view.partitions - 1)) !== 0) return `the partitions are not a power of two up to ${PARTITIONS_MAX}`
  if (!isInteger(view.replicas, 1, REPLICAS_MAX)) return `the replicas are not 1 to ${REPLICAS_MAX}`
  if (!isNodeId(view.issuer)) return 'the issuer is not a peer id'
  if (view.reason.length > REASON_LENGTH_MAX) return `the reason is longer than ${REASON_LENGTH_MAX} characters`
  if (!isInteger(view.issuedAt, 0, Number.MAX_SAFE_INTEGER)) return 'the time of issue is not one'
  if (view.members.length < 1 || view.members.length > MEMBERS_MAX) return `the members are not 1 to ${MEMBERS_MAX}`
  let last = ''
  for (const member of view.members) {
    const fault = memberFault(member)
    if (fault !== undefined) return fault
    if (member.peerId <= last) return 'the members are not distinct and ascending'
    last = member.peerId
  }
  if (new Set(view.members.map(member => member.storeId)).size !== view.members.length) return 'two members have one store'
  if (view.skips.length > MEMBERS_MAX) return `more than ${MEMBERS_MAX} members are skipped`
  if (view.skips.some((peer, index) => peer <= (view.skips[index - 1] ?? ''))) return 'the skipped members are not distinct and ascending'
  return undefined
}

function assignmentFault ({ assignment, partitions, replicas, members }: RingView): string | undefined {
  if (assignment.length !== partitions * replicas) return 'the assignment has a wrong length'
  const filled = Math.min(replicas, members.length)
  const zonesWanted = Math.min(filled, new Set(members.map(member => member.zone)).size)
  for (let first = 0; first < assignment.length; first += replicas) {
    let zones = 0
    for (let slot = first; slot < first + filled; slot++) {
      const owner = assignment[slot] ?? NO_MEMBER
      const zone = members[owner]?.zone
      if (zone === undefined) return `partition ${first / replicas} has an owner that is no member, or too few`
      let isNewZone = true
      for (let other = first; other < slot; other++) {
        const before = assignment[other] ?? NO_MEMBER
        if (before === owner) return `partition ${first / replicas} has an owner twice`
        if (members[before]?.zone === zone) isNewZone = false
      }
      if (isNewZone) zones++
    }
    if (zones < zonesWanted) return `partition ${first / replicas} is in too few zones`
    for (let slot = first + filled; slot < first + replicas; slot++) {
      if (assignment[slot] !== NO_MEMBER) return `partition ${first / replicas} has too many owners`
    }
  }
  return undefined
}

function encodeBody (view: RingView): Uint8Array {
  const assignment = new Uint8Array(view.assignment.length * 2)
  const numbers = new DataView(assignment.buffer)
  for (let slot = 0; slot < view.assignment.length; slot++) numbers.setUint16(slot * 2, view.assignment[slot] ?? NO_MEMBER, true)
  const members = view.members.map(member => ({ ...member, storeId: hexToBytes(member.storeId) }))
  return RingViewMessage.encode({ ...view, members, assignment, skips: [...view.skips] })
}

function decodeBody (body: Uint8Array): RingView {
  const message = decode(() => RingViewMessage.decode(body, { limits: { members: MEMBERS_MAX, skips: MEMBERS_MAX } }))
  const { assignment: bytes, issuer } = message
  if (bytes.length % 2 !== 0) throw new ProtocolError('a ring view of which the assignment has a wrong length')
  if (!isNodeId(issuer)) throw new ProtocolError('a ring view of which the issuer is not a peer id')
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const assignment = new Uint16Array(bytes.length / 2)
  for (let slot = 0; slot < assignment.length; slot++) assignment[slot] = numbers.getUint16(slot * 2, true)
  const members = message.members.map(({ peerId, storeId, weight, zone }): RingMember => {
    if (!isNodeId(peerId)) throw new ProtocolError('a ring view of which a peer id is not one')
    return { peerId, storeId: bytesToHex(storeId), weight, zone }
  })
  const skips = message.skips.map(peer => {
    if (!isNodeId(peer)) throw new ProtocolError('a ring view of which a skipped peer is not one')
    return peer
  })
  return { ...message, issuer, members, assignment, skips }
}

function decodeSigned (bytes: Uint8Array): { body: Uint8Array, signature: Uint8Array } {
  if (bytes.length > VIEW_BYTES_MAX) throw new ProtocolError(`a ring view of ${bytes.length} bytes; at most ${VIEW_BYTES_MAX} are taken`)
  return decode(() => SignedRingViewMessage.decode(bytes))
}

function decode<T> (read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new ProtocolError('the bytes are not a ring view', { cause })
  }
}

function isInteger (value: number, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max
}

function isEqual (a: Uint16Array, b: Uint16Array): boolean {
  return equalBytes(new Uint8Array(a.buffer, a.byteOffset, a.byteLength), new Uint8Array(b.buffer, b.byteOffset, b.byteLength))
}

function compareBytes (a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

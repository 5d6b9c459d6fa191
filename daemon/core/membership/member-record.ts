import { ProtocolError } from '../../../protocols/errors.js'
import { MemberRecord as MemberRecordMessage, type SignedMemberRecord } from '../../../protocols/pb/membership.js'
import { fromHex, toHex } from '../../../protocols/record/bytes.js'
import { isNodeId, type NodeId } from '../../../protocols/record/node-id.js'
import type { ViewId } from '../../../protocols/pb/replicate.js'
import type { Signer } from '../env.js'
import { signedBytes } from '../../../protocols/record/signed-bytes.js'
import { trackersFromMessage, trackersToMessage, type Trackers } from './trackers.js'

/** In rank order: at equal incarnation the higher one wins. */
export const MEMBER_STATUS = { alive: 1, leaving: 2, left: 3 } as const
export type MemberStatus = keyof typeof MEMBER_STATUS

/** What a peer says of itself. */
export interface MemberRecord {
  readonly cluster: string
  readonly peerId: NodeId
  /** 32 hex digits; another one means that the peer lost its data. */
  readonly storeId: string
  /** Grows with every change that the peer makes to its own record, across restarts. */
  readonly incarnation: number
  readonly status: MemberStatus
  readonly addresses: readonly string[]
  readonly zone: string
  readonly weight: number
  readonly version: string
  readonly name: string
  readonly view: ViewId | undefined
  readonly trackers: Trackers
  /** Names the run of the process; of two runs the one that began later is greater. */
  readonly run: bigint
  readonly hlc: bigint
  /** What shows that it may be a peer; empty where nobody is asked for rights. */
  readonly credentials: Uint8Array
}

export interface SignedMember {
  readonly record: MemberRecord
  readonly signed: SignedMemberRecord
}

/** Limits of one record; what exceeds them is refused, because every peer keeps every record. */
export const MEMBER_LIMITS = { bodyBytesMax: 16 * 1024, addressesMax: 16, addressCharsMax: 256, nameCharsMax: 64 } as const

const STATUSES: readonly MemberStatus[] = ['alive', 'leaving', 'left']

export function signMember (record: MemberRecord, signer: Signer): SignedMember {
  const body = MemberRecordMessage.encode({
    cluster: record.cluster,
    peerId: record.peerId,
    storeId: fromHex(record.storeId),
    incarnation: record.incarnation,
    status: MEMBER_STATUS[record.status],
    addresses: [...record.addresses],
    zone: record.zone,
    weight: record.weight,
    version: record.version,
    name: record.name,
    view: record.view,
    trackers: trackersToMessage(record.trackers, new Uint8Array(0)),
    run: record.run,
    hlc: record.hlc,
    credentials: record.credentials,
  })
  return { record, signed: { body, signature: signer.sign(signedBytes('member', body)) } }
}

/** @throws ProtocolError when it is malformed, too large, or not signed by its subject */
export function openMember (signed: SignedMemberRecord, signer: Signer): SignedMember {
  if (signed.body.byteLength > MEMBER_LIMITS.bodyBytesMax) throw new ProtocolError('a member record is too large')
  let message: MemberRecordMessage
  try {
    message = MemberRecordMessage.decode(signed.body)
  } catch (cause) {
    throw new ProtocolError('a member record is malformed', { cause })
  }
  const status = STATUSES[message.status - 1]
  if (status === undefined || !isNodeId(message.peerId) || message.storeId.byteLength !== 16 ||
    !Number.isSafeInteger(message.incarnation) || message.weight < 1 || message.weight > 1000 ||
    message.addresses.length > MEMBER_LIMITS.addressesMax ||
    message.addresses.some(address => address.length > MEMBER_LIMITS.addressCharsMax) ||
    [message.zone, message.name, message.version, message.cluster].some(text => text.length > MEMBER_LIMITS.nameCharsMax)) {
    throw new ProtocolError('a member record has a field outside its limits')
  }
  if (!signer.verify(message.peerId, signedBytes('member', signed.body), signed.signature)) {
    throw new ProtocolError('a member record is not signed by its subject')
  }
  return {
    signed,
    record: {
      cluster: message.cluster,
      peerId: message.peerId,
      storeId: toHex(message.storeId),
      incarnation: message.incarnation,
      status,
      addresses: message.addresses,
      zone: message.zone,
      weight: message.weight,
      version: message.version,
      name: message.name,
      view: message.view,
      trackers: trackersFromMessage(message.trackers),
      run: message.run,
      hlc: message.hlc,
      credentials: message.credentials,
    },
  }
}

/** Whether `next` replaces `previous`: a greater incarnation, or an equal one with a higher-ranking status. */
export function supersedes (next: MemberRecord, previous: MemberRecord): boolean {
  return next.incarnation > previous.incarnation ||
    (next.incarnation === previous.incarnation && MEMBER_STATUS[next.status] > MEMBER_STATUS[previous.status])
}

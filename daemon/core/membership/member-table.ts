import { OverloadedError, ProtocolError } from '../../../protocols/errors.js'
import { MEMBERSHIP_BYTES_MAX } from '../../../protocols/rpc/limits.js'
import type { SignedMemberRecord } from '../../../protocols/pb/membership.js'
import { toHex } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { compareBytes } from '../../../storage/compare-bytes.js'
import type { Signer } from '../env.js'
import { TableDigest } from './table-digest.js'
import { Turns } from './turns.js'
import { openMember, supersedes, type MemberRecord, type SignedMember } from './member-record.js'

/** Records of one exchange; what else is in it, rights and settings of buckets, has the other half. */
const MESSAGE_BYTES_MAX = MEMBERSHIP_BYTES_MAX / 2

export interface MemberTableInit {
  readonly cluster: string
  /** The most records that are kept; beyond it a new one takes the place of who said its last word longest ago and is not needed. */
  readonly membersMax: number
}

export interface MemberTableComponents {
  readonly signer: Signer
  /** Whether the record must stay: of a member of the ring, and the own. */
  readonly isNeeded: (peer: NodeId) => boolean
  /** Its record is no longer kept. */
  readonly forget: (peer: NodeId) => void
}

/** The newest record of every peer heard of. Grows only by records that their subjects signed. */
export class MemberTable {
  readonly #members = new Map<NodeId, SignedMember>()
  readonly #digest = new TableDigest()
  readonly #turns = new Turns()

  constructor (private readonly components: MemberTableComponents, private readonly init: MemberTableInit) {}

  /**
   * Takes a record if it is newer than the one that is known.
   *
   * @param check throws when its subject may not be a member
   * @returns the member if that changed the table
   * @throws ProtocolError when it is forged, malformed or of another cluster; OverloadedError when the table is full of others that are needed, or newer
   */
  accept (signed: SignedMemberRecord, check: (record: MemberRecord) => void = () => {}): SignedMember | undefined {
    const member = this.#alreadyKnown(signed) ?? openMember(signed, this.components.signer)
    const { record } = member
    if (record.cluster !== this.init.cluster) throw new ProtocolError(`a member record of the cluster ${record.cluster}`)
    const known = this.#members.get(record.peerId)
    if (known !== undefined && !supersedes(record, known.record)) return undefined
    check(record)
    if (known === undefined && this.#members.size >= this.init.membersMax) this.#makeRoom(record)
    this.#members.set(record.peerId, member)
    this.#digest.toggle(record.peerId, signed.signature)
    if (known !== undefined) this.#digest.toggle(record.peerId, known.signed.signature)
    this.#known.set(toHex(signed.signature), member)
    if (known !== undefined) this.#known.delete(toHex(known.signed.signature))
    return member
  }

  /** Peers come and go for years: all that there ever were would in the end keep out every new one. By their own stamps, so that all tables keep the same. */
  #makeRoom (newcomer: MemberRecord): void {
    const { isNeeded } = this.components
    const others = [...this.#members.values()].filter(({ record }) => !isNeeded(record.peerId) && (isNeeded(newcomer.peerId) || record.hlc < newcomer.hlc))
    const last = others.reduce<SignedMember | undefined>((oldest, member) => oldest === undefined || member.record.hlc < oldest.record.hlc ? member : oldest, undefined)
    if (last === undefined) throw new OverloadedError('the member table (membersMax)', 60_000)
    const { record: { peerId }, signed: { signature } } = last
    this.#members.delete(peerId)
    this.#digest.toggle(peerId, signature)
    this.#known.delete(toHex(signature))
    this.components.forget(peerId)
  }

  get (peer: NodeId): SignedMember | undefined { return this.#members.get(peer) }

  /** Ascending by peer id. */
  all (): SignedMember[] {
    return [...this.#members.values()].sort((a, b) => a.record.peerId < b.record.peerId ? -1 : 1)
  }

  get digest (): Uint8Array { return this.#digest.encode() }

  /** The records in the parts of this table in which another, of which `digest` is, has something else; as much as one message takes. */
  differingFrom (digest: Uint8Array): readonly SignedMember[] {
    const differing = this.all().filter(({ record }) => this.#digest.differs(digest, record.peerId))
    return this.#turns.take(differing, ({ signed: { body, signature } }) => body.byteLength + signature.byteLength, MESSAGE_BYTES_MAX)
  }

  /** Full exchanges repeat what is known: a record seen before, byte for byte, is not verified again. */
  readonly #known = new Map<string, SignedMember>()

  #alreadyKnown (signed: SignedMemberRecord): SignedMember | undefined {
    const member = this.#known.get(toHex(signed.signature))
    return member !== undefined && compareBytes(member.signed.body, signed.body) === 0 ? member : undefined
  }
}

/**
 * Rights as membership spreads them: facts by gossip and with every table exchange, and for each member the
 * credentials in its own record, which are verified once.
 */
import { NotAuthorizedError, P2pkvError } from '../../../protocols/errors.js'
import type { Chain } from '../../../protocols/auth/credentials.js'
import type { AuthFact } from '../../../protocols/pb/auth.js'
import { equalBytes } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Logger, Meter } from '../env.js'
import type { MemberRecord } from '../membership/member-record.js'
import type { Authority } from './authority.js'

export interface RightsGossipComponents {
  readonly log: Logger
  readonly meter: Meter
  /** undefined: nobody is asked for rights. */
  readonly authority: Authority | undefined
  /** Tells all others of a fact that was learnt here first. */
  readonly spread: (fact: AuthFact) => void
}

export class RightsGossip {
  readonly #chains = new Map<NodeId, Chain>()
  #hearing = false

  constructor (private readonly components: RightsGossipComponents) {
    components.authority?.onFact(({ message }) => {
      // What came from another peer, others hear from where it came from.
      if (!this.#hearing) components.spread(message)
    })
  }

  get digest (): Uint8Array { return this.components.authority?.digest ?? NO_BYTES }

  /** What a peer with this digest may lack. */
  lackedBy (digest: Uint8Array): AuthFact[] { return this.components.authority?.differingFrom(digest) ?? [] }

  /** Takes what another peer knows. */
  hear (facts: readonly AuthFact[], from: NodeId): void {
    const { authority, log, meter } = this.components
    if (authority === undefined) return
    this.#hearing = true
    try {
      for (const fact of facts) {
        try {
          authority.accept(fact)
        } catch (error) {
          if (!(error instanceof P2pkvError)) throw error
          meter.count('auth_facts_refused_total')
          log.warn({ from, error: error.message }, 'a revocation, or the use of an invite, was refused')
        }
      }
    } finally { this.#hearing = false }
  }

  /** @throws NotAuthorizedError, ProtocolError unless the record shows that its subject may be a peer */
  checkMember ({ peerId, credentials }: MemberRecord): void {
    const { authority } = this.components
    if (authority === undefined) return
    const known = this.#chains.get(peerId)
    if (known !== undefined && equalBytes(known.bytes, credentials)) {
      authority.check(known)
      return
    }
    this.#hearing = true
    try {
      // That its invite was used in time, the peer that passes the record on has seen.
      const chain = authority.open(credentials, true)
      if (chain.subject !== peerId || chain.role !== 'peer') throw new NotAuthorizedError('a member record with credentials of another key')
      this.#chains.set(peerId, chain)
    } finally { this.#hearing = false }
  }

  /**
   * Whether this member has lost its right to be one.
   *
   * @param nowMs whether for good by then, as Authority.isOver; undefined: by this peer's clock, as it is now
   */
  isBarred (peer: NodeId, nowMs?: number | null): boolean {
    const { authority } = this.components
    if (authority === undefined) return false
    const chain = this.#chains.get(peer)
    return authority.isRevoked(peer) || (chain !== undefined && (nowMs === undefined ? !authority.counts(chain) : authority.isOver(chain, nowMs)))
  }
}

const NO_BYTES = new Uint8Array(0)

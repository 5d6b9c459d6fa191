/**
 * What a peer knows of rights beside the genesis: which keys and grants are revoked, and who has used which invite.
 * Both only grow, so that peers agree whatever the order in which they hear of them.
 */
import { NotAuthorizedError, OverloadedError } from '../../../protocols/errors.js'
import { CLOCK_TOLERANCE_MS, openCredentials, type Chain, type Use } from '../../../protocols/auth/credentials.js'
import type { Genesis } from '../../../protocols/auth/genesis.js'
import { openRevocation, type Revocation } from '../../../protocols/auth/revocation.js'
import type { Verify } from '../../../protocols/auth/signing-key.js'
import { AuthFact, SignedRevocation } from '../../../protocols/pb/auth.js'
import { toHex, utf8Bytes } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { hash128 } from '../../../protocols/record/checksum.js'
import type { Clock, Logger } from '../env.js'
import { TableDigest } from '../membership/table-digest.js'
import { Turns } from '../membership/turns.js'

export const AUTHORITY_LIMITS = {
  /** Facts that are kept; one more is refused, loudly. */
  factsMax: 8_192,
  /** Facts of one message, bytes; the rest comes with the next exchange. */
  messageBytesMax: 1024 * 1024,
} as const

/** Of all facts: room that uses of invites leave for revocations. */
const REVOCATIONS_PART = 1 / 8

export interface AuthorityComponents {
  readonly clock: Pick<Clock, 'realtime'>
  readonly verify: Verify
  readonly log: Logger
}

export interface AuthorityInit {
  readonly genesis: Genesis
  readonly limits?: Partial<Record<keyof typeof AUTHORITY_LIMITS, number>>
}

/** One fact, as it is kept and sent. */
export interface Fact {
  /** The same for two facts that say the same. */
  readonly id: string
  readonly message: AuthFact
  readonly bytes: Uint8Array
  /** Of an invite's use: of the invite; empty for a revocation. */
  readonly serial: string
}

/** An invite that more keys have used than it was for: none of them counts. */
export interface Alarm { readonly serial: string, readonly keys: readonly NodeId[] }

export class Authority {
  readonly #facts = new Map<string, Fact>()
  readonly #digest = new TableDigest()
  readonly #turns = new Turns()
  readonly #revocations: Revocation[] = []
  readonly #revokedKeys = new Set<NodeId>()
  readonly #revokedSerials = new Set<string>()
  readonly #users = new Map<string, Set<NodeId>>()
  readonly #overused = new Map<string, Alarm>()
  readonly #listeners: Array<(fact: Fact) => void> = []
  readonly #limits: Record<keyof typeof AUTHORITY_LIMITS, number>

  constructor (private readonly components: AuthorityComponents, private readonly init: AuthorityInit) {
    this.#limits = { ...AUTHORITY_LIMITS, ...init.limits }
  }

  get genesis (): Genesis { return this.init.genesis }
  get cluster (): string { return this.init.genesis.cluster }
  get revocations (): readonly Revocation[] { return this.#revocations }
  get alarms (): readonly Alarm[] { return [...this.#overused.values()] }

  /** Called after every fact that is new here. */
  onFact (fn: (fact: Fact) => void): void { this.#listeners.push(fn) }

  /**
   * What credentials show, if all of it counts now.
   *
   * @param late whether an invite's use that is new here counts after the invite's time, too: somebody who is believed
   *   named the peer that shows it, and the others have known it for long
   * @throws ProtocolError, NotAuthorizedError, OverloadedError
   */
  open (credentials: Uint8Array, late = false): Chain {
    const chain = openCredentials(credentials, this.init.genesis, this.components.verify)
    this.check(chain)
    const now = this.components.clock.realtime()
    if (!late && chain.uses.some(use => !this.#isKnown(use) && use.redeemBy <= now)) throw new NotAuthorizedError('the invite has expired')
    this.#noteUses(chain)
    this.check(chain)
    return chain
  }

  /** Whether a chain that was verified counts now. @throws NotAuthorizedError saying why not */
  check (chain: Chain): void {
    const why = this.#whyNot(chain)
    if (why !== undefined) throw new NotAuthorizedError(why)
  }

  counts (chain: Chain): boolean { return this.#whyNot(chain) === undefined }

  /** Whether a chain that counted will never count again. @param nowMs milliseconds since 1970; null: not known */
  isOver (chain: Chain, nowMs: number | null): boolean {
    return this.#whyRevoked(chain) !== undefined || (nowMs !== null && chain.notAfter !== undefined && chain.notAfter <= nowMs)
  }

  isRevoked (key: NodeId): boolean { return this.#revokedKeys.has(key) }

  #whyNot (chain: Chain): string | undefined {
    const { notBefore, notAfter, isInvite } = chain
    if (isInvite) return 'an invite is good for joining only'
    const now = this.components.clock.realtime()
    if (notBefore > now + CLOCK_TOLERANCE_MS) return 'the grant does not count yet'
    if (notAfter !== undefined && notAfter <= now) return 'the grant has expired'
    return this.#whyRevoked(chain)
  }

  #whyRevoked ({ keys, serials }: Chain): string | undefined {
    if (keys.some(key => this.#revokedKeys.has(key))) return 'the key, or one that granted it, is revoked'
    if (this.#revokedSerials.size === 0 && this.#overused.size === 0) return undefined
    for (const serial of serials) {
      const name = toHex(serial)
      if (this.#revokedSerials.has(name)) return 'the grant is revoked'
      if (this.#overused.has(name)) return 'the invite was used by more keys than it was for: all of them are suspended'
    }
    return undefined
  }

  #isKnown ({ serial, key }: Use): boolean { return this.#users.get(toHex(serial))?.has(key) === true }

  /** @returns whether any was new */
  #noteUses (chain: Chain): boolean {
    let isNews = false
    for (const use of chain.uses) {
      if (this.#isKnown(use)) continue
      const serial = toHex(use.serial)
      const users = this.#users.get(serial) ?? new Set()
      // One too many is what suspends; more say nothing new.
      if (users.size > use.usesMax) continue
      const fact = this.#keep(`use ${serial} ${use.key}`, { redeemed: chain.bytes }, serial)
      this.#users.set(serial, users)
      users.add(use.key)
      if (users.size > use.usesMax) this.#suspend(serial, users)
      isNews = true
      this.#tell(fact)
    }
    return isNews
  }

  #suspend (serial: string, users: ReadonlySet<NodeId>): void {
    // Which of its users a peer has heard of first is chance: for the digest the invite is now one thing.
    for (const { id } of this.#factsOf(serial)) this.#digest.toggle(id, digestOf(id))
    this.#digest.toggle(`over ${serial}`, digestOf(`over ${serial}`))
    this.#overused.set(serial, { serial, keys: [...users].sort() })
    this.components.log.error({ serial, keys: [...users] }, 'an invite was used by more keys than it was for; all of them are suspended. Find out whose they are, and invite the right ones again')
  }

  #factsOf (serial: string): Fact[] { return [...this.#facts.values()].filter(fact => fact.serial === serial) }

  /**
   * Takes what another peer, or an operator, says.
   *
   * @returns whether it is new here
   * @throws ProtocolError, NotAuthorizedError when it is forged, malformed or of another cluster; OverloadedError
   */
  accept (message: AuthFact): boolean {
    if (message.revocation !== undefined) return this.#acceptRevocation(message.revocation)
    const chain = openCredentials(message.redeemed, this.init.genesis, this.components.verify)
    if (chain.uses.length === 0) throw new NotAuthorizedError('these credentials come from no invite')
    return this.#noteUses(chain)
  }

  #acceptRevocation (signed: SignedRevocation): boolean {
    const revocation = openRevocation(signed, this.init.genesis, this.components.verify)
    const { revoked } = revocation
    const serial = 'serial' in revoked ? toHex(revoked.serial) : ''
    // Several admins may revoke one thing: whichever is heard of first will do.
    if ('key' in revoked ? this.#revokedKeys.has(revoked.key) : this.#revokedSerials.has(serial)) return false
    const fact = this.#keep('key' in revoked ? `key ${revoked.key}` : `serial ${serial}`, { revocation: signed, redeemed: new Uint8Array(0) }, '')
    this.#revocations.push(revocation)
    if ('key' in revoked) this.#revokedKeys.add(revoked.key)
    else this.#revokedSerials.add(serial)
    this.#tell(fact)
    return true
  }

  /** @throws OverloadedError */
  #keep (id: string, message: AuthFact, serial: string): Fact {
    const { factsMax } = this.#limits
    // However many have joined, a key can be revoked. Of uses alone: what all know must not depend on the order in which they heard of it.
    const usesMax = serial === '' ? Infinity : factsMax - Math.ceil(factsMax * REVOCATIONS_PART)
    if (this.#facts.size >= factsMax || this.#facts.size - this.#revocations.length >= usesMax) throw new OverloadedError('the table of revocations and used invites (factsMax)', 60_000)
    const fact = { id, message, serial, bytes: AuthFact.encode(message) }
    this.#facts.set(id, fact)
    this.#digest.toggle(id, digestOf(id))
    return fact
  }

  #tell (fact: Fact): void { for (const listener of this.#listeners) listener(fact) }

  all (): Fact[] { return [...this.#facts.values()] }

  /** Empty while nothing is known. */
  get digest (): Uint8Array { return this.#facts.size === 0 ? NO_BYTES : this.#digest.encode() }

  /** What another peer, with this digest, may lack; as much as one message takes. Empty: it lacks nothing. */
  differingFrom (digest: Uint8Array): AuthFact[] {
    const differing = this.all().filter(({ id, serial }) => this.#digest.differs(digest, this.#overused.has(serial) ? `over ${serial}` : id))
    return this.#turns.take(differing, ({ bytes }) => bytes.byteLength, this.#limits.messageBytesMax).map(({ message }) => message)
  }
}

/** Of what a fact says, not of who says it. */
function digestOf (id: string): Uint8Array {
  const words = new Uint32Array(4)
  hash128(NO_BYTES, 0, utf8Bytes(id), words)
  return new Uint8Array(words.buffer)
}

const NO_BYTES = new Uint8Array(0)

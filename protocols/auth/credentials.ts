/** Grants, and the chain of them that shows what a key may do. Verified by anybody, with the genesis and nothing else. */
import { InvalidArgumentError, NotAuthorizedError, ProtocolError } from '../errors.js'
import { Credentials, Grant as GrantMessage, Redemption, type GrantLink } from '../pb/auth.js'
import { equalBytes } from '../record/bytes.js'
import { isNodeId, type NodeId } from '../record/node-id.js'
import { signedBytes } from '../record/signed-bytes.js'
import type { Genesis } from './genesis.js'
import { isRole, isRule, roleOf, ROLES, RULES_MAX, type Role, type Rule } from './rights.js'
import type { SigningKey, Verify } from './signing-key.js'

/** Longer ones are refused before anything of them is looked at. */
export const CREDENTIALS_BYTES_MAX = 16 * 1024
export const SERIAL_BYTES = 16
export const USES_MAX = 1_000
/** How far the clock of whoever made a grant may be ahead of the reader's. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000
/** root → admin → admin → subject. */
const LINKS_MAX = 4

export interface GrantWish {
  /** Whom it is for: a key, or the one-use key of an invite. */
  readonly subject: NodeId
  readonly role: Role
  /** Of a client; other roles have none. */
  readonly rules: readonly Rule[]
  /** Milliseconds since 1970. */
  readonly notBefore: number
  readonly notAfter: number | undefined
  /** 16 random bytes. */
  readonly serial: Uint8Array
  /** Keys that may take over an invite, and until when; absent: it is none. */
  readonly invite?: { readonly uses: number, readonly redeemBy: number }
}

/** Who has used an invite. */
export interface Use {
  readonly serial: Uint8Array
  readonly usesMax: number
  readonly key: NodeId
  /** A use that nobody knew of by then does not count, milliseconds since 1970. */
  readonly redeemBy: number
}

/** What credentials show, all of it signed. Whether it counts now is the reader's to decide: time and revocations. */
export interface Chain {
  readonly subject: NodeId
  readonly role: Role
  readonly rules: readonly Rule[]
  /** When all of its links count, milliseconds since 1970. */
  readonly notBefore: number
  readonly notAfter: number | undefined
  /** Of all links, the last one's last. */
  readonly serials: readonly Uint8Array[]
  /** Every key on the way, the subject's last: if one is revoked, nothing that comes after it counts. */
  readonly keys: readonly NodeId[]
  readonly uses: readonly Use[]
  /** It ends in an invite that nobody has taken over: good for that only. */
  readonly isInvite: boolean
  readonly bytes: Uint8Array
}

/**
 * Adds a grant by `issuer` to what the issuer itself holds.
 *
 * @param held the issuer's own chain; undefined: it is a root key
 * @throws InvalidArgumentError when the issuer may not make it, or a field is outside its limits
 */
export function issueGrant (genesis: Genesis, issuer: SigningKey, held: Chain | undefined, wish: GrantWish): Chain {
  if (held === undefined ? !genesis.rootKeys.includes(issuer.id) : held.role !== 'admin' || held.subject !== issuer.id) {
    throw new InvalidArgumentError('only an admin, or a root key, makes grants')
  }
  const grant = GrantMessage.encode({
    cluster: genesis.cluster, subject: wish.subject, role: ROLES[wish.role], rules: [...wish.rules], notBefore: wish.notBefore,
    notAfter: wish.notAfter ?? 0, serial: wish.serial, issuer: issuer.id,
    uses: wish.invite?.uses ?? 0, redeemBy: wish.invite?.redeemBy ?? 0,
  })
  const links = held === undefined ? [] : Credentials.decode(held.bytes).links
  const made = Credentials.encode({ links: [...links, link({ grant, signature: issuer.sign(signedBytes('grant', grant)) })] })
  try {
    return openCredentials(made, genesis, issuer.verify)
  } catch (cause) {
    throw new InvalidArgumentError(`this grant cannot be made: ${(cause as Error).message}`, { cause })
  }
}

/** Takes over an invite: its key and the subject's both sign. Nobody else is asked. */
export function redeemInvite (genesis: Genesis, invite: Chain, inviteKey: SigningKey, subject: SigningKey): Chain {
  const { links } = Credentials.decode(invite.bytes)
  const last = links.pop()
  const serial = invite.serials.at(-1)
  if (!invite.isInvite || last === undefined || serial === undefined) throw new InvalidArgumentError('these credentials are no invite')
  const redemption = Redemption.encode({ cluster: genesis.cluster, serial, subject: subject.id })
  links.push({
    ...last,
    redemption,
    inviteSignature: inviteKey.sign(signedBytes('redeem', redemption)),
    subjectSignature: subject.sign(signedBytes('redeemed', redemption)),
  })
  return openCredentials(Credentials.encode({ links }), genesis, subject.verify)
}

/**
 * Reads and verifies credentials.
 *
 * @throws ProtocolError for bytes that are none, or not in their one form; NotAuthorizedError when a signature, a
 *   link or the cluster is wrong
 */
export function openCredentials (bytes: Uint8Array, genesis: Genesis, verify: Verify): Chain {
  const { links } = decodeWhole('credentials', Credentials, bytes, CREDENTIALS_BYTES_MAX)
  if (links.length < 1 || links.length > LINKS_MAX) throw new ProtocolError('credentials have one to four grants')
  let above: NodeId | undefined
  const opened: Opened[] = []
  for (const next of links) {
    const { grant, subject, use } = openLink(next, genesis.cluster, verify)
    const isByRoot = above === undefined && genesis.rootKeys.includes(grant.issuer as NodeId)
    const isByAdmin = above !== undefined && grant.issuer === above && opened.at(-1)?.grant.role === ROLES.admin
    if (!isByRoot && !isByAdmin) throw new NotAuthorizedError('a grant was not made by an admin of the cluster')
    if (opened.at(-1)?.use === undefined && (opened.at(-1)?.grant.uses ?? 0) > 0) throw new NotAuthorizedError('nobody has taken over an invite')
    opened.push({ grant, subject, use })
    above = subject
  }
  const last = opened.at(-1)
  if (last === undefined) throw new ProtocolError('credentials without a grant')
  const ends = opened.flatMap(({ grant: { notAfter } }) => notAfter === 0 ? [] : [notAfter])
  return {
    subject: last.subject,
    role: roleOf(last.grant.role),
    rules: last.grant.rules,
    notBefore: Math.max(...opened.map(({ grant }) => grant.notBefore)),
    notAfter: ends.length === 0 ? undefined : Math.min(...ends),
    serials: opened.map(({ grant }) => grant.serial),
    keys: opened.flatMap(({ grant, subject }) => subject === grant.subject ? [subject] : [grant.subject as NodeId, subject]),
    uses: opened.flatMap(({ use }) => use ?? []),
    isInvite: last.grant.uses > 0 && last.use === undefined,
    bytes,
  }
}

interface Opened { readonly grant: GrantMessage, readonly subject: NodeId, readonly use: Use | undefined }

function openLink ({ grant: body, signature, redemption, inviteSignature, subjectSignature }: GrantLink, cluster: string, verify: Verify): Opened {
  const grant = decodeWhole('grant', GrantMessage, body, CREDENTIALS_BYTES_MAX)
  const { subject, issuer, serial, uses, redeemBy, role, rules, notBefore, notAfter } = grant
  if (!isNodeId(subject) || !isNodeId(issuer) || serial.length !== SERIAL_BYTES || !isRole(role) || uses > USES_MAX ||
    rules.length > RULES_MAX || !rules.every(isRule) || (role !== ROLES.client && rules.length > 0) ||
    !Number.isSafeInteger(notBefore) || !Number.isSafeInteger(notAfter) || (notAfter !== 0 && notAfter <= notBefore) || !Number.isSafeInteger(redeemBy) || (uses > 0) !== (redeemBy > 0)) {
    throw new ProtocolError('a grant has a field outside its limits')
  }
  if (grant.cluster !== cluster) throw new NotAuthorizedError('a grant of another cluster')
  if (!verify(issuer, signedBytes('grant', body), signature)) throw new NotAuthorizedError('a grant that its issuer did not sign')
  if (redemption.length === 0) {
    if (inviteSignature.length > 0 || subjectSignature.length > 0) throw new ProtocolError('signatures of no redemption')
    return { grant, subject, use: undefined }
  }
  const taken = decodeWhole('redemption', Redemption, redemption, 1024)
  if (uses === 0 || taken.cluster !== cluster || !equalBytes(taken.serial, serial) || !isNodeId(taken.subject) || taken.subject === subject) {
    throw new NotAuthorizedError('a redemption of another grant')
  }
  if (!verify(subject, signedBytes('redeem', redemption), inviteSignature) || !verify(taken.subject, signedBytes('redeemed', redemption), subjectSignature)) {
    throw new NotAuthorizedError('a redemption that not both keys have signed')
  }
  return { grant, subject: taken.subject, use: { serial, usesMax: uses, key: taken.subject, redeemBy } }
}

interface Message<T> { encode: (message: Partial<T>) => Uint8Array, decode: (bytes: Uint8Array) => T }

/**
 * Decodes bytes that are the one encoding of what they say: what can be written in two ways could be repeated as
 * something new.
 *
 * @throws ProtocolError
 */
export function decodeWhole<T> (name: string, message: Message<T>, bytes: Uint8Array, bytesMax: number): T {
  if (bytes.length > bytesMax) throw new ProtocolError(`a ${name} is too large`)
  let value: T
  try {
    value = message.decode(bytes)
  } catch (cause) {
    throw new ProtocolError(`a ${name} is malformed`, { cause })
  }
  if (!equalBytes(message.encode(value), bytes)) throw new ProtocolError(`a ${name} is not in its one form`)
  return value
}

function link (given: Pick<GrantLink, 'grant' | 'signature'>): GrantLink {
  const none = new Uint8Array(0)
  return { redemption: none, inviteSignature: none, subjectSignature: none, ...given }
}

import { roleOf, type Role } from '../protocols/auth/rights.js'
import { Credentials, Grant, Redemption, Revocation, type AuthLogResponse } from '../protocols/pb/auth.js'
import { toHex } from '../protocols/record/bytes.js'

/** What a peer knows of rights beside the beginning of its cluster. */
export interface AuthLog {
  /** `id`: the key, or the id of the grant or invite. `issuedAt`: milliseconds since 1970, by the issuer's clock. */
  readonly revocations: ReadonlyArray<{ readonly id: string, readonly issuer: string, readonly issuedAt: number }>
  readonly uses: ReadonlyArray<{ readonly invite: string, readonly key: string, readonly role: Role }>
  /** Invites that more keys have used than they were for: all of these are suspended. */
  readonly overused: ReadonlyArray<{ readonly invite: string, readonly keys: readonly string[] }>
}

/** Only read, not verified: the peer has done that. */
export function toAuthLog ({ facts, overused }: AuthLogResponse): AuthLog {
  return {
    revocations: facts.flatMap(({ revocation }) => {
      if (revocation === undefined) return []
      const { key, serial, issuer, issuedAt } = Revocation.decode(revocation.body)
      return [{ id: key === '' ? toHex(serial) : key, issuer, issuedAt }]
    }),
    uses: facts.flatMap(({ redeemed }) => redeemed.length === 0
      ? []
      : Credentials.decode(redeemed).links.flatMap(link => {
          if (link.redemption.length === 0) return []
          const { serial, subject } = Redemption.decode(link.redemption)
          return [{ invite: toHex(serial), key: subject, role: roleOf(Grant.decode(link.grant).role) }]
        })),
    overused: overused.map(({ serial, keys }) => ({ invite: toHex(serial), keys })),
  }
}

import { InvalidArgumentError, NotAuthorizedError, ProtocolError } from '../errors.js'
import { Revocation as RevocationMessage, type SignedRevocation } from '../pb/auth.js'
import { isNodeId, type NodeId } from '../record/node-id.js'
import { signedBytes } from '../record/signed-bytes.js'
import { CREDENTIALS_BYTES_MAX, decodeWhole, openCredentials, SERIAL_BYTES, type Chain } from './credentials.js'
import type { Genesis } from './genesis.js'
import type { SigningKey, Verify } from './signing-key.js'

/** What counts no more: a key with everything that it issued, or a grant with everything that was made from it. */
export type Revoked = { readonly key: NodeId } | { readonly serial: Uint8Array }

export interface Revocation {
  readonly revoked: Revoked
  readonly issuer: NodeId
  /** Milliseconds since 1970, by the issuer's clock. */
  readonly issuedAt: number
  readonly signed: SignedRevocation
}

const BODY_BYTES_MAX = 1024

/**
 * @param held the issuer's own chain; undefined: it is a root key
 * @throws InvalidArgumentError when the issuer may not, or a root key is to be revoked
 */
export function revoke (genesis: Genesis, issuer: SigningKey, held: Chain | undefined, revoked: Revoked, issuedAt: number): Revocation {
  const body = RevocationMessage.encode({
    cluster: genesis.cluster, key: 'key' in revoked ? revoked.key : '', serial: 'serial' in revoked ? revoked.serial : new Uint8Array(0), issuer: issuer.id, issuedAt,
  })
  const signed = { body, signature: issuer.sign(signedBytes('revocation', body)), credentials: held?.bytes ?? new Uint8Array(0) }
  try {
    return openRevocation(signed, genesis, issuer.verify)
  } catch (cause) {
    throw new InvalidArgumentError(`this cannot be revoked: ${(cause as Error).message}`, { cause })
  }
}

/** @throws ProtocolError, NotAuthorizedError as openCredentials does */
export function openRevocation (signed: SignedRevocation, genesis: Genesis, verify: Verify): Revocation {
  if (signed.credentials.length > CREDENTIALS_BYTES_MAX) throw new ProtocolError('a revocation is too large')
  const { cluster, key, serial, issuer, issuedAt } = decodeWhole('revocation', RevocationMessage, signed.body, BODY_BYTES_MAX)
  if (!isNodeId(issuer) || !Number.isSafeInteger(issuedAt) || (key === '' ? serial.length !== SERIAL_BYTES : !isNodeId(key) || serial.length > 0)) {
    throw new ProtocolError('a revocation has a field outside its limits')
  }
  if (cluster !== genesis.cluster) throw new NotAuthorizedError('a revocation of another cluster')
  if (!verify(issuer, signedBytes('revocation', signed.body), signed.signature)) throw new NotAuthorizedError('a revocation that its issuer did not sign')
  if (signed.credentials.length === 0) {
    if (!genesis.rootKeys.includes(issuer)) throw new NotAuthorizedError('a revocation by no admin of the cluster')
  } else {
    const chain = openCredentials(signed.credentials, genesis, verify)
    if (chain.role !== 'admin' || chain.isInvite || chain.subject !== issuer) throw new NotAuthorizedError('a revocation by no admin of the cluster')
  }
  if (genesis.rootKeys.includes(key as NodeId)) throw new NotAuthorizedError('a root key cannot be revoked: it is what the cluster is')
  return { revoked: key === '' ? { serial } : { key: key as NodeId }, issuer, issuedAt, signed }
}

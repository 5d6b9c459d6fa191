/** What is signed is a domain and a body, so that no signature means anything in another place. */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

export type SigningDomain = 'member' | 'view' | 'bucket' | 'genesis' | 'grant' | 'redeem' | 'redeemed' | 'revocation'

/** The bytes to sign: `p2pkv/<domain>/1`, a zero byte, the body. */
export function signedBytes (domain: SigningDomain, body: Uint8Array): Uint8Array {
  return concatBytes(utf8ToBytes(`p2pkv/${domain}/1\0`), body)
}

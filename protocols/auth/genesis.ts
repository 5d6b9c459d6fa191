import { sha256 } from '@noble/hashes/sha2.js'
import { InvalidArgumentError, ProtocolError } from '../errors.js'
import { Genesis as GenesisMessage, SignedGenesis } from '../pb/auth.js'
import { isNodeId, type NodeId } from '../record/node-id.js'
import { signedBytes } from '../record/signed-bytes.js'
import type { SigningKey, Verify } from './signing-key.js'

/** What a cluster begins with: who may say who may do what. */
export interface Genesis {
  readonly name: string
  readonly rootKeys: readonly NodeId[]
  /** Name and hash of the genesis; in every protocol id, and in everything that is signed. */
  readonly cluster: string
  readonly signed: SignedGenesis
}

export const GENESIS_NONCE_BYTES = 16
const NAME = /^[a-z0-9][a-z0-9.-]{0,39}$/
const ROOT_KEYS_MAX = 8
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
/** 100 bits: whoever wants another genesis with the same id has to try that many. */
const ID_CHARS = 20

/**
 * @param nonce 16 random bytes: two clusters of one name are two clusters
 * @throws InvalidArgumentError for a name that is no 1 to 40 characters of `a-z 0-9 . -`
 */
export function makeGenesis (name: string, nonce: Uint8Array, root: SigningKey, otherRoots: readonly NodeId[] = []): Genesis {
  if (!NAME.test(name)) throw new InvalidArgumentError('the name of a cluster is 1 to 40 characters of a-z 0-9 . -, the first a letter or digit')
  const body = GenesisMessage.encode({ name, nonce, rootKeys: [root.id, ...otherRoots] })
  return openGenesis({ body, signature: root.sign(signedBytes('genesis', body)) }, root.verify)
}

/** @throws ProtocolError when it is malformed or not signed by its first root key */
export function openGenesis (signed: SignedGenesis, verify: Verify): Genesis {
  const { name, nonce, rootKeys } = decode(signed.body)
  const [first] = rootKeys
  if (!NAME.test(name) || nonce.length !== GENESIS_NONCE_BYTES || rootKeys.length > ROOT_KEYS_MAX || first === undefined || !isNodeId(first) || !rootKeys.every(isNodeId)) {
    throw new ProtocolError('a genesis has a field outside its limits')
  }
  if (!verify(first, signedBytes('genesis', signed.body), signed.signature)) throw new ProtocolError('a genesis is not signed by its root key')
  return { name, rootKeys, cluster: `${name}-${shortHash(SignedGenesis.encode(signed))}`, signed }
}

function decode (body: Uint8Array): GenesisMessage {
  try {
    return GenesisMessage.decode(body)
  } catch (cause) {
    throw new ProtocolError('a genesis is malformed', { cause })
  }
}

/** The beginning of the SHA-256, in lower-case base32 (RFC 4648). */
function shortHash (bytes: Uint8Array): string {
  const hash = sha256(bytes)
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of hash) {
    held = (held << 8 | byte) & 0xfff
    bits += 8
    while (bits >= 5 && text.length < ID_CHARS) {
      bits -= 5
      text += BASE32.charAt(held >> bits & 31)
    }
  }
  return text
}

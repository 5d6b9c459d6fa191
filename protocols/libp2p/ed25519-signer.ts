import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import type { Ed25519PrivateKey } from '@libp2p/interface'
import { peerIdFromPrivateKey, peerIdFromString } from '@libp2p/peer-id'
import type { SigningKey } from '../auth/signing-key.js'
import type { NodeId } from '../record/node-id.js'

const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
const KEYS_MAX = 4096

/** Ed25519 through node:crypto: synchronous, and some 20 times faster than in JavaScript. */
export class Ed25519Signer implements SigningKey {
  readonly id: NodeId
  readonly #privateKey: KeyObject
  readonly #publicKeys = new Map<NodeId, KeyObject>()

  constructor (privateKey: Ed25519PrivateKey) {
    this.id = peerIdFromPrivateKey(privateKey).toString() as NodeId
    // libp2p keeps the seed and the public key in one.
    this.#privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, privateKey.raw.subarray(0, 32)]), format: 'der', type: 'pkcs8' })
  }

  sign (bytes: Uint8Array): Uint8Array { return sign(null, bytes, this.#privateKey) }

  readonly verify = (signer: NodeId, bytes: Uint8Array, signature: Uint8Array): boolean => {
    try {
      const key = this.#publicKey(signer)
      return key !== undefined && verify(null, bytes, key, signature)
    } catch {
      return false
    }
  }

  /** undefined: not the id of an Ed25519 key. */
  #publicKey (signer: NodeId): KeyObject | undefined {
    let key = this.#publicKeys.get(signer)
    if (key === undefined) {
      const { publicKey } = peerIdFromString(signer)
      if (publicKey?.type !== 'Ed25519') return undefined
      key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey.raw]), format: 'der', type: 'spki' })
      if (this.#publicKeys.size >= KEYS_MAX) this.#publicKeys.clear()
      this.#publicKeys.set(signer, key)
    }
    return key
  }
}

import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto'
import { defaultCrypto } from '@chainsafe/libp2p-noise/crypto'

interface Bytes { subarray: () => Uint8Array }

const CURVE = { kty: 'OKP', crv: 'X25519' } as const

const text = (bytes: Bytes): string => Buffer.from(bytes.subarray()).toString('base64url')
const bytes = (value: string | undefined): Uint8Array => Buffer.from(value ?? '', 'base64url')

/**
 * The library's cryptography, with the keys of a handshake as JWK instead of DER: OpenSSL 3 takes ten times as long to
 * read the latter, and reads six of them for a connection. That was half of what a stranger's handshake cost.
 */
export const noiseCrypto: typeof defaultCrypto = {
  ...defaultCrypto,
  generateX25519KeyPair () {
    const { x, d } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' })
    return { publicKey: bytes(x), privateKey: bytes(d) }
  },
  generateX25519SharedKey (privateKey, publicKey) {
    const x = text(publicKey)
    return diffieHellman({
      // Of a private key, only `d` is looked at.
      privateKey: createPrivateKey({ key: { ...CURVE, x, d: text(privateKey) }, format: 'jwk' }),
      publicKey: createPublicKey({ key: { ...CURVE, x }, format: 'jwk' }),
    })
  },
}

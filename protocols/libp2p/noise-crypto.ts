import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto'
import { defaultCrypto } from '@chainsafe/libp2p-noise/crypto'

interface Bytes { subarray: () => Uint8Array }

const CIPHER = 'chacha20-poly1305'
const TAG = { authTagLength: 16 } as const
/** From here on OpenSSL is faster than the library's WebAssembly, which costs 13 us a KiB, and nothing to begin. */
const OPENSSL_BYTES_MIN = 600

const CURVE = { kty: 'OKP', crv: 'X25519' } as const

const text = (bytes: Bytes): string => Buffer.from(bytes.subarray()).toString('base64url')
const bytes = (value: string | undefined): Uint8Array => Buffer.from(value ?? '', 'base64url')

/**
 * The library's cryptography, with OpenSSL for shorter messages already; and with the keys of a handshake as JWK instead
 * of DER: OpenSSL 3 takes ten times as long to read the latter, and reads six of them for a connection. That was half of
 * what a stranger's handshake cost.
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
  chaCha20Poly1305Encrypt (plaintext, nonce, ad, k) {
    // Only a handshake has more than the text.
    if (plaintext.byteLength < OPENSSL_BYTES_MIN || ad.length > 0 || !(plaintext instanceof Uint8Array)) return defaultCrypto.chaCha20Poly1305Encrypt(plaintext, nonce, ad, k)
    const cipher = createCipheriv(CIPHER, k, nonce, TAG)
    const sealed = cipher.update(plaintext)
    cipher.final()
    return Buffer.concat([sealed, cipher.getAuthTag()], plaintext.length + TAG.authTagLength)
  },
  chaCha20Poly1305Decrypt (ciphertext, nonce, ad, k, dst) {
    if (ciphertext.byteLength < OPENSSL_BYTES_MIN || ad.length > 0 || !(ciphertext instanceof Uint8Array)) return defaultCrypto.chaCha20Poly1305Decrypt(ciphertext, nonce, ad, k, dst)
    const decipher = createDecipheriv(CIPHER, k, nonce, TAG)
    decipher.setAuthTag(ciphertext.subarray(ciphertext.length - TAG.authTagLength))
    const text = decipher.update(ciphertext.subarray(0, ciphertext.length - TAG.authTagLength))
    decipher.final()
    return text
  },
}

import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, type KeyObject } from 'node:crypto'
import { defaultCrypto } from '@chainsafe/libp2p-noise/crypto'
import { Uint8ArrayList } from 'uint8arraylist'

/** The library has a version of the list of its own. */
type Sealed = ReturnType<typeof defaultCrypto.chaCha20Poly1305Encrypt>
interface Bytes { subarray: () => Uint8Array }

const CIPHER = 'chacha20-poly1305'
const TAG = { authTagLength: 16 } as const
/** From here on OpenSSL is faster than the library's WebAssembly, which costs 13 us a KiB, and nothing to begin. */
const OPENSSL_BYTES_MIN = 600
/** A process that ends after so many messages starts no WebAssembly: that takes longer than all of them. */
const OPENSSL_MESSAGES = 64
const HASH_BYTES = 32
const NO_INFO = new Uint8Array(0)

const CURVE = { kty: 'OKP', crv: 'X25519' } as const

const text = (bytes: Bytes): string => Buffer.from(bytes.subarray()).toString('base64url')
const bytes = (value: string | undefined): Uint8Array => Buffer.from(value ?? '', 'base64url')

/** As OpenSSL has them, of keys that a handshake uses twice, or every handshake: to read a private one costs more than to use it. */
const privateKeys = new WeakMap<Bytes, KeyObject>()
const publicKeys = new WeakMap<Bytes, KeyObject>()

function privateKeyOf (key: Bytes, anyPublicKey: Bytes): KeyObject {
  let read = privateKeys.get(key)
  // Of a private key, only `d` is looked at.
  if (read === undefined) privateKeys.set(key, read = createPrivateKey({ key: { ...CURVE, x: text(anyPublicKey), d: text(key) }, format: 'jwk' }))
  return read
}

function publicKeyOf (key: Bytes): KeyObject {
  let read = publicKeys.get(key)
  if (read === undefined) publicKeys.set(key, read = createPublicKey({ key: { ...CURVE, x: text(key) }, format: 'jwk' }))
  return read
}

let messages = 0
function isForOpenssl (bytes: number): boolean {
  if (messages >= OPENSSL_MESSAGES) return bytes >= OPENSSL_BYTES_MIN
  messages++
  return true
}

/**
 * The library's cryptography, with OpenSSL for shorter messages already and for the first ones of a process, and for
 * the keys that are derived: in a process that has just begun, JavaScript takes milliseconds for them. And with the keys of
 * a handshake as JWK instead of DER, which OpenSSL 3 takes ten times as long to read, and each of them read once: the
 * library reads six for a connection. That was half of what a stranger's handshake cost.
 */
export const noiseCrypto: typeof defaultCrypto = {
  ...defaultCrypto,
  generateX25519KeyPair () {
    const key = generateKeyPairSync('x25519').privateKey
    const { x, d } = key.export({ format: 'jwk' })
    const pair = { publicKey: bytes(x), privateKey: bytes(d) }
    privateKeys.set(pair.privateKey, key)
    return pair
  },
  generateX25519SharedKey (privateKey, publicKey) {
    return diffieHellman({ privateKey: privateKeyOf(privateKey, publicKey), publicKey: publicKeyOf(publicKey) })
  },
  getHKDF (chainingKey, input) {
    const keys = new Uint8Array(hkdfSync('sha256', input, chainingKey, NO_INFO, 3 * HASH_BYTES))
    return [keys.subarray(0, HASH_BYTES), keys.subarray(HASH_BYTES, 2 * HASH_BYTES), keys.subarray(2 * HASH_BYTES)]
  },
  chaCha20Poly1305Encrypt (plaintext, nonce, ad, k) {
    if (!isForOpenssl(plaintext.byteLength)) return defaultCrypto.chaCha20Poly1305Encrypt(plaintext, nonce, ad, k)
    const cipher = createCipheriv(CIPHER, k, nonce, TAG)
    // Only a handshake has more than the text.
    if (ad.length > 0) cipher.setAAD(ad, { plaintextLength: plaintext.byteLength })
    const sealed = plaintext instanceof Uint8Array ? [cipher.update(plaintext)] : Array.from(plaintext, part => cipher.update(part))
    cipher.final()
    sealed.push(cipher.getAuthTag())
    // A handshake hashes what it sends, as one piece; everything else is only written.
    return ad.length > 0 ? Buffer.concat(sealed, plaintext.byteLength + TAG.authTagLength) : new Uint8ArrayList(...sealed) as unknown as Sealed
  },
  chaCha20Poly1305Decrypt (ciphertext, nonce, ad, k, dst) {
    if (!isForOpenssl(ciphertext.byteLength)) return defaultCrypto.chaCha20Poly1305Decrypt(ciphertext, nonce, ad, k, dst)
    const sealed = ciphertext.subarray()
    const textBytes = sealed.length - TAG.authTagLength
    const decipher = createDecipheriv(CIPHER, k, nonce, TAG)
    if (ad.length > 0) decipher.setAAD(ad, { plaintextLength: textBytes })
    decipher.setAuthTag(sealed.subarray(textBytes))
    const text = decipher.update(sealed.subarray(0, textBytes))
    decipher.final()
    return text
  },
}

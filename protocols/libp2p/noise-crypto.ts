import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, randomBytes, type KeyObject } from 'node:crypto'
import { defaultCrypto } from '@chainsafe/libp2p-noise/crypto'
import { Uint8ArrayList } from 'uint8arraylist'
import { loadSodium, type Sodium } from './libsodium.js'

/** The library has a version of the list of its own. */
type Sealed = ReturnType<typeof defaultCrypto.chaCha20Poly1305Encrypt>
interface Bytes { subarray: () => Uint8Array }
type Aead = Pick<typeof defaultCrypto, 'chaCha20Poly1305Encrypt' | 'chaCha20Poly1305Decrypt'>

const CIPHER = 'chacha20-poly1305'
const TAG = { authTagLength: 16 } as const
/** From here on OpenSSL is faster than the library's WebAssembly, which costs 13 us a KiB, and nothing to begin, … */
const OPENSSL_BYTES_MIN = 600
/** … and from here on than libsodium, which takes 1 us to begin and 0.7 a KiB; OpenSSL takes 9 and 0.4. */
const SODIUM_BYTES_MAX = 16 * 1024
/** A process that ends after so many messages loads neither: that takes longer than all of them. */
const FIRST_MESSAGES = 64
const HASH_BYTES = 32
const KEY_BYTES = 32
/** Of a private key, only `d` is looked at. */
const ANY_PUBLIC_KEY = new Uint8Array(KEY_BYTES)
const NO_INFO = new Uint8Array(0)

const CURVE = { kty: 'OKP', crv: 'X25519' } as const

const text = (bytes: Bytes): string => Buffer.from(bytes.subarray()).toString('base64url')
const bytes = (value: string | undefined): Uint8Array => Buffer.from(value ?? '', 'base64url')

/** As OpenSSL has them, of keys that a handshake uses twice, or every handshake: to read a private one costs more than to use it. */
const privateKeys = new WeakMap<Bytes, KeyObject>()
const publicKeys = new WeakMap<Bytes, KeyObject>()

function privateKeyOf (key: Bytes): KeyObject {
  let read = privateKeys.get(key)
  if (read === undefined) privateKeys.set(key, read = createPrivateKey({ key: { ...CURVE, x: text(ANY_PUBLIC_KEY), d: text(key) }, format: 'jwk' }))
  return read
}

function publicKeyOf (key: Bytes): KeyObject {
  let read = publicKeys.get(key)
  if (read === undefined) publicKeys.set(key, read = createPublicKey({ key: { ...CURVE, x: text(key) }, format: 'jwk' }))
  return read
}

const openssl: Aead = {
  chaCha20Poly1305Encrypt (plaintext, nonce, ad, k) {
    const cipher = createCipheriv(CIPHER, k, nonce, TAG)
    // Only a handshake has more than the text.
    if (ad.length > 0) cipher.setAAD(ad, { plaintextLength: plaintext.byteLength })
    const sealed = plaintext instanceof Uint8Array ? [cipher.update(plaintext)] : Array.from(plaintext, part => cipher.update(part))
    cipher.final()
    sealed.push(cipher.getAuthTag())
    // A handshake hashes what it sends, as one piece; everything else is only written.
    return ad.length > 0 ? Buffer.concat(sealed, plaintext.byteLength + TAG.authTagLength) : new Uint8ArrayList(...sealed) as unknown as Sealed
  },
  chaCha20Poly1305Decrypt (ciphertext, nonce, ad, k) {
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

function aeadOf (sodium: Sodium): Aead {
  return {
    chaCha20Poly1305Encrypt (plaintext, nonce, ad, k) {
      const sealed = Buffer.allocUnsafe(plaintext.byteLength + TAG.authTagLength)
      sodium.crypto_aead_chacha20poly1305_ietf_encrypt(sealed, plaintext.subarray(), ad.length > 0 ? ad : null, null, nonce, k)
      return sealed
    },
    chaCha20Poly1305Decrypt (ciphertext, nonce, ad, k, dst) {
      const text = dst ?? Buffer.allocUnsafe(ciphertext.byteLength - TAG.authTagLength)
      sodium.crypto_aead_chacha20poly1305_ietf_decrypt(text, null, ciphertext.subarray(), ad.length > 0 ? ad : null, nonce, k)
      return text
    },
  }
}

/** Has each message sealed and opened by whoever does it in the fewest microseconds. */
function quickest (load: () => Sodium | undefined): Aead {
  let messages = 0
  let sodium: Aead | undefined
  const of = (bytes: number): Aead => {
    if (messages < FIRST_MESSAGES) {
      if (++messages === FIRST_MESSAGES) {
        const loaded = load()
        if (loaded !== undefined) sodium = aeadOf(loaded)
      }
      return openssl
    }
    if (sodium === undefined) return bytes < OPENSSL_BYTES_MIN ? defaultCrypto : openssl
    return bytes < SODIUM_BYTES_MAX ? sodium : openssl
  }
  return {
    chaCha20Poly1305Encrypt: (plaintext, nonce, ad, k) => of(plaintext.byteLength).chaCha20Poly1305Encrypt(plaintext, nonce, ad, k),
    chaCha20Poly1305Decrypt: (ciphertext, nonce, ad, k, dst) => of(ciphertext.byteLength).chaCha20Poly1305Decrypt(ciphertext, nonce, ad, k, dst),
  }
}

/**
 * The library's cryptography, with libsodium for short messages, OpenSSL for long ones and for the first ones of a process, and for
 * the keys that are derived: in a process that has just begun, JavaScript takes milliseconds for them. And with the keys of
 * a handshake as JWK instead of DER, which OpenSSL 3 takes ten times as long to read, and each of them read once: the
 * library reads six for a connection. That was half of what a stranger's handshake cost.
 */
export const noiseCryptoWith = (load: () => Sodium | undefined): typeof defaultCrypto => ({
  ...defaultCrypto,
  ...quickest(load),
  generateX25519KeyPair () {
    // Any 32 bytes are a private key (RFC 7748, section 5). Not generateKeyPairSync: exporting what it made locks that key, and when the
    // garbage of generating is collected meanwhile Node locks it again, and stands still for ever (20.20): seen once, in a test.
    const privateKey = randomBytes(KEY_BYTES)
    return { privateKey, publicKey: bytes(privateKeyOf(privateKey).export({ format: 'jwk' }).x) }
  },
  generateX25519SharedKey (privateKey, publicKey) {
    return diffieHellman({ privateKey: privateKeyOf(privateKey), publicKey: publicKeyOf(publicKey) })
  },
  getHKDF (chainingKey, input) {
    const keys = new Uint8Array(hkdfSync('sha256', input, chainingKey, NO_INFO, 3 * HASH_BYTES))
    return [keys.subarray(0, HASH_BYTES), keys.subarray(HASH_BYTES, 2 * HASH_BYTES), keys.subarray(2 * HASH_BYTES)]
  },
})

export const noiseCrypto = noiseCryptoWith(loadSodium)

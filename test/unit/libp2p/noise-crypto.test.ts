import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultCrypto, pureJsCrypto } from '@chainsafe/libp2p-noise/crypto'
import { Uint8ArrayList } from 'uint8arraylist'
import { loadSodium } from '../../../protocols/libp2p/libsodium.js'
import { noiseCrypto, noiseCryptoWith } from '../../../protocols/libp2p/noise-crypto.js'

test('keys are agreed on as the library does it, and with it', () => {
  for (let round = 0; round < 20; round++) {
    const [a, b] = [noiseCrypto.generateX25519KeyPair(), defaultCrypto.generateX25519KeyPair()]
    assert.deepEqual([a.publicKey, a.privateKey].map(({ byteLength }) => byteLength), [32, 32])
    const secret = Buffer.from(defaultCrypto.generateX25519SharedKey(b.privateKey, a.publicKey))
    assert.deepEqual(Buffer.from(noiseCrypto.generateX25519SharedKey(a.privateKey, b.publicKey)), secret)
    assert.deepEqual(Buffer.from(pureJsCrypto.generateX25519SharedKey(a.privateKey, b.publicKey)), secret)
  }
})

test('a public key of zeros, which makes every secret the same, is refused', () => {
  const { privateKey } = noiseCrypto.generateX25519KeyPair()
  assert.throws(() => noiseCrypto.generateX25519SharedKey(privateKey, new Uint8Array(32)))
})

test('keys are derived as the library does it', () => {
  for (const input of [new Uint8Array(0), new Uint8Array(32).fill(3)]) {
    const chainingKey = new Uint8Array(32).fill(4)
    assert.deepEqual(noiseCrypto.getHKDF(chainingKey, input).map(key => Buffer.from(key)), pureJsCrypto.getHKDF(chainingKey, input).map(key => Buffer.from(key)))
  }
})

/** The library has a version of the list of its own. */
type Sealed = ReturnType<typeof noiseCrypto.chaCha20Poly1305Encrypt>

const sodium = loadSodium()
const SIDES = [...(sodium === undefined ? [] : [['libsodium', noiseCryptoWith(() => sodium)] as const]), ['nothing but Node', noiseCryptoWith(() => undefined)] as const]

test('there is libsodium, but with musl', () => {
  const { header } = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } }
  assert.ok(sodium !== undefined || (process.platform === 'linux' && header.glibcVersionRuntime === undefined))
})

for (const [name, crypto] of SIDES) {
  test(`with ${name}: what is encrypted here the library decrypts, and the other way round, and nobody what was changed`, () => {
    const key = new Uint8Array(32).fill(5)
    const nonce = new Uint8Array(12).fill(6)
    // The second time it is past the first messages of a process.
    for (const ad of [new Uint8Array(0), new Uint8Array(32).fill(7), new Uint8Array(0), new Uint8Array(32).fill(7)]) {
      for (const length of [0, 1, 599, 600, 601, 1_199, 1_200, 16_383, 16_384, 65_519]) {
        const text = Uint8Array.from({ length }, (_, index) => index % 251)
        const ours = new Uint8Array(crypto.chaCha20Poly1305Encrypt(text, nonce, ad, key).subarray())
        assert.deepEqual(ours, new Uint8Array(pureJsCrypto.chaCha20Poly1305Encrypt(text, nonce, ad, key).subarray()))
        const half = length >> 1
        assert.deepEqual(new Uint8Array(crypto.chaCha20Poly1305Encrypt(new Uint8ArrayList(text.subarray(0, half), text.subarray(half)) as unknown as Sealed, nonce, ad, key).subarray()), ours)
        assert.deepEqual(new Uint8Array(crypto.chaCha20Poly1305Decrypt(ours.slice(), nonce, ad, key).subarray()), text)
        // Where it lies, as a connection does it.
        const message = ours.slice()
        assert.deepEqual(new Uint8Array(crypto.chaCha20Poly1305Decrypt(message, nonce, ad, key, message.subarray(0, length)).subarray()), text)
        for (const at of [0, length, ours.length - 1]) {
          const changed = ours.slice()
          changed[at] = (changed[at] ?? 0) ^ 1
          assert.throws(() => crypto.chaCha20Poly1305Decrypt(changed, nonce, ad, key), `${length} bytes, changed at ${at}`)
        }
        assert.throws(() => crypto.chaCha20Poly1305Decrypt(ours.slice(), nonce, Uint8Array.of(...ad, 1), key), `${length} bytes, of something else`)
      }
      for (const short of [0, 1, 15]) assert.throws(() => crypto.chaCha20Poly1305Decrypt(new Uint8Array(short), nonce, ad, key), `${short} bytes, less than a tag`)
    }
  })
}

test('a process that sends few messages does not load libsodium, and who does not find it looks once', () => {
  let loads = 0
  const crypto = noiseCryptoWith(() => {
    loads++
    return undefined
  })
  const seal = (): void => { crypto.chaCha20Poly1305Encrypt(new Uint8Array(10), new Uint8Array(12), new Uint8Array(0), new Uint8Array(32)) }
  for (let i = 0; i < 63; i++) seal()
  assert.equal(loads, 0)
  for (let i = 0; i < 100; i++) seal()
  assert.equal(loads, 1)
})

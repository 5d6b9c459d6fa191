import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultCrypto, pureJsCrypto } from '@chainsafe/libp2p-noise/crypto'
import { noiseCrypto } from '../../../protocols/libp2p/noise-crypto.js'

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

test('what is encrypted here the library decrypts, and the other way round, and nobody what was changed', () => {
  const key = new Uint8Array(32).fill(5)
  const nonce = new Uint8Array(12).fill(6)
  // The second time it is past the first messages of a process.
  for (const ad of [new Uint8Array(0), new Uint8Array(32).fill(7), new Uint8Array(0), new Uint8Array(32).fill(7)]) {
    for (const length of [0, 1, 599, 600, 601, 1_199, 1_200, 65_519]) {
      const text = Uint8Array.from({ length }, (_, index) => index % 251)
      const ours = new Uint8Array(noiseCrypto.chaCha20Poly1305Encrypt(text, nonce, ad, key).subarray())
      assert.deepEqual(ours, new Uint8Array(pureJsCrypto.chaCha20Poly1305Encrypt(text, nonce, ad, key).subarray()))
      assert.deepEqual(new Uint8Array(noiseCrypto.chaCha20Poly1305Decrypt(ours.slice(), nonce, ad, key).subarray()), text)
      for (const at of [0, length, ours.length - 1]) {
        const changed = ours.slice()
        changed[at] = (changed[at] ?? 0) ^ 1
        assert.throws(() => noiseCrypto.chaCha20Poly1305Decrypt(changed, nonce, ad, key), `${length} bytes, changed at ${at}`)
      }
    }
  }
})

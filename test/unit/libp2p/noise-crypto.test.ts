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

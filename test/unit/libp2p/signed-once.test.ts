import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { rememberingKey } from '../../../protocols/libp2p/signed-once.js'
import { patch } from '../../fixtures/patch.js'

test('the same bytes are signed once, others anew, and each signature is the key\'s', async () => {
  const key = await generateKeyPair('Ed25519')
  let signed = 0
  const sign = key.sign.bind(key)
  patch(key, 'sign', { value: (data: Uint8Array) => { signed++; return sign(data) } })
  const remembering = rememberingKey(key)
  assert.equal(remembering.publicKey, key.publicKey)
  for (const byte of [1, 1, 2, 2, 1]) {
    const bytes = new Uint8Array(56).fill(byte)
    assert.ok(await key.publicKey.verify(bytes, await remembering.sign(bytes)))
  }
  assert.equal(signed, 3)
})

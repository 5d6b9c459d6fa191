import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CorruptRecordError } from '../../../protocols/errors.js'
import { checksum } from '../../../protocols/record/checksum.js'
import { openEnvelope, sealEnvelope } from '../../../storage/envelope.js'

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: 0, maxLength: length })

test('an envelope opens to the body that was sealed under the same key', () => {
  fc.assert(fc.property(bytes(40), bytes(100), (key, body) => {
    assert.deepEqual(openEnvelope(key, sealEnvelope(key, body)), body)
  }))
})

test('the opened body is a view of the stored bytes', () => {
  const sealed = sealEnvelope(Uint8Array.of(1), Uint8Array.of(2, 3))
  assert.equal(openEnvelope(Uint8Array.of(1), sealed).buffer, sealed.buffer)
})

test('every flipped bit, anywhere in an envelope, is found', () => {
  const key = Uint8Array.of(7, 7)
  for (const length of [0, 1, 15, 16, 17, 64]) {
    const sealed = sealEnvelope(key, new Uint8Array(length).map((_, i) => i * 31))
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = new Uint8Array(sealed)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.throws(() => openEnvelope(key, flipped), CorruptRecordError)
    }
  }
})

test('a truncated or a longer envelope is found', () => {
  const key = Uint8Array.of(9)
  const sealed = sealEnvelope(key, new Uint8Array(33))
  for (let length = 0; length < sealed.length; length++) assert.throws(() => openEnvelope(key, sealed.subarray(0, length)), CorruptRecordError)
  const longer = new Uint8Array(sealed.length + 1)
  longer.set(sealed)
  assert.throws(() => openEnvelope(key, longer), CorruptRecordError)
})

test('a body served under another key is found', () => {
  fc.assert(fc.property(bytes(20), bytes(20), bytes(40), (key, other, body) => {
    fc.pre(Buffer.compare(key, other) !== 0)
    assert.throws(() => openEnvelope(other, sealEnvelope(key, body)), CorruptRecordError)
  }))
})

test('the checksum of an empty key is MurmurHash3 x86_128 of the bytes', () => {
  // An empty key leaves the seed at zero. The vectors are those of the published algorithm.
  const into = new Int32Array(2)
  const of = (text: string): string => {
    checksum(new Uint8Array(0), Buffer.from(text), 0, into)
    return [...into].map(word => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }
  assert.equal(of(''), '0000000000000000')
  assert.equal(of('The quick brown fox jumps over the lazy dog'), '2f1583c3ecee2c67')
})

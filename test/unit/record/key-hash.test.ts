import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { keyHash, keyText, PLACES_MAX, recordKeyBytes } from '../../../protocols/record/key.js'
import { latin1, utf8Bytes } from '../../../protocols/record/bytes.js'
import type { RecordKey } from '../../../protocols/record/record.js'

const hashOf = (key: string): Uint8Array => keyHash({ bucket: 'b', key: utf8Bytes(key) })
const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: 1, maxLength: length })
const key: fc.Arbitrary<RecordKey> = fc.record({ bucket: fc.stringMatching(/^[a-z]{1,3}$/), key: fc.oneof(bytes(3), bytes(100)) })

test('the hash and text of a short key are remembered', () => {
  const mine = { bucket: 'b', key: utf8Bytes('mine') }
  assert.equal(keyHash(mine), keyHash({ ...mine, key: mine.key.slice() }))
  assert.equal(keyText(mine), latin1(recordKeyBytes(mine)))
})

test('so many keys are remembered at most: the one that was asked for last has the slot', () => {
  const first = Array.from({ length: PLACES_MAX }, (_, index) => hashOf(`first ${index}`))
  for (let index = 0; index < 8 * PLACES_MAX; index++) hashOf(`other ${index}`)
  const again = first.map((_, index) => hashOf(`first ${index}`))
  // Each slot has been taken by eight others, on average.
  assert.ok(again.filter((hash, index) => hash === first[index]).length < PLACES_MAX / 8)
  assert.deepEqual(again, first)
})

test('whatever was asked for before, the hash is that of this key', () => {
  fc.assert(fc.property(fc.array(key, { maxLength: 64 }), keys => {
    for (const one of [...keys, ...keys]) {
      assert.deepEqual(keyHash(one), new Uint8Array(createHash('sha256').update(recordKeyBytes(one)).digest()))
      assert.equal(keyText(one), latin1(recordKeyBytes(one)))
    }
  }))
})

test('a key whose bytes are changed by who asked is another key', () => {
  const own = utf8Bytes('mine')
  const before = keyHash({ bucket: 'b', key: own })
  own[0] = 0x4d
  assert.deepEqual(keyHash({ bucket: 'b', key: own }), hashOf('Mine'))
  assert.equal(hashOf('mine'), before)
})

test('that of a long key is not remembered', () => {
  const long = 'k'.repeat(100)
  assert.notEqual(hashOf(long), hashOf(long))
  assert.deepEqual(hashOf(long), hashOf(long))
})

test('bucket and key are told apart: their bytes in a row are not what is remembered', () => {
  assert.notDeepEqual(keyHash({ bucket: 'ab', key: utf8Bytes('c') }), keyHash({ bucket: 'a', key: utf8Bytes('bc') }))
})

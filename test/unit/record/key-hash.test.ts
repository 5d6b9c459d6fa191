import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { keyHash, keyText, partitionOf, partitionOfLocation, PLACES_MAX, recordKeyBytes } from '../../../protocols/record/key.js'
import { latin1, utf8Bytes } from '../../../protocols/record/bytes.js'
import type { RecordKey } from '../../../protocols/record/record.js'

/** All that is remembered: the finest partitions there are. */
const PARTITIONS = 65_536
const keyOf = (text: string, bucket = 'b'): RecordKey => ({ bucket, key: utf8Bytes(text) })
const sha256 = (key: RecordKey): Buffer => createHash('sha256').update(recordKeyBytes(key)).digest()
const expected = (key: RecordKey): number => sha256(key).readUInt16BE(0)
const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: 1, maxLength: length })
const key: fc.Arbitrary<RecordKey> = fc.record({ bucket: fc.stringMatching(/^[a-z]{1,3}$/), key: fc.oneof(bytes(3), bytes(100)) })

test('whatever was asked for before, hash, partition and text are those of this key', () => {
  fc.assert(fc.property(fc.array(key, { maxLength: 64 }), keys => {
    for (const one of [...keys, ...keys]) {
      assert.deepEqual(keyHash(one), new Uint8Array(sha256(one)))
      assert.equal(partitionOf(one, PARTITIONS), expected(one))
      assert.equal(partitionOfLocation(recordKeyBytes(one), PARTITIONS), expected(one))
      assert.equal(keyText(one), latin1(recordKeyBytes(one)))
    }
  }))
})

test('keys that share a place are told apart, whichever was there last', () => {
  // Of one length, and several for each place.
  const keys = Array.from({ length: 4 * PLACES_MAX }, (_, index) => keyOf(`key ${String(index).padStart(7, '0')}`))
  const partitions = keys.map(expected)
  for (const again of [false, true]) {
    const wrong = keys.filter((one, index) => partitionOf(one, PARTITIONS) !== partitions[index])
    assert.deepEqual(wrong, [], again ? 'asked again' : 'asked once')
  }
  const [first] = keys
  assert.ok(first !== undefined)
  // Asked for twice in a row: the second time from what is remembered.
  for (let times = 0; times < 2; times++) assert.equal(partitionOf(first, PARTITIONS), partitions[0])
})

test('a key is not taken for a longer one that begins with it and has its place', () => {
  const short = keyOf('mine')
  const own = expected(short)
  let wrong = 0
  for (let index = 0; index < 8 * PLACES_MAX; index++) {
    partitionOf(keyOf(`mine${index}`), PARTITIONS)
    if (partitionOf(short, PARTITIONS) !== own) wrong++
  }
  assert.equal(wrong, 0)
})

test('a key whose bytes are changed by who asked is another key', () => {
  const own = utf8Bytes('mine')
  assert.equal(partitionOf({ bucket: 'b', key: own }, PARTITIONS), expected(keyOf('mine')))
  own[0] = 0x4d
  assert.equal(partitionOf({ bucket: 'b', key: own }, PARTITIONS), expected(keyOf('Mine')))
  assert.equal(partitionOf(keyOf('mine'), PARTITIONS), expected(keyOf('mine')))
})

test('keys about as long as what is remembered, and longer', () => {
  for (let length = 50; length < 70; length++) {
    const one = keyOf('k'.repeat(length))
    for (let times = 0; times < 2; times++) assert.equal(partitionOf(one, PARTITIONS), expected(one), `${length} bytes`)
  }
})

test('bucket and key are told apart: their bytes in a row are not what is remembered', () => {
  for (const one of [keyOf('c', 'ab'), keyOf('bc', 'a')]) assert.equal(partitionOf(one, PARTITIONS), expected(one))
})

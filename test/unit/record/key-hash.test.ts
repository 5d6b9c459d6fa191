import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyHash } from '../../../protocols/record/key.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'

const REMEMBERED_MAX = 1_024
const hashOf = (key: string): Uint8Array => keyHash({ bucket: 'b', key: utf8Bytes(key) })

test(`the hash of a short key is remembered until ${REMEMBERED_MAX} others were asked for`, () => {
  const first = hashOf('mine')
  assert.equal(hashOf('mine'), first)
  for (let index = 0; index < REMEMBERED_MAX; index++) hashOf(`other ${index}`)
  const again = hashOf('mine')
  assert.notEqual(again, first)
  assert.deepEqual(again, first)
})

test('that of a long key is not', () => {
  const long = 'k'.repeat(100)
  assert.notEqual(hashOf(long), hashOf(long))
  assert.deepEqual(hashOf(long), hashOf(long))
})

test('bucket and key are told apart: their bytes in a row are not what is remembered', () => {
  assert.notDeepEqual(keyHash({ bucket: 'ab', key: utf8Bytes('c') }), keyHash({ bucket: 'a', key: utf8Bytes('bc') }))
})

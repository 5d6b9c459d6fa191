import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contextFromText, contextToText, toBucketName, toKey, toOwnBytes } from '../../../client/bytes.js'
import { InvalidArgumentError, InvalidContextError, InvalidKeyError } from '../../../protocols/errors.js'
import { CONTEXT_BYTES_MAX } from '../../../protocols/record/context.js'
import { KEY_BYTES_MAX } from '../../../protocols/record/key.js'

test('half a surrogate pair is refused: another character would be stored in its place, and different keys be one', () => {
  const long = 'x'.repeat(100)
  for (const text of ['\ud800', 'a\udfffb', `${long}\ud800`]) {
    assert.throws(() => toKey(text), InvalidArgumentError)
    assert.throws(() => toOwnBytes(text), InvalidArgumentError)
  }
  assert.equal(Buffer.from(toOwnBytes(`${long}\u{1f600}é`)).toString(), `${long}\u{1f600}é`)
})

test('a bucket that is no text is refused as such', () => {
  for (const bucket of [5, null, {}, ['a']]) assert.throws(() => toBucketName(bucket as string), InvalidArgumentError)
  assert.equal(toBucketName('a'), 'a')
})

test('a key has 1 to 1,024 bytes', () => {
  for (const length of [0, KEY_BYTES_MAX + 1]) assert.throws(() => toKey('k'.repeat(length)), InvalidKeyError)
  for (const length of [1, KEY_BYTES_MAX]) assert.equal(toKey('k'.repeat(length)).length, length)
})

test('a context is taken only as it was given, and only as long as one can be', () => {
  for (const length of [1, 2, 3, 100, CONTEXT_BYTES_MAX]) {
    const bytes = new Uint8Array(length).fill(0xfe)
    assert.deepEqual(contextFromText(contextToText(bytes)), bytes)
  }
  const tooLong = contextToText(new Uint8Array(CONTEXT_BYTES_MAX + 3))
  for (const text of ['', 'A', 'AB', '!', 'AAA!', 'AA==', 'A A', '+/8', tooLong, undefined, 5]) assert.throws(() => contextFromText(text as string), InvalidContextError, String(text).slice(0, 10))
})

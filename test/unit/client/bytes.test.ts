import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toBucketName, toKey, toOwnBytes } from '../../../client/bytes.js'
import { InvalidArgumentError } from '../../../protocols/errors.js'

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

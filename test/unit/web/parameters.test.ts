import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { InvalidArgumentError, InvalidKeyError } from '../../../protocols/errors.js'
import { beginningOf, bytesOfPath, bytesToDocument, Query } from '../../../daemon/web/parameters.js'
import { bytesOf, isDots, parseBytes, pathOf } from '../../../daemon/page/format.js'

test('any key survives the way through a path', () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), key => {
    const path = pathOf(key)
    assert.match(path, /^[A-Za-z0-9_~%-]+$/)
    assert.deepEqual(bytesOfPath(path), key)
  }))
})

test('any bytes survive as a document, text as text', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => { assert.deepEqual(bytesOf(bytesToDocument(bytes)), bytes) }))
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => { assert.deepEqual(bytesToDocument(new TextEncoder().encode(text)), { utf8: text }) }))
})

test('a percent sign that stands for nothing is refused', () => {
  for (const path of ['%', 'a%2', '%zz', '%2G']) assert.throws(() => bytesOfPath(path), InvalidKeyError, path)
})

test('the beginning of a text ends with a whole character', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(40), (text, bytesMax) => {
    const bytes = new TextEncoder().encode(text)
    const begin = beginningOf(bytes, bytesMax)
    assert.ok(begin.length <= bytesMax || begin === bytes)
    if (bytesMax >= 4) assert.ok('utf8' in bytesToDocument(begin) && text.startsWith(new TextDecoder('utf-8', { ignoreBOM: true }).decode(begin)))
  }))
})

test('a query is taken only as it is declared', () => {
  const declared = { limit: { what: '', type: 'count' }, strict: { what: '', type: 'flag' }, w: { what: '', type: 'text' } } as const
  const query = (text: string): Query => new Query(new URLSearchParams(text), declared)
  assert.throws(() => query('limits=1'), InvalidArgumentError)
  assert.throws(() => query('w=1&w=2'), InvalidArgumentError)
  assert.throws(() => query('constructor=1'), InvalidArgumentError)
  assert.equal(query('limit=7').count('limit', 1, 9), 7)
  for (const wrong of ['0', '10', '-1', '1.5', '1e1', '0x1', '9999999999999999']) assert.throws(() => query(`limit=${wrong}`).count('limit', 1, 9), InvalidArgumentError, wrong)
  assert.deepEqual(['strict', 'strict=1', 'strict=true', 'strict=0', 'strict=false', ''].map(text => query(text).flag('strict')), [true, true, true, false, false, undefined])
  assert.throws(() => query('strict=yes').flag('strict'), InvalidArgumentError)
  assert.throws(() => query('w=').required('w'), InvalidArgumentError)
})

test('what people type becomes bytes, or is refused', () => {
  assert.deepEqual(parseBytes('ä', 'text'), Uint8Array.of(0xc3, 0xa4))
  assert.deepEqual(parseBytes('ff 00', 'hex'), Uint8Array.of(255, 0))
  assert.deepEqual(parseBytes('_wA', 'base64'), Uint8Array.of(255, 0))
  assert.equal(parseBytes('f', 'hex'), undefined)
  assert.equal(parseBytes('*', 'base64'), undefined)
})

test('a key that no browser leaves in an address is known as one', () => {
  const isLeft = (key: Uint8Array): boolean => new URL(`http://localhost/keys/${pathOf(key)}`).pathname === `/keys/${pathOf(key)}`
  for (const key of ['.', '..']) assert.deepEqual([isDots(new TextEncoder().encode(key)), isLeft(new TextEncoder().encode(key))], [true, false], key)
  fc.assert(fc.property(fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.array(fc.constantFrom(0x2e, 0x25, 0x2f, 0x32), { minLength: 1, maxLength: 4 }).map(bytes => Uint8Array.from(bytes))), key => { assert.equal(isDots(key), !isLeft(key)) }))
})

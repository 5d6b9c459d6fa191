import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesToJson, escapeBytes, escapeLine, escapeText, formatBytes, formatDuration, formatTable, shortenIds } from '../../../cli/output.js'

test('no text reaches a terminal with something it obeys', () => {
  assert.equal(escapeLine('a\u001b[31mred\u0007\u009b1m\u202ex\n\t'), 'a\\x1b[31mred\\x07\\x9b1m\\u202ex\\n\\t')
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
    assert.doesNotMatch(escapeBytes(bytes), /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  }))
})

test('text stays readable, and bytes that are no text show as numbers', () => {
  assert.equal(escapeText('Zürich\n→\tx'), 'Zürich\n→\tx')
  assert.equal(escapeBytes(new Uint8Array([0x61, 0xff, 0x00])), 'a\\xff\\x00')
})

test('bytes in JSON come back as they were', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
    const json = JSON.parse(JSON.stringify(bytesToJson(bytes))) as { utf8?: string, base64?: string }
    const back = json.utf8 === undefined ? Buffer.from(json.base64 ?? '', 'base64') : Buffer.from(json.utf8)
    assert.deepEqual([...back], [...bytes])
  }))
  assert.deepEqual(bytesToJson(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])), { utf8: '\ufeffa' })
})

test('quantities have the unit that reads best', () => {
  assert.deepEqual([0, 999, 1_500, 840_000, 7_200_000, 259_200_000].map(formatDuration), ['0 ms', '999 ms', '2 s', '14 min', '2 h', '3 d'])
  assert.deepEqual([0, 999, 1_500, 31e9, 999.9e9].map(formatBytes), ['0 B', '999 B', '1.5 kB', '31 GB', '1.0 TB'])
})

test('ids are shortened as far as they still differ', () => {
  const short = shortenIds(['12D3KooWaaaaaaaaXbcde', '12D3KooWaaaaaaaaYbcde', '12D3KooWaaaaaaaaZzzzz'])
  assert.deepEqual([...short.values()], ['12D3…Xbcde', '12D3…Ybcde', '12D3…Zzzzz'])
})

test('a table lines up', () => {
  assert.deepEqual(formatTable(['A', 'BB'], [['xxx', 'y'], ['z', '']]), ['A    BB', 'xxx  y', 'z'])
})

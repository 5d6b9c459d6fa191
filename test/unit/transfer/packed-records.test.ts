import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ProtocolError } from '../../../protocols/errors.js'
import { TRANSFER_PAGE, type PageRecord, type PageResponse } from '../../../protocols/transfer/transfer.js'

const { encode, decode } = TRANSFER_PAGE.response
const plain = (bytes: Uint8Array): number[] => [...bytes]
const named = ({ bucket, key, record }: PageRecord): unknown => ({ bucket, key: plain(key), record: plain(record) })

const records: fc.Arbitrary<PageRecord[]> = fc.array(fc.record({
  bucket: fc.constantFrom('default', 'a', 'default2', 'x'.repeat(64)),
  key: fc.uint8Array({ minLength: 1, maxLength: 300 }),
  record: fc.uint8Array({ maxLength: 400 }),
}), { maxLength: 20 })

test('a page arrives as it was sent, of one bucket or of several', () => {
  fc.assert(fc.property(records, fc.boolean(), (sent, more) => {
    const page: PageResponse = { records: sent, unreadable: 3, ...(more && { next: { bucket: 'b', key: Uint8Array.of(1) } }) }
    const got = decode(encode(page))
    assert.deepEqual(got.records.map(named), sent.map(named))
    assert.deepEqual([got.unreadable, got.next?.bucket], [3, more ? 'b' : undefined])
  }), { numRuns: 200 })
})

test('records that do not end where they say are refused, whatever is cut off', () => {
  const sent = encode({ records: [{ bucket: 'b', key: Uint8Array.of(1, 2), record: Uint8Array.of(3, 4, 5) }], unreadable: 0 })
  const header = 2
  assert.equal(decode(sent).records.length, 1)
  for (let length = 1; length < sent.length - header; length++) {
    const cut = sent.slice(0, header + length)
    cut[1] = length
    assert.throws(() => decode(cut), ProtocolError)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { TableDigest } from '../../../daemon/core/membership/table-digest.js'
import type { NodeId } from '../../../protocols/record/node-id.js'

const BYTES = 512
const records = fc.uniqueArray(fc.tuple(fc.string({ minLength: 8, maxLength: 12 }), fc.uint8Array({ minLength: 64, maxLength: 64 })), { selector: ([peer]) => peer, maxLength: 40 })

function digestOf (table: ReadonlyArray<readonly [string, Uint8Array]>): TableDigest {
  const digest = new TableDigest()
  for (const [peer, signature] of table) digest.toggle(peer, signature)
  return digest
}

test('the digest of a table does not depend on the order of its records, and has one size', () => {
  fc.assert(fc.property(records, table => {
    assert.deepEqual(digestOf(table).encode(), digestOf([...table].reverse()).encode())
    assert.equal(digestOf(table).encode().length, BYTES)
  }))
})

test('a record that another table lacks, or has otherwise, is in a part that differs', () => {
  fc.assert(fc.property(records, fc.uint8Array({ minLength: 64, maxLength: 64 }), (table, signature) => {
    const [first, ...rest] = table
    if (first === undefined) return
    const [peer] = first
    assert.ok(digestOf(table).differs(digestOf(rest).encode(), peer) || first[1].subarray(0, 8).every(byte => byte === 0))
    const same = Buffer.compare(signature.subarray(0, 8), first[1].subarray(0, 8)) === 0
    assert.equal(digestOf(table).differs(digestOf([[peer, signature], ...rest]).encode(), peer as NodeId), !same)
  }))
})

test('equal tables differ nowhere, and what cannot be read differs everywhere', () => {
  fc.assert(fc.property(records, table => {
    const digest = digestOf(table)
    for (const [peer] of table) {
      assert.equal(digest.differs(digestOf(table).encode(), peer as NodeId), false)
      assert.equal(digest.differs(new Uint8Array(), peer as NodeId), true)
    }
  }))
})

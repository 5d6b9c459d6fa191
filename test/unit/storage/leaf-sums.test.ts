import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { LeafSums } from '../../../storage/merkle-trees.js'

const word = fc.oneof(fc.constantFrom(0, 1, 0xffff_ffff), fc.integer({ min: 0, max: 0xffff_ffff }))
const hash = fc.tuple(word, word, word, word).map(words => Uint32Array.from(words))

test('what is added to a leaf and taken out again leaves the sum of what stays, carries and borrows included', () => {
  fc.assert(fc.property(fc.array(hash), fc.array(hash), (staying, leaving) => {
    const sums = new LeafSums()
    for (const one of [...staying, ...leaving]) sums.add(3, one)
    for (const one of leaving) sums.subtract(3, one)
    const expected = new LeafSums()
    for (const one of staying) expected.add(3, one)
    assert.deepEqual(sums.words, expected.words)
  }))
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checksum } from '../../../protocols/record/checksum.js'
import { bulkStorageKeyOf, storageKeyOf } from '../../../storage/keyspace.js'

const rotate = (x: number, bits: number): number => x << bits | x >>> 32 - bits

/** MurmurHash3 x86_128, byte by byte and without a thought for time. @returns the first 64 bits */
function plainly (lanes: readonly number[], bytes: readonly number[]): number[] {
  const c = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93]
  const spins = [[15, 19, 0x561ccd1b], [16, 17, 0x0bcaa747], [17, 15, 0x96cd1c35], [18, 13, 0x32ac3b17]]
  const h = [...lanes]
  const at = (list: readonly number[], index: number): number => list[index & 3] ?? 0
  const mixed = (lane: number, word: number): number => Math.imul(rotate(Math.imul(word, at(c, lane)), spins[lane]?.[0] ?? 0), at(c, lane + 1))
  const word = (from: number): number => [3, 2, 1, 0].reduce((sum, byte) => sum << 8 | (bytes[from + byte] ?? 0), 0)
  const blocksEnd = bytes.length - bytes.length % 16
  for (let from = 0; from < blocksEnd; from += 16) {
    for (let lane = 0; lane < 4; lane++) {
      h[lane] = at(h, lane) ^ mixed(lane, word(from + 4 * lane))
      h[lane] = Math.imul(rotate(at(h, lane), spins[lane]?.[1] ?? 0) + at(h, lane + 1), 5) + (spins[lane]?.[2] ?? 0) | 0
    }
  }
  if (blocksEnd < bytes.length) for (let lane = 0; lane < 4; lane++) h[lane] = at(h, lane) ^ mixed(lane, word(blocksEnd + 4 * lane))
  const spread = (): void => {
    h[0] = at(h, 0) + at(h, 1) + at(h, 2) + at(h, 3) | 0
    for (let lane = 1; lane < 4; lane++) h[lane] = at(h, lane) + at(h, 0) | 0
  }
  for (let lane = 0; lane < 4; lane++) h[lane] = at(h, lane) ^ bytes.length
  spread()
  for (let lane = 0; lane < 4; lane++) {
    let x = at(h, lane)
    x = Math.imul(x ^ x >>> 16, 0x85ebca6b)
    x = Math.imul(x ^ x >>> 13, 0xc2b2ae35)
    h[lane] = x ^ x >>> 16
  }
  spread()
  return h
}

test('a checksum is that of MurmurHash3, whatever the length of its input and wherever it begins', () => {
  const sum = new Int32Array(2)
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 0, max: 9_000 }), fc.integer({ min: 0, max: 20 }), fc.integer(), (key, length, start, seed) => {
    const bytes = Uint8Array.from({ length: start + length }, (_, index) => Math.imul(index + seed, 2_654_435_761) >>> 24)
    checksum(key, bytes, start, sum)
    assert.deepEqual([...sum], plainly(plainly([0, 0, 0, 0], [...key]), [...bytes.subarray(start)]).slice(0, 2))
  }), { numRuns: 60 })
})

test('a storage key of many is that of one', () => {
  fc.assert(fc.property(fc.stringMatching(/^[a-z0-9._-]{1,64}$/), fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.constantFrom(1, 64, 1_024, 65_536), (bucket, key, partitions) => {
    assert.deepEqual(bulkStorageKeyOf({ bucket, key }, partitions), storageKeyOf({ bucket, key }, partitions))
  }), { numRuns: 100 })
})

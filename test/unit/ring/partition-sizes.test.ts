import assert from 'node:assert/strict'
import { test } from 'node:test'
import { estimateSizes, memberMovements } from '../../../daemon/core/partition-sizes.js'
import { StoreFencedError } from '../../../protocols/errors.js'
import { toHex } from '../../../protocols/record/bytes.js'
import { memberOf, peerIdOf } from '../../fixtures/ring.js'
import { after, inPartition, PARTITIONS, Rig, ringOf, storeWith, viewOf } from '../transfer/rig.js'

const all = Array.from({ length: PARTITIONS }, (_, partition) => partition)

test('a partition is as large as its records, one of others as the mean', async () => {
  const { records, keys } = await storeWith(new Rig(), 200, 1_000)
  const bytesOf = await estimateSizes(records, all)
  for (const partition of all) {
    const least = 1_000 * inPartition(keys, partition).length
    assert.ok(bytesOf(partition) >= least && bytesOf(partition) < 1.2 * least, `${bytesOf(partition)} of ${least}`)
  }
  const [first = 0, ...rest] = all
  const guess = (await estimateSizes(records, rest))(first)
  assert.ok(guess > 1_000 * 200 / PARTITIONS / 2 && guess < 2 * 1_200 * 200 / PARTITIONS)
})

test('an empty store has no bytes, and one that reads its trees again is not asked', async () => {
  assert.equal((await estimateSizes((await storeWith(new Rig(), 0, 1)).records, all))(3), 0)
  const fenced = { partitionRoot: () => { throw new StoreFencedError('later') }, scanPartition: () => { throw new Error('asked') } }
  assert.equal((await estimateSizes(fenced, all))(3), 0)
})

test('who comes fetches what others give away; a new store fetches all it owned', () => {
  const three = viewOf(3, 2)
  const four = after(three, { add: memberOf(4) })
  const joined = memberMovements(ringOf(three), ringOf(four), () => 10)
  const newcomer = joined.get(peerIdOf(4))
  assert.ok(newcomer !== undefined)
  assert.deepEqual([newcomer.bytesIn, newcomer.bytesOut], [10 * ringOf(four).partitionsOf(peerIdOf(4)).length, 0])
  const sum = (what: 'bytesIn' | 'bytesOut'): number => [...joined.values()].reduce((total, one) => total + one[what], 0)
  assert.equal(sum('bytesIn'), sum('bytesOut'))
  const replaced = after(three, { update: { ...memberOf(1), storeId: toHex(new Uint8Array(16).fill(7)) } })
  assert.equal(memberMovements(ringOf(three), ringOf(replaced), () => 1).get(peerIdOf(1))?.bytesIn, ringOf(replaced).partitionsOf(peerIdOf(1)).length)
})

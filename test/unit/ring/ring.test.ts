import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstView } from '../../../daemon/core/ring/next-view.js'
import type { RingMember } from '../../../daemon/core/ring/ring-view.js'
import { Ring, type RingInit } from '../../../daemon/core/ring/ring.js'
import { InvariantError } from '../../../protocols/errors.js'
import { memberOf, peerIdOf } from '../../fixtures/ring.js'

const issue = { issuer: peerIdOf(1), reason: '', issuedAt: 0 }
const ringOf = (members: RingMember[], replicas = 3, init: RingInit = {}): Ring =>
  new Ring(firstView({ cluster: 'c', partitions: 64, replicas, members, ...issue }), init)
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
const ring = ringOf(numbers(8).map(number => memberOf(number)))

test('a preference list holds every member once: the assignment first, then the others', () => {
  for (const partition of numbers(64)) {
    const { primaries, fallbacks } = ring.preferenceList(partition)
    assert.deepEqual(primaries, Array.from(ring.view.assignment.subarray(partition * 3, partition * 3 + 3), index => ring.members[index]?.peerId))
    assert.deepEqual([...primaries, ...fallbacks].sort(), ring.members.map(member => member.peerId))
  }
})

test('stand-ins differ from partition to partition, so that what a dead member held is spread', () => {
  assert.ok(new Set(numbers(64).map(partition => ring.preferenceList(partition).fallbacks[0])).size >= 6)
})

test('a bucket with a smaller N takes the first, and the others stand in first', () => {
  const all = ring.preferenceList(5)
  const one = ring.preferenceList(5, 1)
  assert.deepEqual(one.primaries, all.primaries.slice(0, 1))
  assert.deepEqual([...one.primaries, ...one.fallbacks], [...all.primaries, ...all.fallbacks])
  assert.deepEqual(ring.primariesFor(5, 2), all.primaries.slice(0, 2))
})

test('a bucket with a larger N goes on with the fallbacks, up to all members', () => {
  const all = ring.preferenceList(5)
  const five = ring.preferenceList(5, 5)
  assert.deepEqual(five.primaries, [...all.primaries, ...all.fallbacks.slice(0, 2)])
  assert.deepEqual(five.fallbacks, all.fallbacks.slice(2))
  assert.equal(ring.primariesFor(5, 99).length, 8)
  assert.deepEqual(ring.preferenceList(5, 99).fallbacks, [])
})

test('with fewer members than replicas every member is a primary of every partition', () => {
  const pair = ringOf([memberOf(1), memberOf(2)])
  const { primaries, fallbacks } = pair.preferenceList(0)
  assert.deepEqual([...primaries].sort(), pair.members.map(member => member.peerId))
  assert.deepEqual(fallbacks, [])
  assert.equal(pair.shareOf(peerIdOf(1)), 0.5)
})

test('partitions and shares of members add up to the assignment', () => {
  let sum = 0
  for (const { peerId } of ring.members) {
    for (const { partition, position } of ring.partitionsOf(peerId)) assert.equal(ring.preferenceList(partition).primaries[position], peerId)
    sum += ring.shareOf(peerId)
  }
  assert.ok(Math.abs(sum - 1) < 1e-9)
  assert.deepEqual(ring.partitionsOf(peerIdOf(99)), [])
  assert.equal(ring.shareOf(peerIdOf(99)), 0)
})

test('neighbours share partitions, and that is mutual', () => {
  const big = ringOf(numbers(60).map(number => memberOf(number)))
  const [member] = big.members
  assert.ok(member)
  const neighbours = big.neighbours(member.peerId)
  assert.ok(neighbours.length > 0 && neighbours.length < 59)
  for (const other of neighbours) assert.ok(big.neighbours(other).includes(member.peerId))
  const shared = neighbours.map(other => big.partitionsOf(other).filter(({ partition }) => big.preferenceList(partition).primaries.includes(member.peerId)).length)
  assert.deepEqual(shared, [...shared].sort((a, b) => b - a))
})

test('fallbacks are the same whether they were kept or worked out again', () => {
  const small = ringOf(numbers(8).map(number => memberOf(number)), 3, { fallbackIdsMax: 16 })
  const once = numbers(64).map(partition => small.preferenceList(partition).fallbacks)
  assert.deepEqual(numbers(64).map(partition => small.preferenceList(partition).fallbacks), once)
  assert.deepEqual(numbers(64).map(partition => ring.preferenceList(partition).fallbacks), once)
  // Kept: the same array; pushed out by newer ones: another.
  assert.equal(small.preferenceList(63).fallbacks, small.preferenceList(63).fallbacks)
  assert.notEqual(small.preferenceList(0).fallbacks, once[0])
})

test('a partition that does not exist is a bug of the caller', () => {
  assert.throws(() => ring.preferenceList(64), InvariantError)
  assert.throws(() => ring.preferenceList(-1), InvariantError)
})

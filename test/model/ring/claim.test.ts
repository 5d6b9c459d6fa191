import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { claim, movementMin, type Claimed, type ClaimInput, type ClaimMember } from '../../../daemon/core/ring/claim.js'
import type { RingMember } from '../../../daemon/core/ring/ring-view.js'
import { TokenWalk } from '../../../daemon/core/ring/token-walk.js'
import { cheapestMovement } from '../../fixtures/cheapest-assignment.js'
import { byPeerId, largestShare, lawsBroken, memberOf, movedSlots } from '../../fixtures/ring.js'

const Q = 1_024
const N = 3
const SHARE_MAX = 1.15
const FIRST_SHARE_MAX = 1.3
const MOVEMENT_MAX = 1.3

type Claimer = (input: ClaimInput) => Uint16Array

const equal = (size: number, zones = 1, from = 0): RingMember[] =>
  byPeerId(Array.from({ length: size }, (_, number) => memberOf(from + number, 100, `z${number % zones}`)))

const claimed = (members: readonly ClaimMember[], previous?: Claimed, claimer: Claimer = claim, partitions = Q, replicas = N): Claimed =>
  ({ members, assignment: claimer({ partitions, replicas, members, ...(previous === undefined ? {} : { previous }) }) })

/** What the tests below hold against any way to assign; the planted bugs must not pass them. */
function checkBalance (claimer: Claimer, size: number, zones: number): void {
  const fresh = claimed(equal(size, zones), undefined, claimer)
  assert.deepEqual(lawsBroken(fresh, Q, N), [])
  const share = largestShare(fresh, Q, N, N)
  assert.ok(share <= SHARE_MAX, `${size} members in ${zones} zones: the largest share is ${share} of the mean`)
  const first = largestShare(fresh, Q, N, 1)
  assert.ok(first <= FIRST_SHARE_MAX, `${size} members in ${zones} zones: the largest first-primary share is ${first} of the mean`)
}

function checkMovement (claimer: Claimer, size: number): void {
  const members = equal(size + 1)
  const [joiner] = members
  assert.ok(joiner)
  const before = claimed(members.slice(1), undefined, claimer)
  const joined = claimed(members, before, claimer)
  // By hand, not by the code under test: the joiner must get its share, the leaver's must go to others.
  const share = Math.floor(Q * Math.min(N, size + 1) / (size + 1))
  assert.ok(movedSlots(before, joined, N) <= MOVEMENT_MAX * share, `a join to ${size}: ${movedSlots(before, joined, N)} moved for ${share}`)
  const left = claimed(members.slice(1), joined, claimer)
  const gone = size < N ? 0 : joined.assignment.filter(owner => owner === 0).length
  assert.ok(movedSlots(joined, left, N) <= MOVEMENT_MAX * gone, `a leave to ${size}: ${movedSlots(joined, left, N)} moved for ${gone}`)
}

/** Planted bug: the first members met on the walk, as plain random tokens give it. */
const plainWalk: Claimer = ({ members, partitions, replicas }) => {
  const walk = new TokenWalk(members, partitions)
  return Uint16Array.from(Array.from({ length: partitions }, (_, partition) => walk.from(partition).slice(0, replicas)).flat())
}

/** Planted bug: balanced, but from scratch each time. */
const fromScratch: Claimer = ({ members, partitions, replicas }) => claim({ members, partitions, replicas })

test('with equal weights every member holds at most 1.15 times the mean, and is first in at most 1.3 times, for 3 to 100 members', () => {
  for (let size = 3; size <= 100; size++) {
    checkBalance(claim, size, 1)
    checkBalance(claim, size, 3)
    if (size % 5 === 0) checkBalance(claim, size, 5)
  }
})

test('planted bug: a plain walk over random tokens fails the check of balance', () => {
  assert.throws(() => { checkBalance(plainWalk, 10, 1) }, /largest share/)
})

test('a join or a leave moves at most 1.3 times what must move, for 1 to 100 members', () => {
  for (let size = 1; size <= 100; size++) checkMovement(claim, size)
})

test('planted bug: an assignment from scratch fails the check of movement', () => {
  assert.throws(() => { checkMovement(fromScratch, 50) }, /a join to 50/)
})

test('the same members again move nothing and change no order', () => {
  for (const [size, zones] of [[1, 1], [2, 2], [5, 2], [7, 3], [30, 4], [100, 1]] as const) {
    const once = claimed(equal(size, zones))
    assert.deepEqual(claimed(once.members, once).assignment, once.assignment)
  }
})

const shape = fc.record({
  members: fc.uniqueArray(fc.record({
    number: fc.nat(60),
    weight: fc.constantFrom(1, 2, 4, 100, 1_000),
    zone: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  }), { selector: each => each.number, minLength: 1, maxLength: 24 }),
  replicas: fc.integer({ min: 1, max: 5 }),
})
const membersOf = (list: ReadonlyArray<{ number: number, weight: number, zone: string }>): RingMember[] =>
  byPeerId(list.map(({ number, weight, zone }) => memberOf(number, weight, zone)))

test('whatever the weights, zones and replicas, and whatever came before, the rules hold and quotas are met', () => {
  const partitions = 64
  fc.assert(fc.property(fc.array(shape, { minLength: 1, maxLength: 6 }), ([first, ...later]) => {
    if (first === undefined) return
    const { replicas } = first
    let now = claimed(membersOf(first.members), undefined, claim, partitions, replicas)
    for (const next of [first, ...later]) {
      const members = membersOf(next.members)
      now = claimed(members, now, claim, partitions, replicas)
      assert.deepEqual(lawsBroken(now, partitions, replicas), [])
      // Nothing is left to move: every member has exactly its quota.
      assert.equal(movementMin({ partitions, replicas, members, previous: now }), 0)
    }
  }), { numRuns: 200 })
})

test('no change of members moves more than 1.3 times what a minimum-cost flow moves', () => {
  const partitions = 64
  fc.assert(fc.property(shape, shape, fc.nat(), fc.constantFrom('join', 'leave', 'replace', 'weight'), (before, { members: list, replicas }, pick, kind) => {
    const all = list.slice(0, 9)
    const one = all[pick % all.length]
    if (one === undefined || all.length < 2) return
    const others = all.filter(each => each !== one)
    const [from, to] = {
      join: [others, all],
      leave: [all, others],
      replace: [all, [...others, { ...one, number: 99 }]],
      weight: [all, [...others, { ...one, weight: one.weight === 1 ? 2 : Math.ceil(one.weight / 2) }]],
    }[kind]
    if (from === undefined || to === undefined) return
    // Not from a new ring, which would be easier.
    const earlier = claimed(membersOf(before.members), undefined, claim, partitions, replicas)
    const previous = claimed(membersOf(from), earlier, claim, partitions, replicas)
    const input = { partitions, replicas, members: membersOf(to), previous }
    const moved = movedSlots(previous, claimed(input.members, previous, claim, partitions, replicas), replicas)
    const cheapest = cheapestMovement(input)
    assert.ok(movementMin(input) <= cheapest)
    assert.ok(moved <= MOVEMENT_MAX * cheapest + 1, `${kind}: ${moved} moved where ${cheapest} do`)
  }), { numRuns: 150 })
})

test('after hundreds of joins, leaves and replacements the ring is as balanced as a new one', () => {
  let now = claimed(equal(12, 3))
  let number = 100
  for (let step = 0; step < 200; step++) {
    const kind = (step * 7) % 5
    const keep = kind >= 2 && now.members.length > 4 ? now.members.filter((_, index) => index !== (step * 13) % now.members.length) : now.members
    const add = kind === 2 || kind === 3 ? [] : [memberOf(number++, 100, `z${step % 3}`)]
    const members = byPeerId([...keep, ...add])
    now = claimed(members, now)
  }
  assert.deepEqual(lawsBroken(now, Q, N), [])
  assert.ok(largestShare(now, Q, N, N) <= SHARE_MAX)
  assert.ok(largestShare(now, Q, N, 1) <= FIRST_SHARE_MAX)
})

test('weights are kept in proportion where placement allows', () => {
  const members = byPeerId(Array.from({ length: 30 }, (_, number) => memberOf(number, 1 + number % 4)))
  const { assignment } = claimed(members)
  const total = members.reduce((sum, member) => sum + member.weight, 0)
  members.forEach((member, index) => {
    const held = assignment.filter(owner => owner === index).length
    assert.ok(Math.abs(held - Q * N * member.weight / total) <= 1, `weight ${member.weight} holds ${held}`)
  })
})

test('a member too heavy for its share holds each partition once, and the others share the rest', () => {
  const members = byPeerId([memberOf(1, 1_000), memberOf(2, 1), memberOf(3, 1), memberOf(4, 1), memberOf(5, 1)])
  const { assignment } = claimed(members)
  members.forEach((member, index) => {
    assert.equal(assignment.filter(owner => owner === index).length, member.weight === 1_000 ? Q : Q / 2)
  })
})

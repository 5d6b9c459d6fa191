import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstView, movement, nextView, type Issue, type RingChange } from '../../../daemon/core/ring/next-view.js'
import { checkSuccessor, signRingView, type RingView, type SignedRingView } from '../../../daemon/core/ring/ring-view.js'
import { InvalidArgumentError } from '../../../protocols/errors.js'
import { fakeSigner, memberOf, peerIdOf } from '../../fixtures/ring.js'

const self = peerIdOf(1)
const signer = fakeSigner(self)
const issue: Issue = { issuer: self, reason: 'test', issuedAt: 0 }
const four = [1, 2, 3, 4].map(number => memberOf(number))
const start = (members = four): SignedRingView => signRingView(firstView({ cluster: 'c', partitions: 256, replicas: 3, members, ...issue }), signer)
const previous = start()
const next = (changes: RingChange[], from = previous): RingView => nextView(from, changes, issue)

test('the order in which members are given changes nothing', () => {
  assert.deepEqual(start([...four].reverse()).hash, previous.hash)
  const five = { add: memberOf(5) }
  const six = { add: memberOf(6) }
  assert.deepEqual(next([five, six, { remove: peerIdOf(2) }]), next([{ remove: peerIdOf(2) }, six, five]))
})

test('several changes make one view, one epoch on, which follows', () => {
  const view = next([{ add: memberOf(5) }, { remove: peerIdOf(2) }, { update: memberOf(3, 50, 'z') }])
  assert.equal(view.epoch, 2)
  assert.deepEqual(view.previousHash, previous.hash)
  assert.deepEqual(view.members.map(member => member.peerId), [1, 3, 4, 5].map(peerIdOf).sort())
  assert.equal(view.members.find(member => member.peerId === peerIdOf(3))?.weight, 50)
  checkSuccessor(previous, signRingView(view, signer))
})

test('changes that change nothing give no new view', () => {
  assert.equal(next([]), previous.view)
  assert.equal(next([{ add: memberOf(1) }, { remove: peerIdOf(9) }, { update: memberOf(8) }, { update: memberOf(2) }]), previous.view)
  assert.equal(next([{ add: memberOf(5) }, { remove: peerIdOf(5) }]), previous.view)
})

test('a change on top of a winner that already made it gives no new view', () => {
  const winner = signRingView(next([{ add: memberOf(5) }]), signer)
  assert.equal(next([{ add: memberOf(5) }], winner), winner.view)
})

test('members that are not valid, and the loss of the last, are refused', () => {
  assert.throws(() => next([{ add: memberOf(5, 0) }]), InvalidArgumentError)
  assert.throws(() => next([{ update: memberOf(1, 100, 'a zone') }]), InvalidArgumentError)
  assert.throws(() => next(four.map(member => ({ remove: member.peerId }))), InvalidArgumentError)
  assert.throws(() => firstView({ cluster: 'c', partitions: 3, replicas: 3, members: four, ...issue }), InvalidArgumentError)
})

test('a replacement takes exactly the place of the one it replaces', () => {
  const view = next([{ remove: peerIdOf(2) }, { add: memberOf(7) }])
  const held = (of: RingView, number: number): number[] => Array.from(of.assignment.keys())
    .filter(slot => of.members[of.assignment[slot] ?? -1]?.peerId === peerIdOf(number)).map(slot => Math.floor(slot / 3))
  assert.deepEqual(held(view, 7), held(previous.view, 2))
  assert.deepEqual(movement(previous.view, view), { slots: 192, slotsMin: 192 })
})

test('movement is counted in slots that somebody must fetch', () => {
  assert.deepEqual(movement(previous.view, previous.view), { slots: 0, slotsMin: 0 })
  const joined = next([{ add: memberOf(5) }])
  const { slots, slotsMin } = movement(previous.view, joined)
  assert.equal(slotsMin, Math.floor(256 * 3 / 5))
  assert.ok(slots >= slotsMin && slots <= slotsMin * 1.3)
})

test('a new store holds nothing: all of its member moves, and nothing else', () => {
  const view = nextView(previous, [{ update: { ...memberOf(2), storeId: 'f'.repeat(32) } }], { ...issue, issuer: peerIdOf(2) })
  assert.deepEqual(view.assignment, previous.view.assignment)
  assert.deepEqual(movement(previous.view, view), { slots: 192, slotsMin: 192 })
})

test('which store a member has it says itself: changes that others make leave it as it is', () => {
  const old = memberOf(2, 50)
  const storeId = 'f'.repeat(32)
  const said = signRingView(nextView(previous, [{ update: { ...memberOf(2), storeId } }], { ...issue, issuer: peerIdOf(2) }), fakeSigner(peerIdOf(2)))
  const weighed = next([{ update: old }], said)
  assert.deepEqual(weighed.members.find(({ peerId }) => peerId === old.peerId), { ...old, storeId })
  assert.equal(next([{ add: old }], said), said.view)
  assert.equal(next([{ update: { ...memberOf(2), storeId } }]), previous.view)
})

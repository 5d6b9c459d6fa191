import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstView, nextView, type Issue } from '../../../daemon/core/ring/next-view.js'
import {
  checkFirstView, checkSuccessor, compareViews, encodeSignedRingView, MEMBERS_MAX, openRingView, REASON_LENGTH_MAX,
  signRingView, VIEW_BYTES_MAX, type RingView, type SignedRingView,
} from '../../../daemon/core/ring/ring-view.js'
import { InvariantError, ProtocolError } from '../../../protocols/errors.js'
import { RingView as RingViewMessage } from '../../../protocols/pb/membership.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { fakeSigner, memberOf, peerIdOf } from '../../fixtures/ring.js'

const self = peerIdOf(1)
const signer = fakeSigner(self)
const issue: Issue = { issuer: self, reason: 'test', issuedAt: 1_700_000_000_000 }
const members = [1, 2, 3, 4, 5].map(number => memberOf(number, 100, `z${number % 3}`))
const first = signRingView(firstView({ cluster: 'test-1', partitions: 64, replicas: 3, members, ...issue }), signer)
const added = { add: memberOf(6, 100, 'z1') }
const second = signRingView(nextView(first, [added], issue), signer)

/** Signs what a correct peer would not: from the message up, past the checks of signRingView. */
function forge (view: RingView, change: (message: RingViewMessage) => void, by: NodeId = view.issuer): Uint8Array {
  // A copy: what is decoded shares the bytes it came from.
  const message = RingViewMessage.decode(Uint8Array.from(view === first.view ? first.body : second.body))
  change(message)
  const body = RingViewMessage.encode(message)
  return encodeSignedRingView({ view, body, signature: fakeSigner(by).sign(body), hash: body })
}

function open (bytes: Uint8Array): SignedRingView { return openRingView(bytes, signer) }

test('a view comes back from its bytes as it was', () => {
  const opened = open(encodeSignedRingView(second))
  assert.deepEqual(opened, second)
  assert.equal(opened.hash.length, 32)
  assert.deepEqual(opened.view.previousHash, first.hash)
})

test('first and next views are accepted by the checks that every peer makes', () => {
  checkFirstView(open(encodeSignedRingView(first)))
  checkSuccessor(first, open(encodeSignedRingView(second)))
})

type Fault = readonly [string, (message: RingViewMessage) => void, RegExp]
const swap = <T>(list: T[], a: number, b: number): void => { list.splice(a, 1, ...list.splice(b, 1, ...list.slice(a, a + 1))) }
const faults: Fault[] = [
  ['a cluster of nothing', m => { m.cluster = '' }, /the cluster/],
  ['epoch 0', m => { m.epoch = 0 }, /the epoch/],
  ['a short previous hash', m => { m.previousHash = new Uint8Array(31) }, /the previous hash/],
  ['partitions that are no power of two', m => { m.partitions = 63 }, /power of two/],
  ['too many partitions', m => { m.partitions = 32_768 }, /power of two/],
  ['no replicas', m => { m.replicas = 0 }, /the replicas/],
  ['too many replicas', m => { m.replicas = 10 }, /the replicas/],
  ['unsorted members', m => { swap(m.members, 0, 1) }, /ascending/],
  ['a member twice', m => { m.members.splice(1, 0, ...m.members.slice(0, 1)) }, /ascending/],
  ['no members', m => { m.members = [] }, /the members are not/],
  ['a peer id that is none', m => { m.members.forEach(each => { each.peerId = 'x' }) }, /a peer id/],
  ['a short store id', m => { m.members.forEach(each => { each.storeId = new Uint8Array(15) }) }, /the store id/],
  ['one store for two', m => { m.members.forEach(each => { each.storeId = new Uint8Array(16) }) }, /one store/],
  ['weight 0', m => { m.members.forEach(each => { each.weight = 0 }) }, /the weight/],
  ['weight 1,001', m => { m.members.forEach(each => { each.weight = 1_001 }) }, /the weight/],
  ['a zone with a space', m => { m.members.forEach(each => { each.zone = 'a b' }) }, /the zone/],
  ['a zone of 65 characters', m => { m.members.forEach(each => { each.zone = 'z'.repeat(65) }) }, /the zone/],
  ['a long reason', m => { m.reason = 'x'.repeat(REASON_LENGTH_MAX + 1) }, /the reason/],
  ['an issuer that is none', m => { m.issuer = 'x' }, /the issuer/],
  ['a short assignment', m => { m.assignment = m.assignment.subarray(2) }, /the assignment/],
  ['half a number', m => { m.assignment = m.assignment.subarray(1) }, /the assignment/],
  ['an owner out of range', m => { m.assignment.set([99, 0]) }, /partition 0 has an owner that is no member/],
  ['a slot left empty', m => { m.assignment.set([0xff, 0xff], 4) }, /partition 0 has an owner that is no member, or too few/],
  ['an owner twice', m => { m.assignment.copyWithin(2, 0, 2) }, /partition 0 has an owner twice/],
  ['two owners in one zone', m => {
    const zoneOf = (at: number): string | undefined => m.members[m.assignment[at] ?? 0]?.zone
    const other = m.members.findIndex((each, index) => each.zone === zoneOf(0) && index !== m.assignment[0])
    m.assignment.set([other, 0], 2)
  }, /partition 0 is in too few zones/],
]
for (const [name, change, message] of faults) {
  test(`a view is refused with ${name}, whoever signed it`, () => {
    assert.throws(() => open(forge(second.view, change)), (error: unknown) => error instanceof ProtocolError && message.test(error.message))
  })
}

test('a slot must be empty where there are too few members', () => {
  const pair = signRingView(firstView({ cluster: 'c', partitions: 1, replicas: 3, members: members.slice(0, 2), ...issue }), signer)
  assert.equal(pair.view.assignment[2], 0xffff)
  const view = { ...pair.view, assignment: Uint16Array.from([0, 1, 1]) }
  assert.throws(() => signRingView(view, signer), InvariantError)
})

test('more members than the limit are refused while decoding', () => {
  const many = (m: RingViewMessage): void => { m.members = Array.from({ length: MEMBERS_MAX + 1 }, () => m.members[0] ?? { peerId: '', storeId: new Uint8Array(0), weight: 1, zone: '' }) }
  assert.throws(() => open(forge(second.view, many)), ProtocolError)
})

test('too many bytes are refused before they are decoded', () => {
  assert.throws(() => open(new Uint8Array(VIEW_BYTES_MAX + 1)), /at most/)
  assert.throws(() => openRingView({ body: new Uint8Array(VIEW_BYTES_MAX + 1), signature: new Uint8Array(0) }, signer), /at most/)
  assert.throws(() => openRingView({ body: second.body, signature: new Uint8Array(1_000) }, signer), /a signature of/)
})

test('bytes that are no view are refused as such', () => {
  assert.throws(() => open(Uint8Array.from([0xff, 0xff, 0xff])), ProtocolError)
  assert.throws(() => open(encodeSignedRingView(second).subarray(0, 40)), ProtocolError)
})

test('a view that its issuer did not sign is refused', () => {
  assert.throws(() => open(forge(second.view, () => {}, peerIdOf(2))), /did not sign/)
  const bent = Uint8Array.from(second.body)
  bent[bent.length - 1] = (bent[bent.length - 1] ?? 0) ^ 1
  assert.throws(() => openRingView({ body: bent, signature: second.signature }, signer), ProtocolError)
})

test('a successor is refused that breaks the chain, the constants or the assignment', () => {
  const refuse = (change: (m: RingViewMessage) => void, message: RegExp): void => {
    assert.throws(() => { checkSuccessor(first, open(forge(second.view, change))) }, (error: unknown) => error instanceof ProtocolError && message.test(error.message))
  }
  refuse(m => { m.epoch = 3 }, /its epoch is not the next/)
  refuse(m => { m.previousHash = new Uint8Array(32) }, /follows another view/)
  refuse(m => { m.cluster = 'other' }, /another cluster/)
  refuse(m => { m.partitions = 32; m.assignment = m.assignment.subarray(0, 32 * 6) }, /cannot change/)
  // Lawful by itself, but not what follows: two owners of a partition have changed places.
  refuse(m => { m.assignment.set([...m.assignment.subarray(2, 4), ...m.assignment.subarray(0, 2)]) }, /assignment is not the one/)
  assert.throws(() => { checkSuccessor(second, first) }, ProtocolError)
})

test('only a member may issue the next view, unless the caller says who may', () => {
  const stranger = peerIdOf(9)
  const foreign = signRingView(nextView(first, [added], { ...issue, issuer: stranger }), fakeSigner(stranger))
  assert.throws(() => { checkSuccessor(first, foreign) }, /may not issue/)
  checkSuccessor(first, foreign, issuer => issuer === stranger)
})

test('a history begins with view 1, issued by one of its members, with the assignment that follows', () => {
  assert.throws(() => { checkFirstView(second) }, /begins with view 1/)
  const stranger = peerIdOf(9)
  assert.throws(() => { checkFirstView(signRingView({ ...first.view, issuer: stranger }, fakeSigner(stranger))) }, /not in it/)
  const swapped = (m: RingViewMessage): void => { m.assignment.set([...m.assignment.subarray(2, 4), ...m.assignment.subarray(0, 2)]) }
  assert.throws(() => { checkFirstView(open(forge(first.view, swapped))) }, /does not follow/)
})

test('the higher epoch wins, then the lower hash, whichever way round they are compared', () => {
  assert.ok(compareViews(second, first) > 0)
  assert.ok(compareViews(first, second) < 0)
  assert.equal(compareViews(first, first), 0)
  const rival = signRingView(nextView(first, [added], { ...issue, reason: 'rival' }), signer)
  const winner = Buffer.compare(rival.hash, second.hash) < 0 ? rival : second
  assert.equal(compareViews(rival, second) > 0, winner === rival)
  assert.equal(compareViews(second, rival) > 0, winner === second)
})

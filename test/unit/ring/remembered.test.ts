/** What is remembered between views is bounded, and forgetting it changes nothing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstView } from '../../../daemon/core/ring/next-view.js'
import { ringOf } from '../../../daemon/core/ring/ring.js'
import { encodeSignedRingView, openRingView, signRingView, type SignedRingView } from '../../../daemon/core/ring/ring-view.js'
import { TokenWalk } from '../../../daemon/core/ring/token-walk.js'
import { fakeSigner, memberOf, peerIdOf } from '../../fixtures/ring.js'

const OPENED_MAX = 256
const TOKENS_MAX = 2_000
const signer = fakeSigner(peerIdOf(1))
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

function viewOf (issuedAt: number, partitions = 8): Uint8Array {
  const view = firstView({ cluster: 'c', partitions, replicas: 3, members: [1, 2, 3].map(number => memberOf(number)), issuer: peerIdOf(1), reason: '', issuedAt })
  return encodeSignedRingView(signRingView(view, signer))
}

const open = (bytes: Uint8Array): SignedRingView => openRingView(bytes, signer)

test(`a view is opened once, until ${OPENED_MAX} others were`, () => {
  const bytes = viewOf(1)
  const first = open(bytes)
  assert.equal(open(bytes), first)
  for (const index of numbers(OPENED_MAX)) open(viewOf(1_000 + index))
  const again = open(bytes)
  assert.notEqual(again, first)
  assert.deepEqual(again, first)
})

test('a view of more than 16 KiB is not remembered', () => {
  // Three owners of two bytes each for every partition.
  const bytes = viewOf(2, 4_096)
  assert.ok(bytes.length > 16_384)
  const first = open(bytes)
  const again = open(bytes)
  assert.notEqual(again, first)
  assert.deepEqual(again, first)
})

test('a remembered view with another signature is refused', () => {
  const signed = open(viewOf(3))
  const signature = signed.signature.slice()
  signature[0] = (signature[0] ?? 0) ^ 1
  assert.throws(() => openRingView({ body: signed.body, signature }, signer), /did not sign/)
})

test('a remembered signature with another body is refused', () => {
  const signed = open(viewOf(4))
  const other = open(viewOf(5))
  assert.throws(() => openRingView({ body: other.body, signature: signed.signature }, signer), /did not sign/)
})

test('a view has one ring, and another object another one', () => {
  const { view } = open(viewOf(6))
  assert.equal(ringOf(view), ringOf(view))
  assert.notEqual(ringOf({ ...view }), ringOf(view))
})

test('tokens are the same when they were forgotten, and when a member has more or fewer than before', () => {
  const walk = (weight: number): number[] => {
    const members = [1, 2, 3].map(number => ({ peerId: peerIdOf(number), weight: number === 1 ? weight : 100 }))
    return numbers(64).flatMap(partition => new TokenWalk(members, 64).from(partition))
  }
  const [few, more] = [walk(50), walk(700)]
  assert.deepEqual(walk(50), few)
  for (const index of numbers(TOKENS_MAX)) new TokenWalk([{ peerId: peerIdOf(10_000 + index), weight: 1 }], 1)
  assert.deepEqual(walk(700), more)
  assert.deepEqual(walk(50), few)
})

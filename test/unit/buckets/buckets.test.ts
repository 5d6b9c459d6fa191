import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import type { BucketProperties } from '../../../daemon/core/bucket.js'
import { Buckets } from '../../../daemon/core/buckets.js'
import type { BucketsInit } from '../../../daemon/core/buckets.js'
import { patch } from '../../fixtures/patch.js'
import type { Signer } from '../../../daemon/core/env.js'
import { signedBytes } from '../../../protocols/record/signed-bytes.js'
import { InvalidArgumentError, OverloadedError, ProtocolError } from '../../../protocols/errors.js'
import { BucketSettings, type SignedBucketSettings } from '../../../protocols/pb/membership.js'
import type { NodeId } from '../../../protocols/record/node-id.js'

const ALICE = `12D3KooW${'A'.repeat(44)}` as NodeId
const BOB = `12D3KooW${'B'.repeat(44)}` as NodeId
const STRANGER = `12D3KooW${'C'.repeat(44)}` as NodeId
const DEFAULTS: BucketProperties = { n: 3, r: 'quorum', w: 'quorum', conflict: 'lww', ttlMs: null }

const digest = (signer: NodeId, bytes: Uint8Array): Uint8Array => sha256.create().update(Buffer.from(signer)).update(bytes).digest()
const signerOf = (self: NodeId): Signer => ({
  sign: bytes => digest(self, bytes),
  verify: (signer, bytes, signature) => Buffer.compare(digest(signer, bytes), signature) === 0,
})

function tableOf (self: NodeId, init: Partial<BucketsInit> = {}): Buckets {
  return new Buckets({ self, signer: signerOf(self), wasMember: peer => peer === ALICE || peer === BOB, hlc: () => 1n }, { cluster: 'c', defaults: DEFAULTS, ...init })
}

/** Settings as `issuer` would sign them, right or wrong. */
function statement (change: Partial<BucketSettings> = {}, signedBy?: NodeId): SignedBucketSettings {
  const message: BucketSettings = { cluster: 'c', bucket: 'b', version: 1, n: 3, r: { kind: 2, count: 0 }, w: { kind: 2, count: 0 }, conflict: 1, ttlMs: 0, issuer: ALICE, hlc: 1n, ...change }
  const body = BucketSettings.encode(message)
  return { body, signature: digest(signedBy ?? message.issuer as NodeId, signedBytes('bucket', body)) }
}

test('a bucket that nobody set has the defaults, and default is there', () => {
  const table = tableOf(ALICE)
  assert.deepEqual(table.propertiesOf('anything'), DEFAULTS)
  assert.deepEqual([table.exists('default'), table.exists('anything'), table.all()], [true, false, []])
})

test('set changes what is given, keeps the rest, and counts versions', () => {
  const table = tableOf(ALICE)
  table.set('carts', { conflict: 'siblings', n: 5 })
  const second = table.set('carts', { ttlMs: 60_000, r: 1 })
  assert.deepEqual(table.propertiesOf('carts'), { n: 5, r: 1, w: 'quorum', conflict: 'siblings', ttlMs: 60_000 })
  assert.equal(second.settings.version, 2)
  table.set('carts', { ttlMs: null })
  assert.equal(table.propertiesOf('carts').ttlMs, null)
})

test('what one peer set another accepts, once', () => {
  const [alice, bob] = [tableOf(ALICE), tableOf(BOB)]
  const { signed } = alice.set('carts', { conflict: 'siblings', n: 2, r: 'one', w: 'all', ttlMs: 5 })
  assert.equal(bob.accept(signed)?.settings.issuer, ALICE)
  assert.deepEqual(bob.propertiesOf('carts'), alice.propertiesOf('carts'))
  assert.equal(bob.accept(signed), undefined)
  assert.equal(bob.set('carts', { n: 3 }).settings.version, 2)
})

test('the greater version counts, whenever it came; a stale one changes nothing', () => {
  const table = tableOf(ALICE)
  assert.notEqual(table.accept(statement({ version: 7, n: 5 })), undefined)
  assert.equal(table.accept(statement({ version: 6, n: 2 })), undefined)
  assert.equal(table.propertiesOf('b').n, 5)
})

/** Whether all orders of the same statements end in the same properties. */
function converges (statements: readonly SignedBucketSettings[], orders: readonly (readonly number[])[]): boolean {
  const ends = orders.map(order => {
    const table = tableOf(BOB)
    for (const index of order) { const signed = statements[index]; if (signed !== undefined) table.accept(signed) }
    return JSON.stringify(table.propertiesOf('b'))
  })
  return new Set(ends).size === 1
}

test('peers agree whatever the order in which they heard', () => {
  fc.assert(fc.property(
    fc.array(fc.record({ version: fc.integer({ min: 1, max: 3 }), n: fc.integer({ min: 1, max: 7 }), conflict: fc.integer({ min: 1, max: 2 }), issuer: fc.constantFrom(ALICE, BOB) }), { minLength: 1, maxLength: 8 }),
    fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
    (changes, places) => {
      const statements = changes.map(change => statement(change))
      const forward = statements.map((_, index) => index)
      const shuffled = [...forward].sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0))
      return converges(statements, [forward, shuffled, [...forward].reverse()])
    }))
})

test('the check of agreement sees a peer that lets the last that arrived win', t => {
  const statements = [statement({ n: 1, issuer: ALICE }), statement({ n: 5, issuer: BOB })]
  assert.equal(converges(statements, [[0, 1], [1, 0]]), true)
  t.after(patch(Buckets.prototype as unknown as { wins: () => boolean }, 'wins', { value: () => true }))
  assert.equal(converges(statements, [[0, 1], [1, 0]]), false)
})

test('forged, foreign, malformed and impossible settings are refused and change nothing', () => {
  const table = tableOf(BOB)
  const tampered = statement({ n: 3 })
  const wrong: Array<[string, SignedBucketSettings]> = [
    ['signed by another', statement({}, BOB)],
    ['altered', { ...tampered, body: statement({ n: 4 }).body }],
    ['of a stranger', statement({ issuer: STRANGER })],
    ['for a member record', { ...tampered, signature: digest(ALICE, signedBytes('member', tampered.body)) }],
    ['of another cluster', statement({ cluster: 'd' })],
    ['of no bucket', statement({ bucket: 'UPPER' })],
    ['version 0', statement({ version: 0 })],
    ['n 0', statement({ n: 0 })], ['n 8', statement({ n: 8 })],
    ['r above n', statement({ r: { kind: 4, count: 4 } })], ['no w', statement({ w: undefined })], ['w of no kind', statement({ w: { kind: 9, count: 0 } })],
    ['no conflict policy', statement({ conflict: 0 })], ['an unknown one', statement({ conflict: 3 })],
    ['ttl of eleven years', statement({ ttlMs: 11 * 366 * 86_400_000 })],
    ['too large', statement({ cluster: 'c'.repeat(2_000) })],
    ['noise', { body: Uint8Array.of(0xff, 0xff, 0xff), signature: new Uint8Array(64) }],
  ]
  for (const [name, signed] of wrong) assert.throws(() => table.accept(signed), ProtocolError, name)
  assert.deepEqual(table.all(), [])
})

test('set refuses what contradicts itself', () => {
  const table = tableOf(ALICE)
  for (const change of [{ n: 0 }, { n: 8 }, { n: 1.5 }, { n: 2, r: 3 }, { w: 4 }, { ttlMs: 0 }, { ttlMs: NaN }, { ttlMs: 2 ** 53 + 2 }]) {
    assert.throws(() => table.set('b', change), InvalidArgumentError, JSON.stringify(change))
  }
  assert.throws(() => table.set('NO', {}), InvalidArgumentError)
  assert.equal(table.exists('b'), false)
})

test('buckets are bounded: creating ends at bucketsMax, what others created at the same time at twice that', () => {
  const table = tableOf(ALICE, { bucketsMax: 2 })
  table.set('a', {})
  table.set('b', {})
  assert.throws(() => table.set('c', {}), OverloadedError)
  table.set('a', { n: 1 })
  table.accept(statement({ bucket: 'c', issuer: BOB }))
  table.accept(statement({ bucket: 'd', issuer: BOB }))
  assert.throws(() => table.accept(statement({ bucket: 'e', issuer: BOB })), OverloadedError)
  table.accept(statement({ bucket: 'd', version: 2, issuer: BOB }))
  assert.deepEqual(table.all().map(({ settings }) => settings.bucket), ['a', 'b', 'c', 'd'])
})

test('buckets with more replicas than the ring have a digest that is the same where they and the ring view are', () => {
  const [alice, bob] = [tableOf(ALICE), tableOf(BOB)]
  const view = Uint8Array.of(1)
  const isSame = (): boolean => Buffer.compare(alice.raised(3).digestIn(view), bob.raised(3).digestIn(view)) === 0
  assert.equal(alice.raised(3).most, 0)
  assert.ok(isSame())
  const { signed } = alice.set('safe', { n: 5 })
  assert.equal(alice.raised(3).most, 5)
  assert.equal(alice.raised(5).most, 0)
  assert.ok(!isSame())
  bob.accept(signed)
  assert.ok(isSame())
  const known = alice.raised(3)
  // What has no more than the ring, or another property, changes nothing.
  alice.set('small', { n: 2 })
  alice.set('safe', { ttlMs: 1_000 })
  assert.deepEqual(alice.raised(3).digest, known.digest)
  assert.ok(isSame())
  assert.notDeepEqual(alice.raised(3).digestIn(Uint8Array.of(2)), bob.raised(3).digestIn(view))
  alice.set('safe', { n: 4 })
  assert.ok(!isSame())
  assert.deepEqual([known, alice.raised(3)].map(one => one.replicasOf('safe')), [5, 4])
})

test('of buckets that nobody set the defaults may be more than the ring has', () => {
  assert.equal(tableOf(ALICE).raised(2).most, 3)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { allows, formatOps, OP, OPS_ALL, opsFor, parseOps } from '../../../protocols/auth/rights.js'
import { InvalidArgumentError } from '../../../protocols/errors.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import { rule } from '../../fixtures/auth.js'

const RULES = [rule('', 'app/', OP.read), rule('', 'app/private/', 0), rule('', 'app/private/mine/', OPS_ALL), rule('carts', '', OP.read | OP.write), rule('carts', 'app/', OP.list)]
const ops = (bucket: string, key: string): number => opsFor(RULES, bucket, utf8Bytes(key))

test('the longest prefix decides, whether it gives or takes away', () => {
  assert.equal(ops('default', 'app/x'), OP.read)
  assert.equal(ops('default', 'app/private/x'), 0)
  assert.equal(ops('default', 'app/private/mine/x'), OPS_ALL)
  assert.equal(ops('default', 'other'), 0)
  assert.equal(ops('default', 'app'), 0)
})

test('of two rules for one prefix the one that names the bucket decides', () => {
  assert.equal(ops('carts', 'x'), OP.read | OP.write)
  assert.equal(ops('carts', 'app/x'), OP.list)
  assert.equal(ops('carts', 'app/private/x'), 0)
})

test('two rules for the very same add up', () => {
  assert.equal(opsFor([rule('', 'a', OP.read), rule('', 'a', OP.write)], 'b', utf8Bytes('a')), OP.read | OP.write)
})

test('no rule gives nothing, and all that is asked must be given', () => {
  assert.equal(allows([], 'b', utf8Bytes('k'), OP.read), false)
  assert.equal(allows([rule('', '', OP.read)], 'b', utf8Bytes('k'), OP.read | OP.write), false)
})

test('the decision is that of the longest matching rule of a plain model, whatever the order of the rules', () => {
  const prefix = fc.string({ minLength: 0, maxLength: 3, unit: fc.constantFrom('a', 'b') })
  const rules = fc.array(fc.record({ bucket: fc.constantFrom('', 'x', 'y'), prefix, ops: fc.nat(OPS_ALL) }), { maxLength: 6 })
  fc.assert(fc.property(rules, fc.constantFrom('x', 'y'), fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', 'b') }), (given, bucket, key) => {
    const matching = given.filter(one => (one.bucket === '' || one.bucket === bucket) && key.startsWith(one.prefix))
    const rank = (one: typeof given[number]): number => one.prefix.length + (one.bucket === '' ? 0 : 0.5)
    const best = Math.max(-1, ...matching.map(rank))
    const expected = matching.filter(one => rank(one) === best).reduce((sum, one) => sum | one.ops, 0)
    for (const order of [given, given.toReversed()]) assert.equal(opsFor(order.map(one => rule(one.bucket, one.prefix, one.ops)), bucket, utf8Bytes(key)), expected)
  }))
})

test('rights are written as letters', () => {
  for (let value = 0; value <= OPS_ALL; value++) assert.equal(parseOps(formatOps(value)), value)
  assert.equal(parseOps('wr'), OP.read | OP.write)
  for (const wrong of ['', 'x', 'rr', 'R', 'r w']) assert.throws(() => parseOps(wrong), InvalidArgumentError)
})

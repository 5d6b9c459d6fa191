import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quotas, type QuotaMember } from '../../../daemon/core/ring/quotas.js'

const of = (...members: Array<[weight: number, zone?: number, held?: number]>): QuotaMember[] =>
  members.map(([weight, zone = 0, held = 0]) => ({ weight, zone, held }))

test('equal weights get equal parts, to within one', () => {
  assert.deepEqual([...quotas(of([1], [1], [1], [1], [1]), 16, 3)], [10, 10, 10, 9, 9])
})

test('those that hold an odd slot already keep it', () => {
  assert.deepEqual([...quotas(of([1, 0, 9], [1, 0, 9], [1, 0, 10], [1, 0, 10], [1, 0, 10]), 16, 3)], [9, 9, 10, 10, 10])
})

test('weights count in proportion', () => {
  assert.deepEqual([...quotas(of([1], [1], [2], [2], [4], [2]), 16, 3)], [4, 4, 8, 8, 16, 8])
})

test('no member gets more than each partition once', () => {
  assert.deepEqual([...quotas(of([1_000], [1], [1], [1]), 8, 3)], [8, 6, 5, 5])
})

test('with as many zones as replicas, a zone gets at most each partition once', () => {
  assert.deepEqual([...quotas(of([1, 0], [1, 0], [1, 0], [1, 1], [1, 2]), 12, 3)], [4, 4, 4, 12, 12])
})

test('with fewer zones than replicas, a zone gets at least each partition once', () => {
  assert.deepEqual([...quotas(of([1, 0], [100, 1], [100, 1], [100, 1]), 12, 3)], [12, 8, 8, 8])
})

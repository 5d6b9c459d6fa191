import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeActor } from '../../../protocols/record/actor.js'
import { addEvent, EMPTY_RECORD, equalDots, equalRecords, mergeRecords } from '../../../protocols/record/dvv-set.js'
import { encodeRecord } from '../../../protocols/record/record-codec.js'
import { covers } from '../../../protocols/record/version-vector.js'
import type { KvRecord } from '../../../protocols/record/record.js'

/** Three replicas that write (with the context of some state so far, or none) and merge; all states that came up. */
const states = fc.array(fc.record({ replica: fc.nat(2), from: fc.nat(2), context: fc.option(fc.nat(30)), merge: fc.boolean() }), { minLength: 3, maxLength: 25 })
  .map(steps => {
    const replicas: KvRecord[] = [EMPTY_RECORD, EMPTY_RECORD, EMPTY_RECORD]
    const seen: KvRecord[] = [EMPTY_RECORD]
    steps.forEach(({ replica, from, context, merge }, step) => {
      const record = replicas[replica] ?? EMPTY_RECORD
      const actor = makeActor(new Uint8Array(16).fill(replica), 40 - replica)
      const next = merge
        ? mergeRecords(record, replicas[from] ?? EMPTY_RECORD)
        : addEvent(record, context === null ? undefined : seen[context % seen.length]?.vv, {
          dot: { actor, counter: (record.vv.get(actor) ?? 0) + 1 }, hlc: BigInt(step * 7 % 5), value: Uint8Array.of(step),
        })
      replicas[replica] = next
      seen.push(next)
    })
    return seen
  })
const three = states.chain(seen => fc.tuple(fc.constantFrom(...seen), fc.constantFrom(...seen), fc.constantFrom(...seen)))

function same (a: KvRecord, b: KvRecord): void {
  assert.ok(equalRecords(a, b))
  assert.deepEqual(encodeRecord(a), encodeRecord(b))
}

test('merging is commutative, associative and idempotent, down to the bytes', () => {
  fc.assert(fc.property(three, ([a, b, c]) => {
    same(mergeRecords(a, b), mergeRecords(b, a))
    same(mergeRecords(mergeRecords(a, b), c), mergeRecords(a, mergeRecords(b, c)))
    same(mergeRecords(a, a), a)
    same(mergeRecords(mergeRecords(a, b), b), mergeRecords(a, b))
  }), { numRuns: 2_000 })
})

test('a merge covers both sides, and is the left side itself when the right adds nothing', () => {
  fc.assert(fc.property(three, ([a, b]) => {
    const merged = mergeRecords(a, b)
    assert.ok(covers(merged.vv, a.vv) && covers(merged.vv, b.vv))
    assert.equal(mergeRecords(merged, b), merged)
    assert.equal(merged === a, equalRecords(merged, a))
  }), { numRuns: 1_000 })
})

test('a merge is the right side itself when nothing of the left stays, and never when a version of both does', () => {
  fc.assert(fc.property(three, ([a, b]) => {
    const merged = mergeRecords(a, b)
    if (merged === a) return
    const shared = b.siblings.filter(({ dot }) => a.siblings.some(sibling => equalDots(sibling.dot, dot)))
    assert.equal(merged === b, shared.length === 0 && equalRecords(merged, b))
    // Of those, the left side's stay: it may be the one that has the values.
    for (const { dot } of shared) {
      const stays = merged.siblings.find(sibling => equalDots(sibling.dot, dot))
      assert.ok(stays === undefined || a.siblings.includes(stays))
    }
  }), { numRuns: 2_000 })
})

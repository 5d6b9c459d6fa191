/**
 * What claim() gives is part of what peers agree on: who checks a view makes its assignment again, also one that was
 * issued years before. So it may become faster, and must never become another.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { claim, type ClaimMember, type Claimed } from '../../../daemon/core/ring/claim.js'
import { byPeerId, memberOf } from '../../fixtures/ring.js'

/** Made with the code before it was made faster for processes that run it for the first time. */
const PINNED = '79456c413c4ba66b14793af693f12724f57800bbdca01f8982dac9df93c1ae3a'
const RINGS = 60
const CHANGES = 5

type Claimer = typeof claim

/** Rings with and without zones and weights, of 1 to 14 members, through joins, leaves and changes of weight. */
function digestOf (claimer: Claimer): string {
  let seed = 1
  const below = (n: number): number => {
    seed = Math.imul(seed, 1_664_525) + 1_013_904_223 >>> 0
    return Math.floor(seed / 2 ** 32 * n)
  }
  const digest = createHash('sha256')
  for (let ring = 0; ring < RINGS; ring++) {
    const [partitions, replicas, zones, weights] = [2 ** (3 + below(7)), 1 + below(5), [1, 3, 8][below(3)] ?? 1, [1, 20, 1_000][below(3)] ?? 1]
    let next = 0
    const join = (): ClaimMember => memberOf(next++, 1 + below(weights), zones === 1 ? '' : `z${below(zones)}`)
    let members = byPeerId(Array.from({ length: 1 + below(10) }, join))
    let previous: Claimed | undefined
    for (let change = 0; change < CHANGES; change++) {
      const assignment = claimer({ partitions, replicas, members, ...(previous === undefined ? {} : { previous }) })
      digest.update(new Uint8Array(assignment.buffer, assignment.byteOffset, assignment.byteLength))
      previous = { members, assignment }
      const stay = members.filter(() => below(5) > 0).map(member => below(8) > 0 ? member : { ...member, weight: 1 + below(weights) })
      members = byPeerId([...stay, ...Array.from({ length: Math.max(below(4), stay.length === 0 ? 1 : 0) }, join)])
    }
  }
  return digest.digest('hex')
}

test('assignments are the ones that they always were', () => { assert.equal(digestOf(claim), PINNED) })

test('planted bug: a claim that is as good and another one', () => {
  const other: Claimer = input => {
    const slots = claim(input)
    slots.subarray(0, Math.min(input.replicas, input.members.length)).reverse()
    return slots
  }
  assert.notEqual(digestOf(other), PINNED)
})

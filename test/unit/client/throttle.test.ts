import assert from 'node:assert/strict'
import { test } from 'node:test'
import { REFUSALS_MIN, Throttle } from '../../../client/throttle.js'

const STEP_MS = 1

/** A peer that is asked `perMs` requests each millisecond and takes `takenPerMs` of them. @returns how many went out in the last 100 ms, for each that it took */
function run (throttle: Throttle, fromMs: number, forMs: number, perMs: number, takenPerMs: number): { sentPerTaken: number, heldBack: number } {
  let seed = 1
  const random = (): number => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  let sent = 0
  let taken = 0
  let heldBack = 0
  for (let ms = fromMs; ms < fromMs + forMs; ms += STEP_MS) {
    if (ms === fromMs + forMs - 100) sent = taken = heldBack = 0
    let room = takenPerMs
    for (let count = 0; count < perMs; count++) {
      if (throttle.holdsBack(ms, random)) {
        heldBack++
        continue
      }
      sent++
      if (room-- > 0) {
        taken++
        throttle.accepted()
      } else throttle.refused(ms)
    }
  }
  return { sentPerTaken: sent / taken, heldBack }
}

test('of ten times what a peer takes about twice as much is sent, and all again soon after', () => {
  const throttle = new Throttle()
  const { sentPerTaken } = run(throttle, 0, 5_000, 50, 5)
  assert.ok(sentPerTaken > 1.5 && sentPerTaken < 2.5, `${sentPerTaken}`)
  assert.equal(run(throttle, 5_000, 5_000, 1, 5).heldBack, 0)
})

test('a peer that takes most of what it is asked is asked everything, and a few refusals hold nothing back', () => {
  assert.equal(run(new Throttle(), 0, 5_000, 10, 6).heldBack, 0)
  const throttle = new Throttle()
  for (let count = 0; count < REFUSALS_MIN; count++) throttle.refused(0)
  assert.equal(throttle.holdsBack(0, () => 0), false)
  throttle.refused(0)
  assert.equal(throttle.holdsBack(0, () => 0), true)
})

test('what is still out holds nothing back', () => {
  const throttle = new Throttle()
  for (let count = 0; count < 1_000; count++) assert.equal(throttle.holdsBack(0, () => 0), false)
})
